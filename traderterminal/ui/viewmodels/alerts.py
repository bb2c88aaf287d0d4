"""The alert inbox without its widgets: every alert, how far it came, and why it did not trade."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from traderterminal.alerts.editing import values_of
from traderterminal.alerts.outcomes import of_order
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, Verdict
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Signal, Stage
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry

STAGES: Final = tuple(Stage)
MILLISECOND: Final = 1_000_000

EVERY: Final = mark("Alerts", "All")
#: The filters above the list, in order.
FILTERS: Final[Mapping[str, frozenset[AlertStatus]]] = {
    EVERY: frozenset(AlertStatus),
    mark("Alerts", "Traded"): frozenset({AlertStatus.EXECUTED, AlertStatus.PARTLY_EXECUTED}),
    mark("Alerts", "Refused"): frozenset({AlertStatus.REJECTED, AlertStatus.FAILED}),
    mark("Alerts", "Waiting"): frozenset({AlertStatus.ACCEPTED}),
}

#: Of an order that has not ended.
NOTHING_SAID: Final = Message("working_on_it")
_WITHOUT_REASON: Final = {
    AlertStatus.ACCEPTED: Message("working_on_it"),
    AlertStatus.EXECUTED: Message("filled", variant="unseen"),
    AlertStatus.PARTLY_EXECUTED: Message("filled", variant="partly"),
    AlertStatus.NO_ACTION: Message("nothing_to_do"),
    AlertStatus.REJECTED: Message("refused"),
    AlertStatus.FAILED: Message("failed"),
}


@frozen
class Step:
    """One stage of the timeline: `after_ms` since receipt, None where it was not reached.

    `ended` marks the stage at which the alert came to its end.
    """

    stage: Stage
    after_ms: float | None
    ended: bool


@frozen
class AccountOutcome:
    """How an alert ended on one account: its order, if it led to one, and the sentence."""

    account: AccountEntry
    order: Order | None
    words: str
    refused: bool

    @property
    def key(self) -> str:
        """Tells it from the others of its alert."""
        return self.account.account if self.order is None else self.order.order_id


class AlertsViewModel:
    """The list and the detail of the one that is selected.

    `records` returns what the inbox holds, latest first; `order` looks an order up, `entry_of`
    an account.
    """

    def __init__(
        self,
        records: Callable[[], Sequence[AlertRecord]],
        received: Observers[AlertRecord],
        order: Callable[[str], Order | None],
        instrument: Callable[[str], Instrument],
        entry_of: Callable[[str], AccountEntry],
    ) -> None:
        self._records = records
        self._order = order
        self._instrument = instrument
        self._entry_of = entry_of
        self.changed: Observers[None] = Observers()
        self.filter = EVERY
        self.search = ""
        self.selected_id = ""
        self._is_reading = False
        self._words: dict[str, tuple[AlertRecord, str]] = {}
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
            if record.status in statuses and (not wanted or wanted in self._words_of(record))
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

    @property
    def is_reading(self) -> bool:
        """Whether an alert is to be seen in full, where there is no room beside the list too."""
        return self._is_reading and self.selected is not None

    def read(self, alert_id: str) -> None:
        """Show an alert in full."""
        self.selected_id, self._is_reading = alert_id, True
        self.changed.emit(None)

    def go_back(self) -> None:
        """Show the list again."""
        self._is_reading = False
        self.changed.emit(None)

    def select(self, alert_id: str) -> None:
        if alert_id != self.selected_id:
            # What was read may have gone meanwhile; the next one is selected, not read.
            self._is_reading, self.selected_id = self.is_reading, alert_id
            self.changed.emit(None)

    def choose_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit(None)

    def type_search(self, text: str) -> None:
        self.search = text.strip()
        self.changed.emit(None)

    def show_all(self) -> None:
        """Take filter and search away."""
        self.filter, self.search = EVERY, ""
        self.changed.emit(None)

    def orders(self, record: AlertRecord) -> list[Order]:
        """The orders that the alert led to, as they stand."""
        found = (self._order(order_id) for order_id in record.order_ids)
        return [order for order in found if order is not None]

    def verdicts(
        self, record: AlertRecord, on: AccountOutcome | None = None
    ) -> tuple[Verdict, ...]:
        """The rules that were asked on an account, in order; none where it did not come that far.

        Without one they are those of the order that was refused, else of the first.
        """
        orders = self.orders(record)
        if on is not None:
            orders = [] if on.order is None else [on.order]
        denied = (order for order in orders if order.status is OrderStatus.DENIED)
        asked = next(denied, orders[0] if orders else None)
        return () if asked is None else asked.verdict

    def outcomes(self, record: AlertRecord) -> list[AccountOutcome]:
        """How the alert ended on each account that was asked, and there with each of its orders."""
        orders: dict[str, list[Order]] = {account: [] for account in record.accounts}
        for order in self.orders(record):
            orders.setdefault(order.account, []).append(order)
        refusals = (OrderStatus.DENIED, OrderStatus.REJECTED)
        found = []
        for account, own in orders.items():
            entry = self._entry_of(account)
            words = " ".join(map(texts.text, record.accounts.get(account, ())))
            if not own:
                refused = account in record.refusing
                found.append(AccountOutcome(entry, None, words, refused))
            for order in own:
                said = words if len(own) == 1 else texts.text(of_order(order).said or NOTHING_SAID)
                found.append(AccountOutcome(entry, order, said, order.status in refusals))
        return found

    def result(self, record: AlertRecord) -> Message:
        """Say how the alert ended, or that it has not."""
        traded = record.status in FILTERS["Traded"]
        filled = [order for order in self.orders(record) if order.filled_quantity]
        if traded and len(filled) == 1:
            return self._fill(filled[0])
        if record.reason is not None and record.status is not AlertStatus.EXECUTED:
            return record.reason
        if record.waits:
            return Message("waiting_for_approval")
        return _WITHOUT_REASON[record.status]

    def _fill(self, order: Order) -> Message:
        price = formats.price(order.average_price, self._instrument(order.symbol))
        filled, wanted = formats.quantity(order.filled_quantity), formats.quantity(order.quantity)
        if order.filled_quantity < order.quantity:
            parameters = {"filled": filled, "quantity": wanted, "price": price}
            return Message("filled", parameters, "in_part")
        return Message("filled", {"quantity": filled, "price": price})

    def flush(self) -> None:
        """Tell of what arrived since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _hear(self, record: AlertRecord) -> None:
        self._dirty = True

    def _words_of(self, record: AlertRecord) -> str:
        """Everything that a search looks through."""
        known = self._words.get(record.alert_id)
        if known is not None and known[0] is record:
            return known[1]
        accounts = (
            *record.accounts,
            *(texts.text(one) for one in chain(*record.accounts.values())),
        )
        parts = (asks_for(record), texts.text(self.result(record)), strategy_of(record))
        reason = "" if record.reason is None else texts.text(record.reason)
        words = " ".join((*parts, reason, *accounts, record.alert_id, record.body)).casefold()
        if len(self._words) > 2 * len(self._records()):
            self._words.clear()
        self._words[record.alert_id] = (record, words)
        return words


