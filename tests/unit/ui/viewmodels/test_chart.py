"""The chart without its widget."""

import json
import re
import time
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pytest
import pytest_asyncio

from tests.support.builders import AAPL, ES, fill
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.ticket_bench import Bench, rests
from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import NANOSECONDS, to_datetime
from traderterminal.kit.tasks import give_way
from traderterminal.market import backfill, bar_checks
from traderterminal.market.columns import BarColumns
from traderterminal.ui.viewmodels.chart import FLAW_WORDS, ChartViewModel
from traderterminal.ui.viewmodels.chart_options import ChartOptions, ChartType, ClockChoice

D = Decimal

HOUR = 60 * MINUTE
DAY_NS = 24 * HOUR


@pytest_asyncio.fixture
async def bench(bench: Bench) -> Bench:
    bench.chart.show(ES)
    return bench


async def test_a_line_goes_when_its_order_does(bench: Bench) -> None:
    await rests(bench, "buy", OrderType.LIMIT, "4799.00")
    bench.chart.cancel(bench.chart.order_lines[0].order_id)
    await bench.paper.drained()
    bench.chart.flush()
    assert list(bench.chart.order_lines) == []


async def test_the_chart_says_last_price_and_position_in_words(bench: Bench) -> None:
    assert bench.chart.spoken == "no price yet"
    await bench.buys(2)
    bench.trade("4799.00")
    bench.paper.move("4798.75", "4799.25")
    words = "last 4,799.00, long 2 from 4,800.25, minus 125.00"
    assert bench.chart.spoken == words
    bench.paper.market.silent_s = 14.0
    assert "last 4,799.00, 14 s old, long 2" in bench.chart.spoken


async def test_the_countdown_moves_a_quiet_market_too(bench: Bench) -> None:
    heard: list[str] = []
    bench.chart.flush()
    stop = bench.chart.changed.connect(lambda _: heard.append(bench.chart.countdown))
    bench.chart.flush()
    bench.paper.market.clock.advance_to(NOON_NS + NANOSECONDS)
    bench.chart.flush()
    stop()
    assert len(heard) == 1


async def test_the_countdown_is_to_the_end_of_the_bar_wherever_it_is_counted_from() -> None:
    begins = NOON_NS - 10 * MINUTE  # of a session that does not begin on the hour
    bench = Bench(regular=lambda *_: [(begins, begins + 90 * MINUTE)])
    await bench.open()
    bench.chart.show(ES)
    bench.chart.choose_resolution("1h")
    assert bench.chart.countdown == "01:00:00"
    bench.chart.choose(regular=True)
    assert bench.chart.countdown == "50:00"
    bench.paper.market.clock.advance_to(NOON_NS + 50 * MINUTE)
    assert bench.chart.countdown == "30:00"  # the session ends within the hour
    bench.paper.market.clock.advance_to(NOON_NS + 80 * MINUTE)
    assert bench.chart.countdown == ""  # of regular hours no bar is forming
    await bench.close()


async def test_no_countdown_goes_on_beyond_the_close_of_the_market() -> None:
    close_ns = NOON_NS + 30 * MINUTE
    bench = Bench(open_until=lambda _, at_ns: close_ns if at_ns < close_ns else None)
    await bench.open()
    bench.chart.show(ES)
    told = {}
    for minutes in (0, 29, 30):
        bench.paper.market.clock.advance_to(NOON_NS + minutes * MINUTE)
        for length in ("1m", "1h", "100T"):
            bench.chart.choose_resolution(length)
            told[minutes, length] = bench.chart.countdown
    assert told[0, "1m"] == told[29, "1m"] == "01:00"
    assert (told[0, "1h"], told[29, "1h"]) == ("30:00", "01:00")
    assert {told[at, "100T"] for at in (0, 29)} == {""}
    assert {told[30, length] for length in ("1m", "1h", "100T")} == {""}
    await bench.close()


