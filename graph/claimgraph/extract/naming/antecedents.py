"""Nouns that a pronoun may stand for, and what speaks for or against one: number, animacy, where it stands, how it is spoken of."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.extract.grammar.cues import DOCUMENTS, VERBS, VOICES
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.given_names import MEN, WOMEN
from claimgraph.extract.naming.names import Name
from claimgraph.model import EntityKind, Stance

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
POSSESSIVE = frozenset({"his", "its", "their", "my", "our"})
_ADDRESSING = frozenset({"tell", "inform", "warn", "remind", "assure", "notify", "reassure"})
_ANSWERING = frozenset({"reply", "answer", "respond", "retort", "counter", "rejoin", "object", "protest"})
_SETTING = frozenset({"in", "on", "at", "about", "with", "after", "before", "from", "during"})
_OF_WRITINGS = lexicon("author writer signatory reader finding conclusion wording appendix annex footnote chapter page preface abstract")
_BLAMING = lexicon("accuse blame charge suspect criticise criticize denounce attack condemn fault sue confront challenge")
_HIS = frozenset({"mr", "lord", "sir", "king", "prince", "man", "father", "husband", "son", "brother", "chairman", "spokesman", "boy"})
_HERS = frozenset(
    {"mrs", "ms", "miss", "lady", "queen", "princess", "woman", "mother", "wife", "daughter", "sister", "chairwoman", "spokeswoman", "girl"}
)
LEAST_LEAD = 3.0
"""By how much what a pronoun surely stands for is ahead of all else; chosen on 290 judged pronouns (`docs/quality.md`)."""
LEADING = frozenset({"nsubj", "nsubjpass", "poss"})
"""Where a pronoun most often goes on with what was spoken of."""
_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE", "EVENT"})
_PARTS = frozenset({"one", "some", "most", "many", "few", "all", "both", "none", "neither", "either", "each", "several", "half"})
GROUPS = frozenset(
    {
        "government",
        "army",
        "team",
        "party",
        "company",
        "police",
        "family",
        "public",
        "staff",
        "crew",
        "opposition",
        "union",
        "club",
        "group",
        "council",
    }
)


_ANIMALS = lexicon("""animal bear bird boar bull calf camel cat chimpanzee cow deer dog dolphin donkey eagle elephant elk falcon foal fox
    goat gorilla hawk hen horse hound jaguar kitten lamb leopard lion lioness mare monkey mule orangutan otter owl ox panda panther parrot
    pet pig pony puppy rabbit ram rhino rhinoceros seal sheep snake stallion swan tiger tigress whale wolf zebra""")
_TAKES_SAYING = frozenset({"say", "believe", "deny", "doubt", "know", "think", "claim", "confirm", "report", "admit", "accept", "explain"})
_TRADES = lexicon("""acquirer bank bidder brewer breeder broadcaster builder buyer carrier client contractor creditor customer dealer debtor
    developer distributor employer exporter importer insurer landlord lender lessee lessor maker manufacturer operator owner partner
    producer promoter provider publisher refiner retailer rival seller shipper sponsor subcontractor subsidiary supplier tenant trader
    vendor wholesaler""")
"""Nouns of those in a trade, who may be a person or a firm."""
_WHILE = frozenset({"when", "while", "after", "before", "until", "as"})
_TOWARDS = frozenset({"with", "for", "against", "to", "at", "from", "on"})


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A noun phrase that a later pronoun may stand for; who speaks under a noun that says neither may be a person or a thing."""

    head: Word
    name: Name | None
    person: bool
    thing: bool
    plural: bool
    group: bool
    subject: bool
    at: Word


def is_unclear(word: Word, candidate: Candidate) -> bool:
    """Whether "he" or "she" would be somebody of whom only the speaking suggests that it is a person."""
    return candidate.person and candidate.thing and word.lower in HE | SHE


def is_plainly_meant(word: Word, candidate: Candidate, *, speaks: bool) -> bool:
    """Whether a pronoun and the best noun for it stand where there is little room for doubt.

    A person has a name or says the words around the pronoun (`speaks`); a thing or a group is the subject there, and the pronoun a
    subject or an owner.
    """
    if word.lower in HE | SHE:
        return candidate.person and not candidate.thing and (candidate.name is not None or speaks)
    leading = word.dep in LEADING and candidate.subject
    if word.lower in IT:
        return leading and not _may_be_empty(word)
    return leading and (candidate.plural or candidate.at.sentence == word.sentence)


