"""Numbers, times and words as the screen writes them: fixed decimals, true minus, no jumping."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.domain.orders import OrderStatus

MINUS: Final = "−"  # U+2212, as wide as a plus
NOTHING: Final = "—"
CENT: Final = Decimal("0.01")
_THIRTY_SECONDS: Final = 32

#: Glyph, word and colour token of each order state.
STATES: Final = {
    OrderStatus.INTENT: ("○", "Sending", "t3"),
    OrderStatus.SENDING: ("○", "Sending", "t3"),
    OrderStatus.ACCEPTED: ("●", "Working", "t1"),
    OrderStatus.PARTIALLY_FILLED: ("◐", "Part filled", "t1"),
    OrderStatus.PENDING_CANCEL: ("●", "Cancelling", "t2"),
    OrderStatus.PENDING_REPLACE: ("●", "Changing", "t2"),
    OrderStatus.FILLED: ("✓", "Filled", "ok"),
    OrderStatus.CANCELED: (MINUS, "Cancelled", "t3"),
    OrderStatus.EXPIRED: (MINUS, "Expired", "t3"),
    OrderStatus.REJECTED: ("⊗", "Refused", "error"),
    OrderStatus.DENIED: ("⊗", "Refused", "error"),
    OrderStatus.UNKNOWN: ("?", "Unknown", "unknown"),
}


def price(value: Decimal | None, instrument: Instrument) -> str:
    """Write a price with the decimals of its tick, bonds in 32nds."""
    if value is None:
        return NOTHING
    if instrument.notation is Notation.THIRTY_SECONDS:
        return _in_thirty_seconds(value, instrument)
    shown = value.quantize(Decimal(1).scaleb(-instrument.price_decimals), ROUND_HALF_UP)
    return _true_minus(f"{shown:,f}")


def _in_thirty_seconds(value: Decimal, instrument: Instrument) -> str:
    """111'16 is 111 and 16/32; finer ticks add the part of a 32nd as its first decimals."""
    sign = MINUS if value < 0 else ""
    whole, part = divmod(abs(value), 1)
    points, rest = divmod(part * _THIRTY_SECONDS, 1)
    fine = "" if instrument.tick_size * _THIRTY_SECONDS >= 1 else f"{rest:.3f}"[2:]
    return f"{sign}{whole:,.0f}'{int(points):02d}{fine.rstrip('0') if fine != '000' else '0'}"


def money(value: Decimal | None) -> str:
    """Write an amount of dollars without a plus."""
    if value is None:
        return NOTHING
    shown = value.quantize(CENT, ROUND_HALF_UP)
    return f"{MINUS if shown < 0 else ''}${abs(shown):,.2f}"


def signed_money(value: Decimal | None) -> str:
    """Write a result; zero has no sign."""
    if value is None:
        return NOTHING
    shown = value.quantize(CENT, ROUND_HALF_UP)
    sign = "+" if shown > 0 else MINUS if shown < 0 else ""
    return f"{sign}${abs(shown):,.2f}"


def signed(value: Decimal | int, suffix: str = "") -> str:
    """Write a change, of ticks for instance."""
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return (
        f"{sign}{abs(value):,f}{suffix}"
        if isinstance(value, Decimal)
        else (f"{sign}{abs(value):,}{suffix}")
    )


def quantity(value: Decimal) -> str:
    """Write a quantity as it trades, without needless zeros."""
    text = f"{value.normalize():,f}"
    return _true_minus(text)


def percent(share: Decimal | float | None, places: int = 1) -> str:
    """Write a share of one as a percentage."""
    return NOTHING if share is None else f"{float(share) * 100:.{places}f}%"


def ratio(value: Decimal | None) -> str:
    """Write a ratio; infinite where nothing stands against it."""
    if value is None:
        return NOTHING
    return "∞" if value.is_infinite() else f"{value:.2f}"


def age(seconds: float) -> str:
    """Write how old something is: 0.2 s, 14 s, 3 m, 2 h, 6 d."""
    if seconds < 10:
        return f"{max(0.0, seconds):.1f} s"
    for limit, size, unit in ((60, 1, "s"), (3600, 60, "m"), (86_400, 3600, "h")):
        if seconds < limit:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds // 86_400)} d"


def duration(seconds: float) -> str:
    """Write a length of time in its two largest units."""
    total = int(seconds)
    days, rest = divmod(total, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "m"), (left, "s")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    return " ".join(f"{count} {unit}" for count, unit in parts[:2])


def milliseconds(value: float | None) -> str:
    """Write a latency."""
    if value is None:
        return NOTHING
    return f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms"


def _true_minus(text: str) -> str:
    return text.replace("-", MINUS)
