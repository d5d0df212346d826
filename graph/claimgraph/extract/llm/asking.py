"""A second reading by a language model: asked piece by piece within caps; whatever it does, what the rules read stands."""

from collections.abc import Mapping, Sequence

from claimgraph.errors import ModelError
from claimgraph.extract.llm.answers import SCHEMA, read_answer
from claimgraph.extract.llm.caps import Asking, usable
from claimgraph.extract.llm.endpoint import LanguageModel
from claimgraph.extract.llm.places import Text
from claimgraph.extract.llm.prompts import messages_of, pieces_of, shown_text
from claimgraph.extract.llm.proposals import Checked
from claimgraph.model import Proposals, Reading


def second_reading(reading: Reading, model: LanguageModel) -> Reading:
    """What the rules read of a document, with what a model proposes besides and the checks let pass; raises nothing.

    All that was given is there as it was, in its order; `proposals` says what came of the asking. Links are proposed, never
    more than that. The same answers give the same reading.
    """
    shown = shown_text(reading.document)
    checked = Checked(reading, Text(shown), model.judge)
    asking, pieces, failed = Asking(model, SCHEMA), pieces_of(shown), dict[str, list[int]]()
    for number, piece in enumerate(pieces, 1):
        try:
            answer = asking.ask(messages_of(piece))
        except ModelError as error:
            failed.setdefault(str(error), []).append(number)
            break
        try:
            checked.take(read_answer(usable(answer)), piece)
        except ModelError as error:
            failed.setdefault(str(error), []).append(number)
    return checked.reading(_report(asking, len(pieces), failed))


def _report(asking: Asking, pieces: int, failed: Mapping[str, Sequence[int]]) -> Proposals:
    """What was asked, what it took, and in one line what went wrong."""
    of = f" of {pieces}" if pieces > 1 else ""
    problems = [f"{problem}{f' (piece {_listed(numbers)}{of})' if of else ''}" for problem, numbers in failed.items()]
    return Proposals(
        asking.model.judge,
        pieces=pieces,
        asked=asking.asked,
        input_tokens=asking.input_tokens,
        output_tokens=asking.output_tokens,
        cost=asking.cost,
        problem="; ".join(problems),
    )


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
