"""How well sets of three claims that cannot all hold are found: sets of our own, written before the rules were run on them.

    python benchmarks/sets.py             # precision and recall on sets.tsv: "yes" or "no", then the claims
    python benchmarks/sets.py --errors    # with the sets that were missed or made up

The claims of a set are taken to be of one document.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from asking import asking
from claimgraph.ingest.pipeline import statements
from claimgraph.link.joint import joints_among

SETS = Path(__file__).with_name("sets.tsv")


@dataclass(frozen=True, slots=True)
class Result:
    """The sets that were found rightly, made up and missed."""

    right: tuple[str, ...]
    made_up: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the sets that were called impossible, how many are."""
        return len(self.right) / max(1, len(self.right) + len(self.made_up))

    @property
    def recall(self) -> float:
        """Of the sets that are impossible, how many were called so."""
        return len(self.right) / max(1, len(self.right) + len(self.missed))


def measure() -> Result:
    """What the rules say of all sets."""
    found: dict[tuple[bool, bool], list[str]] = {}
    for truth, *claims in csv.reader(SETS.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        called = any(len(each.claims) == len(claims) for each in joints_among(statements(claims)).found)
        found.setdefault((truth == "yes", called), []).append(" | ".join(claims))
    right, made_up, missed = (tuple(found.get(key, ())) for key in ((True, True), (False, True), (True, False)))
    return Result(right, made_up, missed)


if __name__ == "__main__":
    errors = asking(__doc__, "--errors").parse_args().errors
    result = measure()
    print(f"P {result.precision:.2f} R {result.recall:.2f}, {len(result.right) + len(result.missed)} impossible sets")
    for name, sets in (("made up", result.made_up), ("missed", result.missed)) if errors else ():
        print(*(f"{name}: {each}" for each in sets), sep="\n")
