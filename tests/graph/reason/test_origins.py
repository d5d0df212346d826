import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Telling, contested_province, together
from claimgraph.model import Claim, Graph, Source, SourceKind, Stance
from claimgraph.reason.copies import RESEMBLANCE, Wordings, resemblance
from claimgraph.reason.origins import Heard, OriginIndex, Origins, heard_of, origins_of
from strategies import graphs, unhurried


def _names(t: Telling, voices: tuple[str, ...]) -> list[str]:
    return [t.graph().sources[voice].name for voice in voices]


def _claim(t: Telling, text: str) -> Claim:
    return next(claim for claim in t.claims if claim.text == text)


def test_only_the_innermost_speaker_who_endorses_is_an_origin() -> None:
    t = contested_province()
    found = origins_of(t.graph(), _claim(t, "Thirty officers were killed in October.").id)
    assert _names(t, found.endorsers) == ["Parade"]
    assert _names(t, found.relays) == ["The Harrow Monitor", "Ines Vale"]
    assert found.at_most == 1


def test_a_denier_is_no_endorser() -> None:
    t = contested_province()
    found = origins_of(t.graph(), _claim(t, "Foreign troops are fighting in the province.").id)
    assert (found.endorsers, _names(t, found.deniers), found.relays) == ((), ["General Adan Roke"], ())


def test_each_member_of_a_collective_counts() -> None:
    t = contested_province()
    assert _names(t, origins_of(t.graph(), _claim(t, "The enemy is in disarray.").id).endorsers) == ["Orsk", "Lund"]


def test_a_concession_is_kept_apart_from_an_endorsement() -> None:
    t = contested_province()
    found = origins_of(t.graph(), _claim(t, "The column was routed near Safir.").id)
    assert (_names(t, found.endorsers), _names(t, found.conceders)) == (["Delta Wire"], ["Ines Vale"])


def _echo(outlet: str, words: str, speaker: str) -> tuple[Telling, Claim, Source]:
    t = Telling(f"{outlet}: {words}", author=outlet, url=f"https://{outlet}.example/")
    claim = t.claim("The bridge fell.", words)
    voice = t.author if speaker == outlet else t.source(speaker, SourceKind.PERSON)
    t.said(voice, claim, words)
    return t, claim, voice


def test_ten_echoes_of_one_named_voice_are_one_origin() -> None:
    echoes = [_echo(f"Outlet{number}", f"the bridge fell, edition {number}", "Mayor Ana Brun") for number in range(10)]
    found = OriginIndex(together(t for t, _, _ in echoes)).of(claim.id for _, claim, _ in echoes)
    assert found.at_most == 1
    assert len(found.copies) == 9


def test_a_spokesman_of_two_documents_may_be_two_people() -> None:
    echoes = [_echo(f"Outlet{number}", f"the bridge fell, edition {number}", "A spokesman") for number in range(2)]
    assert OriginIndex(together(t for t, _, _ in echoes)).of(claim.id for _, claim, _ in echoes).at_most == 2


def test_a_long_wording_copied_from_document_to_document_is_one_origin() -> None:
    words = "the old bridge over the river fell into the water at dawn"
    echoes = [_echo(f"Outlet{number}", words, f"Outlet{number}") for number in range(5)]
    found = OriginIndex(together(t for t, _, _ in echoes)).of(claim.id for _, claim, _ in echoes)
    assert (found.at_most, len(found.copies)) == (1, 4)


REPORT = "rebels seized the northern grain terminal of the port at dawn after the garrison ran out of ammunition"


def _told_by(*wordings: str) -> Origins:
    echoes = [_echo(f"Outlet{number}", words, f"Outlet{number}") for number, words in enumerate(wordings)]
    return OriginIndex(together(t for t, _, _ in echoes)).of(claim.id for _, claim, _ in echoes)


@pytest.mark.parametrize(
    ("wording", "copies"),
    [
        (REPORT.replace("the garrison", "its garrison"), 1),
        (REPORT.replace("northern grain terminal", "Northern Grain Terminal,").replace(" at dawn", ", at dawn,"), 1),
        (f"{REPORT}, sources say", 1),
        ("the garrison ran out of ammunition and rebels then took the port at dawn, with its grain terminal in the north", 0),
        (REPORT.replace("rebels seized", "soldiers freed").replace("ran out of ammunition", "had fled to the hills"), 0),
    ],
)
def test_a_reprint_with_a_few_words_changed_is_a_copy(wording: str, copies: int) -> None:
    found = _told_by(REPORT, wording)
    assert (found.at_most, len(found.copies)) == (2 - copies, copies)


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    changed = REPORT.replace("the garrison", "its garrison")
    assert len(_told_by(REPORT, changed, changed.replace("at dawn", "at daybreak")).copies) == 2


def test_a_few_words_changed_in_a_short_wording_may_be_chance() -> None:
    assert _told_by("the old bridge fell into the river at dawn", "the old bridge fell into the river at noon").at_most == 2


def test_a_wording_changed_inside_one_document_is_no_copy() -> None:
    changed = REPORT.replace("the garrison", "its garrison")
    t = Telling(f"{REPORT}; {changed}", author="Outlet", url="https://outlet.example/")
    claims = []
    for name, words in (("Ana Brun", REPORT), ("Ivo Lenk", changed)):
        claims.append(t.claim("The port fell.", words))
        t.said(t.source(name, SourceKind.PERSON), claims[-1], words)
    assert OriginIndex(t.graph()).of(claim.id for claim in claims).at_most == 2


