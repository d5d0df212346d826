"""What somebody says of something without a clause: "called the vote | free", "put the toll | at 40", "blames the loss | on haste"."""

from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import DOCUMENTS, VERBS, VOICES
from claimgraph.extract.grammar.frames import RELATIVES, SmallClause, is_negated, is_person, is_voice, subject_of
from claimgraph.extract.grammar.nominalisations import FIGURES, is_event
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

DESCRIBING = lexicon("""
    describe portray depict characterize characterise view regard cast denounce condemn hail brand praise criticize criticise see dismiss
    explain interpret present paint identify list record classify diagnose label name deride decry attack slam blast lambaste herald tout
    trumpet acclaim mock ridicule frame perceive vilify caricature tar pillory""")
"""Verbs that say what something is by "as"."""
NAMING = lexicon("call label dub brand deem consider pronounce judge term find think believe rule declare fear presume")
"""Verbs that say what something is by a second object."""
_POINTING_TO = {"point": "to", "refer": "to", "speak": "of", "think": "of", "talk": "about"}
"""Verbs that say by "as" what stands behind another preposition is: "points to haste | as the cause"."""
JUDGED = {
    ("blame", "for"): "is to blame for",
    ("credit", "with"): "is to thank for",
    **dict.fromkeys(((verb, "for") for verb in lexicon("praise commend laud applaud hail salute celebrate")), "is to be praised for"),
    **dict.fromkeys(
        (
            (verb, "for")
            for verb in lexicon("""criticise criticize condemn fault denounce attack slam blast lambaste castigate rebuke censure
            chide berate lambast reprimand scold upbraid""")
        ),
        "is to be faulted for",
    ),
    ("accuse", "of"): "is guilty of",
}
"""What a verb says of somebody with what stands behind a preposition."""
_SHOWING = frozenset({"show", "picture", "have", "put", "give"})
_STANDING = frozenset({"up", "down", "ahead", "behind", "level", "clear", "neck", "tied", "adrift", "short"})
"""What tells how somebody stands in a count."""
_MET_WITH = lexicon("open shut closed locked unlocked empty ajar intact deserted abandoned unattended unconscious")
"""How somebody comes upon something."""
_DATING = frozenset({"to", "from"})
_CAUSE = {"attribute": "to", "ascribe": "to", "blame": "on", "pin": "on", "credit": "to", "trace": "to", "link": "to"}
AMOUNT = {
    "put": "at",
    "place": "at",
    "estimate": "at",
    "set": "at",
    "reckon": "at",
    **dict.fromkeys(("value", "price", "cost", "peg"), "at"),
}
REVISED = dict.fromkeys(("raise", "revise", "lower", "cut", "increase", "reduce", "correct", "update", "downgrade", "bring", "up"), "to")
_PERSONS = frozenset({"him", "her", "them", "me", "us"})
_UNNAMED = frozenset({"it", "this", "that", "himself", "herself", "itself", "themselves", "which", "whom", "what"})


def small_clause(parse: Parse, verb: Word) -> SmallClause | None:
    """What a verb says of its object, or of the noun or the words that its relative clause belongs to; None where it does not.

    Nor of oneself: "considered himself lucky" tells of its subject as it stands.
    """
    found = _small_clause(parse, verb)
    if found is not None and found.head.lower in RELATIVES and found.complement and verb.dep == "relcl":
        what = tuple(word for word in parse.words[verb.head.left : found.head.index] if word.index <= verb.head.index)
        return SmallClause(found.complement[0], what, found.complement, found.joint) if what else None
    return None if found is not None and found.head.lower.endswith(("self", "selves")) else found


def _small_clause(parse: Parse, verb: Word) -> SmallClause | None:
    if verb.lemma in NAMING | DESCRIBING and not is_passive(verb) and (_adds(parse, verb) or is_comment(parse, verb)):
        return _of_antecedent(parse, verb)
    shown = _shown(parse, verb)
    if shown is not None:
        return shown
    target = verb.child("dobj", "nsubjpass" if is_passive(verb) else "dobj") or _pointed_to(verb)
    if target is None or (
        target.lower in _UNNAMED and not (target.lower == "it" and verb.lemma in (*AMOUNT, *_CAUSE, *DESCRIBING, "have"))
    ):
        return _named(parse, verb) if target is None or verb.lemma not in NAMING else _of_pronoun(parse, verb, target)
    return _caused(parse, verb, target) or _named(parse, verb) or _recorded(parse, verb, target) or _joined(parse, verb, target)


