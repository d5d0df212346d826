"""As whom a document speaks."""

import pytest
from reading_of import document_of, held, held_in, one

from claimgraph.extract import read
from claimgraph.model import Document, SourceKind

SENTENCE = "The harbour closed in May."


def speaker(document: Document) -> tuple[str, SourceKind]:
    (source,) = read(document).sources
    return source.name, source.kind


@pytest.mark.parametrize(
    ("fields", "name", "kind"),
    [
        ({"authors": ("Ada Poe",), "publisher": "Harbour Post", "title": "Harbour closes"}, "Ada Poe", SourceKind.PERSON),
        ({"publisher": "Harbour Post", "title": "Harbour closes"}, "Harbour Post", SourceKind.ORGANISATION),
        ({"title": "Harbour closes"}, "author of “Harbour closes”", SourceKind.PERSON),
        ({"title": "Harbour closes " * 20}, "author of “Harbour closes Harbour closes Harbour closes…”", SourceKind.PERSON),
        ({}, "author", SourceKind.PERSON),
    ],
)
def test_a_document_speaks_as_its_author_its_publisher_or_whoever_wrote_what_has_its_title(
    fields: dict[str, object], name: str, kind: SourceKind
) -> None:
    assert speaker(document_of(SENTENCE, **fields)) == (name, kind)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Moor Lines runs the ferry Gannet. The Gannet sank on Monday. The company said that the pumps were sound.", "pumps", "Moor Lines"),
        ("The tanker Orsa Star sank. The company said that the pumps were sound.", "pumps", "the company"),
        ("The weekly Marran has seen the letter. The pumps were sound, according to the newspaper.", "pumps", "Marran"),
        ("A memo reached the crew on Monday. The pumps, it says, were sound.", "pumps", "the memo"),
        ("My sister dives. My sister says the pumps were sound.", "pumps", "the author's sister"),
        ("By Ada Poe\n\nMy sister dives. My sister says the pumps were sound.", "pumps", "Ada Poe's sister"),
        ("Anna Berg of Moor Bank kept her advice. The pumps, Ms Berg wrote, were sound.", "pumps", "Anna Berg"),
        ("The bid failed, in the view of Tom Baird, an analyst at Hale Moor, who noted that the pumps had leaked.", "leaked", "Tom Baird"),
        ("The Marran Echo has seen the letter. The same newspaper reported that the pumps were sound.", "pumps", "Marran Echo"),
        ('The mayor was blunter: "The pumps were never sound."', "pumps", "the mayor"),
        ('"The pumps were sound," Anna Berg wrote. "9 of them had been repaired."', "repaired", "Anna Berg"),
    ],
)
def test_a_voice_is_of_the_kind_that_speaks_so(text: str, words: str, speaker: str) -> None:
    assert one(text, words).voices == ("author", speaker)


def test_whom_a_voice_quotes_in_passing_stands_behind_it() -> None:
    found = one("The agency added, quoting two divers, that the hull was sound.", "hull")
    assert found.voices == ("author", "the agency", "two divers")


def test_a_speaker_whose_name_is_taken_for_a_mark_is_shown_where_it_stands() -> None:
    text = "iRAN SAYS THAT ITS MEN IN sYRIA ARE ADVISERS WHO DO NOT TAKE PART IN THE FIGHTING."
    mentions = [said.speaker.mention for said in read(document_of(text)).assertions if said.speaker.mention]
    assert [text[mention.start : mention.end] for mention in mentions] == ["iRAN"]


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("Coastal Dairies makes cheese. The Company understands that the vats are clean.", "vats", "Coastal Dairies"),
        ("The Food Safety Office wrote in May. The Office said that the vats were dirty.", "vats", "Food Safety Office"),
        ("The Rail Standards Authority wrote in May. The brakes failed, the watchdog found.", "brakes", "Rail Standards Authority"),
        ("Ambry is late\n\nAmbry Bank wrote to its clients in May. Ambry said that the vault is empty.", "vault", "Ambry Bank"),
        ("All are safe, operator says\n\nThe ferry ran aground. Its operator, Saltway Lines, sent a tug.", "safe", "Saltway Lines"),
        ("According to the town surveyor, Dr Ann Lee, whose letter was lost, the wall had been cracked for years.", "wall", "Ann Lee"),
        (
            "Two gates of the Calder dam failed at Port Elving. Calder Water denies this. The company insists all gates work.",
            "gates work",
            "Calder Water",
        ),
    ],
)
def test_who_is_called_by_a_common_noun_is_known_by_name(text: str, words: str, voice: str) -> None:
    assert voice in [item.voices[-1] for item in held(text) if words in item.text]


