"""The ladder without its widget: what is shown at each price, and what a click on it asks for."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from traderterminal.desk.desk import Change, Desk
from traderterminal.domain.execution import FindQueue
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderType
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import NANOSECONDS, to_datetime
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.hub import MarketHub
from traderterminal.market.traded_prices import TradedPrices
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.breach import Breach, DayNet
from traderterminal.ui.viewmodels.freshness import stale_words
from traderterminal.ui.viewmodels.ladder_clicks import Forced, order_type
from traderterminal.ui.viewmodels.ladder_orders import OrderTag, Place, tags
from traderterminal.ui.viewmodels.ladder_rows import LadderMarket, LadderRow, LadderRows
from traderterminal.ui.viewmodels.ladder_view import LadderView
from traderterminal.ui.viewmodels.marketable import Landing, NotSent, Touch, landing
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel

SOURCE: Final = "ladder"
#: What can be shown beside the usual columns, by the names under which it is kept.
EXTRAS: Final = {"trades": mark("Ladder", "Recent trades"), "ahead": mark("Ladder", "Queue ahead")}
_NO_SIZES: Final[Mapping[int, int]] = {}


@frozen
class Pinned:
    """Own orders of a side that lie above or below what is in view, as one in the first row from
    that edge on that has none of its own; `nearest` is the price in ticks of the next of them."""

    side: Side
    above: bool
    words: str
    row: int
    nearest: int


class LadderViewModel:
    """Shows the symbol of the `ticket`; `changed` tells of anything to draw anew.

    Quantity, exits and account are the ticket's too, as every order goes through it; own
    orders are changed through `orders`. `session_end_ns` tells when the session of a moment ends,
    `day_net` what an account has made on the day, None while that is not known.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        hub: MarketHub,
        ticket: TicketViewModel,
        orders: OrdersViewModel,
        find_queue: FindQueue,
        session_end_ns: Callable[[Instrument, int], int],
        day_net: DayNet = lambda _: None,
    ) -> None:
        self._desk = desk
        self._hub = hub
        self.ticket = ticket
        self._orders = orders
        self._find_queue = find_queue
        self._session_end_ns = session_end_ns
        self.changed: Observers[None] = Observers()
        self.view = LadderView()
        self.extras: frozenset[str] = frozenset()
        self.instrument: Instrument | None = None
        self._traded: dict[str, TradedPrices] = {}
        self._tags: dict[Place, OrderTag] | None = None
        self._rows: LadderRows | None = None  # of a symbol that is shown
        self._breach = Breach(self, desk, day_net)
        self._breach_at: tuple[object, int | None] = (None, None)
        self._refusal = ""
        self._asked_orders = False  # the last act was one on own orders
        self._seen: object = None
        self._dirty = False
        self._stops = (
            desk.changed.connect(self._hear),
            ticket.changed.connect(lambda _: self._follow_ticket()),
            orders.changed.connect(lambda _: self._touch()),
            ticket.accounts.changed.connect(lambda _: self._forget_orders()),
            hub.cleared.connect(lambda _: self._begin_anew()),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stops:
            stop()

    # How it is shown.

    def show(self, instrument: Instrument) -> None:
        """Turn to another symbol, whose trades are added up from now on for good."""
        if self.instrument is not None and instrument.symbol == self.instrument.symbol:
            return
        self.instrument = instrument
        if instrument.symbol not in self._traded:
            now_ns = self._hub.clock.now_ns()
            found = TradedPrices(now_ns, lambda at_ns: self._session_end_ns(instrument, at_ns))
            self._traded[instrument.symbol] = found
            self._hub.listen(instrument.symbol, found.add)
        self._rows = LadderRows(instrument)
        self._forget_orders()
        self._begin()
        self.view.forget()
        self.flush()

    def follow(self, *, follows: bool) -> None:
        """Let the market stay in the middle, or let the ladder stand still."""
        self.view.follows = follows
        self._redraw()

    def hold(self, *, held: bool) -> None:
        """Keep every price where it is as long as the pointer is there."""
        if held == self.view.held:
            return
        self.view.held = held
        if held:  # nothing moves by that, and a click may come with it, which goes first
            self._touch()
        else:
            self._redraw()

    def recentre(self) -> None:
        """Bring the market back into the middle."""
        middle = self.middle
        if middle is not None:
            self.view.centre(middle)
            self._redraw()

    def look_at(self, ticks: int) -> None:
        """Bring a price into the middle."""
        self.view.centre(ticks)
        self._redraw()

    def scroll(self, rows: int) -> None:
        """Look so many rows further up, or down."""
        self.view.scroll(rows)
        self._redraw()

    def fit(self, rows: int) -> None:
        """Take note of how many rows there is room for."""
        if rows != self.view.rows:
            self.view.fit(max(1, rows))
            self._redraw()

    def show_extra(self, name: str, *, shown: bool) -> None:
        """Show one of the `EXTRAS`, or hide it."""
        self.extras = self.extras | {name} if shown else self.extras - {name}
        self._redraw()

    def state(self) -> dict[str, Any]:
        """Return how it is shown, as JSON takes it."""
        return {"follows": self.view.follows, "extras": sorted(self.extras)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave; what is unknown or wrong is as usual."""
        self.view.follows = state.get("follows") is True
        extras = state.get("extras")
        if isinstance(extras, list):
            self.extras = frozenset(name for name in EXTRAS if name in extras)
        self._redraw()

    def _redraw(self) -> None:
        self._dirty = True
        self.flush()

    # What there is.

    @property
    def _symbol(self) -> str:
        return "" if self.instrument is None else self.instrument.symbol

    @property
    def account(self) -> str:
        """The account that orders from here are of."""
        return self.ticket.account

    @property
    def touch(self) -> Touch:
        """The best bid and ask."""
        top = self._hub.top(self._symbol)
        return Touch(None if top is None else top.bid, None if top is None else top.ask, self.price)

    @property
    def traded(self) -> TradedPrices:
        """What traded at each price; of a symbol that is shown."""
        return self._traded[self._symbol]

    @property
    def middle(self) -> int | None:
        """Where the market is, in ticks; None before it has shown anything."""
        touch, last = self.touch, self._hub.last_trade(self._symbol)
        if touch.bid is not None and touch.ask is not None:
            return (touch.bid + touch.ask) // 2
        if last is not None:
            return last.price
        return touch.bid if touch.bid is not None else touch.ask

    @property
    def last_ticks(self) -> int | None:
        """The price of the last trade."""
        last = self._hub.last_trade(self._symbol)
        return None if last is None else last.price

    @property
    def stale(self) -> str:
        """How old the market is, in words, once that is too old; else empty."""
        return "" if self.instrument is None else stale_words(self._hub.health(self._symbol))

    @property
    def position(self) -> Position | None:
        """What is held of the symbol; None of nothing."""
        found = self._desk.positions.get((self.ticket.account, self._symbol))
        return found if found is not None and found.quantity else None

    @property
    def average_ticks(self) -> int | None:
        """The price nearest to the average one of the position."""
        held, instrument = self.position, self.instrument
        if held is None or held.average_price is None or instrument is None:
            return None
        return round(held.average_price / instrument.tick_size)

    @property
    def breach_ticks(self) -> int | None:
        """The first price at which the position would use up the loss of the day; None where there
        is none. It moves with fills, not with the market: once a second it is looked for anew."""
        asked = (self.position, self._hub.clock.now_ns() // NANOSECONDS)
        if self._breach_at[0] != asked:
            line = self._breach.line
            self._breach_at = asked, None if line is None else line.ticks
        return self._breach_at[1]

    @property
    def breach_words(self) -> str:
        """Say where the loss of the day would be used up, and how far that is; else empty."""
        line = self._breach.line
        return "" if line is None else ", ".join(line.words)

    @property
    def open_result(self) -> Decimal | None:
        """What the position would make now; None where that is not known."""
        return self._desk.unrealized(self.ticket.account, self._symbol) if self.position else None

    @property
    def position_words(self) -> str:
        """Say what is held: LONG 2, SHORT 1, FLAT."""
        held = self.position
        if held is None:
            return translate("Ladder", "FLAT")
        word = "LONG" if held.quantity > 0 else "SHORT"
        return f"{word} {formats.quantity(abs(held.quantity))}"

    @property
    def totals(self) -> tuple[str, str, str]:
        """All that is bid, the spread in ticks, and all that is asked, as text."""
        if self._rows is None:
            return "", formats.NOTHING, ""
        (bids, asks), touch = self._displayed(), self.touch
        spread = formats.NOTHING
        if touch.bid is not None and touch.ask is not None:
            spread = f"{touch.ask - touch.bid} t"
        return self._rows.size(sum(bids.values())), spread, self._rows.size(sum(asks.values()))

    @property
    def tags(self) -> Mapping[Place, OrderTag]:
        """Own orders by side and price."""
        if self._tags is None:
            account, instrument = self.ticket.account, self.instrument
            self._tags = {}
            if instrument is not None:
                orders = self._desk.live_orders(account, instrument.symbol)
                is_paper = self._orders.is_paper(account)
                self._tags = tags(orders, instrument, is_paper=is_paper)
        return self._tags

    @property
    def pinned(self) -> Sequence[Pinned]:
        """Own orders that lie out of view, by side and direction."""
        top = self.view.top
        if top is None:
            return ()
        found: dict[tuple[Side, bool], list[OrderTag]] = {}
        for tag in self.tags.values():
            if self.view.row(tag.ticks) is None:
                found.setdefault((tag.side, tag.ticks > top), []).append(tag)
        pinned = []
        for (side, above), group in found.items():
            row = self._free_row(side, above=above)
            if row is not None:
                more = translate("Ladder", "{count} more").format(count=len(group))
                words = group[0].words if len(group) == 1 else more
                nearest = (min if above else max)(tag.ticks for tag in group)
                pinned.append(Pinned(side, above, words, row, nearest))
        return pinned

    def _free_row(self, side: Side, *, above: bool) -> int | None:
        """The first row from an edge on in which a side has no orders."""
        rows = range(self.view.rows) if above else range(self.view.rows - 1, -1, -1)
        taken = {self.view.row(tag.ticks) for tag in self.tags.values() if tag.side is side}
        return next((row for row in rows if row not in taken), None)

    def price(self, ticks: int) -> str:
        """Write a price."""
        return "" if self._rows is None else self._rows.price(ticks)

    # The rows.

    def rows(self) -> list[LadderRow]:
        """Return what is in view, from top to bottom; nothing before there is a market."""
        top = self.view.top
        if top is None or self._rows is None:
            return []
        bids, asks = self._displayed()
        return self._rows.rows(
            range(top, top - self.view.rows, -1),
            LadderMarket(bids, asks, self.traded, self.touch, self.last_ticks),
            self.tags,
            self.position,
            self._queues() if "ahead" in self.extras else {},
        )

    @property
    def writer(self) -> object:
        """Who writes the numbers: another one once all are written otherwise."""
        return self._rows

    def write_anew(self) -> None:
        """Write every number again: it is written otherwise from now on."""
        if self.instrument is not None:
            self._rows = LadderRows(self.instrument)
        self._tags, self._dirty = None, True
        self.flush()

    def _displayed(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        """The displayed bids and asks, of a feed without levels the best ones alone."""
        top, depth = self._hub.top(self._symbol), self._hub.depth(self._symbol)
        if depth is not None:
            return depth.side("B"), depth.side("A")
        if top is None:
            return _NO_SIZES, _NO_SIZES
        return (
            _NO_SIZES if top.bid is None else {top.bid: top.bid_size},
            _NO_SIZES if top.ask is None else {top.ask: top.ask_size},
        )

    def _queues(self) -> dict[int, str]:
        """What is inferred to stand before own orders, by price; of several before the first."""
        found: dict[int, Decimal] = {}
        for tag in self.tags.values():
            for order_id in tag.order_ids:
                order = self._desk.orders.get(order_id)
                queue = None if order is None else self._find_queue(order)
                if queue is not None and queue.ahead is not None:
                    found[tag.ticks] = min(queue.ahead, found.get(tag.ticks, queue.ahead))
        return {ticks: formats.quantity(ahead) for ticks, ahead in found.items()}

    # What is said.

    @property
    def said(self) -> tuple[str, str]:
        """Why the last act came to nothing, with the colour of how much it matters; else empty."""
        if self._refusal:
            return self._refusal, "error"
        if self._asked_orders:
            return self._orders.said
        if self.ticket.refusal:
            line = self.ticket.line(None)
            return line.words, line.token
        return "", "t2"

    def hint(self, side: Side, ticks: int, forced: Forced) -> str:
        """Say what a click would ask for, or why for nothing."""
        try:
            kind = order_type(side, ticks, self.touch, forced)
        except NotSent as why:
            return f"{why}."
        instrument, verb = self.instrument, formats.verb(side.value)
        price = None if instrument is None else instrument.from_ticks(ticks)
        quantity = self.ticket.shown_size_at(side, kind, price)
        exits = translate("Ladder", ", with exits") if self.ticket.brings_exits(side) else ""
        return f"{verb} {quantity} {formats.kind(kind)} {self.price(ticks)}{exits}"

    def pin_hint(self, pin: Pinned) -> str:
        """Say what a click on orders out of view does."""
        where = self.price(pin.nearest)
        return translate("Ladder", "A click goes to {where}").format(where=where)

    @property
    def volume_since(self) -> str:
        """Since when the volume at a price is added up."""
        since = to_datetime(self.traded.since_ns)
        return translate("Ladder", "Volume at price heard since {since:%H:%M:%S} UTC").format(
            since=since
        )

    @property
    def spoken(self) -> str:
        """Market, position and own orders in words, for who cannot see them."""
        touch = self.touch
        bid = formats.NOTHING if touch.bid is None else self.price(touch.bid)
        ask = formats.NOTHING if touch.ask is None else self.price(touch.ask)
        own = sorted(self.tags.values(), key=lambda tag: -tag.ticks)
        words = [
            translate("Ladder", "bid {bid}, ask {ask}").format(bid=bid, ask=ask),
            self.position_words.lower(),
        ]
        words += [f"{self.price(tag.ticks)}, {tag.spoken}" for tag in own]
        words += [self.breach_words] if self.breach_words else []
        return "; ".join([self.stale, *words] if self.stale else words)

    # What the trader does.

    def click(self, side: Side, ticks: int, forced: Forced = Forced.NOTHING) -> None:
        """Send what a click at a price asks for, or say why it asks for nothing."""
        self._begin()
        instrument = self.instrument
        if instrument is None:
            return
        price = instrument.from_ticks(ticks)
        try:
            if not instrument.is_price(price):
                raise NotSent(
                    translate("Ladder", "{ticks} is no price").format(ticks=self.price(ticks))
                )
            kind = order_type(side, ticks, self.touch, forced)
        except NotSent as why:
            self._refuse(translate("Ladder", "{why}. Nothing was sent.").format(why=why))
        else:
            self.ticket.order_at(side, kind, price, SOURCE)

    def market(self, side: Side) -> None:
        """Buy or sell at the market."""
        self._begin()
        self.ticket.order_at(side, OrderType.MARKET, None, SOURCE)

    def join(self, side: Side) -> None:
        """Rest at the own side of the quote."""
        self._at_quote(side, at_bid=side is Side.BUY)

    def take(self, side: Side) -> None:
        """Lift the ask or hit the bid."""
        self._at_quote(side, at_bid=side is Side.SELL)

    def _at_quote(self, side: Side, *, at_bid: bool) -> None:
        self._begin()
        touch, instrument = self.touch, self.instrument
        ticks = touch.bid if at_bid else touch.ask
        if ticks is None or instrument is None:
            self._refuse(
                translate("Ladder", "Nothing was sent. There is no {value} now.").format(
                    value=formats.quote("bid" if at_bid else "ask")
                )
            )
        else:
            self.ticket.order_at(side, OrderType.LIMIT, instrument.from_ticks(ticks), SOURCE)

    def move(self, tag: OrderTag, ticks: int) -> None:
        """Ask for another price of the orders of a tag, once of each.

        One that would lead into the market at once stands as it was; the others are moved.
        """
        self._begin()
        landings = self._landings(tag, ticks)
        instrument = self.instrument
        if instrument is None or not landings:
            live = any((o := self._desk.orders.get(i)) and o.is_live for i in tag.order_ids)
            why = (
                translate("Ladder", "The ladder shows something else by now")
                if live
                else translate("Ladder", "The order works no more")
            )
            self._refuse(translate("Ladder", "{why}. Nothing was changed.").format(why=why))
            return
        self._asked_orders = True
        for order, found in landings:
            if found.refused:
                self._refuse(f"{found.words}.")
            else:
                self._orders.move(order, instrument.from_ticks(ticks))

    def _landings(self, tag: OrderTag, ticks: int) -> list[tuple[Order, Landing]]:
        """What comes of each order of a tag at a price; none of orders that are over or elsewhere.

        Those that trade at once are ways out only as far as something is left to close.
        """
        landings: list[tuple[Order, Landing]] = []
        instrument, closed = self.instrument, Decimal(0)
        orders = (self._desk.orders.get(order_id) for order_id in tag.order_ids)
        for order in orders:
            if order is None or not order.is_live or order.symbol != self._symbol:
                continue
            assert instrument is not None  # noqa: S101 - the order is of what is shown
            adds = self._orders.leads_in(order, instrument.from_ticks(ticks), beside=closed)
            found = landing(order, ticks, self.touch, adds=adds)
            if found.at_once and not found.refused:
                closed += order.leaves_quantity
            landings.append((order, found))
        return landings

    def drag_hint(self, tag: OrderTag, ticks: int) -> tuple[str, str]:
        """Say what comes of a tag that is let go at a price, with the colour of how it matters."""
        previews = {found.preview for _, found in self._landings(tag, ticks)} - {""}
        words = "; ".join(
            [
                translate("Ladder", "{words} to {ticks}").format(
                    words=tag.words, ticks=self.price(ticks)
                ),
                *sorted(previews),
            ]
        )
        return words, "warn" if previews else "t2"

    def cancel(self, tag: OrderTag) -> None:
        """Cancel the orders of a tag."""
        self._begin()
        self._asked_orders = True
        for order_id in tag.order_ids:
            self._orders.cancel(order_id)

    def cancel_or_recentre(self, side: Side | None, ticks: int) -> None:
        """Cancel own orders at a price, of one side or of both; without any, recentre."""
        here = {each: self.tags.get((each, ticks)) for each in Side}
        if not any(here.values()):
            self.recentre()
        for each, tag in here.items():
            if tag is not None and side in (None, each):
                self.cancel(tag)

    def close_position(self) -> None:
        """Close what is held of the symbol."""
        self._begin()
        self.ticket.close_out(SOURCE)

    def reverse(self) -> None:
        """Turn the position into its opposite."""
        self._begin()
        self.ticket.reverse(SOURCE)

    def copy_size(self) -> None:
        """Take the size of the position for the next order."""
        self.ticket.copy_size()

    def choose_preset(self, number: int) -> None:
        """Take one of the quantities that are offered."""
        self.ticket.choose_preset(number)

    def _begin(self) -> None:
        self._refusal, self._asked_orders, self._dirty = "", False, True

    def _refuse(self, words: str) -> None:
        self._refusal = words
        self._redraw()

    # What the market and the desk say.

    def flush(self) -> None:
        """Take over what the market and the desk said since the last frame."""
        if self.instrument is None:
            return
        self.ticket.catch_up()
        depth, traded = self._hub.depth(self._symbol), self.traded
        traded.age(self._hub.clock.now_ns())
        seen = (
            self._hub.version(self._symbol),
            None if depth is None else depth.version,
            traded.version,
            self.stale,
            self.ticket.refusal,
            self.ticket.shown_quantity,
        )
        if not self._dirty and seen == self._seen:
            return
        self._seen, self._dirty = seen, False
        middle = self.middle
        if middle is not None:
            self.view.see(middle)
        self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        self._forget_orders()

    def _forget_orders(self) -> None:
        self._tags = None
        self._dirty = True

    def _follow_ticket(self) -> None:
        """A click here is sent by the ticket, as an order of the symbol that it shows."""
        self._touch()
        if self.ticket.instrument is not None:
            self.show(self.ticket.instrument)

    def _touch(self) -> None:
        self._dirty = True

    def _begin_anew(self) -> None:
        """The market starts again, maybe somewhere else."""
        now_ns = self._hub.clock.now_ns()
        for traded in self._traded.values():
            traded.clear(now_ns)
        self.view.forget()
        self._dirty = True
