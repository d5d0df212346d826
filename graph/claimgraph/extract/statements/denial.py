"""The two sides of a denial: what is denied as a plain statement, and the sentence that says the opposite."""

import re
from collections.abc import Sequence

from claimgraph.extract.grammar.cues import PERSON_NOUNS, VOICES
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.parse.parsing import parse_text

Rewriting = tuple[re.Pattern[str], str]
_SUPPORT = {"VBD": "did", "VBZ": "does", "VBP": "do"}
_BE = frozenset({"is", "are", "was", "were", "be", "been", "am", "'s", "'re", "’s", "’re", "'m"})
_ASSERTIVE = {
    "anyone": "someone",
    "anybody": "somebody",
    "anything": "something",
    "anywhere": "somewhere",
    "any": "some",
    "ever": "",
    "either": "",
}
_NEGATIVE = {"anyone": "no one", "anybody": "nobody", "anything": "nothing", "any": "none"}
_MASS = lexicon("""
    damage harm money contact water fuel oil gas food aid help support blame fraud violence evidence knowledge information news progress
    work research equipment material traffic abuse torture cash misconduct fault guilt intent malice trouble interest influence
    responsibility business trade land property credit debt profit power pain fear hope doubt risk use fire smoke""")
_ABSTRACT = re.compile(r"(?:ment|ness|ity|ship|ism|ing|tion|sion|ance|ence|ery|acy|age|cy)$")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did)\b(?! not\b)", re.IGNORECASE
)
_CONTRAST = re.compile(r"(?:, (?:and )?not (?!only\b)|,? (?:rather than|instead of) )[^,;.]{1,60}(?=[,;.]|$)")
"""What a sentence says instead of ("at noon, not at dawn", "rather than"): its opposite says no more of it."""
_CORRECTION = re.compile(
    r",? but (?:in|on|at|by|from|for|to|with|of|because of|due to|after|before|during|an?|the|\d[\d,.]*) [^,;.]{1,60}(?=[,;.]|$)"
)
"""What a sentence puts in the place of what it refuses ("not in April but in May"): its opposite does not hold that too."""
_OFTEN = re.compile(
    r"\b(?:always|often|usually|generally|regularly|routinely|fully|completely|entirely|really|actually|simply|only|ever|deliberately"
    r"|knowingly) \Z"
)
"""Adverbs before a verb that its opposite denies with it: "did not always pay"."""
_FEW = re.compile(
    r"(?:Few|Many|Most|Half|Several|Neither|Hardly|Scarcely|Almost|Nearly|More than|A (?:few|third|quarter|number|majority))\b"
)
"""How many a sentence is of, which "not" behind it does not deny."""
_EDGE = re.compile(r"\b")
_NOT = re.compile(r"\s(?:not|never)\b|n['’]t\b|\b(?<=was )no\b", re.IGNORECASE)


def _table(*rows: tuple[str, str]) -> tuple[Rewriting, ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in rows)


_OF_NONE = _table((r"\ANo one\b(?= )", "Someone"), (r"\ANo((?:body|thing)?)\b(?= )", r"Some\1"))
_OF_SOME = _table(
    (r"\ASomeone\b(?= )", "No one"),
    (r"\ASome(body|thing)\b(?= )", r"No\1"),
    (r"\ASome\b(?= )(?! (?:of|hundreds?|thousands?|dozens?|two|three|four|five|six|seven|eight|nine|ten|\w+ty)\b| \d)", "No"),
    *((rf"\A{whole}\b(?= )", f"Not {whole.lower()}") for whole in ("Only", "Everyone", "Everybody", "Everything", "Every", "All", "Each")),
)
"""How a sentence that has no negation begins, and how its opposite does."""
_NO_OBJECT = _table((r"(?<= )no (?!longer\b|more\b|less\b|fewer\b|one\b|doubt\b|matter\b|means\b)", "some "))
_HAD = _table((r"\bhad an? ", "had no "))
_BEING = _table(
    (r"(?<= )exists\.\Z", "does not exist."),
    (r"(?<= )exist\.\Z", "do not exist."),
    (r"(?<= )took place\.\Z", "did not take place."),
    (r"\AThere (was|were|is|are) (?:an? |the )?", r"There \1 no "),
)


def assertive(words: Sequence[Word]) -> dict[int, str]:
    """What to write for words that only live under a negation ("any", "ever", "a single"), where their clause is stated.

    A clause that is negated itself keeps them.
    """
    if any(word.dep == "neg" or word.lower in {"no", "nobody", "nothing", "none", "never"} for word in words):
        return {}
    written: dict[int, str] = {}
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        if word.lower == "any" and following is not None and following.lower == "such":
            written |= {word.index: "", following.index: "such a" if _is_countable(word.head) else "such"}
        elif word.lower == "at" and following is not None and following.lower == "all":
            written |= {word.index: "", following.index: ""}
        elif word.lower == "any" and following is not None and following.lower == "other":
            written |= {word.index: "", following.index: "another" if _is_countable(word.head) else "other"}
        elif word.lower == "any" and following is not None and following.lower in {"kind", "sort"}:
            written[word.index] = "some"
        elif word.lower == "any" and word.dep == "det" and following is not None:
            written[word.index] = _article(following) if _is_countable(word.head) else ""
        elif word.lower in _ASSERTIVE and word.dep != "cc" and (word.lower != "either" or word.dep == "advmod"):
            written[word.index] = _ASSERTIVE[word.lower]
        elif word.lower == "single" and number and words[number - 1].lower == "a" and following is not None:
            written |= {words[number - 1].index: _article(following), word.index: ""}
    return written


