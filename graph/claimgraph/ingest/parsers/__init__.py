"""One module a format: bytes to what they hold. They run in a process of their own, which may die of what it is given."""
