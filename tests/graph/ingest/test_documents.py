import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.ingest.documents import MOST_BYTES, MOST_CHARACTERS, Origin, from_text, make_document, to_document

PAGE = """<!doctype html><html><head><title>Bridge closed</title><meta name="author" content="Ada Poe">
<meta property="article:published_time" content="2021-03-03T08:00:00Z"><meta property="og:site_name" content="The Harbour Post">
<link rel="canonical" href="javascript:alert(1)"></head><body><nav>Home About Contact</nav><article><h1>Bridge closed</h1>
<p>The old bridge over the harbour was closed on Monday, the mayor said, because two of its cables had given way.</p>
<p>Engineers will look at the others during the week.</p></article><script>steal()</script></body></html>"""


def test_a_text_is_stored_exactly_as_it_is() -> None:
    text = "\n  It rained.\r\n\tIt \u00a0rained\u200b again.  \n"
    assert to_document(text.encode()).text == text


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_stored_exactly_or_refused(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    with contextlib.suppress(InputError):
        assert to_document(data, Origin(media_type="text/plain")).text in (text, text.removeprefix("\ufeff"))


def test_the_same_text_has_the_same_id_and_another_address_another() -> None:
    first, second = make_document("It rained."), make_document("It rained.")
    assert first == second
    assert make_document("It rained.", Origin(url="https://example.org/")).id != first.id


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("\ufeffIt rained.".encode(), "It rained."),
        ("It rained.".encode("utf-16"), "It rained."),
        ("Le café a été fermé, selon le maire élu.".encode("latin-1"), "Le café a été fermé, selon le maire élu."),
        ("“Closed”, the mayor said – again.".encode("cp1252"), "“Closed”, the mayor said – again."),
    ],
)
def test_other_encodings_are_read(data: bytes, words: str) -> None:
    assert to_document(data).text == words


