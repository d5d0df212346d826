"""Which clauses and phrases of a text state something: the units that become claims, each with the words it owns."""

from collections.abc import Iterator, Sequence

from claimgraph.extract.attribution.telling import REPORTING
from claimgraph.extract.attribution.units import Unit, UnitKind, made, trimmed
from claimgraph.extract.attribution.urging import urged_by
from claimgraph.extract.grammar.clauses import (
    announces_matter,
    can_be,
    is_conditioned,
    is_elliptic,
    is_in_relative,
    is_infinitive,
    is_left_unsaid,
    is_let,
    is_tag,
    measures,
    only_names_matter,
    predicates,
    takes_place,
)
from claimgraph.extract.grammar.contents import is_contact, is_quoted_saying, rules_out
from claimgraph.extract.grammar.coordinated import chain_of, is_refused_jointly
from claimgraph.extract.grammar.cues import NOUNS, VERBS, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, SmallClause, antecedent, refusal_in, subject_of
from claimgraph.extract.grammar.inverted import compares, echoes, supposes, wishes
from claimgraph.extract.grammar.leading import leading
from claimgraph.extract.grammar.nominalisations import is_event, is_unreal, patient_of, quality_in
from claimgraph.extract.grammar.participles import clause_of
from claimgraph.extract.grammar.words import Parse, Sentence, Word, span_of
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.statements.leading_in import is_heard, only_leads_in, only_points_out, split_off, weighing, weighs
from claimgraph.model import Stance

_MERELY = frozenset({"as", "except", "but", "than"})
"""What stands before a "to" that names no aim: "went so far as to say"."""
_WHEN = frozenset({"when", "after", "before", "until", "once"})
_SPLITTING_MARKS = frozenset({"because", "although", "though", "while", "whereas", "since", "as", "so", "for", "but", "lest"})
_ORDERING = lexicon("require demand stipulate prescribe dictate provide allow permit oblige expect intend want know do")
_COMMENTING = NOUNS.keys() | lexicon("""loss move step figure decision phrase number change blow setback result rise fall
    timetable reversal rate pace gap trend practice policy tactic measure record feat victory defeat mistake outcome prospect risk
    development""")


def units_of(parse: Parse, frames: Sequence[Frame]) -> tuple[Unit, ...]:
    """The units of a text in order of their heads."""
    view = _Cuts(parse, frames)
    found = [unit for sentence in parse.sentences for unit in view.units(sentence)]
    return tuple(found)


