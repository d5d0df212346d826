"""Scores as programs are answered, made the same way for the API and the command line.

What solves takes half a second to load, so that it is loaded with the first question.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from claimgraph.errors import InputError
from claimgraph.ids import kind_of
from claimgraph.reason.credibility.told import FORMULA, VERSION
from claimgraph.records import to_record
from claimgraph.store import KeptProfile, Store
from claimgraph.trust import TrustProfile, TrustRule

if TYPE_CHECKING:
    from claimgraph.derive import Derived
    from claimgraph.derive.weighing import Weighed, Weighing

NOTE = "A score is no truth: it is what follows from what was said, by a formula, if one trusts like this."
METHOD = {"formula": FORMULA, "version": VERSION}
"""By what the values of a change are found."""


def weighing(store: Store, trust: str | None, most: int | None = None) -> "Weighing":
    """The claims of a store under a profile; raises NotFoundError where there is none of that name.

    With `most` nothing is weighed where more hang together than that, else the nearest of them.
    """
    from claimgraph.derive.weighing import MOST, Weighing

    return Weighing(store, trust or None, most=most or MOST, partly=most is None)


def score_record(store: Store, claim_id: str, trust: str | None, *, reasons: bool = False) -> dict[str, Any]:
    """The score of one claim, maybe with the reasons for it."""
    asked = weighing(store, trust)
    score, weighed = asked.claim(claim_id)
    why = asked.why(claim_id, weighed) if reasons else None
    return {"score": to_record(score), "why": to_record(why), **read_record(weighed, (score, why))}


def scores_record(store: Store, claims: Iterable[str], trust: str | None) -> dict[str, Any]:
    """The scores of these claims, by id."""
    scores, weighed = weighing(store, trust).scores(claims)
    return {"scores": to_record(dict(scores)), **read_record(weighed, scores)}


def falls_record(store: Store, node_id: str, trust: str | None) -> dict[str, Any]:
    """What falls if a node does."""
    found = weighing(store, trust).falls(node_id)
    return {
        "node": node_id,
        "trust": trust or None,
        **METHOD,
        "changes": to_record(list(found.changes)),
        **read_record(found.weighed, found.changes),
    }


Pair = tuple[str | None, str | None]
"""The names of two profiles, None where every voice is as good as any other."""


def difference_record(store: Store, derived: "Derived", pair: Pair, *, dispute: str | None, entity: str | None) -> dict[str, Any]:
    """What changes between two profiles for the claims of a dispute, of an entity, or all that the store shows."""
    from claimgraph.derive.weighing import claims_of, compare

    if dispute and entity:
        raise InputError("name a dispute or an entity, not both")
    asked = derived.dispute(dispute) if dispute else None
    found = compare(store, *pair, claims_of(store, entity=entity, dispute=asked))
    asked_about = {"a": pair[0] or None, "b": pair[1] or None, "dispute": dispute or None, "entity": entity or None}
    told = {**asked_about, **METHOD, "claims": len(found.claims), "changes": to_record(list(found.changes))}
    return {**told, **read_record(found.before, found.changes)}


def profile_record(kept: KeptProfile) -> dict[str, Any]:
    """A profile as it is kept."""
    return {**to_record(kept.profile), "seq": kept.seq}


def read_record(weighed: "Weighed", told: Any) -> dict[str, Any]:
    """How much was weighed for what is told, and what those are called who are named in it."""
    named = _named(told)
    names = {node: name for node, name in weighed.names.items() if node in named}
    return {"read": weighed.read, "whole": weighed.whole, "names": names, "note": NOTE}


def _named(value: Any) -> set[str]:
    """All ids of claims and sources in a value."""
    record, found = [to_record(value)], set()
    while record:
        item = record.pop()
        if isinstance(item, str) and kind_of(item) in ("claim", "source"):
            found.add(item)
        elif isinstance(item, dict):
            record += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple):
            record += item
    return found


def rule_of(words: str) -> TrustRule:
    """The rule that one argument or line writes: WHOM=WEIGHT or WHOM=GRADE, maybe with @ENTITY at its end; raises InputError.

    >>> rule_of("outlet:Delta Wire=0.2").weight, rule_of("kind:person=B").grade
    (0.2, 'B')
    """
    whom, sign, given = words.strip().rpartition("=")
    verdict, _, about = given.strip().partition("@")
    target, kind = whom.strip(), "source"
    for prefix in ("outlet", "kind"):
        if target.startswith(f"{prefix}:"):
            target, kind = target[len(prefix) + 1 :].strip(), prefix
    if not sign or not target or not verdict:
        raise InputError(f"{words[:80]!r} is no rule: write SOURCE=0.5, outlet:NAME=0 or kind:person=B, maybe with @ENTITY at its end")
    value: dict[str, Any] = {"grade": verdict.strip().upper()} if verdict.strip().isalpha() else {"weight": _weight(verdict, words)}
    return TrustRule(**{kind: target, "about": about.strip() or None, **value})


TAKES_GRADES = "grades"
"""The line of a profile that says that it takes the grades which people gave."""


def profile_from(name: str, lines: Iterable[str], description: str = "") -> TrustProfile:
    """The profile that lines write, each a rule or the word `grades`; raises InputError.

    >>> profile_from("Wary", ["grades", "kind:outlet=0.5"]).grades
    True
    """
    kept = [line.strip() for line in lines if line.strip()]
    rules = tuple(rule_of(line) for line in kept if line.casefold() != TAKES_GRADES)
    return TrustProfile(name, rules, description, grades=len(rules) < len(kept))


def profile_lines(profile: TrustProfile) -> list[str]:
    """A profile as `profile_from` reads it."""
    return [*([TAKES_GRADES] if profile.grades else []), *map(rule_words, profile.rules)]


def rule_words(rule: TrustRule) -> str:
    """A rule as `rule_of` reads it."""
    whom = f"outlet:{rule.outlet}" if rule.outlet else f"kind:{rule.kind}" if rule.kind else rule.source
    return f"{whom}={rule.grade or f'{rule.weight:g}'}{f'@{rule.about}' if rule.about else ''}"


def _weight(verdict: str, words: str) -> float:
    try:
        return float(verdict)
    except ValueError as error:
        raise InputError(f"{words[:80]!r} gives {verdict[:20]!r}: give a weight from 0 to 1 or a grade from A to F") from error