def _of_pronoun(parse: Parse, verb: Word, target: Word) -> SmallClause | None:
    """What a verb of naming says of a pronoun: "called it a forgery", but not "found it hard to say"."""
    said = verb.child("oprd", "acomp")
    opens = said is None or said.child("xcomp", "ccomp", "advcl") is not None or verb.child("xcomp", "ccomp") is not None
    plain = target.tag in {"PRP", "DT", "IN"} and target.lower in {"it", "this", "that"}
    named = _named(parse, verb) if plain and not opens and not is_negated(verb) else None
    return named or _quoted_name(parse, target)


def _pointed_to(verb: Word) -> Word | None:
    """What a verb says by a preposition and "as" that something is: "points to | haste | as the cause"."""
    joint = next((prep for prep in verb.all_children("prep") if _POINTING_TO.get(verb.lemma) == prep.lower), None)
    target = joint.child("pobj") if joint is not None else None
    below = (*verb.all_children("prep"), *target.all_children("prep")) if target is not None else ()
    return target if any(prep.lower == "as" and target is not None and prep.index > target.index for prep in below) else None


def _shown(parse: Parse, verb: Word) -> SmallClause | None:
    """What words or figures show somebody or something doing: "shows | the minister | shaking hands", "puts | the Greens | ahead"."""
    source = subject_of(verb)
    if verb.lemma not in _SHOWING or source is None or source.lemma not in DOCUMENTS or is_passive(verb):
        return None
    clause, target = verb.child("ccomp"), verb.child("dobj")
    who = clause.child("nsubj") if clause is not None else None
    if (
        clause is not None
        and who is not None
        and verb.lemma in {"show", "picture", "have"}
        and _is_tenseless(clause)
        and who.left > verb.index
    ):
        return SmallClause(
            who, parse.words[clause.left : who.right + 1], to_the_point(parse, parse.words[who.right + 1 : clause.right + 1]), "is"
        )
    if target is None or target.index < verb.index:
        return None
    doing = next((child for child in target.all_children("acl") if child.tag in {"VBG", "VBN"} and child.right == target.right), None)
    if doing is not None and verb.lemma != "put" and parse.words[doing.left - 1].text != ",":
        return SmallClause(target, parse.words[target.left : doing.left], to_the_point(parse, parse.subtree(doing)), "is")
    after = [child for child in verb.children if child.index > target.right]
    apart = verb.child("prt") if verb.lemma == "have" else None
    stands = any(child is apart or child.lower in _STANDING or (child.lower == "in" and child.has_child("front")) for child in after)
    laid = [word.lower for word in parse.words[target.right + 1 : target.right + 3]] == ["down", "to"]
    stands = stands and not laid
    last = max((child.right for child in after if not child.is_punctuation), default=target.right)
    return SmallClause(target, parse.subtree(target), parse.words[target.right + 1 : last + 1], "is") if stands else None


def _is_tenseless(clause: Word) -> bool:
    """Whether a clause has only a participle or an adjective for a verb: "the minister shaking hands", "the road empty"."""
    asks = any(child.tag in {"WRB", "WP", "WDT"} for child in clause.children)
    return (clause.tag in {"VBG", "VBN"} or clause.pos == "ADJ") and clause.child("aux", "auxpass", "mark") is None and not asks


def _recorded(parse: Parse, verb: Word, target: Word) -> SmallClause | None:
    """Where a document has somebody: "the register has | her | at work"."""
    source = subject_of(verb)
    placed = next((child for child in verb.children if child.left == target.right + 1 and child.dep in {"prep", "advmod", "oprd"}), None)
    documented = source is not None and source.lemma in DOCUMENTS
    if verb.lemma != "have" or verb.dep == "relcl" or not documented or target.lower not in _PERSONS or placed is None:
        return None
    return SmallClause(target, parse.subtree(target), to_the_point(parse, parse.subtree(placed)), "is")


