"""Which words of a claim are said and which are denied: negations, and what they reach."""

from collections.abc import Iterator

from msgspec.structs import replace

from claimgraph.link.pairs.grammar import Term, Tree

NEGATIONS = frozenset("not never hardly scarcely barely nowhere n't n’t nor".split())
NOBODY = frozenset("nobody nothing none neither no-one".split())
_NONE = frozenset("no not neither hardly barely scarcely".split())
_SINGLE = frozenset("one single".split())
"""What "not" denies with the noun that it stands before: "not one seal was broken"."""
_REVERSING = frozenset("deny refute dispute doubt reject".split())
_FAILING = frozenset("fail refuse cease stop avoid decline forget neglect deny unable unwilling impossible prevent".split())
_RAISING = frozenset("think believe expect true case correct seem appear likely suggest show evidence sign proof".split())
_ATTEMPTS = frozenset("attempt effort bid try".split())
_FALSE = frozenset("false untrue incorrect wrong unfounded baseless".split())
_DENYING = (
    *(("no", "longer"), ("by", "no", "means"), ("in", "no", "way"), ("anything", "but"), ("under", "no", "circumstances")),
    ("out", "of", "the", "question"),
    *(("at", "no", when) for when in ("time", "point", "stage", "moment")),
    *(("under", "no", "condition"), ("in", "no", "case"), ("in", "no", "circumstances"), ("on", "no", "account"), ("on", "no", "occasion")),
)
"""Phrases that deny the clause they stand in."""
CHANCES = frozenset("possibility chance prospect likelihood question".split())
"""What is denied with a thing of which there is none: "no chance of a truce", "no question of closing the mine"."""
_CERTAIN = frozenset("doubt question".split())
"""What, if there is none of it, leaves certain what it is of."""
_RIDDING = frozenset("free devoid clear bereft empty lack absence shortage".split())
"""What says of the thing behind "of" or "from" that it is not there."""
_CLAUSES = frozenset("ROOT conj ccomp advcl relcl acl pcomp parataxis csubj csubjpass xcomp".split())


def with_polarity(tree: Tree) -> Tree:
    """The tree with each word knowing its clause and whether it is denied."""
    heads = [_clause_of(tree, term.place) for term in tree.terms]
    denied: dict[int, bool] = {}
    for head in sorted(set(heads), key=tree.depth):
        denied[head] = (_own_negations(tree, head) % 2 == 1) ^ _from_above(tree, head, denied.get(heads[tree.terms[head].head], False))
    local = _locally_denied(tree)
    spoken: set[int] = set()
    for place in _denying_phrases(tree):
        denied[heads[place]] = not denied[heads[place]]
        local -= tree.under(place)
        spoken |= {*range(place, place + 4)} & tree.under(place) if tree.terms[place].tag == "IN" else {place}
    return tree.with_terms(
        tuple(
            replace(
                term,
                clause=head,
                negative=denied[head] ^ (term.place in local),
                weight=0.0 if term.place in spoken else term.weight,
            )
            for term, head in zip(tree.terms, heads, strict=True)
        )
    )


def _clause_of(tree: Tree, place: int) -> int:
    """The head of the clause that a word is in."""
    for _ in range(len(tree.terms)):
        term = tree.terms[place]
        if term.head == place or _heads_clause(term):
            return place
        place = term.head
    return place


def _heads_clause(term: Term) -> bool:
    """Whether a word heads a clause of its own."""
    if term.dep not in _CLAUSES:
        return False
    return term.tag.startswith(("VB", "MD")) or (term.dep in ("ccomp", "advcl", "relcl", "acl") and term.tag.startswith(("JJ", "NN")))


def _from_above(tree: Tree, head: int, outer: bool) -> bool:
    """Whether what stands over a clause denies it; `outer` is whether the clause above is denied."""
    term = tree.terms[head]
    above = tree.terms[term.head]
    if term.head == head:
        return False
    match term.dep:
        case "xcomp":
            return outer ^ bool(_complements(tree, term.head) & _FAILING)
        case "ccomp" | "csubj" | "csubjpass" | "acl":
            return _content_is_denied(tree, term, outer)
        case "conj":
            return outer and (tree.has(term.head, "or", "nor") or above.dep in ("acl", "relcl", "xcomp"))
        case "relcl":
            return outer and is_nothing(tree, term.head)
        case "pcomp":
            if above.form == "of":
                return outer and tree.terms[above.head].lemma in CHANCES
            return above.lemma == "without" or (above.lemma == "from" and tree.terms[above.head].lemma in {*_FAILING, "far"})
        case _:
            return False


def _content_is_denied(tree: Tree, term: Term, outer: bool) -> bool:
    """Whether a clause of content is denied: "denied that", "it is not true that", "no evidence that", "no man doing"."""
    if term.dep == "acl" and (is_nothing(tree, term.head) or _is_vain(tree, term.head)):
        return tree.terms[term.head].lemma not in _CERTAIN
    complements = _complements(tree, term.head)
    raised = outer and bool(complements & (_RAISING | _REVERSING | _FALSE))
    return bool(complements & (_REVERSING | _FALSE)) ^ raised


