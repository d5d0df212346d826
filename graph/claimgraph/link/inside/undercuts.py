"""Claims about a source that take weight from what it says: "as a hostile source it likely exaggerates"."""

import re
from collections.abc import Iterator

from claimgraph.link.pairs.anchoring import clash_spans, shown_by
from claimgraph.link.pairs.opposites import is_core
from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.link.pairs.roles import roles_of
from claimgraph.link.version import judge_of
from claimgraph.model import Assertion, Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Source, Span, Stance, mint_link_id

DISCREDITING = frozenset(
    """exaggerate overstate inflate fabricate mislead invent embellish distort biased unreliable untrustworthy discredited
    propagandist""".split()
)


def undercuts(graph: Graph) -> tuple[Link, ...]:
    """Links from a claim that discredits a source to the last thing that source said before it, in the same document."""
    shown = shown_by(graph)
    found = [link for claim in graph.claims.values() for link in _undercut(graph, claim, shown)]
    return tuple({link.id: link for link in found}.values())


def _undercut(graph: Graph, claim: Claim, shown: dict[str, Assertion]) -> Iterator[Link]:
    """The undercut that a claim makes, if it discredits a source that has spoken before it."""
    if claim.id not in shown:
        return
    profile = profile_of(claim)
    word = next((place for place in profile.content if profile.terms[place].lemma in DISCREDITING and _is_said(profile, place)), None)
    if word is None:
        return
    source = _described(graph, claim, profile, word)
    before = shown[claim.id]
    target = _last_before(graph, source, before) if source is not None else _last_voice(graph, claim, before)
    if target is None or graph.representative(target.speaker.id) == graph.representative(before.speaker.id):
        return
    term = profile.terms[word]
    yield Link(
        id=mint_link_id(LinkKind.CONTRADICTS, LinkType.UNDERCUT, claim.id, target.id),
        kind=LinkKind.CONTRADICTS,
        type=LinkType.UNDERCUT,
        from_=claim.id,
        to=target.id,
        score=0.7,
        rationale=f"It takes weight from what {target.speaker.name} says, not from the matter itself.",
        judge=judge_of("undercut"),
        status=LinkStatus.PROPOSED,
        clash_from=clash_spans(shown[claim.id], claim, [Span(term.start, term.end)]),
        clash_to=(Span(target.quote.start, target.quote.end),),
    )


def _is_said(profile: Profile, place: int) -> bool:
    """Whether a discrediting word is what its claim says: not denied, not only possible, no part of a name or a phrase."""
    term = profile.terms[place]
    helpers = {profile.terms[low].form for low in profile.tree.children[term.clause]}
    return not (term.negative or helpers & {"may", "might", "would", "could"} or "no more" in profile.text) and is_core(profile, term)


def _described(graph: Graph, claim: Claim, profile: Profile, word: int) -> Source | None:
    """The source that a discrediting word is said of: the one whose name the subject holds."""
    roles = roles_of(profile, word)
    place = roles.agent if roles.agent >= 0 else roles.theme
    if place < 0:
        return None
    inside = sorted(profile.tree.under(place))
    words = _words(claim.text[profile.terms[inside[0]].start : profile.terms[inside[-1]].end])
    named = [source for source in graph.sources.values() if any(_is_named(words, _words(name)) for name in (source.name, *source.variants))]
    return max(named, key=lambda source: len(_words(source.name) & words), default=None)


def _last_voice(graph: Graph, claim: Claim, before: Assertion) -> Assertion | None:
    """The last thing that another voice said shortly before a claim whose subject is a source by description: "the station"."""
    if not _SOURCE_NOUN.search(claim.text[:120]):
        return None
    text = graph.documents[before.document].text if before.document in graph.documents else ""
    said = [
        assertion
        for assertion in graph.assertions.values()
        if assertion.document == before.document
        and assertion.content.claim is not None
        and assertion.stance is Stance.ENDORSES
        and assertion.speaker.id != before.speaker.id
        and assertion.quote.end <= before.quote.start
        and "\n\n" not in text[assertion.quote.end : before.quote.start]
        and before.quote.start - assertion.quote.end <= FARTHEST
    ]
    return max(said, key=lambda assertion: assertion.quote.start, default=None)


FARTHEST = 400
"""How many code points before a claim about "the station" the words of that station may end."""
_SOURCE_NOUN = re.compile(
    r"\b(?:the|this|that|its|their|a)\s+(?:[\w-]+\s+){0,2}(?:station|outlet|newspaper|paper|daily|channel|broadcaster|agency|source|"
    r"movement|group|ministry|spokesman|spokeswoman|army|company|monitor|site|website|report|commander|rebels?|insurgents?|party)\b",
    re.IGNORECASE,
)


def _words(text: str) -> set[str]:
    """The words of a name in small letters, articles left out."""
    return set(re.findall(r"\w{2,}", text.lower())) - {"the", "an"}


def _is_named(words: set[str], name: set[str]) -> bool:
    """Whether words hold a name: all of it if it is short, two words of it if it is long."""
    return bool(name) and len(name & words) >= min(2, len(name))


def _last_before(graph: Graph, source: Source, before: Assertion) -> Assertion | None:
    """The last assertion of a source that starts before another assertion in its document."""
    spoken = [
        assertion
        for assertion in graph.assertions.values()
        if graph.representative(assertion.speaker.id) == graph.representative(source.id)
        and assertion.document == before.document
        and assertion.quote.end <= before.quote.start
        and assertion.stance in (Stance.ENDORSES, Stance.REPORTS)
    ]
    return max(spoken, key=lambda assertion: assertion.quote.start, default=None)
