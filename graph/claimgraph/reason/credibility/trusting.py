"""What a trust profile says of a voice, and of the way by which its words came.

Of several rules that fit, the most specific decides: one about the topic before one about everything, a named source before
an outlet's name before a grade that a person gave, where the profile takes those, before a kind. Of equally specific ones the least counts.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from claimgraph.model import Assertion, Graph, Judgement
from claimgraph.reason.credibility.grading import graded_voices
from claimgraph.reason.credibility.rules import UNRATED, Applied
from claimgraph.reason.opinions import ADMIRALTY, Grades
from claimgraph.reason.origins import Spoken
from claimgraph.trust import TrustProfile, TrustRule, plain_name


class Trust:
    """The rules of a profile, asked about the voices of one graph."""

    def __init__(self, graph: Graph, profile: TrustProfile, grades: Grades = ADMIRALTY) -> None:
        self._graph, self._grades, self._profile = graph, grades, profile
        self._sources: dict[str, list[TrustRule]] = {}
        self._outlets: dict[str, list[TrustRule]] = {}
        self._kinds: dict[str, list[TrustRule]] = {}
        self._judged = {item.rule: item.judgement for item in graded_voices(graph)} if profile.grades else {}
        self._graded: dict[str, list[TrustRule]] = {}
        for given in self._judged:
            self._graded.setdefault(given.source or "", []).append(given)
        for rule in profile.rules:
            shelf, key = self._place(rule)
            shelf.setdefault(key, []).append(rule)
        self._has_rules = any((self._sources, self._outlets, self._kinds, self._graded))
        self._unrated = (self._rated(None),)

    def _place(self, rule: TrustRule) -> tuple[dict[str, list[TrustRule]], str]:
        if rule.source:
            return self._sources, self._graph.representative(rule.source)
        return (self._outlets, plain_name(rule.outlet)) if rule.outlet else (self._kinds, rule.kind or "")

    def weigh(self, voice: str, spoken: Spoken, hops: Sequence[Assertion], topics: Collection[str]) -> tuple[Applied, ...]:
        """The grade of a voice at first hand, and the weights of all that its words came through, each rule once.

        `spoken` is who said the words, itself or a copy of it, and where; the hops relayed them, and somebody may have published
        the documents. A weight is a factor; of a relay's grade only the disbelief counts, so that one who cannot be judged takes
        nothing away.
        """
        if not self._has_rules:
            return self._unrated
        speaker, assertion = spoken
        own = self._decisive((voice, self._graph.representative(assertion.speaker.id)), topics, first_hand=True)
        relays = dict.fromkeys((*((speaker,) if speaker != voice else ()), *(self._graph.representative(hop.speaker.id) for hop in hops)))
        passed = [self._decisive((relay,), topics, first_hand=False) for relay in relays if relay != voice]
        published = [self._best(self._outlets.get(name, ()), topics) for name in self._publishers((assertion, *hops))]
        graded = own if own and own.grade else None
        rules = dict.fromkeys(rule for rule in (own, *passed, *published) if rule is not None and rule != graded)
        return (self._rated(graded), *(self._weighed(rule) for rule in rules))

    def _publishers(self, acts: Iterable[Assertion]) -> Iterator[str]:
        for name in {act.document: None for act in acts}:
            document = self._graph.documents.get(name)
            if document is not None and document.publisher:
                yield plain_name(document.publisher)

    def _decisive(self, voices: Iterable[str], topics: Collection[str], *, first_hand: bool) -> TrustRule | None:
        shelves: list[list[TrustRule]] = [[], [], [], []]
        for voice in voices:
            source = self._graph.sources.get(voice)
            shelves[0] += self._sources.get(voice, ())
            for name in {plain_name(name): None for name in (source.name, *source.variants)} if source else ():
                shelves[1] += self._outlets.get(name, ())
            shelves[2] += self._graded.get(voice, ())
            shelves[3] += self._kinds.get(source.kind, ()) if source and first_hand else ()
        return next((rule for rules in shelves if (rule := self._best(rules, topics))), None)

    def _best(self, rules: Iterable[TrustRule], topics: Collection[str]) -> TrustRule | None:
        """Of these rules, those about one of the topics before those about everything; the least trusting."""
        fitting = [rule for rule in rules if rule.about is None or self._graph.representative(rule.about) in topics]
        return min(fitting, key=lambda rule: (rule.about is None, self._factor(rule)), default=None)

    def _factor(self, rule: TrustRule) -> float:
        return 1 - self._grades.sources[rule.grade].disbelief if rule.grade else rule.weight or 0.0

    def _weighed(self, rule: TrustRule) -> Applied:
        return Applied("trust", self._factor(rule), f"{rule.target}: {rule.verdict}, {self._whence(rule)}", self._given(rule))

    def _judgement(self, rule: TrustRule) -> Judgement | None:
        """The judgement that gave a grade, None for a rule of the profile."""
        return self._judged.get(rule) if rule not in self._profile.rules else None

    def _given(self, rule: TrustRule | None) -> tuple[str, ...]:
        judged = self._judgement(rule) if rule else None
        return (judged.id,) if judged else ()

    def _whence(self, rule: TrustRule) -> str:
        judged = self._judgement(rule)
        return f"judged by {judged.judge} on {judged.at[:10]}" if judged else f"by the profile {self._profile.name}"

    def _rated(self, rule: TrustRule | None) -> Applied:
        grade = (rule.grade if rule else None) or UNRATED
        why = self._whence(rule) if rule else "nobody has rated it"
        return Applied("grade", self._grades.sources[grade].probability, f"{grade}, {self._grades.names[grade]}: {why}", self._given(rule))
