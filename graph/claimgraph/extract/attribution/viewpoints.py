"""From whose point of view a clause is told, by a phrase or clause set into it: "according to X", "in X's view", "to hear X tell it"."""

from collections.abc import Iterator

from claimgraph.extract.attribution.holders import noun_source
from claimgraph.extract.grammar.cues import DOCUMENTS, NOUNS, SPEECH, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, cue_span, first_before, is_person, is_voice, noun_phrase, set_in, span
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.model import Evidentiality, Span

_COUNTS = lexicon("count estimate reckoning account calculation tally estimation telling reading version interpretation assessment")
_FIGURES = lexicon("figure number datum data statistic estimate forecast projection")
_VIEWS = {
    "in": _COUNTS
    | lexicon("view opinion word judgment judgement eye mind experience analysis understanding description phrase parlance interpretation"),
    "by": _COUNTS | lexicon("admission light lights figure forecast"),
    "on": _COUNTS | _FIGURES | lexicon("view evidence"),
    "under": _FIGURES | lexicon("reading interpretation calculation"),
    "from": lexicon("perspective viewpoint standpoint"),
    "to": lexicon("mind knowledge eye ear recollection"),
    "at": lexicon("count"),
}
"""By preposition, the nouns for what somebody sees, counts or tells, which say through whom a clause is to be seen."""
_WRITTEN = DOCUMENTS - _FIGURES - _COUNTS - lexicon("book")
_LISTS = lexicon("count estimate calculation tally book")
_BEST = lexicon("knowledge recollection memory belief understanding")
_LAID_DOWN = lexicon("""plan schedule rota roster timetable design method formula recipe scale rule procedure ritual principle standard
    system need taste rank age size wish instruction pattern mean means ability merit type kind custom""")
"""What something is done or sorted by as often as it says something."""
_KINDS = lexicon("country state region city town school family team club party person author owner manufacturer supplier operator")
"""By what things are sorted."""
_TOLD_OF_OLD = lexicon("legend tradition folklore lore hearsay gossip scripture mythology")
_KNOWING = lexicon("know tell see remember recall judge understand")
_TELLING = lexicon("tell put see have remember recall describe explain frame")
_TRUSTING = lexicon("believe trust credit")
_QUOTING = lexicon("quote cite paraphrase report")
_CARRYING = lexicon("carry publish broadcast air report print quote cite post")
_REMARKS = lexicon("remark comment interview speech statement address message quote")
_ABSTRACT = frozenset({"it", "that", "this", "they"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "any", "no", "every", "each"})
_HELD = Cue(CueKind.THOUGHT)
_OF_HEARSAY = Cue(CueKind.SPEECH, evidentiality=Evidentiality.TOLD)


