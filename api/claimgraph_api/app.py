"""The web application: `create_app` wires every part, once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from claimgraph import __version__
from claimgraph_api.access import check_access
from claimgraph_api.errors import add_handlers
from claimgraph_api.middleware import BodyLimit, SecurityHeaders
from claimgraph_api.pages import ROUTERS as PAGES
from claimgraph_api.routers import ROUTERS
from claimgraph_api.settings import Settings
from claimgraph_api.site import Site

_DESCRIPTION = "Who says what, on whose word, and where they collide. Lists are pages with a cursor; errors are problem+json (RFC 9457)."


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application over the store that `settings` name; the store is opened when it starts and closed when it ends."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with Site(chosen) as site:
            app.state.site = site
            yield

    app = FastAPI(
        title="claimgraph",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        dependencies=[Depends(check_access)],
    )
    app.add_middleware(BodyLimit, most=chosen.most_upload_bytes)
    app.add_middleware(SecurityHeaders)
    app.mount("/static", StaticFiles(directory=str(files("claimgraph_api.pages") / "static")), name="static")
    for router in (*PAGES, *ROUTERS):  # the routers end with one that takes any id
        app.include_router(router)
    add_handlers(app)
    return app
