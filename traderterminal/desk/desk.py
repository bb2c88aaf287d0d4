"""The desk: the one façade through which orders are placed, cancelled and looked at.

Every entry point, be it a click, the API or an alert, ends in `place`: netted against the position,
asked at the gate, made durable, sent once.
"""

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.alarms import Alarm, AlarmBook
from traderterminal.desk.brackets import Brackets
from traderterminal.desk.closing import Closing
from traderterminal.desk.dispatch import ASKED_NS, Departure, Dispatch
from traderterminal.desk.exposure import EMPTY, Exposure
from traderterminal.desk.flatten import CANCEL_S, Flatten, FlattenResult
from traderterminal.desk.following_exits import FollowingExits
from traderterminal.desk.gate import Ruling
from traderterminal.desk.judge import Judge, Market, Preview, Surroundings, is_exempt
from traderterminal.desk.kill_switch import KillSwitch
from traderterminal.desk.overlapping_exits import OverlappingExits
from traderterminal.desk.pace import PaceKeeper
from traderterminal.desk.packages import Package
from traderterminal.desk.ports import Capabilities, Ledger, NoteFact, OrderWish, Terms
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.repetition import Repetition
from traderterminal.desk.router import Router
from traderterminal.desk.tracker import (
    AccountChanged,
    Change,
    FillBooked,
    FillRebooked,
    OrderChanged,
    StateChanged,
    Tracker,
)
from traderterminal.desk.trailing import TrailingStops
from traderterminal.desk.valuation import Valuation
from traderterminal.domain.accounts import Account, TradingState
from traderterminal.domain.errors import LedgerDown, OrderRefused, TraderTerminalError
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import CancelFor, Intent, Order, OrderStatus
from traderterminal.domain.positions import Lane, Position
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.lanes import Lanes
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.risk.changes import Pending, Value
from traderterminal.risk.limits import RiskLimits

__all__ = [
    "AccountChanged",
    "Change",
    "ClientOrderIdReused",
    "Departure",
    "Desk",
    "FillBooked",
    "FillRebooked",
    "FlattenResult",
    "OrderChanged",
    "Preview",
    "StateChanged",
    "Surroundings",
]

ZERO: Final = Decimal(0)
#: For so long at most everything that can wait lets an order go first. Host time.
HASTE_NS: Final = 30_000_000


class ClientOrderIdReused(TraderTerminalError):
    """The client's order id has been used for another order."""

    def __init__(self, client_order_id: str) -> None:
        super().__init__(Message("client_order_id_reused", {"id": client_order_id}))


