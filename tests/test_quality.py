"""The figures of docs/quality.md on our own annotated texts: a drop below these floors fails."""

import re
import runpy
import shutil
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from event_links import Counts, Folder, measure

from claimgraph.model import Link, LinkKind

ROOT = Path(__file__).parents[1]
FLOORS = {"claims": 0.915, "chains": 0.945, "polarity": 0.94, "certainty": 0.96}
"""The least F1 of the reading on the annotated articles."""

CHAINS = {"second": 0.92, "third": 0.905, "training": 0.885, "fifth": 0.92, "sixth": 0.84, "seventh": 0.815}
"""The least share of chains that are right on further annotated articles, by folder."""


LINKS = {"contradicts": (0.95, 0.15), "supports": (0.4, 0.03)}
"""The least precision and recall of the links inside the annotated articles."""

BETWEEN = {"events_numbers": (0.94, 74), "events_plain_second": (0.93, 31)}
"""The least share that is right of what is proposed between reports of one event, and how many annotated ones are found, by folder."""

ORDINARY = (0.8, 5)
"""The same in ordinary news: those six of 68 articles in which something is found, with sixteen others."""

LEAST_SETS = (0.95, 0.72)
"""The least precision and recall of sets of three claims that cannot all hold."""

LEAST_NAMES = (0.95, 0.85)
"""The least precision and recall of pairs of names that are of one."""

LEAST_STANDING = 0.97
"""The least share of the texts of claims judged good that are still written so; after a change on purpose judge the new ones."""

LEAST_FRAMED = 0.88
"""The least share of plain sentences that are read alike in each frame that names a voice."""

LEAST_SPOKEN = 0.82
"""The least share of plain sentences that are read alike in each place of a passage with several voices."""

LEAST_ATTRIBUTIONS = 0.64
"""The least F1 of attributions in the marked passages that nothing was learned from."""


def measured(script: str, *options: str) -> str:
    """What a benchmark prints; it fails where one of its own leasts is not reached."""
    printed, ended = StringIO(), None
    with patch.object(sys, "argv", [script, *options]), redirect_stdout(printed):
        try:
            runpy.run_path(str(ROOT / "benchmarks" / script), run_name="__main__")
        except SystemExit as ending:
            ended = ending.code
    assert not ended, printed.getvalue()
    return printed.getvalue()


def test_the_reading_keeps_its_figures_on_our_own_articles() -> None:
    printed = measured("reading.py")
    figures = {name: float(value) for name, value in re.findall(r"^(\w+) +P [\d.]+ +R [\d.]+ +F1 ([\d.]+)", printed, re.MULTILINE)}
    assert figures.keys() == FLOORS.keys(), printed
    assert {name for name, floor in FLOORS.items() if figures[name] < floor} == set(), printed


@pytest.mark.parametrize("folder", sorted(CHAINS))
def test_chains_keep_their_share_on_further_articles(folder: str) -> None:
    printed = measured("reading.py", "--articles", str(ROOT / "benchmarks" / folder))
    (right,) = re.findall(r"^chains +P ([\d.]+)", printed, re.MULTILINE)
    assert float(right) >= CHAINS[folder], printed


def test_linking_keeps_its_figures_on_our_own_articles() -> None:
    printed = measured("article_links.py").partition("given claims")[0]
    figures = {name: (float(p), float(r)) for name, p, r in re.findall(r"^(\w+) +P ([\d.]+) +R ([\d.]+)", printed, re.MULTILINE)}
    assert {name for name, floor in LINKS.items() if any(got < least for got, least in zip(figures[name], floor, strict=True))} == set(), (
        printed
    )


def test_reports_of_one_event_keep_what_is_right_of_shown_and_what_is_found() -> None:
    printed = measured("event_links.py", *BETWEEN)
    shown = [tuple(map(int, pair)) for pair in re.findall(r"^  between · proposed: (\d+) right of (\d+)", printed, re.MULTILINE)]
    found = [int(number) for number in re.findall(r"^  between · (\d+) of \d+ annotated contradictions found", printed, re.MULTILINE)]
    for (right, of), number, (share, least) in zip(shown, found, BETWEEN.values(), strict=True):
        assert right / of >= share, printed
        assert number >= least, printed


