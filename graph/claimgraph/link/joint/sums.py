"""Numbers that do not add up: parts that are more than their total, two fates of more than there were, shares of more than all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from claimgraph.link.joint.joint import Joint, Said, joint, of_one_scene
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.tolls import ANYONE, CIVILIAN, FORCES, OF_OTHERS, tolls_in

_SPLITS: tuple[tuple[frozenset[str], ...], ...] = (
    (FORCES, frozenset({CIVILIAN})),
    tuple(frozenset(words.split()) for words in ("man", "woman", "child boy girl infant baby toddler")),
    tuple(frozenset(words.split()) for words in ("adult", "child boy girl infant baby toddler")),
    tuple(frozenset(words.split()) for words in ("passenger", "crewman crewmember sailor steward pilot")),
)
"""Sorts of people of which nobody is of two; each row is one way to tell people apart."""
ROUNDED = 0.5
"""By how much each percentage may be rounded."""
_CONTESTS = frozenset("win take get receive secure poll hold own control".split())
_OTHERS = re.compile(rf"\b(?:{OF_OTHERS}|others|later)\b", re.IGNORECASE)
"""What shows that a count is of others than those of the scene."""
_ALL_OF = frozenset("all the these those".split())
_WHOLES = frozenset("crew group team party total".split())


@dataclass(frozen=True, slots=True)
class Part:
    """A number of some sort that a claim gives: at least `low`, at most `high`; `words` say of whom."""

    said: Said
    sort: str
    low: float
    high: float
    words: str


def sums_that_fail(claims: Sequence[Said]) -> Iterator[Joint | None]:
    """The sets of claims whose numbers do not add up; None for each combination that was looked at in vain."""
    yield from _broken_tolls(claims)
    yield from _split_groups(claims)
    yield from _shares(claims)


def _too_many(most: float, parts: Mapping[str, Sequence[Part]]) -> Iterator[Sequence[Part] | None]:
    """The least choices of at most one part of each sort that are more together than there are in all."""
    for count in range(2, len(parts) + 1):
        for sorts in combinations(sorted(parts), count):
            for chosen in product(*(parts[sort] for sort in sorts)):
                total = sum(part.low for part in chosen)
                exceeds = total > most >= total - min(part.low for part in chosen)
                apart = len({part.said.claim.id for part in chosen}) == count
                yield chosen if exceeds and apart and of_one_scene([part.said for part in chosen]) else None


def _by_sort(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.sort, []).append(part)
    return found


def _joined(total: Part, chosen: Sequence[Part], rule: str, reason: str) -> Joint | None:
    """The set of a total and its parts, where they are of one scene and no part is in the claim of the total."""
    said = [total.said, *(part.said for part in chosen)]
    whole = len({item.claim.id for item in said}) == len(said) and of_one_scene(said)
    return joint(said, rule, reason) if whole else None


def _listed(parts: Sequence[Part]) -> str:
    words = [f"“{part.words}”" for part in parts]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _broken_tolls(claims: Sequence[Said]) -> Iterator[Joint | None]:
    """Tolls of sorts of people that are more together than the toll of all."""
    tolls: dict[str, list[Part]] = {}
    for said in claims:
        for toll in tolls_in(said.profile) if not _OTHERS.search(said.claim.text) else ():
            words = _with_noun(said, toll.start, toll.end)
            part = Part(said, toll.who, toll.low, toll.high, words if toll.who[:3] in words else f"{words} ({toll.who})")
            tolls.setdefault(toll.fate, []).append(part)
    for fate, parts in tolls.items():
        totals = [part for part in parts if part.sort == ANYONE]
        for split in _SPLITS:
            cells = _by_sort(Part(p.said, _cell(split, p.sort), p.low, p.high, p.words) for p in parts if _cell(split, p.sort))
            for total in totals if len(cells) > 1 else ():
                for chosen in _too_many(total.high, cells):
                    reason = f"Of the {fate}, {_listed(chosen or (total, total))} are more together than “{total.words}” in all."
                    yield _joined(total, chosen, "parts-of-a-toll", reason) if chosen else None


def _cell(split: Sequence[frozenset[str]], sort: str) -> str:
    """Which of the sorts that a split tells apart this is, "" for none."""
    return next((min(cell) for cell in split if sort in cell), "")


def _with_noun(said: Said, start: int, end: int) -> str:
    """The words of a count with the noun that it counts, where that comes next to it."""
    count = next((item for item in said.profile.counts if item.start == start), None)
    last = said.profile.terms[count.noun].end if count and count.noun >= 0 else end
    return said.words(start, last if end < last <= end + 30 else end)


def _split_groups(claims: Sequence[Said]) -> Iterator[Joint | None]:
    """A group, and those of it who came to one end and to the opposite one, who are more together than the group."""
    plain = [said for said in claims if not said.profile.denies and not _OTHERS.search(said.claim.text)]
    counted = [(said, count) for said in plain for count in said.profile.counts]
    wholes = [_counted(said, count) for said, count in counted if _is_whole(said, count)]
    fates = [(_counted(said, count), poles) for said, count in counted if (poles := _poles(said, count))]
    for total, (one, ours), (other, theirs) in product(wholes, fates, fates):
        opposed = {axis for axis, end in ours if end > 0} & {axis for axis, end in theirs if end < 0}
        yield _split(total, (one, other)) if opposed else None


def _split(total: Part, halves: tuple[Part, Part]) -> Joint | None:
    """The set of a group and its two halves, where they are of the same people and more than it."""
    if sum(half.low for half in halves) <= total.high or any(half.low > total.high for half in halves):
        return None
    if not _are_of(total, halves):
        return None
    return _joined(total, halves, "fates-of-a-group", f"{_listed(halves)} are more together than “{total.words}”.")


def _are_of(total: Part, halves: Sequence[Part]) -> bool:
    """Whether all are of one sort; a half that names none is told in the document of the group."""
    alike = [half.sort == total.sort for half in halves]
    bare = [not half.sort and half.said.claim.document == total.said.claim.document for half in halves]
    return any(alike) and all(one or other for one, other in zip(alike, bare, strict=True))


def _counted(said: Said, count: Count) -> Part:
    quantity = count.quantity
    low, high = quantity.low or 0.0, float("inf") if quantity.high is None else quantity.high
    return Part(said, quantity.unit, low, high, _with_noun(said, count.start, count.end))


def _is_whole(said: Said, count: Count) -> bool:
    """Whether a count is of a whole group: "there were nine", "the nine men", "a crew of nine"."""
    tree, noun = said.profile.tree, count.noun
    if noun < 0 or not count.quantity.unit or count.quantity.high is None or count.quantity.unit == "%":
        return False
    over = said.profile.terms[said.profile.terms[noun].head]
    there = tree.child(over.place, "expl") >= 0
    of_whole = over.lemma == "of" and said.profile.terms[over.head].lemma in _WHOLES
    return there or of_whole or (said.profile.terms[noun].tag != "CD" and tree.has(noun, *_ALL_OF) and not _is_some(said, count))


def _is_some(said: Said, count: Count) -> bool:
    """Whether a count is of some of those that its noun names: "six of the men"."""
    numbers = (term for term in said.profile.terms if term.tag == "CD" and count.start <= term.start < count.end)
    return any(term.place != count.noun and term.dep != "nummod" for term in numbers)


def _poles(said: Said, count: Count) -> frozenset[tuple[str, int]]:
    """The ends at which those counted came, by the words of their clause; none where another clause may tell of others."""
    if count.governor < 0 or count.quantity.unit == "%":
        return frozenset()
    clause = said.profile.terms[count.governor].clause
    return frozenset(pole for term in said.profile.terms if term.clause == clause and not term.negative for pole in term.poles)


def _shares(claims: Sequence[Said]) -> Iterator[Joint | None]:
    """Shares of one whole, each of somebody else, that are more than all of it."""
    shares: dict[str, list[Part]] = {}
    for said in claims:
        for count in said.profile.counts if not said.profile.denies else ():
            whole, part = _share(said, count)
            if whole and part.sort:
                shares.setdefault(whole, []).append(part)
    for whole, parts in shares.items():
        cells = _by_sort(parts)
        for chosen in _too_many(100.0 + ROUNDED * len(cells), cells) if len(cells) > 2 else ():
            reason = f"{_listed(chosen or parts)} of one {whole} are more than all of it."
            yield joint((part.said for part in chosen), "shares-of-a-whole", reason) if chosen and len(chosen) > 2 else None


def _share(said: Said, count: Count) -> tuple[str, Part]:
    """What a percentage is a share of, and the part that its holder has; "" for either where the claim does not say."""
    terms, tree = said.profile.terms, said.profile.tree
    contested = count.quantity.unit == "%" and count.noun >= 0 and count.governor >= 0 and terms[count.governor].lemma in _CONTESTS
    of = next((low for low in tree.children[count.noun] if terms[low].lemma == "of"), -1) if contested else -1
    whole, holder = tree.object_of(of), tree.child(count.governor, "nsubj") if contested else -1
    below = [terms[low].lemma for low in tree.children[holder] if terms[low].dep in ("compound", "amod")] if holder >= 0 else []
    who = " ".join((*below, terms[holder].lemma)) if holder >= 0 else ""
    part = Part(said, who, count.quantity.low or 0.0, 100.0, said.words(count.start, count.end))
    return terms[whole].lemma if whole >= 0 else "", part
