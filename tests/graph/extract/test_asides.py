"""Who says it, set between commas into what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import held, one

from claimgraph.extract.attribution.asides import with_asides_apart
from claimgraph.language import load
from strategies import often

ASIDES = ("the mayor said", "she notes drily", "Anna Berg admitted on Friday", "it now believes", "the owners, of course", "said Tom Baird")
CLAUSES = (
    "The rent, {}, tripled in two years.",
    "She had not been paid, {}, since June.",
    "In May, {}, the bank closed.",
    "Milk, {}, is dear.",
)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The rent, Ms Tasker notes drily, tripled in two years.", "rent", "Tasker"),
        ("The money, the oldest members maintain, was never there.", "money", "the oldest members"),
        ("Nor, the minister insisted, was the army short of shells.", "army", "the minister"),
        ("The bridge, said Anna Berg on Friday, is safe.", "bridge", "Anna Berg"),
        ('The design, the engineer added, was "badly flawed".', "design", "the engineer"),
        ("In March, the minister said, the bank closed.", "bank", "the minister"),
        ("There was no flood, Baird replies, and no storm either.", "flood", "Baird"),
        ("The match was called off because of fog, counters Okoro, and the fee was paid back.", "match", "Okoro"),
        ("The books were checked week by week, answers the clerk, and the sums agree with them.", "sums", "the clerk"),
        ("The rent was paid, Tasker answers; the roof is another matter.", "rent", "Tasker"),
        ("The nurses made two mistakes, recalls the matron, who kept the books.", "mistakes", "the matron"),
        ("They may be old wheels, concedes one of its clerks, Tom Baird.", "wheels", "Tom Baird"),
    ],
)
def test_an_aside_is_the_voice_of_the_sentence_around_it(text: str, words: str, speaker: str) -> None:
    item = one(text, words)
    assert item.voices == ("author", speaker)
    assert speaker not in item.text


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, the clerk and the owner said nothing, and left.",
        "He rose, the judge nodded, and all was still.",
        "Her lawyer, Anna Berg, dismissed the verdict.",
        "The clerk, a friend of his, told the hearing.",
    ],
)
def test_what_is_no_aside_stays_with_the_author(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@given(st.lists(st.lists(st.tuples(st.sampled_from(CLAUSES), st.sampled_from(ASIDES)), min_size=1, max_size=4), max_size=3))
@often(15)
def test_every_word_stays_where_it_is_and_every_tree_is_whole(texts: list[list[tuple[str, str]]]) -> None:
    docs = [load()(" ".join(clause.format(aside) for clause, aside in parts)) for parts in texts]
    for doc, apart in zip(docs, with_asides_apart(docs, load()), strict=True):
        assert [(token.idx, token.text) for token in apart] == [(token.idx, token.text) for token in doc]
        assert all(token.head.sent == token.sent for token in apart)


def test_asides_of_one_text_are_what_they_are_among_those_of_others() -> None:
    texts = ["It rained.", *(clause.format(aside) for clause in CLAUSES for aside in ASIDES)]
    docs = [load()(text) for text in texts]
    among = with_asides_apart(docs, load())
    alone = [with_asides_apart([doc], load())[0] for doc in docs]
    assert among[0] is docs[0]
    assert [[(token.head.i, token.dep_) for token in doc] for doc in among] == [
        [(token.head.i, token.dep_) for token in doc] for doc in alone
    ]


@pytest.mark.parametrize(
    ("text", "sentence", "voice"),
    [
        (
            "If the lift fails, the caretaker said, guests will use the stairs.",
            "If the lift fails, guests will use the stairs.",
            "the caretaker",
        ),
        ("Unless the roof is mended, Ms Vale warned, the hall will close.", "Unless the roof is mended, the hall will close.", "Vale"),
        ("Once the lake freezes, says the warden, skaters may come.", "Once the lake freezes, skaters may come.", "the warden"),
        ("Doctors say if the wound heals, he will play again.", "If the wound heals, he will play again.", "Doctors"),
        (
            "Unless the well is cleaned, the water is unsafe, the chemist said.",
            "Unless the well is cleaned, the water is unsafe.",
            "the chemist",
        ),
        ("After the flood, the curator said, nine maps were lost.", "After the flood, nine maps were lost.", "the curator"),
    ],
)
def test_what_is_supposed_before_who_says_it_is_said_with_what_follows_alone(text: str, sentence: str, voice: str) -> None:
    assert [(item.text, item.voices[-1]) for item in held(text)] == [(sentence, voice)]


def test_a_reason_before_who_says_it_is_said_too() -> None:
    assert [item.text for item in held("Because the boiler broke, the warden said, the pool stayed cold.")] == [
        "The boiler broke.",
        "The pool stayed cold.",
    ]
