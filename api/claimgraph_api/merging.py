"""The command about what may be one."""

from typing import Annotated

import typer

from claimgraph_api.options import DATA, AsOfOption, CollectionOption, JsonOption, LimitOption, StoreOption, opened_store


def proposals(
    decision: Annotated[str | None, typer.Argument(metavar="[accept|reject|undo]")] = None,
    *,
    proposal: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind: source, entity or claim.")] = None,
    status: Annotated[str | None, typer.Option(help="Only open, accepted or rejected ones.")] = None,
    note: Annotated[str, typer.Option(help="Why; kept with the decision.")] = "",
    limit: LimitOption = 50,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """List which names and claims may be one, with why; or accept, reject or undo one of these proposals."""
    from claimgraph_api.proposing import proposals_on_terminal  # with what derives, which takes long to load

    asked = {"kind": kind, "status": status}
    with opened_store(store, as_of, collection) as opened:
        proposals_on_terminal(opened, decision, proposal, asked, note=note, limit=limit, json=json)
