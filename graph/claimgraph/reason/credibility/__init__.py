"""What stands if one trusts differently: scores of claims under a trust profile, with their tallies, steps and reasons.

    scored = Scored.of(graph, profile)
    scored.score(claim_id).value
    why(graph, claim_id, profile).reasons
    what_falls(graph, source_id, profile)
    difference(Scored.of(graph, one), Scored.of(graph, other), graph.claims)

Formulas, rules and limits: `docs/method.md`.
"""

from claimgraph.reason.credibility.difference import KINDS, Change, Glance, difference, glance
from claimgraph.reason.credibility.falling import distrusting, scored_without, what_falls
from claimgraph.reason.credibility.rules import Applied
from claimgraph.reason.credibility.scoring import CERTIFICATES, VERSION, Score, Scored, Step, Tally
from claimgraph.reason.credibility.standing import STATUSES
from claimgraph.reason.credibility.why import Reason, Share, Why, why

__all__ = [
    "CERTIFICATES",
    "KINDS",
    "STATUSES",
    "VERSION",
    "Applied",
    "Change",
    "Glance",
    "Reason",
    "Score",
    "Scored",
    "Share",
    "Step",
    "Tally",
    "Why",
    "difference",
    "distrusting",
    "glance",
    "scored_without",
    "what_falls",
    "why",
]
