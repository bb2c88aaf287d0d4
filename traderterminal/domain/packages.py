"""Packages: several contracts traded as one, at one net price, all of them or none.

A net price is what one package costs: what its bought legs cost less what its sold legs bring,
below zero where more comes in than goes out.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.options import OptionTerms, Right
from traderterminal.domain.quotes import Quote
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)


@frozen
class Leg:
    """One contract of a package, `ratio` of it in each."""

    symbol: str
    side: Side
    ratio: int = 1


@frozen
class PackagePart:
    """What makes an order a leg of a package of so many `legs`.

    `limit` is the net price that one package may cost at most, None at the market; `money` is what
    all packages together can lose at most, and stands with the first leg alone.
    """

    legs: int
    ratio: int
    limit: Decimal | None
    money: Decimal = ZERO


def natural_price(legs: Sequence[Leg], quotes: Mapping[str, Quote | None]) -> Decimal | str:
    """Return the net price at which everybody trades at once, or the symbol whose quote lacks."""
    total = ZERO
    for leg in legs:
        quote = quotes[leg.symbol]
        price = None if quote is None else quote.ask if leg.side is Side.BUY else quote.bid
        if price is None:
            return leg.symbol
        total += leg.side.sign * leg.ratio * price
    return total


def most_loss(
    legs: Sequence[Leg], options: Mapping[str, Instrument], paid: Decimal
) -> Decimal | None:
    """Return what one package of options bought at the net price `paid` can lose, in price.

    None where no limit is known: more calls are sold than bought, or what is sold expires on
    several days. A bought option that expires before the sold ones counts for nothing; one that
    expires later is worth at least what its exercise brings on that day.
    """
    sold_until = {options[leg.symbol].last_trading_day for leg in legs if leg.side is Side.SELL}
    if not sold_until:
        return max(ZERO, paid)
    if len(sold_until) > 1:
        return None
    (day,) = sold_until
    held = [
        (OptionTerms.of(options[leg.symbol]), leg.side.sign * leg.ratio)
        for leg in legs
        if _lasts(options[leg.symbol], day)
    ]
    if sum(count for terms, count in held if terms.right is Right.CALL) < 0:
        return None
    # Between two strikes the value is a straight line: it is least at one of them, or at zero.
    places = {ZERO, *(terms.strike for terms, _ in held)}
    least = min(
        sum((count * terms.intrinsic(place) for terms, count in held), ZERO) for place in places
    )
    return max(ZERO, paid - least)


def _lasts(option: Instrument, day: date | None) -> bool:
    ends = option.last_trading_day
    return ends is not None and day is not None and ends >= day
