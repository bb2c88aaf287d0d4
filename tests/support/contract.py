"""Brokers under the contract: each maker returns one behind a desk, with its market in hand.

A broker to come adds a maker and its row to `MAKERS`; the cases stay as they are. What a broker
cannot be made to do is declared with the reason, and reported for every case that asks for it.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import pytest

from tests.support.builders import quote
from tests.support.memory_ledger import MemoryLedger
from tests.support.news_faults import Alter, lost, whole
from tests.support.paper_desk import NOON_NS, PaperDesk, paper_desk
from tests.support.venue import Script, VenueDesk, elapse, venue_desk
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import Broker, News
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Canceled,
    Order,
    OrderStatus,
    OrderType,
    Refused,
    TimeInForce,
)
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.paper.broker import PaperBroker

ACCOUNT: Final = "paper"
SYMBOL: Final = "ESH2024"
SECOND_RUN: Final = 500_000  # where the order ids of a restarted desk begin


class Bench(ABC):
    """A broker behind a desk. Everything that it says passes `arrange` on its way."""

    name: str
    unsupported: Mapping[str, str] = MappingProxyType({})

    def __init__(self, paper: PaperDesk, clock: VirtualClock) -> None:
        self.paper = paper
        self.clock = clock
        self.said: list[News] = []
        self.arrange: Alter = whole
        self.alarms: list[str] = []
        paper.broker.listen(self._hear)
        paper.reconciler.alarms.connect(lambda alarm: self.alarms.append(alarm.message.code))

    def _hear(self, news: News) -> None:
        self.said.append(news)
        self.deliver(*self.arrange(news))

    def deliver(self, *news: News) -> None:
        """Let the desk hear `news`."""
        for one in news:
            self.paper.reconciler.hear(one)

    def needs(self, what: str) -> None:
        """Leave a case that the broker cannot be put to."""
        if reason := self.unsupported.get(what):
            pytest.skip(f"{self.name} does not support {what}: {reason}")

    def needs_orders(self, kind: OrderType | TimeInForce) -> None:
        """Leave a case about orders that the broker does not take."""
        capabilities = self.broker.capabilities
        if kind not in (capabilities.order_types | capabilities.times_in_force):
            self.needs(f"{kind} orders")
            raise AssertionError(f"{self.name} does not say why it takes no {kind} orders")

    @property
    def lasting(self) -> TimeInForce:
        """For how long an order lasts that is to last."""
        taken = self.broker.capabilities.times_in_force
        return TimeInForce.GTC if TimeInForce.GTC in taken else TimeInForce.DAY

    @property
    def desk(self) -> Desk:
        return self.paper.desk

    @property
    def broker(self) -> Broker:
        return self.paper.broker

    @property
    def facts(self) -> int:
        """How many facts the ledger has."""
        assert isinstance(self.paper.ledger, MemoryLedger)
        return len(self.paper.ledger.facts)

    def held(self) -> Decimal:
        """What the desk believes to hold."""
        return self.paper.tracker.known_position(ACCOUNT, SYMBOL)

    def order(self, order_id: str) -> Order:
        found = self.paper.tracker.known_order(order_id)
        assert found is not None
        return found

    async def market(self, bid: str, ask: str, size: int = 10) -> None:
        """Show a market with `size` on either side."""
        shown = Decimal(size)
        self.paper.market.quotes[SYMBOL] = replace(
            quote(bid, ask, last=None), bid_size=shown, ask_size=shown
        )
        self.show(bid, ask, size)
        await self.pass_time(0)

    async def pass_time(self, seconds: float) -> None:
        await elapse(self.clock, seconds)

    async def patiently(self, work: Coroutine[object, object, Order]) -> Order:
        """Wait for something whose answer may be lost, as long as a request may take."""
        done: list[Order] = []

        async def wait() -> None:
            done.append(await work)

        self.paper.tasks.spawn(wait(), name="wait patiently")
        for seconds in (0, *[1] * 15):
            await self.pass_time(seconds)
            if done:
                return done[0]
        raise AssertionError("it never came back")

    async def close(self) -> None:
        await self.paper.tasks.aclose()
        assert self.paper.failures == []

    @abstractmethod
    def show(self, bid: str, ask: str, size: int) -> None:
        """Let the broker's market quote."""

    @abstractmethod
    async def truth(self) -> Decimal:
        """What the account truly holds, by the broker's own executions."""

    @abstractmethod
    async def end_day(self) -> None:
        """Let the orders of the day run out."""

    @abstractmethod
    async def restart(self) -> "Bench":
        """Kill the program and start it again on the same ledger."""


