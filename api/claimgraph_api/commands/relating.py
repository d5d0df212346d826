"""The commands about reports of one event, and the links that people make between what they say."""

from typing import Annotated

import typer

from claimgraph.errors import InputError
from claimgraph.store import Store
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, AsOfOption, CollectionOption, JsonOption, StoreOption, opened_store


def beside(
    document: Annotated[str, typer.Argument(metavar="ID", help="A document.")],
    *,
    each: Annotated[int, typer.Option(min=1, max=20, help="How many claims are laid beside one at most.")] = 3,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask the language model that is set which of these collide; it only proposes.")
    ] = False,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Lay what other reports of the same event say beside the claims of a document."""
    from claimgraph.pairing.beside import reports_beside  # which takes long to load
    from claimgraph_api.answers.laying import ask_model, beside_record, print_asked, print_beside
    from claimgraph_api.settings import load_settings

    if ask and (as_of or collection):
        raise InputError("a model is asked of the whole store as it is now: leave out --as-of and --collection")
    if ask:
        with Store.open(store, create=False) as opened:
            report = ask_model(opened, document, load_settings().language_model)
        terminal.print_json(report) if json else print_asked(report)
        return
    with opened_store(store, as_of, collection) as opened:
        found = reports_beside(opened, document, each=each)
    terminal.print_json(beside_record(found)) if json else print_beside(found)


def relate(
    one: Annotated[str, typer.Argument(metavar="ID", help="A claim.")],
    other: Annotated[str, typer.Argument(metavar="ID", help="Another claim.")],
    type_: Annotated[str, typer.Option("--type", help="states, denial, quantity, time, place, cause; premise, example, updates.")],
    *,
    note: Annotated[str, typer.Option(help="Why; kept with the link.")] = "",
    store: StoreOption = DATA,
) -> None:
    """Record that two claims contradict each other, or that the first supports the second."""
    from claimgraph.ingest.relating import relate as relate_claims

    with Store.open(store, create=False) as opened:
        made, seq = relate_claims(opened, one, other, type_=type_, note=note, person=PERSON)
    typer.echo(f"{made.id}: {made.kind}, {made.type}, entry {seq}")
