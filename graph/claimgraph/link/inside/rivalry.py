"""What two sayings of two voices in one document show together that may set them against each other.

The features speak of turns, distance, denial, numbers and words in common, never of one topic; what each is worth is learned
(`claimgraph.link.inside.ranking`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.link.pairs.profile import GENERIC, Profile
from claimgraph.link.pairs.roles import subject_of
from claimgraph.link.text.sayings import Saying

FARTHEST = 24
"""How many sayings may lie between two that are weighed, unless they share what few others say."""
MANY = 500
"""Up to how many sayings of a document all pairs are looked at."""
RARE = 1.0
"""The least rarity of what two sayings that stand farther apart have in common."""
_CROSSED = ("stance denies", "denies", "answers", "turning", "false", "negation", "pointer", "pronoun")
"""Signs of an answer that are worth something else where no other voice has spoken between."""
_RANKED = ("rare", "greatest share")
"""By what pairs are ranked among those of a saying."""
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sayings of two voices, the earlier first, and what they show together."""

    earlier: Saying
    later: Saying
    features: Features


def pairs_of(sayings: Sequence[Saying]) -> Iterator[Pair]:
    """The pairs of sayings of two voices worth weighing, by the earlier one: those near each other, and those that share what few say.

    Where more than `MANY` are said, only those near each other, and no more than these are held at a time: all pairs would take as long
    as the square of the text.
    """
    rarity = _rarity(sayings)
    reach = len(sayings) if len(sayings) <= MANY else FARTHEST
    early: dict[int, list[tuple[int, Pair]]] = defaultdict(list)
    late: dict[int, list[tuple[float, ...]]] = defaultdict(list)
    for other in range(len(sayings) + reach):
        for one in range(max(0, other - reach), other) if other < len(sayings) else ():
            features = _features(sayings, one, other, rarity)
            if features is not None:
                early[one].append((other, Pair(sayings[one], sayings[other], features)))
                late[other].append(_shared(features))
        yield from _ranked(other - reach, early, late)


def _features(sayings: Sequence[Saying], one: int, other: int, rarity: Mapping[str, float]) -> Features | None:
    """What two sayings show together, or None where they are not worth weighing."""
    a, b = sayings[one], sayings[other]
    if a.voice == b.voice or b.place.start < a.place.end or a.place.claim == b.place.claim:
        return None
    shared = a.profile.index.keys() & b.profile.index.keys()
    rare = _rare(a.profile, shared, rarity)
    if other - one > FARTHEST and rare < RARE:
        return None
    features: Features = {f"1 {sign}": 1.0 for sign in a.signs}
    features.update({f"2 {sign}": 1.0 for sign in b.signs})
    features.update({"1 length": a.length, "2 length": b.length, "rare": rare})
    _turns(features, sayings, one, other)
    _names(features, a, b)
    _words(features, a.profile, b.profile, shared)
    _clash(features, a, b, shared)
    if "next" in features:
        features.update({f"next, {sign}": 1.0 for sign in _CROSSED if sign in b.signs})
        features["next, rare"] = min(rare, 2.0)
    return features


def _turns(features: Features, sayings: Sequence[Saying], one: int, other: int) -> None:
    """How far apart two sayings stand, and who speaks between."""
    a, b, between = sayings[one], sayings[other], sayings[one + 1 : other]
    sentences, paragraphs = b.sentence - a.sentence, b.paragraph - a.paragraph
    others = sum(said.voice != b.voice for said in between)
    features |= {
        "sentences": math.log1p(sentences),
        "paragraphs": math.log1p(paragraphs),
        "sayings between": math.log1p(len(between)),
        "others between": math.log1p(others),
        "third voices": math.log1p(len({said.voice for said in between} - {a.voice, b.voice})),
    }
    facts = {
        f"sentences {sentences}": sentences <= 2,
        f"paragraphs {paragraphs}": paragraphs <= 1,
        "next": not others,
        "first answer": all(said.voice != b.voice for said in between),
        "1 opens its turn": one == 0 or sayings[one - 1].voice != a.voice,
        "2 opens its turn": sayings[other - 1].voice != b.voice,
        "both author's": "author" in a.signs and "author" in b.signs,
    }
    features.update({name: 1.0 for name, holds in facts.items() if holds})


def _names(features: Features, a: Saying, b: Saying) -> None:
    """Whether the voices speak of each other, or are one in other words."""
    facts = {
        "one camp": a.camp == b.camp,
        "one passes on the other": a.voice in b.above or b.voice in a.above,
        "2 is set against 1": bool((a.names - b.names) & b.frame_words),
        "2 names 1": bool((a.names - b.names) & b.quote_words),
        "1 names 2": bool((b.names - a.names) & a.quote_words),
        "names alike": bool(a.names & b.names),
    }
    features.update({name: 1.0 for name, holds in facts.items() if holds})


