"""Attribution frames of verbs: "X said that P", "revealed by X that P", "X claims to have …", "P, X said", "as X said"."""

from collections.abc import Iterator
from dataclasses import replace

from claimgraph.extract.attribution.gainsaying import is_gainsaid
from claimgraph.extract.attribution.standing import is_undone
from claimgraph.extract.attribution.urging import urging_frame
from claimgraph.extract.grammar.contents import (
    ASKING,
    contents_of,
    cue_of,
    has_tense,
    has_that,
    is_passive,
    is_quoted_saying,
    leaves_open,
    meant,
    quoted_saying,
    rules_out,
    tells_how,
)
from claimgraph.extract.grammar.coordinated import is_refused_jointly
from claimgraph.extract.grammar.cues import DOCUMENTS, NEGATION_RAISING, QUESTION_MARKS, SPEECH, SPOKEN, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import (
    Frame,
    Role,
    cue_span,
    has_refusal,
    is_negated,
    is_not_all,
    is_person,
    is_voice,
    span,
    speaker_span,
    subject_of,
)
from claimgraph.extract.grammar.nominalisations import is_event
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Stance

NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
_VERY = frozenset({"very", "so", "too", "precious", "extremely", "relatively", "vanishingly", "but"})
_POINTERS = frozenset({"this", "that", "which", "these", "those", "what"})
_SUPPOSING = frozenset({"would", "could", "might", "should", "must"})
_OWN_PAPER = frozenset({"its", "a", "an"})
"""What stands before that in which a body says something: "in a short note it says that P"."""
_UNREAL = frozenset({"would", "could", "might", "should"})
_SENSING = frozenset({"see", "hold", "feel", "find", "show", "watch", "hear", "notice"})
_POINTING = frozenset({"suggest", "indicate", "imply", "hint", "point", "signal"})
_NEEDS_VOICE = lexicon(
    """
    suggest reveal indicate imply signal confirm underline underscore highlight mean hint point explain record document hold
    rule refute contradict feel disprove belie negate illustrate outline detail summarize summarise challenge question echo
    verify guarantee assure project exclude establish require see witness estimate determine conclude repeat spin continue allow
    threaten promise"""
)
_MANDATIVE = lexicon("""ask demand insist recommend suggest propose order urge request move stipulate rule decide advise require warn
    say tell beg implore plead prefer want wish agree""")
"""Verbs whose that-clause in the plain form is what is to be done: "demanded that he go"."""
_SAYING = lexicon("say tell claim state assert declare write report announce mention remark allege testify")
"""Verbs of nothing but the act of saying."""
_RECKONED = lexicon("estimate calculation forecast projection tally count modelling reckoning")
_LETTING = frozenset({"let", "make"})
_BIDDING = _MANDATIVE | lexicon("dare command instruct direct challenge forbid")
_TIME_AND_AGAIN = lexicon("often always sometimes repeatedly regularly frequently occasionally invariably later eventually subsequently")
_ASKING_FOR = frozenset({"want", "demand", "wish", "like", "ask", "beg"})
_IF = frozenset({"if", "unless", "whether", "lest"})
_RECKONING, _DREAMING = frozenset({"expect", "anticipate", "imagine"}), frozenset({"think", "believe", "suppose", "dream"})
_OWN_INFINITIVE = frozenset({"claim", "pretend", "profess", "purport", "promise", "pledge", "vow", "swear", "undertake"})
"""Verbs by which somebody says what their infinitive tells: who threatens to sue does not say that he will."""
AHEAD = lexicon("fear dread anticipate expect imagine consider contemplate propose suggest recommend advise advocate urge favour favor")
"""Verbs of which the gerund is nothing that happened: "feared losing the farm", "proposed moving it"."""


def verbal_frames(parse: Parse) -> Iterator[Frame]:
    """The frames that verbs make, in order of the text."""
    for word in parse.words:
        meaning = SPEECH if _puts_it(word) else cue_of(word)
        if word.is_verb and meaning is not None and word.dep not in {"aux", "auxpass", "amod", "compound"}:
            frame = urging_frame(parse, word) or _frame(parse, word, meaning)
            if frame is not None:
                yield frame


