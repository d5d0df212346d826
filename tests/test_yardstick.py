"""What one ordinary news analysis holds, S1 to S14 of the yardstick: each is found in what the example dossier became."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph import examples_folder
from claimgraph.ingest.pipeline import add_reading, read_path
from claimgraph.model import Assertion, Certainty, Claim, Fidelity, Graph, Link, LinkStatus, LinkType, Modality, SourceKind, Stance
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.store import Store


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    with Store.open(tmp_path_factory.mktemp("dossier")) as store:
        for path in sorted(path for path in (examples_folder() / "dossier").iterdir() if path.suffix in (".txt", ".html")):
            add_reading(store, read_path(Path(path)), actor="test")
        assert store.check() == []
        return store.graph()


def chains(graph: Graph) -> Iterator[list[Assertion]]:
    """Every chain, the outermost voice first."""
    outer = {item.content.assertion: item for item in graph.assertions.values() if item.content.assertion}
    for inner in graph.assertions.values():
        if inner.content.claim:
            chain = [inner]
            while chain[0].id in outer:
                chain.insert(0, outer[chain[0].id])
            yield chain


def claims_with(graph: Graph, *words: str) -> list[Claim]:
    return [claim for claim in graph.claims.values() if all(word in claim.text.lower() for word in words)]


def links_between(graph: Graph, one: list[Claim], other: list[Claim]) -> list[Link]:
    first, second = {claim.id for claim in one}, {claim.id for claim in other}
    return [link for link in graph.links.values() if {link.from_, link.to} & first and {link.from_, link.to} & second]


def said_by(graph: Graph, claim: Claim) -> dict[str, Assertion]:
    return {item.speaker.name: item for item in graph.assertions.values() if item.content.claim == claim.id}


def test_s1_a_monitor_revealed_that_an_outlet_reported_is_a_chain_of_three(dossier: Graph) -> None:
    found = [[item.speaker.name for item in chain] for chain in chains(dossier) if "30 officers" in chain[-1].quote.exact]
    assert ["Miriam Falk", "Orontes Monitor", "Basirat"] in found


def test_s2_the_outlet_belongs_to_the_force_and_that_reasoning_is_a_claim(dossier: Graph) -> None:
    affiliations = {item.name for source in dossier.sources.values() if source.name == "Basirat" for item in source.affiliations}
    assert any("Guards" in name for name in affiliations)
    assert claims_with(dossier, "no enemy propaganda")


def test_s3_a_denial_and_a_rival_explanation_share_that_losses_rose(dossier: Graph) -> None:
    denied = [item for item in dossier.assertions.values() if item.stance is Stance.DENIES and "combat" in item.quote.exact]
    conceded = [item for item in dossier.assertions.values() if item.stance is Stance.CONCEDES and "losses have risen" in item.quote.exact]
    assert {item.speaker.name for item in denied} & {item.speaker.name for item in conceded}


def test_s4_the_rejection_of_the_cause_rests_on_three_premises(dossier: Graph) -> None:
    rejection = claims_with(dossier, "does not convince")
    premises = [link for link in dossier.links.values() if link.type is LinkType.PREMISE and link.to in {claim.id for claim in rejection}]
    assert len(premises) >= 3


def test_s5_much_more_likely_is_probable_with_its_words(dossier: Graph) -> None:
    hedged = [item for item in dossier.assertions.values() if any("more likely" in hedge.exact for hedge in item.hedges)]
    assert [item.certainty for item in hedged] == [Certainty.PROBABLE]


def test_s6_three_then_thirty_is_an_update_or_apparent_and_no_contradiction(dossier: Graph) -> None:
    three, thirty = claims_with(dossier, "three", "commanders"), claims_with(dossier, "30 officers")
    links = links_between(dossier, three, thirty)
    assert all(link.type is LinkType.UPDATES or link.status is LinkStatus.APPARENT for link in links)
    assert links


def test_s7_scare_quotes_quantities_and_places_are_kept(dossier: Graph) -> None:
    routed = next(claim for claim in claims_with(dossier, "six guard units", "routed"))
    assert any(item.fidelity is Fidelity.SCARE_QUOTE for item in said_by(dossier, routed).values())
    assert any(quantity.low == 6 for quantity in routed.slots.quantities)
    assert "Aleppo" in (routed.slots.place or "")


def test_s8_a_hostile_source_is_undercut_and_the_gist_is_kept(dossier: Graph) -> None:
    undercuts = [link for link in dossier.links.values() if link.type is LinkType.UNDERCUT]
    struck = {dossier.assertions[link.to].speaker.name for link in undercuts if link.to in dossier.assertions}
    assert "Free North Radio" in struck
    assert claims_with(dossier, "the gist is true")


def test_s9_hedges_are_kept_with_their_certainty(dossier: Graph) -> None:
    hedges = {hedge.exact.lower(): item.certainty for item in dossier.assertions.values() for hedge in item.hedges}
    assert hedges["apparently"] is Certainty.PROBABLE
    assert hedges["undoubtedly"] is Certainty.CERTAIN
    assert hedges["maybe"] is Certainty.POSSIBLE


def test_s10_evidence_stands_against_a_claim_that_two_voices_hold(dossier: Graph) -> None:
    joint = {source.id for source in dossier.sources.values() if source.kind is SourceKind.COLLECTIVE and len(source.members) == 2}
    held = [a.content.claim for a in dossier.assertions.values() if a.speaker.id in joint and a.content.claim]
    against = [link for link in dossier.links.values() if link.kind == "contradicts" and {link.from_, link.to} & set(held)]
    assert any("disarray" in dossier.claims[end].text for link in against for end in (link.from_, link.to) if end in held)


def test_s11_a_prediction_is_one(dossier: Graph) -> None:
    assert [claim.modality for claim in claims_with(dossier, "long and serious effort") if "retaking" in claim.text.lower()] == [
        Modality.PREDICTION
    ]


def test_s12_an_open_question_is_asked_and_asserted_by_nobody(dossier: Graph) -> None:
    asked = next(claim for claim in claims_with(dossier, "ground troops") if claim.modality is Modality.QUESTION)
    assert {item.stance for item in said_by(dossier, asked).values()} == {Stance.ASKS}


def test_s13_missing_notes_are_findings_and_never_invented(dossier: Graph) -> None:
    marks = sorted(citation.mark for document in dossier.documents.values() for citation in document.citations if citation.dangling)
    assert marks == ["[1]", "[2]"]
    assert len([finding for finding in derive_findings(dossier) if "[" in finding.message]) == 2


def test_s14_two_spellings_are_one_entity_and_two_voices_one_speaker(dossier: Graph) -> None:
    members = [source.members for source in dossier.sources.values() if source.kind is SourceKind.COLLECTIVE]
    assert any({dossier.sources[member].name for member in pair} == {"Moscow", "Damascus"} for pair in members)
    assert any(entity.variants and len(set(entity.variants) | {entity.name}) > 1 for entity in dossier.entities.values())


def test_the_dossier_holds_disputes_with_voices_on_both_sides(dossier: Graph) -> None:
    disputes = derive_disputes(dossier)
    assert len(disputes) >= 3
    assert any(all(position.origins for position in dispute.positions) for dispute in disputes)
