"""The day of the chosen account, without the pane."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.support.builders import fill
from traderterminal.domain.fills import Side
from traderterminal.journal.book import Journal
from traderterminal.ui.viewmodels.today import TodayViewModel

D = Decimal


def day_of(symbol: str, at_ns: int) -> date:
    return datetime.fromtimestamp(at_ns / 1e9, UTC).date()


class Bench:
    def __init__(self) -> None:
        self.journal = Journal(day_of)
        self.account, self.today = "sim", date(2024, 1, 11)
        self.net: Decimal | None = D(0)
        self.told = 0
        self.vm = TodayViewModel(
            journal=self.journal,
            today=lambda: self.today,
            account=lambda: self.account,
            day_net=lambda _: self.net,
        )
        self.vm.changed.connect(self._count)
        self._number = 0

    def _count(self, _: None) -> None:
        self.told += 1

    def trade(self, points: str, day: int = 11, account: str = "sim") -> None:
        """A long of one ES that makes so many points, less 4.50 of fees."""
        self._number += 1
        start = datetime(2024, 1, day, 12, self._number, tzinfo=UTC)
        at_ns = int(start.timestamp()) * 1_000_000_000
        for side, price in ((Side.BUY, D(4800)), (Side.SELL, D(4800) + D(points))):
            made = fill(
                f"{self._number}{side}", side, price=str(price), at_ns=at_ns, account=account
            )
            self.journal.add(made)
            at_ns += 1


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_day_without_trades_says_so(bench: Bench) -> None:
    bench.vm.flush()
    assert bench.vm.trades_words == "0 trades"
    assert bench.vm.expectancy_words == ""
    assert list(bench.vm.course) == [0.0]
    assert bench.vm.net_words == ("$0.00", "flat")
    assert bench.vm.context == "Thu 11 Jan"


def test_trades_of_the_day_and_the_account_alone_are_counted(bench: Bench) -> None:
    bench.trade("2")
    bench.trade("-1")
    bench.trade("4", day=10)
    bench.trade("4", account="other")
    bench.net = D("41")
    bench.vm.flush()
    assert list(bench.vm.course) == [0.0, 95.5, 41.0]
    assert bench.vm.trades_words == "2 trades · 50% won"
    assert bench.vm.expectancy_words == "Expectancy +$20.50"
    assert bench.vm.net_words == ("+$41.00", "up")
    bench.account = "other"
    bench.vm.flush()
    assert list(bench.vm.course) == [0.0, 195.5]
    bench.today = date(2024, 1, 12)
    bench.vm.flush()
    assert list(bench.vm.course) == [0.0]


def test_what_is_not_known_is_a_dash(bench: Bench) -> None:
    bench.net = None
    bench.vm.flush()
    assert bench.vm.net_words == ("—", "t3")


def test_it_tells_of_what_is_new_and_of_nothing_else(bench: Bench) -> None:
    bench.vm.flush()
    assert bench.told == 1
    bench.vm.flush()
    assert bench.told == 1
    bench.net = D("-5")
    bench.vm.flush()
    assert bench.told == 2
    bench.trade("1")
    bench.vm.flush()
    assert bench.told == 3
