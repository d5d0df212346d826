"""What kinds of clauses state nothing by themselves: bare infinitives, headings, and what is left of an act of speech."""

from collections.abc import Iterator, Sequence

from claimgraph.extract.grammar.coordinated import chain_of, shared_helpers
from claimgraph.extract.grammar.cues import DOCUMENTS, NOUNS, PERSON_NOUNS, VOICES
from claimgraph.extract.grammar.dating import WEEKDAYS
from claimgraph.extract.grammar.frames import is_negated, is_person
from claimgraph.extract.grammar.inverted import supposes
from claimgraph.extract.grammar.stated_dates import MONTHS
from claimgraph.extract.grammar.words import TENSED, Word
from claimgraph.extract.lexicon import lexicon

_FATES = frozenset({"dead", "hurt", "injured", "wounded", "missing", "killed", "feared", "homeless", "stranded"})
_DAYS = lexicon("day date night eve anniversary birthday holiday deadline start end week month year")
_GIVEN = frozenset({"despite", "given", "after", "following", "over", "notwithstanding", "amid"})
"""Prepositions of what has come about."""
_WITH = {
    "of": lexicon("because scene wake aftermath result news anniversary day night time cause consequence victim survivor in"),
    "to": lexicon("lead contribute respond react due"),
    "by": lexicon("shock shake trigger spark cause prompt follow mark sadden stun"),
    "with": lexicon("end begin start culminate coincide climax open sink crash founder capsize"),
}
"""Other prepositions of what has come about, by the words before them: "the scene of the killing of two", "ended with the death of X"."""
_AVERTING = lexicon("""
    cancel postpone delay schedule halt suspend spare allow enable favour favor mean like ensure approve authorise authorize prevent
    avoid avert stop block threaten plan want seek demand risk predict urge order propose consider discuss deny reject fear expect
    oppose support call request foresee await invite forbid ban rule exclude""")


def is_infinitive(word: Word) -> bool:
    """Whether a clause only says what is to be: "for the road to be closed"."""
    return any(child.lower == "to" for child in word.all_children("aux"))


def only_names_matter(words: Sequence[Word]) -> bool:
    """Whether a heading states nothing: "what the pictures tell us", "counting the dead", but not "who fired first is unclear"."""
    root = next((word for word in words if word.is_root), words[0])
    told = root.child("csubj") is not None or any(subject.is_verb for subject in root.all_children("nsubj"))
    asks = words[0].tag in {"WP", "WRB", "WDT"} and not told
    return (asks or (words[0].tag == "VBG" and root is words[0])) and words[-1].text != "?"


def announces_matter(words: Sequence[Word]) -> bool:
    """Whether a heading only says what is told of something: "the fire: what we know", "the fire: counting the dead"."""
    colon = next((at for at, word in enumerate(words[:-1]) if word.text == ":"), 0)
    names = colon > 0 and not any(word.tag.startswith(("VB", "MD")) for word in words[:colon])
    return names and words[-1].text != "?" and _is_matter(words[colon + 1 :])


def _is_matter(words: Sequence[Word]) -> bool:
    """Whether words are one question or one participle and all that belongs to it: "what we know", but not "what he did was wrong"."""
    first = words[0]
    asks = first.tag in {"WP", "WDT"} and words[1:] and words[1].lower not in {"a", "an"}
    head = next((above for above in first.ancestors() if above.is_verb), None) if asks else first if first.tag == "VBG" else None
    finite = sum(word.tag in TENSED for word in words)
    return (
        head is not None
        and finite <= (first.tag != "VBG")
        and all(word.is_punctuation or word is head or word.is_under(head) for word in words)
    )


def is_elliptic(word: Word) -> bool:
    """Whether a clause says nothing but that another holds: "that it had"."""
    if word.lemma not in {"have", "do", "will", "can", "would", "could", "must", "may", "might"} or word.child("nsubj") is None:
        return False
    return all(child.dep in {"nsubj", "mark", "neg", "advmod", "punct"} for child in word.children)


def takes_place(event: Word) -> bool:
    """Whether a sentence takes it for granted that an event was, where it names one: "the sale of X angered Y", "after the death of X"."""
    prep = event.head
    if event.dep == "pobj":
        led = prep.lower in _WITH and prep.head.lemma in _WITH[prep.lower] and not _is_open(prep.head)
        return led or (prep.lower in _GIVEN and not _is_open(next((up for up in prep.ancestors() if up.is_verb), prep)))
    if event.dep not in {"nsubj", "nsubjpass", "dobj"}:
        return False
    averted = prep.lemma in _AVERTING or prep.has_child("likely", "unlikely", "possible", "imminent", "inevitable", "due", "off")
    return not (averted or _is_open(prep) or is_negated(prep) or prep.has_child("nor", "neither"))


def _is_open(verb: Word) -> bool:
    """Whether a verb leaves open whether what it tells is so: "would lead", "to stop", "if it ends"."""
    unsure = any(child.tag == "MD" or child.lower == "to" for child in verb.all_children("aux"))
    return unsure or verb.has_child("if", "unless", "whether")


