"""Who says a claim, through whom: each act at first hand with the hops that carried it, ready to be shown."""

from dataclasses import dataclass

from claimgraph.chains import Chains
from claimgraph.model import Assertion, Certainty, Graph, Stance
from claimgraph.views.wording import STANCES, TOGETHER


@dataclass(frozen=True, slots=True)
class Hop:
    """One speaker of a chain: the canonical source and its name, the stance with sign and verb, the hedges quoted."""

    source: str
    name: str
    stance: Stance
    sign: str
    verb: str
    hedges: tuple[str, ...]
    said_at: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """One act on a claim at first hand, and the hops outside of it, the nearest first."""

    assertion: str
    claim: str
    document: str
    first: Hop
    through: tuple[Hop, ...]
    implied: bool

    @property
    def words(self) -> str:
        """The act in short: "Parade asserts (apparently)"."""
        hedge = f" ({', '.join(self.first.hedges)})" if self.first.hedges else ""
        return f"{self.first.name} {self.first.verb}{hedge}"


def sayings_of(graph: Graph, chains: Chains, claim_id: str) -> tuple[Saying, ...]:
    """All acts on a claim at first hand: who endorses first, then who denies, doubts, concedes, relays; oldest first in each."""
    firsts = [first for first in chains.first_hands(claim_id) if chains.stands(first)]
    order = list(STANCES)
    order.append(order.pop(order.index(Stance.REPORTS)))
    return tuple(_saying(graph, chains, first) for first in sorted(firsts, key=lambda first: order.index(first.stance)))


def _saying(graph: Graph, chains: Chains, first: Assertion) -> Saying:
    through = {hop.speaker.id: hop for hop in chains.hops(first) if hop.speaker.id != first.speaker.id}
    hops = tuple(_hop(graph, hop) for hop in through.values())
    return Saying(first.id, first.content.id, first.document, _hop(graph, first), hops, first.implied)


def _hop(graph: Graph, assertion: Assertion) -> Hop:
    sign, verb = STANCES[assertion.stance]
    hedges = tuple(dict.fromkeys(" ".join(hedge.exact.split()) for hedge in assertion.hedges))
    if not hedges and assertion.certainty not in (Certainty.CERTAIN, Certainty.UNSTATED):
        hedges = (assertion.certainty.value,)
    source = graph.representative(assertion.speaker.id)
    speaker = graph.sources.get(assertion.speaker.id)
    if speaker is not None and speaker.members:
        verb = TOGETHER[verb]
    name = graph.sources[source].name if source in graph.sources else assertion.speaker.name
    return Hop(source, name, assertion.stance, sign, verb, hedges, assertion.said_at)
