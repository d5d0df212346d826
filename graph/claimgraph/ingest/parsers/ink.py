"""What a PDF page draws its words with, as far as it says whether one can see them."""

from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

Matrix = tuple[float, ...]

_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_UNSEEN_MODES = (3, 7)
_TINY = 1.0
"""Points: nobody reads smaller letters."""
_WHITE = 0.97
_MOST_BOXES = 500
_DEEPEST = 500


@dataclass(frozen=True, slots=True)
class Pen:
    """The state that words are drawn with: whether in white, the rendering mode (PDF 32000-1, 9.3.6), the size in points."""

    white: bool = False
    mode: int = 0
    size: float = 0.0


@dataclass(slots=True)
class Ink:
    """Follows the operators of one page; `unseen` and `scanned` say what was shown since they were last cleared."""

    bounds: tuple[float, float, float, float]
    pen: Pen = field(default_factory=Pen)
    stack: list[Pen] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    waiting: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: bool = False
    unseen: bool = False
    scanned: bool = False

    def draw(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """Take in one operator; operands that are not what the standard says change nothing."""
        try:
            self._draw(operator, operands, cm, tm)
        except (TypeError, ValueError, IndexError, AttributeError):
            return

    def _draw(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        if operator in _SHOWS:
            self._show(cm, tm)
        elif operator in (b"q", b"Q"):
            self._keep(operator)
        elif operator in (b"re", *_FILLS, b"n", b"S", b"Do"):
            self._paint(operator, operands, cm)
        elif operator == b"Tf":
            self.pen = replace(self.pen, size=float(operands[1]))
        elif operator == b"Tr":
            self.pen = replace(self.pen, mode=int(operands[0]))
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            self.pen = replace(self.pen, white=_is_white(list(map(float, operands)), operator))

    def _keep(self, operator: bytes) -> None:
        if operator == b"q" and len(self.stack) < _DEEPEST:
            self.stack.append(self.pen)
        elif operator == b"Q" and self.stack:
            self.pen = self.stack.pop()

    def _paint(self, operator: bytes, operands: list[Any], cm: Matrix) -> None:
        """Boxes painted in a colour: white letters on them can be seen."""
        if operator == b"re":
            x, y, width, height = (float(part) for part in operands)
            (x, y), (far_x, far_y) = _moved(cm, x, y), _moved(cm, x + width, y + height)
            self.waiting.append((min(x, far_x), min(y, far_y), max(x, far_x), max(y, far_y)))
        elif operator == b"Do":
            self.pictures = True
        else:
            if operator in _FILLS and not self.pen.white:
                self.boxes = (self.boxes + self.waiting)[-_MOST_BOXES:]
            self.waiting = []

    def _show(self, cm: Matrix, tm: Matrix) -> None:
        x, y = _moved(cm, tm[4], tm[5])
        size = abs(self.pen.size) * sqrt(abs(_area(tm) * _area(cm)))
        left, bottom, right, top = self.bounds
        outside = not (left - 20 <= x <= right + 20 and bottom - 20 <= y <= top + 20)
        on_box = any(box[0] - 2 <= x <= box[2] + 2 and box[1] - 2 <= y <= box[3] + 2 for box in self.boxes)
        if self.pen.mode in _UNSEEN_MODES:
            self.scanned = True
        elif outside or size < _TINY or (self.pen.white and not on_box):
            self.unseen = True


def _is_white(parts: list[float], operator: bytes) -> bool:
    if operator == b"k" or len(parts) == 4:
        return all(part <= 1 - _WHITE for part in parts)
    return bool(parts) and all(part >= _WHITE for part in parts)


def _area(matrix: Matrix) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]
