"""Markdown: the words as they are shown, without the signs that style them."""

import re
from collections.abc import Callable, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claimgraph.ingest.parsers.parsed import Parsed, left_out

MEDIA_TYPE = "text/markdown"
_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n((?:#[^\n]*\n)*[A-Za-z][\w-]*[ \t]*[:=].{0,5000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
"""YAML or TOML above a text."""
_FIELD = re.compile(
    r"^(title|author|date|url|publisher)s?[ \t]*[:=][ \t]*(.{0,300}(?:\n[ \t]*- .{1,200}){0,50})", re.MULTILINE | re.IGNORECASE
)
_ITEM = re.compile(r"\n[ \t]*- (?:name:)?|[,\[\]]")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*([^\n]*(?:\n(?: {2,}|\t)[^\n]*)*)\n?", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_NUMBERED = re.compile(r"\[(\d{1,3})\]")
_GAP = "\0"
"""Stands where words were left out, and nowhere else: Markdown has no null character."""
_BROKEN = {"softbreak": "\n", "hardbreak": "\n"}


def read_markdown(data: bytes) -> list[Parsed]:
    """The words of a Markdown text (CommonMark with tables and words struck out), and what its front matter says of it."""
    source = data.decode("utf-8").replace("\r\n", "\n")
    front = _FRONT.match(source)
    known = {name.lower(): _values(value) for name, value in _FIELD.findall(front[2])} if front else {}
    title, date, publisher, url = (" ".join(known.get(name, ())) or None for name in ("title", "date", "publisher", "url"))
    day = re.match(r"\d{4}-\d{2}-\d{2}", date or "")
    writer = _Writer()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_numbered(source[front.end() :] if front else source))
    return [
        Parsed(
            writer.written(iter(tokens)).strip("\n") + "\n",
            MEDIA_TYPE,
            title=title,
            authors=known.get("author", ()),
            publisher=publisher,
            published_at=day[0] if day else None,
            url=url if url and url.startswith(("http://", "https://")) else None,
            notes=tuple(writer.notes()),
        )
    ]


def _values(value: str) -> tuple[str, ...]:
    """What a field of the front matter says: one thing, or those of a list."""
    items = _ITEM.split(value) if value.startswith(("[", "\n")) else [value]
    return tuple(item.strip().strip("\"'") for item in items if item.strip())


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


class _Writer:
    """The words of a text, and what of it is none: words struck out, and code that says in which language it is."""

    def __init__(self) -> None:
        self._struck: list[str] = []
        self._code: list[str] = []

    def written(self, tokens: Iterator[Token]) -> str:
        """Each block with a blank line after it, or a line end within a list or a table that is set closely; up to the end of a quote."""
        parts: list[str] = []
        for token in tokens:
            if token.type == "blockquote_close":
                break
            if token.type == "blockquote_open":
                parts.append(_quoted(self.written(tokens)))
            elif token.type == "fence" and token.info.strip():
                self._code.append(token.content.strip())
            elif token.type == "inline":
                words = "".join(self._words(iter(token.children or ())))
                parts.append(words.replace(f" {_GAP} ", " ").replace(_GAP, ""))
            elif token.type in _WRITTEN:
                parts.append(_WRITTEN[token.type](token))
        return "".join(parts).replace("\t\n", "\n")

    def _words(self, tokens: Iterator[Token]) -> Iterator[str]:
        for token in tokens:
            if token.type == "s_close":
                return
            if token.type == "s_open":
                self._struck.append("".join(self._words(tokens)).replace(_GAP, ""))
                yield _GAP
            elif token.type == "image":
                yield from self._words(iter(token.children or ()))
            elif token.type in ("text", "code_inline", "text_special"):
                yield token.content
            else:
                yield _BROKEN.get(token.type, "")

    def notes(self) -> Iterator[tuple[str, str]]:
        """What was left out."""
        yield from left_out("Words that are struck out were", self._struck)
        yield from left_out("Code was", self._code)


def _quoted(words: str) -> str:
    """Words of another as mails set them."""
    lines = words.rstrip("\n").split("\n")
    return "\n".join(f"> {line}" if line and not line.startswith(">") else f">{line}" for line in lines) + "\n\n"


_WRITTEN: Mapping[str, Callable[[Token], str]] = {
    **dict.fromkeys(("fence", "code_block"), lambda token: f"{token.content}\n"),
    "list_item_open": lambda token: f"{token.info}. " if token.info else "- ",
    "paragraph_close": lambda token: "\n" if token.hidden else "\n\n",
    **dict.fromkeys(("td_close", "th_close"), lambda _: "\t"),
    "tr_close": lambda _: "\n",
    **dict.fromkeys(("heading_close", "bullet_list_close", "ordered_list_close", "table_close"), lambda _: "\n\n"),
}
"""What is written for each type of token that begins, holds or ends a block."""
