"""What a text states about its sources: whom they belong to, and where their interest lies."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.extract.grammar.cues import PERSON_NOUNS, TITLES, VOICES
from claimgraph.extract.grammar.frames import antecedent, is_negated, is_person, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.given_names import MEN, WOMEN
from claimgraph.model import Direction

_PARTS = lexicon("""outlet arm branch member wing part unit subsidiary organ mouthpiece newspaper agency affiliate division spokesman
    spokeswoman spokesperson officer commander head director chief adviser advisor aide employee official analyst
    leader chairman chairwoman chair president secretary minister founder owner executive lawyer attorney professor researcher
    scientist fellow deputy representative manager captain station channel group faction brigade department agent envoy
    ambassador treasurer trustee shareholder partner clerk editor engineer driver worker staffer consultant contractor""")
_FOES = lexicon("opponent critic rival enemy adversary competitor foe detractor")
_FRIENDS = lexicon("ally supporter backer defender friend partisan loyalist sponsor proxy donor")
_HOSTILE = lexicon("hostile rival enemy opposing opposed adversarial unfriendly competing")
_LOYAL = lexicon("loyal close sympathetic friendly faithful allied affiliated aligned beholden")
_PAST = lexicon("former ex late onetime erstwhile then previous")
_HELD = lexicon("own finance fund control run back publish employ sponsor pay bankroll subsidise subsidize operate lead")
"""Verbs of which the object belongs to the subject, by whom it is done; so in the passive."""
_HOLDING = lexicon("own finance fund control publish employ sponsor bankroll subsidise subsidize pay")
"""Those of them by which it is so in the active too."""
_HEADING = lexicon("own run control lead head chair manage direct represent")
"""Verbs of which the subject, a person, speaks for the object."""
_FACING = lexicon("sue oppose fight")
_BELONGING = {
    "belong": ("to",),
    "work": ("for",),
    "report": ("to",),
    "speak": ("for",),
    "lobby": ("for",),
    "campaign": ("for",),
    "serve": ("in", "with", "on"),
    "sit": ("on",),
}
_AGAINST = {"campaign": "against", "fight": "against", "protest": "against", "compete": "with", "side": "against"}
_STAKES = lexicon("share stake stock")
_WORKS = lexicon(
    "work study research laboratory lab salary post office paper newspaper programme program project trip report campaign party"
)
"""What is somebody's so that whoever pays for it pays him."""
_TIES = ("of", "for", "at", "in", "with", "from")
_SERVING = lexicon("aide adviser advisor assistant deputy secretary counsel")
"""Of whom "to" says whose they are: an ambassador to a country is not of it."""
_GAINING = lexicon("receive accept take get draw earn")
_MONEY = lexicon("money funding fund donation payment fee grant salary sponsorship subsidy commission royalty pay")
"""What whoever receives it from another has a stake in that one by."""
_AT = ("of", "at", "from", "with")
_BOARDS = lexicon("board council committee staff payroll panel")


@dataclass(frozen=True, slots=True)
class Tie:
    """That the voice at `who` belongs to, or has an interest for or against, what is named at `whom` (None: not said), by the word `at`.

    A `stake` may be in what has no name.
    """

    who: Word
    whom: Word | None
    at: Word
    words: str
    direction: Direction
    belongs: bool = False
    stake: bool = False


def ties_of(parse: Parse) -> Iterator[Tie]:
    """The ties that a text states, in its order: "X, an outlet of Y"; "X is financed by Y"; "X, a critic of Y, is suing Z"."""
    for word in parse.words:
        if word.pos in {"NOUN", "PROPN"}:
            yield from _of_noun(parse, word)
        if word.pos == "PROPN" and (word.entity == "PERSON" or any(_is_of_person(child) for child in word.all_children("compound"))):
            yield from _of_name(parse, word)
        elif word.pos == "VERB" and not is_negated(word):
            yield from _of_verb(parse, word)
        if word.pos in {"ADJ", "VERB"} and not is_negated(word.head):
            yield from _of_adjective(parse, word)


def _of_noun(parse: Parse, noun: Word) -> Iterator[Tie]:
    """What a role or a relation says of whoever has it: "the spokesman of Y", "Y's rival", "a hostile source"."""
    if noun.has_child(*_PAST):
        return
    hostile = noun.lemma in _FOES or noun.has_child(*_HOSTILE)
    whom, words = _party(noun), _phrase(parse, noun)
    if hostile and (whom is not None or noun.lemma not in _FOES):
        yield Tie(_bearer(noun), whom, noun, words, Direction.AGAINST)
    elif noun.lemma in _FRIENDS and whom is not None:
        yield Tie(_bearer(noun), whom, noun, words, Direction.TOWARDS)
    elif noun.lemma in _PARTS and whom is not None and not is_negated(noun.head):
        yield Tie(_bearer(noun), whom, noun, words, Direction.TOWARDS, belongs=True)


def _is_of_person(part: Word) -> bool:
    """Whether a word before a name is a title or a given name."""
    return part.lower.rstrip(".") in TITLES or part.lower in MEN | WOMEN


def _of_name(parse: Parse, name: Word) -> Iterator[Tie]:
    """The body that stands behind a person's name: "Ann Lee of Marsh Bank", "Ann Lee, of the Tidal Institute,"."""
    whom = _object(name, *_AT)
    if whom is not None and whom.pos == "PROPN" and whom.entity == "ORG":
        yield Tie(name, whom, whom, _phrase(parse, whom), Direction.TOWARDS, belongs=True)


