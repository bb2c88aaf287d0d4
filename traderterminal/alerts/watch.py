"""Alerts that should have come: a strategy that is silent, or one whose position has jumped.

TradingView promises no delivery, and an alert that expired or met a fault in its script simply
ends. So who wants to know gives a strategy an interval within which something of it must come. And
where its alerts tell the position before and after, each one must begin where the one before it
ended. Times are host time.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from traderterminal.alerts.rehearsal import TRIAL
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import Action, AlertRecord, Signal
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen

LOOK_SECONDS: Final = 5.0
#: Alerts are told of at every stage; of so many it is known that they were heard.
_KNOWN: Final = 2_000


@frozen
class Heard:
    """What came of a strategy: its last alert and its last sign of life, host time, None where none
    has; how many were missed; the interval asked for, and whether it is over."""

    strategy: str
    alert_ns: int | None
    heartbeat_ns: int | None
    missed: int
    every_s: int | None
    overdue: bool


@dataclass(slots=True)
class _Strategy:
    alert_ns: int | None = None
    heartbeat_ns: int | None = None
    missed: int = 0
    is_told: bool = False

    @property
    def latest_ns(self) -> int | None:
        times = [at for at in (self.alert_ns, self.heartbeat_ns) if at is not None]
        return max(times, default=None)


class AlertWatch:
    """Listens to the inbox. `every_s` is the interval of a strategy, None where none is asked for;
    `names` are those that are set up. `tell` hears of what is wrong with a strategy, `over` of one
    that is heard again."""

    def __init__(
        self,
        *,
        every_s: Callable[[str], int | None],
        names: Callable[[], Iterable[str]],
        host: Clock,
        tell: Callable[[Message], None],
        over: Callable[[str], None],
    ) -> None:
        self._every_s = every_s
        self._names = names
        self._host = host
        self._tell = tell
        self._over = over
        self._began_ns = host.now_ns()
        self._strategies: dict[str, _Strategy] = {}
        self._sides: dict[tuple[str, str], str] = {}  # where the last alert left a position
        self._ids: deque[str] = deque(maxlen=_KNOWN)

    def load(self, records: Sequence[AlertRecord]) -> None:
        """Take over what came before this start, oldest first; nothing of it is told again."""
        for record in records:
            self._take(record, tells=False)

    def hear(self, record: AlertRecord) -> None:
        """Hear of an alert, at whatever stage it is."""
        if record.alert_id not in self._ids:
            self._take(record, tells=True)

    async def run(self) -> None:
        """Look for what is overdue, until cancelled."""
        while True:
            await self._host.sleep(LOOK_SECONDS)
            self.look()

    def look(self) -> None:
        """Tell of every strategy that has just become overdue."""
        for one in self.heard:
            known = self._strategies.setdefault(one.strategy, _Strategy())
            if one.overdue and not known.is_told:
                known.is_told = True
                silent_s = self._silent_s(known)
                self._tell(
                    Message(
                        "strategy_silent",
                        {
                            "strategy": one.strategy,
                            "measured": f"{silent_s:.0f}",
                            "limit": str(one.every_s),
                        },
                    )
                )

    @property
    def heard(self) -> list[Heard]:
        """What came of every strategy that is set up or has sent something, by name."""
        names = sorted({*self._names(), *self._strategies})
        return [self._heard(name) for name in names]

    def _heard(self, name: str) -> Heard:
        known, every_s = self._strategies.get(name, _Strategy()), self._every_s(name)
        overdue = every_s is not None and self._silent_s(known) > every_s
        return Heard(name, known.alert_ns, known.heartbeat_ns, known.missed, every_s, overdue)

    def _silent_s(self, known: _Strategy) -> float:
        """For how long nothing has come; what was silent before this start begins anew."""
        since = max(self._began_ns, known.latest_ns or 0)
        return (self._host.now_ns() - since) / NANOSECONDS

    def _take(self, record: AlertRecord, *, tells: bool) -> None:
        self._ids.append(record.alert_id)
        for signal in record.signals:
            name = signal.strategy
            if not name or name.split(" ")[0] == TRIAL:
                continue
            known = self._strategies.setdefault(name, _Strategy())
            if signal.action is Action.IGNORE:
                known.heartbeat_ns = record.received_ns
            else:
                known.alert_ns = record.received_ns
                self._follow(signal, record, known, tells=tells)
            if known.is_told:
                known.is_told = False
                self._over(name)

    def _follow(
        self, signal: Signal, record: AlertRecord, known: _Strategy, *, tells: bool
    ) -> None:
        """Compare where an alert begins with where the one before it ended."""
        key = (signal.strategy, signal.symbol)
        ended = self._sides.pop(key, "")
        if signal.action is Action.TARGET and signal.target_side:
            self._sides[key] = signal.target_side
        began = signal.previous_side if signal.action is Action.TARGET else ""
        if not ended or not began or ended == began:
            return
        known.missed += 1
        if tells:
            parameters = {
                "strategy": signal.strategy,
                "symbol": record.symbol or signal.symbol,
                "before": ended,
                "now": began,
            }
            self._tell(Message("alert_missed", parameters))
