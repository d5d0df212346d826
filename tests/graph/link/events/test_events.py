"""What two documents say of one event otherwise."""

from collections.abc import Sequence
from pathlib import Path

from claimgraph.ids import mint_id
from claimgraph.ingest.correcting import decide
from claimgraph.ingest.documents import Origin, from_text
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.link import with_rivals
from claimgraph.link.events.events import of_one_event, reports_in
from claimgraph.link.events.telling import has_grown
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Judgement, LinkKind, LinkStatus, LinkType, Reading
from claimgraph.pairing.bulk import link_all
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.review import Change
from claimgraph.store import Store

BRIGADE = """Barge burns at Tolven lock, at least 11 dead
Tolven, 9 May 2025

A barge with workers aboard caught fire at Tolven lock on Thursday evening, the fire brigade said. At least 11 people were killed, it said.
The fire broke out at 19:40, said the lock keeper. Three of the dead were children, a nurse added.
"""
OWNER = """Statement of the Lindqvist line on the fire at Tolven
10 May 2025

Six people died at Tolven lock on 8 May, the Lindqvist line says. No children were killed.
The line's log shows that the fire broke out at 19:10, not 19:40. Fourteen people died in another fire in April, it said.
"""
ELSEWHERE = """Ferry sinks off Arnholt
Arnholt, 9 May 2025

A ferry sank off Arnholt on Thursday. Two hundred people were killed, the coastguard said.
"""
LATER = """Tolven remembers
12 May 2025

At least 17 people were killed at Tolven lock on 8 May, the fire brigade said.
"""


def read(text: str) -> Reading:
    return read_text(text)


def clashes(one: str, other: str, status: LinkStatus = LinkStatus.PROPOSED) -> set[tuple[LinkType, frozenset[str]]]:
    """The types of what collides, or only seems to, with the texts of both claims."""
    new, known = Graph.of_reading(read(other)), Graph.of_reading(read(one))
    links = with_rivals((), new, known)
    assert {link.kind for link in links} <= {LinkKind.CONTRADICTS}
    return {(link.type, frozenset((new.claims[link.from_].text, known.claims[link.to].text))) for link in links if link.status is status}


def words(found: set[tuple[LinkType, frozenset[str]]]) -> list[str]:
    return sorted(" / ".join(sorted(texts)) for _, texts in found)


def test_the_tolls_and_times_of_two_reports_of_one_event_collide() -> None:
    found = clashes(BRIGADE, OWNER)
    assert {type_ for type_, _ in found} == {LinkType.QUANTITY, LinkType.TIME}
    assert words(found) == [
        "At least 11 people were killed. / Six people died at Tolven lock on 8 May.",
        "Barge burns at Tolven lock, at least 11 dead. / Six people died at Tolven lock on 8 May.",
        "No children were killed. / Three of the dead were children.",
        "The fire broke out at 19:10, not 19:40. / The fire broke out at 19:40.",
    ]


def test_the_clashing_words_are_the_numbers_in_their_documents() -> None:
    one, other = read(BRIGADE), read(OWNER)
    links = with_rivals((), Graph.of_reading(other), Graph.of_reading(one))
    found = {
        other.document.text[ours.start : ours.end] + " / " + one.document.text[theirs.start : theirs.end]
        for link in links
        for ours in link.clash_from
        for theirs in link.clash_to
    }
    assert found == {"Six / At least 11", "Six / at least 11", "No children / Three", "19:40 / 19:40"}


def test_another_event_of_that_day_a_toll_that_grew_and_a_report_of_another_year_do_not_collide() -> None:
    assert clashes(BRIGADE, ELSEWHERE) == set()
    assert clashes(BRIGADE, LATER) == set()
    assert clashes(BRIGADE, OWNER.replace("2025", "2024")) == set()
    assert clashes(BRIGADE, OWNER.replace("10 May 2025\n", "").replace(" on 8 May", "")) == set()
    thousand = BRIGADE.replace("11", "1,000")
    assert not any("1,000" in pair for pair in words(clashes(thousand, OWNER)))
    assert any("1,000" in pair for pair in words(clashes(thousand, OWNER, LinkStatus.APPARENT)))


def test_reports_that_name_other_days_are_of_one_event_where_what_they_tell_makes_it_likely() -> None:
    later = OWNER.replace("Six people died at Tolven lock on 8 May", "On Friday the Lindqvist line mourned. Six people died at Tolven lock")
    assert "No children were killed. / Three of the dead were children." in words(clashes(BRIGADE, later))
    assert clashes(FIRE, FAIR.replace("We had", "On Saturday we had")) == set()


