"""Frames of attribution: who, by which cue, holds what."""
