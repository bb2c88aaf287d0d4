"""Stored trades in front of those that were seen: bars that no minutes add up to."""

import asyncio

import pytest

from tests.support.market import SECOND, a_hub, a_trade, utc_date
from tests.support.stored_minutes import StoredMinutes
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.kit.clock import VirtualClock
from traderterminal.market import heard_trades
from traderterminal.market.bars import BarBook
from traderterminal.market.trade_bars import trade_series

NOW_NS = 50_000 * SECOND
SYMBOL = "ESH2024"
THREES = Resolution.parse("3T")
SECONDS = Resolution.parse("15S")


class Shown:
    """A market whose clock stands at NOW_NS; a trade a second is stored from before and after."""

    def __init__(self, count: int = 100) -> None:
        self.hub = a_hub(VirtualClock(NOW_NS))
        self.stored = StoredMinutes([])
        first = NOW_NS // SECOND - count
        self.stored.made = [
            (second * SECOND, 1_000 + second % 7, 1) for second in range(first, first + count + 50)
        ]
        self.bars = BarBook(self.hub, utc_date, stored=self.stored)

    def trade(self, seconds: int, price: int) -> tuple[int, int, int]:
        """Publish a trade so many seconds from now, and return it."""
        self.hub.publish(a_trade(price, 1, NOW_NS + seconds * SECOND))
        return NOW_NS + seconds * SECOND, price, 1

    def expected(self, *seen: tuple[int, int, int]) -> list[Bar]:
        """Bars of three trades, of the stored ones from before the first one seen, and of those."""
        series = trade_series(THREES)
        begins = seen[0][0] if seen else NOW_NS + 1
        for trade in (*(trade for trade in self.stored.made if trade[0] < begins), *seen):
            series.add_trade(*trade)
        return series.bars()


async def test_stored_trades_come_in_front_and_never_from_the_markets_future() -> None:
    shown = Shown()
    series = shown.bars.series(SYMBOL, THREES)
    assert await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.bars() == shown.expected()
    assert shown.bars.series(SYMBOL, THREES) is series
    assert not await shown.bars.fetch_older(SYMBOL, THREES)
    assert len(shown.stored.asked) == 1


async def test_what_comes_meanwhile_is_part_of_the_bars() -> None:
    shown = Shown()
    series = shown.bars.series(SYMBOL, THREES)
    seen = [shown.trade(-2, 1_002), shown.trade(-1, 1_003)]
    shown.stored.meanwhile = lambda: seen.append(shown.trade(0, 1_004))
    assert await shown.bars.fetch_older(SYMBOL, THREES)
    seen.append(shown.trade(1, 1_005))
    assert series.bars() == shown.expected(*seen)


async def test_seconds_are_filled_from_trades_too() -> None:
    shown = Shown()
    series = shown.bars.series(SYMBOL, SECONDS)
    await shown.bars.fetch_older(SYMBOL, SECONDS)
    assert sum(bar.volume for bar in series.bars()) == 101
    assert series.bars(-2, -1)[0].volume == 15


async def test_without_stored_trades_bars_go_on_with_what_was_seen() -> None:
    shown = Shown(0)
    shown.stored.made.clear()
    series = shown.bars.series(SYMBOL, THREES)
    shown.trade(0, 5)
    assert not await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.bars() == [Bar(NOW_NS, 5, 5, 5, 5, 1)]
    assert not await BarBook(shown.hub, utc_date).fetch_older(SYMBOL, THREES)


@pytest.mark.logs("older trades of ESH2024 are not shown: gone")
async def test_damage_is_told_and_the_bars_go_on() -> None:
    shown = Shown()
    shown.stored.broken = "gone"
    shown.bars.series(SYMBOL, THREES)
    shown.trade(0, 5)
    assert not await shown.bars.fetch_older(SYMBOL, THREES)
    assert shown.bars.series(SYMBOL, THREES).count == 1


async def test_a_market_that_begins_again_meanwhile_gets_nothing_of_its_future() -> None:
    shown = Shown()
    series = shown.bars.series(SYMBOL, THREES)
    shown.stored.meanwhile = shown.hub.clear
    assert await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.count == 0
    assert await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.bars() == shown.expected()


async def test_two_who_ask_at_once_fill_a_series_once() -> None:
    shown = Shown()
    series = shown.bars.series(SYMBOL, THREES)
    asked = (shown.bars.fetch_older(SYMBOL, THREES), shown.bars.fetch_older(SYMBOL, THREES))
    assert sorted(await asyncio.gather(*asked)) == [False, True]
    assert series.bars() == shown.expected()


async def test_too_many_trades_before_somebody_asks_end_the_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_few(monkeypatch)
    shown = Shown()
    series = shown.bars.series(SYMBOL, THREES)
    for number in range(7):
        shown.trade(number, 1_000)
    assert not await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.count == 3


async def test_too_many_trades_while_the_older_ones_are_read_end_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_few(monkeypatch)
    shown = Shown()
    series = shown.bars.series(SYMBOL, THREES)

    def seven_come() -> None:
        for number in range(7):
            shown.trade(number, 1_000)

    shown.stored.meanwhile = seven_come
    assert not await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.count == 3
    assert not await shown.bars.fetch_older(SYMBOL, THREES)


def keep_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard_trades, "MOST_KEPT", 5)
    monkeypatch.setattr(heard_trades, "_CUT", 2)


@pytest.mark.parametrize("resolution", [THREES, SECONDS])
async def test_what_was_heard_before_somebody_asked_is_shown_where_nothing_is_stored(
    resolution: Resolution,
) -> None:
    shown = Shown()
    bars = BarBook(shown.hub, utc_date)
    seen = [shown.trade(number, 1_000 + number % 4) for number in range(40)]
    series = bars.series(SYMBOL, resolution)
    assert series.count == 0
    seen.append(shown.trade(41, 1_003))
    assert await bars.fetch_older(SYMBOL, resolution)
    seen.append(shown.trade(42, 1_009))
    from_the_first = BarBook(shown.hub, utc_date)
    expected = from_the_first.series(SYMBOL, resolution)
    for trade in seen:
        expected.add_trade(*trade)
    assert series.bars() == expected.bars()
    assert not await bars.fetch_older(SYMBOL, resolution)
    # a market that begins again has heard nothing of its future
    shown.hub.clear()
    other = bars.series(SYMBOL, Resolution.parse("5T"))
    assert not await bars.fetch_older(SYMBOL, Resolution.parse("5T"))
    assert other.count == 0


async def test_stored_and_heard_trades_join_without_a_gap_or_a_repetition() -> None:
    shown = Shown()
    seen = [shown.trade(number - 20, 1_000 + number % 3) for number in range(21)]
    series = shown.bars.series(SYMBOL, THREES)
    assert await shown.bars.fetch_older(SYMBOL, THREES)
    assert series.bars() == shown.expected(*seen)


async def test_trades_off_the_price_grid_are_counted_however_many_series_read_them() -> None:
    shown = Shown()
    shown.stored.off_grid = {NOW_NS - n * SECOND for n in (3, 5, 50)}
    for resolution in (THREES, SECONDS):
        series = shown.bars.series(SYMBOL, resolution)
        await shown.bars.fetch_older(SYMBOL, resolution)
        assert sum(bar.volume for bar in series.bars()) == 98
        assert shown.bars.flaws(SYMBOL) == {"trades_off_grid": 3}
    shown.hub.clear()
    assert shown.bars.flaws(SYMBOL) == {}
