"""What a model may answer: the schema it is given, and what of an answer fits it."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import msgspec

from claimgraph.errors import ModelError
from claimgraph.model import Certainty, Dropped, LinkType, Modality, SourceKind, Stance

MOST_PROPOSALS = 200
"""How many assertions, and how many links, of one answer are looked at."""
LONGEST_QUOTE = 1000
LONGEST_CLAIM = 500
LONGEST_CHAIN = 6
LINK_TYPES = (
    *(LinkType.DENIAL, LinkType.QUANTITY, LinkType.TIME, LinkType.PLACE, LinkType.CAUSE, LinkType.STATES),
    *(LinkType.PREMISE, LinkType.EXAMPLE, LinkType.RESTATES, LinkType.UPDATES),
)
"""How two claims may be linked by a model."""
SUPPORTING = frozenset({LinkType.PREMISE, LinkType.EXAMPLE, LinkType.RESTATES, LinkType.UPDATES})
_Words = Annotated[str, msgspec.Meta(max_length=2000)]
T = TypeVar("T", bound=msgspec.Struct)


class Speaking(msgspec.Struct, frozen=True):
    """One speech act of a chain, as a model gives it: who, in what sort of voice, with what stance, by which words."""

    speaker: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    stance: Stance
    cue: _Words = ""
    kind: SourceKind = SourceKind.PERSON


class Proposed(msgspec.Struct, frozen=True):
    """An assertion that a model proposes; the chain goes from the outermost speaker inwards. Whatever else it gives is not read."""

    quote: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_QUOTE)]
    claim: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_CLAIM)]
    chain: Annotated[tuple[Speaking, ...], msgspec.Meta(max_length=LONGEST_CHAIN)] = ()
    modality: Modality = Modality.FACT
    certainty: Certainty = Certainty.UNSTATED
    hedges: Annotated[tuple[_Words, ...], msgspec.Meta(max_length=8)] = ()
    negation: Annotated[str, msgspec.Meta(max_length=LONGEST_CLAIM)] = ""


class ProposedLink(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A link that a model proposes between two assertions of the same answer, counted from 0."""

    from_: int
    to: int
    type: LinkType
    rationale: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Proposal(msgspec.Struct, frozen=True):
    """What of one answer fits the schema, in its order, None where something does not."""

    assertions: tuple[Proposed | None, ...]
    links: tuple[ProposedLink, ...]
    dropped: tuple[Dropped, ...]


class _Whole(msgspec.Struct):
    assertions: list[msgspec.Raw]
    links: list[msgspec.Raw] = []


def read_answer(text: str) -> Proposal:
    """What of an answer can be looked at; raises ModelError where it is not a JSON object with a list of assertions."""
    try:
        whole = msgspec.json.decode(bare(text), type=_Whole)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise ModelError("its answer does not follow the schema") from error
    dropped: list[Dropped] = []
    assertions = _fitting(whole.assertions, Proposed, "assertion", dropped)
    links = _fitting(whole.links, ProposedLink, "link", dropped)
    return Proposal(tuple(assertions), tuple(link for link in links if link is not None), tuple(dropped))


def bare(text: str) -> str:
    """The JSON of an answer, without the fence that models like to put around it and what they think before it."""
    first, last = text.find("{"), text.rfind("}")
    return text[first : last + 1] if first >= 0 else text


def _fitting(raw: Sequence[msgspec.Raw], kind: type[T], what: str, dropped: list[Dropped]) -> list[T | None]:
    found: list[T | None] = []
    for item in raw[:MOST_PROPOSALS]:
        try:
            found.append(msgspec.json.decode(item, type=kind))
        except (msgspec.MsgspecError, RecursionError, ValueError) as error:
            found.append(None)
            dropped.append(Dropped(what, f"it does not follow the schema: {error}"[:200], bytes(item)[:80].decode("utf-8", "replace")))
    if len(raw) > MOST_PROPOSALS:
        dropped.append(Dropped(what, f"an answer may propose {MOST_PROPOSALS} of them", f"{len(raw) - MOST_PROPOSALS:,} more"))
    return found


def strict(**properties: Any) -> dict[str, Any]:
    """The schema of an object as strict endpoints take it: every property required, no other allowed."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def one_of(words: Sequence[str]) -> dict[str, Any]:
    """The schema of one of these words."""
    return {"type": "string", "enum": [str(word) for word in words]}


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_SPEAKING = strict(speaker=_TEXT, kind=one_of(list(SourceKind)), stance=one_of(list(Stance)), cue=_TEXT)
_ASSERTION = strict(
    quote=_TEXT,
    claim=_TEXT,
    chain={"type": "array", "items": _SPEAKING},
    modality=one_of(list(Modality)),
    certainty=one_of(list(Certainty)),
    hedges={"type": "array", "items": _TEXT},
    negation=_TEXT,
)
_LINK = strict(**{"from": _NUMBER, "to": _NUMBER, "type": one_of(LINK_TYPES), "rationale": _TEXT})
SCHEMA = strict(assertions={"type": "array", "items": _ASSERTION}, links={"type": "array", "items": _LINK})
"""The JSON schema of an answer, in the subset that strict endpoints take: every property required, no other allowed."""
