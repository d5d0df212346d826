"""Nouns that name events: "the deaths of three officers" states that three officers died."""

from claimgraph.extract.grammar.cues import NOUNS, CueKind
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

CHARGES = lexicon("charge allegation accusation count indictment")
"""Nouns for what somebody is said to be guilty of."""
FIGURES = lexicon("toll estimate figure count tally number total forecast")
MENTIONS = lexicon("claim report rumour rumor suggestion talk speculation hint insinuation story")
"""Nouns for what is said to be so: "denied reports of a split" denies that there is one."""
QUALITIES = {
    **{f"{word}ity": word for word in lexicon("authentic valid legal constitutional impartial neutral original moral practical")},
    **{f"{word}ility": f"{word}le" for word in lexicon("reliab credib feasib viab suitab")},
    **{f"{word}acy": f"{word}ate" for word in lexicon("accur legitim adequ")},
    **{f"{word}ness": word for word in lexicon("fair effective useful lawful truthful")},
    **{f"{word}ence": f"{word}ent" for word in lexicon("compet independ exist")},
    "truth": "true",
    "wisdom": "wise",
    "honesty": "honest",
    "necessity": "necessary",
    "veracity": "true",
    "relevance": "relevant",
    "sincerity": "sincere",
}
"""Nouns for what something is said to be, with the adjective: "disputed the authenticity of the letters"."""
MISHAPS = lexicon("delay error mistake breach shortfall leak outage blunder lapse omission oversight accident deficit overspend")
"""What somebody admits or denies that there was."""
OF_ONESELF = {
    "involvement": "was involved",
    "responsibility": "is responsible",
    "participation": "takes part",
    "part": "had a part",
    "hand": "had a hand",
}
"""What somebody denies or admits of himself, where it is not said of whom, as it is said of one."""
VERB_OF = {
    "death": "died",
    "killing": "was killed",
    "murder": "was murdered",
    "assassination": "was assassinated",
    "execution": "was executed",
    "injury": "was injured",
    "capture": "was captured",
    "arrest": "was arrested",
    "defeat": "was defeated",
    "collapse": "collapsed",
    "resignation": "resigned",
    "departure": "left",
    "arrival": "arrived",
    "withdrawal": "withdrew",
    "retreat": "retreated",
    "destruction": "was destroyed",
    "closure": "was closed",
    "release": "was released",
    "rise": "rose",
    "increase": "increased",
    "fall": "fell",
    "decline": "declined",
    "loss": "was lost",
    "victory": "won",
    "failure": "failed",
    "presence": "is present",
    "absence": "is absent",
    "participation": "takes part",
    "involvement": "was involved",
    "deployment": "was deployed",
    "invasion": "was invaded",
    "bombing": "was bombed",
    "shelling": "was shelled",
    "attack": "was attacked",
    "election": "was elected",
    "appointment": "was appointed",
    "dismissal": "was dismissed",
    "theft": "was stolen",
    "sale": "was sold",
    "purchase": "was bought",
    "seizure": "was seized",
    "outbreak": "broke out",
    "spread": "spread",
    "discovery": "was discovered",
    "disappearance": "disappeared",
    "kidnapping": "was kidnapped",
    "abduction": "was abducted",
    "displacement": "was displaced",
    "expulsion": "was expelled",
    "evacuation": "was evacuated",
    "suspension": "was suspended",
    "cancellation": "was cancelled",
    "shortage": "is short",
    "use": "is used",
    "wrongdoing": "did wrong",
    "responsibility": "is responsible",
}
"""Event nouns and what is said of their patient: "the death of X", X died."""
_TAKEN_BACK = {"withdrawal": "was withdrawn", "spread": "was spread", "increase": "was increased"}
"""What is said of a thing that does not do by itself what somebody does with it: "the withdrawal of the offer"."""
_AIMED = {"attack": ("on", "against")}
"""Nouns whose "of" is of who does it, and the prepositions of those to whom it is done."""
_OF_THE_DOER = lexicon("bombing shelling attack invasion theft seizure use deployment discovery purchase killing murder assassination")
"""Nouns whose plural or bare possessor may be who does it: "Russia's bombing" is not of Russia, "the rebels' seizure" not of them."""
_SUFFERED = lexicon("killing murder assassination")
"""Those that one person only suffers: "her murder"."""
_UNREAL = lexicon("""plan propose attempt expect fear threaten allege suspect report suppose schedule foil avert thwart intend rumour rumor
    promise mean""")
_UNREAL_SORTS = lexicon("""near possible potential likely future imminent impending hoped-for would-be apparent failed hypothetical fake
    eventual so-called unsuccessful attempted""")

_MEASURES = frozenset({"MONEY", "PERCENT", "QUANTITY", "DATE", "TIME"})

WITHOUT_PATIENT = frozenset(
    {
        "casualty",
        "fighting",
        "clash",
        "protest",
        "strike",
        "battle",
        "combat",
        "explosion",
        "crash",
        "fraud",
        "cheating",
        "doping",
        "corruption",
        "link",
        "allegation",
    }
)


