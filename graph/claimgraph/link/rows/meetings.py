"""Links between a row of a table and a sentence: how many of something there were, of one thing and at one time.

A row has words for what it counts ("officers killed", "arrests"), a sentence counts with a noun and what was done with it. They are
compared where each word of the row is matched by one of the sentence, and each of the sentence by one of the row, through the same tables
as two sentences are; where the sentence names the thing, and says of it alone that so many were there; and where both speak of one time.
Where all that is so but only one says when or where, the contradiction is apparent.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claimgraph.link.events.telling import OTHERS
from claimgraph.link.pairs import numbers
from claimgraph.link.pairs.anchoring import clash_spans
from claimgraph.link.pairs.attributes import Word, attribute_of, fates_of, words_of
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import GENERIC, LIGHT, Profile
from claimgraph.link.pairs.sides import Side
from claimgraph.link.pairs.tolls import ANYBODY, ANYONE, FATES, Toll, are_people, cannot_both_be, described, is_one_sort, tolls_in
from claimgraph.link.rows.tables import FARTHEST, said_in
from claimgraph.link.version import judge_of
from claimgraph.model import Certainty, Claim, Link, LinkKind, LinkStatus, LinkType, Modality, Polarity, Quantity, Span, mint_link_id

JUDGE = judge_of("row-sentence")
SCORE, APPARENT = 0.9, 0.45
_IN = frozenset("at on in inside within aboard".split())
"""Between what was done and the thing where it was, also by way of something else: "died in a fire at the prison"."""
SCALES = frozenset("hundred thousand million billion dozen percent per".split())
"""Words by which a number is not the one that is written, or is one of something else."""
_MAYBE = frozenset("may might could would should will can 'll ca".split())
_UNSURE = (Certainty.POSSIBLE, Certainty.UNLIKELY)
_TELLING = ("NN", "VB", "JJ")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a row counts: in which words, of what fate where it counts people who were killed or hurt, and how many of whom."""

    words: tuple[Word, ...]
    unit: tuple[Word, ...]
    number: Quantity
    toll: Toll | None


@dataclass(frozen=True, slots=True)
class _Told:
    """How many a sentence says there were, and where in the claim; None for a number that it does not give in a quantity."""

    number: Quantity | None
    toll: Toll | None
    span: Span


def meetings(pairs: Iterable[tuple[Side, Side]], head: Callable[[str], str]) -> Iterator[Link]:
    """The links of pairs of a row and a sentence, whichever comes first. `head` tells who stands for an entity."""
    for one, other in pairs:
        row, sentence = (one, other) if attribute_of(one.claim.slots) else (other, one)
        if not _have_one_voice(row, sentence) and (link := _meeting(row, sentence, head)) is not None:
            yield link


def _have_one_voice(row: Side, sentence: Side) -> bool:
    """Whether one voice says both, also where nobody judged two of one name to be one."""
    names = [side.shown.speaker.name.casefold() if side.shown else "" for side in (row, sentence)]
    return bool(row.speakers & sentence.speakers) or names[0] == names[1]


def _meeting(row: Side, sentence: Side, head: Callable[[str], str]) -> Link | None:
    """The link of a row and a sentence, None where they do not surely speak of the same."""
    asked, profile = _asked(row.claim), sentence.profile
    is_sure = all(side.shown is None or side.shown.certainty not in _UNSURE for side in (row, sentence))
    if asked is None or not is_sure or profile.modality is not Modality.FACT or OTHERS.search(profile.text):
        return None
    things = {place for name in _names(row, sentence, head) for place in _places_of(profile, name)}
    told = [item for item in _answers(asked, profile) if _is_of(profile, item.span, things)] if things else []
    apart = _apart(row.claim, sentence.claim)
    if len(told) != 1 or apart is None:
        return None
    if _collide(asked, told[0]):
        return _contradiction((row, asked), (sentence, told[0]), apart)
    return _restatement(row, sentence) if not apart and _are_one(asked, told[0]) else None


def _asked(claim: Claim) -> _Asked | None:
    """What a row counts, None where it counts nothing or that is not clear."""
    slots = claim.slots
    counts = len(slots.quantities) == 1 and claim.modality is Modality.FACT and slots.polarity is Polarity.POSITIVE
    number = slots.quantities[0] if counts else None
    words = words_of(slots.predicate)
    if number is None or not words or (number.low is None and number.high is None):
        return None
    unit = words_of(number.unit)
    fates = {fate for word in words for fate in fates_of(word)}
    if any(word.lemmas & SCALES for word in (*words, *unit)):
        return None
    if not fates or not _may_be_people((*words, *unit)):
        return _Asked(words, unit, number, None)
    sorts = {min(word.lemmas) for word in (*words, *unit) if not fates_of(word) and not word.lemmas & ANYBODY}
    if len(fates) > 1 or len(sorts) > 1 or bool(number.unit) != bool(unit):
        return None
    low, high = number.low or 0.0, math.inf if number.high is None else number.high
    return _Asked(words, unit, number, Toll(fates.pop(), next(iter(sorts), ANYONE), low, high, 0, 0, number))


