"""Average cost, partial closes, reversals, and exact money."""

from dataclasses import replace
from decimal import Decimal

from tests.support.builders import fill
from traderterminal.domain.fills import Side
from traderterminal.domain.positions import Position

D = Decimal
FLAT = Position("paper", "ESH2024", point_value=D(50))


def buy(quantity: str, price: str, held: Position = FLAT) -> Position:
    return held.apply(fill(side=Side.BUY, quantity=quantity, price=price))


def sell(quantity: str, price: str, held: Position = FLAT) -> Position:
    return held.apply(fill(side=Side.SELL, quantity=quantity, price=price))


def test_nothing_held_has_no_average_price() -> None:
    assert FLAT.is_flat
    assert FLAT.average_price is None
    assert FLAT.unrealized_pnl(D(4800)) == 0


def test_adding_averages_the_cost_by_size() -> None:
    held = buy("3", "4804", buy("1", "4800"))
    assert (held.quantity, held.average_price) == (D(4), D(4803))
    assert held.realized_pnl == 0


def test_a_partial_close_realises_its_part_and_leaves_the_average() -> None:
    held = sell("1", "4810", buy("3", "4804", buy("1", "4800")))
    assert (held.quantity, held.average_price) == (D(3), D(4803))
    assert held.realized_pnl == D(7) * 50


def test_a_close_realises_the_rest_with_the_point_value() -> None:
    held = sell("2", "4798.50", buy("2", "4800"))
    assert held.is_flat
    assert held.average_price is None
    assert held.realized_pnl == D("-150.00")


def test_covering_a_short_realises_too() -> None:
    held = buy("2", "4798.50", sell("2", "4800"))
    assert held.is_flat
    assert held.realized_pnl == D("150.00")


def test_a_fill_through_zero_closes_the_long_and_opens_a_short_at_its_price() -> None:
    held = sell("5", "4810", buy("2", "4800"))
    assert (held.quantity, held.average_price) == (D(-3), D(4810))
    assert held.realized_pnl == D(2) * 10 * 50


def test_a_short_gains_as_the_mark_falls() -> None:
    held = sell("2", "4800")
    assert held.unrealized_pnl(D(4790)) == D(1000)
    assert held.unrealized_pnl(D(4801)) == D(-100)


def test_an_average_that_does_not_end_loses_no_money() -> None:
    held = buy("2", "4800.25", buy("1", "4800"))
    for price in ("4801", "4802", "4803"):
        held = sell("1", price, held)
    assert held.is_flat
    assert held.realized_pnl == (D(4801 + 4802 + 4803) - D("14400.50")) * 50


def test_fees_add_up_beside_the_result() -> None:
    held = sell("1", "4800", buy("1", "4800"))
    assert held.fees == D("4.50")
    assert held.realized_pnl == 0


def test_a_fee_that_is_told_later_changes_nothing_else() -> None:
    held = buy("2", "4800")
    charged = held.charged(D("-1.70"))
    assert charged.fees == held.fees - D("1.70")
    assert replace(charged, fees=held.fees) == held


def test_a_position_keeps_the_point_value_of_its_opening_and_the_next_one_has_its_own() -> None:
    position = Position("paper", "ESH2024", D(50))
    position = position.apply(fill("f1", Side.BUY, "2", "4800", point_value=D("46")))
    assert position.point_value == 46
    position = position.apply(fill("f2", Side.SELL, "2", "4801", point_value=D("46")))
    assert position.realized_pnl == 92
    position = position.apply(fill("f3", Side.SELL, "1", "4801", point_value=D("45")))
    assert (position.point_value, position.realized_pnl) == (D(45), D(92))
    assert position.unrealized_pnl(D("4800")) == 45
