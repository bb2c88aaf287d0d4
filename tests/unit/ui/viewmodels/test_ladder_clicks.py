"""What a click asks for at each price."""

import pytest

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.ui.viewmodels.ladder_clicks import Forced, order_type
from traderterminal.ui.viewmodels.marketable import NotSent, Touch

BUY, SELL = Side.BUY, Side.SELL
LIMIT, STOP = OrderType.LIMIT, OrderType.STOP
PLAIN = Forced.NOTHING
#: Two ticks wide: there is a price in between.
TOUCH = Touch(100, 102, str)


@pytest.mark.parametrize(
    ("side", "ticks", "forced", "wanted"),
    [
        (BUY, 90, PLAIN, LIMIT),
        (BUY, 100, PLAIN, LIMIT),
        (BUY, 101, PLAIN, LIMIT),
        (BUY, 103, PLAIN, STOP),
        (SELL, 110, PLAIN, LIMIT),
        (SELL, 102, PLAIN, LIMIT),
        (SELL, 101, PLAIN, LIMIT),
        (SELL, 99, PLAIN, STOP),
        (BUY, 103, Forced.STOP, STOP),
        (SELL, 99, Forced.STOP, STOP),
        (BUY, 102, Forced.LIMIT, LIMIT),
        (BUY, 110, Forced.LIMIT, LIMIT),
        (SELL, 90, Forced.LIMIT, LIMIT),
        (BUY, 90, Forced.LIMIT, LIMIT),
    ],
)
def test_a_limit_rests_short_of_the_opposite_quote_and_a_stop_waits_beyond_it(
    side: Side, ticks: int, forced: Forced, wanted: OrderType
) -> None:
    assert order_type(side, ticks, TOUCH, forced) is wanted


@pytest.mark.parametrize(
    ("side", "ticks", "forced", "words"),
    [
        (BUY, 102, PLAIN, "102 is the ask: an order there would trade at once. Lift ask or"),
        (SELL, 100, PLAIN, "100 is the bid: an order there would trade at once. Hit bid or"),
        (BUY, 102, Forced.STOP, "A buy stop belongs above the ask 102: here it would trade"),
        (BUY, 90, Forced.STOP, "A buy stop belongs above the ask 102: here it would trade"),
        (SELL, 100, Forced.STOP, "A sell stop belongs below the bid 100: here it would trade"),
        (SELL, 110, Forced.STOP, "A sell stop belongs below the bid 100: here it would trade"),
        (BUY, 90, Forced.STOP | Forced.LIMIT, "Shift forces a stop, Ctrl a limit: not both"),
    ],
)
def test_what_would_trade_at_once_unasked_is_refused_with_words(
    side: Side, ticks: int, forced: Forced, words: str
) -> None:
    with pytest.raises(NotSent, match=words):
        order_type(side, ticks, TOUCH, forced)


def test_without_the_opposite_quote_nothing_is_guessed() -> None:
    with pytest.raises(NotSent, match="There is no ask now"):
        order_type(BUY, 90, Touch(100, None, str), PLAIN)
    with pytest.raises(NotSent, match="There is no bid now"):
        order_type(SELL, 90, Touch(None, 102, str), Forced.STOP)
    assert order_type(BUY, 90, Touch(100, None, str), Forced.LIMIT) is LIMIT
    assert order_type(SELL, 110, Touch(100, None, str), PLAIN) is LIMIT
