"""What an option is worth by a model, and what a price says by it.

The model is Black's: F. Black, "The pricing of commodity contracts", Journal of Financial
Economics 3 (1976), 167-179. Without interest and dividends, as here, it is that of Black and
Scholes (Journal of Political Economy 81, 1973, 637-654). A deviation is the standard deviation of
the logarithm of the price at the end, above zero.
"""

import math
from typing import Final

from traderterminal.domain.options import OptionTerms

#: A deviation below or above these is none that a price could tell.
_LEAST: Final = 1e-4
_MOST: Final = 10.0
#: So close to the deviation that is looked for it is found; as a share.
_CLOSE: Final = 1e-9
_STEPS: Final = 60


def black_76(terms: OptionTerms, forward: float, deviation: float) -> float:
    """Return what the right to trade at the strike is worth, in price and without interest."""
    strike, sign = float(terms.strike), terms.right.sign
    near = _near(terms, forward, deviation)
    exercised = strike * _below(sign * (near - deviation))
    return sign * (forward * _below(sign * near) - exercised)


def delta(terms: OptionTerms, forward: float, deviation: float) -> float:
    """Return how far the worth goes with a point of the price: 0 to 1 of a call, −1 to 0 of a
    put."""
    sign = terms.right.sign
    return sign * _below(sign * _near(terms, forward, deviation))


def implied_deviation(terms: OptionTerms, forward: float, price: float) -> float | None:
    """Return the deviation at which an option is worth `price`; None where no deviation is.

    Newton's steps from the deviation at which the worth bends: from there none goes past.
    """
    strike = float(terms.strike)
    intrinsic = max(0.0, terms.right.sign * (forward - strike))
    most = forward if terms.right.sign > 0 else strike
    if not intrinsic < price < most:
        return None
    found = max(math.sqrt(2 * abs(math.log(forward / strike))), 10 * _LEAST)
    for _ in range(_STEPS):
        slope = forward * _density(_near(terms, forward, found))
        if not slope:
            return None
        step = (price - black_76(terms, forward, found)) / slope
        found += step
        if not _LEAST < found < _MOST:
            return None
        if abs(step) < _CLOSE * found:
            return found
    return None


def _near(terms: OptionTerms, forward: float, deviation: float) -> float:
    return math.log(forward / float(terms.strike)) / deviation + deviation / 2


def _density(deviations: float) -> float:
    return math.exp(-deviations * deviations / 2) / math.sqrt(2 * math.pi)


def _below(deviations: float) -> float:
    """The share of a normal distribution that lies below so many standard deviations."""
    return math.erfc(-deviations / math.sqrt(2)) / 2