@pytest.mark.parametrize("data", [b"", b" \n\t", "\u00a0\u2003".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        to_document(data)


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02" * 100, b"%PDF-1.7 x", b"PK\x03\x04xx", b"\x89PNG\r\n", bytes(range(1, 256)) * 50, b"\xff\xfe\x00\xd8", b"a\x00b"],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        to_document(data, Origin(name="x.bin"))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnreadableError, match="surrogate"):
        make_document("half \ud800 a character")


def test_too_much_is_refused_with_the_limit() -> None:
    with pytest.raises(LimitError, match="split"):
        to_document(b"x" * (MOST_BYTES + 1))
    with pytest.raises(LimitError, match="split"):
        make_document("x" * (MOST_CHARACTERS + 1))


def test_a_page_gives_its_text_headline_author_date_and_publisher() -> None:
    document = to_document(PAGE.encode(), Origin(url="https://example.org/bridge"))
    assert document.text.startswith("Bridge closed\n")
    assert "cables had given way" in document.text
    assert "steal" not in document.text
    assert (document.title, document.authors, document.published_at) == ("Bridge closed", ("Ada Poe",), "2021-03-03")
    assert (document.publisher, document.url, document.media_type) == ("The Harbour Post", "https://example.org/bridge", "text/html")


def test_a_page_of_scripts_is_honestly_empty() -> None:
    with pytest.raises(InputError, match="no text"):
        to_document(b"<script>alert(1)</script>" * 5000)


@pytest.mark.parametrize(
    ("page", "seconds"),
    [
        (b"<html>" + b"<div>" * 100_000 + b"x", 30),
        (b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x</p>", 1),  # given up, however long it may take
        (b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><html><p>&b;</p>", 30),
        (b"<html><p>" + b"&lt;" * 100_000, 30),
        (b"<html>\x00\x01<p>", 30),
    ],
)
def test_a_page_made_to_harm_ends_in_a_clear_error_or_a_text(page: bytes, seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.ingest.parsing.PARSE_SECONDS", seconds)
    try:
        assert to_document(page, Origin(name="x.html")).text
    except InputError as error:
        assert str(error).startswith("x.html")  # noqa: PT017 — either outcome is right


@pytest.mark.parametrize(
    ("top", "title", "authors", "published"),
    [
        ("Bridge closed\nBy Ada Poe and Jo Lim, 3 March 2021\n\nIt is closed.", "Bridge closed", ("Ada Poe", "Jo Lim"), "2021-03-03"),
        ("Bridge closed\n\nMarch 3rd, 2021\n\nIt is closed.", "Bridge closed", (), "2021-03-03"),
        ("# Bridge closed\nAuthor: Ada Poe\nIt is closed since 4 May 2020, and nobody knows why.", "Bridge closed", ("Ada Poe",), None),
        ("It is closed, and nobody in the town knows why.\nIt was open.", None, (), None),
        ("It is closed", None, (), None),
        ("Bridge closed\n31 February 2021\nIt is closed.", "Bridge closed", (), None),
    ],
)
def test_headline_byline_and_date_are_read_and_never_made_up(
    top: str, title: str | None, authors: tuple[str, ...], published: str | None
) -> None:
    document = to_document(top.encode())
    assert (document.title, document.authors, document.published_at) == (title, authors, published)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Skarvik Ferries: the crossing of 9 May\n\nSkarvik Ferries regrets the delay. We are looking into it.", "Skarvik Ferries"),
        ("Statement by the Orsk Port Authority\n\nThe Orsk Port Authority denies it. Our cranes were shut.", "Orsk Port Authority"),
        ("Skarvik Ferries: the crossing of 9 May\n\nSkarvik Ferries regrets the delay. Passengers do not.", None),
        ('Skarvik Ferries: sorry for delay\n\nSkarvik Ferries regrets the delay. "We are sorry," it said.', None),
        ("Skarvik Ferries: what went wrong\n\nThe ferry was late. We asked why.", None),
        ("Ferries: what went wrong\n\nFerries regrets the delay. We asked why.", None),
    ],
)
def test_a_statement_has_its_issuer_for_publisher(text: str, publisher: str | None) -> None:
    assert from_text(text, Origin()).publisher == publisher


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("Mara Lind (@maralind)\nThe lock of Orsk\n\n1/ The gate is open.", "The lock of Orsk", "Mara Lind"),
        ("@lockwatch\nThe lock of Orsk\n\n1/ The gate is open.", "The lock of Orsk", "@lockwatch"),
        ("From: Mara Lind <mara@orsk.example>\nSubject: The lock\n\nThe gate is open.", "The lock", "Mara Lind"),
        ("From: Mara Lind\nDate: 4 May 2026\nSubject: The lock\n\nThe gate is open.", "The lock", "Mara Lind"),
    ],
)
def test_a_post_and_a_message_are_of_whom_their_first_lines_name(text: str, title: str, author: str) -> None:
    document = from_text(text, Origin())
    assert (document.title, document.authors) == (title, (author,))


@pytest.mark.parametrize(
    "top",
    [
        "Follow @harbourpost",
        "Photo @maralind",
        "Mara Lind @maralind",
        "From: the cellar\nSubject: an old map",
        "From: the sea\nTo: the hills",
    ],
)
def test_lines_that_only_mention_an_account_or_begin_like_a_message_name_no_author(top: str) -> None:
    assert from_text(f"{top}\nThe lock of Orsk\n\nThe gate is open.", Origin()).authors == ()


@pytest.mark.parametrize(
    ("text", "title", "publisher"),
    [
        (
            "MINISTRY OF PORTS\nPress release, 4 November 2026\n\nThe crane at Orsk\n\nThe Ministry of Ports regrets the delay.",
            "The crane at Orsk",
            "Ministry of Ports",
        ),
        ("PRESS RELEASE\nOrsk Port Authority\n4 May 2026\nCrane falls\n\nA crane fell.", "Crane falls", "Orsk Port Authority"),
        (
            "MARLOW DAIRIES PLC\nStatement on the cheese of May\n\nMarlow Dairies sold it.",
            "Statement on the cheese of May",
            "Marlow Dairies",
        ),
        ("HARBOUR FIRE\nStatement of a witness\n\nThe quay burnt.", "HARBOUR FIRE", None),
        ("Harbour Museum Under Water\nNotice of flood sent to visitors\n\nThe quay flooded.", "Harbour Museum Under Water", None),
        ("Orsk Port Authority\nStatement made by captain was false\n\nThe quay burnt.", "Orsk Port Authority", None),
        (
            "Orsk Port Authority\nMedia release no. 12, Monday 4 May 2026\nCrane falls\n\nA crane fell.",
            "Crane falls",
            "Orsk Port Authority",
        ),
        ("The harbour union and its port\n4 May 2026\n\nThe quay burnt.", "The harbour union and its port", None),
    ],
)
def test_whoever_stands_above_a_press_release_issued_it(text: str, title: str, publisher: str | None) -> None:
    document = from_text(text, Origin())
    assert (document.title, document.publisher) == (title, publisher)
