"""Cells of CSV that a spreadsheet would run as formulas, made harmless and back (OWASP, CSV injection)."""

import re

from claimgraph.exchange.rows import number_of

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell with a `'` before what a spreadsheet would take for a formula; numbers stay as they are.

    >>> guarded("=1+1"), guarded("-3.5"), guarded("'=1"), guarded("closed")
    ("'=1+1", '-3.5', "''=1", 'closed')
    """
    return f"'{cell}" if _FORMULA.match(cell) and number_of(cell) is None else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`: `unguarded(guarded(cell)) == cell`, always.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'tis closed")
    ('=1+1', "'=1", "'tis closed")
    """
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
