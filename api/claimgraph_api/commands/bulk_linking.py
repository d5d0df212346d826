"""Comparing all claims of a store in bulk: what `claimgraph link` does."""

import sys
from typing import Any

import typer

from claimgraph.errors import InputError
from claimgraph.store import Store
from claimgraph_api.answers.judging import PERSON

SHOWN = 5
"""Of how many over-full blocks the sizes are told."""


def link_store(store: Store, *, anew: bool) -> dict[str, Any]:
    """Compare what was not compared in bulk yet, or everything `anew`, and report; raises InputError without the extra `bulk`."""
    try:
        from claimgraph.pairing.bulk import Paired, Progress, link_all
    except ImportError as error:
        raise InputError("comparing in bulk needs DuckDB and Ibis: install claimgraph[bulk]") from error
    done, paired = Progress(seq=store.seq()), None
    for step in link_all(store, actor=PERSON, anew=anew, told=print_followed):
        if isinstance(step, Paired):
            paired = step
        else:
            done = step
            print_line(f"{'█' * (20 * done.pairs // max(done.of, 1)):░<20} {done.pairs:,} of {done.of:,} pairs, {done.links:,} links")
    print_line("")
    cut = paired.over_full if paired else ()
    return {
        "claims": done.claims,
        "pairs": done.pairs,
        "links": done.links,
        "changed": done.changed,
        "gone": done.gone,
        "seq": done.seq,
        "over_full_blocks": len(cut),
        "fullest": [size for size, _ in cut[:SHOWN]],
    }


def print_linked(report: dict[str, Any]) -> None:
    """Say what was compared, and what was left out."""
    typer.echo(f"{report['claims']:,} claims compared in {report['pairs']:,} pairs: {report['links']:,} links, entry {report['seq']}")
    if report["changed"] or report["gone"]:
        typer.echo(f"of the links that older rules found {report['changed']:,} are otherwise now and {report['gone']:,} gone")
    if report["over_full_blocks"]:
        fullest = ", ".join(f"{size:,}" for size in report["fullest"])
        typer.echo(f"{report['over_full_blocks']:,} blocks are over-full, of {fullest} … claims: there the nearest were compared alone")


def print_followed(seq: int, newest: int) -> None:
    """Say how far the blocks are, where somebody looks on."""
    print_line(f"entry {seq:,} of {newest:,} taken in")


def print_line(line: str) -> None:
    """Write a line over the last one, where somebody looks on."""
    if sys.stderr.isatty():
        typer.echo(f"\r{line:<79}", err=True, nl=False)
