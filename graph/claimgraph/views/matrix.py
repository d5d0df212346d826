"""Who says what: the claims of a dispute against its voices, rows by position, cells by stance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimgraph.chains import Chains
from claimgraph.derivations import Dispute
from claimgraph.model import Assertion, Graph, Stance
from claimgraph.views.wording import STANCES

MOST_ROWS = 60
MOST_VOICES = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One stance of a voice on a claim, and the assertion and document that show it."""

    stance: Stance
    sign: str
    verb: str
    assertion: str
    document: str
    claim: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A column: a canonical source and its name."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with a cell for each voice, each cell the marks in it; claims of one position with one text are one row."""

    letter: str
    claim: str
    text: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows shown of `claims` in all, and the voices shown of `voices_in_all`, the busiest first."""

    voices: tuple[Voice, ...]
    rows: tuple[Row, ...]
    claims: int
    voices_in_all: int


def matrix_of(graph: Graph, dispute: Dispute) -> Matrix:
    """The matrix of a dispute, at most `MOST_ROWS` by `MOST_VOICES`."""
    chains = Chains(graph)
    groups = _grouped(graph, dispute)
    marks = {head: _marks(chains, claims) for (_, head), claims in groups.items()}
    counted = Counter(voice for cells in marks.values() for voice in cells)
    shown = [voice for voice, _ in counted.most_common(MOST_VOICES)]
    rows = tuple(
        Row(letter, head, graph.claims[head].text, tuple(tuple(marks[head].get(voice, ())) for voice in shown))
        for letter, head in list(groups)[:MOST_ROWS]
    )
    return Matrix(tuple(Voice(voice, _name(graph, voice)) for voice in shown), rows, len(groups), len(counted))


def _grouped(graph: Graph, dispute: Dispute) -> dict[tuple[str, str], list[str]]:
    """The claims of each position by one of the same text, those of the strongest rungs first."""
    ends = [end for rung in (*dispute.rungs, *dispute.apparent) for end in (rung.a, rung.b)]
    heads: dict[tuple[str, str], str] = {}
    groups: dict[tuple[str, str], list[str]] = {}
    for position in dispute.positions:
        inside = set(position.claims)
        for claim in dict.fromkeys((*(end for end in ends if end in inside), *position.claims)):
            head = heads.setdefault((position.letter, graph.claims[claim].text.casefold()), claim)
            groups.setdefault((position.letter, head), []).append(claim)
    return groups


def _marks(chains: Chains, claims: Iterable[str]) -> dict[str, list[Mark]]:
    """What each voice does with these claims, each stance once."""
    found: dict[str, list[Mark]] = {}
    for claim in claims:
        for first in chains.first_hands(claim):
            for act in (first, *chains.hops(first)):
                for voice in chains.voices(act.speaker.id):
                    _note(found.setdefault(voice, []), act, claim)
    return found


def _note(marks: list[Mark], act: Assertion, claim: str) -> None:
    if all(mark.stance is not act.stance for mark in marks):
        sign, verb = STANCES[act.stance]
        marks.append(Mark(act.stance, sign, verb, act.id, act.document, claim))


def _name(graph: Graph, source: str) -> str:
    return graph.sources[source].name if source in graph.sources else source
