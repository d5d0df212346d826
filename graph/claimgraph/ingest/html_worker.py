"""The text and metadata of one HTML page: bytes on standard input, JSON on standard output. Run as a process of its own."""

import json
import resource
import sys
from typing import Any

MEMORY = 1_500_000_000
SECONDS = 10


def main() -> None:
    """Read a page from standard input and write what it holds; the limits end the process where a page is made to harm."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    sys.stdout.write(json.dumps(read_page(sys.stdin.buffer.read())))


def read_page(data: bytes) -> dict[str, Any]:
    """The title, text, authors, publisher and date (ISO 8601) of a page; empty where it has none."""
    from trafilatura import bare_extraction, html2txt

    dates = {"extensive_search": False, "original_date": True}
    page: Any = bare_extraction(data, with_metadata=True, include_comments=False, favor_recall=True, date_extraction_params=dates)
    found: dict[str, Any] = page.as_dict() if page else {}
    text = found.get("text") or html2txt(data)
    return {
        "title": found.get("title"),
        "text": text.encode("utf-8", "replace").decode().replace("\x00", ""),
        "authors": [name.strip() for name in (found.get("author") or "").split(";") if name.strip()],
        "publisher": found.get("sitename"),
        "published_at": found.get("date"),
    }


if __name__ == "__main__":
    main()
