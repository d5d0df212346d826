"""Trust profiles: which there are, making and changing them, and what differs between two."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from claimgraph.trust import TrustProfile, TrustRule
from claimgraph_api.judging import PERSON
from claimgraph_api.routers.answers import listing, wanted_versions
from claimgraph_api.schemas import NewProfile
from claimgraph_api.site import Site, site_of, view_of
from claimgraph_api.weighing import difference_record, profile_record

router = APIRouter(tags=["trust"])
At = Annotated[Site, Depends(view_of)]
Now = Annotated[Site, Depends(site_of)]
Name = Annotated[str | None, Query(max_length=80, description="The name of a profile; left out, every voice is as good as any other.")]
Id = Annotated[str | None, Query(max_length=80)]


@router.get("/v1/trust")
def list_profiles(request: Request, site: At) -> Response:
    """The trust profiles of the store, or of the collection, by name."""
    found = site.store.trusts()
    return listing(request, [profile_record(kept) for kept in found], None, len(found))


@router.get("/v1/trust/compare")
def compare_profiles(site: At, *, a: Name = None, b: Name = None, dispute: Id = None, entity: Id = None) -> dict[str, Any]:
    """What stands, falls, becomes single-sourced or gains from profile a to b, for a dispute, an entity or all claims of a collection."""
    return difference_record(site.store, site.derived, (a, b), dispute=dispute, entity=entity)


@router.get("/v1/trust/{name}")
def get_profile(name: str, site: At) -> JSONResponse:
    """One trust profile."""
    return _answer(site, name)


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
    return JSONResponse(profile_record(kept), status, headers={"ETag": f'"{kept.version}"'})
