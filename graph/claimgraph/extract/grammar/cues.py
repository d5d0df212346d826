"""The lexicon of reading: verbs, nouns and adjectives that attribute a statement, with what they say about it."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Stance


class CueKind(StrEnum):
    """What sort of act a cue names: an `attitude` carries no proposition of its own."""

    SPEECH = "speech"
    THOUGHT = "thought"
    EVIDENCE = "evidence"
    PROMISE = "promise"
    ATTITUDE = "attitude"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue word says of the speaker's stance, how sure the speaker is, and how the speaker knows."""

    kind: CueKind
    stance: Stance = Stance.ENDORSES
    certainty: Certainty = Certainty.UNSTATED
    evidentiality: Evidentiality = Evidentiality.UNSTATED


def _table(*rows: tuple[str, Cue]) -> dict[str, Cue]:
    return {word: cue for words, cue in rows for word in words.split()}


SPOKEN = frozenset({CueKind.SPEECH, CueKind.THOUGHT})
STATING = SPOKEN | {CueKind.EVIDENCE}
SPEECH = Cue(CueKind.SPEECH)
_TOLD = Cue(CueKind.SPEECH, evidentiality=Evidentiality.TOLD)
_SURE = Cue(CueKind.SPEECH, certainty=Certainty.CERTAIN)
_THOUGHT = Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE)
_SHOWN = Cue(CueKind.EVIDENCE, certainty=Certainty.CERTAIN, evidentiality=Evidentiality.DEDUCED)
_POINTS = Cue(CueKind.EVIDENCE, certainty=Certainty.PROBABLE, evidentiality=Evidentiality.DEDUCED)
_ATTITUDE = Cue(CueKind.ATTITUDE)

VERBS = _table(
    (
        """say tell state announce report claim assert declare argue write note add explain remark comment mention observe remind
        maintain contend allege stress emphasize emphasise underline underscore highlight inform notify warn caution recall
        relate recount describe reply respond answer retort counter quip joke tweet post blog publish print broadcast repeat
        reiterate echo proclaim testify conclude summarize summarise suggest propose hint intimate imply insinuate
        disclose reveal leak divulge boast complain lament protest object brag muse
        charge accuse predict forecast foresee project advise update elaborate clarify continue
        conjecture hypothesize posit postulate contest record document rule decide opine
        certify chronicle detail outline signal caption concur agree rejoin interject stipulate recite preach
        attest swear vouch confide whisper shout scream yell cry mutter murmur chant tout crow spin bemoan
        rave gush snap sneer volunteer scribble scrawl jot gripe rail cable telegraph email text message brief radio""",
        SPEECH,
    ),
    ("insist affirm reaffirm confirm assure vow avow guarantee verify reassure", _SURE),
    ("hear gather", Cue(CueKind.THOUGHT, evidentiality=Evidentiality.TOLD)),
    ("quote cite paraphrase", _TOLD),
    ("see witness watch notice", Cue(CueKind.EVIDENCE, certainty=Certainty.CERTAIN, evidentiality=Evidentiality.WITNESSED)),
    ("know realize realise understand remember discover learn recognize recognise", Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN)),
    ("believe think feel reckon figure consider expect anticipate assume presume hold judge assess trust", _THOUGHT),
    (
        "suspect guess imagine suppose speculate fear worry hope fret dread theorize theorise surmise",
        Cue(CueKind.THOUGHT, certainty=Certainty.POSSIBLE),
    ),
    (
        "estimate calculate reckon deduce infer determine",
        Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE, evidentiality=Evidentiality.DEDUCED),
    ),
    ("show prove demonstrate find establish detect illustrate", _SHOWN),
    ("indicate point", _POINTS),
    (
        """deny reject rebuff refute dismiss disavow repudiate rebut debunk disprove rubbish negate disbelieve
        contradict belie dispute contest""",
        Cue(CueKind.SPEECH, Stance.DENIES),
    ),
    ("doubt question challenge mistrust distrust", Cue(CueKind.SPEECH, Stance.DOUBTS, Certainty.UNLIKELY)),
    ("admit concede acknowledge grant confess own accept", Cue(CueKind.SPEECH, Stance.CONCEDES)),
    ("ask wonder inquire enquire query", Cue(CueKind.SPEECH, Stance.ASKS)),
    ("promise pledge vow threaten swear undertake", Cue(CueKind.PROMISE)),
    (
        """want plan refuse intend urge demand request call criticize criticise condemn praise denounce blame attack slam blast
        welcome support oppose endorse back applaud hail mock ridicule prefer seek offer decline advocate recommend
        discuss address dub label brand characterize characterise liken compare depict portray view regard deem rate rank
        thank congratulate apologize apologise defend justify rebuke scold lambaste decry deplore
        encourage discourage invite implore beg appeal lobby like love hate admire
        favor favour resent regret wish order instruct celebrate commend salute vilify tease taunt
        misrepresent speak talk reference invoke outline raise draw laud
        chide deride berate castigate chastise reproach reprimand assail bash skewer lampoon belittle disparage malign insult smear
        extol exalt trumpet champion promote congratulate commiserate rue relish
        allude refer plead press campaign vote grumble fume bristle scoff crow exult
        debate discuss ponder contemplate weigh mull scrutinize scrutinise examine review
        nominate disown renounce disclaim downplay overstate understate exaggerate""",
        _ATTITUDE,
    ),
)
"""Verbs by lemma. Where a verb is in several rows the later one holds."""
PARTICLES = {
    **dict.fromkeys(("point", "set", "spell", "lay", "blurt"), "out"),
    **dict.fromkeys(("go", "let"), "on"),
    **dict.fromkeys(("hit", "fire", "shoot"), "back"),
    **dict.fromkeys(("flag", "sum"), "up"),
    "chip": "in",
}
"""Verbs of saying by the particle that makes them so: "pointed out", "went on", "sets out how it failed"."""
RULED_OUT = Cue(CueKind.SPEECH, Stance.DENIES)
"""What "rule out" and "exclude" say of what they keep from being so."""
LEFT_OPEN = Cue(CueKind.SPEECH, certainty=Certainty.POSSIBLE)
"""What they say negated: what is not ruled out may be so."""
VERBS["vow"] = VERBS["pledge"]
VERBS["swear"] = VERBS["pledge"]