def _may_be_empty(it: Word) -> bool:
    """Whether "it" may only point ahead: "it was a tank that blocked the road"."""
    named = it.head.child("attr") if it.dep == "nsubj" and it.head.lemma == "be" else None
    return named is not None and any(child.has_child("that", "who") for child in named.all_children("relcl"))


def is_rivalled(word: Word, best: Candidate, others: Sequence[Candidate], *, speaks: bool) -> bool:
    """Whether something less likely may be meant by a pronoun all the same, so that no name should stand in its place.

    An animal may be "he", a builder "it" where no firm speaks (`speaks`), and "their" seldom is of things.
    """
    if word.tag == "PRP$" and _goes_with_another(word, best):
        return True
    near = [other for other in others if word.sentence - other.at.sentence <= 1 and not other.plural]
    if word.lower in HE | SHE:
        return not speaks and word.tag != "PRP$" and any(other.head.lemma in _ANIMALS and other.name is None for other in near)
    if word.lower not in IT:
        return word.tag == "PRP$" and best.head.pos == "NOUN" and not (best.person or best.group)
    if word.tag == "PRP$" or (speaks and word.head.lemma in VERBS):
        return False
    trading = any(other.head.lemma in _TRADES and other.name is None and not other.head.is_under(best.head) for other in near)
    if word.dep == "nsubjpass" and speaks and _is_bare(best):
        return any(other.name is None and other.thing and (other.subject or other.head.dep == "dobj") for other in near)
    return trading and not speaks


def _is_bare(candidate: Candidate) -> bool:
    """Whether a candidate is a name of one word, which may be a person's though it was taken for a firm's."""
    return candidate.head.tag == "NNP" and candidate.name is not None and " " not in candidate.name.name


def _goes_with_another(word: Word, best: Candidate) -> bool:
    """Whether an owner is rather what its noun is joined to, or that has the same: "the town and its driver", "its roof, its doors"."""
    joined = word.head.head if word.head.dep == "conj" else word.head
    owned = any(child.lower == word.lower for child in best.head.all_children("poss"))
    return owned or (joined is not word.head and joined.is_nominal and joined.index < word.index and joined is not best.head)


def is_perhaps_person(candidate: Candidate) -> bool:
    """Whether a noun is of one person, or a name of two words that was taken for a firm and may be one's."""
    if candidate.plural or candidate.head.pos not in {"NOUN", "PROPN"}:
        return False
    article = any(child.lower == "the" for child in candidate.head.children)
    full = candidate.name is not None and len(candidate.name.name.split()) == 2 and not article
    return (candidate.person and not candidate.thing) or (full and candidate.head.entity not in _PLACES)


def is_parallel(word: Word, noun: Word) -> bool:
    """Whether two are subjects of what one speaker says in two clauses: "accepts that a letter came but denies that it was read"."""
    mine, other = word.head, noun.head
    if not {word.dep, noun.dep} <= {"nsubj", "nsubjpass"} or mine.dep != "ccomp" or other.dep != "ccomp":
        return False
    return mine.head.dep == "conj" and mine.head.head is other.head and mine.head.child("nsubj") is None


def is_compared(word: Word, noun: Word) -> bool:
    """Whether a pronoun is what the clause around it is about, which it is compared with: "carried more than it was built for"."""
    verb = word.head
    mark = verb.child("mark")
    compares = verb.dep == "advcl" and mark is not None and mark.lower == "than" and word.dep in {"nsubj", "nsubjpass"}
    above = next((one for one in verb.ancestors() if one.is_verb), None) if compares else None
    return above is not None and noun.head is above and noun.dep in {"nsubj", "nsubjpass"}


def is_aside(noun: Word) -> bool:
    """Whether a noun stands in a relative clause or a participle after a noun, so that a pronoun elsewhere seldom means it."""
    return any(above.dep in {"relcl", "acl"} for above in noun.ancestors())


def is_elliptical(word: Word) -> bool:
    """Whether a pronoun has a verb of which the rest is left out: "says it was not"."""
    verb = word.head
    rest = [
        child for child in verb.children if child.index > verb.index and not child.is_punctuation and child.dep not in {"neg", "advmod"}
    ]
    return word.dep in {"nsubj", "expl"} and verb.lemma in {"be", "do", "have"} and not rest