class RemoteBench(Bench):
    """A broker that lives elsewhere: requests and news can be lost, and others trade there too.

    The names of the faults are those of the fault catalogue. Whoever `announce` is given a pattern
    of, will log a warning that fits.
    """

    announce: Callable[[str], None]

    @abstractmethod
    def strike(self, request: str, *faults: str) -> None:
        """Let the next requests go wrong, in order: `submit`, `cancel` or a list of `orders`."""

    @abstractmethod
    def hide(self, seconds: float) -> None:
        """Let new orders be missing from lists for so long."""

    @abstractmethod
    def run_ahead(self, seconds: float) -> None:
        """Let the broker's clock be ahead."""

    @abstractmethod
    def posts(self, order_id: str) -> int:
        """How often an order of ours reached the wire."""

    @abstractmethod
    def booked(self) -> Mapping[str, int]:
        """How often each of our ids was booked."""

    @abstractmethod
    def working(self) -> Sequence[str]:
        """The broker's ids of the orders that are open there."""

    @abstractmethod
    def elsewhere(self, side: Side, quantity: int, limit: str | None = None) -> str:
        """Place an order in the broker's own program; return the broker's id of it."""

    @abstractmethod
    async def lose_stream(self) -> None:
        """Lose the stream of news."""

    @abstractmethod
    async def regain_stream(self) -> None:
        """Have it back."""

    @abstractmethod
    async def sleep(self, hours: float) -> None:
        """Let the machine sleep: time passes, nothing runs (F44)."""

    @abstractmethod
    async def revise(self, price: Decimal | None) -> None:
        """Let the exchange give the first execution another price, or take it back."""

    @abstractmethod
    async def execute(self, order: Order, quantity: int, price: Decimal) -> None:
        """Let an order trade, in whatever state it is."""

    @abstractmethod
    async def end(self, order: Order, status: OrderStatus) -> None:
        """Let the broker end an order of its own accord: `rejected` or `canceled` (F25)."""


class VenueBench(RemoteBench):
    """The scripted venue."""

    name = "the scripted venue"

    def __init__(self, made: VenueDesk, *, carried: bool) -> None:
        super().__init__(made.paper, made.clock)
        self.made = made
        self.venue = made.venue
        self.carried = carried

    @property
    def script(self) -> Script:
        return self.made.broker.script

    def show(self, bid: str, ask: str, size: int) -> None:
        self.venue.quote(bid, ask, size)

    async def truth(self) -> Decimal:
        return self.venue.position(ACCOUNT)

    async def end_day(self) -> None:
        self.venue.end_day()
        await self.pass_time(0)

    def elsewhere(self, side: Side, quantity: int, limit: str | None = None) -> str:
        return self.made.broker.place_elsewhere(side, quantity, limit).broker_order_id

    def strike(self, request: str, *faults: str) -> None:
        if request == "submit":
            self.script.submits = deque(faults)
        elif request == "cancel":
            self.script.cancels = deque(faults)
        else:
            self.script.answers = deque(faults)

    def hide(self, seconds: float) -> None:
        self.script.hide_s = seconds

    def run_ahead(self, seconds: float) -> None:
        self.venue.ahead_ns = int(seconds * NANOSECONDS)

    def posts(self, order_id: str) -> int:
        return self.venue.posts.get(order_id, 0)

    def booked(self) -> Mapping[str, int]:
        return self.venue.placed

    def working(self) -> Sequence[str]:
        return [seen.broker_order_id for seen in self.venue.open_orders(ACCOUNT)]

    async def lose_stream(self) -> None:
        self.made.broker.stream(up=False)
        self.arrange = lost

    async def regain_stream(self) -> None:
        self.arrange = whole
        self.made.broker.stream(up=True)
        await self.pass_time(0)

    async def sleep(self, hours: float) -> None:
        await self.made.sleep(hours)

    async def revise(self, price: Decimal | None) -> None:
        self.deliver(self.venue.bust(self.venue.fills[0].fill_id, price))
        await self.pass_time(0)

    async def execute(self, order: Order, quantity: int, price: Decimal) -> None:
        seen = self.venue.orders[order.broker_order_id]
        self.venue.execute(seen, Decimal(quantity), price)
        await self.pass_time(0)

    async def end(self, order: Order, status: OrderStatus) -> None:
        event: Refused | Canceled = Canceled(Message("canceled_elsewhere"))
        if status is OrderStatus.REJECTED:
            event = Refused(Message("refused_by_broker", {"text": "exchange"}))
        self.venue.end(order.broker_order_id, event)
        await self.pass_time(0)

    async def restart(self) -> "VenueBench":
        await self.paper.tasks.aclose()
        ledger = self.paper.ledger
        made = await venue_desk(
            ledger=ledger,
            venue=self.venue,
            carried=self.carried,
            reconciled=False,
            first_id=SECOND_RUN,
        )
        made.tracker.load(ledger.state())
        again = VenueBench(made, carried=self.carried)
        made.paper.tasks.spawn(made.reconciler.watch([ACCOUNT]), name="watch")
        await again.pass_time(0)
        return again


