"""The command line. Exit codes: 0 done, 1 failed, 2 wrong use. `--json` prints what a program can read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimgraph import __version__, examples_folder
from claimgraph.errors import ClaimgraphError, InputError
from claimgraph.model import Certainty, Modality, Stance
from claimgraph.processes import nursery
from claimgraph.review import Change
from claimgraph.store import Store
from claimgraph_api.answers.judging import PERSON, Decision, record_decision
from claimgraph_api.commands import deriving, keeping, linking, looking, merging, relating, scoring, terminal
from claimgraph_api.commands.options import DATA, AsOfOption, CollectionOption, JsonOption, StoreOption, opened_store

if TYPE_CHECKING:  # loaded where one is asked
    from claimgraph.extract.llm import LanguageModel
    from claimgraph.ingest.inference import Inference

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(keeping.keys, name="keys")
app.add_typer(scoring.trust, name="trust")

BaseOption = Annotated[str, typer.Option("--base", envvar="CLAIMGRAPH_BASE", help="What the IRIs of nodes begin with.")]
HostOption = Annotated[str, typer.Option(envvar="CLAIMGRAPH_HOST", help="Beyond loopback every request needs a key.")]
PortOption = Annotated[int, typer.Option(envvar="CLAIMGRAPH_PORT", min=0, max=65535)]
OpenOption = Annotated[bool, typer.Option(envvar="CLAIMGRAPH_ALLOW_ANONYMOUS_READ", help="Let everybody read from afar without a key.")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="The folder of the SPARQL index.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", envvar="CLAIMGRAPH_WORKERS", min=1, max=64, help="How many processes answer those who read.")
]
IntoOption = Annotated[str | None, typer.Option("--collection", help="The collection that the documents come to belong to.")]
ModelOption = Annotated[
    bool | None,
    typer.Option(
        "--model/--no-model",
        show_default="where CLAIMGRAPH_LLM_URL and CLAIMGRAPH_LLM_MODEL are set",
        help="Whether models propose more than the rules read: a language model, also CLAIMGRAPH_LLM_KEY, …_SECONDS, …_MOST_TOKENS, "
        "…_MOST_COST; and one of entailment, CLAIMGRAPH_NLI, …_NLI_MOST_PAIRS.",
    ),
]
_OTHER = "The second node of sameness or of a merge; the entity that a source is graded about; the judgement that is undone."
OtherOption = Annotated[str | None, typer.Option("--other", help=_OTHER)]
BASE = "http://127.0.0.1:8000/"


def main() -> None:
    """Run the command line; errors of ours are one line on standard error."""
    try:
        app()
    except ClaimgraphError as error:
        typer.echo(f"claimgraph: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"claimgraph {__version__}")
        raise typer.Exit


VersionOption = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


@app.callback()
def options(version: VersionOption = False) -> None:
    """claimgraph keeps who says what, on whose word, and where they collide."""


@app.command()
def demo(host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Read the example dossier into a fresh store, serve it, and print its address."""
    from claimgraph_api.server.serving import serve_demo

    serve_demo(examples_folder() / "dossier", host, port)


@app.command()
def serve(
    store: StoreOption = DATA,
    *,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    base: BaseOption = BASE,
    allow_anonymous_read: OpenOption = False,
    index: IndexOption = None,
    workers: WorkersOption = None,
) -> None:
    """Serve the store over HTTP, with pages for people and SPARQL."""
    from claimgraph_api.server.serving import serve_store

    serve_store(store, host, port, base=base, allow_anonymous_read=allow_anonymous_read, index=index, workers=workers)


@app.command()
def add(
    what: Annotated[list[str], typer.Argument(metavar="PATH…|URL…|-")],
    *,
    store: StoreOption = DATA,
    json: JsonOption = False,
    collection: IntoOption = None,
    model: ModelOption = None,
) -> None:
    """Read documents into the store: files, folders, feeds, addresses, or standard input."""
    from claimgraph.ingest.waiting import compare_waiting
    from claimgraph.pairing import waiting
    from claimgraph_api.commands.adding import add_places
    from claimgraph_api.commands.places import find_places

    asked, inference = _model(model), _inference(model)
    places, passed = find_places(what)
    if passed:
        terminal.warn_of_passed(passed)
    with nursery(), Store.open(store) as opened:
        failed = terminal.print_additions(add_places(opened, places, collection, model=asked, inference=inference), len(places), json=json)
        if waiting(opened):
            compare_waiting(opened)
        if failed:
            raise typer.Exit(1)


