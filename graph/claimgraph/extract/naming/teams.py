"""Who a team is: "the team", "the researchers" or "the authors" after "Ann Lee and her colleagues", "Lee's team", "researchers at Lund"."""

from collections.abc import Iterator

from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.names import Names
from claimgraph.model import EntityKind

_COMPANIONS = lexicon("colleague author coauthor collaborator student team group co-worker")
"""With whom somebody named is a team."""
_TEAMS = lexicon("team group")
_MEMBERS = lexicon("researcher scientist author investigator coauthor biologist physicist chemist economist psychologist")
_WRITERS = lexicon("author coauthor")
_NEW = frozenset({"a", "an", "another"})
_WHENCE = frozenset({"at", "from", "of", "in", "by"})


class Teams:
    """The teams that a text presents, in its order."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._names = names
        self._presented = [team for word in parse.words if (team := self._presents(word)) is not None]

    def of(self, head: Word) -> Word | None:
        """Who "the team" is: the one presented last; of "the authors" the first, whose study the text tells of."""
        if not _is_known_team(head):
            return None
        before = [team for team in self._presented if team.index < head.left and team.sentence < head.sentence]
        return next(iter(before if head.lemma in _WRITERS else reversed(before)), None)

    def _presents(self, word: Word) -> Word | None:
        """The first word of whoever a word makes a team: "Ann Lee and her colleagues", "Lee's team", "researchers at Lund"."""
        if word.lemma in _COMPANIONS and word.dep == "conj" and self._is_person(word.head):
            return word.head
        if word.lemma in _TEAMS and word.tag == "NN":
            owner = word.child("poss")
            return word if (owner is not None and owner.pos == "PROPN") or (word.has_child(*_NEW) and _is_told_whence(word)) else None
        many = word.lemma in _MEMBERS and word.tag == "NNS" and word.child("det", "poss") is None
        return word if many and _is_told_whence(word) else None

    def _is_person(self, word: Word) -> bool:
        name = self._names.at(word)
        return name is not None and name.kind is EntityKind.PERSON


def _is_known_team(head: Word) -> bool:
    """Whether a noun is of a team that is known: "the team", "the authors"."""
    alone = all(child.dep in {"det", "punct", "case"} for child in head.children)
    many = head.lemma in _MEMBERS and head.tag == "NNS"
    return head.has_child("the") and alone and (many or (head.lemma in _TEAMS and head.tag == "NN"))


def _is_told_whence(noun: Word) -> bool:
    """Whether it is told of a team where it works or who leads it."""
    return any(word.lower in _WHENCE for word in noun.all_children("prep")) or any(_leading(noun))


def _leading(noun: Word) -> Iterator[Word]:
    yield from (verb for verb in noun.all_children("acl") if verb.lemma in {"lead", "head", "base", "direct"})
