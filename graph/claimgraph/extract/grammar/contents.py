"""What a verb attributes: the clause after it, before it or around it, a that-clause that strayed, an infinitive."""

from collections.abc import Iterator

from claimgraph.extract.grammar.cues import (
    ADDRESSING,
    DOCUMENTS,
    HEARINGS,
    LEFT_OPEN,
    NOUNS,
    OCCASIONS,
    PARTICLES,
    QUOTING,
    RULED_OUT,
    SPEECH,
    SPOKEN,
    VERBS,
    Cue,
    CueKind,
)
from claimgraph.extract.grammar.frames import first_before, is_negated, is_voice, set_in, span
from claimgraph.extract.grammar.words import TENSED, Parse, Word
from claimgraph.model import Certainty, Span, Stance

_WHATEVER = frozenset({"whatever", "whichever", "however"})
ASKING = frozenset({"WP", "WRB", "WDT"})
_OF_WHAT = frozenset({"of", "about", "against"})
"""What parts a verb of saying from what it says something of: "warned of a storm"."""
_CLAUSES = ("ccomp", "parataxis")
_INFINITIVE_KINDS = frozenset({CueKind.SPEECH, CueKind.THOUGHT, CueKind.PROMISE})
_HOLDING = frozenset({Stance.ENDORSES, Stance.CONCEDES, Stance.REPORTS})
_LIKING = frozenset({"like", "love", "prefer", "want", "tend", "seem", "be", "continue", "use"})
_GOING_ON = frozenset({"continue", "invite", "decline", *PARTICLES})
_SAID_SO = frozenset({*PARTICLES.items(), ("find", "out"), ("rule", "out")})
_STANDS_FOR_CLAUSE = frozenset({"repeat", "confirm", "share", "reiterate", "endorse", "support", "back", "echo", "reject"})


def contents_of(parse: Parse, verb: Word, *, passive: bool) -> tuple[tuple[Span, ...], Word | None]:
    """What the verb attributes, and the head of that clause; () where it has no clausal content."""
    if any(child.dep == "prt" and (verb.lemma, child.lower) not in _SAID_SO for child in verb.children):
        return (), None
    for clause in [*verb.all_children(*_CLAUSES), *_strayed(verb)]:
        if _is_content(parse, verb, clause, passive=passive):
            return _clause_content(parse, verb, clause), clause
    quoted = _quoted_as_saying(verb)
    if quoted is not None:
        return (span(parse.subtree(quoted)),), quoted
    recounted = _recounted(verb)
    if recounted is not None:
        return (span(parse.subtree(recounted)),), recounted
    raised = verb.child("xcomp")
    if raised is not None and raised.index > verb.index and _takes_infinitive(verb, raised):
        return _raised_content(parse, raised, verb.child("nsubjpass") if passive else None), raised
    return _host_content(parse, verb)


def _recounted(verb: Word) -> Word | None:
    """What somebody tells to have been told: the clause of "recalled being told by X that P"."""
    told = verb.child("xcomp")
    passed = told is not None and told.lemma in VERBS and any(child.lower == "being" for child in told.all_children("auxpass"))
    if told is None or not passed or meant(verb).stance is not Stance.ENDORSES:
        return None
    return told.child("ccomp") or next(_strayed(told), None)


def _raised_content(parse: Parse, raised: Word, subject: Word | None) -> tuple[Span, ...]:
    """An infinitive with the subject that was taken out of it: "X is said to have left"."""
    spans = (span(parse.subtree(subject)),) if subject is not None else ()
    return (*spans, span(parse.subtree(raised)))


def _quoted_as_saying(verb: Word) -> Word | None:
    """What somebody is quoted as saying: the clause of "quoted X as saying that P"."""
    act = quoted_saying(verb)
    return act.child("ccomp") if act is not None else None


def quoted_saying(verb: Word) -> Word | None:
    """The act of speech that somebody is quoted for: the "saying" of "quoted X as saying that P"."""
    joint = next((prep for prep in verb.all_children("prep") if prep.lower == "as"), None)
    act = joint.child("pcomp") if joint is not None and verb.lemma in QUOTING else None
    speaks = act is not None and (verb.lemma in {"quote", "cite"} or act.lemma in VERBS)
    return act if speaks else None


def is_quoted_saying(verb: Word) -> bool:
    """Whether a verb only says that the act of speech below it is quoted: "X is quoted as saying that P"."""
    act = quoted_saying(verb)
    return act is not None and act.lemma in VERBS


