"""A dispute's question in readable English, from the two claims that clash most.

A sentence is turned round only where that is safe: one auxiliary after a plain subject, or a count in front. Where it is
not, the question is "A, or B?", which is always true to the claims.
"""

import re

from claimgraph.model import Claim, LinkType, Polarity, Quantity

LONGEST = 110
"""Longer halves of "A, or B?" are cut at a word."""

NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
"""The words by which a sentence denies; "failed" and "stopped" are none, though they are of negative polarity."""
_AUXILIARIES = "is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|did|does|do"
_DO = {"has": "does", "have": "do", "had": "did"}
"""What asks of "have to" by a tense: "did it have to be closed"."""
_TURNABLE = re.compile(rf"(?P<subject>[^,;:?!\"“”()]+?) (?P<verb>{_AUXILIARIES}) (?P<negation>not )?(?P<rest>[^;?!]+)")
_NESTED = re.compile(
    r"\b(?:that|which|who|whom|whose|what|when|where|while|why|how|whether|because|if|since|although|there|it)\b", re.IGNORECASE
)
_COMMON = re.compile(rf"{_AUXILIARIES}|not|never|been|being|nobody|none|nothing")
_CLAUSE = re.compile(r"\b(?:because|since(?! [A-Z\d])|although|when|while|whereas|until|unless|but|so that|and that)\b")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the this that these those his her its their our my all some many most several few both each every no any there it they he "
        "she we in at on by during after before since about around nearly more fewer one two three four five six seven eight nine ten "
        "twenty thirty forty fifty sixty seventy eighty ninety dozens hundreds thousands someone somebody everyone everybody nobody none",
    )
)
_COUNTED = re.compile(r"(?:[a-z]+s|people|men|women|children|of (?:the|its|their) [a-z]+)\b")
_SOME = re.compile(r"^some(?=(?:one|body|thing)?\b)")
"""What a yes-or-no question says "any" for, at the beginning of its subject."""
_DUMMIES = frozenset({"it", "there"})
_ABBREVIATED = re.compile(r"\b(?:[A-Za-z]\.){2,}$")
_BOUND = re.compile(r" at (?:most|least)$")
LONGEST_SUBJECT = 8
"""A subject of more words than this is not turned round."""


def question_of(a: Claim, b: Claim, type_: LinkType, *, seen: str = "") -> str:
    """The question that the two claims answer differently; `seen` is text in which a word in lower case shows that it is no name.

    >>> yes = Claim("claim-a", "document-d", "Foreign troops are fighting in the province.")
    >>> no = Claim("claim-b", "document-d", "Foreign troops are not fighting in the province.")
    >>> question_of(no, yes, LinkType.DENIAL, seen="said foreign troops are fighting")
    'Are foreign troops fighting in the province?'
    """
    found = None
    if type_ in (LinkType.QUANTITY, LinkType.SCOPE):
        found = _how_many(a) or _how_many(b)
    elif _is_negation(a, b, type_):
        found = next(filter(None, (_turned(claim.text, seen) for claim in _candidates(a, b))), None)
    return found or _told_of(a, b, seen) or f"{clip(a.text, LONGEST)}, or {_low(b, seen)}?"


def _told_of(a: Claim, b: Claim, seen: str) -> str | None:
    """The question where one claim only speaks of what the other says: "This contradicts the claim that the ship was late"."""
    said, about = sorted((a, b), key=lambda claim: len(claim.text))
    words = clip(said.text, LONGEST)
    return f"Is it so that {_low(said, seen)}?" if words.casefold() in about.text.casefold() else None


def _is_negation(a: Claim, b: Claim, type_: LinkType) -> bool:
    return type_ is LinkType.DENIAL or a.slots.polarity is not b.slots.polarity or (_negations(a) > 0) != (_negations(b) > 0)


def _negations(claim: Claim) -> int:
    return len(NEGATION.findall(claim.text)) or int(claim.slots.polarity is Polarity.NEGATIVE)


