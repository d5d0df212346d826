"""From the text of a document to its parse: paragraph by paragraph, prepared for the parser, and mended where it errs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from claimgraph.datelines import dateline, hour
from claimgraph.extract.attribution.announced import label_ends
from claimgraph.extract.attribution.asides import with_asides_apart
from claimgraph.extract.attribution.trailing import part_label
from claimgraph.extract.grammar.cues import PERSON_NOUNS, VOICES
from claimgraph.extract.grammar.words import Parse, Sentence, Word
from claimgraph.extract.page.layout import ON_MATTER, Paragraph, ParagraphKind, is_english, paragraphs_of
from claimgraph.extract.page.messages import Part, parts_of
from claimgraph.extract.page.rows import Row, rows_in
from claimgraph.extract.page.turns import Label, labels_in
from claimgraph.extract.parse.halves import with_halves_apart
from claimgraph.extract.parse.headlines import in_sentence_case, with_its_verb
from claimgraph.extract.parse.mending import mend
from claimgraph.extract.parse.plain_verbs import with_plain_verbs
from claimgraph.extract.parse.standing_in import people_in, standing_in
from claimgraph.language import load, mask
from claimgraph.language.capitals import CAPITAL, CAPITAL_WORD, PARTICLE
from claimgraph.model import Span

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

TOGETHER = 32
"""So many paragraphs are parsed at once."""
_MILLION = re.compile(r"(?<=\d)(?:m|bn|tn|k)(?=\.(?:\s|$))")
"""The tokeniser takes "37m." at the end of a sentence for an abbreviation and reads on; digits in its place keep sentence and offsets."""
_ANSWERED = re.compile(r"^[ \t]*>(?:[ \t]?>)*", re.MULTILINE)
"""What stands before each line of the words that a message answers."""
_SIGNS = frozenset({"Q", "A"})
_PRINTED = re.compile(r"[^\n]")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,300})(?<=\S)\*\*")
"""Words that Markdown prints in bold."""
_LABEL = re.compile(
    rf"(?:(?:{CAPITAL_WORD}|{PARTICLE}) ){{0,4}}{CAPITAL_WORD}(?: \([^()\n]{{1,60}}\))?"
    rf"(?=: +(?:(?:\.{{2,3}}|…|-{{2}}|[–—]) *)?(?:{CAPITAL}|\"))"
)
"""Who speaks in a transcript, at the start of a paragraph."""


def parse_text(text: str) -> Parse:
    """The parse of a document's text, paragraph by paragraph; linear in its length."""
    masked = _ANSWERED.sub(lambda mark: " " * len(mark.group()), mask(text))
    masked = _BOLD.sub(lambda mark: f"  {mark[1]}  ", masked)
    parts = parts_of(text)
    masked = _without_headings(masked, parts)
    readable, skipped, cells = _told_apart(masked, parts, [*rows_in(text)])
    lowered = _seen_in_lower_case(masked[paragraph.start : paragraph.end] for paragraph in readable if paragraph.kind is ParagraphKind.BODY)
    running = sum(1 for paragraph in readable if hour(masked[paragraph.start : paragraph.end])) > 1
    prepared = [_prepared(masked[paragraph.start : paragraph.end], paragraph, lowered, running=running) for paragraph in readable]
    labels = labels_in(masked, readable)
    for label in labels:
        prepared[label.number] = _turned(masked, readable[label.number], label)
    people = people_in(masked)
    shown = [standing_in(one, people) for one in prepared]
    words: list[Word] = []
    sentences: list[Sentence] = []
    for first in range(0, len(prepared), TOGETHER):
        some = range(first, min(first + TOGETHER, len(prepared)))
        for number, doc in zip(some, _parsed([shown[number] for number in some], [readable[number] for number in some]), strict=True):
            _append(doc, prepared[number], number=number, paragraph=readable[number], words=words, sentences=sentences)
    _call_speakers(words, labels)
    return Parse(text, masked, tuple(readable), tuple(words), tuple(sentences), tuple(skipped), lowered, parts, tuple(cells))


