"""The same questions in SQL and SPARQL written by hand, for the bare databases: what the answer costs at least.

Each SQL function reads the bodies that claimgraph's answer is made of, without making anything of them.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.store.engine import FILE

Rows = list[Any]
_ALIVE = "retracted_seq IS NULL"
_NODES = ("source", "entity", "claim", "assertion", "link", "judgement", "document")


class Bare:
    """The SQLite file of a store, opened for reading by nothing but the sqlite3 module."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True, check_same_thread=False)
        self._db.execute("PRAGMA cache_size=-65536")

    def rows(self, query: str, *values: object) -> Rows:
        """All rows of a query."""
        return self._db.execute(query, values).fetchall()

    def named(self, table: str, column: str, ids: Iterable[str], wanted: str = "body") -> Rows:
        """A column of the living rows whose column holds one of these."""
        found = tuple(ids)
        places = ", ".join("?" * len(found))
        return self.rows(f"SELECT {wanted} FROM {table} WHERE {column} IN ({places}) AND {_ALIVE}", *found)  # noqa: S608 — names of ours

    def group(self, node: str) -> list[str]:
        """All that are one with a source or entity, itself among them."""
        heads = [row[0] for row in self.rows(f"SELECT head FROM identity WHERE id = ? AND {_ALIVE}", node)] or [node]  # noqa: S608
        return [heads[0], *(row[0] for row in self.rows(f"SELECT id FROM identity WHERE head = ? AND {_ALIVE}", heads[0]))]  # noqa: S608

    def claim(self, claim: str) -> Rows:
        """One claim with all its edges: its assertions, links with the other ends and their assertions, voices, documents, entities."""
        spoken = [row[0] for row in self.named("assertion", "root_claim", [claim], "id")]
        ends = [claim, *spoken]
        links = [row for column in ("from_id", "to_id") for row in self.named("link", column, ends, "id, from_id, to_id, body")]
        far = {end for row in links for end in row[1:3]}
        behind = self.named("assertion", "id", far, "root_claim")
        claims = {claim, *(end for end in far if end.startswith("claim-")), *(row[0] for row in behind)}
        assertions = self.named("assertion", "root_claim", claims, "id, speaker, document, body")
        about = {row[0] for row in self.named_mentions(claims)}
        named = {*claims, *(row[0] for row in assertions), *(row[0] for row in links), *about, *(row[1] for row in assertions)}
        return [
            *links,
            *assertions,
            *self.named("claim", "id", claims),
            *self.named("source", "id", {row[1] for row in assertions}),
            *self.named("document", "id", {row[2] for row in assertions}),
            *self.named("entity", "id", about),
            *self.named("judgement", "target", named),
        ]

    def named_mentions(self, claims: Iterable[str]) -> Rows:
        """The entities that claims mention."""
        found = tuple(claims)
        places = ", ".join("?" * len(found))
        return self.rows(f"SELECT DISTINCT entity FROM mention WHERE claim IN ({places})", *found)  # noqa: S608

    def links_of(self, claim: str) -> Rows:
        """The newest 50 links of a claim and of those that are one with it, and whether any was ever taken back: then more is asked."""
        found = self.rows(
            f"""WITH same(id) AS (SELECT coalesce((SELECT head FROM identity WHERE id = ?1 AND {_ALIVE}), ?1)),
                ends(id) AS (SELECT id FROM same UNION ALL SELECT identity.id FROM identity JOIN same ON head = same.id WHERE {_ALIVE})
            SELECT body FROM link WHERE (from_id IN (SELECT id FROM ends) OR to_id IN (SELECT id FROM ends)) AND {_ALIVE}
            ORDER BY recorded_seq DESC, id DESC LIMIT 50""",  # noqa: S608
            claim,
        )
        self.rows("SELECT 1 FROM link WHERE retracted_seq > 0 LIMIT 1")
        return found

    def contradictions_about(self, entity: str) -> Rows:
        """The newest 50 contradictions of which one end is about an entity."""
        return self.rows(
            f"""WITH same(id) AS (SELECT head FROM identity WHERE id = ?1 AND {_ALIVE} UNION SELECT ?1
                  UNION SELECT id FROM identity WHERE head = ?1 AND {_ALIVE}),
                about(claim) AS (SELECT DISTINCT claim FROM mention JOIN same ON entity = same.id)
            SELECT body FROM link WHERE rowid IN (
                SELECT link.rowid FROM about CROSS JOIN link ON from_id = claim WHERE kind = 'contradicts' AND link.{_ALIVE}
                UNION SELECT link.rowid FROM about CROSS JOIN link ON to_id = claim WHERE kind = 'contradicts' AND link.{_ALIVE})
            ORDER BY recorded_seq DESC, id DESC LIMIT 50""",  # noqa: S608
            entity,
        )

    def two_hops(self, claim: str) -> Rows:
        """The links of a claim and those of the claims at their other ends."""
        near = [row for column in ("from_id", "to_id") for row in self.named("link", column, [claim], "id, from_id, to_id, body")]
        ends = {end for row in near for end in row[1:3]}
        return [row for column in ("from_id", "to_id") for row in self.named("link", column, ends)]

    def source(self, source: str) -> Rows:
        """The newest 20 claims of a voice, whatever document names it."""
        return self.rows(
            f"""WITH same(id) AS (SELECT ?1 UNION SELECT id FROM identity WHERE head = ?1 AND {_ALIVE})
            SELECT body FROM claim WHERE id IN (SELECT root_claim FROM assertion JOIN same ON speaker = same.id WHERE assertion.{_ALIVE})
            AND {_ALIVE} ORDER BY recorded_seq DESC, id DESC LIMIT 20""",  # noqa: S608
            source,
        )

    def most_contested(self) -> Rows:
        """The 20 claims with the most contradictions, whole store."""
        live = f"kind = 'contradicts' AND status IN ('proposed', 'confirmed') AND {_ALIVE}"
        return self.rows(
            f"SELECT claim, count(*) FROM (SELECT from_id AS claim FROM link WHERE {live} UNION ALL SELECT to_id FROM link WHERE {live}) "  # noqa: S608
            "GROUP BY claim ORDER BY 2 DESC, claim LIMIT 20"
        )

    def claims_per_source(self) -> Rows:
        """For the 20 voices with the most claims, how many these are, whole store."""
        return self.rows(
            f"""SELECT coalesce(head, speaker) AS voice, count(DISTINCT root_claim) FROM assertion
            LEFT JOIN identity ON identity.id = speaker AND identity.{_ALIVE}
            WHERE assertion.{_ALIVE} GROUP BY voice ORDER BY 2 DESC, voice LIMIT 20"""  # noqa: S608
        )

    def page(self, table: str) -> Rows:
        """The newest 50 of a kind that nobody else stands for."""
        stands = f"AND NOT EXISTS (SELECT 1 FROM identity WHERE identity.id = {table}.id AND identity.{_ALIVE})"  # noqa: S608
        hidden = stands if table in ("source", "entity", "claim") else ""
        return self.rows(f"SELECT body FROM {table} WHERE {_ALIVE} {hidden} ORDER BY recorded_seq DESC, id DESC LIMIT 50")  # noqa: S608

    def search(self, words: str) -> Rows:
        """The best 20 passages, and how many there are."""
        query = " ".join(f'"{word}"' for word in words.split()) + "*"
        best = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid LIMIT 20"
        found = self.rows(f"SELECT id, text FROM passage WHERE number IN ({best})", query)  # noqa: S608
        return found + self.rows("SELECT count(*) FROM search WHERE search MATCH ?", query)

    def statistics(self) -> Rows:
        """How many living nodes of each kind there are."""
        return [row for table in _NODES for row in self.rows(f"SELECT count(*) FROM {table} WHERE {_ALIVE}")]  # noqa: S608

    def get(self, node: str) -> Rows:
        """One node."""
        return self.named(node.split("-")[0], "id", [node])

    def drawn(self, column: str, table: str, places: Sequence[float]) -> list[str]:
        """The column at these places of a table, each from 0 to 1: what many rows name is drawn often."""
        last = self.rows(f"SELECT max(rowid) FROM {table}")[0][0]  # noqa: S608
        query = f"SELECT {column} FROM {table} WHERE rowid >= ? LIMIT 1"  # noqa: S608
        return [str(self.rows(query, max(1, int(place * last)))[0][0]) for place in places]


