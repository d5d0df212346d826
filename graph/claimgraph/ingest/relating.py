"""Links that people make between two claims: what they saw collide, or bear each other out, where rules found nothing."""

from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Claim, Link, LinkKind, LinkStatus, LinkType, mint_link_id
from claimgraph.store import Store

AGAINST = (LinkType.STATES, LinkType.DENIAL, LinkType.QUANTITY, LinkType.TIME, LinkType.PLACE, LinkType.CAUSE)
"""In what two claims may contradict each other."""
FOR = (LinkType.PREMISE, LinkType.EXAMPLE, LinkType.UPDATES)
"""How the first of two claims may support the second. That two say the same is no link but a judgement, which makes them one."""


def relate(store: Store, one: str, other: str, *, type_: str, note: str, person: str) -> tuple[Link, int]:
    """Record that a person holds two claims to contradict, or the first to support the second, by its type; the link and the entry.

    The link is confirmed and rests on who made it; like any other it can be dismissed or retracted. Raises InputError, NotFoundError,
    and ConflictError where such a link is there already or was taken back.
    """
    kinds = {**dict.fromkeys(AGAINST, LinkKind.CONTRADICTS), **dict.fromkeys(FOR, LinkKind.SUPPORTS)}
    chosen = next((item for item in kinds if item.value == type_), None)
    if chosen is None:
        raise InputError(f"“{type_[:40]}” is no type of link between claims; the types are: {', '.join(kinds)}", code="bad-type")
    if one == other:
        raise InputError("a claim cannot be linked with itself: name two claims", code="bad-link")
    for node in (one, other):
        if not isinstance(store.get(node), Claim):
            raise InputError(f"{node[:80]} is no claim: links are made between two claims", code="bad-link")
    made = Link(
        id=mint_link_id(kinds[chosen], chosen, one, other),
        kind=kinds[chosen],
        type=chosen,
        from_=one,
        to=other,
        score=1.0,
        rationale=note or "A person holds so.",
        judge=person,
        status=LinkStatus.CONFIRMED,
    )
    if made.id in store.nodes([made.id]):
        raise ConflictError(f"{made.id} joins the two already: decide on it", code="is-there")
    before = store.seq()
    seq = store.add_links([made], actor=person, target=made.id)
    if seq == before:
        raise ConflictError(f"{made.id} was taken back before: bring it back with `unretract`", code="was-retracted")
    return made, seq
