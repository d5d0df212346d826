"""Which of several values is right, and how far each source can be trusted, where values exclude each other.

    table = Assertions.of([("A", "capital", "Bern"), ("B", "capital", "Bern"), ("C", "capital", "Basel")])
    table.best(accu_with_copying(table).belief)

`accu_with_copying` and `simple_lca` give probabilities and are the defaults; the others are for comparison. Formulas, papers and
pitfalls: `docs/method.md`.
"""

from claimgraph.reason.truth.accuracy import accu, simple_lca
from claimgraph.reason.truth.assertions import Assertions, Truth, voting
from claimgraph.reason.truth.copying import accu_with_copying
from claimgraph.reason.truth.loss import crh, truth_finder, two_estimates
from claimgraph.reason.truth.ranks import average_log, investment, pooled_investment, sums

__all__ = [
    "Assertions",
    "Truth",
    "accu",
    "accu_with_copying",
    "average_log",
    "crh",
    "investment",
    "pooled_investment",
    "simple_lca",
    "sums",
    "truth_finder",
    "two_estimates",
    "voting",
]
