"""Words that characters without a shape cut in two are read as people see them, and quoted as they stand."""

from reading_of import reading_of

from claimgraph.model import Graph
from claimgraph.store.checking import check

TEXT = (
    "Rosa Diaz sa\u00adid th\u200bat the va\u2060t lea\ufeffked.[1] Ot\u200dto Ka\u00adhn de\u200bnies that it leaked on Mon\u00adday."
    " Ada says that it di\u200bd not."
)


def test_what_nobody_sees_within_words_changes_nothing_that_is_read_and_every_quote_is_that_of_the_text() -> None:
    seen = "".join(letter for letter in TEXT if letter.isprintable())
    reading, plain = reading_of(TEXT), reading_of(seen)
    assert [claim.text for claim in reading.claims] == [claim.text for claim in plain.claims]
    assert [act.speaker.name for act in reading.assertions] == [act.speaker.name for act in plain.assertions]
    assert all(act.quote.holds_in(TEXT) for act in reading.assertions)
    assert [item.words for item in reading.dropped] == ["Ada says that it did not."]
    (unread,), (note,) = reading.document.unread, reading.document.citations
    assert (TEXT[unread.start : unread.end], TEXT[note.start : note.end]) == ("Ada says that it di\u200bd not.", "[1]")
    assert (reading.document.text, list(check(Graph.of_reading(reading)))) == (TEXT, [])
