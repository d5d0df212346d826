"""What a text says that somebody is: the nouns beside a name or predicated of it, and what somebody does: who edits is an editor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimgraph.extract.grammar.cues import PERSON_NOUNS, VERBS
from claimgraph.extract.grammar.frames import is_person
from claimgraph.extract.grammar.nations import NATIONS
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.names import FIRMS, Name
from claimgraph.model import EntityKind

PAST = lexicon("former ex onetime one-time erstwhile retired late ousted deposed then ex- formerly sacked dismissed")
"""What stands before what somebody no longer is."""
OPPOSITE = "counterpart"
_BEING = lexicon("be become remain serve work")
_MAKING = lexicon("elect appoint name make choose re-elect reappoint install")
_LEADING = {
    "lead": lexicon("leader head chief boss"),
    "head": lexicon("head leader chief boss president director"),
    "run": lexicon("head boss chief manager operator owner"),
    "chair": lexicon("chair chairman chairwoman chairperson"),
    "captain": lexicon("captain"),
    "coach": lexicon("coach"),
    "command": lexicon("commander"),
    "take": lexicon("head leader chief"),
}
"""What is told of whoever does this to a body."""
_CHARGING = lexicon("charge accuse indict arraign prosecute")
_HEARING = lexicon("court jury inquiry inquest hearing tribunal committee panel commission")
_TRYING = lexicon("be go stand face await")
_TRIAL = frozenset({"trial"})
ACCUSED = lexicon("accused defendant")
"""What somebody is called who is tried; whoever is called one is called the other too."""
_TRADES = lexicon("seller buyer builder maker owner operator publisher supplier developer lender producer organiser organizer")
"""What a firm may be as well as a person."""
_BODIES = FIRMS | lexicon("group organisation organization charity agency body club paper newspaper magazine broadcaster force town city")
"""Nouns that stand for a body or place which a description may call by its name."""
_LIKE = {
    "executive": ("boss", "head"),
    "head": ("boss", "chief"),
    "director": ("boss", "head"),
    "chief": ("boss", "head"),
    "captain": ("skipper",),
    "chairman": ("chair",),
    "chairwoman": ("chair",),
    "solicitor": ("lawyer",),
    "barrister": ("lawyer",),
    "attorney": ("lawyer",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
}
"""What whoever is called the first may be called too."""
_LOOSE = lexicon("current longtime long-serving embattled popular disgraced outspoken veteran own same young elderly")
"""Adjectives that do not tell one holder of a role from another."""


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """A noun that says what a name is, with the small words around it; `past` where a clause says that it no longer is that."""

    name: Name
    noun: str
    words: frozenset[str]
    past: bool = False


def descriptions_of(name: Name) -> Iterator[tuple[Description, Word]]:
    """What a text says that a name is, each with the word that says so."""
    for head in name.heads:
        if name.kind is EntityKind.PERSON and (tried := _trying(head)) is not None:
            yield from ((Description(name, accused, frozenset()), tried) for accused in ACCUSED)
        if name.kind is EntityKind.PERSON and (testifying := _testifying(head)) is not None:
            yield Description(name, "witness", frozenset()), testifying
        for noun, past in _described(head):
            if name.kind is not EntityKind.PERSON or is_person(noun) or noun.lemma == OPPOSITE:
                words = details_of(noun, head) | _newly(noun) | _owned(noun)
                yield from ((Description(name, called, words, past), noun) for called in (noun.lemma, *_LIKE.get(noun.lemma, ())))
        for verb in _done_by(head):
            words = _objects_of(verb)
            if not words or verb.child("prt") is not None:
                continue
            for doer in _doers(verb.lemma):
                if name.kind is EntityKind.PERSON or doer in _TRADES | FIRMS:
                    yield Description(name, doer, words | _newly(verb)), verb


def details_of(noun: Word, name: Word | None = None) -> frozenset[str]:
    """The words around a noun by which it tells one from another, in lower case: "foreign" minister, mayor "of Torp", "the union's" head.

    Behind `name` stand those of a noun before a name.
    """
    before = [] if name is None or noun.head is not name else [one for one in name.children if one.index < noun.index]
    apart = {child.lower for child in before if child.dep in {"amod", "compound", "nmod"} and child.text.islower()}
    return frozenset(map(_plain, _details(noun) | apart))


def fits(details: frozenset[str], description: Description) -> bool:
    """Whether a noun with these words around it may mean whoever is so described: "the former colonel", "the foreign minister"."""
    over = bool(details & PAST)
    own = details - PAST - _LOOSE
    own -= _BODIES if description.words - own else frozenset()
    once = description.past or bool(description.words & PAST)
    return (once if over else not description.past) and own <= description.words | words_of(description.name)


def _owned(noun: Word) -> frozenset[str]:
    """Of what a noun may be for which a pronoun stands: "visited the plant with its manager", who is the plant's."""
    owner = noun.child("poss")
    if owner is None or owner.lower not in {"its", "their"}:
        return frozenset()
    before = (low for above in noun.ancestors() for low in (above, *above.children) if low.index < owner.index)
    return frozenset(_plain(word.lower) for word in before if word.pos == "NOUN")


