"""Headline, byline, date line and dateline at the top of a plain text, as newspapers and agencies set them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import takewhile
from typing import TypeVar

from claimgraph.datelines import dateline, greeting
from claimgraph.language.capitals import CAPITAL, NAME, PARTICLE

_LINES = 8
_LONGEST_HEADLINE = 200
_LONGEST_DATE = 7
"""How many words a line has that only tells when and where, and what sort of text it is."""
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" if len(name) > 3 else name for name in _MONTHS)
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<name>{_MONTH}),? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
)
_BYLINE = re.compile(
    rf"(?:^(?i:by|author:|written by|from our correspondent)|(?:,|\binterview(?:ed)?)\s*by(?=\s+(?:{PARTICLE} ){{0,2}}{CAPITAL}))"
    rf"\s+(?P<names>[^\d,|·•—–(]+)"
    rf"(?:,\s*(?P<outlet>{CAPITAL}[^\d,]*[^\d,\s])\s*(?:,|$))?",
)

_POSTED = re.compile(rf"(?P<name>{NAME}) \(@\w{{2,30}}\)(?:\s*[·•|–-].*)?|(?P<handle>@\w{{2,30}})")
"""The line above a post that names whose account it is: "Mila Sand (@milasand)"; a handle alone is all of it."""
_SENDER = re.compile(r"From:[ \t]*\"?(?P<name>[^<\"\s](?:[^<\"\n]*[^<\"\s])?)\"?[ \t]*(?P<address><[^>\s]+@[^>\s]+>)?")
_SUBJECT = re.compile(r"Subject:\s*(.+)")
_MAIL_LINE = re.compile(r"(From|To|Cc|Date|Sent|Subject|Reply-To):\s*\S")
_SENT = frozenset({"To", "Date", "Sent"})
"""Of these a message has one beside its sender and its subject."""

_OUTLETS = frozenset(
    """agency analysts broadcaster bulletin chronicle courier daily dispatch echo gazette guardian herald institute journal magazine mail
    ministry monitor network news observer office post press radio record report reporter review standard star sun telegraph television
    times tribune tv voice weekly wire""".split()
)
"""Words in the names of those who publish: "Border Post", but not "Orsk"."""

_NAME = rf"{CAPITAL}[\w&.'’-]*(?: (?:of|for|and|the|&|{CAPITAL}[\w&.'’-]*))*"
_ISSUED = re.compile(
    r"(?i:(?:(?:press|news|media) )?(?:release|statement|communiqu[ée])\s*(?:by|of|from|:|[–—-])\s*(?:the )?)"
    rf"(?P<by>{_NAME})|(?P<on>{_NAME}):"
)
"""A headline that names who speaks in the text: "Harbour Freight: the fire of 2 May", "Statement by the Orsk Port Authority"."""
_ISSUERS = frozenset(
    """academy administration agency airlines army association authority bank board bureau chamber club commission committee company
    cooperative corporation corps council court department embassy federation foods foundation government group hospital institute
    laboratories library ministry museum office party police port presidency railways secretariat service services society trust
    union university""".split()
)
"""Words in the names of those who issue statements under their own heading."""
_RELEASE = re.compile(
    r"(?:(?:press|media|news|public|official|joint) )?(?:release|statement|communiqu[ée]|announcement|notice)\b|"
    r"for (?:immediate )?release\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:statement|communiqu[ée]) (?:on|about|regarding|concerning) ", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:press|media|news|public|official|joint|release|statement|communiqu[ée]|announcement|notice|for|immediate|no|nr|number|ref|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
"""All words that a line has which only says what sort of text this is."""
_FORM = re.compile(r",? (?:plc|ltd|limited|llc|inc|gmbh|ag|sa|asa|nv|corp)\.?$", re.IGNORECASE)
"""The form of a company behind its name."""
_SMALL = frozenset("of the and for in on at to".split())
_STATING = (
    r"(?:today |hereby |can |wishes to |would like to )?(?:confirm|announce|state|regret|welcome|reject|den[yi]|apologi[sz]|acknowledge|"
    r"condemn|deplore|provide|mourn|thank|dispute|insist|reiterate|stress|inform|publish|offer|is (?:aware|sorry|pleased))"
)
_QUOTED = re.compile(r'["“„][^"”“]{0,2000}["”]')
_OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Byline:
    """What the top of a text says of it; empty where it says nothing. `date` is ISO 8601."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None


