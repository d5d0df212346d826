"""The commands about scores: how well claims stand, what falls, and trust profiles."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from claimgraph.ids import kind_of
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.answers.opining import hypotheses_record, hypothesis_lines, opinion_lines, opinion_record
from claimgraph_api.answers.tracing import origin_lines, origins_record
from claimgraph_api.answers.weighing import (
    difference_record,
    falls_record,
    profile_from,
    profile_lines,
    profile_record,
    score_record,
    scores_record,
)
from claimgraph_api.commands import terminal
from claimgraph_api.commands.options import DATA, AsOfOption, CollectionOption, JsonOption, StoreOption, opened_store

trust = typer.Typer(no_args_is_help=True, help="Trust profiles: how far you trust whom, by name; every version is kept.")
TrustOption = Annotated[str | None, typer.Option("--trust", help="A trust profile; without one every voice is as good as any other.")]
_RULES = "SOURCE=0.5, outlet:NAME=0, kind:person=B; for one topic with @ENTITY; the word grades takes those that people gave."
RulesArgument = Annotated[list[str] | None, typer.Argument(metavar="RULE…", help=_RULES)]
DisputeOption = Annotated[str | None, typer.Option("--dispute", help="Only the claims of this dispute.")]
EntityOption = Annotated[str | None, typer.Option("--entity", help="Only the claims about this entity.")]


def score(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    trust: TrustOption = None,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show how well a claim stands and why, or how well the claims of a dispute do."""
    from claimgraph_api.commands.showing import derived_from

    with opened_store(store, as_of, collection) as opened:
        if kind_of(node_id) != "dispute":
            found = score_record(opened, node_id, trust, reasons=True)
            lines = _told(found)
        else:
            positions = derived_from(opened).dispute(node_id).positions
            found = scores_record(opened, (claim for position in positions for claim in position.claims), trust)
            lines = (_line(one, found["names"]) for one in found["scores"].values())
    terminal.print_either(found, lines, json=json)


