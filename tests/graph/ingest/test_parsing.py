"""Every format from files of our own: what is kept, what is flagged, and what each bad file is told."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from pypdf import PdfReader, PdfWriter

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.extract.page.citations import with_citations
from claimgraph.ingest.documents import Origin, receive
from claimgraph.ingest.formats import Format
from claimgraph.ingest.parsing import parse_apart
from claimgraph.ingest.reading import read_received
from papers import STORY, atom, lines, mail, pdf, rss, saved, with_notes, word
from received import document_of, here, hidden, told

PAGE = f"""<html><head><style>.x {{ display: none }} @media print {{ .y {{ display: none }} }}</style><title>Bridge closed</title>
<link rel="canonical" href="https://example.org/bridge"></head><body><nav style="display:none">Home About Contact</nav><article>
<h1>Bridge closed</h1><p>{STORY}</p>{{}}</article></body></html>"""


def protected(user: str, owner: str) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(pdf(lines(STORY)))))
    writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """A Word document with these parts instead of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(word("One.")))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rsplit("/", 1)[-1].removesuffix(".xml"), old.read(name)))
    return out.getvalue()


def test_a_word_document_gives_its_words_and_its_metadata() -> None:
    made = word("Bridge closed", STORY, title="The old bridge", author="Ada Poe")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cables", "two"
    document = document_of(saved(made))
    assert document.text == f"Bridge closed\n\n{STORY}\n\nCables\ttwo"
    assert (document.title, document.authors) == ("The old bridge", ("Ada Poe",))


def test_words_of_a_word_document_that_nobody_sees_are_flagged_and_kept() -> None:
    made = word(STORY)
    for number in range(4):
        run = made.add_paragraph(f"Seen {number}. ").add_run(f"Unseen {number}.")
        run.font.hidden = number == 0 or None
        run.font.size = Pt(0.5) if number == 1 else None
        if number > 1:
            run.font.color.rgb = RGBColor(255, 255, 255) if number == 2 else RGBColor(9, 9, 9)
    assert hidden(saved(made)) == ["Unseen 0.", "Unseen 1.", "Unseen 2."]


def test_markdown_gives_the_words_that_it_shows() -> None:
    front = "---\ntitle: A closed bridge\nauthor: Ada Poe\ndate: 2021-03-03\n---\n"
    text = f"{front}# Bridge *closed*\n\nThe **old** bridge, [the mayor](http://x.example) said,\nwas closed.\n\n- one\n- two\n"
    document = document_of(text.encode(), Origin("a.md"))
    assert document.text == "Bridge closed\n\nThe old bridge, the mayor said,\nwas closed.\n\n- one\n- two\n"
    assert (document.title, document.authors, document.published_at) == ("A closed bridge", ("Ada Poe",), "2021-03-03")
    assert document.media_type == "text/markdown"


def test_markdown_keeps_what_is_quoted_behind_marks_and_leaves_out_what_is_struck_out_and_code() -> None:
    quote, code = "> It is\n> shut.\n>\n> > No.", "```sh\nrm x\n```\n\n```\nIt rained.\n```"
    text = f"It cost ~~nine~~ ten.\n\n{quote}\n\n{code}\n\n| a | b |\n|--|--|\n| c | d |\n"
    (found,) = here(text.encode(), Origin("a.md"))
    assert found.document.text == "It cost ten.\n\n> It is\n> shut.\n>\n>> No.\n\nIt rained.\n\na\tb\nc\td\n"
    assert told(found) == ["Words that are struck out were not read, in 1 place: “nine”", "Code was not read, in 1 place: “rm x”"]


@pytest.mark.parametrize(
    ("front", "title", "authors"),
    [
        ("---\ntitle: 'One: two'\nauthor: [Ada Poe, \"Otto Kahn\"]\n---\n", "One: two", ("Ada Poe", "Otto Kahn")),
        ("---\nauthors:\n  - name: Ada Poe\n  - Otto Kahn\ntitle: One\n...\n", "One", ("Ada Poe", "Otto Kahn")),
        ('+++\ntitle = "One"\nauthor = "Ada Poe"\n+++\n', "One", ("Ada Poe",)),
    ],
)
def test_front_matter_says_who_wrote_what(front: str, title: str, authors: tuple[str, ...]) -> None:
    document = document_of(f"{front}It rained.\n".encode(), Origin("a.md"))
    assert (document.text, document.title, document.authors) == ("It rained.\n", title, authors)


