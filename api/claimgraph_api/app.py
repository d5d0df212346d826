"""The web application: `create_app` wires every part, once."""

from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib.resources import files

from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.routing import Route

from claimgraph import __version__
from claimgraph_api.pages import ROUTERS as PAGES
from claimgraph_api.routers import ROUTERS
from claimgraph_api.server.access import check_access
from claimgraph_api.server.direct import Direct
from claimgraph_api.server.errors import PROBLEMS, add_handlers
from claimgraph_api.server.handing import HandOn
from claimgraph_api.server.middleware import BodyLimit, HeadAnswers, SecurityHeaders
from claimgraph_api.server.patience import Patient
from claimgraph_api.server.remembering import Remembering
from claimgraph_api.server.site import Site
from claimgraph_api.server.turns import AT_ONCE
from claimgraph_api.settings import Settings

DESCRIPTION = "/v1/openapi.json"
"""Where the description for programs is."""
_ABOUT = "Who says what, on whose word, and where they collide. Lists are pages with a cursor; errors are problem+json (RFC 9457)."


def create_app(settings: Settings | None = None, site: Site | None = None, behind: str | None = None) -> FastAPI:
    """The application over the store that `settings` name, which is opened when it starts and closed when it ends.

    Where a site is given, that is served, and whoever opened it closes it. What that is not for is handed on to the server at the socket
    `behind`, where one is named.
    """
    chosen = site.settings if site else settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        """Hold the store open while the application runs."""
        with nullcontext(site) if site else Site(chosen) as opened:
            app.state.site, app.state.turns = opened, Semaphore(AT_ONCE)
            yield

    app = FastAPI(
        title="claimgraph",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=DESCRIPTION,
        responses=PROBLEMS,
        dependencies=[Depends(check_access)],
    )
    app.add_middleware(BodyLimit, most=chosen.most_upload_bytes, larger={"/v1/import": chosen.most_import_bytes})
    app.add_middleware(Direct)
    app.add_middleware(Remembering)
    app.add_middleware(Patient)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAnswers)
    if behind:
        app.add_middleware(HandOn, behind=behind)
    app.mount("/static", StaticFiles(directory=str(files("claimgraph_api.pages") / "static")), name="static")
    app.add_api_route("/openapi.json", lambda: RedirectResponse(DESCRIPTION), include_in_schema=False)
    routers = (*PAGES, *ROUTERS)  # they end with one that takes any id
    app.state.routes = [route for router in routers for route in router.routes if isinstance(route, Route)]
    for router in routers:
        app.include_router(router)
    add_handlers(app)
    return app
