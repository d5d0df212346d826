"""A claim made ready for comparing: its words with their roles, polarity, opposites and synonyms; made once, then cached."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar, cast

from msgspec import structs

from claimgraph.clocks import Clock, clocks_in
from claimgraph.forgetting import lets_go_of_words
from claimgraph.link.pairs.counting import Count, counts_in
from claimgraph.link.pairs.grammar import Term, Tree, decode
from claimgraph.link.pairs.lexicon import Lexicon, Pole, lexicon
from claimgraph.link.pairs.names import NO_NAMES, Names, names_in
from claimgraph.link.pairs.polarity import CHANCES, NEGATIONS, NOBODY, with_polarity
from claimgraph.model import Claim, Modality, Slots

LIGHT = frozenset("be have do make take get go give put keep come carry there become remain seem appear use 's".split())
"""Verbs that say little by themselves."""
GENERIC = frozenset(
    """person people someone somebody anyone anybody nobody one they he she it we i you this that which who these those there none
    everyone""".split()
)
REPORTING = frozenset(
    """say tell report state claim announce declare add note argue insist stress maintain explain reveal suggest believe think
    estimate warn allege assert acknowledge admit confirm deny show find indicate conclude know doubt""".split()
)
"""Verbs that bring what somebody says."""
_SKIPPED = frozenset("det aux auxpass cc mark expl case predet punct intj preconj".split())
_STOP = frozenset(
    """a an the this that these those such so too very also just then there here now only even other own more most as by of to in on
    at from with still already yet again single""".split()
)
_PASSED = frozenset(
    """still already also now again full complete perfect excellent proper normal total utter absolute entire immediate serious""".split()
)
"""Words that may stand inside a phrase of the tables and leave its sense: "in full working order"."""
_VAGUE = CHANCES | frozenset("group kind sort thing number lot bunch front fact case sign trace hint anything".split())
_HELD = frozenset("person people =person =people place animal".split())
"""The kinds of what can be kept or held by force."""
_MOMENTS = frozenset("time point stage moment".split())
LIGHTENED = 0.3
"""The most that a word of a time, place or number weighs."""
_COMPLEMENTS = ("acomp", "attr", "xcomp", "dobj", "oprd", "prep", "ccomp")


K = TypeVar("K")
T = TypeVar("T")
_FORGETTING: list[Callable[[], None]] = []
_Found = tuple[int, tuple[Term, ...], str]
"""A phrase of the tables found in a claim: the place of the word that stands for it, its words, and the phrase."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A claim made ready: its words, counts and times of the day, where its content words and their keys stand, and whether it
    denies anything.
    """

    text: str
    slots: Slots
    modality: Modality
    tree: Tree
    terms: tuple[Term, ...]
    content: tuple[int, ...]
    index: dict[str, tuple[int, ...]] = field(repr=False)
    counts: tuple[Count, ...] = ()
    clocks: tuple[Clock, ...] = ()
    poles: frozenset[Pole] = frozenset()
    lemmas: frozenset[str] = frozenset()
    denies: bool = False
    kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def against(self) -> frozenset[Pole]:
        """The poles opposed to those on which it stands."""
        return _against(self)

    def names_at(self, place: int) -> Names:
        """The names in the noun phrase of a word."""
        return _names(self).get(place, NO_NAMES)


def kept_with_profile(of: Callable[[Profile], T]) -> Callable[[Profile], T]:
    """The same of a profile, made once and kept with it: what a rule asks of a claim whatever that is compared with."""

    def found(profile: Profile) -> T:
        if of not in profile.kept:
            profile.kept[of] = of(profile)
        return cast("T", profile.kept[of])

    return found


@kept_with_profile
def _names(profile: Profile) -> dict[int, Names]:
    return names_in(profile.tree)


@kept_with_profile
def _against(profile: Profile) -> frozenset[Pole]:
    return frozenset((axis, -end) for axis, end in profile.poles)


class Said(NamedTuple):
    """What of a claim its profile rests on."""

    text: str
    slots: Slots
    modality: Modality


def profile_of(claim: Claim | Said) -> Profile:
    """The profile of a claim from its text, slots and modality, made or kept from lately."""
    said = Said(claim.text, claim.slots, claim.modality)
    found = _LATELY.get(said)
    return found if found is not None else put_at_hand(_made(*said), said)


def is_at_hand(claim: Claim) -> bool:
    """Whether the profile of a claim is kept in memory; it is then the last to go."""
    return _LATELY.get(Said(claim.text, claim.slots, claim.modality)) is not None


def put_at_hand(profile: Profile, claim: Claim | Said) -> Profile:
    """Keep the profile of a claim in memory."""
    return _LATELY.put(Said(claim.text, claim.slots, claim.modality), profile)


class _Lately(Generic[K, T]):
    """What was asked for last, by what it was made of. Safe to use from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> T | None:
        """What is kept under a key, which so becomes the youngest."""
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: K, value: T) -> T:
        """Keep a value as the youngest."""
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value

    def clear(self) -> None:
        """Keep none."""
        with self._lock:
            self._kept.clear()


