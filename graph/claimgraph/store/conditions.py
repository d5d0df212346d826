"""What a claim or a link of a list meets by its entities, its speakers or its document, under whichever names and in whatever words."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)

from claimgraph.store.identities import in_collectives
from claimgraph.store.moment import Moment
from claimgraph.store.schema import assertion, claim, identity, link, member, mention

_MEMBER, _WORDED = identity.alias("member"), claim.alias("worded")
"""Of a claim for which another stands: who does, and itself."""
Holds = Callable[[Table], ColumnElement[bool]]
"""Which versions of another table count for a condition: the living ones, or all that ever were."""


def of_claims(moment: Moment, name: str, holds: Holds, *, crowd: bool, merged: bool) -> ColumnElement[bool]:
    """The condition that a claim stands in a document, is about an entity or is spoken of by a source (`name`), in whatever words.

    The document, or who stands for the entity or the source, is the parameter `is_` with that name. `crowd` says that of very many
    claims it is so, `merged` that there are claims for which others stand.
    """
    own = _meets(moment, name, holds, claim, crowd=crowd)
    return or_(own, _words_meet(moment, name, holds, crowd=crowd)) if merged else own


def _words_meet(moment: Moment, name: str, holds: Holds, *, crowd: bool) -> ColumnElement[bool]:
    """The condition that a claim stands for others that meet a condition.

    What is sought first is what is few: whoever meets it or, of a crowd, those for which the claim stands that is looked at.
    """
    met = (_WORDED.c.id == _MEMBER.c.id, moment.alive(_MEMBER), moment.alive(_WORDED), _meets(moment, name, holds, _WORDED, crowd=crowd))
    if crowd:
        return select(_WORDED.c.id).where(_MEMBER.c.head == claim.c.id, *met).exists()
    return claim.c.id.in_(select(_MEMBER.c.head).where(*met))


def _meets(moment: Moment, name: str, holds: Holds, claims: FromClause, *, crowd: bool) -> ColumnElement[bool]:
    """The condition for the words of a claim alone, a row of the table or of another name for it."""
    value = bindparam(f"is_{name}", type_=Text)
    match name:
        case "document":
            return claims.c.document == value
        case "entity":
            return _about(moment, value, claims, crowd=crowd)
        case _:
            return _spoken_by(moment, value, holds, claims, crowd=crowd)


def _merged(moment: Moment) -> Select[Any]:
    """The claims that stand for others."""
    between = (_MEMBER.c.id > literal_column("'claim-'"), _MEMBER.c.id < literal_column("'claim.'"))
    return select(_MEMBER.c.head).where(moment.alive(_MEMBER), *between)


def any_merged(moment: Moment) -> Select[Any]:
    """One claim that stands for others, if there is any."""
    return _merged(moment).limit(literal_column("1"))


def _about(moment: Moment, head: BindParameter[str], claims: FromClause, *, crowd: bool) -> ColumnElement[bool]:
    """The condition that this very version of a claim mentions an entity for which `head` stands."""
    if not crowd:
        return tuple_(claims.c.id, claims.c.recorded_seq).in_(
            select(mention.c.claim, mention.c.recorded_seq).where(of_group(moment, mention.c.entity, head))
        )
    here = (mention.c.claim == claims.c.id, mention.c.recorded_seq == claims.c.recorded_seq)
    return select(mention.c.claim).where(*here, of_group(moment, _each(mention.c.entity), head)).exists()


def between_claims_about(moment: Moment, head: BindParameter[str]) -> ColumnElement[bool]:
    """The condition that a claim at an end of a link mentions an entity for which `head` stands."""
    # The claims are sought first, however many: a question for each link instead took minutes at a million claims.
    version = and_(_WORDED.c.id == mention.c.claim, _WORDED.c.recorded_seq == mention.c.recorded_seq)
    about = select(mention.c.claim).join(_WORDED, version)
    about = about.where(of_group(moment, mention.c.entity, head), moment.alive(_WORDED))
    return or_(link.c.from_id.in_(about), link.c.to_id.in_(about))


def _spoken_by(moment: Moment, head: BindParameter[str], holds: Holds, claims: FromClause, *, crowd: bool) -> ColumnElement[bool]:
    """The condition that a source for which `head` stands speaks of a claim, alone or with others."""
    joint = in_collectives(holds).with_only_columns(member.c.collective).where(of_group(moment, member.c.source, head))
    voices = union_all(*_group(moment, head), joint)
    if not crowd:
        return claims.c.id.in_(select(assertion.c.root_claim).where(holds(assertion), assertion.c.speaker.in_(voices)))
    here = (assertion.c.root_claim == claims.c.id, holds(assertion), _each(assertion.c.speaker).in_(voices))
    return select(assertion.c.id).where(*here).exists()


def of_group(moment: Moment, column: ColumnElement[str], head: BindParameter[str]) -> ColumnElement[bool]:
    """The condition that a column holds one of a group: for a group whose members are sought first."""
    return column.in_(union_all(*_group(moment, head)))


def _group(moment: Moment, head: BindParameter[str]) -> tuple[Select[Any], Select[Any]]:
    return select(head), select(identity.c.id).where(identity.c.head == head, moment.alive(identity))


def _each(column: ColumnElement[str]) -> ColumnElement[str]:
    """A column of rows that are looked at already: it goes through a function, so that SQLite does not go on from each of a group."""
    return func.coalesce(column, literal_column("''"))
