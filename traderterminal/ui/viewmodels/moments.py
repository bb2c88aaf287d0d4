"""Moments as they are typed: a time, or a day and a time, on the wall clock of an exchange."""

from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from typing import Final

from traderterminal.domain.errors import BadValue
from traderterminal.kit.clock import to_ns
from traderterminal.kit.language import mark

_TIMES: Final = ("%H:%M", "%H:%M:%S")
_DAYS_BESIDE: Final = (0, 1, -1)


def read_moment(text: str, around: datetime, first_ns: int, last_ns: int) -> int:
    """Return the nanoseconds of a moment between two others.

    `HH:MM` and `HH:MM:SS` mean the day of `around`, which carries the exchange's zone, the one
    after or the one before, whichever is first to lie between; a day may stand in front as
    `YYYY-MM-DD`. Raises ValueError with what is wrong, for people.
    """
    words, zone = text.strip(), around.tzinfo
    meant = [to_ns(moment) for moment in _candidates(words, around, zone)]
    if not meant:
        raise BadValue(
            mark("Fault", "{words!r} is no time such as 09:30 or 2024-01-11 09:30"), words=words
        )
    for at_ns in meant:
        if first_ns <= at_ns <= last_ns:
            return at_ns
    raise BadValue(mark("Fault", "{words} does not lie in what is replayed"), words=words)


def _candidates(words: str, around: datetime, zone: tzinfo | None) -> list[datetime]:
    for form in _TIMES:
        with suppress(ValueError):
            time = datetime.strptime(words, form).replace(tzinfo=zone).timetz()
            days = [around.date() + timedelta(days=beside) for beside in _DAYS_BESIDE]
            return [datetime.combine(day, time) for day in days]
        with suppress(ValueError):
            return [datetime.strptime(words, f"%Y-%m-%d {form}").replace(tzinfo=zone)]
    return []