def _parsed(prepared: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Doc]:
    """The parse of some paragraphs, each put right where the parser is known to err."""
    pipeline = load()
    docs = list(pipeline.pipe(prepared, batch_size=TOGETHER))
    headlines = {number for number, paragraph in enumerate(paragraphs) if paragraph.kind is ParagraphKind.HEADLINE}
    halved = with_halves_apart([doc for number, doc in enumerate(docs) if number not in headlines], pipeline)
    plain = with_plain_verbs(halved, pipeline)
    bodies = iter(with_asides_apart(plain, pipeline))
    return [with_its_verb(doc, pipeline) if number in headlines else next(bodies) for number, doc in enumerate(docs)]


def _without_headings(masked: str, parts: Sequence[Part]) -> str:
    """The text with nothing left of the lines above the words of others but the names of these."""
    for part in parts:
        if part.heading:
            kept = part.name or Span(part.end, part.end)
            lines = (
                _PRINTED.sub(" ", masked[part.start : kept.start]),
                masked[kept.start : kept.end],
                _PRINTED.sub(" ", masked[kept.end : part.end]),
            )
            masked = f"{masked[: part.start]}{''.join(lines)}{masked[max(part.end, kept.end) :]}"
    return masked


def _laid_out(masked: str, parts: Sequence[Part], rows: Sequence[Row]) -> Iterator[Paragraph]:
    """The paragraphs of a text; of a message those of each part, and a name alone for what stands above the words of another."""
    if not parts:
        yield from paragraphs_of(masked, rows=rows)
    for number, part in enumerate(parts):
        if not part.heading:
            yield from paragraphs_of(masked, part.start, part.end, top=number == 0, rows=rows)
        elif part.name is not None:
            yield Paragraph(part.name.start, part.name.end, ParagraphKind.NAME)


def _told_apart(masked: str, parts: Sequence[Part], rows: Sequence[Row]) -> tuple[list[Paragraph], list[Paragraph], list[Span]]:
    """The paragraphs that are English prose, those that are not, which are all where the whole text is none, and the rows of tables.

    Where the function words do not tell that the whole text is English, those of a paragraph need not either.
    """
    readable: list[Paragraph] = []
    skipped: list[Paragraph] = []
    laid = [*_laid_out(masked, parts, rows)]
    cells = [Span(one.start, one.end) for one in laid if one.kind is ParagraphKind.ROW]
    found = [one for one in laid if one.kind is not ParagraphKind.ROW]
    whole = "\n".join(masked[one.start : one.end] for one in found) if cells and found else masked
    english = is_english(whole)
    terse = english and not is_english(whole, within=True)
    for paragraph in found:
        words = masked[paragraph.start : paragraph.end]
        prose = paragraph.kind is ParagraphKind.NAME or is_english(words, within=len(found) > 1) or (terse and is_english(words))
        (readable if english and prose else skipped).append(paragraph)
    return readable, skipped, cells if english else []