async def test_bars_of_days_count_down_to_the_end_of_their_last_date() -> None:
    tuesday_ns = NOON_NS + 13 * HOUR  # noon of it in UTC, and every date is traded
    begins = tuesday_ns - 2 * HOUR  # of regular hours, on each date
    sessions = [(begins + n * DAY_NS, begins + n * DAY_NS + 4 * HOUR) for n in range(60)]
    bench = Bench(
        regular=lambda _, start, end: [one for one in sessions if one[0] < end and one[1] > start]
    )
    await bench.open()
    bench.paper.market.clock.advance_to(tuesday_ns)
    bench.chart.show(ES)
    told = {}
    for regular in (False, True):
        bench.chart.choose(regular=regular)
        for length in ("D", "2D", "W", "M"):
            bench.chart.choose_resolution(length)
            told[length, regular] = bench.chart.countdown
    end_of_the_year = "5 d 12 h"  # a Sunday
    assert list(told.values()) == [
        *("12:00:00", "12:00:00", end_of_the_year, end_of_the_year),
        *("02:00:00", "02:00:00", "5 d 2 h", "5 d 2 h"),
    ]
    bench.paper.market.clock.advance_to(tuesday_ns + 3 * HOUR)
    assert bench.chart.countdown == ""  # of regular hours none is forming
    await bench.close()