def _candidates(a: Claim, b: Claim) -> list[Claim]:
    """What may be asked: the claim that affirms, then its negation; where they share few words, the shorter, which the longer rests on."""
    some, others = _stems(a), _stems(b)
    smaller, larger = sorted((len(some), len(others)))
    shared = len(some & others)
    if shared == smaller or (2 * shared >= smaller and 2 * smaller > larger):
        return sorted((a, b), key=_negations)
    return [min((a, b), key=lambda claim: len(claim.text))]


def _stems(claim: Claim) -> set[str]:
    """The longer words of a claim without their endings: enough to tell whether two sentences are about one thing."""
    words = claim.slots.terms or re.findall(r"\w{3,}", claim.text.casefold())
    return {word[:4] for word in words if word not in _FUNCTION_WORDS and not _COMMON.fullmatch(word)}


def _turned(text: str, seen: str) -> str | None:
    """The yes-or-no question of a statement, None where turning it round is not safe."""
    found = _TURNABLE.fullmatch(_unstopped(text)) if len(text) <= 2 * LONGEST else None
    if found is None:
        return None
    subject, rest = found["subject"].strip(), found["rest"].strip()
    nested = _NESTED.search(subject) and subject.casefold() not in _DUMMIES
    if len(subject.split()) > LONGEST_SUBJECT or nested or NEGATION.search(subject) or _CLAUSE.search(rest):
        return None
    if NEGATION.search(rest):
        return None
    verb, had_to = found["verb"], rest.startswith("to ") and found["verb"] in _DO
    asked = f"{_SOME.sub('any', lower_start(subject, seen))} {'have ' if had_to else ''}{rest}"
    return f"{(_DO[verb] if had_to else verb).capitalize()} {asked}?"


def _unstopped(text: str) -> str:
    """A sentence without its full stop; "5 a.m." keeps the stop that is its own."""
    plain = text.strip()
    return plain if _ABBREVIATED.search(plain) else plain.rstrip(".")


def _how_many(claim: Claim) -> str | None:
    """The question after a count that opens the sentence: "Thirty officers were killed" gives "How many officers were killed?"."""
    for quantity in claim.slots.quantities:
        number = _number_of(quantity)
        rest = _unstopped(claim.text[len(number) :])
        if number and claim.text.casefold().startswith(number.casefold()) and _COUNTED.match(rest):
            return f"How many {_BOUND.sub('', rest)}?"
    return None


def _number_of(quantity: Quantity) -> str:
    """The words of a quantity without its unit."""
    words = quantity.words.strip()
    unit = quantity.unit.strip()
    if unit and words.casefold().endswith(unit.casefold()):
        return words[: -len(unit)].strip()
    head, _, last = words.rpartition(" ")
    return head if head and last.isalpha() and unit.casefold().startswith(last.casefold()[:4]) else words


def _low(claim: Claim, seen: str) -> str:
    """The text of a claim, cut, with a small first letter where the parse calls its first word no name."""
    text, first = clip(claim.text, LONGEST), claim.slots.parse.split(" ", 1)[0].split("|")
    is_name = len(first) < 3 or first[2].startswith("NNP") or not text[1:2].islower()
    return lower_start(text, seen) if is_name else text[:1].lower() + text[1:]


def clip(text: str, longest: int) -> str:
    """The text without its full stop, cut at a word with an ellipsis where it is longer than `longest`."""
    plain = _unstopped(" ".join(text.split()))
    if len(plain) <= longest:
        return plain
    return plain[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def lower_start(text: str, seen: str) -> str:
    """The text with a small first letter, where its first word is no name: a function word, or found in lower case in `seen`."""
    first = text.split(" ", 1)[0]
    small = first.lower()
    if small in _FUNCTION_WORDS or (first[1:] == small[1:] and re.search(rf"\b{re.escape(small)}\b", seen)):
        return small + text[len(first) :]
    return text
