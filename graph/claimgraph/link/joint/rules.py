"""All rules about three claims and more, run over a handful of claims within a budget."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.link.joint.alternatives import ruled_out
from claimgraph.link.joint.joint import Joint, Joints, Said
from claimgraph.link.joint.orders import circles
from claimgraph.link.joint.sums import sums_that_fail
from claimgraph.link.pairs.profile import profile_of
from claimgraph.model import Claim, Modality

MOST = 20_000
"""How many combinations of claims each rule may look at."""
LEAST = 3
"""How many claims a set has at least."""
_YEAR = r"\d{4}"
_ORDERED = re.compile(rf"\b(?:before|after|preced|follow|{_YEAR})", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no|neither|n't)|n't\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, and the cheap tests before the costly one: of which claims it can be, and which of these there must be one of."""

    sets: Callable[[Sequence[Said]], Iterator[Joint | None]]
    may: Callable[[Claim], object]
    must: Callable[[Claim], object]

    def among(self, facts: Iterable[Claim]) -> list[Claim]:
        """The claims that the rule has to look at; none where no set can come of them."""
        found = [claim for claim in facts if self.may(claim)]
        return found if len(found) >= LEAST and any(map(self.must, found)) else []


def _counts(claim: Claim) -> object:
    return claim.slots.quantities or re.search(_YEAR, claim.text)


def _orders(claim: Claim) -> object:
    return claim.slots.time or _ORDERED.search(claim.text)


def _is_open(claim: Claim) -> object:
    return _OR.search(claim.text)


def _decides(claim: Claim) -> object:
    return _is_open(claim) or _DENIED.search(claim.text)


_RULES = (_Rule(sums_that_fail, _counts, _counts), _Rule(circles, _orders, _orders), _Rule(ruled_out, _decides, _is_open))


def joints_among(claims: Iterable[Claim]) -> Joints:
    """The sets of three claims and more that cannot all hold, each once, in a fixed order; every one is stated as a fact."""
    facts = [claim for claim in claims if claim.modality is Modality.FACT]
    found: dict[tuple[str, ...], Joint] = {}
    complete = True
    for rule in _RULES:
        said = [Said(claim, profile_of(claim)) for claim in rule.among(facts)]
        for number, item in enumerate(rule.sets(said)):
            if number == MOST:
                complete = False
                break
            if item is not None:
                found.setdefault(item.claims, item)
    return Joints(tuple(found[claims] for claims in sorted(found, key=lambda ids: (len(ids), ids))), complete)