class Desk:
    """Places, cancels and shows the orders of all accounts.

    `orders`, `positions` and `accounts` show what is booked; `changed` tells of each change after
    it was booked.
    """

    def __init__(
        self,
        *,
        tracker: Tracker,
        router: Router,
        ledger: Ledger,
        market: Market,
        surroundings: Surroundings,
        pace: PaceKeeper,
        reconciler: Reconciler,
        host: Clock,
        new_id: Callable[[], str],
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._reconciler = reconciler
        self._host = host
        self._lanes = Lanes()
        self._router = router
        self._ledger = ledger
        self._around = surroundings
        self._pace = pace
        self._new_id = new_id
        self._tasks = tasks
        self._requested: dict[str, asyncio.Future[Order]] = {}
        self._asked_ns: int | None = None  # of an order that has not left yet
        self.alarms = AlarmBook(reconciler.alarms, self._is_over)
        self._watch_exits(market)
        for _, broker in router.brokers():
            broker.listen(reconciler.hear)
        self._prepare_departures(market)
        self._prepare_ways_out()
        self.repetition = Repetition(
            ledger=ledger,
            host=host,
            tasks=tasks,
            limit=lambda account: surroundings.limits(account).automation_round_trips,
            tell=self._tell_of_stopped,
        )
        self._prepare_judgement(market)

    def _watch_exits(self, market: Market) -> None:
        """Make what moves and cancels exits by itself."""
        self.brackets = Brackets(
            tracker=self._tracker,
            hands=self,
            instrument=self._around.instrument,
            market=lambda: market.clock,
            alarms=self._reconciler.alarms,
            host=self._host,
            tasks=self._tasks,
        )
        self._trailing = TrailingStops(
            tracker=self._tracker,
            move=self.replace,
            parent=self.brackets.parent,
            instrument=self._around.instrument,
            quote=market.quote,
            host=self._host,
            tasks=self._tasks,
        )
        self._overlapping = OverlappingExits(
            tracker=self._tracker,
            change=self.replace,
            cancel=self.cancel,
            host=self._host,
            tasks=self._tasks,
        )
        self._following = FollowingExits(
            tracker=self._tracker,
            move=self.replace,
            cancel=self.cancel,
            instrument=self._around.instrument,
            quote=market.quote,
            tasks=self._tasks,
        )

    def _prepare_departures(self, market: Market) -> None:
        """Make what sends orders and their cancels."""
        self._dispatch = Dispatch(
            tracker=self._tracker,
            router=self._router,
            reconciler=self._reconciler,
            instrument=self._around.instrument,
            quote=market.quote,
            new_order_id=self.new_order_id,
            is_killed=lambda: self.kill_switch.engaged,
            host=self._host,
            tasks=self._tasks,
        )
        self._dispatch.departed.connect(self._calm_down)

    def _prepare_ways_out(self) -> None:
        """Make what takes everything out."""
        self._flatten = Flatten(
            tracker=self._tracker,
            place=self.place,
            cancel=self._dispatch.cancel_in_time,
            leaving=lambda lane: self._closing.on_the_way_out(lane),
            host=self._host,
        )
        self.kill_switch = KillSwitch(
            tracker=self._tracker,
            ledger=self._ledger,
            cancel=self._dispatch.cancel_in_time,
            flatten=self._flatten,
            host=self._host,
            tasks=self._tasks,
        )

    def _prepare_judgement(self, market: Market) -> None:
        """Make what asks the rules about an order, and what closes without asking them."""
        self._valuation = Valuation(
            self._tracker, market.quote, self._around.instrument, self._around.margin
        )
        self._judge = Judge(
            tracker=self._tracker,
            router=self._router,
            market=market,
            surroundings=self._around,
            pace=self._pace,
            valuation=self._valuation,
            kill_switch=self.kill_switch,
            repetition=self.repetition,
            unready=self._reconciler.unready,
            new_order_id=self.new_order_id,
        )
        self._closing = Closing(
            tracker=self._tracker,
            judge=self._judge,
            dispatch=self._dispatch,
            reconciler=self._reconciler,
            lanes=self._lanes,
            look=self.brackets.look_at_all,
            host=self._host,
            tasks=self._tasks,
        )

    def load(self, notes: Mapping[str, Mapping[str, str]]) -> None:
        """Take up what an earlier run left: the kill switch on, strategies that were stopped, how
        many orders left; call it once the tracker is loaded."""
        self._pace.load(self._tracker.orders.values())
        self.kill_switch.load(notes)
        self.repetition.load(notes)
        self._tracker.changed.connect(self._count_round_trips)

    def _count_round_trips(self, change: Change) -> None:
        if isinstance(change, FillBooked):
            self.repetition.hear(change.fill, change.position)

    def _tell_of_stopped(self, account: str, strategy: str, trips: int) -> None:
        limit = self._around.limits(account).automation_round_trips
        parameters = {"strategy": strategy, "measured": str(trips), "limit": str(limit)}
        self._reconciler.alarms.emit(
            Alarm(account, "", Message("strategy_stopped", parameters, "alarm"))
        )

    def _is_over(self, alarm: Alarm) -> bool:
        """Say whether what an alarm is about has gone by itself."""
        match alarm.message.code:
            case "position_drift":
                return alarm.symbol not in self._reconciler.standing(alarm.account).drift
            case "session_lost" | "wrong_environment" | "contract_changed":
                return self._reconciler.unready(alarm.account, alarm.symbol) is None
            case "unprotected":
                return not self.brackets.gaps(alarm.account, alarm.symbol)
            case "exit_refused" | "exit_gone" | "exit_overshot":
                return not self._tracker.known_position(alarm.account, alarm.symbol)
            case "close_waits" | "close_beside_unknown":
                return not self._tracker.live(alarm.account, alarm.symbol).working.unknown
            case "strategy_stopped":
                return alarm.message.parameters["strategy"] not in self.repetition.stopped
            case _:
                return False

    async def take_up(self) -> None:
        """Go on with what a former run left open; call it once the tracker is loaded."""
        await self.brackets.take_up(self._ledger)
        self._trailing.take_up()

    def see(self, symbol: str) -> None:
        """The market of `symbol` has moved."""
        self.brackets.see(symbol)
        self._trailing.see(symbol)

    # What is booked.

    @property
    def orders(self) -> Mapping[str, Order]:
        return self._tracker.orders

    @property
    def positions(self) -> Mapping[tuple[str, str], Position]:
        return self._tracker.positions

    @property
    def accounts(self) -> Mapping[str, Account]:
        return self._tracker.accounts

    @property
    def changed(self) -> Observers[Change]:
        return self._tracker.changed

    @property
    def departed(self) -> Observers[Departure]:
        """Tells of each order that leaves for its broker, and how long after it was asked for."""
        return self._dispatch.departed

    async def booked(self) -> None:
        """Wait until all that has happened so far is booked; raises LedgerDown."""
        await self._tracker.booked()

    def live_orders(self, account: str, symbol: str = "") -> Sequence[Order]:
        """Live orders of an account in a symbol, oldest first."""
        return self._tracker.live_orders(account, symbol)

    def mark(self, symbol: str) -> Decimal | None:
        """The price at which a position in `symbol` is valued; None while none is known."""
        return self._valuation.mark(symbol)

    def unrealized(self, account: str, symbol: str) -> Decimal | None:
        """The open result of a position before fees; None while no price is known."""
        return self._valuation.unrealized(account, symbol)

    def exposures(self, account: str) -> Sequence[Exposure]:
        """What an account holds and what works, by symbol; a fill counts before it is booked."""
        live = self._tracker.live_by_symbol(account)
        held = {p.symbol: p.quantity for p in self._tracker.held(account)}
        return [
            Exposure(symbol, held.get(symbol, ZERO), live.get(symbol, EMPTY).working)
            for symbol in sorted(held.keys() | live.keys())
        ]

    def equity(self, account: str) -> Decimal | None:
        """Cash, open results of futures and the value of what is held; None where a price lacks."""
        return self._valuation.equity(account)

    def buying_power(self, account: str) -> Decimal:
        """What a new order may tie up; a position without a price counts at its cost."""
        return self._valuation.buying_power(account)

    def margin_used(self, account: str) -> Decimal:
        """What positions and live orders tie up of an account's equity."""
        return self._valuation.margin_used(account)

    # Placing.

    def preview(self, wish: OrderWish) -> Preview:
        """Say what `wish` would come to now; raises UnknownSymbol."""
        return self._judge.preview(wish)

    def place(self, wish: OrderWish) -> Coroutine[object, object, Order]:
        """Carry `wish` through gate, ledger and broker, and return the order as booked.

        A refused one comes back `denied` with its reason. The same client order id and wish return
        the first order. Raises UnknownSymbol, LedgerDown (then nothing was sent) and
        ClientOrderIdReused.
        """
        self.hurry()
        return self._place_asked(wish, self._host.monotonic_ns())  # a click is now, not in a turn

    def hurry(self) -> None:
        """An order is about to be asked for: let it go first until it has left.

        One after the other, none of which leaves, must not hold up all else for ever: after its
        time nothing goes first for as long again.
        """
        now_ns = self._host.monotonic_ns()
        if self._asked_ns is None or now_ns - self._asked_ns >= 2 * HASTE_NS:
            self._asked_ns = now_ns

    def _calm_down(self, _: Departure) -> None:
        self._asked_ns = None

    @property
    def is_in_haste(self) -> bool:
        """Say whether an order was asked for a moment ago that has not left for its broker yet.

        What can wait, such as drawing, does: the order's way leads through the same thread.
        """
        asked_ns = self._asked_ns
        return asked_ns is not None and self._host.monotonic_ns() - asked_ns < HASTE_NS

    async def _place_asked(self, wish: OrderWish, asked_ns: int) -> Order:
        ASKED_NS.set(asked_ns)
        if not wish.client_order_id:
            return await self._place(wish, "")
        request = _fingerprint(wish)
        first = self._requested.get(wish.client_order_id)
        if first is None:
            first = asyncio.get_running_loop().create_future()
            self._requested[wish.client_order_id] = first
            self._tasks.spawn(self._answer(first, wish, request), name="place")
        order = await asyncio.shield(first)
        if order.request != request:
            raise ClientOrderIdReused(wish.client_order_id)
        return self.orders.get(order.order_id, order)

    async def _answer(self, first: asyncio.Future[Order], wish: OrderWish, request: str) -> None:
        """Place a wish that carries a client's id, unless the ledger knows it already."""
        try:
            await _settle(first, self._known_or_placed(wish, request))
        finally:  # the next attempt under this id must not hear an old failure
            del self._requested[wish.client_order_id]

    async def _known_or_placed(self, wish: OrderWish, request: str) -> Order:
        known = self._tracker.waiting_for_ledger(wish.client_order_id)
        known = known or await self._ledger.order_by_client_id(wish.client_order_id)
        return known or await self._place(wish, request)

    async def _place_package(self, wish: OrderWish, request: str) -> Order:
        package = Package.of(wish, self._around.resolve)
        async with AsyncExitStack() as turns:
            for symbol in sorted({leg.symbol for leg in package.legs}):  # never in a ring
                lane = (wish.account, symbol)
                await turns.enter_async_context(self._lanes.turn(lane, is_exit=False))
            decided = self._judge.decide_package(wish, package, request)
        return await self._dispatch.carry_out_package(decided)

    async def _place(self, wish: OrderWish, request: str) -> Order:
        if wish.legs:
            return await self._place_package(wish, request)
        instrument = self._judge.contract(wish)
        lane = (wish.account, instrument.symbol)
        match Intent(wish.intent):
            case Intent.CLOSE:
                return await self._apart(self._closing.close(wish, instrument, request))
            case Intent.REVERSE:
                return await self._apart(self._closing.reverse(wish, instrument, request))
            case _ if not self._lanes.busy(lane):
                decided = self._judge.decide(wish, instrument, request)
            case _:
                async with self._lanes.turn(lane, is_exit=False):
                    decided = self._judge.decide(wish, instrument, request)
        return await self._dispatch.carry_out(*decided)

    async def _apart(self, work: Coroutine[object, object, Order]) -> Order:
        """Do `work` in a task of its own: a caller that goes away must not leave it half done."""
        done: asyncio.Future[Order] = asyncio.get_running_loop().create_future()
        self._tasks.spawn(_settle(done, work), name="close")
        return await asyncio.shield(done)

    # Cancelling and getting out.

    async def cancel(self, order_id: str, purpose: CancelFor = CancelFor.TRADER) -> Order:
        """Ask for the cancel of a live order and return it as booked; KeyError if not known.

        One that is closed already comes back as it is.
        """
        order = self._tracker.known_order(order_id)
        if order is None:
            raise KeyError(order_id)
        if await self._dispatch.cancel(order_id, purpose):
            await self._tracker.durable()
        return self.orders.get(order_id, order)

    def change_adds(self, order: Order, terms: Terms) -> bool:
        """Say whether new terms of an order may add exposure now."""
        at_once = self._judge.trades_at_once(order, terms)
        return self._tracker.change_adds(order, terms, at_once=at_once)

    async def replace(self, order_id: str, terms: Terms, *, only_out: bool = False) -> Order:
        """Give a live order new terms, once, and return it as booked; KeyError if not known.

        More exposure than before passes the gate like a new order; with `only_out` it is refused,
        also where it has become that since it was asked for. Exits that wait for the order at its
        broker follow it. Raises OrderRefused, then the order stands as it was.
        """
        order = self._tracker.known_order(order_id)
        if order is None:
            raise KeyError(order_id)
        if order.status is not OrderStatus.ACCEPTED:
            words = {"status": order.shown_status.replace("_", " ")}
            raise OrderRefused(Message("not_changeable", words))
        can_replace = self.capabilities(order.account, order.symbol).replace
        if not can_replace or order.package:
            what = {"what": "changing this order", "account": order.account}
            raise OrderRefused(Message("unsupported", what))
        if order.waits_for_entry and order.kept_price is None and order.stop_price is None:
            words = {"status": "waiting for its entry"}
            raise OrderRefused(Message("not_changeable", words))
        if only_out and self.change_adds(order, terms):
            raise OrderRefused(Message("adds_by_now"))
        ruling = self._judge.change(order, terms)
        if ruling.told is not None:
            raise OrderRefused(ruling.told)
        await self._following.lead(order, terms)
        adds = not is_exempt(ruling)
        at_once = self._judge.trades_at_once(order, terms)
        await self._dispatch.change(order, terms, adds=adds, at_once=at_once, only_out=only_out)
        await self._tracker.durable()
        return self.orders.get(order_id, order)

    async def cancel_all(
        self,
        account: str,
        symbol: str = "",
        side: Side | None = None,
        purpose: CancelFor = CancelFor.TRADER,
    ) -> int:
        """Cancel the live orders of an account, or only those of a symbol or side; how many.

        An exit that waits for one of them goes with it: it may yet trade before its cancel.
        """
        found = {
            order.order_id: order
            for order in self._tracker.live_orders(account)
            if symbol in ("", order.symbol) and side in (None, order.side)
        }
        orders = [
            order
            for order in found.values()
            if not (order.waits_for_entry and order.parent_id in found)
        ]
        await asyncio.gather(*(self.cancel(order.order_id, purpose) for order in orders))
        return len(orders)

    async def flatten(self, account: str, symbol: str = "") -> FlattenResult:
        """Cancel the orders of an account (or one symbol of it), close what it holds, look again.

        A position that could not be closed in time is not counted; its close goes on working.
        What has become of the orders is booked when it returns.
        """
        self._tracker.known_account(account)
        result = await self._flatten.accounts([account], symbol)
        await self._tracker.durable()
        return result

    async def flatten_all(self) -> FlattenResult:
        """Flatten every account, all at once."""
        return await self._flatten.accounts(list(self._tracker.known_accounts()))

    async def set_state(self, account: str, state: TradingState) -> Account:
        """Say what an account may still do; it holds at once, and is durable when it returns."""
        self._tracker.known_account(account)
        return await self._tracker.set_state(account, state)

    def orders_today(self, account: str) -> int:
        """How many orders left an account in the last 24 hours."""
        return self._pace.today(account)

    def limits(self, account: str) -> RiskLimits:
        """What the gate holds an account to now."""
        return self._around.limits(account)

    def pending_limits(self, account: str) -> Mapping[str, Pending]:
        """What has been loosened and does not hold yet."""
        return self._around.limit_book.pending(account)

    async def change_limits(self, account: str, wanted: Mapping[str, Value]) -> None:
        """Set limits of an account by name: tighter ones hold at once, looser ones in a minute.

        The change goes to the journal. Raises LedgerDown, then nothing is loosened. The settings
        apply again at the next start.
        """
        self._tracker.known_account(account)
        waiting = self._around.limit_book.change(account, wanted)
        said = {name: _limit_words(value) for name, value in wanted.items()}
        looser = {"looser_after_60_s": " ".join(waiting)} if waiting else {}
        try:
            await self._ledger.commit([NoteFact(f"limits {account}", {**said, **looser})])
        except LedgerDown:
            self._around.limit_book.withdraw(account, waiting)
            raise

    async def reset(self, account: str, cash: Decimal) -> Account:
        """Start a paper account anew with `cash`: its orders go, its positions are forgotten.

        Raises OrderRefused where its broker keeps the account, and while orders are not out of the
        market: what they trade would be the new account's.
        """
        if not self._tracker.known_account(account).mode.fills_here:
            what = "a reset of an account that its broker keeps"
            raise OrderRefused(Message("unsupported", {"what": what, "account": account}))
        with self._closing.on_the_way_out((account, "")):
            await self.cancel_all(account, purpose=CancelFor.CLOSE)
            await within(self._host, CANCEL_S, self._until_out(account))
            if left := self._tracker.live_orders(account):
                parameters = {"account": account, "count": str(len(left))}
                raise OrderRefused(Message("not_reset", parameters))
            fresh = replace(
                self._tracker.known_account(account),
                starting_cash=cash,
                cash=cash,
                realized_pnl=ZERO,
                fees=ZERO,
                dividends=ZERO,
            )
            await self._tracker.open_account(fresh, "reset")
        return fresh

    async def _until_out(self, account: str) -> None:
        while left := self._tracker.live_orders(account):
            await self._tracker.until_settled(account, left[0].symbol)

    # What brackets have done for them.

    def is_leaving(self, lane: Lane) -> bool:
        """Say whether everything of the lane is on its way out."""
        return self._closing.is_leaving(lane)

    def is_ready(self, account: str) -> bool:
        """Say whether the account has been compared with its broker."""
        return self._reconciler.unready(account) is None

    def capabilities(self, account: str, symbol: str) -> Capabilities:
        """What the broker does itself that carries the account's orders in `symbol`."""
        return self._router.carrier(self._tracker.known_account(account), symbol).capabilities

    def new_order_id(self) -> str:
        return f"TT{self._new_id()}"

    async def place_exit(self, lane: Lane, draft: Callable[[], Order | None]) -> None:
        """Carry the order that `draft` gives, once it is its turn, through gate and ledger."""
        if not self._lanes.busy(lane):
            decided = self._decide_exit(draft)
        else:
            async with self._lanes.turn(lane, is_exit=True):
                decided = self._decide_exit(draft)
        if decided is not None:
            await self._dispatch.carry_out(*decided)

    def _decide_exit(self, draft: Callable[[], Order | None]) -> tuple[Order, Ruling] | None:
        order = draft()
        return None if order is None else self._judge.decide_exit(order)


async def _settle(done: asyncio.Future[Order], work: Coroutine[object, object, Order]) -> None:
    """Let `done` be what comes of `work`."""
    try:
        done.set_result(await work)
    except BaseException as error:
        done.set_exception(error)
        done.exception()  # whoever waited may have gone away
        if not isinstance(error, Exception):
            raise


def _limit_words(value: Value) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{name}={one}" for name, one in value.items())
    return str(value)


def _fingerprint(wish: OrderWish) -> str:
    """A digest of what was asked for, the same for a repeated request."""
    asked = repr((wish, wish.legs)) if wish.legs else repr(wish)
    return wish.request or hashlib.sha256(asked.encode()).hexdigest()
