"""Imports that run while their sender does something else, one after the other.

What was accepted is on the disk before anybody is told so: the body as a file, and what is known of the job beside it. A
server that was killed goes on with its jobs when it starts again; as no row is added twice, it does so from the beginning. The
work itself is done where the server has it done (see `claimgraph_api.server.work`).
"""

import json
import logging
import os
import secrets
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from claimgraph.errors import ClaimgraphError, ConflictError, NotFoundError, StoreError
from claimgraph.exchange.tables import read_table
from claimgraph.store import Store
from claimgraph_api.answers.importing import Order, open_table
from claimgraph_api.server.work import Here, Work

_log = logging.getLogger("claimgraph")
MOST_WAITING = 100
"""How many jobs may wait or run."""
MOST_KEPT = 100
"""Of how many ended jobs the report and the rejects are kept."""
ATTEMPTS = 3
"""How often a job is begun; one that brought the server down so often is left alone."""
ENDING_SECONDS = 10.0
"""How long a server that ends waits for the batch that is being stored; then it is given up, and nothing of it is there."""
WAITING = ("queued", "running")
_WORDLESS = "the words of this error went with an erasure"


@dataclass(frozen=True, slots=True)
class Job:
    """An import: `queued`, `running`, `done`, `failed` (see `error`), `cancelled`, or `interrupted` (send it again to go on).

    `rows` counts what was read; `rate` is rows a second; `remaining_seconds` is about how long it still takes, None where unknown.
    `erasure` is the newest erasure that it knows of: with the next one go its rejects, and what is in its name and its error.
    """

    id: str
    state: str
    name: str
    format: str | None
    received_at: str
    size: int
    ignore: tuple[str, ...] = ()
    attempts: int = 0
    rows: int = 0
    added: int = 0
    already: int = 0
    rejected: int = 0
    documents: int = 0
    seq: int = 0
    cut: int = 0
    seconds: float = 0.0
    rate: float = 0.0
    remaining_seconds: float | None = None
    error: str | None = None
    code: str | None = None
    collection: str | None = None
    erasure: int = 0


@dataclass(slots=True)
class Spooled:
    """The body of a request in a file; whoever takes it over moves the file away."""

    path: Path
    sha256: str
    size: int = field(default=0)

    def discard(self) -> None:
        """Remove the file where nobody took it over."""
        self.path.unlink(missing_ok=True)


