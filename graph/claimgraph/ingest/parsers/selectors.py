"""Which elements the rules of a page's style sheets are for: the selectors that pages use (CSS Selectors 3), within a bound of steps."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import _Element as Element

_MOST_CSS = 200_000
_MOST_RULES = 5_000
_MOST_STEPS = 1_000_000
"""So many comparisons of an element with a part of a selector are made for a page; what is left is matched with nothing."""
_MOST_PARTS = 8
_MOST_DECLARED = 200
_LONGEST_VALUE = 300
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_MARK = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[{};]")
_ALWAYS = re.compile(r"@(?:media\s+(?:only\s+)?(?:screen|all)|supports\b.*|layer\b.*|media)\s*", re.DOTALL | re.IGNORECASE)
"""What holds wherever a page is shown on a screen; other conditions are of some devices alone."""
_COMPOUND = re.compile(
    r"(?P<tag>\*|[a-z][\w-]*)?(?P<rest>(?:[.#][-\w]+|\[[^\[\]]{1,200}\]|:(?:first-child|last-child|only-child|root|empty)|"
    r":nth-(?:last-)?child\(\s*[-+\dn \t]{1,20}(?:odd|even)?\s*\)|:nth-(?:last-)?child\(\s*(?:odd|even)\s*\))*)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"([.#])([-\w]+)|\[([^\[\]]+)\]|:([\w-]+)(?:\(([^()]*)\))?")
_ATTRIBUTE = re.compile(r"\s*([\w:-]+)\s*(?:([~|^$*]?=)\s*[\"']?([^\"']*?)[\"']?\s*(?:[is]\s*)?)?")
_JOINT = re.compile(r"\s*([>+~])\s*|\s+")
_NTH = re.compile(r"([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector from its last part to its first, each with what joins it to the one behind; its weight, and what it declares."""

    parts: tuple[tuple[str, "Compound"], ...]
    weight: tuple[int, int, int]
    declared: "Declared"


@dataclass(frozen=True, slots=True)
class Declared:
    """The properties that a rule or a style attribute declares, in small letters, and those of them that are important."""

    properties: Mapping[str, str]
    important: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element has to be: its tag, its id and classes, its attributes, its place among the others."""

    tag: str
    names: tuple[tuple[str, str], ...]
    attributes: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, int, int], ...]

    @property
    def key(self) -> str:
        """By what the rules for an element are looked up."""
        named = next((f"{sign}{name}" for sign, name in sorted(self.names)), None)
        return named or self.tag or "*"


def rules_of(css: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule of a style sheet that holds on every screen, in order. Linear in its length."""
    css = _COMMENT.sub(" ", css[:_MOST_CSS])
    stack: list[str] = []
    start, rule, body = 0, "", list[str]()
    for found in _MARK.finditer(css):
        mark = found.group()
        if mark not in "{};":
            continue
        words, start, outer = css[start : found.start()].strip(), found.end(), stack[-1] if stack else "group"
        if mark == "{":
            kind = "drop" if outer != "group" else ("group" if _ALWAYS.fullmatch(words) else "drop") if words.startswith("@") else "rule"
            stack.append(kind)
            rule, body = (words, []) if kind == "rule" else (rule, body)
        elif outer == "rule":
            body.append(words)
        if mark == "}" and stack and stack.pop() == "rule":
            yield rule, ";".join(body)


def declared_in(style: str) -> Declared:
    """What a style attribute or the body of a rule declares."""
    properties, important = dict[str, str](), dict[str, str]()
    for part in islice(style.lower().split(";"), _MOST_DECLARED):
        name, colon, value = part.partition(":")
        if colon:
            urged = "!important" in value
            (important if urged else properties)[name.strip()] = value.replace("!important", "").strip()[:_LONGEST_VALUE]
    return Declared(properties, important)


def parsed(selectors: str, body: str) -> Iterator[Rule]:
    """The rules of some selectors with commas between; those that are not known are left out."""
    declared = declared_in(body)
    for selector in selectors.split(","):
        parts = list(_parts(selector.strip()))
        if parts and len(parts) <= _MOST_PARTS and all(part is not None for _, part in parts):
            whole = tuple((joint, part) for joint, part in reversed(parts) if part is not None)
            yield Rule(whole, _weight(part for _, part in whole), declared)


def _parts(selector: str) -> Iterator[tuple[str, Compound | None]]:
    """The compounds of a selector, each with the joint behind it; None for one that is not known."""
    at = 0
    while at < len(selector):
        found = _COMPOUND.match(selector, at)
        if found is None or found.end() == at:
            yield "", None
            return
        joint = _JOINT.match(selector, found.end())
        at = joint.end() if joint is not None else found.end()
        known = joint is not None or at == len(selector)
        yield ((joint[1] or " ") if joint is not None else ""), _compound(found["tag"] or "", found["rest"]) if known else None