def _is_content(parse: Parse, verb: Word, clause: Word, *, passive: bool) -> bool:
    """Whether a clause can be what a verb attributes; before it only where that leads in to it: "P, said X"."""
    if clause.right - clause.left < 1 or clause.left <= verb.index <= clause.right or _only_speaks(clause):
        return False
    if clause.index > verb.index:
        return True
    if passive or _has_own_object(verb) or not _leads_in(parse, verb, clause):
        return False
    return not verb.has_child(*_WHATEVER)


def _only_speaks(clause: Word) -> bool:
    """Whether a clause beside another only names a speaker: "P, he said, she warned him that Q"."""
    objects = ("ccomp", "xcomp", "oprd", *(() if clause.lemma in ADDRESSING else ("dobj",)))
    content = clause.child(*objects) or next((one for one in clause.all_children("prep") if one.lower in _OF_WHAT), None)
    content = content or next((one for one in clause.all_children("advcl") if one.tag != "VBG"), None)
    speaks = clause.lemma in VERBS or has_particle(clause)
    return clause.dep == "parataxis" and speaks and clause.child("nsubj") is not None and content is None


def _has_own_object(verb: Word) -> bool:
    """Whether a verb says something else than the clause before it: "A wins, the figures tell another story"."""
    target = verb.child("dobj")
    if target is None or target.index < verb.index or target.pos != "NOUN" or is_voice(target):
        return False
    return verb.lemma not in ADDRESSING or target.lemma in NOUNS


def _leads_in(parse: Parse, verb: Word, clause: Word) -> bool:
    """Whether a clause before the verb is set off as what is said, not as another statement before a colon."""
    return not any(word.text in {":", ";"} for word in parse.words[clause.right : verb.index])


def _clause_content(parse: Parse, verb: Word, clause: Word) -> tuple[Span, ...]:
    first = span(parse.words[clause.left : (_end if meant(verb).stance in _HOLDING else _end_of_refused)(parse, clause) + 1])
    if clause.index > verb.index:
        plain = meant(verb).stance is Stance.ENDORSES and has_tense(verb) and not is_negated(verb)
        listed = verb.dep in {"ROOT", "conj", "parataxis"} and not has_that(verb)
        held = [child for child in verb.all_children("conj") if (listed and has_that(child)) or (plain and _goes_on(parse, clause, child))]
        return (first, *(span(parse.subtree(child)) for child in held))
    if verb.dep not in {"ROOT", "conj"}:
        return (first,)
    more = next((other for other in _strayed(verb) if other.index > verb.index), None)
    if more is not None:
        return (first, span(parse.subtree(more)))
    later = [child for child in verb.all_children("conj") if child.child("nsubj", "nsubjpass", "expl") and child.lemma not in VERBS]
    return (first, *(span(parse.subtree(child)) for child in later if not tells_on(parse, verb, child)))


def tells_on(parse: Parse, verb: Word, clause: Word) -> bool:
    """Whether a clause behind a quote and its speaker tells in the past what went on: '"P," X said, and | the band was playing'."""
    subject = verb.child("nsubj")
    begin = subject.left if subject is not None and subject.index < verb.index else verb.index
    before = parse.masked[: parse.words[begin].start].rstrip(" ")
    whole = before.rfind('"', 0, -1) <= parse.words[parse.sentence_of(verb).first].start
    quoted = whole and before.endswith('"')
    helpers = clause.all_children("aux", "auxpass")
    past = (helpers[0] if helpers else clause).tag == "VBD" and not (helpers and helpers[0].lemma == "have")
    return quoted and past and clause.child("mark") is None and '"' not in parse.masked[parse.words[clause.left].start : clause.end]


def _goes_on(parse: Parse, clause: Word, verb: Word) -> bool:
    """Whether a clause goes on with what is said: "said it was early, and there was no evidence", "said it will …, and it will …"."""
    joint = clause.right + 2 == verb.left - 1 or clause.right + 1 == verb.left - 1
    subject = verb.subject
    foretold = all(any(child.tag == "MD" for child in one.all_children("aux")) for one in (clause, verb))
    alike = verb.child("expl") is not None or (foretold and subject is not None and subject.lower in {"it", "they"})
    joint = joint and parse.words[verb.left - 1].lower == "and" and parse.words[verb.left - 1].dep == "cc"
    return joint and alike and has_tense(verb) and verb.lemma not in VERBS


def _end(parse: Parse, clause: Word) -> int:
    """The index of the last word of a clause, what it announces with a colon included: "that three things are so: A, B and C"."""
    last = parse.sentence_of(clause).last
    announces = not _breaks_off(clause.head) and clause.right < last and parse.words[clause.right + 1].text == ":"
    return last if announces else clause.right


