"""Markdown: the words as they are shown, without the signs that style them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claimgraph.ingest.parsers.parsed import Parsed

MEDIA_TYPE = "text/markdown"
_FRONT = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"^(title|author|date|url|publisher):[ \t]*[\"']?(.{1,300}?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*([^\n]*(?:\n(?: {2,}|\t)[^\n]*)*)\n?", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_NUMBERED = re.compile(r"\[(\d{1,3})\]")
_BROKEN = {"softbreak": "\n", "hardbreak": "\n"}


def read_markdown(data: bytes) -> list[Parsed]:
    """The words of a Markdown text (CommonMark with tables), and what its front matter says of it."""
    source = data.decode("utf-8").replace("\r\n", "\n")
    front = _FRONT.match(source)
    known = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    blocks = _blocks(MarkdownIt("commonmark").enable("table").parse(_numbered(source[front.end() :] if front else source)))
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


def _numbered(source: str) -> str:
    """The source with its footnotes numbered, each mark as [1] and the notes below the text: as reports set them, and readers find them."""
    notes = {name: " ".join(words.split()) for name, words in _NOTE.findall(source)}
    if not notes and not _MARK.search(source):
        return source
    body = _NOTE.sub("", source)
    first = 1 + max((int(number) for number in _NUMBERED.findall(body)), default=0)
    numbers = {name: number for number, name in enumerate(dict.fromkeys([*_MARK.findall(body), *notes]), first)}
    marked = _MARK.sub(lambda mark: f"\\[{numbers[mark[1]]}\\]", body)
    return "\n\n".join([marked.rstrip("\n"), *(f"\\[{numbers[name]}\\] {words}" for name, words in notes.items())]) + "\n"


def _blocks(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of each block, with a blank line after it, or a line end within a list or a table that is set closely."""
    return (_WRITTEN[token.type](token) for token in tokens if token.type in _WRITTEN)


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield "".join(_words(token.children or ()))
        elif token.type in ("text", "code_inline", "text_special"):
            yield token.content
        else:
            yield _BROKEN.get(token.type, "")


_WRITTEN: Mapping[str, Callable[[Token], str]] = {
    "inline": lambda token: "".join(_words(token.children or ())),
    **dict.fromkeys(("fence", "code_block"), lambda token: f"{token.content}\n"),
    "list_item_open": lambda token: f"{token.info}. " if token.info else "- ",
    "paragraph_close": lambda token: "\n" if token.hidden else "\n\n",
    **dict.fromkeys(("td_close", "th_close"), lambda _: "\t"),
    "tr_close": lambda _: "\n",
    **dict.fromkeys(("heading_close", "bullet_list_close", "ordered_list_close", "table_close"), lambda _: "\n\n"),
}
"""What is written for each type of token that begins, holds or ends a block."""
