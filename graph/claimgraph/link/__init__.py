"""Which claims collide and which support each other: what the text states, then what rules find."""

from claimgraph.link.blocks import blocks_of, naming_in
from claimgraph.link.candidates import Cut, cut_of, nearest
from claimgraph.link.contradictions import link_across, link_pairs, link_reading, report, weighing_in
from claimgraph.link.events.events import nearest_reports, with_rivals, without_strangers
from claimgraph.link.events.reports import may_be_near
from claimgraph.link.pairs.compare import Comparison, compare
from claimgraph.link.pairs.profile import forget_profiles
from claimgraph.link.rows.tables import MOST, link_row_pairs, link_rows
from claimgraph.link.version import VERSION, is_older, judge_of

__all__ = [
    "MOST",
    "VERSION",
    "Comparison",
    "Cut",
    "blocks_of",
    "compare",
    "cut_of",
    "forget_profiles",
    "is_older",
    "judge_of",
    "link_across",
    "link_pairs",
    "link_reading",
    "link_row_pairs",
    "link_rows",
    "may_be_near",
    "naming_in",
    "nearest",
    "nearest_reports",
    "report",
    "weighing_in",
    "with_rivals",
    "without_strangers",
]
