"""Forms of English verbs: what a clause needs that is given a subject of its own, or another one than it had."""

import re

from claimgraph.extract.grammar.words import TENSED, Word

_IRREGULAR = """
    be:was become:became begin:began bend:bent bind:bound bite:bit bleed:bled blow:blew break:broke breed:bred bring:brought build:built
    burn:burnt buy:bought catch:caught choose:chose cling:clung come:came creep:crept deal:dealt dig:dug do:did draw:drew drink:drank
    drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought find:found flee:fled fling:flung fly:flew forbid:forbade forget:forgot
    forgive:forgave freeze:froze get:got give:gave go:went grind:ground grow:grew hang:hung have:had hear:heard hide:hid hold:held
    keep:kept kneel:knelt know:knew lay:laid lead:led leave:left lend:lent lie:lied light:lit lose:lost make:made mean:meant meet:met
    pay:paid ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent shake:shook shine:shone shoot:shot
    show:showed shrink:shrank sing:sang sink:sank sit:sat sleep:slept slide:slid speak:spoke spend:spent spin:spun stand:stood
    steal:stole stick:stuck sting:stung strike:struck swear:swore sweep:swept swim:swam swing:swung take:took teach:taught tear:tore
    tell:told think:thought throw:threw wake:woke wear:wore weave:wove weep:wept win:won wind:wound write:wrote"""
_PAST = {lemma: past for lemma, _, past in (pair.partition(":") for pair in _IRREGULAR.split())}
_PAST_ALONE = frozenset(
    """was became began bit bled blew broke chose came did drew drank drove ate fell flew forbade forgot forgave froze gave went grew hid
    knew lay rode rang rose ran saw shook shrank sang sank spoke sprang stole strode swore swam
    took tore threw woke wore wove wrote""".split()
)
"""Past forms that are no participles."""
_PREFIXED = re.compile(r"(?:fore|mis|out|over|re|un|under|up|with)(?=\w{2})")
_SAME = frozenset("bet burst cast cost cut forecast hit hurt let put quit rid set shed shut slit split spread thrust upset".split())
_DOUBLING = frozenset(
    """admit ban bar beg chat clap commit compel control cram defer dip dispel drag drop equip expel fit flag grab grip hug incur infer jam
    jog knit map mob nod occur omit outwit patrol permit pin plan plot plug prefer propel rebel rebut refer regret rig rob scrap ship shrug
    skip slam slap slip snap spot stab step stir stop strip submit sum swap tap tip top transfer transmit trap trim tug wrap""".split()
)
_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does", "am": "is", "'re": " is", "'ve": " has", "'m": " is"}


def third_person(verb: str) -> str:
    """The present form of a verb for he, she or it.

    >>> third_person("have"), third_person("carry"), third_person("be"), third_person("reach"), third_person("are")
    ('has', 'carries', 'is', 'reaches', 'is')
    """
    if verb in _SINGULAR or verb == "be":
        return _SINGULAR.get(verb, "is")
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return f"{verb}es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", verb) + "s"


def past(lemma: str, *, plural: bool = False) -> str:
    """The past form of a verb.

    >>> past("take"), past("deny"), past("stop"), past("fire"), past("be", plural=True), past("open"), past("foresee"), past("repair")
    ('took', 'denied', 'stopped', 'fired', 'were', 'opened', 'foresaw', 'repaired')
    """
    if lemma == "be" and plural:
        return "were"
    if lemma in _SAME or lemma in _PAST:
        return _PAST.get(lemma, lemma)
    if (prefix := _PREFIXED.match(lemma)) is not None and lemma[prefix.end() :] in _PAST:
        return prefix.group() + _PAST[lemma[prefix.end() :]]
    if lemma in _DOUBLING:
        return f"{lemma}{lemma[-1]}ed"
    return f"{lemma}d" if lemma.endswith("e") else re.sub(r"(?<=[^aeiou])y$", "i", lemma) + "ed"


def agreeing(word: Word) -> str | None:
    """The form of a finite verb or auxiliary whose subject is now singular; None where it stays as it is."""
    if word.tag in {"VBP", "VB"} and word.lower not in {"s", "'s"} and not _is_past(word.lower):
        return third_person(word.lower)
    return "was" if word.lower == "were" and word.tag == "VBD" else None


def _is_past(form: str) -> bool:
    """Whether a form can only be a past one, whatever the tagger says."""
    regular = form.endswith("ed") and len(form) > 4 and not form.endswith("eed") and form not in _SAME and form not in _PAST
    bare = form[prefix.end() :] if (prefix := _PREFIXED.match(form)) is not None else form
    return regular or any(one in _PAST.values() and one not in _PAST and one not in _SAME for one in (form, bare))


def is_past(form: str) -> bool:
    """Whether a word in lower case has the look of a past form: irregular, or in "-ed".

    >>> is_past("told"), is_past("emailed"), is_past("tell"), is_past("speed"), is_past("need")
    (True, True, False, False, False)
    """
    return _is_past(form) or (form.endswith("ed") and not form.endswith("eed"))


def may_be_participle(form: str) -> bool:
    """Whether a past form in lower case may also be a participle: "closed" and "sold", but not "broke".

    >>> may_be_participle("sold"), may_be_participle("broke"), may_be_participle("withdrew")
    (True, False, False)
    """
    prefix = _PREFIXED.match(form)
    return not _PAST_ALONE & {form, form[prefix.end() :] if prefix is not None else form}


def finite_past(head: Word, *, plural: bool) -> dict[int, str]:
    """What to write for the words of a gerund so that it is a sentence in the past: "having fired", fired; {} for what is none."""
    having, passive = _helper(head, "aux", "having"), _helper(head, "auxpass", "been", "being")
    if having is None and head.tag != "VBG" and (passive is None or passive.lower != "being"):
        return {}
    if any(child.dep in {"aux", "auxpass"} and child.tag in TENSED for child in head.children):
        return {}
    written = {} if having is None else {having.index: ""}
    refusal = head.child("neg")
    if passive is not None:
        return written | {passive.index: past("be", plural=plural)}
    if refusal is not None and head.lemma != "be":
        return written | {refusal.index: "", head.index: f"did not {head.lemma}"}
    return written | {head.index: past(head.lemma, plural=plural)}


def _helper(head: Word, dep: str, *forms: str) -> Word | None:
    """The helping verb of a relation that has one of these forms."""
    return next((child for child in head.all_children(dep) if child.lower in forms), None)
