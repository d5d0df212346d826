"""Links that the text itself states, by words such as "because", "so" or "for example", where both arguments are claims.

The words are looked for at the edges of quotes: what is not next to two claims makes no link. Cues and what they signal are
after the Penn Discourse Treebank 3.0 (contingency, expansion, comparison).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimgraph.link.pairs.profile import profile_of
from claimgraph.link.text.places import Meant, Place, clauses_of, ending_before, inferred, places_of, starting_behind, stated_link
from claimgraph.link.version import judge_of
from claimgraph.model import Assertion, Claim, Document, Graph, Link, LinkKind, LinkType, Stance

FARTHEST = 300
"""How many code points before "this does not support …" the claim that "this" points at may start."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue signals: the link from the claim behind it to the one before it, or the other way round (`forward`)."""

    pattern: re.Pattern[str]
    kind: LinkKind
    type: LinkType
    forward: bool
    rationale: str
    surely: bool = True
    """Whether the words signal nothing else, so that the link may be confirmed."""


def _cue(words: str, kind: LinkKind, type_: LinkType, rationale: str, *, forward: bool = False, surely: bool = True) -> Cue:
    return Cue(re.compile(rf"\b(?:{words})\b,?", re.IGNORECASE), kind, type_, forward, rationale, surely)


_AUXILIARY = r"(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
_HELPED = r"(?:not|never|have|be|been|to|\w+(?:ed|ing|en))"
_SO = rf"so(?! (?:far|long|much|many|few|little|too|on)\b)(?!,? (?:[^.;!?\n]{{1,40}}, )?{_AUXILIARY} (?!{_HELPED}\b))"
"""What concludes, and does not add ("so did the others", "so, in his way, does he") nor measure ("so far")."""
_RESULT = r"(?<=, )so that(?![^,.;!?\n]*\b(?:can|could|may|might|will|would|shall|should)\b)"
"""What came of it, and not what it was for ("so that it could be read", "so that all are safe")."""


_Joined = tuple[Cue, Place, Place]
_SUPPORTS, _AGAINST = LinkKind.SUPPORTS, LinkKind.CONTRADICTS
INSIDE = (
    _cue(
        r"because(?! of)|given that|seeing that|in view of the fact that|on the grounds that",
        _SUPPORTS,
        LinkType.PREMISE,
        "The text gives the one as a reason for the other.",
    ),
    _cue(
        rf"and (?:{_SO}|therefore|thus|hence)|{_RESULT}|which is why|which means that|and that is why",
        _SUPPORTS,
        LinkType.PREMISE,
        "The text concludes the one from the other.",
        forward=True,
    ),
    _cue(
        r"as (?:is )?(?:shown|proved|proven|evidenced|demonstrated) by the fact that",
        _SUPPORTS,
        LinkType.PREMISE,
        "The text gives the one as evidence for the other.",
    ),
)
"""Cues between two claims of one sentence."""
BETWEEN = (
    _cue(
        rf"therefore|thus|hence|consequently|accordingly|it follows that|for (?:this|these) reasons?|this (?:means|shows) that|{_SO}",
        _SUPPORTS,
        LinkType.PREMISE,
        "The text concludes the one from the other.",
        forward=True,
    ),
    _cue(
        r"for example|for instance|to give (?:one|an) example|as an example|a case in point is that",
        _SUPPORTS,
        LinkType.EXAMPLE,
        "The text gives the one as an example of the other.",
    ),
    _cue(
        r"to support (?:this|my|that|the) (?:point|view|claim|argument|case)|as proof|as evidence|in support of this|after all",
        _SUPPORTS,
        LinkType.PREMISE,
        "The text gives the one as a reason for the other.",
    ),
    _cue("indeed", _SUPPORTS, LinkType.PREMISE, "The one bears the other out.", surely=False),
    _cue(
        r"the reason is that|this is because|that is because|this is due to the fact that",
        _SUPPORTS,
        LinkType.PREMISE,
        "The text gives the one as a reason for the other.",
    ),
    _cue(
        r"in other words|that is to say|put differently|to put it another way",
        _SUPPORTS,
        LinkType.RESTATES,
        "The text says the one in other words.",
    ),
)
"""Cues at the head of a sentence, which join it to the sentence before."""
_HEAD = re.compile(r"(?:^|[.!?][\"'”’)\]]*\s+|\n)(?P<words>[^.!?\n]{0,80})")
_OPENING = re.compile(r"(?:[.!?:][\"'”’)\]]{0,4}|\n)\s{0,20}$")
_LONGEST_OPENING = 25
_NOT = re.compile(r"\b(?:not(?! to\b)|never|no|nobody|nothing|none|cannot)\b|n['’]t\b", re.IGNORECASE)
_SUBORDINATES = r"(?:who|whom|whose|which|where|when|while|since|as|after|before|until|if|unless|whether|although|though|why|how)"
_BELOW = re.compile(rf"\b{_SUBORDINATES}\s+\Z", re.IGNORECASE)
_OPENS_BELOW = re.compile(rf"{_SUBORDINATES}\b", re.IGNORECASE)
"""What opens a clause that only goes with another."""
_BEHIND_REASON = re.compile(r"\bbecause\s+\Z", re.IGNORECASE)
"""What makes a clause a reason itself: "because he is old but also | because"."""
_SAME_SENTENCE = re.compile(r",\s")
_SAID = r"(?:contention|claim|line|view|assertion|statement|idea|notion|argument|theory|story|account|thesis)"
_POINTER = r"(?:this|that|these(?: \w+)?|those(?: \w+)?|such(?: \w+)?|the evidence|all this|all of this|which)"
_AGAINST_WORDS = re.compile(
    rf"\b{_POINTER}\s+(?:(?:does|do|did) not|(?:does|do|did)n[’']t|hardly|cannot|scarcely)\s+"
    rf"(?:support|bear out|back up|square with|fit|agree with|sit well with)\s+(?:the |an? |any )?(?:[\w’'-]+ ){{0,8}}?{_SAID}\b"
    rf"|\b(?:none|nothing|little) (?:of|in) (?:this|that|these|it|which)\s+(?:supports?|bears? out|backs? up|squares? with|fits?)\s+"
    rf"(?:the |an? |any )?(?:[\w’'-]+ ){{0,8}}?{_SAID}\b"
    rf"|\b{_POINTER}\s+(?:contradicts?|refutes?|disproves?|belies|undermines?|gives the lie to)\s+"
    rf"(?:the |an? )?(?:[\w’'-]+ ){{0,8}}?{_SAID}\b",
    re.IGNORECASE,
)


