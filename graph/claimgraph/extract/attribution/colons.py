"""What stands behind a colon after a clause about somebody's words: "The dean's answer was blunt: P", "They have an explanation: P"."""

from collections.abc import Iterator

from claimgraph.extract.attribution.announced import SAYINGS
from claimgraph.extract.attribution.holders import noun_source
from claimgraph.extract.attribution.verbal import is_bodily
from claimgraph.extract.grammar.contents import has_particle
from claimgraph.extract.grammar.cues import DISMISSED_AS, DOCUMENTS, DOUBTED_AS, FALSE, NOUNS, SPEECH, TRUE
from claimgraph.extract.grammar.frames import Frame, cue_span, is_negated, is_voice, noun_phrase, refusal_in, span, subject_of
from claimgraph.extract.grammar.words import TENSED, Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Span, Stance

_BEING = frozenset({"be", "come", "follow", "arrive", "remain", "sound", "seem", "go", "run"})
_GIVING = frozenset({"have", "give", "offer", "bring", "issue"})
_PLAIN = frozenset({"clear", "plain", "known", "public", "obvious"})
_POINTERS = frozenset({"it", "this", "that", "here"})
_BLUNT = lexicon("blunt clear emphatic adamant unequivocal categorical frank scathing succinct explicit insistent")
_TELLING = lexicon("tell remember recall see describe")
_OTHERWISE = ("otherwise", "differently")


def colon_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of what such clauses announce, in order of the text."""
    for noun in parse.words:
        if noun.is_verb and points_back(noun):
            yield from _said_against(parse, noun)
        elif noun.is_verb and _leads_in(noun):
            yield from _led_in(parse, noun)
        elif noun.pos == "NOUN" and (noun.lower in SAYINGS or noun.lemma in SAYINGS):
            yield from _announced(parse, noun, _verb_over(noun))


def _announced(parse: Parse, noun: Word, verb: Word) -> Iterator[Frame]:
    """The frame of what stands behind the colon of a clause about somebody's words."""
    colon = _colon_after(parse, verb) if verb.is_verb and not (is_negated(verb) or is_judged(verb)) else None
    source, where = _source(parse, noun, verb) if colon is not None else (None, None)
    if colon is None or source is None or where is None:
        return
    last = parse.words[parse.sentence_of(noun).last]
    meaning = NOUNS.get(noun.lemma, SPEECH)
    meaning = meaning if meaning.stance in {Stance.ENDORSES, Stance.CONCEDES} else SPEECH
    content = span(parse.words[colon.index + 1 : last.index + 1])
    yield Frame(noun, span([noun]), meaning, (content,), source, where)


def _leads_in(verb: Word) -> bool:
    """Whether a verb only says that somebody speaks: "had this to say", "put it bluntly", "saw it otherwise", "went on"."""
    target, said = verb.child("dobj"), verb.child("acomp")
    words = verb.child("xcomp") if verb.lemma == "have" and target is not None and target.lower == "this" else None
    it = target is not None and target.lower in {"it", "things"}
    puts = target is not None and it and verb.lemma == "put" and not is_bodily(verb, target)
    puts = puts or (it and verb.lemma in _TELLING and verb.has_child(*_OTHERWISE))
    plain = verb.lemma == "be" and said is not None and said.lemma in _BLUNT
    return (words is not None and words.lemma in {"say", "add"}) or puts or plain or (verb.lemma == "go" and has_particle(verb))


def _led_in(parse: Parse, verb: Word) -> Iterator[Frame]:
    """The frame of what somebody says behind the colon of such a clause: "X was blunt: P"."""
    colon, source = _colon_after(parse, verb), subject_of(verb)
    if colon is None or source is None or not is_voice(source) or is_negated(verb) or source.lemma in DOCUMENTS:
        return
    content = span(parse.words[colon.index + 1 : parse.sentence_of(colon).last + 1])
    yield Frame(verb, cue_span(parse, verb), SPEECH, (content,), source, noun_phrase(parse, source))


def _verb_over(noun: Word) -> Word:
    """The verb of the clause that a noun stands in, over what it is made: "made his answer | clear"."""
    plain = noun.head
    return plain.head if plain.head.lemma == "make" and plain.lemma in _PLAIN and noun.dep == "nsubj" else plain


def points_back(verb: Word) -> bool:
    """Whether a verb denies or doubts what was said before, by a pronoun alone: "disputes that"."""
    target = verb.child("dobj")
    return target is not None and target.lower in {"it", "this", "that"} and target.index > verb.index and refusal_in(verb) is not None


def _said_against(parse: Parse, verb: Word) -> Iterator[Frame]:
    """The frame of what somebody says against what he denies: "The airport disputes that: two men were on duty"."""
    target, source, sentence = verb.child("dobj"), verb.child("nsubj"), parse.sentence_of(verb)
    if target is None or source is None or target.index + 3 > sentence.last or parse.words[target.index + 1].text != ":":
        return
    content = span(parse.words[target.index + 2 : sentence.last + 1])
    yield Frame(parse.words[target.index + 1], span([verb]), SPEECH, (content,), source, noun_phrase(parse, source))


def is_judged(verb: Word) -> bool:
    """Whether somebody or somebody's words are said to be right or wrong, so that their judge speaks on behind the colon."""
    said = verb.child("acomp", "attr", "oprd")
    return said is not None and said.lemma in FALSE | TRUE | DISMISSED_AS | DOUBTED_AS


def _source(parse: Parse, noun: Word, verb: Word) -> tuple[Word | None, Span | None]:
    """Whose words a noun names, as the subject of a clause or as what its subject has, gives or makes clear."""
    plain = all(clause.index < noun.index for clause in verb.all_children("ccomp", "xcomp") if clause is not noun.head)
    made = verb.lemma == "make" and any(child.lemma in _PLAIN for child in verb.children)
    owned = noun.child("poss", "prep") is not None and plain and verb.lemma in _BEING | _GIVING
    pointed = noun.dep == "attr" and (subject := verb.child("nsubj")) is not None and subject.lower in _POINTERS
    if owned and (noun.dep in {"nsubj", "dobj"} or pointed):
        return noun_source(parse, noun, None)
    gives = noun.dep == "dobj" and verb.lemma in _GIVING and noun.child("acl", "relcl") is None
    who = subject_of(verb) if plain and (gives or made) else None
    return (who, noun_phrase(parse, who)) if who is not None and is_voice(who) else (None, None)


def _colon_after(parse: Parse, verb: Word) -> Word | None:
    """The first colon behind a verb in its sentence, with no other clause and at least two words on its far side."""
    sentence = parse.sentence_of(verb)
    for word in parse.words[verb.index + 1 : sentence.last - 1]:
        if word.text == ":":
            return word
        if word.text in {";", '"'} or (word.is_verb and word.tag in TENSED):
            return None
    return None
