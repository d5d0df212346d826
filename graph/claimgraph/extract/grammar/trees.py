"""Moving a word in the tree of its sentence, so that order and extents stay true."""

from claimgraph.extract.grammar.words import Word


def hang(word: Word, head: Word, dep: str) -> None:
    """Move a word with all below it under another head, and keep the order and the extents of the tree.

    Nothing is moved under what stands below it: a tree has no circles.
    """
    if head.is_under(word):
        return
    old = word.head
    old.children.remove(word)
    head.children.append(word)
    head.children.sort(key=lambda child: child.index)
    word.head, word.dep = head, dep
    _measure(old)
    _measure(head)


def _measure(word: Word) -> None:
    """Set the extents of a word, and of all above it, by those of their children."""
    for above in (word, *word.ancestors()):
        above.left = min((above.index, *(child.left for child in above.children)))
        above.right = max((above.index, *(child.right for child in above.children)))


def raise_over(word: Word, head: Word) -> None:
    """Put a word in the place of its head in the tree, and the head below it, set in."""
    above, dep, root = head.head, head.dep, head.is_root
    head.children.remove(word)
    word.head, word.dep = (word, "ROOT") if root else (above, dep)
    if not root:
        above.children.remove(head)
        above.children.append(word)
        above.children.sort(key=lambda child: child.index)
    later = [child for child in head.children if child.index > word.index]
    head.children = [child for child in head.children if child.index < word.index]
    for child in (head, *later):
        child.head = word
    word.children += [head, *later]
    word.children.sort(key=lambda child: child.index)
    head.dep = "parataxis"
    _measure(head)
    _measure(word)


def exchange(word: Word, head: Word) -> None:
    """Put a word with all below it in the place of its head, and the head with all else that it has below the word."""
    above, dep, root = head.head, head.dep, head.is_root
    head.children.remove(word)
    if root:
        word.head, word.dep = word, "ROOT"
    else:
        above.children[above.children.index(head)] = word
        word.head, word.dep = above, dep
    word.children = sorted([*word.children, head], key=lambda child: child.index)
    head.head, head.dep = word, "dep"
    _measure(head)
