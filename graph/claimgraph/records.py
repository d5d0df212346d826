"""Nodes as JSON-ready records and back. The JSON names are the field names, without a trailing underscore."""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import msgspec
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from claimgraph.model import Assertion, Content

T = TypeVar("T")
_converter = Converter(unstruct_collection_overrides={tuple: list, frozenset: sorted})


def to_record(value: Any) -> Any:
    """The JSON-ready form of any value of the model; tuples become lists, sets sorted ones, enumerations their words.

    >>> from claimgraph.model import TimeSpan
    >>> to_record(TimeSpan("2015-10", None, "month", "in October"))
    {'from': '2015-10', 'to': None, 'precision': 'month', 'words': 'in October'}
    """
    return _converter.unstructure(value)


def from_record(record: Any, kind: type[T]) -> T:
    """The value of the model that a record stands for; raises cattrs' errors where it does not fit."""
    return _converter.structure(record, kind)


_encoder = msgspec.json.Encoder(order="sorted", enc_hook=to_record)


def to_json(value: Any) -> str:
    """The one JSON text of a value of the model: keys sorted, no spaces, nothing escaped beyond what JSON asks.

    Of a node it is that of its record. Inside another value an assertion's content has both its keys, one of them null.

    >>> from claimgraph.model import Span
    >>> to_json(Span(3, 9))
    '{"end":9,"start":3}'
    """
    text = _encoder.encode(value).decode()
    # Quotes inside a string are escaped, so that these are found in place of keys and null alone.
    if isinstance(value, Assertion):
        return text.replace('"content":{"assertion":null,', '"content":{', 1).replace('","claim":null}', '"}', 1)
    return text.replace('"from_":', '"from":')


def from_json(text: str, kind: type[T]) -> T:
    """The value of the model that a JSON text of `to_json` holds; raises msgspec.ValidationError where it does not fit.

    >>> from claimgraph.model import Span
    >>> from_json('{"end":9,"start":3}', Span)
    Span(start=3, end=9)
    """
    decoder: msgspec.json.Decoder[T] = _decoder(kind)  # type: ignore[arg-type] # a class can be hashed
    return decoder.decode(text.replace('"from":', '"from_":'))


@cache
def _decoder(kind: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _renames(kind: type) -> dict[str, Any]:
    return {field.name: override(rename=field.name.rstrip("_")) for field in fields(kind) if field.name.endswith("_")}


def _is_model_value(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


_converter.register_unstructure_hook_factory(_is_model_value, lambda kind: make_dict_unstructure_fn(kind, _converter, **_renames(kind)))
_converter.register_structure_hook_factory(_is_model_value, lambda kind: make_dict_structure_fn(kind, _converter, **_renames(kind)))
_converter.register_unstructure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), lambda value: value.value)
_converter.register_unstructure_hook(
    Content, lambda content: {"claim": content.claim} if content.claim is not None else {"assertion": content.assertion}
)
