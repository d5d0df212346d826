"""Claims that a judgement calls the same are read as one: the oldest stands for all, and what is said of any is said of it.

Nothing is lost by it: the graph as it is recorded stays beside the one in which they are one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from claimgraph.model import Assertion, Claim, Content, Graph, Link


def folded(graph: Graph) -> Graph:
    """The graph with each claim that another one in it stands for taken as that one; itself where there is none. Linear.

    All assertions stay, as assertions of the one that stands for their claim; so do links, but those between claims that are one.
    """
    gone = {claim: head for claim, head in graph.same.items() if claim in graph.claims and head in graph.claims}
    if not gone:
        return graph
    assertions = {node: _of(act, gone) for node, act in graph.assertions.items()}
    links = {link.id: link for link in _between(graph, gone)}
    return replace(graph, claims=_claims(graph, gone), assertions=assertions, links=links, recorded=graph.apart)


def worded(graph: Graph, link_id: str, claim_id: str) -> Claim:
    """The claim that a link is really from or to, which this one may stand for: in its document the words of that end clash."""
    link, claims = graph.apart.links[link_id], graph.apart.claims
    return claims[link.from_ if graph.representative(link.from_) == claim_id else link.to]


def _claims(graph: Graph, gone: Mapping[str, str]) -> dict[str, Claim]:
    """The claims that stand, each about all that any of its group is about."""
    claims = {claim.id: claim for claim in graph.claims.values() if claim.id not in gone}
    for node, head in gone.items():
        mentions = dict.fromkeys((*claims[head].mentions, *graph.claims[node].mentions))
        claims[head] = replace(claims[head], mentions=tuple(mentions))
    return claims


def _of(act: Assertion, gone: Mapping[str, str]) -> Assertion:
    head = gone.get(act.content.claim or "")
    return replace(act, content=Content(claim=head)) if head else act


def _between(graph: Graph, gone: Mapping[str, str]) -> Iterator[Link]:
    for link in graph.links.values():
        from_, to = gone.get(link.from_, link.from_), gone.get(link.to, link.to)
        if (from_, to) == (link.from_, link.to):
            yield link
        elif from_ != to:
            yield replace(link, from_=from_, to=to)