_LATELY: _Lately[Said, Profile] = _Lately(4_000)  # some 12 kB each


def kept_of_claims(of: Callable[[Said], T]) -> Callable[[Claim], T]:
    """The same of a claim, remembered for many of them: for what is small beside a profile."""
    kept = lru_cache(maxsize=5_000)(lambda *said: of(Said(*said)))  # some 2 kB each with its key
    _FORGETTING.append(kept.cache_clear)
    return lambda claim: kept(claim.text, claim.slots, claim.modality)


def kept_of_texts(of: Callable[[str], T]) -> Callable[[str], T]:
    """The same of a text, remembered for a hundred of them by their digests: a text may have megabytes, and none is kept here."""
    kept: _Lately[bytes, T] = _Lately(100)
    _FORGETTING.append(kept.clear)

    def found(text: str) -> T:
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = kept.get(key)
        return known if known is not None else kept.put(key, of(text))

    return found


@lets_go_of_words
def forget_profiles() -> None:
    """Let go of what is kept of all claims and texts that were compared: of no use to one who goes on with others."""
    _LATELY.clear()
    for forget in _FORGETTING:
        forget()


def _made(text: str, slots: Slots, modality: Modality) -> Profile:
    """The profile of a text with its slots; words of an outer "X said that" are no content."""
    bare = _with_nobody(decode(slots.parse, text))
    clocks = tuple(clocks_in(text))
    worded = bare.with_terms(_with_words(bare, lexicon()))
    tree = with_polarity(_with_light_measures(worded, [*_measures(text, slots), *((clock.start, clock.end) for clock in clocks)]))
    reporting = _reporting(tree)
    content = tuple(term.place for term in tree.terms if term.weight and term.place not in reporting)
    counts = tuple(counts_in(text, slots, tree))
    return assembled(Said(text, slots, _modality(text, tree, modality)), tree, content, counts=counts, clocks=clocks)


def assembled(said: Said, tree: Tree, content: tuple[int, ...], *, counts: tuple[Count, ...], clocks: tuple[Clock, ...]) -> Profile:
    """A profile of its parts: what was said, of the modality worked out, the words, and where those stand that say something."""
    return Profile(
        text=said.text,
        slots=said.slots,
        modality=said.modality,
        tree=tree,
        terms=tree.terms,
        content=content,
        index=index_of(tree, content),
        counts=counts,
        clocks=clocks,
        poles=frozenset(pole for place in content for pole in tree.terms[place].poles),
        lemmas=frozenset(term.lemma for term in tree.terms),
        denies=any(tree.terms[place].negative for place in content),
    )


def _with_nobody(tree: Tree) -> Tree:
    """The tree with "no one" and "no-one" read as the one word that they are."""
    forms = [term.form for term in tree.terms]
    found = {place for place in range(1, len(forms)) if forms[place - 1 : place + 1] == ["no", "one"]}
    return (
        tree.with_terms(tuple(structs.replace(t, form="nobody", lemma="nobody") if t.place in found else t for t in tree.terms))
        if found
        else tree
    )


