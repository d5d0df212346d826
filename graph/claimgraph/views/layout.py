"""Where everything of a balance ladder stands: two inner rails, rungs between, supports outward, undercuts below their target.

Same balance, same layout. Units are pixels, y grows downwards; no two boxes overlap and all text fits its box.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimgraph.views.balance import Balance, Crossing, Ground, Statement
from claimgraph.views.typesetting import set_lines

BOX = 218.0
RAIL = 300.0
"""The width of a box on a rail when no supports stand outside."""
PAD = 10.0
GUTTER = 104.0
MARGIN = 42.0
INDENT = 24.0
GAP = 16.0
TOP = 34.0
TEXT, META = 13.0, 11.0
BOLD = 1.14
"""How much wider bold text may run; the statements on the rails are bold."""
EDGE = 34.0
"""The room at an edge where only ties between two boxes of a rail need some."""
TEXT_LINE, META_LINE = 17.0, 14.0
NARROWEST = 140.0


@dataclass(frozen=True, slots=True)
class Box:
    """A statement set in lines; `side` is 0 for A and 1 for B, `role` is `rail`, `supports` or `undercuts`."""

    claim: str
    side: int
    role: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    meta: tuple[str, ...]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Trunk:
    """Grounds that stand below their statement: a line from its lower edge at `x` down to `ends`, one y for each box at `reach`."""

    undercuts: bool
    x: float
    top: float
    reach: float
    ends: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Prop:
    """A support or undercut from the edge of one box to the edge of another."""

    link: str
    undercuts: bool
    start: tuple[float, float]
    end: tuple[float, float]
    bow: float


@dataclass(frozen=True, slots=True)
class Strut:
    """A rung as a line, with its circle at `middle`."""

    crossing: Crossing
    start: tuple[float, float]
    end: tuple[float, float]
    middle: tuple[float, float]
    bow: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """All shapes of a ladder; `rails` are the middles of the two rails."""

    width: float
    height: float
    rails: tuple[float, float]
    boxes: tuple[Box, ...]
    trunks: tuple[Trunk, ...]
    props: tuple[Prop, ...]
    struts: tuple[Strut, ...]


def lay_out(balance: Balance) -> Layout:
    """The layout of a balance; linear in its statements and crossings."""
    laying = _Laying(balance)
    laying.place_rails()
    laying.tie()
    laying.strut()
    bottom = max((box.bottom for box in laying.boxes.values()), default=TOP)
    rails = tuple(laying.rail_x(side) + laying.rail / 2 for side in (0, 1))
    return Layout(
        laying.width,
        bottom + GAP,
        (rails[0], rails[1]),
        tuple(laying.boxes.values()),
        tuple(laying.trunks),
        tuple(laying.props),
        tuple(laying.struts),
    )


@dataclass(slots=True)
class _Laying:
    """The work on one layout: what stands where, and how far down each of the four columns is filled."""

    balance: Balance
    rail: float = field(init=False)
    outer: tuple[float, float] = field(init=False)
    rail_down: list[float] = field(default_factory=lambda: [TOP, TOP])
    outer_down: list[float] = field(default_factory=lambda: [TOP, TOP])
    boxes: dict[str, Box] = field(default_factory=dict)
    trunks: list[Trunk] = field(default_factory=list)
    props: list[Prop] = field(default_factory=list)
    struts: list[Strut] = field(default_factory=list)

    def __post_init__(self) -> None:
        sides = (self.balance.a, self.balance.b)
        supported = [_has_supports(side) for side in sides]
        tied = {claim for tie in self.balance.ties for claim in (tie.from_, tie.to)}
        edges = [EDGE if any(statement.claim in tied for statement in side) else 1.0 for side in sides]
        self.outer = (BOX + MARGIN if supported[0] else edges[0], BOX + MARGIN if supported[1] else edges[1])
        self.rail = BOX if all(supported) else RAIL

    @property
    def width(self) -> float:
        """The width of the picture."""
        return 2 * self.rail + GUTTER + sum(self.outer) + 2

    def rail_x(self, side: int) -> float:
        """The left edge of a rail."""
        return 1 + self.outer[0] + side * (self.rail + GUTTER)

    def outer_x(self, side: int) -> float:
        """The left edge of the column outside a rail."""
        return 1.0 if side == 0 else self.rail_x(1) + self.rail + MARGIN

    def place_rails(self) -> None:
        """Put every statement of the two sides on its rail, pair by pair of the strongest rungs first, what has no rung last."""
        waiting = {statement.claim: (side, statement) for side, found in enumerate((self.balance.a, self.balance.b)) for statement in found}
        for crossing in self.balance.crossings:
            self._place_pair(waiting, crossing)
        for claim in list(waiting):
            side, statement = waiting.pop(claim)
            self._place(statement, side, self.rail_down[side])

    def _place_pair(self, waiting: dict[str, tuple[int, Statement]], crossing: Crossing) -> None:
        new = [waiting.pop(claim) for claim in dict.fromkeys((crossing.a, crossing.b)) if claim in waiting]
        beside = [self.boxes[claim].y for claim in (crossing.a, crossing.b) if claim in self.boxes]
        level = max([*beside, *(self.rail_down[side] for side, _ in new)], default=TOP)
        for side, statement in new:
            self._place(statement, side, max(level, self.rail_down[side]))

    def _place(self, statement: Statement, side: int, y: float) -> None:
        """Put a statement on its rail with its undercuts below it and its supports outward."""
        box = self._box(statement, side, "rail", x=self.rail_x(side), y=y, width=self.rail)
        undercuts = [ground for ground in statement.below if ground.undercuts]
        self.rail_down[side] = self._below(box, undercuts) + GAP
        for ground in statement.below:
            if not ground.undercuts:
                self._place_outside(ground, box)

    def _place_outside(self, ground: Ground, target: Box) -> None:
        side = target.side
        y = max(self.outer_down[side], target.y)
        box = self._box(ground.statement, side, "supports", x=self.outer_x(side), y=y, width=BOX)
        self.outer_down[side] = self._below(box, ground.statement.below) + GAP
        self._prop(ground.link, box, target, undercuts=False)

    def _below(self, target: Box, grounds: Sequence[Ground]) -> float:
        """Put grounds below their target, indented, with theirs below them; the y of the lowest edge."""
        bottom = target.bottom
        for undercuts in (False, True):
            ends = []
            for ground in (ground for ground in grounds if ground.undercuts is undercuts):
                role = "undercuts" if undercuts else "supports"
                width = max(NARROWEST, target.width - INDENT)
                box = self._box(ground.statement, target.side, role, x=target.right - width, y=bottom + GAP, width=width, note=ground.note)
                ends.append(box.y + 14)
                bottom = self._below(box, ground.statement.below)
            if ends:
                reach = target.right - max(NARROWEST, target.width - INDENT)
                self.trunks.append(Trunk(undercuts, reach - (8 if undercuts else 14), target.bottom, reach, tuple(ends)))
        return bottom

    def _box(self, statement: Statement, side: int, role: str, *, x: float, y: float, width: float, note: str = "") -> Box:
        lines = set_lines(statement.text, width - 2 * PAD, TEXT * (BOLD if role == "rail" else 1.0), 5)
        meta = set_lines(statement.said_by, width - 2 * PAD, META, 3) if statement.said_by else ()
        if note:
            meta = (*set_lines(f"undercuts {note}" if role == "undercuts" else f"for {note}", width - 2 * PAD, META, 2), *meta)
        if statement.folded:
            meta = (*meta, f"+{statement.folded} supports")
        height = 2 * PAD + TEXT_LINE * len(lines) + META_LINE * len(meta)
        box = Box(statement.claim, side, role, x, y, width, height, lines, meta)
        self.boxes[statement.claim] = box
        return box

    def tie(self) -> None:
        """Draw the supports between boxes that stand on the same side."""
        for tie in self.balance.ties:
            start, end = self.boxes.get(tie.from_), self.boxes.get(tie.to)
            if start is not None and end is not None and start.side == end.side:
                self._prop(tie.link, start, end, undercuts=tie.undercuts)

    def _prop(self, link: str, start: Box, end: Box, *, undercuts: bool) -> None:
        """A line from a box to one further in, or outside of both where they stand above each other."""
        outward = -1 if end.side == 0 else 1
        above = not (start.right < end.x or end.right < start.x)
        end_x = end.x if outward < 0 else end.right
        start_x = (start.x if outward < 0 else start.right) if above else (start.right if start.right < end.x else start.x)
        if not above and start.x > end.x and outward < 0:
            end_x = end.right
        start_y, end_y = start.y + min(start.height / 2, 20), min(end.bottom - 8, max(end.y + 8, start.y + 12))
        self.props.append(Prop(link, undercuts, (start_x, start_y), (end_x, end_y), outward * 26 if above else 0))

    def strut(self) -> None:
        """Draw the rungs between boxes, their circles apart."""
        taken: list[tuple[float, float]] = []
        for crossing in self.balance.crossings:
            a, b = self.boxes[crossing.a], self.boxes[crossing.b]
            if a.side == b.side:
                self.struts.append(_inside_strut(crossing, a, b))
                continue
            left, right = (a, b) if a.side == 0 else (b, a)
            start_y, end_y = _facing(left, right)
            start, end = (left.right, start_y), (right.x, end_y)
            middle = _apart(start, end, taken)
            taken.append(middle)
            self.struts.append(Strut(crossing, start, end, middle))


def _has_supports(statements: Sequence[Statement]) -> bool:
    return any(not ground.undercuts for statement in statements for ground in statement.below)


def _facing(left: Box, right: Box) -> tuple[float, float]:
    """The heights at which two boxes face each other: level where they can be."""
    top, bottom = max(left.y, right.y), min(left.bottom, right.bottom)
    if top + 12 <= bottom:
        level = (top + bottom) / 2
        return level, level
    if left.y < right.y:
        return left.bottom - 10, right.y + 10
    return left.y + 10, right.bottom - 10


def _apart(start: tuple[float, float], end: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """A point of the line for its circle, away from the circles before it where there is room."""
    for share in (0.5, 0.36, 0.64, 0.24, 0.76):
        point = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        if all(abs(point[0] - other[0]) + abs(point[1] - other[1]) > 26 for other in taken):
            return point
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def _inside_strut(crossing: Crossing, a: Box, b: Box) -> Strut:
    """A rung between two boxes of one side: a bow into the gutter."""
    x = a.right if a.side == 0 else a.x
    bow = GUTTER / 3 if a.side == 0 else -GUTTER / 3
    start, end = (x, a.y + a.height / 2), (x, b.y + b.height / 2)
    return Strut(crossing, start, end, (x + bow * 0.75, (start[1] + end[1]) / 2), bow)
