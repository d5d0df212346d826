"""How nodes, their parts and the graphs of their provenance are named: a base, an id, and a fragment for a part."""

import re
from urllib.parse import quote, unquote, urlsplit

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import URIRef

from claimgraph.errors import InputError

DEFAULT_BASE = "http://127.0.0.1:8000/"
"""The base of a store that has not been given one."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_base(base: str) -> str:
    """The base, if IRIs can be made under it; raises InputError if not."""
    try:
        NamedNode(base)
        scheme = urlsplit(base).scheme
    except ValueError as error:
        raise InputError(f"the base IRI {base!r} is not an IRI") from error
    if not scheme or "#" in base or "?" in base or not base.endswith(("/", ":")):
        raise InputError(f"the base IRI {base!r} must be absolute, without query or fragment, and end with a slash or a colon")
    return base


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each surrogate code point, which no RDF syntax can carry."""
    return _SURROGATE.sub("\ufffd", text)


def iri_of(node_id: str, base: str) -> NamedNode:
    """The IRI of a node. An id of ours is taken as it is; any other is percent-encoded.

    >>> iri_of("claim-aaaaaaaaaaaaaaaaaaaa", "http://example.org/").value
    'http://example.org/claim-aaaaaaaaaaaaaaaaaaaa'
    """
    return NamedNode(f"{base}{quote(without_surrogates(node_id), safe='')}")


def statement(node: NamedNode, term: URIRef, value: NamedNode | Literal) -> Triple:
    """One statement of a node, by a term of a vocabulary."""
    return Triple(node, NamedNode(str(term)), value)


def id_of(iri: str, base: str) -> str:
    """The id that an IRI under the base names; raises InputError for any other IRI.

    >>> id_of("http://example.org/claim-aaaaaaaaaaaaaaaaaaaa", "http://example.org/")
    'claim-aaaaaaaaaaaaaaaaaaaa'
    """
    if not iri.startswith(base):
        raise InputError(f"<{iri}> is not under the base <{base}>")
    try:
        return unquote(iri.removeprefix(base), errors="strict")
    except UnicodeDecodeError as error:
        raise InputError(f"<{iri}> is not percent-encoded UTF-8") from error


def provenance_of(document_id: str, base: str) -> NamedNode:
    """The name of the graph that holds the assertions of a document."""
    return NamedNode(f"{iri_of(document_id, base).value}#provenance")


def local_name(iri: str) -> str:
    """What follows the last hash or slash of an IRI."""
    return re.split("[#/]", iri)[-1]
