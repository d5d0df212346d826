"""A claim as one row of a table: who says what of which thing, when and where, in which words and in which document.

Every row has one normal form, so that the same row is the same claim whichever file it comes in: `normalised` makes it, an
export writes it, and it is its own normal form.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimgraph.errors import InputError
from claimgraph.exchange.edtf import is_edtf
from claimgraph.ids import mint_id
from claimgraph.model import Certainty, EntityKind, Fidelity, Modality, Polarity, SourceKind, Stance

LONGEST_CELL = 10_000
"""The most characters of one cell."""
RELAY = " > "
"""What stands between the names of a chain of relaying sources, the nearest to the speaker first."""
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)


class Row(NamedTuple):
    """One claim as its source makes it, as text; "" where a cell is empty. A tuple, as millions of them are made.

    `document_id` keeps documents of the same name apart and is no part of what the row says.
    """

    source: str
    source_kind: str = ""
    via: str = ""
    entity: str = ""
    entity_kind: str = ""
    attribute: str = ""
    value: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    time: str = ""
    place: str = ""
    text: str = ""
    quote: str = ""
    fidelity: str = ""
    language: str = ""
    modality: str = ""
    polarity: str = ""
    stance: str = ""
    certainty: str = ""
    said_at: str = ""
    url: str = ""
    document: str = ""
    publisher: str = ""
    published_at: str = ""
    document_id: str = ""


COLUMNS = Row._fields
"""The columns of a table of claims, in the order in which they are written."""
IDS = ("claim_id", "assertion_id")
"""Columns that an export adds and an import passes over, as ids are minted from what a row says."""
CELLS = MappingProxyType({name: place for place, name in enumerate(COLUMNS)})
"""Where each column stands in a row."""

_SCALES: Mapping[int, tuple[str, frozenset[str]]] = {
    CELLS[name]: (default, frozenset(scale))
    for name, default, scale in (
        ("source_kind", "organisation", SourceKind),
        ("entity_kind", "thing", EntityKind),
        ("modality", "fact", Modality),
        ("polarity", "positive", Polarity),
        ("stance", "endorses", Stance),
        ("certainty", "unstated", Certainty),
    )
}
_TIMES = tuple(CELLS[name] for name in ("time", "said_at", "published_at"))
_FIDELITIES = frozenset(Fidelity)
_FIDELITY, _QUOTE, _LANGUAGE, _TEXT, _URL = (CELLS[name] for name in ("fidelity", "quote", "language", "text", "url"))
_SOURCE, _ENTITY, _ENTITY_KIND, _VIA = (CELLS[name] for name in ("source", "entity", "entity_kind", "via"))
_VALUE, _LOW, _HIGH = (CELLS[name] for name in ("value", "low", "high"))


def normalised(cells: list[str]) -> Row:
    """The row in its normal form, of the cells of all columns as they came. Raises InputError that names the column.

    >>> normalised(list(Row("Parade", entity="Safir bridge", attribute="status", value="closed"))).text
    'Safir bridge, status: closed'
    """
    cells = [cell.strip() if place != _QUOTE else cell for place, cell in enumerate(cells)]
    _check_words(cells)
    _check_scales(cells)
    _check_sense(cells)
    _fill_numbers(cells)
    if not cells[_TEXT]:
        cells[_TEXT] = _statement(Row._make(cells))
        if len(cells[_TEXT]) > LONGEST_CELL:
            raise InputError(f"entity, attribute and value make a claim of more than {LONGEST_CELL:,} characters: shorten them")
    if cells[_QUOTE] == cells[_TEXT] and cells[_FIDELITY] == Fidelity.PARAPHRASE.value:
        cells[_QUOTE] = ""
    return Row._make(cells)


def row_id(row: Row) -> str:
    """The id of the claim that a row in normal form makes: the same row is the same claim, in whichever file it stands."""
    return mint_id("claim", "row", *row[:-1])


def number_of(text: str) -> float | None:
    """The number that a text is, or None where it is none or too large.

    >>> number_of("1,250"), number_of("-3.5"), number_of("thirty")
    (1250.0, -3.5, None)
    """
    if not text or not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", ""))
    return value if abs(value) < 1e300 else None


def number_text(value: float | None) -> str:
    """A number as a cell: without a point where it is whole, "" where there is none that a cell can hold.

    >>> number_text(30.0), number_text(2.5), number_text(None), number_text(float("inf"))
    ('30', '2.5', '', '')
    """
    if value is None or not abs(value) < 1e300:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _check_words(cells: list[str]) -> None:
    joined = "\x1f".join(cells)
    sound = "\0" not in joined and joined.count("\x1f") == len(cells) - 1
    if not sound or not joined.isascii():
        for name, cell in zip(COLUMNS, cells, strict=True):
            _check_characters(name, cell)
    if len(joined) > LONGEST_CELL:
        for name, cell in zip(COLUMNS, cells, strict=True):
            if len(cell) > LONGEST_CELL:
                raise InputError(f"{name} has {len(cell):,} characters; at most {LONGEST_CELL:,} are read: shorten it", code="limit")


def _check_characters(name: str, cell: str) -> None:
    if "\0" in cell or "\x1f" in cell:
        raise InputError(f"{name} holds a control character (U+0000 or U+001F), which is no part of any text: leave it out")
    try:
        cell.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{name} holds half a character or is not UTF-8, at {error.start}: save it again as UTF-8") from error


def _check_scales(cells: list[str]) -> None:
    for place, (default, scale) in _SCALES.items():
        cell = cells[place]
        if not cell:
            cells[place] = default
        elif cell not in scale:
            cells[place] = cell.casefold()
            if cells[place] not in scale:
                raise InputError(f"{COLUMNS[place]} is “{cell[:40]}”, which is none of: {', '.join(sorted(scale))}")
    for place in _TIMES:
        if cells[place] and not is_edtf(cells[place]):
            wanted = "a date or interval of EDTF, such as 2015-10-14, 2015-10 or 2015-10-14/2015-10-20"
            raise InputError(f"{COLUMNS[place]} is “{cells[place][:40]}”, which is not {wanted}")
    _fill_fidelity(cells)
    cells[_LANGUAGE] = cells[_LANGUAGE] or "en"


def _fill_fidelity(cells: list[str]) -> None:
    if not cells[_QUOTE].strip():
        cells[_QUOTE], cells[_FIDELITY] = "", Fidelity.PARAPHRASE.value
        return
    cells[_FIDELITY] = cells[_FIDELITY].casefold() or Fidelity.VERBATIM.value
    if cells[_FIDELITY] not in _FIDELITIES:
        raise InputError(f"fidelity is “{cells[_FIDELITY][:40]}”, which is none of: {', '.join(sorted(_FIDELITIES))}")


def _check_sense(cells: list[str]) -> None:
    if not cells[_SOURCE]:
        raise InputError("source is empty: say who makes the claim")
    if not cells[_ENTITY]:
        if not cells[_TEXT]:
            raise InputError("entity and text are empty: say what the claim is about, or give it as a sentence in text")
        cells[_ENTITY_KIND] = "thing"
    elif not (cells[_TEXT] or any(cells[_ENTITY_KIND + 1 : _HIGH + 1])):
        raise InputError("entity is given and nothing is said of it: give attribute, value, low, high or text")
    if cells[_URL] and not _ADDRESS.fullmatch(cells[_URL]):
        raise InputError(f"url is “{cells[_URL][:60]}”, which is no address: give it whole, such as https://example.org/report")
    if cells[_VIA]:
        cells[_VIA] = _relays(cells[_VIA])


def _relays(cell: str) -> str:
    names = [name.strip() for name in cell.split(RELAY.strip())]
    if not all(names):
        raise InputError(f"via has an empty name between its “{RELAY.strip()}”: name each source that relays, the nearest first")
    return RELAY.join(names)


def _fill_numbers(cells: list[str]) -> None:
    if not cells[_LOW] and not cells[_HIGH]:
        return
    for place in (_LOW, _HIGH):
        number = number_of(cells[place])
        if cells[place] and number is None:
            raise InputError(f"{COLUMNS[place]} is “{cells[place][:40]}”, which is no number: write digits, such as 30 or 2.5")
        cells[place] = number_text(number)
    low, high = number_of(cells[_LOW]), number_of(cells[_HIGH])
    if low is not None and high is not None and low > high:
        raise InputError(f"low ({cells[_LOW]}) is above high ({cells[_HIGH]}): swap them")
    if low is not None and low == high == number_of(cells[_VALUE]):
        cells[_LOW] = cells[_HIGH] = ""


def _statement(row: Row) -> str:
    """What a row says, as a line that stands by itself."""
    subject = ", ".join(part for part in (row.entity, row.attribute) if part)
    measured = " ".join(part for part in (row.value or _range(row), row.unit) if part)
    stated = f"not {measured}" if measured and row.polarity == Polarity.NEGATIVE.value else measured
    where = ", ".join(part for part in (row.time, row.place) if part)
    return f"{': '.join(part for part in (subject, stated) if part)}{f' ({where})' if where else ''}"


def _range(row: Row) -> str:
    if row.low and row.high:
        return row.low if row.low == row.high else f"{row.low} to {row.high}"
    return f"at least {row.low}" if row.low else f"at most {row.high}" if row.high else ""
