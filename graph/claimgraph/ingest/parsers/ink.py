"""What a PDF page draws its words with and upon, as far as it says whether one can see them."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

Matrix = tuple[float, ...]
Box = tuple[float, float, float, float]
Shade = tuple[float, float, float]
"""Red, green and blue, 0 to 1 each."""

WHITE: Shade = (1.0, 1.0, 1.0)
_BLACK: Shade = (0.0, 0.0, 0.0)
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_ENDS = (b"n", b"S", b"s")
_PLAIN = {b"g": 1, b"rg": 3, b"k": 4}
_UNSEEN_MODES = (3, 7)
_TINY = 1.0
"""Points: nobody reads smaller letters, nor through a slit of that width."""
_ALIKE = 0.03
_FAINT = 0.05
_THIN = 3.0
"""Points: a narrower box is a line, which neither covers letters nor is behind them."""
_MOST_BOXES = 500
_MOST_COLOURS = 200
_MOST_COMPARED = 3_000_000
_DEEPEST = 500
_SPREAD = 1e6


@dataclass(frozen=True, slots=True)
class State:
    """What a page calls a graphics state (PDF 32000-1, 8.4.5): how much its fills cover, 0 to 1, and whether they cover plainly."""

    alpha: float | None = None
    plain: bool | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a page has under names: graphics states, how many parts the colours of a space have that are read, and pictures."""

    states: Mapping[str, State] = field(default_factory=dict)
    spaces: Mapping[str, int] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pen:
    """The state that words are drawn with: the colour, None where it is not known; the rendering mode (9.3.6); size and rise in points."""

    colour: Shade | None = _BLACK
    parts: int = 1
    mode: int = 0
    size: float = 0.0
    rise: float = 0.0
    alpha: float = 1.0
    plain: bool = True
    clip: Box = (-_SPREAD, -_SPREAD, _SPREAD, _SPREAD)


@dataclass(slots=True)
class Spot:
    """Where words begin, and whether they can be seen there so far."""

    x: float
    y: float
    size: float
    unseen: bool = False
    scanned: bool = False


