"""What is said, with its parts on both sides of who says it, or several clauses long before a closing "X said": the tree put right."""

from collections.abc import Sequence

from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.cues import STATING, VERBS, CueKind
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.trees import exchange, hang, raise_over
from claimgraph.extract.grammar.words import FINITE, Word

_SAYING = STATING | {CueKind.PROMISE}
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_LEADING = frozenset({"prep", "advmod", "npadvmod", "advcl", "punct", "cc"})
_CORRECTING = frozenset({"correct", "revise", "update", "amend", "contradict", "answer", "reply", "respond"})
"""What somebody does by saying something."""
_WHOLE = ("ccomp", "parataxis")


def mend_interrupted(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, to whom the words around a verb of saying belong."""
    for verb in words:
        if verb.is_verb and verb.tag in FINITE and verb.lemma in VERBS and VERBS[verb.lemma].kind in _SAYING:
            _give_back_around(verb, words)
            _give_back_named(verb, words)
            _take_over(verb, words)
            _take_for_content(verb, words)
            _join_passed_on(verb)
            _join_or_so(verb, words)
    for word in words:
        if word.is_verb and word.child(*_SUBJECTS) is None and has_tense(word):
            _take_from_list(word, words)
        elif word.is_root and word.is_verb:
            _take_for_whole(word, words)
        while word.dep in _WHOLE and word.is_verb and word.head.is_verb and _join_spliced(word, words):
            pass


def _text(index: int, words: Sequence[Word]) -> str:
    """The text of the word at an index, or none beyond the ends."""
    return words[index].text if 0 <= index < len(words) else ""


def _own_subject(clause: Word) -> str:
    return "nsubjpass" if clause.child("auxpass") is not None else "nsubj"


def _give_back_around(verb: Word, words: Sequence[Word]) -> None:
    """Who says it with all that is told of him, taken for what it is said of: "The pump, said Ann Lee, a clerk, | had failed"."""
    first, clause = verb.child("nsubj"), verb.child("ccomp")
    speaker = clause.child(*_SUBJECTS) if clause is not None else None
    if first is None or clause is None or speaker is None or not first.index < verb.index < speaker.index < clause.index:
        return
    commas = [word for word in words[first.left : verb.index] if word.text == ","]
    closed = "," in {_text(speaker.right, words), _text(speaker.right + 1, words)}
    set_in = len(commas) == 1 and commas[0].index == verb.index - 1 and speaker.left == verb.index + 1 and closed
    if set_in and is_voice(speaker) and clause.child("mark") is None:
        hang(speaker, verb, "nsubj")
        raise_over(clause, verb)
        hang(first, clause, _own_subject(clause))


def _give_back_named(verb: Word, words: Sequence[Word]) -> None:
    """What it is said of, hung on who says it: "The wall, | Ann Lee, who lives there, | said, had leaned", "Two, she said, left"."""
    host, first = verb.head, verb.child("nsubj")
    speaker = first.child("appos") if first is not None else None
    lacks = verb.dep == "parataxis" and host.index > verb.index and host.child(*_SUBJECTS) is None and has_tense(host)
    said = next((child for child in verb.all_children("ccomp") if child.left == verb.left and child.is_nominal), None)
    if lacks and said is not None and said.right < verb.index:
        hang(said, host, _own_subject(host))
    elif first is not None and speaker is not None and lacks and is_voice(speaker) and _text(verb.index + 1, words) == ",":
        hang(speaker, verb, "nsubj")
        hang(first, host, _own_subject(host))


def _take_over(verb: Word, words: Sequence[Word]) -> None:
    """Who says it at the beginning, hung into what is said: "In a letter, | the firm said | the mill, which had burned, was insured"."""
    host, speaker = verb.head, verb.child("nsubj")
    last = max([verb.index, *(child.right for child in verb.all_children("dobj", "dative", "prt"))])
    begins = verb.dep in {"parataxis", "ccomp"} and host.is_verb and last < host.index and verb.child("ccomp", "xcomp", "mark") is None
    if speaker is None or not begins or not speaker.index < verb.index or not is_voice(speaker) or not has_tense(host):
        return
    subject = host.child(*_SUBJECTS) or next((child for child in verb.all_children(*_SUBJECTS) if child.left == last + 1), None)
    behind = words[last + 1]
    if subject is None or subject.index < verb.index or (subject.left != last + 1 and behind.dep != "mark"):
        return
    leading = [child for child in host.children if child.index < verb.left and child.dep in _LEADING]
    for clause in [word for word in words if word.dep == "relcl" and word.left > subject.index and word.head.index < verb.left]:
        hang(clause, subject, "relcl")
    hang(subject, host, _own_subject(host))
    exchange(verb, host)
    host.dep = "ccomp"
    for child in leading:
        hang(child, verb, child.dep)


def _take_from_list(verb: Word, words: Sequence[Word]) -> None:
    """Of what a clause is, taken for more of what its first phrase names: "In the words of one guest, | rain and fog | spoilt the day"."""
    first = words[verb.left]
    for noun in words[first.index : verb.index] if first.dep == "prep" and first.head is verb else ():
        subject = noun.child("conj", "appos") if noun.dep == "pobj" else None
        if subject is not None and _text(subject.left - 1, words) == "," and subject.right == first.right and _reaches(first, verb, words):
            for joint in [child for child in noun.children if child.index > noun.index and child.dep in {"cc", "punct"}]:
                hang(joint, subject if joint.dep == "cc" and joint.index > subject.index else verb, joint.dep)
            hang(subject, verb, _own_subject(verb))
            return


def _reaches(first: Word, verb: Word, words: Sequence[Word]) -> bool:
    """Whether only helping words stand between a phrase and a verb."""
    return all(word.dep in {"aux", "auxpass", "neg", "advmod"} for word in words[first.right + 1 : verb.index])


def _take_for_whole(root: Word, words: Sequence[Word]) -> None:
    """A sentence taken for an aside to the clause before it: "As Ann Lee sees it, | the guests knew of it"."""
    mark = root.child("mark")
    clause = next((child for child in root.all_children("parataxis", "ccomp") if child.index > root.index), None)
    if mark is None or clause is None or mark.index != root.left or clause.child(*_SUBJECTS) is None or not has_tense(clause):
        return
    if "," in {_text(clause.left - 1, words), _text(clause.left, words)} and clause.child("mark") is None:
        raise_over(clause, root)
        root.dep = "advcl"


def _take_for_content(verb: Word, words: Sequence[Word]) -> None:
    """What is said, begun with when it was so, taken for what goes with saying it: "told us | after the fire, the owners left"."""
    clause = next((child for child in verb.all_children("advcl") if child.index > verb.index), None)
    own = clause is not None and clause.child("mark") is None and clause.child(*_SUBJECTS) is not None and has_tense(clause)
    if (
        clause is None
        or not own
        or verb.child("ccomp", "xcomp") is not None
        or _text(clause.left - 1, words) in {",", ";", ":", "-", "–", "—"}
    ):
        return
    if words[clause.left].dep in {"prep", "mark"} and not any(child.tag in {"WRB", "WDT", "WP"} for child in clause.children):
        clause.dep = "ccomp"


def _join_passed_on(said: Word) -> None:
    """What goes with saying it, hung on what is said: "P, Ann Lee said, | as quoted by X", "P, | correcting an earlier count, X said"."""
    for beside in said.head.all_children("advcl") if said.dep == "parataxis" else ():
        passed_on = beside.tag == "VBN" and beside.has_child("as") and beside.child("agent") is not None and beside.index > said.index
        corrects = beside.tag == "VBG" and beside.lemma in _CORRECTING and beside.child("mark") is None
        if passed_on or (corrects and said.head.index < beside.index < said.index):
            hang(beside, said, "advcl")


def _join_or_so(verb: Word, words: Sequence[Word]) -> None:
    """The words that open an aside, taken for the end of what is said: "P, | or so Ann Lee claims"."""
    subject = verb.child("nsubj")
    if subject is not None and subject.left > 1 and [word.lower for word in words[subject.left - 2 : subject.left]] == ["or", "so"]:
        hang(words[subject.left - 1], verb, "advmod")
        hang(words[subject.left - 2], verb, "cc")


def _join_spliced(clause: Word, words: Sequence[Word]) -> bool:
    """Whether one of several clauses that only commas part was taken for what the next says: "It rained, | the road was wet, X said"."""
    head, subject = clause.head, clause.head.child(*_SUBJECTS)
    whole = subject is not None and clause.child(*_SUBJECTS) is not None and has_tense(clause) and clause.child("mark") is None
    parted = clause.right < head.index and not {",", ";"}.isdisjoint(_text(clause.right + step, words) for step in (0, 1))
    if not whole or not parted or subject is None or _is_aside(clause) or _is_apart(clause, words):
        return False
    if clause.dep == "ccomp" and not _says(head) and clause.right < subject.left and _closed(head):
        exchange(clause, head)
        head.dep = "conj"
        return True
    first = next((child for child in head.all_children("ccomp") if child.right < clause.left and has_tense(child)), None)
    beside = first is not None and _closed(first) and not _is_apart(first, words)
    if beside and first is not None:
        hang(clause, first, "conj")
    return beside


def _says(verb: Word) -> bool:
    return verb.lemma in VERBS and VERBS[verb.lemma].kind in _SAYING


def _is_apart(clause: Word, words: Sequence[Word]) -> bool:
    """Whether a clause is a condition by its order, "had it been checked", or stands behind a quotation mark, which tells what is said."""
    first = min(above.left for above in (clause, *clause.ancestors()))
    quoted = any(word.text == '"' for word in words[first : clause.index])
    return quoted or words[clause.left].pos in {"AUX", "VERB"}


def _is_aside(clause: Word) -> bool:
    """Whether a clause only names who says something: "the mayor says"."""
    subject = clause.child("nsubj")
    return _says(clause) and subject is not None and is_voice(subject) and clause.child("ccomp", "xcomp", "dobj") is None


def _closed(clause: Word) -> bool:
    """Whether who says a clause, and what stands before it, is named at the end: "P, Q, X said"."""
    around = [clause, *clause.ancestors()]
    for saying in (*around, *(child for word in around for child in word.all_children("parataxis"))):
        after = [child for child in saying.all_children("ccomp", "xcomp", "conj", "advcl", "parataxis") if child.index > saying.index]
        if saying.index > clause.index and _says(saying) and not after:
            return True
    return False
