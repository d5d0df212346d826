"""The commands that look into a store: lists, one node or dispute, searches, histories."""

from collections.abc import Callable
from typing import Annotated

import typer

from claimgraph.ids import kind_of
from claimgraph.records import to_record
from claimgraph.store import SEARCH_FILTERS
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, AsOfOption, CollectionOption, JsonOption, LimitOption, StoreOption, opened_store


def lists(shelf: str) -> Callable[..., None]:
    """The command that lists the nodes of a kind."""

    def list_nodes(
        store: StoreOption = DATA,
        *,
        json: JsonOption = False,
        limit: LimitOption = 50,
        cursor: str | None = None,
        as_of: AsOfOption = None,
        collection: CollectionOption = None,
    ) -> None:
        with opened_store(store, as_of, collection) as opened:
            terminal.print_page(opened.page(shelf, limit=limit, cursor=cursor), json=json)

    list_nodes.__doc__ = f"List the {shelf}, newest first."
    return list_nodes


def disputes(
    store: StoreOption = DATA,
    *,
    json: JsonOption = False,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """List what is contested, the most contested first."""
    from claimgraph_api.commands.showing import derived_from

    with opened_store(store, as_of, collection) as opened:
        found = derived_from(opened).dispute_records(limit=limit)
    if json:
        terminal.print_json(to_record(found))
    else:
        terminal.print_disputes(found.items, found.total)


def search(
    query: str,
    *,
    store: StoreOption = DATA,
    json: JsonOption = False,
    limit: LimitOption = 20,
    cursor: str | None = None,
    as_of: AsOfOption = None,
    kind: str | None = None,
    entity: str | None = None,
    source: str | None = None,
    document: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    collection: CollectionOption = None,
) -> None:
    """Find claims, quotes, sources, entities and documents by words, narrowed by what hits are, are about and say."""
    given = dict(zip(SEARCH_FILTERS, (kind, entity, source, document, status, since, until), strict=True))
    with opened_store(store, as_of, collection) as opened:
        found = opened.search(query, where={name: value for name, value in given.items() if value}, limit=limit, cursor=cursor)
    terminal.print_found(found, json=json)


def show(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show one node with what rests on it, or one dispute face to face."""
    from claimgraph_api.commands.showing import show_dispute, show_node

    with opened_store(store, as_of, collection) as opened:
        (show_dispute if kind_of(node_id) == "dispute" else show_node)(opened, node_id, json=json)


def history(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    store: StoreOption = DATA,
    json: JsonOption = False,
    collection: CollectionOption = None,
) -> None:
    """Show all versions of a node: who recorded and who retracted each, when and why."""
    with opened_store(store, None, collection) as opened:
        terminal.print_history(opened.history(node_id), json=json)
