"""What a unit of a text is, and how the words that it owns are trimmed to a quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimgraph.extract.attribution.telling import MAYBE
from claimgraph.extract.grammar.contents import denies_plainly, rules_out, tells_how
from claimgraph.extract.grammar.frames import SmallClause
from claimgraph.extract.grammar.inverted import is_inverted
from claimgraph.extract.grammar.words import Word, span_of

_CALLS = frozenset({"look", "listen", "well", "oh", "ah", "hey"})
_LEADING = frozenset(
    {
        "and",
        "but",
        "or",
        "that",
        "because",
        "although",
        "though",
        "while",
        "whereas",
        "since",
        "as",
        "so",
        "for",
        "yet",
        "with",
        "however",
        "then",
        "after",
        "when",
        "before",
    }
)
_STRENGTHENED = frozenset({"because", "though", "as", "while", "since"})
"""Conjunctions that an adverb may strengthen: "even though", "only because"."""
_LOOSE = frozenset({"cc", "mark", "punct", "advmod", "preconj"})


class UnitKind(StrEnum):
    """The shape in which a text states something."""

    CLAUSE = "clause"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    ABSOLUTE = "absolute"
    APPOSITION = "apposition"
    EVENT = "event"
    INFINITIVE = "infinitive"
    SMALL = "small"
    COMMENT = "comment"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause or phrase that states something: `words` are its own, `subject` is taken from elsewhere where it has none.

    `start` and `end` are the offsets of its quote.
    """

    head: Word
    kind: UnitKind
    words: tuple[Word, ...]
    start: int
    end: int
    subject: Word | None = None
    small: SmallClause | None = None


def made(
    word: Word, kind: UnitKind, words: Sequence[Word], subject: Word | None, *, start: int | None = None, around: Sequence[Word] = ()
) -> Unit | None:
    """The unit of these words, or None where they are too few to state anything."""
    kept = trimmed(list(words))
    first, last = span_of(kept, around or words)
    solid = sum(1 for other in kept if not other.is_punctuation)
    if _only_is(word, kept):
        return None
    told = kind is UnitKind.EVENT and (word.dep in {"dobj", "pobj"} or word.has_child("any", "all"))
    whole = subject is not None or told or (word.pos == "VERB" and word.subject is not None)
    alone = rules_out(word.head) or denies_plainly(word.head) or word.head.head.lemma in MAYBE
    least = 1 if kind is UnitKind.EVENT and alone else 2 if whole else 3
    if last <= first or solid < least:
        return None
    return Unit(word, kind, kept, first if start is None else start, last, subject)


def _only_is(word: Word, kept: Sequence[Word]) -> bool:
    """Whether a form of "be" is the last word: what somebody or something is was left out."""
    return (
        word.lemma == "be"
        and word.pos == "AUX"
        and word.tag != "MD"
        and not any(other.index > word.index and not other.is_punctuation for other in kept)
    )


def _opens(words: list[Word], first: int) -> bool:
    """Whether a word is "that" after a verb of saying, whatever the parser took it for."""
    word = words[first]
    return (
        word.lower == "that"
        and word.dep == "det"
        and word.head.tag in {"NN", "NNS"}
        and word.head.dep in {"nsubj", "nsubjpass"}
        and word.head.head.dep == "ccomp"
    )


def _strengthens(words: list[Word], first: int) -> bool:
    """Whether a word only strengthens the conjunction after it: "even though", "much as", "largely because"."""
    following = words[first + 1] if first + 1 < len(words) else None
    strong = words[first].dep == "advmod" and words[first].tag == "RB" and words[first].lower not in {"not", "as", "so"}
    joins = following is not None and following.dep == "mark" and following.lower in _STRENGTHENED
    return strong and following is not None and joins and not _is_kept(following, words)


def _tells(word: Word) -> bool:
    """Whether a word is the "how" or "why" of what somebody told: "described how the gate failed"."""
    return word.lower in {"how", "why"} and word.head.dep == "ccomp" and tells_how(word.head.head, word.head)


def _is_kept(word: Word, words: Sequence[Word]) -> bool:
    """Whether a conjunction at the start says more than that a clause begins: "that P is odd", "nor does it rain", "before P, Q"."""
    subject_clause = word.head.dep == "csubj" and any(other is word.head.head for other in words)
    with_all = word.lower == "with" and word.dep == "mark" and word.head.is_root
    below = word.head.dep == "advcl" and word.head.index < word.head.head.index and any(other is word.head.head for other in words)
    asks = word.tag == "WRB" and len(words) > 1 and words[-1].index >= word.index + 2 and _is_helper(words, word)
    return (
        asks
        or subject_clause
        or with_all
        or below
        or _measures(word, words)
        or (word.text == "That" and word.head.is_root)
        or _is_but_for(word, words)
        or is_inverted(word)
    )


def _is_but_for(word: Word, words: Sequence[Word]) -> bool:
    """Whether "but for" names what kept something from being so: "but for the storm, it would have come"."""
    following = next((other for other in words if other.index == word.index + 1), word)
    unreal = any(helper.lower in {"would", "could", "might"} for helper in word.head.all_children("aux"))
    cause = following.child("pobj")
    timed = cause is None or cause.entity in {"DATE", "TIME"} or cause.lemma in {"time", "moment", "now", "while", "reason"}
    return word.lower == "but" and following.lower == "for" and unreal and not timed


def _is_helper(words: Sequence[Word], first: Word) -> bool:
    """Whether after the first word of a question the auxiliary of its verb follows: "when | did they hear of it"."""
    following = next((other for other in words if other.index == first.index + 1), first)
    subject = first.head.child("nsubj", "nsubjpass", "expl")
    helps = (following.head is first.head and following.dep in {"aux", "auxpass"}) or (following is first.head and following.lemma == "be")
    return helps and (subject is None or subject.index > following.index)


def _measures(word: Word, words: Sequence[Word]) -> bool:
    """Whether a word tells how much what follows it holds: "so severe was the frost that P"."""
    following = next((other for other in words if other.index == word.index + 1), word)
    return word.lower in {"so", "as"} and word.dep == "advmod" and following.pos in {"ADJ", "ADV"}


def _calls(words: Sequence[Word], first: int) -> bool:
    """Whether a word before a comma only calls for attention: "Look, it failed"."""
    return words[first].lower in _CALLS and first + 1 < len(words) and words[first + 1].text == ","


def trimmed(words: list[Word]) -> tuple[Word, ...]:
    """The words without marks, conjunctions and complementisers at their ends."""
    first, last = 0, len(words)
    while (first < last and (_opens(words, first) or _strengthens(words, first) or _tells(words[first]))) or (
        first < last
        and (
            words[first].is_punctuation
            or _calls(words, first)
            or (words[first].lower in _LEADING and words[first].dep in _LOOSE and not _is_kept(words[first], words))
        )
    ):
        first += 1
    while last > first and (words[last - 1].is_punctuation or words[last - 1].dep in {"cc", "mark"}):
        last -= 1
    return tuple(words[first:last])
