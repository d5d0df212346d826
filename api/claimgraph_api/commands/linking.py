"""The commands that seek links in the whole of a store."""

from pathlib import Path
from typing import Annotated

import typer

from claimgraph.store import Store
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, JsonOption, StoreOption


def link(
    all_: Annotated[bool, typer.Option("--all", help="Compare everything anew, not only what was not compared in bulk yet.")] = False,
    store: StoreOption = DATA,
    json: JsonOption = False,
) -> None:
    """Compare the claims of all documents with each other in bulk; stopped, it goes on where it was and links nothing twice."""
    from claimgraph_api.commands.bulk_linking import link_store, print_linked

    with Store.open(store, create=False) as opened:
        (terminal.print_json if json else print_linked)(link_store(opened, anew=all_))


def entail(
    model: Annotated[Path, typer.Argument(metavar="FOLDER", help="config.json, tokenizer.json and model.onnx of a model of entailment.")],
    *,
    most: Annotated[int, typer.Option("--most", min=1, max=100_000, help="Of how many pairs a document it is asked at most.")] = 300,
    all_: Annotated[bool, typer.Option("--all", help="Ask anew of everything.")] = False,
    store: StoreOption = DATA,
    json: JsonOption = False,
) -> None:
    """Let a model of entailment propose contradictions; stopped, it goes on where it was and proposes nothing twice."""
    from claimgraph_api.commands.entailing import entail_store, print_entailed

    with Store.open(store, create=False) as opened:
        (terminal.print_json if json else print_entailed)(entail_store(opened, model, most=most, anew=all_))
