"""Trust profiles: named sets of rules that say how far a reader trusts which voices, in general or about one thing.

A rule names a source (with all who are one with it), an outlet by its name, or a kind of source, and gives it a weight from 0
(not trusted at all) to 1, or an Admiralty grade from A to F. What fits no rule is taken as it comes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.errors import InputError
from claimgraph.model import SourceKind

MOST_RULES = 200
"""The most rules of one profile."""
GRADES = "ABCDEF"
LONGEST = 300
"""The most characters of an outlet's name, and of a description."""


@dataclass(frozen=True, slots=True)
class TrustRule:
    """One rule: whom it is about (exactly one of `source`, `outlet`, `kind`), and a `weight` in [0, 1] or a `grade` A to F.

    Where `about` names an entity, it holds for claims about that alone.
    """

    source: str | None = None
    outlet: str | None = None
    kind: str | None = None
    weight: float | None = None
    grade: str | None = None
    about: str | None = None

    @property
    def target(self) -> str:
        """Whom it is about, in words."""
        return f"outlet {self.outlet}" if self.outlet else f"kind {self.kind}" if self.kind else self.source or ""

    @property
    def verdict(self) -> str:
        """What it gives, in words."""
        return f"grade {self.grade}" if self.grade else f"weight {self.weight:g}"


@dataclass(frozen=True, slots=True)
class TrustProfile:
    """A named set of rules; `collection` is the one that it is kept in, "" for the whole store.

    With `grades` it also takes the grades that people gave to sources and claims; where a rule names a source, the rule decides.
    """

    name: str
    rules: tuple[TrustRule, ...] = ()
    description: str = ""
    collection: str = ""
    grades: bool = False


NEUTRAL = TrustProfile("")
"""No rule at all: every voice as good as any other."""


GRADED = TrustProfile("grades", description="the grades that people gave to sources and claims, and nothing else", grades=True)
"""The profile that is always there."""


def check_rules(profile: TrustProfile) -> None:
    """Raise InputError, which says how to mend it, where a rule cannot be used or two rules are about the same."""
    if len(profile.rules) > MOST_RULES:
        raise InputError(f"a profile has at most {MOST_RULES} rules, not {len(profile.rules):,}", code="bad-trust")
    if len(profile.description) > LONGEST:
        raise InputError(f"a description has at most {LONGEST} characters", code="bad-trust")
    seen: set[tuple[str, str | None]] = set()
    for number, rule in enumerate(profile.rules, 1):
        for fault in _faults(rule):
            raise InputError(f"rule {number}: {fault}", code="bad-trust")
        key = (rule.target.casefold(), rule.about)
        if key in seen:
            raise InputError(f"rule {number}: there is another rule for {rule.target}: keep one of them", code="bad-trust")
        seen.add(key)


def _faults(rule: TrustRule) -> Iterator[str]:
    """What is wrong with a rule taken alone."""
    if sum(1 for target in (rule.source, rule.outlet, rule.kind) if target) != 1:
        yield "name exactly one of source (an id), outlet (a name) and kind"
    if (rule.weight is None) == (rule.grade is None):
        yield "give either a weight from 0 to 1 or a grade from A to F"
    if rule.weight is not None and not 0 <= rule.weight <= 1:
        yield f"a weight lies between 0 and 1, not {rule.weight:g}"
    if rule.grade is not None and (len(rule.grade) != 1 or rule.grade not in GRADES):
        yield f"a grade is one letter from A to F, not {rule.grade[:20]!r}"
    if rule.kind and rule.kind not in list(SourceKind):
        yield f"{rule.kind[:40]!r} is no kind of source; the kinds are {', '.join(SourceKind)}"
    if rule.outlet and (len(rule.outlet) > LONGEST or not rule.outlet.isprintable()):
        yield f"the name of an outlet has at most {LONGEST} printable characters"


def plain_name(name: str) -> str:
    """A name as it is compared: case folded, white space single, a leading article dropped.

    >>> plain_name("The  Delta Wire")
    'delta wire'
    """
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
