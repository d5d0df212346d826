"""claimgraph keeps who says what, on whose word, and where they collide."""

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from claimgraph.derive.weighing import Weighing
    from claimgraph.model import Graph, Reading
    from claimgraph.store import Store

__version__ = "0.1.0"
__all__ = ["__version__", "examples_folder", "open_store", "read_text", "to_networkx", "weigh"]

# What is heavy is loaded by the function that needs it, so that a SPARQL worker starts without a parser.


def open_store(location: str | Path) -> "Store":
    """The store at a folder, made where it is missing, or at a database URL; raises StoreError."""
    from claimgraph.store import Store

    return Store.open(location)


def read_text(text: str) -> "Reading":
    """What a text says, with the links inside it; nothing is stored. Raises InputError."""
    from claimgraph.ingest.reading import read_text as read

    return read(text)


def to_networkx(graph: "Graph | Store") -> "MultiDiGraph[Any]":
    """A graph, or all that a store holds, as a networkx directed multigraph with one edge a link, voice or mention."""
    from claimgraph.model import Graph
    from claimgraph.views.networkx import to_networkx as convert

    return convert(graph if isinstance(graph, Graph) else graph.graph())


def weigh(store: "Store", trust: str | None = None, *, most: int = 400) -> "Weighing":
    """The claims of a store under one of its trust profiles or none, of which scores can be asked; raises NotFoundError.

    Each answer weighs at most so many claims: those that hang together with what is asked about, nearest first.
    """
    from claimgraph.derive.weighing import Weighing

    return Weighing(store, trust, most=most)


def examples_folder() -> Path:
    """The folder of the example texts: in a wheel beside this file, in a checkout at its root."""
    packaged = Path(str(files(__name__))) / "examples"
    return packaged if packaged.is_dir() else packaged.parents[2] / "examples"
