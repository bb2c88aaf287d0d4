"""Orders without their widgets: brackets as families, and the ways to change and end them."""

from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Final

from traderterminal.desk.arming import Arming, Level
from traderterminal.desk.desk import AccountChanged, Change, Desk, OrderChanged
from traderterminal.desk.ports import Terms
from traderterminal.desk.trailing import followed, reachable
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.execution import FindQueue, why_filled, why_waiting
from traderterminal.domain.exits import BreakEven
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.order_preview import Fact
from traderterminal.ui.viewmodels.typed import NotReadable, Taken, read_price, read_quantity

#: The tabs of the orders pane and which states they show.
ORDER_FILTERS: Final = (mark("Orders", "Working"), mark("Orders", "Filled"), mark("Orders", "All"))
MOST_ORDERS: Final = 500

AT_ENTRY: Final = BreakEven(after=0)

_CHANGED_MEANWHILE: Final = mark(
    "Orders", "The order has changed meanwhile. It stands as the list shows it."
)
_BEING_SENT: Final = mark(
    "Orders", "The order is being sent. It can be changed once the broker has it."
)
#: Why an order that is neither at rest nor over cannot be changed.
_NOT_RESTING: Final = {
    OrderStatus.INTENT: _BEING_SENT,
    OrderStatus.SENDING: _BEING_SENT,
    OrderStatus.PENDING_CANCEL: mark("Orders", "The order is being cancelled. Nothing was sent."),
    OrderStatus.PENDING_REPLACE: mark(
        "Orders", "A change of the order is on its way. Nothing was sent."
    ),
}


@frozen
class OrderRow:
    """An order in the list. A leg stands below the entry `head`, which says how many `legs` it has.

    `asked` are the terms that a change on its way asks for.
    """

    order: Order
    head: str = ""
    legs: int = 0
    folded: bool = False
    asked: Terms | None = None


@frozen
class ChangeQuestion:
    """New terms of an order that are asked for once more: as a sentence that names the old ones,
    too, account and mode first, and what the button that sends them does."""

    sentence: str
    action: str
    order_id: str
    before: Terms
    terms: Terms
    side: str
    is_live: bool
    facts: Sequence[Fact] = ()


