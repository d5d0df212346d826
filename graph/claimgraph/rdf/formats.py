"""The formats of SPARQL answers, and which of them a client prefers (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

SOLUTIONS: tuple[tuple[str, str], ...] = (
    ("application/sparql-results+json", "srj"),
    ("application/sparql-results+xml", "srx"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/json", "srj"),
    ("application/xml", "srx"),
    ("text/xml", "srx"),
)
"""Media types for SELECT and ASK with Oxigraph's name of the format; the first is the one for clients that do not mind.

CSV and TSV hold values as SPARQL 1.1 defines them: a spreadsheet may take a cell that starts with = for a formula.
"""

GRAPHS: tuple[tuple[str, str], ...] = (
    ("text/turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("application/ld+json", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/json", "jsonld"),
    ("application/xml", "rdf"),
    ("text/xml", "rdf"),
)
"""Media types for CONSTRUCT and DESCRIBE."""

NAMED: dict[str, str] = {
    "json": "application/sparql-results+json, application/ld+json",
    "xml": "application/sparql-results+xml, application/rdf+xml",
    "csv": "text/csv, text/turtle",
    "tsv": "text/tab-separated-values, text/turtle",
    "turtle": "text/turtle, application/sparql-results+json",
    "ntriples": "application/n-triples, application/sparql-results+json",
    "jsonld": "application/ld+json, application/sparql-results+json",
    "rdfxml": "application/rdf+xml, application/sparql-results+xml",
}
"""What the names of formats, for links that cannot set a header, mean as Accept."""


def choose_format(accept: str, offers: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The offer that the client likes best, the earlier of equals; None where it takes none of them.

    >>> choose_format("text/csv;q=0.5, */*;q=0.1", SOLUTIONS)
    ('text/csv', 'csv')
    >>> choose_format("image/png", SOLUTIONS) is None
    True
    """
    best = max(offers, key=lambda offer: quality_of(accept, offer[0]))
    return best if quality_of(accept, best[0]) > 0 else None


def quality_of(accept: str, media_type: str) -> float:
    """How much the client wants a media type, in [0, 1]: the quality of the most specific range that fits.

    >>> quality_of("text/*;q=0.3, text/html", "text/html"), quality_of("text/html", "text/csv"), quality_of("", "text/csv")
    (1.0, 0.0, 1.0)
    """
    if not accept.strip():
        return 1.0
    fits = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    found = [(fits.index(name), quality) for name, quality in map(_range, accept.split(",")) if name in fits]
    return min(found)[1] if found else 0.0


def _range(text: str) -> tuple[str, float]:
    name, *parameters = text.split(";")
    qualities = [value for key, _, value in (item.partition("=") for item in parameters) if key.strip().lower() == "q"]
    return name.strip().lower(), _quality(qualities[0]) if qualities else 1.0


def _quality(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0
