"""News blackouts: which events count, and when entries wait for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traderterminal.domain.news import Importance, NewsEvent
from traderterminal.risk.blackouts import Blackout, BlackoutRule, Blackouts

RULE = BlackoutRule(before_ns=120, after_ns=60)
CPI = NewsEvent(1_000, "CPI m/m", "USD", Importance.HIGH)


@pytest.mark.parametrize(
    ("at_ns", "waits"), [(879, False), (880, True), (1_000, True), (1_059, True), (1_060, False)]
)
def test_entries_wait_from_before_an_event_until_after_it(at_ns: int, waits: bool) -> None:
    found = Blackouts(RULE, [CPI]).at(at_ns)
    assert found == (Blackout(CPI, 880, 1_060) if waits else None)


@pytest.mark.parametrize(
    ("event", "rule", "counts"),
    [
        (CPI, RULE, True),
        (replace(CPI, importance=Importance.MEDIUM), RULE, False),
        (replace(CPI, importance=Importance.MEDIUM), replace(RULE, least=Importance.MEDIUM), True),
        (replace(CPI, importance=None), RULE, True),  # nobody says that it does not matter
        (replace(CPI, all_day=True), RULE, False),
        (CPI, replace(RULE, currencies=frozenset({"EUR"})), False),
        (CPI, replace(RULE, currencies=frozenset({"EUR", "USD"})), True),
        (replace(CPI, currency=""), replace(RULE, currencies=frozenset({"EUR"})), True),
        (CPI, replace(RULE, names=("nfp", "cpi")), True),
        (CPI, replace(RULE, names=("nfp",)), False),
        (CPI, replace(RULE, before_ns=0, after_ns=0), False),
        (CPI, replace(RULE, before_ns=0), True),
    ],
)
def test_which_events_count(event: NewsEvent, rule: BlackoutRule, counts: bool) -> None:
    assert rule.concerns(event) is counts
    blackouts = Blackouts(rule, [event])
    assert (blackouts.at(event.at_ns) is not None) is counts
    assert (blackouts.of(event) is not None) is counts


def test_of_several_the_one_that_ends_last_is_told() -> None:
    later = replace(CPI, at_ns=1_040, name="FOMC")
    blackouts = Blackouts(RULE, [CPI, later])
    found = blackouts.at(1_010)
    assert found is not None
    assert (found.event.name, found.until_ns) == ("FOMC", 1_100)


EVENTS = st.lists(
    st.builds(
        NewsEvent,
        st.integers(0, 5_000),
        st.just("x"),
        st.just(""),
        st.sampled_from([None, *Importance]),
    ),
    max_size=30,
)


@given(EVENTS, st.integers(0, 900), st.integers(0, 900), st.integers(0, 6_000))
def test_no_moment_near_an_event_is_missed(
    events: list[NewsEvent], before: int, after: int, at_ns: int
) -> None:
    rule = BlackoutRule(before, after)
    events.sort(key=lambda event: event.at_ns)
    near = [
        event
        for event in events
        if rule.concerns(event) and event.at_ns - before <= at_ns < event.at_ns + after
    ]
    found = Blackouts(rule, events).at(at_ns)
    assert (found is None) == (not near)
    if found is not None:
        assert found.until_ns == max(event.at_ns for event in near) + after
