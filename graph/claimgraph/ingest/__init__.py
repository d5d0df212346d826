"""How documents come in: fetched, parsed in a process of their own, read, linked and stored."""
