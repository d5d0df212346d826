from builders import Telling, contested_province
from claimgraph.model import LinkStatus, LinkType, Stance
from claimgraph.views.profile import profile_of


def test_who_contradicts_a_voice_is_counted_with_the_collisions() -> None:
    t = contested_province()
    roke = next(source for source in t.sources if source.name == "General Adan Roke")
    profile = profile_of(t.graph(), roke.id)
    assert profile.with_itself == ()
    assert list(profile.with_others) == [t.author.id]
    assert {collision.link.type for collision in profile.with_others[t.author.id]} == {LinkType.DENIAL, LinkType.CAUSE}
    assert profile.stances == {Stance.DENIES: 1, Stance.ENDORSES: 2}


def test_relays_are_told_in_both_directions() -> None:
    t = contested_province()
    by_name = {source.name: source.id for source in t.sources}
    monitor = profile_of(t.graph(), by_name["The Harrow Monitor"])
    assert monitor.relays == {by_name["Parade"]: 1}
    assert monitor.relayed_by == {t.author.id: 1}
    assert monitor.claims == ()


def test_a_voice_that_says_both_contradicts_itself_once() -> None:
    t = Telling("It rained. It did not rain.")
    wet, dry = t.claim("It rained.", "It rained"), t.claim("It did not rain.", "It did not rain", negative=True)
    t.said(t.author, wet, "It rained")
    t.said(t.author, dry, "It did not rain")
    t.contradiction(wet, dry, LinkType.DENIAL)
    profile = profile_of(t.graph(), t.author.id)
    assert [collision.link.type for collision in profile.with_itself] == [LinkType.DENIAL]
    assert profile.with_others == {}


def test_a_dismissed_contradiction_is_none() -> None:
    t = Telling("It rained. It did not rain.")
    wet, dry = t.claim("It rained.", "It rained"), t.claim("It did not rain.", "It did not rain", negative=True)
    t.said(t.author, wet, "It rained")
    t.said(t.author, dry, "It did not rain")
    t.contradiction(wet, dry, status=LinkStatus.DISMISSED)
    assert profile_of(t.graph(), t.author.id).with_itself == ()


def test_a_collective_speaks_for_its_members() -> None:
    t = contested_province()
    orsk = next(source for source in t.sources if source.name == "Orsk")
    assert len(profile_of(t.graph(), orsk.id).claims) == 1
