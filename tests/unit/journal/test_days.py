"""The day's result: what is held overnight starts from the mark of the day's start."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import fill
from traderterminal.domain.fills import Fill, Side
from traderterminal.journal.book import Journal
from traderterminal.journal.days import DayResults

DAY = 100


@dataclass
class Days:
    """An account whose days begin every hundred nanoseconds, in one market of ES."""

    marks: dict[str, Decimal] = field(default_factory=dict)
    closes: dict[int, Decimal] = field(default_factory=dict)
    journal: Journal = field(default_factory=lambda: Journal(lambda s, at_ns: date(2024, 1, 1)))
    results: DayResults = field(init=False)

    def __post_init__(self) -> None:
        self.results = DayResults(
            self.journal,
            lambda at_ns: at_ns - at_ns % DAY,
            self.marks.get,
            lambda symbol, began_ns: self.closes.get(began_ns),
        )

    def net(self, now_ns: int, mark: str | None = None) -> Decimal | None:
        if mark is not None:
            self.marks["ESH2024"] = Decimal(mark)
        return self.results.net("paper", now_ns)


@pytest.fixture
def days() -> Days:
    return Days()


def buy(at_ns: int, price: str, quantity: str = "1") -> Fill:
    return fill(f"b{at_ns}", Side.BUY, quantity, price, at_ns=at_ns)


def sell(at_ns: int, price: str, quantity: str = "1") -> Fill:
    return fill(f"s{at_ns}", Side.SELL, quantity, price, at_ns=at_ns)


def test_an_account_that_never_traded_made_nothing(days: Days) -> None:
    assert days.net(50) == 0


def test_a_trade_of_the_day_counts_whole_with_its_fees(days: Days) -> None:
    days.journal.load([buy(110, "4800"), sell(120, "4801")])
    assert days.net(150) == Decimal("45.50")
    assert days.net(250) == 0


def test_what_is_held_overnight_starts_from_the_mark_of_the_days_start(days: Days) -> None:
    days.journal.load([buy(10, "4800", "2")])
    assert days.net(90, "4810") == 1000 - Decimal("2.25")
    days.results.start_from("ESH2024", 100, Decimal("4810"))
    assert days.net(110, "4812") == 200
    # what is closed of it counts from there as well, less the fee of today
    days.journal.add(sell(120, "4811"))
    assert days.net(130, "4812") == 50 + 100 - Decimal("2.25")


def test_a_reversal_counts_both_its_sides(days: Days) -> None:
    days.journal.load([buy(10, "4800")])
    days.results.start_from("ESH2024", 100, Decimal("4810"))
    days.journal.add(sell(120, "4812", "3"))
    assert days.net(130, "4811") == 100 + 100 - Decimal("2.25")


@pytest.mark.parametrize(
    ("know", "start"),
    [
        (lambda days: days.results.start_from("ESH2024", 100, Decimal("4810")), "4810"),
        (lambda days: days.closes.update({100: Decimal("4808")}), "4808"),
        (lambda days: None, "4805"),
    ],
    ids=["noted", "the last trade before", "the last fill before"],
)
def test_the_start_is_the_best_that_is_known(
    days: Days, know: Callable[[Days], None], start: str
) -> None:
    days.journal.load([buy(10, "4800"), buy(20, "4805")])
    know(days)
    assert days.net(110, "4820") == (Decimal(4820) - Decimal(start)) * 100


def test_an_open_position_without_a_price_leaves_the_day_unknown(days: Days) -> None:
    days.journal.load([buy(110, "4800")])
    assert days.net(150) is None
    days.journal.add(sell(120, "4801"))
    assert days.net(150) == Decimal("45.50")


def test_a_fill_that_arrives_late_is_counted_on_its_day(days: Days) -> None:
    days.journal.load([buy(110, "4800")])
    assert days.net(150, "4801") == 50 - Decimal("2.25")
    days.journal.add(buy(50, "4790"))
    days.results.start_from("ESH2024", 100, Decimal("4795"))
    assert days.net(150, "4801") == 50 + 300 - Decimal("2.25")


def test_a_reset_forgets_what_was_held(days: Days) -> None:
    days.journal.load([buy(10, "4800")])
    assert days.net(150, "4900") != 0
    days.journal.forget("paper")
    assert days.net(150, "4900") == 0
    days.journal.add(buy(160, "4900"))
    assert days.net(170, "4900") == Decimal("-2.25")


@pytest.mark.parametrize("looks_in_between", [True, False])
def test_what_is_held_overnight_counts_at_its_own_point_value_and_the_next_at_its(
    days: Days, looks_in_between: bool
) -> None:
    days.closes[DAY] = Decimal(4810)
    days.journal.add(replace(buy(50, "4800"), point_value=Decimal(46)))
    days.journal.add(replace(sell(120, "4820"), point_value=Decimal(46)))
    if looks_in_between:
        assert days.net(130, "4820") == 10 * 46 - Decimal("2.25")
    days.journal.add(replace(buy(140, "4821"), point_value=Decimal(45)))
    assert days.net(150, "4831") == 10 * 46 + 10 * 45 - Decimal("4.50")
