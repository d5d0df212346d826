"""Reference marks in a text and the notes they point at; a mark whose note is missing is said to dangle."""

import re
from collections.abc import Iterator
from dataclasses import replace

from claimgraph.model import Anchor, Citation, Document, Finding

_MARK = re.compile(r"(?<=[\w.,;:!?)\]\"'”’])\[(\d{1,3})\]|(?<=[\w.,;:!?)\"'”’])([¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3})|\[(citation needed)\]")
_NOTE = re.compile(r"^[ \t]*(?:\[(\d{1,3})\]|\((\d{1,3})\)|([¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3})|(\d{1,3})[.)])[:.]?[ \t]+(\S[^\n]*)", re.MULTILINE)
_UNITS = re.compile(r"\b(?:k?m|c?m|mm|ft|in|yd|mi)$")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def with_citations(document: Document) -> tuple[Document, tuple[Finding, ...]]:
    """The document with the reference marks found in it, and a finding for each whose note is missing."""
    notes = {_number(match): match for match in _NOTE.finditer(document.text)}
    starts = {match.start() for match in notes.values()}
    citations = tuple(
        Citation(mark.group(), mark.start(), mark.end(), *_target(mark, notes))
        for mark in _marks(document.text)
        if mark.start() not in starts
    )
    findings = tuple(_finding(document, citation) for citation in citations if citation.dangling)
    return replace(document, citations=citations), findings


def _marks(text: str) -> Iterator[re.Match[str]]:
    for mark in _MARK.finditer(text):
        if mark.group(2) is None or not _UNITS.search(text[max(0, mark.start() - 4) : mark.start()]):
            yield mark


def _number(match: re.Match[str]) -> str:
    found = next(group for group in match.groups()[:4] if group)
    return found.translate(_DIGITS)


def _target(mark: re.Match[str], notes: dict[str, re.Match[str]]) -> tuple[str | None, bool]:
    number = (mark.group(1) or mark.group(2) or mark.group(3)).translate(_DIGITS)
    note = notes.get(number)
    if note is None or note.start() < mark.start():
        return None, True
    return note.group(5).strip(), False


def _finding(document: Document, citation: Citation) -> Finding:
    words = f"The text cites {citation.mark}, but the note it points at is missing."
    return Finding("dangling-citation", document.id, words, Anchor.of(document.text, citation.start, citation.end))
