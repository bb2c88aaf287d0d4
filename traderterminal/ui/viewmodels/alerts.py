"""The alert inbox without its widgets: every alert, how far it came, and why it did not trade."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from traderterminal.domain.messages import english
from traderterminal.domain.orders import Order, Verdict
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Signal, Stage
from traderterminal.kit.observe import Observers

STAGES: Final = tuple(Stage)
MILLISECOND: Final = 1_000_000

#: The filters above the list, in order.
FILTERS: Final[Mapping[str, frozenset[AlertStatus]]] = {
    "All": frozenset(AlertStatus),
    "Traded": frozenset({AlertStatus.EXECUTED, AlertStatus.PARTLY_EXECUTED}),
    "Refused": frozenset({AlertStatus.REJECTED, AlertStatus.FAILED}),
    "Waiting": frozenset({AlertStatus.ACCEPTED}),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the timeline: `after_ms` since receipt, None where it was not reached.

    `ended` marks the stage at which an alert that did not trade came to its end.
    """

    stage: Stage
    after_ms: float | None
    ended: bool


class AlertsViewModel:
    """The list and the detail of the one that is selected.

    `records` returns what the inbox holds, latest first; `order` looks an order up.
    """

    def __init__(
        self,
        records: Callable[[], Sequence[AlertRecord]],
        received: Observers[AlertRecord],
        order: Callable[[str], Order | None],
    ) -> None:
        self._records = records
        self._order = order
        self.changed: Observers[None] = Observers()
        self.filter = "All"
        self.search = ""
        self.selected_id = ""
        self._dirty = False
        self._stop_listening = received.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[AlertRecord]:
        """The alerts that the filter and the search leave, latest first."""
        statuses, wanted = FILTERS[self.filter], self.search.casefold()
        return [
            record
            for record in self._records()
            if record.status in statuses and (not wanted or wanted in _words(record).casefold())
        ]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many alerts each filter would show."""
        records = self._records()
        return {
            name: sum(record.status in statuses for record in records)
            for name, statuses in FILTERS.items()
        }

    @property
    def selected(self) -> AlertRecord | None:
        return next((r for r in self._records() if r.alert_id == self.selected_id), None)

    def select(self, alert_id: str) -> None:
        self.selected_id = alert_id
        self.changed.emit(None)

    def choose_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit(None)

    def type_search(self, text: str) -> None:
        self.search = text.strip()
        self.changed.emit(None)

    def orders(self, record: AlertRecord) -> list[Order]:
        """The orders that the alert led to, as they stand."""
        found = (self._order(order_id) for order_id in record.order_ids)
        return [order for order in found if order is not None]

    def verdicts(self, record: AlertRecord) -> tuple[Verdict, ...]:
        """The rules that were asked of the alert's first order, in order."""
        orders = self.orders(record)
        return orders[0].verdict if orders else ()

    def flush(self) -> None:
        """Tell of what arrived since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _hear(self, record: AlertRecord) -> None:
        self._dirty = True


def asks_for(record: AlertRecord) -> str:
    """Say in a few words what an alert wants, with the contract it means."""
    if not record.signals:
        return "Unreadable text"
    first, more = record.signals[0], len(record.signals) - 1
    words = _wish(first, record.symbol or first.symbol)
    return f"{words} +{more}" if more else words


def _wish(signal: Signal, symbol: str) -> str:
    match signal.action:
        case Action.TARGET:
            if signal.target is not None:
                return f"Target {_signed(signal.target)} {symbol}"
            return f"Target {signal.target_side} {symbol}"
        case Action.IGNORE:
            return "Heartbeat"
        case Action.BUY | Action.SELL:
            quantity = "" if signal.quantity is None else f" {signal.quantity:f}"
            return f"{signal.action.capitalize()}{quantity} {symbol}"
        case _:
            return f"{signal.action.capitalize()} {symbol}"


def _signed(quantity: Decimal) -> str:
    sign = "−" if quantity < 0 else "+" if quantity > 0 else ""
    return f"{sign}{abs(quantity):f}"


def result_of(record: AlertRecord) -> str:
    """Say in a few words how the alert ended, or that it has not."""
    if record.reason is not None:
        return english(record.reason)
    return {
        AlertStatus.ACCEPTED: "Working on it",
        AlertStatus.EXECUTED: "Filled",
        AlertStatus.PARTLY_EXECUTED: "Filled in part",
        AlertStatus.NO_ACTION: "Nothing to do",
        AlertStatus.REJECTED: "Refused",
        AlertStatus.FAILED: "Failed",
    }[record.status]


def total_ms(record: AlertRecord) -> float | None:
    """Milliseconds from receipt to the last stage that was reached."""
    if len(record.timeline) < 2:
        return None
    times = [at_ns for _, at_ns in record.timeline]
    return (max(times) - times[0]) / MILLISECOND


def steps(record: AlertRecord) -> list[Step]:
    """The nine stages with the time since receipt under each that was reached."""
    reached = dict(record.timeline)
    start = min(reached.values(), default=0)
    over = record.status not in (AlertStatus.ACCEPTED, AlertStatus.EXECUTED)
    last = max(reached, key=STAGES.index, default=None)
    return [
        Step(
            stage,
            (reached[stage] - start) / MILLISECOND if stage in reached else None,
            ended=over and stage is last,
        )
        for stage in STAGES
    ]


def _words(record: AlertRecord) -> str:
    strategy = record.signals[0].strategy if record.signals else ""
    return " ".join((asks_for(record), result_of(record), strategy, record.alert_id, record.body))
