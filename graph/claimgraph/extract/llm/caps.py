"""Asking a language model within caps: so many seconds, so many tokens and so much cost for one document."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from claimgraph.errors import ModelError
from claimgraph.extract.llm.endpoint import Answer, Endpoint, LanguageModel, Message, tokens_of

MOST_OUTPUT = 4096
"""Tokens of one answer at most."""
LEAST_OUTPUT = 256
"""Where fewer are left, nothing more is asked."""


class Asking:
    """What asking about one document has taken so far, and what it may still take; answers are to follow the schema."""

    def __init__(self, model: LanguageModel, schema: Mapping[str, Any]) -> None:
        self.model = model
        self.endpoint = Endpoint(model, schema)
        self.ends = time.monotonic() + model.document_seconds
        self.asked = self.input_tokens = self.output_tokens = 0

    @property
    def cost(self) -> float | None:
        """What was asked has cost, None where prices are not known."""
        return round(self._cost(), 6) if self.model.is_priced else None

    def ask(self, messages: Sequence[Message]) -> Answer:
        """The answer to these messages; raises ModelError where there is none, or a cap is reached."""
        most_output = self._affordable(tokens_of(messages))
        seconds = min(self.model.seconds, self.ends - time.monotonic())
        if seconds <= 0:
            raise ModelError(f"the {self.model.document_seconds:,.0f} s for a document are over (CLAIMGRAPH_LLM_DOCUMENT_SECONDS)")
        self.asked += 1
        answer = self.endpoint.ask(messages, most_output=most_output, seconds=seconds)
        self.input_tokens += answer.input_tokens
        self.output_tokens += answer.output_tokens
        return answer

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


def usable(answer: Answer) -> str:
    """What a model wrote; raises ModelError where it cannot be used."""
    if answer.problem:
        raise ModelError(answer.problem)
    return answer.text
