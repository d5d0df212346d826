"""Reports of one event: which are, and what of theirs cannot both be so."""
