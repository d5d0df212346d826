"""Reasons counted out, "First, … Second, …": they support the claim that stands before the first of them."""

import re
from collections.abc import Iterator, Sequence

from claimgraph.link.text.places import Place, ending_before, inferred, places_of, stated_link
from claimgraph.link.version import judge_of
from claimgraph.model import Document, Graph, Link, LinkKind, LinkType

FIRST = re.compile(r"(?:^|(?<=[.!?:;…”\"’)\]])\s|\n)(?P<head>(?:first(?:ly| of all)?|for one(?: thing)?|to begin with),?\s)", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:^|(?<=[.!?;…”\"’)\]])\s|\n)(?P<head>(?:second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|lastly|for another),?\s)",
    re.IGNORECASE,
)
_REASONS = re.compile(r"\b(?:reasons?|grounds|arguments?|objections?|why|because|flaws?|problems?)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")


def counted_reasons(graph: Graph) -> tuple[Link, ...]:
    """The premises that the texts of a graph count out: confirmed where the claim before them speaks of reasons, else proposed."""
    found = [link for document in graph.documents.values() for link in _counted(document, places_of(graph, document))]
    return tuple({link.id: link for link in found}.values())


def _counted(document: Document, places: Sequence[Place]) -> Iterator[Link]:
    """Premises: the leading claim of each counted sentence supports the claim before the first of them."""
    for first in FIRST.finditer(document.text):
        conclusion = ending_before(document.text, places, first.start("head"))
        heads = _run(document.text, first)
        if conclusion is None or len(heads) < 2:
            continue
        announced = _REASONS.search(document.text, conclusion.start, first.start("head")) is not None
        for start in heads:
            reason = _leading(places, start)
            if reason is not None and reason.claim != conclusion.claim:
                link = stated_link(LinkKind.SUPPORTS, LinkType.PREMISE, reason, conclusion, "The text counts the one among its reasons.")
                yield link if announced else inferred(link, judge_of("reasons"), 0.75)


def _run(text: str, first: re.Match[str]) -> list[int]:
    """Where the counted sentences of one paragraph start, from "first" on; the next "first" or a blank line ends the run."""
    blank = _BLANK.search(text, first.end())
    again = FIRST.search(text, first.end())
    stop = min(blank.start() if blank else len(text), again.start() if again else len(text))
    return [first.start("head"), *(found.start("head") for found in _NEXT.finditer(text, first.end(), stop))]


def _leading(places: Sequence[Place], start: int) -> Place | None:
    """The claim with which a counted sentence opens."""
    near = [place for place in places if start <= place.start <= start + 16]
    return min(near, key=lambda place: (place.start, place.start - place.end), default=None)
