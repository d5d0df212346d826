"""Where in a document the words of a claim stand."""

import re
from collections.abc import Iterable

from claimgraph.model import Assertion, Claim, Graph, Span


def shown_by(graph: Graph) -> dict[str, Assertion]:
    """For each claim the assertion whose quote shows it best: the first that is not implied, else the first."""
    shown: dict[str, Assertion] = {}
    for assertion in graph.assertions.values():
        claim = assertion.content.claim
        if claim is not None and (claim not in shown or (shown[claim].implied and not assertion.implied)):
            shown[claim] = assertion
    return shown


def clash_spans(assertion: Assertion | None, claim: Claim, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Ranges of the document for ranges of a claim's text: the same words inside the quote that shows it, else the whole quote."""
    if assertion is None:
        return ()
    quote = assertion.quote
    found = [place for span in spans if (place := _find(quote.exact, claim.text[span.start : span.end])) is not None]
    if not found:
        return (Span(quote.start, quote.end),)
    return tuple(Span(quote.start + start, quote.start + end) for start, end in sorted(set(found)))


def _find(quote: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a quote, as whole words, else a word with the same beginning; None where neither is there."""
    if not words.strip():
        return None
    stem = re.escape(words[:5]) + r"\w*" if len(words) > 5 and words.isalpha() else None
    for pattern in (rf"(?<!\w){re.escape(words)}(?!\w)", stem and rf"(?<!\w){stem}"):
        found = re.search(pattern, quote, re.IGNORECASE) if pattern else None
        if found:
            return found.start(), found.end()
    return None
