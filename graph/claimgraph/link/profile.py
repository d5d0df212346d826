"""A claim made ready for comparing: its words with their roles, polarity, opposites and synonyms; made once, then cached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from claimgraph.link.lexicon import Lexicon, Pole, lexicon
from claimgraph.model import Claim, Modality, Quantity, Slots

LIGHT = frozenset("be have do make take get go give put keep come carry there become remain seem appear use 's".split())
"""Verbs that say little by themselves."""
GENERIC = frozenset(
    "person people someone somebody anyone anybody nobody one they he she it we i you this that which who these those there none everyone".split()
)
REPORT = frozenset(
    "say tell report state claim announce declare add note argue insist stress maintain explain reveal suggest believe think estimate warn allege "
    "assert acknowledge admit confirm deny show find indicate conclude know doubt".split()
)
_REVERSING = frozenset("deny refute dispute doubt reject".split())
_FAILING = frozenset("fail refuse cease stop avoid decline forget neglect deny unable unwilling impossible prevent".split())
_NEG_RAISING = frozenset("think believe expect true case correct seem appear likely suggest show evidence sign proof".split())
_FALSE = frozenset("false untrue incorrect wrong unfounded baseless".split())
_NEGATIONS = frozenset("not never hardly scarcely barely nowhere n't n’t nor".split())
_NOBODY = frozenset("nobody nothing none neither no-one".split())
_CLAUSES = frozenset("ROOT conj ccomp advcl relcl acl pcomp parataxis csubj csubjpass xcomp".split())
_SKIPPED = frozenset("det aux auxpass cc mark expl case predet poss punct intj preconj".split())
_STOP = frozenset(
    "a an the this that these those such so too very also just then there here now only even other own more most as by of to in on at from with".split()
)
_NORMS = frozenset("should must ought shall".split())


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a claim: where it stands, how it hangs on `head`, what it is matched by, and whether it is said or denied."""

    place: int
    start: int
    end: int
    tag: str
    dep: str
    head: int
    entity: str
    lemma: str
    form: str = ""
    keys: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    poles: frozenset[Pole] = frozenset()
    weight: float = 0.0
    clause: int = 0
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with the words that it belongs to: the noun counted and the verb or noun over it (places, -1 where unknown)."""

    quantity: Quantity
    start: int
    end: int
    noun: int
    governor: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A claim made ready: all words, the places of the content words, where each key stands, and its counts."""

    text: str
    slots: Slots
    modality: Modality
    terms: tuple[Term, ...]
    children: tuple[tuple[int, ...], ...]
    content: tuple[int, ...]
    index: dict[str, tuple[int, ...]]
    counts: tuple[Count, ...]
    poles: frozenset[Pole]
    skipped: frozenset[int]

    def child(self, place: int, *dependencies: str) -> int:
        """The first word that hangs on a word with one of these dependencies, or -1."""
        return next((low for low in self.children[place] if self.terms[low].dep in dependencies), -1)

    def under(self, place: int) -> frozenset[int]:
        """The places of all words under a word, itself included."""
        found, queue = {place}, [place]
        while queue:
            for low in self.children[queue.pop()]:
                if low not in found:
                    found.add(low)
                    queue.append(low)
        return frozenset(found)


def profile_of(claim: Claim) -> Profile:
    """The profile of a claim from its text, slots and modality."""
    return _profile(claim.text, claim.slots, claim.modality)


@lru_cache(maxsize=200_000)
def _profile(text: str, slots: Slots, modality: Modality) -> Profile:
    terms = decode(slots.parse, text)
    children = _children(terms)
    skipped = _reporting(terms, children)
    words = _with_phrases(terms, lexicon())
    words = _with_polarity(words, children)
    content = tuple(term.place for term in words if term.weight and term.place not in skipped)
    return Profile(
        text=text,
        slots=slots,
        modality=_modality(text, words, modality),
        terms=words,
        children=children,
        content=content,
        index=_index(words, content),
        counts=tuple(_counts(text, slots, words)),
        poles=frozenset(pole for place in content for pole in words[place].poles),
        skipped=skipped,
    )


