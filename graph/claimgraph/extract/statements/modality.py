"""How a unit is meant: certainty with the hedge words, polarity, prediction, norm, evaluation, question, condition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.extract.attribution.telling import COMING
from claimgraph.extract.attribution.units import Unit, UnitKind
from claimgraph.extract.attribution.urging import urged_by
from claimgraph.extract.grammar.clauses import is_condition
from claimgraph.extract.grammar.contents import is_ruled_out
from claimgraph.extract.grammar.coordinated import chain_of, shared_helpers
from claimgraph.extract.grammar.frames import Frame, Role
from claimgraph.extract.grammar.inverted import wishes
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.sources.phrases import PLURAL_TAGS
from claimgraph.model import Certainty, Evidentiality, Modality, Polarity, Span

HEDGES: dict[str, Certainty] = {
    **dict.fromkeys(
        """undoubtedly certainly definitely clearly obviously surely undeniably unquestionably evidently indisputably doubtless plainly
        demonstrably""".split(),
        Certainty.CERTAIN,
    ),
    **dict.fromkeys(
        """probably likely presumably apparently seemingly arguably plausibly supposedly ostensibly should likelier""".split(),
        Certainty.PROBABLE,
    ),
    **dict.fromkeys(
        "maybe perhaps possibly may might could conceivably potentially allegedly reportedly purportedly".split(), Certainty.POSSIBLE
    ),
    **dict.fromkeys("unlikely improbable doubtful doubtfully".split(), Certainty.UNLIKELY),
}
"""Single words that say how sure a statement is."""

_PHRASES: tuple[tuple[tuple[str, ...], Certainty], ...] = (
    (("no", "doubt"), Certainty.CERTAIN),
    (("of", "course"), Certainty.CERTAIN),
    (("without", "doubt"), Certainty.CERTAIN),
    (("without", "question"), Certainty.CERTAIN),
    (("beyond", "doubt"), Certainty.CERTAIN),
    (("in", "all", "likelihood"), Certainty.PROBABLE),
    (("by", "all", "accounts"), Certainty.PROBABLE),
    (("far", "from", "certain"), Certainty.UNLIKELY),
    (("far", "from", "clear"), Certainty.UNLIKELY),
    (("far", "from", "sure"), Certainty.UNLIKELY),
)
_SEEMING = {"seem", "appear", "look"}
_DEGREE = frozenset(
    {
        "very",
        "most",
        "much",
        "more",
        "far",
        "quite",
        "highly",
        "almost",
        "nearly",
        "all",
        "but",
        "extremely",
        "rather",
        "too",
        "less",
        "increasingly",
        "no",
        "little",
        "fairly",
        "virtually",
        "practically",
    }
)
_NEARLY = ("almost ", "Almost ", "nearly ", "Nearly ", "all but ", "virtually ", "practically ")
_ADJECTIVES = lexicon("certain sure bound likely unlikely possible probable doubtful improbable conceivable inevitable")
_SURE = frozenset({"certain", "sure", "bound", "inevitable"})
"""Those that make what they are followed by certain: "is bound to fail"."""
_TOLD = lexicon("apparently purportedly supposedly")
"""What leaves a sentence with whoever was just reported."""
_RUMOURED = lexicon("reportedly allegedly")
_NORMS = frozenset({"should", "ought", "must", "shall"})
_NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "no", "nobody", "nothing", "none", "neither", "nor", "without", "nowhere", "hardly", "scarcely"}
)
_FAR_FROM = ("far", "from")
_EVALUATIONS = lexicon("""
    good bad great terrible awful horrible excellent wonderful superb brilliant poor weak strong important crucial absurd
    ridiculous shameful disgraceful humiliating impressive remarkable disappointing worrying dangerous reckless foolish wise
    brave cowardly fair unfair unjust just right wrong better worse best worst failure success disaster triumph mistake
    tragedy scandal shame catastrophe fiasco hard difficult easy impossible unacceptable credible incredible surprising
    unconvincing convincing serious""")
_FUTURE = frozenset({"will", "wo", "'ll", "’ll", "shall"})
_WITHHELD = lexicon("""
    say tell comment answer confirm deny disclose discuss elaborate explain identify name reveal specify respond reply speculate give""")
"""What somebody declines to do who "would not" do it: in the past that tells what happened, not what will."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a unit is meant: its certainty with the spans of the hedge words, and what sort of statement it is."""

    modality: Modality
    polarity: Polarity
    certainty: Certainty
    hedges: tuple[Span, ...]
    evidentiality: Evidentiality
    told: bool


