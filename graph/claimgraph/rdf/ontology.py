"""Where the ontology's files lie: inside the package in a wheel, in the root folder in a checkout."""

from pathlib import Path

_PACKAGED = Path(__file__).resolve().parents[1] / "ontology"
_CHECKOUT = Path(__file__).resolve().parents[3] / "ontology"

ONTOLOGY_FOLDER = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
"""The folder that holds claimgraph.ttl, shapes.ttl, context.jsonld and queries/."""
