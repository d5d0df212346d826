"""Who says a claim and how each voice counts, as programs and terminals are told, made the same way for the API and the command line."""

from collections.abc import Iterator, Mapping
from typing import Any

from claimgraph.errors import NotFoundError
from claimgraph.folding import folded
from claimgraph.model import Claim, Stance
from claimgraph.reason.credibility.told import VERSION
from claimgraph.reason.origins import heard_of
from claimgraph.records import to_record
from claimgraph.store import Store

NOTE = "At most so many are independent: that voices depend on each other can be shown, that they do not cannot."


def origins_record(store: Store, claim_id: str) -> dict[str, Any]:
    """The voices of a claim, or of the one that stands for it, with what shows how each counts; raises NotFoundError."""
    claim = store.standing(claim_id)
    if not isinstance(claim, Claim):
        raise NotFoundError(f"{claim_id[:80]!r} is no claim")
    graph = folded(store.graph([claim.id]))
    found = heard_of(graph, [claim.id])
    named = {node for voice in found for node in (voice.voice, voice.counts_with)}
    names = {graph.representative(source.id): source.name for source in graph.sources.values()}
    names |= {source.id: source.name for source in graph.sources.values()}
    return {
        "claim": claim.id,
        "at_most": sum(voice.role == Stance.ENDORSES.value and not voice.counts_with for voice in found),
        "voices": to_record(list(found)),
        "version": VERSION,
        "names": {node: name for node, name in names.items() if node in named},
        "note": NOTE,
    }


def origin_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """The same as lines of text."""
    names = record["names"]
    yield f"at most {record['at_most']} independent"
    for voice in record["voices"]:
        counts = f", counts with {names.get(voice['counts_with'], voice['counts_with'])}" if voice["counts_with"] else ""
        why = f" ({voice['why']})" if voice["why"] else ""
        yield f"  {voice['role']}: {names.get(voice['voice'], voice['voice'])}{counts}{why}  {' '.join(voice['assertions'])}"
    yield record["note"]