class _Cuts:
    """Where the sentences of a text are cut into units, given its frames."""

    def __init__(self, parse: Parse, frames: Sequence[Frame]) -> None:
        self.parse = parse
        self.frames = {frame.head.index: frame for frame in frames if frame.role is not Role.BARE}
        self.content_starts = {
            span.start for frame in frames if frame.role is not Role.BARE and frame.small is None for span in frame.contents
        }
        self.verbal = [frame for frame in frames if frame.role is not Role.BARE]
        self.frame_words = self._frame_words()
        self.leading = {verb.index for frame in self.verbal if frame.role is Role.VOICE for verb in leading(frame.head)}

    def units(self, sentence: Sentence) -> Iterator[Unit]:
        """The units of one sentence."""
        words = self.parse.words_of(sentence)
        if sentence.headline and announces_matter(words):
            return
        kinds = {word.index: kind for word in words if (kind := self.kind(word, sentence)) is not None}
        if not kinds and self._is_whole(words):
            root = next(word for word in words if word.is_root)
            kinds[root.index] = UnitKind.FRAGMENT
        yield from filter(None, (self._stated(word, kinds) for word in words if word.index in kinds))
        for word in words:
            frame = self.frames.get(word.index)
            if frame is not None and frame.small is not None:
                yield from self._small(frame, frame.small)

    def _stated(self, word: Word, kinds: dict[int, UnitKind]) -> Unit | None:
        """The unit that a word heads, unless it is a frame alone, a comment on what was said, or what somebody does not say."""
        if (
            is_left_unsaid(word)
            or only_points_out(word)
            or self.is_pure_frame(word)
            or word.index in self.leading
            or (kinds[word.index] is UnitKind.COMMENT and self._is_judged(word))
        ):
            return None
        return self._unit(word, kinds[word.index], kinds)

    def _is_whole(self, words: Sequence[Word]) -> bool:
        """Whether a sentence in which the parser saw no main verb states something all the same."""
        solid = [word for word in words if not word.is_punctuation]
        finite = any(word.tag in {"VBD", "VBZ", "MD"} or (word.tag == "VBP" and word.pos == "AUX") for word in solid)
        whole = [word.lower for word in solid[:3]] != ["so", "much", "for"]
        return whole and len(solid) >= 5 and finite and words[-1].text in {".", "?", '"'}

    def kind(self, word: Word, sentence: Sentence) -> UnitKind | None:
        """How the word heads a unit, or None where it stays inside another."""
        if word.is_root:
            return self._root_kind(word, sentence)
        if word.index in self.frames and self.frames[word.index].fused:
            return None
        loose = word.dep in {"appos", "npadvmod", "oprd", "pobj"} or (word.dep == "dobj" and word.head.child("ccomp") is not None)
        if loose and self._comments(word):
            return UnitKind.COMMENT
        if word.dep == "appos":
            return self._apposition(word)
        if (word.pos == "NOUN" and self._states_event(word)) or (word.tag == "CD" and self._told(word) is not None):
            return UnitKind.EVENT
        if word.is_verb:
            return self._verb_kind(word)
        if word.dep in {"conj", "ccomp"} and word.child("nsubj") is not None and word.child("cop") is not None:
            return UnitKind.CLAUSE
        if word.dep == "ccomp" and word.right < word.head.index and self.is_content(word):
            return UnitKind.FRAGMENT
        return None

    def _root_kind(self, word: Word, sentence: Sentence) -> UnitKind | None:
        inside = self.parse.words_of(sentence)
        if sentence.headline and only_names_matter(inside):
            return None
        if word.is_verb:
            return UnitKind.CLAUSE
        verbs = [other for other in inside if other.is_verb and other.dep not in {"acl", "amod", "compound"} and not is_in_relative(other)]
        if sentence.headline and len(inside) >= 4 and (verbs or any(predicates(other) for other in inside)):
            return UnitKind.FRAGMENT
        return UnitKind.CLAUSE if word.subject is not None and verbs else None

    def _verb_kind(self, word: Word) -> UnitKind | None:
        by_dep = {
            "ccomp": self._complement,
            "xcomp": self._infinitive,
            "conj": self._conjunct,
            "relcl": self._relative,
            "acl": self._participle,
            "advcl": self._adverbial,
            "parataxis": self._free,
            "pcomp": self._absolute,
            "dep": self._free,
            "dobj": self._complement,
            "csubj": self._complement,
        }
        rule = None if is_elliptic(word) else by_dep.get(word.dep)
        return rule(word) if rule is not None else None

    def is_content(self, word: Word) -> bool:
        """Whether the subtree of the word begins what a frame attributes."""
        return any(self.parse.words[index].start in self.content_starts for index in (word.left, min(word.left + 1, word.right)))

    def _complement(self, word: Word) -> UnitKind | None:
        if word.dep == "csubj" and self.parse.words[word.left].tag == "WP":
            return None
        if self.is_content(word) and not is_let(word):
            return UnitKind.CLAUSE
        around = self.frames.get(word.head.index)
        if around is not None and around.small is not None and around.small.head.head is word:
            return None
        if is_infinitive(word) or is_let(word):
            return None
        head_is_frame = word.head.index in self.frames and not self.frames[word.head.index].fused
        quoted_main = word.dep == "ccomp" and word.right < word.head.index and word.child("nsubj", "nsubjpass", "expl") is not None
        return UnitKind.CLAUSE if (head_is_frame and word.child("nsubj", "nsubjpass", "expl")) or quoted_main else None

    def _infinitive(self, word: Word) -> UnitKind | None:
        frame = self.frames.get(word.head.index)
        return UnitKind.INFINITIVE if frame is not None and any(span.start <= word.start < span.end for span in frame.contents) else None

    def _conjunct(self, word: Word) -> UnitKind | None:
        if word.tag == "VBG" and word.head.dep in {"pcomp", "amod"}:
            return None
        own_subject, refused = word.child("nsubj", "nsubjpass", "expl") is not None, is_refused_jointly(word)
        if (
            (word.lemma == "let" and not own_subject)
            or any(child.lower == "than" and child.index < word.index for child in word.head.all_children("cc"))
            or any(compares(other) or wishes(other) for other in chain_of(word)[1:])
            or echoes(word)
            or urged_by(word.head) is not None
            or is_conditioned(word)
            or (refused and word.head.child("neg") is None)
            or self._inherited(word) is None
        ):
            return None
        weight = sum(1 for other in self.parse.subtree(word) if not other.is_punctuation)
        if own_subject or (
            weight >= 3
            and any(child.dep in {"dobj", "prep", "ccomp", "xcomp", "attr", "acomp", "advmod", "agent", "oprd"} for child in word.children)
        ):
            return UnitKind.CLAUSE
        return None

    def _inherited(self, word: Word) -> UnitKind | None:
        """The kind of the clause that a conjunct continues."""
        first = word.head
        for _ in range(12):
            if first.dep != "conj" or first.is_root:
                break
            first = first.head
        return self.kind(first, self.parse.sentence_of(first)) if first.is_verb or first.is_root else None

    def _relative(self, word: Word) -> UnitKind | None:
        if word.index in self.frames and self.is_pure_frame(word):
            return UnitKind.RELATIVE
        if self.is_content(word) and (word.child("mark") is not None or is_contact(word)):
            return UnitKind.CLAUSE
        apart = self._after_comma(word) or self._is_told_inside(word)
        return UnitKind.RELATIVE if apart and word.right - word.left >= 2 else None

    def _is_told_inside(self, clause: Word) -> bool:
        """Whether somebody is said to say what a relative clause tells: "a mine which inspectors said was unsafe"."""
        if clause.has_child("what"):
            return False
        voices = (self.frames.get(child.index) for child in clause.all_children("parataxis") if child.index < clause.index)
        return any(frame is not None and frame.role is Role.VOICE and not frame.fused and frame.holds(clause.start) for frame in voices)

    def _participle(self, word: Word) -> UnitKind | None:
        if self.is_content(word) and (word.child("mark") is not None or is_contact(word)):
            return UnitKind.CLAUSE
        if word.tag not in {"VBN", "VBG", "VBD"}:
            return None
        bare_cue = word.lemma in VERBS and VERBS[word.lemma].kind is CueKind.SPEECH and word.child("dobj", "agent") is None
        return UnitKind.PARTICIPLE if self._after_comma(word) and word.right - word.left >= 2 and not bare_cue else None

    def _adverbial(self, word: Word) -> UnitKind | None:
        mark = word.child("mark")
        subject = word.child("nsubj", "nsubjpass", "expl")
        loose = mark is None and subject is None and word.tag in {"VBG", "VBN"}
        bound = loose or self.parse.words[word.left].tag == "WRB" or (mark is not None and mark.lower not in _SPLITTING_MARKS)
        leads_in = bound and word.index < word.head.index and word.head.index not in self.frames  # "said that if P, Q"
        if supposes(word) or compares(word) or measures(mark):
            return None
        if self.is_content(word) and not leads_in:
            return UnitKind.CLAUSE
        ordered = word.lemma in VERBS or word.lemma in _ORDERING
        if mark is not None and mark.lower == "as" and ordered and word.child("dobj", "ccomp", "xcomp", "acomp") is None:
            return None
        if mark is not None and mark.lower in _SPLITTING_MARKS and subject is not None and not is_infinitive(word):
            return UnitKind.CLAUSE
        if subject is None and word.lemma in {"let", "cite", "quote"} and word.tag in {"VB", "VBG"}:
            return None
        if loose and word.index > word.head.index:
            return UnitKind.PARTICIPLE if self._after_comma(word) and word.right - word.left >= 2 else None
        if subject is not None and mark is None and word.tag == "VBG":
            return UnitKind.ABSOLUTE
        return None

    def _free(self, word: Word) -> UnitKind | None:
        return UnitKind.CLAUSE if word.child("nsubj", "nsubjpass", "expl") is not None else None

    def _absolute(self, word: Word) -> UnitKind | None:
        gerund = word.tag == "VBG" or any(child.tag == "VBG" and child.dep in {"aux", "auxpass"} for child in word.children)
        if gerund and word.head.lower in {"to", "of", "about"} and self.is_content(word) and word.head.head.index in self.frames:
            return UnitKind.INFINITIVE
        return UnitKind.ABSOLUTE if word.head.lower == "with" and word.subject is not None else None

    def _apposition(self, word: Word) -> UnitKind | None:
        named = word.head.pos == "PROPN" or word.pos == "PROPN"
        described = word.pos == "NOUN" or word.head.pos == "NOUN"
        chained = word.pos == "NOUN" and word.child("appos") is not None and word.head.pos == "NOUN"
        own = self.parse.subtree(word) if word.pos == "NOUN" else self.parse.words[word.head.left : word.left]
        long_enough = word.right - word.left >= 1 and any(other.pos == "NOUN" for other in own)
        determined = any(child.dep in {"det", "poss"} for child in word.head.children) and any(
            child.lower in {"a", "an", "the"} for child in word.children
        )
        says = ((named and described) or chained or determined) and long_enough and self._after_comma(word)
        return UnitKind.APPOSITION if says and can_be(word.head, word) else None

    def _comments(self, word: Word) -> bool:
        """Whether an apposition says something of the whole clause before it: ", a loss that would …"."""
        bare = word.lower == "something" or (word.tag == "NNS" and word.lemma in NOUNS and word.child("det", "poss", "nummod") is None)
        refused = bare and any(refusal_in(child) is not None for child in word.all_children("relcl"))
        indefinite = word.has_child("a", "an") or refused
        said = (word.lemma in _COMMENTING and word.child("relcl") is not None) or refused or self._is_judged(word)
        return indefinite and said and self._after_comma(word)

    def _is_judged(self, noun: Word) -> bool:
        """Whether what somebody thinks of what a noun names is a unit by itself: "P, a sum that the firm calls absurd"."""
        found = [self.frames.get(child.index) for child in noun.all_children("relcl")]
        return any(frame is not None and frame.comments for frame in found)

    def _states_event(self, noun: Word) -> bool:
        if self._told(noun) is not None:
            return True
        if not is_event(noun) or noun.dep == "compound":
            return False
        if noun.start in self.content_starts or self.parse.words[noun.left].start in self.content_starts:
            return True
        patient = patient_of(noun)
        if patient is None or is_unreal(noun) or not (patient.entity or patient.child("nummod") or noun.child("nummod")):
            return False
        return takes_place(noun)

    def _told(self, noun: Word) -> Frame | None:
        """The frame of a verb by which somebody tells that there is what a noun names."""
        verb = noun.head.head if noun.dep == "pobj" else noun.head
        frame = self.frames.get(verb.index) if noun.dep in {"dobj", "nsubjpass", "pobj"} else None
        first = self.parse.words[noun.left].start
        urged = any(urged_by(clause) is noun for clause in verb.all_children("xcomp"))
        named = frame is not None and frame.small is None and not urged and first <= frame.contents[0].start <= noun.start
        stated = noun.dep != "nsubjpass" or verb.lemma in REPORTING | {"deny"} or rules_out(verb) or quality_in(noun) is not None
        return frame if named and stated else None

    def _after_comma(self, word: Word) -> bool:
        before = self.parse.words[word.left - 1] if word.left else None
        return before is not None and before.sentence == word.sentence and before.text in {",", "-", "--", "—", "–", "("}

    def is_pure_frame(self, word: Word) -> bool:
        """Whether the clause of the word only attributes: its content is the claim, not it."""
        holders = [
            word.index,
            *(noun.index for prep in word.all_children("prep") if (noun := weighing(word, prep)) is not None),
            *(child.index for child in word.children if child.dep in {"acomp", "attr", "dobj", "oprd", "xcomp"} or is_heard(child, word)),
            *(verb.index for verb in split_off(word)),
            *(act.index for prep in word.all_children("prep") if is_quoted_saying(word) and (act := prep.child("pcomp")) is not None),
        ]
        for index in holders:
            frame = self.frames.get(index)
            if (
                frame is not None
                and not frame.colon
                and not weighs(frame)
                and (index == word.index or is_quoted_saying(word) or self._absorbs(word, frame))
            ):
                return True
        return False

    def _absorbs(self, word: Word, frame: Frame) -> bool:
        inside = any(span.start <= word.start < span.end for span in frame.contents)
        return not inside and (
            frame.head.pos in {"ADJ", "ADV"}
            or frame.head.lemma in {"doubt", "dispute"}
            or frame.cue.start <= word.start
            or word.lemma == "be"
            or only_leads_in(word, frame)
        )

    def _frame_words(self) -> frozenset[int]:
        """The words of frames that stand inside what they attribute: "according to X", "as X said"."""
        inside: set[int] = set()
        for frame in self.verbal:
            if frame.colon and frame.source_span is not None:
                first, last = sorted((frame.cue, frame.source_span), key=lambda span: span.start)
                inside.update(word.index for word in self.parse.between(first.start, last.end) if 0 <= last.start - first.end <= 1)
            if len(frame.contents) < 1 or frame.colon or frame.fused:
                continue
            if frame.apart:
                inside.update(word.index for word in self.parse.subtree(frame.head) if not frame.holds(word.start))
            set_in = frame.head.lower in {"contrary", "for", "to"} or frame.head.dep in {"parataxis", "advcl", "ccomp"}
            if frame.meaning.stance is Stance.ASKS and frame.head.tag == "VBN" and frame.head.dep == "advcl":
                inside.update((frame.head.index - 1, frame.head.index))
            elif set_in and not self._content_indexes(frame):
                inside.update(range(frame.head.left, frame.head.right + 1))
        return frozenset(inside)

    def _content_indexes(self, frame: Frame) -> list[int]:
        return [word.index for word in self.parse.subtree(frame.head) if frame.holds(word.start) and not word.is_punctuation]

    def _unit(self, word: Word, kind: UnitKind, kinds: dict[int, UnitKind]) -> Unit | None:
        if kind is UnitKind.EVENT:
            told = self._told(word)
            words = self.parse.subtree(word) if told is None else self.parse.between(told.contents[0].start, told.contents[0].end)
            return made(word, kind, words, None)
        if kind is UnitKind.COMMENT:
            return made(word, kind, self.parse.subtree(word), None)
        if kind is UnitKind.APPOSITION:
            return self._apposed(word)
        words = self._own_words(word, kinds)
        tag = is_tag(words) and self.parse.sentence_of(word).first < words[0].index
        if tag or self._breaks_off(word, words):
            return None
        subject = self._supplied_subject(word, kind)
        if kind is UnitKind.INFINITIVE and subject is not None and (word.head.child("nsubjpass") is not None or urged_by(word) is not None):
            return made(word, kind, words, subject, start=self.parse.words[subject.left].start)
        return made(word, kind, words, subject, around=self.parse.words[max(0, words[0].index - 2) : words[-1].index + 4] if words else ())

    def _breaks_off(self, word: Word, words: Sequence[Word]) -> bool:
        """Whether of a clause is left only that somebody is to say something: "was clever enough to see | that P"."""
        last = next((other for other in reversed(words) if not other.is_punctuation), word)
        frame = self.frames.get(last.index)
        return frame is not None and last is not word and last.dep == "xcomp" and last.has_child("to") and frame.role is Role.VOICE

    def _small(self, frame: Frame, small: SmallClause) -> Iterator[Unit]:
        start, end = frame.contents[0].start, frame.contents[0].end
        if end > start:
            yield Unit(
                small.head,
                UnitKind.SMALL,
                tuple(word for word in self.parse.between(start, end) if frame.fused or word.is_under(frame.head)),
                start,
                end,
                small=small,
            )

    def _own_words(self, word: Word, kinds: dict[int, UnitKind]) -> tuple[Word, ...]:
        """The words of the subtree without those of units below, and without the frames that stand in it."""
        taken = set(self.frame_words)
        for index in range(word.left, word.right + 1):
            other = self.parse.words[index]
            cut = other is not word and index in kinds and kinds[index] is not UnitKind.EVENT and not word.is_under(other)
            if cut and not self._within_restrictive(other, word) and not self._is_weighed(other, word):
                taken.update(range(other.left, other.right + 1), _joint_of(other))
        if word.index in taken:
            taken -= set(range(word.left, word.right + 1)) - {index for index in taken if not self.parse.words[index].is_under(word)}
        return trimmed([other for other in self.parse.subtree(word) if other.index not in taken])

    def _is_weighed(self, word: Word, top: Word) -> bool:
        """Whether a unit is what the clause of `top` bears out or not: "does not support the claim that P" keeps its P."""
        frame = self.frames.get(top.index)
        return frame is not None and weighs(frame) and frame.holds(word.start)

    def _within_restrictive(self, word: Word, top: Word) -> bool:
        """Whether a unit lies in a clause that only says which, when or what for: the clause around it keeps its words."""
        for above in (word, *word.ancestors()):
            if above is top:
                return False
            only = above.dep == "relcl" and not self._after_comma(above)
            led = above.dep == "pcomp" and above.head.dep == "prep" and above.head.head is top and above.index < top.index
            timed = above.dep == "advcl" and any(low.lower in _WHEN for low in above.children)
            aims = (
                above.dep == "advcl"
                and self.parse.words[above.left].lower == "to"
                and self.parse.words[above.left - 1].lower not in _MERELY
            )
            if above.index in self.frames and (only or led or timed or aims):
                return True
        return False

    def _apposed(self, word: Word) -> Unit | None:
        head = word.head
        named = [
            other
            for other in self.parse.words[head.left : word.left]
            if not any(head.left <= c.left <= other.index <= c.right for c in head.children if c.dep in {"relcl", "appos"})
        ]
        words = list(self.parse.subtree(word))
        start, end = span_of([*named, *words])
        return Unit(word, UnitKind.APPOSITION, tuple(words), start, end, head) if end - start >= 4 else None

    def _supplied_subject(self, word: Word, kind: UnitKind) -> Word | None:
        own = word.child("nsubj", "nsubjpass", "expl", "csubj")
        if own is not None:
            stands_for = antecedent(own)
            if stands_for is own and kind is UnitKind.RELATIVE and word.dep == "relcl":
                return word.head
            return stands_for if stands_for is not own else None
        if kind is UnitKind.INFINITIVE and urged_by(word) is not None:
            return urged_by(word)
        if (kind is UnitKind.INFINITIVE or (word.tag == "VB" and word.child("aux") is None)) and _is_order(word, self.parse):
            return None
        if kind in {UnitKind.RELATIVE, UnitKind.PARTICIPLE} and word.dep in {"relcl", "acl"}:
            clause = clause_of(self.parse, word) if kind is UnitKind.PARTICIPLE and word.dep == "acl" and word.tag == "VBG" else None
            return (subject_of(clause) if clause is not None else None) or word.head
        return subject_of(word)


def _joint_of(absolute: Word) -> frozenset[int]:
    """The "with" that joins a clause to what it goes with, and joins nothing where that is a unit of its own."""
    with_ = absolute.head
    alone = absolute.dep == "pcomp" and with_.lower == "with" and with_.child("pobj") is None
    return frozenset({with_.index}) if alone else frozenset()


def _is_order(word: Word, parse: Parse) -> bool:
    """Whether a quote begins with a verb without a subject, which tells somebody what to do: "Stay indoors"."""
    first = word.left + (parse.words[word.left].text == '"')
    return first > 0 and parse.words[first - 1].text in {'"', ":"} and not is_infinitive(word)
