"""Links that people make between two claims: what they saw collide, or bear each other out, where rules found nothing."""

from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Claim, Link, LinkKind, LinkStatus, LinkType, mint_link_id
from claimgraph.store import Store

AGAINST = (LinkType.STATES, LinkType.DENIAL, LinkType.QUANTITY, LinkType.TIME, LinkType.PLACE, LinkType.CAUSE)
"""In what two claims may contradict each other."""
FOR = (LinkType.PREMISE, LinkType.EXAMPLE, LinkType.UPDATES)
"""How the first of two claims may support the second. That two say the same is no link but a judgement, which makes them one."""
_KINDS = {**dict.fromkeys(AGAINST, LinkKind.CONTRADICTS), **dict.fromkeys(FOR, LinkKind.SUPPORTS)}


def relate(store: Store, one: str, other: str, *, type_: str, note: str, person: str) -> tuple[Link, int]:
    """Record that a person holds two claims to contradict, or the first to support the second, by its type; the link and the entry.

    The link is confirmed and rests on who made it; like any other it can be dismissed or retracted. Raises InputError, NotFoundError,
    and ConflictError where such a link is there already or was taken back.
    """
    chosen = _type_of(type_)
    _check_ends(store, one, other)
    made = Link(
        id=mint_link_id(_KINDS[chosen], chosen, one, other),
        kind=_KINDS[chosen],
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


def _type_of(name: str) -> LinkType:
    found = next((item for item in _KINDS if item.value == name), None)
    if found is None:
        raise InputError(f"“{name[:40]}” is no type of link between claims; the types are: {', '.join(_KINDS)}", code="bad-type")
    return found


def _check_ends(store: Store, one: str, other: str) -> None:
    if one == other:
        raise InputError("a claim cannot be linked with itself: name two claims", code="bad-link")
    for node in (one, other):
        if not isinstance(store.get(node), Claim):
            raise InputError(f"{node[:80]} is no claim: links are made between two claims", code="bad-link")
