"""What is derived from the record: disputes, findings and counts, which are kept up to date; scores, in `weighing`, are not kept."""

from claimgraph.derive.derived import Derived, Listed
from claimgraph.derive.follower import MAKER, Follower, derive_anew
from claimgraph.derive.within import Kept

__all__ = ["MAKER", "Derived", "Follower", "Kept", "Listed", "derive_anew"]