@dataclass(slots=True)
class Ink:
    """Follows the operators of one page; `spots` are those of the words shown since they were last taken away."""

    bounds: Box
    named: Named = field(default_factory=Named)
    pen: Pen = field(default_factory=Pen)
    stack: list[Pen] = field(default_factory=list)
    boxes: deque[tuple[Box, Shade | None]] = field(default_factory=lambda: deque(maxlen=_MOST_BOXES))
    colours: set[Shade | None] = field(default_factory=set)
    waiting: list[Box] = field(default_factory=list)
    bent: bool = False
    clipping: bool = False
    pictures: bool = False
    spots: list[Spot] = field(default_factory=list)
    shown: list[Spot] = field(default_factory=list)
    compared: int = 0

    def draw(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Take in one operator; operands that are not what the standard says change nothing."""
        try:
            self._draw(operator, operands, cm, tm)
        except (TypeError, ValueError, IndexError, AttributeError):
            return

    def taken(self) -> list[Spot]:
        """The spots of the words that were shown since this was last asked."""
        spots, self.spots = self.spots, []
        return spots

    def _draw(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        if operator in _SHOWS:
            self._show(cm, tm)
        elif operator in (b"q", b"Q"):
            self._keep(operator)
        elif operator in (b"re", b"m", b"l", b"c", b"v", b"y"):
            self._trace(operator, [float(part) for part in operands], cm)
        elif operator in (b"W", b"W*"):
            self.clipping = True
        elif operator in _FILLS or operator in _ENDS:
            self._paint(filling=operator in _FILLS)
        elif operator == b"Do":
            self._place(str(operands[0]), cm)
        else:
            self._dip(operator, operands)

    def _dip(self, operator: bytes, operands: list[Any]) -> None:
        """Change the pen."""
        if operator == b"Tf":
            self.pen = replace(self.pen, size=float(operands[1]))
        elif operator == b"Ts":
            self.pen = replace(self.pen, rise=float(operands[0]))
        elif operator == b"Tr":
            self.pen = replace(self.pen, mode=int(operands[0]))
        elif operator == b"gs":
            state = self.named.states.get(str(operands[0]), State())
            alpha = self.pen.alpha if state.alpha is None else state.alpha
            self.pen = replace(self.pen, alpha=alpha, plain=self.pen.plain if state.plain is None else state.plain)
        elif operator == b"cs":
            self.pen = replace(self.pen, parts=self.named.spaces.get(str(operands[0]), 0), colour=_BLACK)
        elif operator in _PLAIN:
            self.pen = replace(self.pen, parts=_PLAIN[operator], colour=_shade([float(part) for part in operands], _PLAIN[operator]))
        elif operator in (b"sc", b"scn"):
            numbers = [float(part) for part in operands] if self.pen.parts else []
            self.pen = replace(self.pen, colour=_shade(numbers, self.pen.parts))

    def _keep(self, operator: bytes) -> None:
        if operator == b"q" and len(self.stack) < _DEEPEST:
            self.stack.append(self.pen)
        elif operator == b"Q" and self.stack:
            self.pen = self.stack.pop()

    def _trace(self, operator: bytes, numbers: list[float], cm: Matrix) -> None:
        """Go on with a path: it is taken for the box around it."""
        if operator == b"re":
            x, y, width, height = numbers
            corners = [_moved(cm, *corner) for corner in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))]
        else:
            corners = [_moved(cm, *pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
            self.bent = True
        box = _around(corners)
        if operator in (b"re", b"m") or not self.waiting:
            self.waiting = [*self.waiting[-_MOST_BOXES:], box]
        else:
            last = self.waiting[-1]
            self.waiting[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))

    def _paint(self, *, filling: bool) -> None:
        """End a path: what it fills covers the words that were there, and is behind those that come; what it clips bounds these."""
        if filling and self.pen.alpha > _FAINT:
            known = self.pen.colour if not self.bent and self.pen.plain and self.pen.alpha > 1 - _FAINT else None
            for box in self.waiting:
                self._lay(box, known)
        if self.clipping and self.waiting:
            ends = list(zip(*self.waiting, strict=True))
            self.pen = replace(self.pen, clip=_shared(self.pen.clip, (min(ends[0]), min(ends[1]), max(ends[2]), max(ends[3]))))
        self.waiting, self.bent, self.clipping = [], False, False

    def _lay(self, box: Box, colour: Shade | None) -> None:
        """Lay a box over the page; of one whose colour is not known nobody can say what it hides."""
        box = _shared(box, self.pen.clip)
        if min(box[2] - box[0], box[3] - box[1]) < _THIN:
            return
        self.boxes.append((box, colour))
        if len(self.colours) < _MOST_COLOURS:
            self.colours.add(colour)
        if colour is not None and self.compared < _MOST_COMPARED:
            self.compared += len(self.shown)
            left, bottom, right, top = box
            for spot in self.shown:
                if left <= spot.x + 1 <= right and bottom <= spot.y + spot.size * 0.1 and spot.y + spot.size * 0.6 <= top:
                    spot.unseen = True

    def _place(self, name: str, cm: Matrix) -> None:
        """A picture, on which letters of any colour may be seen."""
        self.pictures = True
        if name in self.named.pictures:
            self._lay(_around([_moved(cm, *corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]), None)

    def _show(self, cm: Matrix, tm: Matrix) -> None:
        x, y = _moved(cm, tm[4], tm[5])
        scale = sqrt(abs(_area(tm) * _area(cm)))
        spot = Spot(x, y + self.pen.rise * scale, abs(self.pen.size) * scale)
        if self.pen.mode in _UNSEEN_MODES:
            spot.scanned = True
        else:
            away = _is_outside(self.bounds, spot, 20) or _is_outside(self.pen.clip, spot, 2) or _is_slit(self.pen.clip)
            spot.unseen = away or spot.size < _TINY or self.pen.alpha <= _FAINT or self._is_lost(spot)
            self.shown.append(spot)
        self.spots.append(spot)

    def _is_lost(self, spot: Spot) -> bool:
        """Whether words have the colour that they are drawn upon. A page is white."""
        if not any(_is_like(self.pen.colour, colour) for colour in (WHITE, *self.colours)):
            return False
        near = self.boxes if self.compared < _MOST_COMPARED else ()
        self.compared += len(near)
        under = next((colour for box, colour in reversed(near) if _holds(box, spot.x, spot.y, 2)), WHITE)
        return _is_like(self.pen.colour, under)


def _shade(numbers: list[float], parts: int) -> Shade | None:
    """The colour of so many parts: grey, red and green and blue, or four inks; None for others."""
    if len(numbers) != parts or parts not in (1, 3, 4):
        return None
    if parts == 1:
        return numbers[0], numbers[0], numbers[0]
    if parts == 3:
        return numbers[0], numbers[1], numbers[2]
    red, green, blue = ((1 - ink) * (1 - numbers[3]) for ink in numbers[:3])
    return red, green, blue


def _is_like(first: Shade | None, second: Shade | None) -> bool:
    return first is not None and second is not None and all(abs(a - b) <= _ALIKE for a, b in zip(first, second, strict=True))


def _is_outside(box: Box, spot: Spot, slack: float) -> bool:
    """Whether no part of the letters can be in a box: they go on to the right, as far as is not known."""
    left_out = spot.x > box[2] + slack or (slack > 2 and spot.x < box[0] - slack)
    return left_out or spot.y + spot.size < box[1] - (slack if slack > 2 else 0) or spot.y - spot.size * 0.3 > box[3] + slack


def _is_slit(box: Box) -> bool:
    return box[2] - box[0] < _TINY or box[3] - box[1] < _TINY


def _holds(box: Box, x: float, y: float, slack: float = 0) -> bool:
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack


def _shared(first: Box, second: Box) -> Box:
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def _around(corners: list[tuple[float, float]]) -> Box:
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _area(matrix: Matrix) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]