def _newly(word: Word) -> frozenset[str]:
    """That whoever a word describes is new, where it hangs on a verb by which somebody is made something."""
    made = any(above.lemma in _MAKING | {"become"} for above in (word.head, word.head.head))
    return frozenset({"new"}) if made else frozenset()


def words_of(name: Name) -> set[str]:
    """The words of a name as they are compared."""
    return set(map(_plain, name.name.lower().split()))


def _plain(word: str) -> str:
    """A word as it is compared: the country for its adjective, what is many as one."""
    return NATIONS.get(word, word).lower().removesuffix("s")


def _details(noun: Word) -> set[str]:
    found: set[str] = set()
    for child in noun.children:
        if child.dep in {"amod", "compound", "nmod"}:
            found |= {child.lower, *(low.lower for low in child.children if low.dep in {"amod", "compound", "nmod"})}
        of = child.child("pobj") if child.dep == "prep" and child.lower in {"of", "at", "for"} else child if child.dep == "poss" else None
        if of is not None and of.pos != "PRON":
            found |= {of.lower, *_details(of)}
    return found


def _objects_of(verb: Word) -> frozenset[str]:
    """The words of what somebody runs, edits or leads."""
    done = verb.child("dobj", "nsubjpass")
    return frozenset(map(_plain, {done.lower, *_details(done)})) if done is not None else frozenset()


def _doers(verb: str) -> Iterable[str]:
    """The nouns for whoever does what a verb says: "edit", an "editor"."""
    if verb in _LEADING:
        return _LEADING[verb]
    if verb in VERBS or verb in {"be", "have", "do", "go", "own"}:
        return {"owner"} if verb == "own" else ()
    stem = verb.removesuffix("e")
    return {f"{stem}er", f"{stem}or"}


def _done_by(head: Word) -> Iterator[Word]:
    """The verbs of what a name is told to do or to have done, not of what it might do."""
    verb = head.head
    if head.dep == "nsubj":
        yield from (one for one in (verb, *verb.all_children("conj")) if one.is_verb and not _is_unreal(one))
    if head.dep == "pobj" and head.head.dep == "agent" and not _is_unreal(head.head.head):
        yield head.head.head
    if head.dep == "nsubjpass" and verb.lemma in _MAKING and not _is_unreal(verb):
        yield from verb.all_children("xcomp")
    for child in head.children:
        if child.dep == "relcl" and (_is_who(child) or child.has_child("which")) and not _is_unreal(child):
            yield child
        if child.dep == "acl" and child.tag == "VBN" and child.lemma in _MAKING | {"hire", "recruit", "bring"}:
            yield from child.all_children("xcomp", "advcl")


def _trying(head: Word) -> Word | None:
    """The word by which a text says that somebody is tried: "is on trial", "pleaded", "charged with theft", "the accused, Ann Lee"."""
    beside = [one for one in (head.head, *head.children) if one.lower in ACCUSED and "appos" in {one.dep, head.dep}]
    verb = head.head
    on = [*(prep.child("pobj") for prep in verb.all_children("prep")), verb.child("dobj")]
    tried = head.dep == "nsubj" and any(one is not None and one.lemma in _TRIAL and verb.lemma in _TRYING for one in on)
    charged = head.dep == "nsubjpass" and verb.lemma in _CHARGING
    pleading = head.dep == "nsubj" and verb.lemma == "plead"
    acl = next((one for one in head.all_children("acl") if one.lemma in _CHARGING), None)
    return beside[0] if beside else verb if tried or charged or pleading else acl


