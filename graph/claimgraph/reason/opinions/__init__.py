"""What somebody holds of a claim, with how much of that is ignorance: subjective logic, analysts' grades and words, competing hypotheses.

    ADMIRALTY.sources["B"].discounting(opinion_of("likely"))

Formulas, papers and pitfalls: `docs/method.md`.
"""

from claimgraph.reason.opinions.fusion import average, consensus, cumulate, weigh
from claimgraph.reason.opinions.opinion import Opinion
from claimgraph.reason.opinions.scales import ADMIRALTY, ICD_203, KENT, PHIA, Grades, Term, in_words, opinion_of

__all__ = [
    "ADMIRALTY",
    "ICD_203",
    "KENT",
    "PHIA",
    "Grades",
    "Opinion",
    "Term",
    "average",
    "consensus",
    "cumulate",
    "in_words",
    "opinion_of",
    "weigh",
]