def as_addressed(word: Word, noun: Word) -> float:
    """How much for or against a pronoun it speaks that a noun names the one spoken to, inside of what is said.

    Who is told something is seldom meant there, but who is asked something, or to whom "it is put", is.
    """
    prep = noun.head if noun.dep == "pobj" and noun.head.lower == "to" else None
    verb = noun.head if noun.dep in {"dobj", "dative"} else prep.head if prep is not None else noun
    if noun is verb or not word.is_under(verb):
        return 0.0
    if prep is not None:
        return 6.0 if verb.lemma == "put" else 0.0
    return -4.0 if verb.lemma in _ADDRESSING else 4.0 if verb.lemma == "ask" else 0.0


def is_among(holder: Word) -> bool:
    """Whether somebody is only one of those among whom a thing is widespread: "a theory popular among | diplomats"."""
    among = holder.head
    return holder.dep == "pobj" and among.lower in {"among", "amongst"} and among.head.pos == "ADJ"


def is_answering(word: Word, noun: Word) -> bool:
    """Whether a pronoun speaks and a noun is who was asked just before, or who was blamed or told something and now denies or replies."""
    verb, prep = word.head, noun.head if noun.dep == "pobj" and noun.head.lower == "to" else None
    spoken = prep.head if prep is not None else noun.head
    near = 0 <= word.sentence - noun.sentence <= 1 and noun.index < word.index
    if not near or word.dep != "nsubj" or noun.dep not in {"dobj", "dative", "pobj"} or spoken is verb or word.is_under(spoken):
        return False
    if spoken.lemma == "ask" and verb.lemma in VERBS:
        return True
    meaning = VERBS.get(verb.lemma)
    answers = verb.lemma in _ANSWERING or (meaning is not None and meaning.stance is Stance.DENIES)
    put = spoken.lemma == "put" and prep is not None
    return answers and (put or spoken.lemma in _ADDRESSING | _BLAMING)


def is_written(word: Word, noun: Word) -> bool:
    """Whether a noun is what only a document has the owner of: "the report says …; its authors"."""
    return word.lower == "its" and word.head.lemma in _OF_WRITINGS and noun.lemma in DOCUMENTS


def is_done_to(one: Candidate, best: Candidate) -> bool:
    """Whether many are those to whom a verb says that others, the best candidate, did something: "guards beat two men"."""
    verb = best.head.head
    joint = one.plural and one.person and best.plural
    return joint and one.head.dep == "dobj" and one.head.head is verb and best.head.dep == "nsubj"


def is_silent(word: Word, candidate: Candidate) -> bool:
    """Whether a candidate is nothing that a pronoun that speaks can be: a document is no "he", "she" or "they"."""
    return (candidate.head.lemma in DOCUMENTS and word.lower not in IT) or not (
        candidate.person or candidate.group or is_voice(candidate.head)
    )


def is_spoken_of_as_one(candidate: Candidate) -> bool:
    """Whether a group has a verb in the singular: "the institute believes they are old" is not about the institute."""
    return not candidate.plural and candidate.head.dep == "nsubj" and candidate.head.head.tag == "VBZ"


def is_class(word: Word) -> bool:
    """Whether an adjective stands for those who are so: "the dead", "the injured"."""
    article = any(child.lower == "the" for child in word.children)
    return word.tag in {"JJ", "VBN"} and article and word.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}


def is_somebody(noun: Word) -> bool:
    """Whether a noun that is no name stands for a person: by its meaning, or by a clause with "who" or "whose"."""
    return is_person(noun) or (has_who(noun) and noun.lemma not in VOICES)


def has_who(noun: Word) -> bool:
    """Whether a clause after a noun says with "who" or "whose" that it names a person."""
    return any(child.dep == "relcl" and _has_who(child) for child in noun.children)


def _has_who(clause: Word) -> bool:
    words = (*clause.children, *(deeper for child in clause.children for deeper in child.children))
    return any(word.lower in {"who", "whom", "whose"} for word in words)


def is_part_of(word: Word, noun: Word) -> bool:
    """Whether a word stands in the phrase of a noun with no clause between, or is the subject of what tells which noun it is.

    So the phrase cannot be what it means: "a charge it denies".
    """
    if not noun.left <= word.index <= noun.right:
        return False
    if word.dep == "nsubj" and word.head.dep == "relcl" and word.head.head is noun:
        return True
    for above in word.ancestors():
        if above is noun:
            return True
        if above.is_verb or above.dep in {"appos", "conj"}:
            return False
    return False