def _frame(parse: Parse, verb: Word, meaning: Cue) -> Frame | None:
    passive = is_passive(verb) or _is_put_to(verb)
    if passive and is_quoted_saying(verb):
        return _quoting(parse, verb, meaning)
    if _is_as_said(verb):
        return None
    source = _agent(verb) if passive or _is_let_know(verb) else _of_the_whole(verb) or subject_of(verb)
    source = _written_in(verb, source) or source
    contents, clause = contents_of(parse, verb, passive=passive)
    if not contents or clause is None:
        return None
    if meaning.kind is CueKind.ATTITUDE and (source is None or not is_voice(source)):
        return None
    if is_gainsaid(parse, verb) and source is not None:
        denied, where = Cue(CueKind.SPEECH, Stance.DENIES), speaker_span(parse, verb, source)
        refused = tuple(part for part in contents if part.start < verb.start)
        return Frame(verb, cue_span(parse, verb), denied, refused, source, where, beside=True)
    verbless = clause.index > verb.index and not clause.is_verb
    if (verb.lemma in _SENSING or verbless) and clause.child("mark") is None and not has_tense(clause):
        return None
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=_meaning(verb, meaning, clause, source),
        contents=contents,
        source=source,
        source_span=speaker_span(parse, verb, source) if source else None,
        role=_role(verb, meaning, source, clause),
        negated=not rules_out(verb) and (has_refusal(verb) if passive and clause.dep == "xcomp" else is_negated(verb)),
    )


def _of_the_whole(verb: Word) -> Word | None:
    """Who "it" is in "the mill employs 40, as it claims": the subject of the clause that the words are set into."""
    own, subject = verb.child("nsubj"), verb.head.subject
    aside = verb.dep == "advcl" and verb.has_child("as") and own is not None and own.lower == "it" and subject is not None
    return subject if aside and subject is not None and subject.tag in {"NN", "NNP"} and not is_person(subject) else None


def _written_in(verb: Word, source: Word | None) -> Word | None:
    """In what it stands that "it" says or is said: "it says in the log that P", "in the report it is stated that P"."""
    subject = verb.child("nsubj", "nsubjpass", "expl")
    if subject is None or subject.lower != "it" or (source is not None and source is not subject):
        return None
    within = (prep.child("pobj") for prep in verb.all_children("prep") if prep.lower in {"in", "on"})
    own = _OWN_PAPER if subject.dep == "nsubj" else frozenset({"its"})
    return next((noun for noun in within if noun is not None and noun.lemma in DOCUMENTS and not noun.has_child(*own)), None)


def _quoting(parse: Parse, verb: Word, meaning: Cue) -> Frame | None:
    """The frame of who quotes somebody: "X was quoted by Y as saying that P"."""
    source, said = _agent(verb), quoted_saying(verb)
    clause = said.child("ccomp") if said is not None else None
    if source is None or clause is None:
        return None
    return Frame(verb, cue_span(parse, verb), meaning, (span(parse.subtree(clause)),), source, speaker_span(parse, verb, source))


def _is_as_said(verb: Word) -> bool:
    """Whether a participle says of nobody that it was said or thought: "P, as expected"."""
    return verb.tag == "VBN" and verb.dep == "advcl" and verb.has_child("as") and verb.child("nsubj", "nsubjpass", "agent", "aux") is None


def _is_put_to(verb: Word) -> bool:
    """Whether a participle says that somebody was asked: "Asked whether P, she answered"."""
    meaning = cue_of(verb)
    loose = verb.tag == "VBN" and verb.dep in {"advcl", "acl"} and verb.child("aux") is None
    return loose and meaning is not None and meaning.stance is Stance.ASKS