def _of_verb(parse: Parse, verb: Word) -> Iterator[Tie]:
    """What a verb says of its subject and its object: "X is run by Y", "Y funds X", "X is suing Y", "X works for Y"."""
    if verb.has_child("until", "previously", "formerly", "used"):
        return
    words, subject, held = _phrase(parse, verb), _subject(verb), verb.child("dobj")
    agent = _object(verb, "by")
    is_held = verb.lemma in _HELD and verb.tag == "VBN" and agent is not None
    who = verb.head if is_held and verb.dep == "acl" else subject
    if who is None:
        return
    if is_held:
        yield Tie(_worker(who), agent, verb, words, Direction.TOWARDS, belongs=True)
        return
    if held is not None and verb.lemma in _HOLDING:
        yield Tie(_worker(held), who, verb, words, Direction.TOWARDS, belongs=True)
    if held is not None and verb.lemma in _HEADING and is_person(who):
        yield Tie(who, held, verb, words, Direction.TOWARDS, belongs=True)
    for whom, direction in _objects(verb, held):
        yield Tie(_worker(who), whom, verb, words, direction, belongs=direction is Direction.TOWARDS)
    stake = _stake(verb, held)
    if stake is not None:
        yield Tie(_worker(who), stake, verb, words, Direction.TOWARDS, stake=True)


def _objects(verb: Word, held: Word | None) -> Iterator[tuple[Word, Direction]]:
    """Whom the subject of a verb is for or against by what it does."""
    if verb.lemma in _FACING and held is not None:
        yield held, Direction.AGAINST
    foe = _object(verb, _AGAINST.get(verb.lemma, ""))
    if foe is not None:
        yield foe, Direction.AGAINST
    whom = _object(verb, *_BELONGING.get(verb.lemma, ()))
    if whom is not None:
        yield (_party(whom) or whom) if whom.lemma in _BOARDS else whom, Direction.TOWARDS


def _stake(verb: Word, held: Word | None) -> Word | None:
    """In whom the subject of a verb has a stake by what it holds or is given: "owns shares in Y", "receives money from Y"."""
    if held is None:
        return None
    if held.lemma in _STAKES:
        return _object(held, "in", "of") or _object(verb, "in")
    given = verb.lemma in _GAINING and held.lemma in _MONEY
    return (_object(verb, "from") or _object(held, "from")) if given else None


def _of_adjective(parse: Parse, word: Word) -> Iterator[Tie]:
    """What an adjective says of what it describes: "hostile to Y", "allied with Y"."""
    whom = _object(word, "to", "with") if word.lower in _HOSTILE | _LOYAL else None
    described = word.head if word.dep in {"acl", "amod", "relcl"} else _subject(word.head if word.dep in {"acomp", "xcomp"} else word)
    if whom is not None and described is not None:
        direction = Direction.AGAINST if word.lower in _HOSTILE else Direction.TOWARDS
        yield Tie(_bearer(described), whom, word, _phrase(parse, word), direction, belongs=word.lower == "affiliated")


def _party(noun: Word) -> Word | None:
    """What a role is a role in: "of Y", "Y's", or the body named before it, "police spokesman"."""
    for prep in noun.all_children("prep"):
        if prep.lower in _TIES or (prep.lower == "to" and noun.lemma in _SERVING):
            return prep.child("pobj")
    owner = noun.child("poss")
    if owner is not None:
        return _meant(owner)
    bodies = [child for child in noun.all_children("compound") if child.index < noun.index and child.entity not in {"GPE", "LOC"}]
    return next((body for body in bodies if body.pos == "PROPN" or (body.lemma in VOICES and body.lemma not in PERSON_NOUNS)), None)


def _bearer(noun: Word) -> Word:
    """Who is described by a noun: what it is set beside, before or about, or else it is itself whom the text speaks of."""
    apposed = noun.child("appos")
    if apposed is not None and apposed.pos == "PROPN":
        return apposed
    if noun.dep in {"appos", "compound", "amod"} and noun.pos != "PROPN":
        return _bearer(noun.head) if noun.head.pos == "NOUN" and noun.head.dep == "appos" else noun.head
    if noun.dep == "attr" and noun.head.lemma in {"be", "become", "remain"}:
        return _subject(noun.head) or noun
    role = noun.head.lower == "as" and noun.dep == "pobj" and noun.head.head.child("nsubj")
    return role if role and noun.index < role.index else noun


def _subject(verb: Word) -> Word | None:
    """The subject of a verb, followed from "who" to the person and from a description to what it describes."""
    found = subject_of(verb)
    if found is None:
        return None
    found = _person_before(verb, antecedent(found))
    return _bearer(found) if found.dep == "appos" else found


def _person_before(verb: Word, found: Word) -> Word:
    """Whom ", who …" is about: not what a person's role is in, but the person."""
    relative = next((child for child in verb.children if child.lower == "who"), None)
    holder = found.head.head if found.dep == "pobj" else found
    return holder if relative is not None and verb.dep == "relcl" and holder.lemma in PERSON_NOUNS else found


def _worker(noun: Word) -> Word:
    """Whoever's work it is, where a noun is work; else what the noun describes."""
    owner = noun.child("poss") if noun.lemma in _WORKS else None
    return _meant(owner) if owner is not None else _bearer(noun)


def _meant(owner: Word) -> Word:
    """An owner, followed from "whose" to what it is about."""
    clause = next((word for word in owner.ancestors() if word.dep == "relcl"), None)
    return clause.head if owner.lower == "whose" and clause is not None else owner


def _object(word: Word, *preps: str) -> Word | None:
    """What follows one of these prepositions under a word."""
    under = [child for child in word.children if child.dep in {"prep", "agent"} and child.lower in preps]
    return next((found for prep in under if (found := prep.child("pobj")) is not None), None)


def _phrase(parse: Parse, head: Word) -> str:
    return parse.text[parse.words[head.left].start : parse.words[head.right].end]