def _is_vain(tree: Tree, noun: int) -> bool:
    """Whether an attempt is said to have failed: "all attempts to lift the siege failed"."""
    return tree.terms[noun].lemma in _ATTEMPTS and tree.terms[noun].dep == "nsubj" and tree.terms[tree.terms[noun].head].lemma == "fail"


def _complements(tree: Tree, place: int) -> set[str]:
    """The lemma of a word and of what it says of its subject."""
    return {tree.terms[low].lemma for low in tree.children[place] if tree.terms[low].dep in ("acomp", "attr", "oprd")} | {
        tree.terms[place].lemma
    }


def _own_negations(tree: Tree, head: int) -> int:
    """How many words negate a clause: under its head, under what a copula says, and the "no" right behind "there is"."""
    own = sum(1 for low in tree.children[head] if _negates(tree, low))
    if own == 0 and tree.terms[head].lemma == "be":
        said = [low for low in tree.children[head] if tree.terms[low].dep in ("acomp", "attr", "oprd", "advmod")]
        own = sum(1 for low in said for deeper in tree.children[low] if tree.terms[deeper].dep == "neg")
    if own == 0 and tree.child(head, "expl") >= 0:
        own = sum(1 for term in tree.terms[head + 1 : head + 3] if term.lemma == "no")
    return own


def _denying_phrases(tree: Tree) -> Iterator[int]:
    """Where each phrase starts that denies its clause."""
    forms = [term.form for term in tree.terms]
    for place, phrase in ((place, phrase) for place, form in enumerate(forms) for phrase in _DENYING if phrase[0] == form):
        if tuple(forms[place : place + len(phrase)]) == phrase and not tree.terms[place].absorbed:
            yield place


def _negates(tree: Tree, place: int) -> bool:
    """Whether a word that hangs on a clause's head negates the clause; "not only" does not."""
    term = tree.terms[place]
    if term.absorbed:
        return False
    if term.dep == "neg" or term.lemma in NEGATIONS:
        return not _is_harmless(tree, place)
    if term.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
        return is_nothing(tree, place)
    if term.dep == "agent":
        return tree.object_of(place) >= 0 and is_nothing(tree, tree.object_of(place))
    if term.dep in ("prep", "dative"):
        return tree.object_of(place) >= 0 and tree.terms[tree.object_of(place)].lemma == "nobody"
    return term.lemma == "far" and tree.has(place, "from") and _is_degree(tree, place)


def _is_degree(tree: Tree, place: int) -> bool:
    """Whether "far from" measures a quality and not a distance: what it governs is a verb, an adjective or a noun that has an opposite."""
    start = next(low for low in tree.children[place] if tree.terms[low].lemma == "from")
    governed = [tree.terms[low] for low in tree.children[start]]
    return any(low.tag.startswith(("JJ", "VB")) or (low.tag == "NN" and bool(low.poles)) for low in governed)


def is_nothing(tree: Tree, place: int) -> bool:
    """Whether a noun phrase names nothing: "nobody", "no troops", "none of the men", "not a single man"."""
    if tree.terms[place].absorbed:
        return False
    if tree.terms[place].lemma in NOBODY:
        return True
    below = [tree.terms[low] for low in tree.children[place]]
    single = (tree.terms[deeper] for low in below if low.form in _SINGLE for deeper in tree.children[low.place])
    deniers = [low for low in (*below, *single) if low.lemma in _NONE or low.dep == "neg"]
    return any(not low.absorbed and not _is_harmless(tree, low.place) for low in deniers)


def _is_harmless(tree: Tree, place: int) -> bool:
    """Whether a negation negates nothing: that of "not only", and of "no more than", "not less than"."""
    near = [tree.terms[at].form for at in (place - 1, place + 1) if 0 <= at < len(tree.terms)]
    return "only" in near or near[-1:] in (["more"], ["less"], ["fewer"])


def _locally_denied(tree: Tree) -> set[int]:
    """The words that only a phrase denies: what stands under "without", and nouns with "no" behind a preposition other than "by"."""
    return {place for term in tree.terms for place in _denied_by_phrase(tree, term)}


def _denied_by_phrase(tree: Tree, term: Term) -> frozenset[int]:
    """What a preposition or a noun phrase denies: the words under "without" or "free of", what is lacked, a noun with "no"."""
    above = tree.terms[term.head]
    rids = (term.lemma == "without" and term.tag == "IN") or (term.form in ("of", "from") and above.lemma in _RIDDING)
    if rids and not term.absorbed:
        return tree.under(term.place) - {term.place}
    is_lacked = term.dep == "dobj" and above.lemma == "lack"
    is_ruled_out = term.dep in ("dobj", "nsubjpass") and above.lemma == "rule" and tree.has(above.place, "out")
    return (
        tree.under(term.place)
        if is_lacked or is_ruled_out or (term.dep == "pobj" and above.dep != "agent" and is_nothing(tree, term.place))
        else frozenset()
    )
