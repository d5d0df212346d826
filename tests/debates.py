"""Debates for tests of weighing: each document is one voice, and every claim is said in the document of who says it.

from debates import Debate

debate = Debate()
flood = debate.says("Ana Brun", "The dam holds.")
debate.says("Ivo Lenk", "The dam broke.", against=flood)
debate.graph()
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from builders import Telling, together
from claimgraph.model import Assertion, Claim, Entity, Graph, Judgement, Link, LinkKind, LinkStatus, LinkType, Source, Stance, mint_link_id


@dataclass
class Debate:
    """A debate in the making; claims and links are made one by one."""

    tellings: list[Telling] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    acts: dict[str, Assertion] = field(default_factory=dict)
    topics: dict[str, Entity] = field(default_factory=dict)

    def document(self, author: str, words: str, **fields: Any) -> Telling:
        """A new document by an author, who is the same person in all documents."""
        t = Telling(f"{len(self.tellings)}. {words}", author=author, **fields)
        self._join(t.author)
        self.tellings.append(t)
        return t

    def _join(self, source: Source) -> None:
        known = self.sources.setdefault(source.name, source)
        if known.id != source.id:
            self.same[source.id] = known.id

    def says(
        self,
        voice: str,
        text: str,
        *,
        against: Claim | None = None,
        about: Sequence[str] = (),
        stance: Stance = Stance.ENDORSES,
        **act: Any,
    ) -> Claim:
        """A claim that a voice makes in a document of its own, maybe about entities, maybe against another claim."""
        t = self.document(voice, text, **act.pop("document", {}))
        claim = t.claim(text, text, about=[self._entity(t, name) for name in about])
        self.acts[claim.id] = t.said(t.author, claim, text, stance=stance, **act)
        if against is not None:
            self.link(claim, against)
        return claim

    def relays(self, outlet: str, voice: str, text: str, *, publisher: str | None = None) -> Claim:
        """The claim of a document in which an outlet says that a voice said it."""
        t = self.document(outlet, f"{voice} said: {text}", publisher=publisher)
        claim = t.claim(text, text)
        speaker = t.source(voice)
        self._join(speaker)
        self.acts[claim.id] = t.said(speaker, claim, text)
        t.said(t.author, self.acts[claim.id], f"{voice} said: {text}", stance=Stance.REPORTS)
        return claim

    def _entity(self, t: Telling, name: str) -> Entity:
        made = t.entity(name)
        known = self.topics.setdefault(name, made)
        if known.id != made.id:
            self.same[made.id] = known.id
        return made

    def link(
        self,
        from_: Claim,
        to: Claim | Link | Assertion,
        type_: LinkType = LinkType.STATES,
        *,
        score: float = 1.0,
        status: LinkStatus = LinkStatus.CONFIRMED,
        stated_in: str | None = None,
    ) -> Link:
        """A link; it supports where its type does."""
        supports = type_ in (LinkType.PREMISE, LinkType.EXAMPLE, LinkType.RESTATES, LinkType.UPDATES)
        kind = LinkKind.SUPPORTS if supports else LinkKind.CONTRADICTS
        made = Link(
            mint_link_id(kind, type_, from_.id, to.id), kind, type_, from_.id, to.id, score, "", "rule:test@1", status, stated_in=stated_in
        )
        self.links.append(made)
        return made

    def judge(self, target: str, verdict: str) -> None:
        """A person's judgement."""
        number = len(self.judgements)
        self.judgements.append(Judgement(f"judgement-{number}", target, verdict, "person:test", f"2026-01-01T00:00:0{number}"))

    def graph(self) -> Graph:
        """The whole debate."""
        whole = together(self.tellings, self.links, self.same)
        return Graph.of([*whole.nodes(), *self.judgements], self.same)
