"""Older stores become stores of today: one Alembic step after the other, all in one transaction.

Which schema a store has is said by its own table `meta` and nowhere else: Alembic's steps and operations are used, its
version table is not. A process that is killed in the middle leaves the store as it was.
"""

from importlib.resources import files

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, select, update

from claimgraph.store.dialects import DIALECTS
from claimgraph.store.schema import VERSION, meta


def migrate(engine: Engine) -> list[int]:
    """Bring a store to the schema of today; the versions that it went through, none where another process was quicker."""
    writing = DIALECTS[engine.dialect.name].writing(engine)  # whoever else would write or migrate waits
    with writing() as connection:
        found = int(connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar_one())
        steps = steps_from(found)
        for version, script in steps:
            _run(connection, script)
            connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(version)))
    return [version for version, _ in steps]


def steps_from(version: int) -> list[tuple[int, Script]]:
    """The steps from a version of the schema to that of today, each with the version that it leads to."""
    config = Config()
    config.set_main_option("script_location", str(files("claimgraph.store") / "migrations"))
    directory = ScriptDirectory.from_config(config)
    scripts = reversed(list(directory.iterate_revisions(f"{VERSION:04}", f"{version:04}")))
    return [(int(script.revision), script) for script in scripts]


def _run(connection: Connection, script: Script) -> None:
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        script.module.upgrade()
