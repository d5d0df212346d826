"""Frames of verbs with a noun phrase: "called the vote free", "attributes X to Y", "denied involvement", "criticised the plan"."""

from collections.abc import Iterator, Mapping

from claimgraph.extract.attribution.small_clauses import AMOUNT, REVISED, is_comment, small_clause, to_the_point
from claimgraph.extract.attribution.telling import MAYBE, REPORTING, is_indefinite, is_told
from claimgraph.extract.attribution.verbal import AHEAD, NOBODY, can_speak
from claimgraph.extract.grammar.contents import cue_of, is_passive, leaves_open, rules_out
from claimgraph.extract.grammar.coordinated import is_refused_jointly
from claimgraph.extract.grammar.cues import ADDRESSING, CHANCES, LEFT_OPEN, NOUNS, OCCASIONS, SPEECH, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import (
    Frame,
    Role,
    cue_span,
    is_negated,
    is_voice,
    merged,
    noun_phrase,
    refusal_in,
    span,
    speaker_span,
    subject_of,
    turns_down,
)
from claimgraph.extract.grammar.nominalisations import FIGURES, MISHAPS, charge_in, figure_in, is_event, quality_in
from claimgraph.extract.grammar.words import Parse, Word, span_of
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.model import Evidentiality, Span, Stance

_COUNTED = Cue(CueKind.SPEECH, evidentiality=Evidentiality.DEDUCED)
SILENT = lexicon("""
    see watch find feel hold hear show draw like back hold allow own grant raise gather detail speak talk continue trust record
    document accept expect notice discover learn establish detect figure determine post publish judge consider update leak
    need love offer order address spin cable rate rank know recall write rule record witness understand remember recognize
    recognise signal project hint add answer object estimate realize realise spin view air regard""")
_STATING = lexicon("""
    confirm report announce deny admit acknowledge concede reveal disclose allege claim verify predict forecast dispute reject
    doubt recall describe mention note cite fear expect confess own
    complain boast brag""")
_PREPOSITIONS = frozenset({"for", "of", "about", "against", "on", "upon", "to", "at", "with", "over"})
_OWNED_UP = frozenset({Stance.DENIES, Stance.CONCEDES})
_POINTERS = frozenset({"it", "this", "that", "so", "which"})
_GRANTED = lexicon(
    "access entry permission visa request bail application appeal right opportunity treatment service benefit funding coverage leave"
)
"""What can be refused: "denied access" is no statement that there was none."""
_CIRCUMSTANCES = frozenset({"during", "since", "before", "after", "until", "amid"})
_RAISING = frozenset({"appear", "seem", "go", "continue", "begin", "proceed", "use"})
"""Verbs of which the infinitive tells what is done all the same: "appears to show", "went on to blame"."""
_MAIN = frozenset({"ROOT", "conj", "ccomp", "relcl", "parataxis", "advcl", "acl"})


def attitude_frames(parse: Parse, taken: Mapping[int, Frame]) -> Iterator[Frame]:
    """The frames that cue verbs make with noun phrases, leaving out those whose head has a clausal frame in `taken`, by index."""
    for word in parse.words:
        open_ = word.is_verb and word.index not in taken and not is_refused_jointly(word)
        raised = word.dep == "xcomp" and word.head.lemma in _RAISING
        absolute = word.dep == "pcomp" and word.head.lower == "with" and word.child("nsubj") is not None
        if open_ and (word.dep in _MAIN or raised or absolute) and (word.dep != "acl" or word.tag == "VBG"):
            frame = _small(parse, word) or _citing(parse, word, taken) or _with_object(parse, word)
            if frame is not None:
                yield frame


def _speaker(verb: Word) -> Word | None:
    if is_passive(verb):
        by = verb.child("agent")
        return by.child("pobj") if by is not None else None
    return subject_of(verb)


def _is_ground(parse: Parse, clause: Word) -> bool:
    """Whether a clause begins with "because", or after a comma with "since"."""
    mark = clause.child("mark")
    return mark is not None and (mark.lower == "because" or (mark.lower == "since" and parse.words[clause.left - 1].text == ","))


def _small(parse: Parse, verb: Word) -> Frame | None:
    """The frame of a verb that says one thing of another without a clause."""
    found = small_clause(parse, verb)
    source = _speaker(verb)
    if found is None or source is None or source.lower in NOBODY or not _can_judge(verb, source):
        return None
    if source.lower in FIRST and found.head.lower in _POINTERS:
        return None
    relative = verb.dep == "relcl" and not is_comment(parse, verb) and found.subject[0].index < verb.index
    both = [word.index for word in (*(() if relative and found.complement else found.subject), *found.complement)]
    first, last = min(both), max(both)
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=_COUNTED if verb.lemma in (*AMOUNT, *REVISED) else SPEECH,
        contents=(
            Span(*span_of(parse.words[first : last + 1], parse.words[max(0, first - 1) if relative else first : last + 3])),
            *_reasons(parse, verb),
        ),
        source=source,
        source_span=speaker_span(parse, verb, source),
        negated=is_negated(verb),
        small=found,
    )


