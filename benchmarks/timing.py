"""How long calls take: cases that take turns, so that what else the machine does weighs on all of them alike."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Call = Callable[[str], object]
COLUMNS = "| question | who | n | min | median | p99 | max | × SQLite |\n|---|---|---|---|---|---|---|---|"


@dataclass(slots=True)
class Case:
    """One question to one contestant: what it is asked about, how often it was, and how long each time took, in seconds."""

    question: str
    who: str
    call: Call
    targets: Sequence[str] = ("",)
    taken: list[float] = field(default_factory=list)
    failure: str = ""

    def run(self) -> None:
        """Ask once more, about the next target; one that fails is not asked again."""
        target = self.targets[len(self.taken) % len(self.targets)]
        started = time.perf_counter()
        try:
            self.call(target)
        except Exception as error:  # noqa: BLE001 — a contestant that cannot answer is a line of the table
            self.failure = f"{type(error).__name__}: {str(error)[:80]}"
            return
        self.taken.append(time.perf_counter() - started)


def take_turns(cases: Sequence[Case], rounds: int, seconds: float) -> None:
    """Ask every case once a round, but none any more that has taken so many seconds in all."""
    for _ in range(rounds):
        for case in cases:
            if not case.failure and sum(case.taken) < seconds:
                case.run()


def table(cases: Sequence[Case]) -> str:
    """The cases as a Markdown table, in milliseconds, each median beside that of bare SQLite for the same question."""
    bases = {case.question: statistics.median(case.taken) for case in cases if case.who == "SQLite" and case.taken}
    return "\n".join([COLUMNS, *(_line(case, bases.get(case.question)) for case in cases)])


def _line(case: Case, base: float | None) -> str:
    if not case.taken:
        return f"| {case.question} | {case.who} | 0 | {case.failure} | | | | |"
    ratio = f"{statistics.median(case.taken) / base:.2f}" if base else ""
    return f"| {case.question} | {case.who} | {summary(case.taken)} | {ratio} {case.failure}|"


def summary(taken: Sequence[float]) -> str:
    """The cells n, min, median, p99 and max of these seconds, in milliseconds."""
    ordered = sorted(taken)
    figures = (ordered[0], statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], ordered[-1])
    return f"{len(ordered)} | " + " | ".join(f"{figure * 1_000:,.2f}" for figure in figures)
