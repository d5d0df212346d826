"""How many published and reference values of reasoning come out, over the worked examples and data sets found in a folder.

Nothing of the data is shipped: the sets are read where they lie (`reasoning/fixtures.json`, `gradual-qbaf`, `abstract-af`,
`td-books`, `td-population`, `crowd-truth`). A set that is not there is left out. For truth discovery over the last three the reference is
another program, where it is installed (`peers.py`); of the populations only what was claimed is there, and not what is right.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any

import numpy as np

from claimgraph.reason import truth
from claimgraph.reason.acceptance import Acceptance, Framework, Label, judge
from claimgraph.reason.acceptance.support import deductive_attacks, necessary_attacks
from claimgraph.reason.gradual import DF_QUAD, EULER_BASED, MLP_BASED, QUADRATIC_ENERGY, BipolarGraph, Semantics, solve
from claimgraph.reason.gradual.ancestry import Ancestry
from claimgraph.reason.gradual.removal import effects_of_removal
from claimgraph.reason.gradual.semantics import EULER_BASED_TOP, SQUARED_DF_QUAD
from claimgraph.reason.gradual.sensitivity import sensitivity_of
from claimgraph.reason.gradual.shares import shares_of
from claimgraph.reason.opinions import Opinion, average, consensus, cumulate, weigh
from claimgraph.reason.opinions.hypotheses import Fit, compare_hypotheses
from claimgraph.reason.truth import Assertions
from peers import NAMES, is_installed, truth_discovery

TOLERANCE = 1e-9
NAMED: dict[str, Semantics] = {
    "DF-QuAD": DF_QUAD,
    "QuadraticEnergy": QUADRATIC_ENERGY,
    "EulerBased": EULER_BASED,
    "MLP": MLP_BASED,
    "SquaredDFQuAD(QBAF-Py)": SQUARED_DF_QUAD,
    "EulerBasedTop": EULER_BASED_TOP,
}
FUSIONS = {"CBF": cumulate, "WBF": weigh, "CCF": consensus, "ABF_ours": average}
METHODS = [name for name in truth.__all__ if name not in ("Assertions", "Truth")]
Difference = tuple[str, float]
"""What was compared, and how far it is off (0 or infinity where only equality counts)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many values of a set agree within the tolerance, and the greatest difference with what it is of."""

    name: str
    agreeing: int
    compared: int
    worst: Difference

    @classmethod
    def of(cls, name: str, differences: Iterable[Difference], tolerance: float = TOLERANCE) -> "Agreement":
        """The agreement of these differences."""
        found = [("", 0.0), *differences]
        return cls(name, sum(off <= tolerance for _, off in found) - 1, len(found) - 1, max(found, key=lambda difference: difference[1]))


def agreements(data: Path) -> Iterator[Agreement]:
    """The agreement with every set that lies in a folder."""
    fixtures = data / "reasoning" / "fixtures.json"
    if fixtures.exists():
        yield from _of_fixtures(json.loads(fixtures.read_text(encoding="utf-8")))
    if (data / "gradual-qbaf").exists():
        yield Agreement.of("gradual-qbaf: DF-QuAD", _bags(data / "gradual-qbaf", "DF-QuAD", DF_QUAD))
        yield Agreement.of("gradual-qbaf: quadratic energy", _bags(data / "gradual-qbaf", "QuadraticEnergy", QUADRATIC_ENERGY))
    if (data / "abstract-af").exists():
        yield Agreement.of("abstract-af: grounded, preferred, stable", _frameworks(data / "abstract-af"))
    for name, reader in CLAIMED.items():
        if (data / name).exists() and is_installed("truthdiscovery"):
            yield Agreement.of(f"{name}: truthdiscovery", _beside(reader(data / name)[0]))


def _of_fixtures(fixtures: dict[str, Any]) -> Iterator[Agreement]:
    yield Agreement.of("strengths", _strengths(fixtures["qbaf"]))
    yield Agreement.of("removal, intrinsic removal, Shapley", _contributions(fixtures, ("removal", "intrinsic_removal", "shapley")))
    yield Agreement.of("gradient", _contributions(fixtures, ("gradient",)))
    yield Agreement.of("grounded, preferred, stable", _dung(fixtures["dung"]))
    yield Agreement.of("support as attacks", _supports(fixtures["bipolar"]))
    yield Agreement.of("truth discovery", _truths(fixtures["truth_discovery"][:2]))
    yield Agreement.of("ACCU with copying (to ±.001)", _copying(fixtures["truth_discovery"]), 1e-3)
    yield Agreement.of("fusion of opinions (to ±.001)", _fusions(fixtures["subjective_logic"]), 1e-3)
    yield Agreement.of("competing hypotheses (to 1e-6)", _hypotheses(fixtures["ach"]), 1e-6)


def bipolar_graph(example: dict[str, Any]) -> tuple[BipolarGraph, dict[str, int]]:
    """The graph of a worked example, and the number of each argument."""
    number = {name: place for place, name in enumerate(example["args"])}
    edges = [*example["attacks"], *example["supports"]]
    weights = [-1.0] * len(example["attacks"]) + [1.0] * len(example["supports"])
    ends = {"tails": [number[tail] for tail, _ in edges], "heads": [number[head] for _, head in edges]}
    return BipolarGraph.of(example["tau"], weights=weights, **ends), number


def _strengths(examples: Iterable[dict[str, Any]]) -> Iterator[Difference]:
    for example in examples:
        graph, number = bipolar_graph(example)
        for name, expected in example["strength"].items():
            found = solve(graph, NAMED[name]).strengths
            yield from ((f"{example['name']} {name} {one}", abs(found[number[one]] - value)) for one, value in expected.items())


def _contributions(fixtures: dict[str, Any], kinds: Iterable[str]) -> Iterator[Difference]:
    graphs = {example["name"]: bipolar_graph(example) for example in fixtures["qbaf"]}
    for case in fixtures["contributions"]:
        graph, number = graphs[case["example"]]
        ancestry = Ancestry.of(graph, number[case["topic"]], NAMED[case["semantics"]])
        items = [[number[name]] for name in case["values"]]
        places = np.concatenate([ancestry.places(np.array(item)) for item in items])
        found = {
            "removal": effects_of_removal(ancestry, items),
            "intrinsic_removal": effects_of_removal(ancestry, items, bare=True),
            "shapley": shares_of(ancestry, items).values,
            "gradient": sensitivity_of(ancestry).arguments[places],
        }
        for place, (name, expected) in enumerate(case["values"].items()):
            yield from ((f"{case['example']} {name} {kind}", abs(found[kind][place] - expected[kind])) for kind in kinds)


def _bags(folder: Path, word: str, semantics: Semantics) -> Iterator[Difference]:
    for title, expected in json.loads((folder / "published_values.json").read_text(encoding="utf-8")).items():
        if word in title:
            lines = (folder / title.split()[0]).read_text(encoding="utf-8")
            base = dict(re.findall(r"arg\((\w+), *([\d.]+)\)", lines))
            edges = {kind: re.findall(rf"{name}\((\w+), *(\w+)\)", lines) for kind, name in (("attacks", "att"), ("supports", "sup"))}
            graph, number = bipolar_graph({"args": list(base), "tau": [float(score) for score in base.values()], **edges})
            found = solve(graph, semantics).strengths
            yield from ((f"{title} {name}", abs(found[number[name]] - value)) for name, value in expected.items())


def _dung(examples: Iterable[dict[str, Any]]) -> Iterator[Difference]:
    for example in examples:
        names = example["args"]
        found = _judged(names, [(attack[0], attack[1]) for attack in example["attacks"]])
        yield _equal(f"{example['name']} grounded", _grounded(found, names), set(example["grounded"]))
        for kind in ("preferred", "stable"):
            yield _equal(f"{example['name']} {kind}", _extensions(found, names, kind), {frozenset(one) for one in example[kind]})


def _frameworks(folder: Path) -> Iterator[Difference]:
    for path, expected in json.loads((folder / "reference.json").read_text(encoding="utf-8")).items():
        if (folder / path).exists():
            text = (folder / path).read_text(encoding="utf-8")
            names = re.findall(r"arg\(([^)]*)\)", text)
            found = _judged(names, re.findall(r"att\(([^,]*),([^)]*)\)", text))
            yield _equal(f"{path} grounded", _grounded(found, names), set(expected["GR"]))
            for kind, key in (("preferred", "PR"), ("stable", "ST")):
                known = {frozenset(one) for one in expected[key]["extensions"]}
                yield _equal(f"{path} {kind}", _extensions(found, names, kind), known)


def _judged(names: list[str], attacks: Iterable[tuple[str, str]]) -> Acceptance:
    number = {name: place for place, name in enumerate(names)}
    ends = [(number[tail], number[head]) for tail, head in attacks]
    return judge(Framework.of(len(names), tails=[tail for tail, _ in ends], heads=[head for _, head in ends]))


def _grounded(found: Acceptance, names: list[str]) -> set[str]:
    return {names[place] for place in np.flatnonzero(found.grounded.labels == Label.IN).tolist()}


def _extensions(found: Acceptance, names: list[str], kind: str) -> set[frozenset[str]]:
    parts = [getattr(component.extensions, kind) for component in found.components]
    chosen = islice(product(*parts), 100_000)
    return {frozenset(_grounded(found, names)).union(names[place] for part in parts for place in part) for parts in chosen}


def _supports(examples: Iterable[dict[str, Any]]) -> Iterator[Difference]:
    for example in examples:
        pairs = {kind: [("abcd".index(word[0]), "abcd".index(word[1])) for word in example[kind]] for kind in ("support", "attack")}
        for name, reading in (("deductive", deductive_attacks), ("necessary", necessary_attacks)):
            found = {"abcd"[a] + "abcd"[b] for a, b in reading(4, supports=pairs["support"], attacks=pairs["attack"])}
            yield _equal(f"{example['support']} {name}", found, set(example[f"{name}_attacks"]))


def _truths(examples: Iterable[dict[str, Any]]) -> Iterator[Difference]:
    for example in examples:
        table = Assertions.of(tuple(triple) for triple in example["triples"])
        for name, expected in example["algorithms"].items():
            found = getattr(truth, {"truthfinder": "truth_finder"}.get(name, name))(table)
            trust = dict(zip(table.sources, found.trust.tolist(), strict=True))
            belief = {f"{what}={value}": number for (what, value), number in zip(table.claims, found.belief.tolist(), strict=True)}
            yield from ((f"{example['name']} {name} {one}", abs(trust[one] - value)) for one, value in expected["trust"].items())
            yield from ((f"{example['name']} {name} {one}", abs(belief[one] - value)) for one, value in expected["belief"].items())


def _copying(examples: list[dict[str, Any]]) -> Iterator[Difference]:
    table, expected = Assertions.of(tuple(triple) for triple in examples[0]["triples"]), examples[2]
    for rounds, key in ((4, "ours_round4"), (11, "ours_round11")):
        found = truth.accu_with_copying(table, rounds=rounds).trust
        yield from ((f"{key} {source}", abs(one - value)) for source, one, value in zip(table.sources, found, expected[key], strict=True))
    best = table.best(truth.accu_with_copying(table).belief)
    yield from (_equal(str(what), best[what], value) for what, value in expected["truth"].items())


def _fusions(examples: Iterable[dict[str, Any]]) -> Iterator[Difference]:
    for example in examples:
        opinions = [Opinion(*parts) for parts in example["opinions"]]
        for name, fuse in FUSIONS.items():
            found = fuse(opinions)
            parts = zip((found.belief, found.disbelief, found.uncertainty), example[name], strict=True)
            yield from ((name, abs(part - value)) for part, value in parts)


def _hypotheses(examples: Iterable[dict[str, Any]]) -> Iterator[Difference]:
    for example in examples:
        found = compare_hypotheses({name: [Fit(fit) for fit in row] for name, row in example["matrix"].items()})
        yield _equal("counts", list(found.counts), example["heuer_count"])
        yield _equal("weighted", list(found.weighted), example["burton_weighted"])
        yield _equal("inconsistency", list(found.inconsistency), example["opensynthesis_inconsistency"])
        yield _equal("consistency", list(found.consistency), example["opensynthesis_consistency"])
        yield from ((name, abs(found.diagnosticity[name] - value)) for name, value in example["diagnosticity"].items())


def _equal(what: str, found: object, expected: object) -> Difference:
    return what, 0.0 if found == expected else float("inf")


def rights(data: Path) -> Iterator[tuple[str, str, int, int]]:
    """For each set with known answers and each method: how many answers are right, of how many."""
    for name, read in CLAIMED.items():
        if (data / name).exists():
            table, known = read(data / name)
            for method in METHODS if known else ():
                best = table.best(getattr(truth, method)(table).belief)
                asked = {what: value for what, value in known.items() if what in best}
                yield name, method, sum(best[what] == value for what, value in asked.items()), len(asked)


def _beside(table: Assertions) -> Iterator[Difference]:
    """Trust and belief by each method that truthdiscovery has too, of one value for each source and object: it takes no second one."""
    firsts = dict[tuple[Any, Any], Any]()
    for who, claim in zip(*(ends.tolist() for ends in table.says.nonzero()), strict=True):
        what, value = table.claims[claim]
        firsts.setdefault((table.sources[who], what), value)
    triples = [(who, what, value) for (who, what), value in firsts.items()]
    single = Assertions.of(triples)
    for method in NAMES:
        found, expected = getattr(truth, method)(single), truth_discovery(triples, method)()
        trusts, beliefs = (part.tolist() for part in (found.trust, found.belief))
        yield from ((f"{method} {who}", abs(one - expected.trust[who])) for who, one in zip(single.sources, trusts, strict=True))
        claims = zip(single.claims, beliefs, strict=True)
        yield from ((f"{method} {what}", abs(one - expected.belief[what][value])) for (what, value), one in claims)


def _crowd(folder: Path) -> tuple[Assertions, dict[str, Any]]:
    def rows(name: str) -> list[list[str]]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]

    return Assertions.of((who, what, value) for what, who, value in rows("answer.csv")), dict(rows("truth.csv"))


def _population(folder: Path) -> tuple[Assertions, dict[str, Any]]:
    """Who wrote which number of inhabitants of a town in a year, as revisions of an encyclopedia; what is right is not there."""
    rows = (line.split("\t") for line in (folder / "first_200_claims.txt").read_text(encoding="utf-8", errors="replace").splitlines())
    return Assertions.of((row[1], row[0], row[2]) for row in rows if len(row) > 2), {}


def _books(folder: Path) -> tuple[Assertions, dict[str, Any]]:
    """Who says who wrote a book: a value is the set of the authors' last names."""
    claims = (line.split("\t") for line in (folder / "claims.txt").read_text(encoding="utf-8", errors="replace").splitlines())
    said = [(row[5].strip("|"), row[2].strip("|"), _last_names(row[4].strip("|"))) for row in claims if len(row) > 5]
    gold = (line.split("\t") for line in (folder / "book_golden.txt").read_text(encoding="utf-8").splitlines() if "\t" in line)
    return Assertions.of(triple for triple in said if triple[2]), {book: _last_names(names) for book, names in gold}


def _last_names(text: str) -> frozenset[str]:
    people = [one for one in text.casefold().split(";") if one.strip() and "not available" not in one]
    if len(people) == 1 and people[0].count(",") and " " in people[0].split(",")[0].strip():
        people = people[0].split(",")
    lasts = ((one.split(",")[0] if "," in one else one.strip().split(" ")[-1]) for one in people if one.strip())
    return frozenset(re.sub("[^a-z]", "", last.replace("andapos;", "")) for last in lasts)


CLAIMED: dict[str, Callable[[Path], tuple[Assertions, dict[str, Any]]]] = {
    "td-books": _books,
    "td-population": _population,
    "crowd-truth/dog": _crowd,
    "crowd-truth/duck": _crowd,
}
"""Sets of claims of sources about objects: how each is read, with the right value of each object that is known."""
