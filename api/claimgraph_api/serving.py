"""Running the server."""

import socket
import tempfile
from pathlib import Path

import typer
import uvicorn

from claimgraph.errors import StoreError
from claimgraph.ingest.pipeline import add_reading, read_path
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings

DRAIN_SECONDS = 30


def serve_store(location: str, host: str, port: int, *, base: str | None = None, allow_anonymous_read: bool = False) -> None:
    """Serve a store until the process is told to end; raises StoreError where the address is taken.

    The IRIs of nodes begin with `base`; with the server's own address where none is given.
    """
    listener = _listen(host, port)
    bound = listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{bound}/"
    settings = Settings(store=location, host=host, port=bound, base=base or address, allow_anonymous_read=allow_anonymous_read)
    if not settings.on_loopback:
        typer.echo("Beyond loopback every request needs a key; make one with: claimgraph keys new --name NAME --scope read", err=True)
    typer.echo(f"claimgraph is at {address}")
    config = uvicorn.Config(create_app(settings), log_level="warning", timeout_graceful_shutdown=DRAIN_SECONDS, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def serve_demo(dossier: Path, host: str, port: int) -> None:
    """Read a folder of reports into a fresh store, which goes when the server ends, and serve it."""
    with tempfile.TemporaryDirectory(prefix="claimgraph-demo-") as folder:
        with Store.open(folder) as store:
            for path in sorted(path for path in dossier.iterdir() if path.suffix in (".txt", ".html")):
                reading = read_path(path)
                add_reading(store, reading, actor="demo")
                typer.echo(f"{path.name}: {len(reading.claims)} claims by {len(reading.sources)} voices")
        serve_store(folder, host, port)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StoreError(f"port {port} of {host} cannot be used: {error.strerror}; give another with --port") from error
    listener.listen(128)
    return listener
