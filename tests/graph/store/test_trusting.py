import pytest

from builders import contested_province
from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.store import Store
from claimgraph.trust import MOST_RULES, TrustProfile, TrustRule

WIRE = TrustRule(outlet="Delta Wire", weight=0.0)


def filled(store: Store) -> tuple[str, str]:
    """The ids of a source and of an entity of the worked example, once it is added."""
    read = contested_province().reading()
    store.add(read, actor="test", collection="Case 7")
    return read.sources[0].id, read.entities[0].id


def test_a_profile_is_kept_changed_and_taken_back_and_the_past_keeps_it(store: Store) -> None:
    source, entity = filled(store)
    first = store.put_trust(TrustProfile("Doubtful", (WIRE,)), actor="person:ann")
    rules = (WIRE, TrustRule(source=source, grade="B", about=entity))
    second = store.put_trust(TrustProfile("Doubtful", rules, "how I see it"), actor="person:ann")
    third = store.remove_trust("Doubtful", actor="person:ann", reason="no longer")
    assert store.trusts() == []
    assert store.trust("Doubtful", as_of=first).profile.rules == (WIRE,)
    kept = store.trust("Doubtful", as_of=second)
    assert (kept.profile.rules, kept.profile.description, kept.seq) == (rules, "how I see it", second)
    assert [(change.verb, change.target) for change in store.changes(first - 1)] == [("trust", "Doubtful")] * 2 + [("distrust", "Doubtful")]
    assert store.changes(third - 1)[0].payload["note"] == "no longer"
    assert store.verify().broken is None


def test_the_same_profile_again_changes_nothing(store: Store) -> None:
    seq = store.put_trust(TrustProfile("Doubtful", (WIRE,)), actor="test")
    assert store.put_trust(TrustProfile("Doubtful", (WIRE,)), actor="test") == seq == store.seq()


def test_profiles_are_listed_by_name(store: Store) -> None:
    for name in ("b", "a", "c"):
        store.put_trust(TrustProfile(name), actor="test")
    assert [kept.profile.name for kept in store.trusts()] == ["a", "b", "c"]


def test_a_profile_that_is_not_there_is_named_with_those_that_are(store: Store) -> None:
    store.put_trust(TrustProfile("mine"), actor="test")
    with pytest.raises(NotFoundError, match="there are mine"):
        store.trust("yours")
    with pytest.raises(NotFoundError):
        store.remove_trust("yours", actor="test")


def test_a_collection_sees_its_own_profiles_alone_and_names_only_its_own_sources(store: Store) -> None:
    source, _ = filled(store)
    store.put_trust(TrustProfile("of all"), actor="test")
    case, other = store.within("Case 7"), store.within("Case 8")
    case.put_trust(TrustProfile("of the case", (TrustRule(source=source, weight=0.5),)), actor="test")
    assert [kept.profile.name for kept in case.trusts()] == ["of the case"]
    assert [kept.profile.name for kept in store.trusts()] == ["of all"]
    assert other.trusts() == []
    with pytest.raises(InputError, match="there is no source"):
        other.put_trust(TrustProfile("leak", (TrustRule(source=source, weight=0.5),)), actor="test")
    assert [change.verb for change in case.changes()] == ["add"]


def test_a_change_can_ask_for_the_version_that_it_was_decided_on(store: Store) -> None:
    store.put_trust(TrustProfile("mine"), actor="test")
    read = store.trust("mine").version
    store.put_trust(TrustProfile("mine", (WIRE,)), actor="test", versions=[read])
    with pytest.raises(ConflictError, match="no longer the version"):
        store.put_trust(TrustProfile("mine"), actor="test", versions=[read])
    with pytest.raises(ConflictError):
        store.remove_trust("mine", actor="test", versions=[read])


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (TrustRule(weight=0.5), "exactly one of source"),
        (TrustRule(outlet="a", kind="person", weight=0.5), "exactly one of source"),
        (TrustRule(outlet="a"), "either a weight"),
        (TrustRule(outlet="a", weight=0.5, grade="B"), "either a weight"),
        (TrustRule(outlet="a", weight=1.5), "between 0 and 1, not 1.5"),
        (TrustRule(outlet="a", weight=float("nan")), "between 0 and 1"),
        (TrustRule(outlet="a", grade="G"), "from A to F, not 'G'"),
        (TrustRule(outlet="a", grade=""), "from A to F"),
        (TrustRule(kind="robot", weight=0.5), "'robot' is no kind of source; the kinds are person"),
        (TrustRule(outlet="a\nb", weight=0.5), "printable"),
        (TrustRule(source="source-aaaaaaaaaaaaaaaaaaaa", weight=0.5), "there is no source"),
        (TrustRule(source="nonsense", weight=0.5), "there is no source or entity"),
        (TrustRule(outlet="a", weight=0.5, about="entity-aaaaaaaaaaaaaaaaaaaa"), "there is no entity"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_its_number(store: Store, rule: TrustRule, message: str) -> None:
    with pytest.raises(InputError, match=f"rule 2: .*{message}"):
        store.put_trust(TrustProfile("mine", (WIRE, rule)), actor="test")
    assert store.trusts() == []


def test_a_source_is_no_topic_and_an_entity_no_source(store: Store) -> None:
    source, entity = filled(store)
    for rule in (TrustRule(source=entity, weight=0.5), TrustRule(outlet="a", weight=0.5, about=source)):
        with pytest.raises(InputError, match="rule 1"):
            store.put_trust(TrustProfile("mine", (rule,)), actor="test")


def test_two_rules_about_the_same_too_many_rules_and_a_bad_name_are_refused(store: Store) -> None:
    for profile in (
        TrustProfile("mine", (WIRE, TrustRule(outlet="delta wire", grade="A"))),
        TrustProfile("mine", tuple(TrustRule(outlet=str(number), weight=0.5) for number in range(MOST_RULES + 1))),
        TrustProfile("mine", description="x" * 301),
        TrustProfile(""),
        TrustProfile("a/b"),
        TrustProfile("compare"),
    ):
        with pytest.raises(InputError):
            store.put_trust(profile, actor="test")
