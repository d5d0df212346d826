"""What people see of scores: what stands on claims and disputes, trust profiles, what falls."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from builders import contested_province
from claimgraph.trust import TrustProfile, TrustRule
from debates import Debate
from visiting import Visitor

T = contested_province()
CLAIMS = {claim.text: claim.id for claim in T.claims}
SOURCES = {source.name: source.id for source in T.sources}
DISARRAY = CLAIMS["The enemy is in disarray."]
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with Visitor(tmp_path) as made:
        made.store.add(T.reading(), actor="test")
        made.store.put_trust(TrustProfile("No Orsk", (TrustRule(source=SOURCES["Orsk"], weight=0.0),), "a test"), actor="test")
        yield made


def html(visitor: Visitor, address: str, status: int = 200) -> str:
    answer = visitor.get(address)
    assert answer.status_code == status, answer.text[:300]
    return answer.text


def test_a_claim_tells_its_score_in_words_with_its_tally_certificate_and_that_it_is_no_truth(visitor: Visitor) -> None:
    text = " ".join(visitor.page(f"/claims/{DISARRAY}").text.split())
    assert re.search(r"(stands|undecided|falls) · score 0\.\d\d on a scale from 0 to 1", text)
    assert "at most 2 for, 1 against" in text
    assert "proven to be the only answer" in text
    assert "A score is no truth" in text


def test_the_shares_on_a_page_add_up_to_the_score_that_it_shows(visitor: Visitor) -> None:
    text = " ".join(visitor.page(f"/claims/{DISARRAY}").text.split())
    told = re.search(r"(0\.\d\d) where nothing is known (.*?) = (\d\.\d{3})", text)
    assert told
    shares = [float(number) * (1 if sign == "+" else -1) for sign, number in re.findall(r"([+−]) (\d\.\d{3})", told[2])]
    assert float(told[1]) + sum(shares) == pytest.approx(float(told[3]), abs=0.0005 * (len(shares) + 1))


def test_a_profile_is_picked_by_the_address_and_changes_what_stands(visitor: Visitor) -> None:
    plain, picked = (html(visitor, f"/claims/{DISARRAY}{query}") for query in ("", "?trust=No+Orsk"))
    assert "at most 1 for" in picked
    assert "at most 1 for" not in plain
    assert '<option value="No Orsk" selected>' in picked
    assert html(visitor, f"/claims/{DISARRAY}?trust=none", 404)


def test_a_dispute_lists_the_scores_of_all_its_claims_as_a_table(visitor: Visitor) -> None:
    for dispute in visitor.site.derived.disputes().items:
        page = visitor.page(f"/disputes/{dispute.id}?trust=No+Orsk")
        assert "What stands" in [words for _, words in page.headings]
        for position in dispute.positions:
            for claim in position.claims:
                assert any(link.startswith(f"/claims/{claim}?trust=No%20Orsk") for link in page.links)
        assert f"/trust?b=No%20Orsk&dispute={dispute.id}" in page.links


def test_what_falls_has_a_page_for_claims_sources_assertions_documents_and_links(visitor: Visitor) -> None:
    said = next(act for act in T.assertions if act.content.claim == DISARRAY)
    link = next(link for link in T.links if DISARRAY in (link.from_, link.to))
    told = {DISARRAY: "stands now", SOURCES["Orsk"]: "left with one origin", said.id: "nobody who counts is left", link.id: "stands now"}
    for node, words in told.items():
        assert words in visitor.page(f"/falls/{node}").text, node
    assert f"/falls/{SOURCES['Orsk']}" in visitor.page(f"/sources/{SOURCES['Orsk']}").links
    assert "What changes if nothing counts that is said in this document" in visitor.page(f"/falls/{T.document.id}").text
    assert f"/falls/{T.document.id}" in visitor.page(f"/documents/{T.document.id}").links
    html(visitor, f"/falls/{T.entities[0].id}", 404)
    html(visitor, "/falls/claim-aaaaaaaaaaaaaaaaaaaa", 404)


def test_a_profile_is_made_changed_and_taken_back_by_the_form(visitor: Visitor) -> None:
    rules = f"outlet:Delta Wire=0\r\n\r\n{SOURCES['Lund']}=B\r\n"
    made = visitor.post("/trust", data={"name": "Mine", "description": "so", "rules": rules, "do": "put"})
    assert (made.status_code, made.headers["location"]) == (303, "/trust?b=Mine")
    assert [rule.verdict for rule in visitor.store.trust("Mine").profile.rules] == ["weight 0", "grade B"]
    page = visitor.page("/trust?edit=Mine")
    assert f"{SOURCES['Lund']}=B" in page.text
    assert "Lund" in page.text
    assert visitor.post("/trust", data={"name": "Mine", "do": "remove"}).status_code == 303
    assert [kept.profile.name for kept in visitor.store.trusts()] == ["No Orsk"]


def test_what_cannot_be_used_is_shown_again_with_what_is_wrong(visitor: Visitor) -> None:
    for name, rules, words in (("x", "nonsense", "is no rule"), ("x", "outlet:a=9", "between 0 and 1"), ("a/b", "", "cannot name")):
        answer = visitor.post("/trust", data={"name": name, "description": HOSTILE, "rules": f"{rules}\n", "do": "put"})
        assert answer.status_code == 400
        assert words in unescape(answer.text)
        assert rules in unescape(answer.text)
        assert HOSTILE not in answer.text
    assert len(visitor.store.trusts()) == 1


def test_two_profiles_are_compared_on_the_page_and_too_much_says_what_to_do(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visitor.page("/trust?a=&b=No+Orsk")
    assert "left with one origin" in page.text
    assert "Nothing changes" in visitor.page("/trust?a=No+Orsk&b=No+Orsk").text
    assert "there is no trust profile" in visitor.page("/trust?a=none").text
    from claimgraph.derive import weighing

    monkeypatch.setattr(weighing.claims_of, "__kwdefaults__", {**(weighing.claims_of.__kwdefaults__ or {}), "most": 3})
    assert "name a dispute" in visitor.page("/trust?a=&b=No+Orsk").text


def test_names_of_profiles_are_escaped_wherever_they_stand(visitor: Visitor) -> None:
    visitor.store.put_trust(TrustProfile("' onfocus", description=HOSTILE), actor="test")
    name = quote("' onfocus")
    dispute = visitor.site.derived.disputes().items[0].id
    weighed = [f"/claims/{DISARRAY}?trust={name}", f"/disputes/{dispute}?trust={name}"]
    for address in ("/trust", f"/trust?edit={name}", f"/trust?rule={quote(HOSTILE)}", *weighed):
        found = html(visitor, address)
        assert HOSTILE not in found
        visitor.page(address)


def test_the_past_shows_the_profiles_of_then_and_no_form(visitor: Visitor) -> None:
    seq = visitor.store.seq()
    visitor.store.remove_trust("No Orsk", actor="test")
    page = visitor.page(f"/trust?as_of={seq}")
    assert "No Orsk" in page.text
    assert "Make a profile" not in page.text
    assert "No Orsk" not in visitor.page("/trust").text


def among(visitor: Visitor, many: int) -> str:
    """A claim that hangs together with so many in all."""
    debate = Debate()
    first = debate.says("Ana Brun", "Statement 0 holds.")
    for number in range(1, many):
        debate.says("Ivo Lenk", f"Statement {number} holds.", against=first)
    for telling in debate.tellings[:-1]:
        visitor.store.add(telling.reading(), actor="test")
    visitor.store.add(debate.tellings[-1].reading(), debate.links, actor="test")
    visitor.site.follow()
    return first.id


def test_a_claim_among_many_says_why_when_it_is_asked(visitor: Visitor) -> None:
    claim = among(visitor, 32)
    page = visitor.page(f"/claims/{claim}?trust=No+Orsk")
    assert "Work out why, among 32 claims" in page.text
    assert "?why=1&trust=No%20Orsk" in page.links
    assert "What the score would be without" in visitor.page(f"/claims/{claim}?why=1").text


def test_a_claim_among_very_many_is_weighed_when_it_is_asked(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph_api.pages.weighing.MOST_UNASKED", 20)
    claim = among(visitor, 25)
    page = visitor.page(f"/claims/{claim}")
    assert "More than 20 claims hang together here" in page.text
    assert "a judgement says" not in page.text
    assert {"?why=1", f"/falls/{claim}"} <= set(page.links)
    for asked in ("?why=1", "?trust=No+Orsk"):
        assert "Weighed among 25 claims" in visitor.page(f"/claims/{claim}{asked}").text


def test_what_is_said_unasked_of_a_claim_leads_to_the_rest(visitor: Visitor) -> None:
    claim = among(visitor, 12)
    page = visitor.page(f"/claims/{claim}")
    assert "2 weaker ones are not listed" in page.text
    assert "?why=1" in page.links
    assert "not listed" not in visitor.page(f"/claims/{claim}?why=1").text


def test_a_rejected_claim_says_that_it_is_not_weighed(visitor: Visitor) -> None:
    visitor.post("/v1/judgements", json={"target": DISARRAY, "verdict": "rejected"})
    answer = visitor.get(f"/claims/{DISARRAY}")
    assert answer.status_code in (404, 410) or "It is not weighed" in answer.text
