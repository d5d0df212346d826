"""Denials answer: what one voice denies, another mostly was said to hold, near by and in other words.

A denial is set against what other voices stated near it that holds the predicate of what is denied, or that is opposed to the
negative by any rule of comparing. "Hosting such a base" points at the last base that was spoken of, "there was no such order" at
the last order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from claimgraph.link.pairs.alignment import MATE, Alignment, align
from claimgraph.link.pairs.compare import CONTRADICTS, compare
from claimgraph.link.pairs.denials import ENTAILED, is_main, predicates_of, subjects_agree
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.polarity import NOBODY
from claimgraph.link.pairs.profile import GENERIC, LIGHT, REPORTING, Profile
from claimgraph.link.pairs.roles import is_open, subject_of
from claimgraph.link.pairs.scope import different_scope
from claimgraph.link.text.places import Place, inferred, stated_link
from claimgraph.link.text.turns import STATED, Denial, Turns
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Link, LinkKind, LinkType, Polarity, Stance

FARTHEST = 900
"""How many code points may lie between a denial and what it answers; what a headline says is answered from anywhere."""
_HEADLINE = re.compile(r"\s{0,99}\S[^\n]{0,199}\n")
"""A first line of more code points than this is no headline."""
ADJACENT = 300
"""How many code points lie at most between a denial and what it answers with a single word in common."""
LEAST = 0.75
"""How sure it is that a denial answers what was just alleged, where no word says so."""
NEAREST = 500
"""How many code points may lie between a negative claim and what it answers, where no verb says that it answers."""
SHORT_ANSWERS = judge_of("short-answer")
"""What judges answers such as "He did not.", which share no word with what they answer."""
_ANSWERING = frozenset("retort reply counter respond rebut answer object rejoin".split())
_SHOWING = frozenset("show indicate reveal record log list document register suggest".split())
_ACCUSING = frozenset("complain accuse allege charge blame criticise criticize suspect claim".split())
_EMPTY = frozenset("idea way doubt time problem question thing case reason".split())
_MODALS = frozenset("may might would could should must can will".split())
_POINTS = re.compile(r"(?:this|that|it|these|those|they|you|we|i|he|she)\b", re.IGNORECASE)
_EVER = re.compile(r"\b(?:never|ever|since|nobody|no one|none|at all|at any time)\b", re.IGNORECASE)
_AMOUNTING = LIGHT | frozenset("amount constitute represent involve form happen occur take".split())
_SUCH = re.compile(r"\bsuch (?:an? )?(?:\w+ )?(?P<noun>\w+)\W*$|\bsuch (?:an? )?(?P<next>\w+)", re.IGNORECASE)
_HELPERS = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)"
_SHORT = re.compile(
    rf"(?:[\w .’'-]+: )?(?P<who>\w+)\W+(?:(?P<helper>{_HELPERS})\W?(?:not|n[’']t)|never (?P<ever>did|was|were|has|have))\W*", re.IGNORECASE
)
_LIKE = {
    form: name
    for name, forms in (
        ("do", "do does did"),
        ("be", "is are was were be been being"),
        ("have", "has have had"),
        ("will", "will would can could"),
    )
    for form in forms.split()
}
"""Auxiliaries that take up each other."""
_ASKED = re.compile(r"(?:\w{1,40}\W{1,20}){5}[^.!?\n]{0,200}\?|(?:\w{1,40}\W{1,20}){4}\w{1,40}\?")
"""A question that is more than "Did she?": what answers it answers nothing else."""


def replies(graph: Graph) -> tuple[Link, ...]:
    """The contradictions between denials and what they answer, all proposed."""
    found: list[Link] = []
    for document in graph.documents.values():
        turns = Turns.of(graph, document)
        for denial in turns.denials():
            found += [_reply(denial.negative, target, score) for target, score in _answered(turns, denial)]
        found += [*_pointing(turns), *_short_answers(turns), *_negatives(turns), *_doubts(turns)]
    return tuple({link.id: link for link in found if link.from_ != link.to}.values())


def _reply(negative: Place, target: Place, score: float) -> Link:
    words = f"{negative.assertion.speaker.name} denies what {target.assertion.speaker.name} says."
    return inferred(stated_link(LinkKind.CONTRADICTS, LinkType.DENIAL, negative, target, words), judge_of("reply"), score)


def _answered(turns: Turns, denial: Denial) -> list[tuple[Place, float]]:
    """What a denial answers, with how surely: what others stated near it that says what is denied."""
    camp = turns.camp(denial.said)
    held = [p for p in turns.told_of(denial.denied) if turns.camp(p) != camp]
    if held or _POINTS.match(turns.graph.claims[denial.denied].text):
        return []
    found = []
    for place in _near(turns, denial.said):
        apart = not (place.start < denial.said.end and denial.said.start < place.end)
        if apart and turns.camp(place) != camp:
            score = _grip(turns, denial, place)
            if score:
                found.append((place, score))
    return found or [(place, LEAST) for place in _accusations(turns, denial)]


def _accusations(turns: Turns, denial: Denial) -> list[Place]:
    """What another voice was just said to complain of or to allege: a denial in the next sentence answers it, in whatever words."""
    start, _ = turns.sentence_of(denial.said.start)
    before, _ = turns.sentence_of(max(0, start - 2))
    said = [p for p in turns.told_within(before, start) if before <= p.start < start and turns.camp(p) != turns.camp(denial.said)]
    paragraph = turns.document.text[before:start].rstrip("\n ").count("\n\n")
    return [p for p in said if p.assertion.verb in _ACCUSING][:1] if not paragraph else []


def _near(turns: Turns, said: Place) -> list[Place]:
    """What is stated in the headline, or near a denial."""
    start, headline = said.start - FARTHEST, _HEADLINE.match(turns.document.text)
    above = [p for p in turns.told_within(0, headline.end() - 1) if p.end < start] if headline else []
    return [*above, *turns.told_within(start, said.end + FARTHEST)]


def _grip(turns: Turns, denial: Denial, place: Place) -> float:
    """How surely a claim says what is denied, in [0, 1]; 0 where that is not sure enough."""
    graph = turns.graph
    found = compare(graph.claims[denial.negative.claim], graph.claims[place.claim])
    if found.relation == CONTRADICTS:
        return max(0.8, found.score)
    view = align(turns.profile(denial.said), turns.profile(place))
    is_next = 0 <= denial.said.start - place.end <= ADJACENT
    return 0.8 if says_it(view) and (is_next or view.coverage(view.a.content) >= 0.5) else 0.0


def says_it(view: Alignment) -> bool:
    """Whether b says what a says in its core: its predicate, of no other subject, and its object where there is one."""
    core = _core(view.a)
    if (
        not core
        or view.a.terms[core[0]].lemma in REPORTING
        or any(view.b.terms[view.pairs[place]].negative for place in core if place in view.pairs)
    ):
        return False
    if not all(view.relations.get(place) in ENTAILED for place in core[:1]):
        return False
    match = view.pairs[core[0]]
    other = subject_of(view.b, view.b.terms[match].clause)
    if view.a.terms[core[0]].tag.startswith("NNP") or view.a.terms[core[0]].lemma in LIGHT | _EMPTY or is_open(view.b, match):
        return False
    if other >= 0 and (view.b.terms[other].lemma in GENERIC or view.b.terms[other].tag in ("WP", "WDT")):
        return False
    root = next(term.place for term in view.a.terms if term.dep == "ROOT")
    is_deed = (view.a.terms[core[0]].tag.startswith("NN") and view.b.terms[match].tag.startswith("VB")) or _is_recorded(view.b, match)
    return (is_deed or subjects_agree(view, root, match) >= 0.5) and view.coverage(core) >= 0.6


def _is_recorded(profile: Profile, place: int) -> bool:
    """Whether a noun names what evidence shows: "records show eleven visits"."""
    above = profile.terms[profile.terms[place].head]
    return profile.terms[place].dep == "dobj" and above.lemma in _SHOWING and not above.negative


def _core(profile: Profile) -> list[int]:
    """The words that carry what a claim says: first its predicate, or what a verb that says little brings, then its object."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    if root is None:
        return []
    predicates = predicates_of(profile, root.place)
    if root.lemma in _AMOUNTING or profile.tree.child(root.place, "acomp") >= 0:
        brought = profile.tree.child(root.place, "acomp", "attr", "oprd", "dobj")
        to = next((low for low in profile.tree.children[root.place] if profile.terms[low].form in ("to", "in")), -1)
        brought = brought if brought >= 0 else profile.tree.object_of(to) if to >= 0 else -1
        predicates = [brought] if brought >= 0 and profile.terms[brought].weight else predicates
    objects = [low for low in profile.tree.children[root.place] if profile.terms[low].dep == "dobj" and low not in predicates]
    said = [place for place in (*predicates, *objects) if place in profile.content]
    return [place for place in said if profile.terms[place].lemma not in GENERIC]