def decode(parse: str, text: str) -> list[Term]:
    """The words of `Slots.parse`; none where the parse is broken or is not that of this text."""
    terms = []
    try:
        for place, word in enumerate(parse.split(" ") if parse else ()):
            start, end, tag, dep, head, entity, lemma = word.split("|", 6)
            terms.append(Term(place, int(start), int(end), tag, dep, int(head), entity, lemma, text[int(start) : int(end)].lower()))
    except ValueError:
        return []
    fits = all(0 <= term.start < term.end <= len(text) and 0 <= term.head < len(terms) for term in terms)
    return terms if fits else []


def _children(terms: list[Term]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in terms]
    for term in terms:
        if term.head != term.place:
            children[term.head].append(term.place)
    return tuple(map(tuple, children))


def _reporting(terms: list[Term], children: tuple[tuple[int, ...], ...]) -> frozenset[int]:
    """The words of an outer "X said that": all that does not hang on what is said; none where nothing is reported."""
    root = next((term for term in terms if term.dep == "ROOT"), None)
    if root is None or root.lemma not in REPORT or not root.tag.startswith("VB"):
        return frozenset()
    said = next((low for low in children[root.place] if terms[low].dep == "ccomp"), None)
    if said is None:
        return frozenset()
    inner, queue = {said}, [said]
    while queue:
        for low in children[queue.pop()]:
            if low not in inner:
                inner.add(low)
                queue.append(low)
    return frozenset(range(len(terms))) - inner


def _with_phrases(terms: list[Term], words: Lexicon) -> tuple[Term, ...]:
    """The words with their keys, kinds, poles and weights; what a phrase says is said by its last content word."""
    extra: dict[int, tuple[set[str], set[Pole]]] = {}
    for term in terms:
        for phrase in _phrases_at(terms, term.place, words):
            last = _carrier(terms, term.place, len(phrase))
            keys, poles = extra.setdefault(last, (set(), set()))
            keys |= words.groups.get(" ".join(phrase), frozenset())
            poles |= {pole for pole, _ in words.poles.get(" ".join(phrase), ())}
    for term in terms:
        if term.dep == "prt":
            keys, poles = extra.setdefault(term.head, (set(), set()))
            phrase_text = f"{terms[term.head].lemma} {term.lemma}"
            keys |= words.groups.get(phrase_text, frozenset())
            poles |= {pole for pole, _ in words.poles.get(phrase_text, ())}
    return tuple(_worded(term, words, *extra.get(term.place, (set(), set()))) for term in terms)


def _phrases_at(terms: list[Term], place: int, words: Lexicon) -> Iterator[tuple[str, ...]]:
    """The phrases of the tables that start at a word."""
    for phrase in {*words.phrase_starts.get(terms[place].lemma, ()), *words.phrase_starts.get(terms[place].form, ())}:
        found = terms[place : place + len(phrase)]
        if len(found) == len(phrase) and all(word in (term.lemma, term.form) for word, term in zip(phrase, found, strict=True)):
            yield phrase


def _carrier(terms: list[Term], place: int, length: int) -> int:
    """The word that stands for a phrase: its verb if it starts with one that is no "be" or "have", else its last content word."""
    if terms[place].tag.startswith("VB") and terms[place].lemma not in ("be", "have"):
        return place
    content = [at for at in range(place, place + length) if terms[at].tag.startswith(("NN", "JJ", "VB", "RB"))]
    return content[-1] if content else place


def _worded(term: Term, words: Lexicon, keys: set[str], poles: set[Pole]) -> Term:
    """A word with what the tables say of it; a phrase's poles take the place of those of its word."""
    own = frozenset(poles) or words.poles_of(term.lemma, term.tag) | words.poles_of(term.form, term.tag)
    return replace(
        term,
        keys=words.keys_of(term.lemma) | keys,
        kinds=words.kinds_of(term.lemma),
        poles=own if term.dep not in ("aux", "auxpass", "det") else frozenset(),
        weight=_weight(term, bool(own)),
    )


