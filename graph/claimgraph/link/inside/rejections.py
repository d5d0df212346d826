"""Rejections that the text states: "this explanation does not convince", the reasons given for them, and what is put in its place.

A rejection points back at what another voice said shortly before: with a noun of speech ("that explanation is not credible") or
bare ("I find this hard to believe", "the record says otherwise"). The sentence after it gives its reason, and so do those that
go on with "moreover". "It is much more likely that …" names a rival to what was rejected before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph.link.inside.reasons import FIRST
from claimgraph.link.text.places import Place, inferred, places_of, stated_link
from claimgraph.link.version import judge_of
from claimgraph.model import Document, Graph, Link, LinkKind, LinkType, Stance

FARTHEST, NEAREST = 600, 200
"""How many code points before a rejection the claim that it rejects may end: with a noun of speech, and without."""
_NOUNS = (
    r"(?:explanation|account|claim|argument|theory|version|story|assertion|contention|suggestion|interpretation|reasoning|excuse|"
    r"narrative|view|reading|charge|accusation|allegation|denial|assurance|figure|estimate|thesis|line)s?"
)
_CAUSES = frozenset(("explanation", "theory", "excuse"))
LISTED = r"(?!(?:first|second|third|fourth|fifth|last)\b)"
"""What no pointer to the words just before holds: "the second claim" is one of a list."""
_POINTER = (
    r"(?:this|that|these|those|the|his|her|its|their|such an?|(?P<whose>[\w.’'-]{1,60})[’']s?)\s+"
    rf"(?:{LISTED}[\w-]+\s+){{0,2}}?(?P<noun>{_NOUNS})"
)
_NOT = r"(?:does not|do not|did not|doesn[’']t|don[’']t|didn[’']t|cannot|can[’']t|fails? to|failed to|hardly|scarcely|will not|won[’']t)"
_VERBS = (
    r"(?:seem(?:s)? (?:tenable|plausible|convincing|credible|likely|right)|convince|persuade|hold|stand|add up|fit|survive|"
    r"withstand|make sense|wash|bear|explain|stack up|ring true|carry)"
)
_IS_NOT = r"(?:is|are|was|were|looks?|sounds?|seems?)(?:\s+not|n[’']t|\s+hardly|\s+far from)\s+(?:\w+\s+)?"
_GOOD = r"(?:tenable|plausible|convincing|credible|true|persuasive|serious|believable|borne out|supported)"
_BAD = (
    r"(?:is|are|was|were|looks?|sounds?|seems?|remains?)\s+(?:\w+\s+)?"
    r"(?:untenable|implausible|unconvincing|false|wrong|nonsense|absurd|hard to believe|"
    r"baseless|unfounded|dubious|misleading|groundless|without foundation|not credible)"
)
_REJECTION = re.compile(rf"\b{_POINTER}\b[^.!?\n]{{0,60}}?\s(?:{_NOT}\s+(?:\w+\s+)?{_VERBS}|{_IS_NOT}{_GOOD}|{_BAD})\b", re.IGNORECASE)
_DOUBTFUL = (
    r"(?:inflated|exaggerated|overstated|overblown|false|wrong|untrue|nonsense|implausible|untenable|unconvincing|absurd|misleading|"
    r"baseless|unfounded|far-fetched|not (?:so|true|the case|credible|convincing|plausible))"
)
_EVIDENCE = (
    r"(?:map|record|records|evidence|facts?|data|figures|numbers|pictures|images|footage|documents|photographs|videos|witnesses|reality)"
)
_BARE = re.compile(
    r"\b(?:I|we) (?:find|found|consider|think) (?:this|that|it|these|them|both) (?:\w+ )?(?:hard|difficult|impossible) to "
    r"(?:believe|credit|accept|swallow)\b"
    r"|\b(?:I|we) (?:do not|don[’']t|cannot|can[’']t|could not) (?:believe|accept|buy|credit) (?:this|that|it|a word of (?:it|this|that))\b"
    r"|(?:^|(?<=[.!?…]\s)|(?<=\n))(?:This|That|Both|Neither|It|These|Those) (?:is|are|was|were|sounds?|looks?|seems?)"
    rf"(?: \w+ly| simply| just)? {_DOUBTFUL}\b"
    rf"|\b(?:the|our|their|all the|available) (?:\w+ )?{_EVIDENCE} (?:says?|tells?|shows?|suggests?|points?|proves?|speaks?) "
    r"(?:otherwise|the opposite|a different story|something else|another story|to the contrary|against (?:it|this|that))\b",
    re.IGNORECASE | re.MULTILINE,
)
_LIKELIER = re.compile(r"\bmore\s+(?:likely|probable|plausible|credible|convincing)\b|\blikelier\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"(?:if|unless|whether)\b", re.IGNORECASE)
_RIVAL = re.compile(
    rf"{_LIKELIER.pattern}|"
    r"\b(?:in (?:fact|reality|truth)|on the contrary|the truth is|a (?:better|simpler|likelier) explanation)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r"(?:moreover|furthermore|besides|in addition|what is more|what’s more|what's more|also|nor)\b,?\s", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?:\[\d+\])?\s+(?=\S)")


def rejections(graph: Graph) -> tuple[Link, ...]:
    """The rejections that the texts of a graph hold, proposed, with what goes with them: surest where a noun points at what is rejected."""
    found: list[Link] = []
    for document in graph.documents.values():
        places = places_of(graph, document)
        said = places_of(graph, document, implied=True)
        for pointer in _pointers(document.text):
            found += _rejected(document, (places, said), pointer)
    return tuple({link.id: link for link in found}.values())


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Where a text rejects something, with the noun that points back at it, and whose that is; "" where none does or nobody is named."""

    start: int
    noun: str = ""
    whose: str = ""


