"""What people type is words, whatever it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.store.queries import MOST_WORDS, Query, parse_query


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("bridge closed", (("bridge",), ("closed",)), ()),
        ('"bridge closed" Lund', (("bridge", "closed"), ("Lund",)), ()),
        ("“bridge closed”", (("bridge", "closed"),), ()),
        ('bridge -closed -"by night"', (("bridge",),), (("closed",), ("by", "night"))),
        ("well-known d'Orsk", (("well",), ("known",), ("d",), ("Orsk",)), ()),
        ("bridge -d'Orsk", (("bridge",),), (("d", "Orsk"),)),
        ('never "closed', (("never",), ("closed",)), ()),
        ("a OR b NEAR(c) text:d*", (("a",), ("OR",), ("b",), ("NEAR",), ("c",), ("text",), ("d",)), ()),
        ("bridge - closed", (("bridge",), ("closed",)), ()),
    ],
)
def test_quotes_make_phrases_and_a_minus_leaves_out(text: str, wanted: object, unwanted: object) -> None:
    query = parse_query(text)
    assert (query.wanted, query.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize("text", ["", '"', "- -", "-closed", '-"a b"', "…"])
def test_a_query_without_a_word_to_find_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no words"):
        parse_query(text)


@pytest.mark.parametrize(("text", "open_"), [("troo", True), ("tro", False), ('"troo"', False), ("troo -not", True), ('troo "a b"', False)])
def test_the_last_word_may_be_a_beginning_where_it_is_long_enough_and_not_quoted(text: str, open_: bool) -> None:
    assert parse_query(text).open is open_


@given(st.text(alphabet='ab1 -"“”*()^:\0\n', max_size=60))
def test_a_query_holds_letters_and_digits_alone_and_not_too_many(text: str) -> None:
    try:
        query = parse_query(text)
    except InputError:
        return
    words = [word for phrase in (*query.wanted, *query.unwanted) for word in phrase]
    assert all(word.isalnum() for word in words)
    assert len(words) <= MOST_WORDS
    assert query.near() == Query((query.words,), query.unwanted, query.open)
