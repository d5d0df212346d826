"""What the pages of sources and claims show of grades, and let people choose from."""

from collections.abc import Iterable, Sequence
from typing import Any

from claimgraph.derive.grading import MEANINGS, grades_of
from claimgraph.model import Claim, Graph, Source
from claimgraph.verdicts import GRADES
from claimgraph_api.server.site import Site

MOST_TOPICS = 40
"""How many entities a source may be graded about from its page: those of most of the claims shown."""


def grade_values(site: Site, node: Source | Claim, topics: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """What the templates need for `grade_block`."""
    return {"grades": grades_of(site.store, node.id), "grade_choices": choices_of(type(node)), "topics": list(topics)}


def choices_of(kind: type[Source] | type[Claim]) -> Sequence[tuple[str, str]]:
    """The grades that one may give, each with what it means."""
    return [(verdict, f"{verdict}, {MEANINGS[verdict]}" if verdict in MEANINGS else _words(verdict)) for verdict in GRADES[kind]]


def _words(verdict: str) -> str:
    return "take the grade back" if verdict == "ungraded" else verdict


def topics_in(graph: Graph) -> list[tuple[str, str]]:
    """The entities that the claims of a graph are about, those of most claims first."""
    counts: dict[str, int] = {}
    for claim in graph.claims.values():
        for entity in dict.fromkeys(graph.representative(name) for name in claim.entities):
            counts[entity] = counts.get(entity, 0) + 1
    ranked = sorted((entity for entity in counts if entity in graph.entities), key=lambda entity: -counts[entity])
    return [(entity, graph.entities[entity].name) for entity in ranked[:MOST_TOPICS]]
