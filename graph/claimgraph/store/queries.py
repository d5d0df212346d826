"""What a person types into a search box, as words: nothing of it is ever an operator of a database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimgraph.errors import InputError

Phrase = tuple[str, ...]
"""Words that stand one after the other; a single word is a phrase as well."""
MOST_WORDS = 32
"""How many words of a query count."""
SHORTEST_BEGINNING = 4
"""How many letters the last word needs to be taken for the beginning of a longer one: fewer begin far too many."""
_PART = re.compile(r'(?P<out>(?<!\S)-)?(?:["“„](?P<phrase>[^"“”„]*)["“”]|(?P<run>[^\s"“”„]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted` must be found and none of `unwanted`; where `open`, the last word of the last may be a beginning."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()
    open: bool = False

    @property
    def words(self) -> Phrase:
        """All words to be found, in the order given."""
        return tuple(word for phrase in self.wanted for word in phrase)

    def closed(self) -> "Query":
        """The same with whole words alone."""
        return replace(self, open=False)

    def near(self) -> "Query":
        """The same with all words one after the other."""
        return replace(self, wanted=(self.words,))


def words_of(text: str) -> list[str]:
    """The words of a text: letters and digits alone, so that none is an operator.

    >>> words_of('killed OR "near')
    ['killed', 'OR', 'near']
    """
    return re.findall(r"[^\W_]+", text)[:MOST_WORDS]


def parse_query(text: str) -> Query:
    """The query that a text is: words in quotes are a phrase, a minus leaves out what follows it, all else are words.

    Raises InputError where there is nothing to find.

    >>> parse_query('bridge "near Orsk" -open clos')
    Query(wanted=(('bridge',), ('near', 'Orsk'), ('clos',)), unwanted=(('open',),), open=True)
    """
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    open_ = False
    for part in _PART.finditer(text):
        words = words_of(part["run"] or part["phrase"] or "")[: MOST_WORDS - sum(map(len, (*wanted, *unwanted)))]
        if words and part["out"]:
            unwanted.append(tuple(words))
        elif words:
            wanted += [tuple(words)] if part["run"] is None else [(word,) for word in words]
            open_ = part["run"] is not None and len(words[-1]) >= SHORTEST_BEGINNING
    if not wanted:
        only = "to find, only some to leave out" if unwanted else ""
        raise InputError(f"the search has no words {only}".strip() + ": give at least one letter or number")
    return Query(tuple(wanted), tuple(unwanted), open_)


def forms_of(query: Query) -> Iterator[Query]:
    """The ways to ask it, one after the other until something is found: the last word whole, then as a beginning."""
    yield query.closed()
    if query.open:
        yield query
