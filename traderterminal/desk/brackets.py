"""Brackets: keeps the protective orders of every entry equal to what of it is open.

One rule instead of many cases: whenever something of a bracket has changed, what should rest is
worked out anew from its orders and fills, and the next step towards it is taken, one at a time per
leg. So nothing needs to be remembered: a desk that starts again comes to the same steps.

Exits that left with their entry are fitted by the broker that has them: what it does itself is not
done here too. Only where they still differ after a second, or where it cannot know of what has
happened, they are led like all others.

Where a bracket does not stand as it should for almost a second, whatever the reason, a person is
told. Intervals are host time.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.bracket_state import BracketState, bracket_state
from traderterminal.desk.native_brackets import exit_order
from traderterminal.desk.ports import Capabilities, Ledger, Terms
from traderterminal.desk.protection import (
    Cancel,
    Change,
    Entry,
    Gap,
    Leg,
    Place,
    Step,
    gaps,
    is_given_up,
    is_released,
    open_quantities,
    steps,
    wanted,
    was_refused,
)
from traderterminal.desk.tracker import (
    AccountChanged,
    FillBooked,
    FillRebooked,
    OrderChanged,
    Tracker,
)
from traderterminal.desk.tracker import Change as Booked
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelFor,
    Intent,
    Order,
    OrderStatus,
    Where,
)
from traderterminal.domain.positions import Lane
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
#: How long protection may differ from what is open before a person is told.
PATIENCE_S: Final = 0.8
#: When a step that came to nothing is tried again.
AGAIN_S: Final = 1.0
#: How long a broker is given to fit the exits that it keeps.
FITTING_S: Final = 1.0
#: How long a timed exit waits for the other legs to be out; then it goes: an exit is never blocked.
CLEARING_S: Final = 3.0


class Hands(Protocol):
    """What brackets have done for them by the desk, through gate, ledger and broker."""

    async def place_exit(self, lane: Lane, draft: Callable[[], Order | None]) -> None:
        """Send the order that `draft` gives once it is its turn, if it still gives one."""
        ...

    async def replace(self, order_id: str, terms: Terms) -> Order: ...
    async def cancel(self, order_id: str, purpose: CancelFor = ...) -> Order: ...
    def is_leaving(self, lane: Lane) -> bool:
        """Say whether somebody is taking everything out of the lane."""
        ...

    def is_ready(self, account: str) -> bool: ...
    def capabilities(self, account: str, symbol: str) -> Capabilities: ...
    def new_order_id(self) -> str: ...


@dataclass(slots=True)
class Bracket:
    """An entry and its legs; `children` goes by order id, oldest first."""

    parent: Order
    children: dict[str, Order] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    latest: dict[str, tuple[Step, int]] = field(default_factory=dict)
    left: dict[str, tuple[Step, int]] = field(default_factory=dict)  # to the broker, since when
    told: set[str] = field(default_factory=set)
    overfilled: Decimal = ZERO
    due_ns: int | None = None  # host time since which its time is over
    gaps: tuple[Gap, ...] = ()
    told_gaps: tuple[Gap, ...] = ()
    timer: asyncio.Task[None] | None = None
    waking: bool = False

    @property
    def lane(self) -> Lane:
        return self.parent.account, self.parent.symbol


class Brackets:
    """Tends the bracket of every entry that has one."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        hands: Hands,
        instrument: Callable[[str], Instrument],
        market: Callable[[], Clock],
        alarms: Observers[Alarm],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._tracker = tracker
        self._hands = hands
        self._instrument = instrument
        self._market = market
        self._alarms = alarms
        self._host = host
        self._tasks = tasks
        self._lanes: dict[Lane, dict[str, Bracket]] = {}
        tracker.changed.connect(self._hear)

    # Who is there.

    def all(self) -> Iterator[Bracket]:
        """Every bracket that is not over."""
        for brackets in self._lanes.values():
            yield from brackets.values()

    def gaps(self, account: str, symbol: str) -> tuple[Gap, ...]:
        """The legs that do not rest as they should just now."""
        brackets = self._lanes.get((account, symbol), {})
        return tuple(gap for bracket in brackets.values() for gap in bracket.gaps)

    def open_quantity(self, order_id: str) -> Decimal:
        """What of an entry is still to be protected."""
        parent = self._tracker.known_order(order_id)
        if parent is None:
            return ZERO
        lane = (parent.account, parent.symbol)
        return self._open(lane)[0].get(order_id, ZERO)

    def parent(self, order_id: str) -> Order | None:
        """The entry that goes by an order id, while its bracket is not over."""
        return next((b.parent for b in self.all() if b.parent.order_id == order_id), None)

    async def state(self, order: Order, ledger: Ledger, quote: Quote | None) -> BracketState | None:
        """Return how the bracket of an entry or of a leg stands; None where it belongs to none."""
        parent: Order | None = order
        if order.link:
            known = self._tracker.known_order(order.parent_id)
            parent = known or await ledger.order(order.parent_id)
        if parent is None or parent.exits is None:
            return None
        bracket = self._lanes.get((parent.account, parent.symbol), {}).get(parent.order_id)
        if bracket is None:
            entry = Entry(
                parent=parent,
                children=await ledger.children(parent.order_id),
                open_=ZERO,
                entry_fills=(),
                instrument=self._instrument(parent.symbol),
            )
        else:
            entry = self._entry(bracket)
        return bracket_state(entry, parent.exits, quote, self._market().now_ns(), _kept_at(entry))

    async def take_up(self, ledger: Ledger) -> None:
        """Go on with what a former run left open; call it once the tracker is loaded.

        Whatever is live or held may belong to an entry that was closed long ago.
        """
        orders = list(self._tracker.live_orders())
        for lane in self._tracker.known_positions():
            for fill in self._tracker.fills_since_flat(*lane):
                order = await self._at_hand(fill.order_id, ledger)
                orders += [order] if order is not None else []
        for entry_id in dict.fromkeys(_entry_id(order) for order in orders):
            entry = await self._at_hand(entry_id, ledger)
            if entry is None or entry.exits is None:
                continue
            children = await ledger.children(entry_id)
            for child in children:
                self._tracker.recall(child)
            bracket = self._enter(entry)
            if bracket is not None:  # its exits may have left with it
                bracket.children.update({child.order_id: child for child in children})
        for bracket in list(self.all()):
            bracket.told.update(key for key, leg in bracket.children.items() if not leg.is_live)
            self._tell_of_gone(bracket)
            self._tend(bracket)

    async def _at_hand(self, order_id: str, ledger: Ledger) -> Order | None:
        if self._tracker.known_order(order_id) is None:
            order = await ledger.order(order_id)
            if order is not None:
                self._tracker.recall(order)
        return self._tracker.known_order(order_id)

    def _hear(self, change: Booked) -> None:
        match change:
            case OrderChanged(order=order) if order.exits is not None or order.link:
                bracket = self._enter(order)
                if bracket is not None:
                    if order.link:
                        self._hear_child(bracket, order)
                    self._tend(bracket)
            case OrderChanged(order=order):
                if order.intent is Intent.CLOSE:
                    self.look((order.account, order.symbol))
            case FillBooked(fill=fill) | FillRebooked(was=fill):
                self.look((fill.account, fill.symbol))
            case AccountChanged(account=account):
                for lane in [lane for lane in self._lanes if lane[0] == account.account]:
                    for bracket in list(self._lanes[lane].values()):
                        self._drop(bracket)

    def _enter(self, order: Order) -> Bracket | None:
        lane = (order.account, order.symbol)
        brackets = self._lanes.setdefault(lane, {})
        if order.exits is not None:
            bracket = brackets.get(order.order_id)
            if bracket is None:
                bracket = brackets[order.order_id] = Bracket(order)
                if order.filled_quantity:  # one that was over, or is taken up again
                    bracket.children.update(self._children(order.order_id))
            bracket.parent = order
            return bracket
        bracket = brackets.get(order.parent_id)
        if bracket is not None:
            bracket.children[order.order_id] = order
        elif order.is_live:
            parent = self._tracker.known_order(order.parent_id)
            return None if parent is None else self._enter(parent)
        return bracket

    def _children(self, parent_id: str) -> dict[str, Order]:
        found = (o for o in self._tracker.known_all() if o.link and o.parent_id == parent_id)
        return {order.order_id: order for order in sorted(found, key=lambda o: o.order_id)}

    def _drop(self, bracket: Bracket) -> None:
        if bracket.timer is not None:
            bracket.timer.cancel()
        brackets = self._lanes.get(bracket.lane, {})
        brackets.pop(bracket.parent.order_id, None)
        if not brackets:
            self._lanes.pop(bracket.lane, None)

    # Tending.

    def look(self, lane: Lane) -> None:
        """Tend every bracket of an account and symbol."""
        for bracket in list(self._lanes.get(lane, {}).values()):
            self._tend(bracket)

    def look_at_all(self, account: str) -> None:
        """Tend every bracket of an account."""
        for lane in [lane for lane in self._lanes if lane[0] == account]:
            self.look(lane)

    def see(self, symbol: str) -> None:
        """The market has moved, and its time: what is timed may be due."""
        for lane in [lane for lane in self._lanes if lane[1] == symbol]:
            for bracket in list(self._lanes[lane].values()):
                if bracket.due_ns is None and self._is_timed(bracket):
                    self._tend(bracket)

    async def watch(self) -> None:
        """Let timed exits go also while nothing happens in the market, until cancelled."""
        while True:
            await self._host.sleep(AGAIN_S)
            for symbol in {symbol for _, symbol in self._lanes}:
                self.see(symbol)

    def _is_timed(self, bracket: Bracket) -> bool:
        exits = bracket.parent.exits
        return exits is not None and (exits.close_after_s is not None or bool(exits.close_at_ns))

    def _tend(self, bracket: Bracket) -> None:
        """Take the next step of every leg, and drop the bracket once it is over."""
        entry = self._entry(bracket)
        self._check_overfill(bracket, entry)
        self._tell_of_unused(bracket, entry)
        if not entry.is_live and entry.open_ <= 0:
            self._drop(bracket)
            return
        if self._is_closing(bracket.lane):
            legs = wanted(entry, self._market().now_ns())
            works = self._close_works(bracket.lane)
            self._watch_gaps(bracket, () if works else gaps(legs, entry))
            return
        legs = wanted(entry, self._market().now_ns(), leave_now=self._has_waited(bracket, entry))
        self._watch_gaps(bracket, gaps(legs, entry))
        if not self._hands.is_ready(bracket.parent.account):
            self._wake(bracket)
            return
        can_replace = self._capabilities(bracket.parent).replace
        next_steps = steps(legs, entry, can_replace=can_replace)
        bracket.left = {link: was for link, was in bracket.left.items() if link in next_steps}
        for link, step in next_steps.items():
            if not self._is_left_to_broker(bracket, entry, link, step):
                self._start(bracket, link, step)

    def _is_left_to_broker(self, bracket: Bracket, entry: Entry, link: str, step: Step) -> bool:
        """Say whether a step may be one that the broker takes itself just now."""
        if not entry.is_kept_by_broker or entry.is_due(self._market().now_ns()):
            return False
        orders = entry.of(link)
        if isinstance(step, Place):
            concerned = orders[-1:]  # one that was refused will not be fitted any more
            is_its_own = any(o.attached and not was_refused(o) for o in concerned)
        else:
            is_its_own = any(o.attached for o in orders if o.order_id == step.order_id)
        if not is_its_own:
            return False
        now = self._host.monotonic_ns()
        before = bracket.left.get(link)
        if before is None or before[0] != step:
            before = bracket.left[link] = (step, now)
        if now - before[1] >= FITTING_S * NANOSECONDS:
            return False
        self._wake(bracket)
        return True

    def _capabilities(self, order: Order) -> Capabilities:
        return self._hands.capabilities(order.account, order.symbol)

    def _entry(self, bracket: Bracket) -> Entry:
        open_, fills = self._open(bracket.lane)
        parent = self._latest(bracket.parent)
        return Entry(
            parent=parent,
            children=[self._latest(child) for child in bracket.children.values()],
            open_=open_.get(parent.order_id, ZERO),
            entry_fills=[fill for fill in fills if fill.order_id == parent.order_id],
            instrument=self._instrument(parent.symbol),
        )

    def _latest(self, order: Order) -> Order:
        """The order as far as anything is known of it, booked or not."""
        return self._tracker.known_order(order.order_id) or order

    def _open(self, lane: Lane) -> tuple[dict[str, Decimal], list[Fill]]:
        """What is open of every bracket of the lane, and the fills it follows from."""
        role: dict[str, tuple[str, bool]] = {}
        wanted_ids: set[str] = set()
        for parent_id, bracket in self._lanes.get(lane, {}).items():
            role[parent_id] = (parent_id, True)
            wanted_ids |= self._latest(bracket.parent).fill_ids
            for child_id in bracket.children:
                role[child_id] = (parent_id, False)
        fills = self._tracker.fills_back_to(*lane, wanted_ids)
        held = self._tracker.known_position(*lane)
        before = held - sum((fill.signed_quantity for fill in fills), ZERO)
        # Of what happened in one instant, the entry came first.
        fills.sort(key=lambda fill: (fill.at_ns, not role.get(fill.order_id, ("", False))[1]))
        return open_quantities(fills, before, role), fills

    def _is_closing(self, lane: Lane) -> bool:
        """Say whether everything is on its way out: a close must not meet new legs."""
        if self._hands.is_leaving(lane):
            return True
        return any(
            order.intent is Intent.CLOSE and not order.link
            for order in self._tracker.live_orders(*lane)
        )

    def _close_works(self, lane: Lane) -> bool:
        """Say whether a close is known to be at the broker: until it is, nothing may protect."""
        return any(
            order.intent is Intent.CLOSE and order.status is OrderStatus.ACCEPTED
            for order in self._tracker.live_orders(*lane)
        )

    def _has_waited(self, bracket: Bracket, entry: Entry) -> bool:
        """Say whether a timed exit has waited long enough for the other legs to be out."""
        if not entry.is_due(self._market().now_ns()):
            return False
        now = self._host.monotonic_ns()
        if bracket.due_ns is None:
            bracket.due_ns = now
        waited = now - bracket.due_ns >= CLEARING_S * NANOSECONDS
        if not waited:
            self._wake(bracket)
        return waited

    def _wake(self, bracket: Bracket) -> None:
        """Tend the bracket again after a while."""
        if not bracket.waking:
            bracket.waking = True
            self._tasks.spawn(self._after_a_while(bracket), name="tend a bracket again")

    async def _after_a_while(self, bracket: Bracket) -> None:
        await self._host.sleep(AGAIN_S)
        bracket.waking = False
        if self._lanes.get(bracket.lane, {}).get(bracket.parent.order_id) is bracket:
            self._tend(bracket)

    # Steps.

    def _start(self, bracket: Bracket, link: str, step: Step) -> None:
        if link in bracket.busy:
            return  # tended again once it is done
        now = self._host.monotonic_ns()
        before = bracket.latest.get(link)
        if before is not None and before[0] == step and now - before[1] < AGAIN_S * NANOSECONDS:
            self._wake(bracket)  # it came to nothing a moment ago
            return
        bracket.latest[link] = (step, now)
        bracket.busy.add(link)
        self._tasks.spawn(self._take(bracket, link, step), name=f"bracket {link}")

    async def _take(self, bracket: Bracket, link: str, step: Step) -> None:
        try:
            match step:
                case Place(leg):
                    await self._hands.place_exit(bracket.lane, lambda: self._draft(bracket, leg))
                case Change(order_id, terms):
                    await self._hands.replace(order_id, terms)
                case Cancel(order_id):
                    await self._hands.cancel(order_id, CancelFor.BRACKET)
        except OrderRefused as refused:
            self._tell(bracket, "exit_refused", link, reason=str(refused.message))
        except LedgerDown:
            self._forget_unsent(bracket)
            self._wake(bracket)  # the ledger tells of itself
        except Exception:
            self._wake(bracket)
            raise
        finally:
            bracket.busy.discard(link)
        self._tend(bracket)

    def _forget_unsent(self, bracket: Bracket) -> None:
        for order_id in list(bracket.children):
            if self._tracker.known_order(order_id) is None and bracket.children[order_id].is_live:
                del bracket.children[order_id]

    def _draft(self, bracket: Bracket, leg: Leg) -> Order | None:
        """The order of a leg, if the same is still wanted now that it is its turn."""
        entry = self._entry(bracket)
        if self._is_closing(bracket.lane):
            return None
        legs = wanted(entry, self._market().now_ns(), leave_now=leg.price is None)
        if steps(legs, entry, can_replace=False).get(leg.link) != Place(leg):
            return None
        order = exit_order(
            entry.parent,
            leg.link,
            leg.order_type,
            leg.quantity,
            leg.price,
            self._hands.new_order_id(),
            self._market().now_ns(),
            self._capabilities(entry.parent),
        )
        bracket.children[order.order_id] = order
        return order

    # What a person must know.

    def _hear_child(self, bracket: Bracket, order: Order) -> None:
        if order.is_live or order.order_id in bracket.told:
            return
        is_open = self.open_quantity(bracket.parent.order_id) > 0
        if not is_open and order.waits_for_entry and self._latest(bracket.parent).is_live:
            return  # it has nothing to protect yet
        bracket.told.add(order.order_id)
        if not is_open:
            return  # it has nothing to protect any more
        children = bracket.children.values()
        same = [child for child in children if child.link == order.link]
        if was_refused(order):
            bracket.latest.pop(order.link, None)  # the next attempt is a new intent
            reason = str(order.reason) if order.reason else ""
            variant = "again" if is_given_up(same) else ""
            self._tell(bracket, "exit_refused", order.link, variant, reason=reason)
        elif is_released([order], children):
            self._tell(bracket, "exit_gone", order.link)

    def _tell_of_unused(self, bracket: Bracket, entry: Entry) -> None:
        """Tell of exits that ended before there was anything to protect, once there is."""
        if entry.open_ > 0:
            for child in entry.children:
                if child.attached:
                    self._hear_child(bracket, child)

    def _tell_of_gone(self, bracket: Bracket) -> None:
        """Say again, after a start, which legs were taken out of what is still open."""
        if self.open_quantity(bracket.parent.order_id) <= 0:
            return
        children = bracket.children.values()
        gone = [child for child in children if is_released([child], children)]
        for link in dict.fromkeys(child.link for child in gone):
            self._tell(bracket, "exit_gone", link)

    def _check_overfill(self, bracket: Bracket, entry: Entry) -> None:
        over = max(ZERO, -entry.open_)
        if over > bracket.overfilled:
            self._tell(bracket, "oco_overfill", measured=str(over))
        bracket.overfilled = over

    def _watch_gaps(self, bracket: Bracket, found: tuple[Gap, ...]) -> None:
        """Tell of gaps that last, once each."""
        bracket.gaps = found
        if not found:
            bracket.told_gaps = ()
            if bracket.timer is not None:
                bracket.timer.cancel()
                bracket.timer = None
        elif bracket.timer is None and found != bracket.told_gaps:
            bracket.timer = self._tasks.spawn(self._tell_gaps(bracket), name="protection")

    async def _tell_gaps(self, bracket: Bracket) -> None:
        await self._host.sleep(PATIENCE_S)
        bracket.timer = None
        bracket.told_gaps = bracket.gaps
        self._tell(bracket, "unprotected", legs=_words(bracket.gaps))

    def _tell(
        self, bracket: Bracket, code: str, link: str = "", variant: str = "", **values: str
    ) -> None:
        account, symbol = bracket.lane
        parameters = {"account": account, "symbol": symbol, "link": link, **values}
        self._alarms.emit(Alarm(account, symbol, Message(code, parameters, variant)))


def _entry_id(order: Order) -> str:
    return order.parent_id if order.link else order.order_id


def _kept_at(entry: Entry) -> Where:
    """Where one exit is made to end the other: at the broker while all that works left with it."""
    kept = [child for child in entry.children if child.is_live] or entry.children
    return Where.BROKER if kept and all(child.attached for child in kept) else Where.LOCAL


def _words(found: Sequence[Gap]) -> str:
    return ", ".join(f"{gap.link} {gap.resting} of {gap.wanted}" for gap in found)
