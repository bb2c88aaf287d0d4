"""Scheduled news, as an economic calendar lists it."""

from enum import IntEnum

from traderterminal.kit.frozen import frozen


class Importance(IntEnum):
    """How much an event is expected to move the market."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@frozen
class NewsEvent:
    """Something scheduled. `at_ns` is market time, `currency` whose economy it is of; empty where
    the calendar does not say.

    `importance` is None where it does not say either: such an event counts as important. One that
    lasts `all_day`, a holiday for instance, has no moment to wait for.
    """

    at_ns: int
    name: str
    currency: str = ""
    importance: Importance | None = None
    forecast: str = ""
    previous: str = ""
    all_day: bool = False
