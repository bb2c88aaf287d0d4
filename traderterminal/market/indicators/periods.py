"""The trading day, week or month of a bar: what levels and session averages begin anew with."""

from typing import Final

from traderterminal.domain.bars import Resolution, Unit
from traderterminal.market.indicators.arithmetic import V
from traderterminal.market.indicators.columns import Bars
from traderterminal.market.indicators.indicator import Choice

_DAY_NS: Final = 86_400e9
#: Thursday was the first day of 1970: three days before it a week began.
_MONDAY: Final = 3.0
#: From 1 March of the year 0, where the years of 400 begin, to 1970.
_EPOCH_DAYS: Final = 719_468.0

#: How many days a period has at least, and a bar of so many of a unit at most.
_DAYS: Final = {"session": 1, "day": 1, "week": 7, "month": 28}
_DAYS_OF: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31}


def period(default: str = "day") -> Choice:
    """How long something lasts: a trading day, week or month, or the regular session alone."""
    return Choice("period", "Period", default, ("session", "day", "week", "month"))


def period_key(bars: Bars[V], name: str) -> V:
    """Return a number that is the same for all bars of one period; NaN where that is not known.

    Outside of the regular session there is no session.
    """
    match name:
        case "session":
            return bars.session_ns
        case "week":
            return (bars.day_ns // _DAY_NS + _MONDAY) // 7.0
        case "month":
            return _month(bars.day_ns // _DAY_NS)
        case _:
            return bars.day_ns


def fills_period(bar: Resolution, name: str) -> bool:
    """Whether a period has room for no more than one bar of that length.

    Of bars that trades make nobody knows.
    """
    days = _DAYS_OF.get(bar.unit, 0) * bar.count or (bar.seconds or 0) / 86_400
    return days >= _DAYS[name]


def _month(days: V) -> V:
    """Number the months, of days since 1970, by the Gregorian calendar's rule of leap years.

    Years are counted from March, so that the odd day of leap years comes last: from there on, five
    months always have 153 days.
    """
    days = days + _EPOCH_DAYS
    cycle = days // 146_097.0
    day = days - cycle * 146_097.0
    leaps = day // 1_460.0 - day // 36_524.0 + day // 146_096.0
    year = (day - leaps) // 365.0
    of_year = day - (365.0 * year + year // 4.0 - year // 100.0)
    return (cycle * 400.0 + year) * 12.0 + (5.0 * of_year + 2.0) // 153.0
