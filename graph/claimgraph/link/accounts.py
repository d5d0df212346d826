"""Rival explanations: what one voice puts down to one thing and another voice, in answer, to something else.

The text sets them against each other: "it is far more likely that …" names a rival to the last explanation, "others are less sure"
or "but" stands between two explanations of two voices, and who says that a thing "did not decide" or "has nothing to do with" what
happened denies that it was the cause.
"""

import re
from collections.abc import Iterator, Sequence

from claimgraph.link.alignment import align
from claimgraph.link.causes import causes_in
from claimgraph.link.places import Place, inferred, stated_link
from claimgraph.link.turns import Turns
from claimgraph.model import Graph, Link, LinkKind, LinkType

FARTHEST = 700
NEAREST = 450
"""How many code points may lie between an explanation and its rival: where the text compares them, and where it only turns."""
_LIKELIER = re.compile(
    r"\b(?:more|likelier|better) (?:likely|probable|plausible|credible|convincing|explanation)\b(?! to\b)|\blikelier\b(?! to\b)|"
    r"\b(?:real|true|actual|main) (?:cause|reason|culprit|explanation)\b|"
    r"\b(?:another|a (?:quite |very )?different|a rival|a second|a simpler) (?:explanation|theory|reason|cause|view|account|version)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:others?|but|however|rather|instead|by contrast|on the contrary|on the other hand|disagrees?|differs?|disputes?|disputed|"
    r"rejects?|rejected|counters?|countered|insists?|insisted|in (?:fact|truth|reality)|not so|less sure|nor is there agreement)\b",
    re.IGNORECASE,
)
_DISAGREEMENT = re.compile(
    r"\b(?:(?:do|does|did|can)(?: ?not|n[’']t) agree (?:on|about|over|why|how|what|who|when)|no agreement (?:on|about|over)|"
    r"is there (?:any )?agreement (?:on|about|over)|(?:disagree|disagreed|divided|split|at odds|differ) (?:on|over|about)|"
    r"(?:is|are|was|were|remains?) (?:still |hotly |bitterly |itself )?(?:contested|disputed|in dispute|no clearer|a matter of dispute)|"
    r"(?:accounts|versions|figures|estimates|reports|opinions|experts|witnesses) (?:of \w+ )?(?:differ|diverge|conflict|vary|disagree)|"
    r"divided (?:the |\w+ )?(?:experts|witnesses|scientists|historians|doctors|analysts|observers|opinion|officials|engineers|economists)|"
    r"(?:painted|paints|gave|gives|told|tells|offered|offers|put forward) (?:a |an )?(?:quite |very |rather )?(?:different|another) "
    r"(?:picture|story|account|version|explanation|figure)|(?:saw|see|sees) it (?:quite |very |rather )?differently|"
    r"(?:conflicting|contradictory|rival|competing) (?:accounts|versions|figures|claims|explanations|reports|stories))\b",
    re.IGNORECASE,
)
_TOPICS = (
    (re.compile(r"\b(?:cause|why|how|what|who|blame|reason|explanations?)\b", re.IGNORECASE), LinkType.CAUSE),
    (re.compile(r"\b(?:numbers?|figures?|toll|estimates?|how many|dead|size|sum)\b", re.IGNORECASE), LinkType.QUANTITY),
    (re.compile(r"\b(?:time|when|date|hour)\b", re.IGNORECASE), LinkType.TIME),
    (re.compile(r"\b(?:where|place|location)\b", re.IGNORECASE), LinkType.PLACE),
)
_ORIGINS = frozenset("start begin originate stem spring come arise".split())
_CAUSAL = frozenset(
    """cause decide determine explain produce trigger provoke bring create drive lead account contribute spark affect influence
    matter blame responsible fault behind""".split()
)
_PUT_DOWN = re.compile(r"\bputs? (?:it|this|that|them|the [\w ]{1,40}) down to\b", re.IGNORECASE)
_CLEFT = re.compile(
    r"\b(?:it|what \w+(?: \w+){0,3}) (?:was|is|were) (?!not\b)(?:[^.,;]|, (?:which|who)[^,.;]*,){1,120}? (?:that|who|which)\b",
    re.IGNORECASE,
)


def accounts(graph: Graph) -> tuple[Link, ...]:
    """The contradictions between rival explanations in the documents of a graph, proposed."""
    found: list[Link] = []
    for document in graph.documents.values():
        turns = Turns.of(graph, document)
        found += [*_likelier(turns), *_turned(turns), *_no_causes(turns), *_announced(turns)]
    return tuple({link.id: link for link in found if link.from_ != link.to}.values())