def test_ordinary_news_keeps_what_is_right_of_shown_and_what_is_found() -> None:
    printed = measured("ordinary_links.py", "--files", "[abcop]*")
    ((right, of),) = re.findall(r"^  proposed: (\d+) right of (\d+)", printed, re.MULTILINE)
    (found,) = re.findall(r"^  (\d+) of \d+ annotated contradictions found", printed, re.MULTILINE)
    assert int(right) / int(of) >= ORDINARY[0], printed
    assert int(found) >= ORDINARY[1], printed


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Two events of five reports in one store."""
    place = tmp_path_factory.mktemp("events")
    for name in ("depot", "acid"):
        for path in (ROOT / "benchmarks" / "events_numbers").glob(f"{name}*"):
            shutil.copy(path, place)
    return Folder.read(place)


def counted(events: Folder, links: Iterable[Link]) -> Counts:
    """What is counted between documents where these are the links."""
    return measure(replace(events, graph=replace(events.graph, links={link.id: link for link in links})), totals=True)["between"]


def contradictions(events: Folder) -> list[Link]:
    return [link for link in events.graph.links.values() if link.kind is LinkKind.CONTRADICTS]


def test_fewer_links_lower_what_is_found(events: Folder) -> None:
    links = contradictions(events)
    found = [counted(events, links[:most]).found for most in range(len(links) + 1)]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] >= 8


def test_links_that_nobody_annotated_lower_what_is_right_of_shown(events: Folder) -> None:
    claims, links = events.graph.claims, contradictions(events)
    others = [claim for claim in claims.values() if claim.document != claims[links[0].from_].document]
    made = [replace(links[0], id=f"made {claim.id}", to=claim.id) for claim in others]
    before, after = counted(events, links), counted(events, [*links, *made])
    assert before.right.total() >= 0.8 * before.shown.total()
    assert after.right.total() < 0.5 * after.shown.total()


def test_what_is_read_hardly_depends_on_who_is_said_to_say_it() -> None:
    printed = measured("framing.py", "--every", "8", "--totals")
    (right,) = re.findall(r"^all +([\d.]+)", printed, re.MULTILINE)
    assert float(right) >= LEAST_FRAMED, printed


def test_who_speaks_in_a_passage_is_told_from_its_other_voices() -> None:
    printed = measured("framing.py", "passages", "contents", "--every", "12", "--totals")
    (right,) = re.findall(r"^all +([\d.]+)", printed, re.MULTILINE)
    assert float(right) >= LEAST_SPOKEN, printed


def test_attributions_keep_their_figures_in_our_own_passages() -> None:
    printed = measured("reading.py", "--marked", "--files", "b*.txt")
    (found,) = re.findall(r"^cue and content at IoU .5 .*F1 ([\d.]+)", printed, re.MULTILINE)
    assert float(found) >= LEAST_ATTRIBUTIONS, printed


def test_sets_of_three_keep_their_figures_on_our_own_sets() -> None:
    printed = measured("sets.py")
    ((precision, recall),) = re.findall(r"^P ([\d.]+) R ([\d.]+)", printed, re.MULTILINE)
    assert float(precision) >= LEAST_SETS[0], printed
    assert float(recall) >= LEAST_SETS[1], printed


def test_names_of_one_keep_their_figures_on_our_own_pairs() -> None:
    printed = measured("likeness.py")
    ((precision, recall),) = re.findall(r"^P ([\d.]+) .*R ([\d.]+)", printed)
    assert float(precision) >= LEAST_NAMES[0], printed
    assert float(recall) >= LEAST_NAMES[1], printed


def test_texts_judged_good_still_stand() -> None:
    printed = measured("wording.py")
    (stands,) = re.findall(r"^good and still there +([\d.]+)", printed, re.MULTILINE)
    assert float(stands) >= LEAST_STANDING, printed


def test_comparing_keeps_its_figures_on_our_own_pairs() -> None:
    assert "|" in measured("linking.py")
