"""Which elements the rules of a page's style sheets are for: tinycss2 reads them, cssselect2 matches them, within a bound of steps."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from typing import Any

from cssselect2 import ElementWrapper, compile_selector_list
from cssselect2 import Matcher as Selectors
from lxml.etree import _Element as Element
from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import Node

_MOST_CSS = 200_000
_MOST_RULES = 5_000
_MOST_STEPS = 1_000_000
"""So many comparisons of an element with a selector, or a part of one, are made for a page; what is left is matched with nothing."""
_LONGEST_SELECTOR = 300
_DEEPEST = 10
_LONGEST_STYLE = 10_000
_LONGEST_VALUE = 300
_EVERY_SCREEN = re.compile(r"((only\s+)?(screen|all))?", re.IGNORECASE)
"""Other conditions are of some devices alone."""
_NAME = re.compile(r"[.#][-\w]+")
_DEAR = re.compile(r":has\(|of-type|:lang\(|:nth[^)]*\bof\b", re.IGNORECASE)
"""What cssselect2 answers by going over siblings or descendants without a step that could be counted."""


@dataclass(frozen=True, slots=True)
class Declared:
    """The properties that a rule or a style attribute declares, in small letters, and those of them that are important."""

    properties: Mapping[str, str]
    important: Mapping[str, str]


@lru_cache(maxsize=1_000)
def declared_by(style: str) -> Declared:
    """What a style attribute declares."""
    return _declared(style[:_LONGEST_STYLE])


def _declared(body: str | Sequence[Node]) -> Declared:
    properties, important = dict[str, str](), dict[str, str]()
    for item in parse_blocks_contents(body, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            value = _words(part for part in item.value if part.type != "comment")[:_LONGEST_VALUE]
            (important if item.important else properties)[item.lower_name] = value.strip().lower()
    return Declared(properties, important)


def _words(nodes: Iterable[Node]) -> str:
    """Parts of a style sheet as they are written; "" where brackets stand in brackets deeper than anybody sets them."""
    try:
        return str(serialize(list(nodes)))
    except RecursionError:
        return ""


def _rules_of(css: str | Sequence[Node], depth: int = 0) -> Iterator[Node]:
    """The rules of a style sheet that hold on every screen, in order."""
    for node in parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.content is not None and depth < _DEEPEST and _holds(node):
            yield from _rules_of(node.content, depth + 1)


def _holds(group: Node) -> bool:
    if group.lower_at_keyword == "media":
        return any(_EVERY_SCREEN.fullmatch(one.strip()) for one in _words(group.prelude).split(","))
    return group.lower_at_keyword in ("supports", "layer")


def _selectors_of(rule: Node) -> Iterator[list[Node]]:
    """The selectors of a rule, each for itself: one that is not known leaves the others."""
    one: list[Node] = []
    for part in rule.prelude:
        if part == ",":
            yield one
            one = []
        else:
            one.append(part)
    yield one


def _names_in(selector: Sequence[Node]) -> Iterator[str]:
    """The classes and ids that a selector cannot do without, in small letters."""
    for before, token in pairwise([None, *selector]):
        if token.type == "hash":
            yield f"#{token.value.lower()}"
        elif before == "." and token.type == "ident":
            yield f".{token.value.lower()}"


def _compiled(selector: Sequence[Node]) -> list[Any]:
    words = _words(selector)
    if len(words) > _LONGEST_SELECTOR or _DEAR.search(words):
        return []
    try:
        compiled: list[Any] = compile_selector_list(_NAME.sub(lambda name: name[0].lower(), words))
    except (ValueError, AttributeError, RuntimeError, SyntaxError, MemoryError):
        return []
    return compiled


class _SpentError(Exception):
    """No steps are left."""


class _Here(ElementWrapper):  # type: ignore[misc]
    """An element among the others; classes and ids are in small letters, as in pages of old, and steps to others are counted."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.left: list[int] = self.parent.left if self.parent is not None else [_MOST_STEPS]
        self.id = (self.etree_element.get("id") or "").lower()

    ancestors = property(lambda self: self._towards("parent"))
    previous_siblings = property(lambda self: self._towards("previous"))

    @cached_property
    def classes(self) -> set[str]:
        """Its classes."""
        return set((self.etree_element.get("class") or "").lower().split())

    def _towards(self, way: str) -> Iterator["_Here"]:
        here = getattr(self, way)
        while here is not None:
            self.left[0] -= 1
            if self.left[0] <= 0:
                raise _SpentError
            yield here
            here = getattr(here, way)


class Matcher(Selectors):  # type: ignore[misc]
    """The rules of a page, to be asked which are for an element; it makes no more than so many steps in all."""

    def __init__(self, page: Element | None = None) -> None:
        super().__init__()
        self._left = [_MOST_STEPS]
        self._elements: dict[Element, _Here] = {}
        css = "" if page is None else " ".join("".join(style.itertext()) for style in page.iter("style"))[:_MOST_CSS]
        if css.strip():
            root = _Here.from_html_root(page)
            self._left, self._elements = root.left, {here.etree_element: here for here in root.iter_subtree()}
            self._add(css)

    def _add(self, css: str) -> None:
        here = self._elements.values()
        names = {f".{name}" for one in here for name in one.classes} | {f"#{one.id}" for one in here}
        for rule in islice(_rules_of(css), _MOST_RULES):
            known = [one for words in _selectors_of(rule) if names.issuperset(_names_in(words)) for one in _compiled(words)]
            declared = _declared(rule.content) if known else None
            for one in known:
                self.add_selector(one, declared)

    @property
    def left(self) -> int:
        """The steps that are left."""
        return self._left[0]

    def declared(self, element: Element) -> list[Declared]:
        """What the rules for an element declare, those that count most last."""
        if not self.order or self.left <= 0:
            return []
        try:
            return [declared for _, _, pseudo, declared in self.match(self._elements[element]) if pseudo is None]
        except _SpentError:
            return []

    def add_relevant_selectors(self, element: _Here, selectors: list[Any], relevant_selectors: list[Any]) -> None:
        """Add those of some selectors that are for an element; each is a step."""
        self._left[0] -= len(selectors)
        super().add_relevant_selectors(element, selectors, relevant_selectors)
