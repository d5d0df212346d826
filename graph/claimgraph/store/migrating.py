"""Older stores become stores of today: one Alembic step after the other, all in one transaction.

Which schema a store has is said by its own table `meta` and nowhere else: Alembic's steps and operations are used, its
version table is not. A process that is killed in the middle leaves the store as it was.
"""

import logging
import time
from importlib.resources import files
from threading import Event, Thread
from typing import Self

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import OperationalError

from claimgraph.store.dialects import DIALECTS
from claimgraph.store.schema import VERSION, meta

_log = logging.getLogger("claimgraph")
_QUIET_SECONDS, _SAID_EACH_SECONDS = 2.0, 10.0
"""How long nothing is said, and how often something is then."""
_PATIENCE_SECONDS = 900.0
"""How long one waits for another process that writes all the time, as one that migrates a large store does."""


def migrate(engine: Engine) -> list[int]:
    """Bring a store to the schema of today; the versions that it went through, none where another process was quicker.

    What takes longer than some seconds is told of as warnings.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    with _Telling() as telling:
        while True:
            try:
                return _migrate(engine, telling)
            except OperationalError as error:
                if telling.schema or "locked" not in str(error.orig) or time.monotonic() > until:
                    raise


def steps_from(version: int) -> list[tuple[int, Script]]:
    """The steps from a version of the schema to that of today, each with the version that it leads to."""
    config = Config()
    config.set_main_option("script_location", str(files("claimgraph.store") / "migrations"))
    directory = ScriptDirectory.from_config(config)
    scripts = reversed(list(directory.iterate_revisions(f"{VERSION:04}", f"{version:04}")))
    return [(int(script.revision), script) for script in scripts]


class _Telling:
    """Says how far a migration is, from when it has taken some seconds, and that it is done; `schema` is the one that is being made."""

    def __init__(self) -> None:
        self.schema = 0
        self._began, self._told, self._over = time.monotonic(), False, Event()
        self._thread = Thread(target=self._tell, name="claimgraph-migrating", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self._told and kind is None:
            _log.warning("the store has schema %d now, after %.0f s", VERSION, self._seconds())

    def _tell(self) -> None:
        pause = _QUIET_SECONDS
        while not self._over.wait(pause):
            what = f"schema {self.schema} is being made" if self.schema else "another process writes to it, which is waited for"
            _log.warning(
                "this store was written by an older claimgraph and is brought to schema %d: %s, %.0f s so far%s",
                *(VERSION, what, self._seconds(), "" if self._told else " (interrupted, it stays as it was)"),
            )
            pause, self._told = _SAID_EACH_SECONDS, True

    def _seconds(self) -> float:
        return time.monotonic() - self._began


def _migrate(engine: Engine, telling: _Telling) -> list[int]:
    writing = DIALECTS[engine.dialect.name].writing(engine)  # whoever else would write or migrate waits
    with writing() as connection:
        found = int(connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one())
        steps = steps_from(found)
        for version, script in steps:
            telling.schema = version
            _run(connection, script)
            connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(version)))
    return [version for version, _ in steps]


def _run(connection: Connection, script: Script) -> None:
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        script.module.upgrade()
