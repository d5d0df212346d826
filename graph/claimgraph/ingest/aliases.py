"""Whether two names may be of one: the same letters, a title or a form of company more, initials, a surname alone, an acronym."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from claimgraph.model import Entity, EntityKind, Source, SourceKind

Named = Source | Entity
_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady judge justice president minister senator governor mayor king queen prince
    general colonel major captain lieutenant sergeant commander admiral marshal sheikh imam bishop archbishop rabbi father sister
    brother ambassador councillor chancellor inspector constable officer secretary deputy""".split()
)
_FORMS = frozenset(
    "plc ltd limited inc incorporated corp corporation co company llc llp gmbh ag sa nv bv ab as oy spa group holdings".split()
)
_SMALL = frozenset("of the for and in on to de la du des van von".split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two names may be of one, in words; a `weak` one needs the documents to speak of something else together."""

    reason: str
    weak: bool = False


@lru_cache(maxsize=5_000)  # a name of a new document is held against the same stored ones as the one before it
def folded(name: str) -> str:
    """A name without accents, case, dots and hyphens.

    >>> folded("Zoë  O'Brien-Łuk")
    'zoe obrien luk'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("ß", "ss"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[-‐–/]", " ", re.sub(r"['’.,]", "", letters)).casefold().split())


@lru_cache(maxsize=5_000)
def acronym_of(name: str) -> str:
    """The first letters of the words of a name but of small ones, "" for fewer than three.

    >>> acronym_of("Joint Observation Mission of the Strait")
    'JOMS'
    """
    first = [word[0] for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL]
    return "".join(first).upper() if len(first) > 2 else ""


def likeness(one: Named, other: Named) -> Likeness | None:
    """Why a name may be of the same as another one of its kind, None where nothing says so or the names are one already."""
    if type(one) is not type(other) or one.kind != other.kind:
        return None
    if isinstance(one, Entity) and isinstance(other, Entity) and set(one.same_as) & set(other.same_as):
        return Likeness("both are known under one identifier elsewhere")
    ours, theirs = folded(one.name).split(), folded(other.name).split()
    if not ours or not theirs or one.name.casefold() == other.name.casefold():
        return None
    if ours == theirs:
        return Likeness(f"“{one.name}” and “{other.name}” differ in accents, dots or hyphens alone")
    if one.kind in (SourceKind.PERSON, EntityKind.PERSON):
        return _of_person(ours, theirs, (one.name, other.name))
    if one.kind in (SourceKind.ORGANISATION, SourceKind.OUTLET, EntityKind.ORGANISATION):
        return _of_body(ours, theirs, (one.name, other.name))
    return None


def _of_person(ours: list[str], theirs: list[str], names: tuple[str, str]) -> Likeness | None:
    bare = [list(dropwhile(_TITLES.__contains__, words)) for words in (ours, theirs)]
    if not all(bare) or bare[0][-1] != bare[1][-1] or len(bare[0][-1]) < 3:
        return None
    both = f"“{names[0]}” and “{names[1]}”"
    if bare[0] == bare[1]:
        return Likeness(f"{both} differ in a title alone", weak=len(bare[0]) == 1)
    given = bare[0][:-1], bare[1][:-1]
    if not all(given):
        return Likeness(f"{both} have one surname, and one of them no first name", weak=True)
    shared = min(map(len, given))
    if not all(_may_be(*pair) for pair in zip(given[0][:shared], given[1][:shared], strict=True)):
        return None
    spelt = len(given[0][0]) > 1 and len(given[1][0]) > 1
    return Likeness(f"{both} have one surname, and first names that may be one", weak=not spelt)


def _may_be(one: str, other: str) -> bool:
    """Whether two first names may be one: the same, or one the initial of the other."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _of_body(ours: list[str], theirs: list[str], names: tuple[str, str]) -> Likeness | None:
    bare = [[word for word in words if word not in _FORMS and word != "the"] for words in (ours, theirs)]
    if bare[0] and bare[0] == bare[1]:
        return Likeness(f"“{names[0]}” and “{names[1]}” differ in the form of company alone")
    for short, long in (names, names[::-1]):
        if short.replace(".", "") == acronym_of(long):
            return Likeness(f"“{short}” has the first letters of “{long}”", weak=True)
    return None