async def test_the_next_bars_are_told_and_none_of_bars_that_trades_make(bench: Bench) -> None:
    assert bench.chart.coming_starts(3).size == 0
    bench.trade("4800.00", NOON_NS)
    assert (bench.chart.coming_starts(2) - NOON_NS).tolist() == [MINUTE, 2 * MINUTE]
    bench.chart.choose_resolution("W")
    monday = NOON_NS - NOON_NS % DAY_NS
    assert ((bench.chart.coming_starts(2) - monday) // DAY_NS).tolist() == [7, 14]
    bench.chart.choose_resolution("100T")
    bench.trade("4800.00", NOON_NS)
    assert bench.chart.coming_starts(3).size == 0


async def test_fills_are_those_of_a_stretch_of_time(bench: Bench) -> None:
    for number in range(5):
        bench.journal.add(fill(f"f{number}", at_ns=NOON_NS + number * MINUTE))
    found = bench.chart.fills(NOON_NS + MINUTE, NOON_NS + 3 * MINUTE)
    assert [f.fill_id for f in found] == ["f1", "f2"]


async def test_a_trade_date_begins_at_a_break_and_days_have_none(bench: Bench) -> None:
    bench.trade("4800.00", NOON_NS)
    bench.trade("4801.00", NOON_NS + MINUTE)
    bench.trade("4802.00", NOON_NS + 1440 * MINUTE)
    assert bench.chart.session_breaks(0, 3, 60) == [2]
    bench.chart.choose_resolution("D")
    assert bench.chart.session_breaks(0, 2, 60) == []


async def test_breaks_are_those_of_the_bars_that_are_shown() -> None:
    days = range(3)
    sessions = [(NOON_NS + day * DAY_NS, NOON_NS + day * DAY_NS + 2 * MINUTE) for day in days]
    bench = Bench(regular=lambda *_: sessions)
    await bench.open()
    bench.chart.show(ES)
    starts = [NOON_NS + day * DAY_NS + minute * MINUTE for day in days for minute in range(5)]
    # Two of the five of each day lie in regular hours.
    bench.bars.prepend(ES.symbol, [Bar(start, 1, 1, 1, 1, 1) for start in starts])
    assert bench.chart.session_breaks(0, 15, 60) == [5, 10]
    bench.chart.choose(regular=True)
    assert bench.chart.session_breaks(0, 6, 60) == [2, 4]
    bench.chart.choose(regular=False)
    assert bench.chart.session_breaks(0, 15, 60) == [5, 10]
    await bench.close()


def changing_clocks(instrument: Instrument, at_ns: int) -> datetime:
    hours = -6 if at_ns < 10 * MINUTE else -5
    return datetime.fromtimestamp(at_ns / NANOSECONDS, timezone(timedelta(hours=hours)))


async def test_bars_before_and_after_a_change_of_clocks_have_their_own_hour(bench: Bench) -> None:
    chart = ChartViewModel(
        desk=bench.paper.desk,
        hub=bench.hub,
        bars=bench.bars,
        journal=bench.journal,
        tasks=bench.paper.tasks,
        local=changing_clocks,
        trade_date=lambda symbol, at_ns: datetime.fromtimestamp(0, UTC).date(),
        account="paper",
    )
    chart.show(ES)
    starts = np.arange(20, dtype=np.int64) * MINUTE
    hours = (chart.local_ns(starts) - starts) // (60 * MINUTE)
    assert hours.tolist() == [-6] * 10 + [-5] * 10
    chart.choose_resolution("D")  # a date is the same in every zone
    assert chart.local_ns(starts).tolist() == starts.tolist()
    chart.close()


async def test_another_account_has_orders_of_its_own(bench: Bench) -> None:
    await rests(bench, "buy", OrderType.LIMIT, "4799.00")
    assert len(bench.chart.order_lines) == 1  # asked for already
    bench.chart.choose_account("second")
    bench.chart.flush()
    assert list(bench.chart.order_lines) == []
    assert bench.chart.position_line is None


async def test_older_bars_are_fetched_once_the_view_comes_near_the_first(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill, "PAGE", 100)
    chart, stored = bench.chart, bench.stored
    starts = [NOON_NS - n * MINUTE for n in range(350, 0, -1)]
    stored.bars = [Bar(start, 19_200, 19_204, 19_196, 19_200, 1) for start in starts]
    bench.trade("4800.00", NOON_NS)

    async def frames(first: int, count: int) -> int:
        """Draw until nothing changes any more; return how many bars there are."""
        bars = -1
        while chart.series is not None and chart.series.count != bars:
            bars = chart.series.count
            chart.look_at(first, count)
            chart.flush()
            while bench.paper.tasks.running:
                await give_way()
        return bars

    # nothing is read while the view is far from the first bar
    assert await frames(90, 60) == 1
    assert stored.asked == []
    # what a view lacks is fetched, page by page
    assert await frames(-60, 60) == 351
    # and where nothing is older, nobody asks again
    asked = len(stored.asked)
    assert await frames(0, 60) == 351
    assert len(stored.asked) == asked
    # until the chart turns to something else
    chart.choose_resolution("5m")
    await frames(0, 60)
    chart.choose_resolution("1m")
    assert await frames(0, 60) == 351


async def test_a_symbol_that_is_left_while_its_bars_are_fetched_leaves_no_trace(
    bench: Bench,
) -> None:
    bench.stored.bars = [Bar(NOON_NS - MINUTE, 1, 1, 1, 1, 1)]
    bench.chart.look_at(0, 10)
    bench.chart.flush()
    bench.chart.show(AAPL)
    while bench.paper.tasks.running:
        await give_way()
    assert bench.chart.series is not None
    assert bench.chart.series.count == 0
    assert bench.bars.series("ESH2024").count == 1


async def test_a_symbol_is_drawn_as_it_was_chosen_for_it(bench: Bench) -> None:
    heard: list[None] = []
    bench.chart.changed.connect(heard.append)
    bench.chart.choose(type=ChartType.LINE, clock=ClockChoice.UTC)
    assert heard
    assert bench.chart.options.type is ChartType.LINE
    assert bench.chart.has_own_options
    bench.chart.show(AAPL)
    assert bench.chart.options == ChartOptions()
    bench.chart.choose_resolution("5m")
    kept = json.loads(json.dumps(bench.chart.state()))
    other = Bench()
    other.chart.restore(kept)
    other.chart.show(ES)
    assert (other.chart.resolution_name, other.chart.options.type) == ("5m", ChartType.LINE)
    other.chart.draw_all_alike()
    other.chart.show(AAPL)
    assert other.chart.options.type is ChartType.LINE
    other.chart.choose(magnet=True)
    other.chart.draw_as_usual()
    assert not other.chart.options.magnet
    other.chart.restore({"resolution": "7x", "templates": []})
    assert (other.chart.resolution_name, other.chart.options) == ("5m", ChartOptions())
    other.chart.close()


@pytest.mark.parametrize(
    ("choice", "hours"), [(ClockChoice.EXCHANGE, -6), (ClockChoice.UTC, 0), (ClockChoice.LOCAL, 2)]
)
async def test_the_axis_goes_by_the_clock_that_was_chosen(
    choice: ClockChoice, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC-2")  # as POSIX has it: two hours ahead
    time.tzset()
    bench = Bench()
    chicago = timezone(timedelta(hours=-6))
    bench.chart._local = lambda instrument, at_ns: to_datetime(at_ns).astimezone(chicago)
    bench.chart.show(ES)
    bench.chart.choose(clock=choice)
    starts = np.array([NOON_NS, NOON_NS + MINUTE])
    shown = bench.chart.local_ns(starts)
    monkeypatch.undo()
    time.tzset()
    assert ((shown - starts) // (60 * MINUTE)).tolist() == [hours, hours]
    bench.chart.close()


async def test_what_is_wrong_with_bars_is_told_in_words(bench: Bench) -> None:
    assert bench.chart.flaws == ""
    bars = bench.bars.series(ES.symbol)
    bars.flaws.update(late=1_200, impossible=3)
    assert bench.chart.flaws == "3 bars left out, impossible, 1,200 late trades"
    assert bench.chart.flaws in bench.chart.spoken


def test_every_flaw_of_bars_has_words() -> None:
    names = set(re.findall(r"`([a-z_]+)`", bar_checks.__doc__ or ""))
    assert set(FLAW_WORDS) == names | {"late", "off_grid", "trades_off_grid"}


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("1m", Resolution(1, Unit.MINUTE)),
        ("3m", Resolution(3, Unit.MINUTE)),
        ("3", Resolution(3, Unit.MINUTE)),
        ("1M", Resolution(1, Unit.MONTH)),
        ("4h", Resolution(240, Unit.MINUTE)),
        ("30S", Resolution(30, Unit.SECOND)),
        ("D", Resolution(1, Unit.DAY)),
        ("500T", Resolution(500, Unit.TRADES)),
        ("8RK", Resolution(8, Unit.RENKO)),
    ],
)
async def test_any_length_of_bars_can_be_typed(bench: Bench, text: str, length: Resolution) -> None:
    assert bench.chart.choose_length(f" {text} ") == ""
    assert bench.chart.resolution == length
    assert bench.chart.series is not None


@pytest.mark.parametrize("text", ["", "h", "xh", "0", "-5", "99999999", "5Q"])
async def test_what_is_no_length_is_told(bench: Bench, text: str) -> None:
    assert "is no bar length" in bench.chart.choose_length(text)
    assert bench.chart.resolution_name == "1m"


async def test_bars_outside_regular_hours_are_found_in_runs() -> None:
    def sessions(symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
        return [(NOON_NS + 3 * MINUTE, NOON_NS + 6 * MINUTE)]

    bench = Bench(regular=sessions)
    bench.chart.show(ES)
    assert bench.chart.outside_hours(0, 0) == []
    for number in range(9):
        bench.trade("4800.00", NOON_NS + number * MINUTE)
    bench.chart.flush()
    assert bench.chart.outside_hours(0, 9) == [(0, 3), (6, 9)]
    assert bench.chart.outside_hours(4, 8) == [(6, 8)]
    assert bench.chart.outside_hours(0, 2) == []  # that whole view is alike
    bench.chart.choose(regular=True)
    assert bench.chart.series is not None
    assert bench.chart.series.count == 3
    assert bench.chart.outside_hours(0, 3) == []
    bench.chart.choose(regular=False)
    bench.chart.choose_resolution("D")
    assert bench.chart.outside_hours(0, 1) == []
    bench.chart.close()


async def test_a_symbol_to_compare_with_is_fetched_as_far_back_as_the_own_bars(
    bench: Bench,
) -> None:
    older = [Bar(NOON_NS - n * MINUTE, 19200, 19204, 19196, 19200, 1) for n in range(30, 0, -1)]
    bench.bars.prepend(ES.symbol, older)
    bench.stored.symbol, bench.stored.bars = "MESH2024", older
    assert bench.chart.compare_with("MESH2024") == ""
    for _ in range(4):
        bench.chart.flush()
        while bench.paper.tasks.running:
            await give_way()
    found = bench.chart.series_of("MESH2024")
    assert found is not None
    assert found.count == 30
    assert len([one for one, *_ in bench.stored.asked if one == "MESH2024"]) == 1
    assert bench.chart.price_of("MESH2024", 19200) == "4,800.00"
    assert bench.chart.price_of("gone", 1) == "—"
    assert bench.chart.series_of("gone") is None


@pytest.mark.parametrize("type", [ChartType.CANDLES, ChartType.HEIKIN_ASHI])
async def test_a_long_history_is_ready_to_be_looked_at_from_far_away(
    bench: Bench, type: ChartType
) -> None:
    count = 100_000
    price = np.full(count, 19_200, np.int32)
    starts = NOON_NS + (np.arange(count) - count) * MINUTE
    lots = np.ones(count, np.int64)
    bench.bars.prepend(ES.symbol, BarColumns(starts, price, price, price, price, lots))
    bench.chart.choose(type=type)
    bench.chart.flush()
    assert not bench.chart.is_ready
    for _ in range(100):
        bench.chart.flush()
        await give_way()
    drawn = bench.chart.drawn
    assert drawn is not None
    assert bench.chart.is_ready
    assert drawn.count == count
    assert drawn.due == 0
