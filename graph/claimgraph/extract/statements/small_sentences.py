"""What somebody says of something without a clause, as a sentence: "the vote is free", "the toll is 40", "the delay is due to frost"."""

import re

from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.sources.phrases import AS_SUBJECT, PLURAL_TAGS, Phrases

_CAUSES = frozenset({"cause", "reason"})


def of_small(phrases: Phrases, unit: Unit, *, refused: bool = False) -> str:
    """The sentence of a small clause, or the one that says the opposite, without its stop."""
    small = unit.small
    if small is None:
        return phrases.join(unit.words)
    owner = next((up.head for up in small.head.ancestors() if up.dep == "relcl" and up.head in small.subject), None)
    head = owner or small.head
    several = head.tag == "CD" and head.lower not in {"one", "1"} and head.entity in {"", "CARDINAL"}
    joined = any(child in (small.subject or unit.words) for child in head.all_children("conj"))
    plural = several or head.tag in PLURAL_TAGS or joined or head.lower == "them"
    if not small.subject:
        joint = small.joint.replace("this is", "these are").replace("this", "these") if plural else small.joint
        said = f"{joint} {phrases.join(small.complement)}"
        refusal, found = re.subn(r"^(these|this) (is|are|was|were)\b", r"\1 \2 not", said)
        return (refusal if found else f"it is not so that {said}") if refused else said
    joint = small.joint.removesuffix(" due to") if small.head.lemma in _CAUSES else small.joint
    joint = re.sub(r"^is\b", "are", joint) if plural else joint
    who = phrases.join(small.subject)
    if owner is not None:
        who = re.sub(r"^an?\b", "this", who)
    who = AS_SUBJECT.get(who.lower(), who)
    if refused:
        joint = re.sub(r"^(is|are|was|were)\b", r"\1 not", joint)
    return f"{who} {joint} {phrases.join(small.complement)}".strip()
