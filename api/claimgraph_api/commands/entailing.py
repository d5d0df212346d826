"""Asking a model of entailment about a store: what `claimgraph entail` does."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from claimgraph.link.entailment import EntailmentModel
from claimgraph.pairing.entailing import Progress, entail_all
from claimgraph.store import Store
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.commands.bulk_linking import print_followed, print_line


def entail_store(store: Store, folder: Path, *, most: int, anew: bool) -> dict[str, Any]:
    """Ask the model in a folder of what it was not asked of yet, or of everything `anew`, and report. Raises InputError."""
    model = EntailmentModel.load(folder)
    done = Progress()
    for done in entail_all(store, model, actor=PERSON, most=most, anew=anew, told=print_followed):
        print_line(f"{done.documents:,} of {done.of:,} documents, {done.pairs:,} pairs, {done.links:,} contradictions proposed")
    print_line("")
    return {"judge": model.judge, **asdict(done)}


def print_entailed(report: dict[str, Any]) -> None:
    """Say what was asked, what was proposed, and what was left out."""
    asked = f"{report['judge']} was asked of {report['pairs']:,} pairs in {report['documents']:,} documents"
    typer.echo(f"{asked}: {report['links']:,} contradictions proposed, entry {report['seq']}")
    if report["cut"]:
        typer.echo(f"{report['cut']:,} pairs with less in common were left out: ask of more with --most")