def _pointing(turns: Turns) -> Iterator[Link]:
    """The contradictions of claims that deny "such" a thing with the last claim of another voice that tells of one."""
    denials = {denial.said.claim: denial.negative for denial in turns.denials()}
    for place in turns.places:
        claim = turns.graph.claims[place.claim]
        denies = place.claim in denials or (claim.slots.polarity is Polarity.NEGATIVE and place.assertion.stance in STATED)
        found = _SUCH.search(claim.text) if denies else None
        noun = _noun_at(turns.profile(place), found) if found else -1
        target = _last_of(turns, place, noun) if noun >= 0 else None
        if target is not None:
            yield _reply(denials.get(place.claim, place), target, 0.85)


def _noun_at(profile: Profile, found: re.Match[str]) -> int:
    """The noun that "such" stands with, or -1."""
    start = found.start()
    if any(t.start > start and t.tag.startswith("JJ") and t.form != "such" for t in profile.terms[:-1] if t.start < found.end()):
        return -1
    return next((t.place for t in profile.terms if t.start > start and t.tag.startswith("NN") and t.dep not in ("compound", "amod")), -1)


def _last_of(turns: Turns, place: Place, noun: int) -> Place | None:
    """The last claim of another voice, not too far before, that holds a noun or its verb."""
    keys = turns.profile(place).terms[noun].keys
    for other in reversed(turns.others_before(place, FARTHEST)):
        profile = turns.profile(other)
        if any(term.weight and term.keys & keys for term in profile.terms):
            return other
    return None


