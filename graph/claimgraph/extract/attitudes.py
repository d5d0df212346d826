"""Frames of verbs with a noun phrase: "called the vote free", "attributes X to Y", "denied involvement", "criticised the plan"."""

from collections.abc import Iterator, Mapping

from claimgraph.extract.contents import is_passive
from claimgraph.extract.cues import ADDRESSING, NOUNS, OCCASIONS, VERBS, Cue, CueKind, lexicon
from claimgraph.extract.frames import Frame, Role, SmallClause, cue_span, is_negated, is_voice, noun_phrase, span, speaker_span, subject_of
from claimgraph.extract.nominalisations import is_event
from claimgraph.extract.units import Unit
from claimgraph.extract.verbal import NOBODY, can_speak
from claimgraph.extract.words import Parse, Word, span_of
from claimgraph.model import Evidentiality, Span, Stance

_AS = frozenset(
    {
        "describe",
        "portray",
        "depict",
        "characterize",
        "characterise",
        "view",
        "regard",
        "cast",
        "denounce",
        "condemn",
        "hail",
        "brand",
        "praise",
        "criticize",
        "criticise",
        "see",
        "dismiss",
    }
)
_NAMING = frozenset({"call", "label", "dub", "brand", "deem", "consider", "pronounce", "judge", "term", "find", "think", "believe"})
_CAUSE = {"attribute": "to", "ascribe": "to", "blame": "on", "pin": "on", "credit": "to", "trace": "to", "link": "to"}
_AMOUNT = {"put": "at", "place": "at", "estimate": "at", "set": "at", "reckon": "at"}
_REVISED = dict.fromkeys(("raise", "revise", "lower", "cut", "increase", "reduce", "correct", "update", "downgrade", "bring", "up"), "to")
FIGURES = frozenset({"toll", "estimate", "figure", "count", "tally", "number", "total", "forecast"})
_SAID = Cue(CueKind.SPEECH)
_COUNTED = Cue(CueKind.SPEECH, evidentiality=Evidentiality.DEDUCED)
SILENT = lexicon("""
    see watch find feel hold hear show draw like back hold allow own grant raise gather detail speak talk continue trust record
    document accept expect notice discover learn establish detect figure determine post publish judge consider update leak
    need love offer order address spin cable rate rank know recall write rule record witness understand remember recognize
    recognise signal project hint add answer object estimate realize realise spin view air regard""")
_STATING = lexicon("""
    confirm report announce deny admit acknowledge concede reveal disclose allege claim verify predict forecast dispute reject
    doubt recall describe mention note cite fear expect""")
TELLING_OF = frozenset({"report", "allege", "suspect", "admit", "acknowledge", "concede"})
"""Verbs by which somebody tells that there is something."""
_PREPOSITIONS = frozenset({"for", "of", "about", "against", "on", "upon", "to", "at", "with", "over"})
_POINTERS = frozenset({"it", "this", "that", "so", "which"})
_UNNAMED = frozenset({"it", "this", "that", "himself", "herself", "itself", "themselves", "which", "whom", "what"})
_GRANTED = lexicon(
    "access entry permission visa request bail application appeal right opportunity treatment service benefit funding coverage leave"
)
"""What can be refused: "denied access" is no statement that there was none."""
_CIRCUMSTANCES = frozenset({"during", "since", "before", "after", "until", "amid"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "relcl", "parataxis", "advcl", "acl"})


def attitude_frames(parse: Parse, taken: Mapping[int, Frame]) -> Iterator[Frame]:
    """The frames that cue verbs make with noun phrases, leaving out those whose head has a clausal frame in `taken`, by index."""
    for word in parse.words:
        if word.is_verb and word.index not in taken and word.dep in _MAIN and (word.dep != "acl" or word.tag == "VBG"):
            frame = _small(parse, word) or _citing(parse, word, taken) or _with_object(parse, word)
            if frame is not None:
                yield frame


def refusal_of(parse: Parse, unit: Unit) -> Frame | None:
    """The frame of a comment by which somebody refuses what stands before it: "P, a charge that X dismissed as fantasy"."""
    verb = next((child for child in unit.head.all_children("relcl") if child.lemma in VERBS), None)
    if verb is None or unit.head.lemma not in NOUNS or VERBS[verb.lemma].stance not in {Stance.DENIES, Stance.DOUBTS} or is_negated(verb):
        return None
    pronoun = next((child for child in verb.children if child.tag in {"WDT", "WP"}), None)
    source = _speaker(verb)
    if source is None or source is unit.head or (pronoun is not None and pronoun.dep == "nsubj"):
        return None
    content = (span([unit.head]),)
    return Frame(verb, cue_span(parse, verb), VERBS[verb.lemma], content, source, speaker_span(parse, verb, source))


