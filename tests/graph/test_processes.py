"""Processes beside this one, forked from a nursery or started anew: what they are told, how they end, and what is left of them."""

import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from claimgraph import processes
from claimgraph.processes import Beside, nursery
from forking import PATIENCE, beside, holds

PARROT = """
import os

prepared = []


def prepare():
    prepared.append(os.getpid())


def main(channel, *, words):
    if words == "fail":
        raise ValueError("it was told to fail")
    print("nobody hears this")
    channel.sendall(f"{words} {prepared}\\n".encode())
    while part := channel.recv(1024):
        channel.sendall(part.upper())
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is found as others are, and no nursery yet."""
    (tmp_path / "parrot.py").write_text(PARROT)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("claimgraph.processes._open", [])


@pytest.fixture(params=["forked", "anew"])
def way(request: pytest.FixtureRequest, module: None) -> Iterator[str]:
    """Each way of starting a process."""
    with nursery() if request.param == "forked" else nullcontext():
        yield request.param


@pytest.fixture
def parrot(way: str) -> Iterator[Beside]:
    started = Beside("parrot", words="hello")
    started.channel.settimeout(PATIENCE)
    yield started
    started.close()


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something holds before long."""
    end = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def runs(pid: int) -> bool:
    """Whether a process is there, and not only its entry, for whoever is to take that away."""
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2][:1] != b"Z"
    except OSError:
        return False


def heard(started: Beside) -> str:
    return started.channel.recv(1024).decode()


def test_it_is_told_what_was_given_and_answers(parrot: Beside, way: str) -> None:
    assert heard(parrot).startswith("hello ")
    parrot.channel.sendall(b"and on")
    assert heard(parrot) == "AND ON"
    assert not parrot.ended()
    assert beside(os.getpid(), "parrot") == [parrot.pid]


def test_what_it_is_told_may_be_longer_than_a_channel_holds(way: str) -> None:
    words = "long " * 100_000
    started = Beside("parrot", words=words)
    with started.channel.makefile("r") as lines:
        assert lines.readline().startswith(words)
    started.close()


def test_a_nursery_prepares_once_what_it_forks_and_what_starts_anew_prepares_itself(parrot: Beside, way: str) -> None:
    second = Beside("parrot", words="hello")
    said = [heard(parrot), heard(second)]
    second.close()
    assert said[0] == said[1]
    assert (said[0] == "hello []\n") == (way == "anew")
    assert str(parrot.pid) not in said[0]


def test_it_ends_when_it_is_told_to_or_killed(parrot: Beside) -> None:
    heard(parrot)
    parrot.terminate()
    assert parrot.ended(PATIENCE)
    parrot.kill()
    assert parrot.channel.recv(1) == b""
    assert not runs(parrot.pid)


@pytest.mark.parametrize("start", [nursery, nullcontext])
def test_one_that_fails_is_over_and_says_why(
    module: None, capfd: pytest.CaptureFixture[str], start: Callable[[], AbstractContextManager[None]]
) -> None:
    with start():
        started = Beside("parrot", words="fail")
        assert started.ended(PATIENCE)
        started.close()
    printed = capfd.readouterr()
    assert "ValueError: it was told to fail" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_where_the_nursery_is_killed_what_it_forked_goes_on_and_the_next_starts_anew(module: None, number: signal.Signals) -> None:
    with nursery():
        first = Beside("parrot", words="hello")
        assert heard(first) == f"hello [{keeper(first.pid)}]\n"
        os.kill(keeper(first.pid), number)
        first.channel.sendall(b"still")
        assert heard(first) == "STILL"
        second = Beside("parrot", words="there")
        assert heard(second) == "there []\n"
        for started in (first, second):
            started.close()


def keeper(pid: int) -> int:
    """The process beside this one that forked another."""
    (found,) = (child for child in beside(os.getpid()) if pid in beside(child))
    return found


SERVER = """
import time
from claimgraph.processes import Beside, nursery
with nursery():
    started = Beside("parrot", words="hello")
    assert started.channel.recv(5) == b"hello"
    print(started.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_nothing_outlives_the_process_that_it_is_beside(module: None, tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(tmp_path)])}
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        assert process.stdout is not None
        started = int(process.stdout.readline())
        left = beside(process.pid)
        assert started in left
        process.send_signal(number)
    assert soon(lambda: not any(map(runs, left)))


