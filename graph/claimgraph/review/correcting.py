"""What a judgement on an assertion changes: pure, from the graph of its document to a revision of it.

A decision is about an assertion with the hops around it. An edit is a new version of the same nodes; what is split or merged
goes, and new nodes take its place that say what they correct. Ids of new nodes rest on the judgement too, so that no reading
ever makes the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimgraph.chains import Chains
from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ids import kind_of, mint_id
from claimgraph.model import (
    Anchor,
    Assertion,
    Claim,
    Content,
    EntityKind,
    Graph,
    Judgement,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Node,
    Review,
    ReviewVerdict,
    Source,
    SourceKind,
    Stance,
    Voice,
    mint_link_id,
)
from claimgraph.review.anchoring import covering, find_quote, nearest
from claimgraph.review.changes import Change, Grammar, Revision
from claimgraph.review.mentions import mentions_of

LONGEST = 10_000
"""Code points of a claim's text."""
_KINDS = {EntityKind.ORGANISATION: SourceKind.ORGANISATION}


def correct(graph: Graph, judgement: Judgement, changes: Sequence[Change], grammar: Grammar) -> Revision:
    """What the judgement changes in `graph`, which holds the document of its target; raises InputError, ConflictError, NotFoundError.

    `changes` are one for an edit, two or more for a split, at most one for a merge, and none else.
    """
    verdict = ReviewVerdict(judgement.verdict)
    least, most = _NUMBERS[verdict]
    if not least <= len(changes) <= most:
        wanted = f"{least} or more" if most > least + 1 else f"at most {most}" if most > least else str(least)
        raise InputError(f"“{verdict}” takes {wanted} changes, not {len(changes)}", code="bad-changes")
    work = _Work(graph, judgement, verdict, grammar)
    _STEPS[verdict](work, changes)
    return Revision(tuple(work.nodes.values()), frozenset(work.gone))


