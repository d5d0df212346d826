"""What people decide about what was read in a text, and what a later reading may change; values in, values out."""

from claimgraph.review.changes import Change, Grammar, Revision
from claimgraph.review.correcting import correct
from claimgraph.review.decisions import decisions_on, undo
from claimgraph.review.rereading import Made, Outcome, reread

__all__ = ["Change", "Grammar", "Made", "Outcome", "Revision", "correct", "decisions_on", "reread", "undo"]