def _may_be_people(words: Iterable[Word]) -> bool:
    """Whether none of these words is of a kind that is no person."""
    kinds = [word.kinds for word in words if not fates_of(word) and not word.lemmas & ANYBODY]
    return all(not kind or kind & {"person", "people"} for kind in kinds)


def _names(row: Side, sentence: Side, head: Callable[[str], str]) -> Iterator[str]:
    """The names that a row's thing has in a sentence: its own where that is a proper one, and those of what is judged to be it."""
    name = row.claim.slots.subject
    if any(letter.isupper() for letter in name):
        yield name
    things, quote = {head(entity) for entity in row.claim.entities}, sentence.shown.quote if sentence.shown else None
    for mention in sentence.claim.mentions if quote else ():
        if head(mention.entity) in things and quote and quote.start <= mention.start and mention.end <= quote.end:
            yield quote.exact[mention.start - quote.start : mention.end - quote.start]


def _places_of(profile: Profile, name: str) -> Iterator[int]:
    """The words of a claim that head a name in it."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    for found in re.finditer(rf"(?<!\w){words}(?!\w)", profile.text, re.IGNORECASE) if words else ():
        inside = {term.place for term in profile.terms if found.start() <= term.start and term.end <= found.end()}
        yield from (place for place in inside if profile.terms[place].head not in inside or profile.terms[place].head == place)


def _answers(asked: _Asked, profile: Profile) -> Iterator[_Told]:
    """What a sentence says of what a row counts."""
    if asked.toll is not None:
        tolls = [toll for toll in tolls_in(profile) if toll.fate == asked.toll.fate]
        yield from (_Told(toll.quantity, toll, Span(toll.start, toll.end)) for toll in tolls)
        return
    for count in profile.counts:
        if _is_counted(asked, profile, count):
            yield _Told(count.quantity, None, Span(count.start, count.end))


def _is_counted(asked: _Asked, profile: Profile, count: Count) -> bool:
    """Whether a sentence counts what a row does: each word of either is matched by one of the other."""
    said = [profile.terms[place] for place in dict.fromkeys(described(profile, count))]
    telling = [term for term in said if term.weight and term.tag.startswith(_TELLING) and term.lemma not in LIGHT | GENERIC | ANYBODY]
    if not said or any(term.negative for term in said) or not _is_unit(asked, count, said):
        return False
    known = (*asked.words, *asked.unit)
    return all(any(_match(word, term) for term in said) for word in asked.words) and all(
        any(_match(word, term) for word in known) for term in telling
    )


def _is_unit(asked: _Asked, count: Count, said: list[Term]) -> bool:
    """Whether what a row counts in is what a sentence does; people may be of any sort there."""
    unit = asked.number.unit.casefold()
    if not unit or unit == count.quantity.unit:
        return bool(unit) or count.quantity.unit != "%"
    return bool(asked.unit) and all(any(_match(word, term) for term in said) for word in asked.unit)


def _match(word: Word, term: Term) -> bool:
    return not word.keys.isdisjoint(term.keys)


def _is_of(profile: Profile, span: Span, things: set[int]) -> bool:
    """Whether what is counted there is said of the thing: at it, in it, of it or, but for the killed and hurt, by its deed."""
    counted = [term.place for term in profile.terms if span.start <= term.start and term.end <= span.end]
    over = {above for place in counted for above in _upwards(profile, place)}
    verbs = [profile.terms[place] for place in over if profile.terms[place].tag.startswith("VB")]
    if any(profile.terms[low].form in _MAYBE for verb in verbs for low in profile.tree.children[verb.place]):
        return False
    return not any(
        numbers.adds_up(profile, count) or numbers.only_describes(profile, count) for count in profile.counts if count.start == span.start
    ) and any(_hangs_on(profile, place, over) for place in things)


def _upwards(profile: Profile, place: int) -> Iterator[int]:
    """A word and those over it, up to the first verb."""
    seen = set[int]()
    while place not in seen:
        seen.add(place)
        yield place
        place = place if profile.terms[place].tag.startswith("VB") else profile.terms[place].head


def _hangs_on(profile: Profile, thing: int, over: set[int]) -> bool:
    """Whether a thing hangs on one of these words by a preposition of place, or is what does it; one of several things does not."""
    term = profile.terms[thing]
    if any(profile.terms[low].dep == "conj" for low in profile.tree.children[thing]) or term.dep == "conj":
        return False
    if term.dep == "nsubj":
        return term.head in over and not any(pole in FATES for pole in profile.terms[term.head].poles)
    joint = profile.terms[term.head]
    if term.dep != "pobj" or joint.form not in _IN | {"of"}:
        return False
    return joint.head in over or (joint.form in _IN and _is_inside(profile, joint.head, over))


def _is_inside(profile: Profile, place: int, over: set[int]) -> bool:
    """Whether a thing without a name is where something was done."""
    term, joint = profile.terms[place], profile.terms[profile.terms[place].head]
    return term.dep == "pobj" and term.tag in ("NN", "NNS") and joint.form in _IN and joint.head in over


def _apart(row: Claim, sentence: Claim) -> str | None:
    """Why a row and a sentence may speak of different times or places; "" where they do not, None where they surely do."""
    ours, theirs = row.slots.time, sentence.slots.time
    if ours and theirs and ours.from_ and theirs.from_:
        if (ours.from_, ours.to) != (theirs.from_, theirs.to):
            return None
    elif ours or theirs:
        return "only one says when"
    place, there = (row.slots.place or "").casefold(), (sentence.slots.place or "").casefold()
    return "" if not place or place == there or place in sentence.text.casefold() else "only one says where"


def _collide(asked: _Asked, told: _Told) -> bool:
    """Whether two numbers cannot both be, and are no raid and a war."""
    if asked.toll is not None and told.toll is not None and not _rival(asked.toll, told.toll):
        return False
    if told.number is None:
        return True
    low, high = sorted(max(abs(item.low or 0.0), abs(item.high or 0.0)) for item in (asked.number, told.number))
    is_apart = asked.toll is not None or numbers.are_apart(asked.number, told.number)
    return is_apart and high <= FARTHEST * max(low, 1.0)


def _rival(one: Toll, other: Toll) -> bool:
    """Whether two tolls cannot both be: of one sort, or of two of which both are known to be people, one of them part of the other."""
    return cannot_both_be(one, other) and (is_one_sort(one.who, other.who) or (are_people(one.who) and are_people(other.who)))


def _are_one(asked: _Asked, told: _Told) -> bool:
    """Whether both give one number of one sort."""
    if told.number is None or (asked.toll and told.toll and not is_one_sort(asked.toll.who, told.toll.who)):
        return False
    return (asked.number.low, asked.number.high) == (told.number.low, told.number.high)


def _contradiction(ours: tuple[Side, _Asked], theirs: tuple[Side, _Told], apart: str) -> Link:
    (row, asked), (sentence, told) = ours, theirs
    slots, words = row.claim.slots, sentence.claim.text[told.span.start : told.span.end]
    type_ = LinkType.SCOPE if apart else LinkType.QUANTITY
    rationale = f"Of {slots.predicate} of {slots.subject} the row says “{asked.number.words}”, the sentence “{words}”: both cannot be so."
    marks = {
        row.claim.id: clash_spans(row.shown, row.claim, said_in(row.claim)),
        sentence.claim.id: clash_spans(sentence.shown, sentence.claim, [told.span]),
    }
    first, second = sorted(marks)  # whichever came first, it is the same link
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, type_, first, second),
        kind=LinkKind.CONTRADICTS,
        type=type_,
        from_=first,
        to=second,
        score=APPARENT if apart else SCORE,
        rationale=f"{rationale} But {apart}." if apart else rationale,
        judge=JUDGE,
        status=LinkStatus.APPARENT if apart else LinkStatus.PROPOSED,
        clash_from=marks[first],
        clash_to=marks[second],
    )


def _restatement(row: Side, sentence: Side) -> Link:
    first, second = sorted((row.claim.id, sentence.claim.id))
    slots = row.claim.slots
    return Link(
        id=mint_link_id(LinkKind.SUPPORTS, LinkType.RESTATES, first, second),
        kind=LinkKind.SUPPORTS,
        type=LinkType.RESTATES,
        from_=first,
        to=second,
        score=SCORE,
        rationale=f"Of {slots.predicate} of {slots.subject} the row and the sentence give one number.",
        judge=JUDGE,
        status=LinkStatus.PROPOSED,
    )
