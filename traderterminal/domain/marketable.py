"""Which orders trade at once, as the market stands."""

from decimal import Decimal

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import STOPS, OrderType
from traderterminal.domain.quotes import Quote


def trades_at_once(
    side: Side,
    order_type: OrderType,
    limit_price: Decimal | None,
    stop_price: Decimal | None,
    quote: Quote | None,
) -> bool:
    """Say whether a limit meets the other side of the quote, or a stop what was traded last or a
    quote that has passed it as a whole.

    Of a market order it is not asked; no where nothing is quoted.
    """
    if quote is None:
        return False
    if order_type is OrderType.LIMIT:
        price, market = limit_price, quote.ask if side is Side.BUY else quote.bid
        if price is None or market is None:
            return False
        return (price - market) * side.sign >= 0
    if order_type not in STOPS or stop_price is None:
        return False
    passed = quote.bid if side is Side.BUY else quote.ask
    return any(at is not None and (at - stop_price) * side.sign >= 0 for at in (quote.mark, passed))
