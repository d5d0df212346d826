import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import held, reading_of

from claimgraph.extract.page.layout import LONGEST_PARAGRAPH, ParagraphKind, is_english, paragraphs_of
from claimgraph.extract.parse.parsing import parse_text
from claimgraph.language.telling import identifier


def test_a_headline_and_a_byline_are_told_from_the_body() -> None:
    text = "Harbour to close for a year\nBy Ana Ruiz\n\nThe harbour will close in May, the council said on Monday.\n"
    assert [paragraph.kind for paragraph in paragraphs_of(text)] == [ParagraphKind.HEADLINE, ParagraphKind.BYLINE, ParagraphKind.BODY]


@pytest.mark.parametrize(
    "line",
    ["Harbour Post, 3 June 2025", "14 March 2026", "Monday, June 3, 2025 10:15 GMT", "Elm Weekly | 3rd Sept. 2025", "Orsk, 9 May 2025"],
)
def test_a_line_that_says_who_published_when_is_a_byline(line: str) -> None:
    text = f"Storm tears the roof off the old harbour hall at Elm Point\n{line}\n\nThe roof flew a mile, the mayor said.\n"
    kinds = [paragraph.kind for paragraph in paragraphs_of(text)]
    assert kinds == [ParagraphKind.HEADLINE, ParagraphKind.BYLINE, ParagraphKind.BODY]
    assert [item.text for item in held(text)][1:] == ["The roof flew a mile."]


def test_a_dateline_begins_a_paragraph_under_a_long_headline() -> None:
    headline = "Storm tears the roof off the old harbour hall at Elm Point"
    text = f"{headline}\nELM, 3 May 2026 (Coastal Wire) - The roof flew a mile, the mayor said.\n"
    assert len(paragraphs_of(text)) == 2
    assert [item.text for item in held(text)][1:] == ["The roof flew a mile."]


def test_a_sentence_that_ends_with_a_date_is_no_byline() -> None:
    (paragraph,) = paragraphs_of("The harbour closed on 3 June 2025.")
    assert paragraph.kind is ParagraphKind.BODY


def test_a_byline_in_no_language_is_not_said_to_be_unread() -> None:
    text = "Zürçh-Över, 3 June 2025\n\nThe harbour will close in May, the council said on Monday, and it will not reopen.\n"
    assert reading_of(text).findings == ()


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The harbour, which has served the town for four hundred years,\nwill close in May, and nobody knows when they will reopen\nit."
    assert len(paragraphs_of(text)) == 1


def test_the_lines_of_a_narrow_column_are_put_together_and_those_of_a_list_are_not() -> None:
    column = "The office said that nine\nsailors drowned on Monday\nnight. Rosa Diaz denied\nthat.\nOtto Kahn said that the\nquay was old."
    first, second = (" ".join(column[one.start : one.end].split()) for one in paragraphs_of(column))
    assert (first, second) == (
        "The office said that nine sailors drowned on Monday night. Rosa Diaz denied that.",
        "Otto Kahn said that the quay was old.",
    )
    listed = "Nine sailors drowned there\nTwelve workers were hurt\nRosa Diaz denies it all\nThe crane was not old"
    assert len(paragraphs_of(listed)) == 4


def test_list_marks_are_left_out() -> None:
    text = "- The harbour will close in May, the council said."
    (paragraph,) = paragraphs_of(text)
    assert text[paragraph.start : paragraph.end].startswith("The harbour")


def test_long_paragraphs_are_cut_at_a_sentence() -> None:
    text = "The harbour will close. " * 400
    paragraphs = paragraphs_of(text)
    assert all(paragraph.end - paragraph.start <= LONGEST_PARAGRAPH for paragraph in paragraphs)
    assert all(text[paragraph.start : paragraph.end].startswith("The harbour") for paragraph in paragraphs)
    assert [paragraph.continues for paragraph in paragraphs][:2] == [False, True]


@given(st.text(max_size=500))
def test_paragraphs_are_in_order_and_never_empty(text: str) -> None:
    last = 0
    for paragraph in paragraphs_of(text):
        assert last <= paragraph.start < paragraph.end <= len(text)
        last = paragraph.end


