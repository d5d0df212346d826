"""Files and addresses to bytes, with what is known of them before anybody looks into them."""

from pathlib import Path

from claimgraph.errors import UnreadableError
from claimgraph.ingest.documents import MOST_BYTES, Origin


def open_path(path: Path) -> tuple[bytes, Origin]:
    """The bytes of a file, as many as are read; raises UnreadableError where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1), Origin(str(path))
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {error.strerror}") from error


def open_url(url: str, *, allow_private: bool = False) -> tuple[bytes, Origin]:
    """The bytes at an address; raises FetchError, LimitError."""
    from claimgraph.ingest.fetch import fetch  # whoever reads files loads no network

    fetched = fetch(url, allow_private=allow_private)
    return fetched.data, Origin(media_type=fetched.media_type, url=fetched.url)
