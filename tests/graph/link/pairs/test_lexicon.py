"""The tables of opposites, synonyms and kinds."""

from collections import defaultdict

from claimgraph.link.pairs.lexicon import lexicon


def test_no_word_stands_on_both_poles_of_one_axis() -> None:
    clashing = set()
    for word, entries in lexicon().poles.items():
        sides = defaultdict(set)
        for (axis, end), class_ in entries:
            sides[axis, class_].add(end)
        clashing |= {(word, axis) for (axis, _), ends in sides.items() if len(ends) > 1}
    assert clashing == set()


def test_the_table_holds_several_hundred_opposites() -> None:
    assert len(lexicon().poles) > 1000


def test_a_word_class_limits_a_pole() -> None:
    words = lexicon()
    assert ("increase", -1) in words.poles_of("cut", "VB")
    assert ("increase", -1) not in words.poles_of("cut", "JJ")


def test_synonyms_share_a_key_and_kinds_reach_upwards() -> None:
    words = lexicon()
    assert words.keys_of("arrest") & words.keys_of("detain")
    assert "person" in words.kinds_of("colonel")


def test_nothing_is_a_kind_of_itself() -> None:
    assert all(word not in above for word, above in lexicon().kinds.items())
