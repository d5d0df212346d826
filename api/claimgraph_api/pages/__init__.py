"""What people see: server-rendered pages, complete without script."""

from claimgraph_api.pages import add, claims, collections, disputes, documents, entities, search, signs, sources

ROUTERS = tuple(module.router for module in (disputes, documents, claims, sources, entities, collections, search, add, signs))
"""The routes of all pages; the SPARQL form is shown by the SPARQL endpoint."""