def _puts_it(verb: Word) -> bool:
    """Whether a verb says something by "it": "put it to the board that P", "P, the clerk put to them", "rumour has it that P"."""
    target = verb.child("dobj")
    if verb.lemma == "put" and verb.dep == "advcl" and verb.has_child("as"):
        return target is not None and target.lower == "it" and not is_bodily(verb, target)
    if verb.lemma == "have" and target is not None and target.lower == "it":
        marks = (mark for clause in verb.all_children("ccomp") for mark in clause.all_children("mark"))
        return any(mark.lower == "that" and mark.index == target.index + 1 for mark in marks)
    if verb.lemma == "put" and target is None and any(clause.index < verb.index for clause in verb.all_children("ccomp")):
        return any(prep.lower == "to" for prep in verb.all_children("prep"))
    return (
        verb.lemma == "put"
        and target is not None
        and target.lower == "it"
        and any(prep.lower == "to" for prep in verb.all_children("prep"))
        and any(has_that(clause) for clause in (*verb.all_children("ccomp", "advcl"), *target.all_children("relcl", "acl")))
    )


def is_bodily(verb: Word, target: Word) -> bool:
    """Whether something is put somewhere: "put it in the oven", "put it down", but not "put it to the board", "put it on Friday"."""
    after = [child for child in verb.children if child.index > target.index and child.dep in {"prep", "prt", "advmod", "dative"}]
    return any(not _says_to_whom_or_when(child) for child in after)


def _says_to_whom_or_when(child: Word) -> bool:
    """Whether what follows "put it" says to whom, when or how it was said."""
    aim = child.child("pobj")
    if aim is not None and child.lower != "like":
        return (child.lower == "to" and (is_person(aim) or is_voice(aim))) or aim.entity == "DATE"
    plainly = child.dep == "advmod" and (child.lower.endswith("ly") or child.lower in {"best", "later", "once"})
    return plainly or child.lower == "like"


def can_speak(verb: Word, source: Word) -> bool:
    """Whether the subject of a cue verb is a voice: for verbs of saying anything may be, for verbs of showing it must be able to speak."""
    if source.lower == "they" and verb.lemma in {"show", "prove", "demonstrate", "indicate", "illustrate", "mean"}:
        return False
    if source.lower in {"it", *_POINTERS} and not _is_of_some(source):
        kinds = {CueKind.SPEECH, CueKind.THOUGHT, CueKind.PROMISE}
        promised = meant(verb).kind is CueKind.PROMISE and verb.child("ccomp") is not None
        spoken = meant(verb).kind in kinds and (verb.lemma not in _NEEDS_VOICE or rules_out(verb) or promised)
        return source.lower == "it" and spoken
    if meant(verb).kind in SPOKEN and verb.lemma not in _NEEDS_VOICE and not is_event(source):
        return True
    if verb.lemma == "swear" and verb.child("ccomp") is not None and not is_event(source):
        return True
    whole = next((prep.child("pobj") for prep in source.all_children("prep") if prep.lower == "of"), None)
    return is_voice(source) or (source.tag == "CD" and whole is not None and is_voice(whole)) or _is_reckoned(source)


def _is_reckoned(source: Word) -> bool:
    """Whether a number has been reckoned by somebody who is named with it: "estimates by the agency suggest"."""
    owners = (source.child("poss"), *(prep.child("pobj") for prep in source.all_children("prep") if prep.lower in {"by", "from"}))
    return source.lemma in _RECKONED and any(owner is not None and is_voice(owner) for owner in owners)


def _is_of_some(source: Word) -> bool:
    """Whether "those" stands for people, told by what is said of them: "those questioned", "those in favour", "those who stayed"."""
    return source.lower == "those" and any(child.index > source.index for child in source.all_children("acl", "relcl", "prep", "amod"))


def _speaks(verb: Word, source: Word) -> bool:
    """Whether a subject is a voice: anything is after or amid what is said: "it sailed at noon, the coastguard estimates"."""
    after = verb.dep == "parataxis" or any(clause.index < verb.index for clause in verb.all_children("ccomp"))
    plain = meant(verb).kind is not CueKind.EVIDENCE and not any(child.tag == "MD" for child in verb.children)
    return (after and plain and source.lower not in _POINTERS) or can_speak(verb, source)


