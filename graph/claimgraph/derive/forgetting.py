"""Letting go of what a process keeps in memory of words, some of which were erased."""

from claimgraph.derive.items import dispute_of
from claimgraph.link import forget_blocks, forget_profiles
from claimgraph.reason.origins import forget_wordings
from claimgraph.store import forget_nodes


def forget_words() -> None:
    """Let go of the nodes and disputes that this process decoded lately, and of what it worked out to compare claims, texts and quotes."""
    forget_nodes()
    dispute_of.forget()
    forget_profiles()
    forget_blocks()
    forget_wordings()
