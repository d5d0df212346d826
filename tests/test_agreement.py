"""What the benchmark of reasoning reads of a set of claims is what stands there."""

from pathlib import Path

from agreement import CLAIMED, rights

ROWS = (
    b"elm_2000\tcontributor #1: ann\t7199\t2000\n"
    b"bogot\xc3_2005\tcontributor #0 (1.2.3.4)\t67000\t2005\n"
    b"elm_2000\tcontributor #2: bo\t72\t2000\n"
    b"broken\n"
)


def test_populations_are_read_by_contributor_town_and_number(tmp_path: Path) -> None:
    folder = tmp_path / "td-population"
    folder.mkdir()
    (folder / "first_200_claims.txt").write_bytes(ROWS)
    table, known = CLAIMED["td-population"](folder)
    assert table.sources == ("contributor #1: ann", "contributor #0 (1.2.3.4)", "contributor #2: bo")
    assert table.claims == (("elm_2000", "7199"), ("bogot\N{REPLACEMENT CHARACTER}_2005", "67000"), ("elm_2000", "72"))
    assert table.rivals.tolist() == [2, 1, 2]
    assert not known
    assert list(rights(tmp_path)) == []  # nothing is right or wrong where nobody knows
