"""Tables of claims in the record: one entry a batch, nothing twice, names of one source joined, and out again."""

import io
import os
import random
import signal
import sys
import time
import tracemalloc
from functools import lru_cache
from pathlib import Path

import pytest

from builders import Telling
from claimgraph.errors import ConflictError, LimitError
from claimgraph.exchange import stream
from claimgraph.exchange.tables import Reject, read_table
from claimgraph.ingest import bulk
from claimgraph.ingest.bulk import Counts, Origin, import_table
from claimgraph.ingest.identity import KnownNames
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.link.candidates import Limits
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Reading
from claimgraph.store import Store, moment, parts
from databases import Locations
from forking import warm

HEADER = "source,entity,attribute,value,url\n"
ORIGIN = Origin("a.csv", "text/csv", "test")


def row(n: int, *, url: str = "", towns: int = 30) -> str:
    """A row that contradicts those before it of the same bridge: the fewer towns, the more links."""
    return f"Source {n % 5} Press,Town {n % towns} Bridge,width,{n},{url}\n"


def naming(name: str) -> Reading:
    """A text in which an organisation of this name says something."""
    telling = Telling(f"{name} said that it rained.")
    telling.said(telling.source(name), telling.claim("It rained.", "it rained"), "it rained", cue="said")
    return telling.reading()


def brought(store: Store, table: str | bytes, name: str = "a.csv") -> Counts:
    """The counts of a table that is imported without rejects."""
    data = io.BytesIO(table.encode() if isinstance(table, str) else table)
    rejects: list[Reject] = []
    *_, counts = import_table(store, read_table(data, name=name), ORIGIN, rejects.append)
    assert rejects == []
    return counts


def test_a_batch_is_one_entry_and_its_documents_hold_what_belongs_together(store: Store) -> None:
    table = HEADER + "".join(row(n, url=f"https://example.org/{n // 4}") for n in range(40)) + "".join(map(row, range(40, 50)))
    counts = brought(store, table)
    assert counts == Counts(rows=50, added=50, documents=11, seq=1)
    (entry,) = store.changes()
    graph = store.graph()
    assert (entry.verb, entry.actor, graph.documents[entry.target].url) == ("import", "test", "https://example.org/0")
    assert sorted(len(document.text.split("\n\n")) for document in graph.documents.values()) == [4] * 10 + [10]
    assert {document.title for document in graph.documents.values() if not document.url} == {"a.csv, lines 42 to 51"}
    assert (store.check(), store.verify().broken) == ([], None)


def test_names_of_many_documents_are_joined_to_the_oldest_of_them(store: Store) -> None:
    store.add(naming("Source 1 Press"), actor="test")
    (oldest,) = (node.id for node in store.graph().sources.values() if node.name == "Source 1 Press")
    brought(store, HEADER + "".join(row(n, url=f"https://example.org/{n}") for n in range(20)))
    graph = store.graph()
    same = {graph.representative(node.id) for node in graph.sources.values() if node.name == "Source 1 Press"}
    assert same == {oldest}
    assert store.page("sources").total == len({graph.representative(n) for n in graph.sources})


def test_a_table_that_comes_again_or_has_grown_adds_only_what_is_new(store: Store) -> None:
    table = HEADER + "".join(map(row, range(30)))
    assert brought(store, table).added == 30
    assert brought(store, table, "another name.csv") == Counts(rows=30, already=30, seq=1)
    grown = brought(store, table + "".join(map(row, range(30, 37))) + row(3))
    assert (grown.added, grown.already, grown.documents, grown.seq) == (7, 31, 1, 2)


def test_what_was_retracted_may_be_imported_again(store: Store) -> None:
    table = HEADER + row(1)
    brought(store, table)
    store.retract(next(iter(store.graph().documents)), actor="test", reason="a test")
    assert brought(store, table).added == 1
    assert store.verify().broken is None


def test_an_export_goes_into_a_new_store_as_the_same_rows_and_into_its_own_as_nothing(store: Store, locations: Locations) -> None:
    denied = "General Roke,Safir column,status,routed,denies,,2015-10,\n"
    relayed = 'Parade,Safir column,officers killed,30,,Harrow Monitor > Ines Vale,2015-10-14/..,"thirty ""brave"" officers"\n'
    brought(store, "source,entity,attribute,value,stance,via,time,quote\n" + denied + relayed)
    brought(store, HEADER + "".join(row(n, url=f"https://example.org/{n // 3}") for n in range(9)))
    for form in ("csv", "ndjson"):
        exported = b"".join(stream(store.parts(), form))
        with locations() as place, Store.open(place) as other:
            assert brought(other, exported, f"b.{form}").added == 11
            assert sorted(b"".join(stream(other.parts(), form)).splitlines()) == sorted(exported.splitlines())
        assert brought(store, exported, f"b.{form}").added == 0