@given(st.lists(st.sampled_from([*"abcdefg"]), min_size=12, max_size=16), st.integers(0, 15), st.integers(0, 30))
def test_whatever_resembles_an_earlier_wording_so_far_is_found(words: list[str], place: int, noise: int) -> None:
    known: Wordings[str] = Wordings()
    for number in range(noise):
        known.first(" ".join(f"{number} {word}" for word in words), "noise")
    one = " ".join(words)
    other = " ".join([*words[:place], "changed", *words[place + 1 :]])
    assert known.first(one, "first") == "first"
    assert (known.first(other, "other") == "first") == (resemblance(one, other) >= RESEMBLANCE)


def test_voices_with_their_own_words_stay_apart() -> None:
    echoes = [_echo(f"Outlet{number}", f"the bridge fell, says {number}", f"Outlet{number}") for number in range(5)]
    assert OriginIndex(together(t for t, _, _ in echoes)).of(claim.id for _, claim, _ in echoes).at_most == 5


def test_sources_judged_to_be_the_same_count_once() -> None:
    (one, first, a), (two, second, b) = (_echo(name, f"the bridge fell, {name}", name) for name in ("Alpha", "Beta"))
    found = OriginIndex(together([one, two], same={b.id: a.id})).of([first.id, second.id])
    assert found.endorsers == (a.id,)


def test_two_speakers_who_share_words_in_one_document_are_two() -> None:
    words = "the old bridge over the river fell into the water at dawn"
    t = Telling(f"Ann and Bob said that {words}.")
    claim = t.claim("The bridge fell.", words)
    for name in ("Ann", "Bob"):
        t.said(t.source(name), claim, words)
    assert origins_of(t.graph(), claim.id).at_most == 2


def test_an_endorsement_that_is_only_denied_is_no_origin() -> None:
    t = Telling("Bob denied that he had said that it rained.")
    claim = t.claim("It rained.", "it rained")
    bob = t.source("Bob")
    said = t.said(bob, claim, "it rained")
    t.said(bob, said, "Bob denied that he had said that it rained", stance=Stance.DENIES)
    assert origins_of(t.graph(), claim.id) == Origins()


def test_an_unknown_claim_has_no_origins() -> None:
    assert origins_of(contested_province().graph(), "claim-nowhere") == Origins()


def _heard(*tellings: Telling) -> dict[str, Heard]:
    """The voices of all claims by name."""
    graph = together(tellings)
    return {graph.sources[one.voice].name: one for one in heard_of(graph, graph.claims)}


def test_each_voice_is_told_with_what_shows_how_it_counts() -> None:
    (one, _, a), (two, _, b), (three, _, c), (four, _, d) = (
        _echo("Alpha", REPORT, "Alpha"),
        _echo("Beta", REPORT, "Beta"),
        _echo("Gamma", REPORT.replace("the garrison", "its garrison"), "Gamma"),
        _echo("Delta", "the bridge fell, says Delta", "Delta"),
    )
    found = _heard(one, two, three, four)
    first = one.assertions[0].id
    assert (found["Alpha"].counts_with, found["Alpha"].why) == ("", "")
    assert (found["Beta"].counts_with, found["Beta"].repeats, found["Beta"].why) == (a.id, first, "has the same words")
    assert (found["Gamma"].counts_with, found["Gamma"].why.split(",")[0]) == (a.id, "has nearly the same words")
    assert found["Delta"].counts_with == ""
    assert {b.id, c.id, d.id} == {found[name].voice for name in ("Beta", "Gamma", "Delta")}


def test_voices_of_one_full_name_are_told_by_it_and_a_relay_by_what_it_passes_on() -> None:
    tellings = [_echo(f"Outlet{number}", f"the bridge fell, edition {number}", "Mayor Ana Brun")[0] for number in range(2)]
    graph = together(tellings)
    first, second = heard_of(graph, graph.claims)
    assert (second.counts_with, second.why) == (first.voice, "has the same full name")
    t = contested_province()
    claim = _claim(t, "Thirty officers were killed in October.")
    heard = heard_of(t.graph(), [claim.id])
    assert [(t.graph().sources[one.voice].name, one.role) for one in heard] == [
        ("Parade", "endorses"),
        ("The Harrow Monitor", "relays"),
        ("Ines Vale", "relays"),
    ]
    assert {one.repeats for one in heard[1:]} == {heard[0].assertions[0]}


def test_the_members_of_a_collective_are_told_as_those_who_speak_as_it() -> None:
    t = contested_province()
    heard = heard_of(t.graph(), [_claim(t, "The enemy is in disarray.").id])
    assert [one.why for one in heard if one.role == "endorses"] == ["one of those who speak as Orsk and Lund"] * 2


@unhurried
@given(graphs(max_documents=3))
def test_those_who_endorse_and_count_by_themselves_are_as_many_as_there_are_origins(graph: Graph) -> None:
    found, heard = OriginIndex(graph).of(graph.claims), heard_of(graph, graph.claims)
    assert tuple(one.voice for one in heard if one.role == "endorses" and not one.counts_with) == found.endorsers
    assert {one.voice for one in heard if one.role == "endorses" and one.counts_with} >= set(found.copies)
    assert {one.voice for one in heard if one.role == "relays"} <= set(found.relays)
    assert all(set(one.assertions) <= graph.assertions.keys() for one in heard)