_PREFIXES = f"PREFIX cg: <https://w3id.org/claimgraph/ns#> BASE <{DEFAULT_BASE}> "
SPARQL = {
    "a claim with all its edges": """SELECT ?node ?p ?o WHERE {
        { BIND(<ID> AS ?node) ?node ?p ?o }
        UNION { GRAPH ?g { ?node cg:ofClaim <ID> ; ?p ?o } }
        UNION { ?node cg:linkFrom <ID> ; ?p ?o } UNION { ?node cg:linkTo <ID> ; ?p ?o }
        UNION { ?link cg:linkFrom <ID> ; cg:linkTo ?node . ?node ?p ?o }
        UNION { ?link cg:linkTo <ID> ; cg:linkFrom ?node . ?node ?p ?o } }""",
    "contradictions about an entity": """SELECT DISTINCT ?claim ?text ?other WHERE {
        { BIND(<ID> AS ?entity) } UNION { ?entity cg:representedBy <ID> }
        ?claim cg:about ?entity ; cg:contradicts ?other ; cg:text ?text } LIMIT 50""",
    "two hops of links": """SELECT DISTINCT ?one ?two WHERE {
        <ID> (cg:supports|^cg:supports|cg:contradicts) ?one . OPTIONAL { ?one (cg:supports|^cg:supports|cg:contradicts) ?two } }""",
    "a source, newest 20 claims": """SELECT DISTINCT ?claim ?text WHERE {
        { BIND(<ID> AS ?source) } UNION { ?source cg:representedBy <ID> }
        GRAPH ?g { ?assertion cg:speaker ?source ; cg:ofClaim ?claim } ?claim cg:text ?text } ORDER BY DESC(?claim) LIMIT 20""",
    "most contested, whole store": """SELECT ?claim (COUNT(*) AS ?n) WHERE { ?claim cg:contradicts ?other }
        GROUP BY ?claim ORDER BY DESC(?n) ?claim LIMIT 20""",
    "claims per source, whole store": """SELECT ?voice (COUNT(DISTINCT ?claim) AS ?n) WHERE {
        GRAPH ?g { ?assertion cg:speaker ?source ; cg:ofClaim ?claim } OPTIONAL { ?source cg:representedBy ?head }
        BIND(COALESCE(?head, ?source) AS ?voice) } GROUP BY ?voice ORDER BY DESC(?n) LIMIT 20""",
}
"""The questions that the triple stores are asked; ID stands for the node asked about."""


def sparql(question: str, node: str) -> str:
    """The query for one node."""
    return _PREFIXES + SPARQL[question].replace("<ID>", f"<{DEFAULT_BASE}{node}>")
