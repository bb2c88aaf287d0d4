"""Price alerts: which trades cross a level, and what ends with it."""

import random
from collections.abc import Iterator, Sequence
from itertools import count

import pytest

from tests.support.builders import AAPL, ES, INSTRUMENTS
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.alert_terms import AlertTerms, Direction, side_of
from traderterminal.market.hub import MarketHub
from traderterminal.market.price_alerts import Crossing, PriceAlert, PriceAlerts
from traderterminal.market.ticks import Aggressor, TradeTick

LEVEL = 4810 * 4


class Watched:
    """Alerts on a market of ES whose trades the test makes."""

    def __init__(self, kept: Sequence[PriceAlert] = ()) -> None:
        self.clock = VirtualClock(1)
        self.hub = MarketHub(INSTRUMENTS.__getitem__, self.clock)
        self.stored: list[Sequence[PriceAlert]] = []
        self.crossings: list[Crossing] = []
        numbers = count(1)
        self.alerts = PriceAlerts(
            self.hub, lambda: f"A{next(numbers)}", kept, lambda all_: self.stored.append(all_)
        )
        self.alerts.crossed.connect(self.crossings.append)

    def trade(self, *ticks: int, symbol: str = ES.symbol) -> None:
        rows = [TradeTick(symbol, 7, price, 1, Aggressor.BUYER) for price in ticks]
        self.hub.publish_event(rows)


@pytest.fixture
def watched() -> Iterator[Watched]:
    made = Watched()
    yield made
    made.alerts.close()


@pytest.mark.parametrize(
    ("trades", "crosses_at"),
    [
        ((LEVEL - 8, LEVEL - 1), None),
        ((LEVEL - 8, LEVEL), LEVEL),
        ((LEVEL - 8, LEVEL + 3), LEVEL + 3),
        ((LEVEL + 8, LEVEL + 1), None),
        ((LEVEL + 8, LEVEL), LEVEL),
        ((LEVEL + 8, LEVEL - 3), LEVEL - 3),
    ],
)
def test_the_first_trade_at_the_level_or_beyond_it_crosses(
    watched: Watched, trades: tuple[int, int], crosses_at: int | None
) -> None:
    watched.trade(trades[0])
    alert = watched.alerts.add(ES, LEVEL)
    watched.trade(trades[1])
    watched.trade(trades[0])
    watched.trade(trades[1])
    expected = [] if crosses_at is None else [Crossing(alert, crosses_at, 7)]
    assert watched.crossings == expected
    assert bool(watched.alerts.of(ES.symbol)) == (crosses_at is None)


def test_one_event_crosses_where_any_of_its_trades_does(watched: Watched) -> None:
    watched.trade(LEVEL - 8)
    watched.alerts.add(ES, LEVEL)
    watched.trade(LEVEL - 4, LEVEL + 4, LEVEL - 4)
    assert [one.ticks for one in watched.crossings] == [LEVEL + 4]


@pytest.mark.parametrize("known", [True, False])
def test_a_level_where_the_market_is_waits_until_it_has_left(watched: Watched, known: bool) -> None:
    if known:
        watched.trade(LEVEL)
    watched.alerts.add(ES, LEVEL)
    watched.trade(LEVEL)
    watched.trade(LEVEL + 2)
    assert watched.crossings == []
    assert watched.stored[-1][0].side == 1
    watched.trade(LEVEL)
    assert len(watched.crossings) == 1


def test_what_is_shown_of_the_past_crosses_nothing(watched: Watched) -> None:
    watched.trade(LEVEL - 8)
    watched.alerts.add(ES, LEVEL)
    watched.hub.show(TradeTick(ES.symbol, 7, LEVEL + 4, 1, Aggressor.BUYER))
    assert watched.crossings == []


def test_a_market_that_starts_again_has_crossed_nothing_on_the_way(watched: Watched) -> None:
    watched.trade(LEVEL - 8)
    watched.alerts.add(ES, LEVEL)
    watched.hub.clear()
    watched.trade(LEVEL + 8)
    assert watched.crossings == []
    watched.trade(LEVEL)
    assert len(watched.crossings) == 1


def test_other_symbols_cross_nothing(watched: Watched) -> None:
    watched.trade(LEVEL - 8)
    watched.alerts.add(ES, LEVEL)
    watched.trade(LEVEL + 8, symbol=AAPL.symbol)
    assert watched.crossings == []


def test_one_that_was_kept_crosses_in_the_gap_over_the_restart() -> None:
    watched = Watched([PriceAlert("A7", ES.symbol, LEVEL, -1)])
    watched.trade(LEVEL + 8)
    assert [one.alert.alert_id for one in watched.crossings] == ["A7"]
    assert list(watched.stored[-1]) == []
    watched.alerts.close()


