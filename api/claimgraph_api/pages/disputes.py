"""What is contested: the front page, the list of disputes, and each dispute face to face."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup, escape

from claimgraph.derivations import Dispute, Rung
from claimgraph.errors import NotFoundError
from claimgraph.model import Entity, Graph, LinkStatus, LinkType, Source
from claimgraph.reason.disputes import STATUSES
from claimgraph.views.balance import Balance, Crossing, balance_of
from claimgraph.views.faceoff import face_off, selected_rung
from claimgraph.views.ladder import draw, to_mini_svg, to_svg
from claimgraph.views.matrix import matrix_of
from claimgraph.views.outline import numbered
from claimgraph.views.selection import claim_ids, foremost
from claimgraph.views.wording import TYPES
from claimgraph_api.answers.valuing import discovered
from claimgraph_api.pages.conflicts import conflict_values
from claimgraph_api.pages.rendering import page
from claimgraph_api.pages.weighing import Trust, dispute_standing
from claimgraph_api.server.moments import carried
from claimgraph_api.server.negotiation import prefers_html
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
At = Annotated[Site, Depends(view_of)]
Text = Annotated[str | None, Query(max_length=80)]
PER_PAGE = 25
MOST_CHOICES = 60
"""How many entities or voices a filter offers, the busiest first."""
MOST_CLASHES, MOST_FOLDED = 12, 72
"""How many contradictions are listed, and how many at most where the list is unfolded."""
MOST_PARTS = 8
"""To how many other parts of a knot a dispute leads."""
FRONT = 8
MOST_SHOWN = 30
"""Of how many claims of each side, those of the strongest contradictions, the page of a dispute tells."""
MOST_ENTITIES = 6
"""How many entities are named."""
MOST_VOICES = 5
"""How many voices of each side are named."""


@router.get("/")
def show_front(request: Request, site: At) -> HTMLResponse:
    """What is contested now."""
    derived = site.derived
    found = derived.disputes(limit=FRONT)
    values: dict[str, Any] = {"lines": [_line(dispute) for dispute in found.items], "total": found.total, "waiting": derived.waiting()}
    return page(request, "front.html", **values, counts=site.store.statistics(), voices=_named(site, "voice", FRONT), gaps=derived.gaps())


@router.get("/disputes")
def list_disputes(
    request: Request, site: At, *, cursor: str | None = None, start: Annotated[int, Query(ge=0, lt=2**31)] = 0
) -> HTMLResponse:
    """The disputes, the most contested first, by entity, voice, status and type of contradiction."""
    asked = {name: value for name in ("entity", "source", "status", "type") if (value := request.query_params.get(name))}
    derived = site.derived
    found = derived.disputes(where=asked, cursor=cursor, limit=PER_PAGE)
    everything = derived.sizes()["disputes"] if asked else found.total
    place = urlencode({**asked, "cursor": found.next, "start": start + PER_PAGE})
    following = carried(f"/disputes?{place}") if found.next else None
    values: dict[str, Any] = {"lines": [_line(dispute) for dispute in found.items], "total": found.total, "all": everything, "start": start}
    return page(request, "disputes.html", **values, asked_for=asked, following=following, choices=_choices(site))


@router.get("/disputes/{dispute_id}.svg")
def draw_dispute(dispute_id: str, site: At) -> Response:
    """The balance ladder as a picture to keep."""
    dispute = site.derived.dispute(dispute_id)
    svg = to_svg(site.around(dispute, entities=False), dispute)
    headers = {"Content-Disposition": f'attachment; filename="{dispute_id[:40]}.svg"'}
    return Response(svg, media_type="image/svg+xml", headers=headers)


@router.get("/disputes/{dispute_id}")
def show_dispute(
    request: Request,
    dispute_id: str,
    site: At,
    *,
    rung: Text = None,
    trust: Trust = None,
    weigh: bool = False,
    methods: Text = None,
) -> HTMLResponse:
    """One dispute; `rung` is the link of the contradiction to show face to face, `trust` a profile that its claims are weighed under.

    Where many claims hang together they are weighed if that is asked for. `methods=all` asks the methods for comparison too where
    values exclude each other.
    """
    try:
        dispute = site.derived.dispute(dispute_id)
    except NotFoundError:
        if not prefers_html(request):
            raise
        return page(request, "gone.html", status=404)
    chosen = selected_rung(dispute, rung)
    part = foremost(dispute, MOST_SHOWN, chosen)
    graph = site.around(part, entities=False)
    values = {
        "dispute": dispute,
        "about": _about(site, graph, dispute),
        "rung": rung,
        "voices": site.store.nodes(voice for position in dispute.positions for voice in position.origins[:MOST_VOICES]),
        "findings": site.derived.findings_on([*graph.documents, *graph.claims, *graph.links]),
        "parts_beside": site.derived.beside(dispute, MOST_PARTS),
        **dispute_standing(site, part, trust, weigh=weigh),
        **conflict_values(request, site, claim_ids(part)),
        "everything": methods == "all",
        "values": discovered(site.store, site.derived, part, everything=methods == "all"),
    }
    return page(request, "dispute.html", **values, **dispute_values(graph, part, chosen))


def _about(site: Site, graph: Graph, dispute: Dispute) -> list[Entity]:
    """The first entities of a dispute, those that its shown claims name, by whichever of their names."""
    named = {name for claim in graph.claims.values() for name in claim.entities}
    standing = named.union(site.store.heads(named).values())
    wanted = [name for name in dispute.entities[:MOST_ENTITIES] if name in standing]
    nodes = site.store.nodes(wanted)
    return [node for name in wanted if isinstance(node := nodes.get(name), Entity)]


def dispute_values(graph: Graph, dispute: Dispute, chosen: Rung) -> dict[str, Any]:
    """What the template of a dispute shows of what it rests on, or a part of it."""
    balance = balance_of(graph, dispute)
    return {
        "part": dispute,
        "graph": graph,
        "chosen": chosen,
        "facing": face_off(graph, dispute, chosen),
        "link": graph.links[chosen.link],
        "balance": balance,
        "numbers": numbered(balance),
        "clashes": _clashes(graph, dispute, balance),
        "texts": {statement.claim: statement.text for statement in balance.statements()},
        "ladder": _carrying(draw(balance, dispute, selected=chosen.link)),
        "matrix": matrix_of(graph, dispute),
        "type_words": TYPES,
        "most_clashes": MOST_CLASHES,
        "most_folded": MOST_FOLDED,
    }


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction in a list: the words of both ends, and the links that say so, of which the strongest is the rung."""

    a: str
    b: str
    rung: Crossing | Rung
    links: Sequence[str]


