"""Which claims of the record are worth comparing: for a new document at once, and for all documents in bulk; both find the same."""

from claimgraph.pairing.following import follow, follow_near, follow_on, place, waiting
from claimgraph.pairing.inside import joined_links
from claimgraph.pairing.nearby import Met, Nearby, nearby, rows_nearby

__all__ = ["Met", "Nearby", "follow", "follow_near", "follow_on", "joined_links", "nearby", "place", "rows_nearby", "waiting"]