def test_a_family_name_alone_is_of_the_person_who_is_named_in_full() -> None:
    text = "Orso blames the pilot\n\nThe court heard Livia Orso on Monday. The pilot slept, Orso said."
    assert one(text, "slept").voices == ("author", "Livia Orso")


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The wall was sound, as any mason will tell you.", ("author",)),
        ("The wall was sound, the abbot says, as the log will show.", ("author", "the abbot")),
        ('"The wall was sound in May," the abbot is quoted as saying.', ("author", "the abbot")),
        ("The abbot's answer at the gate was that the wall is sound.", ("author", "the abbot")),
    ],
)
def test_who_is_only_called_upon_or_quoted_adds_no_voice(text: str, voices: tuple[str, ...]) -> None:
    assert one(text, "sound").voices == voices


def test_who_issues_a_statement_is_one_with_whom_it_names() -> None:
    text = "The Harbour Board confirms that the quay is closed. The crane was tested in May. The Board said that nobody was hurt."
    reading = read(document_of(text, publisher="Harbour Board"))
    assert [source.name for source in reading.sources] == ["Harbour Board"]
    assert {item.voices for item in held_in(reading)} == {("Harbour Board",)}


@pytest.mark.parametrize(
    ("publisher", "text", "speaker"),
    [
        ("Port Said Free Press", "Port Said said that four men had drowned.", "Port Said"),
        ("New York Times", "New York said that four men had drowned.", "New York"),
        ("Red Cross Watch", "The Red Cross said that four men had drowned.", "Red Cross"),
    ],
)
def test_whose_name_only_begins_the_publishers_speaks_for_himself(publisher: str, text: str, speaker: str) -> None:
    (item,) = held_in(read(document_of(text, publisher=publisher)))
    assert item.voices == (publisher, speaker)


def test_a_report_in_a_newspaper_is_the_newspapers() -> None:
    claims = held("Reports in the Orsk Courier that the quay was shut are wrong.")
    assert [item.voices for item in claims if item.stances[-1] == "endorses"] == [("author", "Orsk Courier")]


def test_a_name_in_capitals_is_shown_as_the_text_writes_it_elsewhere() -> None:
    text = (
        "The HARBOUR BOARD OF ORSK said that the quay is closed. The Harbour Board of Orsk said that the crane is old. Nobody asked NATO."
    )
    assert {item.voices[-1] for item in held(text)} == {"Harbour Board of Orsk", "author"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"The hall was cold," said the singer after the concert on Friday.', "the singer"),
        ("Some of the dockers complained that the pay was late.", "some of the dockers"),
    ],
)
def test_a_voice_is_called_by_who_it_is_and_not_by_when_it_spoke(text: str, speaker: str) -> None:
    assert held(text)[0].voices == ("author", speaker)


def test_nobody_is_called_by_words_of_a_headline_in_the_case_of_titles() -> None:
    text = "Port Ministers Rip Tomas Hale As A Fraud.\n\nHale owes the town a lot, the ministers said. Hale said that the dam was old."
    assert one(text, "dam was old").voices == ("author", "Hale")


