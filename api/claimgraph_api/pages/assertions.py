"""One assertion: how it was read, what was decided on it, and forms to correct it."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.model import Assertion, Certainty, Claim, Graph, Modality, Stance
from claimgraph.review import Change, decisions_on
from claimgraph.store import Store, version_of
from claimgraph.views.chains import Chain, chains_of
from claimgraph_api.answers.judging import PERSON, Decision
from claimgraph_api.answers.schemas import Id, Words
from claimgraph_api.pages.rendering import page, url_of
from claimgraph_api.pages.reviewing import first_hands, looked_at, next_unseen
from claimgraph_api.server.moments import inside, shown
from claimgraph_api.server.site import Site, site_of, view_of

router = APIRouter(include_in_schema=False)
NEAREST = 40
"""How many other assertions of the document are offered for a merge."""
PARTS = 3
"""How many parts a split has room for, and at most ten where `?parts=` asks for more."""


class Quick(BaseModel):
    """A decision by a button on the page of a document: the assertion that one of the three is about."""

    accept: Id = ""
    reject: Id = ""
    undo: Id = ""
    show: Id = ""


class Correction(BaseModel):
    """What the forms of the page send."""

    verdict: Id
    note: Words = ""
    version: Id = ""
    text: Words = ""
    quote: Words = ""
    speaker: Words = ""
    stance: Stance | None = None
    certainty: Certainty | None = None
    modality: Modality | None = None
    other: Id = ""
    part_text: list[Words] = []
    part_quote: list[Words] = []


@router.post("/documents/{document_id}/decisions")
def decide_by_button(document_id: str, site: Annotated[Site, Depends(site_of)], sent: Annotated[Quick, Form()]) -> RedirectResponse:
    """Record the decision of a button, and go on with the next claim on which nobody decided."""
    target, verdict = next(((value, word) for value, word in _quick(sent) if value), ("", ""))
    if not target:
        raise InputError("choose an assertion to decide on")
    place = _newest(site.store, target).quote.start
    site.work.decide(site.store, Decision(target, verdict))
    site.follow()
    following = next_unseen(site.store.graph([document_id]), document_id, place)
    show = "?show=unseen" if sent.show else ""
    return RedirectResponse(inside(f"/documents/{document_id}{show}") + (f"#r-{following}" if following else ""), 303)


@router.post("/documents/{document_id}/reread")
def read_document_again(document_id: str, site: Annotated[Site, Depends(site_of)]) -> RedirectResponse:
    """Read the document again with the rules of today, and go back to its page, which says what came of it."""
    done = site.work.reread(site.store, document_id, actor=PERSON)
    site.follow()
    held = sum(item.content.claim is not None for item in done.held_back)
    return RedirectResponse(inside(f"/documents/{document_id}?again={done.added}-{done.changed}-{done.retracted}-{held}"), 303)


def _quick(sent: Quick) -> Sequence[tuple[str, str]]:
    return (sent.accept, "accepted"), (sent.reject, "rejected"), (sent.undo, "undone")


@router.get("/assertions/{assertion_id}")
def show_assertion(request: Request, assertion_id: str, site: Annotated[Site, Depends(view_of)]) -> HTMLResponse:
    """One assertion with its chain, and with forms where it is there now; one that was taken away can come back."""
    return page(request, "assertion.html", **_values(request, site, assertion_id))


@router.post("/assertions/{assertion_id}")
def correct_assertion(
    request: Request, assertion_id: str, site: Annotated[Site, Depends(site_of)], *, sent: Annotated[Correction, Form()]
) -> Response:
    """Record a decision; where it is refused, the page again with the reason and with what was typed."""
    act = _newest(site.store, assertion_id)
    try:
        versions = frozenset({sent.version}) if sent.version else None
        changes = tuple(_changes(site.store, act, sent))
        decision = Decision(assertion_id, sent.verdict, sent.note, sent.other or None, changes, versions=versions)
        site.work.decide(site.store, decision)
    except (InputError, ConflictError) as error:
        values = _values(request, site, assertion_id, sent)
        return page(request, "assertion.html", status=409 if isinstance(error, ConflictError) else 400, **values | {"error": str(error)})
    site.follow()
    return RedirectResponse(inside(f"/documents/{act.document}") + f"#r-{act.content.claim or ''}", 303)


def _newest(store: Store, assertion_id: str) -> Assertion:
    """The assertion as it is, or as it last was; raises NotFoundError."""
    node = store.nodes([assertion_id]).get(assertion_id) or store.history(assertion_id)[-1].node
    if not isinstance(node, Assertion):
        raise NotFoundError(f"there is no assertion {assertion_id[:80]!r} in this store")
    return node


def _changes(store: Store, act: Assertion, sent: Correction) -> list[Change]:
    """What the form wants changed: fields that are as they were are left out."""
    if sent.verdict == "split":
        pairs = zip(sent.part_text, [*sent.part_quote, *[""] * len(sent.part_text)], strict=False)
        return [Change(text=text, quote=quote.strip() or None) for text, quote in pairs if text.strip()]
    if sent.verdict == "merged":
        return [Change(text=sent.text)] if sent.text.strip() else []
    if sent.verdict != "edited":
        return []
    claim = store.nodes([act.content.id]).get(act.content.id)
    known = claim if isinstance(claim, Claim) else None
    quote = sent.quote.replace("\r\n", "\n")
    return [
        Change(
            text=sent.text if known and sent.text.split() != known.text.split() else None,
            quote=sent.quote if quote not in ("", act.quote.exact.replace("\r\n", "\n")) else None,
            speaker=sent.speaker if sent.speaker.strip() not in ("", act.speaker.name) else None,
            stance=sent.stance if sent.stance != act.stance else None,
            certainty=sent.certainty if sent.certainty != act.certainty else None,
            modality=sent.modality if known and sent.modality != known.modality else None,
        )
    ]


def _values(request: Request, site: Site, assertion_id: str, sent: Correction | None = None) -> dict[str, Any]:
    """What the template needs; `typed` is what goes into the forms."""
    here = site.store.nodes([assertion_id]).get(assertion_id)
    act = here if isinstance(here, Assertion) else _newest(site.store, assertion_id)
    graph = site.store.graph([act.document])
    document = graph.documents.get(act.document)
    if document is None:
        raise NotFoundError(f"the document of {assertion_id} is gone")
    looked = looked_at(site.store, graph, document, "")
    judgements = site.store.judgements_on([assertion_id])
    asked = request.query_params.get("parts", "")
    return {
        "assertion": act,
        "here": here is not None,
        "open": looked.open,
        "document": document,
        "claim": graph.claims.get(act.content.claim or ""),
        "chain": _chain(graph, act),
        "how": looked.how.get(act.id, ""),
        "judgements": judgements,
        "standing": decisions_on(judgements).get(act.id, []),
        "version": version_of(act) if here is not None else "",
        "typed": sent,
        "parts_number": min(10, int(asked)) if asked.isdigit() and int(asked) > PARTS else max(PARTS, len(sent.part_text) if sent else 0),
        "parts_asked": bool(asked),
        "others": _others(graph, act) if shown().seq is None else [],
        "voices": sorted({source.name for source in graph.sources.values() if source.document == act.document}),
        "scales": {"stance": list(Stance), "certainty": list(Certainty), "modality": list(Modality)},
        "back": url_of(act.document) + f"#r-{act.content.claim or ''}",
        "error": None,
    }


def _chain(graph: Graph, act: Assertion) -> Chain:
    """The first chain that the assertion stands in."""
    chains = (chain for found in chains_of(graph).values() for chain in found if act in chain.hops)
    return next(chains, Chain((act,)))


def _others(graph: Graph, act: Assertion) -> list[tuple[Assertion, Claim]]:
    """The assertions of claims of the same document, the nearest in the text first."""
    found = [(other, graph.claims[other.content.id]) for other in first_hands(graph, act.document) if other.id != act.id]
    return sorted(found, key=lambda pair: abs(pair[0].quote.start - act.quote.start))[:NEAREST]