def read_byline(text: str) -> Byline:
    r"""The headline, authors and date that the first lines of a text give.

    >>> read_byline("Bridge closed\nBy Ada Poe and Jo Lim, Daily Bugle\n3 March 2021\n\nThe bridge is closed.")
    Byline(title='Bridge closed', authors=('Ada Poe', 'Jo Lim'), publisher='Daily Bugle', date='2021-03-03')
    >>> read_byline("Ferry sinks\nHarbour Post, 9 May 2025\n\nA ferry sank.").publisher
    'Harbour Post'
    >>> read_byline("Skarvik Ferries: the crossing of 9 May\n\nSkarvik Ferries regrets the delay. We are looking into it.").publisher
    'Skarvik Ferries'
    >>> read_byline("PORT OF ORSK\nPress release\n\nThe Port of Orsk regrets the delay.").publisher
    'Port of Orsk'
    >>> read_byline("Ferry sinks\n\nOSLO, 9 May 2025 (Coastal Wire) - A ferry sank.").date
    '2025-05-09'
    """
    lines = [line.strip() for line in text[:4000].splitlines() if line.strip()][:_LINES]
    if not lines:
        return Byline()
    posted = _POSTED.fullmatch(lines[0]) if len(lines) > 1 else None
    if posted is not None:
        return replace(read_byline("\n".join(lines[1:])), authors=(posted["name"] or posted["handle"],))
    message = _message(lines)
    if message is not None:
        return message
    top = [line for line in lines[1:5] if len(line) <= _LONGEST_HEADLINE and not _is_sentence(line)]
    written = _first(_BYLINE.search, top)
    authors, publisher = (_names(written["names"]), written["outlet"]) if written else ((), None)
    sent = _first(dateline, lines)
    wire = sent and (sent["wire1"] or sent["wire2"] or sent["wire3"])
    publisher = publisher or _first(_outlet, top) or wire
    heading = None if publisher or authors else _heading(lines)
    publisher = publisher if publisher or authors else _cased(heading, text) if heading else _issuer(lines[0], text)
    dated = [*top, *([sent.group()] if sent else [])]
    title = _headline([line for line in lines if line != heading and not _is_form(line)] if heading else lines)
    return Byline(title or _headline(lines), authors, publisher, _first(_date, dated))


def _message(lines: list[str]) -> Byline | None:
    """What the head of an e-mail tells; None for lines that only look like one: it has an address, or three of its lines in a row."""
    first = next((number for number, line in enumerate(lines[:4]) if _MAIL_LINE.match(line)), len(lines))
    head = list(takewhile(_MAIL_LINE.match, lines[first:]))
    sender, subject = _first(_SENDER.fullmatch, head), _first(_SUBJECT.fullmatch, head)
    if sender is None or subject is None:
        return None
    sent = not _SENT.isdisjoint(line.partition(":")[0] for line in head)
    return Byline(subject[1], (sender["name"],), None, _first(_date, lines)) if sender["address"] or sent else None


def _first(told: Callable[[str], _Told | None], lines: Iterable[str]) -> _Told | None:
    """What the first of these lines that tells anything tells."""
    return next(filter(None, map(told, lines)), None)


