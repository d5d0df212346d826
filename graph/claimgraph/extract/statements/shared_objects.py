"""An object that several verbs share and only the last one has beside it: "repaired | and sold its barns"."""

from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.coordinated import TRANSITIVE
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.sources.phrases import Phrases

_COMPLEMENTS = ("dobj", "ccomp", "xcomp", "prep", "prt", "agent", "auxpass", "dative", "oprd", "nsubjpass", "acomp", "attr")
_ALTERNATIVES = frozenset({"or", "nor"})


def shared_object(parse: Parse, phrases: Phrases, unit: Unit) -> str:
    """The object behind a later verb that the verb of a unit has too, as the unit's sentence goes on; empty where there is none."""
    behind = [word for word in unit.words if word.index > unit.head.index]
    bare = all(word.dep in {"conj", "cc", "punct"} and (word.is_verb or word.dep != "conj") for word in behind)
    noun = _object_of_later(parse, unit.head) if bare else None
    if noun is None:
        return ""
    last = phrases.short_end(noun)
    behind = [child for child in noun.head.children if child.index > noun.right]
    besides = noun.right == last or all(word.is_punctuation for word in parse.words[last + 1 : noun.right + 1])
    if besides and behind and all(child.dep in {"prep", "npadvmod", "punct", "advmod"} for child in behind):
        last = max(child.right for child in behind if not child.is_punctuation) if any(not c.is_punctuation for c in behind) else last
    words = parse.words[noun.left : last + 1]
    return f" {phrases.join(words, swap={word.index: word.text for word in words if word.tag == 'PRP$'})}"


def _object_of_later(parse: Parse, verb: Word) -> Word | None:
    """The object of a later verb that a verb before it needs, or may take by "or"; None where it has its own or needs none."""
    if verb.child(*_COMPLEMENTS) is not None:
        return None
    first = verb.head if verb.dep == "conj" and verb.head.is_verb else verb
    later = [word for word in (*first.all_children("conj"), *verb.all_children("conj")) if word.index > verb.index]
    later += [word for last in later for word in last.all_children("conj")]
    last = next((word for word in later if word.child("dobj") is not None), None)
    noun = last.child("dobj") if last is not None else None
    if last is None or noun is None or noun.index < last.index:
        return None
    between = parse.words[verb.index + 1 : last.index]
    needed = verb.lemma in TRANSITIVE or any(word.lower in _ALTERNATIVES for word in between)
    joined = all(word in later or word.dep in {"cc", "advmod", "punct", "aux", "neg"} for word in between)
    return noun if needed and joined else None
