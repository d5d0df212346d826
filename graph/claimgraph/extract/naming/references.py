"""What pronouns and the like stand for, by plain rules: recency, number, animacy, subjects first, the speaker of a quote."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.grammar.cues import DOCUMENTS, VOICES
from claimgraph.extract.grammar.frames import Frame, Role, is_person, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.naming.antecedents import (
    FIRST,
    GROUPS,
    HE,
    IT,
    LEAST_LEAD,
    SHE,
    THEY,
    Candidate,
    acted_by,
    as_addressed,
    christened,
    has_who,
    is_among,
    is_answering,
    is_aside,
    is_behind_subject,
    is_bound,
    is_class,
    is_compared,
    is_doer_of,
    is_done_to,
    is_nobody,
    is_parallel,
    is_part_of,
    is_part_of_many,
    is_perhaps_person,
    is_plainly_meant,
    is_rivalled,
    is_said_of,
    is_set_in,
    is_setting,
    is_silent,
    is_somebody,
    is_spoken_of_as_many,
    is_spoken_of_as_one,
    is_unclear,
    is_written,
    least_lead,
    means_nothing,
    series,
    some_of,
    title_fits,
    titled,
)
from claimgraph.extract.naming.names import FIRMS, Names
from claimgraph.extract.naming.pairs import MEASURES, NOBODY, both_of, is_both, is_joint, is_number_of, one_of_two, two_speaking
from claimgraph.extract.naming.speakers import Speaker, addressed_in, quoted_words, speakers_of, told_words
from claimgraph.extract.page.quotes import Quote
from claimgraph.model import EntityKind, Stance

_RANGE = 5
_SILENCE = 6.0
"""How much it speaks against whoever spoke last that a quote which seems to be that speaker's says "he"."""
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "poss", "appos", "ROOT", "agent"})
_TIMES = frozenset({"time", "moment", "day", "week", "month", "year", "night", "morning", "afternoon", "evening", "hour", "minute"})
_KNOWN = VOICES | GROUPS | FIRMS
"""Nouns of which it is known that no "he" stands for them, or that are listed as persons besides."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What stands around a pronoun: who speaks the words in which it stands, and whom those before it were about.

    `others` are those of whom a speaking pronoun says "he" or "she" in a quote; `silent` is who spoke last, where the words around
    are quoted of a pronoun that most likely goes on with that speaker.
    """

    speaker: Speaker | None
    topic: Candidate | None
    others: frozenset[int | str] = frozenset()
    silent: Candidate | None = None