def stated_links(graph: Graph) -> tuple[Link, ...]:
    """The links that the texts of a graph state, each stated in the assertion of the later claim: confirmed where no reading is open.

    What somebody denies stands for its opposite; what is asked or only supposed, or doubted, is no end of a link.
    """
    found: list[Link] = []
    for document in graph.documents.values():
        places = clauses_of(graph, document.text, places_of(graph, document))
        meant = Meant(graph, document.text, places_of(graph, document, implied=True))
        for cue, before, behind in (*_inside(document, places), *_between(document, places)):
            ends = meant.by(before), meant.by(behind)
            if ends[0] is not None and ends[1] is not None:
                surely = cue.surely and _is_plain(graph, document.text, cue, ends[0], ends[1])
                found.append(_link(replace(cue, surely=surely), ends[0], ends[1]))
        found += _evidence_against(document, places)
    return tuple({link.id: link for link in found if link.from_ != link.to}.values())


def _is_plain(graph: Graph, text: str, cue: Cue, before: Place, behind: Place) -> bool:
    """Whether it is open neither what a cue joins nor whether what it signals is denied."""
    astray = not cue.forward and cue in INSIDE and _holds_another(graph.claims[before.claim])
    is_reason = _BEHIND_REASON.search(text, max(0, before.start - 12), before.start) is not None
    return _are_main(graph, text, before, behind) and not (astray or is_reason or _may_be_denied(text, cue, before, behind))


def _are_main(graph: Graph, text: str, *ends: Place) -> bool:
    """Whether all ends are sentences that one voice holds, none of them told beside another: "the clerk, who | left |, because"."""
    said = [place.assertion for place in ends]
    one_voice = len({one.speaker.id for one in said}) == 1 and not any(one.implied or one.stance is Stance.REPORTS for one in said)
    below = (_BELOW.search(text, max(0, end.start - 12), end.start) or _OPENS_BELOW.match(text, end.start) for end in ends)
    return one_voice and not any(below) and all(_is_sentence(graph.claims[end.claim]) for end in ends)


def _is_sentence(claim: Claim) -> bool:
    """Whether a claim reads as a sentence with a subject, and does not open with a "what" of its verb: "What I do not know"."""
    tree = profile_of(claim).tree
    roots = [place for place, term in enumerate(tree.terms) if term.head == place]
    asks = any(tree.terms[low].tag.startswith("W") for root in roots for low in tree.children[root])
    return not asks and any(tree.child(root, "nsubj", "nsubjpass", "expl", "csubj") >= 0 for root in roots)


def _holds_another(claim: Claim) -> bool:
    """Whether a claim holds a clause to which a reason behind it may belong as well: "I know people who left | because"."""
    return any(term.dep in ("relcl", "acl", "ccomp", "advcl") for term in profile_of(claim).terms)


