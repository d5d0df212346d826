"""Who speaks where in a document, and to whose words a speaker may be answering."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from claimgraph.link.pairs.profile import Profile, profile_of
from claimgraph.link.text.places import Place, places_of
from claimgraph.model import Document, Graph, LinkKind, LinkType, Modality, Stance

STATED = frozenset({Stance.ENDORSES, Stance.CONCEDES})
TOLD = frozenset({Modality.FACT, Modality.EVALUATION, Modality.PREDICTION})


@dataclass(frozen=True, slots=True)
class Denial:
    """What a speaker denies: the place of the denial, the place of the negative claim that it implies, and the claim denied."""

    said: Place
    negative: Place
    denied: str


class Turns:
    """The claims of a document where they stand, those that are only implied apart."""

    def __init__(self, graph: Graph, document: Document, places: Sequence[Place], implied: Sequence[Place]) -> None:
        self.graph, self.document, self.places = graph, document, places
        self._implied: dict[int, list[Place]] = {}
        for place in implied:
            self._implied.setdefault(place.start, []).append(place)
        self._told = [p for p in places if p.assertion.stance in STATED and graph.claims[p.claim].modality in TOLD]
        self._starts = [place.start for place in self._told]
        self._longest = max((place.end - place.start for place in self._told), default=0)
        self._told_of: dict[str, list[Place]] = {}
        for place in self._told:
            self._told_of.setdefault(place.claim, []).append(place)
        self._camps: dict[str, str] = {}
        self._ends = [(mark.start(), mark.end()) for mark in _SENTENCE_END.finditer(document.text)]

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
        speaker = place.assertion.speaker.id
        if speaker not in self._camps:
            self._camps[speaker] = self.graph.representative(self._side_of(speaker))
        return self._camps[speaker]

    def _side_of(self, speaker: str) -> str:
        source = self.graph.sources.get(speaker)
        if source is None:
            return speaker
        named = _FOR_ANOTHER.match(source.name)
        whom = self._by_name.get(named["whom"].lower()) if named else None
        if whom is not None:
            return whom
        short = _SHORT_NAME.fullmatch(source.name)
        longer = [other for other in self._by_word.get(short["noun"].lower(), ()) if other != speaker] if short else []
        if len(longer) == 1:
            return longer[0]
        known = (item.organisation for item in source.affiliations if item.organisation in self.graph.sources)
        return next(known, None) or speaker

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """The first source of each name, by all its names in small letters."""
        found: dict[str, str] = {}
        for source in self.graph.sources.values():
            for name in (source.name, *source.variants):
                found.setdefault(name.lower(), source.id)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The sources by each word of their names in small letters."""
        found: dict[str, list[str]] = {}
        for source in self.graph.sources.values():
            for word in set(source.name.lower().split()):
                found.setdefault(word, []).append(source.id)
        return found

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

    def told(self) -> Sequence[Place]:
        """Where something is stated that can be so or not, by a speaker who stands behind it, in the order of the text."""
        return self._told

    def told_of(self, claim: str) -> Sequence[Place]:
        """Where a claim is so stated."""
        return self._told_of.get(claim, ())

    def told_within(self, start: int, end: int) -> list[Place]:
        """Of what is so stated, what ends at `start` or behind it and begins at `end` or before it: code points of the text."""
        low, high = bisect_left(self._starts, start - self._longest), bisect_right(self._starts, end)
        return [place for place in self._told[low:high] if place.end >= start]

    def others_before(self, place: Place, reach: int) -> list[Place]:
        """What other voices stated in the code points before a place, the nearest last."""
        near = self.told_within(place.start - reach, place.start)
        found = [p for p in near if p.end <= place.start and self.voice(p) != self.voice(place)]
        return sorted(found, key=lambda p: (p.end, p.end - p.start))

    def denials(self) -> Iterator[Denial]:
        """The denials of the document, each with the negative claim that it implies."""
        pairs = {link.stated_in: link for link in self.graph.links.values() if _is_denial(link.kind, link.type, link.judge)}
        for place in self.places:
            link = pairs.get(place.assertion.id)
            implied = self._implied.get(place.start, ()) if link else ()
            negative = next((p for p in implied if link and p.claim in (link.from_, link.to)), None)
            if negative is not None:
                yield Denial(place, negative, place.claim)

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Where the sentence of an offset starts and ends."""
        before = bisect_right(self._ends, at, key=itemgetter(1)) - 1
        behind = bisect_left(self._ends, at, key=itemgetter(0))
        start = self._ends[before][1] if before >= 0 else 0
        return start, (self._ends[behind][0] if behind < len(self._ends) else len(self.document.text) - 1) + 1


_COUNTING = frozenset("count measure record log register speak talk list tally report note".split())
_SHORT_NAME = re.compile(r"(?:[Tt]he )?(?:(?:Mr|Mrs|Ms|Dr|Sir|Prof)\.? )?(?P<noun>[\w’'-]+)")
_FOR_ANOTHER = re.compile(
    r"(?:the )?(?P<whom>.+?)[’']s? (?:[\w-]+ )?"
    r"(?:spokes\w+|office|lawyers?|minist\w+|press secretary|representatives?|officials?|chief \w+)$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""[.!?] |[.?]" |\.” |\n""")


def _is_denial(kind: LinkKind, type_: LinkType, judge: str) -> bool:
    return kind is LinkKind.CONTRADICTS and type_ is LinkType.DENIAL and judge == "text"
