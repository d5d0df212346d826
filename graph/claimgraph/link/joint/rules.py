"""All rules about three claims and more, run over a handful of claims within a budget."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from claimgraph.link.joint.alternatives import ruled_out
from claimgraph.link.joint.joint import Joint, Joints, Said
from claimgraph.link.joint.orders import circles
from claimgraph.link.joint.sums import sums_that_fail
from claimgraph.link.profile import profile_of
from claimgraph.model import Claim, Modality

MOST = 20_000
"""How many combinations of claims each rule may look at."""
_RULES: tuple[Callable[[Sequence[Said]], Iterator[Joint | None]], ...] = (sums_that_fail, circles, ruled_out)
_TELLING = re.compile(r"\b(?:before|after|preced|follow|or|not|never|no|neither|n't)|n't\b|\d{4}", re.IGNORECASE)
"""Words without which a claim that counts nothing has no part in any rule."""


def joints_among(claims: Iterable[Claim]) -> Joints:
    """The sets of three claims and more that cannot all hold, each once, in a fixed order; every one is stated as a fact."""
    said = [Said(claim, profile_of(claim)) for claim in claims if claim.modality is Modality.FACT and _may_count(claim)]
    found: dict[tuple[str, ...], Joint] = {}
    complete = True
    for rule in _RULES:
        for number, item in enumerate(rule(said)):
            if number == MOST:
                complete = False
                break
            if item is not None:
                found.setdefault(item.claims, item)
    return Joints(tuple(found[claims] for claims in sorted(found, key=lambda ids: (len(ids), ids))), complete)


def _may_count(claim: Claim) -> bool:
    """The cheap test before the profile."""
    return bool(claim.slots.quantities or claim.slots.time or _TELLING.search(claim.text))
