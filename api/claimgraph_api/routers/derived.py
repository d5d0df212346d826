"""How what is derived is answered: as JSON or, by Accept, as RDF that is no part of the record, nor of an export unless asked for."""

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from pyoxigraph import Triple

from claimgraph.derive import MAKER
from claimgraph.rdf.naming import check_base
from claimgraph.rdf.telling import FORMATS, stamped, write_triples
from claimgraph_api.negotiation import JSON, best_of
from claimgraph_api.routers.answers import list_of, text_or_json
from claimgraph_api.site import Site

_VARY = {"Vary": "Accept"}
_CONTENT: dict[str, Any] = {JSON: {}, **{media: text_or_json(media) for media in FORMATS}}
FORMS: dict[int | str, dict[str, Any]] = {200: {"content": _CONTENT}}
"""How the description for programs tells of such an answer."""


def forms_of(kind: type) -> dict[int | str, dict[str, Any]]:
    """The same of a page of a list of this dataclass."""
    return {200: {**list_of(kind)[200], "content": _CONTENT}}


Told = Callable[[Site, str], Iterable[Triple]]
"""What makes the statements of a site under a base."""


def derived_answer(request: Request, site: Site, json: Callable[[], Any], triples: Told) -> Response:
    """The answer as `json`, a response or what makes one, or the `triples` of one entry, which they name."""
    wanted = best_of(request.headers.get("accept"), (JSON, *FORMATS)) or JSON
    if wanted != JSON:
        seq = site.store.seq()
        then = site if site.store.as_of is not None else site.at(seq)
        told = stamped(triples(then, check_base(site.settings.base)), seq, MAKER)
        return Response(write_triples(told, wanted), media_type=wanted, headers=_VARY)
    made = json()
    return made if isinstance(made, Response) else JSONResponse(made, headers=_VARY)