def _outlet(line: str) -> str | None:
    """The outlet that a line of its name and a date names: "Border Post, 3 June 2025"; None for a place."""
    name = re.split(r"[,|·•—–]", line, maxsplit=1)[0].strip()
    known = not _OUTLETS.isdisjoint(name.lower().split()) and not _RELEASE.match(name)
    return name if known and name[:1].isupper() and _date(line) and not _date(name) else None


def _issuer(title: str, text: str) -> str | None:
    """Who issues a statement: whom the headline names, if a sentence tells that they now state something and the text says "we" of them."""
    named = _ISSUED.match(title.lstrip("# "))
    name = named and (named["by"] or named["on"])
    if not name or (named and named["on"] and " " not in name):
        return None
    body = _QUOTED.sub(" ", text.partition("\n")[2])
    return name if _OURS.search(body) and re.search(rf"\b{re.escape(name)}(?: [a-z]{{2,4}})? {_STATING}", body) else None


def _heading(lines: list[str]) -> str | None:
    """The line that names the issuer above or below "Press release" or "Statement"; None where the top is no such heading."""
    top = [line for line in lines[:4] if not _is_sentence(line)]
    named = next((line for line in top[:2] if not _RELEASE.match(line)), "")
    called = named.lower().split()
    firm = bool(_FORM.search(named))
    names = all(word[:1].isupper() or word in _SMALL for word in named.split())
    stated = any(_is_release(line) or (firm and _ABOUT.match(line)) for line in top)
    return named if (firm or not _ISSUERS.isdisjoint(called)) and names and 1 < len(called) <= 10 and stated else None


def _is_release(line: str) -> bool:
    """Whether a line has nothing but the name of a sort of text, a number and a date: "Press release, 4 May 2026"."""
    undated = reduce(lambda rest, dated: dated.sub(" ", rest), _DATES, line)
    return bool(_RELEASE.match(line)) and not re.search(r"[^\W\d_]", _RELEASED.sub(" ", undated))


def _cased(name: str, text: str) -> str:
    """A name as the text writes it in small letters, as much of it as it does; one in capitals alone with them only at its words' starts.

    >>> _cased("MINISTRY OF PORTS OF ORSK", "The Ministry of Ports regrets this."), _cased("PORT OF ORSK", "We regret this.")
    ('Ministry of Ports', 'Port of Orsk')
    """
    words = name.split()
    for count in range(len(words), 1, -1):
        written = re.finditer(rf"\b{re.escape(' '.join(words[:count]))}\b", text, re.IGNORECASE)
        found = next((one.group() for one in written if not one.group().isupper()), None)
        if found and words[count - 1].lower() not in _SMALL:
            return found if name.isupper() else " ".join(words[:count])
    return " ".join(word.lower() if word.lower() in _SMALL else word.capitalize() for word in words) if name.isupper() else name


def _is_form(line: str) -> bool:
    """Whether a line only says what sort of text this is, or when it was sent: "Press release, 4 May 2026"."""
    return _is_release(line) or (_date(line) is not None and len(line.split()) <= _LONGEST_DATE)


def _headline(lines: list[str]) -> str | None:
    first = lines[0].lstrip("# ").strip()
    if greeting(first) or first.startswith((">", "--")):
        return None
    return first if len(lines) > 1 and len(first) <= _LONGEST_HEADLINE and not _is_sentence(first) and not _BYLINE.match(first) else None


def _is_sentence(line: str) -> bool:
    return line.endswith((".", "!", "…", ".”", '."')) and len(line.split()) > 6


def _names(words: str) -> tuple[str, ...]:
    names = (name.strip().strip(" .") for name in re.split(r"\sand\s|[&;]", words))
    return tuple(name for name in names if name)


def _date(line: str) -> str | None:
    for pattern in _DATES:
        found = pattern.search(line)
        if found:
            parts = found.groupdict()
            month = int(parts["month"]) if "month" in parts else 1 + [name[:3] for name in _MONTHS].index(parts["name"][:3].lower())
            return _day(int(parts["year"]), month, int(parts["day"]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