def test_other_languages_and_code_are_no_english_prose() -> None:
    assert is_english("Nobody was hurt when the bridge fell, the mayor said.")
    assert not is_english("Der Bürgermeister sagte, dass bei dem Einsturz der Brücke niemand verletzt wurde.")
    assert not is_english("قال رئيس البلدية إن أحدا لم يصب بأذى")
    assert not is_english("0101 1100 ### $$$ {{{ }}} === ;;; 42 42 42")


def test_a_sum_in_millions_ends_its_sentence() -> None:
    text = 'Nora Feld, the agent, said that Dale asked for £37m. "They are greedy," Nora Feld said.'
    assert [(item.text, item.quote) for item in held(text)][:2] == [
        ("Nora Feld is the agent.", "Nora Feld, the agent"),
        ("Dale asked for £37m.", "Dale asked for £37m"),
    ]


def test_the_hours_of_a_running_report_are_no_part_of_what_its_entries_say() -> None:
    entries = "Ferry aground\n\n18:20 The harbour master asks small boats to stay away.\n\n17:55 Skarvik Ferries says all are safe."
    texts = [claim.text for claim in reading_of(entries).claims]
    assert "The harbour master asks small boats to stay away." in texts
    assert not any(words in text for text in texts for words in ("18:20", "17:55"))


def test_an_hour_that_begins_one_paragraph_alone_is_what_the_text_says() -> None:
    reading = reading_of("Ferry aground\n\n18:20 Ferries were the last to leave.\n\nThe harbour master closed the port.")
    assert any(claim.text.startswith("18:20") for claim in reading.claims)


@pytest.mark.parametrize(
    "post",
    [
        "Harbour Chef Tom Berg Serves Fifty Guests Raw Herring Unfit for Human Consumption https://t.co/aEpqrkJZg4",
        "Oil prices tumble",
        "Nestlé halts Côte d'Ivoire cocoa purchases",
        "Erdogan meets Mitsotakis in Ankara",
        "Strong quake rattles Santiago de Chile",
        "Lost power again tonight, third time this week, Norvale Energy says storm damage, neighbours say rotten poles, council silent as "
        "ever, food spoiling, kids freezing, absolutely fed up",
        "Market close: Brent crude down 3 percent, gold flat, tech shares rally led by Arvex, analysts cite cooling inflation, bond yields "
        "ease, traders await Thursday jobs data",
    ],
)
def test_a_post_or_headline_of_few_function_words_is_english(post: str) -> None:
    assert is_english(post)


@pytest.mark.parametrize(
    "post",
    [
        "Kota besar itu punya banyak masalah, kata wali kota baru hari Senin kemarin sore",
        "Zwei Tote nach Zugunfall bei Hannover",
        "Grève des infirmières à Lyon",
        "Huelga general paraliza Bogotá",
        "Arrestati tre sospetti a Palermo",
        "Ministro Costa pede demissão",
        "Prijzen stijgen opnieuw",
        "Politiet leder efter tre personer",
        "Strajk paraliżuje port",
        "Harga beras naik lagi",
        "Depoda yangin",
        "Waziri Mwangi ajiuzulu",
        "We hebben over de hele stad water in de kelder, of het nu regent of niet, zegt de burgemeester",
        "For at alle skal ha det bra må vi over til nye regler, sier ministeren etter et langt og hardt møte",
    ],
)
def test_a_post_or_headline_in_another_language_is_not_english_whatever_its_letters(post: str) -> None:
    assert not is_english(post)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Vi har at gøre med en ny storm, siger borgmesteren, og folk bliver hjemme under hele ugen for at have det varmt.",
        "Wali kota mengatakan bahwa jembatan itu akan ditutup selama dua minggu karena ada kerusakan parah pada tiang.",
        "Le maire a promis que le pont serait rouvert avant la fin du mois, ce dont les riverains doutent.",
    ],
)
def test_a_paragraph_in_another_language_is_left_out_of_an_english_text(paragraph: str) -> None:
    parse = parse_text(f"The harbour will close in May, the council said on Monday.\n\n{paragraph}\n\nThe pier was sold in 2019 to a bank.")
    assert [parse.text[one.start : one.end] for one in parse.skipped] == [paragraph]


