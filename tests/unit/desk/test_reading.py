"""What can be read of a broker's news, and what is not booked by guess."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import listed
from traderterminal.desk.ports import (
    FeeSet,
    FillRevised,
    FillSeen,
    News,
    OrderSeen,
    PositionSeen,
    StreamNews,
)
from traderterminal.desk.reading import is_readable
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderStatus, OrderType, TimeInForce

D = Decimal
FILL = FillSeen("E1", "B1", "paper", "ESH2024", Side.BUY, D(1), D("4800"), at_ns=1)
ORDER = OrderSeen(
    "B1",
    "paper",
    "ESH2024",
    Side.BUY,
    D(1),
    OrderType.STOP_LIMIT,
    TimeInForce.DAY,
    OrderStatus.ACCEPTED,
    D(0),
    placed_ns=1,
    limit_price=D("4800"),
    stop_price=D("4799"),
)
HELD = PositionSeen("paper", "ESH2024", D(-2))
REVISED = FillRevised("paper", "E1", D(1), D("4800"))


@pytest.mark.parametrize(
    "news",
    [
        FILL,
        replace(FILL, price=D("-37.63")),
        replace(FILL, price=D("0")),
        replace(FILL, price=D("4.8E+3")),
        replace(FILL, symbol="ES 03-24"),  # renamed there: its order says which one it is
        ORDER,
        replace(ORDER, limit_price=None, stop_price=None),
        HELD,
        replace(HELD, quantity=D(0)),
        REVISED,
        replace(REVISED, quantity=D(0)),
        FeeSet("paper", "E1", D("1.40")),
        StreamNews("paper", up=True),
    ],
    ids=str,
)
def test_what_is_told_exactly_is_taken(news: News | PositionSeen) -> None:
    assert is_readable(news, listed)


@pytest.mark.parametrize(
    "news",
    [
        replace(FILL, price=D("NaN")),
        replace(FILL, price=D("Infinity")),
        replace(FILL, quantity=D("NaN")),
        replace(FILL, quantity=D(0)),
        replace(FILL, quantity=D(-1)),
        replace(ORDER, quantity=D("NaN")),
        replace(ORDER, filled_quantity=D("sNaN")),
        replace(ORDER, limit_price=D("NaN")),
        replace(ORDER, stop_price=D("-Infinity")),
        replace(ORDER, symbol="ES 03-24"),
        replace(HELD, symbol="ES 03-24"),
        replace(HELD, quantity=D("NaN")),
        replace(REVISED, price=D("NaN")),
        replace(REVISED, quantity=D(-1)),
        FeeSet("paper", "E1", D("NaN")),
    ],
    ids=str,
)
def test_what_is_no_number_or_of_an_unknown_contract_is_not(news: News | PositionSeen) -> None:
    assert not is_readable(news, listed)
