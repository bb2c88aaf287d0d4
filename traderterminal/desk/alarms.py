"""What a person must look at, kept until it is over or has been seen."""

from collections.abc import Callable, Iterator
from typing import Final

from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers

#: More than these nobody reads; the oldest go.
KEPT: Final = 200
#: What tells two alarms of one kind apart, beside account and symbol.
_SUBJECTS: Final = ("link", "fill", "strategy")


@frozen
class Alarm:
    """Something a person must look at; `symbol` is empty where it is about the whole account."""

    account: str
    symbol: str
    message: Message


class AlarmBook:
    """Keeps the alarms that are told, of those about the same thing the latest.

    `is_over` says whether the cause of one has gone.
    """

    def __init__(self, told: Observers[Alarm], is_over: Callable[[Alarm], bool]) -> None:
        self._is_over = is_over
        self._kept: dict[tuple[str, ...], Alarm] = {}
        told.connect(self._keep)

    def __iter__(self) -> Iterator[Alarm]:
        """The alarms that still stand, oldest first."""
        for alarm in list(self._kept.values()):
            if self._is_over(alarm):
                self.see(alarm)
        return iter(list(self._kept.values()))

    def see(self, alarm: Alarm) -> None:
        """Put an alarm away: somebody has seen it."""
        self._kept.pop(_about(alarm), None)

    def _keep(self, alarm: Alarm) -> None:
        self.see(alarm)
        self._kept[_about(alarm)] = alarm
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]


def _about(alarm: Alarm) -> tuple[str, ...]:
    parameters = alarm.message.parameters
    subjects = (parameters.get(name, "") for name in _SUBJECTS)
    return (alarm.account, alarm.symbol, alarm.message.code, *subjects)