def test_paragraphs_of_a_text_of_few_function_words_are_all_read() -> None:
    flight = "Flight BX204 update: departure delayed three hours, engine sensor fault suspected, engineers onboard, crew handing out water."
    market = "Market close: Brent crude down 3 percent, gold flat, tech shares rally led by Arvex, analysts cite inflation, yields ease."
    parse = parse_text(f"{flight}\n\n{market}")
    assert (len(parse.paragraphs), parse.skipped) == (2, ())


def test_plain_english_is_told_without_loading_the_model() -> None:
    identifier.cache_clear()
    assert is_english("The mayor said that the bridge would be closed.")
    assert is_english("Bridge closed", within=True)
    assert identifier.cache_info().currsize == 0


@pytest.mark.parametrize(
    "line",
    [
        "Also read: Actress Mara Lund Accuses Tom Berg of Fraud",
        "Share this with your friends by clicking the button below.",
        "Read more about the dam",
    ],
)
def test_a_line_by_which_a_page_leads_elsewhere_makes_no_claim(line: str) -> None:
    assert [item.text for item in held(f"The dam is old.\n\n{line}\n\nThe pier was sold.")] == ["The dam is old.", "The pier was sold."]


def test_a_title_is_a_headline_though_it_ends_with_a_full_stop() -> None:
    first, second = paragraphs_of("Port Ministers Call Ann Berg's Plan a Disgrace.\n\nThe port is old. It was sold.")
    assert (first.kind, second.kind) == (ParagraphKind.HEADLINE, ParagraphKind.BODY)


def test_a_title_of_two_clauses_that_ends_with_a_full_stop_is_read_as_a_sentence() -> None:
    items = held("Mayor Says Dam Is Safe As Engineers Warn Of Cracks.\n\nThe dam was built in 1950.")
    assert items[0].voices == ("author", "Mayor")


@pytest.mark.parametrize(
    "line",
    [
        "Also: his deputy was arrested on Friday for fraud.",
        "Getty Images sued the mayor for theft.",
        "Advertisement of the drug is banned, the court ruled.",
        "Like us on the coast, the farmers have lost their land.",
        "Image source of the leak was found, police said.",
        "Follow us, said the mayor, and you will see.",
        "Read more than one report and you see that the dam leaks.",
    ],
)
def test_a_sentence_that_begins_like_a_line_of_the_page_is_read(line: str) -> None:
    assert len(held(f"The dam is old.\n\n{line}\n\nThe pier was sold.")) > 2


@pytest.mark.parametrize(
    "line", ["Getty Images", "Image source, Getty Images", "Advertisement", "Like us on Facebook", "Related: Dam is old"]
)
def test_a_line_that_is_nothing_but_a_part_of_the_page_makes_no_claim(line: str) -> None:
    assert [item.text for item in held(f"The dam is old.\n\n{line}\n\nThe pier was sold.")] == ["The dam is old.", "The pier was sold."]


def test_a_line_that_only_says_who_posted_when_is_not_read() -> None:
    text = "The dam is old.\n\npic.twitter.com/2LdJAgt6fE — Dan Moor Jr. (@dmoor45) June 9, 2018"
    assert [item.text for item in held(text)] == ["The dam is old."]


@pytest.mark.parametrize(
    "text",
    [
        "Divers found two bodies near Łeba on Sunday.",
        "Gómez left in May, his club said.",
        "The mayor of Århus said that the façade would fall.",
        "Los Baños and El Paso have flooded.",
    ],
)
def test_letters_with_marks_in_names_and_loan_words_make_a_short_text_no_less_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Başkan dün istifa etti.",
        "Die Brücke stürzte ein.",
        "EL MINISTRO NIEGA LA ACUSACION",
        "Město hoří.",
        "Das Haus brennt.",
    ],
)
def test_a_short_text_in_another_language_stays_unread(text: str) -> None:
    assert not is_english(text)


def test_a_short_paragraph_takes_the_language_of_the_rest() -> None:
    article = "The harbour will close in May, the council said on Monday, and it will not reopen before the winter."
    text = f"{article}\n\nNúñez resigned.\n\nLa Paz is burning.\n\nPříští týden začne stávka.\n\nEl puerto cierra."
    assert [item.text for item in held(text)][-2:] == ["Núñez resigned.", "La Paz is burning."]
