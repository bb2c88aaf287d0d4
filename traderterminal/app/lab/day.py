"""What was done on a day, so that it can be done again: alerts as they came, and the trader's hand.

What came of it by itself (exits of brackets, closes of alerts, repairs of groups) is left out: it
comes of it again, or not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.orders import CancelFor, Intent, Order, OrderType
from traderterminal.domain.signals import AlertRecord, Approval, Decision
from traderterminal.kit.frozen import frozen
from traderterminal.storage.past import AlertEvent, OrderEvent, PastEvent, Reset

#: Sources of orders that nobody asked for by hand.
_BY_ITSELF: Final = frozenset({"alert", "bracket", "external", "repair"})


@frozen
class Delivery:
    """An alert comes in."""

    name: str
    body: str


@frozen
class Word:
    """The trader approves or rejects an alert."""

    alert: str
    decision: Decision


@frozen
class Placing:
    """The trader places an order."""

    name: str
    wish: OrderWish


@frozen
class Cancelling:
    """The trader cancels an order."""

    order: str


@frozen
class Changing:
    """The trader changes an order."""

    order: str
    terms: Terms


Act = Delivery | Word | Placing | Cancelling | Changing


@frozen
class Day:
    """The acts of a day by market time, in order, and how many were of other symbols or none."""

    acts: Sequence[tuple[int, Act]]
    left_out: int


class OrderNames:
    """Names orders by what they come of, so that those of two runs can be told to be the same."""

    def __init__(self) -> None:
        self._roots: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def root(self, asked_by: str, name: str) -> None:
        """Let what the alert or order of that id leads to be called `name`."""
        self._roots[asked_by] = name

    def name(self, order: Order) -> str:
        """Return the name of an order, empty where it comes of nothing known.

        Ask in the order in which they were made.
        """
        known = self._names.get(order.order_id, "") or self._new_name(order)
        if known:
            self._names[order.order_id] = known
        return known

    def _new_name(self, order: Order) -> str:
        if asked := self._roots.get(order.order_id):
            return asked
        base = self._names.get(order.parent_id, "") or self._roots.get(order.alert_id, "")
        if not base:
            return ""
        base = f"{base} {order.link or order.account}"
        self._counts[base] += 1
        return base if self._counts[base] == 1 else f"{base} #{self._counts[base]}"


def read_day(events: Iterable[PastEvent], symbol: str, covers: range) -> Day:
    """Return what was asked for in `symbol` while the recording lasts, which `covers` its times.

    Of several runs over the same recording, between which an account was reset, the last.
    """
    reader = _Reader(symbol, covers)
    for event in events:
        reader.take(event)
    # A decision or a cancel carries the time of what was told before it: never before that.
    return Day(sorted(reader.acts, key=lambda act: act[0]), reader.left_out)


class _Reader:
    def __init__(self, symbol: str, covers: range) -> None:
        self._symbol = symbol
        self._covers = covers
        self._start()

    def _start(self) -> None:
        self.acts: list[tuple[int, Act]] = []
        self.left_out = 0
        self._placed = 0
        self._names = OrderNames()
        self._decided: set[str] = set()
        self._alerts: dict[str, str] = {}

    def take(self, event: PastEvent) -> None:
        match event:
            case Reset():
                self._start()
            case AlertEvent(at_ns, record, True):
                self._receive(at_ns, record)
            case AlertEvent(at_ns, record, False):
                self._decide(at_ns, record)
            case OrderEvent(at_ns, _, order, True):
                self._place(at_ns, order)
            case OrderEvent(at_ns, name, order, False) if name_of := self._names.name(order):
                self._handle(at_ns, name, order, name_of)
            case _:
                pass

    def _receive(self, at_ns: int, record: AlertRecord) -> None:
        if self._symbol not in record.symbol.split(", ") or at_ns not in self._covers:
            self.left_out += 1
            return
        name = f"alert {len(self._alerts) + 1}"
        self._alerts[record.alert_id] = name
        self._names.root(record.alert_id, name)
        self.acts.append((at_ns, Delivery(name, record.body)))

    def _decide(self, at_ns: int, record: AlertRecord) -> None:
        name = self._alerts.get(record.alert_id)
        match record.approval:
            case Approval(decision=Decision.APPROVED | Decision.REJECTED as decision) if name:
                if name not in self._decided:
                    self._decided.add(name)
                    self.acts.append((at_ns, Word(name, decision)))
            case _:
                pass

    def _place(self, at_ns: int, order: Order) -> None:
        if not order.alert_id and not order.link and order.source not in _BY_ITSELF:
            if order.package or order.symbol != self._symbol or at_ns not in self._covers:
                self.left_out += 1
                return
            self._placed += 1
            name = f"order {self._placed}"
            self._names.root(order.order_id, name)
            self.acts.append((at_ns, Placing(name, _wish(order))))
        self._names.name(order)

    def _handle(self, at_ns: int, event: str, order: Order, name: str) -> None:
        if event == "CancelRequested" and order.canceled_for is CancelFor.TRADER:
            self.acts.append((at_ns, Cancelling(name)))
        elif event == "Replaced" and not order.link and order.trail is None:
            terms = Terms(order.quantity, order.limit_price, order.stop_price)
            self.acts.append((at_ns, Changing(name, terms)))


def _wish(order: Order) -> OrderWish:
    """What a trader wanted who got this order; of a target, the step towards it."""
    closes = order.intent is Intent.CLOSE
    trails = order.shown_type is OrderType.TRAILING_STOP
    quantity: Decimal | None = None if closes else order.quantity
    return OrderWish(
        account=order.account,
        symbol=order.symbol,
        intent=(Intent.CLOSE if closes else Intent.DELTA).value,
        side=None if closes else order.side.value,
        quantity=quantity,
        order_type=order.shown_type,
        limit_price=order.limit_price,
        stop_price=None if trails else order.stop_price,
        time_in_force=order.time_in_force,
        expires_ns=order.expires_ns,
        source=order.source,
        strategy=order.strategy,
        group=order.group,
        trail=order.trail,
        exits=order.exits,
        confirmed=order.reason is None or order.reason.code != "duplicate_order",
    )
