"""Stored minutes in front of those of the market: page by page, and never from its future."""

import asyncio

import pytest

from tests.support.market import MINUTE, a_hub, a_trade, utc_date
from tests.support.stored_minutes import StoredMinutes
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.kit.clock import VirtualClock
from traderterminal.market import backfill
from traderterminal.market.backfill import FromDisk
from traderterminal.market.bars import BarBook

NOW_NS = 10_000 * MINUTE + 7


def a_bar(minute: int) -> Bar:
    return Bar(minute * MINUTE, minute, minute + 2, minute - 2, minute + 1, 1)


class Shown:
    """A market whose clock stands at NOW_NS, and minutes on a disk from before and after it."""

    def __init__(self, first: int = 9_000) -> None:
        self.clock = VirtualClock(NOW_NS)
        self.hub = a_hub(self.clock)
        self.stored = StoredMinutes([a_bar(minute) for minute in range(first, 10_050)])
        self.bars = BarBook(self.hub, utc_date, older=FromDisk(self.stored))

    def starts(self) -> list[int]:
        series = self.bars.series("ESH2024")
        return [start // MINUTE for start in series.start_ns.tolist()]


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "PAGE", 100)


async def test_pages_follow_each_other_until_nothing_is_older() -> None:
    shown = Shown()
    lengths = []
    while await shown.bars.fetch_older("ESH2024"):
        lengths.append(len(shown.starts()))
        # never the minute that the market is in: it would show what has not happened yet
        assert shown.starts() == list(range(10_000 - lengths[-1], 10_000))
    assert lengths == list(range(100, 1_001, 100))
    asked = len(shown.stored.asked)
    assert not await shown.bars.fetch_older("ESH2024")
    assert len(shown.stored.asked) == asked


async def test_a_page_ends_where_the_trades_begin() -> None:
    shown = Shown()
    shown.hub.publish(a_trade(77, 5, NOW_NS))
    fives = shown.bars.series("ESH2024", Resolution.parse("5"))
    await shown.bars.fetch_older("ESH2024")
    series = shown.bars.series("ESH2024")
    assert series.bars(-2) == [a_bar(9_999), Bar(10_000 * MINUTE, 77, 77, 77, 77, 5)]
    assert fives.bars(-2, -1) == [Bar(9_995 * MINUTE, 9_995, 10_001, 9_993, 10_000, 5)]
    shown.hub.publish(a_trade(80, 1, NOW_NS + MINUTE))
    assert series.bars(-1) == [Bar(10_001 * MINUTE, 80, 80, 80, 80, 1)]


async def test_a_market_that_starts_again_earlier_sees_nothing_of_its_future() -> None:
    shown = Shown()
    opened: list[str] = []
    shown.bars.opened.connect(opened.append)
    await shown.bars.fetch_older("ESH2024")
    assert shown.bars.knows("ESH2024")

    def rewind() -> None:
        shown.hub.clear()
        shown.clock.reset_to(9_500 * MINUTE + 30)

    # when it is wound back while a page is on its way
    shown.stored.meanwhile = rewind
    assert await shown.bars.fetch_older("ESH2024")
    # then that page is not shown, and the symbol is opened again
    assert not shown.bars.knows("ESH2024")
    assert opened == ["ESH2024", "ESH2024"]
    await shown.bars.fetch_older("ESH2024")
    assert shown.starts()[-1] == 9_499


async def test_who_look_back_at_once_get_the_same_page_and_know_that_there_was_one() -> None:
    shown = Shown(first=9_850)
    for first in (9_900, 9_850):
        assert all(await asyncio.gather(*(shown.bars.fetch_older("ESH2024") for _ in range(3))))
        assert shown.starts() == list(range(first, 10_000))
    assert not any(await asyncio.gather(*(shown.bars.fetch_older("ESH2024") for _ in range(3))))


@pytest.mark.logs("older bars of ESH2024 are not shown: the disk is on fire")
async def test_history_that_cannot_be_read_is_told_once() -> None:
    shown = Shown()
    shown.stored.broken = "the disk is on fire"
    assert not await shown.bars.fetch_older("ESH2024")
    assert not await shown.bars.fetch_older("ESH2024")
    assert len(shown.stored.asked) == 1


async def test_symbols_without_history_have_no_bars() -> None:
    shown = Shown()
    assert not await shown.bars.fetch_older("MESH2024")
    assert not shown.bars.knows("MESH2024")
    without = BarBook(a_hub(shown.clock), utc_date)
    assert not await without.fetch_older("ESH2024")


async def test_a_page_of_nothing_but_impossible_bars_is_passed_by() -> None:
    shown = Shown()
    for minute in range(9_700, 9_900):
        shown.stored.bars[minute - 9_000] = Bar(minute * MINUTE, 5, 4, 5, 5, 1)
    pages = 0
    while await shown.bars.fetch_older("ESH2024"):
        pages += 1
    assert pages == 10
    assert shown.starts() == [*range(9_000, 9_700), *range(9_900, 10_000)]
    assert shown.bars.flaws("ESH2024") == {"impossible": 200}


async def test_minutes_off_the_price_grid_are_passed_by_and_counted_once() -> None:
    shown = Shown()
    shown.stored.off_grid = {minute * MINUTE for minute in range(9_700, 9_903)}
    while await shown.bars.fetch_older("ESH2024"):
        pass
    assert shown.starts() == [*range(9_000, 9_700), *range(9_903, 10_000)]
    assert shown.bars.flaws("ESH2024") == {"off_grid": 203}