def _compound(tag: str, rest: str) -> Compound | None:
    names, attributes, places = list[tuple[str, str]](), list[tuple[str, str, str]](), list[tuple[str, int, int]]()
    for sign, name, attribute, pseudo, argument in _PIECE.findall(rest):
        if sign:
            names.append((sign, name.lower()))
        elif attribute:
            told = _ATTRIBUTE.fullmatch(attribute)
            if told is None:
                return None
            attributes.append((told[1].lower(), told[2] or "", (told[3] or "").lower()))
        else:
            place = _place(pseudo.lower(), argument.lower())
            if place is None:
                return None
            places.append(place)
    return Compound(tag.lower().replace("*", ""), tuple(names), tuple(attributes), tuple(places))


def _place(pseudo: str, argument: str) -> tuple[str, int, int] | None:
    """A place among the children as an + b, from the first or from the last."""
    fixed = {"first-child": ("first", 0, 1), "last-child": ("last", 0, 1), "only-child": ("only", 0, 1), "root": ("root", 0, 0)}
    if not pseudo.startswith("nth-"):
        return fixed.get(pseudo)
    argument = {"odd": "2n+1", "even": "2n"}.get(argument.strip(), argument.strip())
    found = _NTH.fullmatch(argument)
    if found is None:
        return None
    side = "last" if "last" in pseudo else "first"
    if found[4]:
        return side, 0, int(found[4])
    step = int(f"{found[1]}1" if found[1] in ("", "+", "-") else found[1])
    return side, step, int(f"{found[2]}{found[3]}") if found[3] else 0


def _weight(parts: Iterable[Compound]) -> tuple[int, int, int]:
    """The specificity of a selector (CSS Selectors 3, 9)."""
    ids = classes = tags = 0
    for part in parts:
        named = sum(sign == "#" for sign, _ in part.names)
        ids += named
        classes += len(part.names) - named + len(part.attributes) + len(part.places)
        tags += bool(part.tag)
    return ids, classes, tags


@dataclass(slots=True)
class Matcher:
    """The rules of a page, to be asked which are for an element; it makes no more than so many steps in all."""

    rules: dict[str, list[tuple[int, Rule]]] = field(default_factory=dict)
    steps: int = _MOST_STEPS
    _numbers: dict[Element, dict[Element, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, css: str) -> "Matcher":
        """The rules of a style sheet."""
        found = cls()
        rules = (rule for selectors, body in rules_of(css) for rule in parsed(selectors, body))
        for order, rule in enumerate(islice(rules, _MOST_RULES)):
            found.rules.setdefault(rule.parts[0][1].key, []).append((order, rule))
        return found

    def declared(self, element: Element) -> list[Declared]:
        """What the rules for an element declare, those that count most last."""
        if not self.rules or self.steps <= 0:
            return []
        names = {f".{name}" for name in (element.get("class") or "").lower().split()} | {f"#{(element.get('id') or '').lower()}"}
        near = (pair for key in (*names, str(element.tag), "*") for pair in self.rules.get(key, ()))
        fitting = [(rule.weight, order, rule) for order, rule in near if self._fits(rule, element)]
        return [rule.declared for _, _, rule in sorted(fitting, key=lambda found: found[:2])]

    def _fits(self, rule: Rule, element: Element) -> bool:
        (_, first), *rest = rule.parts
        return self._is(first, element) and self._leads(rest, 0, element)

    def _leads(self, parts: list[tuple[str, Compound]], at: int, element: Element) -> bool:
        """Whether the parts before hold of what stands around an element."""
        if at == len(parts):
            return True
        joint, part = parts[at]
        near = element.iterancestors() if joint in " >" else element.itersiblings(preceding=True)
        for other in near:
            if isinstance(other.tag, str):
                if self.steps <= 0:
                    return False
                if self._is(part, other) and self._leads(parts, at + 1, other):
                    return True
                if joint in ">+":
                    return False
        return False

    def _is(self, part: Compound, element: Element) -> bool:
        self.steps -= 1
        if self.steps <= 0 or (part.tag and part.tag != element.tag):
            return False
        if part.names:
            classes = (element.get("class") or "").lower().split()
            if not all(name in classes if sign == "." else name == (element.get("id") or "").lower() for sign, name in part.names):
                return False
        return all(_has(element, *wanted) for wanted in part.attributes) and all(self._stands(element, *place) for place in part.places)

    def _stands(self, element: Element, side: str, step: int, offset: int) -> bool:
        parent = element.getparent()
        if parent is None or side == "root":
            return parent is None and side == "root"
        if parent not in self._numbers:
            kin = [child for child in parent if isinstance(child.tag, str)]
            self.steps -= len(kin)
            self._numbers[parent] = {child: number for number, child in enumerate(kin, 1)}
        numbers = self._numbers[parent]
        number = numbers[element]
        if side == "only":
            return len(numbers) == 1
        away = (number if side == "first" else len(numbers) + 1 - number) - offset
        return away == 0 if step == 0 else away % step == 0 and away // step >= 0


def _has(element: Element, name: str, how: str, wanted: str) -> bool:
    """Whether an element has an attribute, and a value as it is wanted."""
    given = element.get(name)
    if given is None or not how:
        return given is not None
    value = str(given).lower()
    fits: dict[str, bool] = {
        "=": value == wanted,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": bool(wanted) and value.startswith(wanted),
        "$=": bool(wanted) and value.endswith(wanted),
        "*=": bool(wanted) and wanted in value,
    }
    return fits[how]
