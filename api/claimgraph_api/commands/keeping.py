"""The commands that keep a store: its rules, its journal, backups, collections, and keys."""

from pathlib import Path
from typing import Annotated

import typer

from claimgraph.errors import InputError
from claimgraph.records import to_record
from claimgraph.store import Store, restore_backup
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, AsOfOption, JsonOption, StoreOption, opened_store

keys = typer.Typer(no_args_is_help=True, help="API keys, which every request needs beyond loopback.")
DeriveOption = Annotated[
    bool, typer.Option("--derive", help="First throw away disputes, findings, counts and lists, and derive them anew.")
]
RemoveOption = Annotated[bool, typer.Option("--remove", help="Take them out of the collection.")]


def collect(
    name: str, documents: Annotated[list[str], typer.Argument(metavar="ID…")], *, store: StoreOption = DATA, remove: RemoveOption = False
) -> None:
    """Make documents belong to a collection, or with --remove no longer; nothing of them is retracted."""
    with Store.open(store, create=False) as opened:
        change = opened.release if remove else opened.collect
        seq = change(name, documents, actor=PERSON)
    terminal.print_lines([f"{name}: {len(set(documents)):,} documents {'out' if remove else 'in'}, entry {seq}"])


def collections(store: StoreOption = DATA, json: JsonOption = False, as_of: AsOfOption = None) -> None:
    """List the collections, by name, with how many documents and claims each shows."""
    with opened_store(store, as_of) as opened:
        terminal.print_collections(opened.collections(), json=json)


def check(store: StoreOption = DATA, json: JsonOption = False, derive: DeriveOption = False) -> None:
    """Hold the store against the rules that always hold, the SHACL shapes, and what is kept beside the record against the record.

    Takes minutes for a million claims. On a terminal it says how far it is.
    """
    from claimgraph.derive import derive_anew
    from claimgraph_api.commands.checking import print_checked, print_looked_at, print_problem, run_check

    with Store.open(store, create=False) as opened:
        if derive:
            derive_anew(opened)
        report = run_check(opened, (lambda *_: None) if json else print_problem, print_looked_at)
    print_checked(report, json=json)
    if not report["conforms"]:
        raise typer.Exit(1)


def verify(store: StoreOption = DATA, json: JsonOption = False) -> None:
    """Recompute the journal's chain and every row; name the first entry that was tampered with."""
    with Store.open(store, create=False) as opened:
        found = opened.verify()
    if json:
        terminal.print_json(to_record(found))
    else:
        typer.echo(f"entry {found.broken}: {found.reason}" if found.reason else f"{found.entries:,} entries, all whole")
    if found.broken is not None:
        raise typer.Exit(1)


def backup(file: Annotated[Path, typer.Argument(metavar="FILE")], store: StoreOption = DATA, json: JsonOption = False) -> None:
    """Write the store to one file, consistent at one entry, while others may write. API keys are not in it."""
    with Store.open(store, create=False) as opened:
        made = opened.backup(file)
    terminal.print_backup(made, f"{file}: written", json=json)


def restore(file: Annotated[Path, typer.Argument(metavar="FILE")], store: StoreOption = DATA, json: JsonOption = False) -> None:
    """Restore a backup into an empty folder, once every byte of it and its journal were checked."""
    if "://" in store:
        raise InputError("a backup is restored into a folder: give it with --store FOLDER")
    terminal.print_backup(restore_backup(file, Path(store)), f"{store}: restored", json=json)


@keys.command("new")
def new_key(
    name: Annotated[str, typer.Option(help="Whose key it is.")],
    *,
    scope: Annotated[list[str] | None, typer.Option(help="read, write; may be given twice.")] = None,
    collection: Annotated[list[str] | None, typer.Option(help="What the key is good for, and nothing else; may be given twice.")] = None,
    store: StoreOption = DATA,
) -> None:
    """Make a key. It is shown once: only its hash is kept."""
    with Store.open(store) as opened:
        typer.echo(opened.make_key(name, scope or ["read"], collections=collection or ()))


@keys.command("list")
def list_keys(store: StoreOption = DATA) -> None:
    """List the keys, without their secrets."""
    with Store.open(store, create=False) as opened:
        terminal.print_keys(opened.list_keys())


@keys.command("revoke")
def revoke_key(prefix: str, store: StoreOption = DATA) -> None:
    """End a key at once."""
    with Store.open(store, create=False) as opened:
        if not opened.revoke_key(prefix):
            raise InputError(f"there is no live key {prefix!r}; `claimgraph keys list` shows them")
