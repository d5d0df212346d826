"""The HTTP API; every route is a few lines over `claimgraph`."""

from claimgraph_api.routers import (
    beside,
    changes,
    collections,
    conflicts,
    disputes,
    documents,
    export,
    health,
    imports,
    judgements,
    nodes,
    predictions,
    proposals,
    reading,
    scores,
    search,
    sparql,
    trust,
)

ROUTERS = (
    health.router,
    documents.router,
    beside.router,
    judgements.router,
    disputes.router,
    collections.router,
    changes.router,
    search.router,
    reading.router,
    export.router,
    imports.router,
    sparql.router,
    scores.router,
    conflicts.router,
    predictions.router,
    trust.router,
    proposals.router,
    nodes.router,
)
"""All routers; `nodes` comes last, since it takes any id."""
