"""Whether an act of saying or holding is done, by all that stands over its verb: left undone, only nearly done, or only supposed."""

from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.frames import Frame, is_negated
from claimgraph.extract.grammar.inverted import supposes
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon

_LEFT_UNDONE = lexicon("""refrain avoid fail decline refuse forget neglect omit resist abstain desist cease forbear balk baulk shrink shun
    evade dodge eschew stop quit hesitate shy forbid prevent bar ban prohibit discourage dissuade deter
    reluctant unwilling unable loath hesitant afraid wary powerless unprepared unlikely
    refusal failure reluctance unwillingness inability""")
"""What leaves undone what hangs on it, and where it is denied does not: "refrained from saying", "did not hesitate to say"."""
_ALL_THE_SAME = lexicon("""alone first last only surprised happy glad ashamed sorry proud pleased relieved shocked amazed astonished
    wrong right surprise content""")
"""What says of something done how it is to somebody: "was not surprised to hear", "is not alone in saying"."""
_SELECTED = frozenset({"of", "from", "to", "as"})
"""Prepositions by which the act behind them is what the word before them is about."""
_SHORT_OF = frozenset({"without", "short", "close", "near", "away", "far"})
_NEARLY = frozenset({"almost", "nearly", "virtually", "practically"})
_TO_COME = lexicon("about due poised set ready suppose expect schedule mean slate tip")
"""What puts ahead what hangs on it, of verbs in the passive: "was about to say", "is expected to announce"."""
_HARDLY = frozenset({"hardly", "scarcely", "rarely", "seldom"})
_INSTEAD = frozenset({"instead", "place", "lieu"})
_COPULAS = lexicon("be seem remain become feel look appear get")
_IF = frozenset({"if", "unless", "lest", "whether"})
_SUPPOSING = lexicon("suppose imagine assume pretend picture")
_ASSUMED = lexicon("suppose assume provide grant presume")


def is_undone(act: Word) -> bool:
    """Whether a verb names what is not done: "stopped short of saying", "has yet to show", "too cautious to say", "nearly admitted".

    Each word that an infinitive or gerund hangs on is asked in turn, up to the finite verb.
    """
    refused = not has_tense(act) and any(child.dep == "neg" for child in act.children)
    done = not (_is_nearly(act) or refused or _is_set_aside(act) or _is_rare(act))
    word = act
    while word.dep == "conj" and word.tag == "VBG" and word.head.tag == "VBG" and not has_tense(word):
        word = word.head
    for _ in range(6):
        above = _governor(word)
        if above is None:
            break
        verb = _verb_of(above)
        done = _is_done_under(above, verb, word, done=done) and not _is_nearly(verb)
        word = verb
    return not done


def _is_rare(act: Word) -> bool:
    """Whether something is hardly ever done: "rarely says", "hardly ever admits"."""
    often = [child for child in act.all_children("advmod", "neg") if child.index < act.index]
    return any(word.lower in _HARDLY or word.has_child(*_HARDLY) for word in often)


def _is_set_aside(act: Word) -> bool:
    """Whether something else is done than a verb names: "rather than admit", "instead of saying"."""
    joint = act.head if act.dep == "pcomp" else next((child for child in act.children if child.lower == "than"), act)
    before = [joint.head, *joint.children, *joint.head.children, *act.children]
    rather = joint.lower == "than" and any(word.lower == "rather" and word.index == joint.index - 1 for word in before)
    return rather or (joint.lower == "of" and (joint.head.lower in _INSTEAD or joint.has_child("instead")))


def is_supposed(act: Word) -> bool:
    """Whether a word stands in a clause that is only supposed: "if X says that P", "had X said", "suppose that X says"."""
    for word in (act, *act.ancestors()):
        if word.dep == "advcl" and word.has_child("as") and not word.has_child("if", "though"):
            return False
        marked = any(child.dep == "mark" and child.lower in _IF for child in word.children)
        if (word.dep == "advcl" and (marked or _is_assumed(word))) or supposes(word) or _is_imagined(word):
            return True
        if word.dep in {"relcl", "parataxis"}:
            return False
    return False


