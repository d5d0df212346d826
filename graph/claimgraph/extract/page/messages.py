"""Whose the lines of a message are: those set behind ">", and those below the head of another message, are never the sender's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Span

_DEEPEST = 6
"""Lines that are quoted more often than this are taken together."""
_MARK = re.compile(r"[ \t]*>(?:[ \t]?>)*")
_FIELD = re.compile(r"[ \t]*\*?(From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Importance|Attachments?):\*?(?:[ \t]|$)", re.IGNORECASE)
_TELLING = frozenset({"to", "subject", "date", "sent"})
"""Of these a head has one beside who sent it."""
_TOLD = 2
"""So many of these it has where it names no sender by a name."""
_MOST_FIELDS = 12
_APART = re.compile(
    r"[ \t]*(?:-{2,}[ \t]*(?:(?:original|forwarded) (?:message|mail|e-mail|appointment)|forwarded by\b[^\n]{0,100}?)[ \t]*-{2,}"
    r"|begin forwarded message:|_{8,})[ \t]*",
    re.IGNORECASE,
)
"""The line above the head of another message; a rule alone is one where a head follows it."""
_NAMED = r"[^\W\d_a-z][\w.'’-]{0,40}"
_NAME = re.compile(
    rf"[ \t]*\*?[\"“'‘]?({_NAMED}(?: (?:(?:van|von|der|den|de|da|di|al|bin|la|le) ){{0,3}}{_NAMED}){{0,5}}|[\w.+-]{{1,64}}@[\w.-]{{1,80}})"
)
_FROM = re.compile(r"[ \t]*\*?From:\*?[ \t]", re.IGNORECASE)
_ADDRESS = re.compile(r"[<\[(][^<>\n]{3,160}[>\])]")
_WHEN = re.compile(
    r"On\s(?:[^<>@\n]{0,90}\d[\d:.]{0,9}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s\(?[A-Z]{2,5}\)?)?|[A-Z][a-z]{2,6}day(?:\s[a-z]{5,9})?),?\s+"
)
_WROTE = re.compile(r"(?:wrote|writes)(?:\s[^:\n]{1,60})?:")
_SENT = re.compile(r"\d{1,2}[:.]\d\d|@")
"""What tells that such a line was set by a program: an hour or an address."""
_NO_NAME = lexicon("the a an he she it they we i you this that his her their its our my who someone somebody on as in at")
_LONGEST_LINE = 400
_MOST_LINES = 3
"""Over how many lines it is wrapped at most that somebody wrote what is quoted below."""
_LONGEST_BEHIND = 8
"""How many words stand there behind the name: what that person is, and of what."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a message: how deep they are quoted, by which levels; a `heading` is set by a program above the words of `name`.

    A level is twice the number of ">" for what stands behind these, and one more for what stands below the head of another message.
    `sets` is the level whose words a heading leads in.
    """

    start: int
    end: int
    levels: tuple[int, ...] = ()
    heading: bool = False
    name: Span | None = None
    sets: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of another in a message, by their parts, and the words that name whose they are; None where nothing does."""

    name: Span | None
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, from behind the marks at its start: where it begins, where its words do, how deep it is quoted, and these words."""

    start: int
    at: int
    end: int
    depth: int
    words: str


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a message that holds words of others, in order; none for a text that is no such message. Linear in its length."""
    if not re.search(r"^[ \t]*(?:>|-{2,}|begin forwarded|\*?from:|on\b.{0,200}\d[:.]\d\d)", text, re.MULTILINE | re.IGNORECASE):
        return ()
    lines = list(_lines(text))
    parts = tuple(_joined(_parts(lines)))
    return parts if any(part.heading or part.levels for part in parts) else ()


