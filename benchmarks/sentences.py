"""Statements of our own, as a reader would store them: their words, grammar, slots and what they mention.

A pattern is words and slots; `{people}/nsubjpass` is a slot with its place in the grammar. One slot of each pattern may be
`varied`: what different voices fill it with makes their statements contradict each other in the way that `type` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from claimgraph.model import LinkType, Modality, Polarity, Quantity, Slots, TimeSpan
from names import Cast, Name


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Words that fill a slot, with the tag and lemma of the last one; `value` is a number or a date in EDTF."""

    text: str
    words: tuple[str, ...]
    tag: str
    lemmas: tuple[str, ...]
    label: str = ""
    value: float | str | None = None


Filler = Name | Phrase
Part = tuple["Piece", Filler]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A word or a slot of a pattern: with which dependency it hangs on what; a `slot` of None is the word itself."""

    slot: str | None
    phrase: Phrase
    dep: str


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """How a statement is made, and what is in dispute where voices fill the varied slot differently."""

    pieces: tuple[Piece, ...]
    slots: tuple[str, ...]
    root: int
    type: LinkType
    varied: str
    modality: Modality


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it stands in a sentence, what it mentions and where, and where the words that may clash stand in it."""

    pattern: Pattern
    fillers: Mapping[str, Filler]
    text: str
    slots: Slots
    mentions: tuple[tuple[Name, int, int], ...]
    clash: tuple[int, int]


_KNOWN = {
    "the": ("DT", "det", "the"),
    "were": ("VBD", "auxpass", "be"),
    "was": ("VBD", "auxpass", "be"),
    "is": ("VBZ", "cop", "be"),
    "has": ("VBZ", "aux", "have"),
    "will": ("MD", "aux", "will"),
    "should": ("MD", "aux", "should"),
}
_LISTS = {
    "people": "soldiers;officers;miners;villagers;patients;students;fishermen;drivers;police officers;aid workers;refugees;voters",
    "harmed": "killed;wounded;arrested;evacuated;detained;displaced;poisoned;rescued;questioned;sent home",
    "things": "houses;ballot boxes;lorries;power lines;grain stores;fishing boats;school buildings;wells;bridges;patrol cars;tanks",
    "damaged": "destroyed;damaged;burned;flooded;seized;stolen;repaired;shelled;looted;recalled",
    "event": "explosion;strike;outage;offensive;outbreak;flood;recount;landslide;blockade;fire;merger;evacuation;ceasefire;derailment",
    "lack": "clean water;electricity;shelter;pay;medical care;a vote;heating;fuel",
    "cut": "cut;created;moved;suspended;promised;counted",
    "posts": "jobs;hospital beds;training places;patrols;contracts;permits;polling stations",
    "gathered": "gathered;marched;queued;protested;waited;camped",
    "building": "the town hall;the station;the old courthouse;the grain market;the embassy;the main hospital;the refinery",
    "closed": "closed;reopened;searched;sold;inspected;abandoned;occupied;surrendered",
    "close": "close;reopen;search;sell;inspect;abandon;give up;rebuild",
    "object": "the river crossing;the northern airfield;the copper mine;the container port;the pumping station;the border post",
    "told": "told;warned;asked;questioned;informed;paid",
    "facility": "dam;reactor;airfield;refinery;hospital;water works;main bridge;railway tunnel;grain terminal;cement plant",
    "checked": "inspected;tested;insured;reinforced;evacuated;guarded;repaired",
    "started": "began;ended;resumed;broke out;stopped",
    "met": "met;interviewed;replaced;briefed;accused",
    "convoy": "convoy;survey ship;rebel column;relief train;patrol;cargo plane;drone",
    "seen": "seen;stopped;attacked;filmed;searched",
    "cause": "a faulty relay;heavy rain;a stray rocket;poor maintenance;sabotage;a leaking pipe;human error;contaminated feed",
    "state": "open;closed;out of service;under repair;back in use;in rebel hands;beyond repair;fully staffed",
    "work": "conduct;response;handling;account;record;audit",
    "quality": "careless;exemplary;too slow;honest;reckless;thorough;unlawful",
}
_TAGS = {
    "people": "NNS", "things": "NNS", "posts": "NNS", "harmed": "VBN", "damaged": "VBN", "cut": "VBN", "gathered": "VBD", "closed": "VBN",
    "close": "VB", "told": "VBN", "checked": "VBN", "started": "VBD", "met": "VBD", "seen": "VBN", "state": "JJ", "quality": "JJ",
}  # fmt: skip
_PATTERNS = """
quantity count fact: {count}/nummod {people}/nsubjpass were {harmed}/ROOT near {place}/pobj
quantity count fact: {count}/nummod {people}/nsubjpass were {harmed}/ROOT in the {event}/pobj in {place}/pobj
quantity count fact: {count}/nummod {things}/nsubjpass were {damaged}/ROOT during the {event}/pobj in {place}/pobj
quantity count fact: the {event}/nsubj in {place}/pobj left/ROOT {count}/nummod {people}/dobj without {lack}/pobj
quantity count fact: {body}/nsubj has {cut}/ROOT {count}/nummod {posts}/dobj in {place}/pobj
quantity count fact: {count}/nummod {people}/nsubj {gathered}/ROOT outside {building}/pobj in {place}/pobj
denial not fact: {body}/nsubj has {not}/neg {closed}/ROOT {object}/dobj near {place}/pobj
denial not fact: {person}/nsubjpass was {not}/neg {told}/ROOT about the {event}/pobj in {place}/pobj
denial not fact: the {facility}/nsubjpass in {place}/pobj was {not}/neg {checked}/ROOT before the {event}/pobj
denial not prediction: {body}/nsubj will {not}/neg {close}/ROOT {object}/dobj near {place}/pobj
denial not norm: {body}/nsubj should {not}/neg {close}/ROOT {object}/dobj in {place}/pobj
time day fact: the {event}/nsubj in {place}/pobj {started}/ROOT on {day}/pobj
time day fact: {body}/nsubjpass was {told}/ROOT about the {event}/pobj in {place}/pobj on {day}/pobj
place place fact: {person}/nsubj {met}/ROOT {other}/dobj in {place}/pobj
place place fact: the {convoy}/nsubjpass of {body}/pobj was {seen}/ROOT near {place}/pobj
cause cause fact: the {event}/nsubjpass in {place}/pobj was caused/ROOT by {cause}/pobj
cause cause fact: {cause}/nsubj led/ROOT to the {event}/pobj at the {facility}/pobj in {place}/pobj
states state fact: the {facility}/nsubj in {place}/pobj is {state}/ROOT
states quality evaluation: the {work}/nsubj of {body}/pobj during the {event}/pobj was {quality}/ROOT
scope people fact: {count}/nummod {people}/nsubjpass of {body}/pobj were {harmed}/ROOT in {place}/pobj
"""
_PREPOSITIONS = frozenset("near in during without outside about before on of by to at".split())
_AROUND_VERBS, _OBJECTS = frozenset(("aux", "auxpass", "neg", "cop")), frozenset(("dobj", "nummod"))
_DROPPED = frozenset("the a of in by".split())
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_MONTHS = "January February March April May June July August September October November December".split()
NOT, NOTHING = Phrase("not", ("not",), "RB", ("not",)), Phrase("", (), "", ())


