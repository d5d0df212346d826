"""Who says it, named at the end of a sentence by more than two words: "It fell, two men who asked not to be named told us on Monday".

The parser often takes the speaker for a part of what is said, or what opens the sentence for a part of the saying. Here the stretches
behind a comma that may name a speaker are found, and judged by the parse of their words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from claimgraph.extract.attribution.set_off import ENDS, JOINING, SPEAKERS, SUBJECTS, Aside, can_say, is_clause
from claimgraph.extract.grammar.cues import ADDRESSING, NOUNS, VERBS, CueKind
from claimgraph.extract.grammar.words import FINITE, TENSED
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

LONGEST_CLOSING = 40
"""So many words at most name who says all that stands before them."""
_MOST = 3
"""So many stretches at the end of a sentence are looked at."""
_REACH = 8
_OPENING = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "VERB"})
_TOLD = lexicon("it truth lie story tale joke time fib secret")
"""What somebody tells, where others are told it."""
_BESIDE = frozenset({"prep", "npadvmod", "advmod", "punct", "dative", "dobj", "prt", "advcl", "aux", "agent"})
"""What may stand behind a verb of saying that ends a sentence."""
_CONTENT = frozenset({"ccomp", "xcomp", "parataxis", "conj", "acomp", "attr", "oprd"})

_COMPLETING = frozenset({"attr", "acomp", "dobj", "ccomp", "xcomp", "prep", "oprd"})


def closings_in(tokens: Sequence[Token]) -> Iterator[Aside]:
    """The stretches from a comma to the end of one sentence that may name who says what stands before them, the shortest first."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].is_punct:
        last -= 1
    if any(token.text in {'"', "?", ";", ":"} for token in tokens):
        return
    commas = [number for number, token in enumerate(tokens[:last]) if token.text == "," and last - number <= LONGEST_CLOSING]
    commas = [number for number in commas if not _is_parted(tokens[max(0, number - _REACH) : number])]
    found = 0
    for comma in reversed(commas):
        inner = tokens[comma + 1 : last + 1]
        verb = _verb(inner)
        if comma and verb is not None and found < _MOST:
            found += 1
            yield Aside(inner[0].i, inner[-1].i, verb.i, (tokens[comma].i,), closed=False, ends=True)


def _is_parted(before: Sequence[Token]) -> bool:
    """Whether a phrase before a comma is set into a clause that goes on behind it: "which, to be fair, | she admits"."""
    return any(word.lower_ in JOINING and mark.text == "," for word, mark in pairwise(before))


def _verb(inner: Sequence[Token]) -> Token | None:
    """The verb that may say it, the last one with as many commas before it as open and close what is told of the speaker."""
    if inner[0].pos_ not in _OPENING or inner[0].lower_ in JOINING or any(token.text in ENDS - {","} for token in inner):
        return None
    if any(comma.text == "," and word.pos_ == "CCONJ" for comma, word in pairwise(inner)):
        return None
    verbs = [number for number, token in enumerate(inner) if _can_close(token)]
    verbs = verbs or ([len(inner) - 1] if _is_taken_for_noun(inner) else [])
    parted = [number for number in verbs if sum(token.text == "," for token in inner[:number]) in {0, 2}]
    if inner[0].pos_ == "VERB":
        parted = [number for number in parted if number == 0]
    return inner[parted[-1]] if parted else None


def _is_taken_for_noun(inner: Sequence[Token]) -> bool:
    """Whether the last word of a stretch may be its verb though the tagger took it for a noun: "a report by the bank | shows"."""
    last = inner[-1]
    cue = VERBS.get(last.lemma_.lower())
    names = inner[0].pos_ in {"DET", "PROPN"} and len(inner) > 2 and inner[-2].pos_ != "CCONJ"
    return names and last.tag_ == "NNS" and cue is not None and cue.kind is CueKind.EVIDENCE


def _can_close(token: Token) -> bool:
    cue = VERBS.get(token.lemma_.lower())
    shows = cue is not None and cue.kind is CueKind.EVIDENCE and cue.stance is not Stance.DENIES
    return token.tag_ in FINITE and (shows or can_say(token))


def is_statement(root: Token) -> bool:
    """Whether a parsed sentence states something by itself, and is no clause of time or condition alone.

    What is said of a subject behind the verb, or by a verb that was taken for a participle, is put right later.
    """
    bound = any(child.dep_ == "mark" or (child.tag_ == "WRB" and child.i < root.i) for child in root.children)
    tensed = any(token.tag_ in TENSED for token in (root, *root.children) if token.i == root.i or token.dep_ in {"aux", "auxpass"})
    turned = any(child.dep_ == "attr" or (child.dep_ == "ccomp" and is_clause(child)) for child in root.children)
    taken = root.pos_ == "NOUN" and any(child.dep_ == "acl" and child.tag_ == "VBN" for child in root.children)
    helps = root.lemma_ in {"have", "be", "do"} or root.tag_ == "MD"
    broken = helps and not any(child.dep_ in _COMPLETING for child in root.children)  # "He has, however, | seen it"
    ordered = root.tag_ == "VB" and root.left_edge.i == root.i and root.pos_ == "VERB"  # "Close the gate, Berg said"
    return taken or ordered or (tensed and not (bound or broken) and (is_clause(root) or (root.pos_ in {"VERB", "AUX"} and turned)))


def closes(part: Doc) -> Token | None:
    """The verb by which a parsed stretch names a speaker, and no more than whom, when, where and how he told; None for others."""
    roots = [token for token in part if token.head.i == token.i]
    verb = roots[0]
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS or (child.dep_ == "dobj" and verb.i == 0)), None)
    turned = verb.i == 0 and verb.lemma_.lower() in ADDRESSING
    if len(roots) > 1 or turned or subject is None or not _can_close(verb) or not _speaks(subject, verb):
        return None
    opened = subject.left_edge.i == 0 if verb.i else subject.left_edge.i == 1
    behind = [child for child in verb.children if child.i > verb.i and child.i != subject.i]
    plain = all(child.dep_ in _BESIDE and _tells_beside(child, verb) for child in behind)
    return verb if opened and plain and not any(child.dep_ in {"neg", *_CONTENT} for child in verb.children) else None


def _speaks(subject: Token, verb: Token) -> bool:
    """Whether somebody who can speak is the subject; of a verb that shows something it may not stand before its subject."""
    shows = VERBS[verb.lemma_.lower()].kind is CueKind.EVIDENCE if verb.lemma_.lower() in VERBS else False
    named = subject.pos_ in {"PROPN", "PRON"} or subject.lemma_.lower() in SPEAKERS or subject.tag_ == "NNS"
    return named and not (shows and verb.i == 0) and subject.lower_ not in {"it", "that", "this", "which", "what"}


def _tells_beside(child: Token, verb: Token) -> bool:
    """Whether a word behind a verb of saying tells whom, when, where or how it was told, or what was added."""
    if child.dep_ in {"dobj", "dative"} and child.pos_ != "ADP":
        return verb.lemma_.lower() in ADDRESSING and child.lemma_.lower() not in _TOLD | NOUNS.keys()
    if child.dep_ == "advcl":
        return child.tag_ == "VBG" and not any(word.dep_ in {"mark", *SUBJECTS} for word in child.children)
    return child.dep_ != "advmod" or child.lower_ not in {"so", "otherwise", "no", "yes"}