def mood_of(parse: Parse, unit: Unit, operators: Sequence[Frame] = ()) -> Mood:
    """The mood of a unit, with what the operators around it ("it is likely that") say; the innermost comes last."""
    own = [word for word in unit.words if _scope(word, unit)]
    found = list(_hedges(parse, [*shared_helpers(unit.head), *own]))
    found.extend(
        (where := _with_degree(parse, frame), _nearly(parse, where, frame.meaning.certainty))
        for frame in operators
        if frame.meaning.certainty is not Certainty.UNSTATED and frame.role is Role.OPERATOR
    )
    certainty = _combined([level for _, level in found])
    told = any(word.lower in _TOLD | _RUMOURED for word in own)
    return Mood(
        modality=_modality(parse, unit, own, operators),
        polarity=Polarity.NEGATIVE if is_negative(own) != shares_refusal(unit) else Polarity.POSITIVE,
        certainty=certainty,
        hedges=tuple(sorted({where for where, _ in found}, key=lambda where: where.start)),
        evidentiality=Evidentiality.TOLD if told else _evidence(operators),
        told=any(word.lower in _TOLD for word in own),
    )


def is_negative(words: Iterable[Word]) -> bool:
    """Whether the words hold an odd number of negations of their clause, not counting ", not nine" of what stands in the place of it."""
    listed = list(words)
    contrasted = {second.index for first, second in pairwise(listed) if first.text == "," and not second.head.is_verb}
    count = sum(
        1
        for word in listed
        if word.lower in _NEGATIONS
        and not (word.lower == "not" and word.index in contrasted)
        and word.dep in {"neg", "det", "advmod", "nsubj", "nsubjpass", "dobj", "preconj", "attr", "pobj"}
    )
    count += sum(1 for first, second in pairwise(listed) if (first.lower, second.lower) == _FAR_FROM)
    return count % 2 == 1


def shares_refusal(unit: Unit) -> bool:
    """Whether a clause without a helping verb goes on from one that is denied: "was not charged nor tried", "did not sell or let it"."""
    head = unit.head
    first, *others = reversed(chain_of(head))
    if not others or first.child("neg") is None or head.child("aux", "auxpass", "neg", "nsubj", "nsubjpass") is not None:
        return False
    joints = [child for word in (first, *others) for child in word.all_children("cc")]
    joint = next((child for child in reversed(joints) if child.index < head.index), joints[0] if joints else None)
    return joint is not None and (joint.lower in {"or", "nor"} or (joint.lower == "and" and head.tag == "VB"))


def _scope(word: Word, unit: Unit) -> bool:
    """Whether a word belongs to the clause itself and not to a clause inside it."""
    if word is unit.head:
        return True
    for above in (word, *word.ancestors()):
        if above is unit.head:
            return True
        if above.dep in {"relcl", "acl", "advcl", "csubj", "pcomp"} or (above.dep == "ccomp" and above is not unit.head):
            return False
    return unit.kind is UnitKind.APPOSITION


def _hedges(parse: Parse, own: Sequence[Word]) -> Iterable[tuple[Span, Certainty]]:
    inside = {word.index for word in own}
    for word in own:
        level = _level(word)
        if level is None:
            continue
        first = word.index
        while first - 1 in inside and parse.words[first - 1].lower in _DEGREE:
            first -= 1
        negated = (
            first - 1 in inside
            and parse.words[first - 1].dep == "neg"
            and word.lower in {"certainly", "likely", "possible", "certain", "sure"}
        )
        where = Span(parse.words[first - 1 if negated else first].start, word.end)
        yield where, Certainty.UNLIKELY if negated else _nearly(parse, where, level)
    yield from _phrases(own)