def _can_judge(verb: Word, source: Word) -> bool:
    """Whether the subject of a verb that says one thing of another can: anything that is named, and a pronoun that can speak."""
    judges = source.lower == "it" and verb.lemma in VERBS and VERBS[verb.lemma].kind is CueKind.ATTITUDE
    return judges or verb.lemma not in VERBS or (can_speak(verb, source) if source.pos == "PRON" else not is_event(source))


def _reasons(parse: Parse, verb: Word) -> tuple[Span, ...]:
    """The clauses after a verb that give the speaker's ground for what is said: "put it at 40, because P"."""
    grounds = [child for child in verb.all_children("advcl") if child.index > verb.index and child.child("mark") is not None]
    return tuple(span(parse.subtree(child)) for child in grounds if _is_ground(parse, child))


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


def _says_nothing_of(verb: Word, target: Word, *, told: bool) -> bool:
    """Whether a verb with this object attributes nothing: it keeps silent, has the object before it, or only addresses somebody."""
    silent = verb.lemma in SILENT and not told and not rules_out(verb)
    return silent or (target.index < verb.index and not is_passive(verb)) or (verb.lemma in ADDRESSING and is_voice(target))


def _contents(parse: Parse, verb: Word, target: Word, *, pointed: bool, whole: bool, told: bool) -> tuple[Span, ...]:
    """What a verb says with its object: what that names, or all that is said with it, of what is told both."""
    named = span([target] if pointed else to_the_point(parse, parse.subtree(target)) if quality_in(target) else parse.subtree(target))
    if whole:
        return merged((named,))
    reach = _reach(parse, verb, target)
    return merged((named, reach) if told else (reach,))


def _with_object(parse: Parse, verb: Word) -> Frame | None:
    """The frame of a cue verb with a noun phrase: a voice where that names an event ("confirmed the deaths of …"), else bare."""
    source = _speaker(verb)
    target = verb.child("nsubjpass" if is_passive(verb) else "dobj", "dobj", "oprd", "attr") or _prepositional_object(parse, verb)
    if source is None or target is None or _is_loose(verb):
        return None
    told = is_told(verb, source, target)
    meaning = SPEECH if told else cue_of(verb) or (refusal_in(verb) if target.lemma in NOUNS else None)
    if meaning is None or not can_speak(verb, source) or _says_nothing_of(verb, target, told=told):
        return None
    if target.lower in _POINTERS and not _rejects(meaning, verb, target):
        return None
    gerund = target.tag == "VBG" or _is_gerund(target)
    event = is_event(target) or (gerund and verb.lemma not in AHEAD)
    matter = _is_matter(meaning, verb, target) or _is_of_quality(meaning, verb, target) or _is_disputed_figure(meaning, target)
    alone = rules_out(verb) or (told and verb.lemma in MAYBE) or (meaning.stance is Stance.DENIES and target.tag in {"NN", "NNS"})
    several = target.left < target.right or alone
    open_ = leaves_open(verb) and (gerund or meaning is not LEFT_OPEN)
    states = (((verb.lemma in _STATING or rules_out(verb)) and event) or matter or told) and several and not open_
    pointed = _rejects(meaning, verb, target)
    happened = not event and _denies_event(meaning, verb, target)
    whole = (states and not told and not rules_out(verb)) or pointed or is_passive(verb)
    return Frame(
        head=verb,
        cue=cue_span(parse, verb) if pointed else _cue(parse, verb, target),
        meaning=meaning,
        contents=_contents(parse, verb, target, pointed=pointed, whole=whole, told=told),
        source=source,
        source_span=speaker_span(parse, verb, source),
        role=Role.VOICE if states and not happened else Role.BARE,
        negated=is_negated(verb) and not rules_out(verb),
        refers_back=pointed or happened or _refers_back(meaning, target),
        of_event=happened,
        of_figure=target.lemma in FIGURES,
    )


def _rejects(meaning: Cue, verb: Word, target: Word) -> bool:
    """Whether a verb denies what was said just before: "denied it", "rejects that"."""
    against = meaning.stance in {Stance.DENIES, Stance.DOUBTS}
    return against and target.index > verb.index and target.lower in {"it", "this", "that", "these", "those"}


