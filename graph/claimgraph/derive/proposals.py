"""Which names and claims are proposed to be one, and what people decided: from judgements and restating links alone, pair by pair.

A name is decided on by a judgement of sameness on the pair, a restatement by one on its link; the newest of a person decides.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from claimgraph.derivations import Proposal, ProposalStatus
from claimgraph.ids import kind_of, mint_id
from claimgraph.model import Judgement, Link, LinkStatus, LinkType
from claimgraph.records import from_json, to_json
from claimgraph.store import Store, touching
from claimgraph.store.derived import Item
from claimgraph.store.moment import Moment
from claimgraph.store.schema import judgement
from claimgraph.verdicts import ALIKE, decisive

PROPOSAL = "proposal"
KINDS = ("source", "entity", "claim")
"""What a proposal may be about, in the order in which they are listed."""
_SAMENESS: Mapping[str, ProposalStatus] = {"same": ProposalStatus.ACCEPTED, "different": ProposalStatus.REJECTED}
_RESTATED: Mapping[str, ProposalStatus] = {
    LinkStatus.CONFIRMED.value: ProposalStatus.ACCEPTED,
    LinkStatus.DISMISSED.value: ProposalStatus.REJECTED,
}
Pair = tuple[str, str]


def proposals_in(judgements: Iterable[Judgement], links: Iterable[Link]) -> Iterator[Proposal]:
    """The proposals among these judgements and links; what is decided on a proposal is looked for among the judgements."""
    on_pair: dict[Pair, list[Judgement]] = {}
    on_target: dict[str, list[Judgement]] = {}
    for item in judgements:
        on_target.setdefault(item.target, []).append(item)
        if item.other and item.verdict in (ALIKE, *_SAMENESS):
            on_pair.setdefault(pair_of(item.target, item.other), []).append(item)
    yield from (found for items in on_pair.values() if (found := _of_names(items)))
    yield from (_of_link(item, on_target.get(item.id, ())) for item in links if is_restating(item))


def pair_of(one: str, other: str) -> Pair:
    """Two nodes, sorted."""
    return (one, other) if one <= other else (other, one)


def id_of(pair: Pair) -> str:
    """The id of the proposal on two names."""
    return mint_id(PROPOSAL, *pair)


def id_of_restatement(link: str) -> str:
    """The id of the proposal that a restating link is."""
    return mint_id(PROPOSAL, link)


def is_restating(item: Link) -> bool:
    """Whether a link is a rule's or a model's proposal that two claims say the same."""
    return item.type is LinkType.RESTATES and item.stated_in is None and kind_of(item.from_) == kind_of(item.to) == "claim"


def _of_names(items: Collection[Judgement]) -> Proposal | None:
    proposed = min((item for item in items if item.verdict == ALIKE), key=lambda item: (item.at, item.id), default=None)
    if proposed is None or proposed.other is None:
        return None
    last = decisive(item for item in items if item.verdict in _SAMENESS and item.judge.startswith("person:"))
    status = _SAMENESS[last.verdict] if last else ProposalStatus.OPEN
    kind, made = kind_of(proposed.target) or "", id_of(pair_of(proposed.target, proposed.other))
    return Proposal(
        made,
        kind,
        proposed.other,
        proposed.target,
        status,
        proposed.note,
        proposed.judge,
        proposed=proposed.id,
        decided=last.id if last else None,
    )


def _of_link(item: Link, judged: Iterable[Judgement]) -> Proposal:
    last = decisive(made for made in judged if made.judge.startswith("person:"))
    status = _RESTATED.get(last.verdict, ProposalStatus.OPEN) if last else ProposalStatus.OPEN
    decided = last.id if last and status is not ProposalStatus.OPEN else None
    return Proposal(id_of_restatement(item.id), "claim", item.from_, item.to, status, item.rationale, item.judge, item.id, decided=decided)


def around(now: Moment, links: Iterable[str]) -> tuple[dict[str, Proposal], set[str]]:
    """The proposals that the entry of this moment touched, as they are now, and the ids of all that it may have touched.

    `links` are the links that it touched.
    """
    decisions = touching.decisions(now)
    pairs = {pair_of(item.target, item.other) for item in decisions if item.other}
    bonds = {*links, *(item.target for item in decisions if kind_of(item.target) == "link")}
    ids = {*map(id_of, pairs), *map(id_of_restatement, bonds)}
    if not ids:
        return {}, ids
    judgements = now.where(Judgement, judgement.c.target, {*bonds, *(node for pair in pairs for node in pair)})
    found = proposals_in(judgements, now.live(Link, bonds))
    return {each.id: each for each in found if each.id in ids}, ids


def proposal_in_record(store: Store, known: Proposal) -> Proposal | None:
    """A proposal as the record of a store has it at its moment, whatever is derived by then; None where it is none any more."""
    links = [] if known.link is None else [known.link]
    judged = store.judgements_on([known.one, known.other, *links])
    found = proposals_in(judged, (node for node in store.nodes(links).values() if isinstance(node, Link)))
    return next((each for each in found if each.id == known.id), None)


def proposal_item(found: Proposal) -> Item:
    """A proposal as it is kept."""
    rests = (("node", node) for node in (found.one, found.other, found.link, found.proposed, found.decided) if node)
    return Item(found.id, str(KINDS.index(found.kind)), to_json(found), (("kind", found.kind), ("status", found.status.value), *rests))


def proposal_of(body: str) -> Proposal:
    """The proposal that an item keeps."""
    return from_json(body, Proposal)