def _end_of_refused(parse: Parse, clause: Word) -> int:
    """The index of the last word of a clause that is denied, doubted or asked: what stands behind a colon is said against it."""
    colon = next((word.index for word in parse.words[clause.index : clause.right + 1] if word.text == ":"), None)
    return colon - 1 if colon is not None else clause.right


def _breaks_off(verb: Word) -> bool:
    """Whether a colon ends what a verb says: in a clause set below another, and where one only guesses at what the rest tells."""
    subject, meaning = verb.child("nsubj"), VERBS.get(verb.lemma)
    guesses = subject is not None and subject.lower == "i" and meaning is not None and meaning.certainty is not Certainty.UNSTATED
    return guesses or verb.dep in {"advcl", "acl", "relcl"}


def _takes_infinitive(verb: Word, raised: Word) -> bool:
    kind = meant(verb).kind
    if kind not in {*_INFINITIVE_KINDS, CueKind.ATTITUDE, CueKind.EVIDENCE} or (
        not (verb.lemma == "expect" and verb.child("agent") is not None)
        and verb.lemma in {"suppose", "see", "expect", "plan", "ask", "tell", "intend", "need", "urge", "order"}
        and is_passive(verb)
    ):
        return False
    return verb.lemma not in _GOING_ON and raised.has_child("to")


def _strayed(verb: Word) -> Iterator[Word]:
    """That-clauses which the parser hung on a noun near the verb, or on the verb as if they were adverbial."""
    for child in verb.children:
        if child.dep == "advcl" and has_that(child):
            yield child
        if child.index > verb.index and child.dep in {"dobj", "prep", "npadvmod", "dative", "agent", "pobj", "nsubj"}:
            yield from _strayed_under(child, verb)


def _strayed_under(word: Word, verb: Word) -> Iterator[Word]:
    through, shown = takes_up(verb), meant(verb).kind is CueKind.EVIDENCE
    stack = [word]
    for _ in range(12):
        if not stack:
            return
        node = stack.pop()
        for child in node.children:
            if (
                child.dep in {"acl", "ccomp", "relcl"}
                and (has_that(child) or is_contact(child) or (node is not word and is_complete(child, alone=not shown)))
                and (node.lemma not in NOUNS or is_occasion(node) or (through and not _is_against(node, verb)))
            ):
                yield child
            elif child.dep in {"pobj", "prep", "conj", "dobj", "appos"}:
                stack.append(child)


def _is_against(noun: Word, verb: Word) -> bool:
    """Whether somebody denies or doubts by a noun what he says by its verb: "repeated his denial that P"."""
    return NOUNS[noun.lemma].stance in {Stance.DENIES, Stance.DOUBTS} and meant(verb).stance is Stance.ENDORSES


def takes_up(verb: Word) -> bool:
    """Whether a verb tells what its subject makes of what its object says: "denied the report that P", "repeated the claim that P"."""
    return meant(verb).stance is not Stance.ENDORSES or verb.lemma in _STANDS_FOR_CLAUSE


def is_occasion(noun: Word) -> bool:
    """Whether a noun only tells where something is said: "insisted in a statement that P", "it is stated in the report that P"."""
    prep = noun.head
    verb = prep.head.head if prep.head.dep in {"dobj", "dative"} else prep.head
    spoken = prep.dep == "prep" and verb.lemma in VERBS and VERBS[verb.lemma].kind is CueKind.SPEECH
    written = noun.lemma in DOCUMENTS and any(word.lower == "it" for word in verb.all_children("nsubj", "nsubjpass"))
    return (noun.lemma in OCCASIONS or written) and spoken and prep.lower in {"in", "at", "on"}


def has_that(clause: Word) -> bool:
    """Whether a clause begins with the conjunction "that"."""
    return any(child.dep == "mark" and child.lower == "that" for child in clause.children)


def is_contact(clause: Word) -> bool:
    """Whether a clause tells, without "that", what the noun right before it says: "reports | it had lost the samples"."""
    noun, subject = clause.head, clause.subject
    if clause.dep not in {"acl", "relcl"} or noun.lemma not in NOUNS or subject is None or clause.left != noun.index + 1:
        return False
    needs_nothing = clause.child("dobj", "attr", "acomp", "auxpass") is not None
    asks = any(child.tag in ASKING or child.lower == "that" for child in clause.children)
    return needs_nothing and has_tense(clause) and not asks and subject.left == clause.left