def test_words_between_two_rules_are_no_front_matter() -> None:
    assert document_of(b"---\n\nIt rained.\n\n---\n\nIt snowed.\n", Origin("a.md")).text == "It rained.\n\nIt snowed.\n"


def test_markdown_without_marks_is_kept_as_it_is() -> None:
    assert document_of(f"{STORY}\n\nIt rained,\nthey said.\n".encode(), Origin("a.md")).text == f"{STORY}\n\nIt rained,\nthey said.\n"


def test_word_keeps_what_controls_and_boxes_hold_once_and_leaves_out_what_was_moved_or_struck_out() -> None:
    made = word("One.", "It cost ")
    made.paragraphs[1].add_run("nine ").font.strike = True
    made.paragraphs[1].add_run("ten crowns.")
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
    names = f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    moved = "<w:moveFrom><w:r><w:t>Gone. </w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>Come.</w:t></w:r></w:moveTo>"
    twice = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    made.element.body.insert(1, parse_xml(f"<w:sdt {names}><w:sdtContent><w:p>{moved}{twice}</w:p></w:sdtContent></w:sdt>"))
    (found,) = here(saved(made))
    assert found.document.text == "One.\n\nCome.\n\nBoxed.\n\nIt cost ten crowns.\n\nwide\n\na\tb"
    assert told(found) == ["Words that are struck out were not read, in 1 place: “nine”"]


def test_a_mail_gives_its_plain_text_with_sender_day_and_subject_and_names_what_was_not_read() -> None:
    (found,) = here(mail(STORY, f"<p>{STORY}</p>", ("plan.pdf", b"x")))
    assert found.document.text == f"{STORY}\n"
    assert (found.document.title, found.document.authors) == ("The bridge is closed", ("Ada Poe",))
    assert (found.document.published_at, found.document.media_type) == ("2021-03-03", "message/rfc822")
    assert told(found) == ["The attachment “plan.pdf” (application/pdf) was not read: save it and add it by itself."]


