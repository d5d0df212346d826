"""Whom a role means: who is said to have it, and not who had it, may have it or has no name."""

import pytest
from reading_of import one


@pytest.mark.parametrize(
    ("told", "role", "name"),
    [
        ("Ana Bell became mayor of Orsk in 2010.", "mayor", "Ana Bell"),
        ("Tom Rusk, who is the club's chairman, arrived at noon.", "chairman", "Tom Rusk"),
        ("Eva Lind was elected president on Monday.", "president", "Eva Lind"),
        ("Jon Pratt has been the team's coach since June.", "coach", "Jon Pratt"),
        ("Rosa Lim has served as treasurer since 2004.", "treasurer", "Rosa Lim"),
        ("Lena Brandt, the minister of transport, was ill.", "minister", "Lena Brandt"),
        ("A doctor is hard to find. Dr Fenwick came.", "doctor", "Fenwick"),
        ("Ola Berg was the mayor until 2015. Pia Holm is the mayor now.", "mayor", "Pia Holm"),
        ("Ada Kerr, the health minister, met Max Toll, the trade minister.", "health minister", "Ada Kerr"),
        ("Ada Kerr, the health minister, met Max Toll, the trade minister.", "trade minister", "Max Toll"),
        ("The Dutch envoy, Bram Kok, met his Thai counterpart, Somchai Dee.", "Thai envoy", "Somchai Dee"),
        ("Second officer Lena Voss took the wheel.", "second officer", "Lena Voss"),
        ("Gil Marr, a retired sergeant, lives in Orsk.", "former sergeant", "Gil Marr"),
        ("Gil Marr, a retired sergeant, lives in Orsk.", "sergeant", "Gil Marr"),
        ("Ines Roy, who used to be a nun, runs a bar.", "former nun", "Ines Roy"),
        ("As head gardener, Tom Rusk planted elms.", "head gardener", "Tom Rusk"),
        ("Vera Dahl heads the Bakers' Guild.", "guild's president", "Vera Dahl"),
        ("The panel is chaired by Max Toll.", "chairman", "Max Toll"),
        ("Eva Lind teaches music in Orsk.", "teacher", "Eva Lind"),
        ("Rosa Lim was appointed last week to run the city library.", "library's new head", "Rosa Lim"),
        ("Jon Pratt pleaded not guilty on Monday.", "defendant", "Jon Pratt"),
        ("Jon Pratt, 30, is on trial for arson.", "accused", "Jon Pratt"),
        ("Trade minister Max Toll and health minister Eva Lind waved.", "health minister", "Eva Lind"),
        ("The tribunal heard from Dr Rosa Lim.", "witness", "Rosa Lim"),
        ("Orsk Rovers lost on Sunday.", "club", "Orsk Rovers"),
        ("Orsk Valley Police searched the mill.", "force", "Orsk Valley Police"),
        ("The mayor of Skarn, Tom Reyes, waved.", "mayor", "Tom Reyes"),
        ("The chief executive of Norvik Shipping, Mei Castellan, waved.", "company's chief executive", "Mei Castellan"),
        ("Mei Castellan, the chief executive of Norvik Shipping, waved.", "Norvik boss", "Mei Castellan"),
        ("Jon Berg, the captain of the tanker, waved.", "skipper", "Jon Berg"),
        ("Tom Reyes visited the plant with its manager, Dana Osei.", "plant's manager", "Dana Osei"),
        ("Norvik Shipping, which owns the ferry, closed its office.", "ferry's owner", "Norvik Shipping"),
        ("Norvik Shipping closed its office.", "shipping company", "Norvik Shipping"),
        ("The Ministry of Health issued rules.", "health ministry", "Ministry of Health"),
        ("Two residents of Quay Street saw the fire.", "two", "two residents of Quay Street"),
    ],
)
def test_a_role_is_of_whoever_is_said_to_have_it(told: str, role: str, name: str) -> None:
    assert one(f"{told} The gate was shut. The {role} said the pool would open.", "pool").voices[-1] == name


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("Sol Reed was not elected mayor.", "mayor"),
        ("Dag Stahl would be the next director.", "director"),
        ("Ola Berg was the mayor until 2015.", "mayor"),
        ("Ana Bell is a lawyer. She met the lawyer of the firm.", "lawyer"),
        ("Ana Bell, the health minister, was ill.", "trade minister"),
        ("Ana Bell, the sitting mayor, lost by a vote.", "new mayor"),
        ("Ana Bell would run the library.", "head"),
        ("Ana Bell is a nurse at the clinic.", "former nurse"),
        ("Ana Bell drove home in the rain.", "driver"),
        ("Ana Bell was at the plant. Its manager, Tom Rusk, waved.", "bank's manager"),
        ("Norvik Shipping closed its office.", "rail company"),
        ("The Ministry of Health issued rules.", "defence ministry"),
        ("LENZ, 4 October 2026 - Firefighters needed an hour.", "company"),
    ],
)
def test_a_role_is_of_nobody_known_where_the_text_names_no_holder(told: str, role: str) -> None:
    assert role in one(f"{told} The gate was shut. The {role} said the pool would open.", "pool").voices[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The treasurer denied that money was missing.", "Money was missing."),
        ("The clerk said that water had been wasted.", "Water had been wasted."),
    ],
)
def test_that_before_a_bare_noun_begins_what_is_said(text: str, said: str) -> None:
    assert one(text, said).text == said


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Ana Bell and Max Toll saw the flood. The two said the pool would open.", "Ana Bell and Max Toll"),
        ("Ana Bell and Max Toll saw the flood. The pair said the pool would open.", "Ana Bell and Max Toll"),
        ("Karl Benn accused Otto Marr of theft. He denied that the pool would open.", "Otto Marr"),
        ("Karl Benn asked Otto Marr for the key. He said the pool would open.", "Otto Marr"),
        ("Karl Benn met Otto Marr in May. He said the pool would open and called Marr a fool.", "Karl Benn"),
        ("Ana Bell told Max Toll that the mayor had lied. She said the pool would open.", "Ana Bell"),
        ("The museum lost a bear. In its report it said the pool would open.", "the museum"),
        ("The museum lost a bear. Asked about the keeper, it said the pool would open.", "the museum"),
        ("The letter says the boat sank. Its author said the pool would open.", "the letter's author"),
        ("The bank says the mayor lied. It said the pool would open.", "the bank"),
        ("The mayor's neighbour, a retired baker, left. She said the pool would open.", "the mayor's neighbour"),
    ],
)
def test_a_pronoun_or_a_number_is_of_whoever_was_spoken_of_or_to(text: str, voice: str) -> None:
    assert one(text, "pool").voices[-1] == voice


@pytest.mark.parametrize(
    "text",
    [
        "The Echo said that two clerks, neither of whom it named, had left.",
        "The museum said that the file, which I have read, was empty.",
    ],
)
def test_what_a_voice_does_not_name_and_what_the_author_did_is_told_by_the_author(text: str) -> None:
    assert one(text, "named" if "named" in text else "read").voices == ("author",)
