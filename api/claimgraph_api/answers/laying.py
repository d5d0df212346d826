"""Reports of one event laid beside each other, as programs and people are answered."""

from typing import Any

import typer

from claimgraph.errors import InputError
from claimgraph.extract.llm import Judged, LanguageModel, judge_pairs
from claimgraph.extract.llm.proposals import SURENESS
from claimgraph.model import Link, LinkKind, LinkStatus, LinkType, mint_link_id
from claimgraph.pairing.beside import Reports, reports_beside
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph_api.answers.judging import PERSON

NOTE = "Nearness of matter alone: whether two claims contradict each other is for whoever reads them."


def beside_record(found: Reports) -> dict[str, Any]:
    """The reports, the claims with their words, and what is near each, as JSON."""
    claims, documents = found.graph.claims, found.graph.documents
    return {
        "document": found.document,
        "reports": [
            {"document": name, "title": documents[name].title, "published_at": documents[name].published_at, "shared": round(weight, 3)}
            for name, weight in found.others.items()
        ],
        "statements": [
            {
                "claim": item.claim,
                "text": claims[item.claim].text,
                "near": [{**to_record(near), "text": claims[near.claim].text} for near in item.near],
            }
            for item in found.statements
        ],
        "note": NOTE,
    }


def ask_model(store: Store, document: str, model: LanguageModel | None) -> dict[str, Any]:
    """What a language model proposes of what stands beside a document. Raises InputError where none is set, NotFoundError."""
    if model is None:
        raise InputError("no language model is set: give CLAIMGRAPH_LLM_URL and CLAIMGRAPH_LLM_MODEL in the environment", code="no-model")
    judged, links, seq = ask_beside(store, document, model, actor=PERSON)
    took = {name: getattr(judged, name) for name in ("pairs", "input_tokens", "output_tokens", "cost", "problem")}
    return {"document": document, "judge": model.judge, "links": to_record(list(links)), "seq": seq, **took}


def ask_beside(store: Store, document: str, model: LanguageModel, *, actor: str) -> tuple[Judged, tuple[Link, ...], int]:
    """Ask a model of the pairs that stand beside each other and are not linked yet: what it found, its links, and the newest entry.

    All its links are one entry. Raises NotFoundError where there is no such document.
    """
    found = reports_beside(store, document)
    near = {
        frozenset((item.claim, other.claim)): (item.claim, other.claim)
        for item in found.statements
        for other in item.near
        if not other.link
    }
    pairs, claims = list(near.values()), found.graph.claims
    judged = judge_pairs(model, [(claims[one].text, claims[other].text) for one, other in pairs])
    links = tuple(_link(model, *pairs[item.pair], item.type, item.rationale) for item in judged.found)
    return judged, links, store.add_links(links, actor=actor, target=document) if links else store.seq()


def _link(model: LanguageModel, one: str, other: str, type_: LinkType, rationale: str) -> Link:
    kind = LinkKind.SUPPORTS if type_ is LinkType.RESTATES else LinkKind.CONTRADICTS
    return Link(
        id=mint_link_id(kind, type_, one, other),
        kind=kind,
        type=type_,
        from_=one,
        to=other,
        score=SURENESS,
        rationale=rationale or "A language model holds so.",
        judge=model.judge,
        status=LinkStatus.PROPOSED,
    )


def print_asked(report: dict[str, Any]) -> None:
    """Say what a model was asked, what it proposed and took, and what went wrong."""
    cost = "" if report["cost"] is None else f", cost {report['cost']:g}"
    tokens = f"{report['input_tokens'] + report['output_tokens']:,} tokens{cost}"
    typer.echo(
        f"{report['judge']} was asked of {report['pairs']:,} pairs ({tokens}): {len(report['links'])} links proposed, entry {report['seq']}"
    )
    if report["problem"]:
        typer.echo(f"claimgraph: {report['judge']}: {report['problem']}", err=True)


def print_beside(found: Reports) -> None:
    """Print each claim that something lies near, with that and its id."""
    claims, documents = found.graph.claims, found.graph.documents
    names = "; ".join(documents[name].title or name for name in found.others)
    typer.echo(f"{len(found.others)} other reports of the same event: {names or 'none found'}")
    for item in (item for item in found.statements if item.near):
        typer.echo(f"\n{claims[item.claim].text}  [{item.claim}]")
        for near in item.near:
            more = [f"({', '.join(near.differs)})"] if near.differs else []
            typer.echo(
                "  ".join(["", f"{near.likelihood:.2f}", claims[near.claim].text, f"[{near.claim}]", *more, near.link or ""]).rstrip()
            )