def _is_of_quality(meaning: Cue, verb: Word, target: Word) -> bool:
    """Whether somebody says of something that it has a quality or not: "questioned the wisdom of the plan"."""
    judged = meaning.stance in {Stance.DENIES, Stance.DOUBTS, Stance.CONCEDES} or verb.lemma in {"confirm", "verify", "affirm"}
    return judged and quality_in(target) is not None and target.dep in {"dobj", "nsubjpass"}


def _is_disputed_figure(meaning: Cue, target: Word) -> bool:
    """Whether somebody denies or doubts a figure that is given: "disputes the figure of 30"."""
    return meaning.stance in {Stance.DENIES, Stance.DOUBTS} and figure_in(target) is not None and target.dep in {"dobj", "nsubjpass"}


def _is_matter(meaning: Cue, verb: Word, target: Word) -> bool:
    """Whether what is denied or told of is a thing that was or was not: "denied the shelling", "reported two blasts"."""
    owned = meaning.stance in _OWNED_UP and target.dep == "dobj"
    if owned and (charge_in(target) is not None or (target.lemma in MISHAPS and not _denies_known(meaning, target))):
        return True
    given = verb.child("dative") is not None or target.lemma in _GRANTED
    named = target.lemma in NOUNS and not (rules_out(verb) and target.lemma in CHANCES)
    plain = target.tag in {"NN", "NNS"} and not named and not is_voice(target) and target.entity not in {"DATE", "TIME"}
    known = verb.lemma == "deny" or _is_ruled_out(verb, target) or (verb.lemma in REPORTING and is_indefinite(target))
    return known and plain and not given and target.dep in {"dobj", "nsubjpass"}


def _denies_known(meaning: Cue, target: Word) -> bool:
    """Whether somebody denies or rejects by its noun alone what is known: "denied the error"."""
    return meaning.stance is Stance.DENIES and target.has_child("the", "this", "that")


def _is_ruled_out(verb: Word, target: Word) -> bool:
    """Whether a thing is said not to be, or not to come, and not only left out or disallowed ("excludes meals", "ruled out two goals")."""
    if not rules_out(verb) or is_event(target) or target.lemma in CHANCES:
        return rules_out(verb)
    known = target.child("poss", "nummod") is not None or target.has_child("the", "this", "that", "these")
    return verb.lemma == "rule" and not known


def _refers_back(meaning: Cue, target: Word) -> bool:
    """Whether a rejection is of what was said before: "rejects the accusation", "denied these claims"."""
    definite = target.has_child("the", "this", "that", "these", "those", "such", "both")
    plain = all(child.dep in {"det", "amod"} for child in target.children)
    said = target.lemma in NOUNS or target.lemma in FIGURES
    return meaning.stance in {Stance.DENIES, Stance.DOUBTS} and said and definite and plain


def _denies_event(meaning: Cue, verb: Word, target: Word) -> bool:
    """Whether what is denied is an event just told of, by its noun alone: "denied the bombardment"."""
    alone = all(child.dep == "det" and child.lower in {"the", "this", "that", "any such"} for child in target.children)
    return (
        alone and any(True for _ in target.children) and verb.lemma == "deny" and target.tag == "NN" and _is_matter(meaning, verb, target)
    )


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
        if child.left == last + 1 and child.dep in {"prep", "oprd", "xcomp", "ccomp", "acomp", "dobj", "advmod"} and not _tells_when(child):
            last = child.right
    return span(to_the_point(parse, parse.words[target.left : last + 1]))


def _tells_when(prep: Word) -> bool:
    """Whether a phrase gives the time or occasion of an act of speech, not more of what was said."""
    if prep.dep != "prep" or prep.lower in _CIRCUMSTANCES:
        return prep.dep == "prep"
    target = prep.child("pobj")
    occasion = target is not None and (target.entity in {"DATE", "TIME"} or target.lemma in OCCASIONS)
    return occasion and prep.lower in {"in", "on", "at"}


def _prepositional_object(parse: Parse, verb: Word) -> Word | None:
    for prep in verb.all_children("prep"):
        between = parse.words[verb.index + 1 : prep.index]
        if (prep.lower in _PREPOSITIONS or turns_down(verb)) and prep.index > verb.index and all(word.dep == "advmod" for word in between):
            return prep.child("pobj", "pcomp")
    gerund = verb.child("xcomp", "advcl") if rules_out(verb) else verb.child("xcomp")
    return gerund if gerund is not None and (gerund.tag == "VBG" or _is_gerund(gerund)) else None


def _is_gerund(clause: Word) -> bool:
    """Whether a clause is a gerund by its auxiliary: "having fired", "being struck"."""
    return any(child.lower in {"having", "being"} for child in clause.children)
