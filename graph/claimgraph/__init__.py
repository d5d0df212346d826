"""claimgraph keeps who says what, on whose word, and where they collide."""

__version__ = "0.1.0"
