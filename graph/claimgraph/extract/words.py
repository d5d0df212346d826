"""A parsed text as plain linked words with offsets into the whole document: what all rules of reading look at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claimgraph.extract.cues import VERBS
from claimgraph.extract.layout import Paragraph, ParagraphKind, is_english, paragraphs_of
from claimgraph.language import load, mask

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_CITY = r"(?:[A-Z][A-Z.'’-]+[,\s]*){1,4}"
_WIRE = r"\([A-Z][\w .]{1,20}\)\s*"
_DATELINE = re.compile(rf"{_CITY}[^\n.!?]{{0,40}}?(?:{_WIRE})?\s*[—–]{{1,2}}\s|{_CITY}{_WIRE}-\s")


@dataclass(slots=True, eq=False, repr=False)
class Word:
    """One word of the text and its place in the parse. Compared by identity; not frozen, since heads and children form cycles.

    `start` and `end` are offsets into the document; `left` and `right` are the indexes of the first and last word of its subtree.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    entity: str
    sentence: int
    head: "Word" = field(init=False)
    children: list["Word"] = field(default_factory=list)
    left: int = 0
    right: int = 0

    def __post_init__(self) -> None:
        """Stand alone until a head is given."""
        self.head = self

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}@{self.index}"

    @property
    def is_root(self) -> bool:
        """Whether the word heads its sentence."""
        return self.head is self

    @property
    def is_verb(self) -> bool:
        """Whether the word is a verb or an auxiliary used as one."""
        return self.pos in {"VERB", "AUX"}

    @property
    def is_nominal(self) -> bool:
        """Whether the word can name something."""
        return self.pos in NOMINAL

    @property
    def is_punctuation(self) -> bool:
        """Whether the word is a mark or white space."""
        return self.pos in {"PUNCT", "SPACE"} or self.dep == "punct"

    def child(self, *deps: str) -> "Word | None":
        """The first child with one of these relations."""
        return next((child for child in self.children if child.dep in deps), None)

    def all_children(self, *deps: str) -> list["Word"]:
        """The children with one of these relations, in order."""
        return [child for child in self.children if child.dep in deps]

    def ancestors(self) -> Iterator["Word"]:
        """The heads above, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def is_under(self, other: "Word") -> bool:
        """Whether `other` is this word or stands above it."""
        return self is other or any(word is other for word in self.ancestors())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words `first..last` (inclusive) of one paragraph."""

    index: int
    first: int
    last: int
    paragraph: int
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Parse:
    """A whole text, parsed: `masked` is as long as `text`.

    `skipped` are paragraphs that are no English prose, `small` the words that the text writes in lower case.
    """

    text: str
    masked: str
    paragraphs: tuple[Paragraph, ...]
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    skipped: tuple[Paragraph, ...] = ()
    small: frozenset[str] = frozenset()

    def words_of(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words of a sentence in order."""
        return self.words[sentence.first : sentence.last + 1]

    def sentence_of(self, word: Word) -> Sentence:
        """The sentence that holds the word."""
        return self.sentences[word.sentence]

    def paragraph_of(self, word: Word) -> Paragraph:
        """The paragraph that holds the word."""
        return self.paragraphs[self.sentences[word.sentence].paragraph]

    def subtree(self, word: Word) -> tuple[Word, ...]:
        """The words from the first to the last of the subtree of `word`."""
        return self.words[word.left : word.right + 1]


def parse_text(text: str) -> Parse:
    """The parse of a document's text, paragraph by paragraph; linear in its length."""
    masked = mask(text)
    paragraphs = paragraphs_of(masked)
    english = is_english(masked)
    readable = [paragraph for paragraph in paragraphs if english and is_english(masked[paragraph.start : paragraph.end])]
    skipped = tuple(paragraph for paragraph in paragraphs if paragraph not in set(readable))
    lowered = _seen_in_lower_case(masked[paragraph.start : paragraph.end] for paragraph in readable if paragraph.kind is ParagraphKind.BODY)
    prepared = [_prepared(masked[paragraph.start : paragraph.end], paragraph, lowered) for paragraph in readable]
    words: list[Word] = []
    sentences: list[Sentence] = []
    for number, doc in enumerate(load().pipe(prepared, batch_size=32)):
        _append(doc, number=number, paragraph=readable[number], words=words, sentences=sentences)
    return Parse(text, masked, tuple(readable), tuple(words), tuple(sentences), skipped, lowered)


def _seen_in_lower_case(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b", text))


def _prepared(words: str, paragraph: Paragraph, lowered: frozenset[str]) -> str:
    """The paragraph as the parser should see it: line breaks and datelines blanked, a headline in the case of prose."""
    flat = words.replace("\n", " ")
    if paragraph.kind is ParagraphKind.HEADLINE:
        return _in_sentence_case(flat, lowered)
    dateline = _DATELINE.match(flat[:120])
    return " " * dateline.end() + flat[dateline.end() :] if dateline else flat


def _in_sentence_case(headline: str, lowered: frozenset[str]) -> str:
    """A headline in title case with the words lowered that the body writes small, as long as before."""
    words = re.findall(r"[^\W\d_]{4,}", headline)
    if sum(word[0].isupper() for word in words) <= len(words) * 0.6:
        return headline
    return re.sub(
        r"(?<=\s)[A-Z][a-z]*\b", lambda match: match.group().lower() if match.group().lower() in lowered else match.group(), headline
    )


def _append(doc: Doc, *, number: int, paragraph: Paragraph, words: list[Word], sentences: list[Sentence]) -> None:
    base = len(words)
    fresh = [_word(token, base, paragraph.start) for token in doc]
    for token, word in zip(doc, fresh, strict=True):
        head = fresh[token.head.i]
        word.head = head
        word.left, word.right = base + token.left_edge.i, base + token.right_edge.i
        if head is not word:
            head.children.append(word)
    for word in fresh:
        _mend(word)
    words.extend(fresh)
    for span in doc.sents:
        index = len(sentences)
        first, last = base + span.start, base + span.end - 1
        for word in fresh[span.start : span.end]:
            word.sentence = index
        sentences.append(Sentence(index, first, last, number, paragraph.kind is ParagraphKind.HEADLINE))


def _mend(word: Word) -> None:
    """Take a verb of saying for one where the tagger took it for a noun: "Lawyers … allege that"."""
    if word.dep == "ROOT" and word.pos in {"NOUN", "PROPN"} and word.lower in VERBS:
        clause = next(
            (child for child in word.children if child.dep in {"relcl", "acl", "ccomp"} and child.child("mark") is not None), None
        )
        if clause is not None and word.child("nsubj") is not None:
            word.pos, word.tag, word.lemma, clause.dep = "VERB", "VBP", word.lower, "ccomp"


def _word(token: Token, base: int, offset: int) -> Word:
    start = offset + token.idx
    return Word(
        index=base + token.i,
        start=start,
        end=start + len(token.text),
        text=token.text,
        lower=token.lower_,
        lemma=token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        entity=token.ent_type_,
        sentence=0,
    )


def span_of(words: Sequence[Word], around: Sequence[Word] = ()) -> tuple[int, int]:
    """The offsets from the first to the last of some words, marks at both ends left out; (0, 0) for none.

    A bracket or quotation mark is kept where its twin is inside; `around` are more words to look for it in.
    """
    solid = [number for number, word in enumerate(words) if not word.is_punctuation]
    if not solid:
        return 0, 0
    start, end = words[solid[0]].start, words[solid[-1]].end
    inner = [word.text for word in words[solid[0] : solid[-1] + 1]]
    beyond = [word for word in (around or words) if word.start >= end]
    before = [word for word in (around or words) if word.end <= start]
    if inner.count("(") > inner.count(")") and beyond and beyond[0].text == ")":
        end = beyond[0].end
    if inner.count('"') % 2:
        if beyond and beyond[0].text == '"':
            end = beyond[0].end
        elif before and before[-1].text == '"':
            start = before[-1].start
    return start, end
