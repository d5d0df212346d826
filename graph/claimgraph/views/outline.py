"""A dispute as nested text: the twin of the ladder for readers of text, terminals and paper."""

from collections.abc import Iterator

from claimgraph.derivations import Dispute
from claimgraph.model import Graph
from claimgraph.views.balance import Balance, Statement, balance_of
from claimgraph.views.typesetting import settable
from claimgraph.views.wording import TYPES


def to_text(graph: Graph, dispute: Dispute) -> str:
    """The outline, two spaces for each level: positions, statements, what supports (▲) and undercuts (⟂) them, contradictions (✕)."""
    return "\n".join(_lines(balance_of(graph, dispute), dispute)) + "\n"


def _lines(balance: Balance, dispute: Dispute) -> Iterator[str]:
    yield f"{settable(dispute.question)} ({dispute.status})"
    number = numbered(balance)
    for letter, side in zip("AB", (balance.a, balance.b), strict=True):
        yield f"  Position {letter}"
        for statement in side:
            yield from _statement(statement, f"{number[statement.claim]}. ", 2)
    for crossing in balance.crossings:
        sign = "~ seems to contradict" if crossing.apparent else "✕ contradicts"
        yield f"  {number[crossing.a]} {sign} {number[crossing.b]}: {TYPES[crossing.type]}, score {crossing.score:.2f}"
    texts = {statement.claim: f"“{settable(statement.text)}”" for statement in balance.statements()}
    for tie in balance.ties:
        sign = "⟂ undercuts" if tie.undercuts else "▲ supports"
        yield f"  {number.get(tie.from_, texts[tie.from_])} {sign} {number.get(tie.to, texts[tie.to])}"


def numbered(balance: Balance) -> dict[str, str]:
    """The statements of the two sides by name: A1, A2, …, B1, …, the strongest first."""
    sides = zip("AB", (balance.a, balance.b), strict=True)
    return {statement.claim: f"{letter}{count}" for letter, side in sides for count, statement in enumerate(side, 1)}


def _statement(statement: Statement, mark: str, depth: int) -> Iterator[str]:
    said = f" — {settable(statement.said_by)}" if statement.said_by else ""
    yield f"{'  ' * depth}{mark}{settable(statement.text)}{said}"
    for ground in statement.below:
        note = f"({ground.note}) " if ground.note else ""
        yield from _statement(ground.statement, f"{'⟂' if ground.undercuts else '▲'} {note}", depth + 1)
    if statement.folded:
        yield f"{'  ' * (depth + 1)}+{statement.folded} supports"