class References:
    """For each pronoun of a text the word that it stands for, as far as the rules can tell."""

    def __init__(self, parse: Parse, names: Names, frames: Sequence[Frame], quotes: Sequence[Quote]) -> None:
        self.parse = parse
        self.names = names
        self.target: dict[int, Word] = {}
        self._sure: set[int] = set()
        self._genders: dict[int, str] = {}
        self._speaking = {frame.source.index for frame in frames if frame.source is not None and frame.role is not Role.OPERATOR}
        self._partly = {them.index for frame in frames if (them := some_of(frame.source)) is not None}
        self._voicing = [frame for frame in frames if frame.source is not None and frame.source.pos == "PRON"]
        self._said_by = {frame.source.index: frame for frame in self._voicing if frame.source is not None}
        self._quoted = quoted_words(parse, quotes)
        self._apart = self._quoted | told_words(parse, frames)
        self._speakers = speakers_of(parse, frames, quotes)
        self.target.update(addressed_in(parse, frames))
        self._walk()

    def of(self, word: Word) -> Word | None:
        """The head of what a pronoun stands for, followed to a noun; None where it is none or unresolved."""
        found = self.target.get(word.index)
        for _ in range(6):
            if found is None or found.index not in self.target:
                return found
            found = self.target[found.index]
        return found

    def both_speaking(self, word: Word) -> tuple[Word, Word] | None:
        """Who a speaking "both" is, where two spoke one after the other just before."""
        return two_speaking(word, [self.parse.words[at] for at in sorted(self._speaking)])

    def is_quoted(self, word: Word) -> bool:
        """Whether a word stands in a quote."""
        return word.index in self._quoted

    def is_told(self, word: Word) -> bool:
        """Whether a word stands in what somebody says, quoted or not."""
        return word.index in self._apart

    def known(self, word: Word) -> Word | None:
        """What a pronoun stands for where hardly anything else can be meant: what may be written in its place."""
        return self.of(word) if word.index in self._sure else None

    def _walk(self) -> None:
        recent: deque[Candidate] = deque(maxlen=40)
        place: Word | None = None
        for word in self.parse.words:
            if is_both(word):
                apart = [one for one in recent if not self._is_told_apart(word, one)]
                self._set(word, (both_of(word, apart) or both_of(word, recent)) if self.both_speaking(word) is None else None)
            elif is_number_of(word):
                self._set(word, both_of(word, [one for one in recent if one.person and is_joint(one.head)]))
            elif word.lower in {"latter", "former"} and word.dep != "amod" and word.head.dep != "amod":
                meant, sure = one_of_two(word, recent, speaking=word.index in self._speaking)
                self._set(word, meant, sure=sure)
            elif word.pos == "PRON" or word.tag in {"PRP", "PRP$"}:
                self._pronoun(word, recent)
            elif word.lower == "there" and word.dep == "advmod" and place is not None and not self._is_subject(place, word):
                self._there(word, place)
            elif (word.is_nominal or is_class(word)) and word.dep in _ARGUMENTS:
                recent.extend(self._candidates(word))
                place = word if word.entity in {"GPE", "LOC", "FAC"} else place

    def _there(self, word: Word, place: Word) -> None:
        self.target[word.index] = place
        if word.sentence - place.sentence <= 1 and self.parse.paragraph_of(word) is self.parse.paragraph_of(place):
            self._sure.add(word.index)

    def _is_subject(self, place: Word, there: Word) -> bool:
        """Whether a place is itself the subject of the clause in which "there" stands."""
        subject = subject_of(there.head)
        meant = None if subject is None else self.of(subject) or subject
        return meant is not None and (meant is place or (self.names.at(place) is not None and self.names.at(meant) is self.names.at(place)))

    def _candidates(self, word: Word) -> Iterator[Candidate]:
        """What a noun may be a later pronoun's: with what is joined to it, and a person also alone, "Ann Lee and Bob Hay met. She left"."""
        if word.dep == "pobj" and word.head.lower == "as" and word.left == word.index and is_person(word) and self.names.at(word) is None:
            return
        whole = self._candidate(word)
        beside = word.head if word.dep == "appos" and word.head.is_nominal else subject_of(word.head) if word.dep == "attr" else None
        host = self._candidate(beside) if beside is not None else None
        if host is not None and host.person and whole.person and whole.name is None and (host.name is None or word.dep == "attr"):
            return
        yield whole
        if whole.person and whole.name is not None and word.tag == "NNP" and word.child("conj") is not None:
            yield replace(whole, plural=False)

    def _candidate(self, word: Word) -> Candidate:
        name = self.names.at(word)
        person = name.kind is EntityKind.PERSON if name is not None and name.kind is not EntityKind.THING else is_somebody(word)
        person = person or (name is not None and " " in name.name and word.tag == "NNP" and has_who(word))
        unclear = not person and name is None and word.index in self._speaking and word.tag == "NN" and word.lemma not in _KNOWN
        common = word.tag == "NNP" and word.lower.endswith("s") and word.lower in self.parse.small
        surname = name is not None and name.kind is EntityKind.PERSON
        written = (
            common
            or (word.tag == "NNS" and not surname)
            or (word.tag == "NNPS" and (name is None or name.kind is not EntityKind.ORGANISATION))
        )
        plural = written or word.child("conj") is not None or word.lower in {"many", "some", "others", "both"}
        organised = name is not None and name.kind in {EntityKind.ORGANISATION, EntityKind.THING}
        group = word.lemma in GROUPS or organised or (word.lemma in VOICES - DOCUMENTS and not person)
        whole = word.head if word.dep == "appos" else word
        salient = whole.dep in {"nsubj", "nsubjpass"} or (whole.dep == "pobj" and whole.index in self._speaking)
        plural = plural or is_spoken_of_as_many(word) or is_class(word)
        return Candidate(word, name, person or unclear, not person, plural, group, salient, word)

    def _pronoun(self, word: Word, recent: deque[Candidate]) -> None:
        lower = word.lower
        speaker = self._speakers.get(word.index)
        if lower in {"our", "ours", "us", "ourselves"}:
            return
        if lower in FIRST:
            self._first_person(word, speaker)
            return
        if means_nothing(word) or any(self._is_bound_to(word, candidate) for candidate in recent):
            return
        setting = Setting(speaker, self._topic(word, recent), self._spoken_of(word, recent), self._last_speaking(word, speaker, recent))
        scores = [(self._score(word, candidate, setting), candidate) for candidate in recent]
        if self._goes_with_owner(word, speaker):
            return
        best = self._best(word, recent, self._without_bodies(word, scores))
        if best is not None and lower in HE | SHE | IT | THEY:
            self.target[word.index] = best.head
            if self._is_sure(word, best, scores):
                self._sure.add(word.index)
            recent.append(replace(best, subject=word.dep in {"nsubj", "nsubjpass"}, at=word))
            self._note_gender(word, best)

    def _best(self, word: Word, recent: Sequence[Candidate], scores: Sequence[tuple[float, Candidate]]) -> Candidate | None:
        """The candidate that a pronoun stands for the likeliest, of he and she maybe one whose gender was misread; None for none."""
        score, best = max(scores, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score > 0:
            return None if self._is_one_of_equals(word, best, scores) else best
        misread = reversed(recent) if word.lower in HE | SHE else ()
        return next((one for one in misread if self._is_perhaps_misread(word, one)), None)

    def _goes_with_owner(self, word: Word, speaker: Speaker | None) -> bool:
        """Whether a "they" is whoever the speaker is called of, who then was found or not: "their families say that they were asleep"."""
        head = speaker.head if speaker is not None and not speaker.quoted else None
        owner = None if head is None else next((child for child in head.all_children("poss") if child.lower in THEY), None)
        if owner is None or word.lower not in THEY or owner.index >= word.index:
            return False
        meant = self.target.get(owner.index)
        if meant is not None:
            self.target[word.index] = meant
            if owner.index in self._sure:
                self._sure.add(word.index)
        return True

    def _without_bodies(self, word: Word, scores: Sequence[tuple[float, Candidate]]) -> Sequence[tuple[float, Candidate]]:
        """For "they" the candidates without the bodies that stand farther off than many do: "The bank … Customers … They"."""
        near = [one.at.sentence for score, one in scores if score > 0 and one.plural]
        if word.lower not in THEY or not near:
            return scores
        return [(score if one.plural or one.at.sentence >= max(near) else 0.0, one) for score, one in scores]

    def _is_one_of_equals(self, word: Word, best: Candidate, scores: Sequence[tuple[float, Candidate]]) -> bool:
        """Whether nothing but its place tells the best candidate from another that was named beside it: "Lee and Hay met. She left"."""
        if best.at is not best.head:
            return False
        others = [one for score, one in scores if score > 0 and one.at is one.head and one.head is not best.head]
        if word.lower in HE | SHE:
            beside = [one for one in others if best.head.head is one.head or one.head.head is best.head]
            return any("conj" in {one.head.dep, best.head.dep} and self._fitting(one) == self._fitting(best) for one in beside)
        kin = word.tag == "PRP$" and word.lower in THEY and (is_person(word.head) or word.head.lemma in GROUPS)
        return kin and any(is_done_to(one, best) for one in others)

    def _first_person(self, word: Word, speaker: Speaker | None) -> None:
        """Let "I" or "we" be who speaks, where its words are quoted."""
        if speaker is None or speaker.head is None or not speaker.quoted:
            return
        self.target[word.index] = speaker.head
        if word.lower != "we" and (speaker.head.pos != "PRON" or speaker.head.index in self._sure):
            self._sure.add(word.index)

    def _note_gender(self, word: Word, best: Candidate) -> None:
        """Let a candidate have the gender of the pronoun that stands for it."""
        if word.lower in HE | SHE:
            self._genders[self._identity(best)] = "he" if word.lower in HE else "she"

    def _is_perhaps_misread(self, word: Word, candidate: Candidate) -> bool:
        """Whether the subject just before a "he" or "she" that fits nobody is a bare name that was taken for an organisation's."""
        name, near = candidate.name, 0 <= word.sentence - candidate.at.sentence <= 1
        bare = name is not None and name.kind is EntityKind.ORGANISATION and not name.outlet and " " not in name.name
        article = candidate.head.has_child("the")
        return bare and near and candidate.subject and not article and not candidate.plural and not candidate.head.text.isupper()

    def _is_sure(self, word: Word, best: Candidate, scores: Sequence[tuple[float, Candidate]]) -> bool:
        """Whether nothing else comes near to the best candidate, and that was itself named there or surely meant."""
        clean = best.at is best.head or best.at.index in self._sure
        near = word.sentence - best.at.sentence <= 2 and (
            word.lower in HE | SHE or self.parse.paragraph_of(word) is self.parse.paragraph_of(best.at)
        )
        if not (clean and near and is_plainly_meant(word, best, speaks=self._speaks_around(word, best))):
            return False
        meant = self._meaning(best)
        others = [(score, candidate) for score, candidate in scores if self._meaning(candidate) != meant]
        speaks = self._speaks_around(word, best)
        if is_rivalled(word, best, [candidate for _, candidate in others], speaks=speaks):
            return False
        rivals = [candidate for _, candidate in others if word.lower in HE | SHE and self._might_be_meant(word, candidate)]
        if word.lower in HE | SHE and (not rivals or not all(candidate.person for candidate in rivals)):
            return not rivals or (self._gender(best) is not None and all(self._gender(rival) is None for rival in rivals))
        own = max((score for score, candidate in scores if candidate is best), default=0.0)
        return own - max((score for score, _ in others), default=0.0) >= least_lead(word)

    def _speaks_around(self, word: Word, candidate: Candidate) -> bool:
        """Whether a candidate says the words in which a pronoun stands, in the same sentence and not as a quote."""
        speaker = self._speakers.get(word.index)
        return speaker is not None and not speaker.quoted and speaker.head is candidate.head and candidate.at.sentence == word.sentence

    def _might_be_meant(self, word: Word, candidate: Candidate) -> bool:
        """Whether another person was spoken of shortly before, who is not known to go with the other pronoun."""
        fits = self._fitting(candidate) in {None, "he" if word.lower in HE else "she"}
        return is_perhaps_person(candidate) and fits and word.sentence - candidate.at.sentence <= 2

    def _identity(self, candidate: Candidate) -> int:
        return id(candidate.name) if candidate.name is not None else id(candidate.head)

    def _meaning(self, candidate: Candidate) -> int | str:
        """What tells apart whom candidates name: a name, also one that stands beside a noun, else the noun itself."""
        head = candidate.head
        beside = [head, *([head.head] if head.dep == "appos" else []), *head.all_children("appos")]
        name = candidate.name or next((name for noun in beside if (name := self.names.at(noun)) is not None), None)
        return id(name) if name is not None else head.lemma

    def _score(self, word: Word, candidate: Candidate, setting: Setting) -> float:
        """How well a candidate fits a pronoun; 0 or less where it cannot be meant."""
        distance = word.sentence - candidate.at.sentence
        if distance > _RANGE or candidate.head.lower in NOBODY or not self._agrees(word, candidate) or self._clashes(word, candidate):
            return 0.0
        if word.index in self._speaking and (is_silent(word, candidate) or self._is_quoted_apart(word, candidate)):
            return 0.0
        if setting.others and self._meaning(candidate) in setting.others:
            return 0.0
        near = 10.0 - 2.5 * distance + 0.01 * min(100, max(0, 100 - (word.index - candidate.at.index)))
        grounds = sum(weight for weight, holds in self._grounds(word, candidate) if holds)
        leads = LEAST_LEAD * (setting.topic is not None and self._meaning(candidate) == self._meaning(setting.topic))
        leads -= _SILENCE * (setting.silent is not None and self._meaning(candidate) == self._meaning(setting.silent))
        return near + grounds + leads + as_addressed(word, candidate.head) + self._as_speaker(word, candidate, setting.speaker)

    def _spoken_of(self, word: Word, recent: Sequence[Candidate]) -> frozenset[int | str]:
        """Of whom but the last speaker a speaking pronoun says "he" or "she" in what is quoted of it: nobody speaks so of himself."""
        spans = [span for frame in self._voicing if frame.source is word for span in frame.contents]
        if not spans or word.lower not in HE | SHE:
            return frozenset()
        held = (other for span in spans for other in self.parse.between(span.start, span.end) if other.index in self._quoted)
        meant = (self.target.get(other.index) for other in held if other.index < word.index and other.lower in HE | SHE)
        found = {self._meaning(self._candidate(self.of(noun) or noun)) for noun in meant if noun is not None}
        last = self._last_outside(recent)
        return frozenset(found - {self._meaning(last)}) if last is not None and self._agrees(word, last) else frozenset()

    def _last_speaking(self, word: Word, speaker: Speaker | None, recent: Sequence[Candidate]) -> Candidate | None:
        """Who spoke last, where a "he" or "she" stands in the quote of another one, which most likely is that speaker."""
        alike = speaker is not None and speaker.quoted and speaker.head is not None and speaker.head.lower in HE | SHE
        if not alike or word.lower not in HE | SHE or speaker is None or speaker.head is None or speaker.head.index < word.index:
            return None
        return self._last_outside(recent)

    def _last_outside(self, recent: Sequence[Candidate]) -> Candidate | None:
        """Who spoke last outside of quotes, or who did something there since; None where something was done to whoever that would be."""
        leading = (one for one in reversed(recent) if one.at.index in self._speaking or (one.subject and one.person))
        last = next((one for one in leading if one.at.index not in self._apart and not is_aside(one.at)), None)
        if last is None or last.at.index in self._speaking:
            return last
        whole = last.at.head if last.at.dep == "appos" else last.at
        return None if whole.dep == "nsubjpass" else last

    def _topic(self, word: Word, recent: Sequence[Candidate]) -> Candidate | None:
        """Whom the last clause before a "he" or "she" that speaks is about, or who spoke last, of those that it can stand for."""
        own = self._said_by.get(word.index)
        if own is None or word.lower not in HE | SHE or is_aside(word):
            return None
        leading = (one for one in reversed(recent) if one.subject or one.at.index in self._speaking)
        outside = (one for one in leading if self._is_outside(word, one, own) and not is_aside(one.at))
        return next((one for one in outside if self._agrees(word, one)), None)

    def _is_outside(self, word: Word, candidate: Candidate, frame: Frame) -> bool:
        """Whether a candidate is not just one of whom somebody speaks, or is named in what the pronoun says."""
        if frame.holds(candidate.at.start):
            return candidate.name is not None
        refuses = frame.meaning.stance is Stance.DENIES
        return refuses or candidate.at.index in self._speaking or not self._is_told_apart(word, candidate)

    def _grounds(self, word: Word, candidate: Candidate) -> tuple[tuple[float, bool], ...]:
        """What speaks for a candidate, or against it, by how much, and whether it is so."""
        lower, own = word.lower, self._said_by.get(word.index)
        named = candidate.name is not None
        return (
            (2.0, candidate.subject),
            (2.5, candidate.at is not candidate.head and series(candidate.at.lower) == series(lower)),
            (3.0, lower in THEY and candidate.plural),
            (2.5 if candidate.person else 1.0, named),
            (2.0, lower in HE | SHE and self._gender(candidate) is not None),
            (6.0, is_written(word, candidate.head)),
            (7.0, word.index in self._speaking and is_answering(word, candidate.at) and (candidate.plural or lower not in THEY)),
            (-6.0, own is not None and lower in HE | SHE and self._is_named_by(word, own, candidate)),
            (-3.0, lower in IT | THEY and word.index in self._speaking and self._is_told_apart(word, candidate)),
            (-4.0, own is not None and lower in HE | SHE and candidate.at.dep == "pobj" and self._is_told_apart(word, candidate)),
            (2.5, is_parallel(word, candidate.head)),
            (7.0, is_compared(word, candidate.head)),
            (-3.0, self._is_quoted_apart(word, candidate)),
            (-6.0, own is not None and own.holds(candidate.head.start) and not candidate.subject),
            (-4.0, is_unclear(word, candidate)),
            (-1.5, is_aside(candidate.at)),
            (-2.5, self.parse.paragraph_of(word) is not self.parse.paragraph_of(candidate.at)),
            (-4.0, lower in THEY and is_spoken_of_as_one(candidate)),
            (-4.0, word.index in self._partly and is_silent(word, candidate)),
            (-4.0, word.tag == "PRP$" and is_person(word.head) and lower in IT and not candidate.group),
        )

    def _is_named_by(self, word: Word, frame: Frame, candidate: Candidate) -> bool:
        """Whether what somebody says goes on to name a candidate, as nobody speaks of himself."""
        held = (name for span in frame.contents for name, _, _ in self.names.within(max(word.start, span.start), span.end))
        return candidate.name is not None and any(name is candidate.name for name in held)

    def _is_told_apart(self, word: Word, candidate: Candidate) -> bool:
        """Whether a candidate stands in what somebody says, and the pronoun does not."""
        return candidate.at.index in self._apart and word.index not in self._apart

    def _is_quoted_apart(self, word: Word, candidate: Candidate) -> bool:
        """Whether a candidate stands in words that are quoted, and the pronoun does not."""
        return candidate.head.index in self._quoted and word.index not in self._quoted

    def _as_speaker(self, word: Word, candidate: Candidate, speaker: Speaker | None) -> float:
        """How much for a candidate it speaks that it says the words around the pronoun, or against it in a quote."""
        if speaker is None or speaker.head is None:
            return 0.0
        same = candidate.head is speaker.head or (candidate.name is not None and candidate.name is self.names.at(speaker.head))
        if not same:
            return 0.0
        if speaker.quoted or is_behind_subject(word, speaker.head) or is_among(speaker.head):
            return -20.0
        return 4.0 * (word.dep in {"nsubj", "nsubjpass", "poss"})

    def _gender(self, candidate: Candidate) -> str | None:
        """The pronoun that a candidate is known to go with, by its title or by an earlier pronoun."""
        return self._genders.get(self._identity(candidate)) or titled(candidate.name)

    def _fitting(self, candidate: Candidate) -> str | None:
        """The pronoun that a candidate goes with, be it by a given name alone."""
        return self._gender(candidate) or christened(candidate.name)

    def _agrees(self, word: Word, candidate: Candidate) -> bool:
        lower = word.lower
        if lower in HE | SHE:
            known = self._fitting(candidate)
            return (
                candidate.person
                and not candidate.plural
                and (known is None or known == ("he" if lower in HE else "she"))
                and title_fits(lower, candidate.head)
            )
        if lower in THEY:
            body = candidate.group and (word.index in self._partly or not is_part_of_many(word))
            return candidate.head.entity not in MEASURES and (candidate.plural or body)
        return (
            lower in IT
            and candidate.thing
            and not candidate.plural
            and candidate.head.entity not in MEASURES | {"NORP", "CARDINAL", "ORDINAL"}
            and candidate.head.pos in {"NOUN", "PROPN"}
            and candidate.head.lemma not in _TIMES
        )

    def _clashes(self, word: Word, candidate: Candidate) -> bool:
        """Whether both are arguments of one verb, so that they cannot be the same without "-self"."""
        if word.lower.endswith(("self", "selves")):
            return False
        bound = is_bound(candidate.head) and candidate.head.sentence == word.sentence
        if is_part_of(word, candidate.head) or bound or is_nobody(candidate.head):
            return True
        if word.tag == "PRP$":
            return word.head is candidate.head
        if is_doer_of(word, candidate.head):
            return True
        if is_set_in(word, candidate.head) or is_said_of(word, candidate.head):
            return True
        if is_setting(word, candidate.head):
            return True
        doing = acted_by(word)
        if doing is not None and self._is_meant(subject_of(doing), candidate):
            return True
        same_verb = word.head is candidate.head.head and word.dep in {"nsubj", "nsubjpass", "dobj", "dative"}
        return same_verb or (candidate.head.is_under(word.head) and word.head.is_nominal)

    def _is_bound_to(self, word: Word, candidate: Candidate) -> bool:
        """Whether a pronoun goes with a subject of its clause that names no one in particular: "no unit left its post"."""
        if not candidate.subject or candidate.head.sentence != word.sentence or not is_bound(candidate.head):
            return False
        subjects = (above.subject for above in word.ancestors() if above.is_verb)
        nearest = next((subject for subject in subjects if subject is not None and subject is not word), None)
        return nearest is candidate.head and self._agrees(word, candidate)

    def _is_meant(self, subject: Word | None, candidate: Candidate) -> bool:
        """Whether the subject of a verb is what a candidate names, also by a pronoun or an apposition."""
        if subject is None:
            return False
        meant = self.of(subject) or subject
        heads = {meant.index, *(child.index for child in meant.all_children("appos"))}
        name = self.names.at(meant)
        return candidate.head.index in heads or (name is not None and name is candidate.name)

    def _set(self, word: Word, noun: Word | None, *, sure: bool = False) -> None:
        """Let a word stand for a noun, where there is one, `sure` beyond doubt."""
        if noun is not None:
            self.target[word.index] = noun
            if sure:
                self._sure.add(word.index)