def _weight(term: Term, opposed: bool) -> float:
    """How much a word says: names most, light verbs and function words nothing, prepositions and adverbs only where they have opposites."""
    if term.dep in _SKIPPED or term.lemma in _NEGATIONS or term.lemma in _NOBODY or term.lemma == "no":
        return 0.0
    if term.tag.startswith("NNP"):
        return 1.5
    if term.tag.startswith(("NN", "FW")):
        return 0.3 if term.lemma in ("group", "kind", "sort", "thing", "number", "lot", "bunch", "front", "fact", "case") else 1.0
    if term.tag.startswith("VB"):
        return 0.0 if term.lemma in LIGHT else 1.0
    if term.tag.startswith(("JJ", "RB", "RP", "IN")):
        return (
            (0.6 if opposed else 0.0)
            if term.tag[:2] in ("RP", "IN") or term.lemma in _STOP
            else (0.6 if term.tag.startswith("JJ") else 0.4)
        )
    return 0.3 if term.tag == "CD" else 0.0


def _with_polarity(terms: tuple[Term, ...], children: tuple[tuple[int, ...], ...]) -> tuple[Term, ...]:
    """The words with the clause that they are in and whether they are denied."""
    heads = [_clause_of(terms, term.place) for term in terms]
    denied: dict[int, bool] = {}
    for head in sorted(set(heads), key=lambda place: _depth(terms, place)):
        denied[head] = _is_denied(terms, children, head, denied, heads)
    local = _locally_denied(terms, children)
    return tuple(replace(term, clause=heads[term.place], negative=denied[heads[term.place]] ^ (term.place in local)) for term in terms)


def _clause_of(terms: tuple[Term, ...], place: int) -> int:
    """The head of the clause that a word is in."""
    for _ in range(len(terms)):
        term = terms[place]
        if term.head == place or _heads_clause(terms, term):
            return place
        place = term.head
    return place


def _heads_clause(terms: tuple[Term, ...], term: Term) -> bool:
    """Whether a word heads a clause of its own."""
    if term.dep not in _CLAUSES:
        return False
    return term.tag.startswith(("VB", "MD")) or (term.dep in ("ccomp", "advcl", "relcl") and term.tag.startswith(("JJ", "NN")))


def _depth(terms: tuple[Term, ...], place: int) -> int:
    """How many words stand over a word."""
    depth = 0
    while terms[place].head != place and depth <= len(terms):
        place, depth = terms[place].head, depth + 1
    return depth


def _is_denied(
    terms: tuple[Term, ...], children: tuple[tuple[int, ...], ...], head: int, denied: dict[int, bool], heads: list[int]
) -> bool:
    """Whether the clause of a head is denied: its own negations, turned by those that reach it from above."""
    negations = sum(1 for low in children[head] if _negates(terms, children, low))
    term = terms[head]
    above = terms[term.head]
    outer = denied.get(heads[term.head], False) if term.head != head else False
    if term.dep == "xcomp":
        turned = outer ^ (above.lemma in _FAILING)
    elif term.dep in ("ccomp", "csubj", "csubjpass", "acl"):
        turned = _turned(terms, children, term, outer)
    elif term.dep == "conj":
        turned = outer and (any(terms[low].lemma in ("or", "nor") for low in children[term.head]) or above.dep in ("acl", "relcl", "xcomp"))
    elif term.dep == "relcl":
        turned = outer and _is_nothing(terms, children, term.head)
    elif term.dep == "pcomp":
        turned = above.lemma in ("without",) or (above.lemma == "from" and terms[above.head].lemma in (*_FAILING, "far"))
    else:
        turned = False
    return (negations % 2 == 1) ^ turned


def _turned(terms: tuple[Term, ...], children: tuple[tuple[int, ...], ...], term: Term, outer: bool) -> bool:
    """Whether what stands over a clause of content denies it: "denied that", "it is not true that", "no evidence that", "no man doing"."""
    above = terms[term.head]
    complements = {terms[low].lemma for low in children[term.head] if terms[low].dep in ("acomp", "attr", "oprd")} | {above.lemma}
    lexical = bool(complements & (_REVERSING | _FALSE))
    if term.dep == "acl" and _is_nothing(terms, children, term.head):
        return True
    raised = outer and bool(complements & (_NEG_RAISING | _REVERSING | _FALSE))
    return lexical ^ raised