def is_complete(clause: Word, *, alone: bool = True) -> bool:
    """Whether a clause that the parser took for a relative, with "that" as its object, has all it needs besides.

    With `alone` a subject and a verb are enough: "told us in May that he knew", but not "found lead in some jars that it examined".
    """
    that = next((child for child in clause.children if child.lower == "that" and child.dep == "dobj" and child.index < clause.index), None)
    subject = clause.subject
    if that is None or subject is None or subject.index < that.index:
        return False
    objects = [child for child in clause.children if child.dep in {"dobj", "attr", "acomp", "oprd"} and child is not that]
    return (
        bool(objects)
        or clause.child("auxpass") is not None
        or clause.tag == "VBG"
        or any(prep.lower != "as" for prep in clause.all_children("prep"))
        or (alone and clause.left == clause.index - 2)
    )


def _host_content(parse: Parse, verb: Word) -> tuple[tuple[Span, ...], Word | None]:
    """The clause that a parenthetical frame stands in: "P, X said, Q" with "said" hung below; "as X said"."""
    meaning = meant(verb)
    verb = verb.head if verb.dep == "xcomp" and verb.head.lemma in _LIKING and verb.head.dep == "advcl" else verb
    as_clause = verb.dep == "advcl" and any(child.lower == "as" and child.dep in {"mark", "advmod"} for child in verb.children)
    parenthetical = (
        (verb.dep in {"parataxis", "ccomp", "advcl"} or _is_told_aside(parse, verb))
        and (verb.child("nsubj") is not None or _is_told_aside(parse, verb) or _is_said_aside(verb))
        and verb.child("mark", "neg") is None
        and all(_says_besides(verb, child) for child in verb.all_children("advcl"))
        and not any(child.tag in ASKING for child in verb.children)
        and _set_off(parse, verb)
    )
    passed_on = as_clause and verb.lemma in {"quote", "cite", "report"} and verb.child("agent") is not None
    if passed_on or (verb.dep == "ccomp" and (verb.head.lemma in VERBS or verb.head.lemma == "read")):
        return (), None
    host = verb.head if verb.head.is_verb or verb.head.index < verb.index else verb.head.head
    if as_clause and not host.is_verb and host.child("neg") is not None:
        host = next((above for above in host.ancestors() if above.is_verb), host)
    states = host.is_verb or host.subject is not None
    silent = {CueKind.ATTITUDE} if parenthetical else {CueKind.ATTITUDE, CueKind.PROMISE}
    if not (as_clause or parenthetical) or not states or meaning.kind in silent:
        return (), None
    return set_in(parse, first_before(parse, host, verb.left, verb.right), verb.left, verb.right), host


def _says_besides(verb: Word, participle: Word) -> bool:
    """Whether a participle behind a verb of saying tells what is said or done besides: "P, she said, adding that Q", "shaking her head"."""
    passed_on = participle.tag == "VBN" and participle.has_child("as") and participle.child("agent") is not None
    if participle.tag == "VBG" and participle.right < verb.index:
        return verb.dep == "parataxis" and participle.child("mark", "nsubj") is None and participle.child("dobj") is not None
    behind = (participle.tag == "VBG" or passed_on) and participle.index > verb.index
    cites = participle.lemma in {"cite", "quote"} and participle.child("dobj") is not None
    says = participle.lemma in VERBS and (participle.child("ccomp") is not None or cites)
    return behind and (says or passed_on or (verb.dep == "parataxis" and participle.child("mark", "nsubj") is None))


def _is_told_aside(parse: Parse, verb: Word) -> bool:
    """Whether a clause set beside another says only to whom that was told: "P, a jury was told"."""
    beside = verb.dep == "parataxis" or (verb.dep == "conj" and verb.left > 0 and parse.words[verb.left - 1].text == ",")
    return beside and verb.lemma in ADDRESSING and is_passive(verb) and verb.child("nsubjpass") is not None and verb.child("cc") is None


def _is_said_aside(verb: Word) -> bool:
    """Whether a clause set beside another says that it is said by nobody named: "the plan, it is claimed, will pay"."""
    subject = verb.child("nsubjpass")
    said = is_passive(verb) and verb.lemma in VERBS and VERBS[verb.lemma].kind in SPOKEN
    return said and subject is not None and subject.lower == "it" and verb.dep == "parataxis"


def _set_off(parse: Parse, verb: Word) -> bool:
    before = parse.words[verb.left - 1] if verb.left else None
    after = parse.words[verb.right + 1] if verb.right + 1 < len(parse.words) else None
    edges = (before, after, parse.words[verb.left], parse.words[verb.right])
    within_relative = before is not None and before.tag in {"WDT", "WP"}
    return within_relative or any(edge is not None and edge.text in {",", '"', "-", "--", "—", "–", ")"} for edge in edges)


