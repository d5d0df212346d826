"""Two claims that clash, face to face: who says each through whom, the quotes in context, the words that clash, who judged it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimgraph.chains import Chains
from claimgraph.derivations import Dispute, Rung
from claimgraph.folding import worded
from claimgraph.model import Anchor, Graph, Link, LinkStatus, LinkType, Span, Stance
from claimgraph.views.excerpts import Excerpt, excerpt_of
from claimgraph.views.sayings import Saying, sayings_of
from claimgraph.views.wording import SETTLES, STATUSES, TYPES, judge_words

MOST_SAYINGS = 12
"""How many acts on one claim are listed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of the pair: `letter` is its position, `more` counts the acts that are not listed."""

    letter: str
    claim: str
    text: str
    sayings: tuple[Saying, ...]
    excerpt: Excerpt | None
    clash: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class FaceOff:
    """A contradiction in full. `judged_by`, `type_words`, `status_words` and `settles` are words to show."""

    link: str
    a: Side
    b: Side
    type: LinkType
    type_words: str
    status: LinkStatus
    status_words: str
    judged_by: str
    score: float
    rationale: str
    settles: str
    note: str = ""


def face_off(graph: Graph, dispute: Dispute, rung: Rung) -> FaceOff:
    """The rung of a dispute with all that a reader needs to judge it."""
    return _facing(graph, dispute, rung, chains=Chains(graph))


def face_offs(graph: Graph, dispute: Dispute, rungs: Iterable[Rung]) -> tuple[FaceOff, ...]:
    """The face-off of each of these rungs of a dispute, in order, after one pass over the graph."""
    chains = Chains(graph)
    return tuple(_facing(graph, dispute, rung, chains=chains) for rung in rungs)


def selected_rung(dispute: Dispute, link_id: str | None) -> Rung:
    """The rung of that link, or the strongest where the dispute has no such rung."""
    rungs = (*dispute.rungs, *dispute.apparent)
    return next((rung for rung in rungs if rung.link == link_id), rungs[0])


def _facing(graph: Graph, dispute: Dispute, rung: Rung, *, chains: Chains) -> FaceOff:
    link = graph.links[rung.link]
    return FaceOff(
        link.id,
        _side(graph, rung.a, link, dispute=dispute, chains=chains),
        _side(graph, rung.b, link, dispute=dispute, chains=chains),
        link.type,
        TYPES[link.type],
        link.status,
        STATUSES[link.status],
        judge_words(link),
        link.score,
        link.rationale,
        SETTLES.get(link.type, ""),
        _newest_note(graph, link.id),
    )


def _side(graph: Graph, claim_id: str, link: Link, *, dispute: Dispute, chains: Chains) -> Side:
    claim = worded(graph, link.id, claim_id)
    spans = link.clash_from if claim_id == link.from_ else link.clash_to
    document = graph.documents.get(claim.document)
    quote = _quote(chains, claim_id, claim.document)
    sayings = sayings_of(graph, chains, claim_id)
    letter = next((position.letter for position in dispute.positions if claim_id in position.claims), "")
    return Side(
        letter,
        claim_id,
        claim.text,
        sayings[:MOST_SAYINGS],
        excerpt_of(document, quote, spans) if document and quote else None,
        _words(document.text, spans) if document else (),
        max(0, len(sayings) - MOST_SAYINGS),
    )


def _quote(chains: Chains, claim_id: str, document: str) -> Anchor | None:
    """The claim's quote in a document, of an endorser where there is one."""
    here = [first for first in chains.first_hands(claim_id) if first.document == document]
    chosen = next((first for first in here if first.stance is Stance.ENDORSES), here[0] if here else None)
    return chosen.quote if chosen else None


def _words(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The words of spans on one line, without quotation marks at their ends."""
    found = (" ".join(text[span.start : span.end].split()) for span in spans if 0 <= span.start < span.end <= len(text))
    return tuple(words.strip("'\"‘’“”«»") or words for words in found)


def _newest_note(graph: Graph, target: str) -> str:
    notes = [judgement for judgement in graph.judgements.values() if judgement.target == target]
    return notes[-1].note if notes else ""
