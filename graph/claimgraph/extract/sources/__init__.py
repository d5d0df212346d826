"""Who speaks through whom: the sources of a document, their chains, and what it states about them."""
