"""Nouns and verbs that are written alike and need not be one deed: "no fire at the depot", "fired three drivers"."""

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import Profile

THINGS = frozenset(
    """arm bank bear board boat book box bridge bus can car chair club cook cup doctor dog dress duck face fan fence field fish flag frame
    garden gas glass ground guard hammer hand harbour head hose host house iron judge key kid lamb land lead leaf light lock mail man map
    mark mask match mate mine mirror model nail name nurse oil page paint paper park part pen people phone picture pilot pipe plant plaster
    plate pocket point pole pool porter post pot powder pump queue ring rock roof room rope sail salt sand screen season seat shade shelf
    shell ship shoe shop shoulder sign skin smoke soldier spell spring staff stage stamp star station stem stick stone store stream string
    table tail tank tape tear telephone tool top train trap tree tunnel type voice wall watch water wave weather well wind wing witness wolf
    word yard""".split()
)
"""Nouns of things and people: what the verb of the same letters does is no such thing ("no train", "the club trained")."""
TURNED = frozenset(
    """address bar beat block bow break cap cast catch change charge check claim contract count cover crash crop cross cut deal
    draw drive exhaust fall fine fire fit flood follow force form grant hold issue jam lift light march measure move object order pass
    permit pitch place play press project race raise rate record rent rest ride rule run sack scale score sentence serve set shock
    shoot show sink spread stand start state stay step stop storm strike stroke subject suit swing tie tip touch tour trade trip turn
    upset view""".split()
)
"""Nouns of deeds of which the verb may mean another with another object: "no strike at the mine", "struck a tree at the mine"."""
_PATIENTS = ("dobj", "nsubjpass")


def is_other_deed(view: Alignment, place: int) -> bool:
    """Whether a word of a and its match, a noun and a verb of the same letters, are not told to be one deed.

    They are not where the noun is of a thing; nor where either may mean several deeds and the verb has an object that the other claim
    does not name.
    """
    other = view.pairs[place]
    tags = view.a.terms[place].tag[:2], view.b.terms[other].tag[:2]
    if set(tags) != {"NN", "VB"}:
        return False
    noun, verb = (view.a.terms[place], view.b.terms[other]) if tags[0] == "NN" else (view.b.terms[other], view.a.terms[place])
    if noun.lemma in THINGS:
        return True
    return noun.lemma in TURNED and _has_other_object(view.b if tags[0] == "NN" else view.a, verb.place, _matched(view, tags[0] == "NN"))


def _matched(view: Alignment, in_b: bool) -> set[int]:
    return set(view.pairs.values() if in_b else view.pairs)


def _has_other_object(profile: Profile, verb: int, matched: set[int]) -> bool:
    """Whether a verb is done to something that the other claim does not name."""
    found = [low for low in profile.tree.children[verb] if profile.terms[low].dep in _PATIENTS]
    return any(low not in matched and profile.terms[low].weight > 0 for low in found)


def is_only_called(one: Term, other: Term) -> bool:
    """Whether one of two words is a name inside a sentence and the other one for its meaning: "the Fund" is no money."""
    return one.lemma != other.lemma and any(term.tag == "NNP" and term.place > 0 for term in (one, other))
