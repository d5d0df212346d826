"""Which claims collide and which support each other: what the text states, then what rules find."""

from claimgraph.link.compare import Comparison, compare
from claimgraph.link.contradictions import link_across, link_reading
from claimgraph.link.tables import RowLinks

__all__ = ["Comparison", "RowLinks", "compare", "link_across", "link_reading"]