def test_a_moved_alert_begins_anew_from_where_the_market_is(watched: Watched) -> None:
    watched.trade(LEVEL - 8)
    alert = watched.alerts.add(ES, LEVEL)
    watched.alerts.move(alert.alert_id, LEVEL - 16)
    (moved,) = watched.alerts.of(ES.symbol)
    assert (moved.alert_id, moved.ticks, moved.side) == (alert.alert_id, LEVEL - 16, 1)
    watched.trade(LEVEL)
    assert watched.crossings == []
    watched.trade(LEVEL - 20)
    assert len(watched.crossings) == 1
    watched.alerts.move(alert.alert_id, LEVEL)
    assert watched.alerts.find(alert.alert_id) is None


def test_a_level_is_watched_once_and_each_change_is_stored_and_told(watched: Watched) -> None:
    told: list[None] = []
    watched.alerts.changed.connect(told.append)
    one = watched.alerts.add(ES, LEVEL)
    assert watched.alerts.add(ES, LEVEL) == one
    two = watched.alerts.add(AAPL, 18_000)
    watched.alerts.remove(one.alert_id)
    watched.alerts.remove(one.alert_id)
    watched.alerts.move(two.alert_id, 18_000)
    assert [[a.alert_id for a in all_] for all_ in watched.stored] == [["A1"], ["A1", "A2"], ["A2"]]
    assert len(told) == 3


@pytest.mark.parametrize("seed", range(40))
def test_a_random_walk_crosses_each_level_when_it_first_comes_there(seed: int) -> None:
    draw, watched = random.Random(seed), Watched()
    price = LEVEL
    watched.trade(price)
    levels = {price + step for step in draw.sample(range(-40, 41), 8) if step}
    for level in levels:
        watched.alerts.add(ES, level)
    due: list[tuple[int, int]] = []
    for _ in range(200):
        before, price = price, price + draw.randint(-6, 6)
        watched.trade(price)
        reached = [one for one in levels if min(before, price) <= one <= max(before, price)]
        levels -= set(reached)
        due += [(one, price) for one in reached]
    found = [(one.alert.ticks, one.ticks) for one in watched.crossings]
    assert sorted(found) == sorted(due)
    assert {one.ticks for one in watched.alerts.of(ES.symbol)} == levels
    watched.alerts.close()


def test_a_value_is_above_at_or_below_a_level() -> None:
    assert [side_of(value, 1.5) for value in (1.4, 1.5, 1.6)] == [-1, 0, 1]


RISES, FALLS = Direction.RISES, Direction.FALLS


@pytest.mark.parametrize(
    ("direction", "each", "trades", "told"),
    [
        (RISES, False, (-4, 4, -4, 4), [4]),
        (RISES, True, (-4, 4, -4, 0, 3, -2, 1), [4, 0, 1]),
        (FALLS, False, (-4, 4, 5, -4), [-4]),
        (FALLS, True, (4, -4, 4, -1), [-4, -1]),
        (Direction.CROSSES, True, (-4, 4, -4, 0, 2, -1), [4, -4, 0, -1]),
    ],
)
def test_a_level_is_told_of_from_the_side_asked_for_once_or_each_time(
    watched: Watched, direction: Direction, each: bool, trades: tuple[int, ...], told: list[int]
) -> None:
    alert = watched.alerts.add(ES, LEVEL, AlertTerms(direction, each=each))
    for away in trades:
        watched.trade(LEVEL + away)
    assert [one.ticks - LEVEL for one in watched.crossings] == told
    assert (watched.alerts.find(alert.alert_id) is not None) == each


def test_an_alert_that_rests_tells_nothing_and_learns_anew(watched: Watched) -> None:
    watched.trade(LEVEL - 4)
    alert = watched.alerts.add(ES, LEVEL)
    watched.alerts.change(alert.alert_id, AlertTerms(enabled=False))
    watched.trade(LEVEL + 4)
    assert watched.crossings == []
    watched.alerts.change(alert.alert_id, AlertTerms())
    watched.trade(LEVEL + 5)
    assert watched.crossings == []
    watched.trade(LEVEL - 1)
    assert len(watched.crossings) == 1
    watched.alerts.change(alert.alert_id, AlertTerms(note="gone"))
    assert watched.alerts.all == []


def test_an_alert_ends_with_its_time(watched: Watched) -> None:
    gone: list[PriceAlert] = []
    watched.alerts.expired.connect(gone.append)
    watched.trade(LEVEL - 4)
    alert = watched.alerts.add(ES, LEVEL, AlertTerms(until_ns=7))
    watched.alerts.end_expired()
    assert gone == []
    watched.trade(LEVEL + 4)  # at 7, when its time is over
    assert watched.crossings == []
    watched.clock.advance_to(7)
    watched.alerts.end_expired()
    assert gone == [alert]
    assert watched.alerts.all == []
    assert watched.stored[-1] == []
