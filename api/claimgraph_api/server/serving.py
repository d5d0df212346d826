"""Running the server."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

import typer
import uvicorn
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from claimgraph.errors import StoreError
from claimgraph.ingest.pipeline import add_reading, read_path
from claimgraph.processes import nursery
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server.ahead import make_ahead
from claimgraph_api.server.answerers import Answerers
from claimgraph_api.server.holding import held
from claimgraph_api.server.site import Site
from claimgraph_api.server.warming import warm_up
from claimgraph_api.settings import load_settings

DRAIN_SECONDS = 30


def serve_store(location: str, host: str, port: int, **given: object) -> None:
    """Serve a store until the process is told to end, with the settings that are given and not None.

    The IRIs of nodes begin with `base`; with the server's own address where none is given. Raises InputError for a setting, and
    StoreError where the address or the store cannot be had.
    """
    with _listening_alone(host, port) as listener:
        _serve(listener, {"store": location, **{name: value for name, value in given.items() if value is not None}})


def serve_demo(dossier: Path, host: str, port: int) -> None:
    """Read a folder of reports into a fresh store, which goes when the server ends, and serve it."""
    with _listening_alone(host, port) as listener, tempfile.TemporaryDirectory(prefix="claimgraph-demo-") as folder:
        with Store.open(folder) as store:
            for path in sorted(path for path in dossier.iterdir() if path.suffix in (".txt", ".html")):
                reading = read_path(path)
                add_reading(store, reading, actor="demo")
                typer.echo(f"{path.name}: {len(reading.claims)} claims by {len(reading.sources)} voices")
        _serve(listener, {"store": folder})


def _serve(listener: socket.socket, given: dict[str, object]) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    given = {"base": address, **given, "host": host, "port": port}
    settings = load_settings(**given)
    with held(settings.store_folder), Site(settings) as site:
        if not settings.on_loopback:
            typer.echo("Beyond loopback every request needs a key; make one with: claimgraph keys new --name NAME --scope read", err=True)
        if settings.workers == 1:
            _say(address)
            Ending(configured(create_app(site=site)), site).run(sockets=[listener])
        else:
            _serve_behind(listener, site, given, address)


def _serve_behind(listener: socket.socket, site: Site, given: dict[str, object], address: str) -> None:
    """Serve by processes that answer readers, and answer here what they hand on."""
    with tempfile.TemporaryDirectory(prefix="claimgraph-") as folder, _behind(Path(folder) / "server") as behind:
        told = {"settings": {name: os.fspath(value) if isinstance(value, Path) else value for name, value in given.items()}}
        with Answerers(site.settings.workers, listener, {**told, "behind": behind.getsockname()}) as answerers:
            _say(address)
            config = configured(create_app(site=site), date_header=False, forwarded_allow_ips="*")
            Ending(config, site, answerers).run(sockets=[behind])


def configured(app: FastAPI, **more: Any) -> uvicorn.Config:
    """How an application is served."""
    return uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=DRAIN_SECONDS, server_header=False, lifespan="on", **more)


def _say(address: str) -> None:
    typer.echo(f"claimgraph is at {address}")
    sys.stdout.flush()


@contextmanager
def _behind(path: Path) -> Iterator[socket.socket]:
    """A socket for the processes of this server alone, in a folder that is its own; raises StoreError where it cannot be had."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        try:
            listener.bind(str(path))
            listener.listen(1024)
        except OSError as error:
            raise StoreError(f"no socket can be made at {path}: {error}; set TMPDIR to another folder") from error
        yield listener


class Ending(uvicorn.Server):
    """Takes at most 30 seconds to answer what it was asked when it is told to end; streams that have no end are ended.

    Where others answer in front of it they end first, since what they were asked may be handed on to it.
    """

    def __init__(self, config: uvicorn.Config, site: Site, answerers: Answerers | None = None) -> None:
        super().__init__(config)
        self._site, self._answerers = site, answerers
        self._leaving: Thread | None = None
        self._beside: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and answer; where readers are answered here, what they need first and the pages that most turn to are made beside."""
        await super().startup(sockets)
        if self._answerers is None:
            self._beside = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        """Load what the first questions need, then make pages until the server ends."""
        await run_in_threadpool(warm_up)
        if self._site.settings.pages_ahead:
            await make_ahead(self.config.loaded_app, self._site)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what was asked, and make nothing more beside."""
        if self._beside:
            self._beside.cancel()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take no more requests, and end the feed's streams."""
        self._site.feed.leave()
        if self._answerers is None or self._leaving is not None:
            super().handle_exit(sig, frame)
            return
        self._leaving = Thread(target=self._end_after, args=(self._answerers, sig, frame), name="claimgraph-leaving")
        self._leaving.start()

    def _end_after(self, answerers: Answerers, sig: int, frame: FrameType | None) -> None:
        answerers.end()
        super().handle_exit(sig, frame)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end what runs inside in good order, closing all that is open; both are ordinary ends of a server."""

    def end(_number: int, _frame: FrameType | None) -> None:
        """End the process in good order."""
        raise SystemExit(0)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _listening_alone(host: str, port: int) -> Iterator[socket.socket]:
    """The socket of a process that does nothing else; what starts beside it does not hold that."""
    with nursery(), _ended_by_signals(), listening(host, port) as listener:
        yield listener


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
