"""What has just happened to orders and alerts: fills for a moment, refusals until they are seen.

An alert of one's own also stays until it is seen: it was set to be called by.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import AccountChanged, Change, Desk, FillBooked, OrderChanged
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderStatus
from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alerts import asks_for, strategy_of
from traderterminal.ui.viewmodels.rule_room import RuleWarning

SHOWN: Final = 3
#: Refusals beyond these are only in their panes.
KEPT: Final = 50
FILL_SECONDS: Final = 6
#: What waits for a word is counted in the tab of its pane, which must not be covered for long.
ASK_SECONDS: Final = 10
_REFUSED: Final = (OrderStatus.DENIED, OrderStatus.REJECTED)
_ALERT_REFUSED: Final = (AlertStatus.REJECTED, AlertStatus.FAILED)


@frozen
class Notice:
    """One thing to tell. `until_ns` is on the monotonic clock; None stays until dismissed.

    `pane` is where there is more to see, or to do; it may be empty. `about` is the order or the
    alert there that it tells of, by id, where it is about one.
    """

    key: str
    title: str
    detail: str
    token: str
    glyph: str
    pane: str
    until_ns: int | None = None
    about: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for those who cannot see it."""
        return ". ".join(filter(None, (self.title.removesuffix("."), self.detail)))


@dataclass(slots=True)
class _Filling:
    """The fills of one order so far."""

    quantity: Decimal = Decimal(0)
    value: Decimal = Decimal(0)

    def add(self, fill: Fill) -> None:
        self.quantity += fill.quantity
        self.value += fill.quantity * fill.price


