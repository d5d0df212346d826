"""Where a text's paragraphs, headlines and lists stand, and which of them are English prose that can be read."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from claimgraph.datelines import dateline, greeting
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.page import labels
from claimgraph.extract.page.rows import Row
from claimgraph.language.capitals import CAPITAL, NAME
from claimgraph.language.telling import likelihood_of_english

LONGEST_PARAGRAPH = 3000
"""A longer paragraph is parsed in pieces: the parser's cost and depth stay bounded on any text."""

FEW_LINES = 3
_WRAPPED_LINE = 55
_NARROWEST, _FULL = 25, 0.85
"""How long the lines of a column get at least, and the share of the longest from which on one has no room for a further word."""
_ENGLISH = lexicon("""
    the of and to in a is that for it was on with as are be by at from this have had not but which he they his their has were been
    who will would its or an she her if when there than after no into about we you i said more also could because while before
    over against between what under did do does where being until our my your him them these those all any some each
    both such other only can may might must should through during since then how why two three""")
_FOREIGN = lexicon("""
    de la le les el los las der die das und que et en un une del des il di che per por para con est nicht ein eine den dem auf mit
    ist von zu pas au aux sur dans du se su al lo het een van og i att och som på är och der w z na się jest não um uma os em
    da do ve bir bu için""") - {"a", "i", "do", "in", "an"}
_OWN = _ENGLISH - lexicon("""
    a all also an are as at be been but by can do for had has have he her him i in is more my no not of on or over to under was we will""")
"""English function words that are words of no other language that is written in the same letters."""
_FEWEST_ENGLISH = 0.12
"""Which share of the words of plain prose English function words are at least."""
_FEWEST_TELLING = 12
"""Fewer words tell their language badly."""
_LEAST_TITLED = 3
_FIRST = 3
"""Of how many paragraphs at the top of a text one may be a title."""
_SECOND_CLAUSE = re.compile(r"\s(?i:as|while|because|if|when|after|before|until|since|though|although)\s")
"""What begins another clause, which a parser tells from the first one better in a sentence than in a title."""
_ADDRESS = re.compile(r"(?:https?://|pic\.twitter\.com/)\S{1,200}|[@#]\w{1,40}")
_LIKELY = 0.025
"""From which probability of a hundred languages on English is taken: a short text with foreign names reaches no more."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TERMINAL = re.compile(r"""[.!?:;]["'”’»)\]]*\s*$""")
_BLANK_LINES = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")
_BYLINE = re.compile(r"\s*(?:by\s+[A-Z]|posted (?:on|by|\d)|updated\b|published\b|photo(?:graph)? by|©|copyright)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"(?:[^.!?:\n]{{0,60}}[,|·–—-]\s*|\s*(?:[a-z]+day,?\s+)?)(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?),?\s+\d{{4}}"
    r"(?:[,|·–—-]?\s*\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?\s*",
    re.IGNORECASE,
)
"""A line that says who published when, or only when: "Border Post, 3 June 2025", "Monday, 3 June 2025 10:15 GMT"."""
REPLIED = re.compile(rf"(?:On\b[^\n]{{3,80}}?,?\s+)?({NAME})(?: <[^>\n]{{3,80}}>)? wrote:")
"""The line of a message above the words of another that it answers; the group is whose they are."""
_ASIDE = re.compile(
    r"(?:related(?: stories| articles)?|(?:also )?read(?: more| next| also| this)?|see also|watch(?: below| the video)?|recommended)\s*:"
    r".*[^.!?\s]"
    r"|(?:also read|read more(?! than\b)|see also)\b[^,;:\"]*[^.!?\s]|read more\W*"
    r"|(?:share this|(?:sign up|subscribe) (?:to|for)|follow (?:us(?: on| at|$)|@\w+)|click here)\b[^,;:\"]*"
    r"|like us on (?:facebook|twitter|instagram|x|youtube|linkedin)\b[^,;:\"]*"
    r"|get (?:the )?short url\W*|advertisements?\W*|continue reading(?: below| the main story)?\W*"
    r"|image (?:source|copyright|caption)\b.*[^.!?\s]|getty images(?:\s?[/,|(-]\s?[\w /]+\)?)?",
    re.IGNORECASE,
)
"""A line by which a page leads elsewhere: "Also read: P", "Share this with your friends"."""
_MAIL_LINE = re.compile(r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To):\s")
ON_MATTER = re.compile(
    rf"({NAME}) on (?:the|an?|this|that|these|those|his|her|its|their|our|my|why|how|what|when|where|who|"
    rf"(?![A-Z][a-z]{{2,5}}day\b){CAPITAL}[\w.'’-]+)\b[^:\n]{{0,80}}(:)\s+(?=[\"']|(?:I|We|My|Our)\b)"
)
"""How a headline names who speaks of what: "Ann Berg on the new dam: 'P'"; the groups are the name and the colon."""
_LIST_MARK = re.compile(r"\s*(?:[-*•▪–]|\(?\d{1,2}[.)]|#{1,6})\s+")

