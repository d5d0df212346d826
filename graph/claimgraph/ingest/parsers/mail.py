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

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.ingest.parsers.encodings import decoded
from claimgraph.ingest.parsers.letter import read_letter
from claimgraph.ingest.parsers.parsed import Parsed

MEDIA_TYPE = "message/rfc822"
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError)
"""What the standard library raises over headers that are made to be wrong."""
_LINKED = re.compile(r"https?://[^\s<>()\[\]]+|<[^>\s]{1,2000}>|\[(?:image|cid)[^\]\n]{0,300}\]|mailto:[^\s<>()]+")
"""What one part of a mail writes out and the other hides behind its words."""


def read_mail(data: bytes) -> list[Parsed]:
    """The text of a mail, or its HTML where that says other words or is all; raises InputError where it holds neither."""
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
    """The words that people see: those of the HTML where its words are others than those of the plain text."""
    plain, page = (part if isinstance(part := mail.get_body((kind,)), EmailMessage) else None for kind in ("plain", "html"))
    if plain is None and page is None:
        raise InputError("is a mail without a text; what hangs on it is added by itself: " + _names(mail), code="empty")
    text = _text(plain) if plain is not None else None
    if page is None or (text is not None and not _bytes(page).strip()):
        return text or Parsed("", MEDIA_TYPE)
    if text is None or not text.text.strip():
        return read_letter(_bytes(page), page.get_content_charset())
    with suppress(InputError):  # a page without words has nothing to add
        letter = read_letter(_bytes(page), page.get_content_charset())
        told = tuple(_difference(_bare(text.text), _bare(_visible(letter))))
        return replace(letter, notes=(*letter.notes, *told)) if told or letter.hidden else text
    return text


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
    return Parsed(text.replace("\r\n", "\n").replace("\x00", ""), MEDIA_TYPE, notes=notes)


def _header(mail: EmailMessage, name: str) -> str | None:
    with suppress(*_FAULTS):
        return " ".join(_readable(str(mail[name] or "")).split())[:500] or None
    return None


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
        return [part for part in mail.iter_attachments() if isinstance(part, EmailMessage)][:50]
    return []


def _named(part: EmailMessage) -> str:
    name = None
    with suppress(*_FAULTS):
        name = part.get_filename()
    return f"“{_readable(name or 'without a name')[:100]}” ({part.get_content_type()[:80]})"
