"""A dividend pays by the share; a split states quantities and prices anew and moves no money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, fill, order
from traderterminal.domain.corporate_actions import Dividend, Split
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Fill
from traderterminal.domain.orders import Accepted, Filled, Order, OrderType, Sending

D = Decimal
DAY = date(2024, 6, 10)
FOUR_FOR_ONE, REVERSE = Split("AAPL", DAY, 4, 1), Split("AAPL", DAY, 1, 10)


def bought(quantity: int, price: str) -> Fill:
    made = fill("f1", symbol="AAPL", price=price, quantity=str(quantity))
    return replace(made, point_value=D(1))


def working(**changes: object) -> Order:
    asked = order(symbol="AAPL", order_type=OrderType.LIMIT, **changes)  # type: ignore[arg-type] # changes are checked by use
    return asked.apply(Sending()).apply(Accepted())


@pytest.mark.parametrize(("shares", "paid"), [(150, "39.00"), (-150, "-39.00"), (1, "0.26")])
def test_a_dividend_pays_who_holds_and_is_paid_by_who_is_short(shares: int, paid: str) -> None:
    dividend = Dividend("AAPL", DAY, D("0.26"))
    assert dividend.paid(D(shares)) == D(paid)
    assert dividend.price(D(190)) == D("189.74")


def test_half_a_cent_of_a_dividend_rounds_up() -> None:
    assert Dividend("AAPL", DAY, D("0.125")).paid(D(1)) == D("0.13")


@pytest.mark.parametrize(
    ("split", "quantity", "price"), [(FOUR_FOR_ONE, "400", "47.5"), (REVERSE, "10", "1900")]
)
def test_a_split_moves_quantity_and_price_against_each_other(
    split: Split, quantity: str, price: str
) -> None:
    after = split.fill(bought(100, "190"))
    assert after.quantity == D(quantity)
    assert after.price == D(price)
    assert after.quantity * after.price == 19_000


def test_a_price_that_does_not_end_is_cut_far_behind_the_cent() -> None:
    after = Split("AAPL", DAY, 3, 1).fill(bought(1, "100"))
    assert after.price == D("33.333333333333333")


def test_an_order_rests_for_as_much_money_as_before() -> None:
    before = working(quantity=10, limit_price=D("180.02"), stop_price=D("181"))
    after = FOUR_FOR_ONE.order(before, AAPL)
    assert after.quantity == 40
    assert after.limit_price == D("45.00")  # 45.005 lies between two ticks
    assert after.stop_price == D("45.25")
    assert after.status is before.status


def test_what_has_filled_of_an_order_counts_anew_and_its_value_stays() -> None:
    before = working(quantity=10, limit_price=D(190)).apply(Filled(bought(3, "190")))
    after = FOUR_FOR_ONE.order(before, AAPL)
    assert (int(after.filled_quantity), int(after.leaves_quantity)) == (12, 28)
    assert after.filled_value == before.filled_value
    assert after.average_price == D("47.5")


@pytest.mark.parametrize(("quantity", "leaves"), [(25, 2), (10, 1), (9, 0)])
def test_only_whole_shares_of_an_order_go_on(quantity: int, leaves: int) -> None:
    assert REVERSE.order(working(quantity=quantity), AAPL).leaves_quantity == leaves


def test_what_is_to_protect_an_entry_is_stated_anew() -> None:
    exits = Exits(
        stop=ExitLevel(D(200), "ticks"),
        targets=(
            Target(ExitLevel(D(200), "price"), D(6)),
            Target(ExitLevel(D(8), "points")),
            Target(ExitLevel(D(5), "percent")),
            Target(ExitLevel(D(100), "money")),
        ),
        trail=Trail(ticks=40, activation=D(196)),
        break_even=BreakEven(after=100, offset=4),
    )
    after = FOUR_FOR_ONE.order(working(exits=exits), AAPL).exits
    assert after == Exits(
        stop=ExitLevel(D("0.5"), "points"),
        targets=(
            Target(ExitLevel(D(50), "price"), D(24)),
            Target(ExitLevel(D(2), "points")),
            Target(ExitLevel(D(5), "percent")),
            Target(ExitLevel(D(100), "money")),
        ),
        trail=Trail(price=D("0.1"), activation=D(49)),
        break_even=BreakEven(after=25, offset=1),
    )


def test_actions_are_known_again_by_day_symbol_and_kind() -> None:
    assert FOUR_FOR_ONE.key == "2024-06-10 AAPL split"
    assert Dividend("AAPL", DAY, D(1)).key == "2024-06-10 AAPL dividend"
