"""What pages show of scores: how well claims stand under a trust profile, and what falls if something does."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from claimgraph.derivations import Dispute
from claimgraph.errors import NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Claim, Document, Link, Source
from claimgraph.reason.credibility.told import Score, Why
from claimgraph.reason.opinions.hypotheses import Fit
from claimgraph.trust import GRADED
from claimgraph.views.selection import claim_ids
from claimgraph_api.answers.opining import LINKS_NOTE, OPINION_NOTE, hypotheses_found, opinion_found
from claimgraph_api.answers.weighing import weighing
from claimgraph_api.pages.rendering import called, page
from claimgraph_api.server.moments import carried
from claimgraph_api.server.site import Site, view_of

if TYPE_CHECKING:  # what solves is loaded with the first question
    from claimgraph.derive.weighing import Falls, Weighed

router = APIRouter(include_in_schema=False)
At = Annotated[Site, Depends(view_of)]
Trust = Annotated[str | None, Query(max_length=80)]
MOST_AT_ONCE = 60
"""Among how many claims a page says unasked how those of a dispute stand."""
MOST_UNASKED, MOST_EXPLAINED = 100, 12
"""Among how many claims a page says unasked how one stands, and among how many why, and what falls without it."""
MOST_CHANGES = MOST_ROWS = 100
FITS: Mapping[Fit, tuple[str, str, str]] = MappingProxyType(
    {
        Fit.VERY_CONSISTENT: ("supports", "▲▲", "very consistent"),
        Fit.CONSISTENT: ("supports", "▲", "consistent"),
        Fit.NEUTRAL: ("meta", "±", "for and against"),
        Fit.NOT_APPLICABLE: ("meta", "–", "no link found"),
        Fit.INCONSISTENT: ("contradicts", "✕", "inconsistent"),
        Fit.VERY_INCONSISTENT: ("contradicts", "✕✕", "very inconsistent"),
    }
)
"""The look, the sign and the words of each way to fit a hypothesis."""
_LEADS = {
    "claim": "What changes for other claims if this one, with all that restate it, counts for nothing.",
    "source": "What changes if nothing counts that this source says, or that comes through it alone.",
    "assertion": "What changes if this one act of speaking counts for nothing.",
    "document": "What changes if nothing counts that is said in this document.",
    "link": "What changes if this link between two claims counts for nothing.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one claim stands; why and what falls are None where that was not asked and would take long."""

    score: Score
    weighed: "Weighed"
    why: Why | None = None
    falls: "Falls | None" = None


def standing_values(site: Site, claim_id: str, trust: str | None, *, why: bool) -> dict[str, Any]:
    """What the template of a claim needs for `claim_block`; raises NotFoundError where there is no such profile.

    Unless `why` is asked, or a profile chosen, there is no standing where more hangs together than is weighed at once.
    """
    wanted = why or bool(trust)
    asked = weighing(site.store, trust, most=None if wanted else MOST_UNASKED)
    weighed = asked.of([claim_id])
    standing = None
    if claim_id in weighed.scored:
        standing = Standing(weighed.scored.score(claim_id), weighed)
        if why or weighed.read <= MOST_EXPLAINED:
            standing = Standing(standing.score, weighed, asked.why(claim_id, weighed, quick=not why), asked.falls(claim_id))
    chips = site.derived.disputes_of(_shown(standing)) if standing else {}
    return {"standing": standing, "weighed": weighed, "weighed_disputes": chips, "why_asked": why, **_choice(site, trust)}


def _shown(standing: Standing) -> set[str]:
    """The claims that the block of a claim names."""
    reasons = standing.why.reasons if standing.why else ()
    changes = standing.falls.changes if standing.falls else ()
    return {reason.step.node for reason in reasons if reason.step.kind == "claim"} | {change.claim for change in changes}


def dispute_standing(site: Site, dispute: Dispute, trust: str | None, *, weigh: bool) -> dict[str, Any]:
    """What the template of a dispute needs for `dispute_block`: no scores where that was not asked and would take long."""
    claims = claim_ids(dispute)
    weighed = weighing(site.store, trust, most=None if weigh else MOST_AT_ONCE).of(claims)
    scores = weighed.scores(claims) if weigh or weighed.whole else None
    return {"scores": scores, "weighed": weighed, **_choice(site, trust)}


def _choice(site: Site, trust: str | None) -> dict[str, Any]:
    return {"profiles": [GRADED.name, *(one.profile.name for one in site.store.trusts())], "trust": trust or None}


@router.get("/falls/{node_id}")
def show_falls(request: Request, node_id: str, site: At, *, trust: Trust = None) -> HTMLResponse:
    """What changes for other claims if a claim, source, assertion, document or link counts for nothing."""
    kind = kind_of(node_id)
    if kind not in _LEADS:
        raise NotFoundError(f"{node_id[:80]!r} is no claim, source, assertion, document or link")
    falls = weighing(site.store, trust).falls(node_id)
    query = f"?{urlencode({'trust': trust})}" if trust else ""
    values: dict[str, Any] = {"node": node_id, "name": _name(site, node_id), "kind": kind, "lead": _LEADS[kind], "most": MOST_CHANGES}
    values["disputes_of"] = site.derived.disputes_of(change.claim for change in falls.changes[:MOST_CHANGES])
    values["alternate"] = carried(f"/v1/{kind}s/{node_id}/falls{query}")
    return page(request, "falls.html", **values, **_choice(site, trust), falls=falls)


@router.get("/disputes/{dispute_id}/hypotheses")
def show_hypotheses(request: Request, dispute_id: str, site: At, *, trust: Trust = None) -> HTMLResponse:
    """The positions of a dispute as competing hypotheses, against the claims that links tie to them."""
    dispute = site.derived.dispute(dispute_id)
    found, weighed = hypotheses_found(site.store, dispute, trust)
    chips = site.derived.disputes_of(row.claim for row in found.evidence[:MOST_ROWS])
    values: dict[str, Any] = {"dispute": dispute, "found": found, "weighed": weighed, "fit_words": FITS, "most": MOST_ROWS}
    values["least"] = min((one.weighted for one in found.hypotheses), default=0.0)
    return page(request, "hypotheses.html", **values, disputes_of=chips, note=LINKS_NOTE, **_choice(site, trust))


@router.get("/claims/{claim_id}/opinion")
def show_opinion(request: Request, claim_id: str, site: At, *, trust: Trust = None) -> HTMLResponse:
    """What all who speak on a claim at first hand make of it together, step by step."""
    found, weighed = opinion_found(site.store, claim_id, trust)
    return page(request, "opinion.html", found=found, weighed=weighed, note=OPINION_NOTE, most=MOST_ROWS, **_choice(site, trust))


def _name(site: Site, node_id: str) -> str:
    match site.store.get(node_id):
        case Claim() as claim:
            return claim.text
        case Source() as source:
            return source.name
        case Document() as document:
            return called(document)
        case Assertion() as assertion:
            return f"{assertion.speaker.name}: {assertion.quote.exact}"
        case Link() as link:
            ends = site.store.nodes((link.from_, link.to))
            texts = [end.text if isinstance(end := ends.get(node), Claim) else node for node in (link.from_, link.to)]
            return f"“{texts[0]}” {link.kind} “{texts[1]}”"
    return node_id