_ITEM = re.compile(r"\s*[-*•▪–]\s+(?=[A-Z\"'“‘])")
"""A line of a list, even where the line before is as long as one that was wrapped."""


class ParagraphKind(StrEnum):
    """What a paragraph is in the layout of its text; a name alone stands above the words of another in a message.

    A row is of a table: cells that are no sentences.
    """

    BODY = "body"
    HEADLINE = "headline"
    BYLINE = "byline"
    NAME = "name"
    ROW = "row"


SILENT = frozenset({ParagraphKind.BYLINE, ParagraphKind.NAME})
"""What holds no statement."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the text that is parsed on its own; `continues` where it was cut from the paragraph before for length."""

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.BODY
    continues: bool = False


def paragraphs_of(
    text: str, begin: int = 0, stop: int | None = None, *, top: bool = True, rows: Sequence[Row] = ()
) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, none empty, none longer than LONGEST_PARAGRAPH, headlines and bylines told apart.

    Those between `begin` and `stop` alone where these are given; the `top` of a text has its title. Greetings are left out. Of `rows` of
    tables a cell that is a sentence is a paragraph.
    """
    found: list[Paragraph] = []
    position, last = begin, len(text) if stop is None else stop
    within = rows[bisect_left(rows, begin, key=_start) : bisect_left(rows, last, key=_start)]
    for row in [*within, None]:
        found.extend(_prose(text, position, row.start if row else last, first=top and len(found) < _FIRST))
        if row is not None:
            cells = [Paragraph(cell.start, cell.end, ParagraphKind.ROW) for cell in row.others]
            cells += [piece for cell in row.sentences for piece in _pieces(text, cell.start, cell.end, ParagraphKind.BODY)]
            found.extend(sorted(cells, key=lambda cell: cell.start))
            position = row.end
    return tuple(found)


_start = attrgetter("start")


def _prose(text: str, begin: int, stop: int, *, first: bool) -> list[Paragraph]:
    """The paragraphs of a stretch without tables; the `first` of a text may be a title."""
    found: list[Paragraph] = []
    for start, end in _blocks(text, begin, stop):
        words = text[start:end]
        mark = _LIST_MARK.match(words)
        skip = mark.end() if mark and mark.end() < len(words) else 0
        skip += labels.before(words[skip:])
        greeted = greeting(words[skip:])
        if greeted is not None and skip + greeted.end() >= len(words):
            continue
        skip += greeted.end() if greeted is not None else 0
        last = end - labels.behind(words[skip:])
        found.extend(_pieces(text, start + skip, last, _kind(text[start:last], first=first and len(found) < _FIRST)))
    return found


def is_english(text: str, *, within: bool = False) -> bool:
    """Whether a text reads as English prose. Function words tell where enough of them are English, few are other languages' and one is
    English alone; else a model of letters is asked.

    Names say nothing of a language, so words with a capital do not count against it, but the first. Of what is `within` a text that is
    English function words alone tell, and it takes the language of the text where it is too short to tell.

    >>> is_english("The minister said that nobody was hurt."), is_english("Le ministre a dit que personne n'est mort.")
    (True, False)
    """
    plain = _ADDRESS.sub(" ", text[:200_000])
    found = _WORD.findall(plain)
    words = [word.lower() for word in found]
    letters = sum(map(len, words))
    solid = sum(map(len, plain.split()))
    if not words or letters < solid * 0.5 or letters > 15 * len(words):
        return False
    english = sum(map(_ENGLISH.__contains__, words))
    foreign = sum(map(_FOREIGN.__contains__, _telling(found, within=within)))
    told = english >= _FEWEST_ENGLISH * len(words) and english > foreign
    if told and not _OWN.isdisjoint(words):
        return True
    if within:
        return told and not foreign if len(words) >= _FEWEST_TELLING else foreign <= english and _is_mostly_plain(found)
    return _is_likely(plain, found)


def _is_likely(plain: str, words: Sequence[str]) -> bool:
    """Whether a text is likely English by its letters, with its names or without them."""
    small = [word for word in words if not word[0].isupper()]
    nameless = "" if _ENGLISH.issuperset(small) else " ".join(small)
    return any(likelihood_of_english(seen) >= _LIKELY for seen in (plain, nameless) if seen)


def _telling(words: Sequence[str], *, within: bool) -> Sequence[str]:
    """The words that may show another language: those that are no names, as far as a capital tells."""
    small = [word for word in words if not word[0].isupper()]
    return small if within and small else [words[0].lower(), *small] if small else [word.lower() for word in words]


def _is_mostly_plain(words: Sequence[str]) -> bool:
    small = [word for word in words if not word[0].isupper()]
    return 2 * sum(map(str.isascii, small)) >= len(small)


def _blocks(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    position = start
    for gap in [*_BLANK_LINES.finditer(text, start, stop), None]:
        end = gap.start() if gap else stop
        yield from _lines(text, position, end)
        position = gap.end() if gap else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The block cut at line breaks that end a paragraph: after a short line or a full stop, not where a long line was wrapped.

    In a block of few lines whose last one ends in no full stop a title, a byline and a date stand on a line each.
    """
    is_prose = _TERMINAL.search(text[max(start, end - 40) : end]) is not None or text.count("\n", start, end) >= FEW_LINES
    full = _full_in(text[start:end].split("\n"))
    begin = start
    while begin < end:
        stop = begin
        while True:
            line_end = text.find("\n", stop, end)
            if line_end < 0:
                line_end = end
                break
            line = text[stop:line_end]
            next_line = text[line_end + 1 : line_end + 80].partition("\n")[0]
            begins = _is_byline(next_line) or _is_item(next_line) or dateline(next_line) is not None
            room = len(line) + 1 + len(next_line.split(" ")[0]) if full < _WRAPPED_LINE else len(line)
            if not is_prose or room < full or _TERMINAL.search(line[-40:]) or len(line) > 200 or begins:
                break
            stop = line_end + 1
        trimmed = _trimmed(text, begin, line_end)
        if trimmed:
            yield trimmed
        begin = line_end + 1


