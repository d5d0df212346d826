from itertools import combinations, pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import Telling, contested_province
from claimgraph.derivations import Dispute
from claimgraph.model import Claim, Graph, LinkStatus, LinkType
from claimgraph.reason.disputes import derive_disputes
from claimgraph.views.balance import MOST_IN_ALL, balance_of
from claimgraph.views.ladder import draw, to_mini_svg, to_svg
from claimgraph.views.layout import BOLD, META, META_LINE, PAD, TEXT, TEXT_LINE, Box, lay_out
from claimgraph.views.outline import to_text
from claimgraph.views.typesetting import width_of

SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(min_size=1, max_size=200)
KINDS = st.sampled_from(["contradicts", "contradicts", "supports", "undercuts link", "undercuts act", "apparent", "restates"])
LINKS = st.lists(st.tuples(KINDS, st.integers(0, 13), st.integers(0, 13)), min_size=8, max_size=60)


def _told(texts: list[str], links: list[tuple[str, int, int]]) -> Graph:
    """A graph with these claims and links, each claim asserted by the author."""
    t = Telling("word " * len(texts))
    claims = [t.claim(text, "word", nth=number) for number, text in enumerate(texts)]
    acts = [t.said(t.author, claim, "word", nth=number) for number, claim in enumerate(claims)]
    for kind, a, b in links:
        first, second = claims[a % len(claims)], claims[b % len(claims)]
        if kind == "supports":
            t.support(first, second)
        elif kind == "restates":
            t.support(first, second, LinkType.RESTATES)
        elif kind == "undercuts act":
            t.undercut(first, acts[b % len(acts)])
        elif kind == "undercuts link" and t.links:
            t.undercut(first, t.links[b % len(t.links)])
        else:
            t.contradiction(first, second, status=LinkStatus.APPARENT if kind == "apparent" else LinkStatus.PROPOSED)
    return t.graph()


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


@settings(deadline=None)
@given(st.lists(WORDS, min_size=5, max_size=14, unique=True), LINKS)
def test_no_two_boxes_overlap_all_text_fits_and_the_picture_is_well_formed(texts: list[str], links: list[tuple[str, int, int]]) -> None:
    graph = _told(texts, links)
    for dispute in derive_disputes(graph):
        layout = lay_out(balance_of(graph, dispute))
        assert not [pair for pair in combinations(layout.boxes, 2) if _overlap(*pair)]
        for box in layout.boxes:
            assert box.x >= 0
            assert box.right <= layout.width
            assert box.bottom <= layout.height
            assert all(width_of(line, TEXT * (BOLD if box.role == "rail" else 1)) <= box.width - 2 * PAD for line in box.lines)
            assert all(width_of(line, META) <= box.width - 2 * PAD for line in box.meta)
            assert len(box.lines) * TEXT_LINE + len(box.meta) * META_LINE <= box.height - 2 * PAD
        ElementTree.fromstring(to_svg(graph, dispute))
        for rung in (*dispute.rungs, *dispute.apparent)[:3]:
            ElementTree.fromstring(draw(balance_of(graph, dispute), dispute, selected=rung.link))
        ElementTree.fromstring(to_mini_svg(dispute))


@settings(deadline=None)
@given(st.lists(WORDS, min_size=5, max_size=14, unique=True), LINKS)
def test_every_statement_of_the_picture_is_in_the_outline(texts: list[str], links: list[tuple[str, int, int]]) -> None:
    graph = _told(texts, links)
    for dispute in derive_disputes(graph):
        balance = balance_of(graph, dispute)
        boxes = {box.claim for box in lay_out(balance).boxes}
        statements = [statement.claim for statement in balance.statements()]
        assert boxes == set(statements)
        assert len(statements) == len(boxes) == balance.shown <= balance.claims
        assert to_text(graph, dispute).count("\n") >= len(boxes)


def _example() -> tuple[Graph, tuple[Dispute, ...]]:
    graph = contested_province().graph()
    return graph, derive_disputes(graph)


def test_the_same_data_gives_the_same_picture() -> None:
    graph, disputes = _example()
    assert to_svg(graph, disputes[0]) == to_svg(contested_province().graph(), disputes[0])