@app.command("import")
def import_(
    table: Annotated[str, typer.Argument(metavar="FILE|-")],
    *,
    format: Annotated[str | None, typer.Option(help="csv or ndjson, where neither the name nor the content says it.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Where rejected rows go; FILE.rejects.ndjson where none is given.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="COLUMN", help="A column to pass over; may be given again.")] = None,
    store: StoreOption = DATA,
    json: JsonOption = False,
    collection: IntoOption = None,
) -> None:
    """Bring in a table of claims, CSV or NDJSON, plain or gzip; again, it goes on where it was and adds nothing twice."""
    from claimgraph_api.answers.importing import RejectFile, Table, open_table, run_import

    file, size = (sys.stdin.buffer, None) if table == "-" else open_table(Path(table))
    name = "standard input" if table == "-" else Path(table).name
    with Store.open(store) as opened, RejectFile(rejects or Path(f"{'stdin' if table == '-' else table}.rejects.ndjson")) as refused:
        into = opened.within(collection) if collection else opened
        report = run_import(into, Table(file, name, "cli", format, ignore or (), size), refused, terminal.print_progress)
        if terminal.print_import({**report, "rejects": str(refused.path) if refused.count else None}, json=json):
            raise typer.Exit(1)


@app.command()
def read(place: Annotated[str, typer.Argument(metavar="PATH|URL|-")], json: JsonOption = False, model: ModelOption = None) -> None:
    """Read a document without storing it: assertions with their anchors."""
    from claimgraph.views.report import reading_record
    from claimgraph_api.commands.places import read_only

    asked = _model(model)
    readings = read_only(place, _inference(model))
    if asked is not None:
        from claimgraph.ingest.pipeline import propose  # with all that reads, which takes long to load

        readings = [propose(reading, asked) for reading in readings]
    if json:
        records = [reading_record(reading) for reading in readings]
        terminal.print_json(records[0] if len(records) == 1 else records)
        return
    for reading in readings:
        terminal.print_reading(reading)


@app.command()
def compare(
    first: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    second: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    pairs: Annotated[Path | None, typer.Option(help="A JSON Lines file of pairs: [a, b] or {a, b}; “-” for standard input.")] = None,
) -> None:
    """Say whether two statements about one scene contradict, support or neither."""
    from claimgraph_api.answers.comparing import compare_lines, compare_two

    if pairs is not None and first is None:
        for record in compare_lines(pairs):
            terminal.print_json(record, indent=None)
    elif pairs is None and first is not None and second is not None:
        terminal.print_json(compare_two(first, second))
    else:
        raise typer.BadParameter("give two texts, or --pairs FILE.jsonl")


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(metavar="QUERY|@FILE")],
    *,
    store: StoreOption = DATA,
    base: BaseOption = BASE,
    accept: Annotated[str, typer.Option(help="The media type of the answer.")] = "text/csv, text/turtle;q=0.9",
    index: IndexOption = None,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Ask the graph in SPARQL 1.1."""
    from claimgraph_api.commands.asking import ask

    text = terminal.read_file(Path(query[1:])) if query.startswith("@") else query
    with opened_store(store, as_of, collection) as opened:
        sys.stdout.buffer.write(ask(opened, base, text, accept, index))


@app.command()
def export(
    format: Annotated[str, typer.Option(help="turtle trig nquads ntriples jsonld rdfxml csv ndjson node-link graphml")] = "trig",
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file; standard output where none is given.")] = None,
    derived: Annotated[bool, typer.Option("--derived", help="Disputes, findings, proposals and favoured values too; RDF alone.")] = False,
    trust: Annotated[str | None, typer.Option(help="With --derived, the scores under this trust profile too.")] = None,
    store: StoreOption = DATA,
    base: BaseOption = BASE,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Take the whole store away, or what a collection shows."""
    from claimgraph.exchange import export as pieces
    from claimgraph.views.networkx import graphml, node_link
    from claimgraph_api.answers.exporting import check_asked, export_derived
    from claimgraph_api.commands.showing import derived_from

    check_asked(derived=derived, trust=trust)
    with opened_store(store, as_of, collection) as opened:
        if derived:
            then = opened.at(opened.seq())
            terminal.write_bytes(export_derived(then, derived_from(then), format, base=base, trust=trust), output)
            return
        if format not in ("graphml", "node-link"):
            terminal.write_bytes(pieces(opened, format, base), output)
            return
        graph = opened.graph()
    data = graphml(graph) if format == "graphml" else terminal.to_json(node_link(graph))
    terminal.write_bytes([data.encode()], output)


@app.command()
def judge(
    target: Annotated[str, typer.Argument(metavar="ID")],
    verdict: str,
    *,
    note: str = "",
    other: OtherOption = None,
    text: Annotated[str | None, typer.Option(help="What the claim should say.")] = None,
    quote: Annotated[str | None, typer.Option(help="Words of the document in which it is said.")] = None,
    start: Annotated[int | None, typer.Option(help="Where the quote begins, if it stands more than once.", min=0)] = None,
    speaker: Annotated[str | None, typer.Option(help="Who says it: a name, or the id of a source of the document.")] = None,
    stance: Stance | None = None,
    certainty: Certainty | None = None,
    modality: Modality | None = None,
    part: Annotated[list[str] | None, typer.Option(help="The claim of one part of a split, or a change as JSON; given again.")] = None,
    store: StoreOption = DATA,
) -> None:
    """Record a verdict on a link, an assertion, a name, a source or a claim: accept, reject, edit, split, merge or undo what was read."""
    from claimgraph_api.commands.reviewing import changes_of, verdict_named

    changes = changes_of(Change(text, quote, start, speaker, stance, certainty, modality), part or ())
    with Store.open(store, create=False) as opened:
        made, seq = record_decision(opened, Decision(target, verdict_named(verdict), note, other, tuple(changes)))
    typer.echo(f"{made.id}: {made.verdict}, entry {seq}")


@app.command()
def reread(
    document: Annotated[list[str], typer.Argument(metavar="ID…")],
    store: StoreOption = DATA,
    json: JsonOption = False,
) -> None:
    """Read stored documents again with the rules of today; what people decided on stays as it is."""
    from claimgraph.ingest.rereading import reread as read_again
    from claimgraph_api.answers.judging import reread_report

    with Store.open(store, create=False) as opened:
        for node_id in document:
            terminal.print_reread(reread_report(read_again(opened, node_id, actor="cli")), json=json)


@app.command()
def retract(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help="Why; kept in the journal.")],
    store: StoreOption = DATA,
) -> None:
    """Take a node back with all that rests on it; nothing is deleted."""
    with Store.open(store, create=False) as opened:
        seq = opened.retract(node_id, actor=PERSON, reason=reason)
    typer.echo(f"{node_id}: retracted, entry {seq}")


