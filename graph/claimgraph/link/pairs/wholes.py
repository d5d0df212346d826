"""All and some: what is said of all of a kind denies what is said of a part of it, and the other way round."""

from collections.abc import Iterator

from claimgraph.link.pairs.alignment import BROADER, SAME, Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import subject_of
from claimgraph.model import LinkType

_ALL = frozenset("all every each both entire whole".split())


def wholes(view: Alignment) -> Iterator[Clash]:
    """The clash of a state of all of a, "all nine men had been freed", with the opposite state of some in b, "two are still in prison"."""
    a, b = view.a, view.b
    opposed = a.against & b.poles
    if a.denies or b.denies or not opposed:
        return
    for left in a.content:
        facing = {(axis, -end) for axis, end in a.terms[left].poles} & opposed
        ours = subject_of(a, a.terms[left].clause) if facing else -1
        for right in b.content if ours != left and _is_all(a, ours) else ():
            theirs = subject_of(b, b.terms[right].clause)
            if theirs != right and facing & b.terms[right].poles and _is_part_of(view, ours, theirs):
                words = f"One says “{a.terms[left].form}” of all, the other “{b.terms[right].form}” of some."
                yield Clash(LinkType.STATES, 0.8, "wholes", (left,), (right,), words)


def _is_all(profile: Profile, place: int) -> bool:
    """Whether a noun phrase speaks of all of its kind."""
    return place >= 0 and (profile.terms[place].lemma in ("everyone", "everybody", "everything") or profile.tree.has(place, *_ALL))


def _is_part_of(view: Alignment, whole: int, part: int) -> bool:
    """Whether a noun phrase of b counts some of those that one of a speaks of: by their noun, or by a number alone that is less."""
    if part < 0:
        return False
    numbers = [_number(view.b, low) for low in (part, *view.b.tree.children[part])]
    least = next((number for number in numbers if number is not None), None)
    total = next((n for low in view.a.tree.children[whole] if (n := _number(view.a, low)) is not None), None)
    if view.b.terms[part].tag == "CD":
        return least is not None and total is not None and least < total
    is_among = view.pairs.get(whole) == part and view.relations[whole] in (SAME, BROADER)
    return is_among and least is not None and (total is None or least < total)


def _number(profile: Profile, place: int) -> float | None:
    """The number that a word belongs to, or None."""
    term = profile.terms[place]
    counts = (count.quantity for count in profile.counts if count.start <= term.start < count.end)
    return next((quantity.high or quantity.low for quantity in counts if term.tag == "CD"), None)
