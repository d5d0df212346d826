"""The graph as RDF: terms, mapping, shapes, and the SPARQL index with its workers.

Nothing is imported here, so that a worker or a single mapping starts quickly.
"""
