import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.language import CARRIED, load, mask, parse


@given(st.text(alphabet=st.characters(), max_size=300))
def test_masking_keeps_the_length(text: str) -> None:
    assert len(mask(text)) == len(text)


def test_masking_straightens_quotes_and_blanks_footnote_marks() -> None:
    assert mask("Syria.[1] “These” ‘men’\u00a0left") == "Syria.    \"These\" 'men' left"


def test_a_horizontal_bar_is_a_dash_to_the_parser() -> None:
    assert mask("five ― a tenth ― left") == "five — a tenth — left"


def test_two_apostrophes_become_one_quotation_mark_beside_the_words() -> None:
    assert mask("''No''") == ' "No" '


def test_lone_surrogates_and_endless_runs_are_blanked() -> None:
    assert mask("a\ud800b") == "a b"
    assert mask("x" * 500).strip() == ""


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load()


def test_parsing_keeps_order_and_offsets() -> None:
    texts = ["The “army” left.", "", "It rained."]
    docs = parse(texts)
    assert [len(doc.text) for doc in docs] == [len(text) for text in texts]
    assert [token.text for token in docs[2]] == ["It", "rained", "."]


def test_whoever_only_reads_loads_neither_the_record_nor_the_network_nor_a_command_line() -> None:
    unwanted = ("sqlalchemy", "httpx2", "networkx", "scipy", "typer", "spacy.cli", "spacy.cli.info")
    code = f"""
import sys, claimgraph
claimgraph.read_text("The bridge is closed, he said.")
print([name for name in {unwanted} if name in sys.modules])
import spacy
print(spacy.info("{CARRIED}", silent=True)["lang"])
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split("\n")[:2] == ["[]", "en"], found.stderr


def test_no_sentence_begins_behind_a_bare_word() -> None:
    doc = load()("Anna Falk said she felt the 13th Amendment was worth a film.")
    assert len(list(doc.sents)) == 1