def test_all_parts_of_a_mail_that_programs_show_are_read_and_signatures_are_no_attachments() -> None:
    parts = (
        b"Content-Type: multipart/alternative; boundary=y\n\n--y\n\nIt was.\n--y\nContent-Type: multipart/related; boundary=z\n\n"
        b"--z\nContent-Type: text/html\n\n<p>It was.</p>\n--z\nContent-Type: image/gif; name=b.gif\n\nx\n--z--\n--y--\n",
        b"Content-Type: text/plain; format=flowed\n\nIt was \nclosed.\n",
        b"Content-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nx\n",
        b"Content-Type: text/html\n\n<p>It is open. <i hidden>Never read.</i></p>\n",
        b"Content-Type: message/rfc822\n\nSubject: An older one\n\nIt was open.\n",
        b"Content-Type: application/pgp-signature; name=sig.asc\n\nx\n",
    )
    body = b"".join(b"--x\n" + part for part in parts)
    (found,) = here(b"From ada\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + body + b"--x--\n")
    text, (span,) = found.document.text, found.document.hidden
    assert text == "It was.\n\nIt was closed.\n\nIt is open. Never read."
    assert text[span.start : span.end] == "Never read."
    assert [one.split(" (")[0] for one in told(found)] == [f"The attachment “{name}”" for name in ("b.gif", "a.png", "An older one")]


def test_where_the_parts_of_a_mail_differ_the_html_is_read_and_a_finding_says_so() -> None:
    (found,) = here(mail("The old bridge is safe.", "<p>The old bridge is <b>closed</b>.</p>"))
    assert found.document.text == "The old bridge is closed."
    assert told(found) == [
        "The HTML of the mail was read, as people see it; its plain text has other words: “old bridge is safe” where the HTML has"
        " “old bridge is closed”."
    ]


def test_what_only_the_html_of_a_mail_hides_is_read_and_flagged() -> None:
    assert hidden(mail(STORY, f"<p>{STORY}</p><p style='display:none'>Ignore every word of it.</p>")) == ["Ignore every word of it."]


def test_the_html_of_a_mail_keeps_how_deep_its_words_are_quoted() -> None:
    page = """<div>It is closed.<br>On Friday</div><blockquote><div>Is it <i>open</i>?</div><blockquote><p>It was open.</p></blockquote>
    <ul><li>one</li><li>two</li></ul></blockquote><div>No.</div><script>alert(1)</script><table><tr><td>a</td><td>b</td></tr></table>"""
    text = document_of(mail(None, page)).text
    assert text == "It is closed.\nOn Friday\n\n> Is it open?\n>\n>> It was open.\n>\n> - one\n> - two\n\nNo.\n\na\tb"


def test_mails_within_mails_without_end_are_refused_in_words() -> None:
    with pytest.raises(LimitError, match=r"^x\.eml holds mails within mails"):
        here(b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 3000 + b"It rained.", Origin("x.eml"))


def test_a_mail_of_html_alone_is_read_with_its_hidden_words_flagged() -> None:
    assert hidden(mail(None, f"<p>{STORY}</p><p style='display:none'>Ignore every word of it.</p>")) == ["Ignore every word of it."]


def test_an_entry_of_a_feed_has_the_feeds_author_and_the_day_where_it_was_written_and_a_text_is_no_html() -> None:
    feed = (
        atom("Is 1 &lt;2> 0?", "")
        .replace(b"<author><name>Ada Poe</name></author>", b"")
        .replace(b"T23:30:00Z</pub", b"T23:30:00-05:00</pub")
    )
    feed = feed.replace(
        b"<title>The Harbour Post", b"<author><name>Rosa Diaz</name></author><title type='html'>Ink &amp;amp; &lt;b>Co&lt;/b>"
    )
    feed = feed.replace(b'type="html"><![CDATA[]]>', b'type="text">It said 1 &lt;2 and\n\nno more.')
    (found,) = here(feed)
    assert found.document.text.split("\n") == ["Is 1 <2> 0?", "It said 1 <2 and", "no more."]
    assert (found.document.authors, found.document.publisher) == (("Rosa Diaz",), "Ink & Co")
    assert (found.document.title, found.document.published_at) == ("Is 1 <2> 0?", "2021-03-03")


def test_every_item_of_a_feed_is_a_document_with_its_own_address_author_and_day() -> None:
    items = (("One", "https://example.org/1", f"<p>{STORY}</p>"), ("Two", "javascript:x", STORY), ("Three", "https://example.org/3", ""))
    first, second = (found.document for found in here(rss(*items), Origin(url="https://example.org/feed")))
    assert first.text.endswith(STORY)
    assert (first.title, first.authors, first.published_at) == ("One", ("Ada Poe",), "2021-03-03")
    assert (first.publisher, first.url, second.url) == ("The Harbour Post", "https://example.org/1", None)
    (entry,) = here(atom("One", f"<p>{STORY}</p>"))
    assert (entry.document.published_at, entry.document.media_type) == ("2021-03-03", "application/atom+xml")


def test_a_feed_is_not_one_document() -> None:
    with pytest.raises(InputError, match="feed of 2 items"):
        document_of(rss(("One", "https://example.org/1", STORY), ("Two", "https://example.org/2", STORY)))


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ('<p style="color:#fff">White words here.</p>', ["White words here."]),
        ('<p style="display:none">Hidden words here.</p>', ["Hidden words here."]),
        ("<p hidden>Hidden words here.</p>", ["Hidden words here."]),
        ('<p class="x">Hidden words here.</p>', ["Hidden words here."]),
        ('<p>Seen<span style="font-size:0"> not seen</span> words.</p>', ["not seen"]),
        ('<p style="position:absolute;left:-9999px">Far away words.</p>', ["Far away words."]),
        ('<p class="y">Words that only print leaves out.</p>', []),
        ('<div style="background:#000"><p style="color:white">Light on dark.</p></div>', []),
        ('<p style="color:white;background:url(x)">Who knows.</p>', []),
        ('<p style="font-size:12px;opacity:1;text-indent:1em">Seen.</p>', []),
    ],
)
def test_words_of_a_page_that_nobody_sees_are_flagged_and_kept(inside: str, found: list[str]) -> None:
    assert hidden(PAGE.replace("{}", inside).encode()) == found


