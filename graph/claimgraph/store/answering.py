"""What an open record answers: about now, or `as_of` an entry's number or a time, exactly what it answered then.

A number beyond the newest entry raises NotFoundError, what is neither a number nor a time InputError.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimgraph.model import SHELVES, Assertion, Document, Graph, Judgement, Link, Node
from claimgraph.store import changes, collecting, evidence, history, journal, listing, neighbourhood, reading, revising, search, trusting
from claimgraph.store.collecting import Collection as Collected
from claimgraph.store.evidence import Evidence
from claimgraph.store.history import Version
from claimgraph.store.identities import heads, told_apart
from claimgraph.store.journal import Change
from claimgraph.store.listing import Page
from claimgraph.store.moment import AsOf, Moment, erased_by, last_erasure
from claimgraph.store.opened import Opened
from claimgraph.store.parts import nodes_after, page_of, part_after
from claimgraph.store.reading import Delta
from claimgraph.store.schema import KINDS
from claimgraph.store.search import Found
from claimgraph.store.trusting import KeptProfile


class Answering(Opened):
    """A record that is asked."""

    def collections(self, *, as_of: AsOf | None = None) -> list[Collected]:
        """The collections that have documents, by name, with how much each shows."""
        with self.moment(as_of) as moment:
            return collecting.collections(moment)

    def is_collection(self, name: str) -> bool:
        """Whether a document ever belonged to a collection of this name."""
        with self._reads() as connection:
            return collecting.is_known(connection, name)

    def shown(self, ids: Iterable[str]) -> set[str]:
        """Which of these nodes are alive and shown."""
        with self.moment(None) as moment:
            return reading.living_among(moment, ids)

    def get(self, node_id: str, *, as_of: AsOf | None = None) -> Node:
        """The living version of a node; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return reading.get(moment, node_id)

    def standing(self, node_id: str, *, as_of: AsOf | None = None) -> Node:
        """The living version of whatever stands for a node, which may be itself; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return reading.get(moment, heads(moment, [node_id]).get(node_id, node_id))

    def nodes(self, ids: Iterable[str], *, as_of: AsOf | None = None) -> dict[str, Node]:
        """The living versions of these nodes, of whatever kind, by id; those that are not there are left out."""
        with self.moment(as_of) as moment:
            return reading.find_all(moment, ids)

    def history(self, node_id: str, *, as_of: AsOf | None = None) -> tuple[Version, ...]:
        """Every version of a node, oldest first, with the entries that recorded and retracted it; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return history.versions_of(moment, node_id)

    def graph(self, ids: Iterable[str] | None = None, *, beside: Iterable[str] = (), as_of: AsOf | None = None) -> Graph:
        """All living nodes, or these with their links and all that those rest on.

        `beside` names sources and entities that are wanted for themselves, without all the claims that have to do with them.
        """
        with self.moment(as_of) as moment:
            return neighbourhood.whole_graph(moment) if ids is None else neighbourhood.graph_around(moment, ids, beside)

    def graph_along(self, claims: Iterable[str], links: Iterable[str], *, entities: bool = True, as_of: AsOf | None = None) -> Graph:
        """These claims, those of these links that lead to them, step by step, and all that they rest on, maybe without entities."""
        with self.moment(as_of) as moment:
            return neighbourhood.graph_along(moment, claims, links, entities=entities)

    def graph_beside(self, claims: Iterable[str], *, as_of: AsOf | None = None) -> Graph:
        """These claims with who says them and what their links lead to, and no more of that."""
        with self.moment(as_of) as moment:
            return neighbourhood.graph_beside(moment, claims)

    def evidence(
        self, claims: Iterable[str], *, most: int, graded: bool = False, partly: bool = True, as_of: AsOf | None = None
    ) -> Evidence:
        """All that bears on some claims by living links, nearest first, but at most so many claims; maybe with the grades of voices.

        Unless it is wanted `partly`, nothing comes where more than that bears on them.
        """
        with self.moment(as_of) as moment:
            return evidence.evidence_on(moment, claims, most, graded=graded, partly=partly)

    def grades(self, node_id: str, *, as_of: AsOf | None = None) -> tuple[Judgement, ...]:
        """The judgements that grade a source, under any of its names, or a claim; oldest first. Raises NotFoundError."""
        with self.moment(as_of) as moment:
            return evidence.grades_on(moment, node_id)

    def trusts(self, *, as_of: AsOf | None = None) -> list[KeptProfile]:
        """The trust profiles of the store, or of the collection that it is limited to, by name."""
        with self.moment(as_of) as moment:
            return trusting.profiles(moment)

    def trust(self, name: str, *, as_of: AsOf | None = None) -> KeptProfile:
        """One trust profile; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return trusting.find(moment, name)

    def stream(self, *, as_of: AsOf | None = None) -> Iterator[Node]:
        """All living nodes one by one, as in `graph()`, in memory that does not grow with the store.

        All are of one moment, and whoever takes long over them keeps nobody from writing: what is erased meanwhile is left out.
        """
        seq = self.seq(as_of=as_of)
        for kind in SHELVES:
            place = (0, "")
            while True:
                with self.moment(seq) as moment:
                    found, place = nodes_after(moment, kind, place)
                if not found:
                    break
                yield from found

    def same(self, *, as_of: AsOf | None = None) -> dict[str, str]:
        """Which source, entity or claim stands for which, as in `graph()`."""
        with self.moment(as_of) as moment:
            return heads(moment)

    def heads(self, ids: Iterable[str], *, as_of: AsOf | None = None) -> dict[str, str]:
        """Which of these sources, entities and claims another stands for, and which."""
        with self.moment(as_of) as moment:
            return heads(moment, ids)

    def parts(self, *, as_of: AsOf | None = None) -> Iterator[Graph]:
        """All documents with their claims, assertions, sources and entities, some at a time, oldest first, without links.

        Whoever writes in the meantime changes nothing of it: all parts are of one moment.
        """
        seq, place = self.seq(as_of=as_of), (0, "")
        while True:
            with self.moment(seq) as moment:
                found = part_after(moment, place)
            if found is None:
                return
            part, place = found
            yield part

    def page(
        self,
        kind: str,
        *,
        where: Mapping[str, str] | None = None,
        cursor: str | None = None,
        limit: int = 50,
        as_of: AsOf | None = None,
        counted: bool = True,
    ) -> Page:
        """A page of the nodes of a kind (`claims`, `sources`, …), newest first, with how many there are if asked; raises InputError."""
        with self.moment(as_of) as moment:
            return listing.page(moment, kind, where=where or {}, cursor=cursor, limit=limit, counted=counted)

    def named(self, key: str, *, as_of: AsOf | None = None) -> dict[str, list[Node]]:
        """The living sources and entities of this compared name, by kind, oldest first."""
        with self.moment(as_of) as moment:
            return reading.named(moment, key)

    def first_named(
        self, shelf: str, names: Iterable[tuple[str, str]], *, but: str = "", as_of: AsOf | None = None
    ) -> dict[tuple[str, str], tuple[str, str]]:
        """The oldest living source or entity (`shelf` says which) of each of these kinds and compared names: its id and its document.

        None is of the document `but`.
        """
        with self.moment(as_of) as moment:
            return reading.first_named(moment, shelf, names, but)

    def names_with(self, shelf: str, kind: str, words: str, *, most: int) -> list[str]:
        """The compared names, each once, of the newest sources or entities (by `shelf`) of a kind that hold these words; `most` at most."""
        with self.moment(None) as moment:
            return reading.compared_names(moment, shelf, kind, search.names_with(moment, KINDS[shelf], words, most=search.MOST), most=most)

    def named_apart(self, shelf: str, one: str, other: str) -> bool:
        """Whether some document tells two of these names apart, as sources or as entities."""
        with self.moment(None) as moment:
            return reading.named_apart(moment, shelf, one, other)

    def told_apart(self, one: str, other: str) -> str | None:
        """A document that names two sources or entities, or others that are one with them, apart; None where none does."""
        with self.moment(None) as moment:
            return told_apart(moment, one, other)

    def names_in(self, document: str) -> set[str]:
        """The names of the entities of a document."""
        with self.moment(None) as moment:
            return reading.names_in(moment, document)

    def living(self, shelf: str, ids: Iterable[str], *, as_of: AsOf | None = None) -> set[str]:
        """Which of these ids are those of living nodes of a kind."""
        with self.moment(as_of) as moment:
            return reading.living(moment, shelf, ids)

    def same_text(self, document: Document, *, as_of: AsOf | None = None) -> list[Document]:
        """Other documents that carry the very same text, oldest first, 50 at most, without it; of one that is not stored too."""
        with self.moment(as_of) as moment:
            return reading.same_text(moment, document.sha256, document.id)

    def erased(self, ids: Iterable[str]) -> set[str]:
        """Which of these nodes were erased."""
        with self._reads() as connection:
            return set(erased_by(Moment(connection), ids))

    def search(
        self, query: str, *, where: Mapping[str, str] | None = None, limit: int = 50, cursor: str | None = None, as_of: AsOf | None = None
    ) -> Found:
        """The best hits for all words of the query that meet the filters (`SEARCH_FILTERS`); raises InputError.

        Words in quotes are a phrase, a minus leaves out what follows it. Of common words the newest hits are ranked. Those of
        the past are exactly the hits of then; only their order may differ, which rests on the texts of today.
        """
        with self.moment(as_of) as moment:
            return search.find(moment, query, where=where or {}, limit=limit, cursor=cursor)

    def claims_like(self, statements: Iterable[Sequence[str]], *, each: int = 50) -> set[str]:
        """The ids of the claims whose words are nearest to any of these statements' terms, at most `each` for one."""
        with self._reads() as connection:
            return search.claims_like(Moment(connection, collection=self.collection), statements, each=each)

    def last_erasure(self) -> int:
        """The number of the newest entry that erased anything; 0 where none did."""
        with self._reads() as connection:
            return last_erasure(connection)

    def changes(self, since: int = 0, limit: int = 1000, *, as_of: AsOf | None = None) -> list[Change]:
        """The entries of the journal after `since`, oldest first.

        Within a collection those that changed what it shows, and of each only that: no hashes, and no target that it does not show.
        """
        with self.moment(as_of) as moment:
            return changes.entries(moment, since, limit)

    def mark(self, seq: int) -> tuple[str, str]:
        """When an entry was written, and its hash; empty words where there is no such entry."""
        with self._reads() as connection:
            found = next(journal.entries(connection, seq - 1, 1, until=seq), None)
        return (found.at, found.hash) if found else ("", "")

    def made_of(self, document: str) -> list[tuple[Assertion, str, str | None]]:
        """Every version of a document's assertions, oldest first: the node, and the verbs by which it came in and the version went."""
        with self._reads() as connection:
            return revising.made_of(Moment(connection), document)

    def judgements_on(self, ids: Iterable[str]) -> list[Judgement]:
        """The living judgements on these nodes, alive or not, oldest first."""
        with self.moment(None) as moment:
            return reading.judgements_on(moment, ids)

    def taken_back(self, links: Iterable[str]) -> set[str]:
        """Which of these links were retracted by themselves, and are not there again."""
        with self._reads() as connection:
            return revising.taken_back(Moment(connection), links)

    def delta(self, seq: int) -> Delta:
        """The versions that entry `seq` recorded and retracted."""
        with self._reads() as connection:
            return reading.delta(Moment(connection, collection=self.collection), seq)

    def changed(self, seq: int, *, gone: bool) -> Iterator[Node]:
        """The versions that entry `seq` recorded or, where they are `gone`, retracted, in memory that does not grow with the entry."""
        for kind in SHELVES:
            found, after = True, ""
            while found:
                with self._reads() as connection:
                    moment = Moment(connection, collection=self.collection)
                    nodes = moment.changed(kind, seq, gone=gone, after=after, most=page_of(kind))
                yield from nodes
                found, after = bool(nodes), nodes[-1].id if nodes else ""

    def changed_heads(self, seq: int, *, gone: bool) -> dict[str, str]:
        """Who stands for whom since entry `seq` or, where that is `gone`, no longer does."""
        with self._reads() as connection:
            return reading.changed_heads(Moment(connection, collection=self.collection), seq, gone=gone)

    def joining(self, pairs: Iterable[tuple[str, str]], *, as_of: AsOf) -> list[Link]:
        """The living links from the first of any of these pairs to its second."""
        with self.moment(as_of) as moment:
            return reading.joining(moment, pairs)

    def statistics(self, *, as_of: AsOf | None = None) -> dict[str, int]:
        """How many living nodes of each kind there are, and `seq`."""
        with self.moment(as_of) as moment:
            return listing.statistics(moment)