def _may_be_denied(text: str, cue: Cue, before: Place, behind: Place) -> bool:
    """Whether it may be the reason alone that a clause denies, without a comma before it: "did not leave because he was afraid"."""
    joint = text[before.end : behind.start]
    return not cue.forward and "," not in joint and "ecause" in joint and _NOT.search(text, before.start, before.end) is not None


def _inside(document: Document, places: list[Place]) -> Iterator[_Joined]:
    """What is joined by cues between two claims of one sentence; one that opens it joins the clause behind it to the one after."""
    text = document.text
    for cue in INSIDE:
        for found in cue.pattern.finditer(text):
            behind = starting_behind(text, places, found.end()) or _starting_inside(text, places, found)
            opens = _OPENING.search(text, max(0, found.start() - _LONGEST_OPENING), found.start()) is not None or found.start() == 0
            opens = opens and behind is not None and _SAME_SENTENCE.match(text, behind.end) is not None
            other = starting_behind(text, places, behind.end) if behind and opens else ending_before(text, places, found.start())
            if behind is not None and other is not None and other.claim != behind.claim:
                yield cue, other, behind


def _starting_inside(text: str, places: list[Place], cue: re.Match[str]) -> Place | None:
    """The claim whose words start with the last word of a cue: "and | so could not have heard it"."""
    last = text.rfind(" ", cue.start(), cue.end()) + 1
    return next((place for place in places if place.start == last > cue.start()), None)


def _starting_at(places: list[Place], at: int) -> Place | None:
    """The longest claim whose words start with a cue: "| Therefore, it was closed"."""
    return next((place for place in places if place.start == at), None)


def _between(document: Document, places: list[Place]) -> Iterator[_Joined]:
    """What is joined by cues at the head of a sentence."""
    for head in _HEAD.finditer(document.text):
        for cue in BETWEEN:
            found = cue.pattern.match(document.text, head.start("words"))
            behind = (starting_behind(document.text, places, found.end()) or _starting_at(places, found.start())) if found else None
            before = ending_before(document.text, places, head.start("words")) if behind is not None else None
            if before is not None and behind is not None:
                yield cue, before, behind


def _evidence_against(document: Document, places: list[Place]) -> Iterator[Link]:
    """Links of "this does not support the contention that …": who says so speaks against the claim behind, by what was said before."""
    for found in _AGAINST_WORDS.finditer(document.text):
        behind = next((place for place in places if found.end() <= place.start <= found.end() + 120), None)
        if behind is None or re.search(r"[.!?\n]", document.text[found.end() : behind.start]):
            continue
        said = next((place for place in places if place.start <= found.start() < place.end and place.claim != behind.claim), None)
        before = _last_of_another(document.text, places, found.start(), _holders(places, behind))
        if said is not None:
            yield _link(_CONTENTION, said, behind)
            if before is not None:
                link = stated_link(_SUPPORTS, LinkType.PREMISE, before, said, "The text points at the one as the reason for the other.")
                yield inferred(link, judge_of("discourse"), 0.7)
        elif before is not None:
            yield _link(_CONTENTION, before, behind)


def _holders(places: list[Place], behind: Place) -> set[str]:
    """The names of those who endorse a claim."""
    return {
        place.assertion.speaker.name.lower()
        for place in places
        if place.claim == behind.claim and place.assertion.stance is Stance.ENDORSES
    }


_CONTENTION = Cue(_AGAINST_WORDS, _AGAINST, LinkType.STATES, True, "The text says that the one does not bear out the other.", surely=False)


def _last_of_another(text: str, places: list[Place], at: int, holders: set[str]) -> Place | None:
    """The claim nearest before a place, in its paragraph, that those who hold the contention do not say: their words are no evidence."""
    start = max(text.rfind("\n\n", 0, at), at - FARTHEST)
    found = [place for place in places if start <= place.start and place.end <= at and not _holds(holders, place.assertion)]
    return max(found, key=lambda place: (place.end, place.end - place.start), default=None)


def _holds(holders: set[str], assertion: Assertion) -> bool:
    """Whether the speaker of an assertion is one of the holders, also where these are named together."""
    return any(assertion.speaker.name.lower() in holder for holder in holders)


def _link(cue: Cue, before: Place, behind: Place) -> Link:
    """The link of a cue between the claims on its two sides."""
    one, other = (before, behind) if cue.forward else (behind, before)
    link = stated_link(cue.kind, cue.type, one, other, cue.rationale)
    return link if cue.surely else inferred(link, judge_of("discourse"), 0.7)