def _pointers(text: str) -> Iterator[_Pointer]:
    yield from (_Pointer(found.start(), found["noun"].lower(), (found["whose"] or "").lower()) for found in _REJECTION.finditer(text))
    yield from (_Pointer(found.start()) for found in _BARE.finditer(text))


def _rejected(document: Document, places: tuple[Sequence[Place], Sequence[Place]], pointer: _Pointer) -> Iterator[Link]:
    """The contradiction between a claim that rejects what was said and the claim that it points back at, with what follows on it."""
    own, said = places
    rejection = next((place for place in own if place.start <= pointer.start < place.end and not _relayed(place)), None)
    if rejection is None or _SUPPOSED.match(document.text, rejection.start):
        return
    target = _pointed_at(said, rejection, pointer.whose) if pointer.noun else _just_said(said, rejection)
    if target is not None:
        type_ = LinkType.CAUSE if pointer.noun.rstrip("s") in _CAUSES else LinkType.DENIAL
        link = stated_link(LinkKind.CONTRADICTS, type_, rejection, target, "The text rejects what was said before.")
        yield inferred(link, judge_of("rejection"), 0.9 if pointer.noun else 0.8)
        yield from _after(document, own, rejection, target)


def _after(document: Document, places: Sequence[Place], rejection: Place, target: Place) -> Iterator[Link]:
    """What the rest of the paragraph adds to a rejection: its reasons, and the rival that it puts in the place of what it rejects."""
    gives_reasons = True
    for number, start in enumerate(_sentences_after(document.text, rejection.end)):
        end = next(iter(_sentences_after(document.text, start)), len(document.text))
        said = [
            p for p in places if start <= p.start < end and p.assertion.speaker.id == rejection.assertion.speaker.id and not _relayed(p)
        ]
        hedged = _RIVAL.search(document.text, start, min(end, start + 120))
        if hedged and said:
            rival = min((p for p in said if p.end > hedged.start()), key=lambda place: place.start, default=None)
            if rival is not None:
                words = "The text holds the one for likelier than the other."
                link = stated_link(LinkKind.CONTRADICTS, LinkType.CAUSE, rival, target, words)
                yield inferred(link, judge_of("rival"), 0.9 if _LIKELIER.match(hedged.group()) else 0.85)
            return
        gives_reasons = gives_reasons and (number == 0 or _GOING_ON.match(document.text, start) is not None)
        if gives_reasons and said and not FIRST.match(document.text, start - 1):
            link = stated_link(LinkKind.SUPPORTS, LinkType.PREMISE, said[0], rejection, "It follows on the rejection as its reason.")
            yield inferred(link, judge_of("reasons"), 0.75)


def _sentences_after(text: str, at: int) -> Iterator[int]:
    """Where the sentences behind a place start, to the end of its paragraph."""
    stop = text.find("\n", at)
    for found in _SENTENCE.finditer(text, at, stop if stop >= 0 else len(text)):
        yield found.end()


def _pointed_at(said: Sequence[Place], rejection: Place, whose: str) -> Place | None:
    """The claim nearest before a rejection, not too far, that another voice stands behind, the one named: of a denial, the negative.

    What is stated without any words of saying is nobody's account.
    """
    near = [place for place in _before(said, rejection, FARTHEST) if place.assertion.speaker.id != rejection.assertion.speaker.id]
    others = [place for place in near if place.assertion.cue is not None and whose in place.assertion.speaker.name.lower()]
    return max(others, key=lambda place: (place.end, place.end - place.start), default=None)


def _just_said(said: Sequence[Place], rejection: Place) -> Place | None:
    """The claim just before a rejection, if another voice stands behind it; the author's own words between leave nothing to point at."""
    last = max(_before(said, rejection, NEAREST), key=lambda place: (place.end, place.end - place.start), default=None)
    return last if last and last.assertion.speaker.id != rejection.assertion.speaker.id else None


def _before(said: Sequence[Place], rejection: Place, farthest: int) -> list[Place]:
    near = [place for place in said if place.end <= rejection.start and rejection.start - place.end <= farthest]
    return [place for place in near if place.assertion.stance is Stance.ENDORSES]


def _relayed(place: Place) -> bool:
    return place.assertion.stance in (Stance.REPORTS, Stance.ASKS)