def _full_in(lines: Sequence[str]) -> float:
    """From which length on a line of a block was wrapped: of a narrow column, most of whose lines go on, with the word that had no room."""
    longest = max(map(len, lines))
    going_on = sum(line[:1].islower() for line in lines[1:])
    narrow = _NARROWEST <= longest < _WRAPPED_LINE and len(lines) > FEW_LINES and 2 * going_on >= len(lines) - 1
    return _FULL * longest if narrow else _WRAPPED_LINE


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    return (left, right) if left < right else None


def _is_item(words: str) -> bool:
    return labels.before(words) > 0 or _ITEM.match(words) is not None


def _is_byline(words: str) -> bool:
    if _DATELINE.fullmatch(words):
        return True
    return bool(_BYLINE.match(words)) and not re.search(r"[.!?]$", words) and words[:4].strip()[:2] != "by"


def _kind(words: str, *, first: bool) -> ParagraphKind:
    short = len(words) < 200 and len(words.split()) <= 24
    if short and ((_BYLINE.match(words) and not re.search(r"[.!?]$", words)) or _DATELINE.fullmatch(words)):
        return ParagraphKind.BYLINE
    if short and labels.is_behind(words):
        return ParagraphKind.BYLINE
    if short and (REPLIED.fullmatch(words) or _MAIL_LINE.match(words) or _ASIDE.fullmatch(words)):
        return ParagraphKind.BYLINE
    if short and not _TERMINAL.search(words) and "\n" not in words:
        return ParagraphKind.HEADLINE
    whole = is_titled(words) and not re.search(r"[.!?] [A-Z]", words) and not _SECOND_CLAUSE.search(words)
    if first and short and (whole or (words.endswith("?") and words.istitle())):
        return ParagraphKind.HEADLINE
    return ParagraphKind.BODY


def is_titled(words: str) -> bool:
    """Whether words are in the case of titles: "Lawmakers Call Ann Berg's Plan a Disgrace."."""
    long = [word for word in _WORD.findall(words) if len(word) > 3]
    return len(long) > _LEAST_TITLED and all(word[0].isupper() for word in long)


def _pieces(text: str, start: int, end: int, kind: ParagraphKind) -> Iterator[Paragraph]:
    begin = start
    while end - begin > LONGEST_PARAGRAPH:
        limit = begin + LONGEST_PARAGRAPH
        cut = max(text.rfind(". ", begin, limit) + 1, text.rfind(".\n", begin, limit) + 1)
        if cut <= begin:
            cut = max(text.rfind(" ", begin, limit), text.rfind("\n", begin, limit))
        cut = cut if cut > begin else limit
        trimmed = _trimmed(text, begin, cut)
        if trimmed:
            yield Paragraph(*trimmed, kind, continues=begin > start)
        begin = cut
    trimmed = _trimmed(text, begin, end)
    if trimmed:
        yield Paragraph(*trimmed, kind, continues=begin > start)
