"""From a wish to what is booked: netting, refusals, exits, the ledger's word before all else."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import fill
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import FEE, NOON_NS, PaperDesk, held, paper_desk, resting, wish
from tests.support.silent_broker import SilentBroker
from tests.support.venue import turns, venue_desk
from traderterminal.desk.desk import ClientOrderIdReused, FillBooked, OrderChanged
from traderterminal.desk.flatten import CANCEL_S
from traderterminal.desk.ports import NoteFact, Terms
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.errors import LedgerDown, OrderRefused, OutcomeUnknown, UnknownSymbol
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Accepted, Filled, Order, OrderEvent, OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.market.ports import FeedState
from traderterminal.risk.limits import PAPER

D = Decimal


async def test_a_market_order_comes_back_filled_and_booked(paper: PaperDesk) -> None:
    order = await paper.desk.place(wish("buy", 2))
    assert order.status is OrderStatus.FILLED
    assert order.average_price == D("4800.25")
    assert held(paper) == 2
    account = paper.desk.accounts["paper"]
    assert account.cash == 100_000 - 2 * FEE
    assert [v.outcome for v in order.verdict].count("refuse") == 0


async def test_a_change_is_told_only_after_it_was_booked(paper: PaperDesk) -> None:
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    told: list[tuple[str, int]] = []
    paper.desk.changed.connect(lambda c: told.append((type(c).__name__, len(ledger.facts))))
    order = await paper.desk.place(wish())
    names = [name for name, _ in told]
    assert names == ["OrderChanged", "OrderChanged", "OrderChanged", "FillBooked"]
    stored = [getattr(f, "event", "fill") for f in ledger.facts][-4:]
    assert stored == ["Sending", "Accepted", "Filled", "fill"]
    assert told[0][1] == 2  # the account and the intent, nothing of the fill yet
    assert order.order_id in paper.desk.orders


async def test_a_refused_order_is_stored_with_its_reason_and_never_sent(paper: PaperDesk) -> None:
    order = await paper.desk.place(wish("buy", 101))
    assert order.status is OrderStatus.DENIED
    assert order.reason is not None
    assert order.reason.code == "max_order_quantity"
    assert held(paper) == 0
    assert await paper.ledger.order(order.order_id) == order


async def test_two_targets_at_the_same_moment_do_not_double_the_position(
    paper: PaperDesk,
) -> None:
    target = wish(intent="target", side=None, quantity=D(2))
    await asyncio.gather(paper.desk.place(target), paper.desk.place(target))
    assert held(paper) == 2


async def test_a_close_cancels_the_working_orders_of_the_symbol_first(paper: PaperDesk) -> None:
    await paper.desk.place(wish("buy", 1))
    resting = await paper.desk.place(
        wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790"))
    )
    await paper.desk.place(wish(intent="close", side=None, quantity=None))
    assert paper.desk.orders[resting.order_id].status is OrderStatus.CANCELED
    assert held(paper) == 0


async def test_a_close_by_the_continuous_symbol_closes_the_month_that_is_held(
    paper: PaperDesk,
) -> None:
    paper.market.quotes["ESM2024"] = paper.market.quotes["ESH2024"]
    await paper.desk.place(wish("buy", 1, symbol="ESM2024"))
    order = await paper.desk.place(wish(symbol="ES1!", intent="close", side=None, quantity=None))
    assert order.symbol == "ESM2024"
    assert held(paper, "ESM2024") == 0


async def test_an_exit_works_when_the_feed_is_down_and_the_session_closed(
    paper: PaperDesk,
) -> None:
    await paper.desk.place(wish("buy", 1))
    paper.market.state = FeedState.DOWN
    paper.closed.append("ESH2024")
    entry = await paper.desk.place(wish("buy", 1))
    assert entry.status is OrderStatus.DENIED
    order = await paper.desk.place(wish(intent="close", side=None, quantity=None))
    assert order.status is OrderStatus.ACCEPTED  # it rests until the market opens
    paper.closed.clear()
    paper.move("4801.00", "4801.25")
    await paper.tracker.booked()
    assert held(paper) == 0


async def test_the_same_client_order_id_returns_the_first_order(paper: PaperDesk) -> None:
    first = await paper.desk.place(wish(client_order_id="mine"))
    again = await paper.desk.place(wish(client_order_id="mine"))
    assert again.order_id == first.order_id
    assert held(paper) == 1
    with pytest.raises(ClientOrderIdReused):
        await paper.desk.place(wish(quantity=2, client_order_id="mine"))


async def test_the_same_client_order_id_at_the_same_moment_is_one_order(paper: PaperDesk) -> None:
    twins = [paper.desk.place(wish(client_order_id="mine")) for _ in range(5)]
    assert len({order.order_id for order in await asyncio.gather(*twins)}) == 1
    assert held(paper) == 1


async def test_an_unknown_symbol_and_account_are_named(paper: PaperDesk) -> None:
    with pytest.raises(UnknownSymbol, match="XYZ1"):
        await paper.desk.place(wish(symbol="XYZ1"))
    order = await paper.desk.place(wish(account="nobody"))
    assert order.reason is not None
    assert order.reason.code == "account_unknown"


@pytest.mark.logs("bookings wait")
async def test_a_fill_that_cannot_be_booked_is_kept_until_it_can(paper: PaperDesk) -> None:
    resting = wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4799.00"))
    await paper.desk.place(resting)
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    ledger.broken = "the disk is full"
    paper.move("4798.75", "4799.00")
    for _ in range(10):
        await asyncio.sleep(0)  # noqa: TID251 - let the booking fail
    assert held(paper) == 0  # not booked, so not shown
    with pytest.raises(LedgerDown):
        await paper.desk.place(wish())
    ledger.broken = ""
    paper.host.advance_to(paper.host.now_ns() + 2_000_000_000)
    await paper.drained()
    assert held(paper) == 1


async def test_an_order_of_unknown_outcome_holds_up_entries_but_not_exits() -> None:
    broker = SilentBroker(None)
    made = paper_desk(broker=broker)
    await made.open()
    first = await made.desk.place(wish("buy", 2))
    broker.say(first.order_id, Accepted())
    made.tracker.hear(first.order_id, _fill_of(first))
    broker.error = OutcomeUnknown(Message("refused_by_broker"))
    lost = await made.desk.place(wish("buy", 1))
    assert lost.status is OrderStatus.UNKNOWN
    entry = await made.desk.place(wish("buy", 1))
    assert entry.reason is not None
    assert entry.reason.code == "order_unknown_pending"
    broker.error = None
    exit_order = await made.desk.place(wish("sell", 1))
    assert exit_order.status is OrderStatus.SENDING
    await made.tasks.aclose()


def _fill_of(order: Order) -> OrderEvent:
    return Filled(fill(order_id=order.order_id, quantity=str(order.quantity)))


async def test_cancel_all_can_be_limited_to_a_side(paper: PaperDesk) -> None:
    for side, price in (("buy", "4790"), ("sell", "4810")):
        await paper.desk.place(wish(side, 1, order_type=OrderType.LIMIT, limit_price=D(price)))
    assert await paper.desk.cancel_all("paper", side=Side.BUY) == 1
    (left,) = paper.tracker.live_orders("paper")
    assert left.side is Side.SELL


async def test_flatten_cancels_and_closes_everything(paper: PaperDesk) -> None:
    await paper.desk.place(wish("buy", 2))
    await paper.desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790")))
    result = await paper.desk.flatten("paper")
    assert (result.orders_cancelled, result.positions_closed) == (1, 1)
    assert held(paper) == 0
    again = await paper.desk.flatten("paper")
    assert (again.orders_cancelled, again.positions_closed) == (0, 0)


async def test_a_reset_starts_the_account_anew(paper: PaperDesk) -> None:
    await paper.desk.place(wish("buy", 2))
    await paper.desk.reset("paper", D(50_000))
    assert held(paper) == 0
    assert paper.desk.accounts["paper"].cash == 50_000
    assert paper.desk.equity("paper") == 50_000


async def test_what_is_on_its_way_at_a_reset_is_the_old_accounts() -> None:
    made = paper_desk(latency_ms=100, cancel_ms=500)
    await made.open()
    await made.desk.place(wish("buy", 2))
    await made.desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790")))
    reset = asyncio.get_running_loop().create_task(made.desk.reset("paper", D(50_000)))
    await turns(9)
    for ms in (100, 400):  # the market order arrives and trades before its cancel does
        assert not reset.done()
        made.market.clock.advance_to(made.market.clock.now_ns() + ms * 1_000_000)
        await turns(9)
    assert (await reset).cash == 50_000
    await made.drained()
    assert made.desk.accounts["paper"].cash == 50_000
    assert held(made) == 0
    assert [order.is_live for order in made.desk.orders.values()] == [False, False]
    await made.tasks.aclose()


async def test_nothing_is_reset_while_orders_do_not_get_out_of_the_market() -> None:
    made = paper_desk(cancel_ms=500)
    await made.open()
    await made.desk.place(wish("buy", 2))
    await made.desk.place(wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4790")))
    reset = asyncio.get_running_loop().create_task(made.desk.reset("paper", D(50_000)))
    await turns(9)
    made.host.advance_to(
        made.host.now_ns() + int(CANCEL_S * NANOSECONDS)
    )  # the market stands still
    await turns(9)
    with pytest.raises(OrderRefused, match="not out of the market yet: 1"):
        await reset
    assert held(made) == 2
    assert made.desk.accounts["paper"].starting_cash == 100_000
    await made.tasks.aclose()


async def test_a_late_arrival_trades_at_the_quote_of_its_arrival() -> None:
    made = paper_desk(latency_ms=250)
    await made.open()
    order = await made.desk.place(wish())
    assert order.status is OrderStatus.SENDING
    made.move("4805.00", "4805.25")
    for _ in range(3):
        await asyncio.sleep(0)  # noqa: TID251 - the order starts to wait
    made.market.clock.advance_to(made.market.clock.now_ns() + 250_000_000)
    await made.drained()
    assert made.desk.orders[order.order_id].average_price == D("4805.25")
    await made.tasks.aclose()


@pytest.mark.logs("not known here: TTother")
async def test_news_of_an_order_nobody_knows_is_not_lost_in_silence(paper: PaperDesk) -> None:
    paper.tracker.hear("TTother", Accepted())
    assert paper.tracker.known_order("TTother") is None


async def test_changes_carry_the_order_and_the_fill(paper: PaperDesk) -> None:
    seen: list[object] = []
    paper.desk.changed.connect(seen.append)
    await paper.desk.place(wish())
    assert isinstance(seen[0], OrderChanged)
    booked = seen[-1]
    assert isinstance(booked, FillBooked)
    assert booked.position.quantity == 1
    assert booked.account.cash == 100_000 - FEE


async def test_who_waits_while_the_last_booking_is_on_its_way_is_told(paper: PaperDesk) -> None:
    resting = wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4799.00"))
    await paper.desk.place(resting)
    paper.move("4798.75", "4799.00")
    await asyncio.sleep(0)  # noqa: TID251 - the delivery has taken the facts with it
    async with asyncio.timeout(1):  # noqa: TID251 - a lost waiter would wait for ever
        await paper.tracker.booked()
    assert held(paper) == 1


async def test_booked_waits_for_all_that_has_happened(paper: PaperDesk) -> None:
    resting = wish("buy", 1, order_type=OrderType.LIMIT, limit_price=D("4799.00"))
    await paper.desk.place(resting)
    paper.move("4798.75", "4799.00")
    assert held(paper) == 0
    await paper.desk.booked()
    assert held(paper) == 1


async def test_exposures_tell_what_is_held_and_what_works_in_each_symbol(paper: PaperDesk) -> None:
    assert paper.desk.exposures("paper") == []
    paper.move("4799.75", "4800.25", "MESH2024")
    await paper.desk.place(wish("buy", 2))
    limit = {"order_type": OrderType.LIMIT, "limit_price": D("4790.00")}
    gone = await paper.desk.place(wish("buy", 1, symbol="MESH2024", **limit))
    await paper.desk.place(wish("buy", 3, **limit))
    first, second = paper.desk.exposures("paper")
    assert (first.symbol, first.held, first.most, first.least) == ("ESH2024", D(2), D(5), D(2))
    assert (second.symbol, second.held, second.most, second.least) == ("MESH2024", D(0), D(1), D(0))
    await paper.desk.cancel(gone.order_id)
    assert [one.symbol for one in paper.desk.exposures("paper")] == ["ESH2024"]
    assert paper.desk.orders_today("paper") == 3


@pytest.mark.logs("bookings wait")
async def test_a_fill_counts_in_the_exposure_before_it_is_booked() -> None:
    ledger = MemoryLedger()
    made = paper_desk(ledger=ledger)
    await made.open()
    order = {"order_type": OrderType.LIMIT, "limit_price": D("4790.00")}
    await made.desk.place(wish("buy", 2, **order))
    ledger.broken = "the disk is full"
    made.move("4789.00", "4789.25")
    await turns(20)
    (exposure,) = made.desk.exposures("paper")
    assert (exposure.held, exposure.most) == (D(2), D(2))
    assert held(made) == 0
    ledger.broken = ""
    await made.tasks.aclose()


async def test_a_client_order_id_is_free_again_when_nothing_was_placed(paper: PaperDesk) -> None:
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    ledger.broken = "the disk is full"
    for _ in range(2):
        with pytest.raises(LedgerDown):
            await paper.desk.place(wish(client_order_id="mine"))
    ledger.broken = ""
    assert (await paper.desk.place(wish(client_order_id="mine"))).status is OrderStatus.FILLED
    assert held(paper) == 1


async def test_an_end_of_the_program_reaches_who_waits_for_an_order() -> None:
    made = paper_desk(broker=SilentBroker(None))
    await made.open()

    async def never(order_id: str) -> Order | None:
        await asyncio.Event().wait()
        return None

    made.ledger.order_by_client_id = never  # type: ignore[method-assign, assignment] # a look-up that hangs
    waiting = asyncio.get_running_loop().create_task(made.desk.place(wish(client_order_id="mine")))
    await asyncio.sleep(0)  # noqa: TID251 - it begins to wait
    await asyncio.sleep(0)  # noqa: TID251 - and its look-up does
    await made.tasks.aclose()
    with pytest.raises(asyncio.CancelledError):
        await waiting


@pytest.mark.parametrize("mode", [Mode.LIVE, Mode.SANDBOX])
async def test_only_paper_can_be_started_anew(paper: PaperDesk, mode: Mode) -> None:
    real = Account("broker", "tradovate", mode, "USD", D(5), D(5))
    await paper.tracker.open_account(real, "opened")
    with pytest.raises(OrderRefused, match="a reset of an account that its broker keeps"):
        await paper.desk.reset("broker", D(100))
    assert paper.desk.accounts["broker"].cash == 5
    with pytest.raises(OrderRefused, match="nobody"):
        await paper.desk.reset("nobody", D(100))


async def test_a_strategy_in_circles_is_stopped_until_a_hand_is_on_it_in_time() -> None:
    made = paper_desk(limits=replace(PAPER, automation_round_trips=2))
    made.desk.load({})
    await made.open()
    into, out = wish("buy", strategy="orb"), wish("sell", strategy="orb")
    for _ in range(2):
        await made.desk.place(into)
        await made.desk.place(out)
    await made.desk.place(wish("buy"))  # a hand is on it: the count starts anew
    await made.desk.place(wish("sell"))
    for _ in range(3):
        assert (await made.desk.place(into)).status is OrderStatus.FILLED
        await made.desk.place(out)
    stopped = await made.desk.place(into)
    assert stopped.reason is not None
    assert stopped.reason.code == "strategy_stopped"
    assert (await made.desk.place(wish("buy"))).status is OrderStatus.FILLED
    await made.drained()


async def test_a_change_of_limits_is_in_the_journal(paper: PaperDesk) -> None:
    await paper.desk.change_limits("paper", {"orders_per_second": 5, "max_daily_loss": D(500)})
    await paper.desk.change_limits("paper", {"orders_per_second": 9})
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    assert [fact.value for fact in ledger.facts if isinstance(fact, NoteFact)] == [
        {"orders_per_second": "5", "max_daily_loss": "500"},
        {"orders_per_second": "9", "looser_after_60_s": "orders_per_second"},
    ]


async def test_what_is_not_in_the_journal_is_not_loosened(paper: PaperDesk) -> None:
    await paper.desk.change_limits("paper", {"orders_per_second": 5})
    ledger = paper.ledger
    assert isinstance(ledger, MemoryLedger)
    ledger.broken = "the disk is full"
    with pytest.raises(LedgerDown):
        await paper.desk.change_limits("paper", {"orders_per_second": 9, "orders_per_day": 7})
    assert paper.desk.pending_limits("paper") == {}
    limits = paper.desk.limits("paper")
    assert (limits.orders_per_second, limits.orders_per_day) == (5, 7)


async def test_the_orders_of_a_day_are_counted_over_a_restart() -> None:
    clock = VirtualClock(NOON_NS)
    first = paper_desk(clock=clock)
    await first.open()
    await first.desk.place(wish("buy"))
    again = paper_desk(clock=clock, ledger=first.ledger, limits=replace(PAPER, orders_per_day=1))
    again.tracker.load(first.ledger.state())
    again.desk.load({})
    assert again.desk.orders_today("paper") == 1
    denied = await again.desk.place(wish("buy"))
    assert denied.reason is not None
    assert denied.reason.code == "message_rate"
    await again.drained()


async def test_a_change_of_an_entry_is_one_more_message_and_that_of_an_exit_is_not() -> None:
    made = paper_desk(limits=replace(PAPER, orders_per_minute=4))
    await made.open()
    desk = made.desk
    entry = await desk.place(resting("buy"))
    await desk.replace(entry.order_id, Terms(Decimal(1), Decimal("4789.00")))
    await desk.place(wish("buy"))
    leave = await desk.place(resting("sell"))
    for price in ("4811.00", "4812.00", "4813.00"):
        await desk.replace(leave.order_id, Terms(Decimal(1), Decimal(price)))
    with pytest.raises(OrderRefused) as refused:
        await desk.replace(entry.order_id, Terms(Decimal(1), Decimal("4788.00")))
    assert refused.value.message.code == "message_rate"
    assert desk.orders[entry.order_id].limit_price == Decimal("4789.00")
    denied = await desk.place(wish("buy"))
    assert denied.reason is not None
    assert denied.reason.parameters["measured"] == "5"
    assert (await desk.place(wish(None, None, intent="close"))).status is OrderStatus.FILLED
    await made.drained()


async def test_the_rest_of_an_exit_that_has_traded_in_part_may_follow_the_market(
    paper: PaperDesk,
) -> None:
    await paper.desk.place(wish("buy", 3))
    leave = await paper.desk.place(resting("sell", 3))
    paper.tracker.hear(leave.order_id, Filled(fill("f", Side.SELL, "2", "4810")))
    await paper.desk.set_state("paper", TradingState.HALTED)
    changed = await paper.desk.replace(leave.order_id, Terms(D(3), D("4805.00")))
    assert (changed.limit_price, changed.leaves_quantity) == (D("4805.00"), D(1))
    with pytest.raises(OrderRefused) as refused:
        await paper.desk.replace(leave.order_id, Terms(D(4), D("4805.00")))
    assert refused.value.message.code == "halted"


async def test_a_change_to_the_terms_of_another_order_is_no_duplicate_of_it() -> None:
    made = paper_desk(limits=replace(PAPER, duplicate_window_s=D(2)))
    await made.open()
    await made.desk.place(resting("buy"))
    other = await made.desk.place(replace(resting("buy"), limit_price=D("4789.00")))
    changed = await made.desk.replace(other.order_id, Terms(D(1), D("4790.00")))
    assert changed.limit_price == D("4790.00")
    again = await made.desk.place(resting("buy"))
    assert again.reason is not None
    assert again.reason.code == "duplicate_order"
    await made.drained()


async def test_beside_a_changed_entry_the_exits_of_a_bracket_count_as_beside_a_new_one() -> None:
    made = paper_desk(limits=replace(PAPER, max_position={AssetClass.FUTURE: D(4)}))
    await made.open()
    stop = Exits(stop=ExitLevel(D(40), "ticks"))
    await made.desk.place(replace(wish("buy", 2), exits=stop))
    await made.drained()
    entry = await made.desk.place(resting("sell", 4))
    with pytest.raises(OrderRefused) as refused:
        await made.desk.replace(entry.order_id, Terms(D(5), D("4810.00")))
    assert refused.value.message.parameters["measured"] == "-5"
    denied = await made.desk.place(resting("sell", 1))
    assert denied.reason is not None
    assert denied.reason.parameters["measured"] == "-5"
    await made.drained()


@pytest.mark.logs("bookings wait and nothing but exits is sent")
async def test_once_the_ledger_works_again_entries_leave_also_after_an_exit_that_could_not() -> (
    None
):
    ledger = MemoryLedger()
    made = await venue_desk(ledger=ledger, reconciled=False)
    await made.paper.open()
    assert await made.reconciler.reconcile("paper")
    await made.desk.place(wish("buy", 1))
    ledger.broken, ledger.no_file = "the disk is full", True
    with pytest.raises(LedgerDown, match="no exit leaves from here either"):
        await made.desk.place(wish(None, None, intent="close"))
    await made.pass_time(3)
    with pytest.raises(LedgerDown):
        await made.desk.place(wish("buy", 1))
    ledger.broken, ledger.no_file = "", False
    await made.pass_time(1)
    assert (await made.desk.place(wish("buy", 1))).status is OrderStatus.FILLED
    assert ledger.state().notes["ledger down"] == {"cause": "the disk is full"}
    await made.close()