def _reporting(tree: Tree) -> frozenset[int]:
    """The words of an outer "X said that": all that does not hang on what is said; none where nothing is reported."""
    root = next((term for term in tree.terms if term.dep == "ROOT"), None)
    if root is None or root.lemma not in REPORTING or not root.tag.startswith("VB"):
        return frozenset()
    said = tree.child(root.place, "ccomp")
    return frozenset() if said < 0 else frozenset(range(len(tree.terms))) - tree.under(said)


def _with_words(tree: Tree, words: Lexicon) -> tuple[Term, ...]:
    """The words with what the tables say of them; what a phrase says is said by one of its words."""
    phrases: dict[int, list[str]] = {}
    apart: dict[int, list[str]] = {}
    spread: dict[int, tuple[int, ...]] = {}
    inside: set[int] = set()
    for place, found, phrase in _longest(list(_phrases(tree, words))):
        (phrases if found else apart).setdefault(place, []).append(phrase)
        spread[place] = tuple(sorted({place, *(term.place for term in found)}))
        inside |= {term.place for term in found if term.place != place}
    return tuple(
        _with_phrase(
            _worded(tree, term, words, phrases.get(term.place, []), apart.get(term.place, ())),
            has_own_object=_object(tree, term.place) in inside,
            phrase=spread.get(term.place, ()),
        )
        if term.place not in inside
        else _inner(tree, term, words)
        for term in tree.terms
    )


def _with_phrase(term: Term, *, has_own_object: bool, phrase: tuple[int, ...]) -> Term:
    return structs.replace(term, has_own_object=has_own_object, phrase=phrase) if has_own_object or phrase else term


def _object(tree: Tree, place: int) -> int:
    """The object of a verb, or -1."""
    return tree.child(place, "dobj") if tree.terms[place].tag.startswith("VB") else -1


def _measures(text: str, slots: Slots) -> Iterator[tuple[int, int]]:
    """Where the words of times, places and numbers stand."""
    words = [*(quantity.words for quantity in slots.quantities), slots.time.words if slots.time else "", slots.place or ""]
    yield from ((found, found + len(part)) for part in words if part and (found := text.find(part)) >= 0)


def _with_light_measures(tree: Tree, spans: Collection[tuple[int, int]]) -> Tree:
    """The tree with little weight and no opposites on the words of times, places and numbers, which have rules of their own."""
    return tree.with_terms(tuple(_lightened(term) if any(_lies_in(term, *span) for span in spans) else term for term in tree.terms))


def _lies_in(term: Term, start: int, end: int) -> bool:
    return start <= term.start and term.end <= end


def _lightened(term: Term) -> Term:
    """A word of a time, place or number: its nouns keep their opposites ("day" and "night")."""
    return structs.replace(term, weight=min(term.weight, LIGHTENED), poles=term.poles if term.tag.startswith("NN") else frozenset())


def _inner(tree: Tree, term: Term, words: Lexicon) -> Term:
    """A word inside a phrase that another word stands for: it says something only if it would do so alone as well."""
    alone = structs.replace(_worded(tree, term, words, []), absorbed=True)
    return alone if alone.poles and alone.tag.startswith(("NN", "VB", "JJ")) else structs.replace(alone, weight=0.0, poles=frozenset())


def _longest(found: list[_Found]) -> Iterator[_Found]:
    """The phrases that lie in no longer one."""
    parts = [{term.place for term in phrase[1]} for phrase in found]
    return (phrase for phrase, part in zip(found, parts, strict=True) if not part or not any(part < other for other in parts))


