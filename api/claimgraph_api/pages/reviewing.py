"""What of a document's reading people have looked at, and what they decided on it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from claimgraph.ingest.pipeline import PROPOSED
from claimgraph.model import Assertion, Claim, Document, Graph, Judgement
from claimgraph.review import decisions_on
from claimgraph.store import Store
from claimgraph_api.server.moments import shown

UNSEEN = "unseen"
"""The filter that leaves out what somebody has looked at."""
MOST_GONE = 100
"""How many of the assertions that people took away are listed, the newest first."""
_CAME = {"add": "rules", "reread": "rules", "import": "an import", "judge": "a correction"}


@dataclass(frozen=True, slots=True)
class Gone:
    """An assertion that a decision took away, which can be taken back."""

    assertion: Assertion
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Looked:
    """How each assertion came in, what was decided on it, and on which claims nobody has decided.

    `choosing` is about what is not stored yet, `open` says whether something can be decided now.
    """

    how: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    total: int = 0
    gone: tuple[Gone, ...] = ()
    show: str = ""
    open: bool = False
    choosing: bool = False

    @property
    def seen(self) -> int:
        """How many claims somebody has decided on."""
        return self.total - len(self.unseen)


def looked_at(store: Store, graph: Graph, document: Document, show: str) -> Looked:
    """What of a document people have looked at, at the moment that the request is about."""
    made = store.made_of(document.id)
    models = {item.target: item.judge for item in graph.judgements.values() if item.verdict == PROPOSED}
    how = {node.id: models.get(node.id, _CAME.get(came, came)) for node, came, _ in made}
    now = shown().seq is None
    judgements = store.judgements_on({node.id for node, _, _ in made}) if now else list(graph.judgements.values())
    standing = {target: tuple(items) for target, items in decisions_on(judgements).items()}
    firsts = first_hands(graph, document.id)
    unseen = {act.content.id for act in firsts if act.review is None}
    gone = tuple(_gone(made, standing)) if now else ()
    return Looked(how, standing, frozenset(unseen), len({act.content.id for act in firsts}), gone, show, open=now)


def read_again(words: str) -> tuple[int, ...]:
    """What an address says of a document that was just read again: how many assertions came, changed, went and were held back.

    >>> read_again("2-0-1-3"), read_again("<b>")
    ((2, 0, 1, 3), ())
    """
    found = re.fullmatch(r"(\d{1,6})-(\d{1,6})-(\d{1,6})-(\d{1,6})", words, re.ASCII)
    return tuple(map(int, found.groups())) if found else ()


def first_hands(graph: Graph, document: str) -> list[Assertion]:
    """The assertions of a document by which its claims are looked at, in the order of the text: those that no denial implies."""
    found = (act for act in graph.assertions.values() if act.document == document and act.content.claim and not act.implied)
    return sorted(found, key=lambda act: (act.quote.start, act.quote.end, act.id))


def next_unseen(graph: Graph, document: str, after: int) -> str | None:
    """The claim to look at next: the first behind a place of the text on which nobody decided, else the first of all."""
    waiting = [act for act in first_hands(graph, document) if act.review is None]
    behind = [act for act in waiting if act.quote.start >= after]
    return next((act.content.claim for act in (*behind, *waiting)), None)


def listed(claims: Iterable[Claim], looked: Looked) -> list[Claim]:
    """The claims that are listed beside the text."""
    return [claim for claim in claims if looked.show != UNSEEN or claim.id in looked.unseen]


def _gone(made: Collection[tuple[Assertion, str, str | None]], standing: Mapping[str, tuple[Judgement, ...]]) -> list[Gone]:
    newest = {node.id: (node, went) for node, _, went in made}
    merged = {item.other: item for items in standing.values() for item in items if item.other}
    found = [
        Gone(node, judgement)
        for node, went in newest.values()
        if went == "judge" and (judgement := standing[node.id][-1] if node.id in standing else merged.get(node.id))
    ]
    return sorted(found, key=lambda item: item.judgement.at, reverse=True)[:MOST_GONE]