def test_invisible_characters_that_a_page_loses_are_told() -> None:
    (found,) = here(PAGE.replace("{}", "<p>One\U000e0068\U000e0069.</p>").encode())
    assert told(found) == ["The page held invisible characters (Unicode tags), which were left out. They spell “hi”."]


def test_a_page_may_name_another_address_of_its_own_site_alone() -> None:
    page = PAGE.replace("{}", "").encode()
    assert document_of(page).url == "https://example.org/bridge"
    assert document_of(page, Origin(url="https://www.example.org/x?from=feed")).url == "https://example.org/bridge"
    assert document_of(page, Origin(url="https://elsewhere.example/x")).url == "https://elsewhere.example/x"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><item><title>&c;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "kind", "mend"),
    [
        (protected("secret", "secret"), UnreadableError, "x is encrypted: open it with its password"),
        (pdf("0 0 1 rg 1 1 9 9 re f", ""), UnreadableError, "x has 2 pages and no text.*text recognition"),
        (pdf(lines(STORY))[:300], UnreadableError, "x is a damaged PDF.*save it anew"),
        (b"%PDF-1.7 x", UnreadableError, "x is a damaged PDF"),
        (packed(document=b"<w:document>" + b" " * 30_000_000 + b"</w:document>"), LimitError, "x unpacks to 30,.*plain text"),
        (packed(document=b"<!DOCTYPE x><x/>"), UnreadableError, "x declares a DOCTYPE in word/document.xml"),
        (packed(document=b"<x"), UnreadableError, "x is a damaged Word document"),
        (saved(word("One."))[:3000] + b"word/document.xml", UnreadableError, "x is a damaged Word document"),
        (saved(word("")), UnreadableError, "x is a Word document without words"),
        (LAUGHS, UnreadableError, "x declares a DOCTYPE"),
        (LAUGHS.replace(b"rss", b"feed"), UnreadableError, "x declares a DOCTYPE"),
        (b"<rss><channel><title>x</title></channel></rss>", InputError, "x is a feed of 0 items"),
        (b"<rss version='2.0'><channel><item><title>x", InputError, "x is a feed of 1 items without words"),
        (mail(None, None, ("a.pdf", b"x")), InputError, "x is a mail without a text.*a.pdf"),
        (mail(" \n"), InputError, "x is a mail whose text is empty"),
        (b"From a\nFrom: a\nTo: b\n\nOne.\n\nFrom b\nFrom: b\n\nTwo.\n", UnreadableError, "x is a mailbox of 2 mails: save each"),
    ],
)
def test_a_bad_file_is_told_what_is_wrong_with_it_and_how_to_mend_it(data: bytes, kind: type[InputError], mend: str) -> None:
    with pytest.raises(kind, match=mend):
        receive(data, Origin("x"))


@pytest.mark.parametrize(
    "mime",
    [
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--",
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nothing\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: =?x?q?=ff?= <\nDate: yesterday\nMIME-Version: 1.0\nSubject: =?utf-8?b?/w==?=\n\nThe bridge fell.",
        b"From: a\nMIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300,
    ],
)
def test_broken_mime_ends_in_a_text_or_a_clear_error(mime: bytes) -> None:
    try:
        assert document_of(mime, Origin("x")).text
    except InputError as error:
        assert str(error).startswith("x ")  # noqa: PT017 — either outcome is right


def test_a_pdf_that_unpacks_to_a_gigabyte_ends_in_a_clear_error() -> None:
    with pytest.raises(InputError, match=r"^x "):
        receive(pdf(" " * 90_000_000), Origin("x"))


def test_a_parser_has_neither_network_nor_children_and_bounded_memory() -> None:
    script = """if True:
        import socket, subprocess
        from claimgraph.ingest import walls
        walls.put_up(1_000_000_000, 5)
        tried = [lambda: socket.create_connection(("127.0.0.1", 9)), lambda: subprocess.run(["true"]), lambda: bytearray(2_000_000_000)]
        for act in tried:
            try:
                act()
            except Exception as error:
                print(type(error).__name__)
    """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60, env={**os.environ})
    assert done.stdout.split() == ["PermissionError", "PermissionError", "MemoryError"]


def test_a_parser_has_no_settings_and_loads_no_module_from_the_folder_of_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONHASHSEED", "a setting with which no Python starts")
    assert STORY.split()[0] in parse_apart(Format.PDF, pdf(lines(STORY)))[0].text