def is_bound(noun: Word) -> bool:
    """Whether a phrase names no one in particular, so that a pronoun after it cannot be written out: "no unit left its post"."""
    return any(child.lower in {"no", "not", "each", "every", "neither", "either", "any"} for child in noun.children) or any(
        grandchild.lower in {"not", "no"} for child in noun.all_children("nummod") for grandchild in child.children
    )


def is_nobody(noun: Word) -> bool:
    """Whether a phrase names nobody, in whose place no later pronoun can stand: "no soldier was killed. He said …"."""
    return any(child.lower in {"no", "neither"} for child in noun.children)


def is_part_of_many(word: Word) -> bool:
    """Whether a pronoun stands in "one of them", "most of them": what it means is more than one."""
    return (
        word.dep == "pobj" and word.head.lower == "of" and (word.head.head.pos in {"NUM", "DET", "PRON"} or word.head.head.lower in _PARTS)
    )


def is_doer_of(word: Word, noun: Word) -> bool:
    """Whether a noun is who did something to the subject of a clause: "asked by X, she said", so that the subject is another."""
    done = noun.head.head if noun.dep == "pobj" and noun.head.dep == "agent" else None
    beside = done is not None and done.dep == "advcl" and done.tag == "VBN" and done.subject is None
    return beside and done is not None and word.dep in {"nsubj", "nsubjpass"} and word.head is done.head


def some_of(source: Word | None) -> Word | None:
    """The "them" of whom some speak: "one of them said"."""
    of = source.child("prep") if source is not None else None
    them = of.child("pobj") if of is not None else None
    return them if them is not None and is_part_of_many(them) else None


def is_spoken_of_as_many(word: Word) -> bool:
    """Whether a name in the singular has a verb in the plural: "Rovers deny", "the army were"."""
    if word.dep not in {"nsubj", "nsubjpass"} or word.lower in {"i", "you"}:
        return False
    helpers = [child for child in word.head.children if child.dep in {"aux", "auxpass"}]
    return any(verb.tag == "VBP" or verb.lower == "were" for verb in (helpers[:1] or [word.head]))


def is_set_in(word: Word, noun: Word) -> bool:
    """Whether a pronoun says, between a subject and its verb, what is said of that subject: "The pilot, he added, had slept"."""
    noun = noun.head if noun.dep == "appos" else noun
    verb, host = word.head, noun.head
    between = noun.index < word.index < host.index
    return between and verb.dep == "parataxis" and verb.head is host and {word.dep, noun.dep} <= {"nsubj", "nsubjpass"}


def acted_by(pronoun: Word) -> Word | None:
    """The verb that has a pronoun for its object, behind "to" or as its only one: "met | him", "put it to | him", "voted for | him"."""
    verb = pronoun.head.head if pronoun.dep == "pobj" and pronoun.head.lower in _TOWARDS else pronoun.head
    only = pronoun.head.lower == "to" or verb.child("dobj", "nsubjpass") is None
    bare = pronoun.dep == "pobj" and verb.is_verb and only and pronoun.head.dep in {"prep", "dative"}
    return verb if pronoun.dep in {"dobj", "dative"} or (bare and verb is not pronoun.head) else None


def is_behind_subject(word: Word, source: Word) -> bool:
    """Whether an "it" tells when the subject of what is so by a source was so: "according to X, the van was slow when it left"."""
    clause = word.head
    if word.lower not in IT or word.dep not in {"nsubj", "nsubjpass"} or clause.dep != "advcl" or source.dep != "pobj":
        return False
    timed = any(child.lower in _WHILE and child.index < word.index for child in clause.children)
    subject = clause.head.subject
    thing = subject is not None and subject.tag == "NN" and not (is_person(subject) and is_voice(source))
    return timed and thing and subject is not None and source.index < subject.index < word.index


def is_setting(word: Word, noun: Word) -> bool:
    """Whether a noun says where or about what the subject of its clause does something: "in its report it said", "asked about X, it"."""
    prep = noun.head if noun.dep == "pobj" and noun.index < word.index else None
    if prep is None or prep.lower not in _SETTING or word.dep not in {"nsubj", "nsubjpass"}:
        return False
    asked = prep.head.dep == "advcl" and prep.head.tag == "VBN" and prep.head.head is word.head
    return asked or prep.head is word.head


