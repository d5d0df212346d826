"""Who speaks where in a document, and to whose words a speaker may be answering."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph.link.places import Place, places_of
from claimgraph.link.profile import Profile, profile_of
from claimgraph.model import Document, Graph, LinkKind, LinkType, Modality, Stance

STATED = frozenset({Stance.ENDORSES, Stance.CONCEDES})
TOLD = frozenset({Modality.FACT, Modality.EVALUATION, Modality.PREDICTION})


@dataclass(frozen=True, slots=True)
class Denial:
    """What a speaker denies: the place of the denial, the place of the negative claim that it implies, and the claim denied."""

    said: Place
    negative: Place
    denied: str


@dataclass(frozen=True, slots=True)
class Turns:
    """The claims of a document where they stand, those that are only implied apart."""

    graph: Graph
    document: Document
    places: Sequence[Place]
    implied: Sequence[Place]

    @classmethod
    def of(cls, graph: Graph, document: Document) -> "Turns":
        """What is said in one document of a graph."""
        both = places_of(graph, document, implied=True)
        return cls(graph, document, [p for p in both if not p.assertion.implied], [p for p in both if p.assertion.implied])

    def voice(self, place: Place) -> str:
        """Whose words a claim is in: the source that stands for its speaker."""
        return self.graph.representative(place.assertion.speaker.id)

    def camp(self, place: Place) -> str:
        """On whose side a voice speaks: a spokesman, an office or a member speaks for whom they belong to."""
        source = self.graph.sources.get(place.assertion.speaker.id)
        named = _FOR_ANOTHER.match(source.name) if source else None
        for other in self.graph.sources.values() if named else ():
            if named and named["whom"].lower() in {other.name.lower(), *(variant.lower() for variant in other.variants)}:
                return self.graph.representative(other.id)
        short = _SHORT_NAME.fullmatch(source.name) if source else None
        longer = [
            other
            for other in self.graph.sources.values()
            if short and other is not source and short["noun"].lower() in other.name.lower().split()
        ]
        if len(longer) == 1:
            return self.graph.representative(longer[0].id)
        belongs = (
            next((item.organisation for item in source.affiliations if item.organisation in self.graph.sources), None) if source else None
        )
        return self.graph.representative(belongs or place.assertion.speaker.id)

    def counter(self, place: Place) -> str:
        """On whose side a figure is given: the author's words may tell who counted ("the agency counted 41")."""
        if place.assertion.cue is not None:
            return self.camp(place)
        profile = self.profile(place)
        root = next((term for term in profile.terms if term.dep == "ROOT" and term.lemma in _COUNTING), None)
        subject = profile.tree.child(root.place, "nsubj") if root else -1
        is_named = subject >= 0 and profile.terms[subject].tag.startswith("NN")
        return profile.terms[subject].lemma if is_named else self.camp(place)

    def profile(self, place: Place) -> Profile:
        """The claim at a place, ready for comparing."""
        return profile_of(self.graph.claims[place.claim])

    def told(self) -> Iterator[Place]:
        """Where something is stated that can be so or not, by a speaker who stands behind it."""
        for place in self.places:
            if place.assertion.stance in STATED and self.graph.claims[place.claim].modality in TOLD:
                yield place

    def others_before(self, place: Place, reach: int) -> list[Place]:
        """What other voices stated in the code points before a place, the nearest last."""
        found = [p for p in self.told() if p.end <= place.start and place.start - p.end <= reach and self.voice(p) != self.voice(place)]
        return sorted(found, key=lambda p: (p.end, p.end - p.start))

    def denials(self) -> Iterator[Denial]:
        """The denials of the document, each with the negative claim that it implies."""
        pairs = {link.stated_in: link for link in self.graph.links.values() if _is_denial(link.kind, link.type, link.judge)}
        for place in self.places:
            link = pairs.get(place.assertion.id)
            negative = next((p for p in self.implied if link and p.claim in (link.from_, link.to) and p.start == place.start), None)
            if negative is not None:
                yield Denial(place, negative, place.claim)

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Where the sentence of an offset starts and ends."""
        text = self.document.text
        start = max((text.rfind(mark, 0, at) + len(mark) for mark in SENTENCE_ENDS if text.rfind(mark, 0, at) >= 0), default=0)
        ends = [found for mark in SENTENCE_ENDS if (found := text.find(mark, at)) >= 0]
        return start, min(ends, default=len(text) - 1) + 1


_COUNTING = frozenset("count measure record log register speak talk list tally report note".split())
_SHORT_NAME = re.compile(r"(?:[Tt]he )?(?:(?:Mr|Mrs|Ms|Dr|Sir|Prof)\.? )?(?P<noun>[\w’'-]+)")
_FOR_ANOTHER = re.compile(
    r"(?:the )?(?P<whom>.+?)[’']s? (?:[\w-]+ )?"
    r"(?:spokes\w+|office|lawyers?|minist\w+|press secretary|representatives?|officials?|chief \w+)$",
    re.IGNORECASE,
)
SENTENCE_ENDS = (". ", "! ", "? ", '." ', '?" ', ".” ", "\n")


def _is_denial(kind: LinkKind, type_: LinkType, judge: str) -> bool:
    return kind is LinkKind.CONTRADICTS and type_ is LinkType.DENIAL and judge == "text"
