"""The server as a process: how it starts, what it says where it cannot, and what is left when it ends."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claimgraph_api.serving import listening

SCRIPT = [sys.executable, "-c", "from claimgraph_api.cli import main; main()"]


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and its address."""
    surroundings = {**os.environ, **environment}
    with subprocess.Popen([*SCRIPT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings) as process:
        try:
            yield process, _address(process)
        finally:
            process.kill()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("claimgraph is at "):
            return line.split()[-1]
    raise AssertionError(process.stderr.read() if process.stderr else "")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SCRIPT, *arguments], capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment})


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("claimgraph: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_what_keeps_a_server_from_starting_is_one_line(tmp_path: Path) -> None:
    with served("serve", "--store", str(tmp_path / "store"), "--port", "0") as (_, address):
        port = address.rsplit(":", 1)[1].strip("/")
        assert "another process holds" in one_line(run("serve", "--store", str(tmp_path / "store"), "--port", "0"))
        assert "cannot be used" in one_line(run("demo", "--port", port))
    assert "is not an IRI" in one_line(run("serve", "--store", str(tmp_path / "other"), "--port", "0", "--base", "foo bar"))
    faulty = run("serve", "--store", str(tmp_path / "other"), "--port", "0", CLAIMGRAPH_SPARQL_SECONDS="soon")
    assert "sparql_seconds" in one_line(faulty)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    with served("demo", "--port", "0", TMPDIR=str(tmp_path)) as (process, address):
        assert urllib.request.urlopen(f"{address}readyz", timeout=30).status == 200
        process.send_signal(number)
        assert process.wait(timeout=40) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_is_ended_while_it_reads_leaves_nothing_behind(tmp_path: Path) -> None:
    surroundings = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([*SCRIPT, "demo", "--port", "0"], stdout=subprocess.PIPE, text=True, env=surroundings) as process:
        assert process.stdout is not None
        assert select.select([process.stdout], [], [], 60)[0]
        process.terminate()
        assert process.wait(timeout=40) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_settings_of_the_environment_are_those_of_the_server(tmp_path: Path) -> None:
    environment = {"CLAIMGRAPH_HOST": "127.0.0.2", "CLAIMGRAPH_PORT": "0", "CLAIMGRAPH_STORE": str(tmp_path / "store")}
    with served("serve", **environment) as (_, address):
        assert address.startswith("http://127.0.0.2:")
        assert urllib.request.urlopen(f"{address}livez", timeout=30).status == 200
        assert urllib.request.urlopen(f"{address}v1/stats", timeout=30).status == 200


def test_a_server_listens_on_ipv6_too(tmp_path: Path) -> None:
    with served("serve", "--store", str(tmp_path / "store"), "--host", "::1", "--port", "0") as (_, address):
        assert address.startswith("http://[::1]:")
        assert urllib.request.urlopen(f"{address}v1/stats", timeout=30).status == 200


def test_answers_are_sent_at_once_and_not_held_back_until_the_client_has_confirmed_the_last_packet() -> None:
    async def option_of_an_accepted_connection(listener: socket.socket) -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(accept, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
            option = await accepted
            writer.close()
            await writer.wait_closed()
        return option

    with listening("127.0.0.1", 0) as listener:
        assert asyncio.run(option_of_an_accepted_connection(listener)) != 0


def test_a_server_starts_without_the_parser_and_loads_it_with_the_first_text(tmp_path: Path) -> None:
    script = """if True:
        import sys
        from fastapi.testclient import TestClient
        from claimgraph_api.app import create_app
        from claimgraph_api.settings import Settings
        import claimgraph_api.serving
        with TestClient(create_app(Settings(store=sys.argv[1])), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
            assert client.get("/v1/stats").status_code == 200
            before = "spacy" in sys.modules
            assert client.post("/v1/read", json={"text": "Ada Poe said that the bridge fell."}).status_code == 200
            print(before, "spacy" in sys.modules)
    """
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("False True\n", "")