def _phrases(tree: Tree, words: Lexicon) -> Iterator[_Found]:
    """The phrases of the tables found in a claim: the place of the word that stands for each, its words, and the phrase."""
    terms = tree.terms
    present = {form for term in terms for form in (term.lemma, term.form)}
    for term in terms:
        starting = [
            phrase for word in {term.lemma, term.form} for phrase in words.phrase_starts.get(word, ()) if present.issuperset(phrase)
        ]
        for phrase in starting:
            if found := _phrase_at(terms, term.place, phrase):
                yield _carrier(found), found, " ".join(phrase)
        if term.dep in ("prt", "dobj", "nsubjpass") and term.head + 1 != term.place:
            together = f"{terms[term.head].lemma} {term.lemma}"
            if together in words.poles or together in words.groups:
                yield term.head, () if term.dep == "nsubjpass" else (term,), together


def _phrase_at(terms: tuple[Term, ...], place: int, phrase: tuple[str, ...]) -> tuple[Term, ...]:
    """The words of a phrase that starts at a word, articles left out; empty where something else stands there.

    "On a course" is not "on course".
    """
    found: list[Term] = []
    for term in terms[place : place + 2 * len(phrase)]:
        if (
            found
            and (term.tag in ("DT", "PRP$") or term.form in _PASSED or (term.tag == "NNP" and term.dep == "compound"))
            and phrase[len(found)] not in (term.lemma, term.form)
            and not (term.form in ("a", "an") and found[-1].tag == "IN")
        ):
            continue
        if phrase[len(found)] not in (term.lemma, term.form):
            return ()
        found.append(term)
        if len(found) == len(phrase):
            return tuple(found)
    return ()


def _carrier(found: tuple[Term, ...]) -> int:
    """The word that stands for a phrase: its verb if it starts with one that is no "be" or "have", else its last content word."""
    if found[0].tag.startswith("VB") and found[0].lemma not in ("be", "have"):
        return found[0].place
    content = [term.place for term in found if term.tag.startswith(("NN", "JJ", "VB", "RB"))]
    return content[-1] if content else found[0].place


def _worded(tree: Tree, term: Term, words: Lexicon, phrases: Sequence[str], apart: Sequence[str] = ()) -> Term:
    """A word with what the tables say of it and of the phrases that it stands for.

    The phrases `apart` are those whose other words say something by themselves too ("the siege was lifted").
    """
    keys, poles = keys_of(term.lemma, term.tag), frozenset() if _only_brings(tree, term) else _poles(term.lemma, term.form, term.tag)
    if phrases or apart:
        keys |= {key for phrase in (*phrases, *apart) for key in words.groups.get(phrase, frozenset()) | {phrase}}
        poles = _poles_of_phrases(poles, words, phrases, apart)
    poles = frozenset() if term.dep in ("aux", "auxpass", "det") else poles
    weight = _weight(tree, term, any(not axis.startswith("un-") for axis, _ in poles))
    return structs.replace(
        term,
        keys=keys,
        kinds=words.kinds_of(term.lemma),
        poles=poles,
        weight=max(weight, 1.0) if phrases and term.tag.startswith("VB") else weight,
    )


def _poles_of_phrases(own: frozenset[Pole], words: Lexicon, phrases: Sequence[str], apart: Sequence[str]) -> frozenset[Pole]:
    """The poles of a word with its phrases: what one says takes the place of what the word says, unless it only adds "from" or "of"."""
    said = frozenset(pole for phrase in phrases for pole, _ in words.poles.get(phrase, ()))
    adds = all(phrase.startswith("be ") or phrase.split()[1:] in (["from"], ["of"], ["to"]) for phrase in phrases)
    poles = own if not said else said | own if adds else said
    return poles.union(pole for phrase in apart for pole, _ in words.poles.get(phrase, ()))


@lru_cache(maxsize=10_000)
def keys_of(lemma: str, tag: str) -> frozenset[str]:
    """What a word is matched by, also as the singular of one taken for a name for opening its sentence: "Guards" are guards."""
    singular = {lemma[:-1]} if tag.startswith("NNP") and lemma.endswith("s") and len(lemma) > 3 else set()
    stem = {f"{lemma.rstrip('e')}*"} if tag.startswith("VB") else set()
    return lexicon().keys_of(lemma) | singular | stem


