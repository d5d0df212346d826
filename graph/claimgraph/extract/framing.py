"""All attribution frames of a text that its words make: quotes and layout come after."""

from dataclasses import replace

from claimgraph.extract.attitudes import attitude_frames
from claimgraph.extract.falsity import falsity_frames, is_made_believe
from claimgraph.extract.frames import Frame, Role, is_asked
from claimgraph.extract.grounds import ground_frames, is_for_grounds
from claimgraph.extract.nominal import nominal_frames
from claimgraph.extract.running_on import with_running_on
from claimgraph.extract.verbal import verbal_frames
from claimgraph.extract.words import Parse


def frames_of(parse: Parse) -> list[Frame]:
    """The frames of verbs, nouns, adjectives and prepositions, with what runs on after them; in no order."""
    verbal = [frame for frame in verbal_frames(parse) if not (_is_nobodys(frame) or is_made_believe(frame) or is_for_grounds(frame.head))]
    by_head = {frame.head.index: frame for frame in verbal}
    frames = [*verbal, *attitude_frames(parse, by_head), *nominal_frames(parse), *ground_frames(parse), *falsity_frames(parse)]
    frames = with_running_on(parse, frames)
    return [replace(frame, role=Role.BARE) if is_asked(parse, frame) else frame for frame in frames]


def _is_nobodys(frame: Frame) -> bool:
    """Whether the "it" of "it is false to say that P" was taken for the speaker."""
    return frame.source is not None and frame.source.lower == "it" and frame.head.dep == "xcomp" and frame.head.head.lemma == "be"