RARE = "The barge Orlova belongs to Ida Marek and to the Lindqvist line, says Rupert Klem of the Waterways Board."
"""Names that few documents hold."""
CHILDREN = "No children were killed. / Three of the dead were children."


def test_a_later_report_is_of_the_event_where_it_names_its_day() -> None:
    one, other = BRIGADE.replace("on Thursday evening", "on 8 May") + RARE, OWNER + RARE
    assert CHILDREN in words(clashes(one, other.replace("10 May", "28 June")))
    assert clashes(one, other.replace("10 May", "28 June").replace("on 8 May", "that day")) == set()
    assert clashes(one, other.replace("10 May", "28 December")) == set()
    assert clashes(one, other.replace("10 May 2025", "28 June 2026")) == set()


def test_reports_without_a_date_are_of_one_event_where_they_share_a_fifth_of_their_names() -> None:
    one, other = (text.replace("9 May 2025\n", "").replace("10 May 2025\n", "").replace(" on 8 May", "") for text in (BRIGADE, OWNER))
    assert clashes(one, other) == set()
    assert CHILDREN in words(clashes(one + RARE, other + RARE))


FIRE = """Fire at Tolven school
Tolven, 9 May 2025

A fire broke out in the school kitchen at Tolven, the fire brigade said. Nine pupils were hurt when a pan of oil caught fire.
"""
SCHOOL = """STATEMENT OF THE SCHOOL
10 May 2025

We had a fire at Tolven. Two pupils were hurt when oil burnt in a pan in the kitchen.
"""
FAIR = SCHOOL.replace("a fire", "a fair").replace("when oil burnt in a pan in the kitchen", "in a swing boat, where a rope broke")


def test_reports_of_two_days_that_share_one_name_are_of_one_event_where_they_are_about_the_same_things() -> None:
    assert words(clashes(FIRE, SCHOOL)) == [
        "Nine pupils were hurt when a pan of oil caught fire. / Two pupils were hurt when oil burnt in a pan in the kitchen."
    ]
    assert clashes(FIRE, FAIR) == set()
    assert clashes(FIRE, SCHOOL.replace("10 May", "19 May")) == set()


def test_reports_that_share_one_rare_name_are_of_one_event_where_what_they_tell_makes_it_likely() -> None:
    folder = Path(__file__).parents[4] / "benchmarks" / "events_fresh"
    known, new = (Graph.of_reading(read((folder / f"study-sleep-{number}.txt").read_text(encoding="utf-8"))) for number in (1, 2))
    (document,) = known.documents
    assert of_one_event(new, known, {document: 3.0}) == {document}
    assert of_one_event(new, known, {document: 1.0}) == set()


def test_what_is_planned_or_over_is_not_counted_on() -> None:
    marched = "About {} people marched past the lock on Thursday evening, {} said."
    one, other = BRIGADE + marched.format(900, "the police"), OWNER + marched.format("4,000", "the union")
    assert any("900" in pair for pair in words(clashes(one, other)))
    arrested = "{} people were arrested at the lock, {} said."
    one, other = BRIGADE + arrested.format(33, "the police"), OWNER + arrested.format(58, "the union")
    assert not any("33" in pair for pair in words(clashes(one, other)))


def test_reports_that_begin_with_other_names_are_of_two_events_unless_they_are_likely_of_one() -> None:
    begins = "Ministry of Transport, Ferrow\n10 May 2025\n\n" + "The minister, Hald, spoke in Ferrow of what has to be done now. " * 14
    others = (f"{begins}\n{text.split(chr(10), 2)[2]}{RARE}" for text in (OWNER, FAIR))
    assert [bool(clashes(known + RARE, other)) for known, other in zip((BRIGADE, FIRE), others, strict=True)] == [True, False]


def test_days_are_read_with_their_year_and_from_no_other_words() -> None:
    one = BRIGADE.replace("on Thursday evening", "on 8 May 2025") + RARE
    late = (OWNER + RARE).replace("10 May 2025", "28 June 2025")
    assert CHILDREN in words(clashes(one, late))
    assert clashes(one, late.replace("on 8 May", "on 8 May 1997")) == set()
    assert clashes(one.replace("on 8 May 2025", "in May 8 more barges"), late) == set()


