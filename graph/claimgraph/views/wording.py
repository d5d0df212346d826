"""The signs and words by which stances, links and their status are shown: a sign never stands without its word."""

from collections.abc import Mapping
from types import MappingProxyType

from claimgraph.model import Link, LinkStatus, LinkType, Stance

STANCES: Mapping[Stance, tuple[str, str]] = MappingProxyType(
    {
        Stance.ENDORSES: ("▲", "asserts"),
        Stance.REPORTS: ("↻", "relays"),
        Stance.DOUBTS: ("~", "doubts"),
        Stance.DENIES: ("✕", "denies"),
        Stance.CONCEDES: ("◐", "concedes"),
        Stance.ASKS: ("?", "asks"),
    }
)
"""The sign and the verb of each stance."""
TOGETHER: Mapping[str, str] = MappingProxyType(
    {"asserts": "assert", "relays": "relay", "doubts": "doubt", "denies": "deny", "concedes": "concede", "asks": "ask"}
)
"""The verb of a stance that several voices take together."""
TYPES: Mapping[LinkType, str] = MappingProxyType(
    {
        LinkType.DENIAL: "direct denial",
        LinkType.QUANTITY: "numbers that cannot both hold",
        LinkType.TIME: "different times",
        LinkType.PLACE: "different places",
        LinkType.CAUSE: "rival explanations",
        LinkType.STATES: "incompatible states",
        LinkType.SCOPE: "different scope",
        LinkType.UNDERCUT: "undercut",
        LinkType.PREMISE: "premise",
        LinkType.EXAMPLE: "example",
        LinkType.RESTATES: "restatement",
        LinkType.UPDATES: "update",
    }
)
"""What each type of link is called."""
SETTLES: Mapping[LinkType, str] = MappingProxyType(
    {
        LinkType.DENIAL: "A first-hand record of the thing itself, from somebody with no stake in either side.",
        LinkType.QUANTITY: "A count by name or by place with its date, that says who is counted and who is not.",
        LinkType.TIME: "A dated record made at the time: a log, a picture with its metadata, a message with its time stamp.",
        LinkType.PLACE: "A location that can be checked: coordinates, pictures matched with the ground, a witness on the spot.",
        LinkType.CAUSE: "Evidence that one explanation predicts and the other excludes; both may share what they explain.",
        LinkType.STATES: "An observation of the state at one stated time; if the times differ, it may be a change and no contradiction.",
        LinkType.SCOPE: "Put both on the same footing: the same people, place, period and way of counting.",
        LinkType.UNDERCUT: "A second source that does not rest on the one in doubt.",
    }
)
"""What would settle a contradiction of each type."""
STATUSES: Mapping[LinkStatus, str] = MappingProxyType(
    {
        LinkStatus.PROPOSED: "not reviewed",
        LinkStatus.CONFIRMED: "confirmed",
        LinkStatus.DISMISSED: "dismissed",
        LinkStatus.APPARENT: "apparent only",
    }
)
"""What each status of a link is called."""


def judge_words(link: Link) -> str:
    """Who or what judged a link, in words: the text itself, a rule, a model or a person.

    >>> from claimgraph.model import LinkKind
    >>> judge_words(Link("l", LinkKind.CONTRADICTS, LinkType.QUANTITY, "a", "b", 0.8, "", "rule:numbers@1"))
    'found by rule numbers@1'
    """
    kind, _, name = link.judge.partition(":")
    if link.stated_in is not None or link.judge == "text":
        return "stated in the text"
    return {"rule": f"found by rule {name}", "model": f"found by model {name}", "person": f"judged by {name}"}.get(
        kind, f"judged by {link.judge}"
    )
