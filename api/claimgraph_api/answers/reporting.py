"""What came of adding a document, in lines for people: on a terminal and on a page alike."""

from collections.abc import Iterator, Mapping
from typing import Any


def counted(number: int, noun: str) -> str:
    """A number with its noun, which is given as one of several.

    >>> counted(1, "claims"), counted(1200, "claims")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {noun.removesuffix('s') if number == 1 else noun}"


def added_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """What is to be known of an addition besides how much was read; of a report as `claimgraph add --json` gives it."""
    yield from cut_lines(report.get("cut", 0))
    if report.get("waiting"):
        yield "stored, and compared with what is older once that was compared itself; where it is stopped it goes on later"
    yield from (f"{finding['kind']}: {finding['message']}" for finding in report["findings"])
    yield from asked_lines(report.get("proposals"))


def same_text_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Which documents that were stored before carry the very same text."""
    for other in report["same_text"]:
        yield f"the same text is stored as {other['document']}" + (f", from {other['url']}" if other["url"] else "")


def cut_lines(number: int) -> Iterator[str]:
    """That so many claims were not compared with all that they might be, if any."""
    if number:
        yield f"{counted(number, 'claims')} compared with the nearest or latest only: too many others are about the same"


def asked_lines(proposals: Mapping[str, Any] | None) -> Iterator[str]:
    """What came of asking a language model, in a line, and what went wrong, in another."""
    if proposals is None:
        return
    counts = f"{counted(len(proposals['nodes']), 'nodes')} proposed, {proposals['merged']:,} merged"
    tokens = f"{proposals['input_tokens']:,} + {proposals['output_tokens']:,} tokens"
    cost = f", cost {proposals['cost']:g}" if proposals["cost"] is not None else ""
    yield f"{proposals['judge']}: {counts}, {proposals['asked']} of {counted(proposals['pieces'], 'pieces')} asked, {tokens}{cost}"
    if proposals["problem"]:
        yield f"language model: {proposals['problem']}; what the rules read stands"
