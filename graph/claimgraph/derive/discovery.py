"""What truth discovery favours where a dispute has values that exclude each other. It is worked out when it is asked for, and kept nowhere.

A method needs sources that speak about several things, so that the other such questions of the same voices are read along, up to a bound;
the questions of each dispute are kept beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType

from claimgraph.derivations import Dispute
from claimgraph.derive.derived import Derived
from claimgraph.model import Source
from claimgraph.reason.truth import (
    Assertions,
    Truth,
    accu,
    accu_with_copying,
    average_log,
    crh,
    investment,
    pooled_investment,
    simple_lca,
    sums,
    truth_finder,
    two_estimates,
    voting,
)
from claimgraph.reason.truth.copying import CopyTruth
from claimgraph.reason.values import Question, narrowed
from claimgraph.store import Store

DEFAULT: Mapping[str, Callable[[Assertions], Truth]] = MappingProxyType({"ACCU with copying": accu_with_copying, "SimpleLCA": simple_lca})
"""The methods that are asked unless others are wanted too."""
OTHERS: Mapping[str, Callable[[Assertions], Truth]] = MappingProxyType(
    {
        "votes": voting,
        "ACCU": accu,
        "TruthFinder": truth_finder,
        "Sums": sums,
        "Average·Log": average_log,
        "Investment": investment,
        "PooledInvestment": pooled_investment,
        "CRH": crh,
        "2-Estimates": two_estimates,
    }
)
"""The methods for comparison."""
MOST_VOICES, MOST_EACH, MOST_OTHERS = 20, 20, 60
"""Of how many voices of the dispute other disputes are looked for, how many of each, and how many are read in all, in turn."""
SURE = 0.005
"""A dependence between two voices below this is not told, nor does a value lead by less."""


@dataclass(frozen=True, slots=True)
class Favour:
    """What a method makes of a question: a number for each value, and the one that leads; None where none does by `SURE`.

    The numbers of `ACCU with copying`, `ACCU` and `SimpleLCA` are probabilities as those understand them; the others have their own scales.
    """

    question: str
    beliefs: tuple[float, ...]
    leads: int | None


@dataclass(frozen=True, slots=True)
class Weight:
    """How far a method trusts a voice, on its own scale, and about how many questions the voice speaks in all that was read."""

    voice: str
    trust: float
    questions: int


@dataclass(frozen=True, slots=True)
class Dependence:
    """How probable a method holds it that one of two voices copies the other."""

    first: str
    second: str
    probability: float


@dataclass(frozen=True, slots=True)
class Told:
    """What one method says, after so many rounds, of the voices and the questions of the dispute."""

    method: str
    favours: tuple[Favour, ...]
    weights: tuple[Weight, ...]
    dependences: tuple[Dependence, ...]
    rounds: int


@dataclass(frozen=True, slots=True)
class Discovery:
    """The questions of a dispute with their values, and what each method says by `read` questions; not `whole` where more were there."""

    questions: tuple[Question, ...]
    told: tuple[Told, ...]
    read: int
    whole: bool
    names: Mapping[str, str]


def discover(store: Store, derived: Derived, dispute: Dispute, *, everything: bool = False) -> Discovery:
    """What the methods favour for the questions of a dispute, or of a part of it; empty where there are none.

    With `everything` those for comparison are asked too.
    """
    claims = {claim for position in dispute.positions for claim in position.claims}
    mine = tuple(part for question in derived.questions([dispute.id]) if (part := narrowed(question, claims)))
    voices = list(_voices(mine))
    others = _others(derived, dispute, voices[:MOST_VOICES])
    asked = [*mine, *derived.questions(others[:MOST_OTHERS])]
    methods = {**DEFAULT, **(OTHERS if everything else {})}
    table = Assertions.of(_triples(asked)) if mine else None
    told = tuple(_told(name, method(table), table, mine) for name, method in methods.items()) if table else ()
    whole = len(voices) <= MOST_VOICES and len(others) <= MOST_OTHERS
    return Discovery(mine, told, len(asked), whole, _names(store, mine))


def _others(derived: Derived, dispute: Dispute, voices: Iterable[str]) -> list[str]:
    """The other disputes with such questions that these voices answer."""
    turns = zip_longest(*(derived.asked(voice, MOST_EACH) for voice in voices))
    return list(dict.fromkeys(one for turn in turns for one in turn if one and one != dispute.id))


def _voices(questions: Iterable[Question]) -> dict[str, None]:
    """Who gives a value, each once."""
    return dict.fromkeys(saying.voice for question in questions for value in question.values for saying in value.sayings)


def _names(store: Store, questions: Iterable[Question]) -> dict[str, str]:
    found = store.nodes(_voices(questions)).values()
    return {node.id: node.name for node in found if isinstance(node, Source)}


def _told(name: str, truth: Truth, table: Assertions, mine: Sequence[Question]) -> Told:
    place = {claim: number for number, claim in enumerate(table.claims)}
    favours = tuple(_favour(question, [float(truth.belief[place[key]]) for key in _keys(question)]) for question in mine)
    spoken = set(_voices(mine))
    counts = table.claims_of_source
    weights = [
        Weight(str(voice), float(truth.trust[number]), int(counts[number])) for number, voice in enumerate(table.sources) if voice in spoken
    ]
    weights.sort(key=lambda weight: -weight.trust)
    return Told(name, favours, tuple(weights), tuple(_dependences(truth, table, spoken)), truth.rounds)


def _triples(asked: Iterable[Question]) -> Iterable[tuple[str, tuple[str, str], int]]:
    for question in asked:
        for number, value in enumerate(question.values):
            yield from ((saying.voice, (question.id, question.type), number) for saying in value.sayings)


def _keys(question: Question) -> list[tuple[tuple[str, str], int]]:
    return [((question.id, question.type), number) for number in range(len(question.values))]


def _favour(question: Question, beliefs: list[float]) -> Favour:
    ranked = sorted(range(len(beliefs)), key=lambda number: -beliefs[number])
    leads = ranked[0] if beliefs[ranked[0]] - beliefs[ranked[1]] >= SURE else None
    return Favour(question.id, tuple(beliefs), leads)


def _dependences(truth: Truth, table: Assertions, spoken: set[str]) -> Iterable[Dependence]:
    if not isinstance(truth, CopyTruth):
        return
    for first, second, probability in zip(truth.pairs.first.tolist(), truth.pairs.second.tolist(), truth.dependence.tolist(), strict=True):
        pair = str(table.sources[first]), str(table.sources[second])
        if probability >= SURE and spoken.issuperset(pair):
            yield Dependence(*pair, probability)
