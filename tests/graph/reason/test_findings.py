from builders import Telling, contested_province
from claimgraph.model import Certainty, Evidentiality, Finding, Graph, LinkStatus, LinkType, Stance
from claimgraph.reason.findings import derive_findings


def _kinds(graph: Graph) -> list[str]:
    return [finding.kind for finding in derive_findings(graph)]


def _of(t: Telling, kind: str) -> list[Finding]:
    return [finding for finding in derive_findings(t.graph()) if finding.kind == kind]


def test_a_note_that_is_not_there_is_found() -> None:
    t = contested_province()
    (found,) = _of(t, "dangling-citation")
    assert (found.target, found.message) == (t.document.id, "The text cites [1], but the note it points at is missing.")
    assert found.anchor is not None
    assert found.anchor.holds_in(t.text)


def test_a_relayed_claim_of_one_voice_has_a_single_origin() -> None:
    messages = [finding.message for finding in _of(contested_province(), "single-origin")]
    assert "All from one origin: Parade; relayed by The Harrow Monitor, Ines Vale." in messages


def test_what_an_author_says_alone_is_no_single_origin() -> None:
    t = Telling("It rained.")
    t.said(t.author, t.claim("It rained.", "It rained"), "It rained")
    assert _kinds(t.graph()) == []


def test_a_certainty_without_evidence_is_found_until_evidence_is_given() -> None:
    t = Telling("Certainly it rained. The road is wet.")
    rained, wet = t.claim("It rained.", "it rained"), t.claim("The road is wet.", "The road is wet")
    t.said(t.author, rained, "it rained", certainty=Certainty.CERTAIN, hedges=("Certainly",))
    (found,) = _of(t, "certainty-without-evidence")
    assert (found.target, found.anchor and found.anchor.exact) == (rained.id, "Certainly")
    t.support(wet, rained)
    assert _of(t, "certainty-without-evidence") == []


def test_who_saw_it_needs_no_evidence() -> None:
    t = Telling("Certainly it rained.")
    rained = t.claim("It rained.", "it rained")
    t.said(t.author, rained, "it rained", certainty=Certainty.CERTAIN, evidentiality=Evidentiality.WITNESSED)
    assert _kinds(t.graph()) == []


def _both() -> Telling:
    t = Telling("Ann said that it rained. Ann said that it was dry.")
    ann = t.source("Ann")
    rained, dry = t.claim("It rained.", "it rained"), t.claim("It was dry.", "it was dry")
    t.said(ann, rained, "it rained")
    t.said(ann, dry, "it was dry")
    t.contradiction(rained, dry)
    return t


def test_a_voice_that_contradicts_itself_is_found() -> None:
    t = _both()
    (found,) = _of(t, "self-contradiction")
    assert found.target == t.links[0].id
    assert "Ann says both" in found.message


def test_a_dismissed_contradiction_is_no_self_contradiction() -> None:
    t = _both()
    t.links.clear()
    t.contradiction(t.claims[0], t.claims[1], status=LinkStatus.DISMISSED)
    assert _kinds(t.graph()) == []


def test_who_asserts_and_denies_one_claim_is_found() -> None:
    t = Telling("Ann said that it rained. Ann denied that it rained.")
    ann, rained = t.source("Ann"), t.claim("It rained.", "it rained")
    t.said(ann, rained, "it rained")
    t.said(ann, rained, "it rained", nth=1, stance=Stance.DENIES)
    assert _kinds(t.graph()) == ["self-contradiction"]


def test_claims_that_support_each_other_in_a_circle_are_found_once() -> None:
    t = Telling("One. Two. Three.")
    claims = [t.claim(f"{word}.", word) for word in ("One", "Two", "Three")]
    for number in range(3):
        t.support(claims[number], claims[(number + 1) % 3])
    (found,) = derive_findings(t.graph())
    assert (found.kind, found.target) == ("circular-support", claims[0].id)


def test_restatements_are_no_circle() -> None:
    t = Telling("One. Two.")
    one, two = t.claim("One.", "One"), t.claim("Two.", "Two")
    t.support(one, two, LinkType.RESTATES)
    t.support(two, one, LinkType.RESTATES)
    assert _kinds(t.graph()) == []


def test_an_empty_graph_has_no_findings() -> None:
    assert derive_findings(Graph()) == ()


def _steps(finding: Finding, t: Telling) -> list[tuple[str, str]]:
    """The words of each step, and what it says; each with words that are found in the text."""
    for step in finding.steps:
        assert step.anchor is None or step.anchor.holds_in(t.text)
    return [(step.anchor.exact if step.anchor else "", step.says) for step in finding.steps]


def test_a_single_origin_is_traced_from_the_first_hand_outwards() -> None:
    t = contested_province()
    found = next(item for item in _of(t, "single-origin") if "Parade" in item.message)
    says = [said for _, said in _steps(found, t)]
    assert says == ["says it at first hand", "passes it on", "passes it on"]
    assert [t.graph().assertions[step.node].speaker.id for step in found.steps] == [step.voice for step in found.steps]


def test_a_missing_note_says_what_rests_on_it() -> None:
    t = contested_province()
    (found,) = _of(t, "dangling-citation")
    (before, rests), (mark, _) = _steps(found, t)
    assert (mark, rests) == ("[1]", "this rests on a note")
    assert t.text.index(before) + len(before) <= t.text.index("[1]")


def test_a_certainty_names_the_word_and_a_contradiction_both_sayings_and_the_link() -> None:
    t = Telling("Certainly it rained.")
    t.said(t.author, t.claim("It rained.", "it rained"), "it rained", certainty=Certainty.CERTAIN, hedges=("Certainly",))
    assert [words for words, _ in _steps(_of(t, "certainty-without-evidence")[0], t)] == ["it rained", "Certainly"]
    t = _both()
    assert [words for words, _ in _steps(_of(t, "self-contradiction")[0], t)] == ["it rained", "it was dry", ""]


def test_a_circle_is_walked_once_around() -> None:
    t = Telling("A holds. B holds. C holds.")
    a, b, c = (t.claim(f"{name} holds.", f"{name} holds") for name in "ABC")
    for claim in (a, b, c):
        t.said(t.author, claim, claim.text.removesuffix("."))
    for ground, held in ((a, b), (b, c), (c, a)):
        t.support(ground, held)
    (found,) = _of(t, "circular-support")
    links = t.graph().links
    ends = [(links[step.node].from_, links[step.node].to) for step in found.steps]
    assert ends == [(a.id, b.id), (b.id, c.id), (c.id, a.id)]