def negative_subject(head: Word) -> dict[int, str]:
    """What to write for the subject of a denied clause so that it says no: "any soldier", no soldier; {} where it has no "any"."""
    subject = head.subject
    if subject is None:
        return {}
    if subject.lower in _NEGATIVE:
        return {subject.index: _NEGATIVE[subject.lower]}
    determiner = next((child for child in subject.children if child.lower == "any" and child.dep == "det"), None)
    return {determiner.index: "no"} if determiner is not None else {}


def _article(following: Word) -> str:
    return "an" if following.lower[:1] in "aeiou" else "a"


def _is_countable(noun: Word) -> bool:
    """Whether a noun in the singular counts things: "a soldier", but not "damage"."""
    if noun.tag not in {"NN", "NNP"}:
        return False
    if noun.lemma in PERSON_NOUNS or noun.lemma in VOICES:
        return True
    return noun.lemma not in _MASS and not _ABSTRACT.search(noun.lemma)


def negate(sentence: str, head: Word, written: str | None = None) -> str:
    """A sentence that says the opposite: "not" after the auxiliary, "did not" before a full verb, or the negation taken out.

    `written` is the finite form that the sentence has for its head, where it is not the head's own.
    """
    opposite = _negated(sentence, head, written)
    return re.sub(r"\bever (did|does|do) not\b", r"\1 not ever", re.sub(r"\bnot ever\b", "never", opposite))


def opposite(sentence: str) -> str:
    """A readable sentence that says the opposite of one that stands by itself."""
    head = next((word for word in parse_text(sentence).words if word.is_root and word.is_verb), None)
    if head is None:
        return _not_the_case(sentence)
    return negate(sentence, head)


def _negated(sentence: str, head: Word, written: str | None) -> str:
    sentence = _CONTRAST.sub("", sentence)
    negation = _NOT.search(sentence)
    begun = _rewritten(sentence, _OF_NONE if negation is not None else (*_OF_NONE, *_OF_SOME))
    if begun is not None:
        return begun
    if _FEW.match(sentence):
        return _not_the_case(sentence)
    if negation is not None:
        return sentence[: negation.start()] + _CORRECTION.sub("", sentence[negation.end() :], count=1)
    none = any(noun.has_child("no") for noun in head.all_children("dobj", "attr")[:1])
    noun = head.tag == "NN"
    return _rewritten(sentence, (*_NO_OBJECT * none, *_HAD * noun, *_BEING)) or _with_not(sentence, head, written)


def _rewritten(sentence: str, table: Sequence[Rewriting]) -> str | None:
    """A sentence with the first pattern of a table that is in it written as the table has it."""
    return next((pattern.sub(instead, sentence, count=1) for pattern, instead in table if pattern.search(sentence)), None)


def _with_not(sentence: str, head: Word, written: str | None) -> str:
    """A sentence with "not" behind its auxiliary, or behind a "did" or "does" for the form of its verb."""
    place = _auxiliary(sentence, head, written)
    tag = "VBD" if written is not None else head.tag
    form = written or head.text
    start = _whole(form, sentence) if place is None and tag in _SUPPORT else -1
    if start >= 0:
        often = _OFTEN.search(sentence, 0, start)
        before = sentence[: start if often is None else often.start()]
        return f"{before}{_SUPPORT[tag]} not {often.group() if often else ''}{head.lemma}{sentence[start + len(form) :]}"
    place = place or _AUXILIARY.search(sentence)
    return f"{sentence[: place.end()]} not{sentence[place.end() :]}" if place is not None else _not_the_case(sentence)


def _not_the_case(sentence: str) -> str:
    return f"It is not the case that {sentence[:1].lower() if not sentence[:2].isupper() else sentence[:1]}{sentence[1:]}"


def _whole(form: str, sentence: str) -> int:
    """Where a form first stands in a sentence as a whole word; -1 where it does not."""
    start = sentence.find(form)
    while start >= 0 and not (_EDGE.match(sentence, start) and _EDGE.match(sentence, start + len(form))):
        start = sentence.find(form, start + 1)
    return start


def _auxiliary(sentence: str, head: Word, written: str | None) -> re.Match[str] | None:
    """Where the sentence has the auxiliary after which "not" stands."""
    if written is not None:
        first, _, _ = written.partition(" ")
        return re.search(rf"\b{first}\b", sentence) if first in {"was", "were", "will"} else None
    helper = next((child for child in head.children if child.dep in {"aux", "auxpass"} and child.lower != "to"), None)
    place = re.search(rf"\b{re.escape(helper.text)}\b", sentence) if helper is not None else None
    if place is None and head.lower in _BE:
        place = re.search(rf"\b{re.escape(head.text)}\b", sentence)
    return place
