"""The expression that pairs all claims at once finds what pairing them one by one finds."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.link.blocks import MEETING
from claimgraph.link.candidates import MEET, Blocks, Limits
from claimgraph.pairing.bulk import Batch, Paired, pair_files

Told = Sequence[Sequence[Sequence[int]]]
"""Documents of claims, each with its blocks."""

BLOCKS = st.sampled_from([*range(1, 6), *range(MEETING, MEETING + 4)])
DOCUMENTS = st.lists(st.lists(st.lists(BLOCKS, unique=True, max_size=4), min_size=1, max_size=4), max_size=14)


def one_by_one(told: Told, limits: Limits) -> set[tuple[int, int]]:
    shelf, found, number = Blocks(limits), set(), 0
    for document in told:
        for place, blocks in enumerate(document):
            found |= {(number + place, earlier) for earlier in shelf.near(blocks).found}
        for blocks in document:
            shelf.add(number, blocks)
            number += 1
    return found


def write(folder: Path, told: Told) -> None:
    number = 0
    with (folder / "blocks.csv").open("w") as blocks, (folder / "claims.csv").open("w") as claims:
        for document, inside in enumerate(told):
            for those in inside:
                claims.write(f"{number},document-{document}\n")
                blocks.writelines(f"{block},{number}\n" for block in those)
                number += 1


def at_once(told: Told, limits: Limits) -> tuple[set[tuple[int, int]], Paired]:
    with TemporaryDirectory() as place:
        write(Path(place), told)
        paired = pair_files(Path(place), since=-1, limits=limits)
        rows = pairs(paired.batches())
    assert len(rows) == paired.count == len(set(rows))
    return set(rows), paired


def pairs(batches: Iterable[Batch]) -> list[tuple[int, int]]:
    return [(later, earlier) for batch in batches for later, found in batch.pairs.items() for earlier in found]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(DOCUMENTS, st.integers(1, 4), st.integers(0, 6))
def test_pairing_at_once_finds_what_pairing_document_by_document_finds(told: Told, reach: int, budget: int) -> None:
    limits = Limits(reach, budget)
    assert at_once(told, limits)[0] == one_by_one(told, limits)


def test_blocks_in_which_more_stand_than_a_claim_reaches_are_told_the_fullest_first() -> None:
    told = [[[1, 2]], [[1, 2]], [[1, 3]], [[1]], [[2]]]
    found, paired = at_once(told, Limits(reach=2, budget=0))
    assert paired.over_full == ((4, 0), (3, 0))
    assert (3, 1) in found
    assert (3, 0) not in found


def test_a_row_is_paired_with_the_last_sentences_alone_and_never_with_rows() -> None:
    row, sentence = [[MEETING]], [[MEETING + 1]]
    told = [*[sentence] * (MEET.reach + 5), row, row, sentence]
    limits = Limits(reach=2, budget=0)
    found, _ = at_once(told, limits)
    assert found == one_by_one(told, limits)
    first, last = MEET.reach + 5, MEET.reach + 7
    assert {earlier for later, earlier in found if later == first} == set(range(5, first))
    assert {earlier for later, earlier in found if later == last} == {first, first + 1}
