"""What a text counts, for sentences that only say "the figure", and when its author counted it."""

from collections.abc import Iterator

from claimgraph.extract.grammar.frames import subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon

FIGURES = frozenset({"figure", "number", "count", "total", "tally"})
_BEFORE, _AFTER = 2, 1
_MEASURES = lexicon("""year month week day hour minute second percent dollar euro pound mile kilometre kilometer metre meter km ton tonne
    point time way side""")
_TIMES = frozenset({"DATE", "TIME"})


def counted_near(parse: Parse, figure: Word) -> Word | None:
    """What "the figure" counts: the only thing counted in the sentences around; None where none or more than one is."""
    plain = all(child.dep == "det" and child.lower == "the" for child in figure.children)
    if figure.lemma not in FIGURES or not plain or not figure.children:
        return None
    near = range(max(0, figure.sentence - _BEFORE), min(len(parse.sentences), figure.sentence + _AFTER + 1))
    nouns = [noun for index in near if index != figure.sentence for noun in _counted(parse, index)]
    before = [noun for noun in nouns if noun.sentence < figure.sentence]
    return (before or nouns)[-1] if len({noun.lemma for noun in nouns}) == 1 else None


def _counted(parse: Parse, sentence: int) -> Iterator[Word]:
    for word in parse.words_of(parse.sentences[sentence]):
        number = word.child("nummod")
        many = next((child for child in word.all_children("amod") if child.lower == "many" and child.child("advmod") is not None), None)
        exact = number is not None and number.entity in {"CARDINAL", ""} and number.lower != "one"
        if word.tag == "NNS" and word.lemma not in _MEASURES and (exact or many is not None):
            yield word


def time_of_own_count(verb: Word) -> Word | None:
    """The words of time of what the author says to have counted before: "a week ago I put the figure at seven"."""
    subject = subject_of(verb)
    if subject is None or subject.lower not in {"i", "we"}:
        return None
    return time_beside(verb)


def time_beside(verb: Word) -> Word | None:
    """The head of the words of time that a verb has: "said on Monday", "a week ago I put"."""
    for child in verb.children:
        if child.dep in {"npadvmod", "advmod"} and child.entity in _TIMES:
            return child
        inner = child.child("pobj") if child.dep == "prep" else None
        if inner is not None and inner.entity in _TIMES:
            return child
    return None