def _caused(parse: Parse, verb: Word, target: Word) -> SmallClause | None:
    """What somebody gives as the cause of something: "blames | the loss | on haste", "blames the crew"."""
    inner = next((prep for prep in target.all_children("prep") if _CAUSE.get(verb.lemma) == prep.lower), None)
    if inner is not None and inner.right > inner.index and inner.index > target.index:
        return SmallClause(target, parse.words[target.left : inner.index], parse.words[inner.index + 1 : inner.right + 1], "is due to")
    after = [prep for word in (verb, target) for prep in word.all_children("prep") if prep.index > verb.index]
    traced = next((prep for prep in after if prep.lower == "to" and prep.right > prep.index), None)
    if traced is not None and verb.lemma == "put" and any(child.lower == "down" for child in verb.all_children("prt")):
        return SmallClause(target, parse.subtree(target), parse.words[traced.index + 1 : traced.right + 1], "is due to")
    blamed = verb.lemma == "blame" and not any(prep.lower in {"on", "for"} for prep in after)
    return SmallClause(target, parse.subtree(target), (), "is to blame") if blamed and target.pos in {"NOUN", "PROPN"} else None


def _joined(parse: Parse, verb: Word, target: Word) -> SmallClause | None:
    """What a preposition joins to something, or quotation marks: "puts the toll | at 40", "called the hint | 'shabby'"."""
    for prep in (*verb.all_children("prep"), *_hung_inside(parse, verb, target)):
        joint = _joint(verb, prep)
        if _is_function(target, prep) or ((verb.lemma, prep.lower) in JUDGED and not _is_judged(verb, target, prep)):
            continue
        inside = prep.right == target.right or (prep.head in {verb, target} and prep.right < target.right) or _revises(verb, prep)
        if joint and prep.left > (target.index if inside else target.right) and prep.right > prep.index:
            cut = target.index > verb.index and (verb.lemma in (*AMOUNT, *REVISED) or prep.is_under(target))
            what = parse.words[target.left : prep.left] if cut else parse.subtree(target)
            said = _to_close(parse, parse.words[prep.index + 1 : prep.right + 1])
            return SmallClause(target, what, to_the_point(parse, said), joint)
    return _quoted_name(parse, target) if verb.lemma in NAMING else None


def _adds(parse: Parse, verb: Word) -> bool:
    """Whether a verb heads a relative clause that only adds something to its noun."""
    return verb.dep == "relcl" and verb.head.is_nominal and parse.words[verb.left - 1].text == ","


def is_comment(parse: Parse, verb: Word) -> bool:
    """Whether a verb tells what somebody thinks of the words before it by a noun for them: "P, a sum that the firm calls absurd"."""
    noun, cue = verb.head, VERBS.get(verb.lemma)
    if cue is not None and cue.stance is Stance.DENIES:
        return False
    named = verb.dep == "relcl" and noun.is_nominal and parse.words[noun.left].lower in {"a", "an"}
    return named and parse.words[max(0, noun.left - 1)].text == ","


def _named(parse: Parse, verb: Word) -> SmallClause | None:
    """What a verb of naming says of something: "called the hint shabby", also where the parser made one phrase or a clause of both."""
    if verb.lemma not in NAMING:
        return None
    target, said = verb.child("dobj", "nsubjpass"), verb.child("oprd", "acomp")
    behind = _behind(verb, target) if target is not None and said is None else None
    if behind is not None and target is not None:
        places = [prep.right for prep in verb.all_children("prep") if prep.left == behind.right + 1]
        return SmallClause(
            target, parse.words[target.left : behind.left], parse.words[behind.left : max([behind.right, *places]) + 1], "is"
        )
    if target is not None and said is not None and said.index > target.right and (verb.lemma, said.tag) != ("find", "VBN"):
        return SmallClause(target, parse.subtree(target), parse.subtree(said), _is_or_was(verb, said))
    said = next(
        (
            child
            for child in verb.all_children("ccomp", "oprd")
            if child.index > verb.index and child.pos in {"ADJ", "NOUN"} and child.tag != "VBN"
        ),
        None,
    )
    what = None if said is None else said.child("nsubj") or (said.child("compound") if said.dep == "oprd" else None)
    if (
        said is None
        or what is None
        or what.index > said.index
        or said.child("aux", "cop", "mark") is not None
        or said.left != verb.index + 1
    ):
        return None
    return SmallClause(what, parse.words[said.left : what.right + 1], parse.words[what.right + 1 : said.right + 1], _is_or_was(verb, said))


