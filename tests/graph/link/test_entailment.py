"""A model of entailment: what can be loaded, what it answers, and what is proposed on its word."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from entailing import make_model

from claimgraph.errors import InputError
from claimgraph.ingest.pipeline import read_text
from claimgraph.link.entailment import EntailmentModel
from claimgraph.link.inferring import Pair, Side, infer
from claimgraph.link.text.turns import Turns
from claimgraph.model import Graph, LinkStatus, LinkType


@pytest.mark.parametrize("length", [None, 12])
def test_a_pair_is_as_likely_a_contradiction_as_the_network_says(tmp_path: Path, length: int | None) -> None:
    model = EntailmentModel.load(make_model(tmp_path / "tiny", length=length))
    answers = model.contradictions([("It fell", "It did not fall"), ("It fell", "It broke")] * 20)
    assert answers[:2] == pytest.approx([1.0, 0.0], abs=1e-4)
    assert answers == answers[:2] * 20
    assert model.judge == f"model:tiny@{model.digest[:12]}"


def test_a_network_that_is_no_classifier_of_as_many_labels_is_refused_when_it_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no number for each of its 3 labels"):
        EntailmentModel.load(make_model(tmp_path / "tiny", labels=("entailment", "contradiction", "neutral")))


def _without_network(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def _with_broken_network(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no network")


def _without_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def _without_label(folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({"id2label": {"0": "negative", "1": "positive"}}))


def _with_a_list(folder: Path) -> None:
    (folder / "config.json").write_text("[]")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without_network, "no network"),
        (_with_broken_network, "cannot be loaded"),
        (_without_tokenizer, "cannot be loaded"),
        (_without_label, "contradict"),
        (_with_a_list, "id2label"),
    ],
)
def test_a_folder_that_is_no_model_is_refused_by_what_is_wrong(tmp_path: Path, spoil: Callable[[Path], None], words: str) -> None:
    folder = make_model(tmp_path / "tiny")
    spoil(folder)
    with pytest.raises(InputError, match=words):
        EntailmentModel.load(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder of a model"):
        EntailmentModel.load(tmp_path / "nowhere")


def sides(text: str) -> list[Side]:
    graph = Graph.of_reading(read_text(text))
    turns = Turns.of(graph, next(iter(graph.documents.values())))
    return [Side(graph.claims[place.claim], place, turns.camp(place)) for place in turns.told()]


def test_what_two_voices_say_of_one_thing_is_proposed_and_nothing_else(tmp_path: Path) -> None:
    model = EntailmentModel.load(make_model(tmp_path / "tiny"))
    told = sides(
        "The owner said that the dam was safe. The miller said that the dam was not safe. The miller said that the wheel did not turn. "
        "The owner said that the dam was old."
    )
    pairs = [Pair(a, b) for number, b in enumerate(told) for a in told[:number]]
    found = infer(model, pairs, most=10)
    ends = {frozenset(side.claim.text for side in told if side.claim.id in (link.from_, link.to)) for link in found.links}
    assert frozenset({"The dam was safe.", "The dam was not safe."}) in ends
    assert all("wheel" not in text for pair in ends for text in pair)
    assert {(link.status, link.judge) for link in found.links} == {(LinkStatus.PROPOSED, model.judge)}
    assert found.links[0].type is LinkType.DENIAL
    fewer = infer(model, pairs, most=1)
    assert (fewer.pairs, fewer.cut) == (1, found.pairs - 1)
