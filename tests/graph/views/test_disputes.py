import json

from builders import contested_province
from claimgraph.reason.disputes import derive_disputes
from claimgraph.views.disputes import dispute_record


def test_a_record_names_voices_and_quotes_the_words_that_clash() -> None:
    t = contested_province()
    graph = t.graph()
    record = dispute_record(graph, derive_disputes(graph)[1])
    assert record["question"] == "Was the column routed near Safir?"
    assert [[voice["name"] for voice in position["origins"]] for position in record["positions"]] == [["Delta Wire"], ["Colonel Imre Tal"]]
    (rung,) = record["rungs"]
    (span,) = rung["clash"]["a"]
    assert span["exact"] == "'routed'" == t.text[span["start"] : span["end"]]
    assert (rung["type"], rung["judged_by"]) == ("denial", "found by rule test@1")


def test_every_record_is_json() -> None:
    graph = contested_province().graph()
    for dispute in derive_disputes(graph):
        record = dispute_record(graph, dispute)
        assert json.loads(json.dumps(record)) == record