def is_no_act(frame: Frame) -> bool:
    """Whether nobody is said to have done what a frame tells of, so that its clause stays in the one around it."""
    if frame.apart:
        return False
    if frame.head.is_verb:
        if _is_call_to_suppose(frame.head) or (frame.source is None and frame.head.dep == "csubj" and not has_tense(frame.head)):
            return True
        return is_undone(frame.head) or is_supposed(frame.head)
    by_verb = frame.source is None or (frame.source.head.is_verb and frame.source.dep == "nsubj")
    return by_verb and (_is_made_undone(frame.head) or is_supposed(frame.head))


def _is_made_undone(noun: Word) -> bool:
    """Whether the verb by which a saying is made is itself left undone: "stopped short of making the claim that P"."""
    return noun.dep == "dobj" and noun.head.is_verb and is_undone(noun.head)


def _governor(word: Word) -> Word | None:
    """The word that an infinitive or a gerund is about, over a preposition too; None for a finite verb and for what only goes beside it."""
    head = word.head
    if head is word or has_tense(word) or word.has_child("except", "but"):
        return None
    infinitive = word.tag == "VB" and word.has_child("to")
    if word.dep in {"xcomp", "acl", "relcl"} and head.index < word.index and (infinitive or (word.dep == "xcomp" and word.tag == "VBG")):
        return head
    if word.dep == "advcl" and head.index < word.index and infinitive:
        return head
    if word.dep == "pcomp" and word.tag == "VBG" and (head.lower in _SELECTED or head.lower == "without"):
        return head.head if head.head is not head else None
    return None


def _verb_of(above: Word) -> Word:
    """The verb of which an adjective or adverb is the complement: "is | reluctant", "stopped | short"; else the word itself."""
    complement = above.dep in {"acomp", "attr", "advmod", "oprd"} and not above.is_verb and above.head.is_verb
    return above.head if complement and (above.head.lemma in _COPULAS or above.lower in _SHORT_OF) else above


def _is_done_under(above: Word, verb: Word, word: Word, *, done: bool) -> bool:
    """Whether what is done or not under a word is done, the negation of its verb included."""
    no = above.pos == "NOUN" and above.has_child("no", "little")
    too = above.pos in {"ADJ", "ADV"} and above.has_child("too")
    if not too and above.lemma in _ALL_THE_SAME:
        return done
    if above.lower in {"close", "near"} or (word.head.lower == "without" and word.dep == "pcomp"):
        return False
    negated = is_negated(verb) or is_negated(above) or no
    if above.lemma == "help" and word.tag == "VBG" and negated:
        return done
    ahead = above.lower in _TO_COME or (above.lemma in _TO_COME and above.child("auxpass") is not None)
    if ahead and word.tag == "VB":
        return False
    if above.has_child("yet") and above.lemma in {"have", "be"}:
        return False
    over = word.dep == "pcomp" and word.head.lower == "from"
    short = above.lower in {"short", "away", "far"} and word.dep == "pcomp"
    kept = above.has_child("short") and word.dep == "pcomp"
    if above.lemma in _LEFT_UNDONE or over or short or too or kept:
        return not done or negated
    return done and not negated


def _is_nearly(verb: Word) -> bool:
    """Whether something is only nearly done: "almost admitted", "all but said"."""
    before = {child.lower for child in verb.children if child.index < verb.index and child.dep in {"advmod", "cc", "dep"}}
    subject = verb.child("nsubj")
    strayed = {child.lower for child in subject.children if child.index >= verb.index - 2} if subject is not None else set()
    return bool(before & _NEARLY) or {"all", "but"} <= before | strayed


def _is_assumed(verb: Word) -> bool:
    """Whether a participle takes something as given for the sake of what follows: "assuming that P", "provided that P"."""
    return verb.lemma in _ASSUMED and verb.tag in {"VBG", "VBN"} and verb.child("nsubj", "aux", "auxpass") is None


def _is_imagined(verb: Word) -> bool:
    """Whether the reader is called upon to suppose something: "suppose that X says so", "imagine X saying so"."""
    return verb.dep == "ccomp" and verb.head.index < verb.index and _is_call_to_suppose(verb.head)


def _is_call_to_suppose(verb: Word) -> bool:
    bare = verb.is_root and verb.tag in {"VB", "VBP"} and verb.child("nsubj", "aux") is None
    return bare and verb.lemma in _SUPPOSING
