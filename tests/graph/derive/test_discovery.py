"""What truth discovery favours where a dispute has values that exclude each other."""

from pathlib import Path

import pytest

from claimgraph.derive import Derived, Follower
from claimgraph.derive.discovery import OTHERS, Discovery, discover
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, LinkType
from claimgraph.store import Store
from debates import Debate

CAREFUL = ("Ana Brun", "Ben Falk", "Cleo Marr")


def told(debate: Debate, folder: Path, question: str, *, everything: bool = False) -> Discovery:
    """What is discovered in the dispute about a question."""
    with Store.open(folder) as store:
        for telling in debate.tellings[:-1]:
            store.add(telling.reading(), actor="test")
        store.add(debate.tellings[-1].reading(), debate.links, actor="test")
        for one, head in debate.same.items():
            made = Judgement(mint_id("judgement", one, head), one, "same", "person:test", "2026-01-01T00:00:00", "", head)
            store.judge(made, actor="test")
        Follower(store).follow()
        derived = Derived(store)
        dispute = next(one for one in derived.disputes(limit=100).items if any(question in position.label for position in one.positions))
        return discover(store, derived, dispute, everything=everything)


def values(debate: Debate, question: str, said: dict[str, str], type_: LinkType = LinkType.QUANTITY) -> None:
    """Claims of one question by who says which value; all that differ contradict each other."""
    claims = {voice: debate.says(voice, f"{question} {value}.") for voice, value in said.items()}
    for voice, claim in claims.items():
        for other, rival in claims.items():
            if voice < other and said[voice] != said[other]:
                debate.link(claim, rival, type_)
            elif voice < other:
                debate.link(claim, rival, LinkType.RESTATES)


def test_the_value_of_sources_that_are_often_right_is_favoured_over_the_many(tmp_path: Path) -> None:
    debate = Debate()
    for number in range(6):
        values(debate, f"Ship {number} carried", {**dict.fromkeys(CAREFUL, f"{number + 40} men"), "Dan Orr": "9 men", "Eli Pace": "7 men"})
    values(debate, "The ferry carried", {"Ana Brun": "31 men", "Dan Orr": "90 men"})
    found = told(debate, tmp_path, "The ferry")
    (question,) = found.questions
    assert {value.words or value.claims for value in question.values}
    for method in found.told:
        (favour,) = method.favours
        assert favour.leads is not None, method
        assert "Ana Brun" in {found.names[saying.voice] for saying in question.values[favour.leads].sayings}
        trust = {found.names[weight.voice]: weight for weight in method.weights}
        assert trust["Ana Brun"].trust > trust["Dan Orr"].trust
        assert trust["Ana Brun"].questions == 7


def test_nothing_is_favoured_where_nothing_tells_the_values_apart(tmp_path: Path) -> None:
    debate = Debate()
    values(debate, "The ferry carried", {"Ana Brun": "31 men", "Dan Orr": "90 men"})
    found = told(debate, tmp_path, "The ferry")
    assert [favour.leads for method in found.told for favour in method.favours] == [None, None]
    assert found.read == 1


def test_all_methods_answer_when_they_are_asked(tmp_path: Path) -> None:
    debate = Debate()
    values(debate, "The gate opened", {"Ana Brun": "at noon", "Ben Falk": "at noon", "Dan Orr": "at dusk"}, LinkType.TIME)
    found = told(debate, tmp_path, "The gate", everything=True)
    assert {method.method for method in found.told} == {"ACCU with copying", "SimpleLCA", *OTHERS}
    assert found.questions[0].type is LinkType.TIME
    assert sorted(len(value.origins) for value in found.questions[0].values) == [1, 2]


@pytest.mark.parametrize("type_", [LinkType.STATES, LinkType.DENIAL])
def test_what_excludes_nothing_but_itself_is_left_alone(tmp_path: Path, type_: LinkType) -> None:
    debate = Debate()
    values(debate, "The dam", {"Ana Brun": "holds", "Dan Orr": "broke"}, type_)
    found = told(debate, tmp_path, "The dam")
    assert (found.questions, found.told) == ((), ())
