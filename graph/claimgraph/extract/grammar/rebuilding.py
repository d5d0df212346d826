"""A parsed text built anew, where its tree was put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

_KEPT: Mapping[str, str] = {"words": "text", "tags": "tag_", "pos": "pos_", "lemmas": "lemma_", "deps": "dep_"}


def rebuilt(tokens: Iterable[Token], heads: Sequence[int], **changed: Sequence[str]) -> Doc:
    """A document of some tokens as they are, but for their heads, and for what is given under its name in `Doc`, as `tags` or `deps`."""
    from spacy.tokens import Doc

    tokens = list(tokens)
    kept: dict[str, Any] = {name: [getattr(token, attribute) for token in tokens] for name, attribute in _KEPT.items()}
    spaces, entities = [bool(token.whitespace_) for token in tokens], [_entity(token) for token in tokens]
    return Doc(tokens[0].vocab, spaces=spaces, ents=entities, heads=list(heads), **kept | changed)


def _entity(token: Token) -> str:
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
