"""The commands about what follows from the record beside scores: gaps, values that exclude each other, predictions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import typer

from claimgraph.model import Finding
from claimgraph.records import to_record
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, AsOfOption, CollectionOption, JsonOption, StoreOption, opened_store


def findings(
    kind: Annotated[str | None, typer.Option(help="One kind alone, such as single-origin.")] = None,
    *,
    steps: Annotated[bool, typer.Option("--steps", help="Show the steps that lead to each.")] = False,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """List gaps: cited but missing, single origin, certainty without evidence, self-contradiction, circular support, hidden text."""
    from claimgraph_api.commands.showing import derived_from

    with opened_store(store, as_of, collection) as opened:
        found = [item for item in derived_from(opened).all_findings() if kind in (None, item.kind)]
    terminal.print_either(to_record(found), (line for item in found for line in _told(item, steps=steps)), json=json)


def _told(finding: Finding, *, steps: bool) -> Iterator[str]:
    yield f"{finding.kind}: {finding.message}  [{finding.target}]"
    for step in finding.steps if steps else ():
        words = f": “{step.anchor.exact}”" if step.anchor else ""
        yield f"    {step.node} {step.says}{words}"


def values(
    dispute: Annotated[str, typer.Argument(metavar="DISPUTE")],
    *,
    all_methods: Annotated[bool, typer.Option("--all", help="Ask the methods for comparison too.")] = False,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show which of the values that exclude each other in a dispute the better sources favour, by method; none knows the truth."""
    from claimgraph_api.answers.valuing import values_record
    from claimgraph_api.commands.showing import derived_from

    with opened_store(store, as_of, collection) as opened:
        found = values_record(opened, derived_from(opened), dispute, everything=all_methods)
    terminal.print_either(found, _valued(found), json=json)


def _valued(found: Mapping[str, Any]) -> Iterator[str]:
    """Each question with its values, then what each method makes of it."""
    for question in found["questions"]:
        yield f"{question['type']}:"
        for number, value in enumerate(question["values"], 1):
            voices = ", ".join(found["names"].get(saying["voice"], saying["voice"]) for saying in value["sayings"])
            yield f"  {number}. {value['words']}: at most {len(value['origins'])} independent, {voices}"
        yield from (_favoured(told, question["id"]) for told in found["told"])
    yield from _weights(found["told"], found["names"])
    yield from _dependences(found["told"], found["names"])
    yield found["note"]


def _favoured(told: Mapping[str, Any], question: str) -> str:
    """Which value of a question a method favours, and how far it believes each."""
    favour = next(item for item in told["favours"] if item["question"] == question)
    leads = "none" if favour["leads"] is None else f"{favour['leads'] + 1}"
    return f"  {told['method']} favours {leads} ({', '.join(f'{belief:.2f}' for belief in favour['beliefs'])})"


def _weights(told: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    for item in told:
        weights = ", ".join(
            f"{names.get(weight['voice'], weight['voice'])} {weight['trust']:.2f} of {weight['questions']}" for weight in item["weights"]
        )
        yield f"{item['method']} trusts {weights}"


def _dependences(told: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    for item in told:
        for pair in item["dependences"]:
            first, second = (names.get(pair[end], pair[end]) for end in ("first", "second"))
            yield f"{item['method']}: {first} and {second}, one copies the other with probability {pair['probability']:.2f}"


def predictions(
    source: Annotated[str | None, typer.Option(help="Those that this source made, and how many came out how.")] = None,
    *,
    state: Annotated[str | None, typer.Option(help="Only those that stand so: due, “not due yet”, “came true” …")] = None,
    limit: Annotated[int, typer.Option(min=1, max=400)] = 50,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """List predictions with when they are due and how they came out; `judge ID "came true"` settles one."""
    from claimgraph_api.answers.predicting import listed, record_of

    with opened_store(store, as_of, collection) as opened:
        if source is not None:
            found = record_of(opened, source)
            items = [item for item in found["predictions"] if state in (None, item["state"])]
            ends = [", ".join(f"{number} {name}" for name, number in found["counts"].items() if number) or "none", found["note"]]
        else:
            found = {"items": to_record(list(listed(opened, source=None, state=state, cursor=None, limit=limit).items))}
            items, ends = found["items"], []
    lines = (f"{item['state']}: {item['text']}  {item['due'] or ''}  [{item['claim']}]" for item in items)
    terminal.print_either(found, [*lines, *ends], json=json)
