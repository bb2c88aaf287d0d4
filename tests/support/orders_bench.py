"""The orders of a paper desk as the window knows them, with a bracket at hand."""

from datetime import UTC, datetime
from decimal import Decimal

from tests.support.builders import ES, INSTRUMENTS, quote
from tests.support.market import utc_date
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from traderterminal.desk.arming import Arming
from traderterminal.desk.desk import Change, FillBooked
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderType, TimeInForce
from traderterminal.domain.packages import Leg
from traderterminal.journal.book import Journal
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import QuoteTick
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.orders import OrdersViewModel

D = Decimal


class Bench:
    """The view-model on a paper desk."""

    accounts = (AccountEntry("paper", "paper", "simulator"),)

    def __init__(self) -> None:
        self.paper: PaperDesk = paper_desk()
        self.hub = MarketHub(INSTRUMENTS.__getitem__, VirtualClock(1))
        self.journal = Journal(utc_date)
        self.paper.desk.changed.connect(self.keep)
        self.arming = Arming(lambda _: False, lambda _: None, self.paper.host)
        for entry in self.accounts:
            self.arming.arm(entry.account)
        self.orders = self.view()
        self.say("4800.00", "4800.25")

    def keep(self, change: Change) -> None:
        if isinstance(change, FillBooked):
            self.journal.add(change.fill)

    def view(self) -> OrdersViewModel:
        return OrdersViewModel(
            self.paper.desk,
            self.hub,
            self.paper.tasks,
            INSTRUMENTS.__getitem__,
            lambda instrument, at_ns: datetime(2024, 1, 11, tzinfo=UTC),
            AccountChoiceViewModel(self.accounts),
            self.journal.fills,
            self.paper.find_queue,
            self.arming,
        )

    def say(self, bid: str, ask: str) -> None:
        low, high = ES.to_ticks(D(bid)), ES.to_ticks(D(ask))
        self.hub.publish(QuoteTick("ESH2024", 1, low, 1, high, 1))

    async def place(self, side: str, quantity: int, **changes: object) -> Order:
        order = await self.paper.desk.place(wish(side, quantity, **changes))
        await self.paper.drained()
        return self.latest(order)

    async def buy(self, quantity: int) -> Order:
        return await self.place("buy", quantity)

    async def stop(self, price: str, quantity: int, side: str = "sell") -> Order:
        lasting, kind = TimeInForce.GTC, OrderType.STOP
        return await self.place(
            side, quantity, order_type=kind, stop_price=D(price), time_in_force=lasting
        )

    async def bracket(self, quantity: int = 2) -> Order:
        """Buy at 4800.25 with a stop 16 ticks below and targets 16 and 32 ticks above."""
        exits = Exits(
            stop=ExitLevel(D(16), "ticks"),
            targets=(Target(ExitLevel(D(16), "ticks")), Target(ExitLevel(D(32), "ticks"))),
        )
        return await self.place("buy", quantity, exits=exits)

    async def package(self) -> Order:
        """Ask for a calendar of ES that rests: March sold, June bought, for 40.00 net at most."""
        legs = (Leg("ESH2024", Side.SELL), Leg("ESM2024", Side.BUY))
        self.paper.market.quotes["ESM2024"] = quote("4850.00", "4850.50")
        kind = OrderType.LIMIT
        return await self.place("buy", 2, order_type=kind, limit_price=D("40.00"), legs=legs)

    def latest(self, order: Order) -> Order:
        return self.paper.desk.orders[order.order_id]

    def leg(self, link: str) -> Order:
        (found,) = [o for o in self.paper.desk.orders.values() if o.link == link]
        return found

    @property
    def shown(self) -> list[tuple[str, bool, int]]:
        """Each row: its link, whether it stands below another, how many stand below it."""
        return [(r.order.link, bool(r.head), r.legs) for r in self.orders.rows]

    async def close(self) -> None:
        self.orders.close()
        assert self.paper.failures == []
        await self.paper.tasks.aclose()
