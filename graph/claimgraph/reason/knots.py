"""How claims that hang together fall into communities, each of which one question can be asked of.

Bonds are woven in one by one, in the order of the claims that brought them. What hangs together is one community until it is
a knot: more claims than `KNOT`. Then it falls into those that its bonds show, and so does each of these whenever it has
doubled. Otherwise a bond changes no more than the communities of its two ends: a claim joins the first that it is bound to,
moves to that of a rival where more of its bonds lead, and two communities become one where enough bonds run between them.

So what was found before stays, and weaving more in is the same as weaving all. A community keeps its name as long as
anything is in it: when it falls apart, the largest part has the name, and when two become one, the larger gives it.
Statuses of links have no say, so that no decision on one moves claims from one community to another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from claimgraph.ids import mint_id
from claimgraph.reason.communities import LEAST, communities_in

KNOT = 40
"""So many claims may hang together in one community by single bonds; one that has more is looked through for its parts."""
Core = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What holds two claims together: `a` came first. One that `clashes` is a contradiction, else they restate each other."""

    id: str
    a: str
    b: str
    weight: float
    clashes: bool


@dataclass(frozen=True, slots=True)
class Community:
    """Claims in the order in which they joined, under a name that is the id of a dispute; empty while nothing in it clashes.

    The dispute with one of the claims of its `core` has that id. It had `settled` claims when it was last looked through
    for parts, and is `knotted` where it is, or was, one of several that hang together.
    """

    name: str
    core: Core
    claims: tuple[str, ...]
    settled: int
    knotted: bool


@dataclass(slots=True, eq=False)
class _Part:
    """A community while it is woven."""

    claims: dict[str, None]
    name: str = ""
    core: Core = ()
    settled: int = 0
    knotted: bool = False


