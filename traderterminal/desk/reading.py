"""What can be read of a broker's news: every number is one, and the symbol is known here."""

from collections.abc import Callable
from decimal import Decimal

from traderterminal.desk.ports import (
    FeeSet,
    FillRevised,
    FillSeen,
    News,
    OrderSeen,
    PositionSeen,
)
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import Instrument


def is_readable(news: News | PositionSeen, instrument: Callable[[str], Instrument]) -> bool:
    """Say whether `news` can be booked as it stands; `instrument` raises UnknownSymbol.

    A price may be zero or negative, as those of spreads are. The symbol of an execution is that of
    its order, whatever the broker calls it by now.
    """
    match news:
        case FillSeen(quantity=quantity, price=price):
            return price.is_finite() and quantity.is_finite() and quantity > 0
        case FillRevised(quantity=quantity, price=price):
            return price.is_finite() and quantity.is_finite() and quantity >= 0
        case FeeSet(fee=fee):
            return fee.is_finite()
        case OrderSeen(symbol=symbol):
            return all(n.is_finite() for n in _numbers(news)) and _is_listed(symbol, instrument)
        case PositionSeen(symbol=symbol, quantity=quantity):
            return quantity.is_finite() and _is_listed(symbol, instrument)
        case _:
            return True


def _numbers(seen: OrderSeen) -> list[Decimal]:
    prices = [price for price in (seen.limit_price, seen.stop_price) if price is not None]
    return [seen.quantity, seen.filled_quantity, *prices]


def _is_listed(symbol: str, instrument: Callable[[str], Instrument]) -> bool:
    try:
        instrument(symbol)
    except UnknownSymbol:
        return False
    return True
