"""What is contested: the front page, the list of disputes, and each dispute face to face."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from claimgraph.errors import NotFoundError
from claimgraph.model import Dispute, Graph, LinkStatus
from claimgraph.reason.disputes import STATUSES
from claimgraph.reason.findings import derive_findings
from claimgraph.views.balance import balance_of
from claimgraph.views.faceoff import face_off, selected_rung
from claimgraph.views.ladder import draw, to_mini_svg, to_svg
from claimgraph.views.matrix import matrix_of
from claimgraph.views.outline import numbered
from claimgraph.views.selection import of_dispute
from claimgraph.views.wording import TYPES
from claimgraph_api.moments import carried
from claimgraph_api.negotiation import prefers_html
from claimgraph_api.pages.rendering import page
from claimgraph_api.site import Site, view_of

router = APIRouter(include_in_schema=False)
At = Annotated[Site, Depends(view_of)]
PER_PAGE = 25
MOST_CHOICES = 60
"""How many entities or voices a filter offers, the busiest first."""
MOST_BESIDE = 60
"""How many contradictions are listed that the ladder does not draw."""
FRONT = 8


@router.get("/")
def show_front(request: Request, site: At) -> HTMLResponse:
    """What is contested now."""
    disputes = site.disputes()
    counts = site.store.statistics()
    shown = [_line(dispute) for dispute in disputes[:FRONT]]
    waiting = sum(rung.status is LinkStatus.PROPOSED for dispute in disputes for rung in dispute.rungs)
    values: dict[str, Any] = {"counts": counts, "lines": shown, "total": len(disputes), "waiting": waiting}
    return page(
        request,
        "front.html",
        **values,
        voices=_busiest_voices(site.graph(), disputes)[:FRONT],
        gaps=Counter(finding.kind.replace("-", " ") for finding in site.findings()).most_common(),
    )


@router.get("/disputes")
def list_disputes(request: Request, site: At) -> HTMLResponse:
    """The disputes, the most contested first, by entity, voice, status and type of contradiction."""
    asked = {name: value for name in ("entity", "source", "status", "type") if (value := request.query_params.get(name))}
    graph, disputes = site.graph(), site.disputes()
    found = [dispute for dispute in disputes if _fits(dispute, asked)]
    start = _after(found, request.query_params.get("cursor"))
    shown = found[start : start + PER_PAGE]
    following = None
    if start + PER_PAGE < len(found):
        following = carried("/disputes?" + urlencode({**asked, "cursor": shown[-1].id}))
    values: dict[str, Any] = {"lines": [_line(dispute) for dispute in shown], "total": len(found), "all": len(disputes), "start": start}
    return page(request, "disputes.html", **values, asked_for=asked, following=following, choices=_choices(graph, disputes))


@router.get("/disputes/{dispute_id}.svg")
def draw_dispute(dispute_id: str, site: At) -> Response:
    """The balance ladder as a picture to keep."""
    svg = to_svg(site.graph(), site.dispute(dispute_id))
    headers = {"Content-Disposition": f'attachment; filename="{dispute_id[:40]}.svg"'}
    return Response(svg, media_type="image/svg+xml", headers=headers)


@router.get("/disputes/{dispute_id}")
def show_dispute(request: Request, dispute_id: str, site: At, rung: Annotated[str | None, Query(max_length=80)] = None) -> HTMLResponse:
    """One dispute; `rung` is the link of the contradiction to show face to face."""
    try:
        dispute = site.dispute(dispute_id)
    except NotFoundError:
        if not prefers_html(request):
            raise
        return page(request, "gone.html", status=404)
    return page(request, "dispute.html", **dispute_values(site.graph(), dispute, rung))


def dispute_values(whole: Graph, dispute: Dispute, rung: str | None = None) -> dict[str, Any]:
    """All that the template of a dispute shows."""
    graph = of_dispute(whole, dispute)
    chosen = selected_rung(dispute, rung)
    balance = balance_of(graph, dispute)
    drawn = {link for crossing in balance.crossings for link in crossing.links}
    return {
        "dispute": dispute,
        "graph": graph,
        "chosen": chosen,
        "facing": face_off(graph, dispute, chosen),
        "link": graph.links[chosen.link],
        "balance": balance,
        "numbers": numbered(balance),
        "beside": [rung for rung in (*dispute.rungs, *dispute.apparent) if rung.link not in drawn][:MOST_BESIDE],
        "texts": {statement.claim: statement.text for statement in balance.statements()},
        "ladder": Markup(draw(balance, dispute, selected=chosen.link)),  # noqa: S704 - our own SVG, every word in it escaped
        "matrix": matrix_of(graph, dispute),
        "findings": derive_findings(graph),
        "type_words": TYPES,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A dispute in a list: its thumbnail, the score of its strongest rung, how many of its rungs nobody reviewed."""

    dispute: Dispute
    mini: Markup
    score: float
    waiting: int


def _line(dispute: Dispute) -> Line:
    rungs = dispute.rungs or dispute.apparent
    waiting = sum(rung.status is LinkStatus.PROPOSED for rung in rungs)
    return Line(dispute, Markup(to_mini_svg(dispute)), rungs[0].score, waiting)  # noqa: S704 - numbers only


def _fits(dispute: Dispute, asked: Mapping[str, str]) -> bool:
    """Whether a dispute has everything that is asked for."""
    has = {
        "entity": dispute.entities,
        "source": [voice for position in dispute.positions for voice in (*position.origins, *position.relays)],
        "status": [dispute.status],
        "type": [rung.type for rung in (*dispute.rungs, *dispute.apparent)],
    }
    return all(value in has[name] for name, value in asked.items())


def _after(disputes: Sequence[Dispute], cursor: str | None) -> int:
    """Where the page after the dispute `cursor` starts; the beginning where it is gone."""
    return next((number + 1 for number, dispute in enumerate(disputes) if dispute.id == cursor), 0)


def _choices(graph: Graph, disputes: Sequence[Dispute]) -> dict[str, list[tuple[str, str]]]:
    """What each filter of the list offers: values with their names, the busiest first."""
    entities = Counter(entity for dispute in disputes for entity in dispute.entities)
    types = Counter(rung.type for dispute in disputes for rung in (*dispute.rungs, *dispute.apparent))
    return {
        "entity": [(node, graph.entities[node].name) for node, _ in entities.most_common(MOST_CHOICES) if node in graph.entities],
        "source": [(voice, name) for voice, name, _ in _busiest_voices(graph, disputes)[:MOST_CHOICES]],
        "status": [(status, status) for status in STATUSES if any(dispute.status == status for dispute in disputes)],
        "type": [(type_, TYPES[type_]) for type_, _ in types.most_common()],
    }


def _busiest_voices(graph: Graph, disputes: Sequence[Dispute]) -> list[tuple[str, str, int]]:
    """The voices that stand on a side of most disputes: id, name, number of disputes."""
    counted = Counter(voice for dispute in disputes for voice in {voice for position in dispute.positions for voice in position.origins})
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [(voice, graph.sources[voice].name, number) for voice, number in ranked if voice in graph.sources]