class OrdersViewModel:
    """Orders of all accounts, latest first, with ways to change them and to take them out.

    Which orders work and which are filled is kept as they change, not searched for at each look.
    What was refused here, or snapped, stands in `said` with its colour until the next action, and
    in `said_of` the order that it is about, where a change of one was asked for. `arming` says how
    far a hand goes; `asking` tells of changes that are to be confirmed.
    """

    def __init__(
        self,
        desk: Desk,
        hub: MarketHub,
        tasks: TaskScope,
        instrument: Callable[[str], Instrument],
        local: Callable[[Instrument, int], datetime],
        accounts: AccountChoiceViewModel,
        fills: Callable[[str, str], Sequence[Fill]],
        find_queue: FindQueue,
        arming: Arming,
    ) -> None:
        self._desk = desk
        self._hub = hub
        self._tasks = tasks
        self.instrument = instrument
        self.local = local
        self.accounts = accounts
        self._fills = fills
        self._find_queue = find_queue
        self._arming = arming
        self.asking: Observers[ChangeQuestion] = Observers()
        self.filter = ORDER_FILTERS[0]
        self.said = ("", "t2")
        self.said_of = ""
        self._dirty = True
        self._working: dict[str, None] = {}
        self._filled: dict[str, None] = {}
        self._folded: set[str] = set()
        self._asked: dict[str, Terms] = {}
        self.changed: Observers[None] = Observers()
        self.found: Observers[str] = Observers()
        self._read_orders()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    # What is shown.

    @property
    def rows(self) -> list[OrderRow]:
        """The orders of the chosen filter; a leg brings the entry that it stands below."""
        chosen = self._ids(self.filter)
        found = (self._desk.orders.get(order_id) for order_id in list(chosen)[::-1])
        families: dict[str, list[Order]] = {}
        for order in islice((order for order in found if order is not None), MOST_ORDERS):
            head = self._head(order)
            family = families.setdefault(head or order.order_id, [])
            if head:
                family.append(order)
        return [row for head, legs in families.items() for row in self._family(head, legs)]

    @property
    def left_out(self) -> str:
        """Say how many of the chosen filter are listed where it is not all of them; else empty."""
        count = self.count(self.filter)
        if count <= MOST_ORDERS:
            return ""
        return translate("Orders", "The latest {listed} of {count} are listed.").format(
            listed=f"{MOST_ORDERS:,}", count=f"{count:,}"
        )

    def _head(self, order: Order) -> str:
        """The entry or first leg that a leg stands below; none where the desk has let go of it."""
        is_leg = bool(order.link) or order.package is not None
        return order.parent_id if is_leg and order.parent_id in self._desk.orders else ""

    def _family(self, head: str, legs: Sequence[Order]) -> Iterator[OrderRow]:
        folded = head in self._folded
        yield self._row(self._desk.orders[head], legs=len(legs), folded=folded and bool(legs))
        if not folded:
            # Targets first, the nearest one on top; then what limits the loss.
            for leg in sorted(legs, key=lambda leg: (not leg.is_target, leg.link, leg.order_id)):
                yield self._row(leg, head=head)

    def _row(
        self, order: Order, *, head: str = "", legs: int = 0, folded: bool = False
    ) -> OrderRow:
        changing = order.status is OrderStatus.PENDING_REPLACE
        asked = self._asked.get(order.order_id) if changing else None
        return OrderRow(order, head, legs, folded, asked)

    def order(self, order_id: str) -> Order | None:
        """An order that is at hand."""
        return self._desk.orders.get(order_id)

    def why_filled(self, order: Order) -> list[tuple[Fill, tuple[Message, ...]]]:
        """The fills of an order, oldest first, each with the sentences that tell why."""
        instrument = self.instrument(order.symbol)
        return [
            (fill, why_filled(fill, instrument))
            for fill in self._fills(order.account, order.symbol)
            if fill.order_id == order.order_id
        ]

    def why_last(self, order: Order) -> tuple[Message, ...]:
        """The sentences that tell why its latest fill was made; none without one."""
        if not order.filled_quantity:
            return ()
        latest_first = reversed(self._fills(order.account, order.symbol))
        last = next((fill for fill in latest_first if fill.order_id == order.order_id), None)
        return () if last is None else why_filled(last, self.instrument(order.symbol))

    def why_waiting(self, order: Order) -> Message | None:
        """What stands before an order now; None where it rests in no queue that is known here."""
        queue = self._find_queue(order) if order.is_live else None
        if queue is None:
            return None
        now_ns = self._hub.clock.now_ns()
        return why_waiting(order, queue, self.instrument(order.symbol), now_ns)

    def count(self, name: str) -> int:
        """How many orders a filter shows."""
        return len(self._ids(name))

    def is_paper(self, account: str) -> bool:
        """Say whether the account's exchange is this computer."""
        found = self._desk.accounts.get(account)
        return found is None or found.mode is Mode.SIMULATOR

    def choose_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit(None)

    def go_to(self, order_id: str) -> None:
        """Show an order among all, a leg with its bracket unfolded: `found` tells of it."""
        if (order := self.order(order_id)) is not None:
            self._folded.discard(self._head(order))
        self.choose_filter(ORDER_FILTERS[-1])
        self.found.emit(order_id)

    def fold(self, head: str, *, folded: bool) -> None:
        """Hide the legs of a bracket, or show them again."""
        if folded:
            self._folded.add(head)
        else:
            self._folded.discard(head)
        self.changed.emit(None)

    # Changing.

    def can_change(self, order: Order) -> bool:
        """Say whether an order rests and its broker takes new terms."""
        return not self.why_fixed(order)

    def why_fixed(self, order: Order) -> str:
        """Why an order cannot be given new terms now, as a sentence; empty where it can."""
        if order.is_unknown:
            return translate(
                "Orders", "The outcome of the order is unknown. It can be changed once it is known."
            )
        if order.status is not OrderStatus.ACCEPTED:
            return translate(
                "Orders",
                _NOT_RESTING.get(
                    order.status, mark("Orders", "The order has ended. Nothing was sent.")
                ),
            )
        if order.triggered:
            return translate("Orders", "The order has triggered. Nothing was sent.")
        if order.package:
            return translate(
                "Orders",
                "The order is a leg of a package, which is not changed. Cancel it instead.",
            )
        if (
            order.account not in self._desk.accounts
            or not self._desk.capabilities(order.account, order.symbol).replace
        ):
            return translate(
                "Orders", "The broker takes no new terms of an order. Cancel it and place another."
            )
        return ""

    def price_to_edit(self, order: Order) -> str | None:
        """The price to edit in place; None where it cannot be."""
        price = resting_price(order)
        if price is None or not self.can_change(order):
            return None
        return formats.price(price, self.instrument(order.symbol))

    def quantity_to_edit(self, order: Order) -> str | None:
        """The quantity to edit in place; that of a leg follows what its entry has open."""
        if order.link or not self.can_change(order):
            return None
        return formats.quantity(order.quantity)

    def take_price(self, order: Order, text: str) -> Taken:
        """Ask for a typed price; one off the tick grid snaps first, and a second Enter asks."""
        instrument = self.instrument(order.symbol)
        try:
            typed = read_price(text, instrument)
        except NotReadable as problem:
            return self._not_taken(
                text,
                translate("Orders", "{problem}. The order stands as it was.").format(
                    problem=problem
                ),
            )
        price = instrument.snap(typed)
        if price != typed:
            shown = formats.price(price, instrument)
            return self._not_taken(
                shown,
                translate("Orders", "Snapped to {shown}. Enter asks for it.").format(shown=shown),
                "warn",
            )
        return self.move(order, price)

    def move(self, order: Order, price: Decimal) -> Taken:
        """Ask once for another price on the grid; what stands against it is said.

        The limit of a stop-limit keeps its distance from the stop.
        """
        before = resting_price(order)
        if before is None or price == before:
            return Taken()
        return self._ask(order, _moved(order, price - before))

    def leads_in(self, order: Order, price: Decimal, beside: Decimal = Decimal(0)) -> bool:
        """Say whether an order at another price may lead into the market: no way out does.

        So much is closed by others `beside` it.
        """
        held = self._desk.positions.get((order.account, order.symbol))
        against = (Decimal(0) if held is None else -held.quantity * order.side.sign) - beside
        before = resting_price(order)
        if before is None or price == before or order.link:
            return False
        return not 0 < order.quantity - order.matched_quantity <= against

    def take_quantity(self, order: Order, text: str) -> Taken:
        """Ask for a typed quantity, of which more must be left than has traded."""
        instrument = self.instrument(order.symbol)
        try:
            quantity = read_quantity(text, instrument)
        except NotReadable as problem:
            return self._not_taken(
                text,
                translate("Orders", "{problem}. The order stands as it was.").format(
                    problem=problem
                ),
            )
        if quantity <= order.matched_quantity:
            done = formats.quantity(order.matched_quantity)
            return self._not_taken(
                text,
                translate("Orders", "{done} of it have traded. Cancel the rest instead.").format(
                    done=done
                ),
            )
        if quantity == order.quantity:
            return Taken()
        return self._ask(order, Terms(quantity, order.limit_price, order.stop_price))

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        words, token = self.said
        self.said = formats.hide_amounts(words), token
        self.changed.emit(None)

    def hush(self) -> None:
        """What was said has been read."""
        if self.said[0]:
            self._say("")

    def _not_taken(self, text: str, words: str, token: str = "error") -> Taken:
        self._say(words, token)
        return Taken(done=False, text=text, words=words)

    def _ask(self, order: Order, terms: Terms) -> Taken:
        """Ask for new terms, once; a refusal is said and the order stands as it was."""
        latest = self._desk.orders.get(order.order_id, order)
        if against := self.why_fixed(latest):
            self._say(against, order_id=order.order_id)
            return Taken()
        if self._arming.level(order.account) is Level.ARMED:
            self._send(order, terms)
        elif not self._desk.change_adds(latest, terms):
            self._send(order, terms, only_out=True)
        elif observes := self._arming.observes(order.account):
            self._refuse(observes, order.order_id)
        else:
            self._say("")
            sentence, action = (
                self._sentence(latest, terms),
                translate("Orders", "Change {symbol}").format(symbol=order.symbol),
            )
            before = _terms(latest)
            is_live, side = self.accounts.entry_of(order.account).is_live, order.side.value
            self.asking.emit(
                ChangeQuestion(sentence, action, order.order_id, before, terms, side, is_live)
            )
        return Taken()

    def confirm(self, question: ChangeQuestion) -> None:
        """Ask the broker for what was asked for once more; it may be too late by now."""
        order = self._desk.orders.get(question.order_id)
        if order is None or not self.can_change(order) or _terms(order) != question.before:
            self._say(translate("Orders", _CHANGED_MEANWHILE), order_id=question.order_id)
        elif (observes := self._arming.observes(order.account)) is None:
            self._send(order, question.terms)
        elif self._desk.change_adds(order, question.terms):
            self._refuse(observes, order.order_id)
        else:
            self._send(order, question.terms, only_out=True)

    def _send(self, order: Order, terms: Terms, *, only_out: bool = False) -> None:
        """Send what is meant, or what nobody is asked about as long as it is `only_out`."""
        self._arming.touch(order.account)
        self._asked[order.order_id] = terms
        change = self._change(order.order_id, terms, only_out=only_out)
        self._spawn(change, f"change {order.order_id}", order.order_id)

    def _sentence(self, order: Order, terms: Terms) -> str:
        entry, instrument = self.accounts.entry_of(order.account), self.instrument(order.symbol)
        verb = translate("Orders", "Buy") if order.side is Side.BUY else translate("Orders", "Sell")
        quantity, old = formats.quantity(terms.quantity), _terms(order)
        wanted = f"{verb} {quantity} {order.symbol} {_rest_words(order, terms, instrument)}"
        stands = f"{formats.quantity(old.quantity)} {_rest_words(order, old, instrument)}"
        return translate("Orders", "{badge} {name}: {wanted}, in place of {stands}").format(
            badge=entry.badge, name=entry.name, wanted=wanted, stands=stands
        )

    async def _change(self, order_id: str, terms: Terms, *, only_out: bool) -> None:
        try:
            order = await self._desk.replace(order_id, terms, only_out=only_out)
        except TraderTerminalError:
            self._asked.pop(order_id, None)
            raise
        if order.status is not OrderStatus.PENDING_REPLACE:
            self._asked.pop(order_id, None)

    def even_price(self, order: Order) -> Decimal | None:
        """Where a stop goes to lose nothing; None where it cannot go there now, or is there."""
        quote = self._hub.quote(order.symbol)
        entry = self._entry_price(order)
        is_stop = order.order_type is OrderType.STOP and self.can_change(order)
        market = None if quote is None else reachable(order.side, quote)
        if not is_stop or entry is None or market is None:
            return None
        stands = replace(order, trail=None)  # where it would trail to is another question
        return followed(stands, market, self.instrument(order.symbol), entry, AT_ENTRY)

    def _entry_price(self, order: Order) -> Decimal | None:
        """What was paid for what a stop protects: by its entry, else by the whole position."""
        parent = self._desk.orders.get(order.parent_id) if order.link else None
        if parent is not None:
            return parent.average_price
        held = self._desk.positions.get((order.account, order.symbol))
        if held is None or held.quantity * order.side.sign >= 0:
            return None
        return held.average_price

    def move_to_even(self, order: Order) -> None:
        """Move a stop to where the position was entered."""
        price = self.even_price(order)
        if price is None:
            self._say(
                translate(
                    "Orders", "The market is not beyond the entry. The stop stays where it is."
                )
            )
        else:
            self._ask(order, Terms(order.quantity, None, price))

    # Ending.

    def cancel(self, order_id: str) -> None:
        """Cancel one order."""
        self._spawn(self._cancel([order_id]), f"cancel {order_id}")

    def cancel_all(self) -> None:
        """Cancel every working order of every account."""
        self._spawn(self._cancel(list(self._working)), "cancel all")

    def cancel_symbol(self, account: str, symbol: str, side: Side | None = None) -> None:
        """Cancel the working orders of an account in a symbol, or those of one side."""
        self._spawn(self._desk.cancel_all(account, symbol, side), f"cancel {symbol}")

    async def _cancel(self, order_ids: Sequence[str]) -> None:
        for order_id in order_ids:
            await attempt(self._desk.cancel(order_id), self._refuse)

    def _spawn(
        self, action: Coroutine[object, object, object], name: str, order_id: str = ""
    ) -> None:
        self._say("")
        refuse = partial(self._refuse, order_id=order_id)
        self._tasks.spawn(attempt(action, refuse), name=name)

    def _refuse(self, message: Message, order_id: str = "") -> None:
        self._say(texts.text(message), order_id=order_id)

    def _say(self, words: str, token: str = "error", order_id: str = "") -> None:
        self.said, self.said_of = (words, token), order_id
        self.changed.emit(None)

    # What the desk says.

    def flush(self) -> None:
        """Tell of changes since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    def _ids(self, name: str) -> Mapping[str, object]:
        match name:
            case "Working":
                return self._working
            case "Filled":
                return self._filled
            case _:
                return self._desk.orders

    def _hear(self, change: Change) -> None:
        self._dirty = True
        match change:
            case OrderChanged(order=order):
                self._note(order)
            case AccountChanged():
                self._read_orders()
            case _:
                pass

    def _read_orders(self) -> None:
        self._working, self._filled = {}, {}
        for order in self._desk.orders.values():
            self._note(order)

    def _note(self, order: Order) -> None:
        if order.status is not OrderStatus.PENDING_REPLACE:
            self._asked.pop(order.order_id, None)
        if order.is_live:
            self._working[order.order_id] = None
            return
        self._working.pop(order.order_id, None)
        if order.status is OrderStatus.FILLED:
            self._filled[order.order_id] = None
        # The desk lets the oldest go.
        while self._filled and (oldest := next(iter(self._filled))) not in self._desk.orders:
            del self._filled[oldest]


def _terms(order: Order) -> Terms:
    return Terms(order.quantity, order.limit_price, order.stop_price)


def _moved(order: Order, by: Decimal) -> Terms:
    """The terms of an order whose prices are so much higher."""
    limit, stop = order.limit_price, order.stop_price
    return Terms(
        order.quantity,
        None if limit is None else limit + by,
        None if stop is None else stop + by,
    )


def _rest_words(order: Order, terms: Terms, instrument: Instrument) -> str:
    """Type and prices: limit 4,795.00; of a stop-limit trigger and limit."""
    prices = [price for price in (terms.stop_price, terms.limit_price) if price is not None]
    written = " / ".join(formats.price(price, instrument) for price in prices)
    return f"{order.order_type.replace('_', ' ')} {written}".strip()


def resting_price(order: Order) -> Decimal | None:
    """Where an order waits: at its trigger, else at its limit."""
    return order.stop_price if order.stop_price is not None else order.limit_price


def price_of(order: Order) -> Decimal | None:
    """The price that matters: trigger, limit, or what a market order made."""
    resting = resting_price(order)
    return resting if resting is not None else order.average_price