def _seen_in_lower_case(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b", text))


def _prepared(words: str, paragraph: Paragraph, lowered: frozenset[str], *, running: bool) -> str:
    """The paragraph as the parser should see it: line breaks, datelines and the hours of a `running` report blanked, a headline as prose.

    An exclamation mark stands for the colon after a label, which so is a sentence by itself, and "kmph" for "km/h", of which the
    tokeniser takes the end for an abbreviation.
    """
    flat = _flat(words)
    if paragraph.kind is ParagraphKind.HEADLINE:
        return in_sentence_case(_apart(flat, lowered), lowered)
    label = _LABEL.match(flat)
    for end in {*label_ends(flat), *([label.end()] if label is not None else [])}:
        flat = f"{flat[:end]}!{flat[end + 1 :]}"
    if label is not None:
        return flat
    sent = dateline(flat) or (hour(flat) if running else None)
    return " " * sent.end() + flat[sent.end() :] if sent else flat


def _turned(masked: str, paragraph: Paragraph, label: Label) -> str:
    """A paragraph of a text in turns, the label of which is a sentence by itself."""
    flat = _flat(masked[paragraph.start : paragraph.end])
    at = label.mark - paragraph.start
    return f"{flat[:at]}!{flat[at + 1 :]}"


def _flat(words: str) -> str:
    return _MILLION.sub(lambda found: "0" * len(found.group()), words.replace("\n", " ")).replace("km/h", "kmph")


def _apart(headline: str, lowered: frozenset[str]) -> str:
    """A headline with the name before its colon, of who says the rest, as a sentence by itself."""
    label, on_matter = _LABEL.match(headline), ON_MATTER.match(headline)
    end = label.end() if label is not None else on_matter.start(2) if on_matter is not None else 0
    named = end and headline.split(maxsplit=1)[0].rstrip(":").lower() not in lowered | PERSON_NOUNS | VOICES
    return f"{headline[:end]}!{headline[end + 1 :]}" if named else headline


def _append(doc: Doc, written: str, *, number: int, paragraph: Paragraph, words: list[Word], sentences: list[Sentence]) -> None:
    base = len(words)
    fresh = [_word(token, written, paragraph.start) for token in doc]
    for token, word in zip(doc, fresh, strict=True):
        head = fresh[token.head.i]
        word.head = head
        word.left, word.right = token.left_edge.i, token.right_edge.i
        if head is not word:
            head.children.append(word)
    named = paragraph.kind is ParagraphKind.NAME
    _as_one_name(fresh) if named else mend(fresh)
    if paragraph.kind is ParagraphKind.HEADLINE:
        part_label(fresh)
    for word in fresh:
        word.index, word.left, word.right = base + word.index, base + word.left, base + word.right
    words.extend(fresh)
    for span in [doc[:]] if named else doc.sents:
        index = len(sentences)
        first, last = base + span.start, base + span.end - 1
        for word in fresh[span.start : span.end]:
            word.sentence = index
        sentences.append(Sentence(index, first, last, number, paragraph.kind is ParagraphKind.HEADLINE))


def _call_speakers(words: Sequence[Word], labels: Sequence[Label]) -> None:
    """Take labels for names where one has another's last word alone, "Ann Berg: …" and "Berg: …"; and "Q" with "A" for signs."""
    written = [label for label in labels if not label.words.isupper()]
    surnames = {label.key for label in written if " " in label.words} & {label.key for label in written if " " not in label.words}
    signs = _SIGNS if {label.words for label in labels} >= _SIGNS else frozenset()
    for label in labels:
        if label.words in signs or label.key in surnames:
            first, last = (bisect_left(words, at, key=lambda word: word.start) for at in (label.start, label.end))
            for word in words[first:last]:
                word.pos, word.tag, word.entity = ("X", "LS", "") if label.words in signs else ("PROPN", "NNP", "PERSON")


def _as_one_name(words: Sequence[Word]) -> None:
    """Take the words above those of another in a message for one name, as they are, whatever the parser saw in them."""
    entity = "ORG" if any(word.entity == "ORG" for word in words) else "PERSON"
    for word in words:
        word.head, word.dep, word.children = words[-1], "ROOT" if word is words[-1] else "compound", []
        word.left, word.right = word.index, word.index
        if "@" not in word.text:
            word.pos, word.tag, word.entity = "PROPN", "NNP", entity
    words[-1].children, words[-1].left = list(words[:-1]), words[0].index


def _word(token: Token, written: str, offset: int) -> Word:
    """A token as a word of the text; where a plain name stood in for it, it is one of a person's."""
    start, text = offset + token.idx, written[token.idx : token.idx + len(token.text)]
    stood_in = text != token.text
    return Word(
        index=token.i,
        start=start,
        end=start + len(text),
        text=text,
        lower=text.lower(),
        lemma=text.lower() if stood_in else token.lemma_.lower(),
        pos="PROPN" if stood_in else token.pos_,
        tag="NNP" if stood_in else token.tag_,
        dep=token.dep_,
        entity="PERSON" if stood_in else token.ent_type_,
        sentence=0,
    )
