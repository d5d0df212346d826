"""Gaps worth knowing, each with the steps that lead to it."""

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from claimgraph.model import Claim, Finding, Source
from claimgraph.reason.predictions import PREDICTION_DUE
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.gaps import findings_of
from claimgraph_api.server.moments import carried
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
PER_PAGE = 30


@router.get("/findings")
def list_findings(request: Request, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """The findings, by kind, or of one kind or with one voice in their steps."""
    asked = {name: value for name in ("kind", "source", "target") if (value := request.query_params.get(name))}
    found = findings_of(site, asked, cursor=request.query_params.get("cursor"), limit=PER_PAGE)
    following = carried(f"/findings?{urlencode({**asked, 'cursor': found.next})}") if found.next else None
    nodes = site.store.nodes(finding.target for finding in found.items)
    claims = {node.id: node for node in nodes.values() if isinstance(node, Claim)}
    shared: dict[str, Any] = {"claims": claims, "disputes_of": site.derived.disputes_of(claims), "names": voices_in(site, found.items)}
    shared["alternate"] = carried(f"/v1/findings{f'?{urlencode(asked)}' if asked else ''}")
    return page(request, "findings.html", items=found.items, where=asked, following=following, kinds=_kinds(site), **shared)


def _kinds(site: Site) -> list[tuple[str, str]]:
    """The kinds that there are, each with how many, and the one that depends on the day."""
    return [*((kind, f"{kind.replace('-', ' ')} ({number})") for kind, number in site.derived.gaps()), (PREDICTION_DUE, "prediction due")]


def voices_in(site: Site, findings: Iterable[Finding]) -> dict[str, str]:
    """What the voices in the steps of findings are called."""
    voices = {step.voice for finding in findings for step in finding.steps if step.voice}
    return {node.id: node.name for node in site.store.nodes(voices).values() if isinstance(node, Source)}