def test_parts_are_of_one_moment_and_make_up_the_whole(store: Store) -> None:
    brought(store, HEADER + "".join(row(n, url=f"https://example.org/{n}") for n in range(450)))
    coming = store.parts()
    first = next(coming)
    brought(store, HEADER + "".join(row(n, url=f"https://example.org/{n}") for n in range(450, 460)))
    whole = [first, *coming]
    assert len(whole) > 2
    then = store.graph(as_of=1)
    assert {node.id for part in whole for node in part.nodes()} == {node.id for node in then.nodes()} - {*then.judgements, *then.links}
    assert [name for part in whole for name in part.documents] == list(then.documents)


def test_the_claims_of_a_table_are_found_and_compared_with_texts_that_come_later(store: Store) -> None:
    brought(store, "source,text,entity\nOrsk Staff,The Safir bridge is open.,Safir bridge\n")
    assert store.search("safir bridge").hits
    assert add_reading(store, read_text("Parade said that the Safir bridge is closed."), actor="test").seq == 2


def test_a_document_holds_at_most_so_many_rows_and_a_batch_ends_with_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most, batch = 100, 200
    monkeypatch.setattr(bulk, "MOST_ROWS", most)
    monkeypatch.setattr(bulk, "BATCH", batch)
    table = HEADER + "".join(row(n, url="https://example.org/one", towns=2_000) for n in range(most + 1)) + "".join(map(row, range(batch)))
    with Store.open(tmp_path) as store:
        counts = brought(store, table)
        assert (counts.documents, counts.seq, counts.added) == (4, 2, most + 1 + batch)


def test_a_table_of_nothing_but_rejects_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "PATIENCE", 10)
    monkeypatch.setattr(bulk, "MOST_REJECTS", 30)
    rejects: list[Reject] = []
    seen: list[Counts] = []
    with Store.open(tmp_path) as store, pytest.raises(LimitError, match="30 rows were rejected"):
        seen.extend(import_table(store, read_table(io.BytesIO(b"source,text\n" + b"x\n" * 99), name="a"), ORIGIN, rejects.append))
    assert [counts.rejected for counts in seen] == [10, 20, 30]
    assert len(rejects) == 30


def test_another_writer_in_between_costs_a_try_and_not_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path) as store, Store.open(tmp_path) as other:
        living = Store.living
        interrupted = iter([False, True, True])

        def meddle(self: Store, *arguments: object, **options: object) -> set[str]:
            if next(interrupted, False):
                add_reading(other, read_text(f"It rained, the mayor said at {time.monotonic()}."), actor="other")
            return living(self, *arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(Store, "living", meddle)
        assert brought(store, HEADER + row(1)).seq == 3
        monkeypatch.setattr(bulk, "TRIES", 1)
        interrupted = iter([False, True])
        with pytest.raises(ConflictError, match="import the table again"):
            brought(store, HEADER + row(2))


def test_names_are_remembered_up_to_a_limit_and_then_asked_for_again(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        brought(store, HEADER + "".join(map(row, range(5))))
        names = KnownNames(store, most=2)
        readings = [naming(f"Source {n} Press") for n in range(5)]
        found = [judgement for reading in readings for judgement in names.judgements([reading], "2026-01-01")]
        oldest = {node.id for node in store.graph().sources.values()}
        assert {judgement.other for judgement in found if judgement.target.startswith("source")} == oldest


def peaks(place: Path, rows: int) -> tuple[int, int]:
    """The most bytes that importing so many rows holds at once, and exporting them."""
    lines = (row(n, url=f"https://example.org/{n // 50}").lower() for n in range(rows))  # small letters: names that are not joined
    table = io.BytesIO((HEADER + "".join(lines)).encode())
    with Store.open(place) as store:
        tracemalloc.start()
        *_, counts = import_table(store, read_table(table, name="a.csv"), ORIGIN, lambda _: None)
        imported = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        assert sum(chunk.count(b"\n") for chunk in stream(store.parts(), "ndjson")) == counts.added == rows
        exported = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return imported, exported


def test_memory_grows_with_the_table_neither_in_nor_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 200)
    monkeypatch.setattr(parts, "CLAIMS", 200)
    # Else only the large table has as many rows about the same as one is compared with.
    monkeypatch.setattr(sys.modules["claimgraph.pairing.nearby"], "ROWS", Limits(reach=4, budget=4))
    monkeypatch.setattr(moment, "_lately_of", lru_cache(maxsize=100)(moment.node_of))  # else only the large one fills it
    peaks(tmp_path / "warm", 50)
    small, large = peaks(tmp_path / "small", 400), peaks(tmp_path / "large", 3_200)
    assert [most / least < 1.7 for least, most in zip(small, large, strict=True)] == [True, True], (small, large)


def rows_in(place: Path) -> int:
    """How many claims a store holds that another process may be making."""
    if not (place / "claimgraph.sqlite").exists():
        return 0
    with Store.open(place) as store:
        return store.statistics()["claims"]


def kept(place: Path) -> tuple[Graph, bytes]:
    """What a store holds, but for the times of judging, after it was held against its journal and its rules."""
    with Store.open(place) as store:
        assert (store.verify().broken, store.check()) == (None, [])
        return store.graph(), b"".join(stream(store.parts(), "csv"))


@pytest.mark.skipif(os.name != "posix", reason="processes are killed")
def test_an_import_that_is_killed_at_any_moment_and_begun_again_ends_as_if_it_never_was(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(
        HEADER + "".join(row(n, url="" if n % 3_000 < 1_500 else f"https://example.org/{n // 700}", towns=2_000) for n in range(5_500))
    )
    with Store.open(tmp_path / "whole") as store:
        brought(store, table.read_text())
    chance = random.Random(7)
    for goal in (0, 1, 2_000, 4_000):
        with warm().begun("import", str(table), "--store", str(tmp_path / "killed")) as process:
            while process.runs() and rows_in(tmp_path / "killed") < goal:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.3))
            process.send(signal.SIGKILL)
    assert warm().run("import", str(table), "--store", str(tmp_path / "killed")).returncode == 0
    (whole, exported), (killed, again) = kept(tmp_path / "whole"), kept(tmp_path / "killed")
    assert again == exported
    assert {node.id for node in killed.nodes()} == {node.id for node in whole.nodes()}
    assert killed.same == whole.same