def has_tense(clause: Word) -> bool:
    """Whether a clause has a verb form in a tense of its own, an auxiliary's or a modal included."""
    return clause.tag in TENSED or any(child.dep in {"aux", "auxpass"} and child.lower != "to" for child in clause.children)


def meant(verb: Word) -> Cue:
    """What a verb says about what it attributes: by the lexicon, else plain speech."""
    return cue_of(verb) or SPEECH


_ANSWERING = ("do", "does", "did", "would")
"""What helps a verb by which somebody who was asked leaves something open: "did not rule it out", but not "has not"."""


def cue_of(verb: Word) -> Cue | None:
    """What a verb says about what it attributes, by itself or by its particle; None where it attributes nothing."""
    if has_particle(verb) or _is_read_on(verb):
        return SPEECH
    if rules_out(verb):
        return LEFT_OPEN if is_negated(verb) and verb.has_child(*_ANSWERING) else RULED_OUT
    return VERBS.get(verb.lemma)


def _is_read_on(verb: Word) -> bool:
    """Whether a verb tells what stands on or in something: "the notice reads"."""
    subject = verb.child("nsubj")
    return verb.lemma == "read" and subject is not None and subject.lemma in DOCUMENTS | {"sign"}


def has_particle(verb: Word) -> bool:
    """Whether a verb is one of saying by its particle: "pointed out", "went on"."""
    return _goes_with(verb, PARTICLES.get(verb.lemma))


def rules_out(verb: Word) -> bool:
    """Whether a verb says that something cannot be or will not be: "ruled out sabotage", "excludes that P"."""
    if verb.lemma == "exclude":
        return verb.is_verb and not any(prep.lower == "from" for prep in verb.all_children("prep"))
    return verb.lemma == "rule" and verb.is_verb and _goes_with(verb, "out")


def denies_plainly(verb: Word) -> bool:
    """Whether somebody denies by a verb what its object names: "denies | wrongdoing"."""
    meaning = cue_of(verb) if verb.is_verb else None
    return meaning is not None and meaning.stance is Stance.DENIES


def is_ruled_out(verb: Word) -> bool:
    """Whether a verb is a gerund of what somebody rules out, or joined to one: "ruled out raising taxes and cutting pensions"."""
    first = verb.head if verb.dep == "conj" else verb
    return verb.tag == "VBG" and first.tag == "VBG" and rules_out(first.head)


def leaves_open(verb: Word) -> bool:
    """Whether something is not ruled out, or only to be: "has not ruled out", "refused to rule out"."""
    return rules_out(verb) and (is_negated(verb) or any(child.lower == "to" and child.dep == "aux" for child in verb.children))


def _goes_with(verb: Word, particle: str | None) -> bool:
    return any(child.lower == particle and child.left == child.right and child.index > verb.index for child in verb.children)


def tells_how(verb: Word, clause: Word) -> bool:
    """Whether a verb tells how something happened, or why it is so: "described how it failed", but not "explained how it works"."""
    first = next((child for child in clause.children if child.index < clause.index), clause)
    subject = verb.child("nsubj")
    heard = verb.lemma == "hear" and subject is not None and subject.lemma in HEARINGS
    told = meant(verb).kind in {CueKind.SPEECH, CueKind.EVIDENCE} and meant(verb).stance is Stance.ENDORSES
    open_ = is_negated(verb) or any(child.tag == "MD" or child.lower == "to" for child in verb.all_children("aux"))
    helpers = clause.all_children("aux", "auxpass")
    past = any(word.tag in {"VBD", "VBN"} for word in (clause, *helpers))
    reason = first.lower == "why" and has_tense(clause) and not any(child.tag in {"MD", "VBG"} for child in helpers[:1])
    return (heard or told) and not open_ and first.index == clause.left and (reason or (first.lower == "how" and past))


def is_passive(verb: Word) -> bool:
    """Whether a verb is in the passive, so that its speaker stands after "by"."""
    done = verb.tag == "VBN" and (verb.child("agent") is not None or _is_undergone(verb))
    return done or verb.child("nsubjpass", "auxpass") is not None


def _is_undergone(verb: Word) -> bool:
    """Whether a participle tells when something was done to whom the sentence is of: "when pressed on the matter, she left"."""
    marked = verb.has_child("when", "whenever", "if", "once", "unless", "until")
    return marked and verb.dep == "advcl" and verb.child("aux", "nsubj", "dobj") is None
