"""The balance ladder as SVG: deterministic, well-formed, every word escaped, no script and no style inside.

Colours are presentation attributes, so the picture stands alone; a page's style sheet overrides them by class. Claims and
rungs are links in reading order; the outline holds the same as nested text.
"""

import re
from html import escape

from claimgraph.derivations import Dispute
from claimgraph.model import Graph
from claimgraph.views.balance import Balance, balance_of
from claimgraph.views.layout import META, META_LINE, PAD, TEXT, TEXT_LINE, Box, Layout, Prop, Strut, Trunk, lay_out
from claimgraph.views.typesetting import settable
from claimgraph.views.wording import TYPES

CONTRADICTS, SUPPORTS, UNDERCUTS = "#b34700", "#00639c", "#6b4fa0"
INK, SOFT, EDGE, PAPER = "#1b1c1e", "#585c63", "#82807a", "#ffffff"
_LINK = re.compile("<a [^>]*>")


def to_svg(graph: Graph, dispute: Dispute) -> str:
    """The ladder of a dispute as a file of its own: with a background, without links."""
    drawn = draw(balance_of(graph, dispute), dispute, background=True)
    return _LINK.sub("<g>", drawn).replace("</a>", "</g>")


def draw(balance: Balance, dispute: Dispute, *, selected: str | None = None, background: bool = False) -> str:
    """The ladder of a balance to stand in a page; `selected` is the link of the rung to stress."""
    layout = lay_out(balance)
    size = f'width="{_n(layout.width)}" height="{_n(layout.height)}" viewBox="0 0 {_n(layout.width)} {_n(layout.height)}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="ladder" role="group" aria-labelledby="ladder-title" {size}'
    parts = [
        f'{opening} font-family="system-ui, Noto Sans, Liberation Sans, Arial, sans-serif" font-size="{_n(TEXT)}" color="{INK}">',
        f'<title id="ladder-title">{_text("What each side rests on: " + dispute.question)}</title>',
        f"<desc>{_text(_described(balance))}</desc>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>' if background else "",
        _rails(layout),
        _props(layout),
        _struts_lines(layout, selected),
        _boxes(layout, balance),
        _struts_circles(layout, selected),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _described(balance: Balance) -> str:
    rungs = sum(not crossing.apparent for crossing in balance.crossings)
    words = "contradiction" if rungs == 1 else "contradictions"
    return f"{balance.shown} of {balance.claims} statements, {rungs} {words} between the sides. The outline says the same as text."


def _rails(layout: Layout) -> str:
    heads = "".join(f'<text x="{_n(x)}" y="18">Position {letter}</text>' for x, letter in zip(layout.rails, "AB", strict=True))
    return f'<g class="soft" fill="{SOFT}" text-anchor="middle" font-weight="600">{heads}</g>'


def _props(layout: Layout) -> str:
    """Supports and undercuts, in two groups."""
    groups = []
    for undercuts, name, colour in ((False, "supports", SUPPORTS), (True, "undercuts", UNDERCUTS)):
        drawn = [_trunk(trunk) for trunk in layout.trunks if trunk.undercuts is undercuts]
        drawn += [_prop(prop) for prop in layout.props if prop.undercuts is undercuts]
        if drawn:
            dots = ' stroke-dasharray="2 4"' if undercuts else ""
            groups.append(
                f'<g class="{name}" color="{colour}" stroke="currentColor" fill="none" stroke-width="2"{dots}>{"".join(drawn)}</g>'
            )
    return "\n".join(groups)


def _trunk(trunk: Trunk) -> str:
    stubs = "".join(f"M{_n(trunk.x)} {_n(end)}H{_n(trunk.reach)}" for end in trunk.ends)
    line = f'<path d="M{_n(trunk.x)} {_n(trunk.top + 1)}V{_n(max(trunk.ends))}{stubs}"/>'
    return line + (_bar(trunk.x, trunk.top) if trunk.undercuts else _triangle(trunk.x, trunk.top, "up"))


def _prop(prop: Prop) -> str:
    (x1, y1), (x2, y2) = prop.start, prop.end
    bend1, bend2 = (x1 + prop.bow, x2 + prop.bow) if prop.bow else ((x1 + x2) / 2, (x1 + x2) / 2)
    line = f'<path d="M{_n(x1)} {_n(y1)}C{_n(bend1)} {_n(y1)} {_n(bend2)} {_n(y2)} {_n(x2)} {_n(y2)}"/>'
    pointing = "right" if bend2 < x2 else "left"
    return line + (_post(x2, y2) if prop.undercuts else _triangle(x2, y2, pointing))


def _triangle(x: float, y: float, pointing: str) -> str:
    points = {"up": (-6, 11, 6, 11), "right": (-11, -6, -11, 6), "left": (11, -6, 11, 6)}[pointing]
    corners = f"M{_n(x)} {_n(y)}L{_n(x + points[0])} {_n(y + points[1])}L{_n(x + points[2])} {_n(y + points[3])}Z"
    return f'<path d="{corners}" fill="currentColor" stroke="none"/>'


def _bar(x: float, y: float) -> str:
    return f'<path d="M{_n(x - 8)} {_n(y + 2)}h16" stroke-width="4" stroke-dasharray="none"/>'


def _post(x: float, y: float) -> str:
    return f'<path d="M{_n(x)} {_n(y - 8)}v16" stroke-width="4" stroke-dasharray="none"/>'


def _struts_lines(layout: Layout, selected: str | None) -> str:
    lines = "".join(_strut_line(strut, selected in strut.crossing.links) for strut in layout.struts)
    style = 'fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray="7 4"'
    return f'<g class="contradicts" color="{CONTRADICTS}" {style}>{lines}</g>'


def _strut_line(strut: Strut, stressed: bool) -> str:
    (x1, y1), (x2, y2) = strut.start, strut.end
    way = f"C{_n(x1 + strut.bow)} {_n(y1)} {_n(x2 + strut.bow)} {_n(y2)} {_n(x2)} {_n(y2)}" if strut.bow else f"L{_n(x2)} {_n(y2)}"
    weight = ' stroke-width="4"' if stressed else ' stroke-width="1.5" stroke-dasharray="2 5"' if strut.crossing.apparent else ""
    return f'<path d="M{_n(x1)} {_n(y1)}{way}"{weight}/>'


def _struts_circles(layout: Layout, selected: str | None) -> str:
    circles = "".join(_circle(strut, selected in strut.crossing.links) for strut in layout.struts)
    return f'<g class="contradicts joints" color="{CONTRADICTS}" fill="{PAPER}" stroke="currentColor" stroke-width="2">{circles}</g>'


def _circle(strut: Strut, stressed: bool) -> str:
    """The sign of a rung, a link to its face-off: a cross, or for an apparent one a wave."""
    x, y = strut.middle
    crossing = strut.crossing
    arm = 5 if stressed else 4
    cross = f"M{_n(x - arm)} {_n(y - arm)}l{2 * arm} {2 * arm}m0 {-2 * arm}l{-2 * arm} {2 * arm}"
    sign = f"M{_n(x - 6)} {_n(y + 1)}q3 -5 6 0t6 0" if crossing.apparent else cross
    times = f", {len(crossing.links)} times" if len(crossing.links) > 1 else ""
    kind = "seems to contradict" if crossing.apparent else "contradicts"
    name = _text(f"{kind}: {TYPES[crossing.type]}{times}; show face to face")
    current = ' aria-current="true"' if stressed else ""
    ring = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{13 if stressed else 12}"/><path d="{sign}" fill="none"/>'
    return f'<a href="?rung={escape(crossing.link)}#face-off" aria-label="{name}"{current}>{ring}</a>'


def _boxes(layout: Layout, balance: Balance) -> str:
    folds = {statement.claim: statement.folded for statement in balance.statements()}
    boxes = "".join(_box(box, folds.get(box.claim, 0) > 0) for box in layout.boxes)
    return f'<g class="boxes" fill="{PAPER}" stroke="{EDGE}">{boxes}</g>'


def _box(box: Box, folded: bool) -> str:
    rect = f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="5"'
    weight = ' stroke-width="2"' if box.role == "rail" else ' stroke-dasharray="2 3"' if box.role == "undercuts" else ""
    x, first = box.x + PAD, box.y + PAD + TEXT - 1
    bold = ' font-weight="600"' if box.role == "rail" else ""
    text = _lines(box.lines, x, first, step=TEXT_LINE, style=f'fill="currentColor"{bold}')
    below = box.y + PAD + TEXT_LINE * len(box.lines) + META
    meta = _lines(box.meta, x, below, step=META_LINE, style=f'class="soft" fill="{SOFT}" font-size="{_n(META)}"') if box.meta else ""
    kind = ' class="folded"' if folded else ""
    return f'<a href="/claims/{escape(box.claim)}"{kind}>{rect}{weight}/><g stroke="none">{text}{meta}</g></a>'


def _lines(lines: tuple[str, ...], x: float, y: float, *, step: float, style: str) -> str:
    spans = "".join(f'<tspan x="{_n(x)}" y="{_n(y + step * number)}">{_text(line)} </tspan>' for number, line in enumerate(lines))
    return f"<text {style}>{spans}</text>"


def _text(text: str) -> str:
    return escape(settable(text))


def _n(number: float) -> str:
    """A number without a needless fraction."""
    return f"{number:.1f}".rstrip("0").rstrip(".")


def to_mini_svg(dispute: Dispute, rows: int = 6) -> str:
    """A thumbnail of a dispute: a square for each claim, at most `rows` a side, dashes for rungs. Decoration only."""
    sides = [position.claims[:rows] for position in dispute.positions[:2]]
    at = {claim: row for claims in sides for row, claim in enumerate(claims)}
    pairs = dict.fromkeys((at[rung.a], at[rung.b]) for rung in (dispute.rungs or dispute.apparent) if rung.a in at and rung.b in at)
    height = 8 * max(1, *map(len, sides)) + 4
    lines = "".join(f"M8 {8 * a + 6}L64 {8 * b + 6}" for a, b in pairs)
    squares = "".join(f"M{x} {8 * row + 3}h6v6h-6z" for x, claims in zip((1, 65), sides, strict=False) for row in range(len(claims)))
    pattern = "4 3" if dispute.rungs else "1 4"
    dashes = f'<path class="contradicts" d="{lines}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="{pattern}"/>'
    return f'<svg class="mini" width="72" height="{height}" aria-hidden="true">{dashes}<path d="{squares}" fill="currentColor"/></svg>'