def is_said_of(word: Word, noun: Word) -> bool:
    """Whether a noun is the subject of what the pronoun says, named in full before it: "The firm paid, it said"."""
    clause = noun.head
    said = clause.dep == "ccomp" and clause.head is word.head
    return said and word.dep == "nsubj" and word.lower in IT and noun.dep in {"nsubj", "nsubjpass"} and noun.index < word.index


def series(pronoun: str) -> frozenset[str]:
    """The pronouns that differ from one only in case."""
    return next((series for series in (HE, SHE, IT, THEY) if pronoun in series), frozenset())


def is_one(pronoun: Word) -> bool:
    """Whether a word stands for one alone, and for none that is named with that one by "and"."""
    return pronoun.lower in HE | SHE | {"former"}


def _is_cleft(word: Word) -> bool:
    """Whether "it" only brings forward who or what did it: "it was the drought that …", but not "it is a coat that keeps you warm"."""
    if word.dep != "nsubj" or word.head.lemma != "be":
        return False
    brought = [child for child in word.head.all_children("attr") if child.child("relcl") is not None]
    named = (child.entity or child.pos == "PROPN" for child in brought)
    definite = (not any(low.lower in {"a", "an", "one", "another"} for low in child.children) for child in brought)
    return any(named) or any(definite)


def is_pleonastic(word: Word) -> bool:
    """Whether "it" stands for nothing: "it rained", "it is clear that", "put it to him that"."""
    if word.dep == "dobj" and (word.head.lemma == "do" or (word.head.lemma == "put" and word.children)):
        return True
    if word.dep == "expl" or word.head.lemma in {"rain", "snow", "thunder", "freeze", "hail"}:
        return True
    clause = any(child.dep in {"ccomp", "xcomp", "csubj", "advcl"} and child.index > word.index for child in word.head.children)
    judged = word.dep == "nsubj" and word.head.pos == "ADJ" and word.head.child("xcomp", "ccomp", "advcl") is not None
    if judged and word.head.child("aux", "cop") is None:
        return True
    deeper = any(child.dep in {"acomp", "attr"} and child.child("ccomp", "xcomp") is not None for child in word.head.children)
    deeper = deeper or _is_cleft(word)
    said = word.dep == "nsubjpass" and word.head.lemma in {"say", "report", "believe", "claim", "allege", "know", "reveal", "announce"}
    empty = word.dep in {"nsubj", "nsubjpass"} and word.head.lemma in {"be", "seem", "appear", "take", "happen", "turn", "become", "make"}
    return (said or empty) and (clause or deeper)


def titled(name: Name | None) -> str | None:
    """The pronoun that the titles of a name call for, where they call for one."""
    if name is None or not name.descriptions & (_HIS | _HERS):
        return None
    return "he" if name.descriptions & _HIS else "she"


def christened(name: Name | None) -> str | None:
    """The pronoun that the given name of a person calls for, where it calls for one."""
    first, _, more = name.name.lower().partition(" ") if name is not None and name.kind is EntityKind.PERSON else ("", "", "")
    return None if not more else "he" if first in MEN else "she" if first in WOMEN else None


def title_fits(lower: str, head: Word) -> bool:
    """Whether "he" or "she" goes with the titles and the noun of a phrase."""
    titles = {child.lower.rstrip(".") for child in head.children if child.dep == "compound"} | {head.lower}
    if titles & _HIS:
        return lower in HE
    if titles & _HERS:
        return lower in SHE
    return True


def least_lead(word: Word) -> float:
    """By how much the best candidate for a pronoun must lead for it to be surely meant."""
    if word.lower not in HE | SHE:
        return 0.75 * LEAST_LEAD
    return LEAST_LEAD if word.dep in LEADING else 1.5 * LEAST_LEAD


def means_nothing(word: Word) -> bool:
    """Whether a pronoun stands for nothing that the text names: an empty "it", "himself" behind a noun."""
    saying = word.dep == "dobj" and word.head.lemma in VERBS and word.head.lemma in _TAKES_SAYING
    if word.lower in IT and (is_pleonastic(word) or saying or is_elliptical(word)):
        return True
    return word.lower.endswith(("self", "selves")) and word.head.is_nominal
