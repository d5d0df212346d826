"""What a style sheet or a style attribute makes invisible: enough of CSS to see hiding, and not more."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from claimgraph.ingest.parsers.colours import WHITE, Colour, alpha_of, colour_of
from claimgraph.ingest.parsers.selectors import Matcher, declared_by

_LONGEST_FILLED = 300
_NUMBER = re.compile(r"\s*(-?(?:\d+(?:\.\d+)?|\.\d+))(?:\s*(px|pt|r?em|ex|ch|%|vw|vh))?")
_INVISIBLE = {
    ("display", "none"),
    ("visibility", "hidden"),
    ("visibility", "collapse"),
    ("content-visibility", "hidden"),
}
_SMALLEST = {"px": 1.5, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 10.0}
_FAR = {"em": -60.0, "rem": -60.0, "ex": -120.0, "ch": -120.0, "%": -100.0, "vw": -100.0, "vh": -100.0}
"""As far to the left or above as no screen shows; in pixels and points a thousand."""
_FARTHEST = -999.0
_FAINT = 0.05
_CLOSED = ("hidden", "clip", "scroll", "auto")
_SIDES = ("left", "top", "right", "bottom")
_CUSTOM = re.compile(r"var\(\s*(--[\w-]{1,60})\s*(?:,([^()]{0,100}))?\)")
_ROOTS = frozenset({"html", "body"})


@dataclass(slots=True)
class Sheet:
    """The rules of a page's style elements, and the custom properties that they give the whole page."""

    matcher: Matcher = field(default_factory=Matcher)
    custom: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Element) -> "Sheet":
        """The rules of a page."""
        sheet = cls(Matcher(page))
        for element in (page, *page.iterchildren("body")):
            sheet.custom |= {name: value for name, value in sheet._stated(element).items() if name.startswith("--")}
        return sheet

    def style_of(self, element: Element) -> dict[str, str]:
        """What the rules and the element's own attributes say of it."""
        found = self._stated(element)
        for name, value in found.items():
            if "var(" in value:
                found[name] = self._filled(value)
        return found

    def _stated(self, element: Element) -> dict[str, str]:
        written = element.get("style")
        given = [*self.matcher.declared(element), *([declared_by(written)] if written else [])]
        found = dict(_of_attributes(element))
        for declared in given:
            found.update(declared.properties)
        for declared in given:
            found.update(declared.important)
        return found

    def _filled(self, value: str) -> str:
        for _ in range(3):
            value = _CUSTOM.sub(lambda used: self.custom.get(used[1], used[2] or ""), value)[:_LONGEST_FILLED].strip()
        return value


def _of_attributes(element: Element) -> Iterator[tuple[str, str]]:
    """What attributes of an element, or what it is, say of it without any style."""
    tag = element.tag
    if element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        yield "display", "none"
    if tag == "font" and element.get("color"):
        yield "color", (element.get("color") or "").lower()
    if element.get("bgcolor"):
        yield "background-color", (element.get("bgcolor") or "").lower()


def is_hiding(style: Mapping[str, str], background: Colour | None) -> bool:
    """Whether what is styled so cannot be seen on a background of that colour; None is one that is not known."""
    if any(style.get(name) == value for name, value in _INVISIBLE) or _is_faint(style) or _is_tiny(style.get("font-size", "")):
        return True
    if _is_off_page(style) or _is_cut(style) or _is_flat(style):
        return True
    written = style.get("-webkit-text-fill-color") or style.get("color", "")
    if alpha_of(written) <= _FAINT:
        return True
    colour = colour_of(written)
    return colour is not None and background is not None and all(abs(a - b) <= 8 for a, b in zip(colour, background, strict=True))


def background_of(style: Mapping[str, str]) -> tuple[bool, Colour | None]:
    """Whether a background is set, and its colour where that is plain."""
    value = style.get("background-color") or style.get("background")
    if not value or value in ("none", "transparent", "inherit", "initial") or alpha_of(value) <= _FAINT:
        return False, None
    return True, colour_of(value.split()[0] if "(" not in value else value)


def behind(style: Mapping[str, str], outer: Colour | None = WHITE) -> Colour | None:
    """The colour behind the words of an element, on what stands behind it; None where it cannot be known."""
    given, colour = background_of(style)
    return colour if given else outer