def _clashes(graph: Graph, dispute: Dispute, balance: Balance) -> list[Clash]:
    """Those that the ladder draws, the strongest first, then the others."""
    texts = {statement.claim: statement.text for statement in balance.statements()}
    drawn = [Clash(texts[crossing.a], texts[crossing.b], crossing, crossing.links) for crossing in balance.crossings]
    known = {link for clash in drawn for link in clash.links}
    others = [rung for rung in (*dispute.rungs, *dispute.apparent) if rung.link not in known]
    return [*drawn, *(Clash(graph.claims[rung.a].text, graph.claims[rung.b].text, rung, [rung.link]) for rung in others)]


def _carrying(svg: str) -> Markup:
    """Our own SVG, every word in it escaped, its links about the moment and the collection of the request."""
    return Markup(_LINK.sub(lambda found: f'href="{escape(carried(unescape(found[1])))}"', svg))  # noqa: S704


_LINK = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Line:
    """A dispute in a list: its thumbnail, the score of its strongest rung, how many of its rungs nobody reviewed."""

    dispute: Dispute
    mini: Markup
    score: float
    waiting: int


def _line(dispute: Dispute) -> Line:
    rungs = dispute.rungs or dispute.apparent
    waiting = [rung.status for rung in rungs].count(LinkStatus.PROPOSED)
    return Line(dispute, Markup(to_mini_svg(dispute)), rungs[0].score, waiting)  # noqa: S704 - numbers only


def _choices(site: Site) -> dict[str, list[tuple[str, str]]]:
    """What each filter of the list offers: values with their names, the busiest first."""
    statuses = dict(site.derived.commonest("status", len(STATUSES)))
    return {
        "entity": [(node, name) for node, name, _ in _named(site, "entity", MOST_CHOICES)],
        "source": [(node, name) for node, name, _ in _named(site, "voice", MOST_CHOICES)],
        "status": [(status, status) for status in STATUSES if status in statuses],
        "type": [(type_, TYPES[LinkType(type_)]) for type_, _ in site.derived.commonest("type", len(TYPES))],
    }


def _named(site: Site, key: str, most: int) -> list[tuple[str, str, int]]:
    """The entities or voices of most disputes: id, name, number of disputes."""
    found = site.derived.commonest(key, most)
    nodes = site.store.nodes(node for node, _ in found)
    return [(node.id, node.name, number) for name, number in found if isinstance(node := nodes.get(name), Source | Entity)]
