"""How far a price has come on its day."""

from decimal import Decimal

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.market.bars import DayFigures


@frozen
class Change:
    """How far a price has come, in points and as a share of where it came from.

    That is the previous close, or the day's open where no earlier day is known.
    """

    points: Decimal
    share: Decimal
    since_open: bool


def day_change(
    instrument: Instrument, last: Decimal | None, day: DayFigures | None
) -> Change | None:
    """Return how far the last trade is from the previous close; None while neither is known."""
    if last is None or day is None:
        return None
    since_open = not day.previous_close
    before = instrument.from_ticks(day.previous_close or day.bar.open)
    points = last - before
    return Change(points, points / abs(before), since_open) if before else None