def _speaker(verb: Word) -> Word | None:
    if is_passive(verb):
        by = verb.child("agent")
        return by.child("pobj") if by is not None else None
    return subject_of(verb)


def _small(parse: Parse, verb: Word) -> Frame | None:
    """The frame of a verb that says one thing of another without a clause."""
    found = _small_clause(parse, verb)
    source = _speaker(verb)
    if found is None or source is None or source.lower in NOBODY or (verb.lemma in VERBS and not can_speak(verb, source)):
        return None
    relative = verb.dep == "relcl"
    both = [word.index for word in (*(() if relative and found.complement else found.subject), *found.complement)]
    first, last = min(both), max(both)
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=_COUNTED if verb.lemma in (*_AMOUNT, *_REVISED) else _SAID,
        contents=(
            Span(*span_of(parse.words[first : last + 1], parse.words[max(0, first - 1) if relative else first : last + 3])),
            *_reasons(parse, verb),
        ),
        source=source,
        source_span=speaker_span(parse, verb, source),
        negated=is_negated(verb),
        small=found,
    )


def _reasons(parse: Parse, verb: Word) -> tuple[Span, ...]:
    """The clauses after a verb that give the speaker's ground for what is said: "put it at 40, because P"."""
    grounds = [child for child in verb.all_children("advcl") if child.index > verb.index and child.child("mark") is not None]
    return tuple(span(parse.subtree(child)) for child in grounds if any(mark.lower == "because" for mark in child.all_children("mark")))


def _small_clause(parse: Parse, verb: Word) -> SmallClause | None:
    target = verb.child("dobj", "nsubjpass" if is_passive(verb) else "dobj")
    if verb.dep == "relcl" and verb.head.is_nominal and verb.lemma in _NAMING | _AS and parse.words[verb.left - 1].text == ",":
        return _of_antecedent(parse, verb)
    if target is None or (target.lower in _UNNAMED and not (target.lower == "it" and verb.lemma in _AMOUNT)):
        return None
    inner = next((prep for prep in target.all_children("prep") if _CAUSE.get(verb.lemma) == prep.lower), None)
    if inner is not None and inner.right > inner.index and inner.index > target.index:
        return SmallClause(target, parse.words[target.left : inner.index], parse.words[inner.index + 1 : inner.right + 1], "is due to")
    blamed = verb.lemma == "blame" and not any(prep.lower in {"on", "for"} for prep in verb.all_children("prep") if prep.index > verb.index)
    if blamed and target.pos in {"NOUN", "PROPN"}:
        return SmallClause(target, parse.subtree(target), (), "is to blame")
    named = verb.child("oprd", "acomp")
    if verb.lemma in _NAMING and named is not None and named.index > target.right:
        return SmallClause(target, parse.subtree(target), parse.subtree(named), "is")
    for prep in (*verb.all_children("prep"), *_amounts(parse, verb, target)):
        joint = _joint(verb, prep)
        inside = prep.right == target.right or (prep.head is verb and prep.right < target.right) or _revises(verb, prep)
        if joint and prep.left > (target.index if inside else target.right) and prep.right > prep.index:
            is_amount = verb.lemma in (*_AMOUNT, *_REVISED) and target.index > verb.index
            what = parse.words[target.left : prep.left] if is_amount else parse.subtree(target)
            return SmallClause(target, what, _to_the_point(parse, parse.words[prep.index + 1 : prep.right + 1]), joint)
    return _quoted_name(parse, target) if verb.lemma in _NAMING else None


def _amounts(parse: Parse, verb: Word, target: Word) -> list[Word]:
    """The "at" before an amount that the parser hung on a noun in the object: "put the number of people treated at 300"."""
    at = _AMOUNT.get(verb.lemma)
    return [word for word in parse.subtree(target) if word.dep == "prep" and word.lower == at and word.right == target.right]


def _of_antecedent(parse: Parse, verb: Word) -> SmallClause | None:
    """What a relative clause says of its noun: "an article, which she called unfair", "a rule that dealers describe as harsh"."""
    pronoun = next((child for child in verb.children if child.lower in {"which", "that", "whom", "who"} and child.index < verb.index), None)
    if pronoun is None or is_passive(verb):
        return None
    named = verb.child("oprd", "acomp", "attr") or next(
        (prep for prep in verb.all_children("prep") if verb.lemma in _AS and prep.lower == "as" and prep.right > prep.index), None
    )
    if named is None or named.index < verb.index:
        return None
    what = [word for word in parse.words[verb.head.left : pronoun.index] if word.index <= verb.head.index or not word.is_punctuation]
    first = named.index + 1 if named.dep == "prep" else named.left
    complement = _to_the_point(parse, parse.words[first : named.right + 1])
    return SmallClause(complement[0] if named.dep == "prep" else named, tuple(what), complement, "is")


