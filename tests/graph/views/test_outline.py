from builders import contested_province
from claimgraph.reason.disputes import derive_disputes
from claimgraph.views.outline import to_text


def test_the_outline_says_what_the_ladder_shows() -> None:
    graph = contested_province().graph()
    assert to_text(graph, derive_disputes(graph)[1]) == (
        "Was the column routed near Safir? (partly conceded)\n"
        "  Position A\n"
        "    A1. The column was routed near Safir. — Delta Wire asserts; Ines Vale concedes\n"
        "      ▲ The column suffered losses near Safir. — Ines Vale asserts (Undoubtedly)\n"
        "      ⟂ (the word of Delta Wire) Delta Wire is likely exaggerating. — Ines Vale asserts (likely exaggerating)\n"
        "  Position B\n"
        "    B1. The column was not routed. — Colonel Imre Tal asserts\n"
        "  A1 ✕ contradicts B1: direct denial, score 0.92\n"
    )


def test_a_support_between_two_statements_of_one_side_is_told() -> None:
    graph = contested_province().graph()
    assert "  B2 ▲ supports B1\n" in to_text(graph, derive_disputes(graph)[0])


def test_voices_that_speak_together_take_the_plural() -> None:
    graph = contested_province().graph()
    assert "Orsk and Lund assert\n" in to_text(graph, derive_disputes(graph)[2])
