"""Sentences that do not hold together, parsed again with a plain verb in the place of a rarer one.

The parser takes "show", "disputes" or "concede" for nouns, and does not know that these have a clause behind them; it hardly errs about
"say". Nor does it about "went" and "took" where many do something now: "prices in the city | rise". One word is put for one, so that the
tree holds for the sentence as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from claimgraph.extract.grammar.cues import ADDRESSING, VERBS, CueKind
from claimgraph.extract.grammar.inflection import past, third_person
from claimgraph.extract.grammar.rebuilding import rebuilt
from claimgraph.extract.parse.soundness import CONJUNCTIONS, HELPING, VERBAL, has_subject, is_all_said, is_broken, is_whole
from claimgraph.language import verbs
from claimgraph.model import Stance

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_SAY = {"VB": "say", "VBP": "say", "VBZ": "says", "VBD": "said", "VBN": "said", "VBG": "saying"}
_TELL = {"VB": "tell", "VBP": "tell", "VBZ": "tells", "VBD": "told", "VBN": "told", "VBG": "telling"}
_STATING = frozenset({CueKind.SPEECH, CueKind.THOUGHT, CueKind.EVIDENCE, CueKind.PROMISE})
_CONTENTS = frozenset({"ccomp", "dobj", "prt"})
_AIMS = frozenset({"to", "at"})
"""What a verb that shows something points with: no noun that is a sentence by itself has it, as "figures for May" has "for"."""
_BEFORE_NOUNS = frozenset({"DT", "PRP$", "POS", "IN", "JJ", "JJR", "JJS", "CD"})
"""What stands before a noun, and not before a verb."""
_TAKEN_FOR = frozenset({"NN", "JJ", "RB", "VB"})
_DONE = frozenset({"went", "took"})
_MANY = frozenset({"NNS", "NNPS"})
_OWNERS = frozenset({"DT", "PRP$", "POS"})
_IN_NAMES = frozenset({"amod", "acl"})
"""What a deed is taken for before the name of whom it was done to."""
_TIMES = frozenset({"DATE", "TIME"})
_OBJECTS = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "JJ", "CD"})
_MOST_TRIED = 4
_LEAST = 4
"""Shorter sentences are not parsed again."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A word of a sentence of the text of a number, which may be a form of a verb, and what is put in its place."""

    number: int
    sentence: Span
    token: Token
    lemma: str
    tag: str
    plain: str

    @property
    def place(self) -> int:
        """The number of the word in its sentence."""
        return self.token.i - self.sentence.start

    def put(self) -> Doc:
        """The sentence with the plain verb, not parsed."""
        from spacy.tokens import Doc

        words = [self.plain if other.i == self.token.i else other.text for other in self.sentence]
        return Doc(self.sentence.doc.vocab, words=words, spaces=[bool(other.whitespace_) for other in self.sentence])


_Kept = Mapping[int, tuple[_Try, "Doc"]]
"""By the place of their sentences in a text, what is put there and the tree it gives."""


def with_plain_verbs(docs: Sequence[Doc], pipeline: Language) -> list[Doc]:
    """The same texts, each sentence with that tree of those tried which holds together best.

    What is parsed again is parsed for all texts at once.
    """
    tries = [one for number, doc in enumerate(docs) for sentence in doc.sents for one in _tries(number, sentence)]
    kept: dict[int, dict[int, tuple[_Try, Doc]]] = {}
    for one, part in zip(tries, pipeline.pipe([one.put() for one in tries], batch_size=64, disable=["ner"]), strict=True):
        mine, start = kept.setdefault(one.number, {}), one.sentence.start
        if _holds(one, part) and _breaks(part, one) < _breaks(mine[start][1] if start in mine else one.sentence, one):
            mine[start] = one, part
    return [_joined(doc, kept[number]) if kept.get(number) else doc for number, doc in enumerate(docs)]


def _breaks(tokens: Doc | Span, one: _Try) -> int:
    """How many words stand where none of their sort can; where a deed is sought, also what is all that somebody says."""
    return sum(is_broken(token) or (one.plain in _DONE and is_all_said(token)) for token in tokens)


def _tries(number: int, sentence: Span) -> Iterator[_Try]:
    """The words of a sentence in the place of which a plain verb is to be tried: none where it holds together."""
    broken = [token for token in sentence if is_broken(token)] if len(sentence) >= _LEAST else []
    said = [token for token in sentence if is_all_said(token)] if len(sentence) >= _LEAST else []
    if broken:
        found = [one for token in sentence[1:-1] if (one := _try(number, sentence, token)) is not None]
        loose = [one for one in found if not is_whole(one.token) or _is_part(one.token, broken)]
        yield from sorted(loose, key=lambda one: one.token.nbor().lower_ not in CONJUNCTIONS)[:_MOST_TRIED]
    yield from islice(_deeds(number, sentence, [*broken, *said]), _MOST_TRIED)


