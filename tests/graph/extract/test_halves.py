"""Two sentences with a semicolon between them."""

import pytest
from reading_of import one


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("A deputy, Ada Holm, asked in the hall whether the pump failed; Berg, rising, replied that rents fell.", "rents", "Berg"),
        ("A deputy, Ada Holm, asked in the hall whether the pump failed; Berg, rising, replied that rents fell.", "pump", "Ada Holm"),
        ("The older of the two, Ada Holm, says the pump failed; her neighbour, Tom Berg, says rents fell.", "pump", "Ada Holm"),
        ("The older of the two, Ada Holm, says the pump failed; her neighbour, Tom Berg, says rents fell.", "rents", "Tom Berg"),
    ],
)
def test_each_part_of_a_sentence_is_of_who_speaks_there(text: str, words: str, who: str) -> None:
    assert one(text, words).voices == ("author", who)