def _nearly(parse: Parse, where: Span, level: Certainty) -> Certainty:
    """The level of a hedge with its words of degree: what is almost certain is likely."""
    nearly = parse.masked.startswith(_NEARLY, where.start)
    return Certainty.PROBABLE if nearly and level is Certainty.CERTAIN else level


def _level_of_modal(word: Word) -> Certainty | None:
    if word.dep != "aux" or word.lower == "should":
        return None
    if word.lower == "must":
        return Certainty.PROBABLE if _is_perfect(word.head.children) else None
    return None if word.lower == "could" and word.head.child("neg") is not None else Certainty.POSSIBLE  # what could not be was not


def _is_perfect(words: Iterable[Word]) -> bool:
    return any(word.lower == "have" and word.dep == "aux" for word in words)


def _level(word: Word) -> Certainty | None:
    lower = word.lower
    if lower in {"may", "might", "could", "should", "must"}:
        return _level_of_modal(word)
    if lower in _ADJECTIVES and lower not in HEDGES:
        to_do = word.child("xcomp") is not None or word.head.child("xcomp") is not None
        return Certainty.CERTAIN if to_do and lower in _SURE else None
    if lower == "expected" and word.child("auxpass") is not None and word.child("xcomp") is not None:
        return Certainty.PROBABLE
    if word.lemma in _SEEMING and word.is_verb and word.child("xcomp", "oprd", "acomp") is not None:
        return Certainty.PROBABLE
    return None if _tells_of_things(word) else HEDGES.get(lower)


def _tells_of_things(word: Word) -> bool:
    """Whether a word tells what a thing or a deed is like, not how sure one is: "a likely winner", "clearly saw"."""
    if word.lower in {"clearly", "plainly"}:
        return word.index < word.head.index and word.head.is_verb and word.head.lemma in {"see", "hear"}
    return word.lower in {"likely", "unlikely"} and (word.dep == "amod" or _compares_rates(word))


def _compares_rates(word: Word) -> bool:
    """Whether "likely" sets the rates of two kinds side by side: "twice as likely to vote as", "more likely to fall ill"."""
    compared = any(child.lower in {"as", "more", "less", "times"} and child.index < word.index for child in word.children)
    subject, act = word.head.child("nsubj"), word.child("xcomp") or word.head.child("xcomp")
    kinds = subject is not None and (subject.tag in PLURAL_TAGS or subject.pos == "PRON") and subject.lower != "it"
    done = act is not None and _is_perfect(act.children)
    return compared and kinds and not done and word.dep == "acomp"


def _phrases(own: Sequence[Word]) -> Iterable[tuple[Span, Certainty]]:
    lowers = [word.lower for word in own]
    for phrase, level in _PHRASES:
        for at in range(len(lowers) - len(phrase) + 1):
            if tuple(lowers[at : at + len(phrase)]) == phrase:
                yield Span(own[at].start, own[at + len(phrase) - 1].end), level


def _with_degree(parse: Parse, frame: Frame) -> Span:
    """The cue of an operator with the words of degree and likelihood before it: "much more likely"."""
    first = next(
        (word for word in reversed(parse.words[max(0, frame.head.index - 6) : frame.head.index + 1]) if word.start == frame.cue.start),
        frame.head,
    )
    index = first.index
    while index > 0 and parse.words[index - 1].lower in _DEGREE and parse.words[index - 1].sentence == first.sentence:
        index -= 1
    return Span(parse.words[index].start, frame.cue.end)


def _combined(levels: Sequence[Certainty]) -> Certainty:
    """The least sure of the levels said; unstated where there is none."""
    for level in (Certainty.UNLIKELY, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN):
        if level in levels:
            return level
    return Certainty.UNSTATED


def _evidence(operators: Sequence[Frame]) -> Evidentiality:
    return next((frame.meaning.evidentiality for frame in reversed(operators)), Evidentiality.UNSTATED)