def _role(verb: Word, meaning: Cue, source: Word | None, clause: Word) -> Role:
    unsaid = source is not None and is_not_all(source)
    open_ = unsaid or leaves_open(verb) or is_refused_jointly(verb)
    open_ = open_ or any(subject.lower.endswith(("self", "selves")) for subject in clause.all_children("nsubj"))
    if open_ or _is_request(verb, clause) or (meaning.kind is CueKind.ATTITUDE and not _says_besides(verb, clause)):
        return Role.BARE
    if verb.lemma == "know" and source is not None and not (verb.child("neg") or verb.head.lemma in _LETTING or _wants_to_know(verb)):
        return Role.OPERATOR
    if source is None and verb.dep == "xcomp" and verb.lemma in _SAYING and _denies(verb.head):
        return Role.BARE
    if source is None:
        told = (is_passive(verb) or _is_put_to(verb)) and meaning.kind not in {CueKind.EVIDENCE, CueKind.THOUGHT}
        return Role.VOICE if told else Role.OPERATOR
    if _is_called_upon(verb, source) or _is_granted(verb, source):
        return Role.OPERATOR
    if _is_told_to(verb, source):
        return Role.BARE
    if (
        names_nobody(source)
        or _is_pointed_away(source)
        or _is_supposed(verb, source)
        or _is_left_unsaid(verb)
        or _is_denied_itself(verb, source)
    ):
        return Role.BARE
    if _speaks(verb, source):
        return Role.VOICE
    return Role.BARE if meaning.kind is CueKind.PROMISE else Role.OPERATOR


def _wants_to_know(verb: Word) -> bool:
    """Whether somebody asks by saying what is to be told: "wanted to know whether P", "demanded to know why P"."""
    told = verb.lemma in {"know", "learn", "hear"} and verb.dep == "xcomp" and verb.has_child("to")
    unreal = any(child.tag == "MD" for child in verb.head.all_children("aux")) and verb.head.has_child("have", "'ve")
    return told and verb.head.lemma in _ASKING_FOR and not (unreal or is_negated(verb.head))


def _is_pointed_away(source: Word) -> bool:
    """Whether it is told of whom another thing is true: "it was not the mayor who said that P"."""
    return source.dep == "attr" and source.head.lemma == "be" and source.head.has_child("it") and is_negated(source.head)


def _is_granted(verb: Word, source: Word) -> bool:
    """Whether only that something can be said is granted, by whoever speaks: "you can say that P"."""
    spoken = meant(verb).kind is CueKind.SPEECH and source.lower in {"you", "one"}
    return spoken and any(child.lower in {"can", "ca", "may"} for child in verb.all_children("aux"))


def _is_left_unsaid(verb: Word) -> bool:
    """Whether it is told of somebody that words were not said, whatever that one holds: "never claimed that P", not "cannot say"."""
    able = any(child.tag == "MD" for child in verb.all_children("aux"))
    return verb.lemma in _SAYING and verb.child("neg") is not None and not (able or is_passive(verb))


def _is_denied_itself(verb: Word, source: Word) -> bool:
    """Whether somebody denies the very act of having said it: "denied saying that P", "denies that he said that P"."""
    own = verb.dep == "xcomp" or (verb.dep == "ccomp" and source.lower in {"he", "she", "it", "they", "i", "we"})
    return verb.lemma in _SAYING and _denies(verb.head) and own


def _denies(verb: Word) -> bool:
    return verb.lemma in VERBS and meant(verb).stance is Stance.DENIES and not is_negated(verb)


def names_nobody(source: Word) -> bool:
    """Whether the subject of a verb of saying is nobody, or hardly anybody: "no witness", "neither", "not one of them", "few"."""
    hardly = any(low.has_child("hardly", "scarcely", "barely") for low in (source, *source.children))
    not_one = source.lower == "one" and source.has_child("not") and not source.has_child("but")
    return _is_few(source) or hardly or source.lower in NOBODY or source.has_child("no", "neither") or not_one


