"""Reading: from a document's text to claims, assertions, sources and entities, by rules over a parse."""

from claimgraph.extract.reading import read

__all__ = ["read"]
