"""A ticket and a chart on a paper desk, with a hub that says what the desk's market says."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from tests.support.builders import ES, INSTRUMENTS, listed
from tests.support.market import utc_date
from tests.support.paper_desk import NOON_NS, PaperDesk, paper_desk, wish
from tests.support.stored_minutes import StoredMinutes
from traderterminal.desk.arming import Arming
from traderterminal.desk.ports import Broker
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.journal.book import Journal
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.market.backfill import FromDisk
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, MarketSource
from traderterminal.market.signed_volume import NEVER_NS
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick
from traderterminal.risk.limits import PAPER, RiskLimits
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel

D = Decimal


class Source(MarketSource):
    """The market of the paper desk, as the hub knows it."""

    name = "test"
    follows_sessions = True

    def __init__(self, paper: PaperDesk) -> None:
        self._paper = paper

    @property
    def clock(self) -> Clock:
        return self._paper.market.clock

    def symbols(self) -> Sequence[str]:
        return list(INSTRUMENTS)

    def health(self, symbol: str) -> FeedHealth:
        return self._paper.market.health(symbol)

    async def run(self) -> None:
        """Nothing comes by itself."""


def local(instrument: Instrument, at_ns: int) -> datetime:
    return datetime.fromtimestamp(at_ns / NANOSECONDS, UTC)


class Bench:
    """What a test of ticket or chart needs about it."""

    def __init__(
        self,
        broker: Broker | None = None,
        limits: RiskLimits = PAPER,
        accounts: Sequence[str] = ("paper",),
        regular: Callable[[str, int, int], Sequence[tuple[int, int]]] = lambda *_: (),
        open_until: Callable[[Instrument, int], int | None] = lambda *_: NEVER_NS,
        latency_ms: int = 0,
    ) -> None:
        self.paper = paper_desk(
            broker=broker, limits=limits, latency_ms=latency_ms, cancel_ms=latency_ms
        )
        self.hub = MarketHub(INSTRUMENTS.__getitem__, self.paper.market.clock)
        self.hub.follow(Source(self.paper))
        self.stored = StoredMinutes([])
        older = FromDisk(self.stored)
        self.bars = BarBook(self.hub, utc_date, older=older, stored=self.stored, regular=regular)
        self.journal = Journal(utc_date)
        self.kept: list[Sequence[Decimal]] = []
        self.say("4800.00", "4800.25")
        self.accounts = AccountChoiceViewModel(
            [AccountEntry(name, name.capitalize(), "simulator") for name in accounts]
        )
        self.arming = Arming(lambda _: False, lambda _: None, self.paper.host)
        for name in accounts:
            self.arming.arm(name)
        self.ticket = TicketViewModel(
            desk=self.paper.desk,
            hub=self.hub,
            bars=self.bars,
            tasks=self.paper.tasks,
            local=local,
            accounts=self.accounts,
            arming=self.arming,
            keep_presets=self.kept.append,
        )
        self.chart = ChartViewModel(
            desk=self.paper.desk,
            hub=self.hub,
            bars=self.bars,
            journal=self.journal,
            tasks=self.paper.tasks,
            local=local,
            trade_date=utc_date,
            account="paper",
            resolve=lambda text: listed(text.strip().upper()),
            open_until=open_until,
        )

    async def open(self) -> None:
        for entry in self.accounts.accounts:
            await self.paper.open(account=entry.account)
        self.ticket.show(ES)

    async def close(self) -> None:
        self.ticket.close()
        self.chart.close()
        assert self.paper.failures == []
        await self.paper.tasks.aclose()

    def say(self, bid: str, ask: str) -> None:
        """Quote anew."""
        low, high = ES.to_ticks(D(bid)), ES.to_ticks(D(ask))
        self.hub.publish(QuoteTick("ESH2024", NOON_NS, low, 10, high, 10))

    def trade(self, price: str, at_ns: int = NOON_NS, size: int = 1) -> None:
        """Print a trade."""
        ticks = ES.to_ticks(D(price))
        self.hub.publish(TradeTick("ESH2024", at_ns, ticks, size, Aggressor.BUYER))

    async def buys(self, quantity: int) -> None:
        """Buy at the market and wait until it is booked."""
        await self.paper.desk.place(wish("buy", quantity))
        await self.paper.drained()


async def rests(bench: Bench, side: str, kind: OrderType, price: str, quantity: int = 1) -> None:
    """Place an order that stays, of which the chart then knows."""
    which = "stop_price" if kind is OrderType.STOP else "limit_price"
    await bench.paper.desk.place(wish(side, quantity, order_type=kind, **{which: D(price)}))
    await bench.paper.drained()
    bench.chart.flush()