def _quoted_name(parse: Parse, target: Word) -> SmallClause | None:
    """The halves of one phrase of which the second is quoted: called | the rumours | "pure fiction"."""
    words = parse.subtree(target)
    mark = next((number for number, word in enumerate(words) if word.text in {'"', "'"} and number > 0), None)
    if mark is None or (not words[mark - 1].is_nominal and words[mark - 1].tag not in {"NNS", "NN"}):
        return None
    quoted = [word for word in words[mark:] if not word.is_punctuation]
    return SmallClause(words[mark - 1], words[:mark], tuple(quoted), "is") if quoted else None


def _joint(verb: Word, prep: Word) -> str:
    if verb.lemma in _AS and prep.lower == "as":
        return "is"
    if _CAUSE.get(verb.lemma) == prep.lower:
        return "is due to"
    if _AMOUNT.get(verb.lemma) == prep.lower or _revises(verb, prep):
        return "is"
    return "is guilty of" if verb.lemma == "accuse" and prep.lower == "of" else ""


def _revises(verb: Word, prep: Word) -> bool:
    """Whether a verb says what a figure is from now on: "raised its toll to 23"."""
    figure = verb.child("dobj")
    return _REVISED.get(verb.lemma) == prep.lower and figure is not None and figure.lemma in FIGURES


def _citing(parse: Parse, verb: Word, taken: Mapping[int, Frame]) -> Frame | None:
    """The source behind a source: "reported, citing X, that P" attributes P to X below the one who cites."""
    leans = next((prep.child("pobj") for prep in verb.all_children("prep") if verb.lemma == "rely" and prep.lower == "on"), None)
    if (verb.lemma not in {"cite", "quote"} and leans is None) or verb.tag != "VBG" or verb.child("aux") is not None:
        return None
    target, host = leans or verb.child("dobj"), next((above for above in verb.ancestors() if above.index in taken), None)
    if target is None or host is None:
        host = verb.head.head if verb.head.head.index in taken else host
    if target is None or host is None or not is_voice(target):
        return None
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=Cue(CueKind.SPEECH, evidentiality=Evidentiality.TOLD),
        contents=taken[host.index].contents,
        source=target,
        source_span=noun_phrase(parse, target),
        inner=True,
    )


def _with_object(parse: Parse, verb: Word) -> Frame | None:
    """The frame of a cue verb with a noun phrase: a voice where that names an event ("confirmed the deaths of …"), else bare."""
    source = _speaker(verb)
    meaning = VERBS.get(verb.lemma)
    if meaning is None or source is None or verb.lemma in SILENT or not can_speak(verb, source) or _is_loose(verb):
        return None
    target = verb.child("nsubjpass" if is_passive(verb) else "dobj", "dobj", "oprd", "attr") or _prepositional_object(verb)
    if target is None or (target.lower in _POINTERS and not _rejects(meaning, verb, target)):
        return None
    if (target.index < verb.index and not is_passive(verb)) or (verb.lemma in ADDRESSING and is_voice(target)):
        return None
    event = is_event(target) or target.tag == "VBG" or any(child.lower == "having" for child in target.children)
    matter = _is_matter(verb, target)
    states = ((verb.lemma in _STATING and event) or matter) and target.left < target.right
    pointed = _rejects(meaning, verb, target)
    happened = not event and _denies_event(verb, target)
    whole = states or pointed or is_passive(verb)
    return Frame(
        head=verb,
        cue=cue_span(parse, verb) if pointed else _cue(parse, verb, target),
        meaning=meaning,
        contents=(span([target] if pointed else parse.subtree(target)) if whole else _reach(parse, verb, target),),
        source=source,
        source_span=speaker_span(parse, verb, source),
        role=Role.VOICE if states and not happened else Role.BARE,
        negated=is_negated(verb),
        refers_back=pointed or happened or _refers_back(meaning, target),
        of_event=happened,
        of_figure=target.lemma in FIGURES,
    )


def _rejects(meaning: Cue, verb: Word, target: Word) -> bool:
    """Whether a verb denies what was said just before: "denied it", "rejects that"."""
    against = meaning.stance in {Stance.DENIES, Stance.DOUBTS}
    return against and target.index > verb.index and target.lower in {"it", "this", "that", "these", "those"}


