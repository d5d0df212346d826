from builders import Telling, contested_province, together
from claimgraph.model import Claim, Source, SourceKind, Stance
from claimgraph.reason.origins import OriginIndex, Origins, origins_of


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
