"""Which of several representations a request asks for (RFC 9110, 12.5.1)."""

from collections.abc import Iterator, Sequence

from fastapi import Request

HTML = "text/html"
JSON = "application/json"


def accepted(header: str | None) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their weights, the most wanted first; order decides between equals.

    >>> accepted("text/html;q=0.5, application/json")
    [('application/json', 1.0), ('text/html', 0.5)]
    """
    return sorted(_ranges(header or "*/*"), key=lambda item: -item[1])


def best_of(header: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the header wants most, or None where it wants none of them; the first offer where it does not care.

    >>> best_of("text/*;q=0.3, text/turtle", ("application/json", "text/html", "text/turtle"))
    'text/turtle'
    """
    weights = {offer: _weight(offer, accepted(header)) for offer in offers}
    best = max(weights.values(), default=0.0)
    return next((offer for offer in offers if weights[offer] == best), None) if best > 0 else None


def prefers_html(request: Request) -> bool:
    """Whether a person asks, with a browser, for something that is no part of the API."""
    header = request.headers.get("accept", "")
    return HTML in header and not request.url.path.startswith("/v1/") and best_of(header, (JSON, HTML)) == HTML


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(",")[:50]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        yield media.lower(), _number(weight)


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _weight(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    for wanted in (offer, offer.split("/")[0] + "/*", "*/*"):  # the most specific range decides
        found = next((weight for media, weight in ranges if media == wanted), None)
        if found is not None:
            return found
    return 0.0
