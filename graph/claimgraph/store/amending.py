"""What changes an open record: each change is one entry of its journal."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from claimgraph.errors import ConflictError
from claimgraph.forgetting import forget_words
from claimgraph.model import Document, Judgement, Link, Node, Reading
from claimgraph.records import to_json
from claimgraph.store import adding, blocks, collecting, erasing, journal, linking, reading, retracting, revising, trusting, writing
from claimgraph.store.adding import Added, Batch
from claimgraph.store.collecting import check_name
from claimgraph.store.moment import Moment
from claimgraph.store.opened import Opened
from claimgraph.trust import TrustProfile


class Amending(Opened):
    """A record that is added to, judged, corrected, retracted and erased."""

    def add(
        self,
        read: Reading,
        links: Sequence[Link] = (),
        judgements: Sequence[Judgement] = (),
        *,
        actor: str,
        if_seq: int | None = None,
        collection: str | None = None,
        waiting: bool = False,
    ) -> Added:
        """Record a reading with the links and judgements that go with it; a document that is there changes nothing.

        It comes to belong to a collection, that of the store where it is limited to one, even where it was there already.
        Raises ConflictError where `if_seq` is given and is no longer the newest entry: what was found is then out of date. It is
        `waiting` where it was not compared with what is there.
        """
        into = self.collection if collection is None else check_name(collection)

        def work(connection: Connection) -> Added:
            """Add it, or let it wait to be compared."""
            _check_seq(connection, if_seq)
            added = adding.add_reading(connection, read, links, judgements, actor=actor, collection=into, known=self._known)
            if not waiting or added.already:
                return added
            blocks.wait(connection, added.seq)
            return replace(added, waiting=True)

        return self._write(work)

    def add_many(
        self,
        readings: Sequence[Reading],
        judgements: Sequence[Judgement] = (),
        *,
        actor: str,
        target: str,
        verb: str = "import",
        if_seq: int | None = None,
    ) -> Batch:
        """Record many readings, with the links in them and the judgements on their nodes, as one entry about `target`.

        Documents that are there change nothing. All or nothing is recorded; what waits meanwhile waits for all of it.
        Raises ConflictError where `if_seq` is given and is no longer the newest entry: what was found is then out of date.
        """

        def work(connection: Connection) -> Batch:
            """Add them all, in one entry."""
            _check_seq(connection, if_seq)
            return adding.add_readings(
                connection, readings, judgements, actor=actor, verb=verb, target=target, collection=self.collection, known=self._known
            )

        return self._write(work)

    def add_links(
        self,
        links: Sequence[Link],
        *,
        actor: str,
        target: str,
        reached: tuple[str, int] | None = None,
        changed: Sequence[Link] = (),
        gone: Collection[str] = (),
    ) -> int:
        """Record links between claims that are there, but those that ever were, as one entry about `target`; the newest entry's number.

        `reached` says who sought them through the record, and up to the claim of which number (see `claimgraph.pairing`). Links that
        nobody judged are `changed`, or retracted where they are `gone`; a link that went so may be recorded again.
        """
        found = linking.Found(links, changed, gone)
        return self._write(lambda connection: linking.add_links(connection, found, actor=actor, target=target, reached=reached))

    def judge(self, judgement: Judgement, *, actor: str, versions: Collection[str] | None = None, if_seq: int | None = None) -> int:
        """Record a judgement and what follows from it; the number of the entry. Raises InputError, NotFoundError.

        Raises ConflictError where `versions` are given and the target's (see `version_of`) is none of them, and where `if_seq` is no
        longer the newest entry.
        """

        def work(connection: Connection) -> int:
            """Record it, where its target is as it was seen."""
            _check_seq(connection, if_seq)
            now = Moment(connection, collection=self.collection)
            _check_version(now, judgement.target, versions)
            return writing.judge(now, judgement, actor=actor)

        return self._write(work)

    def retract(
        self, node_id: str, *, actor: str, reason: str = "", versions: Collection[str] | None = None, if_seq: int | None = None
    ) -> int:
        """Retract a node and all that rests on it; the number of the entry. Raises NotFoundError, ConflictError.

        Raises ConflictError too where `versions` are given and the node's (see `version_of`) is none of them, and where `if_seq` is no
        longer the newest entry. Within a collection nothing is retracted, which others may hold: a document leaves it, and
        anything else is a ConflictError.
        """

        def work(connection: Connection) -> int:
            """Take it back, where it is as it was seen."""
            _check_seq(connection, if_seq)
            now = Moment(connection, collection=self.collection)
            _check_version(now, node_id, versions)
            if self.collection is None:
                return retracting.retract(connection, node_id, actor=actor, reason=reason)
            if not isinstance(reading.get(now, node_id), Document):
                raise ConflictError("within a collection only documents are taken back: judge it instead", code="within-collection")
            return collecting.release(now, self.collection, [node_id], actor=actor, reason=reason)

        return self._write(work)

    def revise(
        self,
        nodes: Sequence[Node],
        gone: Collection[str],
        judgements: Sequence[Judgement] = (),
        *,
        document: str,
        actor: str,
        verb: str,
        target: str,
        note: str = "",
        if_seq: int | None = None,
        versions: Collection[str] | None = None,
    ) -> int:
        """Change what was read of a document: record these nodes in the place of their living versions, retract what is `gone`.

        With the judgements this is one entry about `target`; its number. Raises ConflictError where `if_seq` is no longer the newest
        entry, where `versions` are given and the target's is none of them, and within a collection where others hold the document.
        """

        def work(connection: Connection) -> int:
            """Record it, where the document is as it was seen."""
            _check_seq(connection, if_seq)
            now = Moment(connection, collection=self.collection)
            revising.check_own(now, document)
            _check_version(now, target, versions)
            return revising.revise(now, nodes, gone, judgements, actor=actor, verb=verb, target=target, note=note)

        return self._write(work)

    def unretract(self, node_id: str, *, actor: str, reason: str = "", versions: Collection[str] | None = None) -> int:
        """Bring back exactly what the retraction of this node took, as a new entry; its number.

        Raises NotFoundError, and ConflictError where that is impossible: the node went with another, part of what was
        taken is there again, or what it rests on is still gone. Within a collection it always is. Raises ConflictError too where
        `versions` are given and the one that was retracted is none of them.
        """
        if self.collection is not None:
            raise ConflictError("within a collection nothing is retracted: add the document again", code="within-collection")

        def work(connection: Connection) -> int:
            """Bring it back, where it went as it was seen."""
            if versions is not None:
                _check_among(retracting.taken(connection, node_id), versions)
            return retracting.unretract(connection, node_id, actor=actor, reason=reason)

        return self._write(work)

    def erase(self, node_id: str, *, actor: str, reason: str, versions: Collection[str] | None = None) -> int:
        """Erase the words of a document, a link or a judgement, and of all that ever rested on it, for good; the number of the entry.

        Takes time linear in the size of the store, as its database is written anew. Raises NotFoundError, ConflictError, and
        StoreError where only that last step was not done: it is tried again when the store is opened or the same is erased again.
        Within a collection nothing is erased, which others may hold: that is a ConflictError.
        """
        if self.collection is not None:
            raise ConflictError("within a collection nothing is erased: take the document out of it instead", code="within-collection")

        def work(connection: Connection) -> int:
            """Erase it, where it is as it was seen."""
            _check_version(Moment(connection), node_id, versions)
            return erasing.erase(connection, node_id, actor=actor, reason=reason)

        seq = self._write(work)
        forget_words()
        self.sweep()
        return seq

    def collect(self, collection: str, documents: Iterable[str], *, actor: str, versions: Collection[str] | None = None) -> int:
        """Make documents belong to a collection too; the number of the entry. Raises InputError, NotFoundError.

        Raises ConflictError where `versions` are given and that of one of the documents (see `version_of`) is none of them.
        """
        wanted = list(documents)

        def work(connection: Connection) -> int:
            """Let them belong to it, where they are as they were seen."""
            now = self._here(connection)
            for name in wanted:
                _check_version(now, name, versions)
            return collecting.collect(now, collection, wanted, actor=actor)

        return self._write(work)

    def release(
        self, collection: str, documents: Iterable[str], *, actor: str, reason: str = "", versions: Collection[str] | None = None
    ) -> int:
        """Let documents belong to a collection no longer, nothing of which is retracted; the number of the entry. Raises NotFoundError.

        Raises ConflictError where `versions` are given and that of one of the documents in the collection is none of them.
        """
        wanted = list(documents)

        def work(connection: Connection) -> int:
            """Let them leave it, where they are as they were seen."""
            inside = Moment(connection, collection=collection)
            for name in wanted:
                _check_version(inside, name, versions)
            return collecting.release(Moment(connection), collection, wanted, actor=actor, reason=reason)

        return self._write(work)

    def put_trust(self, profile: TrustProfile, *, actor: str, versions: Collection[str] | None = None) -> int:
        """Make a trust profile of the store, or of the collection that it is limited to, or change it; the number of the entry.

        Raises InputError, and ConflictError where `versions` are given and the profile's is none of them.
        """
        return self._write(lambda c: trusting.put(self._here(c), profile, actor=actor, versions=versions))

    def remove_trust(self, name: str, *, actor: str, reason: str = "", versions: Collection[str] | None = None) -> int:
        """Take a trust profile back, which is still there `as_of` before; the number of the entry. Raises NotFoundError, ConflictError."""
        return self._write(lambda c: trusting.remove(self._here(c), name, actor=actor, reason=reason, versions=versions))


def version_of(node: Node) -> str:
    """What tells this version of a node from every other: the SHA-256 of its canonical JSON."""
    return journal.digest_of(to_json(node))


def _check_seq(connection: Connection, if_seq: int | None) -> None:
    if if_seq is not None and journal.newest(connection)[0] != if_seq:
        raise ConflictError(f"the store has moved on from entry {if_seq}: read it again")


def _check_version(now: Moment, node_id: str, versions: Collection[str] | None) -> None:
    if versions is not None:
        _check_among(reading.get(now, node_id), versions)


def _check_among(node: Node, versions: Collection[str]) -> None:
    if version_of(node) not in versions:
        raise ConflictError(f"{node.id} is no longer the version that was decided on: read it again", code="moved")