def _is_few(source: Word) -> bool:
    """Whether a phrase begins with "few": "few doctors", "very few of them", but not "a few", "his few", "only few"."""
    few = source if source.lower == "few" else next((child for child in source.children if child.lower == "few"), None)
    if few is None:
        return False
    before = [word for word in (*source.children, *few.children) if word is not few and word.index < few.index]
    return all(word.lower in _VERY for word in before)


def is_said(verb: Word, source: Word) -> bool:
    """Whether somebody does say it: in a clause that is neither refused nor supposed, asked for or only possible, as are those above."""
    above = [verb, *verb.ancestors()]
    told = has_tense(verb) or (verb.tag == "VBG" and verb.dep == "advcl")
    open_ = any(is_negated(word) or any(child.tag == "MD" for child in word.all_children("aux")) for word in above)
    supposed = any(child.lower in _IF and child.dep == "mark" for word in above for child in word.children)
    asked = any(child.tag in ASKING and child.index < verb.index for child in verb.children if child.lower != "who")
    return told and not (open_ or supposed or asked or names_nobody(source) or is_undone(verb))


def _says_besides(verb: Word, clause: Word) -> bool:
    """Whether a verb of feeling tells what is said in that temper: "fumed that he had been deceived", but not "urged that he go"."""
    wished = verb.lemma in _MANDATIVE or any(child.tag == "MD" for child in clause.children)
    return has_that(clause) and clause.dep == "ccomp" and has_tense(clause) and not wished


def _is_called_upon(verb: Word, source: Word) -> bool:
    """Whether somebody is only named as one who would say the same: "as any mason will tell you", "as one asks about a house"."""
    compared = verb.dep == "advcl" and verb.has_child("as")
    return compared and (source.lower == "one" or any(child.tag == "MD" for child in verb.all_children("aux")))


def _is_told_to(verb: Word, source: Word) -> bool:
    """Whether whoever seems to say something is only called upon to: "Mr Hale, tell us what it costs", "ordered him to say that P"."""
    if verb.dep == "xcomp" and verb.has_child("to") and verb.head.lemma in _BIDDING and verb.head.child("dobj") is source:
        return True
    called = source.head is verb and verb.tag == "VB" and verb.child("aux", "mark") is None
    between = [child for child in verb.children if source.right < child.index < verb.index and child.lower != "please"]
    return called and bool(between) and all(child.text == "," for child in between)


def _is_supposed(verb: Word, source: Word) -> bool:
    """Whether somebody is only said to be able, or bound, to say it: "any doctor would confirm that"."""
    perfect = any(child.lower in {"have", "be"} and child.dep == "aux" for child in verb.children)
    supposed = any(child.lower in _SUPPOSING and child.dep == "aux" for child in verb.children) and not _says_no_more(verb)
    return supposed and (not perfect or _is_unreal(verb)) and source.lower not in {"i", "we", "one"}


def _says_no_more(verb: Word) -> bool:
    """Whether somebody did say it, and would say nothing else: "would only say that P", "what she would say is that P"."""
    spoken = meant(verb).kind in {CueKind.SPEECH, CueKind.PROMISE} and verb.has_child("would", "could") and verb.child("neg") is None
    if spoken and _recurs(verb):
        return True
    bound = any(terms.has_child("if", "unless") for terms in verb.all_children("advcl"))
    only = any(word.lower == "only" and abs(word.index - verb.index) == 1 for word in verb.children)
    return spoken and not bound and (only or any(word.lower == "what" for word in verb.all_children("det")))


def _recurs(verb: Word) -> bool:
    """Whether a "would" tells what somebody did say, time and again or later: "would often say that P", "would later claim that P"."""
    bound = any(terms.has_child("if", "unless") for terms in verb.all_children("advcl"))
    return verb.has_child("would") and not bound and any(child.lower in _TIME_AND_AGAIN for child in verb.all_children("advmod"))


def _is_unreal(verb: Word) -> bool:
    """Whether somebody only could or should have said something: "might have said that P"."""
    helpers = {child.lower for child in verb.all_children("aux")}
    spoken = meant(verb).kind is CueKind.SPEECH and not is_passive(verb)
    return spoken and "have" in helpers and bool(helpers & _UNREAL)


