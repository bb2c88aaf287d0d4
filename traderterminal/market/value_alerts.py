"""Alerts on what is looked at a few times a second: results, positions, silence, studies, lines.

They know no account and no chart: what a value is now they are told. A value that is not known
changes nothing; the first one at the level or beyond it has reached it, also after a restart.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from enum import StrEnum

from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import AlertTerms, side_of


class Subject(StrEnum):
    """What is looked at."""

    DAY_RESULT = "day_result"  # of an account, in its currency
    OPEN_RESULT = "open_result"  # of a position, in the account's currency
    POSITION = "position"  # signed quantity
    SILENCE = "silence"  # of a feed, in seconds
    STUDY = "study"  # the value of an output; ticks and lots where it is of these
    PRICE_TO_STUDY = "price_to_study"  # the price less the value of an output, in ticks
    PRICE_TO_LINE = "price_to_line"  # the price less a drawn line, in ticks


@frozen
class StudyOf:
    """An output of an indicator at its settings, over bars of a length."""

    kind: str
    settings: tuple[tuple[str, object], ...]
    output: str
    resolution: str


@frozen
class LineOf:
    """A straight line through two moments and prices in ticks, over bars of a length; through one
    it is level. `begins` and `ends` say whether it is none before the first or after the last."""

    anchors: tuple[tuple[int, int], ...]
    resolution: str
    begins: bool = True
    ends: bool = False


@frozen
class ValueAlert:
    """A level of a value to be told of. `side` is where the value was, 0 while that is not known.

    `called` is what the value is called in a sentence.
    """

    alert_id: str
    subject: Subject
    level: float
    called: str
    account: str = ""
    symbol: str = ""
    study: StudyOf | None = None
    line: LineOf | None = None
    terms: AlertTerms = field(default_factory=AlertTerms)
    side: int = 0


@frozen
class Reached:
    """A value that is at the level of an alert or beyond it; `at_ns` is market time."""

    alert: ValueAlert
    value: float
    at_ns: int


class ValueAlerts:
    """All alerts on values. `reached` and `expired` tell of those, `changed` of any change.

    `value_of` returns what an alert looks at, None while that is not known. `kept` are those of
    the last start, `keep` stores them all after each change.
    """

    def __init__(
        self,
        value_of: Callable[[ValueAlert], float | None],
        new_id: Callable[[], str],
        now_ns: Callable[[], int],
        kept: Iterable[ValueAlert] = (),
        keep: Callable[[Sequence[ValueAlert]], object] = lambda _: None,
    ) -> None:
        self._value_of = value_of
        self._new_id = new_id
        self._now_ns = now_ns
        self._keep = keep
        self._alerts = {alert.alert_id: alert for alert in kept}
        self._values: dict[str, float | None] = {}
        self.changed: Observers[None] = Observers()
        self.reached: Observers[Reached] = Observers()
        self.expired: Observers[ValueAlert] = Observers()

    @property
    def all(self) -> Sequence[ValueAlert]:
        """The alerts in the order in which they were set."""
        return tuple(self._alerts.values())

    def value(self, alert_id: str) -> float | None:
        """Return the value that was seen last; None while it is not known."""
        return self._values.get(alert_id)

    def find(self, alert_id: str) -> ValueAlert | None:
        """Return the alert of an id; None once it has ended or was taken away."""
        return self._alerts.get(alert_id)

    def add(self, alert: ValueAlert) -> ValueAlert:
        """Watch a value; the alert is given an id."""
        made = replace(alert, alert_id=self._new_id(), side=0)
        self.put(made)
        return made

    def put(self, alert: ValueAlert) -> None:
        """Watch what an alert says now; where it is changed, its side is learned anew."""
        self._alerts[alert.alert_id] = replace(alert, side=self._side_of(alert))
        self._tell()

    def remove(self, alert_id: str) -> None:
        """Watch a value no more."""
        if self._alerts.pop(alert_id, None) is not None:
            self._values.pop(alert_id, None)
            self._tell()

    def start_again(self) -> None:
        """Where a market starts again no value has come from where it was."""
        for alert in self.all:
            self._alerts[alert.alert_id] = replace(alert, side=0)

    def look(self) -> None:
        """Look at every value once, and tell of what has been reached."""
        now_ns, learned = self._now_ns(), False
        reached, expired = list[Reached](), list[ValueAlert]()
        for alert in self.all:
            if alert.terms.expired(now_ns):
                del self._alerts[alert.alert_id]
                expired.append(alert)
                continue
            value = self._seen(alert)
            if value is None or not alert.terms.enabled:
                continue
            side = side_of(value, alert.level)
            if alert.terms.reached(alert.side, side):
                reached.append(Reached(alert, value, now_ns))
                self._end_or_go_on(alert, side)
            elif side != alert.side:
                learned = True
                self._alerts[alert.alert_id] = replace(alert, side=side)
        if reached or expired or learned:
            self._tell()
        for one in reached:
            self.reached.emit(one)
        for gone in expired:
            self.expired.emit(gone)

    def _end_or_go_on(self, alert: ValueAlert, side: int) -> None:
        if alert.terms.each:
            self._alerts[alert.alert_id] = replace(alert, side=side)
        else:
            del self._alerts[alert.alert_id]
            self._values.pop(alert.alert_id, None)

    def _seen(self, alert: ValueAlert) -> float | None:
        value = self._value_of(alert)
        if value is not None and math.isnan(value):
            value = None
        self._values[alert.alert_id] = value
        return value

    def _side_of(self, alert: ValueAlert) -> int:
        value = self._seen(alert)
        return 0 if value is None else side_of(value, alert.level)

    def _tell(self) -> None:
        self._keep(self.all)
        self.changed.emit(None)
