import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builders import Telling, contested_province
from claimgraph.derivations import Dispute
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, LinkKind, LinkStatus, LinkType
from claimgraph_api.pages.disputes import MOST_CLASHES, MOST_FOLDED
from visiting import Visitor


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with Visitor(tmp_path_factory.mktemp("disputes")) as made:
        made.store.add(contested_province().reading(), actor="test")
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Visitor]:
    with Visitor(tmp_path) as made:
        yield made


def _dispute(visitor: Visitor, number: int = 0) -> Dispute:
    return visitor.site.derived.disputes().items[number]


def _html(visitor: Visitor, address: str, status: int = 200) -> str:
    answer = visitor.get(address)
    assert answer.status_code == status
    return answer.text


def test_a_dispute_shows_both_quotes_with_the_words_that_clash(visitor: Visitor) -> None:
    html = _html(visitor, f"/disputes/{_dispute(visitor, 1).id}")
    assert "<h1>Was the column routed near Safir?</h1>" in html
    assert html.count('<mark class="clash">') == 2
    assert re.search(r'<mark class="clash">&#39;routed&#39;</mark>', html)


def test_what_a_dispute_is_about_is_named_where_its_claims_have_another_name_of_it(fresh: Visitor) -> None:
    first = Telling("The town of Safir is old.")
    town = first.entity("Safir")
    first.said(first.author, first.claim("Safir is old.", "The town of Safir is old", about=(town,)), "The town of Safir is old")
    second = Telling("Ines said Old Safir has ten towers. Orsk said Old Safir has no tower.")
    other = second.entity("Old Safir")
    ten = second.claim("Old Safir has ten towers.", "Old Safir has ten towers", about=(other,))
    none = second.claim("Old Safir has no tower.", "Old Safir has no tower", about=(other,), negative=True)
    second.said(second.source("Ines"), ten, "Old Safir has ten towers", cue="said")
    second.said(second.source("Orsk"), none, "Old Safir has no tower", cue="said")
    second.contradiction(ten, none)
    for telling in (first, second):
        fresh.store.add(telling.reading(), actor="test")
    same = Judgement(mint_id("judgement", other.id, town.id), other.id, "same", "person:ada", "2026-01-01T00:00:00Z", other=town.id)
    fresh.store.judge(same, actor="ada")
    dispute = _dispute(fresh)
    assert dispute.entities == (town.id,)
    assert f'<a class="chip" href="/entities/{town.id}"><bdi>Safir</bdi></a>' in _html(fresh, f"/disputes/{dispute.id}")


def test_each_quote_links_to_its_place_in_the_document(visitor: Visitor) -> None:
    dispute = _dispute(visitor)
    html = _html(visitor, f"/disputes/{dispute.id}")
    for claim in (dispute.rungs[0].a, dispute.rungs[0].b):
        address = f"/documents/{dispute.documents[0]}#c-{claim}"
        assert f'href="{address}"' in html
        assert f'id="c-{claim}"' in _html(visitor, address.split("#")[0])


def test_every_claim_of_the_dispute_is_in_the_ladder_the_outline_and_the_matrix(visitor: Visitor) -> None:
    for dispute in visitor.site.derived.disputes().items:
        html = _html(visitor, f"/disputes/{dispute.id}")
        parts = {
            "ladder": html[html.index("<svg") : html.index("</svg>")],
            "outline": html[html.index('class="outline"') : html.index("</details>", html.index('class="outline"'))],
            "matrix": html[html.index('class="matrix"') : html.index("</table>", html.index('class="matrix"'))],
        }
        texts = {visitor.site.store.graph().claims[claim].text for position in dispute.positions for claim in position.claims}
        for text in texts:
            words = text.split()[-1]
            assert all(words in part for part in parts.values()), text


def test_a_rung_can_be_chosen_in_the_address(visitor: Visitor) -> None:
    dispute = _dispute(visitor)
    html = _html(visitor, f"/disputes/{dispute.id}?rung={dispute.rungs[1].link}")
    face = html[html.index('id="face-off"') : html.index('id="rungs-head"')]
    assert "rival explanations" in face
    assert f'name="target" value="{dispute.rungs[1].link}"' in face
    assert 'aria-current="true"' in html


