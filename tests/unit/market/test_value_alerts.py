"""Alerts on values: when one is told, and what ends with it."""

import math
from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traderterminal.market.alert_terms import AlertTerms, Direction
from traderterminal.market.value_alerts import Reached, Subject, ValueAlert, ValueAlerts

DAY = ValueAlert("", Subject.DAY_RESULT, -500.0, "Day result of paper", account="paper")


class Bench:
    """Alerts on one value that the test sets."""

    def __init__(self, kept: Sequence[ValueAlert] = ()) -> None:
        self.value: float | None = 0.0
        self.now_ns = 1
        self.stored: list[Sequence[ValueAlert]] = []
        self.reached: list[Reached] = []
        self.expired: list[ValueAlert] = []
        numbers = count(1)
        self.alerts = ValueAlerts(
            lambda alert: self.value,
            lambda: f"V{next(numbers)}",
            lambda: self.now_ns,
            kept,
            lambda alerts: self.stored.append(alerts),
        )
        self.alerts.reached.connect(self.reached.append)
        self.alerts.expired.connect(self.expired.append)

    def see(self, *values: float | None) -> list[float]:
        for value in values:
            self.value = value
            self.alerts.look()
        return [one.value for one in self.reached]


@pytest.mark.parametrize(
    ("terms", "values", "told"),
    [
        (AlertTerms(), (-499, -500, 0, -600), [-500]),
        (AlertTerms(), (-499, -700), [-700]),
        (AlertTerms(each=True), (-600, 0, -500, -400, -501), [-600, 0, -500, -501]),
        (AlertTerms(Direction.FALLS, each=True), (-600, 0, -501), [-600, -501]),
        (AlertTerms(Direction.RISES), (-600, -700, -499), [-499]),
        (AlertTerms(enabled=False), (-600, 0, -600), []),
    ],
)
def test_a_value_is_told_when_it_reaches_the_level(
    terms: AlertTerms, values: Sequence[float], told: list[float]
) -> None:
    bench = Bench()
    made = bench.alerts.add(ValueAlert("", Subject.DAY_RESULT, -500.0, "Day", terms=terms))
    assert bench.see(*values) == told
    goes_on = terms.each or not told
    assert (bench.alerts.find(made.alert_id) is not None) == goes_on


@pytest.mark.parametrize("unknown", [None, math.nan])
def test_what_is_not_known_changes_nothing(unknown: float | None) -> None:
    bench = Bench()
    made = bench.alerts.add(DAY)
    assert bench.see(unknown) == []
    assert bench.alerts.value(made.alert_id) is None
    assert bench.see(-600) == [-600]  # it has come from above, as was known before


def test_a_value_that_is_not_known_when_the_alert_is_set_is_learned_first() -> None:
    bench = Bench()
    bench.value = None
    bench.alerts.add(DAY)
    assert bench.see(-600, -700) == []
    assert bench.see(-400) == [-400]


def test_an_alert_survives_a_start_and_tells_what_was_reached_meanwhile() -> None:
    before = Bench()
    before.alerts.add(DAY)
    (kept,) = before.stored[-1]
    assert kept.side == 1
    after = Bench([kept])
    assert after.see(-800) == [-800]


def test_an_alert_that_is_changed_or_rested_learns_its_side_anew() -> None:
    bench = Bench()
    made = bench.alerts.add(DAY)
    bench.value = -600
    bench.alerts.put(made)
    assert bench.see(-700) == []
    assert bench.see(-1) == [-1]
    assert bench.alerts.all == ()
    assert bench.stored[-1] == ()


def test_an_alert_ends_with_its_time_and_that_is_told() -> None:
    bench = Bench()
    bench.alerts.add(
        ValueAlert("", Subject.POSITION, 0.5, "Position", terms=AlertTerms(until_ns=9))
    )
    bench.now_ns = 9
    assert bench.see(3) == []
    assert [gone.called for gone in bench.expired] == ["Position"]
    assert bench.alerts.all == ()


def test_where_a_market_starts_again_nothing_has_come_from_anywhere() -> None:
    bench = Bench()
    bench.alerts.add(DAY)
    bench.alerts.start_again()
    assert bench.see(-600) == []


def test_one_that_is_taken_away_is_looked_at_no_more() -> None:
    bench = Bench()
    made = bench.alerts.add(DAY)
    bench.alerts.remove(made.alert_id)
    bench.alerts.remove(made.alert_id)
    assert bench.see(-600) == []


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0, math.nan]), max_size=40))
def test_each_passage_is_told_once(values: list[float]) -> None:
    bench = Bench()
    bench.value = None
    bench.alerts.add(
        ValueAlert("", Subject.POSITION, 0.0, "P", terms=AlertTerms(Direction.RISES, each=True))
    )
    told, side = 0, 0.0
    for value in values:
        if math.isnan(value):
            continue
        if side < 0 <= value:
            told, side = told + 1, value
        elif value:
            side = value
    assert len(bench.see(*values)) == told