NOUNS = _table(
    (
        """claim contention allegation assertion statement report argument announcement accusation charge suggestion remark
        comment warning insistence complaint declaration boast grievance gripe objection quip taunt consensus ruling tip
        pronouncement proclamation recommendation observation counterclaim testimony story tale account line version narrative thesis
        explanation message forecast prediction rumor rumour conclusion finding reminder
        word news suggestion proposal protestation revelation disclosure confirmation view opinion position proposition
        notion idea theory hypothesis judgment judgement assessment interpretation point verdict myth propaganda answer reply
        response retort rejoinder notice""",
        SPEECH,
    ),
    ("belief expectation assumption conviction confidence understanding presumption calculation estimate feeling", _THOUGHT),
    (
        """guess hunch impression fear hope suspicion worry concern speculation possibility chance intuition misgiving anxiety dread unease
        alarm""",
        Cue(CueKind.THOUGHT, certainty=Certainty.POSSIBLE),
    ),
    ("admission acknowledgment acknowledgement concession confession acceptance", Cue(CueKind.SPEECH, Stance.CONCEDES)),
    ("denial rejection refutation", Cue(CueKind.SPEECH, Stance.DENIES)),
    ("doubt skepticism scepticism", Cue(CueKind.SPEECH, Stance.DOUBTS, Certainty.UNLIKELY)),
    ("fact truth realization realisation proof knowledge", Cue(CueKind.EVIDENCE, certainty=Certainty.CERTAIN)),
    ("evidence sign indication signal clue hint", _POINTS),
    ("promise pledge vow threat guarantee assurance", Cue(CueKind.PROMISE)),
    ("question", Cue(CueKind.SPEECH, Stance.ASKS)),
    ("illusion delusion misapprehension misconception", Cue(CueKind.THOUGHT)),
    ("likelihood probability", Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE)),
)
"""Nouns that can carry a that-clause."""
ILLUSIONS = lexicon("illusion delusion misapprehension misconception")
"""What is held of something that is not so."""

CHANCES = lexicon("possibility chance prospect likelihood")
"""What is said to be where something may be: to rule out the chance of a leak is to rule out a leak."""