def test_a_statement_that_names_nothing_first_may_be_of_the_event() -> None:
    shocked = OWNER.replace("Six people died", "We are shocked. It hurts. It is hard to bear. We mourn. Six people died")
    statement = shocked.replace("Statement of the Lindqvist line on the fire at Tolven\n", "We mourn\n")
    assert "No children were killed. / Three of the dead were children." in words(clashes(BRIGADE, statement))


def test_the_amounts_of_two_reports_collide_and_what_may_have_grown_only_seems_to() -> None:
    first = (
        "Lock at Tolven bursts\n9 May 2025\n\nThe lock at Tolven burst on Thursday. The leak was no more than 90 litres, the keeper said."
    )
    report = "What is known of Tolven\n10 May 2025\n\nThe lock at Tolven burst on 8 May. The size of the leak is disputed. {0}"
    assert clashes(first, report.format("The agency put it at 700 litres, it said.")) == {
        (LinkType.QUANTITY, frozenset({"The leak was no more than 90 litres.", "It is 700 litres."}))
    }
    known, new = (
        Graph.of_reading(read(first.replace("no more than ", ""))),
        Graph.of_reading(read(report.format("The leak was 700 litres."))),
    )
    assert [link.status for link in with_rivals((), new, known)] == [LinkStatus.APPARENT]
    undated = Graph.of_reading(read(first.replace("no more than ", "").replace(" 2025", "")))
    (early,), (late,) = (tuple(reports_in(graph)) for graph in (undated, new))
    counted = [next(n for c in graph.claims.values() for n in c.slots.quantities if n.unit == "litre") for graph in (undated, new)]
    assert has_grown(early, counted[0], late, counted[1])
    assert has_grown(late, counted[1], early, counted[0])
    assert not has_grown(early, counted[1], late, counted[0])


def test_added_one_by_one_or_linked_in_bulk_the_same_is_found(tmp_path: Path) -> None:
    readings: Sequence[Reading] = [read(text) for text in (BRIGADE, ELSEWHERE, OWNER, LATER)]
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "bulk") as bulk:
        for reading in readings:
            add_reading(one, reading, actor="test")
            bulk.add(reading, actor="test")
        list(link_all(bulk, actor="test"))
        expected = {link.id for link in one.graph().links.values()}
        assert {link.id for link in bulk.graph().links.values()} == expected
        assert any(link.judge == judge_of("one-event") for link in one.graph().links.values())
        children = next(claim for claim in one.graph().claims.values() if claim.text == "Three of the dead were children.")
        (act,) = (act for act in one.graph().assertions.values() if act.content.claim == children.id)
        verdict = Judgement(mint_id("judgement", 1), act.id, "edited", "person:ana", "2026-01-01T00:00:00")
        decide(one, verdict, [Change(text="Four of the dead were children.")], actor="ana")
        assert {link.id for link in one.graph().links.values()} == expected


def test_claims_that_only_their_document_explains_do_not_collide_with_those_of_another_matter(tmp_path: Path) -> None:
    here = "Tolven lock burns\n9 May 2025\n\nThe lock at Tolven burned. All the crew were asleep, the brigade said."
    there = "{0} ferry sinks\n10 May 2025\n\nThe ferry sank off {0}. None of the crew were asleep, the coastguard said."
    found = []
    for place in ("Arnholt", "Tolven"):
        with Store.open(tmp_path / place) as store:
            add_reading(store, read(here), actor="test")
            add_reading(store, read(there.format(place)), actor="test")
            found.append([link.type for link in store.graph().links.values() if link.kind is LinkKind.CONTRADICTS])
    assert found == [[], [LinkType.DENIAL]]


def test_what_names_nothing_restates_no_claim_of_another_matter(tmp_path: Path) -> None:
    here = "Tolven lock burns\n9 May 2025\n\nThe lock at Tolven burned. Shops were shut, the brigade said."
    there = "{0} ferry sinks\n10 May 2025\n\nThe ferry sank off {0}. Shops were shut, the coastguard said."
    found = []
    for place in ("Arnholt", "Tolven"):
        with Store.open(tmp_path / place) as store:
            add_reading(store, read(here), actor="test")
            add_reading(store, read(there.format(place)), actor="test")
            found.append([link.score for link in store.graph().links.values() if link.type is LinkType.RESTATES])
    assert found == [[], [1.0]]


