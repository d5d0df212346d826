"""Disputes, findings, and the communities of knots as items that can be kept: their rank, their keys, their JSON."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from claimgraph.derivations import Dispute
from claimgraph.derive.decoded import Decoded
from claimgraph.forgetting import lets_go_of_words
from claimgraph.ids import mint_id
from claimgraph.model import Finding, Graph, LinkStatus
from claimgraph.reason.disputes import contestedness
from claimgraph.reason.knots import Community
from claimgraph.reason.values import Question
from claimgraph.records import from_json, to_json
from claimgraph.store.derived import Item
from claimgraph.views.disputes import dispute_record

COMMUNITY, DISPUTE, FINDING, QUESTIONS = "community", "dispute", "finding", "questions"
_PARTS = msgspec.json.Decoder(dict[str, msgspec.Raw])
"""Reads what an item of a dispute keeps, each part when it is asked for: either may be large."""


class _Asked(msgspec.Struct):
    question: str


class _Held(msgspec.Struct):
    dispute: Dispute


_HOLDING = msgspec.json.Decoder(_Held)
"""Reads a dispute and passes over the answer for programs."""
MOST_BYTES = 10_000_000
"""Of how many bytes disputes are kept decoded, which take some two thirds as much again: about a hundred; of large ones fewer."""


class _Asking(msgspec.Struct):
    dispute: _Asked


_ASKING = msgspec.json.Decoder(_Asking)
"""Reads what a dispute asks and nothing else: its claims and contradictions may be thousands."""
_MOST = 10**8
KINDS = ("dangling-citation", "single-origin", "certainty-without-evidence", "self-contradiction", "circular-support", "hidden-text")
"""The kinds of findings that are kept, in the order in which they are listed."""


def dispute_item(graph: Graph, dispute: Dispute) -> Item:
    """A dispute with its answer for programs, made of a graph that holds it."""
    body = to_json({"dispute": dispute, "shown": dispute_record(graph, dispute)})
    rungs = (*dispute.rungs, *dispute.apparent)
    keys = [
        *(("claim", claim) for position in dispute.positions for claim in position.claims),
        *(("entity", entity) for entity in dispute.entities),
        *(("source", voice) for position in dispute.positions for voice in (*position.origins, *position.relays)),
        *(("voice", voice) for position in dispute.positions for voice in position.origins),
        *(("type", rung.type.value) for rung in rungs),
        ("status", dispute.status),
        *(("waiting", rung.link) for rung in dispute.rungs if rung.status is LinkStatus.PROPOSED),
    ]
    return Item(dispute.id, _rank(dispute), body, tuple(keys))


dispute_of = Decoded(lambda body: _HOLDING.decode(body).dispute, MOST_BYTES)
lets_go_of_words(dispute_of.forget)
"""The dispute that an item keeps. The most contested are in many answers, and take a third of a millisecond each or far more."""


def question_of(body: str) -> str:
    """What the dispute asks that an item keeps."""
    return _ASKING.decode(body).dispute.question


def shown_of(body: str) -> dict[str, Any]:
    """The answer for programs that an item of a dispute keeps."""
    shown: dict[str, Any] = msgspec.json.decode(_PARTS.decode(body)["shown"])
    return shown


def shown_text(body: str) -> str:
    """The same as the JSON text that is kept."""
    return bytes(_PARTS.decode(body)["shown"]).decode()


def finding_item(finding: Finding, place: int) -> Item:
    """A finding; `place` counts those of its kind about its target from 0."""
    body = to_json(finding)
    node_id = mint_id("finding", finding.kind, finding.target, place)
    voices = dict.fromkeys(step.voice for step in finding.steps if step.voice)
    keys = (("target", finding.target), ("kind", finding.kind), *(("source", voice) for voice in voices))
    return Item(node_id, str(KINDS.index(finding.kind)), body, keys)


def finding_of(body: str) -> Finding:
    """The finding that an item keeps."""
    return from_json(body, Finding)


def questions_items(questions: Iterable[Question]) -> Iterator[Item]:
    """The questions of disputes, those of each under its id, to be found by whoever gives a value."""
    for dispute, group in groupby(questions, key=lambda question: question.dispute):
        asked = tuple(group)
        values = [value for question in asked for value in question.values]
        keys = [("speaker", saying.voice) for value in values for saying in value.sayings]
        keys += [("claim", claim) for value in values for claim in value.claims]
        yield Item(dispute, "", to_json(asked), tuple(dict.fromkeys(keys)))


def questions_of_body(body: str) -> tuple[Question, ...]:
    """The questions that an item keeps."""
    return from_json(body, tuple[Question, ...])


def community_item(community: Community) -> Item:
    """One of the communities that a knot fell into."""
    return Item(community.name, "", to_json(community), tuple(("claim", claim) for claim in community.claims))


def community_of(body: str) -> Community:
    """The community that an item keeps."""
    return from_json(body, Community)


def _rank(dispute: Dispute) -> str:
    """A text that sorts as `contestedness` does: digits of one length."""
    bare, fewest, rungs, score = contestedness(dispute)
    return f"{bare:d}{_MOST + fewest:09d}{_MOST + rungs:09d}{round((1 + score) * _MOST):09d}"
