"""Competing hypotheses of a dispute and the opinion of a claim as programs and terminals are told, the same way for both."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from claimgraph.derivations import Dispute
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.views.selection import claim_ids
from claimgraph_api.answers.weighing import read_record, weighing

if TYPE_CHECKING:  # what solves is loaded with the first question
    from claimgraph.derive import Derived
    from claimgraph.derive.hypotheses import Hypotheses
    from claimgraph.derive.opinions import ClaimOpinion
    from claimgraph.derive.weighing import Weighed

HYPOTHESES, OPINION = "hypotheses@1", "opinion@1"
"""The versions of both: raise one when what it tells of the same record changes."""
LINKS_NOTE = (
    "This is no whole analysis: the links are what was found in what the store holds, not all evidence. "
    "Whatever leads has the least said against it here, which does not make it true."
)
OPINION_NOTE = (
    "An opinion is no truth: it is what those who speak on the claim, or for one that contradicts it, make of it, if one trusts like this. "
    "What supports it is in its score."
)


def hypotheses_found(store: Store, dispute: Dispute, trust: str | None) -> tuple["Hypotheses", "Weighed"]:
    """The positions of a dispute as competing hypotheses under a profile or none; raises NotFoundError where it is not there."""
    from claimgraph.derive.hypotheses import hypotheses_of

    weighed = weighing(store, trust).of(claim_ids(dispute))
    return hypotheses_of(dispute, weighed), weighed


def hypotheses_record(store: Store, derived: "Derived", dispute_id: str, trust: str | None) -> dict[str, Any]:
    """The same by the id of a dispute, as JSON; raises NotFoundError."""
    found, weighed = hypotheses_found(store, derived.dispute(dispute_id), trust)
    told = {**to_record(found), "trust": trust or None, "version": HYPOTHESES}
    return {**told, **read_record(weighed, found), "note": LINKS_NOTE}


def hypothesis_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """The same as lines of text."""
    for one in record["hypotheses"]:
        distances = f"distances {one['inconsistency']} against, {one['consistency']} for"
        yield f"{one['rank']}. {one['letter']}  {one['count']} against, weighted {one['weighted']:.2f}, {distances}  {one['label']}"
    letters = [one["letter"] for one in record["hypotheses"]]
    for row in record["evidence"]:
        fits = " ".join(f"{letter}:{fit:<2}" for letter, fit in zip(letters, row["fits"], strict=True))
        voices = ", ".join(record["names"].get(voice, voice) for voice in row["voices"])
        apart = f"credible {row['credibility']:.2f}, tells apart {row['diagnosticity']:.2f}"
        yield f"  {fits}  {apart}  {record['names'].get(row['claim'], row['claim'])}  — {voices}"
    yield f"least against it: {record['leads']}" if record["leads"] else "none has less against it than the others"
    yield record["note"]


def opinion_found(store: Store, claim_id: str, trust: str | None) -> tuple["ClaimOpinion", "Weighed"]:
    """The opinion of a claim under a profile or none; raises NotFoundError where it is not there, or a judgement rejects it."""
    from claimgraph.derive.opinions import claim_opinion

    _, weighed = weighing(store, trust).claim(claim_id)
    return claim_opinion(weighed, claim_id), weighed


def opinion_record(store: Store, claim_id: str, trust: str | None) -> dict[str, Any]:
    """The same as JSON."""
    found, weighed = opinion_found(store, claim_id, trust)
    told = {**to_record(found), "trust": trust or None, "version": OPINION}
    return {**told, **read_record(weighed, found), "note": OPINION_NOTE}


def opinion_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """The same as lines of text."""
    yield f"{record['word']}: {_parts(record)}"
    for origin in record["origins"]:
        yield f"  {_parts(origin)}  {record['names'].get(origin['voice'], origin['voice'])}"
        for said in origin["sayings"]:
            rules = "; ".join(f"{rule['rule']} {rule['value']:g} ({rule['why']})" for rule in said["rules"])
            stance = "says what contradicts it" if said["link"] else said["stance"]
            yield f"    {stance}, {said['word']}, believed {said['trust']:.2f}: {_parts(said)}  {rules}  [{said['assertion']}]"
    if not record["origins"]:
        yield "  nobody speaks on it at first hand"
    yield record["note"]


def _parts(record: Mapping[str, Any]) -> str:
    parts = " ".join(f"{name} {record['opinion'][name]:.3f}" for name in ("belief", "disbelief", "uncertainty"))
    return f"{parts}, probability {record['probability']:.3f}"
