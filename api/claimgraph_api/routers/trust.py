"""Trust profiles: which there are, making and changing them, and what differs between two."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from claimgraph.rdf.changing import comparison_triples
from claimgraph.rdf.trusting import profile_triples
from claimgraph.trust import TrustProfile, TrustRule
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.answers.schemas import NewProfile
from claimgraph_api.answers.weighing import difference_record, profile_record
from claimgraph_api.routers.answers import listing, wanted_versions
from claimgraph_api.routers.derived import FORMS, IN_FORMS, derived_answer
from claimgraph_api.server.site import Site, site_of, view_of

router = APIRouter(tags=["trust"])
At = Annotated[Site, Depends(view_of)]
Now = Annotated[Site, Depends(site_of)]
Name = Annotated[str | None, Query(max_length=80, description="The name of a profile; left out, every voice is as good as any other.")]
Id = Annotated[str | None, Query(max_length=80)]


@router.get("/v1/trust", responses=FORMS, dependencies=IN_FORMS)
def list_profiles(request: Request, site: At) -> Response:
    """The trust profiles of the store, or of the collection, by name; by Accept as RDF too."""
    found = site.store.trusts()
    return derived_answer(
        request,
        site,
        lambda: listing(request, [profile_record(kept) for kept in found], None, len(found)),
        lambda then, base: (
            triple for kept in then.store.trusts() for triple in profile_triples(kept.profile, base, then.store.collection)
        ),
    )


@router.get("/v1/trust/compare", responses=FORMS, dependencies=IN_FORMS)
def compare_profiles(request: Request, site: At, *, a: Name = None, b: Name = None, dispute: Id = None, entity: Id = None) -> Response:
    """What stands, falls, becomes single-sourced or gains from profile a to b, for a dispute, an entity or all claims of a collection.

    By Accept as RDF too: a graph of its own, derived.
    """

    def made(then: Site) -> dict[str, Any]:
        return difference_record(then.store, then.derived, (a, b), dispute=dispute, entity=entity)

    return derived_answer(request, site, lambda: made(site), lambda then, base: comparison_triples(made(then), base, then.store.collection))


@router.get("/v1/trust/{name}", responses=FORMS, dependencies=IN_FORMS)
def get_profile(request: Request, name: str, site: At) -> Response:
    """One trust profile, by Accept as RDF too."""
    return derived_answer(
        request,
        site,
        lambda: _answer(site, name),
        lambda then, base: profile_triples(then.store.trust(name).profile, base, then.store.collection),
    )


@router.put("/v1/trust/{name}", responses={201: {"description": "The profile was made."}})
def put_profile(request: Request, name: str, new: NewProfile, *, site: Now) -> JSONResponse:
    """Make a trust profile, or change it to this; every version is kept. With If-Match, that version alone is changed."""
    known = any(kept.profile.name == name for kept in site.store.trusts())
    site.store.put_trust(profile_of(name, new), actor=PERSON, versions=wanted_versions(request))
    site.follow()
    return _answer(site, name, 200 if known else 201)


@router.delete("/v1/trust/{name}")
def delete_profile(request: Request, name: str, site: Now) -> dict[str, Any]:
    """Take a trust profile back; `as_of` before, it is still there. With If-Match, that version alone."""
    seq = site.store.remove_trust(name, actor=PERSON, versions=wanted_versions(request))
    site.follow()
    return {"name": name, "seq": seq}


def profile_of(name: str, new: NewProfile) -> TrustProfile:
    """The profile that somebody sent."""
    return TrustProfile(name, tuple(TrustRule(**rule.model_dump()) for rule in new.rules), new.description, grades=new.grades)


def _answer(site: Site, name: str, status: int = 200) -> JSONResponse:
    kept = site.store.trust(name)
    return JSONResponse(profile_record(kept), status, headers={"ETag": f'"{kept.version}"', "Vary": "Accept"})
