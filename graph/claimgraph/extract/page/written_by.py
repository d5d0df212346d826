"""Who wrote a text, by the line at its top that says so: "By Ada Poe and Jo Lim, 3 May", "The Saturday interview, by Ada Poe"."""

import re
from collections.abc import Iterator, Sequence

from claimgraph.extract.page.layout import Paragraph, ParagraphKind
from claimgraph.language.capitals import CAPITAL_WORD, PARTICLE

_TOP = 4
"""Among how many paragraphs the line is looked for."""
_NAME = rf"{CAPITAL_WORD}(?: (?:{PARTICLE} )*{CAPITAL_WORD}){{1,3}}"
_BY = re.compile(rf"(?:^|[,|·•–—-] ?|\b(?:interview(?:ed)?|written|reported|words|posted) )[Bb]y ({_NAME}(?:(?:, | and | & ){_NAME})*)")


def writers_in(masked: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    r"""The names of those who wrote a text, in full, as far as a line at its top tells them.

    >>> from claimgraph.extract.page.layout import paragraphs_of
    >>> text = "Floods\nThe big interview, by Ada Poe and Jo de Lim, 3 May 2021\n\nIt rained all night by the river."
    >>> list(writers_in(text, paragraphs_of(text)))
    ['Ada Poe', 'Jo de Lim']
    """
    for paragraph in paragraphs[:_TOP]:
        found = _BY.search(masked[paragraph.start : paragraph.end]) if paragraph.kind is ParagraphKind.BYLINE else None
        yield from re.split(r", | and | & ", found.group(1)) if found is not None else ()
