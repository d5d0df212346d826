"""How well what texts state about their sources' interests is read, and how often it changes how claims are weighed.

    python benchmarks/stakes.py

prints, for the passages of `stakes/passages.json`, precision and recall of the stated ties and of the rules that fire by them, and
for the annotated articles how many ties were read and which rules fired, to be judged by eye: nobody annotated them there.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimgraph.ingest.pipeline import read_text
from claimgraph.model import Graph, Reading
from claimgraph.reason.credibility.scoring import Scored

HERE = Path(__file__).parent
RULES = ("self-serving denial", "in its interest", "against its interest")


@dataclass(slots=True)
class Tally:
    """How many were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def count(self, wanted: list[tuple[str, ...]], found: Iterable[tuple[str, ...]]) -> None:
        """Count what was found once, against what should have been."""
        left = list(wanted)
        for item in found:
            hit = next((want for want in wanted if all(map(_alike, want, item))), None)
            self.right, self.wrong = self.right + (hit in left), self.wrong + (hit is None)
            left = [want for want in left if want != hit]
        self.missed += len(left)

    def __str__(self) -> str:
        found, there = self.right + self.wrong, self.right + self.missed
        figures = f"P {self.right / max(1, found):.2f} R {self.right / max(1, there):.2f}"
        return f"{figures} ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def _alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def ties(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Each tie of a source: who, which way, to whom."""
    for source in reading.sources:
        yield from ((source.name, "towards", affiliation.name) for affiliation in source.affiliations)
        yield from ((source.name, interest.direction.value, interest.name) for interest in source.interests)


def fired(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Each rule of interest that changed how a voice counts: who, which rule, about which claim."""
    graph = Graph.of_reading(reading)
    for act in Scored.of(graph).network.acts:
        names = (rule.rule for rule in act.rules if rule.rule in RULES)
        yield from ((graph.sources[act.voice].name, name, graph.claims[act.head].text) for name in names)


def main() -> None:
    """Print the figures."""
    stated, weighed = Tally(), Tally()
    for passage in json.loads((HERE / "stakes" / "passages.json").read_text())["passages"]:
        reading = read_text(passage["text"])
        stated.count([tuple(tie) for tie in passage["stakes"]], dict.fromkeys(ties(reading)))
        weighed.count([tuple(rule) for rule in passage["rules"]], {(who, rule): None for who, rule, _ in fired(reading)})
    print(f"ties in own passages   {stated}\nrules in own passages  {weighed}\n")
    for path in sorted(path for folder in ("articles", "second", "held", "unseen") for path in (HERE / folder).glob("*.json")):
        reading = read_text(json.loads(path.read_text())["text"])
        print(f"{path.stem}: {len(list(ties(reading)))} ties")
        for who, rule, claim in fired(reading):
            print(f"    {rule}: {who}: {claim}")


if __name__ == "__main__":
    main()