def is_event(noun: Word) -> bool:
    """Whether a noun names an event that a claim can be made of."""
    return noun.lemma in VERB_OF or noun.lemma in WITHOUT_PATIENT


def patient_of(noun: Word) -> Word | None:
    """What the event happened to, or who did what nobody suffers: the object of "of" or "by", or the possessor; None where no word says."""
    aimed = _AIMED.get(noun.lemma, ("of", "among"))
    named = _behind(noun, *aimed)
    if named is not None:
        return None if named.entity in _MEASURES else named
    doer = _behind(noun, "by")
    if doer is not None and not is_suffered(noun):
        return doer if can_act(doer) else None
    owner = noun.child("poss")
    if owner is None or (doer is None and _may_be_done_by(noun, owner)):
        return None
    return owner if noun.lemma != "loss" else None  # "its losses" are what it lost


def doer_of(noun: Word, patient: Word) -> Word | None:
    """The possessor who did to another what a noun names: Norland in "Norland's bombing of the town"; None where none is told."""
    owner = noun.child("poss")
    return owner if owner is not patient and patient.dep == "pobj" and said_of(noun, patient).startswith("was ") else None


def said_of(noun: Word, patient: Word) -> str:
    """What an event noun says of whom or what it happened to, as of one: "was arrested", "resigned"."""
    moved = patient.dep == "pobj" and patient.head.lower == "of" and not (is_voice(patient) or patient.entity)
    return _TAKEN_BACK.get(noun.lemma, VERB_OF[noun.lemma]) if moved else VERB_OF[noun.lemma]


def is_suffered(noun: Word) -> bool:
    """Whether an event noun names what is done to somebody or something: "arrest", but not "resignation"."""
    return VERB_OF.get(noun.lemma, "").startswith(("was ", "is used"))


def is_unreal(noun: Word) -> bool:
    """Whether an event is only planned, feared, tried or said to be: "the planned sale", "the near collapse"."""
    sorts = noun.all_children("amod", "compound", "nmod", "advmod")
    return any(word.lower in _UNREAL_SORTS or (word.lemma in _UNREAL and word.lower != word.lemma) for word in sorts)


def _behind(noun: Word, *prepositions: str) -> Word | None:
    """The first object of one of these prepositions behind a noun."""
    joined = (prep.child("pobj") for prep in noun.all_children("prep", "agent") if prep.lower in prepositions and prep.right > noun.index)
    return next(joined, None)


def can_act(doer: Word) -> bool:
    """Whether what follows "by" can be who does something, and not how or by how much: "deaths by drowning", "a rise by a third"."""
    counted = doer.entity in _MEASURES or (doer.child("nummod") is not None and not is_voice(doer))
    return not counted and (is_voice(doer) or doer.tag in {"NNS", "NNPS"})


def _may_be_done_by(noun: Word, owner: Word) -> bool:
    """Whether a possessor may be who does what a noun names, not who suffers it."""
    one = owner.entity == "PERSON" or owner.lower in {"his", "her"} or (owner.tag == "NN" and is_voice(owner))
    return noun.lemma in _OF_THE_DOER and not (noun.lemma in _SUFFERED and one)


def figure_in(noun: Word) -> Word | None:
    """The number that a noun for a figure gives: the 30 of "the figure of 30"; None where it gives none."""
    of = next((prep.child("pobj") for prep in noun.all_children("prep") if prep.lower == "of"), None)
    counted = of is not None and (of.tag == "CD" or of.child("nummod") is not None) and of.entity not in {"DATE", "TIME"}
    return of if counted and noun.lemma in FIGURES else None


def is_saying(noun: Word) -> bool:
    """Whether a noun names sayings that were told of before, which are true or not: "the allegations", "both claims"."""
    meaning = NOUNS.get(noun.lemma)
    said = meaning is not None and meaning.kind is CueKind.SPEECH and meaning.stance is Stance.ENDORSES
    return said and noun.has_child("the", "this", "that", "both", "these", "those", "all")


def quality_in(noun: Word) -> Word | None:
    """Of what a noun names a quality: the letters of "the authenticity of the letters"; None where it names none of a thing."""
    if noun.lemma not in QUALITIES:
        return None
    of = next((prep for prep in noun.all_children("prep") if prep.lower == "of" and prep.right > prep.index), None)
    return of.child("pobj", "pcomp") if of is not None else noun.child("poss")


def charge_in(noun: Word) -> Word | None:
    """What a noun says to be so: the theft of "two counts of theft", the split of "talk of a split", but nobody, and no sum; else None."""
    of = next((prep for prep in noun.all_children("prep") if prep.lower == "of" and prep.right > prep.index), None)
    charge = of.child("pobj", "pcomp") if of is not None and noun.lemma in CHARGES | MENTIONS else None
    dated = charge is not None and charge.entity in {"DATE", "TIME"}
    named = charge is not None and (dated or is_voice(charge) or charge.tag == "CD" or charge.child("nummod") is not None)
    return None if named else charge
