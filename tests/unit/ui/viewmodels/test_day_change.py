"""How far a price has come on its day."""

from decimal import Decimal

from tests.support.builders import ES
from traderterminal.domain.bars import Bar
from traderterminal.market.bars import DayFigures
from traderterminal.ui.viewmodels.day_change import Change, day_change

D = Decimal
BAR = Bar(0, 4_000, 4_100, 3_990, 4_050, 10)


def test_it_counts_from_the_previous_close() -> None:
    change = day_change(ES, D("1012.50"), DayFigures(BAR, 4_040))
    assert change == Change(D("2.50"), D("2.50") / D(1010), since_open=False)


def test_without_one_it_counts_from_the_open() -> None:
    change = day_change(ES, D("999.00"), DayFigures(BAR, None))
    assert change == Change(D("-1.00"), D("-0.001"), since_open=True)


def test_nothing_is_known_without_a_price_or_a_day() -> None:
    assert day_change(ES, None, DayFigures(BAR, 4_040)) is None
    assert day_change(ES, D(1000), None) is None
    assert day_change(ES, D(1000), DayFigures(Bar(0, 0, 0, 0, 0, 1), None)) is None
