"""The names in noun phrases: what tells two things of one sort apart."""

from collections.abc import Iterable, Iterator

from claimgraph.link.pairs.grammar import Tree

Names = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""The names in a noun phrase by what they do there: what sort of thing it is ("Iranian", the name itself), whose, and where."""
_NAMED = ("GPE", "NORP", "PERSON", "ORG", "LOC", "FAC")
_SORT = ("compound", "amod", "nmod", "appos", "flat")
_NEAR = frozenset("from in at near over on".split())
NO_NAMES: Names = (frozenset(), frozenset(), frozenset())


def names_in(tree: Tree) -> dict[int, Names]:
    """The names in the noun phrase of each noun that has any, by the noun's place."""
    found = {term.place: _names(tree, term.place) for term in tree.terms if term.tag.startswith("NN")}
    return {place: names for place, names in found.items() if names != NO_NAMES}


def _names(tree: Tree, place: int) -> Names:
    """The names in one noun phrase."""
    sort = [place, *(low for low in tree.children[place] if tree.terms[low].dep in _SORT)]
    sort += [low for high in sort[1:] for low in tree.children[high] if tree.terms[low].dep == "compound"]
    owners = [*(low for low in tree.children[place] if tree.terms[low].dep == "poss"), *owners_of(tree, place)]
    owners += [low for high in owners for low in tree.children[high] if tree.terms[low].dep in ("compound", "poss")]
    near = [tree.object_of(low) for low in tree.children[place] if tree.terms[low].lemma in _NEAR and tree.object_of(low) >= 0]
    return _named(tree, sort), _named(tree, owners), _named(tree, near)


def _named(tree: Tree, places: Iterable[int]) -> frozenset[str]:
    """The lemmas of those words that are names or made from names."""
    terms = (tree.terms[place] for place in places)
    return frozenset(term.lemma for term in terms if term.tag.startswith("NNP") or (term.entity in _NAMED and term.weight))


def owners_of(tree: Tree, place: int) -> Iterator[int]:
    """What follows "of" under a noun."""
    return (tree.object_of(low) for low in tree.children[place] if tree.terms[low].lemma == "of" and tree.object_of(low) >= 0)
