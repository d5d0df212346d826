"""The server as a process: how it starts, what it says where it cannot, and what is left when it ends."""

import asyncio
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claimgraph_api.server.serving import listening
from forking import Command, warm


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[Command, str]]:
    """A server and its address."""
    with warm().begun(*arguments, **environment) as process:
        yield process, process.says("claimgraph is at ")[-1].split()[-1]


def one_line(*arguments: str, **environment: str) -> str:
    """What a command says that fails."""
    done = warm().run(*arguments, **environment)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"claimgraph: ")
    assert done.stderr.count(b"\n") == 1
    return done.stderr.decode()


def test_what_keeps_a_server_from_starting_is_one_line(tmp_path: Path) -> None:
    with served("serve", "--store", str(tmp_path / "store"), "--port", "0") as (_, address):
        port = address.rsplit(":", 1)[1].strip("/")
        assert "another process holds" in one_line("serve", "--store", str(tmp_path / "store"), "--port", "0")
        assert "cannot be used" in one_line("demo", "--port", port)
    assert "is not an IRI" in one_line("serve", "--store", str(tmp_path / "other"), "--port", "0", "--base", "foo bar")
    assert "sparql_seconds" in one_line("serve", "--store", str(tmp_path / "other"), "--port", "0", CLAIMGRAPH_SPARQL_SECONDS="soon")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    with served("demo", "--port", "0", TMPDIR=str(tmp_path)) as (process, address):
        assert urllib.request.urlopen(f"{address}readyz", timeout=30).status == 200
        process.send(number)
        assert process.wait() == 0
        assert process.errors() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_is_ended_while_it_reads_leaves_nothing_behind(tmp_path: Path) -> None:
    with warm().begun("demo", "--port", "0", TMPDIR=str(tmp_path)) as process:
        assert "claimgraph is at" not in process.says("claims by")[-1]
        process.send(signal.SIGTERM)
        assert process.wait() == 0
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
        import claimgraph_api.server.serving
        with TestClient(create_app(Settings(store=sys.argv[1])), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
            assert client.get("/v1/stats").status_code == 200
            before = "spacy" in sys.modules
            assert client.post("/v1/read", json={"text": "Ada Poe said that the bridge fell."}).status_code == 200
            print(before, "spacy" in sys.modules)
    """
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("False True\n", "")