def test_a_nursery_within_another_is_the_same(way: str) -> None:
    with nursery():
        started = Beside("parrot", words="hello")
    assert heard(started).startswith("hello")
    started.close()


def files(pid: int) -> set[int]:
    return {int(place.name) for place in Path(f"/proc/{pid}/fd").iterdir()}


def test_it_holds_its_streams_and_its_channel_alone(module: None, tmp_path: Path) -> None:
    with (tmp_path / "open").open("wb") as opened, nursery():
        os.set_inheritable(opened.fileno(), True)
        started = Beside("parrot", words="hello")
        heard(started)
        for pid in (started.pid, keeper(started.pid)):
            (number,) = files(pid) - {0, 1, 2}
            assert os.readlink(f"/proc/{pid}/fd/{number}").startswith("socket:")
            assert os.readlink(f"/proc/{pid}/fd/0") == os.devnull
        started.close()


def test_it_knows_nothing_of_this_process_but_what_it_is_told(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = secrets.token_hex(20)
    monkeypatch.setenv("CLAIMGRAPH_SECRET", secret)
    bare, told = Beside("parrot", words="hello"), Beside("parrot", os.environ, words="hello")
    for started in (bare, told):
        heard(started)
    left = set(beside(os.getpid())) - {told.pid}
    assert bare.pid in left
    assert [pid for pid in left if holds(pid, secret)] == []
    assert holds(told.pid, secret)
    for started in (bare, told):
        started.close()


def test_no_module_that_lies_in_the_folder_of_work_is_loaded(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("json", "parrot"):
        (folder / f"{name}.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(folder)
    started = Beside("parrot", words="hello")
    assert heard(started).startswith("hello")
    started.close()


def test_a_nursery_that_hangs_is_given_up_and_nothing_is_left_of_it(module: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with nursery():
        first = Beside("parrot", words="hello")
        heard(first)
        os.kill(kept := keeper(first.pid), signal.SIGSTOP)
        monkeypatch.setattr("claimgraph.processes._ANSWER_SECONDS", 0.1)
        second = Beside("parrot", words="there")
        assert heard(second) == "there []\n"
        assert not Path(f"/proc/{kept}").exists()
        for started in (first, second):
            started.close()


def test_a_nursery_that_hangs_keeps_nobody_waiting_at_the_end(module: None) -> None:
    with nursery():
        first = Beside("parrot", words="hello")
        heard(first)
        os.kill(kept := keeper(first.pid), signal.SIGSTOP)
    assert not Path(f"/proc/{kept}").exists()
    first.close()


def test_what_the_nursery_cannot_hand_on_is_ended_and_started_anew(module: None) -> None:
    with nursery():
        first = Beside("parrot", words="hello")
        heard(first)
        kept = keeper(first.pid)
        free = min({3, 4} - files(kept))
        before = resource.prlimit(kept, resource.RLIMIT_NOFILE)
        resource.prlimit(kept, resource.RLIMIT_NOFILE, (free + 1, before[1]))  # the channel is received, and no handle had
        second = Beside("parrot", words="there")
        assert heard(second) == "there []\n"
        assert soon(lambda: beside(kept) == [first.pid])
        resource.prlimit(kept, resource.RLIMIT_NOFILE, before)
        third = Beside("parrot", words="again")
        assert heard(third) == f"again [{kept}]\n"
        for started in (first, second, third):
            started.close()


def test_a_nursery_that_is_sent_no_channel_forks_nothing_and_goes_on(module: None) -> None:
    with nursery():
        first = Beside("parrot", words="hello")
        heard(first)
        kept, asked = keeper(first.pid), processes._open[0]._asked
        asked.send(b"parrot")
        assert asked.recv(32) == b"0"
        assert beside(kept) == [first.pid]
        first.close()


def test_it_starts_where_nobody_hears_errors(module: None, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(tmp_path)])}
    command = ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) in beside(process.pid)
        process.kill()


def test_it_holds_no_socket_of_the_process_it_is_beside(parrot: Beside) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        second = Beside("parrot", words="hello")
        heard(second)
    with socket.create_server(("127.0.0.1", port)):
        second.close()
