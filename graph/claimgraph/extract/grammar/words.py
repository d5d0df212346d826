"""A parsed text as plain linked words with offsets into the whole document: what all rules of reading look at."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimgraph.extract.page.layout import Paragraph
from claimgraph.extract.page.messages import Part
from claimgraph.model import Span

FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""The tags of full verbs in a tense of their own."""
TENSED = FINITE | {"MD"}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


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
        """Whether the word is a mark or white space: the parser also takes "a.m." at the end of a sentence for a mark."""
        return self.pos == "SPACE" or ((self.pos == "PUNCT" or self.dep == "punct") and not any(letter.isalnum() for letter in self.text))

    def child(self, *deps: str) -> "Word | None":
        """The first child with one of these relations."""
        return next((child for child in self.children if child.dep in deps), None)

    def all_children(self, *deps: str) -> list["Word"]:
        """The children with one of these relations, in order."""
        return [child for child in self.children if child.dep in deps]

    def has_child(self, *words: str) -> bool:
        """Whether a child is one of these words, given in lower case."""
        return any(child.lower in words for child in self.children)

    @property
    def subject(self) -> "Word | None":
        """The first child that is a subject and a noun."""
        return self.child("nsubj", "nsubjpass")

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

    `skipped` are paragraphs that are no English prose, `small` the words that the text writes in lower case, `parts` those of a message
    that holds words of others, `rows` the cells of tables that are no sentences.
    """

    text: str
    masked: str
    paragraphs: tuple[Paragraph, ...]
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    skipped: tuple[Paragraph, ...] = ()
    small: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    rows: tuple[Span, ...] = ()

    def words_of(self, sentence: Sentence) -> tuple[Word, ...]:
        """The words of a sentence in order."""
        return self.words[sentence.first : sentence.last + 1]

    def sentence_of(self, word: Word) -> Sentence:
        """The sentence that holds the word."""
        return self.sentences[word.sentence]

    def paragraph_of(self, word: Word) -> Paragraph:
        """The paragraph that holds the word."""
        return self.paragraphs[self.sentences[word.sentence].paragraph]

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in `start..end`, found in logarithmic time."""
        first, last = (bisect_left(self.words, at, key=lambda word: word.start) for at in (start, end))
        return self.words[first:last]

    def subtree(self, word: Word) -> tuple[Word, ...]:
        """The words from the first to the last of the subtree of `word`."""
        return self.words[word.left : word.right + 1]


def span_of(words: Sequence[Word], around: Sequence[Word] = ()) -> tuple[int, int]:
    """The offsets from the first to the last of some words, marks at both ends left out; (0, 0) for none.

    A bracket or quotation mark is kept where its twin is inside; `around` are more words to look for it in.
    """
    solid = [number for number, word in enumerate(words) if not word.is_punctuation]
    if not solid:
        return 0, 0
    start, end = words[solid[0]].start, words[solid[-1]].end
    inner = [word.text for word in words[solid[0] : solid[-1] + 1]]
    after = next((word for word in (around or words) if word.start >= end), None)
    before = next((word for word in reversed(around or words) if word.end <= start), None)
    if after is not None and _closes(after, inner):
        end = after.end
    if before is not None and before.text == '"' and inner.count('"') % 2 and (after is None or after.text != '"'):
        start = before.start
    return start, end


def _closes(mark: Word, inner: Sequence[str]) -> bool:
    """Whether a mark closes a bracket or a quotation that is opened among these words."""
    return (mark.text == ")" and inner.count("(") > inner.count(")")) or (mark.text == '"' and inner.count('"') % 2 == 1)
