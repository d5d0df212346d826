"""Rejections that the text states: "this explanation does not convince", the reasons given for them, and what is put in its place.

A rejection points back, with "this", "that" or a possessive and a noun of speech, at what another voice said shortly before.
Reasons counted out ("First, … Second, …") support the claim that announces them; after a rejection, so does the sentence that
follows, and those that go on with "moreover". "It is much more likely that …" names a rival to what was rejected before it.
"""

import re
from collections.abc import Iterator, Sequence

from claimgraph.link.places import Place, ending_before, inferred, places_of, stated_link
from claimgraph.model import Document, Graph, Link, LinkKind, LinkType, Stance

FARTHEST = 600
"""How many code points before a rejection the claim that it rejects may end."""
_NOUNS = (
    r"(?:explanation|account|claim|argument|theory|version|story|assertion|contention|suggestion|interpretation|reasoning|excuse|"
    r"narrative|view|reading|charge|accusation|allegation|denial|assurance|figure|estimate|thesis|line)s?"
)
_CAUSES = frozenset(("explanation", "account", "theory", "excuse", "interpretation", "reasoning"))
_POINTER = rf"(?:this|that|these|those|the|his|her|its|their|such an?|[\w.’'-]+[’']s)\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{_NOUNS})"
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
_RIVAL = re.compile(
    r"\b(?:more|far likelier|likelier)\s+(?:likely|probable|plausible|credible|convincing)\b|\blikelier\b|"
    r"\b(?:in (?:fact|reality|truth)|on the contrary|the truth is|a (?:better|simpler|likelier) explanation)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r"(?:moreover|furthermore|besides|in addition|what is more|what’s more|what's more|also|nor)\b,?\s", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?:\[\d+\])?\s+(?=\S)")
_FIRST = re.compile(
    r"(?:^|(?<=[.!?:;…”\"’)\]])\s|\n)(?P<head>(?:first(?:ly| of all)?|for one(?: thing)?|to begin with),?\s)", re.IGNORECASE
)
_NEXT = re.compile(
    r"(?:^|(?<=[.!?;…”\"’)\]])\s|\n)(?P<head>(?:second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|lastly|for another),?\s)",
    re.IGNORECASE,
)


def rejections(graph: Graph) -> tuple[Link, ...]:
    """The links of rejections and of reasons counted out that the texts of a graph state, confirmed."""
    found: list[Link] = []
    for document in graph.documents.values():
        places = places_of(graph, document)
        found += [*_rejected(document, places), *_counted(document, places)]
    return tuple({link.id: link for link in found}.values())


def _rejected(document: Document, places: Sequence[Place]) -> Iterator[Link]:
    """Contradictions between a claim that rejects what was said and the claim that it points back at."""
    for found in _REJECTION.finditer(document.text):
        rejection = next((place for place in places if place.start <= found.start() < place.end and not _relayed(place)), None)
        target = _pointed_at(places, rejection) if rejection else None
        if rejection is not None and target is not None:
            is_cause = found["noun"].lower().rstrip("s") in _CAUSES
            type_ = LinkType.CAUSE if is_cause else LinkType.DENIAL
            yield stated_link(LinkKind.CONTRADICTS, type_, rejection, target, "The text rejects what was said before.")
            yield from _after(document, places, rejection, target)


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
                yield stated_link(
                    LinkKind.CONTRADICTS, LinkType.CAUSE, rival, target, "The text holds the one for likelier than the other."
                )
            return
        gives_reasons = gives_reasons and (number == 0 or _GOING_ON.match(document.text, start) is not None)
        if gives_reasons and said and not _FIRST.match(document.text, start - 1):
            link = stated_link(LinkKind.SUPPORTS, LinkType.PREMISE, said[0], rejection, "It follows on the rejection as its reason.")
            yield inferred(link, "rule:reasons@1", 0.75)


def _sentences_after(text: str, at: int) -> Iterator[int]:
    """Where the sentences behind a place start, to the end of its paragraph."""
    stop = text.find("\n", at)
    for found in _SENTENCE.finditer(text, at, stop if stop >= 0 else len(text)):
        yield found.end()


def _pointed_at(places: Sequence[Place], rejection: Place) -> Place | None:
    """The claim nearest before a rejection, not too far, that another voice stands behind."""
    speaker = rejection.assertion.speaker.id
    said = [place for place in places if place.end <= rejection.start and rejection.start - place.end <= FARTHEST]
    others = [place for place in said if place.assertion.speaker.id != speaker and place.assertion.stance is Stance.ENDORSES]
    return max(others, key=lambda place: (place.end, place.end - place.start), default=None)


def _relayed(place: Place) -> bool:
    return place.assertion.stance in (Stance.REPORTS, Stance.ASKS)


def _counted(document: Document, places: Sequence[Place]) -> Iterator[Link]:
    """Premises: the leading claim of each counted sentence supports the claim before the first of them."""
    for first in _FIRST.finditer(document.text):
        conclusion = ending_before(document.text, places, first.start("head"))
        heads = _run(document.text, first)
        if conclusion is None or len(heads) < 2:
            continue
        for start in heads:
            reason = _leading(places, start)
            if reason is not None and reason.claim != conclusion.claim:
                yield stated_link(LinkKind.SUPPORTS, LinkType.PREMISE, reason, conclusion, "The text counts the one among its reasons.")


def _run(text: str, first: re.Match[str]) -> list[int]:
    """Where the counted sentences of one paragraph start, from "first" on; the next "first" or a blank line ends the run."""
    blank = re.compile(r"\n\s*\n").search(text, first.end())
    again = _FIRST.search(text, first.end())
    stop = min(blank.start() if blank else len(text), again.start() if again else len(text))
    return [first.start("head"), *(found.start("head") for found in _NEXT.finditer(text, first.end(), stop))]


def _leading(places: Sequence[Place], start: int) -> Place | None:
    """The claim with which a counted sentence opens."""
    near = [place for place in places if start <= place.start <= start + 16]
    return min(near, key=lambda place: (place.start, place.start - place.end), default=None)
