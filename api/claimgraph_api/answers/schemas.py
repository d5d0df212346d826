"""The JSON of every resource as pydantic models, for requests and for the OpenAPI description.

The models of nodes are derived from the dataclasses of `claimgraph.model`, so that the two cannot drift apart: answers
are made by `claimgraph.records`, and a test holds them against these models.
"""

import dataclasses
import types
import typing
from enum import Enum
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, WrapValidator, create_model

from claimgraph.ingest.relating import AGAINST, FOR
from claimgraph.model import Certainty, Modality, Stance
from claimgraph.review import Change


def schema_of(kind: type) -> type[BaseModel]:
    """The pydantic model of a dataclass of the model: the same fields by their JSON names, nothing else allowed."""
    return _made(kind.__qualname__, kind)


@cache
def page_of(kind: type) -> type[BaseModel]:
    """The pydantic model of one page of a list of these dataclasses: the items, the cursor of the next page, how many there are."""
    fields: dict[str, Any] = {"items": (list[schema_of(kind)], ...), "next": (str | None, ...), "total": (int | None, ...)}  # type: ignore[misc]
    return create_model(f"{kind.__qualname__}Page", __doc__=f"A page of a list: {kind.__qualname__}.", **fields)


@cache
def _made(name: str, kind: Any) -> type[BaseModel]:
    hints = typing.get_type_hints(kind)
    fields: dict[str, Any] = {
        field.name.rstrip("_"): (_schema_type(hints[field.name]), _default(field)) for field in dataclasses.fields(kind)
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), __doc__=kind.__doc__, **fields)


def _default(field: Any) -> Any:
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    return ... if required else Field(default=None, validate_default=False)


def _schema_type(hint: Any) -> Any:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return schema_of(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return list[_schema_type(arguments[0])]  # type: ignore[misc]
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(_schema_type(argument) for argument in arguments)]  # noqa: UP007 — made at run time
    if isinstance(hint, type) and issubclass(hint, Enum):
        return typing.Literal[tuple(item.value for item in hint)]
    return hint


def _without_null(words: str) -> str:
    if "\0" in words:
        raise ValueError("the null character is no part of any text")
    return words


# A length makes pydantic refuse half a character (a lone surrogate), which no database holds.
Id = Annotated[str, Field(max_length=200), AfterValidator(_without_null)]
Words = Annotated[str, Field(max_length=10_000), AfterValidator(_without_null)]


class Problem(BaseModel):
    """What went wrong (RFC 9457): `code` is a stable word for programs, `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str


class NewDocument(BaseModel):
    """A document to read: its text, or the address of a page."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "The mayor denied that the bridge is closed."}]})

    text: str | None = Field(default=None, description="The text, stored exactly as given.")
    url: Words | None = Field(default=None, description="The address of a page to fetch, http or https.")
    title: Words | None = None
    collection: Id | None = Field(default=None, description="The collection that the document comes to belong to.")


class NewMembers(BaseModel):
    """Documents that come to belong to a collection."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"documents": ["document-…"]}]})

    documents: list[Id] = Field(min_length=1, max_length=1000)


class NewChange(BaseModel):
    """What an assertion should say; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "The ferry sank in May.", "stance": "reports"}]})

    text: Words | None = Field(default=None, description="The text of the claim, a sentence that stands by itself.")
    quote: Words | None = Field(default=None, description="Words of the document, found there exactly; the place nearest to the old ones.")
    start: int | None = Field(default=None, ge=0, description="Where the quote begins, in code points, where it stands more than once.")
    speaker: Words | None = Field(default=None, description="The id of a source of the document, or a name.")
    stance: Stance | None = None
    certainty: Certainty | None = None
    modality: Modality | None = None

    def to_change(self) -> Change:
        """The same for the core."""
        return Change(self.text, self.quote, self.start, self.speaker, self.stance, self.certainty, self.modality)


