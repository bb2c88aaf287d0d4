"""The order ticket without its widgets: what is typed, what it would come to, what became of it."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from traderterminal.desk.desk import Change, Desk, OrderChanged, Preview
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message, english
from traderterminal.domain.orders import Intent, Order, OrderStatus, OrderType, TimeInForce
from traderterminal.domain.quotes import Quote
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub

#: The types a ticket offers, in the order of its segments.
ORDER_TYPES: Final = (OrderType.LIMIT, OrderType.MARKET, OrderType.STOP, OrderType.STOP_LIMIT)
TIMES_IN_FORCE: Final = (TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK)
PRESETS: Final = (1, 2, 3, 5, 10)
SENT_SHOWN: Final = 3

_LIMITED: Final = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT})
_TRIGGERED: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT})


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a click on one side would come to; `refusal` is None where it would be sent."""

    preview: Preview | None
    refusal: Message | None


class TicketViewModel:
    """What the trader fills in, for one account and one symbol at a time.

    `changed` tells of anything to draw anew; prices are taken over once a frame by `flush`.
    """

    def __init__(self, *, desk: Desk, hub: MarketHub, tasks: TaskScope, account: str) -> None:
        self._desk = desk
        self._hub = hub
        self._tasks = tasks
        self.account = account
        self.changed: Observers[None] = Observers()
        self.instrument: Instrument | None = None
        self.order_type = OrderType.LIMIT
        self.time_in_force = TimeInForce.DAY
        self.quantity = Decimal(1)
        self.limit_price: Decimal | None = None
        self.stop_price: Decimal | None = None
        self.follows = True  # the price follows the market until it is touched
        self.note = ""  # what was snapped or could not be read
        self.refusal = ""  # the last refusal, until it is dismissed or something is sent
        self.sent: list[str] = []
        self._version = -1
        self._what_if: dict[Side, WhatIf] = {}
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        """Stop listening to the desk."""
        self._stop_listening()

    # What is shown.

    @property
    def quote(self) -> Quote | None:
        return self._hub.quote(self.instrument.symbol) if self.instrument else None

    @property
    def takes_limit(self) -> bool:
        return self.order_type in _LIMITED

    @property
    def takes_stop(self) -> bool:
        return self.order_type in _TRIGGERED

    @property
    def position(self) -> Decimal:
        """The signed position in the ticket's symbol."""
        if self.instrument is None:
            return Decimal(0)
        held = self._desk.positions.get((self.account, self.instrument.symbol))
        return held.quantity if held else Decimal(0)

    @property
    def buying_power(self) -> Decimal | None:
        """What a new order may tie up."""
        known = self.account in self._desk.accounts
        return self._desk.buying_power(self.account) if known else None

    @property
    def working(self) -> Sequence[Order]:
        """Live orders of the account in the symbol."""
        symbol = self.instrument.symbol if self.instrument else ""
        return [
            order
            for order in self._desk.orders.values()
            if order.is_live and order.symbol == symbol and order.account == self.account
        ]

    @property
    def latest(self) -> Sequence[Order]:
        """The last orders sent from here, newest first; unresolved ones stay."""
        orders = [self._desk.orders[i] for i in reversed(self.sent) if i in self._desk.orders]
        shown = orders[:SENT_SHOWN]
        waiting = (OrderStatus.SENDING, OrderStatus.UNKNOWN)
        return [*shown, *(o for o in orders[SENT_SHOWN:] if o.status in waiting)]

    def what_if(self, side: Side) -> WhatIf:
        """Return what a click on `side` would come to now."""
        if side not in self._what_if:
            self._what_if[side] = self._ask(side)
        return self._what_if[side]

    def _ask(self, side: Side) -> WhatIf:
        wish = self._wish(side)
        if wish is None:
            return WhatIf(None, None)
        try:
            preview = self._desk.preview(wish)
        except TraderTerminalError as error:
            return WhatIf(None, error.message)
        return WhatIf(preview, preview.reason)

    # What the trader does.

    def show(self, instrument: Instrument) -> None:
        """Turn to another symbol; the price follows its market again."""
        if self.instrument is not None and instrument.symbol == self.instrument.symbol:
            return
        self.instrument = instrument
        self.limit_price = self.stop_price = None
        self.follows, self.note, self.refusal = True, "", ""
        self._version = -1
        self.flush()
        self._touch()

    def choose_account(self, account: str) -> None:
        self.account = account
        self._touch()

    def choose_type(self, order_type: OrderType) -> None:
        self.order_type = order_type
        self._fill_prices()
        self._touch()

    def choose_time_in_force(self, time_in_force: TimeInForce) -> None:
        self.time_in_force = time_in_force
        self._touch()

    def type_limit(self, text: str) -> None:
        """Take a typed limit price; one off the tick grid snaps and says so."""
        price = self._read_price(text, self.limit_price)
        if price is not None:
            self.limit_price, self.follows = price, False
        self._touch()

    def type_stop(self, text: str) -> None:
        """Take a typed stop price, likewise."""
        price = self._read_price(text, self.stop_price)
        if price is not None:
            self.stop_price = price
        self._touch()

    def step_limit(self, ticks: int) -> None:
        """Move the limit price by whole ticks."""
        if self.instrument is not None and self.limit_price is not None:
            self.limit_price += ticks * self.instrument.tick_size
            self.follows, self.note = False, ""
            self._touch()

    def step_stop(self, ticks: int) -> None:
        """Move the stop price by whole ticks."""
        if self.instrument is not None and self.stop_price is not None:
            self.stop_price += ticks * self.instrument.tick_size
            self.note = ""
            self._touch()

    def take_price(self, price: Decimal) -> None:
        """Take over a price that was clicked elsewhere."""
        if self.instrument is not None:
            self.limit_price, self.follows = self.instrument.snap(price), False
            self._touch()

    def follow(self) -> None:
        """Let the price follow the market again."""
        self.follows, self.note = True, ""
        self._version = -1
        self.flush()

    def type_quantity(self, text: str) -> None:
        """Take a typed quantity."""
        quantity = _number(text)
        if quantity is None or quantity <= 0:
            self.note = f"{text!r} is not a quantity"
        else:
            self.quantity, self.note = quantity, ""
        self._touch()

    def step_quantity(self, lots: int) -> None:
        """Change the quantity by whole lots, never below one."""
        lot = self.instrument.lot_size if self.instrument else Decimal(1)
        self.quantity = max(lot, self.quantity + lots * lot)
        self._touch()

    def choose_quantity(self, quantity: int) -> None:
        self.quantity = Decimal(quantity)
        self._touch()

    def dismiss(self) -> None:
        """Put the last refusal away."""
        self.refusal = ""
        self._touch()

    # What leaves.

    def send(self, side: Side) -> None:
        """Send what is filled in."""
        wish = self._wish(side)
        if wish is None:
            self.refusal = self.note or "A price is missing."
            self._touch()
            return
        self._spawn_place(wish)

    def send_at(self, side: Side, order_type: OrderType, price: Decimal | None) -> None:
        """Send the quantity at another price: join, lift, hit or market."""
        wish = self._wish(side, order_type, price)
        if wish is not None:
            self._spawn_place(wish)

    def join(self, side: Side) -> None:
        """Rest at the own side of the quote."""
        quote = self.quote
        price = None if quote is None else (quote.bid if side is Side.BUY else quote.ask)
        if price is not None:
            self.send_at(side, OrderType.LIMIT, price)

    def take(self, side: Side) -> None:
        """Lift the ask or hit the bid: a limit at the opposite quote."""
        quote = self.quote
        price = None if quote is None else (quote.ask if side is Side.BUY else quote.bid)
        if price is not None:
            self.send_at(side, OrderType.LIMIT, price)

    def cancel_all(self, side: Side | None = None) -> None:
        """Cancel the symbol's working orders, or those of one side."""
        if self.instrument is not None:
            symbol = self.instrument.symbol
            self._tasks.spawn(self._cancel_all(symbol, side), name="cancel all")

    def flatten(self) -> None:
        """Cancel the symbol's orders and close what is held of it."""
        if self.instrument is not None:
            symbol = self.instrument.symbol
            self._tasks.spawn(self._flatten(symbol), name="flatten")

    def reverse(self) -> None:
        """Turn the position into its opposite."""
        if self.instrument is not None:
            self._spawn_place(
                OrderWish(
                    self.account, self.instrument.symbol, Intent.REVERSE.value, source="ticket"
                )
            )

    async def _cancel_all(self, symbol: str, side: Side | None) -> None:
        await self._report(self._desk.cancel_all(self.account, symbol, side))

    async def _flatten(self, symbol: str) -> None:
        await self._report(self._desk.flatten(self.account, symbol))

    async def _report(self, action: Coroutine[object, object, object]) -> None:
        try:
            await action
        except TraderTerminalError as error:
            self.refusal = english(error.message)
            self._touch()

    def _spawn_place(self, wish: OrderWish) -> None:
        self.refusal = ""
        self._tasks.spawn(self._place(wish), name=f"place {wish.symbol}")

    async def _place(self, wish: OrderWish) -> None:
        try:
            order = await self._desk.place(wish)
        except TraderTerminalError as error:
            self.refusal = english(error.message)
        else:
            self.sent.append(order.order_id)
            if order.status in (OrderStatus.DENIED, OrderStatus.REJECTED) and order.reason:
                self.refusal = english(order.reason)
        self._touch()

    def _wish(
        self, side: Side, order_type: OrderType | None = None, price: Decimal | None = None
    ) -> OrderWish | None:
        """What a click on `side` asks for; None while something is missing."""
        if self.instrument is None:
            return None
        kind = order_type or self.order_type
        limit = price if order_type is not None else self.limit_price
        if (kind in _LIMITED and limit is None) or (kind in _TRIGGERED and self.stop_price is None):
            return None
        return OrderWish(
            account=self.account,
            symbol=self.instrument.symbol,
            intent=Intent.DELTA.value,
            side=side.value,
            quantity=self.quantity,
            order_type=kind,
            limit_price=limit if kind in _LIMITED else None,
            stop_price=self.stop_price if kind in _TRIGGERED else None,
            time_in_force=self.time_in_force,
            source="ticket",
        )

    # What the market and the desk say.

    def flush(self) -> None:
        """Take over the market of this frame."""
        if self.instrument is None:
            return
        version = self._hub.version(self.instrument.symbol)
        if version != self._version:
            self._version = version
            self._fill_prices()
            self._touch()

    def _fill_prices(self) -> None:
        quote = self.quote
        if quote is None or quote.mark is None or self.instrument is None:
            return
        if self.follows and self.takes_limit:
            self.limit_price = quote.bid if quote.bid is not None else quote.mark
        if self.takes_stop and self.stop_price is None:
            self.stop_price = self.instrument.snap(quote.mark)

    def _hear(self, change: Change) -> None:
        account = (
            change.order.account if isinstance(change, OrderChanged) else change.account.account
        )
        if account == self.account:
            self._touch()

    def _read_price(self, text: str, before: Decimal | None) -> Decimal | None:
        if self.instrument is None:
            return None
        price = _number(text)
        if price is None:
            self.note = f"{text!r} is not a price"
            return before
        snapped = self.instrument.snap(price)
        self.note = "" if snapped == price else f"Snapped to {snapped}"
        return snapped

    def _touch(self) -> None:
        self._what_if.clear()
        self.changed.emit(None)


def _number(text: str) -> Decimal | None:
    """Read a number as people type it; thousands separators and U+2212 are fine."""
    try:
        number = Decimal(text.strip().replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
