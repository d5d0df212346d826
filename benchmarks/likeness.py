"""How well two names of one are told from names of two: pairs of our own, written before the rules were run on them.

    python benchmarks/likeness.py             # precision and recall on name_pairs.tsv: "one" or "two", the kind, both names
    python benchmarks/likeness.py --errors    # with the pairs that were missed or made up

What stored names are looked for, and that weak likenesses need documents that speak of something else together, is not measured here.
"""

import csv
from pathlib import Path

from asking import asking
from claimgraph.ingest.aliases import likeness
from claimgraph.model import Entity, EntityKind

PAIRS = Path(__file__).with_name("name_pairs.tsv")


def measure() -> dict[tuple[bool, bool], list[str]]:
    """The pairs by whether they are one, and whether they were called so."""
    found: dict[tuple[bool, bool], list[str]] = {}
    for truth, kind, one, other in csv.reader(PAIRS.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        nodes = [Entity(f"entity-{name}", "document-a", EntityKind(kind), name) for name in (one, other)]
        found.setdefault((truth == "one", likeness(*nodes) is not None), []).append(f"{one} / {other}")
    return found


if __name__ == "__main__":
    errors = asking(__doc__, "--errors").parse_args().errors
    pairs = measure()
    right, made_up, missed = (pairs.get(key, []) for key in ((True, True), (False, True), (True, False)))
    called, are = len(right) + len(made_up), len(right) + len(missed)
    print(f"P {len(right) / called:.2f} ({len(right)} of {called}) R {len(right) / are:.2f} ({len(right)} of {are})")
    for word, names in (("made up", made_up), ("missed", missed)) if errors else ():
        print(*(f"{word}: {each}" for each in names), sep="\n")
