"""If X falls: the same claims weighed without a claim, a source, an assertion, a document or a link."""

from collections.abc import Iterable
from dataclasses import replace

from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Graph, Stance
from claimgraph.reason.credibility.difference import difference
from claimgraph.reason.credibility.groups import Groups, without
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.credibility.told import Change
from claimgraph.trust import NEUTRAL, TrustProfile, TrustRule, plain_name


def what_falls(graph: Graph, node_id: str, profile: TrustProfile = NEUTRAL, *, before: Scored | None = None) -> tuple[Change, ...]:
    """What changes for all other claims of a graph if this one node counts for nothing, the gravest first.

    `before`, the scores of the graph under the profile, need not be worked out again where they are given.
    """
    before = before or Scored.of(graph, profile)
    return difference(before, scored_without(graph, node_id, profile), graph.claims)


def scored_without(graph: Graph, node_id: str, profile: TrustProfile = NEUTRAL) -> Scored:
    """The scores of a graph in which a node counts for nothing: a claim with those taken as one with it, a source as if distrusted."""
    if kind_of(node_id) == "source":
        return Scored.of(graph, distrusting(graph, node_id, profile))
    return Scored.of(without(graph, set(_gone(graph, node_id))), profile)


def distrusting(graph: Graph, source_id: str, profile: TrustProfile = NEUTRAL) -> TrustProfile:
    """The profile, but for a source that is not trusted at all, nor what only comes through it or is only published by it."""
    voice = graph.representative(source_id)
    source = graph.sources.get(voice)
    name = plain_name(source.name) if source and _publishes(graph, plain_name(source.name)) else None
    kept = [rule for rule in profile.rules if not _is_about(graph, rule, voice, name)]
    own = TrustRule(source=voice, weight=0.0)
    return replace(profile, rules=(*kept, own, *([TrustRule(outlet=name, weight=0.0)] if name else [])))


def _is_about(graph: Graph, rule: TrustRule, voice: str, name: str | None) -> bool:
    return bool(rule.source and graph.representative(rule.source) == voice) or bool(rule.outlet and plain_name(rule.outlet) == name)


def _publishes(graph: Graph, name: str) -> bool:
    return any(document.publisher and plain_name(document.publisher) == name for document in graph.documents.values())


def _gone(graph: Graph, node_id: str) -> Iterable[str]:
    """What goes with a node: the claims of its group; the negative claim's assertion that a denial mints; the denial that states a link.

    With a document goes all that is asserted in it.
    """
    if kind_of(node_id) == "document":
        return [act.id for act in graph.assertions.values() if act.document == node_id]
    groups = Groups.of(graph)
    if node_id in groups.heads:
        return groups.members[groups.heads[node_id]]
    if node_id in graph.links:
        stated = graph.assertions.get(graph.links[node_id].stated_in or "")
        return [node_id, *([stated.id] if stated and stated.stance is Stance.DENIES else [])]
    found = graph.assertions.get(node_id)
    return [node_id, *(other.id for other in graph.assertions.values() if found and _is_minted_by(other, found))]


def _is_minted_by(other: Assertion, denial: Assertion) -> bool:
    same = other.document == denial.document and other.speaker.id == denial.speaker.id and other.quote == denial.quote
    return same and other.implied and not denial.implied
