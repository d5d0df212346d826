import pytest
from reading_of import held, reading_of

from claimgraph.extract.page.layout import paragraphs_of
from claimgraph.extract.page.quotes import Quote, quotes_of
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


def voices_of(text: str) -> dict[str, tuple[str, ...]]:
    return {item.text: item.voices for item in held(text)}


QUESTIONS = """"The council does not agree with Hale," Olga Brandt said, suggesting a few questions, including, "Mr. Hale, do you think \
that farmers need a second bridge?

"Mr. Hale, do you believe that the river is safe?

"You want to close the clinic for 200 families. The old pier is rotten."
"""


def test_whoever_is_asked_what_they_think_says_nothing_and_the_quote_stays_the_askers_over_paragraphs() -> None:
    assert set(voices_of(QUESTIONS).values()) == {("author", "Olga Brandt")}


def test_a_second_quoted_part_joined_to_the_first_is_the_same_speakers() -> None:
    text = 'Olga Brandt told a rally that the bridge is "a fine thing for the town" but "nobody has the courage to build it."'
    assert voices_of(text)["Nobody has the courage to build it."] == ("author", "Olga Brandt")


def test_what_the_author_tells_to_have_said_is_the_authors() -> None:
    text = (
        'My mother spoke of the flood. I laughed and said, "The flood was a tale." '
        'She was so angry that I had to change my answer: "The flood is real."'
    )
    voices = voices_of(text)
    assert voices["The flood was a tale."] == voices["The flood is real."] == ("author",)
    assert voices["She was so angry that I had to change my answer."] == ("author",)


def test_what_everyone_is_to_be_let_know_is_what_the_speaker_holds() -> None:
    assert voices_of('"Let every voter know that the bridge costs ten million," Tomas Hale said.') == {
        "The bridge costs ten million.": ("author", "Tomas Hale")
    }


def test_a_participle_behind_a_quote_is_of_whoever_said_it() -> None:
    text = '"The new dam is what young people asked for, and the town has paid," Olga Brandt said, adding that the pier was rotten.'
    assert voices_of(text)["The pier was rotten."] == ("author", "Olga Brandt")


def test_a_quote_goes_on_behind_an_abbreviation_in_the_words_that_name_its_speaker() -> None:
    text = '"The vote was fair," Anna Falk said at the Hale Bros. plant, "and the roads that lead to the port are good."'
    assert set(voices_of(text).values()) == {("author", "Anna Falk")}


def test_a_paragraph_below_a_verb_of_speech_and_a_colon_is_the_speakers_and_the_next_is_not() -> None:
    voices = voices_of("Tomas Hale runs the port. Hale added:\n\nI paid the men. The books are open.\n\nThe town has other worries.")
    assert voices["Tomas Hale paid the men."] == voices["The books are open."] == ("author", "Tomas Hale")
    assert voices["The town has other worries."] == ("author",)


def test_what_comes_of_so_many_words_is_not_what_they_say() -> None:
    text = "Nils Borg claimed that the firm told so many stories that the bank could refuse a loan."
    assert set(voices_of(text).values()) == {("author", "Nils Borg")}


def test_a_quote_that_is_a_paragraph_is_whoevers_words_the_one_before_ended_with() -> None:
    text = 'Hale adds that the port was sold.\n\n"The dam is a ruin."\n\nIt rained.'
    assert voices_of(text)["The dam is a ruin."] == ("author", "Hale")


def test_whoever_is_asked_to_promise_or_to_tell_says_nothing() -> None:
    text = '"Mayor, will you pledge not to sell the harbour?" Tomas Hale asks. "Mr. Falk, tell me how the dam broke," he said.'
    assert set(voices_of(text).values()) == {("author", "Tomas Hale")}


@pytest.mark.parametrize(
    "before",
    [
        "Tom Hale denied that the dam leaked.",
        "Tom Hale questioned whether the dam had leaked.",
        "Tom Hale admitted that the dam had leaked.",
        "Tom Hale has not said that the dam leaked.",
        "Tom Hale doubts that the dam leaked.",
    ],
)
def test_a_quote_behind_a_denial_or_a_doubt_is_itself_what_its_speaker_holds(before: str) -> None:
    quoted = held(f'{before} "The wall is as dry as a bone."')[-1]
    assert (quoted.text, quoted.voices[-1], quoted.stances[-1]) == ("The wall is as dry as a bone.", "Tom Hale", "endorses")