def _is_request(verb: Word, clause: Word) -> bool:
    """Whether the content is what somebody is to do, or is unsaid: "asked that he be freed", "told them to go", "knows who won"."""
    if clause.dep == "ccomp" and _asks_inside(clause):
        return meant(verb).stance is not Stance.ASKS and not (tells_how(verb, clause) or _wants_to_know(verb))
    if clause.dep == "xcomp" and not is_passive(verb):
        gerund = clause.tag == "VBG" or any(child.lower in {"being", "having"} for child in clause.all_children("aux", "auxpass"))
        return verb.lemma in AHEAD if gerund else verb.lemma not in _OWN_INFINITIVE or verb.child("dobj") is not None
    helpers = [child for child in clause.children if child.dep in {"aux", "auxpass"}]
    bare = clause.tag == "VB" or any(child.dep == "auxpass" and child.tag == "VB" for child in helpers)
    return (
        verb.lemma in _MANDATIVE
        and bare
        and clause.dep == "ccomp"
        and not any(child.tag == "MD" or child.lemma == "do" for child in helpers)
    )


def _asks_inside(clause: Word) -> bool:
    """Whether a clause is an indirect question with a question word: "who won", "how it began"."""
    first = clause
    while first.children and first.children[0].index < first.index and first.children[0].dep not in {"csubj", "csubjpass", "advcl"}:
        first = first.children[0]
    asking = any(child.tag in ASKING and child.index < clause.index and child.lower != "that" for child in clause.children)
    return clause.child("mark") is None and (asking or (first.tag in ASKING and first.lower != "that"))


def _meaning(verb: Word, meaning: Cue, clause: Word | None, source: Word | None) -> Cue:
    asks = clause is not None and (_is_question(clause) or _wants_to_know(verb))
    if asks and meaning.kind in SPOKEN:
        return Cue(meaning.kind, Stance.ASKS)
    if source is not None and _is_granted(verb, source) and meaning.stance is Stance.ENDORSES:
        return replace(meaning, certainty=Certainty.POSSIBLE)
    if source is None and is_passive(verb):
        hearsay = verb.lemma == "understand"
        return Cue(
            CueKind.THOUGHT if hearsay else meaning.kind,
            meaning.stance,
            Certainty.UNSTATED if hearsay else meaning.certainty,
            Evidentiality.TOLD,
        )
    if source is not None and not _speaks(verb, source):
        certainty = Certainty.PROBABLE if verb.lemma in _POINTING else Certainty.CERTAIN
        return Cue(CueKind.EVIDENCE, meaning.stance, certainty, Evidentiality.DEDUCED)
    return meaning


def _is_question(clause: Word) -> bool:
    mark = clause.child("mark")
    return mark is not None and mark.lower in QUESTION_MARKS


def _agent(verb: Word) -> Word | None:
    if _is_let_know(verb):
        return subject_of(verb.head)
    by = verb.child("agent")
    return by.child("pobj") if by is not None else None


def _is_let_know(verb: Word) -> bool:
    """Whether somebody is told something by what is let be known: "let it be known that P", "let everyone know that P"."""
    return verb.lemma == "know" and verb.dep == "ccomp" and verb.head.lemma in _LETTING


def raises_negation(frame: Frame) -> bool:
    """Whether the negation of the frame's verb is felt in its content: "does not believe that P"."""
    clause = frame.head.child("ccomp")
    looks = frame.head.lemma == "see" and (clause is None or clause.index < frame.head.index)
    return frame.negated and frame.head.lemma in NEGATION_RAISING and not (looks or is_surprise(frame.head))


def is_surprise(verb: Word) -> bool:
    """Whether a negated verb tells what came as a surprise, and not that it is not so: "had not expected X to win", "never thought P"."""
    past = verb.tag == "VBD" or any(child.dep == "aux" and child.lower in {"did", "had"} for child in verb.children)
    return past and (verb.lemma in _RECKONING or (verb.lemma in _DREAMING and verb.has_child("never")))
