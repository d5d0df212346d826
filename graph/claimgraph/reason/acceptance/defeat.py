"""Which attacks succeed: an attack fails against a target that is clearly more credible (Amgoud and Cayrol, AMAI 2002).

With a margin of 0 and credibilities that all differ, defeat has no cycle, so that one answer follows. A margin leaves near-ties
mutual: they are the contested core.
"""

import numpy as np

from claimgraph.reason.arrays import Flags, Floats, Integers

MARGIN = 0.02
"""A target must be more credible by more than this to shake off an attack."""


def defeats(tails: Integers, heads: Integers, credibility: Floats, *, margin: float = MARGIN) -> Flags:
    """Which attacks tail → head are defeats: all but those on a target that is more credible by more than the margin.

    A credibility that is not known (NaN) shakes off nothing, and nothing is shaken off because of it.
    """
    return np.asarray(~(credibility[heads] > credibility[tails] + margin))