def _testifying(head: Word) -> Word | None:
    """The verb by which a text says that somebody is a witness: "told the inquiry", "testified", "the jury heard from Ann Lee"."""
    verb = head.head.head if head.dep == "pobj" and head.head.lower == "from" else head.head
    if head.dep == "nsubj" and verb.lemma == "testify":
        return verb
    heard = verb.lemma == "hear" and head.dep == "pobj"
    body = verb.child("nsubj") if heard else verb.child("dobj", "dative") if verb.lemma == "tell" and head.dep == "nsubj" else None
    return verb if body is not None and body.lemma in _HEARING else None


def _is_unreal(verb: Word) -> bool:
    """Whether a verb is denied, or only may or will be so."""
    return verb.child("neg") is not None or any(child.tag == "MD" for child in verb.all_children("aux"))


def _is_who(clause: Word) -> bool:
    return any(low.lower == "who" for low in clause.all_children("nsubj", "nsubjpass"))


def _described(head: Word) -> Iterator[tuple[Word, bool]]:
    """The nouns beside a name, or predicated of it, that say what it is, and whether it is so no more."""
    joint = head.head.all_children("appos") if head.dep == "conj" and head.head.pos == "PROPN" else ()
    for child in (*head.children, *joint):
        if child.dep == "appos" and child.text.islower() and child.is_nominal and child.index > head.index:
            yield from ((noun, False) for noun in (child, *child.all_children("conj")) if noun.is_nominal)
        if child.dep == "compound" and child.pos == "NOUN" and (child.lemma in PERSON_NOUNS or is_person(child)):
            yield child, False
        if child.dep == "relcl" and _is_who(child):
            yield from _predicated(child)
        if child.dep == "acl" and child.tag == "VBN" and child.lemma in _MAKING:
            yield from ((noun, False) for noun in _roles_in(child))
    if head.dep == "appos" and head.head.pos == "NOUN":
        yield head.head, False
        yield from ((noun, False) for noun in _hosts(head.head))
    if head.dep == "appos":  # the parser may join the noun before a second name to the first: "Ann Lee and health minister Bob Hay"
        joined = (one for one in head.head.all_children("conj") if one.index == head.left - 1 and one.pos == "NOUN")
        yield from ((noun, False) for noun in joined)
    if head.dep in {"nsubj", "nsubjpass"}:
        yield from _predicated(head.head)
        yield from ((noun, False) for noun in _as_roles(head.head) if noun.index < head.index)
        yield from ((noun, False) for noun in _held_in(head.head))


def _hosts(noun: Word) -> Iterator[Word]:
    """Whose name the parser hung on what it heads: "the archbishop of Lund, Karin Ek"."""
    if noun.dep == "pobj" and noun.head.dep == "prep" and not is_person(noun) and is_person(noun.head.head):
        yield noun.head.head


def _predicated(verb: Word) -> Iterator[tuple[Word, bool]]:
    """The nouns by which a clause says what its subject is or has become, or once was: "was elected president", "used to be a judge"."""
    deeper = verb.child("xcomp") if verb.lemma == "use" else None
    if deeper is not None:
        yield from ((noun, True) for noun, _ in _predicated(deeper))
        return
    if _is_unreal(verb) or verb.lemma not in _BEING | _MAKING or (verb.lemma in _MAKING and verb.child("auxpass") is None):
        return
    over = verb.lower in {"was", "were"}
    yield from ((noun, over) for noun in _roles_in(verb))


def _roles_in(verb: Word) -> Iterator[Word]:
    roles = [verb.child("attr", "oprd", "dobj"), *_as_roles(verb)]
    yield from (role for role in roles if role is not None and role.pos == "NOUN" and role.tag == "NN" and is_person(role))


def _as_roles(verb: Word) -> Iterator[Word]:
    """The roles in which somebody does something: "as head teacher, she closed the school"."""
    roles = (prep.child("pobj") for prep in verb.all_children("prep") if prep.lower == "as")
    yield from (role for role in roles if role is not None and role.tag == "NN" and is_person(role))


def _held_in(verb: Word) -> Iterator[Word]:
    """The roles in which somebody has what a clause tells: "said in his first address as head teacher"."""
    held = (prep.child("pobj") for prep in verb.all_children("prep"))
    for noun in held:
        if noun is not None and any(child.tag == "PRP$" for child in noun.all_children("poss")):
            yield from _as_roles(noun)
