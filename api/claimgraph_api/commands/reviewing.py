"""Corrections as they are given on a command line."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from claimgraph.errors import InputError
from claimgraph.model import ReviewVerdict
from claimgraph.review import Change
from claimgraph_api.answers.schemas import NewChange

_VERBS = {"accept": "accepted", "reject": "rejected", "edit": "edited", "split": "split", "merge": "merged", "undo": "undone"}


def verdict_named(word: str) -> str:
    """The verdict that a verb or a verdict names.

    >>> str(verdict_named("accept")), verdict_named("confirmed")
    ('accepted', 'confirmed')
    """
    return ReviewVerdict(_VERBS[word]) if word in _VERBS else word


def changes_of(change: Change, parts: Sequence[str]) -> list[Change]:
    """The parts of a split, or the one change where it says anything; raises InputError where there are both.

    >>> [change.text for change in changes_of(Change(), ["The ferry sank.", '{"text": "It was May."}'])]
    ['The ferry sank.', 'It was May.']
    """
    if parts and change != Change():
        raise InputError("say what each part of a split should be in the part itself, as JSON", code="bad-changes")
    return [_part(words) for words in parts] if parts else [change] if change != Change() else []


def _part(words: str) -> Change:
    if not words.lstrip().startswith("{"):
        return Change(text=words)
    try:
        return NewChange.model_validate(json.loads(words)).to_change()
    except (ValidationError, ValueError, RecursionError) as error:
        raise InputError(f"a part is the text of a claim or a change as JSON: {str(error)[:300]}", code="bad-changes") from error