ADJECTIVES = _table(
    (
        """certain sure confident convinced persuaded positive adamant aware conscious mindful cognizant satisfied clear insistent
        emphatic unequivocal unanimous explicit categorical resolute""",
        Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN),
    ),
    ("optimistic pessimistic bullish upbeat", Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE)),
    (
        """hopeful afraid fearful worried concerned anxious suspicious nervous apprehensive wary scared frightened uneasy troubled
        perturbed terrified petrified""",
        Cue(CueKind.THOUGHT, certainty=Certainty.POSSIBLE),
    ),
    (
        "doubtful skeptical sceptical unconvinced unpersuaded unsure dubious uncertain",
        Cue(CueKind.THOUGHT, Stance.DOUBTS, Certainty.UNLIKELY),
    ),
    (
        """proud glad happy pleased sorry angry surprised disappointed upset frustrated shocked relieved grateful unhappy annoyed furious
        sad ashamed livid irate indignant bitter thankful delighted thrilled dismayed alarmed horrified outraged appalled resentful
        aghast incensed infuriated enraged exasperated irritated offended disgusted embarrassed mortified amazed astonished astounded
        stunned startled baffled puzzled bemused disturbed distressed saddened heartbroken devastated dissatisfied displeased
        disgruntled disheartened encouraged heartened gratified honoured honored touched moved overjoyed elated jubilant ecstatic
        remorseful regretful apologetic scandalised scandalized""",
        Cue(CueKind.THOUGHT),
    ),
)
"""Adjectives by which a speaker holds a that-clause: "is confident that"."""

IMPERSONAL = _table(
    (
        "clear certain evident obvious plain undeniable indisputable undisputed apparent sure established known undoubted",
        Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN),
    ),
    ("true correct right fact accurate", Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN)),
    ("likely probable plausible likelier", Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE)),
    ("possible conceivable thinkable", Cue(CueKind.THOUGHT, certainty=Certainty.POSSIBLE)),
    ("unlikely improbable implausible doubtful questionable inconceivable", Cue(CueKind.THOUGHT, Stance.ENDORSES, Certainty.UNLIKELY)),
    ("unclear unknown uncertain debatable", Cue(CueKind.THOUGHT, Stance.ASKS)),
    (
        "untrue false wrong incorrect impossible nonsense lie falsehood fabrication myth",
        Cue(CueKind.THOUGHT, Stance.DENIES, Certainty.CERTAIN),
    ),
)
"""What "it is … that" says of its clause."""

FALSE = lexicon("""untrue false wrong incorrect mistaken nonsense lie falsehood fabrication invention myth rubbish fiction fantasy absurd
    baseless unfounded groundless bogus fake""")
"""What says of a claim that it does not hold."""

TAKING_BACK = lexicon("withdraw retract recant drop abandon renounce revoke rescind disown")
"""Verbs by which somebody no longer holds what they said: "withdrew its claim"."""

DISMISSED_AS = lexicon("""smear slander libel calumny hoax fable fairytale tale ludicrous preposterous ridiculous laughable outrageous
    malicious defamatory defamation propaganda disinformation misinformation conspiracy garbage drivel hogwash poppycock fantastical
    fanciful untruth distortion scurrilous slanderous libellous ungrounded fictitious""")
"""What whoever says it of a claim dismisses it as."""

DOUBTED_AS = lexicon("""speculation gossip hearsay rumour rumor unproven unsubstantiated unconfirmed unverified premature exaggerated
    exaggeration misleading doubtful dubious questionable implausible unlikely unconvincing speculative guesswork hype""")
"""What whoever says it of a claim doubts it as."""

TRUE = frozenset({"true", "correct", "right", "accurate"})
"""What says of a claim that it holds; negated, that it does not."""

QUOTING = frozenset({"quote", "cite", "record", "report", "paraphrase"})
"""Verbs that have somebody "as saying" something."""

ADDRESSING = lexicon("tell inform notify assure remind ask invite reassure advise email text message brief")
"""Verbs whose object is spoken to, not spoken of."""

MOVING = lexicon("""
    anger infuriate worry concern trouble alarm frighten scare shock stun surprise astonish amaze puzzle baffle delight please thrill
    embarrass disappoint frustrate dismay outrage offend annoy horrify convince persuade""")
"""Verbs whose passive subject is the one who feels it: "was frustrated that P"."""

OCCASIONS = lexicon("""message video note podcast circular telegram
    interview statement speech tweet post letter email rally briefing conference hearing debate article column
    appearance address diatribe memo forum press court""")
"""Where somebody says something."""

HEARINGS = lexicon("jury juror court inquest hearing tribunal inquiry committee trial magistrate")
"""Those before whom others speak."""

NEGATION_RAISING = lexicon("believe think expect feel suppose imagine reckon consider assume anticipate buy accept see")
"""Verbs whose negation is felt inside: "does not believe that P" holds that not P."""

QUESTION_MARKS = frozenset({"whether", "if"})

