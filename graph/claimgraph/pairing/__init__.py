"""Which claims of the record are worth comparing: for a new document at once, and for all documents in bulk; both find the same."""

from claimgraph.pairing.following import follow, follow_near, follow_on, waiting
from claimgraph.pairing.nearby import Nearby, nearby, rows_nearby

__all__ = ["Nearby", "follow", "follow_near", "follow_on", "nearby", "rows_nearby", "waiting"]
