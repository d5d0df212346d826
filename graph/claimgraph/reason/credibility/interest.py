"""Who has a stake in a claim, as far as the texts say so.

A claim is unwelcome to an entity where somebody who speaks for that entity denies it: that entity itself, a source that the
texts say belongs to it, or one with an interest towards it. Nothing is guessed from the words of the claim.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from claimgraph.model import Direction, Graph, Source
from claimgraph.trust import plain_name


class Stake(IntEnum):
    """Which way a voice pulls about an entity."""

    AGAINST = -1
    NONE = 0
    TOWARDS = 1


class Tie(NamedTuple):
    """A stake with the words of the text, "" where there are none but a name, and the assertion that states it, if one does."""

    stake: Stake
    words: str = ""
    assertion: str | None = None


NO_TIE = Tie(Stake.NONE)


class Stakes:
    """The stakes of the voices of a graph in the entities of a claim."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._of: dict[str, list[Source]] = {}
        for source in graph.sources.values():
            self._of.setdefault(graph.representative(source.id), []).append(source)
        self._known: dict[str, tuple[Mapping[str, Tie], Mapping[str, Tie]]] = {}

    def of(self, voice: str, entity: str) -> Tie:
        """The tie of a voice to an entity: by id, else by a name that is the entity's."""
        by_id, by_name = self._stakes(voice)
        found = self._graph.entities.get(entity)
        names = [plain_name(name) for name in (found.name, *found.variants)] if found else []
        return by_id.get(entity) or next((by_name[name] for name in names if name in by_name), NO_TIE)

    def unwelcome(self, deniers: Iterable[str], topics: Collection[str]) -> set[str]:
        """Those of the entities for which one of these, who deny the claim, speaks."""
        return {entity for voice in deniers for entity in topics if self.of(voice, entity).stake is Stake.TOWARDS}

    def _stakes(self, voice: str) -> tuple[Mapping[str, Tie], Mapping[str, Tie]]:
        if voice not in self._known:
            by_id: dict[str, Tie] = {}
            by_name: dict[str, Tie] = {}
            for source in self._of.get(voice, ()):
                self._own(source, by_id.setdefault, by_name.setdefault)
            self._known[voice] = by_id, by_name
        return self._known[voice]

    def _own(self, source: Source, by_id: Callable[[str, Tie], object], by_name: Callable[[str, Tie], object]) -> None:
        """What one source says of itself: its interests, what it belongs to, itself. The first that is said counts."""
        for interest in source.interests:
            tie = Tie(Stake.TOWARDS if interest.direction is Direction.TOWARDS else Stake.AGAINST, "", interest.assertion)
            if interest.entity:
                by_id(self._graph.representative(interest.entity), tie)
            by_name(plain_name(interest.name), tie)
        for affiliation in source.affiliations:
            tie = Tie(Stake.TOWARDS, affiliation.words, affiliation.assertion)
            if affiliation.organisation:
                by_id(self._graph.representative(affiliation.organisation), tie)
            by_name(plain_name(affiliation.name), tie)
        for name in (source.name, *source.variants):
            by_name(plain_name(name), Tie(Stake.TOWARDS))
