"""What one voice answers to another in one document: what rules propose, where a trained ranker does not hold it for unlikely."""

from collections.abc import Set

from claimgraph.link.inside.figures import TOLLS, figures
from claimgraph.link.inside.ranking import ranker
from claimgraph.link.inside.replies import SHORT_ANSWERS, replies
from claimgraph.link.inside.rivalry import Pair, pairs_of
from claimgraph.link.inside.verdicts import verdicts
from claimgraph.link.text.sayings import Saying, sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Graph, Link, Stance

RULES = (figures, replies, verdicts)
SURE = frozenset({TOLLS, SHORT_ANSWERS})


def answers(graph: Graph) -> tuple[Link, ...]:
    """The links that rules find between two voices of one document and that the ranker lets pass, all proposed.

    A pair that the ranker does not weigh, such as two claims of one voice, does not pass; what `SURE` rules find always does: two tolls
    of the dead or hurt, and answers such as "He did not."
    """
    proposed = [link for rule in RULES for link in rule(graph)]
    likely: dict[frozenset[str], float] = {}
    asked = {frozenset((link.from_, link.to)) for link in proposed}
    for document in graph.documents.values() if proposed else ():
        likely |= likelihoods(Turns.of(graph, document), asked)
    least = ranker().least
    return tuple(link for link in proposed if link.judge in SURE or likely.get(frozenset((link.from_, link.to)), 0.0) >= least)


def likelihoods(turns: Turns, asked: Set[frozenset[str]]) -> dict[frozenset[str], float]:
    """How likely two voices of a document contradict each other, by the claims that they hold; of places that share them the most.

    Only of claims that are asked for, two by two.
    """
    negatives = {denial.said.claim: denial.negative.claim for denial in turns.denials()}
    found: dict[frozenset[str], float] = {}

    def ends(pair: Pair) -> frozenset[str]:
        return frozenset(_held(said, negatives) for said in (pair.earlier, pair.later))

    for pair, likelihood in ranker().likelihoods(pairs_of(sayings_of(turns)), lambda pair: ends(pair) in asked):
        found[ends(pair)] = max(found.get(ends(pair), 0.0), likelihood)
    return found


def _held(said: Saying, negatives: dict[str, str]) -> str:
    """The claim that a speaker holds with a saying: of a denial the negative, where it is put into words."""
    claim = said.place.claim
    return negatives.get(claim, claim) if said.place.assertion.stance is Stance.DENIES else claim
