"""Free indirect speech: a sentence that goes on with what somebody was just said to say, by its tense alone.

What is reported in the past is shifted back: "He told the court that P. He had counted 391", "The mayor replied that P. The town would
always have a park" (A. Banfield, Unspeakable Sentences, 1982). Nothing else carries a speaker over a full stop.
"""

from claimgraph.extract.grammar.cues import VERBS
from claimgraph.extract.grammar.frames import subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.naming.antecedents import FIRST


def is_shifted_back(clause: Word) -> bool:
    """Whether a clause is in the past perfect: "had counted"."""
    return clause.tag == "VBN" and any(child.lower in {"had", "'d"} and child.dep == "aux" for child in clause.children)


def is_foretold(parse: Parse, clause: Word, said: Word) -> bool:
    """Whether a clause tells by "would", and no condition, what was ahead of somebody who said something."""
    would = any(child.lower == "would" for child in clause.all_children("aux"))
    subject, words = subject_of(clause), parse.words_of(parse.sentence_of(clause))
    own = subject is None or subject.lower in FIRST or clause.lemma in VERBS
    return would and said.tag in {"VBD", "VBN"} and not own and not any(word.lower == "if" for word in words)