def strategy_of(record: AlertRecord) -> str:
    """Return the strategy that the alert names, if any."""
    if record.signals:
        return record.signals[0].strategy
    return (_values(record.body) or {}).get("strategy", "")


@lru_cache(maxsize=256)
def _values(body: str) -> Mapping[str, str] | None:
    """The values in a message that nothing could be traded by; None of one that is no message."""
    return values_of(body) or None


def asks_for(record: AlertRecord) -> str:
    """Say in a few words what an alert wants, with the contract it means."""
    if not record.signals:
        if _values(record.body) is None:
            return translate("Alerts", "Unreadable text")
        return translate("Alerts", "Nothing tradeable")
    first, more = record.signals[0], len(record.signals) - 1
    words = _wish(first, record.symbol or first.symbol)
    return f"{words} +{more}" if more else words


def _wish(signal: Signal, symbol: str) -> str:
    match signal.action:
        case Action.TARGET:
            if signal.target is not None:
                return translate("Alerts", "Target {target} {symbol}").format(
                    target=formats.signed(signal.target), symbol=symbol
                )
            return translate("Alerts", "Target {target_side} {symbol}").format(
                target_side=signal.target_side, symbol=symbol
            )
        case Action.IGNORE:
            return translate("Alerts", "Heartbeat")
        case Action.BUY | Action.SELL:
            quantity = "" if signal.quantity is None else f" {formats.quantity(signal.quantity)}"
            return f"{formats.verb(signal.action)}{quantity} {symbol}"
        case _:
            return f"{formats.verb(signal.action)} {symbol}"


def resolved(record: AlertRecord) -> Message:
    """Say which contract the message came to mean, and by what rule."""
    named = record.signals[0].symbol if record.signals else ""
    if not record.symbol or not named:
        return Message("resolved", variant="none")
    name = named.rpartition(":")[2].upper()
    if name == record.symbol:
        return Message("resolved", {"symbol": record.symbol}, "dated")
    # A continuous contract or a bare root means a month that changes at the roll.
    rolls = "!" in name or not any(letter.isdigit() for letter in name)
    parameters = {"text": named, "symbol": record.symbol}
    return Message("resolved", parameters, "roll" if rolls else "name")


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
    over = record.status is not AlertStatus.ACCEPTED
    last = max(reached, key=STAGES.index, default=None)
    return [
        Step(
            stage,
            (reached[stage] - start) / MILLISECOND if stage in reached else None,
            ended=over and stage is last,
        )
        for stage in STAGES
        if stage is not Stage.WAITING or stage in reached
    ]