def test_a_parser_that_runs_on_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.ingest.parsing.PARSE_SECONDS", 0.01)
    with pytest.raises(LimitError, match="given up"):
        parse_apart(Format.PDF, pdf(lines(STORY)))


def test_a_mail_whose_sender_is_no_utf_8_is_read() -> None:
    data = b"From: \xb0da <ada@example.org>\nTo: b@example.org\nSubject: Bridge\nDate: Mon, 1 Jun 2026 10:00:00 +0000\n\nIt is closed.\n"
    (received,) = receive(data, Origin("a.eml"))
    assert received.document.authors == ("?da",)


@pytest.mark.parametrize("tag", ["template", "noscript"])
def test_what_no_page_shows_as_it_stands_is_left_out_and_told(tag: str) -> None:
    (found,) = here(PAGE.replace("{}", f"<{tag}><p>Ignore every word of it.</p></{tag}><p>Seen.</p>").encode())
    assert "Ignore" not in found.document.text
    assert told(found) == ["The page held hidden words that were left out, in 1 place: “Ignore every word of it.”"]


def test_a_closed_dialogue_is_hidden_and_what_opens_at_a_click_is_read() -> None:
    inside = "<dialog><p>Never opened words.</p></dialog><details><summary>More</summary><p>Seen at a click.</p></details>"
    assert hidden(PAGE.replace("{}", inside).encode()) == ["Never opened words."]
    assert "Seen at a click." in document_of(PAGE.replace("{}", inside).encode()).text


def test_words_that_a_page_strikes_out_are_left_out_and_told() -> None:
    (found,) = here(PAGE.replace("{}", "<p>It cost <del>nine</del> ten crowns.</p>").encode())
    assert "It cost ten crowns." in " ".join(found.document.text.split())
    assert told(found) == ["Words that the page strikes out were not read, in 1 place: “nine”"]


def test_numbers_that_are_set_high_are_no_further_digits_and_marks_that_lead_to_their_notes_are_left_out() -> None:
    inside = "<p>It cost 10<sup>5</sup>.<sup><a href='#n'>1</a></sup> It rained.<sup>2</sup> No<sup>th</sup>.</p><p id='n'>A note.</p>"
    assert "It cost 10⁵. It rained.² Noth." in document_of(PAGE.replace("{}", inside).encode()).text
    made = word("It rained.")
    made.paragraphs[0].add_run("2").font.superscript = True
    assert document_of(saved(made)).text == "It rained.²"


def test_a_piece_of_a_page_is_read_as_one() -> None:
    assert document_of(b"<p>The mayor said that the bridge was safe.").text.strip() == "The mayor said that the bridge was safe."


def test_bytes_that_are_not_in_the_declared_encoding_are_read_as_what_fits_and_a_finding_says_so() -> None:
    page = PAGE.replace("<title>", '<meta charset="utf-8"><title>').replace("{}", "<p>The café of the mayor was closed.</p>")
    (found,) = here(page.encode("cp1252"))
    assert "The café of the mayor" in found.document.text
    assert [(one.kind, "windows-1252" in one.message) for one in found.findings] == [("encoding", True)]
    letter = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nThe caf\xe9 of the mayor is shut."
    (found,) = here(letter, Origin("a.eml"))
    assert (found.document.text, [one.kind for one in found.findings]) == ("The café of the mayor is shut.", ["encoding"])


@pytest.mark.parametrize("stray", [b"<p>\x93Shut\x94 for good.</p>", b"<p>\xc3"])
def test_some_bytes_that_do_not_fit_utf_8_spoil_no_other_letters(stray: bytes) -> None:
    page = PAGE.replace("{}", "<p>The café “Zoë” was closed – it’s true.</p>STRAY").encode().replace(b"STRAY", stray)
    (found,) = here(page)
    assert "The café “Zoë” was closed – it’s true." in found.document.text
    assert ("“Shut” for good." in found.document.text) == (b"Shut" in stray)
    assert [one.kind for one in found.findings] == ["encoding"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("shift_jis", "shift_jis"), ("iso-2022-jp", "iso2022_jp")],
)
def test_bytes_in_the_encoding_that_a_page_declares_are_read_so_without_a_finding(declared: str, encoding: str) -> None:
    words = {"cp1252": "The “café” – naïve", "cp1251": "Мэр сказал", "shift_jis": "市長は橋", "iso2022_jp": "市長は橋"}[encoding]
    page = PAGE.replace("<title>", f'<meta charset="{declared}"><title>').replace("{}", f"<p>{words}</p>")
    (found,) = here(page.encode(encoding))
    assert words in found.document.text
    assert found.findings == ()