def _is_or_was(verb: Word, said: Word) -> str:
    """How something was when somebody came upon it, or what it is in somebody's judgement: "found the door | open", "found it | unfair"."""
    return "was" if verb.lemma == "find" and verb.tag in {"VBD", "VBN"} and said.lemma in _MET_WITH else "is"


def _behind(verb: Word, target: Word) -> Word | None:
    """An adjective right behind a noun, which the parser hung on it or took for a clause: "ruled the sale | void", "feared two | dead"."""
    if target.pos == "PRON":
        return None
    inside = [child for child in target.all_children("amod") if child.index > target.index and child.right == target.right]
    beside = [child for child in verb.all_children("advcl") if child.left == target.right + 1 and child.child("mark", "nsubj") is None]
    return next((child for child in (*inside, *beside) if child.pos == "ADJ"), None)


def _hung_inside(parse: Parse, verb: Word, target: Word) -> list[Word]:
    """What the parser hung on a noun in the object: "put the number of people treated | at 300", "explains the sum | as rent"."""
    if verb.lemma in DESCRIBING or verb.lemma in _POINTING_TO:
        named = [prep for prep in target.all_children("prep") if prep.lower == "as"]
        return named or _judged_inside(verb, target)
    if any(verb.lemma == judging for judging, _ in JUDGED):
        return _judged_inside(verb, target)
    found = [word for word in parse.subtree(target) if word.dep == "prep" and word.lower == AMOUNT.get(verb.lemma)]
    return [prep for prep in found if prep.right == target.right or any(word.tag == "CD" for word in parse.subtree(prep))]


def _judged_inside(verb: Word, target: Word) -> list[Word]:
    """What the parser hung on who is judged of that for which he is: "faults the council | for its haste"."""
    return [prep for prep in target.all_children("prep") if (verb.lemma, prep.lower) in JUDGED and prep.index > verb.index]


def _is_judged(verb: Word, target: Word, prep: Word) -> bool:
    """Whether somebody is told to have done what stands behind a preposition: "praised the crew for its calm", not "for hours"."""
    noun = prep.child("pobj")
    deed = prep.child("pcomp") is not None or (noun is not None and (noun.child("poss") is not None or is_event(noun)))
    if verb.lemma in {"blame", "accuse"}:
        return True
    said = prep.child("pcomp")
    if said is not None and said.lemma in VERBS and said.child("ccomp") is not None:
        return False
    deed = deed and (verb.lemma != "attack" or prep.child("pcomp") is not None)
    return deed and (is_voice(target) or target.lower in _PERSONS or verb.lemma == "credit" or prep.child("pcomp") is not None)


def _is_function(target: Word, prep: Word) -> bool:
    """Whether "as" tells in which function somebody did something, and not what that is: "praised | her work | as a judge"."""
    noun = prep.child("pobj")
    own = target.child("poss") is not None and not is_person(target) and target.lemma not in VOICES - DOCUMENTS
    return prep.lower == "as" and noun is not None and own and is_person(noun)


def _of_antecedent(parse: Parse, verb: Word) -> SmallClause | None:
    """What a relative clause says of its noun: "an article, which she called unfair", "a rule that dealers describe as harsh"."""
    pronoun = next((child for child in verb.children if child.lower in {"which", "that", "whom", "who"} and child.index < verb.index), None)
    subject = verb.child("nsubj")
    contact = pronoun is None and subject is not None and verb.head.index + 1 == verb.left == subject.left
    if is_passive(verb) or (pronoun is None and not (contact and is_comment(parse, verb))):
        return None
    open_ = pronoun is None or pronoun.dep == "dobj"
    second = next((child for child in verb.all_children("dobj") if open_ and child.index > verb.index), None)
    named = (
        verb.child("oprd", "acomp", "attr")
        or (second if verb.lemma in NAMING else None)
        or next(
            (prep for prep in verb.all_children("prep") if verb.lemma in DESCRIBING and prep.lower == "as" and prep.right > prep.index),
            None,
        )
    )
    if named is None or named.index < verb.index:
        return None
    begin = verb.left if pronoun is None else pronoun.index
    what = [word for word in parse.words[verb.head.left : begin] if word.index <= verb.head.index or not word.is_punctuation]
    first = named.index + 1 if named.dep == "prep" else named.left
    complement = to_the_point(parse, _to_close(parse, parse.words[first : named.right + 1]))
    return SmallClause(complement[0] if named.dep == "prep" else named, tuple(what), complement, "is")


