"""What a strategy may do, as it is filled in: its accounts, quantity, units, ages and signs of
life."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, Protocol

from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.automation import STRATEGY_CHOICES
from traderterminal.ui.viewmodels.typed import NotReadable, read_count, read_distance

#: The units of bare stop losses and take profits, as they are called; none refuses such a message.
UNIT_WORDS: Final[Mapping[str | None, str]] = {
    None: mark("Automation", "Not set"),
    "ticks": mark("Automation", "Ticks"),
    "points": mark("Automation", "Points"),
    "price": mark("Automation", "Price"),
    "percent": mark("Automation", "Percent"),
    "money": mark("Automation", "Money"),
}
UNITS: Final = tuple(UNIT_WORDS)
SWITCHES: Final = tuple(STRATEGY_CHOICES)
#: The fields that are typed: name, label, and what holds where nothing is typed.
FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "quantity": (
        mark("Automation", "Quantity"),
        mark("Automation", "Where a message names none; empty: the general one"),
    ),
    "max_lag_s": (
        mark("Automation", "Oldest entry, s"),
        mark("Automation", "An entry older than this is refused; empty: the general one"),
    ),
    "approval_expires_s": (
        mark("Automation", "Approval within, s"),
        mark("Automation", "How long an entry waits for your word"),
    ),
    "heartbeat_s": (
        mark("Automation", "Heard of every, s"),
        mark("Automation", "Tell me when nothing has come for so long; empty: never"),
    ),
}


@frozen
class StrategyValues:
    """What is set for a strategy; None and no group mean what holds in general. `switch` is one of
    `STRATEGY_CHOICES`."""

    switch: str = "paper"
    group: str = ""
    quantity: Decimal | None = None
    sl_tp_unit: str | None = None
    max_lag_s: int | None = None
    approval_expires_s: int = 60
    heartbeat_s: int | None = None


class StrategyDesk(Protocol):
    """Where the settings of strategies are kept."""

    @property
    def groups(self) -> Sequence[str]: ...
    def values(self, name: str) -> StrategyValues: ...
    async def save(self, name: str, values: StrategyValues) -> None:
        """Make values hold; raises a TraderTerminalError, then everything is as it was."""
        ...


class StrategyForm:
    """The settings of one strategy on their way. `saved` tells that they hold."""

    def __init__(self, name: str, desk: StrategyDesk, tasks: TaskScope) -> None:
        self.name = name
        self._desk = desk
        self._tasks = tasks
        self.values = desk.values(name)
        self.groups = ("", *desk.groups)
        self.typed = {field: _text(getattr(self.values, field)) for field in FIELDS}
        self.problems: dict[str, str] = {}
        self.said = ""
        self.is_busy = False
        self.changed: Observers[None] = Observers()
        self.saved: Observers[None] = Observers()

    def choose_group(self, number: int) -> None:
        """Let its alerts be for another group, or for the general one."""
        self._change(group=self.groups[number])

    def choose_switch(self, number: int) -> None:
        """Let its alerts do nothing, trade on paper, ask, or trade."""
        self._change(switch=SWITCHES[number])

    def choose_unit(self, number: int) -> None:
        """Let its bare exits count in another unit."""
        self._change(sl_tp_unit=UNITS[number])

    def type(self, field: str, text: str) -> None:
        """Take what was typed into a field."""
        self.typed[field] = text
        self.problems.pop(field, None)
        try:
            self._change(**{field: _READERS[field](text.strip())})
        except NotReadable as problem:
            self.problems[field] = f"{translate('Automation', FIELDS[field][0])}: {problem}"
            self.changed.emit(None)

    def _change(self, **values: Any) -> None:
        self.values, self.said = replace(self.values, **values), ""
        self.changed.emit(None)

    @property
    def problem(self) -> str:
        """What keeps it from being saved, or has; empty where nothing does."""
        return next(iter(self.problems.values()), self.said)

    @property
    def can_save(self) -> bool:
        return not self.problems and not self.is_busy

    def save(self) -> None:
        """Let what is filled in hold."""
        if self.can_save:
            self.is_busy = True
            self.changed.emit(None)
            work = attempt(self._save(), self._fail)
            self._tasks.spawn(work, name=f"settings of {self.name}")

    async def _save(self) -> None:
        await self._desk.save(self.name, self.values)
        self.saved.emit(None)

    def _fail(self, why: Message) -> None:
        self.said, self.is_busy = texts.text(why), False
        self.changed.emit(None)


def _text(value: object) -> str:
    return "" if value is None else f"{value}"


def _seconds(text: str) -> int | None:
    return read_count(text) if text else None


def _patience(text: str) -> int:
    return read_count(text) if text else StrategyValues().approval_expires_s


def _quantity(text: str) -> Decimal | None:
    return read_distance(text) if text else None


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "quantity": _quantity,
    "max_lag_s": _seconds,
    "approval_expires_s": _patience,
    "heartbeat_s": _seconds,
}