@app.command()
def erase(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help="Why; kept in the journal, so it should repeat nothing of what is erased.")],
    *,
    store: StoreOption = DATA,
    index: IndexOption = None,
) -> None:
    """Erase the words of a document, a link or a judgement, and of all that ever rested on it. It cannot be undone."""
    from claimgraph_api.commands.asking import forget

    with Store.open(store, create=False) as opened:
        try:
            seq = opened.erase(node_id, actor=PERSON, reason=reason)
        finally:  # also where the database could not be swept
            forget(opened, index)
    typer.echo(f"{node_id}: erased, entry {seq}")


@app.command()
def unretract(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help="Why; kept in the journal.")],
    store: StoreOption = DATA,
) -> None:
    """Bring back exactly what the retraction of a node took."""
    with Store.open(store, create=False) as opened:
        seq = opened.unretract(node_id, actor=PERSON, reason=reason)
    typer.echo(f"{node_id}: brought back, entry {seq}")


def _model(asked: bool | None) -> "LanguageModel | None":
    """The language model that is set, unless it is left out; raises InputError where it is asked for and none is set."""
    from claimgraph_api.settings import load_settings

    model = None if asked is False else load_settings().language_model
    if asked and model is None:
        raise InputError("no language model is set: give CLAIMGRAPH_LLM_URL and CLAIMGRAPH_LLM_MODEL in the environment")
    return model


def _inference(asked: bool | None) -> "Inference | None":
    """The model of entailment that is set, unless models are left out; raises InputError where it is unfit."""
    from claimgraph_api.settings import load_settings

    return None if asked is False else load_settings().inference_model


# What is read first in the help is above.
for _shelf in ("claims", "sources"):
    app.command(_shelf)(looking.lists(_shelf))
for _command in (
    looking.disputes,
    looking.search,
    looking.show,
    looking.history,
    scoring.score,
    scoring.origins,
    scoring.falls,
    scoring.grades,
    scoring.hypotheses,
    scoring.opinion,
    deriving.findings,
    deriving.values,
    deriving.predictions,
    merging.proposals,
    relating.beside,
    relating.relate,
    linking.link,
    linking.entail,
    keeping.collect,
    keeping.collections,
    keeping.check,
    keeping.verify,
    keeping.backup,
    keeping.restore,
):
    app.command()(_command)
