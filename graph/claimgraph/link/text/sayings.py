"""What is said in a document, one after the other, with the signs that it answers somebody or may be answered.

A sign is a small fact about one saying that holds in any news text: its speaker denies, it is negative, its verb replies, its sentence
opens with "but". What the signs are worth is not said here: it is learned (`claimgraph.link.inside.rivalry`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.link.pairs.profile import Profile
from claimgraph.link.text.places import Place
from claimgraph.link.text.turns import Turns
from claimgraph.model import Assertion, Fidelity, Graph, Modality, Slots, Stance

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘]?[A-Z])|\n+")
_PARAGRAPH = re.compile(r"\n+")
_WORD = re.compile(r"[a-z]{3,}")
LONGEST_HEADLINE = 200
_LITTLE = frozenset("the and for with that this was were are has had have its his her their from not but who which they said says".split())
_VERBS = {
    "denies": frozenset(
        """deny reject refute dismiss disavow repudiate rebut debunk disprove rubbish disbelieve contradict belie dispute contest doubt
        question challenge mock ridicule scoff scorn laugh""".split()
    ),
    "answers": frozenset("retort reply counter respond rebut answer object rejoin protest".split()),
    "insists": frozenset("insist maintain contend argue assert stress reiterate swear".split()),
    "alleges": frozenset("accuse allege charge blame claim complain suspect suggest".split()),
    "concedes": frozenset("admit concede acknowledge grant confess accept allow".split()),
    "agrees": frozenset("agree confirm corroborate back echo support concur endorse verify certify".split()),
}
_NOUN = (
    r"(?:explanation|account|claim|argument|theory|version|story|assertion|contention|suggestion|interpretation|reasoning|excuse|"
    r"narrative|view|charge|accusation|allegation|denial|assurance|figure|number|estimate|thesis|report|rumou?r|statement|idea|notion|"
    r"finding|conclusion|criticism|complaint|timing|count|toll|recording|picture|photograph|video|document|letter|memo|study|result|"
    r"test|log|witness|evidence)s?"
)
_POINTER = re.compile(
    rf"\b(?:this|that|these|those|such|the|his|her|its|their|any|no|[\w.’'-]{{1,60}}[’']s?)\s+(?:[\w-]+\s+){{0,2}}?{_NOUN}\b", re.IGNORECASE
)
_WORDS = {
    "false": re.compile(
        r"\b(?:false|untrue|wrong|incorrect|inaccurate|mistaken|baseless|unfounded|groundless|nonsense|absurd|ridiculous|laughable|"
        r"untenable|implausible|unconvincing|misleading|exaggerat\w+|overstated|inflated|far-fetched|fanciful|malicious|lies?|lying|"
        r"liars?|fabricat\w+|fiction|myth|invent\w+|fantasy|rubbish|hoax|smear|slander|libel|distort\w+|falsehood|propaganda|fake|"
        r"forge\w+|doctored|staged|bogus|misquoted|out of context|fairy tale|guess\w*|hearsay|rumou?rs?|gossip|speculat\w+)\b",
        re.IGNORECASE,
    ),
    "pointer": _POINTER,
    "pronoun": re.compile(
        r"^\W*(?:this|that|it|these|those|they|neither|both|none|not so|no such|nothing of the (?:sort|kind))\b", re.IGNORECASE
    ),
    "relative": re.compile(r"^\W*(?:(?:\w+ )?(?:of|in|for|with|to|from|by) )?(?:who|whom|whose|which|where|when)\b", re.IGNORECASE),
    "negation": re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|hardly|scarcely|cannot)\b|n[’']t\b", re.IGNORECASE),
    "sweeping": re.compile(r"\b(?:only|merely|just|all|every|always|ever|any)\b", re.IGNORECASE),
}
"""Signs by words of the saying itself."""
_TURNING = re.compile(
    r"^\W*(?:but|yet|however|still|nonetheless|nevertheless|instead|rather|in (?:fact|truth|reality)|actually|on the contrary|by contrast|"
    r"not so|no,|nor|though|although|while|whereas|even so|not at all|not quite|far from)\b",
    re.IGNORECASE,
)
_AROUND = {
    "against": re.compile(
        r"\b(?:but|however|though|although|whereas|while|instead|by contrast|on the contrary|in fact|otherwise|yet|rather than|"
        r"contrary to|different|differs?|differently|another|other way)\b",
        re.IGNORECASE,
    ),
    "about what was said": _POINTER,
    "alike": re.compile(
        r"\b(?:agree[sd]?|confirm\w*|bears? out|bore out|borne out|echo\w*|likewise|similarly|also|too|as well)\b", re.IGNORECASE
    ),
}
"""Signs by the words of the sentence around the saying."""
_KINDS = {Modality.PREDICTION: "predicts", Modality.EVALUATION: "weighs", Modality.NORM: "demands"}
_STANCES = {Stance.DENIES: "stance denies", Stance.DOUBTS: "stance doubts", Stance.CONCEDES: "concedes"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as one voice says it: where, in whose words, with which signs.

    `above` are the voices that pass it on, `names` the words of its speaker's names, `quote_words` those of the saying and `frame_words`
    those of its sentence around it; `length` is in hundreds of code points, two at most.
    """

    place: Place
    sentence: int
    paragraph: int
    voice: str
    camp: str
    above: frozenset[str]
    names: frozenset[str]
    quote_words: frozenset[str]
    frame_words: frozenset[str]
    signs: tuple[str, ...]
    length: float
    profile: Profile
    slots: Slots


