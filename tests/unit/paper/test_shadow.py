"""Orders at a scripted venue, and what the paper engine makes of the same ones."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.support.builders import INSTRUMENTS, fill, order
from tests.support.paper_desk import FEE, PaperDesk, wish
from tests.support.venue import Script, VenueDesk, venue_desk
from traderterminal.desk.desk import OrderChanged
from traderterminal.desk.exposure import Working
from traderterminal.desk.ports import FillSeen, News, OrderSeen, Terms
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    Filled,
    OrderStatus,
    OrderType,
    Refused,
    Sending,
    TimeInForce,
)
from traderterminal.domain.packages import PackagePart
from traderterminal.journal.reality import Comparison, Kind, Outcome
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.paper.broker import PaperBroker, PaperRules
from traderterminal.paper.shadow import GRACE_S, Shadow

D = Decimal
DAY_NS = 86_400 * NANOSECONDS


class Bench:
    """A venue that trades as it will, and the shadows of its orders on the same quotes."""

    def __init__(self, made: VenueDesk, mode: Mode) -> None:
        self.made = made
        self.compared: list[Comparison] = []
        paper: PaperDesk = made.paper
        rules = PaperRules(
            instrument=INSTRUMENTS.__getitem__,
            any_hour=lambda account: True,
            standing=paper.market.standing,
            catch_up=lambda symbol: None,
            health=paper.market.health,
            fee=lambda account, instrument, side, quantity, price, at_ns: FEE * quantity,
            is_open=lambda instrument, at_ns: True,
            day_end_ns=lambda instrument, at_ns: at_ns + DAY_NS,
            latency={},
            fill_mode={},
        )
        numbers = iter(range(1000))
        self.broker = PaperBroker(rules, made.clock, lambda: f"S{next(numbers)}", paper.tasks)
        self.shadow = Shadow(
            broker=self.broker,
            account={"paper": Account("paper", "venue", mode, "USD", D(1), D(1))}.get,
            instrument=INSTRUMENTS.__getitem__,
            compared=self.compared.append,
            market=made.clock,
            tasks=paper.tasks,
        )
        made.desk.changed.connect(self.shadow.hear)
        self.market("4800.00", "4800.25")

    def market(self, bid: str, ask: str) -> None:
        """The feed shows a quote, to our paper engine and to the venue alike."""
        self.feed(bid, ask)
        self.made.venue.quote(bid, ask)

    def feed(self, bid: str, ask: str) -> None:
        """The feed shows a quote that the venue does not trade at."""
        self.made.venue.quoted("ESH2024", bid, ask)
        tick = self.made.paper.market.standing("ESH2024")
        assert tick is not None
        self.broker.see([tick])

    async def place(self, side: str = "buy", limit: str = "", quantity: int = 1) -> str:
        terms: dict[str, object] = {}
        if limit:
            terms = {"order_type": OrderType.LIMIT, "limit_price": D(limit)}
        placed = await self.made.desk.place(wish(side, quantity, **terms))
        await self.made.pass_time(0.01)
        return placed.order_id

    async def only(self) -> Comparison:
        """The one comparison that there is once everything has ended."""
        await self.made.pass_time(GRACE_S + 0.1)
        (found,) = self.compared
        assert len(self.shadow) == 0
        return found


async def bench_of(mode: Mode = Mode.SANDBOX, script: Script | None = None) -> Bench:
    return Bench(await venue_desk(script), mode)


@pytest.mark.parametrize("mode", [Mode.SANDBOX, Mode.LIVE])
async def test_an_order_that_trades_alike_agrees(mode: Mode) -> None:
    bench = await bench_of(mode)
    await bench.place()
    found = await bench.only()
    assert found.real == found.paper == Outcome(D(1), D("4800.25"), 0)
    assert (found.root, found.kind, found.side) == ("ES", Kind.AT_ONCE, Side.BUY)
    await bench.made.close()


@pytest.mark.parametrize("mode", [Mode.SIMULATOR, Mode.HYBRID])
async def test_orders_that_only_we_fill_have_no_shadow(mode: Mode) -> None:
    bench = await bench_of(mode)
    await bench.place()
    assert len(bench.shadow) == 0
    await bench.made.pass_time(GRACE_S + 1)
    assert bench.compared == []
    await bench.made.close()


async def test_a_leg_of_a_package_has_no_shadow_of_its_own() -> None:
    bench = await bench_of()
    leg = order(Sending(), package=PackagePart(legs=2, ratio=1, limit=None))
    bench.shadow.hear(OrderChanged(leg))
    assert len(bench.shadow) == 0
    bench.shadow.hear(OrderChanged(order(Sending())))
    assert len(bench.shadow) == 1
    await bench.made.close()


async def test_what_paper_cannot_follow_has_no_shadow() -> None:
    bench = await bench_of()
    trails = order(Sending(), order_type=OrderType.TRAILING_STOP)  # the broker moves it
    bench.shadow.hear(OrderChanged(trails))
    assert len(bench.shadow) == 0
    await bench.made.close()


async def test_an_order_that_ended_as_refused_after_it_had_traded_is_compared() -> None:
    bench = await bench_of()
    real = order(Sending(), quantity=2)
    bench.shadow.hear(OrderChanged(real))
    for event in (Accepted(), Filled(fill("f1")), Refused(Message("refused_by_broker"))):
        real = real.apply(event)
        bench.shadow.hear(OrderChanged(real))
    assert real.status is OrderStatus.REJECTED
    found = await bench.only()
    assert found.real.quantity == 1
    await bench.made.close()


async def test_a_shadow_is_nowhere_but_in_its_own_book() -> None:
    bench = await bench_of()
    await bench.place(limit="4790.00", quantity=3)
    assert len(bench.shadow) == 1
    assert bench.made.venue.posts == {next(iter(bench.made.desk.orders)): 1}
    (exposure,) = bench.made.desk.exposures("paper")
    assert exposure.working == Working(buying=D(3))
    assert set(bench.made.desk.accounts) == {"paper"}
    bench.feed("4789.00", "4789.25")  # paper trades, the venue does not
    assert bench.made.desk.positions == {}
    assert bench.made.paper.ledger.state().fills == []
    await bench.made.close()


async def test_a_worse_price_and_a_later_fill_are_measured() -> None:
    bench = await bench_of()
    bench.made.venue.quote("4800.50", "4800.75")  # what the feed has not shown yet
    delayed: list[News] = []

    def hold(news: News) -> Sequence[News]:
        if isinstance(news, FillSeen):
            delayed.append(news)
            return ()
        return (news,)

    bench.made.broker.script.alter = hold
    bench.feed("4800.00", "4800.25")
    await bench.place()
    await bench.made.pass_time(0.19)
    bench.made.broker.script.alter = lambda news: (news,)
    bench.made.broker.tell(delayed[0])
    found = await bench.only()
    assert found.real == Outcome(D(1), D("4800.75"), 200)
    assert found.paper == Outcome(D(1), D("4800.25"), 0)
    assert (found.price_error, found.delay_error_ms) == (2, 200)
    await bench.made.close()


async def test_an_order_that_trades_only_on_paper() -> None:
    bench = await bench_of()
    order_id = await bench.place(limit="4790.00")
    bench.feed("4789.00", "4789.25")
    await bench.made.pass_time(1)
    assert bench.compared == []  # the real one still waits
    await bench.made.desk.cancel(order_id)
    found = await bench.only()
    assert found.kind is Kind.LIMIT
    assert (found.real, found.paper) == (Outcome(), Outcome(D(1), D("4790.00"), 10))
    await bench.made.close()


async def test_an_order_that_trades_only_really_leaves_paper_a_moment() -> None:
    bench = await bench_of()
    await bench.place(limit="4790.00")
    bench.made.venue.execute(bench.made.venue.open_orders("paper")[0], D(1), D("4790.00"))
    await bench.made.pass_time(GRACE_S - 1)
    assert bench.compared == []
    found = await bench.only()
    assert (found.real.quantity, found.paper) == (D(1), Outcome())
    bench.feed("4700.00", "4700.25")  # its shadow has gone with it
    assert len(await _resting(bench)) == 0
    await bench.made.close()


async def test_paper_that_trades_within_the_moment_has_traded() -> None:
    bench = await bench_of()
    await bench.place(limit="4790.00")
    bench.made.venue.execute(bench.made.venue.open_orders("paper")[0], D(1), D("4790.00"))
    await bench.made.pass_time(1)
    bench.feed("4789.75", "4790.00")
    found = await bench.only()
    assert found.paper == Outcome(D(1), D("4790.00"), 1010)
    assert found.delay_error_ms == -1000
    await bench.made.close()


async def test_neither_trades_before_the_cancel() -> None:
    bench = await bench_of()
    order_id = await bench.place(limit="4790.00")
    await bench.made.desk.cancel(order_id)
    found = await bench.only()
    assert (found.real, found.paper) == (Outcome(), Outcome())
    assert len(await _resting(bench)) == 0
    await bench.made.close()


async def test_an_order_that_ends_at_the_venue_ends_its_shadow() -> None:
    bench = await bench_of()
    await bench.place(limit="4790.00")
    (seen,) = bench.made.venue.open_orders("paper")
    bench.made.venue.end(seen.broker_order_id, Canceled(Message("canceled_by_trader")))
    assert (await bench.only()).real == Outcome()
    assert len(await _resting(bench)) == 0
    await bench.made.close()


async def test_new_terms_reach_the_shadow() -> None:
    bench = await bench_of()
    order_id = await bench.place(limit="4790.00", quantity=2)
    await bench.made.desk.replace(order_id, Terms(D(1), D("4795.00")))
    await bench.made.pass_time(0.01)
    (resting,) = await _resting(bench)
    assert (resting.quantity, resting.limit_price) == (D(1), D("4795.00"))
    bench.market("4794.75", "4795.00")
    found = await bench.only()
    assert found.real == found.paper
    assert found.real.price == D("4795.00")
    await bench.made.close()


@pytest.mark.parametrize("fault", ["F1", "F8"])
async def test_an_order_that_came_to_nothing_is_not_compared(fault: str) -> None:
    bench = await bench_of()
    bench.made.broker.script.submits.append(fault)
    await bench.place(limit="4790.00")
    await bench.made.pass_time(GRACE_S + 1)
    assert bench.compared == []
    assert len(bench.shadow) == 0
    assert len(await _resting(bench)) == 0
    await bench.made.close()


async def test_what_is_not_there_to_trade_with_is_there_for_neither() -> None:
    bench = await bench_of()
    placed = await bench.made.desk.place(
        wish("sell", 25, time_in_force=TimeInForce.IOC)  # more than the market displays
    )
    found = await bench.only()
    assert bench.made.order(placed.order_id).status is OrderStatus.CANCELED
    assert found.real.quantity == found.paper.quantity == 10
    await bench.made.close()


async def _resting(bench: Bench) -> Sequence[OrderSeen]:
    return (await bench.broker.orders("shadow of paper", 2**62)).items
