"""What people see: server-rendered pages, complete without script."""

from claimgraph_api.pages import (
    add,
    assertions,
    beside,
    claims,
    collections,
    disputes,
    documents,
    entities,
    findings,
    predictions,
    proposals,
    search,
    signs,
    sources,
    trust,
    weighing,
)

_MODULES = (
    disputes,
    documents,
    beside,
    assertions,
    claims,
    sources,
    entities,
    collections,
    trust,
    weighing,
    findings,
    predictions,
    proposals,
    search,
    add,
    signs,
)
ROUTERS = tuple(module.router for module in _MODULES)
"""The routes of all pages; the SPARQL form is shown by the SPARQL endpoint."""