class _Work:
    """A revision in the making."""

    def __init__(self, graph: Graph, judgement: Judgement, verdict: ReviewVerdict, grammar: Grammar) -> None:
        self.graph, self.judgement, self.grammar = graph, judgement, grammar
        self.review = Review(verdict, judgement.id)
        self.target = _assertion(graph, judgement.target)
        self.document = graph.documents[self.target.document]
        self.chains = Chains(graph)
        self.nodes: dict[str, Node] = {}
        self.gone: set[str] = set()

    def accept(self, _: Sequence[Change]) -> None:
        """Say that a person confirms it, with what its denial implied."""
        implied = [self.graph.assertions[name] for name in self._implied(self.target) if name in self.graph.assertions]
        for act in (self.target, *implied):
            for hop in (act, *self.chains.hops(act)):
                self._put(replace(hop, review=self._review_of(hop)))

    def reject(self, _: Sequence[Change]) -> None:
        """Take it away, with what its denial implied."""
        self._drop(self.target)

    def edit(self, changes: Sequence[Change]) -> None:
        """Put new versions of the claim, the assertion and the hops around it in the place of the old ones."""
        (change,) = changes
        edited, claim = self._changed(self.target, change), self._edited_claim(change)
        if edited == self.target and claim is None:
            raise InputError("nothing is different from what was read: accept it instead", code="no-change")
        if Stance.DENIES in (self.target.stance, edited.stance):
            self.gone |= self._implied(self.target)
        for node in (edited, claim):
            if node is not None:
                self._put(replace(node, review=self._review_of(node)))
        self._widen(edited)
        if edited.stance is Stance.DENIES and edited.content.claim:
            self._deny(edited, claim or self.graph.claims[edited.content.claim], self.target)

    def split(self, changes: Sequence[Change]) -> None:
        """Put several claims in the place of one."""
        if len({change.text for change in changes}) < len(changes):
            raise InputError("the parts of a split each need a text of their own", code="bad-changes")
        for number, change in enumerate(changes):
            self._make(change, (self.target,), number)
        self._drop(self.target)

    def merge(self, changes: Sequence[Change]) -> None:
        """Put one claim in the place of two."""
        other = _assertion(self.graph, self.judgement.other or "")
        if other.id == self.target.id or other.document != self.target.document:
            raise InputError("two different assertions of one document are merged", code="bad-other")
        self._claim_of(other)
        change = changes[0] if changes else Change()
        self._make(replace(change, text=change.text or self._claim_of(self.target).text), (self.target, other), 0)
        self._drop(self.target)
        self._drop(other)

    def _make(self, change: Change, old: Sequence[Assertion], number: int) -> None:
        """A new claim with its assertion and the hops around the first of the old ones, in the place of these."""
        if change.text is None:
            raise InputError("each part of a split needs the text of its claim", code="bad-changes")
        first = self._changed(old[0], change)
        if len(old) > 1 and change.quote is None:
            first = replace(first, quote=covering(self.document.text, first.quote, old[1].quote))
        known = self._claim_of(old[0])
        text = _sentence(change.text)
        made = replace(
            known,
            id=mint_id("claim", self.document.id, first.quote.start, first.quote.end, text, self.judgement.id, number),
            text=text,
            modality=change.modality or known.modality,
            slots=self.grammar.slots(text),
            mentions=mentions_of(self.graph, self.document, first.quote, text, known.mentions),
            review=replace(self.review, corrects=tuple(dict.fromkeys(self._claim_of(item).id for item in old))),
        )
        self._put(made)
        whole = self._wrap(old[0], first, made.id, [item.id for item in old])
        if whole.stance is Stance.DENIES:
            self._deny(whole, made, old[0])

    def _changed(self, act: Assertion, change: Change) -> Assertion:
        """The assertion as the change wants it; its content and its review are as they were."""
        if change.start is not None and change.quote is None:
            raise InputError("`start` says where a quote begins: give the quote too", code="bad-quote")
        quote = act.quote if change.quote is None else find_quote(self.document.text, change.quote, change.start, act.quote)
        speaker = act.speaker if change.speaker is None else self._voice(change.speaker, act, quote)
        return replace(act, quote=quote, speaker=speaker, stance=change.stance or act.stance, certainty=change.certainty or act.certainty)

    def _edited_claim(self, change: Change) -> Claim | None:
        """The claim as the change wants it, None where that is as it was."""
        if change.text is None and change.modality is None:
            return None
        claim = self._claim_of(self.target)
        text = claim.text if change.text is None else _sentence(change.text)
        edited = replace(claim, modality=change.modality or claim.modality)
        if text != claim.text:
            named = mentions_of(self.graph, self.document, self.target.quote, text, claim.mentions)
            edited = replace(edited, text=text, slots=self.grammar.slots(text), mentions=named)
        return None if edited == claim else edited

    def _claim_of(self, act: Assertion) -> Claim:
        if act.content.claim is None:
            raise InputError(f"{act.id} is of another assertion: its claim is decided on at {act.content.assertion}", code="outer-hop")
        return self.graph.claims[act.content.claim]

    def _voice(self, wanted: str, act: Assertion, quote: Anchor) -> Voice:
        source = self._source(wanted)
        if source.id == act.speaker.id:
            return act.speaker
        return Voice(source.id, source.name, nearest(self.document.text, source.name, quote.start))

    def _source(self, wanted: str) -> Source:
        """The source of the document that has this id or name, or a new one of that name."""
        own = [source for source in self.graph.sources.values() if source.document == self.document.id]
        if kind_of(wanted) == "source":
            found = next((source for source in own if source.id == wanted), None)
            if found is None:
                raise NotFoundError(f"{wanted} is no voice of this document: give a name instead")
            return found
        name = " ".join(wanted.split())
        if not 0 < len(name) <= 300:
            raise InputError("the name of a speaker has 1 to 300 characters", code="bad-speaker")
        return next((source for source in own if _has_name(source, name)), None) or self._new_source(name)

    def _new_source(self, name: str) -> Source:
        """A source of a name that no voice of the document has, of the kind of the entity that has it."""
        kind = next(
            (_KINDS[item.kind] for item in self.graph.entities.values() if item.name == name and item.kind in _KINDS), SourceKind.PERSON
        )
        made = Source(mint_id("source", self.document.id, name), self.document.id, kind, name)
        self._put(made)
        return made

    def _wrap(self, old: Assertion, first: Assertion, claim: str, corrects: Sequence[str], *, implied: bool = False) -> Assertion:
        """New assertions: the first, of the claim, and one in the place of each hop around the old one; the first as it is now."""
        made = self._minted(first, Content(claim=claim), corrects, implied=implied)
        places = {old.id: made}
        for hop in self.chains.hops(old):
            inner = places[hop.content.id]
            wide = replace(hop, quote=covering(self.document.text, hop.quote, inner.quote))
            places[hop.id] = self._minted(wide, Content(assertion=inner.id), [hop.id], implied=implied)
        return made

    def _minted(self, act: Assertion, content: Content, corrects: Iterable[str], *, implied: bool) -> Assertion:
        quote = act.quote
        node_id = mint_id("assertion", self.document.id, quote.start, quote.end, act.speaker.id, act.stance, content.id, self.judgement.id)
        made = replace(act, id=node_id, content=content, implied=implied, review=replace(self.review, corrects=tuple(corrects)))
        self._put(made)
        return made

    def _widen(self, inner: Assertion) -> None:
        """Let the hops around an edited assertion cover its words still; the decision is about them too."""
        quotes = {inner.id: inner.quote}
        for hop in self.chains.hops(self.target):
            quotes[hop.id] = covering(self.document.text, hop.quote, quotes[hop.content.id])
            self._put(replace(hop, quote=quotes[hop.id], review=self._review_of(hop)))

    def _deny(self, denial: Assertion, claim: Claim, old: Assertion) -> None:
        """The negative claim, that the denier holds it, and that the two contradict each other, as a reading of a denial makes them."""
        text = self.grammar.opposite(claim.text)
        place = (denial.quote.start, denial.quote.end)
        corrects = replace(self.review, corrects=(old.id,))
        negative_id = mint_id("claim", self.document.id, *place, text, self.judgement.id, claim.id)
        negative = replace(claim, id=negative_id, text=text, slots=self.grammar.slots(text), review=corrects)
        self._put(negative)
        self._wrap(old, replace(denial, stance=Stance.ENDORSES), negative.id, [old.id], implied=True)
        kind, type_ = LinkKind.CONTRADICTS, LinkType.DENIAL
        rationale = f"{self.judgement.judge} says that {denial.speaker.name} denies it."
        link_id = mint_link_id(kind, type_, claim.id, negative.id)
        judge, status = self.judgement.judge, LinkStatus.CONFIRMED
        self._put(Link(link_id, kind, type_, claim.id, negative.id, 1.0, rationale, judge, status, stated_in=denial.id))

    def _drop(self, act: Assertion) -> None:
        self.gone |= {act.id} | self._implied(act)

    def _implied(self, act: Assertion) -> set[str]:
        """The link that a denial states, and what the denier holds by it."""
        links = [link for link in self.graph.links.values() if link.stated_in == act.id and link.type is LinkType.DENIAL]
        acts = (item for link in links for end in (link.from_, link.to) for item in self.chains.first_hands(end))
        return {link.id for link in links} | {item.id for item in acts if item.implied and item.speaker.id == act.speaker.id}

    def _review_of(self, node: Claim | Assertion) -> Review:
        """The review, which leaves out nothing of what the node took the place of."""
        return replace(self.review, corrects=node.review.corrects if node.review else ())

    def _put(self, node: Node) -> None:
        self.nodes[node.id] = node


_NUMBERS = {
    ReviewVerdict.ACCEPTED: (0, 0),
    ReviewVerdict.REJECTED: (0, 0),
    ReviewVerdict.EDITED: (1, 1),
    ReviewVerdict.SPLIT: (2, 50),
    ReviewVerdict.MERGED: (0, 1),
}
"""How many changes each verdict takes."""
_STEPS = {
    ReviewVerdict.ACCEPTED: _Work.accept,
    ReviewVerdict.REJECTED: _Work.reject,
    ReviewVerdict.EDITED: _Work.edit,
    ReviewVerdict.SPLIT: _Work.split,
    ReviewVerdict.MERGED: _Work.merge,
}


def _assertion(graph: Graph, node_id: str) -> Assertion:
    found = graph.assertions.get(node_id)
    if found is None:
        raise NotFoundError(f"there is no assertion {node_id[:80]!r} to decide on")
    if found.document not in graph.documents:
        raise ConflictError(f"the document of {node_id} is gone")
    return found


def _has_name(source: Source, name: str) -> bool:
    return name.casefold() in {item.casefold() for item in (source.name, *source.variants)}


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST:
        raise InputError(f"the text of a claim has 1 to {LONGEST:,} characters", code="bad-text")
    return words
