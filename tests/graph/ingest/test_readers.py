"""Many documents at once, and what becomes of the others when one of them harms the process that reads it."""

import os
import resource
import secrets
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from claimgraph.errors import FetchError, LimitError, UnreadableError
from claimgraph.ingest.documents import Origin, There, to_document
from claimgraph.ingest.readers import Open, Outcome, Readers, read_places
from claimgraph.model import Reading
from forking import beside, holds
from papers import STORY, pdf, rss, saved, word


def opener(data: bytes, name: str) -> Open:
    return lambda: (data, Origin(name))


def stories(count: int) -> list[tuple[str, Open]]:
    return [(f"{number}.md", opener(f"{STORY} It was day {number}.".encode(), f"{number}.md")) for number in range(count)]


def nothing(_documents: Sequence[str]) -> set[str]:
    return set()


def children() -> list[int]:
    """The processes that read for this one and that still run."""
    return beside(os.getpid(), "reader")


def sorts(outcomes: list[Outcome]) -> list[type]:
    return [type(item) for outcome in outcomes for item in outcome.found]


def test_places_are_read_at_once_and_come_in_their_order_by_two_processes() -> None:
    outcomes = list(read_places(stories(9), nothing, readers=2))
    assert [outcome.place for outcome in outcomes] == [f"{number}.md" for number in range(9)]
    readings = [item for outcome in outcomes for item in outcome.found if isinstance(item, Reading)]
    assert ["day 8" in reading.document.text for reading in readings] == [False] * 8 + [True]
    assert all(item.quote.holds_in(reading.document.text) for reading in readings for item in reading.assertions)
    assert children() == []


def test_a_process_that_may_write_no_file_tells_a_short_text_of_another_language() -> None:
    posts = ["Huelga general paraliza Bogotá", "Ferry sinks near Ostrava lake"]
    outcomes = list(read_places([(post, opener(post.encode(), "post.txt")) for post in posts], nothing, readers=1))
    readings = [item for outcome in outcomes for item in outcome.found if isinstance(item, Reading)]
    assert [reading.document.language for reading in readings] == ["und", "en"]


def test_what_reads_holds_nothing_of_what_it_reads_for_and_nobody_hears_what_it_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = secrets.token_hex(20)
    monkeypatch.setenv("CLAIMGRAPH_STORE", f"postgresql://us:{secret}@there/store")
    pool = Readers(1)
    assert pool.read(STORY.encode())
    (pid,) = children()
    assert not holds(pid, secret)
    assert [os.readlink(f"/proc/{pid}/fd/{stream}") for stream in range(3)] == [os.devnull] * 3
    pool.close()


def test_processes_that_read_what_was_erased_end_at_once_or_once_they_have_read() -> None:
    pool = Readers(1)
    assert pool.read(STORY.encode())
    pool.forget()
    assert children() == []

    def known(_documents: Sequence[str]) -> set[str]:
        """Nothing; asked while the process is at it."""
        pool.forget()
        assert len(children()) == 1
        return set()

    (found,) = pool.read_place("a.md", opener(STORY.encode(), "a.md"), known).found
    assert isinstance(found, Reading)
    assert children() == []
    assert pool.read(STORY.encode())
    assert len(children()) == 1
    pool.close()


def test_what_is_there_already_is_not_read_and_plain_text_needs_no_process() -> None:
    text = to_document(STORY.encode()).id
    places = [("a.txt", opener(STORY.encode(), "a.txt"))]
    outcomes = []
    for outcome in read_places(places, set, readers=1):
        assert children() == []
        outcomes.append(outcome)
    assert outcomes == [Outcome("a.txt", (There(text),))]


def test_items_of_a_feed_that_are_there_are_not_read_again() -> None:
    feed = rss(("One", "https://example.org/1", STORY), ("Two", "https://example.org/2", STORY))
    (outcome,) = read_places([("feed", opener(feed, "feed"))], lambda documents: set(documents[:1]), readers=1)
    assert sorts([outcome]) == [There, Reading]