def viewpoint_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of a text, in order, whose words are set into what they attribute; `head` is the word that heads all of them."""
    for word in parse.words:
        if word.lower in {"according", "per"}:
            yield from _according(parse, word)
        elif word.dep == "agent" and (by := _passed_on(word)) is not None:
            yield from _carried_by(parse, word, by)
        elif word.dep in {"prep", "agent"} and word.head.is_verb:
            yield from _in_the_eyes_of(parse, word)
        elif word.lower == "far" and word.head is not word:
            yield from _as_far_as(parse, word)
        elif word.lower == "way" and word.dep == "npadvmod":
            yield from _the_way_it_is_told(parse, word)
        elif word.is_verb and word.dep in {"advcl", "relcl"}:
            yield from _clause(parse, word)


def _frame(
    parse: Parse, head: Word, cue: Span, meaning: Cue, source: Word, where: Span | None = None, last: int | None = None
) -> Iterator[Frame]:
    """The frame of a phrase or clause under `head`, up to the word `last`, that is set into the clause above it."""
    host = head.head
    while not host.is_verb and host.head is not host:
        host = host.head
    last = head.right if last is None else last
    contents = set_in(parse, first_before(parse, host, head.left, last, over_commas=False), head.left, last)
    if contents and host is not head:
        yield Frame(head, cue, meaning, contents, source, where or noun_phrase(parse, source), apart=True)


def _according(parse: Parse, word: Word) -> Iterator[Frame]:
    """The frame of "according to X, P" and "P per X", but not of "sorted according to size"."""
    to = word.child("prep") or word
    source = to.child("pobj")
    named = word.text == "Per" and word.index > parse.sentence_of(word).first
    if source is None or word.head is word or named or (word.lower == "per" and not is_voice(source)) or _is_laid_down(parse, word, source):
        return
    cue = span([word, to]) if to.index >= word.index else span([word])
    yield from _frame(parse, word, cue, _OF_HEARSAY if word.lower == "per" else SPEECH, source)


def _is_laid_down(parse: Parse, word: Word, source: Word) -> bool:
    """Whether what follows "according to" is only what something is done by: "according to plan", "differ according to age"."""
    kind = source.lemma in _KINDS and source.tag == "NN" and not source.children  # "sorted according to country"
    speaks = is_voice(source) and source.lemma not in _LAID_DOWN and not kind
    if speaks or source.lemma in NOUNS.keys() | _TOLD_OF_OLD or source.pos in {"PROPN", "PRON"}:
        return False
    told = source.tag == "NNS" or source.child("det", "poss", "amod", "compound", "nummod") is not None
    return not _is_set_off(parse, word) or not told


def _is_set_off(parse: Parse, head: Word) -> bool:
    """Whether a phrase opens its clause or is set off by a comma."""
    return head.left == parse.sentence_of(head).first or parse.words[head.left - 1].is_punctuation or head.left == head.head.left


def _in_the_eyes_of(parse: Parse, prep: Word) -> Iterator[Frame]:
    """The frame of "in the view of X, P", "by X's count, P", "under X's forecast, P", "from X's point of view, P"."""
    noun = viewed(prep)
    if noun is None or (_tells_where(prep, noun) and not _is_set_off(parse, prep)):
        return
    source, where = noun_source(parse, noun, None)
    if source is None and _is_some_count(prep, noun):
        source, where = noun, noun_phrase(parse, noun)
    if source is not None:
        apposed = next((child for child in noun.all_children("appos") if parse.words[child.left - 1].text in {",", '"'}), None)
        last = None if apposed is None else noun.index
        yield from _frame(parse, prep, span([noun]), _HELD, source, where, last)


def viewed(prep: Word) -> Word | None:
    """The noun by which a phrase tells through whose eyes a clause is seen; None where it does not."""
    noun, joint = prep.child("pobj"), prep.lower
    of = next((inner.child("pobj") for inner in noun.all_children("prep") if inner.lower == "of"), None) if noun is not None else None
    if noun is None:
        return None
    if of is not None and ((joint, noun.lemma, of.lemma) == ("from", "point", "view") or (noun.lower == "best" and of.lemma in _BEST)):
        return noun if noun.child("poss") is not None else of
    return noun if noun.lemma in _VIEWS.get(joint, ()) else None


def _tells_where(prep: Word, noun: Word) -> bool:
    """Whether a phrase with such a noun may only tell in or on what something is: "does not appear in the bank's figures"."""
    return prep.lower in {"on", "under", "at", "to", "from"} or (prep.lower == "in" and noun.lemma in _LISTS)


def _is_some_count(prep: Word, noun: Word) -> bool:
    """Whether a count or estimate that is nobody's in particular is given as a source: "by one estimate", "on current estimates"."""
    counted = noun.lemma in _COUNTS - {"reading", "telling", "version"} or noun.lemma in {"forecast", "projection"}
    told = noun.child("det", "amod", "nummod") is not None and not noun.has_child(*_DEFINITE)
    return counted and told and prep.lower in {"by", "on", "under"} and noun.child("prep") is None


def _passed_on(by: Word) -> Word | None:
    """Who passes on what another says: "Y, quoted by X, said P", "P, Y said, as quoted by X", "in remarks carried by X, Y said P"."""
    participle, voice = by.head, by.child("pobj")
    if voice is None or participle.tag != "VBN" or participle.child("auxpass", "aux") is not None or not is_voice(voice):
        return None
    noun = participle.head
    quoted = participle.lemma in _QUOTING and (
        participle.has_child("as") or (participle.dep == "acl" and (is_person(noun) or noun.pos == "PROPN"))
    )
    words = noun.lemma in _REMARKS and noun.dep == "pobj" and noun.head.lower in {"in", "during"} and noun.head.head.lemma in VERBS
    return voice if quoted or (words and participle.dep == "acl" and participle.lemma in _CARRYING) else None


def _carried_by(parse: Parse, by: Word, voice: Word) -> Iterator[Frame]:
    """The frame of who passes on what another says, set into the whole of that."""
    said, head = next((above for above in by.head.ancestors() if above.is_verb), by), by.head
    host = said.head if said.dep == "parataxis" else said
    contents = set_in(parse, host, head.left, head.right)
    says = head.has_child("as") or any(one.lemma in VERBS for one in (said, *said.all_children("parataxis")))
    if contents and says:
        yield Frame(head, cue_span(parse, head), SPEECH, contents, voice, noun_phrase(parse, voice), apart=True)


