"""Markdown: the words as they are shown, without the signs that style them."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claimgraph.ingest.parsers.parsed import Parsed

MEDIA_TYPE = "text/markdown"
_FRONT = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"^(title|author|date|url|publisher):[ \t]*[\"']?(.{1,300}?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_BROKEN = {"softbreak": "\n", "hardbreak": "\n"}
_BLOCKS = ("fence", "code_block")


def read_markdown(data: bytes) -> list[Parsed]:
    """The words of a Markdown text (CommonMark with tables), and what its front matter says of it."""
    source = data.decode("utf-8").replace("\r\n", "\n")
    front = _FRONT.match(source)
    known = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    blocks = _blocks(MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source))
    date = re.match(r"\d{4}-\d{2}-\d{2}", known.get("date", ""))
    return [
        Parsed(
            "".join(blocks).strip("\n") + "\n",
            MEDIA_TYPE,
            title=known.get("title"),
            authors=(known["author"],) if "author" in known else (),
            publisher=known.get("publisher"),
            published_at=date[0] if date else None,
            url=known["url"] if known.get("url", "").startswith(("http://", "https://")) else None,
        )
    ]


def _blocks(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of each block, with a blank line after it, or a line end within a list or a table that is set closely."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(_words(token.children or ()))
        elif token.type in _BLOCKS:
            yield token.content + "\n"
        elif token.type == "list_item_open":
            yield f"{token.info}. " if token.info else "- "
        elif token.type in ("td_close", "th_close"):
            yield "\t"
        elif token.type in ("heading_close", "bullet_list_close", "ordered_list_close", "table_close"):
            yield "\n\n"
        elif token.type == "paragraph_close":
            yield "\n" if token.hidden else "\n\n"
        elif token.type == "tr_close":
            yield "\n"


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield "".join(_words(token.children or ()))
        elif token.type in ("text", "code_inline", "text_special"):
            yield token.content
        else:
            yield _BROKEN.get(token.type, "")