def _is_matter(verb: Word, target: Word) -> bool:
    """Whether what is denied or told of is a thing that was or was not: "denied the shelling", "reported two blasts"."""
    given = verb.child("dative") is not None or target.lemma in _GRANTED
    plain = target.tag in {"NN", "NNS"} and target.lemma not in NOUNS and not is_voice(target) and target.entity not in {"DATE", "TIME"}
    known = verb.lemma == "deny" or (verb.lemma in TELLING_OF and _is_indefinite(target))
    return known and plain and not given and target.dep in {"dobj", "nsubjpass"}


def _is_indefinite(noun: Word) -> bool:
    """Whether a noun tells of something for the first time: "a leak", "two blasts", "no fault", "errors in the books"."""
    named = noun.child("poss") is not None or any(child.lower in {"the", "this", "that", "these", "those"} for child in noun.children)
    counted = noun.child("nummod") is not None or any(child.lower in {"a", "an", "no", "any"} for child in noun.children)
    return not named and (counted or noun.tag == "NNS")


def _refers_back(meaning: Cue, target: Word) -> bool:
    """Whether a rejection is of what was said before: "rejects the accusation", "denied these claims"."""
    definite = any(child.lower in {"the", "this", "that", "these", "those", "such", "both"} for child in target.children)
    plain = all(child.dep in {"det", "amod"} for child in target.children)
    said = target.lemma in NOUNS or target.lemma in FIGURES
    return meaning.stance in {Stance.DENIES, Stance.DOUBTS} and said and definite and plain


def _denies_event(verb: Word, target: Word) -> bool:
    """Whether what is denied is an event just told of, by its noun alone: "denied the bombardment"."""
    alone = all(child.dep == "det" and child.lower in {"the", "this", "that", "any such"} for child in target.children)
    return alone and any(True for _ in target.children) and verb.lemma == "deny" and target.tag == "NN" and _is_matter(verb, target)


def _is_loose(verb: Word) -> bool:
    """Whether a verb has no time of its own and hangs on another, so that it is rarely an act of attribution."""
    if verb.tag == "VB" and any(child.lower == "to" and child.dep == "aux" for child in verb.children):
        return True
    return verb.dep == "acl" and verb.child("dobj") is None


def _cue(parse: Parse, verb: Word, target: Word) -> Span:
    cue = cue_span(parse, verb)
    linked = target.head.dep == "prep" and target.head.index == verb.index + 1
    return Span(cue.start, target.head.end) if linked else cue


def _reach(parse: Parse, verb: Word, target: Word) -> Span:
    """From the object to the last of what hangs on the verb after it, up to what only comments or says when and where."""
    last = target.right
    for child in verb.children:
        if child.left == last + 1 and child.dep in {"prep", "oprd", "xcomp", "ccomp", "acomp", "dobj"} and not _tells_when(child):
            last = child.right
    return span(_to_the_point(parse, parse.words[target.left : last + 1]))


def _tells_when(prep: Word) -> bool:
    """Whether a phrase gives the time or occasion of an act of speech, not more of what was said."""
    if prep.dep != "prep" or prep.lower in _CIRCUMSTANCES:
        return prep.dep == "prep"
    target = prep.child("pobj")
    occasion = target is not None and (target.entity in {"DATE", "TIME"} or target.lemma in OCCASIONS)
    return occasion and prep.lower in {"in", "on", "at"}


def _to_the_point(parse: Parse, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without an aside at their end."""
    first, last = words[0].index, words[-1].index
    aside = next((word.left for word in words if word.right == last and word.left > first and _is_aside(parse, word)), None)
    return words if aside is None else parse.words[first:aside]


def _is_aside(parse: Parse, word: Word) -> bool:
    """Whether a word heads a clause or name after a comma that only comments on what stands before."""
    comments = word.child("relcl") is not None and any(child.lower in {"a", "an"} for child in word.children)
    loose = word.dep in {"relcl", "acl", "appos"} or (word.dep in {"pobj", "oprd", "npadvmod"} and comments)
    mark = parse.words[word.left - 1]
    hyphen = mark.text == "-" and parse.words[mark.index - 1].end == mark.start
    return loose and not hyphen and mark.text in {",", "-", "--", "—", "–"}


def _prepositional_object(verb: Word) -> Word | None:
    for prep in verb.all_children("prep"):
        if prep.lower in _PREPOSITIONS and prep.index == verb.index + 1:
            return prep.child("pobj", "pcomp")
    gerund = verb.child("xcomp")
    having = gerund is not None and any(child.lower == "having" for child in gerund.children)
    return gerund if gerund is not None and (gerund.tag == "VBG" or having) else None