def sayings_of(turns: Turns) -> list[Saying]:
    """What is said in a document in order, questions and conditions left out."""
    page, names, above = _Page.of(turns.document.text), _names(turns.graph), _above(turns.graph)
    return [
        _saying(
            turns, place, page, names=names.get(place.assertion.speaker.id, frozenset()), above=above.get(place.assertion.id, frozenset())
        )
        for place in turns.places
        if turns.graph.claims[place.claim].modality not in (Modality.QUESTION, Modality.CONDITIONAL)
    ]


@dataclass(frozen=True, slots=True)
class _Page:
    """A text with where its sentences and paragraphs end, and its headline."""

    text: str
    sentences: list[int]
    paragraphs: list[int]
    headline: int

    @classmethod
    def of(cls, text: str) -> "_Page":
        """A text with where its sentences, paragraphs and headline end."""
        ends, breaks = ([found.end() for found in pattern.finditer(text)] for pattern in (_SENTENCE, _PARAGRAPH))
        return cls(text, ends, breaks, _headline_end(text))

    def sentence(self, number: int) -> str:
        """The words of a sentence."""
        return self.text[self.sentences[number - 1] if number else 0 : self.sentences[number] if number < len(self.sentences) else None]


def _saying(turns: Turns, place: Place, page: _Page, *, names: frozenset[str], above: frozenset[str]) -> Saying:
    """A claim at its place, with the words of its speaker's names and the voices that pass it on."""
    claim, profile, exact = turns.graph.claims[place.claim], turns.profile(place), place.assertion.quote.exact
    number = bisect_right(page.sentences, place.start)
    sentence = page.sentence(number)
    frame = sentence.replace(exact, " ") if exact in sentence else ""
    signs = [*_act_signs(place.assertion), *_claim_signs(profile, claim.modality, exact), *_word_signs(exact, sentence, frame)]
    if place.end <= page.headline:
        signs.append("headline")
    return Saying(
        place=place,
        sentence=number,
        paragraph=bisect_right(page.paragraphs, place.start),
        voice=turns.voice(place),
        camp=turns.camp(place),
        above=above,
        names=names,
        quote_words=_words(exact),
        frame_words=_words(frame),
        signs=tuple(signs),
        length=min(len(exact), 200) / 100,
        profile=profile,
        slots=claim.slots,
    )


def _headline_end(text: str) -> int:
    """Where the headline of a text ends: its first line, if that is short, no sentence, and not all of the text; 0 where it has none."""
    line = text.partition("\n")
    return len(line[0]) if line[2].strip() and len(line[0]) <= LONGEST_HEADLINE and not line[0].rstrip().endswith((".", "”", '"')) else 0


def _names(graph: Graph) -> dict[str, frozenset[str]]:
    """The words of the names of each source."""
    return {source.id: frozenset().union(*map(_words, (source.name, *source.variants))) for source in graph.sources.values()}


def _above(graph: Graph) -> dict[str, frozenset[str]]:
    """For each assertion the voices that pass it on, the author left out."""
    over = {item.content.assertion: item for item in graph.assertions.values() if item.content.assertion is not None}
    found: dict[str, frozenset[str]] = {}
    for inner in over:
        voices, at = set(), inner
        while (outer := over.get(at)) is not None and outer.id != inner:
            at = outer.id
            if outer.cue is not None:
                voices.add(graph.representative(outer.speaker.id))
        found[inner] = frozenset(voices)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _LITTLE


def _act_signs(assertion: Assertion) -> Iterator[str]:
    """What the act of saying shows."""
    if assertion.stance in _STANCES:
        yield _STANCES[assertion.stance]
    yield from (sign for sign, verbs in _VERBS.items() if assertion.verb.lower() in verbs)
    if assertion.cue is None:
        yield "author"
    if assertion.hedges:
        yield "hedged"
    if assertion.fidelity is Fidelity.VERBATIM:
        yield "quoted"


def _claim_signs(profile: Profile, modality: Modality, exact: str) -> Iterator[str]:
    """What the claim shows."""
    if modality in _KINDS:
        yield _KINDS[modality]
    if profile.denies:
        yield "negative"
    if profile.counts:
        yield "counts"
    if profile.slots.time is not None:
        yield "dated"
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    if root is not None and root.form not in exact.lower():
        yield "verb supplied"


def _word_signs(exact: str, sentence: str, frame: str) -> Iterator[str]:
    """What the words of the saying and those around it show."""
    yield from (sign for sign, words in _WORDS.items() if words.search(exact))
    yield from (sign for sign, words in _AROUND.items() if words.search(frame))
    if _TURNING.search(sentence) or _TURNING.search(exact):
        yield "turning"
