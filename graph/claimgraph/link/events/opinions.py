"""What two voices only think: of it each may be right in its own eyes."""

from dataclasses import replace

from claimgraph.model import Assertion, Link, LinkStatus

_OPINING = frozenset("think believe find consider feel call describe deem regard judge view see label brand hold rate".split())
"""Verbs by which somebody says what something is to them."""


def are_opinions(*told: Assertion | None) -> bool:
    """Whether each of these says only what somebody takes something for: "thinks that it was fair", "called it unfair"."""
    return all(item is not None and item.verb in _OPINING for item in told)


def opined(link: Link) -> Link:
    """A contradiction between two opinions: an apparent one."""
    return replace(link, rationale=f"{link.rationale} But each only says what somebody takes it for.", status=LinkStatus.APPARENT)