def _to_close(parse: Parse, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words, up to the end of the quotation that they open."""
    marks = [word for word in words if word.text == '"']
    rest = parse.words[words[-1].index + 1 : parse.sentence_of(words[0]).last + 1]
    close = next((word for word in rest if word.text == '"'), None)
    return words if len(marks) != 1 or close is None or marks[0] is not words[0] else parse.words[words[0].index : close.index + 1]


def _quoted_name(parse: Parse, target: Word) -> SmallClause | None:
    """The halves of one phrase of which the second is quoted: called | the rumours | "pure fiction"."""
    words = parse.subtree(target)
    mark = next((number for number, word in enumerate(words) if word.text in {'"', "'"} and word.tag != "POS"), 0)
    if not mark or not (words[mark - 1].is_nominal or words[mark - 1].tag in {"NNS", "NN"} or words[mark - 1].lower in _UNNAMED):
        return None
    quoted = [word for word in words[mark:] if not word.is_punctuation]
    return SmallClause(words[mark - 1], words[:mark], tuple(quoted), "is") if quoted else None


def _joint(verb: Word, prep: Word) -> str:
    if verb.lemma in DESCRIBING and prep.lower == "as":
        return "is" if verb.lemma != "name" or _is_person_named(prep) else ""
    if verb.lemma == "have":
        return "is" if prep.lower == "at" and _has_figure(verb, prep) else ""
    if _CAUSE.get(verb.lemma) == prep.lower:
        return "is due to"
    if verb.lemma == "date" and prep.lower in _DATING:
        return f"dates {prep.lower}"
    if (AMOUNT.get(verb.lemma) == prep.lower and verb.child("prt") is None) or _revises(verb, prep):
        return "is"
    if verb.lemma in _POINTING_TO and prep.lower == "as":
        return "is"
    return JUDGED.get((verb.lemma, prep.lower), "")


def _is_person_named(prep: Word) -> bool:
    """Whether somebody is named by a name, and not to an office: "named the dead man as Jon Hale"."""
    name = prep.child("pobj")
    return name is not None and (name.entity == "PERSON" or name.pos == "PROPN")


def _has_figure(verb: Word, prep: Word) -> bool:
    """Whether a count or document gives a number: "the census has it at 3,000", "the survey has the toll at 40"."""
    source, target, number = subject_of(verb), verb.child("dobj"), prep.child("pobj")
    given = number is not None and (number.tag == "CD" or number.child("nummod") is not None)
    counts = source is not None and (source.lemma in DOCUMENTS | FIGURES or (target is not None and target.lemma in FIGURES))
    return given and counts and verb.dep != "relcl" and verb.child("prt") is None


def _revises(verb: Word, prep: Word) -> bool:
    """Whether a verb says what a figure is from now on: "raised its toll to 23"."""
    figure = verb.child("dobj")
    return REVISED.get(verb.lemma) == prep.lower and figure is not None and figure.lemma in FIGURES


def to_the_point(parse: Parse, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without an aside at their end."""
    first, last = words[0].index, words[-1].index
    aside = next((word.left for word in words if word.right == last and word.left > first and _is_aside(parse, word)), None)
    return words if aside is None else parse.words[first:aside]


def _is_aside(parse: Parse, word: Word) -> bool:
    """Whether a word heads a clause or name after a comma that only comments on what stands before."""
    comments = word.child("relcl") is not None and word.has_child("a", "an")
    loose = word.dep in {"relcl", "acl", "appos"} or (word.dep in {"pobj", "oprd", "npadvmod"} and comments)
    mark = parse.words[word.left - 1]
    hyphen = mark.text == "-" and parse.words[mark.index - 1].end == mark.start
    return loose and not hyphen and mark.text in {",", "-", "--", "—", "–"}
