"""Whether what somebody claims is named only to be refused: "was not held in April as X claims, but in May", "five, not nine as X says"."""

from collections.abc import Sequence
from itertools import pairwise

from claimgraph.extract.grammar.contents import meant
from claimgraph.extract.grammar.cues import SPOKEN
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.model import Stance


def is_gainsaid(parse: Parse, verb: Word) -> bool:
    """Whether "as X says" stands with words that the clause around it refuses, so that X holds the opposite of that clause.

    Behind a comma it may as well be said of the whole ("was not paid, as X says"), unless "but" or another value than X's stands beside.
    """
    holds = meant(verb).kind in SPOKEN and meant(verb).stance is Stance.ENDORSES
    if verb.dep != "advcl" or not verb.has_child("as") or not holds or _says_more(verb):
        return False
    apart = parse.words[verb.left - 1].text == ","
    host = next((above for above in verb.ancestors() if above.is_verb), verb.head)
    refused = [word for word in host.all_children("neg") if word.index < verb.left and word.left == word.right]
    corrected = any(word.lower == "but" for word in parse.words[verb.right + 1 : verb.right + 3])
    close = any(verb.left - word.index <= 2 for word in refused)
    return close or bool(refused and (corrected or not apart)) or _is_set_against(parse.words[host.index + 1 : verb.left], apart=apart)


def _says_more(verb: Word) -> bool:
    """Whether somebody says something of its own, so that "as" tells when: "does not pay as he complains about the cost"."""
    told = verb.child("dobj", "xcomp", "ccomp") is not None
    return told or any(prep.lower in {"about", "of", "for", "that", "to"} for prep in verb.all_children("prep"))


def _is_set_against(before: Sequence[Word], *, apart: bool) -> bool:
    """Whether the words before say what is so in place of what X says: "in May, not in June, as X says", "mines rather than shells"."""
    for last, word in pairwise(before):
        if word.lower == "not" and last.text == "," and not word.head.is_root:
            return True
        if not apart and (last.lower, word.lower) in {("rather", "than"), ("instead", "of")}:
            return True
    return False
