"""Common nouns for what has a name: "the captain" is Piet Lunde in two reports of one event where one of them says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from msgspec import structs

from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import Profile, index_of, kept_with_profile
from claimgraph.link.pairs.roles import is_definite

Aliases = Mapping[str, str]
"""By what common noun a document calls what has a name: the last word of that, in lower case."""


def aliases_in(profiles: Iterable[Profile]) -> Aliases:
    """The common nouns that the claims of a document tie to one name, and to no other: "the band Mirny", "Rana is a tiger"."""
    found = defaultdict[str, set[str]](set)
    for noun, name in (tie for profile in profiles for tie in _ties(profile)):
        found[noun].add(name)
    return {noun: next(iter(names)) for noun, names in found.items() if len(names) == 1}


@kept_with_profile
def _ties(profile: Profile) -> tuple[tuple[str, str], ...]:
    return tuple(_ties_in(profile))


def _ties_in(profile: Profile) -> Iterator[tuple[str, str]]:
    """The common nouns that a claim puts before a name, or says that its bearer is."""
    for term in profile.terms:
        name = profile.terms[term.head]
        if term.dep == "compound" and term.tag == "NN" and name.tag == "NNP" and term.place < name.place:
            yield term.form, name.form
        if term.dep == "attr" and term.tag == "NN" and name.lemma == "be" and not term.negative:
            subject = profile.tree.child(name.place, "nsubj")
            if subject >= 0 and profile.terms[subject].tag == "NNP":
                yield term.form, profile.terms[subject].form


def joined(ours: Aliases, theirs: Aliases) -> Aliases:
    """The aliases of two reports, without nouns that they use for two names."""
    return {noun: name for noun, name in {**ours, **theirs}.items() if ours.get(noun, name) == theirs.get(noun, name)}


def with_aliases(profile: Profile, aliases: Aliases) -> Profile:
    """The profile with each definite common noun for a named thing matched by that name too."""
    terms = tuple(
        structs.replace(term, keys=term.keys | {aliases[term.form]}) if _is_alias(profile, term, aliases) else term
        for term in profile.terms
    )
    if terms == profile.terms:
        return profile
    tree = profile.tree.with_terms(terms)
    return replace(profile, tree=tree, terms=terms, index=index_of(tree, profile.content), kept={})


def _is_alias(profile: Profile, term: Term, aliases: Aliases) -> bool:
    return term.tag in ("NN", "NNS") and term.form in aliases and term.dep not in ("compound", "attr") and is_definite(profile, term.place)
