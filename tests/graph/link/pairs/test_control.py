"""Who holds a place: two powers cannot hold one place, and what nobody holds is nobody's."""

import pytest
from reading_of import compared

from claimgraph.model import LinkType


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The insurgents captured the refinery.", "The refinery is still under government control."),
        ("The fort fell to the insurgents.", "Government troops still hold the fort."),
        ("The port is in the hands of the army.", "The rebels have taken the port."),
        ("The village had not been lost.", "The village has fallen to the militia."),
        ("The army controls Selva.", "The army has lost control of Selva."),
        ("The government's flag flies over the citadel.", "The citadel was taken by the rebels."),
        ("The militia holds the port.", "The militia withdrew from the port."),
    ],
)
def test_one_place_is_held_by_one_power(first: str, second: str) -> None:
    found = compared(first, second)
    assert (found.relation, found.type) == ("contradicts", LinkType.STATES)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The town was lost.", "The rebels captured the town."),
        ("The town has fallen.", "The town is under the control of the rebels."),
        ("The insurgents hold the town.", "The town was captured by rebels."),
        ("The army vowed to retake the port.", "The rebels hold the port."),
        ("The army captured the fort of Karsa.", "The rebels hold the fort of Lembe."),
        ("The army seized areas in the south.", "The rebels control areas near the border."),
        ("The army shelled a rebel-held district.", "Aid reached a government-held district."),
    ],
)
def test_what_may_hold_of_one_power_or_of_two_places_is_no_contradiction(first: str, second: str) -> None:
    assert compared(first, second).relation != "contradicts"