class NoticesViewModel:
    """The latest notices; `changed` tells when `shown` is another, `told` of each as it comes.

    `alerts` tells of alerts from outside.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        alerts: Observers[AlertRecord],
        instrument: Callable[[str], Instrument],
        name_of: Callable[[str], str],
        monotonic_ns: Callable[[], int],
    ) -> None:
        self._instrument = instrument
        self._name_of = name_of
        self._monotonic_ns = monotonic_ns
        self._notices: dict[str, Notice] = {}
        self._filling: dict[str, _Filling] = {}
        self._asking: set[str] = set()
        self._dirty = False
        self.changed: Observers[None] = Observers()
        self.told: Observers[Notice] = Observers()
        self._stop = (
            desk.changed.connect(self._hear),
            alerts.connect(self._hear_alert),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stop:
            stop()

    @property
    def shown(self) -> Sequence[Notice]:
        """The latest notices, the newest last; amounts in them may have been hidden since."""
        return tuple(map(_hide_amounts, tuple(self._notices.values())[-SHOWN:]))

    @property
    def more(self) -> int:
        """How many older ones wait behind those shown."""
        return max(0, len(self._notices) - SHOWN)

    def dismiss(self, key: str) -> None:
        """Put a notice away."""
        if self._notices.pop(key, None) is not None:
            self._filling.pop(key, None)
            self.changed.emit(None)

    def dismiss_all(self) -> None:
        """Put every notice away."""
        self._notices.clear()
        self._filling.clear()
        self.changed.emit(None)

    def flush(self) -> None:
        """Take leave of what has been shown long enough, and tell of changes."""
        now = self._monotonic_ns()
        for key, notice in list(self._notices.items()):
            if notice.until_ns is not None and notice.until_ns <= now:
                del self._notices[key]
                self._filling.pop(key, None)
                self._dirty = True
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        match change:
            case FillBooked(fill=fill):
                self._tell_fill(fill)
            case OrderChanged(order=order) if not order.quantity:
                pass  # there was nothing to do
            case OrderChanged(order=order) if order.status in _REFUSED:
                self._tell_refusal(order)
            case OrderChanged(order=order) if order.status is OrderStatus.UNKNOWN:
                self._tell_unknown(order)
            case OrderChanged() | AccountChanged():
                pass

    def _hear_alert(self, record: AlertRecord) -> None:
        self._tell_waiting(record)
        again = record.duplicates or record.alert_id in self._notices
        by_hand = record.reason is not None and record.reason.code == "approval_rejected"
        if again or by_hand or record.status not in _ALERT_REFUSED:
            return
        reason = (
            texts.reason(record.reason)
            if record.reason
            else translate("Notice", "The inbox tells where it ended.")
        )
        failed = record.status is AlertStatus.FAILED
        strategy = strategy_of(record)
        title = (
            translate("Notice", "Alert failed") if failed else translate("Notice", "Alert refused")
        )
        title += f": {strategy}" if strategy else ""
        glyph = "failed" if failed else "refused"
        about = record.alert_id
        self.tell(Notice(about, title, reason, "error", glyph, "Alerts", about=about))

    def _tell_waiting(self, record: AlertRecord) -> None:
        """An alert waits for the trader's word, until it is decided upon or its time is over."""
        key = f"approval {record.alert_id}"
        if not record.waits:
            self._asking.discard(key)
            self._dirty |= self._notices.pop(key, None) is not None
        elif key not in self._asking:
            self._asking.add(key)
            strategy = strategy_of(record)
            title = translate("Notice", "Waits for approval{value}").format(
                value=f": {strategy}" if strategy else ""
            )
            until_ns = self._monotonic_ns() + ASK_SECONDS * NANOSECONDS
            words = asks_for(record)
            self.tell(Notice(key, title, words, "warn", "waiting", "Approvals", until_ns))

    def tell_own(self, told: ToldAlert) -> None:
        """Tell of an alert of one's own until it is seen."""
        key = f"own alert {told.alert_id}"
        title = texts.text(told.title)
        words = " ".join(filter(None, (*map(texts.text, told.said), told.note)))
        self.tell(Notice(key, title, words, "t1", "price alert", "Price alerts"))

    def _tell_fill(self, fill: Fill) -> None:
        instrument = self._instrument(fill.symbol)
        filling = self._filling.setdefault(fill.order_id, _Filling())
        filling.add(fill)
        verb = translate("Notice", "Bought") if fill.side.sign > 0 else translate("Notice", "Sold")
        price = formats.price(filling.value / filling.quantity, instrument)
        traded = f"{formats.quantity(filling.quantity)} {formats.symbol(fill.symbol)} @ {price}"
        by = (
            translate("Notice", ", by {strategy}").format(strategy=fill.strategy)
            if fill.strategy
            else ""
        )
        self.tell(
            Notice(
                fill.order_id,
                f"{verb} {traded}",
                f"{self._name_of(fill.account)}{by}",
                "ok",
                "filled",
                "",
                self._monotonic_ns() + FILL_SECONDS * NANOSECONDS,
            )
        )

    def _tell_refusal(self, order: Order) -> None:
        words, account = order_words(order), self._name_of(order.account)
        at_broker = order.status is OrderStatus.REJECTED
        glyph = "failed" if at_broker else "refused"
        pane = "Alerts" if order.alert_id else "Orders"
        about = order.alert_id or order.order_id
        notice = Notice(
            about,
            translate("Notice", "Refused: {words} on {account}").format(
                words=words, account=account
            ),
            texts.reason(order.reason) if order.reason else "",
            "error",
            glyph,
            pane,
            about=about,
        )
        if at_broker and order.reason:
            title = texts.text(order.reason)
            notice = replace(notice, title=title, detail=f"{words}, {account}")
        self.tell(notice)

    def _tell_unknown(self, order: Order) -> None:
        self.tell(
            Notice(
                order.order_id,
                translate("Notice", "Order outcome unknown"),
                translate("Notice", "{order_words}, {name_of}. No answer came.").format(
                    order_words=order_words(order), name_of=self._name_of(order.account)
                ),
                "unknown",
                "unknown",
                "Orders",
                about=order.order_id,
            )
        )

    def warn(self, warning: RuleWarning) -> None:
        """Tell that a limit is partly used up, until it is seen or more of it is."""
        room = warning.room
        token = "error" if room.is_breached else "warn"
        glyph = "refused" if room.is_breached else "warning"
        words = translate("Notice", "{left} of {limit} left on {name_of}").format(
            left=room.left, limit=room.limit, name_of=self._name_of(room.account)
        )
        key = f"rule {room.account} {room.rule}"
        self.tell(Notice(key, warning.title, words, token, glyph, "Accounts"))

    def tell(self, notice: Notice) -> None:
        """Show a notice from the next frame on."""
        self.told.emit(notice)
        self._notices.pop(notice.key, None)
        self._notices[notice.key] = notice
        for oldest in list(self._notices)[:-KEPT]:
            del self._notices[oldest]
            self._filling.pop(oldest, None)
        self._dirty = True


def _hide_amounts(notice: Notice) -> Notice:
    hide = formats.hide_amounts
    return replace(notice, title=hide(notice.title), detail=hide(notice.detail))


def order_words(order: Order) -> str:
    """Say what an order asks for: `Buy 2 ESH2024`."""
    words = {
        Side.BUY: translate("Notice", "Buy {quantity} {symbol}"),
        Side.SELL: translate("Notice", "Sell {quantity} {symbol}"),
    }
    quantity, symbol = formats.quantity(order.quantity), formats.symbol(order.symbol)
    return words[order.side].format(quantity=quantity, symbol=symbol)
