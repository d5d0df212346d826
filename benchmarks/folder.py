"""A folder of many documents through the command line: time, words a CPU-second, memory, a poisoned document, a kill on the way.

    python benchmarks/folder.py 1000
    python benchmarks/folder.py --articles 5

Made-up texts (see `generating`) and one page of 200,000 nested elements go into a fresh store by `claimgraph add`, which is killed
after a third and started again. A line for each quarter says how much memory the writer and the readers had at most so far.

With `--articles` the annotated, the training and the ordinary articles are added instead, so many times, each time to a fresh store.
"""

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from claimgraph.store import Store
from generating import readings

POISON = "<p>" + "<div>" * 200_000 + "Nobody will read this." + "</div>" * 200_000
REPEATED = "As the inquiry goes on, "
"""An opening that would be one claim of every text."""
HERE = Path(__file__).parent
ARTICLES = ("articles", "second", "third", "training", "ordinary")
COMMAND = [sys.executable, "-c", "from claimgraph_api.cli import main; main()", "add"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="of made-up texts, or how many times the articles are added")
    parser.add_argument("--articles", action="store_true")
    arguments = parser.parse_args()
    if arguments.articles:
        add_articles(arguments.count)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "texts"
        words = write_texts(folder, arguments.count)
        loading, _ = add(_small(Path(place)), Path(place) / "loaded")
        print(f"{arguments.count:,} texts of {words:,} words; loading the readers takes {loading:.1f} CPU-s")
        store = Path(place) / "store"
        add(folder, store, kill_after=arguments.count // 3)
        with Store.open(store) as opened:
            kept = opened.statistics()["documents"]
        left, began = words * (arguments.count - kept) / arguments.count, time.monotonic()
        spent, reading = add(folder, store)
        taken = time.monotonic() - began
        print(f"the other {arguments.count - kept:,} in {taken:,.0f} s and {spent:,.0f} CPU-s, {reading:,.0f} of them of readers")
        print(f"words a CPU-second: {left / (spent - loading):,.0f} after loading, {left / spent:,.0f} with it, {left / reading:,.0f} read")
        with Store.open(store) as opened:
            print(json.dumps(opened.statistics()))


def add_articles(times: int) -> None:
    """Print what adding the articles takes, so many times."""
    with tempfile.TemporaryDirectory() as place:
        small, folder = _small(Path(place)), Path(place) / "articles"
        folder.mkdir()
        texts = {
            path: json.loads(path.read_text(encoding="utf-8"))["text"] for name in ARTICLES for path in sorted(HERE.glob(f"{name}/*.json"))
        }
        for path, text in texts.items():
            (folder / f"{path.parent.name}-{path.stem}.txt").write_text(text, encoding="utf-8")
        words = sum(len(text.split()) for text in texts.values())
        print(f"{len(texts):,} articles of {words:,} words")
        for number in range(times):
            loading, _ = add(small, Path(place) / f"loaded-{number}")
            began = time.monotonic()
            spent, reading = add(folder, Path(place) / f"store-{number}")
            taken, rate = time.monotonic() - began, words / (spent - loading)
            print(
                f"{taken:.1f} s, {spent:.1f} CPU-s, {reading:.1f} of readers, {loading:.1f} of it loading: {rate:,.0f} words a CPU-second"
            )


def write_texts(folder: Path, count: int) -> int:
    """So many texts and the poisoned page, in the middle; how many words the texts have."""
    folder.mkdir(parents=True)
    words = 0
    for number, (reading, _) in zip(range(count), readings(10**9, seed=11), strict=False):
        text = f"{reading.document.title}\n\n{reading.document.text}".replace(REPEATED, "").replace(REPEATED.lower(), "")
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        words += len(text.split())
    (folder / f"{count // 2:06}-poison.html").write_text(POISON, encoding="utf-8")
    return words


def _small(place: Path) -> Path:
    folder = place / "small"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"The bridge near Orsk was closed on day {number}.", encoding="utf-8")
    return folder


def add(folder: Path, store: Path, *, kill_after: int | None = None) -> tuple[float, float]:
    """Add a folder to a store, killed after so many documents, and say at each quarter how much memory that took.

    The CPU-seconds that it took in all, and those of the processes that read.
    """
    process = subprocess.Popen([*COMMAND, str(folder), "--store", str(store)], stdout=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
    total, watch = sum(1 for _ in folder.iterdir()), _Watch(process.pid)
    watch.start()
    for done, _line in enumerate(process.stdout or (), 1):
        if total > 10 and done % (total // 4) == 0:
            print(f"{done:>6,} of {total:,}: writer {watch.writer:,} MB, readers {watch.reader:,} MB each at most", flush=True)
        if done == kill_after:
            os.killpg(process.pid, signal.SIGKILL)
            print(f"{done:>6,} of {total:,}: killed")
            break
    process.wait()
    return watch.stop()


@dataclass
class _Watch:
    """The most memory, in MB, that a process and any that it started had, and the CPU-seconds of each, looked at five times a second.

    Readers are children of a process of their own, which nobody waits for: what the system adds up for those one waits for misses them.
    """

    pid: int
    writer: int = 0
    reader: int = 0
    _spent: dict[int, float] = field(default_factory=dict)
    _ended: Event = field(default_factory=Event)

    def start(self) -> None:
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> tuple[float, float]:
        """The CPU-seconds of all of them, and without the first."""
        self._ended.set()
        spent = sum(self._spent.values())
        return spent, spent - self._spent.get(self.pid, 0.0)

    def _run(self) -> None:
        while not self._ended.wait(0.2):
            self._look(self.pid)

    def _look(self, pid: int) -> None:
        try:
            memory = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 2**20
            spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            children = [child for task in Path(f"/proc/{pid}/task").glob("*/children") for child in map(int, task.read_text().split())]
        except (OSError, IndexError):
            return  # it has ended
        self._spent[pid] = sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")
        if pid == self.pid:
            self.writer = max(self.writer, memory)
        else:
            self.reader = max(self.reader, memory)
        for child in children:
            self._look(child)


if __name__ == "__main__":
    main()
