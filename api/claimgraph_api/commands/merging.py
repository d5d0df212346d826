"""The command about what may be one."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from claimgraph.errors import InputError
from claimgraph.store import Store
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, AsOfOption, CollectionOption, JsonOption, LimitOption, StoreOption, opened_store


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
    asked = {"kind": kind, "status": status}
    with opened_store(store, as_of, collection) as opened:
        _tell(opened, decision, proposal, asked, note=note, limit=limit, json=json)


def _tell(
    store: Store, decision: str | None, proposal_id: str | None, asked: dict[str, str | None], *, note: str, limit: int, json: bool
) -> None:
    """Decide on a proposal where a decision is named, and print it; else print the first of the list. Raises as `decide` does."""
    from claimgraph.derive import Listed
    from claimgraph_api.answers.proposing import asked_for, decide, proposal_records  # with what derives, which takes long to load
    from claimgraph_api.commands.showing import derived_from

    if (decision is None) != (proposal_id is None):
        raise InputError("say both what is decided and on which proposal: claimgraph proposals accept ID")
    if decision and proposal_id:
        decide(store, derived_from(store).proposal(proposal_id), decision, note)
        found = Listed((derived_from(store).proposal(proposal_id),), None, 1)
    else:
        found = derived_from(store).proposals(where=asked_for(**asked), limit=limit)
    records = proposal_records(store, found.items)
    lines = [*_lines(records), f"{found.total} {'proposal' if found.total == 1 else 'proposals'}"]
    terminal.print_either({"items": records, "next": found.next, "total": found.total}, lines, json=json)


def _lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    for each in records:
        yield f"{each['id']}  {each['kind']} [{each['status']}]  {each['one']['words']}  ≟  {each['other']['words']}"
        yield f"    {each['reason']}"
