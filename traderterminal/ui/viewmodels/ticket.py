"""The order ticket without its widgets: what is typed, what it would come to, what became of it."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final

from traderterminal.desk.arming import Arming
from traderterminal.desk.desk import Change as DeskChange
from traderterminal.desk.desk import Desk, OrderChanged
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.exits import Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Intent, Order, OrderStatus, OrderType, TimeInForce
from traderterminal.domain.quotes import Quote
from traderterminal.kit.language import translate, within
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.active_bracket import active_exits
from traderterminal.ui.viewmodels.arming import runs_out
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.day_change import Change, day_change
from traderterminal.ui.viewmodels.freshness import stale_words
from traderterminal.ui.viewmodels.price_entry import PriceEntry
from traderterminal.ui.viewmodels.quantity_entry import QuantityEntry
from traderterminal.ui.viewmodels.risk_size import NotSized, Risk, size_from
from traderterminal.ui.viewmodels.sending import IN_FORCE_WORDS, Sending
from traderterminal.ui.viewmodels.sent_orders import SentOrders
from traderterminal.ui.viewmodels.ticket_exits import USUAL, Planned, TicketExits, TypedExits
from traderterminal.ui.viewmodels.ticket_form import TicketForm
from traderterminal.ui.viewmodels.ticket_options import USUAL_OPTIONS, TicketOptions
from traderterminal.ui.viewmodels.ticket_words import Line, TicketWords
from traderterminal.ui.viewmodels.trail_entry import TrailEntry
from traderterminal.ui.viewmodels.typed import NotReadable, read_quantity
from traderterminal.ui.viewmodels.what_if import WhatIf, entry_price, price_at_quote, what_if

#: The types a ticket offers, in the order of its segments.
ORDER_TYPES: Final = (
    OrderType.LIMIT,
    OrderType.MARKET,
    OrderType.STOP,
    OrderType.STOP_LIMIT,
    OrderType.TRAILING_STOP,
    OrderType.MARKET_IF_TOUCHED,
)
TIMES_IN_FORCE: Final = tuple(IN_FORCE_WORDS)
PRESETS: Final = tuple(Decimal(n) for n in (1, 2, 3, 5, 10))
SOURCE: Final = "ticket"

_LASTING: Final = frozenset({TimeInForce.DAY, TimeInForce.GTC})
_LIMITED: Final = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT})
_TRIGGERED: Final = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.MARKET_IF_TOUCHED})


class TicketViewModel:
    """What the trader fills in, for one account and one symbol at a time.

    `changed` tells of anything to draw anew; prices and bookings are taken over once a frame by
    `flush`. `local` gives a moment on the exchange's wall clock; `keep_presets`, `keep_exits` and
    `keep_options` store the quantities and exits offered, and what was chosen in its menu.
    `arming` says how far a click goes; what is to leave goes by `sending`, that of another ticket
    where one is given. A ticket of a ladder has its `source`, and hears of orders of its symbol.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        hub: MarketHub,
        bars: BarBook,
        tasks: TaskScope,
        local: Callable[[Instrument, int], datetime],
        accounts: AccountChoiceViewModel,
        arming: Arming,
        presets: Sequence[Decimal] = PRESETS,
        keep_presets: Callable[[Sequence[Decimal]], None] = lambda _: None,
        kept_exits: Sequence[TypedExits] = USUAL,
        keep_exits: Callable[[Sequence[TypedExits]], object] = lambda _: None,
        options: TicketOptions = USUAL_OPTIONS,
        keep_options: Callable[[TicketOptions], None] = lambda _: None,
        sending: Sending | None = None,
        source: str = SOURCE,
    ) -> None:
        self._arming = arming
        self._desk = desk
        self.sending = sending or Sending(desk, hub, tasks, arming, accounts.entry_of)
        self._source = source
        self._hub = hub
        self._bars = bars
        self._tasks = tasks
        self._keep_presets = keep_presets
        self._keep_options = keep_options
        self._options = options
        self.accounts = accounts
        self.presets = tuple(presets)
        self.changed: Observers[None] = Observers()
        self.instrument: Instrument | None = None
        self.order_type = OrderType.LIMIT
        self.time_in_force = TimeInForce.DAY
        self.limit = PriceEntry()
        self.stop = PriceEntry()
        self.size = QuantityEntry(by_risk=options.by_risk, risk=options.risk)
        self.refusal = ""  # stays until the trader does something else
        self._refusal_token = "error"
        self.trail = TrailEntry()
        self.sent = SentOrders(desk, local)
        self.exits = TicketExits(self._act, kept_exits, keep_exits, self._active_exits)
        self.words = TicketWords(self, arming)
        self.form = TicketForm()
        self._seen: tuple[int, str, str] = (-1, "", "")
        self._dirty = False
        self._is_drawn = True
        self._what_if: dict[Side, WhatIf] = {}
        self._stop_listening = (
            desk.changed.connect(self._hear),
            accounts.changed.connect(lambda _: self._act()),
            arming.changed.connect(lambda _: self._touch()),
            self.sending.left.connect(self._see_off),
        )

    def close(self) -> None:
        """Stop listening to the desk and to the choice of the account."""
        for stop in self._stop_listening:
            stop()

    # What is shown.

    @property
    def account(self) -> str:
        """The account that is traded."""
        return self.accounts.chosen.account

    @property
    def mode(self) -> str:
        return self.accounts.chosen.mode

    @property
    def quote(self) -> Quote | None:
        return self._hub.quote(self.instrument.symbol) if self.instrument else None

    @property
    def stale(self) -> str:
        """How old the quote is, in words, once that is too old; else empty."""
        if self.instrument is None:
            return ""
        return stale_words(self._hub.health(self.instrument.symbol))

    @property
    def change(self) -> Change | None:
        """How far the last trade is from the previous close; None while neither is known."""
        quote = self.quote
        if self.instrument is None or quote is None:
            return None
        return day_change(self.instrument, quote.last, self._bars.day(self.instrument.symbol))

    @property
    def takes_limit(self) -> bool:
        return self.order_type in _LIMITED

    @property
    def takes_stop(self) -> bool:
        return self.order_type in _TRIGGERED

    @property
    def takes_trail(self) -> bool:
        return self.order_type is OrderType.TRAILING_STOP

    @property
    def position(self) -> Decimal:
        """The signed position in the ticket's symbol."""
        if self.instrument is None:
            return Decimal(0)
        held = self._desk.positions.get((self.account, self.instrument.symbol))
        return held.quantity if held else Decimal(0)

    def buying_power(self, account: str) -> Decimal | None:
        """What a new order on an account may tie up."""
        known = account in self._desk.accounts
        return self._desk.buying_power(account) if known else None

    @property
    def working(self) -> Sequence[Order]:
        """Live orders of the account in the symbol."""
        if self.instrument is None:
            return ()
        return self._desk.live_orders(self.account, self.instrument.symbol)

    def what_if(self, side: Side) -> WhatIf:
        """Return what a click on `side` would come to now."""
        if side not in self._what_if:
            self._what_if[side] = self._ask(side)
        return self._what_if[side]

    def _ask(self, side: Side) -> WhatIf:
        wish = self._wish(side)
        if wish is None or self.instrument is None:
            return WhatIf()
        return what_if(self._desk, wish, self.instrument, self.quote)

    def _entry_price(self, side: Side) -> Decimal | None:
        """Where an order of `side` as it is filled in would trade, as far as can be told."""
        for entry, used in ((self.limit, self.takes_limit), (self.stop, self.takes_stop)):
            if used:
                return entry.price
        return price_at_quote(side, self.quote)

    def planned_stop(self, side: Side) -> Planned | None:
        """Where the stop of an order of `side` would rest, and what it would lose."""
        return self.exits.stop(side, self.quantity, self._entry_price(side))

    def planned_targets(self, side: Side) -> Planned | None:
        """Where the targets of an order of `side` would rest, and what all of them would make."""
        return self.exits.targets(side, self.quantity, self._entry_price(side))

    def _active_exits(self, side: Side, quantity: Decimal) -> Exits | None:
        """The exits of what is held, for so much more of it."""
        if self.instrument is None:
            return None
        lot, entry = self.instrument.lot_size, self._desk.orders.get
        return active_exits(self.working, entry, side, quantity, lot)

    def brings_exits(self, side: Side) -> bool:
        """Say whether an order of `side` comes with exits."""
        return not self.only_reduces(side) and self.exits.of(side, self.quantity) is not None

    def only_reduces(self, side: Side) -> bool:
        """Say whether an order of `side` gets out of what is held, which needs no exits."""
        return self.position * side.sign < 0 and self.quantity <= abs(self.position)

    # What is said.

    @property
    def problem(self) -> str:
        """Why nothing can be sent as it is filled in; empty where all can be read."""
        entries = [entry.problem for entry, used in self.entries() if used]
        trail = self.trail.problem if self.takes_trail else ""
        exits = self.exits.problem_of(None, self.quantity)
        found = (*entries, trail, exits, self.size.problem)
        return next((problem for problem in found if problem), "")

    def problem_on(self, side: Side | None) -> str:
        """Why nothing can be sent on a side: what only gets out has no exits to be wrong."""
        problem = self.problem
        if side is None:
            return problem
        exits = self.exits.problem_of(None, self.quantity)
        if problem and problem != exits:
            return problem
        return self._exits_problem(side)

    def _exits_problem(self, side: Side) -> str:
        return "" if self.only_reduces(side) else self.exits.problem_of(side, self.quantity)

    def entries(self) -> Sequence[tuple[PriceEntry, bool]]:
        """Return where prices are entered, the trigger first, and whether the type takes them."""
        return ((self.stop, self.takes_stop), (self.limit, self.takes_limit))

    def line(self, side: Side | None) -> Line:
        """Return what to say under the buttons while the trader points at `side`, or at neither."""
        if self.refusal:
            return Line(formats.hide_amounts(self.refusal), self._refusal_token)
        return self.words.line(side)

    # What the trader does.

    def show(self, instrument: Instrument) -> None:
        """Turn to another symbol; the prices follow its market again."""
        if self.instrument is not None and instrument.symbol == self.instrument.symbol:
            return
        self.instrument = instrument
        self.sent.show(instrument)
        self.limit, self.stop = PriceEntry(), PriceEntry()
        self.trail.take(self.trail.distance, "", instrument)
        self.exits.show(instrument)
        if self.quantity % instrument.lot_size:
            self.size.quantity = instrument.lot_size
        self.size.count_by(risk=self.size.by_risk)
        self._fill_prices()
        self._act()

    def choose_type(self, order_type: OrderType) -> None:
        self.order_type = order_type
        self._forget_notes()
        self._act()

    def _forget_notes(self) -> None:
        """A price that snapped says so until something else is done with it."""
        self.limit.note = self.stop.note = ""

    def choose_time_in_force(self, time_in_force: TimeInForce) -> None:
        self.time_in_force = time_in_force
        self._act()

    def type_price(self, entry: PriceEntry, text: str) -> None:
        """Take a typed price into `entry`."""
        if self.instrument is not None:
            entry.take(text, self.instrument)
            self._act()

    def step_price(self, entry: PriceEntry, ticks: int) -> None:
        """Move the price of `entry` by whole ticks."""
        if self.instrument is not None:
            entry.step(ticks, self.instrument)
            self._act()

    def follow(self, entry: PriceEntry) -> None:
        """Let the price of `entry` follow the market again."""
        entry.follow()
        self._fill_prices()
        self._act()

    def fill_in(
        self, instrument: Instrument, side: Side, entry: Decimal, *, stop: Decimal, target: Decimal
    ) -> None:
        """Fill in an entry with its exits; nothing is sent.

        An entry that the market has yet to come to from the side of the loss is a stop, any other
        a limit. Nothing is filled in while the ticket shows another symbol.
        """
        if self.instrument is None:
            return
        if instrument.symbol != self.instrument.symbol:
            self.refuse(
                translate("Ticket", "Nothing was filled in: the plan is of {symbol}.").format(
                    symbol=instrument.symbol
                )
            )
            return
        if not all(map(instrument.is_price, (entry, stop, target))):
            self.refuse(
                translate(
                    "Ticket", "Nothing was filled in: {symbol} cannot have these prices."
                ).format(symbol=instrument.symbol)
            )
            return
        quote = self.quote
        opposite = None if quote is None else quote.ask if side is Side.BUY else quote.bid
        is_stop = opposite is not None and (entry - opposite) * side.sign > 0
        self.order_type = OrderType.STOP if is_stop else OrderType.LIMIT
        (self.stop if is_stop else self.limit).put(entry)
        self.exits.fill_in(TypedExits(unit="price", stop=f"{stop:f}", target=f"{target:f}"))
        kind = formats.kind(OrderType.STOP if is_stop else OrderType.LIMIT)
        price = formats.price(entry, instrument)
        words = translate("Ticket", "From the chart: {verb} {kind} {price}, with exits.").format(
            verb=within(formats.verb(side.value)), kind=kind, price=price
        )
        self.refuse(translate("Ticket", "{words} Nothing was sent.").format(words=words), "t2")

    def fill_in_from(self, other: "TicketViewModel") -> None:
        """Hold what another ticket holds; of another account or symbol nothing is taken."""
        if self.account != other.account or self.instrument != other.instrument:
            return
        self.order_type, self.time_in_force = other.order_type, other.time_in_force
        self.limit, self.stop = replace(other.limit), replace(other.stop)
        self.size, self.trail = replace(other.size), replace(other.trail)
        self.exits.fill_in_from(other.exits)
        self._fill_prices()
        self._act()

    def take_over(self, instrument: Instrument, side: Side, price: Decimal) -> None:
        """Turn to a symbol and fill in a limit at a price that was picked elsewhere; nothing is
        sent."""
        self.show(instrument)
        self.order_type = OrderType.LIMIT
        self.limit.put(price)
        self._act()
        words = translate("Ticket", "Filled in: {verb} {kind} {price}. Nothing was sent.").format(
            verb=within(formats.verb(side.value)),
            kind=formats.kind(OrderType.LIMIT),
            price=formats.price(price, instrument),
        )
        self.refuse(words, "t2")

    def type_trail(self, distance: str, start: str) -> None:
        """Take how far a trailing stop follows, and from which price on."""
        if self.instrument is not None:
            self.trail.take(distance, start, self.instrument)
            self._act()

    def step_trail(self, by: int) -> None:
        """Follow by ticks more or less."""
        if self.instrument is not None:
            self.trail.step(by, self.instrument)
            self._act()

    @property
    def quantity(self) -> Decimal:
        """How many the next order is for; while there is a problem, the last that was known."""
        return self.size.quantity

    @property
    def shown_quantity(self) -> str:
        """The quantity of the next order in words; a dash while none is sent."""
        return formats.NOTHING if self.size.problem else formats.quantity(self.quantity)

    def type_quantity(self, text: str) -> None:
        """Take a typed quantity, or a typed risk."""
        if self.instrument is not None:
            self.size.take(text, self.instrument)
            self._keep_options(self.options)
            self._act()

    def step_quantity(self, by: int) -> None:
        """Change the quantity by whole lots, never below one, or the risk by its steps."""
        self.size.step(by, self.instrument.lot_size if self.instrument else Decimal(1))
        self._keep_options(self.options)
        self._act()

    def choose_quantity(self, quantity: Decimal) -> None:
        self.size.choose(quantity)
        self._act()

    def choose_preset(self, number: int) -> None:
        """Take one of the quantities that are offered."""
        if number < len(self.presets):
            self.choose_quantity(self.presets[number])

    def copy_size(self) -> None:
        """Take the size of the position for the next order; without one nothing changes."""
        if self.position:
            self.choose_quantity(abs(self.position))

    def count_by(self, *, risk: bool) -> None:
        """Let the quantity follow from what may be lost at the stop, or not."""
        self.size.count_by(risk=risk)
        self._keep_options(self.options)
        self._act()

    def _resize(self) -> None:
        """Size what follows from a risk as things stand now."""
        instrument = self.instrument
        if not self.size.by_risk or instrument is None:
            return
        side = self._side_of_stop
        one = self._wish_at(side, self.order_type, self.limit.price, self.stop.price)
        self.size.size(partial(self._sized, side, one, self._entry_price(side)))

    def _sized(self, side: Side, wish: OrderWish, entry: Decimal | None, risk: Risk) -> Decimal:
        """Return what a risk comes to where a wish would trade at `entry`; raises NotSized."""
        assert self.instrument is not None  # noqa: S101 - there is no wish without a symbol
        lot = self.instrument.lot_size
        one = replace(wish, quantity=lot, exits=None)
        return size_from(
            risk,
            self.exits.of(side, lot),
            entry,
            self.instrument,
            side=side,
            equity=self._desk.equity(self.account),
            fees=2 * self._desk.preview(one).fees,
        )

    def size_at(self, side: Side, order_type: OrderType, price: Decimal | None) -> Decimal:
        """Return how many an order at a `price` from elsewhere is for, None being the market's.

        A risk is that of the order's own price; what only gets out risks nothing, and is as large
        as the ticket's. Raises NotSized.
        """
        size = self.size
        if self.instrument is None or not size.by_risk or size.typo or self.only_reduces(side):
            if size.problem:
                raise NotSized(size.problem)
            return self.quantity
        wish = self._wish_from_elsewhere(side, order_type, price, self.quantity)
        return self._sized(side, wish, entry_price(wish, self.quote), size.risk)

    def shown_size_at(self, side: Side, order_type: OrderType, price: Decimal | None) -> str:
        """How many an order at a price from elsewhere is for; a dash while none is sent."""
        try:
            return formats.quantity(self.size_at(side, order_type, price))
        except NotSized:
            return formats.NOTHING

    def shown_size_at_quote(self, side: Side, *, at_bid: bool) -> str:
        """How many an order at the bid is for, or at the ask, in words."""
        quote = self.quote
        price = None if quote is None else quote.bid if at_bid else quote.ask
        return self.shown_size_at(side, OrderType.LIMIT, price)

    @property
    def _side_of_stop(self) -> Side:
        """The side whose loss a stop at a price ends; a distance is the same on both."""
        for side in (Side.BUY, Side.SELL):
            exits, entry = self.exits.of(side, self.quantity), self._entry_price(side)
            if exits is not None and exits.stop is not None and entry is not None:
                stop = exits.stop
                if stop.unit != "price" or (entry - stop.value) * side.sign > 0:
                    return side
        return Side.BUY

    def offer(self, presets: Sequence[Decimal], exits: Sequence[TypedExits]) -> None:
        """Offer other quantities and exits: those that were kept elsewhere."""
        self.presets, self.exits.kept = tuple(presets), tuple(exits)
        self.changed.emit(None)

    def edit_preset(self, number: int, text: str) -> None:
        """Offer another quantity in place of one, and keep it for the next time."""
        if self.instrument is None:
            return
        try:
            quantity = read_quantity(text, self.instrument)
        except NotReadable:
            return  # the one before stays
        self.presets = (*self.presets[:number], quantity, *self.presets[number + 1 :])
        self._keep_presets(self.presets)
        self._act()

    # What is chosen in its menu.

    @property
    def options(self) -> TicketOptions:
        """What was chosen, to be kept for the next time."""
        return replace(self._options, by_risk=self.size.by_risk, risk=self.size.risk)

    def change_options(self, **chosen: Any) -> None:
        """Choose anew what is named."""
        self._options = replace(self.options, **chosen)
        self._keep_options(self.options)
        self._fill_prices()
        self._act()

    # What leaves.

    def send(self, side: Side) -> None:
        """Send what is filled in, once."""
        wish = self._filled_in(side)
        if wish is not None:
            self._place(wish)

    def preview(self, side: Side) -> None:
        """Ask about what is filled in, however far a click goes: what confirms it sends it."""
        wish = self._filled_in(side)
        if wish is not None and self.instrument is not None:
            self._act()
            self.sending.ask(wish, self.instrument, self.refuse)

    def _filled_in(self, side: Side) -> OrderWish | None:
        """Return what is filled in; where something is amiss, say so."""
        self.catch_up()
        wish = self._wish(side)
        if problem := self.problem_on(side):
            self.refuse(translate("Ticket", "{problem}. Nothing was sent.").format(problem=problem))
        elif wish is None:
            self.refuse(
                translate("Ticket", "Nothing was sent. {click_words}").format(
                    click_words=self.words.click(None)
                )
            )
        return wish

    def join(self, side: Side) -> None:
        """Rest at the own side of the quote."""
        self._send_at_quote(side, at_bid=side is Side.BUY)

    def take(self, side: Side) -> None:
        """Lift the ask or hit the bid: a limit at the opposite quote."""
        self._send_at_quote(side, at_bid=side is Side.SELL)

    def _send_at_quote(self, side: Side, *, at_bid: bool) -> None:
        self.catch_up()
        quote = self.quote
        price = None if quote is None else quote.bid if at_bid else quote.ask
        if price is not None:
            self._order_at(side, OrderType.LIMIT, price, self._source, self.time_in_force)
        else:
            self.refuse(
                translate("Ticket", "Nothing was sent. There is no {value} now.").format(
                    value=formats.quote("bid" if at_bid else "ask")
                )
            )

    def order_at(
        self, side: Side, order_type: OrderType, price: Decimal | None, source: str
    ) -> None:
        """Send the quantity and the exits that are filled in at a `price` from elsewhere: of a stop
        its trigger, None of a market order. What is to rest lasts for the day at least."""
        self.catch_up()
        lasts = self.time_in_force if self.time_in_force in _LASTING else TimeInForce.DAY
        self._order_at(side, order_type, price, source, lasts)

    def _order_at(
        self,
        side: Side,
        order_type: OrderType,
        price: Decimal | None,
        source: str,
        lasts: TimeInForce,
    ) -> None:
        problem = self._exits_problem(side)
        try:
            if problem:
                raise NotSized(problem)
            quantity = self.size_at(side, order_type, price)
        except NotSized as why:
            self.refuse(translate("Ticket", "{problem}. Nothing was sent.").format(problem=why))
            return
        wish = self._wish_from_elsewhere(side, order_type, price, quantity)
        self._place(replace(wish, source=source, time_in_force=lasts))

    def _wish_from_elsewhere(
        self, side: Side, order_type: OrderType, price: Decimal | None, quantity: Decimal
    ) -> OrderWish:
        is_stop = order_type is OrderType.STOP
        limit, stop = (None, price) if is_stop else (price, None)
        wish = self._wish_at(side, order_type, limit, stop)
        return replace(wish, quantity=quantity, exits=self.exits.of(side, quantity))

    def close_out(self, source: str, symbol: str = "") -> None:
        """Close what is held of a symbol, else of the ticket's: a way out, which asks nobody."""
        if symbol := symbol or self._symbol:
            wish = OrderWish(self.account, symbol, Intent.CLOSE.value, source=source)
            self.sending.send(wish, self.refuse)

    def cancel_all(self, side: Side | None = None, symbol: str = "") -> None:
        """Cancel the working orders of a symbol, else of the ticket's, or those of one side."""
        if symbol := symbol or self._symbol:
            self._spawn(self._desk.cancel_all(self.account, symbol, side), "cancel all")

    def flatten(self, symbol: str = "") -> None:
        """Cancel the orders of a symbol, else of the ticket's, and close what is held of it."""
        if symbol := symbol or self._symbol:
            self._spawn(self._flatten(symbol), "flatten")

    @property
    def _symbol(self) -> str:
        return "" if self.instrument is None else self.instrument.symbol

    async def _flatten(self, symbol: str) -> None:
        held = self._desk.positions.get((self.account, symbol))
        is_flat = held is None or held.is_flat
        idle = is_flat and not self._desk.live_orders(self.account, symbol)
        await self._desk.flatten(self.account, symbol)
        if idle:
            self.refuse(
                translate("Ticket", "Nothing to flatten: no position or order in {symbol}.").format(
                    symbol=symbol
                ),
                "t2",
            )

    def reverse(self, source: str = SOURCE) -> None:
        """Turn the position into its opposite."""
        if self.instrument is not None:
            symbol, intent = self.instrument.symbol, Intent.REVERSE.value
            wish = OrderWish(self.account, symbol, intent, source=source)
            # The exits of what is held end with it.
            self._place(replace(wish, exits=None if self.exits.scales else self.exits.exits))

    def _place(self, wish: OrderWish) -> None:
        """Let a wish leave, as far as a click goes."""
        if self.instrument is not None:
            self.refusal = ""
            self._draw_later()
            self.sending.place(wish, self.instrument, self.refuse)

    def _spawn(self, action: Coroutine[object, object, object], name: str) -> None:
        self._act()
        self._tasks.spawn(attempt(action, lambda why: self.refuse(texts.text(why))), name=name)

    def _wish(self, side: Side) -> OrderWish | None:
        """What a click on `side` asks for; None while something is missing or cannot be read."""
        limit = self.limit.price if self.takes_limit else None
        stop = self.stop.price if self.takes_stop else None
        missing = (self.takes_limit and limit is None) or (self.takes_stop and stop is None)
        if self.instrument is None or missing or self.problem_on(side):
            return None
        return self._wish_at(side, self.order_type, limit, stop)

    def _wish_at(
        self, side: Side, order_type: OrderType, limit: Decimal | None, stop: Decimal | None
    ) -> OrderWish:
        assert self.instrument is not None  # noqa: S101 - there is no price without a symbol
        return OrderWish(
            account=self.account,
            symbol=self.instrument.symbol,
            intent=Intent.DELTA.value,
            side=side.value,
            quantity=self.quantity,
            order_type=order_type,
            limit_price=limit,
            stop_price=stop,
            time_in_force=self.time_in_force,
            source=self._source,
            trail=self.trail.trail if order_type is OrderType.TRAILING_STOP else None,
            # The desk leaves them away where an order can only reduce.
            exits=self.exits.of(side, self.quantity),
        )

    # What the market and the desk say.

    def flush(self) -> None:
        """Take over what the market and the desk said since the last frame, and draw it."""
        self.catch_up()
        if not self._is_drawn:
            self._draw()

    def catch_up(self) -> None:
        """Take over what the market and the desk said, for who sends or shows what follows from it:
        the ticket may not be on screen, and then nobody flushes it."""
        if self.instrument is None:
            return
        ends = runs_out(self._arming, self.account)
        seen = (self._hub.version(self.instrument.symbol), self.stale, ends)
        if self._dirty or seen != self._seen:
            self._seen, self._dirty = seen, False
            self._fill_prices()
            self._resize()
            self._draw_later()

    def _fill_prices(self) -> None:
        quote = self.quote
        if quote is None or quote.mark is None or self.instrument is None:
            return
        mark = self.instrument.snap(quote.mark)
        if self.limit.follows:
            sides = {"bid": quote.bid, "ask": quote.ask}
            side = sides.get(self._options.price_from)
            self.limit.price = side if side is not None else mark
        if self.stop.follows:
            self.stop.price = mark

    def _see_off(self, wish: OrderWish) -> None:
        """An order leaves: what was said before it is over."""
        self.refusal = ""
        self._forget_notes()
        self._draw_later()

    def _hear(self, change: DeskChange) -> None:
        match change:
            # Of no quantity: there was nothing to send.
            case OrderChanged(order=order) if self._is_own(order) and order.quantity:
                self._follow_order(order)
        self._dirty = True

    def _is_own(self, order: Order) -> bool:
        """Whether an order was sent from here; ladders beside each other have the same source."""
        is_shown = self._source == SOURCE or order.symbol == self._symbol
        return is_shown and order.source == self._source

    def _follow_order(self, order: Order) -> None:
        """See what becomes of an order that was sent from here."""
        is_new = self.sent.remember(order)
        if order.status is OrderStatus.REJECTED and order.reason is not None:
            self.refuse(texts.text(order.reason))  # in the broker's own words, however late
        elif is_new and order.status is not OrderStatus.DENIED and self._options.clears_price:
            self._clear_prices(order)

    def _clear_prices(self, order: Order) -> None:
        """Let typed prices that have left with an order follow the market again."""
        for entry, left in ((self.limit, order.limit_price), (self.stop, order.stop_price)):
            if not entry.follows and left is not None and entry.price == left:
                entry.follow()
        self._fill_prices()

    def refuse(self, words: str, token: str = "error") -> None:
        """Say what was refused; it stands there until the trader does something else."""
        self.refusal, self._refusal_token = words, token
        self._touch()

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        self._touch()

    def _act(self) -> None:
        self.refusal = ""
        self.sending.forget()
        self._touch()

    def _touch(self) -> None:
        self._resize()
        self._draw()

    def _draw_later(self) -> None:
        """Have drawn anew with the next frame: an order that leaves goes before that."""
        self._what_if.clear()
        self._is_drawn = False

    def _draw(self) -> None:
        self._what_if.clear()
        self._is_drawn = True
        self.changed.emit(None)