class Jobs:
    """The imports of one server, kept in a folder; in a temporary one, which goes with the server, where None is given.

    `followed` is called after each, and `erasure` is asked for the number of the newest erasure.
    """

    def __init__(self, work: Work, folder: Path | None, followed: Callable[[], None], erasure: Callable[[], int]) -> None:
        self._worker = work
        self._followed, self._newest = followed, erasure
        self._erasure = 0
        self._temporary = tempfile.TemporaryDirectory(prefix="claimgraph-imports-") if folder is None else None
        self.folder = Path(self._temporary.name) if self._temporary else folder or Path()
        self._lock = threading.RLock()
        self._jobs: dict[str, Job] = {}
        self._leaving = False
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.load()
        with suppress(StoreError):  # whoever looks for erasures tries again
            self.forget()
        with self._lock:
            if any(job.state in WAITING for job in self._jobs.values()):
                self._work()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._leaving = True
            running = [job for job in self._jobs.values() if job.state == "running"]
        for job in running:
            self._stop(job)
        if (thread := self._thread) is not None:
            thread.join(ENDING_SECONDS)
        with self._lock:
            for job in [job for job in self._jobs.values() if job.state == "running"]:
                self._wait_again(job)
        if self._temporary is not None:
            self._temporary.cleanup()

    def spool_path(self) -> Path:
        """A new file for a body that comes in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{secrets.token_hex(10)}.part"

    def submit(self, spooled: Spooled, *, name: str, format: str | None, ignore: tuple[str, ...], collection: str | None = None) -> Job:
        """Take over a table, into a collection where one is given, once its beginning can be read.

        Raises InputError, ConflictError where too many wait, StoreError.
        """
        _check_head(spooled.path, name=name, format=format, ignore=ignore)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        job = Job(f"job-{secrets.token_hex(10)}", "queued", name, format, at, spooled.size, ignore, collection=collection)
        job = replace(job, erasure=self._newest())
        with self._lock:
            if sum(known.state in WAITING for known in self._jobs.values()) >= MOST_WAITING:
                raise ConflictError(f"{MOST_WAITING} imports are waiting: try again when some are done")
            try:
                spooled.path.rename(self._path(job, "table"))
                self._write(job)
            except OSError as error:
                raise StoreError(f"the import cannot be kept in {self.folder}: {error.strerror}") from error
            self._jobs[job.id] = job
            self._work()
        return job

    def get(self, job_id: str) -> Job:
        """A job as it is now; raises NotFoundError."""
        with self._lock:
            if job_id not in self._jobs:
                raise NotFoundError(f"there is no job {job_id[:80]!r} on this server")
            return self._jobs[job_id]

    def all(self) -> list[Job]:
        """All jobs, the newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def rejects(self, job_id: str) -> Path | None:
        """The file of what a job rejected so far, None where it rejected nothing or that went with an erasure; raises NotFoundError."""
        job = self.get(job_id)
        path = self._path(job, "rejects.ndjson")
        return path if job.erasure >= self._erasure and path.exists() else None

    def cancel(self, job_id: str) -> Job:
        """End a job that waits or runs; what it stored stays. Raises NotFoundError, ConflictError where it has ended."""
        with self._lock:
            job = self.get(job_id)
            if job.state not in WAITING:
                raise ConflictError(f"{job.id} has ended: it is {job.state}")
            ended = self._end(replace(job, state="cancelled"))
        if job.state == "running":
            self._stop(job)
        return ended

    def forget(self) -> None:
        """Let go of words that may have been erased since a table was sent: what was rejected of it, its name and its error.

        What waits or runs does so once more when it ends. Raises StoreError where a file cannot be changed; all others are by then.
        """
        newest = self._newest()
        with self._lock:
            self._erasure = max(self._erasure, newest)
            done = [self._let_go(job) for job in list(self._jobs.values()) if job.erasure < self._erasure]
        if not all(done):
            raise StoreError(f"words that were erased may still be in {self.folder}: its files cannot be changed")

    def _let_go(self, job: Job) -> bool:
        """Let go of the words of a job, and say so in its file once it has ended; whether the disk took it."""
        ended = job.state not in WAITING
        if ended:
            self._jobs[job.id] = job = replace(job, name="", error=job.error and _WORDLESS)
        try:
            self._path(job, "rejects.ndjson").unlink(missing_ok=True)
            if ended:
                self._write(done := replace(job, erasure=self._erasure))
                self._jobs[job.id] = done
        except OSError:
            _log.exception("words that were erased may still be in %s", self.folder)
            return False
        return True

    def load(self) -> None:
        """Learn of the jobs in the folder."""
        for part in self.folder.glob("*.part"):
            part.unlink(missing_ok=True)  # a body that never came to its end
        found = [job for job in map(_read, self.folder.glob("job-*.json")) if job]
        self._jobs = {job.id: job for job in sorted(found, key=lambda job: (job.received_at, job.id))}
        for table in self.folder.glob("*.table"):
            if table.stem not in self._jobs:
                table.unlink(missing_ok=True)  # nobody was told that it was taken

    def _work(self) -> None:
        """Have the queue worked off, by a thread that lives as long as there is anything in it."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="claimgraph-imports", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._lock:
                job = next((job for job in self._jobs.values() if job.state in WAITING), None)
                if job is None or self._leaving:
                    self._thread = None
                    return
                if job.attempts >= ATTEMPTS:
                    self._end(replace(job, state="interrupted", error="the server ended while this ran: send it again to go on"))
                    continue
                job = self._keep(replace(job, state="running", attempts=job.attempts + 1))
            self._import(job)
            if not self._leaving:
                self._followed()

    def _import(self, job: Job) -> None:
        table, rejects = (str(self._path(job, what)) for what in ("table", "rejects.ndjson"))
        order = Order(table, rejects, job.name, job.format, job.ignore, job.collection)
        try:
            report = self._worker.import_table(order, lambda told: self._note(job.id, told))
        except (ClaimgraphError, OSError) as error:
            report = {"error": str(error), "code": getattr(error, "code", "store")}
        with self._lock:
            known = self._jobs.get(job.id)
            if known is None or known.state != "running":
                if known is not None and job.erasure < self._erasure:
                    self._let_go(replace(known, erasure=job.erasure))
                return  # it was cancelled, or given up as the server ends
            if report is None:
                self._wait_again(known)
                return
            report.pop("input", None)
            self._end(replace(known, state="failed" if "error" in report else "done", **report))

    def _wait_again(self, job: Job) -> None:
        """Have a job begun once more when the server starts, as this one was told to end: that is no failed attempt."""
        self._keep(replace(job, state="queued", attempts=job.attempts - 1))

    def _stop(self, job: Job) -> None:
        with suppress(StoreError):  # what does the work has ended by itself
            self._worker.stop_import(str(self._path(job, "table")))

    def _note(self, job_id: str, told: dict[str, Any]) -> None:
        """Keep how far a job is, as long as it runs."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None and job.state == "running":
                self._keep(replace(job, **told))

    def _end(self, job: Job) -> Job:
        kept = self._keep(replace(job, remaining_seconds=None))
        self._path(job, "table").unlink(missing_ok=True)
        if job.erasure < self._erasure:
            self._let_go(kept)
        ended = [known for known in self._jobs.values() if known.state not in WAITING]
        for old in ended[: max(0, len(ended) - MOST_KEPT)]:
            del self._jobs[old.id]
            for what in ("json", "rejects.ndjson"):
                self._path(old, what).unlink(missing_ok=True)
        return kept

    def _keep(self, job: Job) -> Job:
        """Remember how a job is, on the disk too where it can be written."""
        self._jobs[job.id] = job
        with suppress(OSError):
            self._write(job)
        return job

    def _write(self, job: Job) -> None:
        """Write what is known of a job, so that either all of it is there or what was known before."""
        path = self._path(job, "json")
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(job), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(path)

    def _path(self, job: Job, what: str) -> Path:
        return self.folder / f"{job.id}.{what}"


def forget_jobs(store: Store, folder: Path) -> None:
    """What `Jobs.forget` does, where no server runs the jobs in the folder; raises StoreError."""
    jobs = Jobs(Here(store), folder, lambda: None, store.last_erasure)
    jobs.load()
    jobs.forget()


def _read(path: Path) -> Job | None:
    """The job that a file tells of, None where it tells of none that this claimgraph knows."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Job(**{**known, "ignore": tuple(known["ignore"])})
    return None


def _check_head(path: Path, *, name: str, format: str | None, ignore: tuple[str, ...]) -> None:
    """Raise InputError where not even the beginning of a table can be read."""
    with open_table(path)[0] as file:
        next(read_table(file, name=name, format=format, ignore=ignore), None)
