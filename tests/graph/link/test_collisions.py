"""What two reports of one event state that cannot both be so."""

import pytest

from claimgraph.ingest.pipeline import read_text
from claimgraph.link import with_rivals
from claimgraph.model import Graph, LinkKind, LinkStatus

WIRE = """Tanker leaves road near Selbro
Selbro, 4 May 2026 (Coast Wire)

A tanker left the road near Selbro on Monday, police said. {0}
"""
PAPER = """What happened at Selbro
Selbro, 5 May 2026

The tanker that left the road near Selbro on 4 May has been lifted out. {0}
"""


def found(one: str, other: str) -> list[tuple[str, str]]:
    """The judges and types of what collides in two reports of one event."""
    new, known = (Graph.of_reading(read_text(text)) for text in (PAPER.format(other), WIRE.format(one)))
    links = with_rivals((), new, known)
    assert {(link.kind, link.status) for link in links} <= {(LinkKind.CONTRADICTS, LinkStatus.PROPOSED)}
    return [(link.judge, str(link.type)) for link in links]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The road was wet, the driver said.", "The road was dry, the fire brigade said.", "states"),
        ("The crash was caused by ice, the driver said.", "No ice was seen that morning, the road office said.", "cause"),
        ("The crash had been caused by the fog, a driver said.", "It was not the fog, the road office said.", "cause"),
        ("Lightning struck the tanker, a driver said.", "No lightning was recorded, the weather office said.", "denial"),
        ("The crew used foam, the fire brigade said.", "No foam was used at any time, the owner said.", "denial"),
        ("A letter was sent to the owner in March, the road office said.", "The owner had received no letter, he said.", "denial"),
        ("The pump was in use, the driver said.", "The pump had been switched off, the owner said.", "states"),
        ("Some 40 pumps emptied the ditch, police said.", "The ditch was emptied by 25 pumps, the owner said.", "quantity"),
        ("The tanker carried 30 tonnes, the driver said.", "There were 18 tonnes, the owner said.", "quantity"),
        ("The owner sold 40 tonnes, the driver said.", "There were 18 tonnes, the owner said.", "quantity"),
        ("The crash happened at 6.15 a.m., the driver said.", "The crash occurred shortly after 8 a.m., the owner said.", "time"),
        ("Two dogs died of poison, the driver said.", "There was no poison, the owner said.", "denial"),
    ],
)
def test_what_cannot_both_be_so_of_one_event_collides(one: str, other: str, kind: str) -> None:
    assert kind in [type_ for _, type_ in found(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The road was closed, police said.", "The road was opened again in the evening, the road office said."),
        ("The driver was arrested, police said.", "The driver was released in the evening, his lawyer said."),
        ("The council had considered a barrier, the mayor said.", "There is no barrier, the road office said."),
        ("Nobody was in the house, the owner said.", "The house office opened at six, the road office said."),
        ("Six pumps emptied the ditch, police said.", "The town owns 25 pumps, the owner said."),
        ("The driver left at 6.15 a.m., he said.", "The mayor left at 8 a.m., the road office said."),
        ("There was no explosion, police said.", "Explosions happen twice a year, the road office said."),
        ("The owner was not on the list of people to be heard, police said.", "Police heard the owner, his lawyer said."),
        ("There were 30 houses in the street, police said.", "The tanker destroyed five houses, the owner said."),
        ("The minister went to the site at 10 a.m., police said.", "The minister went home at 6 p.m., the owner said."),
        ("The tanker was in the garage at 10 a.m., police said.", "The tanker was at the port at 6 p.m., the owner said."),
        ("There was no water in the town, police said.", "Water was brought to the town in tankers, the owner said."),
    ],
)
def test_what_may_both_be_so_does_not(one: str, other: str) -> None:
    assert found(one, other) == []


def test_a_number_that_is_an_age_a_version_or_part_of_the_dead_is_no_toll() -> None:
    assert (
        found("Three men were killed, police said.", "The third victim is a woman of 34, a nurse said. Two of the dead wore vests.") == []
    )
