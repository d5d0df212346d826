"""Words without a verb by which somebody calls false what was just said: "Not true," she said; "Nonsense."."""

import re
from collections.abc import Iterable
from dataclasses import replace

from claimgraph.extract.cues import Cue, CueKind
from claimgraph.extract.frames import Frame, Role
from claimgraph.extract.words import Parse
from claimgraph.model import Span, Stance

_DENYING = re.compile(
    r"\W*(?P<words>(?:simply |just |quite |absolutely |totally |completely |utterly |utter |complete |total |pure |sheer )?"
    r"(?:not (?:true|so|correct|right|at all)|untrue|false|wrong|incorrect|nonsense|rubbish|lies|a lie|invention|fiction|fantasy))"
    r"(?=\s*(?:[.!;,]|[\"”’']|$))",
    re.IGNORECASE,
)


def short_denials(parse: Parse, frames: Iterable[Frame]) -> list[Frame]:
    """The frames whose content begins with such words, each as a denial of what was said before it, in order of the text."""
    found: list[Frame] = []
    for frame in frames:
        words = _DENYING.match(parse.text, frame.contents[0].start, frame.contents[0].end) if frame.role is Role.VOICE else None
        if words is not None and frame.meaning.stance is Stance.ENDORSES and not frame.negated:
            content = (Span(words.start("words"), words.end("words")),)
            found.append(replace(frame, meaning=Cue(CueKind.SPEECH, Stance.DENIES), contents=content, refers_back=True))
    return sorted(found, key=lambda frame: frame.contents[0].start)
