"""What is derived from the record and kept up to date: disputes, findings and counts."""

from claimgraph.derive.derived import Derived, Listed
from claimgraph.derive.follower import Follower
from claimgraph.derive.within import Kept

__all__ = ["Derived", "Follower", "Kept", "Listed"]
