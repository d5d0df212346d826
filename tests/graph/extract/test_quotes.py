import pytest
from reading_of import held

from claimgraph.extract.layout import paragraphs_of
from claimgraph.extract.quotes import Quote, quotes_of
from claimgraph.language import mask


def quotes(text: str) -> list[tuple[str, bool]]:
    return [(text[quote.start : quote.end], quote.direct) for quote in found(text)]


def found(text: str) -> tuple[Quote, ...]:
    masked = mask(text)
    return quotes_of(text, masked, paragraphs_of(masked))


def test_whole_sentences_are_direct_and_single_words_are_not() -> None:
    assert quotes("“We will not go,” she said. The army was “routed” there.") == [("“We will not go,”", True), ("“routed”", False)]


def test_straight_and_single_marks_are_quotes_too() -> None:
    assert quotes("\"We will not go,\" she said. He's 'routed' them.") == [('"We will not go,"', True), ("'routed'", False)]


def test_apostrophes_are_no_quotes() -> None:
    assert quotes("The dogs' owner didn't like the judge's words about cats' tails.") == []


def test_a_quote_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“The bridge was never safe. We told the mayor in May.\n\n“Nobody came to look at it,” she said."
    first, second = found(text)
    assert (first.direct, first.continues) == (True, False)
    assert (second.direct, second.continues) == (True, True)


def test_a_stray_mark_in_the_middle_of_a_clause_quotes_nothing() -> None:
    assert quotes('The screen was 12" wide and the mayor said that nobody had seen it.') == []


def test_a_quote_goes_on_after_the_words_that_name_its_speaker() -> None:
    text = '"I signed it", the warden told the Post, "because the town had to pay". The warden told the Post that, in May, rain fell.'
    assert [(item.text, item.voices[-1]) for item in held(text)][1:] == [
        ("The town had to pay.", "the warden"),
        ("In May, rain fell.", "the warden"),
    ]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ('Nothing had been set aside, Mr Whaley said. "The roof leaks every May."', "Whaley"),
        ('The baker laughs at that. "The roof leaks every May."', "the baker"),
        ("Analyst Pia Nambi took the view that the roof leaks every May.", "Pia Nambi"),
    ],
)
def test_a_quote_without_a_verb_of_saying_is_whose_the_words_before_it_are(text: str, voice: str) -> None:
    assert ("The roof leaks every May.", voice) in [(item.text, item.voices[-1]) for item in held(text)]


def test_a_quote_after_a_sentence_about_a_thing_is_nobodys() -> None:
    assert held('The hall was empty. "The roof leaks every May."')[-1].voices[-1] == "unnamed source"


def test_a_label_of_any_words_before_a_quote_is_its_speaker() -> None:
    assert ("author", "Ulf Tennant") in [item.voices for item in held('Police spokesman Ulf Tennant: "No gas has been used today."')]


def test_what_a_message_says_is_whose_it_is() -> None:
    item = held("The trust told its staff in a video message that no pipe had burst.")[-1]
    assert (item.text, item.voices) == ("No pipe had burst.", ("author", "the trust"))
