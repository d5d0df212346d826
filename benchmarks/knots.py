"""How a knot of thousands of claims is split, how its disputes last as claims arrive, and what one more claim costs.

    python benchmarks/knots.py [--sizes 1000 5000 20000] [--arrivals 60] [--seed 1]

A knot is made of questions that are answered by few claims or by hundreds, a claim after the other: each contradicts or
restates some earlier answers to its question, and one in ten an answer to another. All figures are of the processor, in
milliseconds: least, median, most. The purity is how many claims are in a dispute of which most are about their question.
"""

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from random import Random
from statistics import median
from typing import Any

from claimgraph.derivations import Dispute
from claimgraph.derive import Derived, Follower
from claimgraph.ids import mint_id
from claimgraph.model import (
    Anchor,
    Assertion,
    Claim,
    Content,
    Document,
    Judgement,
    Link,
    LinkKind,
    LinkType,
    Reading,
    Source,
    SourceKind,
    Stance,
    Voice,
    mint_link_id,
)
from claimgraph.reason.knots import Tie, woven
from claimgraph.store import Store
from claimgraph.views.selection import claim_ids, foremost, link_ids, of_dispute
from claimgraph_api.pages.disputes import MOST_SHOWN, dispute_values

EACH = 60
"""How many claims answer a question in the mean; the first are asked far more often than the last (Zipf)."""
STRAY = 0.1
"""How often it is bound to an answer to another question too."""
STEPS = 10
"""Over so many steps of growth it is seen which claims keep the id of their dispute."""


