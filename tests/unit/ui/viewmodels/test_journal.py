"""The journal pane without its widgets."""

import random
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import fill
from traderterminal.domain.fills import Side
from traderterminal.journal.book import Journal
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.journal import DATE_RANGES, MOST_POINTS, JournalViewModel

D = Decimal
DAY_NS = 86_400_000_000_000
TODAY = date(2024, 1, 11)


def day_of(symbol: str, at_ns: int) -> date:
    return datetime.fromtimestamp(at_ns / 1e9, UTC).date()


def at(day: int, minute: int = 0) -> int:
    """A moment in January 2024."""
    start = datetime(2024, 1, day, 12, minute, tzinfo=UTC)
    return int(start.timestamp()) * 1_000_000_000


class Bench:
    def __init__(self) -> None:
        self.journal = Journal(day_of)
        self.vm = JournalViewModel(
            self.journal, lambda: TODAY, lambda account: AccountEntry(account, account, "simulator")
        )
        self._count = 0

    def trade(self, points: str, day: int, **changes: Any) -> None:
        """A long of one ES that makes so many points, less 4.50 of fees."""
        self._count += 1
        number, moment = self._count, at(day, self._count % 60)
        for side, price in ((Side.BUY, D(4800)), (Side.SELL, D(4800) + D(points))):
            self.journal.add(
                fill(f"{number}{side}", side, price=str(price), at_ns=moment, **changes)
            )
            moment += 1

    def settle(self) -> int:
        """Flush until all is counted; how many frames it took."""
        frames = 1
        self.vm.flush()
        while self.vm.is_counting:
            self.vm.flush()
        return frames


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_an_empty_journal_has_nothing_to_say(bench: Bench) -> None:
    bench.settle()
    assert bench.vm.figures.statistics.n == 0
    assert bench.vm.last_trade_on is None
    assert bench.vm.figures.curve.net == [0.0]


def test_the_figures_are_those_of_the_selected_trades(bench: Bench) -> None:
    bench.trade("10", 8, strategy="orb")
    bench.trade("-4", 9)
    bench.trade("2", 10, strategy="orb", account="other")
    bench.settle()
    figures = bench.vm.figures
    assert figures.statistics.n == 3
    assert figures.statistics.net == (10 - 4 + 2) * 50 - 3 * D("4.50")
    assert figures.fees == 3 * D("4.50")
    assert [trade.trade_date.day for trade in figures.trades] == [10, 9, 8]
    assert bench.vm.accounts == ["other", "paper"]
    assert bench.vm.strategies == ["orb"]
    bench.vm.choose_strategy("orb")
    bench.vm.choose_account("paper")
    bench.settle()
    assert [trade.trade_date.day for trade in bench.vm.figures.trades] == [8]
    # what can be chosen stays what there is
    assert bench.vm.accounts == ["other", "paper"]
    bench.vm.show_all()
    bench.settle()
    assert bench.vm.figures.statistics.n == 3


@pytest.mark.parametrize(
    ("name", "days"),
    [
        (DATE_RANGES[0], [2, 8, 10, 11]),
        ("Today", [11]),
        ("This week", [8, 10, 11]),
        ("This month", [2, 8, 10, 11]),
        ("2024-01-10", [10]),
        ("2024-01-09", []),
    ],
)
def test_a_range_of_dates_includes_both_ends(bench: Bench, name: str, days: list[int]) -> None:
    for day in (2, 8, 10, 11):
        bench.trade("1", day)
    bench.vm.choose_dates(name)
    bench.settle()
    assert sorted(bench.vm.figures.days) == [date(2024, 1, day) for day in days]
    assert bench.vm.last_trade_on == date(2024, 1, 11)


def test_each_day_has_its_net_result_and_its_trades(bench: Bench) -> None:
    bench.trade("3", 8)
    bench.trade("-1", 8)
    bench.settle()
    day = bench.vm.figures.days[date(2024, 1, 8)]
    assert (day.net, day.trades) == (D(91), 2)


def test_the_curve_tells_when_the_deepest_fall_was_and_whether_it_is_over(bench: Bench) -> None:
    for points, day in (("10", 2), ("-4", 3), ("-4", 4), ("1", 5)):
        bench.trade(points, day)
    bench.settle()
    curve = bench.vm.figures.curve
    assert (curve.peak_on, curve.trough_on) == (date(2024, 1, 2), date(2024, 1, 4))
    assert not curve.recovered
    assert min(curve.drawdown) == pytest.approx(-(400 + 9))
    bench.trade("20", 8)
    bench.settle()
    assert bench.vm.figures.curve.recovered


def test_a_win_rate_needs_twenty_decided_trades_for_its_interval(bench: Bench) -> None:
    for _ in range(19):
        bench.trade("1", 8)
    bench.settle()
    assert bench.vm.figures.win_rate_range is None
    bench.trade("-1", 9)
    bench.settle()
    interval = bench.vm.figures.win_rate_range
    assert interval is not None
    # Wilson's interval for 19 of 20
    assert interval == pytest.approx((0.7639, 0.9911), abs=1e-4)


def test_nothing_is_told_before_all_of_it_is_counted(bench: Bench) -> None:
    bench.trade("1", 8)
    told: list[int] = []
    bench.vm.changed.connect(lambda _: told.append(bench.vm.figures.statistics.n))
    bench.vm.flush()
    assert told == []
    assert not bench.vm.is_counted
    bench.settle()
    assert bench.vm.is_counted
    bench.vm.flush()
    assert told == [1]


def test_twenty_thousand_trades_are_spread_over_frames() -> None:
    bench, chance = Bench(), random.Random(5)
    fills = []
    for number in range(20_000):
        moment = at(1) + number * DAY_NS // 200
        exit_price = D(4800) + D(chance.randint(-40, 42)) / 4
        for side, price in ((Side.BUY, D(4800)), (Side.SELL, exit_price)):
            fills.append(fill(f"{number}{side}", side, price=str(price), at_ns=moment))
            moment += 1
    bench.journal.load(fills)
    # What one frame takes of all the work, in processor time: other processes do not count.
    frames = []
    while True:
        start = time.thread_time()
        bench.vm.flush()
        frames.append(time.thread_time() - start)
        if not bench.vm.is_counting:
            break
    assert max(frames) < 0.6 * sum(frames), frames
    assert bench.vm.figures.statistics.n == 20_000
    curve = bench.vm.figures.curve
    assert len(curve.net) <= MOST_POINTS + 2
    assert curve.net[-1] == pytest.approx(float(bench.vm.figures.statistics.net))
    assert min(curve.drawdown) == pytest.approx(-float(bench.vm.figures.statistics.max_dd_closed))
