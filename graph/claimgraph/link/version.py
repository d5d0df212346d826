"""Which rules link: one version for all of them, made of their own sources, so that nobody can forget to raise it."""

from collections.abc import Iterator
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

_MADE_OF = (".py", ".txt", ".json", ".npy")


def version_in(folder: Traversable) -> str:
    """Six digits of a hash of all sources and tables in a folder; others where any of them changed."""
    found = blake2b(digest_size=3)
    for item in _all_in(folder):
        found.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return found.hexdigest()


def _all_in(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _all_in(item)
        elif item.name.endswith(_MADE_OF):
            yield item


VERSION = version_in(files("claimgraph.link"))
"""The version of the rules that link."""


def judge_of(rule: str) -> str:
    """A rule as the judge of what it finds, with the version of the rules: "rule:polarity@3f09c1"."""
    return f"rule:{rule}@{VERSION}"


def is_older(judge: str) -> bool:
    """Whether a judge is a rule of other rules than those of now."""
    return judge.startswith("rule:") and not judge.endswith(f"@{VERSION}")