def _negatives(turns: Turns) -> Iterator[Link]:
    """The contradictions of negative claims with what another voice said near them of the same subject in the same words."""
    for place in turns.told():
        profile = turns.profile(place)
        root = next((term for term in profile.terms if term.dep == "ROOT"), None)
        if root is None or not root.negative or _is_only_possible(profile, root.place) or _POINTS.match(profile.text):
            continue
        answers = place.assertion.verb in _ANSWERING
        for other in _around(turns, place, FARTHEST if answers else NEAREST):
            view = align(profile, turns.profile(other))
            is_one_scene = answers or bool(_EVER.search(profile.text)) or not different_scope(view)
            if is_one_scene and says_it(view) and _says_all(view, root.place, least=0.4 if answers else 0.6):
                yield _reply(place, other, 0.8)


def _is_only_possible(profile: Profile, root: int) -> bool:
    """Whether a clause says only what may or would not be."""
    return any(profile.terms[low].form in _MODALS for low in profile.tree.children[root])


def _says_all(view: Alignment, root: int, *, least: float) -> bool:
    """Whether b says, in its main clause and of the same subject, most of what a denies."""
    core = _core(view.a)
    match = view.pairs[core[0]]
    stands = is_main(view.b, match) and view.b.terms[view.b.terms[match].clause].dep == "ROOT" and not is_open(view.b, match)
    if not stands or view.relations[core[0]] == MATE:
        return False
    denied = [place for place in view.a.content if view.a.terms[place].negative]
    surely = 0.5 if _names_nobody(view.a, root) else 0.8
    is_same = _is_recorded(view.b, match) or subjects_agree(view, root, match) >= surely
    return is_same and view.coverage(denied) >= (0.35 if _is_recorded(view.b, match) else least)


