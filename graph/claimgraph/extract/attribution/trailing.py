"""Who says a headline, named at its end behind a dash or a colon: "Two held after raid - police", "Ferry sank: coastguard"."""

from collections.abc import Iterator, Sequence

from claimgraph.extract.attribution.announced import is_voice_alone
from claimgraph.extract.grammar.contents import ASKING
from claimgraph.extract.grammar.cues import SPEECH
from claimgraph.extract.grammar.frames import Frame, span
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon

_DASHES = frozenset({"-", "--", "–", "—"})
_TELLING = lexicon("report study survey poll source sources officials inquiry watchdog")
_LEAST = 3
"""So many words at least state something."""
_LONGEST = 3
"""So many words at most name who says it."""


def trailing_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of the headlines of a text that end with who says them, in order."""
    for sentence in parse.sentences:
        found = _parted(parse.words_of(sentence)) if sentence.headline else None
        if found is not None:
            said, mark, label = found
            yield Frame(mark, span([mark]), SPEECH, (span(said),), label[-1], span(label), colon=True)


def part_label(words: Sequence[Word]) -> None:
    """Take out of the tree of a headline who says it, where the parser hung what stands before on that: "a raid on the depot - police"."""
    found = _parted(words)
    if found is None:
        return
    _, mark, label = found
    voice, above = label[-1], label[-1].head
    if above is voice or above.index > mark.index:
        return
    for child in [child for child in voice.children if child.index < mark.index]:
        hang(child, above, voice.dep if child.is_nominal else child.dep)
    hang(voice, [voice, *voice.ancestors()][-1], "npadvmod")


def _parted(words: Sequence[Word]) -> tuple[Sequence[Word], Word, Sequence[Word]] | None:
    """What a headline states, the mark behind it, and who says it; None where it does not end so."""
    at = next((number for number in range(len(words) - 1, 0, -1) if words[number].text in _DASHES | {":"}), 0)
    label = [word for word in words[at + 1 :] if not word.is_punctuation]
    if at < _LEAST or not 1 <= len(label) <= _LONGEST or not _sets_apart(words[at - 1], words[at]):
        return None
    return (words[:at], words[at], label) if _names_speaker(label) and _states(words[:at]) else None


def _sets_apart(before: Word, mark: Word) -> bool:
    """Whether a mark parts what stands around it: a colon, or a dash between spaces."""
    return mark.text == ":" or before.end < mark.start


def _names_speaker(label: Sequence[Word]) -> bool:
    """Whether words only name who speaks, by a noun in small letters: "police", "rights group"."""
    bare = [word.lower for word in label]
    small = label[-1].text == label[-1].lower and not any(word.is_verb for word in label)
    return small and (bare[-1] in _TELLING or is_voice_alone([word.text for word in label], bare))


def _states(said: Sequence[Word]) -> bool:
    """Whether words before the label state something, and are no mere name of a matter: a verb is among them, or "dead"."""
    return any(word.is_verb or word.lower in {"dead", "missing"} for word in said) and not any(word.tag in ASKING for word in said)
