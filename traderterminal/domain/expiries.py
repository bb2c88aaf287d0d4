"""When futures stop trading and when notice of delivery comes, by rules of the contract month."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

IsBusinessDay = Callable[[date], bool]
Rule = Callable[[int, int, IsBusinessDay], date]

WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4
NOVEMBER: Final = 11
ONE_DAY: Final = timedelta(days=1)
ONE_WEEK: Final = timedelta(days=7)


def back(day: date, count: int, is_business_day: IsBusinessDay) -> date:
    """Return the business day that is `count` business days before `day`."""
    while count:
        day -= ONE_DAY
        count -= is_business_day(day)
    return day


def option_days(on: date, is_business_day: IsBusinessDay, *, weeks: int, months: int) -> list[date]:
    """Return the days from `on` on which options of stocks end: the Fridays of the coming weeks,
    then the third ones of the coming months; where one is a holiday, the business day before."""
    friday = on + timedelta(days=(FRIDAY - on.weekday()) % 7)
    fridays = [friday + n * ONE_WEEK for n in range(weeks)]
    year, month = on.year, on.month
    monthly: list[date] = []
    while len(monthly) < months:
        third = _nth_weekday(year, month, FRIDAY, 3)
        if third > fridays[-1]:
            monthly.append(third)
        year, month = year + month // 12, month % 12 + 1
    days = [d if is_business_day(d) else back(d, 1, is_business_day) for d in fridays + monthly]
    return [day for day in days if day >= on]


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_weekday(year: int, month: int, weekday: int) -> date:
    last = _next_month(year, month) - ONE_DAY
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _third_friday(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    day = _nth_weekday(year, month, FRIDAY, 3)
    return day if is_business_day(day) else back(day, 1, is_business_day)


def _before_third_wednesday(count: int) -> Rule:
    return lambda year, month, is_business_day: back(
        _nth_weekday(year, month, WEDNESDAY, 3), count, is_business_day
    )


def _last_business_day(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    return back(_next_month(year, month), 1, is_business_day)


def _before_last_business_day(count: int) -> Rule:
    return lambda year, month, is_business_day: back(
        _next_month(year, month), 1 + count, is_business_day
    )


def _last_business_day_of_previous_month(
    year: int, month: int, is_business_day: IsBusinessDay
) -> date:
    return back(date(year, month, 1), 1, is_business_day)


def _before_25th_of_previous_month(count: int) -> Rule:
    """So many business days before the 25th, or before the business day that precedes it."""

    def rule(year: int, month: int, is_business_day: IsBusinessDay) -> date:
        day = (date(year, month, 1) - ONE_DAY).replace(day=25)
        if not is_business_day(day):
            day = back(day, 1, is_business_day)
        return back(day, count, is_business_day)

    return rule


def _three_before_first_of_month(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    return back(date(year, month, 1), 3, is_business_day)


def _business_day_before_15th(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    return back(date(year, month, 15), 1, is_business_day)


def _tenth_business_day(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    day, count = date(year, month, 1) - ONE_DAY, 0
    while count < 10:
        day += ONE_DAY
        count += is_business_day(day)
    return day


def _last_friday(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    day = _last_weekday(year, month, FRIDAY)
    return day if is_business_day(day) else back(day, 1, is_business_day)


def _feeder_cattle(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    """CME rule 10202.H: the last Thursday, in November the one before Thanksgiving; a week earlier
    as long as it or one of the four weekdays before it is a holiday."""
    day = _last_weekday(year, month, THURSDAY)
    if month == NOVEMBER:
        day = _nth_weekday(year, month, THURSDAY, 4) - ONE_WEEK
    while not all(is_business_day(day - n * ONE_DAY) for n in (0, 1, 2, 3, 6)):
        day -= ONE_WEEK
    return day


def _monday_after_first_friday(year: int, month: int, is_business_day: IsBusinessDay) -> date:
    return _nth_weekday(year, month, FRIDAY, 1) + timedelta(days=3)


#: By the names that the instrument files use.
RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "third_friday": _third_friday,
        "one_before_third_wednesday": _before_third_wednesday(1),
        "two_before_third_wednesday": _before_third_wednesday(2),
        "last_business_day": _last_business_day,
        "third_last_business_day": _before_last_business_day(2),
        "seven_before_last_business_day": _before_last_business_day(7),
        "last_business_day_of_previous_month": _last_business_day_of_previous_month,
        "three_before_25th_of_previous_month": _before_25th_of_previous_month(3),
        "four_before_25th_of_previous_month": _before_25th_of_previous_month(4),
        "three_before_first_of_month": _three_before_first_of_month,
        "business_day_before_15th": _business_day_before_15th,
        "tenth_business_day": _tenth_business_day,
        "last_friday": _last_friday,
        "feeder_cattle": _feeder_cattle,
        "monday_after_first_friday": _monday_after_first_friday,
    }
)