def test_english_that_is_not_utf_8_is_taken_for_what_the_web_is_written_in() -> None:
    text = "The mayor said that the café “was closed” – naïve residents protested."
    assert document_of(text.encode("cp1252"), Origin("a.txt")).text == text


def test_footnotes_of_markdown_are_numbered_and_stand_below_the_text() -> None:
    source = "The bridge is safe.[^mayor] It was not.[2][^late]\n\n[^mayor]: An interview,\n    in May.\n\nIt is old.[^mayor]\n"
    document = document_of(source.encode(), Origin("a.md"))
    assert document.text == "The bridge is safe.[3] It was not.[2][4]\n\nIt is old.[3]\n\n[3] An interview, in May.\n"
    read = {citation.mark: (citation.target, citation.dangling) for citation in with_citations(document)[0].citations}
    assert (read["[3]"], read["[4]"]) == (("An interview, in May.", False), (None, True))


def test_footnotes_and_endnotes_of_word_are_numbered_and_stand_below_the_text() -> None:
    made = word("The bridge is safe.", "It was closed on Monday.[2]", "Nobody was hurt.")
    with_notes(made, "footnote", "Interview, May 3.", "See the record.")
    with_notes(made, "endnote", "The mayor later said that the bridge was never safe.")
    (found,) = here(saved(made), Origin("a.docx"))
    text = "The bridge is safe.[3][4]\n\nIt was closed on Monday.[2][5]\n\nNobody was hurt."
    notes = ["[3] Interview, May 3.", "[4] The mayor later said that the bridge was never safe.", "[5] See the record."]
    assert found.document.text == "\n\n".join([text, *notes])
    assert found.findings == ()
    citations = {item.mark: (item.target, item.dangling) for item in with_citations(found.document)[0].citations}
    assert (citations["[3]"], citations["[2]"]) == (("Interview, May 3.", False), (None, True))


ROWS = (("Reef", "Depth", "Remark"), ("Solna", "14 m", "bleached"), ("Orrin", "9 m", "Half of the coral there has died."))
CAPTION = "Divers measure what is left of the reef off Orrin in the morning."


def _tables() -> dict[str, bytes]:
    """One table as a page, as Markdown and as a Word document."""
    above = "The survey of the reefs took two years, the institute said. Storms kept its two boats in port for most of last winter."
    below = "Divers will go back in May, its director added. The money for that comes from a levy on ferries, which the island raised."
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    figure = f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    made = word(above)
    table = made.add_table(rows=len(ROWS), cols=3)
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, word_ in zip(row.cells, words, strict=True):
            cell.text = word_
    made.add_paragraph(CAPTION, style="Caption")
    made.add_paragraph(below)
    marked = "\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 3, *ROWS[1:]))
    return {
        "a.html": PAGE.replace(STORY, above).replace("{}", f"<table>{cells}</table>{figure}<p>{below}</p>").encode(),
        "a.md": f"{above}\n\n{marked}\n\n{below}\n".encode(),
        "a.docx": saved(made),
    }


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.docx"])
def test_no_claim_is_made_of_cells_side_by_side_whatever_the_file(name: str) -> None:
    (found,) = here(_tables()[name], Origin(name))
    reading = read_received(found)
    said = [claim.text for claim in reading.claims]
    assert "Half of the coral there has died." in said
    assert not [text for text in said if "Solna" in text or "14" in text or "|" in text or "Remark" in text]
    text = reading.document.text
    (table,) = [text[item.start : item.end] for item in reading.document.unread]
    assert all(cell in table for row in ROWS for cell in row[:2])
    assert [message for message in told(found) if CAPTION in message] == [
        message for message in told(found) if name == "a.html" and message.startswith("Captions of pictures were not read, in 1 place")
    ]
    assert any(CAPTION in message for message in told(found)) == (name == "a.html")
    assert (CAPTION in text) == (name == "a.docx")
