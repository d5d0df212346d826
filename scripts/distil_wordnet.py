"""Make the tables that come from WordNet 3.0: which words share a meaning, and what each is a kind of; which agentive nouns are no persons,
which nouns are, and which verbs cannot do without an object.

    apt-get install wordnet-base
    python scripts/distil_wordnet.py /usr/share/wordnet

WordNet (Princeton University) may be copied and changed where its notice stays with it: `link/pairs/wordnet.LICENSE`. Taken are the
words of `link/pairs/vectors.txt`, of each the first meanings of a noun, a verb or an adjective and those of the words derived from the
first ("complain", "complaint"), and what lies above each meaning but what is too wide to tell anything. Meanings are numbered anew.

Of nouns that end as those who do something ("speaker", "tenant") those whose first two meanings are no persons ("container", "pendant")
go to `extract/grammar/no_agents.txt`. Verbs whose first three meanings all take an object by their sentence frames ("Somebody ----s
something"), and none of them goes without, go to `extract/grammar/transitive.txt`; nouns that mostly mean a person to `persons.txt` there.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "graph" / "claimgraph"
WRITTEN = PACKAGE / "link" / "pairs"
SORTS = {"n": "noun", "v": "verb", "a": "adj"}
FIRST = {"n": 3, "v": 2, "a": 1}
"""How many meanings of a word are taken, the most frequent ones."""
WIDEST = {"n": 1000, "v": 60}
"""Under how many others a meaning may lie at most to say what something is."""
Meaning = tuple[str, str]
"""The sort of a word and where in its file WordNet tells of the meaning."""
WITH_OBJECT, WITHOUT_OBJECT = frozenset({8, 9, 10, 11}), frozenset({1, 2, 3, 4, 12, 13, 22, 23, 35})
"""The numbers of WordNet's sentence frames (wninput(5WN)) in which a verb has an object, and in which it has none or a preposition."""
AGENTIVE = re.compile(r"[a-z]{2,}(?:er|or|ist|ian|ant|eer|ee|man|woman|people)")
PERSON = "18"
"""The number of the file of nouns that WordNet's lexicographers have for persons."""


@dataclass(frozen=True, slots=True)
class Synset:
    """A meaning as WordNet tells of it: its words, what it is a kind of, and by word what is derived from it."""

    words: tuple[str, ...]
    above: tuple[Meaning, ...]
    derived: Mapping[int, tuple[Meaning, ...]]


def synsets_in(folder: Path) -> dict[Meaning, Synset]:
    """All meanings."""
    return {meaning: synset for sort in SORTS for meaning, synset in _synsets_of(folder, sort)}


def _synsets_of(folder: Path, sort: str) -> Iterator[tuple[Meaning, Synset]]:
    for line in (folder / f"data.{SORTS[sort]}").read_text(encoding="latin-1").removesuffix("\n").split("\n"):
        if line.startswith(" "):
            continue
        fields = line.partition("|")[0].split()
        count = int(fields[3], 16)
        words = tuple(fields[4 + 2 * number].partition("(")[0].lower() for number in range(count))
        start = 4 + 2 * count + 1
        pointers = [fields[start + 4 * number : start + 4 * number + 4] for number in range(int(fields[start - 1]))]
        above = tuple((to, place) for symbol, place, to, _ in pointers if symbol in ("@", "@i") and to in SORTS)
        derived = defaultdict[int, list[Meaning]](list)
        for symbol, place, to, ends in pointers:
            if symbol in ("+", "\\") and to in SORTS:
                derived[int(ends[:2], 16)].append((to, place))
        yield (sort, fields[0]), Synset(words, above, {number: tuple(places) for number, places in derived.items()})


def meanings_in(folder: Path, synsets: Mapping[Meaning, Synset], words: frozenset[str]) -> dict[tuple[str, str], list[Meaning]]:
    """The first meanings of each word of a sort, and those of what is derived from it there."""
    found: dict[tuple[str, str], list[Meaning]] = {}
    for sort, name in SORTS.items():
        for line in (folder / f"index.{name}").read_text(encoding="latin-1").removesuffix("\n").split("\n"):
            word, *fields = line.split()[:1] + line.split()[2:]
            if line.startswith(" ") or word not in words:
                continue
            own = [(sort, place) for place in fields[int(fields[1]) + 4 :][: FIRST[sort]]]
            derived = [low for meaning in own[:1] for low in synsets[meaning].derived.get(synsets[meaning].words.index(word) + 1, ())]
            found[word, sort] = [*dict.fromkeys((*own, *derived))]
    return found


def sizes_of(synsets: Mapping[Meaning, Synset]) -> dict[Meaning, int]:
    """Under how many others each meaning lies, counted along every way up."""
    below = defaultdict[Meaning, set[Meaning]](set)
    for meaning in synsets:
        queue = [meaning]
        while queue:
            for above in synsets[queue.pop()].above:
                if meaning not in below[above]:
                    below[above].add(meaning)
                    queue.append(above)
    return {meaning: len(found) for meaning, found in below.items()}


