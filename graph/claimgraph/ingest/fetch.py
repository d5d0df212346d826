"""The one place that fetches a URL of somebody else's: every address is checked, then that very address is used.

A name is resolved once and all of its addresses must be public; the connection goes to a checked address (so a second
answer of the name server changes nothing), and every redirect is checked anew.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx2

from claimgraph import __version__
from claimgraph.errors import FetchError, LimitError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

REDIRECTS = 5
SECONDS = 15.0
MOST_BYTES = 10_000_000
_ACCEPTED = "text/html, application/xhtml+xml, application/pdf, application/atom+xml, application/rss+xml, text/plain;q=0.9, */*;q=0.5"
_HEADERS = {"User-Agent": f"claimgraph/{__version__}", "Accept": _ACCEPTED, "Accept-Encoding": "identity"}
_PORTS = {"http": 80, "https": 443}
# Addresses that stand for others (NAT64, 6to4, Teredo) or that Python counts as global although they are not one host.
_REFUSED = [
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96", "192.88.99.0/24")
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL answered: the address of the last redirect, the bytes, and the media type it gave."""

    url: str
    data: bytes
    media_type: str | None


def fetch(url: str, *, allow_private: bool = False, most_bytes: int = MOST_BYTES) -> Fetched:
    """What stands at `url`; raises FetchError where it may not be fetched or does not answer, LimitError where it is too much."""
    deadline = time.monotonic() + SECONDS
    here = url.strip()
    for _ in range(REDIRECTS + 1):
        answer = _fetch_once(here, deadline, allow_private=allow_private, most_bytes=most_bytes)
        if isinstance(answer, Fetched):
            return answer
        here = answer
    raise FetchError(f"{url} was given up after {REDIRECTS} redirects")


def check_address(address: Address, host: str) -> None:
    """Raise FetchError unless the address is one public host."""
    inner = getattr(address, "ipv4_mapped", None) or address
    refused = any(inner in network for network in _REFUSED if network.version == inner.version)
    if not inner.is_global or inner.is_multicast or inner.is_reserved or refused:
        raise FetchError(f"{host} may not be fetched: {address} is no public address")


def _fetch_once(url: str, deadline: float, *, allow_private: bool, most_bytes: int) -> Fetched | str:
    """What the URL answered, or the URL that it redirects to."""
    target = _target(url, allow_private=allow_private)
    host = target.host
    address = _resolve(host, allow_private=allow_private)
    pinned = target.copy_with(host=str(address))
    headers = {**_HEADERS, "Host": target.netloc.decode()}
    with httpx2.Client(trust_env=False, timeout=_left(deadline, url), follow_redirects=False) as client:
        request = client.build_request("GET", pinned, headers=headers, extensions={"sni_hostname": host})
        try:
            response = client.send(request, stream=True)
            with_body = _body(response, url, deadline, most_bytes) if not response.is_redirect else b""
        except httpx2.HTTPError as error:
            raise FetchError(f"{url} did not answer: {error or type(error).__name__}") from error
        finally:
            client.close()
    if response.is_redirect:
        return str(urljoin(url, response.headers.get("location", "")))
    if response.status_code != httpx2.codes.OK:
        raise FetchError(f"{url} answered {response.status_code}, not a page")
    return Fetched(url, with_body, response.headers.get("content-type"))


def _target(url: str, *, allow_private: bool) -> httpx2.URL:
    try:
        target = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise FetchError(f"{url[:200]!r} is no URL: {error}") from error
    if target.scheme not in _PORTS or not target.host:
        raise FetchError(f"{url[:200]!r} may not be fetched: only http and https addresses are")
    if target.userinfo:
        raise FetchError("an address with a user name or password in it may not be fetched")
    if target.port not in (None, _PORTS[target.scheme]) and not allow_private:
        raise FetchError(f"{url[:200]!r} may not be fetched: only ports 80 and 443 are")
    return target


def _resolve(host: str, *, allow_private: bool) -> Address:
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(answer[4][0]).split("%")[0]) for answer in answers]
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(f"{host!r} has no address: check the spelling, or whether this machine has a network") from error
    if not allow_private:
        for address in addresses:
            check_address(address, host)
    return addresses[0]


def _body(response: httpx2.Response, url: str, deadline: float, most: int) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > most:
            raise LimitError(f"{url} is larger than {most:,} bytes: save the part that matters and add that")
        _left(deadline, url)
        parts.append(part)
    return b"".join(parts)


def _left(deadline: float, url: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError(f"{url} took more than {SECONDS:.0f} s, and was given up")
    return left