def _is_faint(style: Mapping[str, str]) -> bool:
    filtered = re.search(r"opacity\(([^()]{1,20})\)", style.get("filter", ""))
    shares = [style.get("opacity", "1"), *([filtered[1]] if filtered else [])]
    return any(_share(value) <= _FAINT for value in shares)


def _share(value: str) -> float:
    found = _NUMBER.match(value)
    return 1.0 if found is None else float(found[1]) / (100 if found[2] == "%" else 1)


def _number(value: str, default: float = 1.0) -> float:
    found = _NUMBER.match(value)
    return float(found[1]) if found else default


def _numbers(value: str) -> list[float]:
    return [float(number) for number, _ in _NUMBER.findall(value)]


def _is_tiny(size: str) -> bool:
    found = _NUMBER.fullmatch(size)
    return found is not None and float(found[1]) <= (_SMALLEST.get(found[2], 0.0) if found[2] else 0.0)


def _is_far(value: str) -> bool:
    found = _NUMBER.match(value)
    return found is not None and float(found[1]) <= _FAR.get(found[2] or "px", _FARTHEST)


def _is_off_page(style: Mapping[str, str]) -> bool:
    """Whether words are set where no screen shows them."""
    if _is_far(style.get("text-indent", "")):
        return True
    margins = [style.get(f"margin-{side}", "") for side in ("left", "top")] + style.get("margin", "").split()
    moved = re.findall(r"translate(?:x|y|3d)?\(([^()]{1,80})\)", style.get("transform", ""))
    if any(map(_is_far, [*margins, *(part for one in moved for part in one.split(","))])):
        return True
    placed = style.get("position") in ("absolute", "fixed")
    return placed and any(_is_far(style.get(side, "")) for side in _SIDES)


def _is_cut(style: Mapping[str, str]) -> bool:
    """Whether nothing is left of a box by how it is clipped or by its size, with what goes over its edges cut off."""
    clip = re.match(r"rect\(([^()]{1,80})\)", style.get("clip", ""))
    if clip is not None and style.get("position") in ("absolute", "fixed"):
        sides = _numbers(clip[1].replace(",", " "))
        if len(sides) == 4 and (sides[1] - sides[3] <= 1 or sides[2] - sides[0] <= 1):
            return True
    if _is_clipped_away(style.get("clip-path", "")):
        return True
    sizes = (style.get(name, "") for name in ("height", "width", "max-height", "max-width"))
    shut = any(value.split()[:1] and value.split()[-1] in _CLOSED[:2] for name, value in style.items() if name.startswith("overflow"))
    return shut and any((found := _NUMBER.fullmatch(value)) and float(found[1]) <= 1 and found[2] in (None, "px", "pt") for value in sizes)


def _is_clipped_away(path: str) -> bool:
    shape = re.match(r"(inset|circle|ellipse|polygon|rect|xywh)\(([^()]{0,200})\)", path)
    if shape is None:
        return False
    numbers = _numbers(shape[2].replace(",", " "))
    if shape[1] == "inset" and "%" in shape[2]:
        top, right, bottom, left = _sides(numbers)
        return top + bottom >= 100 or left + right >= 100
    if shape[1] in ("circle", "ellipse"):
        return bool(numbers) and numbers[0] == 0
    return shape[1] == "polygon" and len(numbers) > 1 and (len(set(numbers[::2])) == 1 or len(set(numbers[1::2])) == 1)


def _sides(numbers: list[float]) -> tuple[float, float, float, float]:
    """The four sides that one to four numbers are for, from the top with the clock."""
    top, *others = numbers or [0.0]
    right = others[0] if others else top
    bottom = others[1] if len(others) > 1 else top
    return top, right, bottom, others[2] if len(others) > 2 else right


def _is_flat(style: Mapping[str, str]) -> bool:
    """Whether a transformation leaves a box no width or no height."""
    scaled = [*re.findall(r"scale(?:x|y|3d)?\(([^()]{1,60})\)", style.get("transform", "")), style.get("scale", "")]
    if any(abs(number) <= 0.02 for value in scaled for number in _numbers(value.replace(",", " "))[:2]):
        return True
    matrix = re.search(r"matrix\(([^()]{1,120})\)", style.get("transform", ""))
    parts = _numbers(matrix[1].replace(",", " ")) if matrix is not None else []
    turned = re.search(r"rotate[xy]\(\s*-?(?:90|270)deg", style.get("transform", ""))
    return turned is not None or (len(parts) == 6 and abs(parts[0] * parts[3] - parts[1] * parts[2]) <= 0.0004)
