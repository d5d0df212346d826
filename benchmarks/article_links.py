"""How well links inside documents are found: the annotated articles through the whole pipeline, "contradicts" and "supports" apart.

    python benchmarks/article_links.py                         # the annotated articles beside this file
    python benchmarks/article_links.py --only wire --only war  # those whose ids hold one of these words
    python benchmarks/article_links.py --errors                # with what was missed and what was made up
    python benchmarks/article_links.py --cross FILE            # links between two articles of --articles

A link is right where both its ends are claims of the annotation that it joins in the same way. A claim and its own denial are no link
here; what joins the words that somebody denies is taken as the other kind of link to the denial, which is how articles are annotated.
Premises, examples and updates have a direction. "given claims" is the link step alone, over the annotator's claims and voices: what is
lost there is lost in linking, the rest in reading. Intervals are 95 %, from resampling whole articles.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reading import ARTICLES, Score, overlap_f1, print_scores

from asking import asking
from claimgraph import language
from claimgraph.extract import read
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.ids import mint_id
from claimgraph.ingest.documents import Origin, make_document
from claimgraph.link import link_across, link_reading
from claimgraph.model import (
    Anchor,
    Assertion,
    Claim,
    Content,
    Graph,
    Link,
    LinkStatus,
    LinkType,
    Reading,
    Stance,
    Voice,
)

LEAST = 0.5
OTHER = {"contradicts": "supports", "supports": "contradicts", "apparent": "apparent"}
DIRECTED = {"premise", "example", "updates"}
Key = tuple[str, tuple[int, ...]]
"""A kind of link and the places of its ends among the claims annotated; -1 is none of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link as predicted, in terms of the annotation; `own` for a claim and its own denial."""

    key: Key
    link: Link
    own: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """An annotated article, what was made of it, and which annotated claim each node of it stands for."""

    article: Mapping[str, Any]
    graph: Graph
    places: Mapping[str, int]
    denied: frozenset[str]


def read_article(article: Mapping[str, Any]) -> Reading:
    """What the pipeline reads from an annotated article, links left out that only comparing finds."""
    return read(make_document(article["text"], Origin(), title=article["title"], published_at=article.get("published_at")))


def side_of(article: Mapping[str, Any], graph: Graph) -> Side:
    """An article with each claim and assertion of its graph at the annotated claim whose words it has."""
    gold = article["claims"]
    places: dict[str, int] = {}
    denied: set[str] = set()
    for assertion in graph.assertions.values():
        if assertion.content.claim is None:
            continue
        places[assertion.id] = place_of(gold, assertion)
        if assertion.content.claim not in places or places[assertion.content.claim] < 0:
            places[assertion.content.claim] = places[assertion.id]
        if assertion.stance in (Stance.DENIES, Stance.DOUBTS):
            denied.add(assertion.content.claim)
    endorsed = {a.content.claim for a in graph.assertions.values() if a.stance is Stance.ENDORSES and not a.implied}
    return Side(article, graph, places, frozenset(denied - endorsed))


def place_of(gold: Sequence[Mapping[str, Any]], assertion: Assertion) -> int:
    """The annotated claim whose words an assertion has, or begins; of what is implied, the one around it where its speaker says so."""
    start, end = assertion.quote.start, assertion.quote.end
    scores = {
        at: overlap_f1(((start, end),), ((c["start"], c["end"]),)) for at, c in enumerate(gold) if c["start"] < end and start < c["end"]
    }
    opening = {at for at in scores if gold[at]["start"] == start and scores[at] >= LEAST / 2}
    best = max(scores, key=lambda at: (scores[at] >= LEAST, at in opening, scores[at], -at), default=-1)
    if best >= 0 and assertion.implied and gold[best]["stance"] not in ("denies", "doubts"):
        around = [at for at in scores if at != best and gold[at]["start"] <= start and end <= gold[at]["end"]]
        return next((at for at in around if gold[at]["speakers"] != gold[best]["speakers"]), best)
    if best >= 0 and scores[best] < LEAST:
        return best if gold[best]["start"] == start and end <= gold[best]["end"] else -1
    return best


def found_in(side: Side, links: Sequence[Link], other: Side | None = None) -> list[Found]:
    """The links in terms of the annotation, each pair once."""
    right = other or side
    found: dict[Key, Found] = {}
    for link in links:
        one, two = (side, right) if link.from_ in side.places or other is None else (right, side)
        ends = one.places.get(link.from_, -1), two.places.get(link.to, -1)
        flips = (link.from_ in one.denied) != (link.to in two.denied)
        name = "apparent" if link.status is LinkStatus.APPARENT else link.kind.value
        name = OTHER[name] if flips and link.type is not LinkType.UNDERCUT else name
        if other is not None and one is not side:
            ends = ends[::-1]
        key = _key(name, link.type.value, *ends) if min(ends) >= 0 else (link.id, ends)
        item = Found(
            key if min(ends) >= 0 else (f"{name} {link.id}", ends),
            link,
            other is None and (ends[0] == ends[1] >= 0 or (link.id in side.graph.links and min(ends) < 0)),
        )
        found.setdefault(item.key, item)
    return [item for item in found.values() if not item.own]


def _key(kind: str, type_: str, one: int, other: int) -> Key:
    return kind, (one, other) if kind == "supports" and type_ in DIRECTED else tuple(sorted((one, other)))


def gold_of(article: Mapping[str, Any]) -> dict[Key, str]:
    """The annotated links with their types."""
    return {_key(link["kind"], link["type"], link["a"], link["b"]): link["type"] for link in article["links"]}


def scores_of(found: Sequence[Found], gold: Mapping[Key, str]) -> dict[str, Score]:
    """The scores of each kind of link."""
    return {
        kind: Score(
            sum(item.key in gold for item in found if item.key[0] == kind),
            sum(item.key[0].startswith(kind) for item in found),
            sum(key[0] == kind for key in gold),
        )
        for kind in ("contradicts", "supports", "apparent")
    }


def links_of(side: Side, reading: Reading) -> list[Link]:
    """All links of one reading."""
    return [*reading.links, *link_reading(side.graph)]


def given_claims(article: Mapping[str, Any], reading: Reading) -> Reading:
    """The reading that the annotation would make: its claims and voices, in the words that the reader gives them where it has them."""
    document = reading.document
    side = side_of(article, Graph.of_reading(reading))
    worded: dict[int, Claim] = {}
    for claim in reading.claims:
        if claim.id not in side.denied or side.places.get(claim.id, -1) not in worded:
            worded.setdefault(side.places.get(claim.id, -1), claim)
    kept = [item for item in reading.assertions if side.places.get(item.id, side.places.get(item.content.claim or "", -1)) >= 0]
    texts = [gold["exact"][:1].upper() + gold["exact"][1:] + "." for gold in article["claims"]]
    missing = {at: slots for at, slots in enumerate(fill_slots(texts)) if at not in worded}
    claims = {claim.id: claim for claim in reading.claims if side.places.get(claim.id, -1) >= 0}
    made: list[Assertion] = []
    for at, slots in missing.items():
        gold = article["claims"][at]
        claim = Claim(mint_id("claim", document.id, gold["start"], gold["end"], texts[at]), document.id, texts[at], slots=slots)
        claims[claim.id] = claim
        made.append(_assertion(document.id, article["text"], gold, claim.id, reading))
    ids = claims.keys()
    kept = [item for item in kept if item.content.claim is None or item.content.claim in ids]
    links = tuple(link for link in reading.links if {link.from_, link.to} <= ids)
    assertions = tuple(item for item in (*kept, *made) if item.content.claim is not None)
    return replace(reading, claims=tuple(claims.values()), assertions=assertions, links=links)


def _assertion(document: str, text: str, gold: Mapping[str, Any], claim: str, reading: Reading) -> Assertion:
    """The assertion of an annotated claim that the reader has not: by the source of that name, if there is one."""
    name = gold["speakers"][-1]
    known = next((item.speaker for item in reading.assertions if item.speaker.name.lower() == name.lower()), None)
    speaker = known or Voice(mint_id("source", document, name), name)
    anchor = Anchor.of(text, gold["start"], gold["end"])
    identity = mint_id("assertion", document, gold["start"], gold["end"], speaker.id, claim)
    return Assertion(identity, document, speaker, Stance(gold["stance"]), Content(claim=claim), anchor)


def types_of(found: Sequence[Found], gold: Mapping[Key, str]) -> Counter[str]:
    """How many annotated links of each type were found, and under that very type."""
    counts: Counter[str] = Counter()
    by_key = {item.key: item.link.type.value for item in found}
    for key, type_ in gold.items():
        label = f"{key[0]} {type_}"
        counts[label] += 1
        counts[f"{label} found"] += key in by_key
        counts[f"{label} typed"] += by_key.get(key) == type_
    return counts


def errors_of(texts: Sequence[str], nodes: Mapping[str, str], found: Sequence[Found], gold: Mapping[Key, str]) -> Iterator[str]:
    """What was made up, and what was missed, in words: `texts` are the annotated claims, `nodes` what was read by id."""
    for item in found:
        if item.key not in gold:
            ends = "".join(f"\n      {nodes.get(end, end)}" for end in (item.link.from_, item.link.to))
            yield f"  made up  {item.key[0].split()[0]} {item.key[1]} {item.link.type} by {item.link.judge} {item.link.score}{ends}"
    have = {item.key for item in found}
    for key, type_ in gold.items():
        if key not in have:
            yield f"  missed   {key[0]} {key[1]} {type_}" + "".join(f"\n      {texts[end]}" for end in key[1])


def words_of(*sides: Side) -> tuple[list[str], dict[str, str]]:
    """The annotated claims of articles, one after the other, and the texts of what was read from them by id."""
    texts = [claim["exact"] for side in sides for claim in side.article["claims"]]
    return texts, {claim.id: claim.text for side in sides for claim in side.graph.claims.values()}


def measure(articles: Sequence[Mapping[str, Any]], *, errors: bool) -> None:
    """Print the figures of all articles."""
    whole: list[dict[str, Score]] = []
    given: list[dict[str, Score]] = []
    types: Counter[str] = Counter()
    confirmed = Counter[bool]()
    for article in articles:
        gold = gold_of(article)
        reading = read_article(article)
        side = side_of(article, Graph.of_reading(reading))
        found = found_in(side, links_of(side, reading))
        ideal = given_claims(article, reading)
        perfect = side_of(article, Graph.of_reading(ideal))
        whole.append(scores_of(found, gold))
        given.append(scores_of(found_in(perfect, links_of(perfect, ideal)), gold))
        types += types_of(found, gold)
        confirmed.update(item.key in gold for item in found if item.link.status is LinkStatus.CONFIRMED)
        print(f"{article['id']:36} contradicts {whole[-1]['contradicts']}  supports {whole[-1]['supports']}")
        if errors:
            print("\n".join(errors_of(*words_of(side), found, gold)))
    print_scores(whole, 12)
    print("given claims")
    print_scores(given, 12)
    print(f"confirmed by default: {confirmed[True]} right of {confirmed.total()}")
    print_types(types)


def print_types(types: Counter[str]) -> None:
    """Print how many links of each type were found."""
    for label in sorted(label for label in types if label.count(" ") == 1):
        print(f"  {label:24} {types[f'{label} found']:3} of {types[label]:3} found, {types[f'{label} typed']} under this type")


def measure_cross(path: Path, articles: Mapping[str, Mapping[str, Any]], *, errors: bool) -> None:
    """Print the figures of the links between two articles."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows = rows["links"] if isinstance(rows, dict) else rows
    pair = [articles[rows[0][name]] for name in ("a_article", "b_article")]
    one, other = (side_of(article, Graph.of_reading(read_article(article))) for article in pair)
    behind = len(one.article["claims"])
    found = [replace(item, key=_shifted(item.key, behind)) for item in found_in(one, link_across(one.graph, other.graph), other)]
    gold = {_key(row["kind"], row["type"], row["a_index"], behind + row["b_index"]): row["type"] for row in rows}
    for name, score in scores_of(found, gold).items():
        print(f"{path.stem:20} {name:12} {score}")
    if errors:
        print("\n".join(errors_of(*words_of(one, other), found, gold)))


def _shifted(key: Key, behind: int) -> Key:
    """A key whose second end is of the second article."""
    return key[0], (key[1][0], key[1][1] + behind if key[1][1] >= 0 else -1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 0."""
    parser = asking(__doc__, "--errors")
    parser.add_argument("--articles", type=Path, action="append", help="folders of annotated articles as JSON")
    parser.add_argument("--only", action="append", default=[], help="only articles whose ids hold this word")
    parser.add_argument("--cross", type=Path, help="a file of links between two articles")
    options = parser.parse_args(arguments)
    language.load()
    paths = [path for folder in options.articles or [ARTICLES] for path in sorted(folder.glob("*.json"))]
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    if options.cross:
        measure_cross(options.cross, {article["id"]: article for article in articles}, errors=options.errors)
        return 0
    chosen = [article for article in articles if not options.only or any(word in article["id"] for word in options.only)]
    measure(chosen, errors=options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
