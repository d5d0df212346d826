"""The findings that are asked for, by the API and by the page."""

from datetime import date

from claimgraph.derive import Listed
from claimgraph.derive.predicting import due
from claimgraph.model import Finding
from claimgraph.reason.predictions import PREDICTION_DUE
from claimgraph_api.server.site import Site


def findings_of(site: Site, asked: dict[str, str], *, cursor: str | None, limit: int, on: date | None = None) -> Listed[Finding]:
    """The findings that are asked for; predictions that are due depend on the day, so that they are worked out, of the newest ones.

    They are due `on` a day, or on that of the view.
    """
    if asked.get("kind") != PREDICTION_DUE:
        return site.derived.findings(where=asked, cursor=cursor, limit=limit)
    found = [item for item in due(site.store, on=on) if _fits(item, asked)]
    return Listed(tuple(found), None, len(found))


def _fits(finding: Finding, asked: dict[str, str]) -> bool:
    about = asked.get("target") in (None, finding.target)
    return about and ("source" not in asked or asked["source"] in {step.voice for step in finding.steps})
