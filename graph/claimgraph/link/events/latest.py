"""When something was done the last time: what two reports of one event say otherwise of it."""

from collections.abc import Iterator

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, roles_of, same_thing, subject_of
from claimgraph.model import LinkType

SCORE = 0.75
_OPENING = frozenset("if unless should would could might whether".split())
_ARTICLES = frozenset("the a an its their our his her".split())
_WHEN = frozenset("since on during until by".split())
_TIMES = frozenset("january february march april may june july august september october november december year month week".split())
LIKELY = 0.05
"""How likely two statements must be of one matter."""


def outdated(view: Alignment, event: str) -> Iterator[Hint]:
    """That something was last done at a time, or not since, where b says that it was done later, before the day of the event (ISO 8601)."""
    verb = _last_done(view.a)
    time, other = view.a.slots.time, view.b.slots.time
    if verb < 0 or time is None or other is None or not is_before(time.to or time.from_, other.from_):
        return
    if not is_before(other.to or other.from_, event):
        return
    for match in _done_in(view, verb):
        if _is_of_one(view, verb, match):
            words = f"By one it was last so at “{time.words}”, by the other at “{other.words}”."
            yield Hint(Clash(LinkType.TIME, SCORE, "last-time", (verb,), (match,), words), LIKELY)


@kept_with_profile
def is_of_last_time(profile: Profile) -> bool:
    """Whether a claim says when something was last done."""
    return profile.slots.time is not None and _last_done(profile) >= 0


def _last_done(profile: Profile) -> int:
    """The verb of what a claim says was done last at its time, or not done since; -1 where it says neither."""
    for term in profile.terms:
        if not term.tag.startswith("VB") or term.clause != term.place or term.dep not in ("ROOT", "ccomp"):
            continue
        below = [profile.terms[low] for low in profile.tree.children[term.place]]
        is_last = any(low.form == "last" and low.dep == "advmod" for low in below)
        if (is_last and not term.negative) or (term.negative and any(low.form == "since" for low in below)):
            return term.place
    return -1


def _done_in(view: Alignment, verb: int) -> list[int]:
    """The verbs of b that say that the same was done."""
    keys = view.a.terms[verb].keys
    rights = sorted({right for key in keys for right in view.b.index.get(key, ())})
    return [right for right in rights if _is_told(view.b, right)]


def _is_told(profile: Profile, verb: int) -> bool:
    """Whether a verb says what was done, and not what should have been or is only claimed."""
    term, below = profile.terms[verb], [profile.terms[low] for low in profile.tree.children[verb]]
    is_past = term.tag in ("VBD", "VBN") and not term.negative and term.dep == "ROOT"
    return is_past and not any(low.tag in ("MD", "TO") or low.form in _OPENING for low in below)


def _is_of_one(view: Alignment, verb: int, match: int) -> bool:
    """Whether two deeds were done to one thing, or by one where nothing is named to which they were done."""
    ours, theirs = roles_of(view.a, verb), roles_of(view.b, match)
    pairs = [pair for pair in ((ours.theme, theirs.theme), (ours.agent, theirs.agent)) if min(pair) >= 0]
    pairs = pairs or [(subject_of(view.a, verb), subject_of(view.b, match))]
    if _joined(view.a, verb) != _joined(view.b, match):
        return False
    return all(min(pair) >= 0 and same_thing(view, *pair) >= 0.8 and not _are_apart(view, *pair) for pair in pairs)


def _are_apart(view: Alignment, one: int, other: int) -> bool:
    """Whether two nouns are of two things: one is described as the other is not."""
    if are_kept_apart(view, one, other) or is_of_another(view, one, other):
        return True
    return _described(view.a, one) != _described(view.b, other)


def _described(profile: Profile, noun: int) -> frozenset[str]:
    """The lemmas that describe a noun: "front brakes", "the valve of another tanker"."""
    low = profile.tree.under(noun) - {noun}
    return frozenset(profile.terms[place].lemma for place in low if profile.terms[place].tag[:2] in ("JJ", "NN", "CD", "DT")) - _ARTICLES


def _joined(profile: Profile, verb: int) -> frozenset[str]:
    """The nouns that prepositions other than of time join to a verb: "spoke to the driver", "won in the league"."""
    joined = (profile.tree.object_of(low) for low in profile.tree.children[verb] if profile.terms[low].form not in _WHEN)
    return frozenset(
        profile.terms[place].lemma
        for place in joined
        if place >= 0 and profile.terms[place].lemma not in _TIMES and not profile.terms[place].form.isdigit()
    )


def is_before(end: str | None, start: str | None) -> bool:
    """Whether a time ends before another begins, as far as both are told (EDTF, compared to the same precision)."""
    if not end or not start or not (end[:4].isdigit() and start[:4].isdigit()):
        return False
    size = min(len(end), len(start))
    return end[:size] < start[:size]