def falls(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    trust: TrustOption = None,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show what changes for other claims if a claim, source, assertion, document or link counts for nothing."""
    with opened_store(store, as_of, collection) as opened:
        found = falls_record(opened, node_id, trust)
    terminal.print_either(found, _changes(found), json=json)


def origins(
    node_id: Annotated[str, typer.Argument(metavar="CLAIM")],
    *,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show who says a claim, at first hand or as a relay, which voices count as one, and what shows that."""
    with opened_store(store, as_of, collection) as opened:
        found = origins_record(opened, node_id)
    terminal.print_either(found, origin_lines(found), json=json)


def hypotheses(
    dispute: Annotated[str, typer.Argument(metavar="DISPUTE")],
    *,
    trust: TrustOption = None,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show the positions of a dispute as competing hypotheses, against the claims that links tie to them; the least contradicted leads."""
    from claimgraph_api.commands.showing import derived_from

    with opened_store(store, as_of, collection) as opened:
        found = hypotheses_record(opened, derived_from(opened), dispute, trust)
    terminal.print_either(found, hypothesis_lines(found), json=json)


def opinion(
    claim: Annotated[str, typer.Argument(metavar="CLAIM")],
    *,
    trust: TrustOption = None,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show what all who speak on a claim at first hand make of it together: belief, disbelief, uncertainty, and the steps."""
    with opened_store(store, as_of, collection) as opened:
        found = opinion_record(opened, claim, trust)
    terminal.print_either(found, opinion_lines(found), json=json)


def grades(
    node_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show the grades that people gave a source or a claim; `judge ID B` gives one, `judge ID ungraded` takes it back."""
    from claimgraph_api.answers.grading import grades_record

    with opened_store(store, as_of, collection) as opened:
        found = grades_record(opened, node_id)
    terminal.print_either(found, _grades(found), json=json)


def _grades(found: Mapping[str, Any]) -> Iterator[str]:
    for grade in found["standing"]:
        opinion, given = grade["opinion"], grade["judgement"]
        told = ", ".join(part for part in (grade["verdict"], grade["means"], grade["about"] and f"about {grade['about']}") if part)
        parts = " ".join(f"{name} {opinion[name]:.2f}" for name in ("belief", "disbelief", "uncertainty"))
        yield f"{told}: {parts}, probability {grade['probability']:.2f}  {given['judge']}, {given['at']}  {given['note']}".rstrip()
    yield found["note"] if found["standing"] else "nobody graded it"


@trust.command("list")
def list_profiles(
    store: StoreOption = DATA, *, json: JsonOption = False, as_of: AsOfOption = None, collection: CollectionOption = None
) -> None:
    """List the profiles with their rules."""
    with opened_store(store, as_of, collection) as opened:
        kept = opened.trusts()
    lines = (f"{one.profile.name}  {' '.join(profile_lines(one.profile))}  {one.profile.description}".rstrip() for one in kept)
    terminal.print_either([profile_record(one) for one in kept], lines, json=json)


@trust.command("set")
def set_profile(
    name: str,
    *,
    rules: RulesArgument = None,
    description: Annotated[str, typer.Option(help="What it is for.")] = "",
    store: StoreOption = DATA,
    collection: CollectionOption = None,
) -> None:
    """Make a profile, or change it to these rules."""
    profile = profile_from(name, rules or (), description)
    with opened_store(store, None, collection) as opened:
        seq = opened.put_trust(profile, actor=PERSON)
    terminal.print_lines([f"{name}: {len(profile.rules)} rules, entry {seq}"])


@trust.command("remove")
def remove_profile(
    name: str,
    *,
    reason: Annotated[str, typer.Option(help="Why; kept in the journal.")] = "",
    store: StoreOption = DATA,
    collection: CollectionOption = None,
) -> None:
    """Take a profile back; it stays in the past."""
    with opened_store(store, None, collection) as opened:
        seq = opened.remove_trust(name, actor=PERSON, reason=reason)
    terminal.print_lines([f"{name}: taken back, entry {seq}"])


@trust.command("compare")
def compare_profiles(
    first: Annotated[str, typer.Argument(metavar="A", help="A profile; “-” for none.")],
    second: Annotated[str, typer.Argument(metavar="B")],
    *,
    dispute: DisputeOption = None,
    entity: EntityOption = None,
    store: StoreOption = DATA,
    json: JsonOption = False,
    as_of: AsOfOption = None,
    collection: CollectionOption = None,
) -> None:
    """Show what stands, falls, becomes single-sourced or gains from one profile to another."""
    from claimgraph_api.commands.showing import derived_from

    pair = (None if first == "-" else first, None if second == "-" else second)
    with opened_store(store, as_of, collection) as opened:
        found = difference_record(opened, derived_from(opened), pair, dispute=dispute, entity=entity)
    terminal.print_either(found, _changes(found), json=json)


def _line(score: Mapping[str, Any], names: Mapping[str, str]) -> str:
    tally = score["tally"]
    certain = "" if score["certificate"] == "unique" else f" ({score['certificate']})"
    return (
        f"{_number(score['value'])}  {_status(score):<12} at most {len(tally['for'])} for, {len(tally['against'])} against{certain}  "
        f"{names.get(score['claim'], score['claim'])}"
    )


def _status(score: Mapping[str, Any]) -> str:
    """Whether it stands, and in the contested core on how many readings."""
    words = {"stands": "stands on every reading", "falls": "falls on every reading", "undecided": "undecided, stands on some readings"}
    status: str = score["status"]
    return words.get(status, status) if score["contested_core"] else status


def _told(found: Mapping[str, Any]) -> Iterator[str]:
    """A score with its reasons and shares."""
    score, why, names = found["score"], found["why"], found["names"]
    yield _line(score, names)
    yield "  " + ", ".join(f"{name} {_number(value)}" for name, value in score["spread"].items()) + f"; {score['version']}"
    yield from (_reason(reason, names) for reason in why["reasons"])
    yield f"  {why['base']:.3f} and shares:" if why["shares"] else "  no shares: the score is not proven to be the only one"
    for share in why["shares"]:
        yield f"  {share['value']:+.3f}  {names.get(share['voice']) or _others(share['others'])}"
    yield from _bound(found)


def _reason(reason: Mapping[str, Any], names: Mapping[str, str]) -> str:
    step = reason["step"]
    rules = "; ".join(f"{rule['rule']} {rule['value']:g} ({rule['why']})" for rule in step["rules"])
    without = f"{_number(reason['without'])} without {names.get(step['node'], step['node'])}"
    return f"  {_number(reason['effect'], signed=True)}  {without}  {rules}".rstrip()


def _others(number: int) -> str:
    return f"{number} other voices together"


def _changes(found: Mapping[str, Any]) -> Iterator[str]:
    for change in found["changes"]:
        before, after = change["before"], change["after"]
        moved = f"{_number(before['value'])} → {_number(after['value'])}, {before['status']} → {after['status']}"
        origins = f"at most {before['origins']} → {after['origins']} origins"
        yield f"{', '.join(change['kinds'])}: {moved}, {origins}  {found['names'].get(change['claim'], '')}  [{change['claim']}]"
    if not found["changes"]:
        yield "nothing changes for other claims"
    yield from _bound(found)


def _bound(found: Mapping[str, Any]) -> Iterator[str]:
    rest = "" if found["whole"] else ", the nearest: more hang together with these"
    yield f"weighed among {found['read']:,} claims{rest}. {found['note']}"


def _number(value: float | None, *, signed: bool = False) -> str:
    return "—" if value is None else f"{value:+.3f}" if signed else f"{value:.3f}"
