"""What a server that answers already does beside, so that nobody who asks first waits for it."""

import gc
from importlib import import_module

from claimgraph_api.pages.rendering import environment

LAZY = (
    "claimgraph.derive.weighing",
    *("anyio._backends._asyncio", "uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.protocols.http.auto"),
)
"""What is imported as a server starts, or with the first question that needs it: what solves takes half a second."""
THRESHOLDS = (3_000, 20, 20)
"""After how many new objects, and how many younger collections, the garbage collector goes through each generation: more than Python's
own, as a page holds thousands of objects until it is made, and all of them would be gone through several times, in vain."""


def warm_up() -> None:
    """Load what the first questions need, and take all that is loaded out of what the garbage collector goes through.

    Going through it takes more than a tenth of a second, now and then, and every answer waits for that: none of it is ever garbage.
    """
    for name in LAZY:
        import_module(name)
    pages = environment()
    for template in pages.list_templates():
        pages.get_template(template)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
