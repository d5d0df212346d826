import ipaddress
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from claimgraph.errors import FetchError, LimitError
from claimgraph.ingest.fetch import REDIRECTS, check_address, fetch


class Canary(BaseHTTPRequestHandler):
    """A server on loopback that counts who comes by."""

    hits: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        if self.path.startswith("/loop"):
            self._redirect("/loop")
        elif self.path.startswith("/to/"):
            self._redirect(self.path.removeprefix("/to/"))
        else:
            body = b"x" * 2000 if self.path == "/large" else b"The bridge is closed, the mayor said."
            self.send_response(404 if self.path == "/gone" else 200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: ARG002 — as the base has it
        return


@contextmanager
def canary() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Canary.hits.clear()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def spellings(port: str) -> list[str]:
    hosts = [
        *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "127.0.1", "0", "0.0.0.0"),
        *("127.255.255.254", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        *("[::127.0.0.1]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "224.0.0.1", "239.1.1.1", "255.255.255.255"),
        *("10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "240.0.0.1"),
        *("127。0。0。1", "①②⑦.0.0.1", "LOCALHOST", "localhost.", "127.0.0.1."),
    ]
    return [f"http://{host}:{port}/" for host in hosts] + [f"http://{host}/" for host in hosts]


def test_no_spelling_of_an_inner_address_is_fetched() -> None:
    with canary() as address:
        for url in spellings(address.split(":")[1]):
            with pytest.raises(FetchError):
                fetch(url)
        assert Canary.hits == []


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.org/", "gopher://x", "data:text/plain,x", "javascript:alert(1)", "", "http://", "//x"),
        *("http:///x", "http://user:secret@example.org/", "http://example.org:22/", "http://[::1", "http://exa mple.org/"),
        "http://" + "a" * 300 + ".org/",
    ],
)
def test_what_is_no_public_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize("address", "64:ff9b::7f00:1 2002:7f00:1:: 224.0.0.1 ff02::1 fec0::1 ::ffff:10.0.0.1 192.88.99.1".split())
def test_addresses_that_python_calls_global_but_are_not_one_host_are_refused(address: str) -> None:
    with pytest.raises(FetchError, match="public"):
        check_address(ipaddress.ip_address(address), "example.org")


def test_a_public_address_passes() -> None:
    check_address(ipaddress.ip_address("93.184.216.34"), "example.org")
    check_address(ipaddress.ip_address("2606:2800:220:1:248:1893:25c8:1946"), "example.org")


def test_a_page_is_fetched_with_its_media_type_where_private_addresses_are_allowed() -> None:
    with canary() as address:
        page = fetch(f"http://{address}/to//page", allow_private=True)
    assert page.data.startswith(b"The bridge")
    assert (page.url, page.media_type) == (f"http://{address}/page", "text/plain; charset=utf-8")


def test_a_redirect_to_an_inner_address_is_checked_like_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with canary() as address:
        with pytest.raises(FetchError, match="only http"):
            fetch(f"http://{address}/to/file:///etc/passwd", allow_private=True)
        with pytest.raises(FetchError, match="user name"):
            fetch(f"http://{address}/to/http://u:p@{address}/", allow_private=True)


def test_redirects_end() -> None:
    with canary() as address, pytest.raises(FetchError, match="redirects"):
        fetch(f"http://{address}/loop", allow_private=True)
    assert len(Canary.hits) == REDIRECTS + 1


def test_a_page_that_is_too_large_or_missing_is_refused() -> None:
    with canary() as address:
        with pytest.raises(LimitError, match="larger"):
            fetch(f"http://{address}/large", allow_private=True, most_bytes=1000)
        with pytest.raises(FetchError, match="404"):
            fetch(f"http://{address}/gone", allow_private=True)


def test_a_server_that_is_not_there_is_a_clear_error() -> None:
    with canary() as address:
        pass
    with pytest.raises(FetchError, match="did not answer"):
        fetch(f"http://{address}/", allow_private=True)
