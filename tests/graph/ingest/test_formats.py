import pytest

from claimgraph.errors import UnreadableError
from claimgraph.ingest.formats import Format, format_of
from papers import STORY, atom, mail, pdf, rss, saved, word


@pytest.mark.parametrize(
    ("data", "name", "media_type", "found"),
    [
        (pdf(), "story.txt", "text/plain", Format.PDF),
        (saved(word("One.")), "story.pdf", "application/pdf", Format.DOCX),
        (mail("One."), None, None, Format.MAIL),
        (mail("One.").replace(b"\n", b"\r\n"), "x.txt", None, Format.MAIL),
        (b"From: a@example.org\nSubject: x\n\nOne.", "x.eml", None, Format.MAIL),
        (b"From: the mayor\nSubject: bridges\n\nOne.", "x.txt", None, Format.TEXT),
        (b"no mail at all", "x.eml", None, Format.TEXT),
        (rss(("One", "https://example.org/1", "x")), "x.xml", "application/xml", Format.FEED),
        (atom("One", "x"), None, "text/html; charset=utf-8", Format.FEED),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", None, None, Format.FEED),
        (b"<?xml version='1.0'?><rdf:RDF xmlns:x='urn:x'>", None, None, Format.HTML),
        (b"<!DOCTYPE html><html><body>x", "x.txt", None, Format.HTML),
        (b"<html>x", None, "text/plain", Format.TEXT),
        (b"It rained.", "x.html", None, Format.HTML),
        (b"It *rained*.", "x.MD", None, Format.MARKDOWN),
        (b"It *rained*.", None, "text/markdown; charset=utf-8", Format.MARKDOWN),
        (STORY.encode(), "story.pdf", "application/pdf", Format.TEXT),
        (STORY.encode(), None, "application/octet-stream", Format.TEXT),
    ],
)
def test_the_content_decides_before_the_name_and_the_stated_type(
    data: bytes, name: str | None, media_type: str | None, found: Format
) -> None:
    assert format_of(data, name, media_type) is found


@pytest.mark.parametrize(
    ("data", "mend"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        (b"PK\x03\x04 xl/workbook.xml", "claimgraph import"),
        (b"PK\x03\x04 application/epub+zip", "chapters"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04 a.txt", "unpack"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x1f\x8b\x08", "unpack"),
        (b"\x89PNG\r\n", "text recognition"),
    ],
)
def test_what_is_not_read_is_named_with_how_to_mend_it(data: bytes, mend: str) -> None:
    with pytest.raises(UnreadableError, match=mend):
        format_of(data)
