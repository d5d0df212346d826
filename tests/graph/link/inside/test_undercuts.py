"""Claims that take weight from a source, and rival reasons."""

from builders import Telling
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.link import link_reading
from claimgraph.model import Claim, LinkKind, LinkStatus, LinkType, Source


def state(telling: Telling, speaker: Source, text: str, words: str) -> Claim:
    made = telling.claim(text, words, slots=fill_slots([text])[0])
    telling.said(speaker, made, words)
    return made


def test_a_source_said_to_exaggerate_is_undercut_at_its_last_word() -> None:
    telling = Telling("Delta Wire said that the column was destroyed. Delta Wire often exaggerates. Delta Wire has an office.")
    wire = telling.source("Delta Wire")
    state(telling, wire, "The column was destroyed.", "the column was destroyed")
    doubt = state(telling, telling.author, "Delta Wire often exaggerates.", "Delta Wire often exaggerates")
    state(telling, telling.author, "Delta Wire has an office.", "Delta Wire has an office")
    (link,) = link_reading(telling.graph())
    assert (link.kind, link.type, link.status) == (LinkKind.CONTRADICTS, LinkType.UNDERCUT, LinkStatus.PROPOSED)
    assert (link.from_, link.to) == (doubt.id, telling.assertions[0].id)


def test_a_source_that_has_said_nothing_is_not_undercut() -> None:
    telling = Telling("Delta Wire often exaggerates.")
    telling.source("Delta Wire")
    state(telling, telling.author, "Delta Wire often exaggerates.", "Delta Wire often exaggerates")
    assert link_reading(telling.graph()) == ()


def test_a_source_said_not_to_lie_is_not_undercut() -> None:
    telling = Telling("Delta Wire said that the column was destroyed. Delta Wire does not lie.")
    wire = telling.source("Delta Wire")
    state(telling, wire, "The column was destroyed.", "the column was destroyed")
    state(telling, telling.author, "Delta Wire does not lie.", "Delta Wire does not lie")
    assert link_reading(telling.graph()) == ()


def test_two_voices_with_different_reasons_for_one_thing_are_rivals() -> None:
    telling = Telling("General Roke said that losses rose because more guards travel. Losses rose because the guards fight.")
    roke = telling.source("Roke")
    state(telling, roke, "Losses rose.", "losses rose")
    travel = state(telling, roke, "More guards travel.", "more guards travel")
    state(telling, telling.author, "Losses rose.", "Losses rose")
    fight = state(telling, telling.author, "The guards fight.", "the guards fight")
    rivals = [link for link in link_reading(telling.graph()) if link.type is LinkType.CAUSE]
    assert [{link.from_, link.to} for link in rivals] == [{travel.id, fight.id}]
