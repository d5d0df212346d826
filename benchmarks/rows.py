"""How well rows of tables and sentences are compared: precision of what is shown, and recall, with the number of pairs.

    python benchmarks/rows.py [--errors]

The pairs of `rows.tsv` are our own: of those marked `seen` some mistakes were mended with them in view, of those marked `blind` none.
What is apparent counts as neither.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from asking import asking
from claimgraph.exchange.rows import row_id
from claimgraph.exchange.structured import to_reading
from claimgraph.exchange.tables import Reject, read_table
from claimgraph.ingest.pipeline import read_text
from claimgraph.link import link_across
from claimgraph.model import Graph, LinkStatus

PAIRS = Path(__file__).with_name("rows.tsv")
NEITHER = "neither"


def main() -> None:
    """Print the figures of each part."""
    errors = asking(__doc__, "--errors").parse_args().errors
    with PAIRS.open(encoding="utf-8") as file:
        _, header, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [(*line, relation(header[0], *line[:2])) for line in lines]
    for part in ("seen", "blind"):
        told = [item for item in found if item[3] == part]
        wanted, shown = ([item for item in told if item[place] != NEITHER] for place in (2, 4))
        right = sum(item[2] == item[4] for item in shown)
        print(f"{part:<6} n {len(told):>3}  shown {len(shown):>3}, right {right:>3}  of {len(wanted):>3} to be found")
    for row, sentence, label, _, given in found if errors else ():
        if given != label:
            print(f"{given} for {label}: {row} | {sentence}")


def relation(columns: str, row: str, sentence: str) -> str:
    """How a row and the claims of a sentence are linked."""
    links = list(link_across(Graph.of_reading(read_text(sentence)), _table(f"source,{columns}\nRegister,{row}\n")))
    return next((str(link.kind) for link in links if link.status is not LinkStatus.APPARENT), NEITHER)


def _table(words: str) -> Graph:
    return Graph.of(node for graph in _graphs(words) for node in graph.nodes())


def _graphs(words: str) -> Iterator[Graph]:
    for item in read_table(io.BytesIO(words.encode()), name="rows.csv"):
        assert not isinstance(item, Reject), item.reason  # noqa: S101 - our own table
        yield Graph.of_reading(to_reading({row_id(item.row): item.row}, title="A table", media_type="text/csv"))


if __name__ == "__main__":
    main()