def _names_nobody(profile: Profile, root: int) -> bool:
    """Whether a negative claim speaks of anyone: "nobody shoots"."""
    subject = subject_of(profile, root)
    return subject < 0 or profile.terms[subject].lemma in (*GENERIC, *NOBODY)


def _doubts(turns: Turns) -> Iterator[Link]:
    """What another voice states near a doubt that says what is doubted: the two are one claim in other words."""
    for place in turns.places:
        if place.assertion.stance is not Stance.DOUBTS or turns.told_of(place.claim):
            continue
        for other in _around(turns, place, FARTHEST):
            if says_it(align(turns.profile(place), turns.profile(other))):
                words = f"{place.assertion.speaker.name} doubts what {other.assertion.speaker.name} says."
                yield inferred(stated_link(LinkKind.SUPPORTS, LinkType.RESTATES, other, place, words), judge_of("reply"), 0.75)


def _around(turns: Turns, place: Place, reach: int) -> list[Place]:
    """What other voices stated near a claim, before it or just behind it."""
    near = [p for p in turns.told_within(place.start - reach, place.start + NEAREST) if p.end <= place.start + NEAREST]
    return [p for p in near if turns.camp(p) != turns.camp(place) and not (p.start < place.end and place.start < p.end)]


def _short_answers(turns: Turns) -> Iterator[Link]:
    """The contradictions of answers such as "She did not." with what another voice said before them, past short questions."""
    for place in turns.places:
        answer = _SHORT.fullmatch(place.assertion.quote.exact.strip()) if _opens(turns, place) else None
        before = turns.others_before(place, 300) if answer else []
        if answer is None or not before or not _takes_up(answer, turns.profile(before[-1])):
            continue
        between = turns.document.text[before[-1].end : place.start]
        takes_turn = place.assertion.verb in (":", *_ANSWERING) or "\n" in between
        if takes_turn and between.count("\n\n") <= 1 and not _ASKED.search(between):
            yield replace(_reply(place, before[-1], 0.85), judge=SHORT_ANSWERS)


def _may_be_it(subject: Term) -> bool:
    """Whether "it" may take up a subject: a single thing, and no "third" of whom was spoken before."""
    return (subject.tag in ("NN", "NNP", "VBG") and "person" not in subject.kinds) or subject.form in ("it", "this", "that")


def _opens(turns: Turns, place: Place) -> bool:
    """Whether somebody holds a claim with which a sentence or a quotation begins: not "it should have been, and it was not"."""
    before = turns.document.text[max(0, place.start - 40) : place.start].rstrip("\"'“‘ \t")
    return place.assertion.stance is Stance.ENDORSES and before[-1:] in ("", *".!?:,;\n-–—")


def _takes_up(answer: re.Match[str], said: Profile) -> bool:
    """Whether the verb of a short answer fits what was said: "did" a full verb, "was" and "has" their like, "there" what there is."""
    root = next((term for term in said.terms if term.dep == "ROOT"), None)
    if root is None:
        return False
    helpers = {_LIKE.get(said.terms[low].form, "") for low in said.tree.children[root.place] if said.terms[low].dep in ("aux", "auxpass")}
    expected = helpers - {""} or {_LIKE.get(root.form, "do")}
    subject = said.tree.child(root.place, "nsubj", "nsubjpass")
    if answer["who"].lower() == "it" and subject >= 0 and not _may_be_it(said.terms[subject]):
        return False
    has_there = said.tree.child(root.place, "expl") >= 0
    return _LIKE[(answer["helper"] or answer["ever"]).lower()] in expected and has_there == (answer["who"].lower() == "there")
