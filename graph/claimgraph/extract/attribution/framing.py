"""All attribution frames of a text that its words make: quotes and layout come after."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimgraph.extract.attribution.adjectives import adjective_frames, is_state
from claimgraph.extract.attribution.attitudes import attitude_frames
from claimgraph.extract.attribution.colons import colon_frames, points_back
from claimgraph.extract.attribution.falsity import falsity_frames, is_made_believe, misstated_frames
from claimgraph.extract.attribution.fused import fused_frames
from claimgraph.extract.attribution.grounds import ground_frames, is_for_grounds
from claimgraph.extract.attribution.made_clear import made_clear_frames
from claimgraph.extract.attribution.moving import is_moving, moving_frames
from claimgraph.extract.attribution.nominal import nominal_frames
from claimgraph.extract.attribution.opinions import opinion_frames
from claimgraph.extract.attribution.running_on import with_running_on
from claimgraph.extract.attribution.standing import is_no_act
from claimgraph.extract.attribution.trailing import trailing_frames
from claimgraph.extract.attribution.verbal import verbal_frames
from claimgraph.extract.attribution.verdicts import judges_it, verdict_frames
from claimgraph.extract.attribution.viewpoints import viewpoint_frames
from claimgraph.extract.grammar.frames import Frame, Role, is_asked
from claimgraph.extract.grammar.words import Parse


def frames_of(parse: Parse) -> list[Frame]:
    """The frames of verbs, nouns, adjectives, phrases and clauses, with what runs on after them; in no order."""
    fused = {frame.head.index: frame for frame in (*fused_frames(parse), *made_clear_frames(parse))}
    verbal = [frame for frame in verbal_frames(parse) if not _is_other(frame)]
    verbal = [*fused.values(), *(frame for frame in verbal if frame.head.index not in fused)]
    by_head = {frame.head.index: frame for frame in verbal}
    judging = list(verdict_frames(parse, by_head))
    taken = by_head | {frame.head.index: frame for frame in judging if frame.role is Role.VOICE}
    frames = [
        *verbal,
        *judging,
        *attitude_frames(parse, taken),
        *_unjudged(nominal_frames(parse), judging),
        *adjective_frames(parse),
        *moving_frames(parse),
        *ground_frames(parse),
        *falsity_frames(parse),
        *opinion_frames(parse),
        *viewpoint_frames(parse),
        *colon_frames(parse),
        *trailing_frames(parse),
    ]
    frames = with_running_on(parse, [*frames, *misstated_frames(frames)])
    return [replace(frame, role=Role.BARE) if is_asked(parse, frame) or is_no_act(frame) else frame for frame in frames]


def _unjudged(frames: Iterable[Frame], judging: Iterable[Frame]) -> Iterator[Frame]:
    """The frames of nouns without those that tell of what nobody named says and somebody judges."""
    judged = {frame.contents for frame in judging}
    return (frame for frame in frames if frame.source is not None or frame.role is not Role.VOICE or frame.contents not in judged)


def _is_other(frame: Frame) -> bool:
    """Whether another rule tells what a verb attributes, or nobody does what it says."""
    head = frame.head
    felt = is_state(head) or is_moving(head) or judges_it(head)
    return felt or _is_nobodys(frame) or is_made_believe(frame) or is_for_grounds(head) or points_back(head)


def _is_nobodys(frame: Frame) -> bool:
    """Whether the "it" of "it is false to say that P" was taken for the speaker."""
    return frame.source is not None and frame.source.lower == "it" and frame.head.dep == "xcomp" and frame.head.head.lemma == "be"
