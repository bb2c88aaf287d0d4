"""What is asked of an alert beside its level: which way, how often, for how long, and a note."""

from enum import StrEnum
from typing import Final

from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen

LONGEST_NOTE: Final = 120


class Direction(StrEnum):
    """From which side a level is to be reached."""

    CROSSES = "crosses"
    RISES = "rises"
    FALLS = "falls"


@frozen
class AlertTerms:
    """`each` time it is reached, not only the first; until a moment of market time, None for
    ever; an alert that is not enabled rests."""

    direction: Direction = Direction.CROSSES
    each: bool = False
    until_ns: int | None = None
    note: str = ""
    enabled: bool = True

    def expired(self, now_ns: int) -> bool:
        """Whether its time is over."""
        return self.until_ns is not None and now_ns >= self.until_ns

    def reached(self, before: int, now: int) -> bool:
        """Whether a level is reached by coming from one side of it (1 above, −1 below, 0 not
        known) to another, or to the level itself (0)."""
        if not before or before == now:
            return False
        return self.direction is Direction.CROSSES or before == _FROM[self.direction]


@frozen
class ToldAlert:
    """What is told of an alert that was reached, or of one that was not in its time: a title,
    sentences and the trader's own note; `at_ns` is market time."""

    alert_id: str
    title: Message
    said: tuple[Message, ...]
    at_ns: int
    reached: bool = True
    note: str = ""


_FROM: Final = {Direction.RISES: -1, Direction.FALLS: 1}


def side_of(value: float, level: float) -> int:
    """Return at which side of a level a value is: 1 above, −1 below, 0 at it."""
    return (value > level) - (value < level)