class NewJudgement(BaseModel):
    """A decision on a link, an assertion or an identity."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"target": "link-…", "verdict": "confirmed", "note": "read both"}]}
    )

    target: Id
    verdict: Id = Field(
        description="On links: proposed, confirmed, dismissed, apparent; on names and claims: same, different; "
        "on assertions: accepted, rejected, edited, split, merged, undone; on sources the grades A to F, "
        "maybe about the entity `other`, on claims 1 to 6 or a word of ICD 203, on both: ungraded; "
        "on predictions: came true, did not come true, outcome undetermined, not settled."
    )
    note: Words = ""
    other: Id | None = Field(
        default=None, description="The second node of sameness or of a merge; the judgement that is undone, the newest where none is named."
    )
    changes: list[NewChange] = Field(
        default=[], max_length=50, description="One for an edit, the parts of a split, what a merge should say."
    )


class FindingFilter(BaseModel):
    """Which findings are asked for: all of these hold where given."""

    kind: Id | None = Field(default=None, description="Such as single-origin.")
    target: Id | None = Field(default=None, description="The node that they are about.")
    source: Id | None = Field(default=None, description="A voice in their steps.")


class FormJudgement(BaseModel):
    """A decision from a form of a page; `back` is the page to return to."""

    target: Id
    verdict: Id
    note: Words = ""
    other: Id = ""
    back: str = "/"


class NewLink(BaseModel):
    """What a person holds of two claims: that they contradict each other, or that the first supports the second."""

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        json_schema_extra={"examples": [{"from": "claim-…", "to": "claim-…", "type": "time", "note": "one day apart"}]},
    )

    from_: Id = Field(alias="from")
    to: Id
    type: Id = Field(description=f"Contradicting: {', '.join(AGAINST)}; supporting: {', '.join(FOR)}.")
    note: Words = ""


class FormLink(BaseModel):
    """The same from a form of a page; `back` is the page to return to."""

    one: Id
    other: Id
    type: Id
    note: Words = ""
    back: str = "/"


class NewDecision(BaseModel):
    """Why a proposal is accepted, rejected or undone."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "the same person by the letter of 3 May"}]})
    note: Words = ""


class FormDecision(BaseModel):
    """A decision on a proposal from a form of a page; `back` is the page to return to."""

    proposal: Id
    decision: Id
    note: Words = ""
    back: str = "/proposals"


class NewRetraction(BaseModel):
    """A node to take back with all that rests on it, or to bring back, and why."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"target": "document-…", "reason": "the publisher withdrew it"}]}
    )

    target: Id
    reason: Words = Field(min_length=1)


class NewErasure(BaseModel):
    """A document, a link or a judgement whose words are to go for good, and why; the reason stays in the journal."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"target": "document-…", "reason": "the order of a court, file 12/345"}]}
    )

    target: Id
    reason: Words = Field(min_length=1)


class NewRule(BaseModel):
    """Whom a rule of a trust profile is about, exactly one of source, outlet and kind, and how far it is trusted: a weight or a grade."""

    model_config = ConfigDict(extra="forbid")

    source: Id | None = Field(default=None, description="The id of a source; all who are one with it are meant.")
    outlet: Words | None = Field(default=None, description="The name of an outlet: as a voice, as a relay and as the publisher.")
    kind: Id | None = Field(default=None, description="person, organisation, outlet or collective, at first hand.")
    weight: float | None = Field(default=None, description="From 0, not trusted at all, to 1.")
    grade: Id | None = Field(default=None, description="An Admiralty grade, A to F.")
    about: Id | None = Field(default=None, description="The id of an entity: the rule is then about claims about that alone.")


RULE_FORM = (
    'a rule is an object: exactly one of "source" (an id), "outlet" (a name) and "kind", a "weight" from 0 to 1 or a "grade" from A to F, '
    'and maybe "about" (the id of an entity), as {"outlet": "Delta Wire", "weight": 0.2}'
)


def _a_rule(value: object, make: ValidatorFunctionWrapHandler) -> NewRule:
    """The rule, or what a rule looks like where the value is none at all."""
    if not isinstance(value, dict):
        raise ValueError(RULE_FORM)  # noqa: TRY004 — pydantic tells of ValueError alone
    made: NewRule = make(value)
    return made


class NewProfile(BaseModel):
    """A trust profile."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"description": "no wire", "rules": [{"outlet": "Delta Wire", "weight": 0}]}]},
    )

    rules: Annotated[list[Annotated[NewRule, WrapValidator(_a_rule)]], Field(max_length=200)]
    description: Words = ""
    grades: bool = Field(default=False, description="Whether it takes the grades that people gave to sources and claims.")


class FormProfile(BaseModel):
    """A trust profile from the form of its page, its rules as lines; `do` is put or remove."""

    name: Words
    description: Words = ""
    rules: Words = ""
    do: Id = "put"


class Pair(BaseModel):
    """Two statements to compare."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"a": "The bridge is open.", "b": "The bridge is closed."}]})

    a: str
    b: str