def predicates(word: Word) -> bool:
    """Whether a word of a headline says something of another without a main verb: "three dead in fire", "bank robbed"."""
    if word.tag not in {"VBN", "VBD", "VBZ", "VBP"} and word.lower not in _FATES:
        return False
    return not is_in_relative(word)


def is_in_relative(word: Word) -> bool:
    """Whether a word stands in a relative clause."""
    return any(above.dep == "relcl" for above in (word, *word.ancestors()))


def asks_or_marks(word: Word) -> bool:
    """Whether a word begins what somebody says or asks: "that", "why", "because"."""
    return word.dep == "mark" or word.tag in {"WP", "WRB", "WDT"}


def is_left_unsaid(clause: Word) -> bool:
    """Whether a clause is what somebody does not say: "admits that P but | not that Q", "fell, | not because Q"."""
    refusal = next((child for child in clause.children if child.lower == "not" and child.dep in {"neg", "advmod", "preconj", "cc"}), None)
    return refusal is not None and any(asks_or_marks(word) and word.index == refusal.index + 1 for word in clause.children)


def is_condition(clause: Word) -> bool:
    """Whether a clause names a condition: "if it rained", "had it rained"."""
    mark = clause.child("mark")
    return supposes(clause) if mark is None else mark.lower in {"if", "unless", "provided"}


def is_conditioned(conjunct: Word) -> bool:
    """Whether what a clause foretells hangs on a condition before the clause it goes on from: "If it fails, A will go and | B stay"."""
    chain = chain_of(conjunct)
    helpers = [*conjunct.all_children("aux"), *shared_helpers(conjunct)]
    before = [clause for first in chain[1:] for clause in first.all_children("advcl") if clause.right < first.index]
    return any(helper.tag == "MD" for helper in helpers) and any(map(is_condition, before))


def is_tag(words: Sequence[Word]) -> bool:
    """Whether words only ask whether what was said is so: "isn't it?"."""
    solid = [word for word in words if not word.is_punctuation]
    helps = bool(solid) and solid[0].tag in TENSED and (solid[0].tag == "MD" or solid[0].lemma in _HELPERS)
    return helps and 2 <= len(solid) <= 3 and all(word.tag == "PRP" or word.lower in {"not", "n't"} for word in solid[1:])


def is_let(verb: Word) -> bool:
    """Whether a verb only calls on somebody to let something be: "Let everyone know that P"."""
    return verb.lemma == "let" and verb.tag == "VB" and verb.child("nsubj", "aux", "mark") is None


_HELPERS = frozenset({"be", "have", "do", "will", "can"})
_ZONES = frozenset({"gmt", "utc", "bst", "cet", "cest", "eet", "msk", "ist", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt"})


def measures(mark: Word | None) -> bool:
    """Whether a clause says how soon, long or much another is so: "as soon as the road was open", "as much rain as it gets"."""
    if mark is None or mark.lower != "as":
        return False
    before = [word for word in _below(mark.head.head) if word.index < mark.index]
    return any(word.lower in {"as", "so"} and word.dep == "advmod" and word.head.tag.startswith(("RB", "JJ")) for word in before)


def _below(word: Word) -> Iterator[Word]:
    yield word
    for child in word.children:
        yield from _below(child)


def can_be(noun: Word, other: Word) -> bool:
    """Whether the words of a sentence can say that a noun is another: no list of what there was not, no date, no heading, no remark."""
    nothing = noun.has_child("no") or other.has_child("no")
    dated = (_is_date(noun) or _is_date(other)) and other.lemma not in _DAYS
    bare = other.tag == "NN" and other.child("det", "poss", "nummod") is None and not is_person(other)
    heading = bare and noun.is_root and other.child("prep") is None
    unlike = "PROPN" not in {noun.pos, other.pos} and {noun.tag, other.tag} == {"NN", "NNS"} and other.has_child("the")
    listed = any(one.head.dep == "appos" and one.child("conj") is not None for one in (other, *other.all_children("appos")))
    listed = listed or _are_listed(noun, other, other.child("conj"))
    remark = other.lemma in NOUNS.keys() | {"question"} and (noun.pos == "PROPN" or is_person(noun))
    behind = any(child.index < other.index for child in noun.all_children("relcl"))
    many = behind and noun.entity == "PERSON" and other.lemma in VOICES - PERSON_NOUNS - DOCUMENTS
    return not (many or nothing or dated or heading or unlike or listed or remark)


def _are_listed(*nouns: Word | None) -> bool:
    """Whether nouns that are not known yet stand side by side: "a tailor, a midwife and six children"."""
    return all(noun is not None and (noun.has_child("a", "an") or noun.child("nummod") is not None) for noun in nouns)


def _is_date(noun: Word) -> bool:
    """Whether a noun is a day, a month, an hour with its number or the time of a zone."""
    if noun.lower in _ZONES:
        return True
    counted = noun.tag == "CD" or noun.child("nummod") is not None
    return noun.entity in {"DATE", "TIME"} and (counted or noun.lemma in MONTHS or noun.lemma in WEEKDAYS)
