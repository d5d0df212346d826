"""Who holds what a noun of saying or thinking names: "X's claim", "a report of X", "X voiced the fear", "the claim comes from X"."""

from collections.abc import Iterator

from claimgraph.extract.attribution.grounds import is_ground
from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import MASTHEADS, NOUNS, OUTLET_WORDS, CueKind
from claimgraph.extract.grammar.frames import is_negated, is_voice, noun_phrase, span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Span

HOLDING = lexicon("""have take make express voice share hold repeat advance offer give issue push promote raise deliver publish spread
    lodge file submit reiterate restate air nurse harbour harbor entertain venture float leave reach form register cherish pose
    defend endorse maintain press level uphold peddle propagate circulate champion amplify parrot echo adopt embrace start first
    send bring sound put:forward put:about pass:on bring:forward trot:out send:out put:out""")
"""Verbs by which somebody makes his own what a noun names, some with a particle: "voiced the fear", "put forward the idea"."""
_BACKING = frozenset({"support", "back", "second"})
_COMING = {"come": "from", "stem": "from", "originate": "with from", "emanate": "from", "issue": "from", "start": "with", "begin": "with"}
"""Verbs of what somebody says, with the prepositions of whoever it comes from: "the claim came from X"."""
_ASCRIBING = lexicon("attribute ascribe credit impute")
_BODIES = lexicon("""police union company government ministry party army council opposition prosecution defence defense club staff media
    press industry court parliament coalition church board regime investor management industry hospital university bank""")
"""Whose a saying is by the noun before it: "the police theory"."""
_CLINGING = lexicon("""persist insist stick stand cling adhere come arrive jump leap subscribe hold keep revert return lean hew act proceed
    work operate live point refer allude""")
"""Verbs by which somebody holds on, comes or keeps to what a noun names: "came to the view that P", "acted on the belief that P"."""
_COPULAS = frozenset({"be", "remain", "stay"})
_PRINTED = frozenset({"press", "newspaper", "media", "medium", "paper", "report", "magazine", "newspapers"})
_FELT = lexicon("opinion mood consensus sentiment concern talk word thinking gossip view feeling worry")
_SENT = lexicon("message word warning signal news call statement report line")
_TIMES = lexicon("today yesterday tomorrow year month week day night morning evening afternoon century decade season summer winter")
_PLACES = lexicon("""village street capital camp market corridor hall ward barracks valley district quarter neighbourhood trade business
    headquarters headquarter""")


def noun_source(parse: Parse, noun: Word, verb: Word | None) -> tuple[Word | None, Span | None]:
    """Who holds what a noun names, and where the text says so: "X's claim", "a report of X", "X is of the opinion"."""
    possessor = noun.child("poss")
    if possessor is not None and owns(possessor):
        return possessor, _without_ending(parse, possessor)
    holder = named_behind(noun) or _agent(noun) or _given_by(noun)
    if holder is not None:
        return holder, span(word for word in parse.subtree(holder) if word.lower != "'s") if _is_owner(holder) else noun_phrase(
            parse, holder
        )
    group = group_of(noun)
    if group is not None:
        return group, span(word for word in parse.subtree(group) if word.index < noun.index)
    above = noun.head.head if noun.dep == "pobj" and noun.head.lower in {"in", "on", "to", "by", "at", "with"} else noun
    if above.is_verb and (above.lemma in _CLINGING or _moves(noun, above)):
        verb = above
    elif noun.dep == "pobj" and noun.head.lower in {"of", "under", "in"} and noun.head.head.lemma in _COPULAS:
        verb = above = noun.head.head
    holds = verb is not None and (is_held_by(noun, verb) or verb is above)
    holder = subject_of(verb) if verb is not None and holds else None
    return (holder, noun_phrase(parse, holder)) if holder is not None and is_voice(holder) else (None, None)


def _moves(noun: Word, verb: Word) -> bool:
    """Whether somebody does something for what he thinks: "bought it in the belief that P"."""
    meaning, joint = NOUNS.get(noun.lemma), noun.head.lower
    thought = meaning is not None and meaning.kind is CueKind.THOUGHT and noun.has_child("the")
    return thought and joint in {"in", "on"} and not is_passive(verb)


def _without_ending(parse: Parse, owner: Word) -> Span:
    """The words of an owner without what says that he is one."""
    return span(word for word in parse.subtree(owner) if word.lower != "'s")


def is_held_by(noun: Word, verb: Word | None) -> bool:
    """Whether the subject of a verb holds what a noun names, or has grounds for it: "voiced the fear", "saw no sign"."""
    return verb is not None and ((noun.dep == "dobj" and makes_own(verb)) or is_ground(noun, verb))


def makes_own(verb: Word) -> bool:
    """Whether somebody makes his own by a verb what its object names: "voiced", "put forward"."""
    with_particle = (f"{verb.lemma}:{child.lower}" for child in verb.all_children("prt", "advmod", "prep"))
    backs = verb.lemma in _BACKING and not is_negated(verb)
    return verb.lemma in HOLDING or backs or any(pair in HOLDING for pair in with_particle)


def group_of(noun: Word) -> Word | None:
    """The word before a noun that names who holds it: "the official contention"."""
    return next((child for child in noun.children if child.index < noun.index and _names_group(child)), None)


