from builders import Telling, contested_province
from claimgraph.chains import Chains
from claimgraph.model import SourceKind, Stance

TEXT = "Orsk said that Lund said that it rained. Lund denied saying so."


def _chain() -> Telling:
    t = Telling(TEXT)
    orsk, lund = t.source("Orsk"), t.source("Lund")
    rained = t.claim("It rained.", "it rained")
    inner = t.said(lund, rained, "it rained", cue="said")
    outer = t.said(orsk, inner, "Lund said that it rained", stance=Stance.REPORTS, cue="said")
    t.said(t.author, outer, "Orsk said that Lund said that it rained", stance=Stance.REPORTS)
    return t


def test_hops_run_outward_from_the_first_hand() -> None:
    t = _chain()
    chains = Chains(t.graph())
    assert [hop.speaker.name for hop in chains.hops(t.assertions[0])] == ["Orsk", "author"]
    assert chains.first_hands(t.claims[0].id) == (t.assertions[0],)


def test_an_assertion_stands_while_one_chain_vouches_for_it() -> None:
    t = _chain()
    t.said(t.sources[2], t.assertions[0], "Lund denied saying so", stance=Stance.DENIES)
    assert Chains(t.graph()).stands(t.assertions[0])


def test_an_assertion_that_is_only_denied_does_not_stand() -> None:
    t = Telling(TEXT)
    lund = t.source("Lund")
    inner = t.said(lund, t.claim("It rained.", "it rained"), "it rained", cue="said")
    t.said(lund, inner, "Lund denied saying so", stance=Stance.DENIES)
    assert not Chains(t.graph()).stands(inner)


def test_the_voices_of_a_collective_are_its_members() -> None:
    t = contested_province()
    both = next(source for source in t.sources if source.kind is SourceKind.COLLECTIVE)
    names = [t.graph().sources[voice].name for voice in Chains(t.graph()).voices(both.id)]
    assert names == ["Orsk", "Lund"]


def test_collectives_that_hold_each_other_do_not_hang() -> None:
    t = Telling("A and B spoke.")
    a = t.source("A", SourceKind.COLLECTIVE)
    b = t.source("B", SourceKind.COLLECTIVE, members=(a,))
    t.sources[1] = type(a)(a.id, a.document, a.kind, a.name, members=(b.id,))
    assert Chains(t.graph()).voices(a.id) == (a.id,)


def test_the_claim_at_the_inner_end_of_a_chain_is_found() -> None:
    t = _chain()
    chains = Chains(t.graph())
    assert {chains.claim_of(assertion.id) for assertion in t.assertions} == {t.claims[0].id}
    assert chains.claim_of("assertion-unknown") is None
