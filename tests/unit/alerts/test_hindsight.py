"""Orders that were not sent, looked back at: entries, exits, what is not known."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from tests.support.builders import ES
from traderterminal.alerts.hindsight import Exit, Hindsight, How, Supposed, look_back
from traderterminal.domain.exits import ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.domain.signals import Touch
from traderterminal.market.price_path import PricePath

D = Decimal
TOUCH = Touch(D("4800.00"), D("4800.25"))  # 19,200 and 19,201 ticks
BUY = Supposed(ES, Side.BUY, D(2), fees=D(4))
SELL = replace(BUY, side=Side.SELL)
BRACKET = Exits(
    stop=ExitLevel(D(8), "ticks"),
    targets=(Target(ExitLevel(D(4), "ticks")), Target(ExitLevel(D(12), "ticks"))),
)


def trades(*prices: int) -> PricePath:
    """One trade a nanosecond."""
    column = np.array(prices, np.int64)
    return PricePath(True, np.arange(len(prices)), column, column, column, column)


def minutes(*bars: tuple[int, int, int, int]) -> PricePath:
    """Minutes by open, high, low and close."""
    table = np.array(bars, np.int64).reshape(-1, 4)
    return PricePath(False, np.arange(len(bars)), *table.T)


def test_a_market_order_trades_at_the_touch_of_then_and_is_valued_now() -> None:
    found = look_back(BUY, TOUCH, trades(19_210, 19_200), D("4801.25"))
    assert found == Hindsight(
        How.TOUCH,
        D("4800.25"),
        None,
        (),
        D(2),
        D("4801.25"),
        D("96.00"),  # 2 × 50 − 4
    )
    assert look_back(SELL, TOUCH, None, D("4799.00")).result == D(96)
    assert look_back(BUY, TOUCH, None, None).result is None


@pytest.mark.parametrize(
    ("order", "touch", "path", "how", "price"),
    [
        (BUY, None, trades(19_205, 19_300), How.NEXT_TRADE, "4801.25"),
        (SELL, Touch(None, D(4800)), trades(19_205), How.NEXT_TRADE, "4801.25"),
        (BUY, None, minutes((1, 19_208, 19_196, 1)), How.MINUTE, "4802.00"),
        (SELL, None, minutes((1, 19_208, 19_196, 1)), How.MINUTE, "4799.00"),
        (BUY, None, trades(), How.NOT_KNOWN, None),
        (BUY, None, None, How.NOT_KNOWN, None),
    ],
)
def test_without_a_touch_the_next_trade_tells_or_the_worse_end_of_the_minute(
    order: Supposed, touch: Touch | None, path: PricePath | None, how: How, price: str | None
) -> None:
    found = look_back(order, touch, path, D(4800))
    assert (found.how, found.price) == (how, None if price is None else D(price))
    assert found.unsure is (how is How.MINUTE)


@pytest.mark.parametrize(
    ("limit", "path", "how", "price", "at_ns"),
    [
        ("4800.25", trades(), How.TOUCH, "4800.25", None),  # at the touch it trades at once
        ("4803.00", trades(), How.TOUCH, "4800.25", None),
        ("4799.00", trades(19_196, 19_195), How.LATER, "4799.00", 1),  # through, not only at it
        ("4799.00", trades(19_196, 19_197), How.NOT_REACHED, None, None),
        ("4799.10", trades(19_196, 19_195), How.LATER, "4799.10", 1),  # off the grid
        ("4799.00", None, How.NOT_KNOWN, None, None),
        # what the minute in which it came has traded may have been before
        ("4799.00", minutes((1, 19_200, 19_100, 1)), How.NOT_REACHED, None, None),
        ("4799.00", minutes((1, 1, 1, 1), (1, 9, 19_100, 1)), How.LATER, "4799.00", 1),
    ],
)
def test_a_limit_trades_at_the_touch_or_once_the_market_goes_through_it(
    limit: str, path: PricePath | None, how: How, price: str | None, at_ns: int | None
) -> None:
    order = replace(BUY, order_type=OrderType.LIMIT, limit=D(limit))
    found = look_back(order, TOUCH, path, D(4800))
    assert (found.how, found.at_ns) == (how, at_ns)
    assert found.price == (None if price is None else D(price))


def test_a_stop_trades_where_it_is_reached_or_at_the_worse_price_beyond() -> None:
    order = replace(BUY, order_type=OrderType.STOP, stop=D("4802.00"))
    assert look_back(order, TOUCH, trades(19_207, 19_208), None).price == D("4802.00")
    assert look_back(order, TOUCH, trades(19_207, 19_212), None).price == D("4803.00")
    gapped = minutes((1, 1, 1, 1), (19_220, 19_230, 19_210, 19_215))
    assert look_back(order, TOUCH, gapped, None).price == D("4805.00")
    assert look_back(order, TOUCH, trades(19_207), None).how is How.NOT_REACHED


def test_what_prices_alone_do_not_tell_of_is_not_reckoned() -> None:
    order = replace(BUY, order_type=OrderType.TRAILING_STOP)
    assert look_back(order, TOUCH, trades(19_200), D(4800)) == Hindsight(How.NOT_RECKONED)


def test_targets_and_stop_take_their_shares_in_the_order_of_the_trades() -> None:
    order = replace(BUY, exits=BRACKET)
    found = look_back(order, TOUCH, trades(19_204, 19_206, 19_192, 19_300), D("4825.00"))
    assert found.exits == (
        Exit(1, D(1), D("4801.25"), 1),  # 19,205
        Exit(0, D(1), D("4798.00"), 2),  # 19,193 was passed over
    )
    # +1.00 and −2.25 points of one contract each, fees of both ways
    assert (found.open_quantity, found.result) == (D(0), D("-70.50"))
    assert not found.unsure


def test_of_what_is_still_open_the_fees_of_the_way_out_are_not_due_yet() -> None:
    found = look_back(replace(BUY, exits=BRACKET), TOUCH, trades(19_206), D("4801.25"))
    assert (found.open_quantity, found.result) == (D(1), D("94.00"))  # 50 + 50 − 4 − 2


def test_a_short_is_the_other_way_about() -> None:
    found = look_back(replace(SELL, exits=BRACKET), TOUCH, trades(19_188, 19_208), D(4800))
    assert [(one.target, one.price) for one in found.exits] == [
        (1, D("4799.00")),
        (2, D("4797.00")),
    ]


def test_both_ends_within_one_minute_are_the_worse_one_and_said_to_be_unsure() -> None:
    order = replace(BUY, exits=replace(BRACKET, targets=BRACKET.targets[:1]))
    quiet = (19_201, 19_202, 19_200, 19_201)
    found = look_back(order, TOUCH, minutes(quiet, (19_201, 19_210, 19_190, 19_200)), D(4800))
    assert [(one.target, one.price) for one in found.exits] == [(0, D("4798.25"))]
    assert found.unsure
    found = look_back(order, TOUCH, minutes(quiet, (19_201, 19_210, 19_200, 19_200)), D(4800))
    assert [one.target for one in found.exits] == [1]
    assert not found.unsure
    # in the minute of the entry itself it may have been before
    early = look_back(order, TOUCH, minutes((19_201, 19_202, 19_190, 19_201), quiet), D(4800))
    assert (early.exits, early.unsure) == ((), True)


def test_a_stop_that_follows_is_not_followed() -> None:
    order = replace(BUY, exits=Exits(trail=Trail(ticks=8)))
    found = look_back(order, TOUCH, trades(19_100), D(4775))
    assert (found.exits, found.moves, found.open_quantity) == ((), True, D(2))