@lru_cache(maxsize=10_000)
def _poles(lemma: str, form: str, tag: str) -> frozenset[Pole]:
    """The poles on which a word stands by itself."""
    words = lexicon()
    return words.poles_of(lemma, tag) | words.poles_of(form, tag)


def _only_brings(tree: Tree, term: Term) -> bool:
    """Whether "leave" or "come" says no going, and "hold" no keeping: "left 12 people dead", "came a day after", "held a vigil"."""
    if term.lemma == "come":
        return any(tree.terms[low].form in ("after", "before", "amid", "as", "despite", "when") for low in tree.under(term.place))
    if term.lemma == "hold":
        held = tree.child(term.place, "dobj", "nsubjpass")
        return held >= 0 and tree.terms[held].tag in ("NN", "NNS") and not lexicon().kinds_of(tree.terms[held].lemma) & _HELD
    left = tree.child(term.place, "dobj", "ccomp", "oprd") if term.lemma == "leave" else -1
    return left >= 0 and any(tree.terms[low].tag in ("CD", "VBN", "JJ") for low in tree.under(left))


def _weight(tree: Tree, term: Term, opposed: bool) -> float:
    """How much a word says: names most, words that only join others nothing, small words only where they have opposites."""
    if _only_stresses(tree, term):
        return 0.0
    if (term.dep in _SKIPPED and not term.tag.startswith("NNP")) or term.lemma in NEGATIONS or term.lemma in NOBODY or term.lemma == "no":
        return 0.0
    match term.tag[:2]:
        case "NN" | "FW":
            return 1.5 if term.tag.startswith("NNP") else 0.3 if term.lemma in _VAGUE else 1.0
        case "VB":
            is_light = term.lemma in LIGHT and (term.lemma == "be" or not opposed or tree.child(term.place, *_COMPLEMENTS[:5]) >= 0)
            return 0.0 if is_light else 1.0
        case "JJ":
            return 0.0 if term.lemma in _STOP and (not opposed or term.lemma == "single") else 0.6
        case "RB" | "RP" | "IN":
            if term.tag.startswith("RB"):
                return 0.6 if opposed else 0.4 if term.lemma not in _STOP else 0.0
            return 0.1 if opposed else 0.0
        case "CD":
            return 0.3
    return 0.0


def _only_stresses(tree: Tree, term: Term) -> bool:
    """Whether a noun only makes a denial stronger: "at any time", "at no point"."""
    is_moment = term.lemma in _MOMENTS and term.dep == "pobj" and tree.terms[term.head].form == "at"
    return is_moment and any(tree.terms[low].form in ("any", "no") for low in tree.children[term.place])


def _modality(text: str, tree: Tree, modality: Modality) -> Modality:
    """The modality given, or where none was worked out ("fact") what the words show: a question, a norm, a condition, a prediction."""
    if modality is not Modality.FACT:
        return modality
    if text.rstrip().endswith("?"):
        return Modality.QUESTION
    main = {term.lemma for term in tree.terms if term.dep == "aux" and tree.terms[term.head].dep == "ROOT"}
    if main & {"should", "must", "ought", "shall"}:
        return Modality.NORM
    if tree.terms and tree.terms[0].lemma in ("if", "unless"):
        return Modality.CONDITIONAL
    return Modality.PREDICTION if main & {"will", "'ll"} or _is_to_be(tree) else Modality.FACT


def _is_to_be(tree: Tree) -> bool:
    """Whether the main verb says what is to happen: "observers are to travel"."""
    root = next((term for term in tree.terms if term.dep == "ROOT"), None)
    ahead = tree.child(root.place, "xcomp") if root is not None and root.lemma == "be" and root.tag in ("VBP", "VBZ") else -1
    return (
        ahead >= 0
        and root is not None
        and any(tree.terms[low].form == "to" for low in tree.children[ahead])
        and tree.child(root.place, "acomp", "attr") < 0
    )


def index_of(tree: Tree, content: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """Where each key stands among the content words."""
    index: dict[str, list[int]] = {}
    for place in content:
        for key in tree.terms[place].keys:
            index.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in index.items()}