def _negates(terms: tuple[Term, ...], children: tuple[tuple[int, ...], ...], place: int) -> bool:
    """Whether a word that hangs on a clause's head negates the clause."""
    term = terms[place]
    if term.dep == "neg" or term.lemma in _NEGATIONS:
        return not any(terms[low].lemma == "only" for low in (place + 1, place - 1) if 0 <= low < len(terms))
    if term.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
        return _is_nothing(terms, children, place)
    return term.lemma == "far" and any(terms[low].lemma == "from" for low in children[place]) and term.dep in ("advmod", "acomp")


def _is_nothing(terms: tuple[Term, ...], children: tuple[tuple[int, ...], ...], place: int) -> bool:
    """Whether a noun phrase names nothing: "nobody", "no troops", "none of the men", "not a single man"."""
    if terms[place].lemma in _NOBODY:
        return True
    return any(terms[low].lemma in ("no", "neither") or terms[low].dep == "neg" for low in children[place])


def _locally_denied(terms: tuple[Term, ...], children: tuple[tuple[int, ...], ...]) -> set[int]:
    """The words that only a phrase denies: under "without", and nouns with "no" behind a preposition."""
    found: set[int] = set()
    for term in terms:
        is_without = term.lemma == "without" and term.tag == "IN"
        is_none = term.dep == "pobj" and _is_nothing(terms, children, term.place)
        if is_without or is_none:
            found |= {low for low in _below(children, term.place) if low != term.place or is_none}
    return found


def _below(children: tuple[tuple[int, ...], ...], place: int) -> set[int]:
    found, queue = {place}, [place]
    while queue:
        for low in children[queue.pop()]:
            if low not in found:
                found.add(low)
                queue.append(low)
    return found


def _modality(text: str, terms: tuple[Term, ...], modality: Modality) -> Modality:
    """The modality given, or where none was worked out ("fact") what the words show: a question, a norm, a condition, a prediction."""
    if modality is not Modality.FACT:
        return modality
    if text.rstrip().endswith("?"):
        return Modality.QUESTION
    main = {term.lemma for term in terms if term.dep == "aux" and terms[term.head].dep == "ROOT"}
    if main & _NORMS:
        return Modality.NORM
    if terms and terms[0].lemma in ("if", "unless"):
        return Modality.CONDITIONAL
    return Modality.PREDICTION if main & {"will", "shall", "'ll"} else Modality.FACT


def _index(terms: tuple[Term, ...], content: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """Where each key stands among the content words."""
    index: dict[str, list[int]] = {}
    for place in content:
        for key in terms[place].keys:
            index.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in index.items()}


def _counts(text: str, slots: Slots, terms: tuple[Term, ...]) -> Iterator[Count]:
    """The quantities of the slots, each found again in the text, with the words they belong to."""
    at = 0
    for quantity in slots.quantities:
        start = text.find(quantity.words, at)
        if start < 0:
            continue
        at = start + len(quantity.words)
        inside = [term for term in terms if start <= term.start < at and (term.tag in ("CD", "NN", "NNS") or term.dep == "nummod")]
        noun = _noun_of(terms, inside[-1].place, quantity.unit) if inside else -1
        yield Count(quantity, start, at, noun, _governor(terms, noun) if noun >= 0 else -1)


def _noun_of(terms: tuple[Term, ...], place: int, unit: str) -> int:
    """The place of the noun that a number counts, else of the number itself."""
    near = [term.place for term in terms if term.lemma == unit and term.tag.startswith("NN") and abs(term.place - place) <= 6]
    return min(near, key=lambda found: (found < place, abs(found - place)), default=place)


def _governor(terms: tuple[Term, ...], place: int) -> int:
    """The verb, or else the noun, that a noun hangs on, past prepositions and other numbers."""
    for _ in range(len(terms)):
        above = terms[place].head
        if above == place:
            return place
        place = above
        if terms[place].tag.startswith(("VB", "JJ")) or (
            terms[place].tag.startswith("NN") and terms[place].dep not in ("nmod", "compound")
        ):
            return place
    return place