def _singular(word: str, tag: str) -> str:
    return word.removesuffix("s") if tag == "NNS" else word


def _phrase(text: str, tag: str) -> Phrase:
    words = tuple(text.split())
    return Phrase(text, words, tag, tuple(_singular(word, tag if word == words[-1] else "") for word in words))


COUNTS = tuple(
    Phrase(words, (words,), "CD", (words.lower(),), "CARDINAL", float(value))
    for words, value in [
        *((word, 2 + place) for place, word in enumerate(_SMALL)),
        *((word, 20 + 10 * place) for place, word in enumerate(_TENS)),
        *((str(value), value) for value in (21, 34, 48, 110, 130, 160, 240, 320, 450, 600, 750, 1200, 1800, 2500, 4000)),
    ]
)
DAYS = tuple(
    Phrase(f"{day} {month}", (str(day), month), "NNP", (str(day), month.lower()), "DATE", f"2024-{number:02d}-{day:02d}")
    for number, month in enumerate(_MONTHS, 1)
    for day in range(1, 29)
)
PHRASES: Mapping[str, tuple[Phrase, ...]] = {
    **{slot: tuple(_phrase(text, _TAGS.get(slot, "NN")) for text in texts.split(";")) for slot, texts in _LISTS.items()},
    "count": COUNTS,
    "day": DAYS,
    "not": (NOT, NOTHING, NOTHING),
}
"""What fills the slots that take no name."""
UNNAMED: Mapping[str, tuple[Phrase, ...]] = {
    "place": tuple(_phrase(text, "NN") for text in "the province;the old town;the border district;the capital;the valley".split(";")),
    "body": tuple(_phrase(text, "NN") for text in "the ministry;the company;the regional council;the coalition;the junta".split(";")),
    "person": tuple(_phrase(text, "NN") for text in "the mayor;the minister;the general;the director;his deputy".split(";")),
}
"""What stands in the place of a name that the text does not give."""
_NAMED = {"place": "places", "body": "bodies", "person": "persons", "other": "persons"}


def _piece(word: str) -> Piece:
    if word.startswith("{"):
        slot, dep = word[1:].split("}/")
        return Piece(slot, NOTHING, dep)
    bare, _, dep = word.partition("/")
    tag, known, lemma = _KNOWN.get(bare, ("IN", "prep", bare) if bare in _PREPOSITIONS else ("VBD", "ROOT", bare))
    return Piece(None, Phrase(bare, (bare,), tag, (lemma,)), dep or known)


def _pattern(line: str) -> Pattern:
    head, _, words = line.partition(": ")
    kind, varied, modality = head.split()
    pieces = tuple(_piece(word) for word in words.split())
    root = next(place for place, piece in enumerate(pieces) if piece.dep == "ROOT")
    return Pattern(pieces, tuple(piece.slot for piece in pieces if piece.slot), root, LinkType(kind), varied, Modality(modality))


