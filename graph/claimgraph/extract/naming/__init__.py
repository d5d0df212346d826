"""What the text calls whom: names and their variants, roles, and what a pronoun stands for."""