def test_a_row_that_was_erased_stays_away_and_the_rest_of_its_table_comes_in(store: Store) -> None:
    table = "source,text,url\nOrsk Staff,The bridge is open.,https://example.org/a\n"
    brought(store, table)
    store.erase(next(iter(store.graph().documents)), actor="test", reason="by order of a court")
    counts = brought(store, f"{table}Orsk Staff,The pass is closed.,https://example.org/b\n")
    assert (counts.added, counts.already) == (1, 1)
    assert [claim.text for claim in store.graph().claims.values()] == ["The pass is closed."]


SAYINGS = (
    "source,entity,attribute,value,unit,time,url\n"
    "Parade,Safir Column,killed,30,officers,2015-10,https://example.org/1\n"
    "Orsk Staff,Lund Bridge,width,12,m,,\n"
    "Orsk Staff,Safir Column,killed,3,officers,2015-10,\n"
    "Harrow Monitor,Lund Bridge,width,13,m,,\n"
)


def contradicting(store: Store) -> set[tuple[str, str]]:
    """The sources of the claims at the ends of each link."""
    graph = store.graph()
    said = {item.content.claim: graph.sources[item.speaker.id].name for item in graph.assertions.values() if item.content.claim}
    found = (sorted((said[link.from_], said[link.to])) for link in graph.links.values())
    return {(first, second) for first, second in found}


def test_claims_of_one_table_are_linked_with_each_other_also_where_it_is_brought_in_two_runs(
    store: Store, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(store, SAYINGS)
    assert contradicting(store) == {("Orsk Staff", "Parade"), ("Harrow Monitor", "Orsk Staff")}
    assert brought(store, SAYINGS).already == 4
    monkeypatch.setattr(bulk, "BATCH", 1)
    with locations() as place, Store.open(place) as other:
        for count in (2, 3, 4, 5):
            brought(other, "".join(SAYINGS.splitlines(keepends=True)[:count]))
        assert other.graph().links.keys() == store.graph().links.keys()
        assert (other.check(), other.verify().broken) == ([], None)


def test_claims_of_a_table_are_linked_with_those_of_tables_before_it_but_with_no_more_than_the_last_sixty(store: Store) -> None:
    width = "source,entity,attribute,value,unit,url\n"
    before = "".join(f"Press {n},Orsk Bridge,width,{20 + n},m,https://example.org/{n}\n" for n in range(65))
    counts = brought(store, width + before + "Press,Lund Bridge,width,20,m,\n")
    assert counts.cut == 5
    links = set(store.graph().links)
    counts = brought(store, width + "Staff,Orsk Bridge,width,99,m,\nStaff,Lund Bridge,width,21,m,\n", "b.csv")
    assert (counts.added, counts.cut) == (2, 1)
    new = [link for link in store.graph().links.values() if link.id not in links]
    assert len(new) == 60 + 1
    assert {link.judge for link in new} == {judge_of("row-quantity")}
    assert (store.check(), store.verify().broken) == ([], None)


def test_a_table_comes_into_a_collection_with_what_is_there_of_it_already(store: Store) -> None:
    head, parade, bridge, staff, monitor = SAYINGS.splitlines(keepends=True)
    brought(store, head + parade)
    inside = store.within("Case 7")
    assert brought(inside, head + parade + staff) == Counts(rows=2, added=1, already=1, documents=1, seq=3)
    brought(store, head + bridge)
    assert {claim.slots.object for claim in inside.graph().claims.values()} == {"30", "3"}
    assert contradicting(inside) == {("Orsk Staff", "Parade")}
    assert len(inside.same()) == len(store.same()) - 1
    assert brought(inside, head + bridge + monitor) == Counts(rows=2, added=1, already=1, documents=1, seq=6)
    assert inside.graph().claims.keys() == store.graph().claims.keys()
    assert len(contradicting(inside)) == 2
    assert (store.check(), store.verify().broken) == ([], None)