PATTERNS = tuple(_pattern(line) for line in _PATTERNS.strip().splitlines())


def fill(pattern: Pattern, chance: Random, cast: Cast) -> dict[str, Filler]:
    """Something for every slot of a pattern."""
    return {slot: filler(slot, chance, cast) for slot in pattern.slots}


def filler(slot: str, chance: Random, cast: Cast) -> Filler:
    """Something that a slot can hold."""
    choices = PHRASES.get(slot)
    if choices is not None:
        return choices[int(chance.random() * len(choices))]
    return getattr(cast, _NAMED[slot]).draw(chance)  # type: ignore[no-any-return]


Grammar = tuple[tuple[int, int, str, str], ...]
_GRAMMARS: dict[tuple[Filler, str], Grammar] = {}


def _grammar(held: Filler, dep: str) -> Grammar:
    """For each word of a phrase where it starts and ends in it, and what its line of grammar has before the head and after it."""
    found = _GRAMMARS.get((held, dep))
    if found is None:
        start, lines, last = 0, [], len(held.words) - 1
        for place, word in enumerate(held.words):
            kind = (
                (held.tag, dep) if place == last else ("DT", "det") if word in ("the", "a") else ("NNP" if held.label else "JJ", "compound")
            )
            lines.append((start, start + len(word), f"|{kind[0]}|{kind[1]}|", f"|{held.label}|{held.lemmas[place]}"))
            start += len(word) + 1
        found = _GRAMMARS[held, dep] = tuple(lines)
    return found


def state(pattern: Pattern, fillers: Mapping[str, Filler]) -> Statement:
    """The statement that a pattern makes of these fillers."""
    parts: list[Part] = []
    spans: dict[str, tuple[int, int]] = {}
    mentions: list[tuple[Name, int, int]] = []
    start = 0
    for piece in pattern.pieces:
        held = fillers[piece.slot] if piece.slot else piece.phrase
        if not held.words:
            continue
        parts.append((piece, held))
        end = start + len(held.text)
        if piece.slot:
            spans[piece.slot] = (start, end)
            if isinstance(held, Name):
                mentions.append((held, start, end))
        start = end + 1
    text = " ".join([held.text for _, held in parts])
    clash = spans.get(pattern.varied) or spans[pattern.pieces[pattern.root].slot or ""]
    return Statement(pattern, fillers, text, _slots(fillers, parts), tuple(mentions), clash)


def _slots(fillers: Mapping[str, Filler], parts: list[Part]) -> Slots:
    place, count, day = fillers.get("place"), fillers.get("count"), fillers.get("day")
    root = next(index for index, (piece, _) in enumerate(parts) if piece.dep == "ROOT")
    return Slots(
        " ".join([held.text for piece, held in parts[:root] if piece.dep not in _AROUND_VERBS]),
        parts[root][1].lemmas[-1],
        " ".join([held.text for piece, held in parts[root:] if piece.dep in _OBJECTS]),
        Polarity.NEGATIVE if fillers.get("not") is NOT else Polarity.POSITIVE,
        (_quantity(count, parts),) if isinstance(count, Phrase) else (),
        place.text if place else None,
        TimeSpan(str(day.value), str(day.value), "day", day.text) if isinstance(day, Phrase) else None,
        _terms(parts),
        _parse(parts, root),
    )


def _quantity(count: Phrase, parts: list[Part]) -> Quantity:
    place = next(index for index, (piece, _) in enumerate(parts) if piece.slot == "count")
    counted = parts[place + 1][1]
    value = float(count.value or 0)
    return Quantity(value, value, " ".join(counted.lemmas), "exactly", f"{count.text} {counted.text}")


def _terms(parts: list[Part]) -> tuple[str, ...]:
    content = [held for piece, held in parts if piece.slot not in (None, "count", "not", "day") or piece.dep == "ROOT"]
    return tuple([lemma for held in content for lemma in held.lemmas if lemma not in _DROPPED])


def _parse(parts: list[Part], root: int) -> str:
    """The grammar: objects of prepositions hang on those, numbers and articles on the next word, all else on the verb."""
    heads, count = [], -1
    for _, held in parts:
        count += len(held.words)
        heads.append(count)
    lines: list[str] = []
    start, verb = 0, heads[root]
    for index, (piece, held) in enumerate(parts):
        dep = piece.dep
        if dep == "pobj":
            head = heads[index - 1] if parts[index - 1][0].dep == "prep" else heads[index - 2]
        else:
            head = heads[index + 1] if dep in ("nummod", "det") else verb
        inner, grammar = heads[index], _grammar(held, dep)
        for begin, end, before, after in grammar[:-1]:
            lines.append(f"{start + begin}|{start + end}{before}{inner}{after}")
        begin, end, before, after = grammar[-1]
        lines.append(f"{start + begin}|{start + end}{before}{head}{after}")
        start += end + 1
    return " ".join(lines)