def _deeds(number: int, sentence: Span, broken: Sequence[Token]) -> Iterator[_Try]:
    """What may be done where a noun stands for a sentence: "boats in the bay | leak", "the club | sacked | manager Ann Lee"."""
    if sentence[-1].text != "." or all(token.pos_ in VERBAL for token in broken):
        return
    for token in sentence[1:-1]:
        after = token.nbor()
        takes = after.tag_ in _OBJECTS and after.ent_type_ not in _TIMES
        many = any(before.tag_ in _MANY for before in sentence[: token.i - sentence.start])
        apart = token.nbor(-1).tag_ not in _OWNERS and token.nbor(-1).pos_ not in VERBAL
        if many and apart and token.tag_ in _TAKEN_FOR and token.lower_ in verbs():
            yield _Try(number, sentence, token, token.lower_, "VBP", "took" if takes else "went")
        elif takes and token.tag_ == "VBN" and token.dep_ in _IN_NAMES and token.lower_ == past(token.lemma_):
            yield _Try(number, sentence, token, token.lemma_, "VBD", "took")


def _is_part(verb: Token, broken: Sequence[Token]) -> bool:
    """Whether what a verb with its subject says is broken, or the verb is and may be an aside: not "he was sure it | would hold |"."""
    foreseen = any(child.tag_ == "MD" for child in verb.children)
    return any(verb.is_ancestor(word) or (word == verb and not foreseen) for word in broken)


def _try(number: int, sentence: Span, token: Token) -> _Try | None:
    """What a word is as a verb that states something, other than "say" and "tell"; None for what can be none."""
    lemma, tag = _forms().get(token.lower_, ("", ""))
    if token.pos_ == "VERB":
        lemma, tag = lemma or token.lemma_.lower(), token.tag_
    cue = VERBS.get(lemma)
    if cue is None or cue.kind not in _STATING or lemma in {"say", "tell"} or tag not in _SAY:
        return None
    before = token.nbor(-1)
    may_be = token.pos_ in VERBAL or before.tag_ not in _BEFORE_NOUNS or before.lower_ == "to"
    return _Try(number, sentence, token, lemma, tag, (_TELL if lemma in ADDRESSING else _SAY)[tag]) if may_be else None


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """By each form of the verbs of the lexicon its lemma and the tag of the form."""
    return {form: (lemma, tag) for lemma in VERBS for form, tag in ((past(lemma), "VBD"), (third_person(lemma), "VBZ"), (lemma, "VB"))}


def _holds(one: _Try, part: Doc) -> bool:
    """Whether the plain verb is a verb in its tree, and where a noun stood says something and leaves a sound sentence as it is."""
    verb, root = part[one.place], one.sentence.root
    if verb.pos_ != "VERB" or len(list(part.sents)) != 1 or (verb.dep_ == "ROOT" and not has_subject(verb)):
        return False
    if one.plain in _DONE:
        subjects = [child for child in verb.children if child.dep_ == "nsubj" and (one.tag == "VBD" or _is_many(child))]
        return bool(subjects) and verb.dep_ in {"ROOT", "ccomp"}
    joined = any(child.lower_ in CONJUNCTIONS for clause in verb.children if clause.dep_ == "ccomp" for child in clause.lefts)
    participle = one.token.tag_ == "VBN" and not any(child.dep_ in HELPING for child in one.token.children)
    if (participle or VERBS[one.lemma].stance is Stance.ASKS) and not joined:
        return False
    sound = is_whole(root) and not any(map(is_broken, root.children))
    kept = not sound or part[root.i - one.sentence.start].dep_ == "ROOT"
    stated = any(child.dep_ in _CONTENTS or (child.dep_ == "prep" and child.lower_ in _AIMS) for child in verb.children)
    return one.token.pos_ in VERBAL or (kept and stated)


def _is_many(noun: Token) -> bool:
    return noun.tag_ in _MANY or any(child.dep_ == "conj" for child in noun.children)


def _joined(doc: Doc, kept: _Kept) -> Doc:
    """The document with other trees for some sentences."""
    source: list[Token] = list(doc)
    heads, tags, lemmas = [token.head.i for token in doc], [token.tag_ for token in doc], [token.lemma_ for token in doc]
    for start, (one, part) in kept.items():
        for token in part:
            source[start + token.i], heads[start + token.i] = token, start + token.head.i
            tags[start + token.i], lemmas[start + token.i] = token.tag_, token.lemma_
        verb = part[one.place]
        helped = any(child.dep_ in HELPING for child in verb.children)
        bare = verb.tag_ == "VB" and has_subject(verb) and not helped
        lemmas[one.token.i], tags[one.token.i] = one.lemma, one.tag if one.plain in _DONE else "VBP" if bare else verb.tag_
    return rebuilt(doc, heads, tags=tags, pos=[token.pos_ for token in source], lemmas=lemmas, deps=[token.dep_ for token in source])
