"""What the strength of an argument would be without something: the one explanation that is a counterfactual.

Removal is the headline beside a score. `effects` are strength - strength without (Kampik et al., IJAR 2024: removal-based
contribution); with `bare`, an item is first cut off from what points at it, so that only its own base score counts
(intrinsic removal). Two attackers that each suffice have removal 0 each: a page must say so.
"""

from collections.abc import Sequence

import numpy as np

from claimgraph.reason.arrays import Floats
from claimgraph.reason.gradual.ancestry import Ancestry


def effects_of_removal(ancestry: Ancestry, items: Sequence[Sequence[int]], *, bare: bool = False) -> Floats:
    """For each item, a group of arguments that go together, what it adds to the topic's strength (negative where it takes away)."""
    absent, alone = _free(ancestry, len(items)), _free(ancestry, len(items))
    for number, item in enumerate(items):
        places = ancestry.places(np.array(item, dtype=np.int64))
        places = places[places != ancestry.topic]
        absent[places, number] = 0.0
        alone[places, number] = ancestry.graph.base[places]
    with_them = ancestry.topic_strengths(alone) if bare else ancestry.topic_strengths(_free(ancestry, 1))
    return np.asarray(with_them - ancestry.topic_strengths(absent))


def _free(ancestry: Ancestry, cases: int) -> Floats:
    return np.full((len(ancestry.arguments), cases), np.nan)
