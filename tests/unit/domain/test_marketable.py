"""Which orders trade at once: a limit against the quote, a stop against the last trade."""

from decimal import Decimal

import pytest

from traderterminal.domain.fills import Side
from traderterminal.domain.marketable import trades_at_once
from traderterminal.domain.orders import OrderType
from traderterminal.domain.quotes import Quote

D = Decimal
ONE = D(1)
QUOTED = Quote("ESH2024", D(100), ONE, D(101), ONE, D("100.5"), ONE, 0)


@pytest.mark.parametrize(
    ("side", "price", "trades"),
    [
        (Side.BUY, "100", False),
        (Side.BUY, "101", True),
        (Side.BUY, "102", True),
        (Side.SELL, "101", False),
        (Side.SELL, "100", True),
        (Side.SELL, "99", True),
    ],
)
def test_a_limit_trades_from_the_other_side_of_the_quote_on(
    side: Side, price: str, trades: bool
) -> None:
    assert trades_at_once(side, OrderType.LIMIT, D(price), None, QUOTED) is trades


@pytest.mark.parametrize(
    ("side", "price", "trades"),
    [
        (Side.BUY, "101", False),
        (Side.BUY, "100.5", True),
        (Side.BUY, "99", True),
        (Side.SELL, "100", False),
        (Side.SELL, "100.5", True),
        (Side.SELL, "102", True),
    ],
)
@pytest.mark.parametrize("kind", [OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP])
def test_a_stop_trades_once_the_last_trade_has_reached_it(
    kind: OrderType, side: Side, price: str, trades: bool
) -> None:
    assert trades_at_once(side, kind, D(1), D(price), QUOTED) is trades


@pytest.mark.parametrize(
    ("side", "price", "trades"),
    [
        (Side.BUY, "100", True),
        (Side.BUY, "101", False),
        (Side.SELL, "101", True),
        (Side.SELL, "100", False),
    ],
)
@pytest.mark.parametrize("last", [None, "stale"])
def test_a_stop_trades_too_once_the_whole_quote_has_passed_it(
    side: Side, price: str, trades: bool, last: str | None
) -> None:
    traded = None if last is None else D(side.sign * -1_000)
    seen = Quote("ESH2024", D(100), ONE, D(101), ONE, traded, ONE, 0)
    assert trades_at_once(side, OrderType.STOP, None, D(price), seen) is trades


@pytest.mark.parametrize(
    ("kind", "limit", "stop", "quote"),
    [
        (OrderType.LIMIT, D(200), None, None),
        (OrderType.LIMIT, None, None, QUOTED),
        (OrderType.LIMIT, D(200), None, Quote("ES", D(100), ONE, None, ONE, None, ONE, 0)),
        (OrderType.STOP, None, D(101), Quote("ES", D(100), ONE, None, ONE, None, ONE, 0)),
        (OrderType.STOP, None, None, QUOTED),
        (OrderType.MARKET_IF_TOUCHED, None, D(1), QUOTED),
    ],
)
def test_what_is_not_known_trades_not(
    kind: OrderType, limit: Decimal | None, stop: Decimal | None, quote: Quote | None
) -> None:
    assert not trades_at_once(Side.BUY, kind, limit, stop, quote)
