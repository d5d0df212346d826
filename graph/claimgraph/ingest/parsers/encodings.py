"""From bytes to letters: by what they are where they are Unicode, by what they say they are where that fits, and else by what fits."""

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

from claimgraph.errors import UnreadableError

_GUESSED = ["cp1252", "latin_1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "shift_jis", "gb18030"]
_LOOKED_AT = 200_000
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<(?:script|style)\b[^<]{0,100000}|<[^<>]{0,2000}>", re.IGNORECASE)
_LOOKED_FOR = 2_048
_ASCII = bytes(range(128))
_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A letter in UTF-8 that is not ASCII."""
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}
_MOSTLY = 0.8
"""The share of such letters in the bytes beyond ASCII from which on a text is in UTF-8, though other bytes were pasted into it."""
_AS_BROWSERS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030"}
"""What the web calls by a name is the larger set that contains it (encoding.spec.whatwg.org, 4.2), by Python's names."""
_SHORT = frozenset("the of and to in that is was for on with said he she they it not by from are were has have which who his at a".split())
_ENGLISH = 0.15
"""From which share of these words on a text is English, and its other letters those of windows-1252."""


def declared_in(data: bytes) -> str | None:
    """The encoding that a page says at its beginning that it is in; None where it says none."""
    found = _DECLARED.search(data[:_LOOKED_FOR])
    return (found[1] or found[2]).decode("ascii") if found is not None else None


def decoded(data: bytes, stated: str | None = None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The letters of bytes, and a note where they are not in the encoding that is stated for them.

    Raises UnreadableError where they are no text in any encoding.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded_as(data, "utf-16"), ()
    name = _known(stated)
    if name is None or not name.startswith("iso2022"):  # which has other letters in the same bytes
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig"), ()
        if mended := _mended(data):
            return mended, (("encoding", "Some bytes of it do not fit UTF-8, in which the rest is; they were read as windows-1252."),)
    if name is not None:
        with suppress(UnicodeDecodeError):
            return data.decode(name), ()
    found = guessed(data)
    text = _decoded_as(data, found)
    return text, ((_note(data, stated, found),) if stated else ())


def _mended(data: bytes) -> str:
    """The letters of bytes in UTF-8 but for some of windows-1252 or a cut at the end; "" where too many do not fit."""
    fitting = sum(map(len, _LETTER.findall(data)))
    if fitting < _MOSTLY * len(data.translate(None, _ASCII)):
        return ""
    return data.decode("utf-8-sig", "surrogateescape").translate(_STRAY)


def guessed(data: bytes) -> str:
    """The encoding that bytes are in which are not UTF-8: windows-1252 where the text is English. Raises UnreadableError."""
    with suppress(UnicodeDecodeError):
        words = re.findall(r"[a-z]+", _MARKUP.sub(b" ", data[:_LOOKED_AT]).decode("cp1252").lower())
        if words and sum(map(_SHORT.__contains__, words)) >= _ENGLISH * len(words):
            data.decode("cp1252")
            return "cp1252"
    best = from_bytes(data[:_LOOKED_AT], cp_isolation=_GUESSED).best()
    if best is None:
        raise UnreadableError("is no text: its bytes are not UTF-8, and no other encoding fits: save it again as UTF-8")
    return str(best.encoding)


def _known(stated: str | None) -> str | None:
    """Python's name of an encoding of text, as browsers understand it; None for one that is not known, or that is UTF-8."""
    with suppress(LookupError, ValueError):
        info = codecs.lookup(stated or "")
        name = _AS_BROWSERS.get(info.name, info.name)
        return name if getattr(info, "_is_text_encoding", True) and not name.startswith("utf-") else None
    return None


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not {encoding} as its first bytes say: byte {error.start} does not fit") from error


def _note(data: bytes, stated: str | None, found: str) -> tuple[str, str]:
    bad = ""
    with suppress(LookupError):
        try:
            data.decode(stated or "utf-8")
        except UnicodeDecodeError as error:
            bad = f", which byte {error.start:,} does not fit"
    called = {"cp1252": "windows-1252"}.get(found, found)
    return "encoding", f"It says that it is in {(stated or '')[:40]}{bad}; it was read as {called}, so that some letters may be wrong."
