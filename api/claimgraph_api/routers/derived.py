"""How what is derived is answered: as JSON or, by Accept, as RDF that is no part of the record, nor of an export unless asked for."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pyoxigraph import Triple

from claimgraph.derive import MAKER
from claimgraph.rdf.naming import check_base
from claimgraph.rdf.telling import FORMATS, NAMED, stamped, write_triples
from claimgraph_api.routers.answers import list_of, text_or_json
from claimgraph_api.server.negotiation import JSON, best_of
from claimgraph_api.server.site import Site

_VARY = {"Vary": "Accept"}
_CONTENT: dict[str, Any] = {JSON: {}, **{media: text_or_json(media) for media in FORMATS}}
NAMES: Mapping[str, str] = MappingProxyType({"json": JSON, **{name: media for media, name in NAMED.items()}})
"""The media type of each format by its name, as exports have it."""
Name = Literal["json", "turtle", "ntriples", "jsonld", "rdfxml"]
Format = Annotated[Name | None, Query(description="Instead of Accept, for links that cannot set it.")]
FORMS: dict[int | str, dict[str, Any]] = {200: {"content": _CONTENT}}
"""How the description for programs tells of such an answer."""


def forms_of(kind: type) -> dict[int | str, dict[str, Any]]:
    """The same of a page of a list of this dataclass."""
    return {200: {**list_of(kind)[200], "content": _CONTENT}}


def _named(format: Format = None) -> str | None:
    return format


IN_FORMS = [Depends(_named)]
"""What routes depend on that give such an answer: their `format` is told to programs and checked."""
Told = Callable[[Site, str], Iterable[Triple]]
"""What makes the statements of a site under a base."""


def derived_answer(request: Request, site: Site, json: Callable[[], Any], triples: Told) -> Response:
    """The answer as `json`, a response or what makes one, or the `triples` of one entry, which they name."""
    named = NAMES.get(request.query_params.get("format", ""))
    wanted = named or best_of(request.headers.get("accept"), (JSON, *FORMATS)) or JSON
    if wanted != JSON:
        then = _moment(site)
        told = stamped(triples(then, check_base(site.settings.base)), then.store.seq(), MAKER)
        return Response(write_triples(told, wanted), media_type=wanted, headers=_VARY)
    made = json()
    return made if isinstance(made, Response) else JSONResponse(made, headers=_VARY)


def _moment(site: Site) -> Site:
    """The site at one entry: the one asked about, else the newest, or where what is derived is behind that, the one that it has reached."""
    if site.store.as_of is not None:
        return site
    if site.store.collection is not None:  # there it is derived when it is asked for
        return site.at(site.store.seq())
    site.wait()
    followed, newest = site.store.reach(MAKER)
    return site.at(followed or newest)
