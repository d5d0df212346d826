"""From the text of a document to its parse: paragraph by paragraph, prepared for the parser, and mended where it errs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimgraph.extract.cues import NOUNS, VERBS
from claimgraph.extract.frames import is_voice
from claimgraph.extract.headlines import in_sentence_case, with_its_verb
from claimgraph.extract.layout import Paragraph, ParagraphKind, is_english, paragraphs_of
from claimgraph.extract.words import Parse, Sentence, Word
from claimgraph.language import load, mask

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

_MILLION = re.compile(r"(?<=\d)m(?=\.\s)")
"""The tokeniser takes "37m." at the end of a sentence for an abbreviation and reads on; a digit in its place keeps sentence and offsets."""
_CITY = r"(?:[A-Z][A-Z.'’-]+[,\s]*){1,4}"
_WIRE = r"\([A-Z][\w .]{1,20}\)\s*"
_DATELINE = re.compile(rf"{_CITY}[^\n.!?]{{0,40}}?(?:{_WIRE})?\s*[—–]{{1,2}}\s|{_CITY}{_WIRE}-\s|[A-Z][A-Z .,'’]{{3,40}}\s-\s")


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
        headline = readable[number].kind is ParagraphKind.HEADLINE
        _append(
            with_its_verb(doc, load()) if headline else doc, number=number, paragraph=readable[number], words=words, sentences=sentences
        )
    return Parse(text, masked, tuple(readable), tuple(words), tuple(sentences), skipped, lowered)


def _seen_in_lower_case(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b", text))


def _prepared(words: str, paragraph: Paragraph, lowered: frozenset[str]) -> str:
    """The paragraph as the parser should see it: line breaks and datelines blanked, a headline in the case of prose."""
    flat = _MILLION.sub("0", words.replace("\n", " "))
    if paragraph.kind is ParagraphKind.HEADLINE:
        return in_sentence_case(flat, lowered)
    dateline = _DATELINE.match(flat[:120])
    return " " * dateline.end() + flat[dateline.end() :] if dateline else flat


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
    """Put right what the parser is known to take for something else."""
    if word.dep == "ROOT" and word.pos in {"NOUN", "PROPN"} and (word.lower in VERBS or word.lemma in VERBS):
        _take_for_verb(word)
    elif word.dep == "relcl" and word.head.lemma in NOUNS:
        _take_for_content(word)
    if word.dep == "conj" and word.head.lemma in NOUNS and word.head.pos == "NOUN":
        _take_for_joint_holder(word)
    if (
        word.lower == "that"
        and word.tag == "IN"
        and word.dep in {"nsubj", "nsubjpass"}
        and len(word.head.all_children("nsubj", "nsubjpass")) > 1
    ):
        word.dep = "mark"
    if word.dep in {"acl", "relcl", "ccomp"} and word.head.is_nominal:
        _take_for_relative(word)


def _take_for_verb(word: Word) -> None:
    """A verb of saying that the tagger took for a noun: "Lawyers … allege that"."""
    clause = next((child for child in word.children if child.dep in {"relcl", "acl", "ccomp"} and child.child("mark") is not None), None)
    if clause is not None and word.child("nsubj") is not None:
        word.pos, word.tag, clause.dep = "VERB", "VBP" if word.lower in VERBS else "VBZ", "ccomp"
        word.lemma = word.lower if word.lower in VERBS else word.lemma


def _take_for_content(clause: Word) -> None:
    """A that-clause taken for a relative though it lacks nothing: "the claim that the lake is full"."""
    that = next((child for child in clause.children if child.lower == "that" and child.index < clause.index), None)
    subject = clause.child("nsubj", "nsubjpass")
    if that is None or subject is None or that.dep not in {"dobj", "pobj", "attr"} or subject.index < that.index:
        return
    filled = any(child.dep in {"dobj", "attr", "acomp", "oprd", "auxpass"} for child in clause.children if child is not that)
    if filled or (clause.lemma == "be" and clause.right > clause.index):
        clause.dep, that.dep, that.tag, that.pos = "acl", "mark", "IN", "SCONJ"


def _take_for_joint_holder(word: Word) -> None:
    """A second holder that was hung on what is held: "the assertion of A and B that P"."""
    noun = word.head
    holder = next((prep.child("pobj") for prep in noun.all_children("prep") if prep.lower == "of"), None)
    if holder is None or word.lemma in NOUNS or not is_voice(holder) or not (is_voice(word) or word.child("poss") is not None):
        return
    content = any(child.left == word.right + 1 for child in (*noun.children, *noun.head.all_children("ccomp", "advcl")))
    if not holder.right < word.left <= holder.right + 2 or not content:
        return
    joining = next((child for child in noun.all_children("cc") if holder.right < child.index < word.left), None)
    for moved in (joining, word):
        if moved is not None:
            noun.children.remove(moved)
            holder.children.append(moved)
            moved.head = holder
    holder.right = holder.head.right = word.right


def _take_for_relative(clause: Word) -> None:
    """A relative clause taken for a that-clause though it lacks its object: "a verdict that she has called unjust"."""
    that = clause.child("mark")
    named = clause.child("oprd")
    if that is None or that.lower != "that" or named is None or clause.child("dobj", "nsubjpass", "auxpass") is not None:
        return
    clause.dep, that.dep, that.tag, that.pos = "relcl", "dobj", "WDT", "PRON"


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
