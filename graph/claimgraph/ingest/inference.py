"""Which model of entailment is asked about what is read: what processes that read are told of it."""

from dataclasses import dataclass

SECONDS_A_PAIR = 0.4
"""How much time of the processor a pair may take, in both directions."""


@dataclass(frozen=True, slots=True)
class Inference:
    """The folder of a model of entailment, and of how many pairs of one document it is asked at most."""

    folder: str
    most: int

    @property
    def seconds(self) -> float:
        """How much time of the processor a document may take of it."""
        return self.most * SECONDS_A_PAIR
