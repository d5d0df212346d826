"""Sets of three claims and more that cannot all hold, and those that only look like it."""

import pytest

from claimgraph.ingest.pipeline import statements
from claimgraph.link.joint import Joint, joints_among
from claimgraph.link.joint import rules as joint_rules
from claimgraph.link.version import judge_of


def found(*texts: str) -> list[Joint]:
    return list(joints_among(statements(texts)).found)


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        ("parts-of-a-toll", ("The avalanche killed 14 people.", "Nine of the dead were women.", "Six of the dead were men.")),
        ("fates-of-a-group", ("There were eight divers in the cave.", "Five divers were freed.", "Four divers are captive.")),
        ("order-of-events", ("The parade came before the vote.", "The vote came before the summit.", "The summit preceded the parade.")),
        ("either-or", ("Either Osk or Brand opened the gate.", "Osk did not open the gate.", "Brand did not open the gate.")),
        (
            "shares-of-a-whole",
            ("Unity won 48 percent of the vote.", "Dawn took 31 percent of the vote.", "The Pirates got 27 percent of the vote."),
        ),
    ],
)
def test_each_rule_finds_its_sets_and_none_where_a_claim_is_missing(rule: str, texts: tuple[str, ...]) -> None:
    (each,) = found(*texts)
    assert (each.rule, len(each.claims)) == (judge_of(rule), 3)
    assert each.reason.endswith(".")
    for left_out in range(3):
        assert found(*(text for place, text in enumerate(texts) if place != left_out)) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("The avalanche killed 14 people.", "Eight of the dead were women.", "Six of the dead were men."),
        ("The avalanche killed at least 14 people.", "Nine of the dead were women.", "Six of the dead were men."),
        ("The avalanche killed 14 people.", "Nine of the dead were women.", "Six of the dead were skiers."),
        ("The parade came before the vote.", "The vote came before the summit.", "The parade came before the summit."),
        ("The parade came before the first vote.", "The second vote came before the summit.", "The summit came before the parade."),
        ("Either Osk or Brand opened the gate.", "Osk did not open the gate.", "Brand did not open the safe."),
    ],
)
def test_what_can_all_be_so_is_no_set(texts: tuple[str, ...]) -> None:
    assert found(*texts) == []


def test_an_order_may_rest_on_the_days_of_two_events() -> None:
    (each,) = found("The audit was held on 3 June 2018.", "The hearing took place on 11 June 2018.", "The hearing came before the audit.")
    assert each.rule == judge_of("order-of-events")


def test_past_its_budget_a_search_says_that_it_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = statements(["Either Osk or Brand opened the gate.", "Osk did not open the gate.", "Brand did not open the gate."])
    assert joints_among(claims).complete
    monkeypatch.setattr(joint_rules, "MOST", 0)
    assert not joints_among(claims).complete
