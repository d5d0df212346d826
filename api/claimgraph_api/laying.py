"""Reports of one event laid beside each other, as programs and people are answered."""

from typing import Any

import typer

from claimgraph.pairing.beside import Reports
from claimgraph.records import to_record

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
