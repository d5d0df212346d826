"""The filters of a search as a request gives them: the same for the API and for the page."""

from typing import Annotated

from fastapi import Query

from claimgraph.store import SEARCH_FILTERS


def filters_of(
    kind: Annotated[str | None, Query(description="claim, quote, source, entity or document.")] = None,
    entity: Annotated[str | None, Query(description="The id of what hits are about; all that are one with it count.")] = None,
    source: Annotated[str | None, Query(description="The id of who says it; all that are one with it count.")] = None,
    document: Annotated[str | None, Query(description="The id of the document that hits are of.")] = None,
    status: Annotated[
        str | None, Query(description="contested, supported or uncontested: how a claim, or the claim of a quote, stands.")
    ] = None,
    since: Annotated[str | None, Query(description="Said or published in this year, month or day or later.")] = None,
    until: Annotated[str | None, Query(description="Said or published in this year, month or day or before.")] = None,
) -> dict[str, str]:
    """The filters of a search that a request has; what is empty is none."""
    given = dict(zip(SEARCH_FILTERS, (kind, entity, source, document, status, since, until), strict=True))
    return {name: value for name, value in given.items() if value}
