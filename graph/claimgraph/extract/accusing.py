"""What somebody is accused of without it being said by whom: a denial of the charge denies that, not that there is a charge."""

from dataclasses import replace

from claimgraph.extract.assertions import Statement
from claimgraph.extract.contents import is_passive
from claimgraph.extract.frames import subject_of
from claimgraph.extract.phrases import Phrases, is_plural

_ACCUSING = {"accuse": "of", "suspect": "of", "charge": "with"}


def is_accusation(statement: Statement) -> bool:
    """Whether a statement only tells that somebody is accused: "X is charged with fraud", "the police charged X with fraud"."""
    head = statement.unit.head
    return head.lemma in _ACCUSING and (is_passive(head) or head.child("dobj") is not None)


def charge_of(statement: Statement, phrases: Phrases) -> Statement | None:
    """The charge that an accusation tells of, as a statement that can be denied: "X is guilty of fraud"; None where it names none."""
    head = statement.unit.head
    subject = subject_of(head) if is_passive(head) else head.child("dobj")
    charge = next((prep for prep in head.all_children("prep") if prep.lower == _ACCUSING[head.lemma] and prep.right > prep.index), None)
    if subject is None or charge is None:
        return None
    matter = [word for word in statement.unit.words if charge.index < word.index <= charge.right]
    while matter and matter[-1].is_punctuation:
        matter.pop()
    who, verb, what = phrases.phrase(subject), "are" if is_plural(subject) else "is", phrases.join(matter)
    who = f"{who[:1].upper()}{who[1:]}"
    return replace(statement, text=f"{who} {verb} guilty of {what}.", negation=f"{who} {verb} not guilty of {what}.")
