"""Plain names shown to the parser in the place of people's names, so that a text reads alike whatever they are called.

The small model takes "Mark Rose" for a verb, "May" for a month, "Min-seo" for three words and "dos Santos" for nobody. Where a text
itself shows that capital words are the name of somebody, by a title, a given name, or an office or an age beside it, the parser sees names
as long as these that it knows well, and what it makes of them holds for the words of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.extract.grammar.cues import OUTLET_WORDS, PERSON_NOUNS, TITLES, VOICES
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.given_names import MEN, WOMEN
from claimgraph.extract.naming.names import FIRMS, MONTHS, ORGANISATION_WORDS, TRADES
from claimgraph.extract.page.layout import is_titled
from claimgraph.language import dictionary
from claimgraph.language.capitals import CAPITAL, PARTICLE, PARTICLES

_PART = rf"(?:(?:{CAPITAL}\.){{1,3}}|(?:{PARTICLE}['’-])?{CAPITAL}\w*(?:['’-](?!s\b)\w+)*)"
_RUN = re.compile(rf"(?<![\w'’-])(?:{PARTICLE} ){{0,2}}{_PART}(?: (?:{PARTICLE} ){{0,2}}{_PART}){{0,5}}(?!\w|-\w)")
_WORD = re.compile(r"\S+")
_COURTESY = lexicon("""mr mrs ms miss dr prof professor sir dame lady lord cllr coun councillor colonel captain sergeant brigadier
    superintendent senator""")
"""Titles behind which nothing but the name of somebody stands."""
_NO_OFFICES = lexicon("prime foreign defence defense deputy vice chief king queen prince princess lord pope")
"""Titles that are no office by themselves, or begin the names of other things as well."""
_OF_BODIES = lexicon("owner member investor broker dealer trader supporter opponent critic user people")
"""Nouns for people that a body can be too."""
_PERSON = PERSON_NOUNS - _OF_BODIES
_SHORT_TITLES = lexicon("mr mrs ms dr prof gen col maj capt lt sgt cpl brig sen rep gov cllr supt insp")
"""Titles that are written with a full stop, behind which the name begins."""
_HONOURS = frozenset({"KC", "QC", "MP", "MEP", "MSP", "Jr", "Sr"})
_OFFICE = re.compile(r"\b([a-z]+)(?:,? | of [a-z]{4,}, )$")
_SHOWN_BEHIND = re.compile(rf" (?:{'|'.join(sorted(_HONOURS))})\b|, (?:[1-9]\d,|who\b)")
_DESCRIBED = re.compile(r", (?:an?|the|its|his|her|their|our|\w+['’]s) ((?:[\w-]+ ?){1,5})")
_OF_OFFICE = re.compile(r", ((?:[\w-]+ ){0,2}?[\w-]+)(?:[,.;]| of\b| at\b| for\b)")
"""What stands behind the name of somebody: an age, "who", an office."""
_PLACED = re.compile(r"\b(?:in|at|of|near|outside|from|on) $")
_SIGNED = re.compile(r"(?:^|, |\binterview )[Bb]y $")
"""What stands before the name of who wrote a text."""
_LED = lexicon("""the a an when while if as in on at by for from to of with but and or nor so then yet not no only even after before
    since until unless though although because that this these those what who why how where both neither like unlike our his her its their
    my your we he she they it i you there here one some all most many another each every once now still""")
"""What has a capital where a sentence begins, and then belongs to no name behind it."""
_SITES = lexicon("street road avenue square bridge bay river island islands beach city county valley point airport station stadium")
_BODIES = ORGANISATION_WORDS | OUTLET_WORDS | FIRMS | _SITES
"""Words that are in the name of nobody."""
_UNLIKE = _BODIES | TRADES | VOICES
"""Words that are in the name of nobody who has no given name that is known."""
_PLAIN_LETTERS = re.compile(r"[a-z]{4,}")
_DATED = re.compile(
    r"(?:\b(?:in|on|of|since|until|till|by|last|next|this|early|late|mid|from|to|before|after|and|between|for|during|through)|\d(?:st|nd|rd|th)?"
    r"|[-–—(])[ -]?$",
    re.IGNORECASE,
)
_GIVEN = "A Al Jo Ann John Peter Robert William Margaret Elizabeth Bernadette Christopher".split()
_LAST = "A Li Li Lee Ross Smith Wilson Johnson Anderson Robertson Williamson Christensen Featherstone".split()


@dataclass(frozen=True, slots=True)
class People:
    """Whom a text shows to be somebody: the words they are called by and their whole names, in small letters."""

    words: frozenset[str]
    full: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Run:
    """Capital words in a row without what leads them: where the first begins and the last ends, the last title among what leads."""

    start: int
    end: int
    words: tuple[re.Match[str], ...]
    title: str

    @property
    def titled(self) -> bool:
        return self.title in _COURTESY

    @property
    def name(self) -> str:
        return " ".join(word.group() for word in self.words)


def people_in(masked: str) -> People:
    """Whom a text shows to be somebody."""
    lines = (line for line in masked.split("\n") if not is_titled(line))
    runs = [run for line in lines for found in _RUN.finditer(line) if (run := _run(found)).words and not _is_unlike(run)]
    written = {run.name.lower(): run.name for run in runs}
    shown = {run.name.lower() for run in runs if _is_shown(run)}
    titled = {run.name.lower() for run in runs if run.titled}
    shown |= {run.name.lower() for run in runs if 2 <= len(run.words) <= 3 and not titled.isdisjoint({*_outer(run)})}
    shown = {name for name in shown if not _is_plain(name)}
    words = {part.lower() for name in shown for part in written[name].split() if not part.endswith(".") and part not in PARTICLES}
    return People(frozenset(words), frozenset(shown))


def _is_plain(name: str) -> bool:
    """Whether the parser knows a name well enough: a common given name before, or a surname that is no word, in plain letters."""
    *given, last = name.split()
    known = all(part in MEN | WOMEN for part in given)
    return known and _PLAIN_LETTERS.fullmatch(last) is not None and last not in MONTHS and last not in dictionary()


def _run(found: re.Match[str]) -> _Run:
    words, title, first = tuple(_WORD.finditer(found.string, found.start(), found.end())), "", 0
    for word in words:
        bare = word.group().lower().rstrip(".")
        if bare not in TITLES | _COURTESY and not (bare in _LED and first == 0):
            break
        title = bare if bare in TITLES | _COURTESY else title
        first += 1
    led = words[-1].group().lower() in _SHORT_TITLES and found.string[found.end() : found.end() + 1] == "."
    kept = () if led else words[first:-1] if words[-1].group() in _HONOURS else words[first:]
    return _Run(kept[0].start(), kept[-1].end(), kept, title) if kept else _Run(found.end(), found.end(), (), title)


def _outer(run: _Run) -> Iterator[str]:
    """The words of a name that may stand alone behind a title."""
    yield from (run.words[0].group().lower(), run.words[-1].group().lower())


def _is_unlike(run: _Run) -> bool:
    """Whether one of some words in a row is in the name of nobody, or in capitals, but for the label of who speaks in a transcript."""
    label = run.words[0].string[run.end : run.end + 1] == ":"
    texts = [word.group() for word in run.words]
    unlike = frozenset() if run.titled and len(texts) < 3 else _BODIES if texts[0].lower() in MEN | WOMEN else _UNLIKE
    capitals = any(text.isupper() and len(text) > 1 and "." not in text for text in texts) and not label
    return capitals or texts[-1].lower() in unlike or any(text.lower() in unlike & _BODIES for text in texts)


def _is_shown(run: _Run) -> bool:
    """Whether what is around words in a row, or the first of them, shows that they name somebody."""
    if run.titled or len([word for word in run.words if word.group()[:1].isupper()]) < 2:
        return run.titled
    line = run.words[0].string
    if run.words[0].group().lower() in MEN | WOMEN or run.title in TITLES - _NO_OFFICES:
        return True
    held = line[run.end : run.end + 2] in {"'s", "’s"}
    signed = _SIGNED.search(line, max(0, run.start - 20), run.start)
    office = _OFFICE.search(line, max(0, run.start - 30), run.start)
    placed = _PLACED.search(line, max(0, run.start - 10), run.start)
    stands = office is not None and office[1] in _PERSON
    return not held and (stands or signed is not None or (placed is None and _is_described(line, run.end)))


def _is_described(line: str, end: int) -> bool:
    """Whether an age, an honour or an office stands behind a name."""
    described, office = _DESCRIBED.match(line, end, end + 80), _OF_OFFICE.match(line, end, end + 80)
    told = {*described[1].split()} if described is not None else {office[1].split()[-1].lower()} if office is not None else set()
    return _SHOWN_BEHIND.match(line, end) is not None or not told.isdisjoint(_PERSON)


def standing_in(text: str, people: People) -> str:
    """The text, as long as before, with plain names for those of its people."""
    return _RUN.sub(lambda found: _plainly(found, people), text) if people.words else text


def _plainly(found: re.Match[str], people: People) -> str:
    letters = list(found.group())
    for name in _names(_run(found), people):
        for word in name:
            start = word.start() - found.start()
            letters[start : start + len(word.group())] = _plain(word.group(), _LAST if word is name[-1] else _GIVEN)
    return "".join(letters)


def _names(run: _Run, people: People) -> Iterator[tuple[re.Match[str], ...]]:
    """The names of people in a row of capital words: whole names anywhere, words of them where nothing else is in the row."""
    if not run.words:
        return
    if all(_may_be_part(word.group(), people) for word in run.words) and not _is_date(run):
        yield run.words
        return
    for first in range(len(run.words)):
        name = run.words[first:]
        if len(name) > 1 and " ".join(word.group() for word in name).lower() in people.full:
            yield name
            return


def _may_be_part(text: str, people: People) -> bool:
    return text.lower() in people.words or text.endswith(".") or text in PARTICLES


def _is_date(run: _Run) -> bool:
    """Whether a month that is the name of somebody too is a month here."""
    text, start = run.words[0].string, run.start
    dated = _DATED.search(text, max(0, start - 10), start) or re.match(r" \d", text[run.end : run.end + 2])
    return run.name.lower() in MONTHS and not run.titled and dated is not None


def _plain(word: str, names: list[str]) -> str:
    """A plain name as long as a word."""
    size = len(word)
    if word.endswith(".") or size < 2:
        return word
    plain = names[size] if size < len(names) else f"Christia{'n' * (size - 11)}son"
    return plain.upper() if word.isupper() and size > 1 else plain
