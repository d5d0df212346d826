"""Lists of words, as the rules of reading write them."""


def lexicon(words: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(lexicon("see hear"))
    ['hear', 'see']
    """
    return frozenset(words.split())
