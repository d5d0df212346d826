"""What stands if one trusts differently: scores of claims under a trust profile, with their tallies, steps and reasons.

    from claimgraph.reason.credibility.difference import difference
    from claimgraph.reason.credibility.falling import what_falls
    from claimgraph.reason.credibility.scoring import Scored
    from claimgraph.reason.credibility.why import why

    scored = Scored.of(graph, profile)
    scored.score(claim_id).value
    why(graph, claim_id, profile).reasons
    what_falls(graph, source_id, profile)
    difference(Scored.of(graph, one), Scored.of(graph, other), graph.claims)

Formulas, rules and limits: `docs/method.md`. Nothing is imported here, as what solves takes half a second to load.
"""
