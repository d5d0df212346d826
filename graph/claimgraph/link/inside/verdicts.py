"""Verdicts on what another voice said: "this was untrue", "called the account false", "neither assertion is supported by the evidence".

What is judged stands in the sentence itself ("their claim that it was closed is not serious") or is what another voice said last; of
"both" and "neither" the last two things that it said.
"""

import re
from collections.abc import Iterator

from claimgraph.link.inside.rejections import LISTED
from claimgraph.link.text.places import Place, inferred, stated_link
from claimgraph.link.text.turns import Turns
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Link, LinkKind, LinkType, Stance

FARTHEST = 500
_SAID = (
    r"(?:explanation|account|claim|argument|theory|version|story|assertion|contention|suggestion|interpretation|reasoning|excuse|"
    r"narrative|view|charge|accusation|allegation|denial|assurance|figure|number|estimate|thesis|report|rumour|rumor|statement|idea|"
    r"notion|finding|conclusion|criticism|complaint)s?"
)
_POINTER = (
    rf"(?:(?:all )?(?:this|that|it|these|those|both|neither|none of (?:it|this|that|them))|"
    rf"(?:this|that|the|these|those|his|her|its|their|such|both|neither|any|no|[\w.’'-]{{1,60}}[’']s?)\s+(?:{LISTED}[\w-]+\s+){{0,2}}?{_SAID}(?:\s+that\b.{{0,200}}?)?)"
)
_FALSE = (
    r"(?:false|untrue|wrong|incorrect|inaccurate|mistaken|baseless|unfounded|groundless|nonsense|absurd|ridiculous|laughable|untenable|"
    r"implausible|unconvincing|misleading|exaggerated|overstated|inflated|overblown|far-fetched|fanciful|malicious|"
    r"(?:an? )?(?:\w+ )?(?:lie|fabrication|fiction|myth|invention|fantasy|rubbish|hoax|smear|slander|distortion|"
    r"exaggeration|falsehood)s?|(?:entirely )?without (?:foundation|basis|merit|substance)|pure \w+|propaganda)"
)
_GOOD = (
    r"(?:true|so|the case|the (?:whole )?(?:truth|story)|correct|accurate|serious|credible|right|plausible|convincing|tenable|realistic|"
    r"(?:what|how) (?:\w+ ){0,4}(?:happened|told|said|remember\w*|recall\w*|saw)\b.{0,200}|"
    r"(?:supported|borne out|backed|confirmed|substantiated|corroborated)(?: by .{0,200})?)"
)
_BE = r"(?:is|are|was|were|’s|'s|looks?|sounds?|seems?|remains?)"
_VERDICT = re.compile(
    rf"^(?:[\w .’'-]{{1,80}}: )?(?P<whom>{_POINTER})\s+{_BE}\s+(?:(?!not\b|n[’']t\b|hardly\b|no\b|never\b)\w+\s+){{0,2}}?"
    rf"(?:{_FALSE}|(?:not|hardly|scarcely|far from)\s+(?:\w+ly\s+)?{_GOOD})\W{{0,20}}$",
    re.IGNORECASE | re.DOTALL,
)
_NEITHER = re.compile(
    rf"^(?P<whom>(?:neither|none)\b(?: (?:of )?(?:\w+ )?{_SAID}| of (?:it|this|that|them|these|those))?)\s+"
    rf"{_BE}\s+(?:\w+ly\s+)?{_GOOD}\W{{0,20}}$",
    re.IGNORECASE | re.DOTALL,
)
_OPPOSES = re.compile(
    rf"\b(?:disputes?|disputed|denies|denied|rejects?|rejected|contests?|contested|challenges?|challenged|refutes?|refuted|dismiss(?:es|ed)|"
    rf"(?:does|do|did) not (?:believe|accept|buy|share)|(?:is|are|was|were) not convinced (?:by|of))\s+"
    rf"(?P<whom>this|that|it|them|(?:the|this|that|these|those|such) (?P<noun>{_SAID}))\W{{0,20}}$",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?:figure|number|estimate)s?", re.IGNORECASE)
_MANY = re.compile(r"^(?:all )?(?:both|neither|none|these|those)\b", re.IGNORECASE)


def verdicts(graph: Graph) -> tuple[Link, ...]:
    """The contradictions between a verdict that something is false and what it is a verdict on, proposed."""
    found: list[Link] = []
    for document in graph.documents.values():
        turns = Turns.of(graph, document)
        for place in turns.places:
            if place.assertion.stance is Stance.ENDORSES:
                found += [_link(place, target) for target in _judged(turns, place)]
                found += _opposed(turns, place)
    return tuple({link.id: link for link in found if link.from_ != link.to}.values())


def _judged(turns: Turns, place: Place) -> Iterator[Place]:
    """What a claim judges to be false, if it does."""
    texts = (turns.graph.claims[place.claim].text, place.assertion.quote.exact)
    verdict = next((found for text in texts for rule in (_NEITHER, _VERDICT) if (found := rule.search(text.strip()))), None)
    if verdict is None:
        return
    within = (p for p in turns.told_within(place.start, place.end) if place.start <= p.start and p.end <= place.end)
    inside = [p for p in within if turns.camp(p) != turns.camp(place)]
    before = [p for p in turns.others_before(place, FARTHEST) if p.assertion.cue is not None]
    if inside:
        yield inside[0]
    elif before and _MANY.search(verdict["whom"]):
        yield from [p for p in before if turns.camp(p) == turns.camp(before[-1]) and before[-1].start - p.end <= 120]
    elif before:
        yield before[-1]


def _opposed(turns: Turns, place: Place) -> Iterator[Link]:
    """The contradiction between what the author says that somebody disputes and what is disputed: "a fisherman disputes this"."""
    opposes = _OPPOSES.search(place.assertion.quote.exact) if place.assertion.cue is None else None
    target = _disputed(turns, place, opposes["noun"] or "") if opposes else None
    if target is not None:
        yield _link(place, target)


def _disputed(turns: Turns, place: Place, noun: str) -> Place | None:
    """What is disputed: the first that another voice said in its last sentence before, of a figure the last number given."""
    before = turns.others_before(place, FARTHEST)
    if _FIGURES.fullmatch(noun):
        before = [p for p in before if turns.profile(p).counts]
    last = next((p for p in reversed(before) if p.assertion.cue is not None or noun), None)
    if last is None:
        return None
    start, _ = turns.sentence_of(last.start)
    return next(p for p in before if p.start >= start and turns.camp(p) == turns.camp(last))


def _link(place: Place, target: Place) -> Link:
    words = f"{place.assertion.speaker.name} calls false what {target.assertion.speaker.name} says."
    return inferred(stated_link(LinkKind.CONTRADICTS, LinkType.DENIAL, place, target, words), judge_of("verdict"), 0.85)