@dataclass(slots=True)
class Weaving:
    """Communities that grow bond by bond."""

    _home: dict[str, _Part] = field(default_factory=dict)
    _near: dict[str, dict[str, float]] = field(default_factory=dict)
    _rivals: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, communities: Iterable[Community], ties: Iterable[Tie]) -> "Weaving":
        """One that goes on with these communities, whose ties, those to claims of others too, are woven in already."""
        made = cls()
        for known in communities:
            part = _Part(dict.fromkeys(known.claims), known.name, known.core, known.settled, known.knotted)
            made._home.update(dict.fromkeys(known.claims, part))
        for tie in ties:
            made._note(tie)
        return made

    def communities(self) -> list[Community]:
        """The communities, in no order that means anything."""
        parts = {id(part): part for part in self._home.values()}
        return [Community(part.name, part.core, tuple(part.claims), part.settled, part.knotted) for part in parts.values()]

    def weave(self, tie: Tie) -> None:
        """Take in one more bond, younger than those before it."""
        self._note(tie)
        first, second = (self._home.setdefault(claim, _Part({claim: None})) for claim in (tie.a, tie.b))
        if first is not second:
            if self._belong(first, second):
                self._join(first, second)
            else:
                self._tangle(tie, first, second)
        homes = self._home[tie.a], self._home[tie.b]
        if tie.clashes and homes[0] is homes[1] and not homes[0].name:
            homes[0].name, homes[0].core = mint_id("dispute", *sorted((tie.a, tie.b))), (tie.a, tie.b)
        for place, part in enumerate(dict.fromkeys(homes)):
            self._settle(part, f"{tie.id} {place}")

    def _note(self, tie: Tie) -> None:
        for webs in (self._near, self._rivals) if tie.clashes else (self._near,):
            for one, other in ((tie.a, tie.b), (tie.b, tie.a)):
                near = webs.setdefault(one, {})
                near[other] = near.get(other, 0.0) + tie.weight

    def _belong(self, first: _Part, second: _Part) -> bool:
        sizes = len(first.claims), len(second.claims)
        if min(sizes) == 1 or (sum(sizes) <= KNOT and not first.settled and not second.settled):
            return True
        small, large = (first, second) if sizes[0] <= sizes[1] else (second, first)
        return sum(self._pull(claim, large) for claim in small.claims) > sizes[0] * sizes[1] / KNOT

    def _pull(self, claim: str, part: _Part) -> float:
        return sum(weight for other, weight in self._near[claim].items() if self._home.get(other) is part)

    def _join(self, first: _Part, second: _Part) -> None:
        """Let the larger community have the claims of the other; the older one where both are alike."""
        large, small = (first, second) if len(first.claims) >= len(second.claims) else (second, first)
        self._home.update(dict.fromkeys(small.claims, large))
        large.claims.update(small.claims)
        if not large.name:
            large.name, large.core = small.name, small.core
        large.settled, large.knotted = max(large.settled, small.settled), large.knotted or small.knotted

    def _tangle(self, tie: Tie, first: _Part, second: _Part) -> None:
        """Let a bond run between two communities, or one of its ends change over: the younger, if it gains."""
        for part in (first, second):
            part.knotted = True
            _name(part, f"{tie.id} {part is second}")
        if tie.clashes and not self._change_over(tie.b, first):
            self._change_over(tie.a, second)

    def _change_over(self, claim: str, part: _Part) -> bool:
        """Move a claim to another community if it gains there and most of its own stays, and who follows it; whether it moved."""
        own = self._home[claim]
        gain = self._pull(claim, part) - self._pull(claim, own) + (len(own.claims) - 1 - len(part.claims)) / KNOT
        going = self._followers(claim) if gain > LEAST else {}
        if not going or 2 * len(going) > len(own.claims):
            return False
        for moved in going:
            del own.claims[moved]
        part.claims.update(going)
        self._home.update(dict.fromkeys(going, part))
        own.core = tuple(known for known in own.core if known in own.claims) or tuple(own.claims)[:1]
        return True

    def _followers(self, claim: str) -> dict[str, None]:
        """A claim with those of its community that would be left with no rival there without it or, if they never had one, with no bond."""
        own, going = self._home[claim], {claim: None}
        waiting = [claim]
        for gone in waiting:
            for other in self._near[gone]:
                bound = self._rivals.get(other) or self._near[other]
                if self._home.get(other) is own and all(near in going or self._home.get(near) is not own for near in bound):
                    waiting += () if other in going else (other,)
                    going[other] = None
        return going

    def _settle(self, part: _Part, trigger: str) -> None:
        """Part a community that is too large and has doubled, if its bonds show parts."""
        if len(part.claims) <= KNOT or len(part.claims) < 2 * part.settled:
            return
        part.knotted = True
        _name(part, trigger)
        for place, claims in enumerate(self._parts(part)):
            if place:
                made = _Part(dict.fromkeys(claims), mint_id("dispute", part.name, trigger, str(place)), knotted=True)
                self._home.update(dict.fromkeys(claims, made))
            else:
                made = part
                made.claims = dict.fromkeys(claims)
            made.core = tuple(claim for claim in made.core if claim in made.claims) or (claims[0],)
            made.settled = len(claims)

    def _parts(self, part: _Part) -> list[list[str]]:
        """The claims of a community in the groups that its bonds show, the largest first."""
        place = {claim: number for number, claim in enumerate(part.claims)}
        edges = ((claim, other, weight) for claim, other, weight in self._inside(part) if place[claim] < place[other])
        group = dict(place)  # whoever has no bond inside stands alone
        for number, found in enumerate(communities_in(edges, 1 / KNOT)):
            group.update(dict.fromkeys(found, len(place) + number))
        self._accompany(group)
        gathered: dict[int, list[str]] = {}
        for claim in part.claims:
            gathered.setdefault(group[claim], []).append(claim)
        return sorted(gathered.values(), key=len, reverse=True)

    def _inside(self, part: _Part) -> Iterator[tuple[str, str, float]]:
        return (
            (claim, other, weight) for claim in part.claims for other, weight in self._near[claim].items() if self._home.get(other) is part
        )

    def _accompany(self, group: dict[str, int]) -> None:
        """Move each claim that clashes with nothing in its group to that of its strongest rival: no contradiction may get lost."""
        for claim in group:
            bound = self._rivals.get(claim) or self._near[claim]
            inside = {other: weight for other, weight in bound.items() if other in group}
            if inside and all(group[other] != group[claim] for other in inside):
                group[claim] = group[max(inside, key=lambda other: (inside[other], other))]


def _name(part: _Part, trigger: str) -> None:
    """Give a community in a knot a name if it has none: what holds it together may be restatements alone."""
    if not part.name:
        part.name, part.core = mint_id("dispute", trigger), tuple(part.claims)[:1]


def woven(ties: Sequence[Tie], known: Weaving | None = None) -> list[Community]:
    """The communities once these ties, oldest first, are woven in, after those that are known."""
    weaving = known or Weaving()
    for tie in ties:
        weaving.weave(tie)
    return weaving.communities()
