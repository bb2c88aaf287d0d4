"""Prices as people write them: fixed decimals, grouped thousands, a true minus, bonds in 32nds.

And lengths of time.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from traderterminal.domain.instruments import Instrument, Notation

MINUS: Final = "−"  # U+2212, as wide as a plus
_THIRTY_SECONDS: Final = 32


def written_price(value: Decimal, instrument: Instrument) -> str:
    """Return `value` with the decimals of the tick of `instrument`, bonds in 32nds."""
    if instrument.notation is Notation.THIRTY_SECONDS:
        return _in_thirty_seconds(value, instrument)
    shown = value.quantize(Decimal(1).scaleb(-instrument.price_decimals), ROUND_HALF_UP)
    return f"{shown:,f}".replace("-", MINUS)


def length_of_time(seconds: int) -> str:
    """Return a length of time in its two largest units: 1 h 36 m."""
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "m"), (left, "s")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    shown = [part for part in parts[:2] if part[0]] or parts[:1]
    return " ".join(f"{count} {unit}" for count, unit in shown)


def _in_thirty_seconds(value: Decimal, instrument: Instrument) -> str:
    """111'16 is 111 and 16/32; finer ticks add the first decimal of the part of a 32nd."""
    fine = instrument.tick_size * _THIRTY_SECONDS < 1
    places = Decimal("0.001") if fine else Decimal(1)
    total = (abs(value) * _THIRTY_SECONDS).quantize(places, ROUND_HALF_UP)
    whole, part = divmod(total, _THIRTY_SECONDS)
    points, rest = divmod(part, 1)
    last = f"{int(rest * 10)}" if fine else ""
    return f"{MINUS if value < 0 else ''}{whole:,.0f}'{int(points):02d}{last}"
