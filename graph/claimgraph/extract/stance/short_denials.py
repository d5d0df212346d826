"""Few words by which somebody calls false what was just said: "Not true," she said; "Nonsense."; "That is a lie."."""

import re
from collections.abc import Iterable
from dataclasses import replace

from claimgraph.extract.grammar.cues import Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, Role
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.model import Span, Stance

_VERY = r"(?:simply |just |quite |absolutely |totally |completely |utterly |utter |complete |total |pure |sheer |plainly )?"
_FALSE = r"(?:not (?:true|so|correct)|untrue|false|incorrect|nonsense|rubbish|lies|a lie|(?:an )?invention|(?:a )?fiction|(?:a )?fantasy)"
_DENYING = re.compile(
    rf"\W*(?P<words>{_VERY}(?:{_FALSE}|not (?:right|at all)|wrong))(?=\s*(?:[.!;,]|[\"”’']|$))",
    re.IGNORECASE,
)
_WHEN = frozenset({"when", "while", "as", "after", "before", "until", "once", "because", "since", "although", "though"})
_CONSEQUENTLY = frozenset({"so", "therefore", "thus", "hence", "consequently"})
_SAID_FALSE = r"(?:not true|untrue|nonsense|rubbish|lies|a lie)"
_CALLING_FALSE = re.compile(
    rf"(?:(?:this|that) (?:is|was) {_VERY}(?:{_FALSE}|not the case)|(?:it|these|those) (?:is|was|are|were) {_VERY}{_SAID_FALSE})\W*",
    re.IGNORECASE,
)
"""Things are false and incorrect too: "the passport bore the name Berg; it was false"."""


def short_denials(parse: Parse, frames: Iterable[Frame]) -> list[Frame]:
    """The frames whose content begins with such words, each as a denial of what was said before it, in order of the text."""
    found: list[Frame] = []
    for frame in frames:
        words = _DENYING.match(parse.text, frame.contents[0].start, frame.contents[0].end) if frame.role is Role.VOICE else None
        if words is not None and frame.meaning.stance is Stance.ENDORSES and not frame.negated:
            content = (Span(words.start("words"), words.end("words")),)
            found.append(replace(frame, meaning=Cue(CueKind.SPEECH, Stance.DENIES), contents=content, refers_back=True))
    return sorted(found, key=lambda frame: frame.contents[0].start)


def is_aside(clause: Word) -> bool:
    """Whether a clause only tells when another was so, or what came of it: "| while the votes were counted |", "and so Q"."""
    joint = next((child for child in clause.children if child.dep in {"mark", "advmod"} and child.index <= clause.left + 1), None)
    words = _WHEN if clause.dep in {"advcl", "relcl"} else _CONSEQUENTLY if clause.dep == "conj" else frozenset()
    return joint is not None and joint.lower in words


def calls_false(sentence: str) -> bool:
    """Whether all that a sentence says is that what it points to is false: "That is not true."."""
    return _CALLING_FALSE.fullmatch(sentence) is not None