def questions(size: int, chance: Random) -> list[int]:
    """For each claim the question that it answers."""
    count = max(3, size // EACH)
    return chance.choices(range(count), [1 / (rank + 5) for rank in range(count)], k=size)


def bound(asked: Sequence[int], chance: Random) -> Iterator[tuple[int, int, bool]]:
    """The bonds of claims as they arrive: the earlier one, the later one, whether they contradict each other."""
    answers: dict[int, list[int]] = {}
    for claim, question in enumerate(asked):
        before = answers.setdefault(question, [])
        near = {before[int(chance.random() * len(before))] for _ in range(chance.choice((1, 2, 3, 4)))} if before else set()
        if claim and (not near or chance.random() < STRAY):
            near.add(int(chance.random() * claim))
        yield from ((other, claim, chance.random() < 0.75) for other in sorted(near))
        before.append(claim)


def purity(homes: Sequence[str], asked: Sequence[int]) -> float:
    """The share of claims that are about the question which most claims of their dispute are about."""
    inside: dict[str, Counter[int]] = {}
    for home, question in zip(homes, asked, strict=True):
        inside.setdefault(home, Counter())[question] += 1
    return sum(counts.most_common(1)[0][1] for counts in inside.values()) / len(homes)


def split(size: int, seed: int) -> None:
    """Weave a knot in growing parts, and print how it is split and how many claims stay in a dispute of the same id."""
    chance = Random(seed)  # noqa: S311 — no secret
    asked = questions(size, chance)
    ties = [Tie(f"{a}-{b}", f"claim-{a}", f"claim-{b}", 0.9, clashes) for a, b, clashes in bound(asked, chance)]
    kept, before, took = [], dict[str, str](), 0.0
    for step in range(1, STEPS + 1):
        started = time.process_time()
        found = woven(ties[: len(ties) * step // STEPS])
        took = time.process_time() - started
        home = {claim: community.name for community in found for claim in community.claims}
        kept += [sum(home[claim] == name for claim, name in before.items()) / len(before)] if before else []
        before = home
    sizes = sorted((len(community.claims) for community in found), reverse=True)
    inside = sum(home[tie.a] == home[tie.b] for tie in ties) / len(ties)
    pure = purity([home[f"claim-{number}"] for number in range(size)], asked)
    print(f"split {size} claims, {len(ties)} bonds, {len(set(asked))} questions (largest {max(Counter(asked).values())}): {took:.2f} CPU-s")
    print(f"    {len(sizes)} parts (largest {sizes[0]}, median {median(sizes)}); {inside:.3f} of bonds inside, purity {pure:.3f}")
    print(f"    claims that keep the id of their dispute while the knot grows by a tenth of its last size: {told(kept)}")


def told(figures: Sequence[float]) -> str:
    """Least, median, most."""
    return f"{min(figures):.3f} · {median(figures):.3f} · {max(figures):.3f} (n {len(figures)})"


def readings(size: int, bonds: Iterator[tuple[int, int, bool]], chance: Random) -> Iterator[Reading]:
    """A document for each claim, with its links."""
    ids, waiting = list[str](), next(bonds, None)
    for number in range(size):
        document, words = _told(number, chance.randrange(10**6))
        source = Source(mint_id("source", document.id), document.id, SourceKind.PERSON, f"Observer {number}")
        start = document.text.index(words)
        quote = Anchor.of(document.text, start, start + len(words))
        ids.append(mint_id("claim", document.id))
        claim = Claim(ids[-1], document.id, f"{words}.".capitalize())
        content, voice = Content(claim=claim.id), Voice(source.id, source.name)
        act = Assertion(mint_id("assertion", document.id), document.id, voice, Stance.ENDORSES, content, quote)
        links = list[Link]()
        while waiting and waiting[1] == number:
            links.append(link_between(ids[number], ids[waiting[0]], LinkType.QUANTITY if waiting[2] else LinkType.RESTATES))
            waiting = next(bonds, None)
        yield Reading(document, assertions=(act,), claims=(claim,), sources=(source,), links=tuple(links))


def _told(number: int, gate: int) -> tuple[Document, str]:
    words = f"{number} people stood at gate {gate}"
    text = f"Observer {number} said that {words}."
    return Document(mint_id("document", text), text, sha256(text.encode()).hexdigest()), words


def link_between(a: str, b: str, type_: LinkType) -> Link:
    """A link that somebody found between two claims."""
    kind = LinkKind.SUPPORTS if type_ is LinkType.RESTATES else LinkKind.CONTRADICTS
    return Link(mint_link_id(kind, type_, a, b), kind, type_, a, b, 0.9, "by design", "rule:benchmark@1")


def timed(act: Callable[[], Any]) -> float:
    """How many milliseconds of the processor it took."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def arrive(size: int, arrivals: int, seed: int) -> None:
    """Fill a store with a knot, and print what one more claim, a decision, a late link and the page of the largest dispute cost."""
    chance = Random(seed)  # noqa: S311 — no secret
    coming = readings(size + arrivals, bound(questions(size + arrivals, chance), chance), chance)
    with tempfile.TemporaryDirectory() as place, Store.open(place) as store:
        follower, derived = Follower(store), Derived(store)
        filled = timed(lambda: fill(store, follower, coming, size))
        claims = [followed(store, follower, reading) for reading in coming]
        found = derived.disputes(limit=1000).items
        largest = max(found, key=claims_in)
        decided = [dismissed(store, follower, dispute.rungs[0].link) for dispute in found[:20]]
        late = [linked(store, follower, *chance.sample([dispute.rungs[0].a for dispute in found], 2)) for _ in range(3)]
        page = [timed(lambda: shown(store, largest)) for _ in range(5)]
        listed = [timed(lambda: derived.disputes(limit=25)) for _ in range(5)]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"store of {size} claims, filled and followed in {filled / 1000:.1f} CPU-s, {memory} MB at most; what is followed, in CPU-ms:")
    print(f"    one more claim {told(claims)}; a decision {told(decided)}; a link between two old claims {told(late)}")
    print(f"    asked for: the page of a dispute of {claims_in(largest)} claims {told(page)}; the 25 most contested {told(listed)}")


def shown(store: Store, dispute: Dispute) -> None:
    """Make what the page of a dispute shows of it."""
    part = foremost(dispute, MOST_SHOWN, dispute.rungs[0])
    dispute_values(of_dispute(store.graph_along(claim_ids(part), link_ids(part)), part), part, part.rungs[0])


def claims_in(dispute: Dispute) -> int:
    """How many claims hold a position."""
    return sum(len(position.claims) for position in dispute.positions)


def fill(store: Store, follower: Follower, coming: Iterator[Reading], size: int) -> None:
    """Store so many claims, a hundred to an entry."""
    for _ in range(0, size, 100):
        store.add_many(list(islice(coming, 100)), actor="benchmark", target="knot")
        follower.follow()


def followed(store: Store, follower: Follower, reading: Reading) -> float:
    """How long one more document is followed."""
    store.add(reading, actor="benchmark")
    return timed(follower.follow)


def linked(store: Store, follower: Follower, a: str, b: str) -> float:
    """How long a link between two claims is followed that have long been there: the knot is woven anew."""
    store.add_links([link_between(a, b, LinkType.TIME)], actor="benchmark", target=a, reached=("benchmark", store.seq()))
    return timed(follower.follow)


def dismissed(store: Store, follower: Follower, link: str) -> float:
    """How long the dismissal of a link is followed."""
    judgement = Judgement(mint_id("judgement", link), link, "dismissed", "person:benchmark", "2026-01-01")
    store.judge(judgement, actor="benchmark")
    return timed(follower.follow)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 5_000, 20_000])
    parser.add_argument("--arrivals", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for size in asked.sizes:
        split(size, asked.seed)
    for size in asked.sizes:
        arrive(size, asked.arrivals, asked.seed)


if __name__ == "__main__":
    main()
