"""How the measures are asked: the options that several of them have, each said once."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from claimgraph.link.entailment import EntailmentModel

SHARED: dict[str, dict[str, Any]] = {
    "--totals": {"action": "store_true", "help": "print totals alone"},
    "--errors": {"action": "store_true", "help": "print what was missed and what was made up"},
    "--write": {"action": "store_true", "help": "learn from all there is and write what was learned"},
    "--entailment": {
        "type": lambda folder: EntailmentModel.load(Path(folder)),
        "metavar": "FOLDER",
        "help": "the folder of a model of entailment",
    },
}
"""The options by name, and what an argument parser is told of each."""


def asking(about: str | None, *shared: str, folders: Sequence[str] = ()) -> ArgumentParser:
    """A parser of a measure's options: those of `SHARED` that it has, and the folders it measures, where it has any by default."""
    parser = ArgumentParser(description=about, formatter_class=RawDescriptionHelpFormatter)
    if folders:
        parser.add_argument("folders", nargs="*", default=folders, help="folders beside this file")
    for name in shared:
        parser.add_argument(name, **SHARED[name])
    return parser


def print_each(folders: Iterable[str], lines_of: Callable[[str], Iterable[str]]) -> None:
    """Print the lines on each folder under its name."""
    for name in folders:
        print(name)
        for line in lines_of(name):
            print(f"  {line}")
