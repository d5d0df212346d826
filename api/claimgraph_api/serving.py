"""Running the server."""

import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer
import uvicorn

from claimgraph.errors import StoreError
from claimgraph.ingest.pipeline import add_reading, read_path
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.settings import load_settings
from claimgraph_api.site import Site

DRAIN_SECONDS = 30


def serve_store(
    location: str, host: str, port: int, *, base: str | None = None, allow_anonymous_read: bool = False, index: Path | None = None
) -> None:
    """Serve a store until the process is told to end; raises StoreError where the address or the store cannot be had.

    The IRIs of nodes begin with `base`; with the server's own address where none is given.
    """
    with _ended_by_signals(), listening(host, port) as listener:
        _serve(listener, location, base=base, allow_anonymous_read=allow_anonymous_read, index=index)


def serve_demo(dossier: Path, host: str, port: int) -> None:
    """Read a folder of reports into a fresh store, which goes when the server ends, and serve it."""
    with _ended_by_signals(), listening(host, port) as listener, tempfile.TemporaryDirectory(prefix="claimgraph-demo-") as folder:
        with Store.open(folder) as store:
            for path in sorted(path for path in dossier.iterdir() if path.suffix in (".txt", ".html")):
                reading = read_path(path)
                add_reading(store, reading, actor="demo")
                typer.echo(f"{path.name}: {len(reading.claims)} claims by {len(reading.sources)} voices")
        _serve(listener, folder, base=None, allow_anonymous_read=False)


def _serve(listener: socket.socket, location: str, *, base: str | None, allow_anonymous_read: bool, index: Path | None = None) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    given = {} if index is None else {"index": index}
    settings = load_settings(store=location, host=host, port=port, base=base or address, allow_anonymous_read=allow_anonymous_read, **given)
    with Site(settings) as site:
        if not settings.on_loopback:
            typer.echo("Beyond loopback every request needs a key; make one with: claimgraph keys new --name NAME --scope read", err=True)
        typer.echo(f"claimgraph is at {address}")
        sys.stdout.flush()
        config = uvicorn.Config(
            create_app(site=site), log_level="warning", timeout_graceful_shutdown=DRAIN_SECONDS, server_header=False, lifespan="on"
        )
        _Server(config, site).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Takes at most 30 seconds to answer what it was asked when it is told to end; streams that have no end are ended."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take no more requests, and end the feed's streams."""
        self._site.feed.leave()
        super().handle_exit(sig, frame)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end what runs inside in good order, closing all that is open; both are ordinary ends of a server."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there; raises StoreError where the address cannot be had."""
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    # Named as TCP, so that asyncio sets TCP_NODELAY: a client that stays connected waits 40 ms for each answer else.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((bare, port))
            listener.listen(128)
        except OSError as error:
            raise StoreError(f"port {port} of {host} cannot be used: {error.strerror}; give another with --port") from error
        yield listener
