"""What somebody is accused of without it being said by whom: a denial of the charge denies that, not that there is a charge."""

from collections.abc import Iterator
from dataclasses import replace

from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.frames import subject_of
from claimgraph.extract.grammar.nominalisations import CHARGES
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.sources.phrases import Phrases, is_plural
from claimgraph.extract.stance.assertions import Statement

_ACCUSING = {"accuse": "of", "suspect": "of", "charge": "with"}


def is_accusation(statement: Statement, *, beside: bool = False) -> bool:
    """Whether a statement only tells that somebody is accused: "X is charged with fraud", "the police charged X with fraud".

    With `beside` also whether it tells so of somebody who did something: "Three men charged with fraud appeared in court".
    """
    return next(_accusations(statement, beside=beside), None) is not None


def charge_of(statement: Statement, phrases: Phrases) -> Statement | None:
    """The charge that an accusation tells of, as a statement that can be denied: "X is guilty of fraud"; None where it names none."""
    whom, accusing, joint = next(_accusations(statement, beside=True), (None, None, ""))
    if whom is None or accusing is None:
        return None
    charge = next((prep for prep in accusing.all_children("prep") if prep.lower == joint and prep.right > prep.index), None)
    if charge is None:
        return None
    matter = [word for word in statement.unit.words if charge.index < word.index <= charge.right]
    while matter and matter[-1].is_punctuation:
        matter.pop()
    if not matter:
        return None
    named = [word for word in statement.unit.words if whom.left <= word.index < accusing.left] if accusing.head is whom else []
    who = phrases.join(named) if named else phrases.phrase(whom)
    verb, what = "are" if is_plural(whom) else "is", phrases.join(matter)
    who = f"{who[:1].upper()}{who[1:]}"
    return replace(statement, text=f"{who} {verb} guilty of {what}.", negation=f"{who} {verb} not guilty of {what}.")


def accused_in(statement: Statement) -> Word | None:
    """Who is accused by a statement that tells of an accusation."""
    return next((whom for whom, _, _ in _accusations(statement, beside=True)), None)


def _accusations(statement: Statement, *, beside: bool) -> Iterator[tuple[Word | None, Word, str]]:
    """Who is accused, the word that says so, and the preposition before the charge."""
    head = statement.unit.head
    target = head.child("dobj")
    if head.lemma in _ACCUSING and (is_passive(head) or target is not None):
        yield subject_of(head) if is_passive(head) else target, head, _ACCUSING[head.lemma]
    elif head.lemma == "face" and target is not None and target.lemma in CHARGES:
        yield subject_of(head), target, "of"
    elif beside:
        for word in statement.unit.words:
            if word.lemma in _ACCUSING and word.tag == "VBN" and word.dep in {"acl", "advcl", "conj"} and word.child("nsubj") is None:
                yield word.head if word.head.is_nominal else subject_of(word.head), word, _ACCUSING[word.lemma]
            elif word.lemma in CHARGES and word.dep == "pobj" and word.head.head is head:
                yield subject_of(head), word, "of"
