"""How long it takes to weigh claims and disputes of a large store, and how that grows with what hangs together.

    python benchmarks/weighing.py STORE [--rounds 200] [--seed 1]

STORE is one that `load.py` filled. Claims are drawn at random from the newest and from those in disputes; each is asked in process, and
told by how many claims were weighed, in milliseconds of the processor: least, median, most. A comparison is between no rules and
a profile that distrusts the ten voices of most disputes.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from random import Random
from statistics import median
from typing import TypeVar

from claimgraph.derivations import Dispute
from claimgraph.derive import Derived, Follower
from claimgraph.derive.weighing import Weighed, Weighing, claims_of, compare
from claimgraph.store import Store
from claimgraph.trust import TrustProfile, TrustRule

SIZES = (1, 3, 10, 30, 100, 400)
"""Up to how many weighed claims a line of the table is about."""
NAME = "benchmark: no busy voices"
Timed = tuple[int, float]
T = TypeVar("T")


def timed(ask: Callable[[T], int], about: T) -> Timed:
    """How many claims were weighed, and the milliseconds of the processor that it took."""
    started = time.process_time()
    read = ask(about)
    return read, (time.process_time() - started) * 1000


def told(times: Sequence[float]) -> str:
    """Least, median, most."""
    return f"{min(times):.1f} · {median(times):.1f} · {max(times):.1f} (n {len(times)})"


def print_by_size(what: str, found: Iterable[Timed]) -> None:
    """A line for each size of what was weighed."""
    rows, low = list(found), 0
    for high in SIZES:
        times = [taken for read, taken in rows if low < read <= high]
        if times:
            print(f"{what:<28} {f'{low + 1} to {high} claims':<20} {told(times)} CPU-ms")
        low = high
    beyond = [taken for read, taken in rows if read > low]
    if beyond:
        print(f"{what:<28} {f'more than {low}':<20} {told(beyond)} CPU-ms")


def sampled_claims(store: Store, disputes: Sequence[Dispute], rounds: int, chance: Random) -> list[str]:
    """Claims of lists, and of disputes."""
    listed = [claim.id for claim in store.page("claims", limit=1000).items]
    contested = [claim for dispute in disputes for position in dispute.positions for claim in position.claims]
    return [*chance.sample(listed, min(rounds, len(listed))), *chance.sample(contested, min(rounds, len(contested)))]


def sampled_disputes(derived: Derived, rounds: int, chance: Random) -> list[Dispute]:
    """The most contested disputes, and others."""
    found = list(derived.disputes(limit=1000).items)
    return [*found[: rounds // 4], *chance.sample(found, min(rounds, len(found)))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = Random(asked.seed)  # noqa: S311 — no secret
    with Store.open(asked.store, create=False) as store:
        Follower(store).follow()
        derived = Derived(store)
        disputes = sampled_disputes(derived, asked.rounds, chance)
        claims = sampled_claims(store, disputes, asked.rounds, chance)
        rules = tuple(TrustRule(source=voice, weight=0.0) for voice, _ in derived.commonest("voice", 10))
        store.put_trust(TrustProfile(NAME, rules), actor="benchmark")
        Weighing(store).claim(claims[0])  # loads what solves
        print(f"{store.statistics()['claims']:,} claims, {store.statistics()['links']:,} links")
        measure(store, claims, disputes)


def measure(store: Store, claims: Sequence[str], disputes: Sequence[Dispute]) -> None:
    """Print how long each question takes."""
    known: dict[str, Weighed] = {}

    def weigh(claim: str) -> int:
        known[claim] = Weighing(store).claim(claim)[1]
        return known[claim].read

    def explain(claim: str) -> int:
        Weighing(store).why(claim, known[claim])
        return known[claim].read

    def read(claim: str) -> int:
        return len(store.evidence([claim], most=400).graph.claims)

    print_by_size("score of a claim", (timed(weigh, claim) for claim in claims))
    print_by_size("… read from the store", (timed(read, claim) for claim in claims))
    print_by_size("… and why", (timed(explain, claim) for claim in claims[:: max(1, len(claims) // 60)]))
    asked = [claims_of(store, dispute=dispute) for dispute in disputes]
    print_by_size("scores of a dispute", (timed(lambda found: Weighing(store).scores(found)[1].read, found) for found in asked))
    print_by_size("… two profiles compared", (timed(lambda found: compare(store, None, NAME, found).before.read, found) for found in asked))
    sources = [source.id for source in store.page("sources", limit=100).items]
    print_by_size(
        "what falls with a source", (timed(lambda source: Weighing(store).falls(source).weighed.read, source) for source in sources)
    )
    standings = [known[claim].scored.score(claim).certificate for claim in claims]
    print("certificates:", ", ".join(f"{word} {standings.count(word)}" for word in dict.fromkeys(standings)))


if __name__ == "__main__":
    main()
