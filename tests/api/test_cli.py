"""The command line as people and programs use it: a process of its own for each command."""

import json
import logging
import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from shutil import copytree
from typing import Any, NoReturn

import pytest
from entailing import make_model

from claimgraph.errors import UnreadableError
from claimgraph.ingest.apart import ReadingProcess, _EndedError
from claimgraph.store import Store
from claimgraph.store.engine import FILE
from claimgraph_api.commands.adding import add_places
from claimgraph_api.commands.checking import print_checked, print_looked_at, print_problem, run_check
from claimgraph_api.commands.places import read_only
from claimgraph_api.commands.terminal import print_additions
from forking import warm

TEXT = "The mayor denied that the bridge is closed. The Harbour Post reported that the bridge is closed.[3]\n"


def run(*arguments: str, stdin: bytes = b"", store: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return warm().run(*arguments, stdin=stdin, **({"CLAIMGRAPH_STORE": str(store)} if store else {}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that one text was added to by the command line."""
    place = tmp_path_factory.mktemp("cli")
    (place / "report.txt").write_text(TEXT)
    added = run("add", str(place / "report.txt"), "--json", store=place / "store")
    assert added.returncode == 0, added.stderr
    return place / "store"


def test_adding_again_is_success_and_says_so(folder: Path) -> None:
    again = run("add", "-", stdin=TEXT.encode(), store=folder)
    assert (again.returncode, b"already there" in again.stdout) == (0, True)


def test_the_past_is_shown_and_what_was_retracted_comes_back(tmp_path: Path) -> None:
    assert run("add", "-", stdin=TEXT.encode(), store=tmp_path).returncode == 0
    before = {command: run(command, "--json", store=tmp_path).stdout for command in ("claims", "sources", "disputes")}
    exported = run("export", "--format", "nquads", store=tmp_path).stdout
    document = json.loads(before["claims"])["items"][0]["document"]
    assert run("retract", document, "--reason", "forged", store=tmp_path).returncode == 0
    for command, answer in before.items():
        assert run(command, "--json", "--as-of", "1", store=tmp_path).stdout == answer != run(command, "--json", store=tmp_path).stdout
    assert run("export", "--format", "nquads", "--as-of", "1", store=tmp_path).stdout == exported
    assert json.loads(run("show", document, "--json", "--as-of", "1", store=tmp_path).stdout)["id"] == document
    assert run("show", document, store=tmp_path).returncode == 1
    assert b"entry 3" in run("unretract", document, "--reason", "genuine", store=tmp_path).stdout
    lines = run("history", document, store=tmp_path).stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert "retract" in lines[1]
    assert "forged" in lines[1]
    assert run("claims", "--as-of", "9", store=tmp_path).returncode == 1


def test_one_bad_file_among_many_loses_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained, the mayor said.")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "c.txt").write_text("It did not rain, the baker said.")
    added = run("add", str(tmp_path), "--json", store=tmp_path / "store")
    reports = json.loads(added.stdout)
    assert added.returncode == 1
    assert [("error" in report) for report in reports] == [False, True, False]
    assert reports[1]["code"] == "unreadable"


@pytest.mark.parametrize("place", ["/nowhere/at/all.txt", "http://127.0.0.1/", "file:///etc/passwd", "ftp://example.org/x"])
def test_what_cannot_be_read_is_one_line_and_leaves_nothing(tmp_path: Path, place: str) -> None:
    added = run("add", place, store=tmp_path / "store")
    assert added.returncode == 1
    assert added.stderr.startswith(b"claimgraph: ")
    assert added.stderr.count(b"\n") == 1
    assert b"0 entries" in run("verify", store=tmp_path / "store").stdout


def test_read_gives_exact_anchors_and_stores_nothing(tmp_path: Path) -> None:
    read = json.loads(run("read", "-", "--json", stdin=TEXT.encode(), store=tmp_path / "store").stdout)
    assert read["text"] == TEXT
    assert read["assertions"]
    for assertion in read["assertions"]:
        quote = assertion["quote"]
        assert read["text"][quote["start"] : quote["end"]] == quote["exact"]
        assert assertion["speaker"]["name"]
        assert len(assertion["content"]) == 1
    assert [finding["kind"] for finding in read["findings"]] == ["dangling-citation"]
    assert not (tmp_path / "store").exists()


def test_one_document_is_read_by_a_process_beside_which_may_die_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "report.txt"
    place.write_text(TEXT)
    assert [item.document.text for item in read_only(str(place))] == [TEXT]

    def dies(self: ReadingProcess, *_: object, **__: object) -> NoReturn:
        self.kill()
        raise _EndedError(late=False)

    monkeypatch.setattr(ReadingProcess, "_offer", dies)
    with pytest.raises(UnreadableError, match=r"report\.txt ended the process that read it .*: split it into parts"):
        read_only(str(place))
    with Store.open(str(tmp_path / "store")) as store:
        ((report,),) = add_places(store, [str(place)])
    assert "report.txt ended the process that read it" in report["error"]


def test_compare_answers_each_pair_in_order() -> None:
    lines = '{"a": "The bridge is closed.", "b": "The bridge is not closed."}\n\n["It rained.", "The bank was sold."]\n'
    done = run("compare", "--pairs", "-", stdin=lines.encode())
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["relation"], first["type"]) == ("contradicts", "denial")
    assert all(0 <= start < end for side in first["clash"].values() for start, end in side)
    assert second["relation"] == "neither"


@pytest.mark.parametrize("line", ["{", '{"a": "x"}', "[1, 2]", '["", "x"]', "null"])
def test_a_pair_that_is_none_is_named_by_its_line(line: str) -> None:
    done = run("compare", "--pairs", "-", stdin=b'["It rained.", "It rained."]\n' + line.encode())
    assert done.returncode == 1
    assert done.stderr.startswith(b"claimgraph: ")


def test_wrong_use_is_told_apart_from_failure() -> None:
    assert run("compare", "only one").returncode == 2
    assert run("add").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("show", "claim-aaaaaaaaaaaaaaaaaaaa").returncode == 1


def test_disputes_are_listed_and_shown(folder: Path) -> None:
    listed = json.loads(run("disputes", "--json", store=folder).stdout)
    assert listed["total"] >= 1
    shown = run("show", listed["items"][0]["id"], store=folder)
    assert "✕" in shown.stdout.decode()
    whole = json.loads(run("show", listed["items"][0]["id"], "--json", store=folder).stdout)
    assert "sets" in whole.pop("conflicts")
    assert whole == listed["items"][0]


def test_lists_search_and_findings_answer(folder: Path) -> None:
    claims = json.loads(run("claims", "--json", "--limit", "1", store=folder).stdout)
    assert len(claims["items"]) == 1
    assert claims["next"]
    assert b"bridge" in run("claims", "--cursor", claims["next"], store=folder).stdout
    assert b"Harbour Post" in run("sources", store=folder).stdout
    assert b"[bridge]" in run("search", "bridge", store=folder).stdout
    narrowed = run("search", "bridge", "--kind", "claim", "--as-of", "1", store=folder).stdout
    assert b"kind: claim" in narrowed
    assert b"quote" not in narrowed
    assert b"[3]" in run("findings", store=folder).stdout


def test_sparql_answers_in_csv_and_from_a_file(folder: Path, tmp_path: Path) -> None:
    query = "PREFIX cg: <https://w3id.org/claimgraph/ns#> SELECT ?a ?b { ?a cg:contradicts ?b }"
    (tmp_path / "query.rq").write_text(query)
    straight, from_file = run("sparql", query, store=folder), run("sparql", f"@{tmp_path / 'query.rq'}", store=folder)
    assert straight.stdout.startswith(b"a,b\r\nhttp")
    assert straight.stdout == from_file.stdout
    assert run("sparql", query, "--as-of", "0", store=folder).stdout == b"a,b\r\n"
    assert run("sparql", query, "--as-of", "99", store=folder).returncode == 1
    disputes = run("sparql", "SELECT ?d { GRAPH <derived> { ?d a cg:Dispute } }", store=folder).stdout.split()[1:]
    assert len(disputes) == len(json.loads(run("disputes", "--json", store=folder).stdout)["items"]) > 0
    assert run("sparql", "SELECT ?d { ?d a cg:Dispute }", store=folder).stdout.split() == [b"d"]
    assert run("sparql", "SELECT", store=folder).returncode == 1
    assert run("sparql", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", store=folder).returncode == 1


def test_everything_is_exported_to_a_file(folder: Path, tmp_path: Path) -> None:
    for form in ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "csv", "ndjson", "graphml", "node-link"):
        assert run("export", "--format", form, "-o", str(tmp_path / form), store=folder).returncode == 0
        assert (tmp_path / form).stat().st_size > 500
    assert run("export", "--format", "docx", store=folder).returncode == 1


def test_a_verdict_is_recorded_and_can_be_taken_back(folder: Path) -> None:
    dispute = json.loads(run("disputes", "--json", store=folder).stdout)["items"][0]
    link = dispute["rungs"][0]["link"]
    judged = run("judge", link, "dismissed", "--note", "same words, another bridge", store=folder)
    judgement = judged.stdout.decode().split(":")[0]
    assert json.loads(run("show", link, "--json", store=folder).stdout)["status"] == "dismissed"
    assert run("retract", judgement, "--reason", "a slip", store=folder).returncode == 0
    assert json.loads(run("show", link, "--json", store=folder).stdout)["status"] == dispute["rungs"][0]["status"]


def test_check_and_verify_find_a_sound_store_sound(folder: Path) -> None:
    assert run("check", store=folder).stdout.startswith(b"0 faults")
    assert b"all whole" in run("verify", store=folder).stdout


@pytest.fixture
def spoilt(folder: Path, tmp_path: Path) -> Path:
    """A copy of that store, of which no anchor holds and no word is kept for searches."""
    copytree(folder, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / FILE)) as database:
        assert database.execute("UPDATE assertion SET body = replace(body, '\"start\":', '\"start\":1')").rowcount > 2
        assert database.execute("DELETE FROM passage").rowcount > 0
        database.commit()
    return tmp_path / "copy"


def test_check_tells_of_each_breach_and_once_how_to_mend_such(spoilt: Path) -> None:
    checked = run("check", store=spoilt)
    assert checked.returncode == 1
    lines = checked.stdout.decode().splitlines()
    assert "is not at 1" in lines[0]
    mends = [line for line in lines if line.startswith("  ")]
    assert lines[1] == mends[0]
    assert "`claimgraph verify`" in mends[0]
    assert len(mends) == len(set(mends))
    assert any("the table `passage` lacks what follows" in line for line in lines)
    report = json.loads(run("check", "--json", store=spoilt).stdout)
    assert (report["conforms"], report["found"]["the table `passage`"]) == (False, 1)
    assert report["found"]["anchors that are not found again"] > 2
    assert lines[-1] == f"{len(report['faults']):,} faults in {report['nodes']:,} nodes"


def test_of_a_rule_that_is_broken_everywhere_the_first_breaches_are_told_and_all_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, spoilt: Path
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("claimgraph_api.commands.checking.SHOWN", 1)
    with Store.open(spoilt) as store:
        report = run_check(store, print_problem, print_looked_at)
    print_checked(report, json=False)
    written = capsys.readouterr()
    lines, number = written.out.splitlines(), report["found"]["anchors that are not found again"]
    assert sum("is not at" in line for line in lines) == 1 < number
    assert f"anchors that are not found again: {number} in all, of which the first 1 are told" in lines
    assert lines[-1] == f"{sum(report['found'].values()):,} faults in {report['nodes']:,} nodes"
    assert re.search("█░* .* a second, about .* s left, .* faults", written.err)
    assert written.err.split("\r")[-1] == ""


def test_what_is_derived_is_thrown_away_and_derived_anew_where_somebody_meddled_with_it(tmp_path: Path) -> None:
    assert run("add", "-", stdin=TEXT.encode(), store=tmp_path).returncode == 0
    before = {command: run(command, "--json", store=tmp_path).stdout for command in ("disputes", "findings", "claims")}
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        for table in ("derived_key", "tally", "listed", "derived"):
            assert database.execute(f"DELETE FROM {table}").rowcount > 0
        database.commit()
    assert run("disputes", "--json", store=tmp_path).stdout != before["disputes"]
    assert run("check", "--derive", store=tmp_path).stdout.startswith(b"0 faults")
    assert {command: run(command, "--json", store=tmp_path).stdout for command in before} == before


def test_a_model_of_entailment_in_a_folder_proposes_and_what_is_none_is_refused_in_a_line(tmp_path: Path) -> None:
    text = b"The owner said that the dam was safe. The miller said that the dam was not safe."
    assert run("add", "-", stdin=text, store=tmp_path / "store").returncode == 0
    model = make_model(tmp_path / "tiny")
    found = json.loads(run("entail", str(model), "--json", store=tmp_path / "store").stdout)
    assert (found["documents"], found["of"], found["judge"].split("@")[0]) == (1, 1, "model:tiny")
    refused = run("entail", str(tmp_path), store=tmp_path / "store")
    assert refused.returncode == 1
    assert refused.stderr.count(b"\n") == 1
    assert b"config.json" in refused.stderr


def test_keys_are_shown_once_listed_and_revoked(folder: Path) -> None:
    token = run("keys", "new", "--name", "ada", store=folder).stdout.decode().strip()
    listed = run("keys", "list", store=folder).stdout.decode()
    assert token.split("_")[1] in listed
    assert token not in listed
    assert run("keys", "revoke", token.split("_")[1], store=folder).returncode == 0
    assert "revoked" in run("keys", "list", store=folder).stdout.decode()


@pytest.fixture
def demo() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", "from claimgraph_api.cli import main; main()", "demo", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stdout is not None
    address = next(line.split()[-1] for line in process.stdout if line.startswith("claimgraph is at"))
    yield process, address
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_demo_serves_the_dossier_and_ends_when_told(demo: tuple[subprocess.Popen[str], str]) -> None:
    process, address = demo
    with urllib.request.urlopen(f"{address}v1/disputes") as answer:
        assert json.load(answer)["total"] >= 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) in (0, -signal.SIGTERM)


def test_whoever_interrupts_an_addition_knows_what_is_stored(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"{number:04}.txt").write_text(f"The clerk said in report {number} that the gate is open.")
    with warm().begun("add", str(tmp_path), "--store", str(tmp_path / "store")) as process:
        process.says("0000.txt")
        process.send(signal.SIGINT)
        assert process.wait() == 130
        told = process.printed().splitlines()
    stored = json.loads(run("verify", "--json", store=tmp_path / "store").stdout)
    assert (stored["broken"], len(told)) in ((None, stored["entries"]), (None, stored["entries"] - 1))
    assert stored["entries"] < 3_000


def test_an_interrupt_that_python_drops_ends_an_addition_after_the_next_document() -> None:
    class Dropping:
        """What is interrupted as it is let go of, where nothing can be raised."""

        def __del__(self) -> None:
            with suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)

    def added() -> Iterator[list[dict[str, Any]]]:
        """Two documents, and an interrupt that is lost while the first is stored."""
        Dropping()
        yield [{"input": "a.txt", "error": "none", "code": "none"}]
        yield [{"input": "b.txt", "error": "none", "code": "none"}]

    with pytest.raises(KeyboardInterrupt):
        print_additions(places := added(), 2, json=False)
    assert len(list(places)) == 1


def test_a_name_with_a_line_end_makes_no_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a\nclaimgraph: all was lost.txt").write_text("It rained, the mayor said.")
    added = run("add", str(tmp_path), store=tmp_path / "store")
    assert added.stdout.count(b"\n") == 1


def test_a_mistyped_store_is_an_error_and_makes_no_folder(tmp_path: Path) -> None:
    for command in (["claims"], ["disputes"], ["search", "x"], ["verify"], ["export"], ["sparql", "ASK {}"]):
        done = run(*command, store=tmp_path / "mistyped")
        assert (done.returncode, done.stderr.startswith(b"claimgraph: there is no store at")) == (1, True)
    assert not (tmp_path / "mistyped").exists()


CLAIMS = "source,entity,attribute,value\nParade,Safir bridge,status,closed\nOrsk Staff,Safir bridge,status,open\n"


def test_a_table_is_imported_again_and_again_with_its_rejects_in_a_file(tmp_path: Path) -> None:
    table, store = tmp_path / "claims.csv", tmp_path / "store"
    rejects = tmp_path / "claims.csv.rejects.ndjson"
    table.write_text(f"{CLAIMS},x,y,z\n")
    first = run("import", str(table), store=store)
    assert (first.returncode, first.stdout.split(b" (")[0]) == (
        1,
        f"claims.csv: 3 rows, 2 claims added, 0 already there; 1 rejected, see {rejects}".encode(),
    )
    (reject,) = map(json.loads, rejects.read_text().splitlines())
    assert (reject["line"], reject["row"]) == (4, ",x,y,z")
    table.write_text(CLAIMS)
    again = run("import", str(table), "--json", store=store)
    assert again.returncode == 0
    assert {key: json.loads(again.stdout)[key] for key in ("rows", "added", "already", "rejected", "rejects", "seq")} == {
        "rows": 2, "added": 0, "already": 2, "rejected": 0, "rejects": None, "seq": 1,
    }  # fmt: skip
    assert not rejects.exists()
    piped = run("import", "-", "--format", "csv", "--ignore", "weight", stdin=b"source,text,weight\nA,It rained.,3\n", store=store)
    assert (piped.returncode, b"1 claims added" in piped.stdout) == (0, True)


def test_a_table_is_imported_into_a_collection(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("source,text\nParade,The bridge is closed.\n")
    assert run("import", str(tmp_path / "a.csv"), "--collection", "Case 7", store=tmp_path / "store").returncode == 0
    assert b"Case 7  1 document, 1 claim" in run("collections", store=tmp_path / "store").stdout


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        ("source,claim\nA,b\n", [], b"there is no column"),
        (CLAIMS, ["--format", "xlsx"], b"is no format of a table"),
        (CLAIMS, ["--rejects", "/nowhere/at/all.ndjson"], b""),
        (f"{CLAIMS},x,y,z\n", ["--rejects", "/nowhere/at/all.ndjson"], b"give another"),
        (None, [], b"cannot be opened"),
    ],
)
def test_a_table_that_cannot_be_imported_is_one_line(tmp_path: Path, table: str | None, options: list[str], message: bytes) -> None:
    if table is not None:
        (tmp_path / "a.csv").write_text(table)
    done = run("import", str(tmp_path / "a.csv"), *options, store=tmp_path / "store")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1) if message else (0, 0)
    assert message in done.stderr


def test_a_terminal_is_told_how_far_an_import_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CLAIMS)
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", "from claimgraph_api.cli import main; main()", "import", str(tmp_path / "a.csv")]
    with subprocess.Popen([*command, "--store", str(tmp_path / "store")], stderr=theirs, stdout=subprocess.DEVNULL) as process:
        assert process.wait(timeout=120) == 0
    os.close(theirs)
    told = os.read(ours, 10_000)
    os.close(ours)
    assert b"2 rows, " in told
    assert b"a second, about 0 s left, 0 rejected" in told


def test_what_was_read_is_decided_on_and_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    (tmp_path / "a.txt").write_text("The harbour office said that the ferry sank in May and that the pier burned.")
    run("add", str(tmp_path / "a.txt"), store=folder)
    claims = {item["text"]: item["id"] for item in json.loads(run("claims", "--json", store=folder).stdout)["items"]}
    ferry = claims["The ferry sank in May."]
    assert b": edited, entry 2" in run("judge", ferry, "edit", "--text", "A ferry sank in May.", "--stance", "doubts", store=folder).stdout
    assert b"A ferry sank in May." in run("show", ferry, store=folder).stdout
    assert run("judge", ferry, "undo", store=folder).returncode == 0
    assert b"not in the text" in run("judge", ferry, "edit", "--quote", "the fairy", store=folder).stderr
    assert run("judge", ferry, "split", "--part", "A ferry sank.", "--part", '{"text": "It was in May."}', store=folder).returncode == 0
    assert b"takes 2 or more changes" in run("judge", claims["The pier burned."], "split", "--part", "One.", store=folder).stderr
    document = json.loads(run("show", claims["The pier burned."], "--json", store=folder).stdout)["document"]
    again = run("reread", document, store=folder)
    assert b"nothing differs" in again.stdout
    assert b"held back" in again.stdout


def test_what_the_core_warns_of_stands_on_a_line_of_its_own_above_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    def places() -> Iterator[list[dict[str, object]]]:
        yield [{"input": "a.txt", "error": "is empty", "code": "empty"}]
        logging.getLogger("claimgraph.link").warning("%d claims were compared with their closest only", 3)
        yield [{"input": "b.txt", "error": "is empty", "code": "empty"}]

    assert print_additions(places(), 2, json=False) == 2
    written = capsys.readouterr().err
    assert written.split("\r")[-1] == ""
    assert "\rclaimgraph: 3 claims were compared with their closest only\n" in written
    assert logging.getLogger("claimgraph").handlers == []
