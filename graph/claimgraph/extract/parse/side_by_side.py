"""Sayings that the parser hangs into one another: "X says P | and Y says Q", "which | X says | shows Q", "What X says is | that P"."""

from collections.abc import Sequence

from claimgraph.extract.attribution.small_clauses import DESCRIBING, NAMING
from claimgraph.extract.grammar.contents import has_that
from claimgraph.extract.grammar.cues import STATING, VERBS, CueKind
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.trees import exchange, hang, raise_over
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon

_AGAINST = frozenset({"while", "whereas", "whilst", "although", "though"})
_OF_ANOTHER = lexicon("others another some many most one several few")
"""Words for another voice than the one before; "he" and "they" are as often that one."""
_FAULTING = frozenset({"blame", "accuse"})
_THEM = frozenset({"him", "her", "them", "it"})
_PUTTING = frozenset({"put", "place", "set"})
_PRESENT = frozenset({"VBZ", "VBP"})
_SUBJECTS = ("nsubj", "nsubjpass")
_WHOLE = lexicon("what all")
"""What, with who says it, stands for all that is said: "What X says is that P", "All X would say is that P"."""
_LEADING = frozenset({"prep", "advmod", "npadvmod", "advcl", "punct", "cc"})


def mend_side_by_side(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, which of two sayings is within the other and which stands beside it."""
    for word in words:
        if word.dep in {"conj", "advcl"} and (_says(word) or _calls(word)):
            _set_beside(word, words)
        elif word.lower in _WHOLE and word.dep in {"dobj", "nsubj"}:
            _take_for_saying(word)
        elif word.dep == "parataxis" and _says(word):
            _take_what_leads_in(word, words)
            _take_for_progressive(word)
        elif word.dep == "xcomp" and word.lemma in VERBS and any(child.lower == "being" for child in word.all_children("auxpass")):
            _join_to_told(word)
        elif word.dep == "ccomp" and _says(word.head):
            _put_first(word, words)
            _take_for_helping(word)
        if word.tag in {"WDT", "WP"} and word.dep in _SUBJECTS:
            _take_for_relative(word, words)


def _says(verb: Word) -> bool:
    """Whether a verb is one by which somebody who is named before it says, thinks or shows something."""
    meaning = VERBS.get(verb.lemma)
    subject = verb.child("nsubj")
    return verb.is_verb and meaning is not None and meaning.kind in STATING and subject is not None and subject.index < verb.index


def _calls(verb: Word) -> bool:
    """Whether a verb is one by which somebody who is named before it calls something what it is: "Lind | called | it a farce"."""
    subject = verb.child("nsubj")
    calls = verb.lemma in NAMING | DESCRIBING | _FAULTING and verb.child("dobj") is not None
    return calls and subject is not None and subject.index < verb.index and is_voice(subject)


def _tense(verb: Word) -> str:
    """The tag of the first of the words that make up a verb: of "has said" that of "has"."""
    helpers = [child for child in verb.children if child.dep in {"aux", "auxpass"}]
    return helpers[0].tag if helpers else verb.tag


def _set_beside(other: Word, words: Sequence[Word]) -> None:
    """What another says, hung on what one says: "The army says P | and the rebels say Q", "X said P, | while Y insists that Q"."""
    clause, first = other.head, other.head
    while clause.dep == "conj":
        clause = clause.head
    said, subject, content = clause.head, other.child("nsubj"), other.child("ccomp") or (other.child("dobj") if _calls(other) else None)
    if clause.dep != "ccomp" or not _says(said) or not said.index < clause.left or subject is None or content is None:
        return
    mark = other.child("mark")
    joined = other.dep == "conj" if mark is None else other.dep == "advcl" and mark.lower in _AGAINST
    nested = _says(clause) and clause.child("ccomp") is not None
    if not joined or content.index < other.index or nested or not _is_another(other, subject) or not _is_parallel(said, other):
        return
    between = words[said.index + 1 : clause.left]
    if any(word.text in {'"', ":"} for word in between):
        return
    for joint in [child for child in first.children if clause.index < child.index < other.left and child.dep in {"cc", "punct"}]:
        if joint.index >= other.left - 2:
            hang(joint, said, joint.dep)
    hang(other, said, other.dep)


def _put_first(clause: Word, words: Sequence[Word]) -> None:
    """What one says, taken for what another says behind it: "Police said 400 came | , organisers said it was 2,000"."""
    other, subject = clause.head, clause.head.child("nsubj")
    one = clause.child("nsubj")
    content = next((child for child in other.all_children("ccomp") if child.index > other.index), None)
    if one is None or subject is None or content is None or not clause.right < subject.left or "MD" in {_tense(clause), _tense(other)}:
        return
    states = (clause.lemma in VERBS and clause.child("ccomp", "dobj") is not None) or clause.lemma in NAMING | _PUTTING
    between = [word.text for word in words[one.left : subject.left]]
    if states and between[-1] == "," and '"' not in between and ":" not in between and _is_another(other, subject) and is_voice(one):
        exchange(clause, other)
        other.dep = "conj"


def _is_another(verb: Word, subject: Word) -> bool:
    """Whether a saying is of somebody else, who neither tells it to the first nor belongs to him."""
    speaks = is_voice(subject) or VERBS[verb.lemma].kind is not CueKind.EVIDENCE
    named = subject.lower in _OF_ANOTHER or (subject.pos != "PRON" and speaks)
    told = () if _calls(verb) else verb.all_children("dobj", "dative")
    tied = any(child.lower in _THEM for child in told) or subject.child("poss") is not None
    return named and not tied


def _is_parallel(said: Word, other: Word) -> bool:
    """Whether two sayings are told of in one tense, or the second in the present, and not as something that was said before."""
    first, second = _tense(said), _tense(other)
    return (second in _PRESENT and first in {*_PRESENT, "VBD"}) or first == second in {"VBD", "VBG"}


def _take_for_relative(which: Word, words: Sequence[Word]) -> None:
    """Who says what a relative clause tells, taken for its verb: "It is shut, which | Berg believes | means that trade suffers"."""
    clause, said = which.head, which.head.head
    after = words[which.index + 1] if which.index < words[-1].index else which
    embeds = clause.dep == "ccomp" and said.dep in {"advcl", "ccomp"} and _says(said) and said.index < clause.index
    if not embeds or said.left != which.index or not after.is_under(said) or after.is_under(clause):
        return
    before = words[max(which.index - 2, 0)]
    noun = before
    while noun.is_nominal and noun.dep in {"compound", "poss"} and noun.head.index < which.index:
        noun = noun.head
    raise_over(clause, said)
    if noun.is_nominal and not noun.is_under(clause):
        hang(clause, noun, "relcl")
    else:
        clause.dep = "relcl"


def _take_for_saying(what: Word) -> None:
    """A saying with what is said behind "is", taken for something that is: "What the report also says | is that it was likely"."""
    said = what.head if what.dep == "dobj" else what.child("relcl")
    if said is None or not _says(said) or what.index > said.index:
        return
    being = said.head if what.dep == "dobj" else what.head
    content = being.child("ccomp")
    if being.lemma != "be" or said.dep not in {"csubj", "relcl"} or content is None or not said.index < being.index < content.index:
        return
    subject = said.child("nsubj")
    if subject is None or being.child("neg") is not None:
        return
    _put_in_place(said, being, what)
    hang(content, said, "ccomp")


def _take_for_progressive(aside: Word) -> None:
    """What somebody was doing, taken for more of an aside: "Her son was, | she says, always telling her that P"."""
    being = aside.head
    beside = (*being.all_children("advcl"), *aside.all_children("advcl"))
    doing = next((child for child in beside if child.tag == "VBG" and child.index > aside.index), None)
    bare = being.lemma == "be" and being.index < aside.index and being.child("attr", "acomp", "xcomp", "ccomp", "oprd") is None
    if bare and doing is not None and doing.child("mark", "aux", "nsubj") is None:
        hang(doing, being, "advcl")
        raise_over(doing, being)
        for child in [*being.children]:
            hang(child, doing, child.dep)
        being.dep = "aux"


def _take_for_helping(being: Word) -> None:
    """What it is that somebody says, hung on "is": "All Ann Lee said | was | that it rained"."""
    content = being.child("ccomp")
    bare = being.lemma == "be" and being.left == being.index == being.head.index + 1
    if bare and content is not None and has_that(content):
        hang(content, being.head, "ccomp")
        being.dep = "aux"


def _put_in_place(said: Word, being: Word, what: Word) -> None:
    """Let a saying be the verb of the clause in which something is said to be, and that one of its helping words."""
    if what.dep != "dobj":
        hang(said, being, "csubj")
        hang(what, said, "dobj")
    raise_over(said, being)
    for child in [*being.children]:
        hang(child, said, child.dep)
    being.dep = "aux"
    what.dep = "det"


def _join_to_told(told: Word) -> None:
    """What somebody was told or asked, hung on that act: "remembered being told by Y | that P"."""
    clause = next((child for child in told.head.all_children("ccomp") if child.left == told.right + 1), None)
    if clause is not None and clause.child("mark") is not None and told.child("ccomp") is None:
        hang(clause, told, "ccomp")


def _take_what_leads_in(said: Word, words: Sequence[Word]) -> None:
    """What leads in to a saying before a colon, taken for part of what is said: "In a statement, | the firm said: 'P'"."""
    host, at = said.head, said.right + 1
    colon = words[at] if at < len(words) else said
    if colon.text != ":" or host.index < said.index or said.child("ccomp") is not None:
        return
    for child in [one for one in host.children if one.index < said.left and one.dep in _LEADING]:
        hang(child, said, child.dep)