def starve(pid: int) -> None:
    used = int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * resource.getpagesize()
    resource.prlimit(pid, resource.RLIMIT_AS, (used, used))


def test_documents_that_kill_hang_or_starve_the_process_that_reads_them_lose_themselves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    harms = iter([lambda pid: os.kill(pid, signal.SIGKILL), lambda pid: os.kill(pid, signal.SIGSTOP), starve])
    seconds = iter([60.0, 1.0])

    def known(_documents: Sequence[str]) -> set[str]:
        """Asked when the process is about to read."""
        monkeypatch.setattr("claimgraph.ingest.apart.LEAST_SECONDS", next(seconds, 60.0))
        harm = next(harms, None)
        if harm is not None:
            for pid in children():
                harm(pid)
        return set()

    places = stories(5)
    places[2] = ("2.md", opener(f"{STORY}\n\n".encode() * 100, "2.md"))
    outcomes = list(read_places(places, known, readers=1))
    killed, hung, starved = (str(outcome.found[0]) for outcome in outcomes[:3])
    assert sorts(outcomes)[3:] == [Reading, Reading]
    assert killed.startswith("0.md ended the process")
    assert hung.startswith("1.md was given up")
    assert starved.startswith("2.md")
    assert sorts(outcomes)[2] in (LimitError, UnreadableError)


def test_what_cannot_be_opened_or_parsed_is_told_and_the_rest_is_read() -> None:
    def refuse() -> tuple[bytes, Origin]:
        raise FetchError("nobody answers")

    outcomes = list(read_places([("url", refuse), ("b.pdf", opener(pdf(), "b.pdf")), *stories(1)], nothing, readers=2))
    assert sorts(outcomes) == [FetchError, UnreadableError, Reading]


def test_who_stops_listening_leaves_no_process_behind() -> None:
    outcomes = read_places(stories(9), nothing, readers=2)
    next(outcomes)
    assert children()
    with suppress(GeneratorExit):
        outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    assert children() == []


def test_what_was_hidden_or_not_read_of_a_file_is_told_where_its_words_are_there_already() -> None:
    made = word(STORY)
    made.paragraphs[0].runs[0].font.hidden = True
    hidden = saved(made)
    feed = rss(*[(f"Item {number}", f"https://example.org/{number}", STORY) for number in range(1_001)])
    places = [("a.docx", opener(hidden, "a.docx")), ("b.xml", opener(feed, "b.xml"))]
    found = [item for outcome in read_places(places, set, readers=1) for item in outcome.found if isinstance(item, There)]
    assert len(found) == 1_001
    assert [finding.kind for item in found for finding in item.findings] == ["hidden-text", "not-read"]


def test_a_text_that_takes_more_time_or_memory_than_it_may_is_told_how_to_mend_it_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("claimgraph.ingest.apart.LEAST_SECONDS", 0.0)
    monkeypatch.setattr("claimgraph.ingest.apart.CHARACTERS_A_SECOND", 1_000_000)
    monkeypatch.setattr("claimgraph.ingest.apart.PATIENCE", 3_000)
    long = opener(f"{STORY} ".encode() * 2_000, "long.txt")
    pool = Readers(1)
    (late,) = pool.read_place("long.txt", long, nothing).found
    assert isinstance(late, LimitError)
    assert str(late) == "long.txt: it takes more time to read than a text of its length may: split it into parts"
    monkeypatch.setattr("claimgraph.ingest.apart.LEAST_SECONDS", 60.0)

    def starving(_documents: Sequence[str]) -> set[str]:
        """Nothing; asked when the process is about to read."""
        for pid in children():
            starve(pid)
        return set()

    (starved,) = pool.read_place("long.txt", long, starving).found
    assert isinstance(starved, LimitError | UnreadableError)
    assert "split it into parts" in str(starved)
    assert sorts([pool.read_place("short.txt", opener(STORY.encode(), "short.txt"), nothing)]) == [Reading]
    pool.close()
