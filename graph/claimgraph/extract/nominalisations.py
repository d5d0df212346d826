"""Nouns that name events: "the deaths of three officers" states that three officers died."""

from claimgraph.extract.cues import NOUNS, CueKind
from claimgraph.extract.words import Word
from claimgraph.model import Stance

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
    return noun.child("poss")


def is_saying(noun: Word) -> bool:
    """Whether a noun names sayings that were told of before, which are true or not: "the allegations", "both claims"."""
    meaning = NOUNS.get(noun.lemma)
    said = meaning is not None and meaning.kind is CueKind.SPEECH and meaning.stance is Stance.ENDORSES
    return said and noun.has_child("the", "this", "that", "both", "these", "those", "all")