def _rarity(sayings: Sequence[Saying]) -> dict[str, float]:
    """How rare each key is among the sayings: the logarithm of their number over that of those which have it."""
    counted = Counter(key for said in sayings for key in said.profile.index)
    return {key: math.log((len(sayings) + 1) / count) for key, count in counted.items()}


def _rare(a: Profile, shared: set[str], rarity: Mapping[str, float]) -> float:
    """How much two claims share that few others say: the sum over the four rarest words."""
    by_place: dict[int, float] = {}
    for key in shared:
        for place in a.index[key]:
            by_place[place] = min(by_place.get(place, math.inf), rarity[key])
    return sum(sorted(by_place.values(), reverse=True)[:4]) / 3


def _words(features: Features, a: Profile, b: Profile, shared: set[str]) -> None:
    """How much of either claim the other says, and whether they share their verbs, subjects or names."""
    if not shared:
        features["nothing shared"] = 1.0
        return
    ours, theirs = _places(a, shared), _places(b, shared)
    shares = _share(a, ours), _share(b, theirs)
    features |= {"least share": min(shares), "greatest share": max(shares), "words shared": min(len(ours), 5)}
    roots, subjects = (_root(a), _root(b)), (_subject(a), _subject(b))
    facts = {
        "verb of one shared": roots[0] in ours or roots[1] in theirs,
        "subject of one shared": subjects[0] in ours or subjects[1] in theirs,
        "one verb": _same(a, b, *roots),
        "one subject": _same(a, b, *subjects),
        "names shared": any(a.terms[place].tag.startswith("NNP") for place in ours),
        "one denied": any(a.terms[x].negative for x in ours) != any(b.terms[y].negative for y in theirs),
    }
    features.update({name: 1.0 for name, holds in facts.items() if holds})


def _places(profile: Profile, shared: set[str]) -> set[int]:
    return {place for key in shared for place in profile.index[key]}


def _share(profile: Profile, places: set[int]) -> float:
    """The share in [0, 1] of what a claim says that these words say."""
    whole = sum(profile.terms[place].weight for place in profile.content)
    return sum(profile.terms[place].weight for place in places) / whole if whole else 0.0


def _root(profile: Profile) -> int:
    return next((term.place for term in profile.terms if term.dep == "ROOT"), -1)


def _subject(profile: Profile) -> int:
    root = _root(profile)
    return subject_of(profile, root) if root >= 0 else -1


def _same(a: Profile, b: Profile, left: int, right: int) -> bool:
    """Whether two words that say something are one."""
    if min(left, right) < 0 or a.terms[left].lemma in GENERIC or not a.terms[left].weight:
        return False
    return bool(a.terms[left].keys & b.terms[right].keys)


def _clash(features: Features, a: Saying, b: Saying, shared: set[str]) -> None:
    """What cannot hold together: opposed words, other numbers, times and places, one side denied."""
    units = [{count.quantity.unit for count in said.profile.counts} for said in (a, b)]
    numbers = [{(count.quantity.low, count.quantity.high) for count in said.profile.counts} for said in (a, b)]
    other_number = all(numbers) and not numbers[0] & numbers[1]
    facts = {
        "opposed words": any((axis, -end) in b.profile.poles for axis, end in a.profile.poles),
        "one negative": ("negative" in a.signs) != ("negative" in b.signs),
        "one stance denies": ("stance denies" in a.signs) != ("stance denies" in b.signs),
        "both count": all(numbers),
        "one unit": bool(units[0] & units[1]),
        "one number": bool(numbers[0] & numbers[1]),
        "other numbers": other_number,
        "other numbers of one unit": other_number and bool(units[0] & units[1]),
        "both dated": a.slots.time is not None and b.slots.time is not None,
        "other places": bool(a.slots.place and b.slots.place and a.slots.place != b.slots.place),
    }
    features.update({name: 1.0 for name, holds in facts.items() if holds})
    if shared:
        is_turned = facts["one negative"] or facts["opposed words"] or facts["one stance denies"]
        features["turned, share" if is_turned else "not turned, share"] = features["greatest share"]
        if "one verb" in features:
            features["turned, one verb" if is_turned else "not turned, one verb"] = 1.0


def _ranked(one: int, early: dict[int, list[tuple[int, Pair]]], late: dict[int, list[tuple[float, ...]]]) -> Iterator[Pair]:
    """The pairs of an earlier saying, their features with how each ranks, by what is shared, among all pairs of either of its sayings."""
    found = early.pop(one, [])
    ours = [_shared(pair.features) for _, pair in found]
    for (other, pair), values in zip(found, ours, strict=True):
        for place, name in enumerate(_RANKED):
            for side, all_of_it in (1, ours), (2, late[other]):
                if values[place]:
                    better = sum(shared[place] > values[place] for shared in all_of_it)
                    pair.features[f"rank by {name}, {side}"] = 1 / (1 + better)
        yield pair
    late.pop(one + 1, None)  # what came before that saying has all been ranked


def _shared(features: Features) -> tuple[float, ...]:
    return tuple(features.get(name, 0.0) for name in _RANKED)