def _as_far_as(parse: Parse, far: Word) -> Iterator[Frame]:
    """The frame of "as far as X is concerned, P", "as far as X knows, P"."""
    verb = next((child for child in far.all_children("advcl") if child.has_child("as")), None)
    source = verb.subject if verb is not None else None
    if verb is None or source is None or not far.has_child("as") or source.lower in FIRST | _ABSTRACT:
        return
    concerned = verb.lower == "concerned" and source.entity != "GPE"
    if (concerned or verb.lemma in _KNOWING) and is_voice(source) and source.lemma not in DOCUMENTS:
        yield from _frame(parse, far, cue_span(parse, verb), _HELD, source)


def _the_way_it_is_told(parse: Parse, way: Word) -> Iterator[Frame]:
    """The frame of "the way X tells it, P"."""
    verb = way.child("relcl")
    if verb is not None and verb.lemma in _TELLING and _has_it(verb):
        source = verb.child("nsubj")
        if source is not None and source.lower not in FIRST and is_voice(source):
            yield from _frame(parse, way, cue_span(parse, verb), SPEECH, source)


def _clause(parse: Parse, verb: Word) -> Iterator[Frame]:
    """The frame of a clause that only names through whom the clause above is told: "to hear X tell it", "if X is to be believed"."""
    found = _heard(verb) or _believed(verb) or _asked(verb) or _had(verb) or _judged_by(parse, verb)
    if found is not None and found[0].lower not in FIRST:
        source, cue = found
        yield from _frame(parse, verb, cue_span(parse, cue), SPEECH, source)


_Found = tuple[Word, Word] | None
"""Through whom a clause is told, and the word that says so."""


def _heard(verb: Word) -> _Found:
    """Whoever is heard: "to hear X tell it"."""
    told = verb.child("ccomp") if verb.lemma == "hear" and verb.tag == "VB" and verb.has_child("to") else None
    source = told.child("nsubj") or verb.child("dobj") if told is not None else None
    return (source, told) if told is not None and source is not None and told.lemma in VERBS and told.child("ccomp") is None else None


def _believed(verb: Word) -> _Found:
    """Who or what may be believed: "if X is to be believed"."""
    told = verb.child("xcomp") if verb.lemma == "be" and verb.has_child("if") else None
    source = verb.child("nsubj")
    trusted = told is not None and told.lemma in _TRUSTING and told.child("auxpass") is not None
    return (source, told) if told is not None and trusted and source is not None and source.lower not in _ABSTRACT else None


def _asked(verb: Word) -> _Found:
    """Who or what there is to ask or believe: "if you believe the brochure", "if you ask X"."""
    subject, target = verb.child("nsubj"), verb.child("dobj")
    general = subject is not None and subject.lower in {"you", "one"} and verb.has_child("if")
    general = general and verb.child("xcomp", "ccomp", "aux") is None
    speaks = target is not None and target.lower not in _ABSTRACT and (is_voice(target) or target.lemma in DOCUMENTS | NOUNS.keys())
    return (target, verb) if general and target is not None and speaks and verb.lemma in _TRUSTING | {"ask"} else None


def _had(verb: Word) -> _Found:
    """Who has it so: "as X has it", "as X would have it"."""
    source = verb.child("nsubj") if verb.lemma == "have" and verb.dep == "advcl" and verb.has_child("as") and _has_it(verb) else None
    luck = source is not None and source.lemma in {"luck", "fate", "chance", "fortune"}
    return (source, verb) if source is not None and not luck and source.lower not in _ABSTRACT else None


def _has_it(verb: Word) -> bool:
    target = verb.child("dobj")
    return target is not None and target.lower in {"it", "things"} and target.index > verb.index and verb.child("xcomp", "ccomp") is None


def _judged_by(parse: Parse, verb: Word) -> _Found:
    """By whose account or figures something is judged: "judging by X's figures", "seen from X's perspective"."""
    loose = (
        (verb.tag in {"VBG", "VBN"} or (verb.tag == "VB" and verb.has_child("to")))
        and verb.lemma in {"judge", "go", "see", "view"}
        and verb.child("nsubj", "mark") is None
    )
    kinds = _FIGURES | _COUNTS if verb.tag != "VBN" else _VIEWS["from"]
    for prep in verb.all_children("prep") if loose else ():
        noun = prep.child("pobj") if prep.lower in {"by", "from"} else None
        if noun is None or noun.lemma not in kinds | _WRITTEN:
            continue
        source = noun_source(parse, noun, None)[0] if noun.lemma in kinds else noun
        if source is not None:
            return source, noun
    return None
