"""Groups: one wish for several accounts, each with its own share, its own contract, its own gate.

The first account of a group leads, the others follow it: a follower is to hold the leader's
position times its multiplier, in its own contract, in whole lots. What counts is what was traded
for the group: what somebody trades by hand on one of its accounts is followed by none and repaired
by nothing. Entries are rounded as the group says, down unless told otherwise, so that no account
takes more than its share. An exit is rounded to whichever side keeps the follower at its share of
what the leader keeps, and a wish that only reduces what the leader holds opens nothing anywhere.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_UP, Decimal
from enum import StrEnum
from typing import Final, Protocol

from traderterminal.desk.desk import (
    AccountChanged,
    Change,
    ClientOrderIdReused,
    FillBooked,
    FillRebooked,
    OrderChanged,
)
from traderterminal.desk.group_book import GroupBook
from traderterminal.desk.ports import Ledger, OrderWish
from traderterminal.desk.variants import AS_ASKED, Variant
from traderterminal.domain.errors import OrderRefused, TraderTerminalError, UnknownSymbol
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderStatus
from traderterminal.domain.positions import Position
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)

Held = Callable[[str, str], Decimal]  # account, symbol → signed quantity


class Rounding(StrEnum):
    """What happens to the part of a share that is no whole lot."""

    DOWN = "down"
    NEAREST = "nearest"  # half a lot goes down


_MODES: Final = {Rounding.DOWN: ROUND_DOWN, Rounding.NEAREST: ROUND_HALF_DOWN}


@frozen
class Substitute:
    """The root that an account trades in the place of another; `ratio` of it stand for one."""

    root: str
    ratio: Decimal = ONE


@frozen
class Member:
    """An account of a group: how much of a quantity it takes, and which roots it trades instead."""

    account: str
    multiplier: Decimal = ONE
    map: Mapping[str, Substitute] = field(default_factory=dict)
    rounding: Rounding = Rounding.DOWN
    variant: Variant = AS_ASKED


@frozen
class Share:
    """What an account trades for the group: its contract, and how much of it stands for one."""

    account: str
    instrument: Instrument
    factor: Decimal
    rounding: Rounding = Rounding.DOWN

    def of(self, quantity: Decimal) -> Decimal:
        """Return the account's share of a signed quantity, in whole lots.

        An account that takes just what is asked for takes it as it is.
        """
        return self._lots(quantity, _MODES[self.rounding])

    def at_most(self, quantity: Decimal) -> Decimal:
        """Return the share rounded away from zero."""
        return self._lots(quantity, ROUND_UP)

    def _lots(self, quantity: Decimal, mode: str) -> Decimal:
        if self.factor == ONE:
            return quantity
        lot = self.instrument.lot_size
        return (quantity * self.factor / lot).to_integral_value(mode) * lot


def share_of(member: Member, instrument: Instrument, resolve: Callable[[str], Instrument]) -> Share:
    """Return what `member` trades for `instrument`; raises UnknownSymbol."""
    mapped = member.map.get(instrument.root)
    if mapped is None:
        return Share(member.account, instrument, member.multiplier, member.rounding)
    other = resolve(in_other_root(instrument, mapped.root))
    return Share(member.account, other, member.multiplier * mapped.ratio, member.rounding)


def in_other_root(instrument: Instrument, root: str) -> str:
    """Return the same month of another futures root; another symbol for everything else."""
    if instrument.asset_class is AssetClass.FUTURE:
        return root + instrument.symbol.removeprefix(instrument.root)
    return root


def leg_id(client_order_id: str, account: str) -> str:
    """Return the id of an account's order in a group order: the same whenever it is asked again."""
    return f"{client_order_id}-{account}" if client_order_id else ""


def sizes(shares: Sequence[Share], side: Side, quantity: Decimal, held: Held) -> list[Decimal]:
    """Return how much each account trades of a buy or sell; the first one leads."""
    if not shares:
        return []
    leader = shares[0]
    own = leader.of(quantity)
    before = held(leader.account, leader.instrument.symbol)
    after = before + side.sign * own
    if not before * side.sign < 0 <= before * after:
        return [share.of(quantity) for share in shares]
    kept = after / leader.factor
    return [own, *(_exit(share, side, quantity, kept, held) for share in shares[1:])]