def quoted_in(parts: Sequence[Part]) -> Iterator[Quoted]:
    """The words of others in a message, level by level, each with the words that name whose they are."""
    names: dict[int, Span | None] = {}
    opened: dict[int, list[Span]] = {}
    for part in parts:
        ended = [level for level in opened if level >= part.sets] if part.heading else [one for one in opened if one not in part.levels]
        for level in ended:
            yield Quoted(names.get(level), tuple(opened.pop(level)))
        if part.heading:
            names = {level: name for level, name in names.items() if level < part.sets} | {part.sets: part.name}
        for level in () if part.heading else part.levels:
            opened.setdefault(level, []).append(Span(part.start, part.end))
    for level, spans in opened.items():
        yield Quoted(names.get(level), tuple(spans))


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text; a blank one is quoted as deep as the one before."""
    start = depth = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        mark = _MARK.match(text, start, end)
        begin = mark.end() if mark else start
        words = text[begin : min(end, begin + _LONGEST_LINE)]
        bare = words.strip()
        depth = min(text.count(">", start, begin), _DEEPEST) if bare else depth
        yield _Line(begin, begin + len(words) - len(words.lstrip()), end, depth, bare)
        start = end


def _parts(lines: Sequence[_Line]) -> Iterator[Part]:
    """A part for each line, or for the lines of a heading together."""
    below: set[int] = set()
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.words:
            below = {depth for depth in below if depth <= line.depth}
        levels = tuple(sorted([2 * depth for depth in range(1, line.depth + 1)] + [2 * depth + 1 for depth in below]))
        found = _heading(lines, number)
        if found is None:
            yield Part(line.start, line.end, levels)
            number += 1
            continue
        part, number = found
        if part.sets % 2:
            below.add(part.sets // 2)
        yield replace(part, levels=levels)


def _heading(lines: Sequence[_Line], number: int) -> tuple[Part, int] | None:
    """The heading that begins with a line, and the number of the line behind it; None where none begins."""
    line = lines[number]
    if not line.words:
        return None
    if _APART.fullmatch(line.words):
        return _set_apart(lines, number)
    if _FROM.match(f"{line.words} "):
        return _head(lines, number, line)
    return _wrote(lines, number)


def _set_apart(lines: Sequence[_Line], number: int) -> tuple[Part, int] | None:
    """A line that sets another message apart, with the head below it where it has one."""
    line = lines[number]
    following = next((at for at in range(number + 1, min(number + 4, len(lines))) if lines[at].words), None)
    head = _head(lines, following, line) if following is not None and lines[following].depth == line.depth else None
    if head is not None or line.words.startswith("_"):
        return head
    return Part(line.start, line.end, heading=True, sets=2 * line.depth + 1), number + 1


def _head(lines: Sequence[_Line], number: int, first: _Line) -> tuple[Part, int] | None:
    """The head of a message: lines one after another that tell who sent it, and when, to whom or on what."""
    fields: set[str] = set()
    sender: _Line | None = None
    at = number
    while at < len(lines) and at - number < _MOST_FIELDS and lines[at].depth == first.depth:
        line = lines[at]
        field = _FIELD.match(f"{line.words} ")
        if field is None and not (fields and lines[at - 1].words.endswith((";", ",")) and line.words):
            break
        if field is not None:
            fields.add(field[1].lower())
            sender = line if field[1].lower() == "from" else sender
        at += 1
    name = _name(sender, _FROM.match(f"{sender.words} ")) if sender is not None else None
    told = len(fields & _TELLING)
    if sender is None or not told or (name is None and told < _TOLD):
        return None
    return Part(first.start, lines[at - 1].end, heading=True, name=name, sets=2 * first.depth + 1), at


def _name(line: _Line, before: re.Match[str] | None) -> Span | None:
    at = before.end() if before is not None else 0
    found = _NAME.match(line.words, at)
    return Span(line.at + found.start(1), line.at + found.end(1)) if found is not None else None


def _wrote(lines: Sequence[_Line], number: int) -> tuple[Part, int] | None:
    """The line, or the two or three that it was wrapped to, that tells who wrote what is quoted below it."""
    first = lines[number]
    words = ""
    for at in range(number, min(number + _MOST_LINES, len(lines))):
        if lines[at].depth != first.depth or not lines[at].words:
            return None
        words = f"{words} {lines[at].words}" if words else lines[at].words
        name = _writer(words) if words.endswith(":") and len(words) < _LONGEST_LINE else None
        level = _level(lines, at + 1, first, words) if name is not None else None
        if name is not None and level is not None:
            return Part(first.start, lines[at].end, heading=True, name=_place(lines[number : at + 1], name), sets=level), at + 1
    return None


def _writer(words: str) -> str | None:
    """Who wrote what stands below such a line: "On Mon, 4 May 2026 at 18:40, Ann Berg <ann@example.org> wrote:"."""
    at = max(words.rfind(" wrote"), words.rfind(" writes"))
    if at < 0 or not _WROTE.fullmatch(words, at + 1):
        return None
    lead = words[:at]
    when = _WHEN.match(lead)
    found = _NAME.match(lead, when.end() if when is not None else 0)
    if found is None or found[1].split()[0].lower() in _NO_NAME:
        return None
    behind = _ADDRESS.sub("", lead[found.end() :])
    return found[1] if len(behind.split()) <= _LONGEST_BEHIND else None


def _level(lines: Sequence[_Line], at: int, first: _Line, words: str) -> int | None:
    """The level of what stands below who wrote it: marked lines, or all that follows where a program set the line."""
    below = next((line for line in lines[at : at + 3] if line.words), None)
    if below is not None and below.depth > first.depth:
        return 2 * first.depth + 2
    return 2 * first.depth + 1 if below is not None and words.startswith("On ") and _SENT.search(words) else None


def _place(lines: Sequence[_Line], name: str) -> Span | None:
    """Where the first of some lines that holds a name has it."""
    return next((Span(line.at + at, line.at + at + len(name)) for line in lines if (at := line.words.find(name)) >= 0), None)


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts with those that stand together at the same levels made one; blank lines belong to what stands before."""
    last: Part | None = None
    for part in parts:
        if last is not None and not part.heading and not last.heading and part.levels == last.levels:
            last = replace(last, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