def test_rungs_cross_between_the_rails_and_the_strongest_is_on_top() -> None:
    graph, disputes = _example()
    layout = lay_out(balance_of(graph, disputes[0]))
    rail_a, rail_b = layout.rails
    for strut in layout.struts:
        assert rail_a < strut.start[0] < strut.middle[0] < strut.end[0] < rail_b
    tops = [box.y for box in layout.boxes if box.role == "rail" and box.side == 0]
    assert all(above < below for above, below in pairwise(tops))
    assert layout.struts[0].middle[1] < layout.struts[1].middle[1]


def test_an_undercut_stands_below_its_target() -> None:
    graph, disputes = _example()
    boxes = {graph.claims[box.claim].text: box for box in lay_out(balance_of(graph, disputes[1])).boxes}
    routed, hostile = boxes["The column was routed near Safir."], boxes["Delta Wire is likely exaggerating."]
    assert (hostile.role, hostile.y > routed.bottom, hostile.x > routed.x) == ("undercuts", True, True)


def test_the_picture_has_a_title_a_description_and_a_link_for_each_statement_and_rung() -> None:
    graph, disputes = _example()
    root = ElementTree.fromstring(draw(balance_of(graph, disputes[0]), disputes[0]))
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    balance = balance_of(graph, disputes[0])
    addresses = [link.get("href", "") for link in root.iter(f"{SVG}a")]
    assert len(addresses) == balance.shown + len(balance.crossings)
    assert f"?rung={disputes[0].rungs[0].link}#face-off" in addresses


def test_a_picture_of_its_own_has_a_background_and_no_links() -> None:
    graph, disputes = _example()
    root = ElementTree.fromstring(to_svg(graph, disputes[0]))
    assert not list(root.iter(f"{SVG}a"))
    assert root.findall(f"{SVG}rect")[0].get("width") == "100%"


def test_claims_of_one_position_with_the_same_words_are_one_box() -> None:
    graph, disputes = _example()
    balance = balance_of(graph, disputes[0])
    assert [len(statement.claims) for statement in balance.a] == [2, 1]
    assert len(balance.crossings[0].links) == 2


def test_hostile_words_are_escaped_and_nothing_runs() -> None:
    graph = _told(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>\x00\u202e'], [("contradicts", 0, 1)])
    (dispute,) = derive_disputes(graph)
    svg = to_svg(graph, dispute)
    root = ElementTree.fromstring(svg)
    assert not [node for node in root.iter() if node.tag.endswith(("script", "style", "img"))]
    assert "\u202e" not in svg


def test_many_supports_fold_and_are_counted() -> None:
    texts = [f"Claim number {number}." for number in range(90)]
    graph = _told(texts, [("contradicts", 0, 1), *(("supports", number, 0) for number in range(2, 90))])
    (dispute,) = derive_disputes(graph)
    balance = balance_of(graph, dispute)
    assert balance.claims == 90
    assert balance.shown <= MOST_IN_ALL
    assert balance.a[0].folded + len(balance.a[0].below) == 88
    assert f"+{balance.a[0].folded} supports" in to_svg(graph, dispute)


def test_a_knot_of_many_claims_is_drawn_in_bounded_size() -> None:
    texts = [f"Claim number {number}." for number in range(80)]
    graph = _told(texts, [("contradicts", number, 40 + other) for number in range(40) for other in range(40)])
    for dispute in derive_disputes(graph):
        assert balance_of(graph, dispute).shown <= MOST_IN_ALL
        assert len(to_svg(graph, dispute)) < 400_000


def test_a_claim_of_ten_thousand_characters_stays_in_its_box() -> None:
    graph = _told(["x" * 10_000, "y " * 5_000], [("contradicts", 0, 1)])
    (dispute,) = derive_disputes(graph)
    assert len(to_svg(graph, dispute)) < 6_000


def test_a_claim_that_nobody_asserts_can_be_drawn() -> None:
    t = Telling("word word")
    a, b = t.claim("One.", "word"), t.claim("Two.", "word", nth=1)
    t.contradiction(a, b)
    graph = t.graph()
    assert "Two." in to_svg(graph, derive_disputes(graph)[0])
    assert isinstance(graph.claims[a.id], Claim)
