"""Processes beside this one, forked from a nursery or started anew: what they are told, how they end, and what is left of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from claimgraph.processes import Beside, nursery
from forking import PATIENCE, beside

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
import sys, threading, time
from claimgraph.processes import Beside, nursery
if sys.argv[1] == "threads":
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
with nursery():
    started = Beside("parrot", words="hello")
    assert started.channel.recv(5) == b"hello"
    print(started.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("how", ["alone", "threads"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_nothing_outlives_the_process_that_it_is_beside(module: None, tmp_path: Path, how: str, number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(tmp_path)])}
    command = [sys.executable, "-c", SERVER, how]
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


def test_it_holds_no_socket_of_the_process_it_is_beside(parrot: Beside) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        second = Beside("parrot", words="hello")
        heard(second)
    with socket.create_server(("127.0.0.1", port)):
        second.close()