def test_an_unknown_rung_shows_the_strongest(visitor: Visitor) -> None:
    dispute = _dispute(visitor)
    assert _html(visitor, f"/disputes/{dispute.id}?rung=link-%3Cscript%3E") == _html(
        visitor, f"/disputes/{dispute.id}?rung=link-x"
    ).replace("link-x", "link-%3Cscript%3E")


def test_a_dispute_that_is_not_there_says_so(visitor: Visitor) -> None:
    assert "This dispute is not here" in _html(visitor, "/disputes/dispute-nowhere", 404)


def test_an_update_is_shown_as_apparent_only(visitor: Visitor) -> None:
    html = _html(visitor, f"/disputes/{_dispute(visitor, 3).id}")
    assert "Only an apparent contradiction" in html
    assert "seems to contradict" in html


def test_the_ladder_can_be_kept_as_a_picture(visitor: Visitor) -> None:
    answer = visitor.get(f"/disputes/{_dispute(visitor).id}.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "attachment" in answer.headers["content-disposition"]
    assert ElementTree.fromstring(answer.text).tag.endswith("svg")


def test_what_the_page_offers_to_take_away_is_there(visitor: Visitor) -> None:
    dispute = _dispute(visitor)
    html = _html(visitor, f"/disputes/{dispute.id}")
    offered = re.findall(r'<a class="button" href="([^"]+)"', html)
    assert len(offered) == 4
    for address in offered:
        assert visitor.get(address).status_code == 200, address


def test_the_page_of_the_example_is_within_its_budget(visitor: Visitor) -> None:
    html = visitor.get(f"/disputes/{_dispute(visitor).id}").content
    assert len(gzip.compress(html)) <= 10_000
    own = b"".join((files("claimgraph_api.pages") / "static" / name).read_bytes() for name in ("dispute.css",))
    assert len(gzip.compress(own)) <= 1_000


def test_a_page_of_sixty_claims_is_within_its_budget(fresh: Visitor) -> None:
    t = Telling("claim " * 60)
    claims = [t.claim(f"The claim number {number} is that something long happened somewhere.", "claim", nth=number) for number in range(60)]
    for number, claim in enumerate(claims):
        t.said(t.author, claim, "claim", nth=number)
    for number in range(1, 60):
        if number % 2:
            t.contradiction(claims[number], claims[number // 2])
        else:
            t.support(claims[number], claims[number // 2])
    fresh.store.add(t.reading(), actor="test")
    for dispute in fresh.site.derived.disputes().items:
        html = fresh.get(f"/disputes/{dispute.id}").content
        assert len(html) <= 150_000


def _large(visitor: Visitor) -> Dispute:
    """A dispute of one claim with seventy others that contradict it, those told first the most strongly."""
    t = Telling("claim " * 71)
    claims = [t.claim(f"The bridge has {number} arches.", "claim", nth=number) for number in range(71)]
    for number, claim in enumerate(claims):
        t.said(t.author, claim, "claim", nth=number)
    for number in range(1, 71):
        t.contradiction(claims[0], claims[number], score=1 - number / 100)
    visitor.store.add(t.reading(), actor="test")
    return _dispute(visitor)


def test_the_page_of_a_large_dispute_tells_of_its_strongest_contradictions_and_says_so(fresh: Visitor) -> None:
    html = _html(fresh, f"/disputes/{_large(fresh).id}")
    assert "These are 70 contradictions between 71 claims" in html
    assert "between 31 of them" in html
    told = html[: html.index('id="gaps-head"')]
    assert set(re.findall(r"The bridge has (\d+) arches", told)) == {str(number) for number in range(31)}


def test_a_weak_rung_of_a_large_dispute_can_be_chosen(fresh: Visitor) -> None:
    dispute = _large(fresh)
    html = _html(fresh, f"/disputes/{dispute.id}?rung={dispute.rungs[-1].link}")
    face = html[html.index('id="face-off"') : html.index('id="rungs-head"')]
    assert "The bridge has 70 arches" in face
    assert f'name="target" value="{dispute.rungs[-1].link}"' in face


def test_a_large_dispute_is_weighed_when_that_is_asked_for(fresh: Visitor) -> None:
    dispute = _large(fresh)
    html = _html(fresh, f"/disputes/{dispute.id}")
    assert "More than 60 claims hang together here" in html
    assert 'name="weigh" value="1"' in html
    html = _html(fresh, f"/disputes/{dispute.id}?weigh=1")
    assert "Weighed among 71 claims" in html
    assert html.count('data-label="score"') == 31


def test_the_list_ranks_disputes_and_can_be_narrowed(visitor: Visitor) -> None:
    html = _html(visitor, "/disputes")
    places = [html.index(f"/disputes/{dispute.id}") for dispute in visitor.site.derived.disputes().items]
    assert places == sorted(places)
    conceded = _html(visitor, "/disputes?status=partly+conceded")
    assert "Was the column routed" in conceded
    assert "foreign troops fighting" not in conceded


@pytest.mark.parametrize("name", ["entity", "source", "type"])
def test_each_filter_offers_what_gives_an_answer(visitor: Visitor, name: str) -> None:
    html = _html(visitor, "/disputes")
    choices = re.findall(r'<option value="([^"]+)"', re.search(rf'<select name="{name}">.*?</select>', html, re.DOTALL)[0])  # type: ignore[index]
    assert choices
    for value in choices:
        assert "<tbody>" in _html(visitor, f"/disputes?{name}={value}")


def test_a_filter_that_fits_nothing_says_so(visitor: Visitor) -> None:
    assert "No dispute is like that" in _html(visitor, "/disputes?entity=%22%3E%3Cscript%3E")


def test_a_long_list_goes_on_where_the_page_ended(fresh: Visitor) -> None:
    t = Telling("claim " * 60)
    claims = [t.claim(f"Claim {number}.", "claim", nth=number) for number in range(60)]
    for number in range(0, 60, 2):
        t.contradiction(claims[number], claims[number + 1])
    fresh.store.add(t.reading(), actor="test")
    first = _html(fresh, "/disputes")
    following = re.search(r'href="(/disputes\?[^"]*cursor=[^"]+)"', first)
    assert following is not None
    second = _html(fresh, following[1].replace("&amp;", "&"))
    shown = [re.findall(r'<th scope="row"><a href="/disputes/([^"]+)"', html) for html in (first, second)]
    assert (len(shown[0]), len(shown[1])) == (25, 5)
    assert not set(shown[0]) & set(shown[1])


def test_the_front_page_counts_and_names_what_is_contested(visitor: Visitor) -> None:
    html = _html(visitor, "/")
    assert "What is contested now" in html
    assert "4 disputes" in html
    assert "Ines Vale" in html


def test_the_front_page_of_an_empty_store_says_what_to_do(fresh: Visitor) -> None:
    html = _html(fresh, "/")
    assert 'href="/add"' in html
    assert "claimgraph add" in html
    assert "Nothing is contested here yet" in _html(fresh, "/disputes")


def test_hostile_words_are_escaped_on_every_page(fresh: Visitor) -> None:
    evil = "<script>alert(1)</script>"
    t = Telling(f"{evil} one. two \u202eoverride.", title=evil, author=f"{evil} Smith")
    one, two = t.claim(f"{evil} one.", f"{evil} one"), t.claim("Two \u202e override.", "two", about=(t.entity(evil),))
    t.said(t.author, one, f"{evil} one", hedges=(evil,))
    t.said(t.source(f"{evil} Jones"), two, "two")
    t.contradiction(one, two, clash=(evil, "two"), rationale=evil, judge=f"rule:{evil}")
    fresh.store.add(t.reading(), actor="test")
    dispute = _dispute(fresh)
    for address in ("/", "/disputes", f"/disputes/{dispute.id}", f"/disputes/{dispute.id}.svg"):
        html = _html(fresh, address)
        assert evil not in html, address
        assert "\u202e" not in html, address


def test_a_decision_is_made_on_the_page_and_the_dispute_follows(fresh: Visitor) -> None:
    fresh.store.add(contested_province().reading(), actor="test")
    dispute = _dispute(fresh, 1)
    form = {"target": dispute.rungs[0].link, "verdict": "confirmed", "note": "read both", "back": f"/disputes/{dispute.id}"}
    answer = fresh.post("/judgements", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/disputes/{dispute.id}")
    assert "read both" in _html(fresh, f"/disputes/{dispute.id}")
    assert fresh.site.derived.dispute(dispute.id).rungs[0].status is LinkStatus.CONFIRMED
    fresh.post("/judgements", data={**form, "verdict": "dismissed"})
    assert "This dispute is not here" in _html(fresh, f"/disputes/{dispute.id}", 404)


def test_a_clash_with_a_claim_of_another_dispute_is_listed_beside(fresh: Visitor) -> None:
    t = Telling("one two three four")
    one, two, three, four = (t.claim(f"Claim {word}.", word) for word in ("one", "two", "three", "four"))
    t.contradiction(one, two)
    t.contradiction(three, four)
    beside = t.contradiction(one, three, LinkType.SCOPE, status=LinkStatus.APPARENT)
    fresh.store.add(t.reading(), actor="test")
    for dispute in fresh.site.derived.disputes().items:
        html = _html(fresh, f"/disputes/{dispute.id}?rung={beside.id}")
        assert html.count(f"?rung={beside.id}#face-off") == 1
        assert "apparent only" in html


def _knot() -> Telling:
    """Two questions on which everybody contradicts everybody, and one contradiction between them."""
    words = [f"gate {question} had {number} guards" for question in "AB" for number in range(24)]
    telling = Telling("It said that " + ", that ".join(words) + ".")
    claims = [telling.claim(f"{word}.".capitalize(), word) for word in words]
    for claim, word in zip(claims, words, strict=True):
        telling.said(telling.author, claim, word)
    for start in (0, 24):
        for number in range(12):
            for other in range(12, 24):
                telling.contradiction(claims[start + number], claims[start + other], LinkType.QUANTITY)
    telling.contradiction(claims[3], claims[30], LinkType.QUANTITY, score=0.4)
    return telling


def test_a_part_of_a_knot_says_how_it_was_told_apart_and_leads_to_the_other_parts(fresh: Visitor) -> None:
    telling = _knot()
    fresh.store.add(telling.reading(), actor="test", collection="gates")
    one, other = fresh.site.derived.disputes().items
    for site in (fresh.site, fresh.site.within("gates")):
        (found,) = site.derived.beside(one, 8)
        assert (found.id, found.question, found.contradictions) == (other.id, other.question, 1)
    html = _html(fresh, f"/disputes/{one.id}")
    assert "One part of a knot" in html
    assert "1 contradiction leads from here" in html
    assert f'href="/disputes/{other.id}"' in html
    assert "One part of a knot" in _html(fresh, f"/disputes/{one.id}?collection=gates")


def test_of_many_clashes_the_strongest_are_listed_and_the_others_folded(fresh: Visitor) -> None:
    told = Telling(" ".join(f"Paper {number} says that {number} boats sank." for number in range(10, 26)))
    for number in range(10, 26):
        claim = told.claim(f"{number} boats sank.", f"{number} boats sank")
        told.said(told.source(f"Paper {number}"), claim, f"{number} boats sank", cue="says")
    for one, other in combinations(told.claims, 2):
        told.link(LinkKind.CONTRADICTS, LinkType.QUANTITY, one, other, status=LinkStatus.PROPOSED)
    fresh.store.add(told.reading(), actor="test")
    html = _html(fresh, f"/disputes/{_dispute(fresh).id}")
    shown, folded = html.partition('<ol class="rungs" start="1">')[2].partition("</ol>")[::2]
    assert shown.count("#face-off") == MOST_CLASHES
    assert f"{len(told.links) - MOST_CLASHES} more" in folded
    assert folded.partition("</nav>")[0].count("#face-off") == MOST_FOLDED - MOST_CLASHES
    assert len(gzip.compress(html.encode())) < 20_000
