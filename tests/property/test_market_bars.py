"""Bars equal what a plain reading of the definition makes of the same trades."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.support.market import MINUTE, SECOND, a_hub, a_trade, utc_date
from tests.support.shipped import shipped_calendar
from traderterminal.domain.bars import Bar, Resolution
from traderterminal.market.bars import BarBook
from traderterminal.market.periods import ClockPeriod, period_of
from traderterminal.market.quarantine import FAR_TICKS
from traderterminal.market.ticks import TradeTick
from traderterminal.market.time_bars import BarSeries

HOUR_LENGTH = 60 * MINUTE
START = 1_703_545_200 * SECOND


def trades_within(ticks: int) -> st.SearchStrategy[list[TradeTick]]:
    return st.lists(
        st.builds(
            a_trade,
            price=st.integers(-ticks, ticks),
            size=st.integers(1, 50),
            at_ns=st.integers(START, START + 2 * HOUR_LENGTH),
        ),
        max_size=60,
        unique_by=lambda trade: trade.at_ns,
    )


trades = trades_within(1000)
#: Near enough to each other for the hub to believe each of them.
near_trades = trades_within(FAR_TICKS // 2)


def reference(made: list[TradeTick], length_ns: int) -> list[Bar]:
    """Group by time, then read off first, last, extremes and sum."""
    groups: dict[int, list[TradeTick]] = defaultdict(list)
    for trade in sorted(made, key=lambda trade: trade.at_ns):
        groups[trade.at_ns // length_ns * length_ns].append(trade)
    return [
        Bar(
            start,
            group[0].price,
            max(trade.price for trade in group),
            min(trade.price for trade in group),
            group[-1].price,
            sum(trade.size for trade in group),
        )
        for start, group in sorted(groups.items())
    ]


@given(trades)
def test_bars_do_not_depend_on_the_order_in_which_trades_arrive(made: list[TradeTick]) -> None:
    series = BarSeries(ClockPeriod(MINUTE))
    for trade in made:
        series.add_trade(trade.at_ns, trade.price, trade.size)
    assert series.bars() == reference(made, MINUTE)


@given(
    near_trades,
    st.integers(0, 60),
    st.sampled_from([(5, 300), (15, 900), (60, 3600), (1440, 86400)]),
)
def test_longer_bars_are_the_same_whenever_they_are_asked_for(
    made: list[TradeTick], asked_after: int, length: tuple[int, int]
) -> None:
    hub = a_hub()
    book = BarBook(hub, utc_date)
    resolution = Resolution.parse(str(length[0]))
    made = sorted(made, key=lambda trade: trade.at_ns)
    for number, trade in enumerate(made):
        if number == asked_after:
            book.series("ESH2024", resolution)
        hub.publish(trade)
    assert book.series("ESH2024", resolution).bars() == reference(made, length[1] * SECOND)


@given(near_trades)
def test_days_of_a_market_that_ends_at_midnight_are_days_of_the_calendar(
    made: list[TradeTick],
) -> None:
    hub = a_hub()
    book = BarBook(hub, utc_date)
    days = book.series("ESH2024", Resolution.parse("1D"))
    for trade in sorted(made, key=lambda trade: trade.at_ns):
        hub.publish(trade)
    assert days.bars() == reference(made, 86_400 * SECOND)


@given(trades, st.integers(0, 60))
def test_history_in_front_and_trades_behind_make_one_series(
    made: list[TradeTick], cut: int
) -> None:
    ordered = sorted(made, key=lambda trade: trade.at_ns)
    older, newer = reference(ordered[:cut], MINUTE), ordered[cut:]
    series = BarSeries(ClockPeriod(MINUTE))
    if newer:
        # a bar that the cut divides belongs to the trades
        first = newer[0].at_ns // MINUTE * MINUTE
        older = [bar for bar in older if bar.start_ns < first]
    for trade in newer:
        series.add_trade(trade.at_ns, trade.price, trade.size)
    series.prepend(older)
    assert series.bars() == older + reference(newer, MINUTE)


@given(
    st.lists(st.integers(1_700_000_000, 1_740_000_000), min_size=1, max_size=60),
    st.sampled_from(["1", "5", "60", "1S", "1D", "1W", "1M"]),
    st.sampled_from(["cme_equity", "us_equity", "cme_grains", "crypto"]),
)
def test_the_keys_of_many_instants_are_those_of_each(
    seconds: list[int], resolution: str, group: str
) -> None:
    calendar = shipped_calendar()
    period = period_of(
        Resolution.parse(resolution), lambda at_ns: calendar.trade_date(group, at_ns)
    )
    times = np.array(sorted(seconds), np.int64) * SECOND
    assert period.keys(times).tolist() == [period.span(at).start_ns for at in times.tolist()]


@given(
    near_trades,
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted),
    st.sampled_from([("5", 300), ("60", 3600), ("1D", 86400)]),
)
def test_longer_bars_hold_older_minutes_whichever_pages_they_come_in(
    made: list[TradeTick], cuts: list[int], length: tuple[str, int]
) -> None:
    minutes = reference(made, MINUTE)
    first, second = cuts
    older = minutes[:first], minutes[first:second]
    begins = minutes[second].start_ns if second < len(minutes) else START + 9 * HOUR_LENGTH
    hub = a_hub()
    book = BarBook(hub, utc_date)
    longer = book.series("ESH2024", Resolution.parse(length[0]))
    for trade in sorted(made, key=lambda trade: trade.at_ns):
        if trade.at_ns >= begins:
            hub.publish(trade)
    for page in reversed(older):
        book.prepend("ESH2024", page)
    assert longer.bars() == reference(made, length[1] * SECOND)
