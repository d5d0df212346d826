"""Texts that go from speaker to speaker: transcripts and interviews, in which the labels before paragraphs recur or are all in capitals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.page.layout import SILENT, Paragraph
from claimgraph.language.capitals import CAPITAL_WORD, PARTICLE

NO_SPEAKER = lexicon("""note update correction analysis opinion read more see watch related source sources image caption summary conclusion
    background abstract title date exclusive breaking transcript interview video podcast live review comment explainer timeline
    resolved agreed decided noted action actions minutes present apologies attendance agenda decision motion subject contact""")
"""Words before a colon that begin no naming of who speaks."""
_MARK = r"(:|(?<=\s)(?:[–—]|-{1,2}))"
"""What ends a label: a colon, or a dash with room before it."""
_LABEL = re.compile(
    rf"\"?((?:{PARTICLE}\s+){{0,2}}{CAPITAL_WORD}(?:\s+(?:{CAPITAL_WORD}|of|for|the|and|{PARTICLE})){{0,4}})(?:\s\([^()\n]{{1,60}}\))?\s?{_MARK}\s+(?=\S)|([QA])([.:])\s+(?=\S)"
)
_ENDED = re.compile(r"[.?!…][\"'”’)\]]*\s*$")
_LEAST = 3
"""How many labelled paragraphs make a text that goes from speaker to speaker."""


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks a paragraph, by its number: where the label stands in the text, where the mark behind it does, and where words begin."""

    number: int
    start: int
    end: int
    mark: int
    begin: int
    words: str

    @property
    def head(self) -> int:
        """Where the last word of who speaks stands: in "The Minister for Transport" that of the minister."""
        who = re.split(r" (?:for|of) ", self.words)[0]
        return self.start + who.rfind(" ") + 1

    @property
    def key(self) -> str:
        """By what a label is known again: the last word of it, with or without the others."""
        return self.words.split()[-1].rstrip(".").lower()


def labels_in(masked: str, paragraphs: Sequence[Paragraph]) -> tuple[Label, ...]:
    """The labels of a text that goes from speaker to speaker, in order; none for another text, whatever stands before its colons."""
    found = tuple(_labels(masked, paragraphs))
    if len(found) < _LEAST:
        return ()
    last = next((one.number for one in reversed(found)), 0)
    between = sum(one.kind not in SILENT for one in paragraphs[found[0].number : last + 1])
    said = sum(_ENDED.search(masked[max(0, end - 8) : end]) is not None for end in (paragraphs[one.number].end for one in found))
    return found if 2 * len(found) >= between and 2 * said >= len(found) and _is_exchange(found) else ()


def _labels(masked: str, paragraphs: Sequence[Paragraph]) -> Iterator[Label]:
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(masked, paragraph.start, paragraph.end) if paragraph.kind not in SILENT else None
        if match is not None and (match[1] or match[3]).split()[0].lower() not in NO_SPEAKER:
            group = 1 if match[1] else 3
            yield Label(number, match.start(group), match.end(group), match.start(group + 1), match.end(), match[group])


def _is_exchange(found: Sequence[Label]) -> bool:
    """Whether half of the labels come again after another, or all are in capitals and not all the same."""
    keys = [one.key for one in found]
    if len(set(keys)) < 2:
        return False
    again = {key for place, key in enumerate(keys[2:], 2) if keys[place - 1] != key and key in keys[: place - 1]}
    return 2 * sum(key in again for key in keys) >= len(keys) or all(one.words.isupper() and len(one.words) > 1 for one in found)