DOCUMENTS = lexicon("""study report survey poll data datum figure statistic analysis research document paper investigation inquiry probe
    audit review article editorial book memo letter email statement release documentary broadcast footage video image photograph
    photo record transcript indictment lawsuit complaint testimony census index trial experiment model simulation test
    finding result intelligence evidence blog post tweet account minute bulletin communique communiqué commentary log archive note filing
    register diary ruling verdict judgment judgement contract invoice receipt manual guideline will deed treaty act leaflet label
    rota roster timetable sheet logbook ledger dossier notice coverage brochure pamphlet prospectus poster plaque
    inscription caption headline placard advert advertisement questionnaire certificate transcription memorandum affidavit petition
    film movie chart graph map diagram picture scan clip recording tape
    autopsy necropsy biopsy biography memoir novel autobiography podcast projection draft""")
"""What speaks through words or figures: it can show and say, but no "they" stands for its speaker."""

VOICES = DOCUMENTS | lexicon("""
    journal newspaper magazine radio television website agency channel network outlet station office ministry department tribunal court
    commission committee council panel team group organization organisation institute institution government administration
    party union army military police force authority bank company firm corporation university hospital embassy league
    federation association watchdog monitor observatory regulator body board campaign side camp house press media source
    official officer critic expert analyst researcher scientist spokesman spokeswoman spokesperson witness resident survivor
    lawyer attorney prosecutor judge doctor economist observer diplomat insider aide adviser advisor activist rebel opponent
    supporter leader minister president author writer reporter journalist editor columnist historian people person man woman
    voter respondent scholar club school charity operator developer retailer airline publisher supplier manufacturer chain
    brand startup carmaker lender insurer utility clinic laboratory lab factory museum church diocese mosque parish society
    forum paramilitary insurgent guerrilla militia brigade battalion corps navy coalition alliance bloc cabinet senate
    parliament congress assembly city town state country nation community industry sector faction cartel family neighbour
    neighbor relative parent colleague friend ally enemy rival public treasury coastguard trust fund foundation mission secretariat
    delegation inspectorate registry consortium academy college bureau chamber tabloid broadcaster pollster landlord taskforce
    subsidiary contractor railway guild lodge syndicate cooperative consulate chancellery
    prosecution defence defense opposition claimant jury electorate workforce leadership ombudsman brewery shipyard abbey""")
"""Common nouns that can speak or report."""

MASTHEADS = lexicon("courier echo sentinel mercury examiner ledger dispatch advertiser argus inquirer")
"""Words by which newspapers are named."""

PERSON_NOUNS = (
    frozenset(files("claimgraph.extract.grammar").joinpath("persons.txt").read_text(encoding="utf-8").split())
    - lexicon("contractor lender retailer supplier pollster operator publisher guerrilla")
) | lexicon("""
    person general major soldier spokeswoman premier king queen leader chief head coach founder chair governor expert editor
    activist official resident patient teacher executive bishop trainer agent goalkeeper epidemiologist virologist veteran
    militant dissident pilot admiral people member guard parent neighbour neighbor relative fan nun host guide sculptor
    midfielder goalscorer monarch counsel orphan twin whip headmistress bursar local civilian migrant demonstrator opponent
    onlooker bystander parishioner hunter sceptic skeptic detainee commuter homeowner correspondent mate mum cabbie attache rabbi
    cardinal medic mogul boss mechanic corporal landlady insurgent suspect captive native""")
"""Nouns for people: those of WordNet (`scripts/distil_wordnet.py`) but what bodies are as well, and others of the news."""

OUTLET_WORDS = lexicon("""
    newspaper magazine agency news times post journal herald tribune gazette guardian telegraph chronicle observer broadcaster
    channel television tv radio station website site outlet daily weekly press wire media blog paper study report survey poll
    analysis article editorial documentary data research document investigation record figures statement footage""")

TITLES = lexicon("""
    mr mrs ms miss dr sir lord lady president minister premier chancellor king queen prince princess general gen colonel col major
    maj captain capt lieutenant lt sergeant sgt brigadier brig admiral marshal commander senator sen representative rep
    congressman congresswoman governor gov mayor secretary judge justice professor prof pope bishop archbishop ayatollah imam
    sheikh cleric chief prime foreign defence defense deputy vice spokesman spokeswoman spokesperson ambassador officer
    detective inspector sheriff coach manager director analyst chairman chairwoman midfielder striker goalkeeper captain
    economist cllr councillor ald alderman dame baroness viscount rev reverend insp supt superintendent""")