def _rival(place: Place, target: Place, words: str, score: float, type_: LinkType = LinkType.CAUSE) -> Link:
    return inferred(stated_link(LinkKind.CONTRADICTS, type_, place, target, words), "rule:account@1", score)


def _explanations_before(turns: Turns, place: Place, reach: int) -> list[Place]:
    return [other for other in turns.others_before(place, reach) if _explains(turns, other)]


def _explains(turns: Turns, place: Place) -> bool:
    """Whether a claim puts something down to a cause, by a word of cause or by "it was X that …"."""
    start = turns.sentence_of(place.start)[0]
    if _PUT_DOWN.search(place.assertion.quote.exact):
        return True
    return turns.explains(place) or bool(_CLEFT.search(turns.document.text, max(start, place.start - 40), place.end))


def _likelier(turns: Turns) -> Iterator[Link]:
    """What the text holds for likelier than the last explanation of another voice."""
    told = list(turns.told())
    for found in _LIKELIER.finditer(turns.document.text):
        _, end = turns.sentence_of(found.start())
        said = [place for place in told if found.start() < place.start < end]
        place = next((place for place in said if place.assertion.cue is not None), said[0] if said else None)
        before = _explanations_before(turns, place, FARTHEST) if place else []
        if place and before:
            yield _rival(place, before[-1], "The text holds the one for likelier than the other.", 0.85)


def _turned(turns: Turns) -> Iterator[Link]:
    """Two explanations of two voices with a word between them that turns from the one to the other."""
    for place in turns.told():
        before = _explanations_before(turns, place, NEAREST) if _explains(turns, place) else []
        if before and _TURN.search(turns.document.text, before[-1].end, place.start):
            words = f"{before[-1].assertion.speaker.name} and {place.assertion.speaker.name} give different causes."
            yield _rival(place, before[-1], words, 0.8)


def _no_causes(turns: Turns) -> Iterator[Link]:
    """Claims by which something had no part in what another voice puts down to it."""
    for place in turns.told():
        profile = turns.profile(place)
        roots = [
            term for term in profile.terms if term.negative and term.lemma in _CAUSAL and term.dep in ("ROOT", "ccomp", "conj", "acomp")
        ]
        for other in _explanations_before(turns, place, 2 * FARTHEST) if roots else ():
            view = align(profile, turns.profile(other))
            causes = {told.cause for told in causes_in(view.b)} | {low for told in causes_in(view.b) for low in told.words}
            subject = view.a.tree.child(roots[0].place, "nsubj", "nsubjpass")
            if subject >= 0 and view.pairs.get(subject) in causes:
                yield _rival(place, other, "The one denies that what the other names was the cause.", 0.85, LinkType.DENIAL)


def _announced(turns: Turns) -> Iterator[Link]:
    """What different voices say behind a sentence that announces that they do not agree."""
    text = turns.document.text
    for found in _DISAGREEMENT.finditer(text):
        start, end = turns.sentence_of(found.start())
        type_ = next((type_ for words, type_ in _TOPICS if words.search(text, start, end)), LinkType.STATES)
        stop = text.find("\n", end)
        said = [p for p in turns.told() if end <= p.start < (stop if stop >= 0 else len(text)) and p.assertion.cue is not None]
        leading = _leading(turns, said, type_)
        for number, place in enumerate(leading):
            for other in leading[:number] if type_ is not LinkType.STATES else ():
                yield _rival(place, other, "The text says that they do not agree.", 0.75, type_)


def _leading(turns: Turns, said: Sequence[Place], type_: LinkType) -> list[Place]:
    """Of each side the first claim that speaks of what is in dispute, if any does."""
    sides: dict[str, list[Place]] = {}
    for place in said:
        sides.setdefault(turns.camp(place), []).append(place)
    found = (next((p for p in places if _speaks_of(turns, p, type_)), None) for places in sides.values())
    return [place for place in found if place is not None]


def _speaks_of(turns: Turns, place: Place, type_: LinkType) -> bool:
    slots = turns.graph.claims[place.claim].slots
    match type_:
        case LinkType.CAUSE:
            return _explains(turns, place) or not _ORIGINS.isdisjoint(turns.profile(place).lemmas)
        case LinkType.QUANTITY:
            return bool(slots.quantities)
        case LinkType.TIME:
            return slots.time is not None
        case LinkType.PLACE:
            return slots.place is not None
        case _:
            return True
