"""What a style sheet or a style attribute makes invisible: enough of CSS to see hiding, and not more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

_MOST_CSS = 200_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"(?<![^{}@])([^{}@]{1,2000}+)\{([^{}]{1,2000}+)\}")
_MARK = re.compile(r"[@{};]")
"""What holds on some devices alone, and what is no rule."""
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:(?P<sort>[.#])(?P<name>[-\w]+))?")
_NUMBER = re.compile(r"\s*(-?(?:\d+(?:\.\d+)?|\.\d+))\s*(px|pt|r?em|%)?")
_WHITE = (255, 255, 255)
_NAMED = {"white": _WHITE, "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255)}
_INVISIBLE = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse"), ("color", "transparent")}
_SMALLEST = {"px": 1.5, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 10.0}
_FAR = -999.0

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a page's style elements whose selector is one tag, class or id, by that selector."""

    rules: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Element) -> "Sheet":
        """The rules of a page."""
        css = _COMMENT.sub("", " ".join("".join(style.itertext()) for style in page.iter("style"))[:_MOST_CSS])
        rules: dict[str, dict[str, str]] = {}
        for selectors, body in _RULE.findall(_without_at_rules(css)):
            for selector in selectors.lower().split(","):
                if _SELECTOR.fullmatch(selector.strip()):
                    rules.setdefault(selector.strip(), {}).update(declarations(body))
        return cls(rules)

    def style_of(self, element: Element) -> dict[str, str]:
        """What the rules and the element's own attributes say of it."""
        tag = str(element.tag)
        found: dict[str, str] = {}
        names = [f".{name}" for name in (element.get("class") or "").lower().split()] + [f"#{(element.get('id') or '').lower()}"]
        for selector in (tag, *names, *(tag + name for name in names)):
            found.update(self.rules.get(selector, {}))
        found.update(declarations(element.get("style") or ""))
        if element.get("hidden") is not None:
            found["display"] = "none"
        if tag == "font" and element.get("color"):
            found["color"] = (element.get("color") or "").lower()
        return found


def _without_at_rules(css: str) -> str:
    """The rules that hold always: no "@media" and the like, which go on to their ";" or to the end of their block."""
    kept, start, depth, inside = list[str](), 0, 0, False
    for found in _MARK.finditer(css):
        mark, place = found.group(), found.start()
        if mark == "@" and not depth and not inside:
            kept.append(css[start:place])
            inside = True
        depth = depth + 1 if mark == "{" else max(depth - 1, 0) if mark == "}" else depth
        if inside and mark in "};" and not depth:
            start, inside = place + 1, False
    return "".join(kept) + ("" if inside else css[start:])


def declarations(style: str) -> dict[str, str]:
    """The properties of a style attribute, in small letters."""
    pairs = (part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def is_hiding(style: Mapping[str, str], background: Colour | None) -> bool:
    """Whether what is styled so cannot be seen on a background of that colour; None is one that is not known."""
    if any(style.get(name) == value for name, value in _INVISIBLE):
        return True
    if _number(style.get("opacity", "1")) <= 0.05 or _is_tiny(style.get("font-size", "")):
        return True
    if _number(style.get("text-indent", "0")) <= _FAR or _is_off_page(style):
        return True
    colour = colour_of(style.get("color", ""))
    return colour is not None and background is not None and all(abs(a - b) <= 8 for a, b in zip(colour, background, strict=True))


def background_of(style: Mapping[str, str]) -> tuple[bool, Colour | None]:
    """Whether a background is set, and its colour where that is plain."""
    value = style.get("background-color") or style.get("background")
    if not value or value in ("none", "transparent", "inherit", "initial"):
        return False, None
    return True, colour_of(value.split()[0] if not value.startswith("rgb") else value)


def colour_of(value: str) -> Colour | None:
    """The red, green and blue of a CSS colour, 0 to 255 each; None where it is none that is known.

    >>> colour_of("#fff"), colour_of("rgb(1, 2, 3)"), colour_of("var(--ink)")
    ((255, 255, 255), (1, 2, 3), None)
    """
    if re.fullmatch(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", value):
        digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    parts = re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)?", value)
    return (int(parts[1]), int(parts[2]), int(parts[3])) if parts else _NAMED.get(value)


def _number(value: str) -> float:
    found = _NUMBER.match(value)
    return float(found[1]) if found else 1.0


def _is_tiny(size: str) -> bool:
    found = _NUMBER.fullmatch(size)
    return found is not None and float(found[1]) <= (_SMALLEST[found[2]] if found[2] else 0.0)


def _is_off_page(style: Mapping[str, str]) -> bool:
    away = (_number(style.get(side, "0")) <= _FAR for side in ("left", "top", "right", "bottom"))
    return style.get("position") in ("absolute", "fixed") and any(away)
