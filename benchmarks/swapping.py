"""Whether a text reads alike whatever its people are called: annotated articles read with other names for them.

    python benchmarks/swapping.py                 # each set of names
    python benchmarks/swapping.py --sets words    # those sets whose label has this in it

Everybody in the articles gets another name, given names by sex, alone or with the surname as before, and the annotation keeps its places.
Printed are the claims found and the chains that are right, and which share of the claims as read before is lost or held by others. The
names are in `swapped_names.txt`.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading import Score, document_of, matched, overlap_f1, same_chain, speakers_of

from claimgraph import language
from claimgraph.extract import read

HERE = Path(__file__).parent
FOLDERS = "articles second third training fifth sixth seventh".split()
_TITLES = r"(?:Mr|Ms|Mrs|Dr|Miss|Professor|Sir|Lady|Dame|Councillor|Coun|Cllr|THE|MR|MS|DR)"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """The people of the articles by sex and the sets of names: given names of men and of women, surnames, and whether these come first."""

    known: Mapping[str, Sequence[str]]
    sets: Mapping[str, tuple[Sequence[str], Sequence[str], Sequence[str], bool]]


@dataclass(frozen=True, slots=True)
class Read:
    """How a text was read: its claims with their chains by place, how many of the annotated were found, and which chains are right."""

    chains: Mapping[Span, list[list[str]]]
    claims: Score
    right: int


def names_in(path: Path) -> Names:
    """The names of a file."""
    lines = path.read_text(encoding="utf-8").replace("\n  ", " ").splitlines()[1:]
    told = dict(line.split(": ", 1) for line in lines)
    known = {label: words.split("; ") for label, words in told.items() if not label.startswith("set ")}
    sets = {}
    for label, words in told.items():
        if label.startswith("set "):
            men, women, last = (part.split(", ") for part in words.split(" | "))
            sets[label.removeprefix("set ")] = (men, women, last, "surname first" in label)
    return Names(known, sets)


def renamed(article: Mapping[str, Any], names: Names, label: str) -> dict[str, str]:
    """How the people of an article are called with a set of names, by what they are called in it."""
    text, (men, women, last, first) = article["text"], names.sets[label]
    given: dict[str, str] = {}
    surnames = {name for name in names.known["surnames"] if re.search(rf"\b{_TITLES} {name}\b", text, re.IGNORECASE)}
    for sex in ("men", "women"):
        for full in names.known[sex]:
            if full.lower() in text.lower() or re.search(rf"\b{_TITLES} {full.split(' ', 1)[1]}\b", text):
                surnames.add(full.split(" ", 1)[1])
            if full.lower() in text.lower():
                given[full.split(" ", 1)[0]] = sex
        given |= {name: sex for name in names.known[f"{sex} alone"] if re.search(rf"\b{name}\b", text)}
    draw = random.Random(f"{article['id']}{label}")  # noqa: S311 - names for a figure, nothing secret
    called = _drawn(draw, sorted(surnames), last)
    for sex, pool in (("men", men), ("women", women)):
        called |= _drawn(draw, sorted(name for name in given if given[name] == sex and name not in surnames), pool)
    for one in set(given) - surnames:
        for surname in surnames:
            pair = (called[surname], called[one]) if first else (called[one], called[surname])
            called[f"{one} {surname}"] = " ".join(pair)
    return called | {name.upper(): other.upper() for name, other in called.items()}


def _drawn(draw: random.Random, keys: Sequence[str], pool: Sequence[str]) -> dict[str, str]:
    order = draw.sample(pool, len(pool))
    return {key: order[number % len(order)] for number, key in enumerate(keys)}


def swapped(text: str, called: Mapping[str, str]) -> tuple[str, Callable[[int], int]]:
    """The text with other names, and where a place of it is then."""
    if not called:
        return text, lambda at: at
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(called, key=len, reverse=True)))})(?![\w-])")
    cuts = [(found.end(), len(called[found.group()]) - len(found.group())) for found in pattern.finditer(text)]
    return pattern.sub(lambda found: called[found.group()], text), lambda at: at + sum(more for end, more in cuts if end <= at)


def read_against(text: str, gold: Sequence[Mapping[str, Any]]) -> Read:
    """A text as it is read, beside its annotation."""
    reading = read(document_of(text))
    places: dict[Span, str] = {}
    for assertion in reading.assertions:
        if assertion.content.claim is not None and not assertion.implied:
            places.setdefault((assertion.quote.start, assertion.quote.end), assertion.content.claim)
    found = list(places)
    scores = {
        (i, j): overlap_f1((span,), ((claim["start"], claim["end"]),))
        for i, span in enumerate(found)
        for j, claim in enumerate(gold)
        if span[0] < claim["end"] and claim["start"] < span[1]
    }
    pairs, chains = matched(scores), {span: speakers_of(reading, claim) for span, claim in places.items()}
    right = sum(any(same_chain(chain, gold[j]["speakers"]) for chain in chains[found[i]]) for i, j in pairs)
    return Read(chains, Score(len(pairs), len(found), len(gold)), right)


def changed(before: Read, after: Read, moved: Callable[[int], int], rename: Callable[[str], str]) -> int:
    """How many claims of one reading are lost in the other, or held by others there."""
    count = 0
    for (start, end), chains in before.chains.items():
        now = after.chains.get((moved(start), moved(end)))
        same = now is not None and len(now) == len(chains)
        count += not (same and now is not None and all(any(same_chain([*map(rename, one)], two) for two in now) for one in chains))
    return count


def _articles() -> Iterator[dict[str, Any]]:
    for folder in FOLDERS:
        for path in sorted((HERE / folder).glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def _read_renamed(article: Mapping[str, Any], called: Mapping[str, str], before: Read) -> tuple[Read, int]:
    """How an article is read whose people are called otherwise, and how many claims have changed by that."""

    def rename(name: str) -> str:
        return swapped(name, called)[0]

    text, moved = swapped(article["text"], called)
    gold = [
        {**claim, "start": moved(claim["start"]), "end": moved(claim["end"]), "speakers": [*map(rename, claim["speakers"])]}
        for claim in article["claims"]
    ]
    after = read_against(text, gold)
    return after, changed(before, after, moved, rename)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default="", help="only sets of names whose label has this in it")
    options = parser.parse_args(arguments)
    language.load()
    names, articles = names_in(HERE / "swapped_names.txt"), list(_articles())
    plain = [read_against(article["text"], article["claims"]) for article in articles]
    _print("as written", plain, 0)
    for label in (label for label in names.sets if options.sets in label):
        others, lost = [], 0
        for article, before in zip(articles, plain, strict=True):
            after, changes = _read_renamed(article, renamed(article, names, label), before)
            others.append(after)
            lost += changes
        _print(label, others, lost)
    return 0


def _print(label: str, read: Sequence[Read], lost: int) -> None:
    claims = sum((one.claims for one in read), Score(0, 0, 0))
    right = sum(one.right for one in read)
    share = lost / max(1, claims.predicted)
    chains = f"{right / claims.right:.3f} ({right} of {claims.right:g})"
    print(f"{label:32} claims F1 {claims.f1:.3f}  chains {chains}  changed {share:.3f} ({lost})")


if __name__ == "__main__":
    sys.exit(main())