@pytest.mark.parametrize("name", ["Médecins du Désert", "Amigos del Mar", "Ines van der Moor", "Banco da Serra"])
def test_a_name_of_another_language_is_whole(name: str) -> None:
    assert [
        item.voices[-1]
        for item in held(f"{name}, which runs the clinic, said on Monday that the wells there were dry.")
        if "dry" in item.text
    ] == [name]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Roy and her colleagues counted bees. The team said that the hives were old.", "Ann Roy and her colleagues"),
        ("Ann Roy and two students counted bees. The researchers said that the hives were old.", "Ann Roy and two students"),
        ("Ines Dahl and her co-authors counted bees. The hives were old, the authors write.", "Ines Dahl and her co-authors"),
        ("Dahl's team counted bees. The group said that the hives were old.", "Dahl's team"),
        ("Scientists at the Orsk Institute counted bees. The team said that the hives were old.", "Scientists at the Orsk Institute"),
        ("Roy and his team counted bees. A team from Lund counted wasps. The team said that the hives were old.", "the team from Lund"),
        ("Roy and his wife keep bees. The team said that the hives were old.", "the team"),
        ("Roy and his colleagues keep bees. Another team said that the hives were old.", "Another team"),
    ],
)
def test_the_team_is_whoever_was_presented_with_those_beside_them(text: str, speaker: str) -> None:
    assert one(text, "hives were").voices == ("author", speaker)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In a letter to the town, Hale wrote that the pump failed. The letter adds that the dam is old.", "Hale"),
        (
            "The mill, in a letter of May, denies it. The letter says that the pump failed. The letter adds that the dam is old.",
            "the mill",
        ),
        ("The mill admitted in a statement that the pump failed. The statement said that the dam is old.", "the mill"),
        ("In a letter to the town, Hale wrote that the pump failed. The report adds that the dam is old.", "the report"),
        ("The post brought in a letter on Monday. The letter adds that the dam is old.", "the letter"),
    ],
)
def test_the_letter_says_what_its_writer_says(text: str, speaker: str) -> None:
    assert one(text, "dam is").voices == ("author", speaker)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mill says that the pump failed. The bank denies it. Both insist that the dam is old.", "the mill and the bank"),
        ("Hale said that the pump failed. Lind blamed the wind. Both said that the dam is old.", "Hale and Lind"),
        ("Hale and Lind met a guard. The guard said that it rained. Both said that the dam is old.", "Hale and Lind"),
        ("Two divers said that the pump failed. Both said that the dam is old.", "two divers"),
    ],
)
def test_both_are_the_two_who_spoke_before(text: str, speaker: str) -> None:
    assert one(text, "dam is").voices == ("author", speaker)


@pytest.mark.parametrize("title", ["Cllr", "Dame", "Baroness", "Rev.", "Supt", "The Rev"])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    text = f"{title} Ann Roy said that the pump failed. {title} Roy added that the dam is old."
    assert {item.voices for item in held(text)} == {("author", "Ann Roy")}


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The clerk sat down. Counsel for the bank, Ada Holm, said that the pumps were sound.", "pumps", "Ada Holm"),
        ("It rained. The taller of the two guards, Tom Berg, said that the pumps were sound.", "pumps", "Tom Berg"),
        ("A leaked memo says that rents fell. The document, ten pages long, adds that the pumps were sound.", "pumps", "the leaked memo"),
        ("Her porter says rents fell. The porter also says that the pumps were sound.", "pumps", "her porter"),
        ("Idris Toll resigned as secretary of the club. In his letter he says that the pumps were sound.", "pumps", "Idris Toll"),
        ("Anna Reyes and Tom Berg ran a gym. He says the road to Orsk is shut. She says the pumps were sound.", "pumps", "Anna Reyes"),
        (
            "Anna Reyes and Tom Berg ran a gym. She says rents fell. Both say that the pumps were sound.",
            "pumps",
            "Anna Reyes and Tom Berg",
        ),
        ("Shares in Orlworth Gas fell. Orlworth called the note unfair; the pumps were sound, the company said.", "pumps", "Orlworth Gas"),
        (
            "Tom Berg told us in his first speech as chief executive that rents fell. The chief executive said the pumps were sound.",
            "pumps",
            "Tom Berg",
        ),
        ("According to a guest, the cook said the pumps were sound. The cook, Tom Berg, remembers it otherwise.", "pumps", "Tom Berg"),
        ("Marta Ogunde spoke as she rose. The 52-year-old said that the pumps were sound.", "pumps", "Marta Ogunde"),
    ],
)
def test_who_is_called_otherwise_a_sentence_later_is_the_same(text: str, words: str, speaker: str) -> None:
    assert one(text, words).voices[-1] == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("A painter sold a landscape. The paper says that the pumps were sound.", "pumps", "the paper"),
        ("The tallest of the towers, Orsk Hall, fell. The mayor said that the pumps were sound.", "pumps", "the mayor"),
        ("Turnout Bay Bank met. Turnout was low. The bank said that the pumps were sound.", "pumps", "Turnout Bay Bank"),
    ],
)
def test_who_was_not_named_before_stays_another(text: str, words: str, speaker: str) -> None:
    assert one(text, words).voices[-1] == speaker
