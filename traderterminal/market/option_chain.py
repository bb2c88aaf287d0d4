"""Options of the simulated market: which are listed on a stock, and how they are quoted.

They are priced by Black's formula of 1976 on the middle of the stock's quote, without interest or
dividends, at a volatility that differs by strike. Quotes follow from the stock's price, the time
and the seed alone: whoever asks for one, and whenever, sees the same market, in which calls and
puts, strikes and days agree. Nobody else trades in it, so it prints nothing.
"""

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.options import OptionTerms, Right
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.market.option_model import black_76
from traderterminal.market.ticks import QuoteTick

#: Strikes are listed this far from the price on either side, as a share of it.
_REACH: Final = Decimal("0.1")
#: How far apart they lie, as a share of the price, rounded up to one of these.
_APART: Final = Decimal("0.005")
_STEPS: Final = tuple(Decimal(step) for step in ("0.5", "1", "2.5", "5", "10", "25", "50"))
_DAY_NS: Final = 86_400 * NANOSECONDS
#: Half of the distance between bid and ask: in price, and as a share of the premium.
_HALF_SPREAD: Final = (0.01, 0.004)
_SIZES: Final = (5, 80)
#: Beyond so many standard deviations from the price the volatility changes no further.
_SMILE_ENDS: Final = 3.0


@frozen
class ListedOption:
    """An option that is traded here, and when it is settled: until then its stock may move."""

    contract: Instrument
    settled_ns: int


def listed(stock: Instrument, price: Decimal, days: Sequence[date]) -> list[str]:
    """Return the OCC symbols of calls and puts on a stock that is worth `price`, by day and strike.

    Raises ValueError for a stock whose symbol or price leaves no room for strikes.
    """
    step = next((one for one in _STEPS if one >= price * _APART), _STEPS[-1])
    first = math.ceil(price * (1 - _REACH) / step)
    last = math.floor(price * (1 + _REACH) / step)
    root = stock.symbol.replace(".", "")
    if not 1 <= first <= last or len(root) > 6:
        raise ValueError(f"no options can be listed on {stock.symbol} at {price}")
    return [
        f"{root:<6}{day:%y%m%d}{right.value[0].upper()}{int(number * step * 1000):08}"
        for day in days
        for number in range(first, last + 1)
        for right in Right
    ]


class OptionPrices:
    """How options on one stock are quoted; `daily_move` is the standard deviation of a day of the
    stock, as a share of its price. The seed decides how volatility differs by strike."""

    def __init__(self, seed: int, root: str, daily_move: float) -> None:
        self._name = f"{seed}/{root}/options"
        self._daily_move = daily_move
        random = self._random()
        self._skew = -random.uniform(0.04, 0.09)  # puts far below cost more, as on any stock
        self._smile = random.uniform(0.005, 0.02)

    def quote(self, option: ListedOption, stock_price: float, at_ns: int) -> QuoteTick | None:
        """Return the quote of an option at a price of the stock; None from its settlement on."""
        contract, days = option.contract, (option.settled_ns - at_ns) / _DAY_NS
        if days <= 0:
            return None
        terms = OptionTerms.of(contract)
        fair, tick = self.worth(terms, stock_price, days), float(contract.tick_size)
        half = _HALF_SPREAD[0] + _HALF_SPREAD[1] * fair
        bid = math.floor((fair - half) / tick) or None if fair > half else None
        ask = math.ceil((fair + half) / tick)
        sizes = self._random(contract.symbol, str(bid), str(ask))
        return QuoteTick(
            contract.symbol,
            at_ns,
            bid,
            0 if bid is None else sizes.randint(*_SIZES),
            ask,
            sizes.randint(*_SIZES),
        )

    def worth(self, terms: OptionTerms, stock_price: float, days: float) -> float:
        """Return what an option is worth `days` before its settlement, in price."""
        deviation = self._daily_move * math.sqrt(days)
        away = math.log(float(terms.strike) / stock_price) / deviation
        away = max(-_SMILE_ENDS, min(_SMILE_ENDS, away))
        return black_76(
            terms, stock_price, deviation * (1 + self._skew * away + self._smile * away * away)
        )

    def _random(self, *names: str) -> Random:
        return Random("/".join((self._name, *names)))  # noqa: S311 - a market is made up, no secret
