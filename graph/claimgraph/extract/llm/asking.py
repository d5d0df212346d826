"""A second reading by a language model: asked piece by piece within caps; whatever it does, what the rules read stands."""

import time
from collections.abc import Sequence

from claimgraph.errors import ModelError
from claimgraph.extract.llm.answers import SCHEMA, read_answer
from claimgraph.extract.llm.endpoint import Answer, Endpoint, LanguageModel, tokens_of
from claimgraph.extract.llm.places import Text
from claimgraph.extract.llm.prompts import Piece, messages_of, pieces_of, shown_text
from claimgraph.extract.llm.proposals import Checked
from claimgraph.model import Proposals, Reading

MOST_OUTPUT = 4096
"""Tokens of one answer at most."""
LEAST_OUTPUT = 256
"""Where fewer are left, nothing more is asked."""


def second_reading(reading: Reading, model: LanguageModel) -> Reading:
    """What the rules read of a document, with what a model proposes besides and the checks let pass; raises nothing.

    All that was given is there as it was, in its order; `proposals` says what came of the asking. Links are proposed, never
    more than that. The same answers give the same reading.
    """
    shown = shown_text(reading.document)
    checked = Checked(reading, Text(shown), model.judge)
    asking, pieces = _Asking(model), pieces_of(shown)
    for number, piece in enumerate(pieces, 1):
        try:
            answer = asking.ask(piece)
        except ModelError as error:
            asking.fail(number, str(error))
            break
        try:
            checked.take(read_answer(_usable(answer)), piece)
        except ModelError as error:
            asking.fail(number, str(error))
    return checked.reading(asking.report(pieces))


class _Asking:
    """What asking about one document has taken so far, and what it may still take."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.endpoint = Endpoint(model, SCHEMA)
        self.ends = time.monotonic() + model.document_seconds
        self.asked = self.input_tokens = self.output_tokens = 0
        self.failed: dict[str, list[int]] = {}

    def ask(self, piece: Piece) -> Answer:
        """The answer about a piece; raises ModelError where there is none, or a cap is reached."""
        messages = messages_of(piece)
        most_output = self._affordable(tokens_of(messages))
        seconds = min(self.model.seconds, self.ends - time.monotonic())
        if seconds <= 0:
            raise ModelError(f"the {self.model.document_seconds:,.0f} s for a document are over (CLAIMGRAPH_LLM_DOCUMENT_SECONDS)")
        self.asked += 1
        answer = self.endpoint.ask(messages, most_output=most_output, seconds=seconds)
        self.input_tokens += answer.input_tokens
        self.output_tokens += answer.output_tokens
        return answer

    def fail(self, number: int, problem: str) -> None:
        """Note what went wrong with a piece."""
        self.failed.setdefault(problem, []).append(number)

    def report(self, pieces: Sequence[Piece]) -> Proposals:
        """What was asked, what it took, and in one line what went wrong."""
        of = f" of {len(pieces)}" if len(pieces) > 1 else ""
        problems = [f"{problem}{f' (piece {_listed(numbers)}{of})' if of else ''}" for problem, numbers in self.failed.items()]
        return Proposals(
            self.model.judge,
            pieces=len(pieces),
            asked=self.asked,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            cost=round(self._cost(), 6) if self.model.is_priced else None,
            problem="; ".join(problems),
        )

    def _affordable(self, asked: int) -> int:
        """How many tokens an answer may have, where the question takes so many; raises ModelError where too few are left."""
        left = self.model.most_tokens - self.input_tokens - self.output_tokens - asked
        if left < LEAST_OUTPUT:
            raise ModelError(f"the {self.model.most_tokens:,} tokens for a document are used (CLAIMGRAPH_LLM_MOST_TOKENS)")
        most = min(MOST_OUTPUT, left)
        if self.model.most_cost is not None and self._cost(asked, most) > self.model.most_cost:
            raise ModelError(f"the next piece might cost more than the {self.model.most_cost:g} for a document (CLAIMGRAPH_LLM_MOST_COST)")
        return most

    def _cost(self, more_input: int = 0, more_output: int = 0) -> float:
        return self.model.cost(self.input_tokens + more_input, self.output_tokens + more_output)


def _usable(answer: Answer) -> str:
    if answer.problem:
        raise ModelError(answer.problem)
    return answer.text


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
