"""How well statements are compared: precision and recall of "contradicts" and "supports", beside what needs no rules.

    python benchmarks/linking.py                              # our own pairs beside this file
    python benchmarks/linking.py --data FOLDER                # also the data sets found there
    python benchmarks/linking.py --data FOLDER --errors 10    # with examples of what was wrong

What is asked of each set, in `pair_sets.py`:

- our own pairs, SICK (Marelli et al., SemEval 2014), Breaking NLI (Glockner et al., ACL 2018), NewsNLI of EQUATE (Ravichander et al.,
  CoNLL 2019; it holds no contradictions): how two sentences stand to each other;
- HealthVer (Sarrouti et al., EMNLP Findings 2021), CLIMATE-FEVER (Diggelmann et al., 2020): a claim and a passage of evidence that
  refutes it, supports it or neither;
- Perspectrum (Chen et al., NAACL 2019): a claim to be argued for or against, and each wording of each perspective on it, which undermines
  or supports it. To undermine is taken for "contradicts", though most of these are reasons against a claim and deny nothing that it says;
- FNC-1 (Fake News Challenge, 2017): a headline, and all that is stated in the body of a report, which disagrees ("contradicts"), agrees
  ("supports"), discusses or is unrelated. One statement of the body that collides with the headline is enough;
- FA-KES (Abu Salem et al., ICWSM 2019), in `one_war.py`: 94 reports of one war in one store. Which of them collide is not annotated, so
  what is linked between two reports of different places or days is taken for wrong, as far as the set knows these: a test of false alarms.

Beside it stands a floor, "a negation": one of two statements alone holds a word of denial, and they share half the words of the shorter;
and chance, which is the precision of whoever calls every pair. Intervals are 95 %, from drawing anew what hangs together: all pairs of a
claim or of a body. Where nothing wrong was seen they say nothing of how much may be. Exits with 1 where a set misses its least.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import one_war
from pair_sets import CONTRADICTS, DATA, HERE, NEITHER, OWN, SUPPORTS, Pair, PairSet
from tallies import Score

from claimgraph.extract.statements.slots import fill_slots
from claimgraph.link import compare
from claimgraph.model import Claim

Call = Callable[[Pair], str]
HEAD = "| set | pairs | contradictions | right of called | P | R | a negation: P | R | chance P | supports: P | R |"
_DENIAL = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b")
_WORD = re.compile(r"\d+|[^\W\d_]{4,}")


def main() -> int:
    """Measure our own pairs, and the data sets where a folder is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder that holds the data sets")
    parser.add_argument("--errors", type=int, default=0, help="how many mistakes of each kind to print")
    options = parser.parse_args()
    asked = [(HERE, item) for item in OWN] + [(options.data, item) for item in DATA if options.data]
    print(HEAD + "\n" + "|---" * (HEAD.count("|") - 1) + "|")
    reached = [measure(item, list(item.load(folder)), errors=options.errors) for folder, item in asked]
    if options.data:
        one_war.measure(options.data, denial, errors=options.errors)
    return 0 if all(reached) else 1


def measure(asked: PairSet, pairs: Sequence[Pair], *, errors: int) -> bool:
    """Compare all pairs of a set, print its figures, and say whether its least was reached."""
    ours, floor = list(map(comparing(pairs), pairs)), list(map(denial, pairs))
    score, supports = _score(pairs, ours, CONTRADICTS), _score(pairs, ours, SUPPORTS)
    print(f"| {asked.name} | {len(pairs):,} {line(score, _score(pairs, floor, CONTRADICTS), len(pairs))} | {supports} |", flush=True)
    for pair, called in _mistakes(pairs, ours, errors):
        print(f"    {pair.relation}, called {called}\n        {pair.first}\n        {' · '.join(pair.others)[:300]}")
    return not (score.precision.value < asked.precision or score.recall.value < asked.recall)


def line(score: Score, floor: Score, pairs: int) -> str:
    """The middle of a row: the score of "contradicts", of the floor and by chance."""
    called, there = score.precision, score.recall.of
    return f"| {there:,} | {called.right} of {called.of} | {score} | {floor} | {there / pairs:.3f}"


def comparing(pairs: Iterable[Pair]) -> Call:
    """What the rules call a pair, with the slots of all statements filled beforehand."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.first, *pair.others)))
    filled = enumerate(zip(texts, fill_slots(texts), strict=True))
    claims = {text: Claim(f"claim {at}", "", text, slots=slots) for at, (text, slots) in filled}

    def call(pair: Pair) -> str:
        found = {compare(claims[pair.first], claims[other]).relation for other in pair.others}
        return next((relation for relation in (CONTRADICTS, SUPPORTS) if relation in found), NEITHER)

    return call


def denial(pair: Pair) -> str:
    """The floor: a contradiction where one statement alone denies something and half the words of the shorter are shared."""
    first, denies = words_of(pair.first)
    for other, also in map(words_of, pair.others):
        if denies is not also and 2 * len(first & other) >= min(len(first), len(other)) > 0:
            return CONTRADICTS
    return NEITHER


@cache
def words_of(text: str) -> tuple[frozenset[str], bool]:
    """The longer words and the numbers of a text, and whether it holds a word of denial."""
    small = text.casefold()
    return frozenset(_WORD.findall(_DENIAL.sub(" ", small))), bool(_DENIAL.search(small))


def _score(pairs: Sequence[Pair], calls: Sequence[str], relation: str) -> Score:
    return Score.of((pair.group, called == relation, pair.relation == relation) for pair, called in zip(pairs, calls, strict=True))


def _mistakes(pairs: Sequence[Pair], calls: Sequence[str], most: int) -> Iterator[tuple[Pair, str]]:
    """Pairs that were wrongly called contradictions, and contradictions that were missed."""
    wrong = [(pair, called) for pair, called in zip(pairs, calls, strict=True) if pair.relation != called]
    yield from [(pair, called) for pair, called in wrong if called == CONTRADICTS][:most]
    yield from [(pair, called) for pair, called in wrong if pair.relation == CONTRADICTS][:most]


if __name__ == "__main__":
    sys.exit(main())
