"""Reading and comparing without storing: for previews and for measuring."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from claimgraph.views.report import reading_record
from claimgraph_api.answers.schemas import NewDocument, Pair
from claimgraph_api.routers.documents import read_new
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.server.site import Site, served_site
from claimgraph_api.server.turns import in_turn

router = APIRouter(tags=["reading"], route_class=OnceRoute)


@router.post("/v1/read", dependencies=[Depends(in_turn)])
def read_only(new: NewDocument, site: Annotated[Site, Depends(served_site)]) -> dict[str, Any]:
    """What a text says, or what is at an address; nothing is stored. A feed gives `items`."""
    records = [reading_record(reading) for reading in read_new(new, site)]
    return records[0] if len(records) == 1 else {"items": records}


@router.post("/v1/compare")
def compare_pair(pair: Pair, site: Annotated[Site, Depends(served_site)]) -> dict[str, Any]:
    """Whether two statements about one scene contradict, support or neither."""
    return site.work.compare(pair.a, pair.b)