def _exit(share: Share, side: Side, quantity: Decimal, kept: Decimal, held: Held) -> Decimal:
    """How much a follower gives up so that it holds its share of what the leader keeps."""
    has = -side.sign * held(share.account, share.instrument.symbol)
    if has <= 0:
        return ZERO
    surplus = has - abs(share.of(kept))
    wanted = min(max(surplus, share.of(quantity)), share.at_most(quantity))
    return min(wanted, has)


@frozen
class LegResult:
    """What became of a wish on one account: its order, or why there is none."""

    account: str
    order: Order | None = None
    refusal: Message | None = None

    @property
    def refused(self) -> Message | None:
        """Why nothing was sent, be it before the gate or at it."""
        if self.order is None or self.order.status is not OrderStatus.DENIED:
            return self.refusal
        is_second_half = bool(self.order.parent_id)  # of a reversal, of which one half has traded
        return None if is_second_half else self.order.reason


@frozen
class Drift:
    """A follower holds something else for the group than its share, in a contract.

    `by_hand` is what the account holds beside it; `settling` while orders are on their way.
    """

    account: str
    symbol: str
    held: Decimal
    wanted: Decimal
    by_hand: Decimal = ZERO
    settling: bool = False

    @property
    def target(self) -> Decimal:
        """The position with which the account follows; what was made by hand against it goes."""
        return self.wanted + (self.by_hand if self.by_hand * self.wanted >= 0 else ZERO)

    @property
    def missing(self) -> Decimal:
        """What a repair trades, signed, while nothing else is on its way."""
        return self.target - self.held - self.by_hand


class Trader(Protocol):
    """What groups need of the desk."""

    @property
    def orders(self) -> Mapping[str, Order]: ...
    @property
    def positions(self) -> Mapping[tuple[str, str], Position]: ...
    @property
    def changed(self) -> Observers[Change]: ...
    def live_orders(self, account: str, symbol: str) -> Sequence[Order]: ...
    async def place(self, wish: OrderWish) -> Order: ...