class PaperBench(Bench):
    """The paper broker."""

    name = "the paper broker"
    unsupported = MappingProxyType(
        {
            "lost requests": "it lives in this program: no request to it can be lost",
            "pages": "it lives in this program: its lists are whole",
            "a stream": "it lives in this program: nothing lies between",
            "orders from elsewhere": "nobody else can reach it",
            "revisions": "no exchange stands behind it that could take an execution back",
            "late executions": "what it has taken out does not trade",
            "positions": "the ledger alone knows what a paper account holds",
            "a refusal of its own": "the gate has refused whatever it would",
        }
    )

    def show(self, bid: str, ask: str, size: int) -> None:
        tick = self.paper.market.standing(SYMBOL)
        assert tick is not None
        assert isinstance(self.broker, PaperBroker)
        self.broker.see([tick])

    async def truth(self) -> Decimal:
        fills = await self.broker.fills(ACCOUNT, 0)
        return sum((fill.quantity * fill.side.sign for fill in fills.items), Decimal(0))

    async def end_day(self) -> None:
        self.clock.advance_to(NOON_NS + 3_600_000_000_000)
        assert isinstance(self.broker, PaperBroker)
        self.broker.expire()
        await self.pass_time(0)

    async def restart(self) -> "PaperBench":
        await self.paper.tasks.aclose()
        ledger = self.paper.ledger
        paper = paper_desk(ledger=ledger, clock=self.clock, first_id=SECOND_RUN)
        paper.market.quotes.update(self.paper.market.quotes)
        paper.tracker.load(ledger.state())
        await paper.desk.take_up()
        again = PaperBench(paper, self.clock)
        again.deliver(*paper.broker.restore(paper.tracker.live_orders()))
        await again.pass_time(0)
        return again


async def _venue(*, carried: bool) -> Bench:
    return VenueBench(await venue_desk(carried=carried), carried=carried)


async def _carried() -> Bench:
    return await _venue(carried=True)


async def _not_carried() -> Bench:
    return await _venue(carried=False)


async def _paper() -> Bench:
    clock = VirtualClock(NOON_NS)
    paper = paper_desk(clock=clock)
    bench = PaperBench(paper, clock)
    await paper.open()
    return bench


MAKERS: Final[Mapping[str, Callable[[], Awaitable[Bench]]]] = {
    "venue": _carried,
    "venue without our ids": _not_carried,
    "paper": _paper,
}


def remote(bench: Bench, what: str) -> RemoteBench:
    """Return the bench as that of a broker that can be put to `what`, or leave the case."""
    bench.needs(what)
    assert isinstance(bench, RemoteBench)
    return bench
