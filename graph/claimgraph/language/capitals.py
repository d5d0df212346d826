"""Words with a capital letter, of any alphabet that has them, and the small words that join the parts of a name: parts of patterns."""

CAPITAL = f"[{''.join(chr(code) for code in range(0x1F00) if chr(code).isupper())}]"
CAPITAL_WORD = rf"{CAPITAL}[\w.'’-]*"
PARTICLES = frozenset("de del della di da das do dos du la le van von der den ter ten zu zur al el ul bin bint ben ibn wa y".split())
"""What joins two words of a name in small letters, "Ana de la Torre"; some are English words too."""
PARTICLE = f"(?:{'|'.join(sorted(PARTICLES))})"
NAME = rf"{CAPITAL_WORD}(?: (?:{PARTICLE} ){{0,2}}{CAPITAL_WORD}){{0,3}}"