class Groups:
    """Sends wishes to all accounts of a group at once and watches that the followers follow.

    `members` returns the accounts of a group, or an account by its name, the leader first; None
    when there is neither. `names` lists the groups.
    """

    def __init__(
        self,
        *,
        trader: Trader,
        ledger: Ledger,
        members: Callable[[str], Sequence[Member] | None],
        names: Callable[[], Sequence[str]],
        resolve: Callable[[str], Instrument],
        instrument: Callable[[str], Instrument],
        tasks: TaskScope,
    ) -> None:
        self._tasks = tasks
        self._trader = trader
        self._ledger = ledger
        self._members = members
        self._names = names
        self._resolve = resolve
        self._instrument = instrument
        self._requested: dict[str, tuple[OrderWish, asyncio.Future[list[LegResult]]]] = {}
        self._latest: dict[tuple[str, str], LegResult] = {}
        self._newest: dict[tuple[str, str], str] = {}  # the latest order there was
        self._book = GroupBook()
        trader.changed.connect(self._hear)

    def load(self, fills: Iterable[Fill]) -> None:
        """Take up what former runs have traded and asked for."""
        self._book.load(fills)
        for order in self._trader.orders.values():
            self._note_order(order)

    def _hear(self, change: Change) -> None:
        match change:
            case FillBooked(fill=fill):
                self._book.add(fill)
            case FillRebooked(was=was, now=now):
                self._book.change(was, now)
            case AccountChanged(account=account):
                self._book.forget(account.account)
            case OrderChanged(order=order):
                self._note_order(order)
            case _:
                pass

    def _note_order(self, order: Order) -> None:
        """Keep the latest order; news of an earlier one hides neither it nor a refusal since."""
        if not order.group or order.parent_id:
            return
        key = (order.group, order.account)
        latest = self._latest.get(key)
        shown = "" if latest is None or latest.order is None else latest.order.order_id
        if order.order_id > self._newest.get(key, "") or order.order_id == shown:
            self._newest[key] = order.order_id
            self._latest[key] = LegResult(order.account, order)

    @property
    def names(self) -> Sequence[str]:
        """The groups there are."""
        return self._names()

    def members(self, name: str) -> Sequence[Member]:
        """Return the accounts of a group, the leader first; raises OrderRefused for none."""
        found = self._members(name)
        if not found:
            variant = "" if name else "unnamed"
            raise OrderRefused(Message("account_unknown", {"account": name}, variant))
        return found

    def latest(self, name: str, account: str) -> LegResult | None:
        """Return what became of the latest wish of a group on an account; None before the first."""
        return self._latest.get((name, account))

    def refusal(self, name: str, account: str) -> Message | None:
        """Return why the latest wish of a group was not sent on an account."""
        latest = self.latest(name, account)
        return None if latest is None else latest.refused

    async def place(self, name: str, wish: OrderWish) -> list[LegResult]:
        """Carry `wish` to every account of a group at once; the account it names is ignored.

        A repeated request with the same client order id returns the first orders. Raises
        OrderRefused, UnknownSymbol and ClientOrderIdReused, then nothing was sent.
        """
        members = self.members(name)
        if len(members) > 1:
            wish = replace(wish, group=name, request=_digest(name, wish))
        if not wish.client_order_id:
            return await self._place(name, members, wish)
        wanted, first = self._requested.get(wish.client_order_id, (wish, None))
        if wanted != wish:
            raise ClientOrderIdReused(wish.client_order_id)
        if first is None:
            first = asyncio.get_running_loop().create_future()
            self._requested[wish.client_order_id] = (wish, first)
            self._tasks.spawn(self._answer(first, name, members, wish), name=f"place on {name}")
        return await asyncio.shield(first)

    async def _answer(
        self,
        first: asyncio.Future[list[LegResult]],
        name: str,
        members: Sequence[Member],
        wish: OrderWish,
    ) -> None:
        try:
            first.set_result(await self._place(name, members, wish))
        except BaseException as error:
            first.set_exception(error)
            first.exception()  # one that nobody waits for any more is no fault of its own
            if not isinstance(error, Exception):
                raise
        finally:
            del self._requested[wish.client_order_id]

    async def _place(
        self, name: str, members: Sequence[Member], wish: OrderWish
    ) -> list[LegResult]:
        instrument = self._resolve(wish.symbol)
        legs = _legs(members, wish)
        known = {leg.client_order_id: await self._known(leg) for leg in legs}
        shares = [self._share(member, instrument) for member in members]
        quantities = iter(self._sizes([s for s in shares if isinstance(s, Share)], wish))
        work = []
        for leg, share in zip(legs, shares, strict=True):
            quantity = next(quantities) if isinstance(share, Share) else None
            work.append(self._leg(leg, share, quantity, known[leg.client_order_id]))
        results = await asyncio.gather(*work)
        self._note_refusals(name, results)
        return results

    async def _known(self, leg: OrderWish) -> Order | None:
        """The order that an earlier request has led to; raises ClientOrderIdReused for another."""
        if not leg.client_order_id:
            return None
        order = await self._ledger.order_by_client_id(leg.client_order_id)
        if order is not None and leg.request and order.request != leg.request:
            raise ClientOrderIdReused(leg.client_order_id)
        return order

    def _share(self, member: Member, instrument: Instrument) -> Share | Message:
        try:
            return share_of(member, instrument, self._resolve)
        except UnknownSymbol as unknown:
            return unknown.message

    def _sizes(self, shares: Sequence[Share], wish: OrderWish) -> Sequence[Decimal | None]:
        if wish.quantity is None or not wish.quantity.is_finite():
            return [wish.quantity] * len(shares)
        if Intent(wish.intent) is Intent.DELTA and wish.side in (Side.BUY, Side.SELL):
            return sizes(shares, Side(wish.side), wish.quantity, self.held)
        return [share.of(wish.quantity) for share in shares]

    async def _leg(
        self, leg: OrderWish, share: Share | Message, quantity: Decimal | None, known: Order | None
    ) -> LegResult:
        if isinstance(share, Message):
            return LegResult(leg.account, refusal=share)
        if known is not None and leg.request:
            return LegResult(leg.account, self._trader.orders.get(known.order_id, known))
        if quantity == 0 and leg.quantity and Intent(leg.intent) is Intent.DELTA:
            return LegResult(leg.account, refusal=rounds_to_nothing(share, leg.quantity))
        leg = replace(leg, symbol=share.instrument.symbol, quantity=quantity)
        try:
            return LegResult(leg.account, await self._trader.place(leg))
        except TraderTerminalError as error:
            return LegResult(leg.account, refusal=error.message)

    def _note_refusals(self, name: str, results: Sequence[LegResult]) -> None:
        """Keep what came to no order; orders are heard of."""
        for result in results:
            if result.order is None:
                self._latest[(name, result.account)] = result

    def held(self, account: str, symbol: str) -> Decimal:
        """Return the signed quantity that an account holds."""
        position = self._trader.positions.get((account, symbol))
        return ZERO if position is None else position.quantity

    # Followers that do not follow.

    def drift(self, name: str) -> list[Drift]:
        """Return where followers hold something else than their share; raises OrderRefused.

        An account that trades otherwise than it is asked to is no follower.
        """
        leader, *others = self.members(name)
        followers = [member for member in others if member.variant == AS_ASKED]
        led = {
            symbol: self._original(leader, symbol)
            for symbol in self._book.symbols(name, leader.account)
        }
        return [drift for member in followers for drift in self._drift(name, leader, member, led)]

    def _drift(
        self, name: str, leader: Member, member: Member, led: Mapping[str, Instrument]
    ) -> list[Drift]:
        exact: dict[str, tuple[Share, Decimal]] = {}
        for symbol, original in led.items():
            own, share = self._share(leader, original), self._share(member, original)
            if isinstance(own, Share) and isinstance(share, Share):
                units = self._book.part(name, leader.account, symbol) / own.factor
                before = exact.get(share.instrument.symbol, (share, ZERO))[1]
                exact[share.instrument.symbol] = (share, before + units)
        wanted = {symbol: share.of(units) for symbol, (share, units) in exact.items()}
        for symbol in self._book.symbols(name, member.account):
            wanted.setdefault(symbol, ZERO)
        found = []
        for symbol, quantity in wanted.items():
            part = self._book.part(name, member.account, symbol)
            if part != quantity:
                by_hand = self.held(member.account, symbol) - part
                settling = bool(self._trader.live_orders(member.account, symbol))
                found.append(Drift(member.account, symbol, part, quantity, by_hand, settling))
        return found

    def _original(self, member: Member, symbol: str) -> Instrument:
        """What a position of a member stands for, before its own map."""
        instrument = self._instrument(symbol)
        for root, substitute in member.map.items():
            if substitute.root == instrument.root:
                try:
                    return self._resolve(in_other_root(instrument, root))
                except UnknownSymbol:
                    continue
        return instrument

    async def repair(self, name: str, account: str = "", symbol: str = "") -> list[LegResult]:
        """Send every follower that drifts to its share, or only one account or contract of them.

        Targets are sent, which count what is on its way: to repair twice trades once.
        """
        wishes = [
            OrderWish(
                drift.account,
                drift.symbol,
                Intent.TARGET,
                None,
                drift.target,
                source="repair",
                group=name,
            )
            for drift in self.drift(name)
            if account in ("", drift.account) and symbol in ("", drift.symbol)
        ]
        results = await asyncio.gather(*map(self._target, wishes))
        self._note_refusals(name, results)
        return results

    async def _target(self, wish: OrderWish) -> LegResult:
        try:
            return LegResult(wish.account, await self._trader.place(wish))
        except TraderTerminalError as error:
            return LegResult(wish.account, refusal=error.message)


def _legs(members: Sequence[Member], wish: OrderWish) -> list[OrderWish]:
    """The wish once per account; the leader keeps the client's order id as it was given."""
    made = []
    for member in members:
        own_id = wish.client_order_id
        if member is not members[0]:
            own_id = leg_id(own_id, member.account)
        exits = member.variant.exits(wish.exits)
        made.append(replace(wish, account=member.account, client_order_id=own_id, exits=exits))
    return made


def rounds_to_nothing(share: Share, quantity: Decimal) -> Message:
    """Return why an account does not take part: its share is less than one lot."""
    exact = (quantity * share.factor).normalize()
    parameters = {
        "measured": f"{exact:f}",
        "limit": f"{share.instrument.lot_size:f}",
        "symbol": share.instrument.symbol,
        "account": share.account,
    }
    return Message("rounds_to_nothing", parameters)


def _digest(name: str, wish: OrderWish) -> str:
    return hashlib.sha256(f"{name} {wish!r}".encode()).hexdigest()
