"""A mail (RFC 5322): its own words, who wrote it when, and what hung on it and was not read."""

from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from claimgraph.errors import InputError, UnreadableError
from claimgraph.ingest.parsers.html import read_html
from claimgraph.ingest.parsers.parsed import Parsed

MEDIA_TYPE = "message/rfc822"
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError)
"""What the standard library raises over headers that are made to be wrong."""


def read_mail(data: bytes) -> list[Parsed]:
    """The plain text of a mail, or its HTML where there is no other; raises InputError where it holds neither."""
    mail = BytesParser(policy=policy.default).parsebytes(data)
    try:
        body = mail.get_body(("plain", "html"))
    except _FAULTS as error:
        raise UnreadableError(f"is a damaged mail ({error}): save its text as plain text") from error
    if body is None or not isinstance(body, EmailMessage):
        raise InputError("is a mail without a text; what hangs on it is added by itself: " + _names(mail), code="empty")
    page = read_html(_bytes(body))[0] if body.get_content_type() == "text/html" else Parsed(_text(body), MEDIA_TYPE)
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


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> str:
    """The words in the character set that the part names, or as UTF-8 where it names one that is none."""
    with suppress(LookupError):
        return _bytes(part).decode(part.get_content_charset("utf-8"), "replace").replace("\r\n", "\n").replace("\x00", "")
    return _bytes(part).decode("utf-8", "replace").replace("\r\n", "\n").replace("\x00", "")


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
