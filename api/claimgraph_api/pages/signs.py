"""What the signs mean, and what the figures do not say."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from claimgraph_api.pages.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/about/signs")
def show_signs(request: Request) -> HTMLResponse:
    """The legend and the limits."""
    return page(request, "signs.html")
