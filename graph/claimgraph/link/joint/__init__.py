"""Claims that cannot all hold together, though any two of them may: found by rules, each set with its reason."""

from claimgraph.link.joint.joint import Joint, Joints
from claimgraph.link.joint.rules import joints_among

__all__ = ["Joint", "Joints", "joints_among"]
