"""What a claim says was not there or was not done."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.link.pairs.causes import PERCEIVING
from claimgraph.link.pairs.denials import GIVING, THINKING, USING
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.polarity import NOBODY, is_nothing
from claimgraph.link.pairs.profile import GENERIC, LIGHTENED, Profile, kept_with_profile
from claimgraph.link.pairs.roles import is_definite, is_part, subject_of
from claimgraph.link.pairs.tolls import ANYBODY, FATES
from claimgraph.model import Modality

BRINGING = PERCEIVING | GIVING | USING | frozenset("be have exist contain occur happen take carry do make need show".split())
"""Verbs that say of a thing little more than that it was there, or came to be."""
RECEIVING = frozenset("receive get".split())
_HAPPENING = frozenset("be exist occur happen take".split())
"""Of these, those that say so of their subject."""
_BEING_THERE = frozenset("go come arrive appear lie stand sit".split())
"""Verbs that say of a thing that it was somewhere or came there."""
_NO_LONGER = frozenset("still yet now longer more anymore again only even".split())
_UNTIL = frozenset("until till unless before".split())
_REFUSING = frozenset("refuse decline fail forget omit".split())
_MODAL = frozenset("should could would might may must can ca shall ought will".split())
_DESCRIBING = ("amod", "compound", "nmod")
_SIGNS = frozenset("sign trace evidence hint indication proof word report mention".split())
"""Nouns of what shows that something was: where there is none "of" it, it is denied."""
_OF_KINDS = _SIGNS | frozenset("kind sort doubt need reason way idea question time one other".split())
"""Nouns of which there is none without anything being denied that could be met with."""
_ANYTHING = frozenset("anything anyone anybody something nothing".split())
_BREAKING_OUT = frozenset({("catch", "fire")})
"""Verbs that with what they govern only say that it was."""
WHEREABOUTS = frozenset("inside outside indoors outdoors upstairs downstairs aboard underground ashore there here".split())
"""Adverbs that say where there was none."""
_OR = frozenset("nor or".split())


@dataclass(frozen=True, slots=True)
class Denied:
    """What a claim denies: the words that say it, the head first, of whom, the words that narrow it, and whether it is a thing."""

    core: tuple[int, ...]
    subject: int
    limits: tuple[int, ...]
    is_thing: bool


@kept_with_profile
def denied_in(profile: Profile) -> tuple[Denied, ...]:
    """The things of which a claim says that there were none, and the deeds that it says were not done, for good."""
    if profile.modality not in (Modality.FACT, Modality.EVALUATION):
        return ()
    return tuple(_denied_in(profile))


def _denied_in(profile: Profile) -> Iterator[Denied]:
    tree = profile.tree
    for term in profile.terms:
        if not term.tag.startswith("VB") or term.clause != term.place or not _is_stated(profile, term):
            continue
        if term.lemma == "rule" and tree.has(term.place, "out") and not term.negative:
            yield from _ruled_out(profile, term)
        below = [profile.terms[low] for low in tree.children[term.place]]
        if any(low.form in _MODAL or low.lemma in _NO_LONGER for low in below):
            continue
        none = next((low for low in tree.children[term.place] if _is_no_thing(profile, low)), -1)
        if none >= 0:
            for place in (none, *(low for low in tree.children[none] if _is_no_more(profile, low))):
                yield from _no_thing(profile, term, place)
        elif term.negative:
            yield from _not_done(profile, term)


def _is_stated(profile: Profile, verb: Term) -> bool:
    """Whether a verb says what a claim tells, or what somebody refused or failed to do."""
    return verb.dep in ("ROOT", "ccomp") or (verb.dep == "xcomp" and profile.terms[verb.head].lemma in _REFUSING)


def _is_no_thing(profile: Profile, place: int) -> bool:
    term = profile.terms[place]
    is_noun = term.tag in ("NN", "NNS") and term.lemma not in NOBODY
    return term.dep in ("nsubj", "nsubjpass", "dobj", "attr") and is_noun and is_nothing(profile.tree, place)


def _ruled_out(profile: Profile, verb: Term) -> Iterator[Denied]:
    """What is said to have been ruled out."""
    thing = profile.tree.child(verb.place, "nsubjpass", "dobj")
    if thing >= 0 and profile.terms[thing].tag.startswith("NN"):
        yield Denied(_phrase(profile, thing), -1, (), True)


def _is_no_more(profile: Profile, place: int) -> bool:
    """Whether a noun is denied beside another: "no drugs and no weapon", "neither batons nor gas"."""
    term = profile.terms[place]
    is_joined = term.dep == "conj" and term.tag in ("NN", "NNS")
    return is_joined and (is_nothing(profile.tree, place) or profile.tree.has(term.head, *_OR))


def _no_thing(profile: Profile, verb: Term, none: int) -> Iterator[Denied]:
    """That there was no such thing, or that nothing of the kind did something."""
    term, tree = profile.terms[none], profile.tree
    if term.lemma in _SIGNS:
        yield from _no_sign(profile, verb, none)
    if term.lemma in ANYBODY | GENERIC | _OF_KINDS:
        return
    is_said_of = term.dep == "nsubj" and verb.lemma == "be" and tree.child(verb.place, "expl") < 0
    if is_said_of and tree.child(verb.place, "acomp", "attr", "prep", "oprd") >= 0:
        return
    is_light, theme = verb.lemma in BRINGING or not verb.weight, tree.child(verb.place, "dobj")
    done = _phrase(profile, theme) if theme not in (-1, none) else ()
    is_light = is_light and not done and (term.dep != "nsubj" or verb.lemma in _HAPPENING)
    is_let = verb.dep == "ccomp" and profile.terms[verb.head].lemma == "let"  # "let nobody go"
    is_there = verb.lemma in _BEING_THERE and not (is_let or _is_elsewhere(profile, verb) or _comes_to_a_state(profile, verb))
    is_light |= term.dep == "nsubj" and is_there and not done
    core = (*_phrase(profile, none), *(() if is_light else (verb.place,)), *done)
    subject = -1 if term.dep in ("nsubj", "nsubjpass", "conj") or verb.lemma in PERCEIVING else tree.child(verb.place, "nsubj")
    limits = _limits(profile, verb.place, {*core, subject})
    yield Denied(core, subject, (verb.place, *limits) if verb.lemma in _BEING_THERE and is_light else limits, is_light)


def _comes_to_a_state(profile: Profile, verb: Term) -> bool:
    """Whether a verb says what became of its subject and not that it was there: "came to harm", "went to ruin"."""
    tree = profile.tree
    ends = (tree.object_of(low) for low in tree.children[verb.place] if profile.terms[low].form == "to")
    return any(end >= 0 and profile.terms[end].tag == "NN" and tree.child(end, "det", "poss") < 0 for end in ends)


def _is_elsewhere(profile: Profile, verb: Term) -> bool:
    return any(profile.terms[low].form in ("else", "elsewhere", "other") for low in profile.tree.under(verb.place))


def _no_sign(profile: Profile, verb: Term, none: int) -> Iterator[Denied]:
    """That nothing showed something to have been: "no trace of a sedative"."""
    of = next((low for low in profile.tree.children[none] if profile.terms[low].form == "of"), -1)
    thing = profile.tree.object_of(of)
    if thing >= 0 and profile.terms[thing].tag in ("NN", "NNS") and profile.terms[thing].lemma not in ANYBODY | GENERIC | _OF_KINDS:
        of = next((low for low in profile.tree.children[thing] if profile.terms[low].form == "of"), -1)
        core = tuple(place for place in (*_phrase(profile, thing), profile.tree.object_of(of)) if place >= 0)
        yield Denied(core, -1, _limits(profile, verb.place, {*core, none, *profile.tree.under(none) - profile.tree.under(thing)}), True)


def _denies_manner(profile: Profile, verb: Term) -> bool:
    """Whether only how something is done is denied: "nobody votes like this lightly"."""
    below = (profile.terms[low] for low in profile.tree.children[verb.place] if low > verb.place)
    return any(low.tag == "RB" and low.form.endswith("ly") and low.weight for low in below)


def _not_done(profile: Profile, verb: Term) -> Iterator[Denied]:
    """That something was not done, by or to somebody."""
    tree = profile.tree
    subject, theme = subject_of(profile, verb.place), tree.child(verb.place, "dobj")
    if tree.child(verb.place, "nsubjpass") == subject and verb.lemma in BRINGING:
        subject, theme = -1, subject
    if (
        tree.has(verb.place, *_UNTIL)
        or _denies_manner(profile, verb)
        or (subject >= 0 and is_nothing(tree, subject) and not _is_nobody(profile, subject))
    ):
        return
    if theme >= 0 and (profile.terms[theme].lemma in _OF_KINDS or not profile.terms[theme].tag.startswith(("NN", "PRP"))):
        return
    is_named = theme >= 0 and profile.terms[theme].tag.startswith("NN") and profile.terms[theme].lemma not in ANYBODY | GENERIC | _ANYTHING
    if subject >= 0 and profile.terms[subject].lemma in NOBODY and any(pole in FATES for pole in verb.poles):
        return
    is_light = verb.lemma in (BRINGING if is_named or theme < 0 else BRINGING - USING) or not verb.weight
    is_light |= is_named and (verb.lemma, profile.terms[theme].lemma) in _BREAKING_OUT
    if verb.lemma in THINKING or (is_light and (not is_named or is_definite(profile, theme))):
        return
    if not is_light and not _is_of_all(profile, subject):
        return
    core = (*(() if is_light else (verb.place,)), *(_phrase(profile, theme) if is_named else ()))
    yield Denied(core, subject, _limits(profile, verb.place, {*core, subject, theme}), is_light)


def _is_nobody(profile: Profile, subject: int) -> bool:
    """Whether a subject is nobody, or not one of some."""
    return profile.terms[subject].lemma in NOBODY or _is_not_one(profile, subject)


def _is_not_one(profile: Profile, subject: int) -> bool:
    return profile.terms[subject].form in ("one", "single") and profile.tree.has(subject, "not")


def _is_of_all(profile: Profile, subject: int) -> bool:
    """Whether what was not done was done by none of those spoken of, and nothing else is counted."""
    if subject >= 0 and _is_not_one(profile, subject):
        return len(profile.counts) <= 1  # of how many, where it is told
    return not profile.counts and not (subject >= 0 and is_part(profile, subject))


def _phrase(profile: Profile, noun: int) -> tuple[int, ...]:
    """A noun with what describes it."""
    below = (low for low in profile.tree.children[noun] if profile.terms[low].dep in _DESCRIBING and profile.terms[low].weight > LIGHTENED)
    return (noun, *below)


def _limits(profile: Profile, verb: int, said: set[int]) -> tuple[int, ...]:
    """What else is said under a verb: where, when and how."""
    subject = frozenset().union(
        *(profile.tree.under(place) for place in said if place >= 0 and profile.terms[place].dep.startswith("nsubj"))
    )
    under = profile.tree.under(verb) - subject - said - {verb}
    places = {term.place for term in profile.terms if term.form in WHEREABOUTS}
    told = {place for place in profile.content if profile.terms[place].tag[:2] in ("NN", "VB", "CD", "JJ")}
    return tuple(sorted(under & (told | places)))


def verb_of(profile: Profile, denied: Denied) -> str:
    """The verb by which something is denied."""
    return profile.terms[profile.terms[denied.core[0]].head].lemma