def no_agents(folder: Path) -> list[str]:
    """The agentive nouns of one word of which neither of the first two meanings is a person."""
    lines = (line for line in (folder / "data.noun").read_text(encoding="latin-1").split("\n") if line[:1].isdigit())
    persons = {line.split(" ", 2)[0] for line in lines if line.split(" ", 2)[1] == PERSON}
    nouns = (line.split() for line in (folder / "index.noun").read_text(encoding="latin-1").split("\n") if line[:1].isalpha())
    return [word for word, *rest in nouns if AGENTIVE.fullmatch(word) and persons.isdisjoint(rest[int(rest[2]) + 5 :][:2])]


def persons(folder: Path, words: Container[str]) -> list[str]:
    """The nouns among some words, no adjectives, whose first meaning is a kind of person and not one person, as are most of the others."""
    lines = [line.split(" ", 2) for line in (folder / "data.noun").read_text(encoding="latin-1").split("\n") if line[:1].isdigit()]
    people = {offset for offset, sort, rest in lines if sort == PERSON and " @i " not in rest}
    named = {offset for offset, sort, rest in lines if sort == PERSON and " @i " in rest}
    adjectives = {line.split(" ", 1)[0] for line in (folder / "index.adj").read_text(encoding="latin-1").split("\n")}
    found = []
    for line in (folder / "index.noun").read_text(encoding="latin-1").split("\n"):
        if line[:1].isalpha() and line.split()[0] in words and line.split()[0] not in adjectives:
            word, *rest = line.split()
            meanings = [offset for offset in rest[int(rest[2]) + 5 :] if offset not in named]
            if meanings and meanings[0] in people and 2 * sum(one in people for one in meanings) > len(meanings):
                found.append(word)
    return found


def transitive(folder: Path, words: Container[str]) -> list[str]:
    """The verbs among some words that take an object in each of their first three meanings and never go without."""
    frames: dict[str, tuple[list[str], list[tuple[int, int]]]] = {}
    for line in (folder / "data.verb").read_text(encoding="latin-1").split("\n"):
        if line[:1].isdigit():
            offset, _, _, count, *rest = line.split(" | ")[0].split()
            own = [word.lower() for word in rest[: 2 * int(count, 16) : 2]]
            rest = rest[2 * int(count, 16) :]
            rest = rest[1 + 4 * int(rest[0]) :]
            frames[offset] = own, [(int(rest[at + 2]), int(rest[at + 3], 16)) for at in range(0, len(rest) - 1, 3)]
    found = []
    for line in (folder / "index.verb").read_text(encoding="latin-1").split("\n"):
        if line[:1].isalpha():
            word, _, _, pointers, *rest = line.split()
            meanings = (frames[offset] for offset in rest[int(pointers) + 2 :][:3])
            taken = [{frame for frame, at in kept if at in {0, own.index(word) + 1}} for own, kept in meanings]
            if word in words and all(frame & WITH_OBJECT and not frame & WITHOUT_OBJECT for frame in taken):
                found.append(word)
    return found


def main() -> None:
    """Write the tables."""
    folder = Path(sys.argv[1])
    (PACKAGE / "extract" / "grammar" / "no_agents.txt").write_text("\n".join(no_agents(folder)) + "\n", encoding="utf-8")
    words = frozenset((WRITTEN / "vectors.txt").read_text(encoding="utf-8").split())
    (PACKAGE / "extract" / "grammar" / "transitive.txt").write_text("\n".join(transitive(folder, words)) + "\n", encoding="utf-8")
    (PACKAGE / "extract" / "grammar" / "persons.txt").write_text("\n".join(persons(folder, words)) + "\n", encoding="utf-8")
    synsets = synsets_in(folder)
    sizes, found = sizes_of(synsets), meanings_in(folder, synsets, words)
    queue = sorted({meaning for meanings in found.values() for meaning in meanings})
    above: dict[Meaning, list[Meaning]] = {}
    while queue:
        meaning = queue.pop()
        above[meaning] = [high for high in synsets[meaning].above if sizes[high] <= WIDEST.get(high[0], 0)]
        queue += [high for high in above[meaning] if high not in above]
    numbers = {meaning: number for number, meaning in enumerate(sorted(above))}
    kinds = [" ".join(str(numbers[high]) for high in above[meaning]) for meaning in sorted(above)]
    entries = [f"{word}/{sort} {' '.join(str(numbers[one]) for one in meanings)}" for (word, sort), meanings in sorted(found.items())]
    (WRITTEN / "wordnet.txt").write_text("\n".join([",".join(kinds), *entries]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