@pytest.mark.parametrize(
    ("before", "voice"),
    [
        ("CNN reported that Tom Hale had said that the dam leaked.", "Tom Hale"),
        ("CNN reported that the ministry had said that the dam leaked.", "unnamed source"),
        ("Police have not said that the dam leaked.", "unnamed source"),
        ("Tom Hale asked whether the dam leaked.", "unnamed source"),
        ("If Tom Hale says that the dam leaked, he lies.", "unnamed source"),
        ("Tom Hale denied that the dam leaked.", "Tom Hale"),
    ],
)
def test_a_quote_that_is_a_paragraph_is_the_innermost_persons_and_nobodys_behind_what_is_asked_or_unsaid(before: str, voice: str) -> None:
    quoted = held(f'{before}\n\n"The wall is dry."')[-1]
    assert (quoted.voices[-1], quoted.stances[-1]) == (voice, "endorses")


@pytest.mark.parametrize(
    "text",
    [
        'The mayor refused to say "I am guilty."',
        'The mayor would not say "I am guilty."',
        'The judge ordered him to say "I am guilty."',
        'She dared him to say "I am guilty."',
    ],
)
def test_what_somebody_will_not_say_or_is_bidden_to_say_is_nobodys(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    "lead",
    ["The mayor never said:", "Nobody said:", "Do not believe those who say:", "If the mayor says:", "More on what the mayor said:"],
)
def test_a_paragraph_below_words_that_do_not_say_that_it_is_said_stays_the_authors(lead: str) -> None:
    assert voices_of(f"{lead}\n\nThe dam is safe.")["The dam is safe."] == ("author",)


def test_i_in_a_paragraph_behind_what_was_said_of_somebody_may_be_who_answers() -> None:
    assert held('Critics said that Ann Berg had lied.\n\n"I told the truth."')[-1].voices[-1] == "unnamed source"
    assert held('Ann Berg said that the dam leaked.\n\n"I saw it."')[-1].voices[-1] == "Ann Berg"


@pytest.mark.parametrize(
    ("text", "cue", "source", "contents"),
    [
        ('"Pipes burst," he sniffed. "They are old."', "sniffed", "he", ('"Pipes burst,"', '"They are old."')),
        ('Cuts were ruled out. "That was in May," sighed Joan Tibbs.', "sighed", "Joan Tibbs", ('"That was in May,"',)),
        ('Had Orrin paid? "Never," he said. "Not once."', "said", "he", ('"Never,"', '"Not once."')),
        (
            'The talks may fail, Dana Reed said. "Nobody can pay for it."',
            "said",
            "Dana Reed",
            ("The talks may fail", '"Nobody can pay for it."'),
        ),
    ],
)
def test_the_words_behind_a_quote_are_its_cue_whichever_verb_they_have(text: str, cue: str, source: str, contents: tuple[str, ...]) -> None:
    spans = (text.index(cue), text.index(cue) + len(cue))
    (found,) = [one for one in reading_of(text).attributions if (one.cue.start, one.cue.end) == spans]
    assert found.source is not None
    assert text[found.source.start : found.source.end] == source
    assert tuple(text[part.start : part.end] for part in found.content) == contents


def test_a_quote_behind_what_somebody_denies_is_no_denial() -> None:
    assert [
        item.stances[-1] for item in held('The road was sold, Dana Reed denied. "Nobody ever paid for it."') if "paid" in item.text
    ] == ["endorses"]


def test_a_title_in_quotes_is_said_by_nobody() -> None:
    assert reading_of('As the host of "The Night Ferry," Tom Baird mended boats.').attributions == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('The report found "no evidence" of fraud.', "There was no evidence of fraud."),
        ('The audit found "serious failings" at the bank.', "There were serious failings at the bank."),
    ],
)
def test_the_end_of_a_quote_begins_no_verdict(text: str, sentence: str) -> None:
    assert [item.text for item in held(text)] == [sentence]


def test_a_sum_in_short_ends_a_paragraph() -> None:
    text = "The tunnel is 3 kilometres long and cost well over $900m."
    assert [item.text for item in held(text)] == ["The tunnel is 3 kilometres long.", "The tunnel cost well over $900m."]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ('The plan is dead, Berg said - "nobody wants it".', ("author", "Berg")),
        ('The plan is dead, she told the town — "nobody wants it".', ("author", "she")),
        ('The plan was sold by Berg - "nobody wants it".', ("author",)),
    ],
)
def test_a_quote_behind_a_dash_is_of_whoever_spoke_before_it(text: str, voices: tuple[str, ...]) -> None:
    assert held(text)[-1].voices == voices