def _modality(parse: Parse, unit: Unit, own: Sequence[Word], operators: Sequence[Frame]) -> Modality:
    if is_question(parse, unit) or any(frame.meaning.stance.value == "asks" for frame in operators):
        return Modality.QUESTION
    auxiliaries = {
        word.lower
        for word in own
        if word.dep == "aux" and (word.head is unit.head or word.head.dep in {"conj"} or word.head.head is unit.head)
    }
    shared = shared_helpers(unit.head)
    auxiliaries |= {word.lower for word in shared}
    perfect = _is_perfect([*shared, *own])
    if _is_conditional(unit) or ("would" in auxiliaries and perfect):
        return Modality.CONDITIONAL
    if (
        (auxiliaries & _NORMS and ("should" in auxiliaries or not perfect))
        or _has_to(own)
        or _commands(unit.head)
        or urged_by(unit.head) is not None
    ):
        return Modality.NORM
    if (
        auxiliaries & _FUTURE
        or _is_going_to(own)
        or (unit.kind is UnitKind.INFINITIVE and _promised(operators))
        or is_ruled_out(unit.head)
        or (unit.kind is UnitKind.EVENT and unit.head.head.lemma in COMING)
        or ("would" in auxiliaries and not perfect and not _declines(unit.head))
    ):
        return Modality.PREDICTION
    return Modality.EVALUATION if any(map(_evaluates, own)) else Modality.FACT


def _declines(verb: Word) -> bool:
    """Whether somebody refuses to tell: "would not say", "would neither confirm nor deny", "nobody would comment"."""
    subject = verb.child("nsubj")
    around = [*verb.children, *(subject.children if subject is not None else ())]
    denied = verb.child("neg") is not None or any(word.lower in {"neither", "no", "nobody", "none"} for word in around)
    return denied and verb.lemma in _WITHHELD


def _evaluates(word: Word) -> bool:
    return word.lower in _EVALUATIONS and (word.dep in {"acomp", "attr", "oprd"} or word.head.dep in {"attr", "acomp"})


def _promised(operators: Sequence[Frame]) -> bool:
    return any(frame.meaning.kind.value == "promise" for frame in operators)


def _has_to(own: Sequence[Word]) -> bool:
    return any(
        word.lemma in {"have", "need", "ought"}
        and word.is_verb
        and any(child.dep == "xcomp" and child.has_child("to") for child in word.children)
        and not word.has_child("yet")
        for word in own
    )


def _commands(verb: Word) -> bool:
    """Whether a sentence tells somebody to do something: "Keep off the ice", "Do not open the door"."""
    first = chain_of(verb)[-1]
    return (
        verb.tag == "VB"
        and first.tag == "VB"
        and first.is_root
        and not any(
            child.dep.startswith("nsubj") or (child.dep == "aux" and child.lemma != "do") for one in (first, verb) for child in one.children
        )
    )


def _is_going_to(own: Sequence[Word]) -> bool:
    bound = (word for word in own if word.lower in {"going", "expected", "due", "set", "poised"})
    return any(word.child("xcomp") is not None or (word.lower == "expected" and time_beside(word) is not None) for word in bound)


def is_question(parse: Parse, unit: Unit) -> bool:
    """Whether the unit is the question that its sentence, or the quote around it, asks."""
    if parse.masked[unit.end : unit.end + 2].lstrip(" ")[:1] == "?":
        return True
    sentence = parse.sentence_of(unit.head)
    last = next((word for word in reversed(parse.words_of(sentence)) if word.text.strip() and word.text not in {'"', "'", ")"}), None)
    return last is not None and last.text.startswith("?") and unit.head.is_root


def _is_conditional(unit: Unit) -> bool:
    if wishes(unit.head):
        return True
    return any(is_condition(clause) and any(word is clause for word in unit.words) for clause in unit.head.all_children("advcl"))


def time_beside(verb: Word) -> Word | None:
    """The head of the words of time that a verb has: "said on Monday", "a week ago I put"."""
    for child in verb.children:
        if child.dep in {"npadvmod", "advmod"} and child.entity in {"DATE", "TIME"}:
            return child
        inner = child.child("pobj") if child.dep == "prep" else None
        if inner is not None and inner.entity in {"DATE", "TIME"}:
            return child
    return None
