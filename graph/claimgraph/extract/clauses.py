"""What kinds of clauses state nothing by themselves: bare infinitives, headings, and what is left of an act of speech."""

from collections.abc import Sequence

from claimgraph.extract.cues import VERBS, CueKind
from claimgraph.extract.words import Word


def is_infinitive(word: Word) -> bool:
    """Whether a clause only says what is to be: "for the road to be closed"."""
    return any(child.lower == "to" for child in word.all_children("aux"))


def only_speaks(verb: Word, words: Sequence[Word]) -> bool:
    """Whether of a clause is left only who spoke, since what was said is a unit of its own: "concedes one of them"."""
    meaning, speaker = VERBS.get(verb.lemma), verb.child("nsubj")
    if meaning is None or meaning.kind is not CueKind.SPEECH or speaker is None:
        return False
    return all(word is verb or word.is_punctuation or word.is_under(speaker) for word in words)


def only_names_matter(words: Sequence[Word]) -> bool:
    """Whether a heading states nothing: "what the pictures tell us", "counting the dead", but not "who fired first is unclear"."""
    root = next((word for word in words if word.is_root), words[0])
    asks = words[0].tag in {"WP", "WRB", "WDT"} and root.child("csubj") is None
    return (asks or (words[0].tag == "VBG" and root is words[0])) and words[-1].text != "?"


def is_elliptic(word: Word) -> bool:
    """Whether a clause says nothing but that another holds: "that it had"."""
    if word.lemma not in {"have", "do", "will", "can", "would", "could", "must", "may", "might"} or word.child("nsubj") is None:
        return False
    return all(child.dep in {"nsubj", "mark", "neg", "advmod", "punct"} for child in word.children)
