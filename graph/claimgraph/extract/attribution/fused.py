"""What somebody says inside a phrase that "what" begins: "fled what he says | is a trial", "after what she called | an insult"."""

from collections.abc import Iterator

from claimgraph.extract.attribution.small_clauses import DESCRIBING, NAMING, to_the_point
from claimgraph.extract.grammar.cues import SPEECH, SPOKEN, VERBS
from claimgraph.extract.grammar.frames import Frame, SmallClause, cue_span, is_negated, span, speaker_span
from claimgraph.extract.grammar.words import FINITE, Parse, Word
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.model import Stance

_FAR = 8
"""How many words stand at most between "what" and the verb."""
_LEAVING_OPEN = frozenset({"ask", "wonder", "know", "inquire", "enquire", "guess", "tell", "matter", "care", "explain", "understand"})
"""Verbs behind which "what" may ask."""
_CUES = {lemma for lemma, cue in VERBS.items() if cue.kind in SPOKEN} | NAMING | DESCRIBING
_BETWEEN = frozenset({"advmod", "aux", "prep", "npadvmod", "prt"})


def fused_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of verbs between "what" and that which their subject says of it, in order of the text."""
    for word in parse.words:
        if word.is_verb and word.lemma in _CUES:
            frame = _frame(parse, word)
            if frame is not None:
                yield frame


def _frame(parse: Parse, verb: Word) -> Frame | None:
    pronoun = _what_before(parse, verb)
    if pronoun is None or is_negated(verb) or any(child.tag == "MD" for child in verb.all_children("aux")):
        return None
    source = next((child for child in reversed(verb.all_children("nsubj")) if pronoun.index < child.index < verb.index), None)
    said = _called(parse, verb) or _stated(parse, verb, pronoun)
    if source is None or source.lower in FIRST | {"you", "one"} or said is None:
        return None
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=VERBS[verb.lemma] if verb.lemma in VERBS and VERBS[verb.lemma].kind in SPOKEN else SPEECH,
        contents=(span(said.complement),),
        source=source,
        source_span=speaker_span(parse, verb, source),
        small=said,
    )


def _what_before(parse: Parse, verb: Word) -> Word | None:
    """The "what" that a verb with its subject follows, and that is the object of what stands before: "on what he said"."""
    for word in reversed(parse.words[max(parse.sentence_of(verb).first + 1, verb.index - _FAR) : verb.index]):
        if word.is_punctuation or (word.is_verb and word.dep not in {"aux", "auxpass"}):
            return None
        if word.lower == "what":
            before = parse.words[word.index - 1]
            return word if before.pos == "ADP" or before.is_verb or before.dep in {"prt", "advmod", "cc"} else None
    return None


def _called(parse: Parse, verb: Word) -> SmallClause | None:
    """What "what" is called or described as."""
    if verb.lemma in DESCRIBING:
        joint = next((prep for prep in verb.all_children("prep") if prep.lower == "as" and prep.index > verb.index), None)
        said = joint.child("pobj") if joint is not None else None
    else:
        named = [child for child in verb.all_children("oprd", "acomp", "dobj", "ccomp", "attr", "npadvmod") if child.left > verb.index]
        said = next((child for child in named if child.is_nominal or child.pos == "ADJ"), None) if verb.lemma in NAMING else None
    if said is None or said.left == said.right:
        return None
    last = said.right
    for prep in verb.all_children("prep"):
        last = prep.right if prep.left == last + 1 else last
    return SmallClause(said, (), to_the_point(parse, parse.words[said.left : last + 1]), "this is")


def _stated(parse: Parse, verb: Word, pronoun: Word) -> SmallClause | None:
    """What is said of "what" by a verb behind the verb of saying: "what he said | were failures"."""
    meaning = VERBS.get(verb.lemma)
    after = [word for word in parse.words[verb.index + 1 : verb.index + 4] if word.dep not in _BETWEEN]
    finite = after[0] if after and after[0].tag in FINITE else None
    asked = parse.words[pronoun.index - 1].lemma in _LEAVING_OPEN
    holds = meaning is not None and meaning.kind in SPOKEN and meaning.stance in {Stance.ENDORSES, Stance.CONCEDES}
    if not holds or finite is None or asked:
        return None
    main = finite.head if finite.dep in {"aux", "auxpass"} else finite
    said = main.child("attr", "acomp") or main
    rest = parse.words[finite.index : main.right + 1]
    clause = main.child("ccomp", "csubj")
    if len(rest) < 2 or (clause is not None and clause.index > main.index and main.lemma == "be"):
        return None
    return SmallClause(said, (), to_the_point(parse, rest), "this")
