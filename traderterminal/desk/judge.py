"""The judge: turns what somebody wants into one order, and says whether it may leave.

Nothing here waits: from the look at the position to the moment in which the order counts it is one
step, so that two wishes of the same moment see each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.desk.exposure import (
    EMPTY,
    Exposure,
    LiveOrders,
    Working,
    beside,
    can_only_reduce,
    only_gets_out,
)
from traderterminal.desk.gate import (
    Pace,
    Question,
    Ruling,
    ask,
    expired_contract,
    is_automated,
    money_needed,
)
from traderterminal.desk.kill_switch import KillSwitch
from traderterminal.desk.pace import PaceKeeper
from traderterminal.desk.packages import (
    Package,
    as_legs,
    judged_as,
    money_at_risk,
    problem,
    together,
)
from traderterminal.desk.ports import Capabilities, OrderWish, Terms
from traderterminal.desk.protection import attached
from traderterminal.desk.repetition import Repetition
from traderterminal.desk.router import Netted, Router, net
from traderterminal.desk.tracker import Tracker
from traderterminal.desk.trailing import as_stop
from traderterminal.desk.valuation import Margined, Valuation
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.marketable import trades_at_once
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderStatus, Verdict
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.market.ports import FeedHealth
from traderterminal.risk.changes import LimitBook
from traderterminal.risk.limits import RiskLimits
from traderterminal.risk.margins import outright

ZERO: Final = Decimal(0)


class Market(Protocol):
    """What the desk asks of the market."""

    @property
    def clock(self) -> Clock: ...
    def quote(self, symbol: str) -> Quote | None: ...
    def health(self, symbol: str) -> FeedHealth: ...


@frozen
class Surroundings:
    """What the desk asks around. Times are market time.

    `resolve` takes any accepted form of a symbol and raises UnknownSymbol; `opens` returns the
    words for the next opening of an instrument, None while it trades; `is_expired` says whether a
    contract has stopped trading; `fee` is what a fill costs an account; `stalled` says whether
    the program has stood still of late; `day_net` is what an account made on the market's day, None
    while a price lacks; `rolled` is the day since which a contract's next month has been the front;
    `margin` is what an instrument ties up now in an account of an equity; `front` is the symbol of
    what trades in the place of an expired one, empty where nothing does; `unconverted` is why
    dollars cannot be counted in the accounts' currency, and `blackout` why entries in an instrument
    wait for news at a moment, if so.
    """

    resolve: Callable[[str], Instrument]
    instrument: Callable[[str], Instrument]
    opens: Callable[[Instrument, int], str | None]
    is_expired: Callable[[Instrument, int], bool]
    fee: Callable[[str, Instrument, Side, Decimal, Decimal, int], Decimal]
    limit_book: LimitBook
    stalled: Callable[[], bool] = lambda: False
    day_net: Callable[[str], Decimal | None] = lambda account: ZERO
    rolled: Callable[[Instrument, int], date | None] = lambda instrument, at_ns: None
    margin: Margined = lambda account, instrument, equity: outright(instrument)
    front: Callable[[Instrument, int], str] = lambda instrument, at_ns: ""
    unconverted: Message | None = None
    blackout: Callable[[Instrument, int], Message | None] = lambda instrument, at_ns: None

    def limits(self, account: str) -> RiskLimits:
        """What holds for an account now."""
        return self.limit_book.limits(account)


@frozen
class Preview:
    """What a wish would come to, if it were sent now. `reason` is the refusal, if any; `reduces`
    says that it can but reduce what is held, whatever else trades."""

    symbol: str
    side: Side
    quantity: Decimal
    position_before: Decimal
    position_after: Decimal
    fees: Decimal
    money_needed: Decimal
    verdicts: tuple[Verdict, ...]
    reason: Message | None
    reduces: bool = False


class Judge:
    """Nets and judges wishes, changes and exits."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        router: Router,
        market: Market,
        surroundings: Surroundings,
        pace: PaceKeeper,
        valuation: Valuation,
        kill_switch: KillSwitch,
        repetition: Repetition,
        unready: Callable[[str, str], Message | None],
        new_order_id: Callable[[], str],
    ) -> None:
        self._tracker = tracker
        self._router = router
        self._market = market
        self._around = surroundings
        self._pace = pace
        self._valuation = valuation
        self._kill_switch = kill_switch
        self._repetition = repetition
        self._unready = unready
        self._new_order_id = new_order_id

    def contract(self, wish: OrderWish) -> Instrument:
        """The contract of `wish`; a close means the month of the root that is held."""
        instrument = self._around.resolve(wish.symbol)
        if Intent(wish.intent) is not Intent.CLOSE:
            return instrument
        if self._tracker.known_position(wish.account, instrument.symbol):
            return instrument
        for position in self._tracker.held(wish.account):
            held = self._around.instrument(position.symbol)
            if held.root == instrument.root and held.asset_class is instrument.asset_class:
                return held
        return instrument

    def preview(self, wish: OrderWish) -> Preview:
        """Say what `wish` would come to now; raises UnknownSymbol."""
        instrument = self.contract(wish)
        position = self._tracker.known_position(wish.account, instrument.symbol)
        live = self._tracker.live(wish.account, instrument.symbol)
        if wish.intent == Intent.CLOSE:
            live = EMPTY
        order, ruling = self._judge(wish, instrument, live)
        quote = self._market.quote(instrument.symbol)
        price = order.limit_price or order.stop_price or (quote.mark if quote else None)
        now = self._market.clock.now_ns()
        fees = ZERO
        if price is not None and order.quantity:
            fees = self._around.fee(
                wish.account, instrument, order.side, order.quantity, price, now
            )
        return Preview(
            symbol=instrument.symbol,
            side=order.side,
            quantity=order.quantity,
            position_before=position,
            position_after=position + order.side.sign * order.quantity,
            fees=fees,
            money_needed=money_needed(
                order,
                instrument,
                quote,
                self._valuation.margin(wish.account, instrument),
                Exposure(instrument.symbol, position, live.working),
            ),
            verdicts=ruling.verdicts,
            reason=ruling.refusal,
            reduces=only_gets_out(order, position, live, quote),
        )

    def decide(
        self,
        wish: OrderWish,
        instrument: Instrument,
        request: str,
        at_most: Decimal | None = None,
    ) -> tuple[Order, Ruling]:
        """Net and judge `wish` in one step: what is let through counts from here on.

        Of a close only `at_most`, if given.
        """
        live = self._tracker.live(wish.account, instrument.symbol)
        order, ruling = self._judge(wish, instrument, live, at_most)
        if not is_automated(order):
            self._repetition.a_hand_is_on()
        return self._let_through(order.revised(request=request), ruling)

    def decide_package(
        self, wish: OrderWish, package: Package, request: str
    ) -> list[tuple[Order, Ruling]]:
        """Judge all legs of a package in one step; each at its worst, as if it traded alone.

        Only if every leg can but reduce what is held, the package counts as a way out.
        """
        instruments = [self._around.instrument(leg.symbol) for leg in package.legs]
        legs = self._draft_legs(wish, package, instruments, request)
        try:
            account = self._tracker.known_account(wish.account)
            capabilities = self._router.carrier(account, legs[0].symbol).capabilities
        except OrderRefused as refused:
            return [(order, _refuse(refused.message)) for order in legs]
        reason = problem(wish, package, instruments, capabilities) or self._ended(instruments)
        if reason is not None:
            return [(order, _refuse(reason)) for order in legs]
        exits = all(self._can_only_reduce(order) for order in legs)
        quotes = {leg.symbol: self._market.quote(leg.symbol) for leg in package.legs}
        money = ZERO if exits else money_at_risk(wish, package, instruments, quotes)
        if isinstance(money, Message):
            return [(order, _refuse(money)) for order in legs]
        legs = judged_as(legs, money, exits=exits)
        rulings = [
            self._ask(
                order,
                one,
                capabilities,
                self._tracker.live(order.account, order.symbol).working,
                self._pace.pace(order),
                wish.confirmed,
            )
            for order, one in zip(legs, instruments, strict=True)
        ]
        if not is_automated(legs[0]):
            self._repetition.a_hand_is_on()
        decided = zip(legs, together(rulings), strict=True)
        return [self._let_through(order, ruling) for order, ruling in decided]

    def _ended(self, instruments: Sequence[Instrument]) -> Message | None:
        """Why one of the contracts trades no more; it has no quote either."""
        now = self._market.clock.now_ns()
        for one in instruments:
            if self._around.is_expired(one, now):
                return expired_contract(one, self._around.front(one, now))
        return None

    def _draft_legs(
        self, wish: OrderWish, package: Package, instruments: Sequence[Instrument], request: str
    ) -> list[Order]:
        drafts = [
            self._draft(
                package.leg_wish(wish, leg), one, Netted(leg.side, package.quantity * leg.ratio)
            )
            for leg, one in zip(package.legs, instruments, strict=True)
        ]
        first = drafts[0]
        client_order_id = wish.client_order_id or first.order_id
        drafts[0] = first.revised(client_order_id=client_order_id, request=request)
        return as_legs(drafts, package)

    def _can_only_reduce(self, order: Order) -> bool:
        working = self._tracker.live_orders(order.account, order.symbol)
        position = self._tracker.known_position(order.account, order.symbol)
        return can_only_reduce(order, position, Working.of(beside(order, working)))

    def refuse(
        self, wish: OrderWish, instrument: Instrument, request: str, reason: Message
    ) -> tuple[Order, Ruling]:
        """Return the order of a close that does not leave for a `reason`."""
        ruling = _refuse(reason)
        netted = net(wish, self._tracker.known_position(wish.account, instrument.symbol), ())
        order = self._draft(wish, instrument, netted)
        return order.revised(request=request, verdict=ruling.verdicts), ruling

    def _let_through(self, order: Order, ruling: Ruling) -> tuple[Order, Ruling]:
        order = order.revised(verdict=ruling.verdicts)
        if ruling.refusal is None:
            self._pace.left(order)
            self._tracker.reserve(order)
        return order, ruling

    def decide_exit(self, order: Order) -> tuple[Order, Ruling]:
        """Judge an order that a bracket asks for, netted already."""
        live = self._tracker.live_orders(order.account, order.symbol)
        others = Working.of(beside(order, live))
        position = self._tracker.known_position(order.account, order.symbol)
        order = order.revised(reduces=can_only_reduce(order, position, others))
        instrument = self._around.instrument(order.symbol)
        capabilities, pace = self._capabilities(order), self._pace.pace(order)
        ruling = self._ask(order, instrument, capabilities, others, pace)
        return self._let_through(order, ruling)

    def _judge(
        self,
        wish: OrderWish,
        instrument: Instrument,
        live: LiveOrders,
        at_most: Decimal | None = None,
    ) -> tuple[Order, Ruling]:
        """Net and judge `wish` beside the `live` orders.

        What could close no more than is held passes as a way out, whatever the account may still
        do, also where it is to rest beside the legs of a bracket that close the same: no exit is
        ever blocked. Once either has traded the other makes way, see `overlapping_exits`. Unasked,
        with `only_out`, it does not leave.
        """
        position = self._tracker.known_position(wish.account, instrument.symbol)
        try:
            account = self._tracker.known_account(wish.account)
            capabilities = self._router.carrier(account, instrument.symbol).capabilities
            netted = net(wish, position, live.orders, at_most)
        except OrderRefused as refused:
            order = self._draft(wish, instrument, Netted(Side.BUY, wish.quantity or ZERO))
            return order, _refuse(refused.message)
        order = self._draft(wish, instrument, netted)
        if netted.nothing is not None:
            return order, _refuse(netted.nothing)
        if order.intent is Intent.CLOSE:  # what is on its way out cannot hold up the way out
            live = LiveOrders(o for o in live.orders if o.status is not OrderStatus.PENDING_CANCEL)
        if position * order.side.sign < 0:
            order = order.revised(reduces=can_only_reduce(order, position, live.unlinked))
        if wish.only_out:
            quote = self._market.quote(order.symbol)
            if not only_gets_out(order, position, live, quote):
                return order, _refuse(Message("adds_by_now"))
        whole = self._dressed(order, wish, instrument, capabilities)
        if isinstance(whole, Message):
            return order, _refuse(whole)
        pace = self._pace.pace(whole)
        ruling = self._ask(whole, instrument, capabilities, live.working, pace, wish.confirmed)
        return whole, ruling

    def _dressed(
        self, order: Order, wish: OrderWish, instrument: Instrument, capabilities: Capabilities
    ) -> Order | Message:
        """Give an order the trail and the exits that were wished for, or say why not."""
        quote = self._market.quote(order.symbol)
        stop = as_stop(order, wish.trail, instrument, capabilities, quote)
        if isinstance(stop, Message):
            return stop
        return attached(stop, wish.exits, instrument, capabilities, quote)

    def trades_at_once(self, order: Order, terms: Terms) -> bool:
        """Say whether an order trades as soon as it has new terms, as the market stands."""
        quote = self._market.quote(order.symbol)
        limit, stop = terms.limit_price, terms.stop_price
        return trades_at_once(order.side, order.order_type, limit, stop, quote)

    def change(self, order: Order, terms: Terms) -> Ruling:
        """Ask the gate about an order that is to stand with new terms."""
        live = self._tracker.live_orders(order.account, order.symbol)
        live = [other for other in live if other.order_id != order.order_id]
        others = Working.of(beside(order, live))
        position = self._tracker.known_position(order.account, order.symbol)
        changed = order.revised(
            quantity=terms.quantity,
            limit_price=terms.limit_price,
            stop_price=terms.stop_price,
        )
        changed = changed.revised(reduces=can_only_reduce(changed, position, others))
        capabilities = self._capabilities(order)
        counted = others if order.link else Working.of(live)
        instrument = self._around.instrument(order.symbol)
        pace = replace(self._pace.pace(changed), same_seconds_ago=None)  # it is no other order
        ruling = self._ask(changed, instrument, capabilities, counted, pace)
        if ruling.refusal is None and not changed.reduces:  # a trail may move with every tick
            self._pace.changed(changed)
        return ruling

    def _ask(
        self,
        order: Order,
        instrument: Instrument,
        capabilities: Capabilities,
        working: Working,
        pace: Pace,
        confirmed: bool = False,
    ) -> Ruling:
        now, limits = self._market.clock.now_ns(), self._around.limits(order.account)
        expired = self._around.is_expired(instrument, now)
        buying_power, margin, rolled = ZERO, outright(instrument), None
        day_net: Decimal | None = ZERO
        if not order.reduces:  # an exit is not asked for money, and must not fail over the sum
            account, order_id = order.account, order.order_id
            buying_power, margin = self._valuation.means(account, instrument, order_id)
            day_net = self._around.day_net(order.account) if limits.max_daily_loss else ZERO
            rolled = self._around.rolled(instrument, now) if limits.enforce_roll_window else None
        return ask(
            Question(
                order=order,
                instrument=instrument,
                account=self._tracker.known_account(order.account),
                limits=limits,
                capabilities=capabilities,
                position=self._tracker.known_position(order.account, order.symbol),
                working=working,
                quote=self._market.quote(instrument.symbol),
                health=self._market.health(instrument.symbol),
                opens=self._around.opens(instrument, now),
                buying_power=buying_power,
                margin=margin,
                expired=expired,
                front=self._around.front(instrument, now) if expired else "",
                pace=pace,
                unready=self._unready(order.account, order.symbol),
                killed=self._kill_switch.engaged,
                round_trips=self._repetition.stopped.get(order.strategy, 0),
                confirmed=confirmed,
                stalled=self._around.stalled(),
                day_net=day_net,
                rolled=rolled,
                unconverted=self._around.unconverted,
                blackout=None if order.reduces else self._around.blackout(instrument, now),
            )
        )

    def _draft(self, wish: OrderWish, instrument: Instrument, netted: Netted) -> Order:
        order_id = self._new_order_id()
        return Order(
            order_id=order_id,
            client_order_id=wish.client_order_id or order_id,
            account=wish.account,
            symbol=instrument.symbol,
            side=netted.side,
            quantity=netted.quantity,
            order_type=wish.order_type,
            time_in_force=wish.time_in_force,
            created_ns=self._market.clock.now_ns(),
            limit_price=wish.limit_price,
            stop_price=wish.stop_price,
            expires_ns=wish.expires_ns,
            intent=Intent(wish.intent),
            source=wish.source,
            strategy=wish.strategy,
            alert_id=wish.alert_id,
            group=wish.group,
        )

    def _capabilities(self, order: Order) -> Capabilities:
        account = self._tracker.known_account(order.account)
        return self._router.carrier(account, order.symbol).capabilities


def is_exempt(ruling: Ruling) -> bool:
    """Say whether the gate took the order for one that can only reduce."""
    return any(v.rule == "kill_switch" and v.outcome == "skip" for v in ruling.verdicts)


def _refuse(reason: Message) -> Ruling:
    return Ruling((Verdict(reason.code, "refuse"),), reason)
