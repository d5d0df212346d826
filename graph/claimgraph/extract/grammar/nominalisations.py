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
OF_ONESELF = lexicon("involvement responsibility participation")
"""What somebody denies or admits of himself, where it is not said of whom."""
VERB_OF = {
    "death": "died",
    "killing": "were killed",
    "murder": "were murdered",
    "assassination": "was assassinated",
    "execution": "was executed",
    "injury": "were injured",
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
    """What the event happened to: the object of "of", or the possessor."""
    for prep in noun.all_children("prep"):
        if prep.lower in {"of", "among", "by"}:
            patient = prep.child("pobj")
            return None if patient is not None and patient.entity in {"MONEY", "PERCENT", "QUANTITY"} else patient
    return noun.child("poss") if noun.lemma != "loss" else None  # "its losses" are what it lost


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