def test_two_reports_that_contradict_each_other_stand_on_their_own_voices(tmp_path: Path) -> None:
    police = """Mayor Ilse Wend found dead in Arnholt
3 June 2024

Mayor Ilse Wend was found dead in her house in Arnholt on Monday. Police said the fire at Wend's house was caused by lightning.
Prosecutor Ada Lorn said the death of Ilse Wend was a suicide.
"""
    family = """Wend death: family doubts the findings
4 June 2024

The family of Ilse Wend, who was found dead in Arnholt on Monday, doubts the findings.
The insurer Halden said the fire at Wend's house was caused by an electrical fault.
Lawyer Ole Brandt said the death of Ilse Wend was a murder.
"""
    with Store.open(tmp_path) as store:
        for text in (police, family):
            add_reading(store, read(text), actor="test")
        scored = Scored.of(store.graph())
        claims = {claim.text: claim.id for claim in store.graph().claims.values()}
    suicide, murder = (claims[f"The death of Ilse Wend was a {cause}."] for cause in ("suicide", "murder"))
    assert [len(scored.score(claim).tally.for_) for claim in (suicide, murder)] == [1, 1]
    assert max(scored.score(claim).value or 1.0 for claim in (suicide, murder)) < 0.6
    causes = [f"The fire at Wend's house was caused by {cause}." for cause in ("lightning", "an electrical fault")]
    assert len({scored.network.groups.heads[claims[cause]] for cause in causes}) == 2


def test_the_day_of_a_document_is_read_from_its_dateline() -> None:
    assert from_text(OWNER, Origin()).published_at == "2025-05-10"


def test_reports_that_share_no_claim_but_names_are_compared_as_of_one_event(tmp_path: Path) -> None:
    wire = """Depot burns
LERVIK, May 9 (Coastal Wire)

Flames destroyed a depot of Halvor Freight in Lervik on Thursday night. At least 11 people were killed.
"""
    firm = """Statement on Lervik
Halvor Freight, 11 May 2025

Our depot has burned down. All of us at Halvor grieve. The number of victims in Lervik is six.
"""
    with Store.open(tmp_path) as store:
        for text in (wire, firm):
            add_reading(store, read(text), actor="tester")
        found = [link for link in store.graph().links.values() if link.judge.startswith("rule:one-event")]
        assert [link.type for link in found] == [LinkType.QUANTITY]
        list(link_all(store, actor="tester", anew=True))
        assert [link.id for link in store.graph().links.values() if link.judge.startswith("rule:one-event")] == [found[0].id]


BULLETIN = """Forest office bulletin on the Maren fire
Tolven, 9 May 2025

The fire at Maren ridge near Tolven is not contained, the forest office said. No homes have burned so far. There are no casualties at Maren.
The camp at Maren was never evacuated, it said.
"""
AFTERMATH = """After the fire at Maren ridge
Tolven, 12 May 2025

The fire at Maren ridge near Tolven was contained on Saturday, the mayor said. Nine homes burned at Maren. A ranger was hurt at Maren.
The camp at Maren was evacuated, she said.
"""


def test_how_things_stood_in_the_earlier_report_only_seems_to_collide_with_what_the_later_tells() -> None:
    apparent, proposed = (" ".join(words(clashes(BULLETIN, AFTERMATH, status))) for status in (LinkStatus.APPARENT, LinkStatus.PROPOSED))
    assert "homes" in apparent
    assert "homes" not in proposed
    assert "casualties" not in proposed
    assert "evacuated" in proposed  # what was never done was not done then either


UNDATED = (
    """Barge burns at Tolven lock, at least 11 dead
By our correspondent, Arnholt

A barge of the Lindqvist line caught fire at Tolven lock near Sant Emere, killing at least 11 people, the Arnholt fire brigade said.
The barge Corrida was carrying workers from Vellmar to Arnholt.
""",
    """The Lindqvist line on the fire of the Corrida
For the press, Arnholt

Six people died in the fire of the barge Corrida at Tolven lock, the Lindqvist line said. The barge was on its way from Vellmar to Arnholt.
The line thanks the fire brigade of Sant Emere.
""",
)


def test_reports_without_a_date_that_are_likely_of_one_event_collide_in_the_tolls_that_they_begin_with() -> None:
    assert any("11" in pair and "Six people" in pair for pair in words(clashes(*UNDATED)))
