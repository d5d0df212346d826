"""A mail (RFC 5322): its own words, who wrote it when, and what hung on it and was not read."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import islice

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.ingest.parsers.encodings import decoded
from claimgraph.ingest.parsers.letter import read_letter
from claimgraph.ingest.parsers.parsed import Parsed
from claimgraph.model import Span

MEDIA_TYPE = "message/rfc822"
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError)
"""What the standard library raises over headers that are made to be wrong."""
_MOST_NAMED = 50
_PLAIN, _PAGE = "text/plain", "text/html"
_UNTOLD = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/x-amp-html", "text/enriched"}
)
"""Signatures, and what says once more what a text and a page say."""
_OF_BOX = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,200}\n(?=[A-Za-z][\w-]{0,60}:)")
"""The line with which a mail begins in a mailbox."""
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_LINKED = re.compile(r"https?://[^\s<>()\[\]]+|<[^>\s]{1,2000}>|\[(?:image|cid)[^\]\n]{0,300}\]|mailto:[^\s<>()]+")
"""What one part of a mail writes out and the other hides behind its words."""


def read_mail(data: bytes) -> list[Parsed]:
    """The text of a mail, or its HTML where that says other words or is all; raises InputError where it holds neither."""
    if len(mails := _OF_BOX.findall(data)) > 1:
        raise UnreadableError(f"is a mailbox of {len(mails):,} mails: save each by itself (.eml)")
    try:
        mail = BytesParser(policy=policy.default).parsebytes(data)
        page = _read(mail)
    except RecursionError as error:
        raise LimitError("holds mails within mails, deeper than is read: save the one that counts by itself") from error
    except _FAULTS as error:
        raise UnreadableError(f"is a damaged mail ({error}): save its text as plain text") from error
    if not page.text.strip():
        raise InputError("is a mail whose text is empty; what hangs on it is added by itself: " + _names(mail), code="empty")
    return [
        Parsed(
            page.text,
            MEDIA_TYPE,
            title=_header(mail, "Subject"),
            authors=tuple(_authors(mail)),
            published_at=_date(mail),
            hidden=page.hidden,
            notes=(*page.notes, *_attachments(mail)),
        )
    ]


def _read(mail: EmailMessage) -> Parsed:
    """The words that programs show, one part below the other."""
    shown = [group for parts in _groups(mail) if (group := [part for part in parts if _is_shown(part)])]
    if not shown:
        raise InputError("is a mail without a text; what hangs on it is added by itself: " + _names(mail), code="empty")
    found: list[Parsed] = []
    for group in shown:
        with suppress(InputError):  # a page without words has nothing to add
            found.append(_shown(group))
    return _joined(found or [Parsed("", MEDIA_TYPE)])


def _groups(part: EmailMessage) -> Iterator[list[EmailMessage]]:
    """The parts of a mail, each for itself but for those that say the same in several ways."""
    if not part.is_multipart() or part.get_content_type() == MEDIA_TYPE:
        yield [part]
        return
    inside = (group for inner in part.iter_parts() if isinstance(inner, EmailMessage) for group in _groups(inner))
    if part.get_content_type() == "multipart/alternative":
        yield [one for group in inside for one in group]
    else:
        yield from inside


def _is_shown(part: EmailMessage) -> bool:
    return part.get_content_type() in (_PLAIN, _PAGE) and part.get_content_disposition() != "attachment" and not part.get_filename()


def _shown(parts: list[EmailMessage]) -> Parsed:
    """The words that people see: those of the pages where their words are others than those of the texts."""
    texts = [_text(part) for part in parts if part.get_content_type() == _PLAIN]
    pages = [part for part in parts if part.get_content_type() == _PAGE and _bytes(part).strip()]
    text = _joined(texts) if texts else None
    if not pages:
        return text or Parsed("", MEDIA_TYPE)
    if text is None or not text.text.strip():
        return _letter(pages)
    with suppress(InputError):  # a page without words has nothing to add
        letter = _letter(pages)
        told = tuple(_difference(_bare(text.text), _bare(_visible(letter))))
        return replace(letter, notes=(*letter.notes, *told)) if told or letter.hidden else text
    return text


def _letter(pages: list[EmailMessage]) -> Parsed:
    return _joined([read_letter(_bytes(page), page.get_content_charset()) for page in pages])


def _joined(parts: list[Parsed]) -> Parsed:
    """Parts of a mail one below the other, as people see them."""
    whole = parts[0]
    for part in parts[1:]:
        text = f"{whole.text.rstrip()}\n\n"
        moved = (Span(span.start + len(text), span.end + len(text)) for span in part.hidden)
        whole = replace(whole, text=text + part.text, hidden=(*whole.hidden, *moved), notes=(*whole.notes, *part.notes))
    return whole


def _difference(said: list[str], shown: list[str]) -> Iterator[tuple[str, str]]:
    """A note where the plain text of a mail says other words than its HTML shows."""
    if said != shown:
        at = next((number for number, pair in enumerate(zip(said, shown, strict=False)) if pair[0] != pair[1]), min(len(said), len(shown)))
        first, second = (" ".join(words[max(0, at - 3) : at + 5])[:200] or "nothing more" for words in (said, shown))
        told = f"its plain text has other words: “{first}” where the HTML has “{second}”."
        yield "mail-parts", f"The HTML of the mail was read, as people see it; {told}"


def _visible(letter: Parsed) -> str:
    ends = [0, *(place for span in letter.hidden for place in (span.start, span.end)), len(letter.text)]
    return " ".join(letter.text[first:last] for first, last in zip(ends[::2], ends[1::2], strict=True))


def _bare(text: str) -> list[str]:
    """The words without case, marks and addresses, in which programs write both parts alike."""
    return re.findall(r"\w+", _LINKED.sub(" ", unicodedata.normalize("NFKC", text)).casefold())


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> Parsed:
    """The words in the character set that the part names where they fit it, and else in the one that fits them."""
    text, notes = decoded(_bytes(part), part.get_content_charset())
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = unflowed(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
    return Parsed(text, MEDIA_TYPE, notes=notes)


def unflowed(text: str, *, delete: bool) -> str:
    r"""A text whose lines were wrapped for transport behind a space, which is to be deleted or not, as it was written (RFC 3676, 4).

    >>> unflowed("> The har \n> bour is shut.\nI doubt it.", delete=True)
    '> The harbour is shut.\nI doubt it.'
    """
    lines, goes_on = list[str](), -1
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        words = line[marks:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        words = words[:-1] if soft and delete else words
        if marks == goes_on and words != "-- ":
            lines[-1] += words
        else:
            lines.append(f"{'>' * marks} {words}" if marks and words else ">" * marks + words)
        goes_on = marks if soft else -1
    return "\n".join(lines)


def _header(mail: EmailMessage, name: str) -> str | None:
    with suppress(*_FAULTS):
        return " ".join(_readable(str(mail[name] or "")).split())[:500] or None
    return None


def _subject(part: EmailMessage) -> str | None:
    """The subject of a mail that hangs on another."""
    inner = part.get_content() if part.get_content_type() == MEDIA_TYPE else None
    return _header(inner, "Subject") if isinstance(inner, EmailMessage) else None


def _readable(words: str) -> str:
    """Words of a header without the bytes of it that are no UTF-8, which the parser of mails passes on."""
    return words.encode("utf-8", "replace").decode()


def _authors(mail: EmailMessage) -> Iterator[str]:
    with suppress(*_FAULTS):
        for address in mail["From"].addresses:
            yield _readable(address.display_name or address.addr_spec)[:200]


def _date(mail: EmailMessage) -> str | None:
    with suppress(*_FAULTS):
        return str(mail["Date"].datetime.date().isoformat())
    return None


def _attachments(mail: EmailMessage) -> Iterator[tuple[str, str]]:
    for part in _hung(mail):
        yield "not-read", f"The attachment {_named(part)} was not read: save it and add it by itself."


def _names(mail: EmailMessage) -> str:
    return ", ".join(_named(part) for part in _hung(mail)) or "nothing does"


def _hung(mail: EmailMessage) -> list[EmailMessage]:
    with suppress(*_FAULTS):
        parts = (part for group in _groups(mail) for part in group)
        hung = (part for part in parts if not _is_shown(part) and part.get_content_type() not in _UNTOLD)
        return list(islice(hung, _MOST_NAMED))
    return []


def _named(part: EmailMessage) -> str:
    name = None
    with suppress(*_FAULTS):
        name = part.get_filename() or _subject(part)
    return f"“{_readable(name or 'without a name')[:100]}” ({part.get_content_type()[:80]})"