def named_behind(noun: Word) -> Word | None:
    """Who is named behind a noun, or before its "there is": "the claim of X", "the mood in the village", "among X there is a fear"."""
    for prep in (*noun.all_children("prep"), *_before_there(noun), *_behind_adjectives(noun)):
        inner = prep.child("pobj")
        if inner is None:
            continue
        speaks = is_voice(inner) or (prep.lower == "by" and inner.entity not in {"DATE", "TIME"})
        named = (prep.lower in {"of", "by", "from", "among"} and speaks) or (prep.lower == "in" and _is_printed(inner))
        if named or _is_sent_from(noun, prep) or _is_felt_in(noun, prep):
            return inner
    return None


def _behind_adjectives(noun: Word) -> Iterator[Word]:
    """The phrases that say among whom something is widespread: "a theory popular among X"."""
    yield from (prep for word in noun.all_children("amod") for prep in word.all_children("prep") if prep.lower in {"among", "amongst"})


def _before_there(noun: Word) -> Iterator[Word]:
    """The phrases before "there is" that say among whom or where something is held."""
    verb = noun.head
    if noun.dep == "attr" and verb.child("expl") is not None:
        yield from (prep for prep in verb.all_children("prep") if prep.lower in {"among", "in", "at", "within"} and prep.index < noun.index)


def _is_sent_from(noun: Word, prep: Word) -> bool:
    """Whether a phrase tells where what a noun names comes from: "a message from the tower"."""
    inner = prep.child("pobj")
    place = inner is not None and inner.has_child("the") and inner.entity not in {"DATE", "TIME", "CARDINAL"} and inner.lemma not in _TIMES
    return place and prep.lower == "from" and noun.lemma in _SENT


def _is_felt_in(noun: Word, prep: Word) -> bool:
    """Whether a phrase tells where or for whom what a noun names is felt: "the mood in the village", "the fear for farmers"."""
    inner, meaning = prep.child("pobj"), NOUNS.get(noun.lemma)
    thought = meaning is not None and meaning.kind is CueKind.THOUGHT
    if inner is None or not (thought or noun.lemma in _FELT) or noun.head.lemma not in _COPULAS:
        return False
    feared = meaning is not None and meaning.certainty is Certainty.POSSIBLE
    within = prep.lower in {"in", "within", "inside", "across", "at"} and (is_voice(inner) or inner.lemma in _PLACES)
    return within or (prep.lower == "for" and feared and is_voice(inner))


def _is_printed(noun: Word) -> bool:
    """Whether a noun is of what is printed, or ends the name of a newspaper: "the report in the Orsk Courier"."""
    return noun.lemma in _PRINTED or (noun.pos == "PROPN" and noun.lower in OUTLET_WORDS | MASTHEADS)


def _agent(noun: Word) -> Word | None:
    """By whom it was done that a noun is described by, or to whom it is ascribed: "a claim made by X", "a remark attributed to X"."""
    for done in noun.all_children("acl"):
        by = done.child("agent") or next((to for to in done.all_children("prep") if to.lower == "to" and done.lemma in _ASCRIBING), None)
        if by is not None:
            return by.child("pobj")
    return None


def _given_by(noun: Word) -> Word | None:
    """Who is said to hold or bring what a noun names: "the claim comes from X", "the idea was put forward by X", "the claim is X's"."""
    verb = noun.head
    if not verb.is_verb or is_negated(verb):
        return None
    by = verb.child("agent") if noun.dep == "nsubjpass" and is_passive(verb) and makes_own(verb) else None
    if noun.dep == "nsubj":
        owner = verb.child("attr") if verb.lemma == "be" else None
        if owner is not None and _is_owner(owner):
            return owner
        by = next((prep for prep in verb.all_children("prep") if prep.lower in _COMING.get(verb.lemma, "").split()), None)
    holder = by.child("pobj") if by is not None else None
    return holder if holder is not None and is_voice(holder) else None


def _is_owner(word: Word) -> bool:
    """Whether a word says by its ending alone whose something is: "the claim is | Brandt's"."""
    return word.dep == "attr" and any(child.dep == "case" for child in word.children)


def owns(possessor: Word) -> bool:
    """Whether a possessor of what is said or held is whose it is, and not when: "the film's message", but not "last year's claim"."""
    timed = possessor.entity in {"DATE", "TIME"} or possessor.lemma in _TIMES
    return is_voice_or_possessive(possessor) or (possessor.pos == "NOUN" and not timed)


def is_voice_or_possessive(word: Word) -> bool:
    """Whether a possessor can be a speaker: "his", "the army's"."""
    return is_voice(word) or word.lower in {"his", "her", "their", "my", "our", "its", "your"}


def _names_group(word: Word) -> bool:
    """Whether a word before a noun names who holds it: "the French claim", "the union line", "the police theory"."""
    if word.dep in {"amod", "compound", "nmod", "poss"} and word.entity in {"NORP", "GPE", "ORG", "PERSON"}:
        return True
    return word.dep in {"compound", "nmod", "npadvmod"} and word.pos == "NOUN" and word.lemma in _BODIES
