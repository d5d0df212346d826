"""Trust profiles: making and changing them, and what differs between two."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from claimgraph.errors import ClaimgraphError, InputError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import Entity, Source
from claimgraph.store import KeptProfile
from claimgraph.trust import GRADED
from claimgraph_api.answers.judging import PERSON
from claimgraph_api.answers.schemas import FormProfile
from claimgraph_api.answers.weighing import profile_from, profile_lines
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.moments import carried, inside
from claimgraph_api.server.site import Site, site_of, view_of

if TYPE_CHECKING:  # what solves is loaded with the first question
    from claimgraph.derive.weighing import Comparison

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Query(max_length=300)]
MOST_CHOICES = 40
"""How many disputes and entities are offered to compare about, of each the busiest."""
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile as a form holds it: rules are lines."""

    name: str = ""
    description: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison that was asked for."""

    a: str = ""
    b: str = ""
    about: str = ""


@router.get("/trust")
def show_trust(
    request: Request,
    site: Annotated[Site, Depends(view_of)],
    *,
    a: Text = "",
    b: Text = "",
    about: Text = "",
    dispute: Text = "",
    edit: Text = "",
    rule: Text = "",
) -> HTMLResponse:
    """The profiles, a comparison of two where it is asked for, and the form; `rule` is a line that the form begins with."""
    kept = site.store.trusts()
    known = next((one.profile for one in kept if one.profile.name == edit), None)
    draft = Draft(known.name, known.description, "\n".join(profile_lines(known))) if known else Draft(edit, "", rule)
    return _page(request, site, kept, draft, asked=Asked(a, b, about or dispute))


@router.post("/trust")
def keep_profile(request: Request, site: Annotated[Site, Depends(site_of)], new: Annotated[FormProfile, Form()]) -> Response:
    """Keep a profile from the form or take it back; what cannot be used is shown again with what is wrong with it."""
    try:
        if new.do == "remove":
            site.store.remove_trust(new.name, actor=PERSON)
        else:
            site.store.put_trust(profile_from(new.name, new.rules.splitlines(), new.description), actor=PERSON)
    except (InputError, NotFoundError) as error:
        draft = Draft(new.name, new.description, new.rules)
        return _page(request, site, site.store.trusts(), draft, asked=Asked(), problem=str(error), status=400)
    site.follow()
    return RedirectResponse(inside(f"/trust?b={quote(new.name, safe='')}" if new.do != "remove" else "/trust"), 303)


def _page(
    request: Request, site: Site, kept: list[KeptProfile], draft: Draft, *, asked: Asked, problem: str = "", status: int = 200
) -> HTMLResponse:
    found, problem_there = _compared(request, site, asked)
    ids = {name for one in kept for rule in one.profile.rules for name in (rule.source, rule.about) if name}
    names = {node.id: node.name for node in site.store.nodes(ids).values() if isinstance(node, Source | Entity)}
    values: dict[str, Any] = {"a": asked.a, "b": asked.b, "about": asked.about, "choices": _choices(site, asked.about)}
    shared: dict[str, Any] = {"problem": problem, "problem_there": problem_there, "most": MOST_CHANGES, "names": names, "draft": draft}
    editing = any(one.profile.name == draft.name for one in kept)
    past = site.store.as_of is not None
    chips = site.derived.disputes_of(change.claim for change in found.changes[:MOST_CHANGES]) if found else {}
    told = {
        "profiles": kept,
        "names_of_profiles": [GRADED.name, *(one.profile.name for one in kept)],
        "found": found,
        "disputes_of": chips,
        "editing": editing,
        "is_past": past,
        "alternate": _alternate(found, asked),
    }
    return page(request, "trust.html", status=status, **told, **values, **shared)


def _alternate(found: "Comparison | None", asked: Asked) -> str:
    """Where the same is as JSON."""
    if found is None:
        return carried("/v1/trust")
    about = {kind_of(asked.about) or "entity": asked.about} if asked.about else {}
    return carried(f"/v1/trust/compare?{urlencode({'a': asked.a, 'b': asked.b, **about})}")


def _compared(request: Request, site: Site, asked: Asked) -> tuple["Comparison | None", str]:
    """The comparison that the address asks for, or what is wrong with it."""
    if not {"a", "b"} & request.query_params.keys():
        return None, ""
    from claimgraph.derive.weighing import claims_of, compare

    try:
        dispute = site.derived.dispute(asked.about) if kind_of(asked.about) == "dispute" else None
        claims = claims_of(site.store, dispute=dispute, entity=asked.about if asked.about and dispute is None else None)
        return compare(site.store, asked.a or None, asked.b or None, claims), ""
    except ClaimgraphError as error:
        return None, str(error)


def _choices(site: Site, about: str) -> list[tuple[str, str]]:
    """What a comparison may be about: the most contested disputes, the entities of most disputes, and what was asked for."""
    derived = site.derived
    disputes = [(dispute.id, dispute.question) for dispute in derived.disputes(limit=MOST_CHOICES).items]
    counted = [node for node, _ in derived.commonest("entity", MOST_CHOICES)]
    nodes = site.store.nodes([*counted, *([about] if kind_of(about) == "entity" else [])])
    entities = [(node.id, node.name) for node in nodes.values() if isinstance(node, Entity)]
    known = {value for value, _ in (*disputes, *entities)}
    return [*disputes, *entities, *([(about, about)] if about and about not in known else [])]
