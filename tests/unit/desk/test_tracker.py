"""What is known at once, what is shown once booked, and in which order facts reach the ledger."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.alerts import turns
from tests.support.builders import INSTRUMENTS, fill, order
from tests.support.memory_ledger import MemoryLedger
from traderterminal.desk import tracker as module
from traderterminal.desk.ports import AccountFact, Fact, FillFact, LedgerState, OrderFact
from traderterminal.desk.tracker import (
    RETRY_SECONDS,
    AccountChanged,
    Change,
    FillBooked,
    FillRebooked,
    OrderChanged,
    StateChanged,
    Tracker,
)
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelRefused,
    CancelRequested,
    Denied,
    FillChanged,
    Filled,
    Order,
    OrderStatus,
    OutcomeLost,
    ProvenAbsent,
    Refused,
    Sending,
)
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.tasks import TaskScope

D = Decimal
GONE = Canceled(Message("canceled_by_trader"))


class SlowLedger(MemoryLedger):
    """Commits only while its gate is open, and notes what each commit held."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.open.set()
        self.commits: list[list[Fact]] = []

    async def commit(self, facts: Sequence[Fact]) -> None:
        await self.open.wait()
        await super().commit(facts)
        self.commits.append(list(facts))


@dataclass
class Desk:
    """A tracker, and what it told."""

    ledger: SlowLedger = field(default_factory=SlowLedger)
    host: VirtualClock = field(default_factory=VirtualClock)
    failures: list[Exception] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tasks = TaskScope(lambda name, error: self.failures.append(error))
        self.tracker = Tracker(self.ledger, INSTRUMENTS.__getitem__, self.host, self.tasks)
        self.tracker.changed.connect(self.told.append)

    async def sent(self, order_id: str = "TT1", **changes: object) -> Order:
        """Bring an order so far that the broker has it."""
        made = order(order_id=order_id, client_order_id=order_id, **changes)  # type: ignore[arg-type] # by use
        await self.tracker.intend(made)
        self.tracker.hear(order_id, Accepted())
        await self.tracker.booked()
        return self.tracker.orders[order_id]

    async def retried(self) -> None:
        """Let the pause after a failed booking pass."""
        self.host.advance_to(self.host.now_ns() + int(RETRY_SECONDS * NANOSECONDS))
        await turns()


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk()
    await made.tracker.open_account(account("paper"), "opened")
    made.told.clear()
    yield made
    assert made.failures == []
    await made.tasks.aclose()


def account(name: str, cash: int = 100_000) -> Account:
    return Account(name, "paper", Mode.SIMULATOR, "USD", D(cash), D(cash))


def a_fill(fill_id: str, side: Side = Side.BUY, quantity: str = "1", **changes: object) -> Filled:
    return Filled(fill(fill_id, side, quantity, **changes))  # type: ignore[arg-type] # by use


async def test_news_counts_at_once_and_is_shown_once_booked(desk: Desk) -> None:
    await desk.sent(quantity=3)
    desk.ledger.open.clear()
    desk.tracker.hear("TT1", a_fill("f1", quantity="2"))
    known = desk.tracker.known_order("TT1")
    assert known is not None
    assert known.leaves_quantity == 1
    assert desk.tracker.known_position("paper", "ESH2024") == 2
    assert desk.tracker.orders["TT1"].filled_quantity == 0
    assert desk.tracker.positions == {}
    assert desk.tracker.accounts["paper"].cash == 100_000
    desk.ledger.open.set()
    await desk.tracker.booked()
    assert desk.tracker.orders["TT1"].filled_quantity == 2
    assert desk.tracker.positions[("paper", "ESH2024")].quantity == 2
    assert desk.tracker.accounts["paper"].cash == 100_000 - D("2.25")


async def test_an_order_and_its_fill_are_one_transaction(desk: Desk) -> None:
    await desk.sent()
    desk.tracker.hear("TT1", a_fill("f1"))
    await desk.tracker.booked()
    booked, filled = desk.ledger.commits[-1]
    assert isinstance(booked, OrderFact)
    assert isinstance(filled, FillFact)
    assert (booked.event, booked.order.status) == ("Filled", OrderStatus.FILLED)
    assert filled.position.quantity == 1


async def test_facts_reach_the_ledger_in_the_order_in_which_they_arose(desk: Desk) -> None:
    await desk.sent(quantity=5)
    desk.ledger.open.clear()
    for number in range(5):
        desk.tracker.hear("TT1", a_fill(f"f{number}"))
        await turns(2)
    desk.ledger.open.set()
    await desk.tracker.booked()
    fills = [f.fill.fill_id for f in desk.ledger.facts if isinstance(f, FillFact)]
    assert fills == [f"f{number}" for number in range(5)]
    shown = [change.fill.fill_id for change in desk.told if isinstance(change, FillBooked)]
    assert shown == fills
    assert len(desk.ledger.commits[-1]) == 8  # what had gathered went in one go


async def test_a_repeated_fill_is_no_news(desk: Desk) -> None:
    await desk.sent(quantity=2)
    for _ in range(3):
        desk.tracker.hear("TT1", a_fill("f1"))
        await desk.tracker.booked()
    assert desk.tracker.known_position("paper", "ESH2024") == 1
    assert sum(isinstance(f, FillFact) for f in desk.ledger.facts) == 1


async def test_a_fill_after_the_cancel_still_counts(desk: Desk) -> None:
    await desk.sent(quantity=2)
    for event in (CancelRequested(), GONE, a_fill("late")):
        desk.tracker.hear("TT1", event)
    await desk.tracker.booked()
    assert desk.tracker.orders["TT1"].status is OrderStatus.CANCELED
    assert desk.tracker.positions[("paper", "ESH2024")].quantity == 1


@pytest.mark.logs("does not fit the order: TT1: Denied while accepted")
async def test_news_that_cannot_be_is_said_and_changes_nothing(desk: Desk) -> None:
    before = await desk.sent()
    desk.tracker.hear("TT1", Denied(Message("halted")))
    assert desk.tracker.known_order("TT1") == before


async def test_money_of_stocks_and_futures_moves_as_it_does_there(desk: Desk) -> None:
    await desk.sent("TT1")
    await desk.sent("TT2", symbol="AAPL")
    desk.tracker.hear("TT1", a_fill("f1", price="4800"))
    share = a_fill("f2", symbol="AAPL", point_value=D(1), price="200", order_id="TT2")
    desk.tracker.hear("TT2", share)
    await desk.tracker.booked()
    assert desk.tracker.accounts["paper"].cash == 100_000 - 200 - 2 * D("2.25")
    await desk.sent("TT3", side=Side.SELL)
    desk.tracker.hear("TT3", a_fill("f3", Side.SELL, price="4801", order_id="TT3"))
    await desk.tracker.booked()
    assert desk.tracker.accounts["paper"].realized_pnl == 50
    assert desk.tracker.accounts["paper"].cash == 100_000 - 200 + 50 - 3 * D("2.25")


async def test_an_intent_that_cannot_be_made_durable_is_forgotten(desk: Desk) -> None:
    asked = order()
    desk.tracker.reserve(asked)
    assert desk.tracker.live_orders("paper", "ESH2024") == (asked,)
    desk.ledger.broken = "read-only"
    with pytest.raises(LedgerDown, match="read-only"):
        await desk.tracker.intend(asked)
    assert desk.tracker.live_orders() == ()
    assert desk.tracker.known_order("TT1") is None
    assert desk.told == []


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_the_intent_of_an_exit_waits_for_the_ledger_in_the_emergency_file(
    desk: Desk,
) -> None:
    await desk.sent()
    desk.tracker.hear("TT1", a_fill("f1"))
    await desk.tracker.booked()
    desk.ledger.broken = "full"
    way_out = replace(order(order_id="TT2", side=Side.SELL), reduces=True)
    assert (await desk.tracker.intend(way_out)).status is OrderStatus.SENDING
    assert [f.order.order_id for f in desk.ledger.kept if isinstance(f, OrderFact)] == ["TT2"]
    waiting = desk.tracker.waiting_for_ledger(way_out.client_order_id)
    assert waiting is not None
    assert waiting.order_id == "TT2"
    assert "TT2" not in desk.tracker.orders  # it is shown once the ledger has it
    desk.ledger.broken = ""
    await desk.retried()
    assert desk.tracker.orders["TT2"].status is OrderStatus.SENDING
    assert desk.tracker.waiting_for_ledger(way_out.client_order_id) is None


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_an_exit_that_can_be_made_durable_nowhere_is_not_sent_nor_booked_later(
    desk: Desk,
) -> None:
    await desk.sent()
    desk.ledger.broken, desk.ledger.no_file = "full", True
    way_out = replace(order(order_id="TT2", side=Side.SELL), reduces=True)
    with pytest.raises(LedgerDown, match="full"):
        await desk.tracker.intend(way_out)
    assert desk.tracker.known_order("TT2") is None
    desk.ledger.broken = ""
    await desk.retried()
    assert "TT2" not in {f.order.order_id for f in desk.ledger.facts if isinstance(f, OrderFact)}


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_while_facts_wait_nothing_new_is_sent_and_then_all_is_booked(desk: Desk) -> None:
    await desk.sent(quantity=2)
    desk.ledger.broken = "full"
    desk.tracker.hear("TT1", a_fill("f1"))
    await turns()
    desk.ledger.broken = ""  # the ledger works again, but the facts have not been told yet
    with pytest.raises(LedgerDown, match="full"):
        await desk.tracker.intend(order(order_id="TT2"))
    with pytest.raises(LedgerDown, match="full"):
        await desk.tracker.deny(order(order_id="TT3").apply(Denied(Message("halted"))))
    desk.tracker.hear("TT1", a_fill("f2"))  # what arrives meanwhile keeps its place
    await desk.retried()
    assert [f.fill.fill_id for f in desk.ledger.facts if isinstance(f, FillFact)] == ["f1", "f2"]
    assert desk.tracker.orders["TT1"].status is OrderStatus.FILLED
    await desk.tracker.intend(order(order_id="TT2"))


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_what_happens_while_the_ledger_is_down_is_kept_within_a_second(desk: Desk) -> None:
    await desk.sent(quantity=2)
    desk.ledger.broken = "full"
    desk.tracker.hear("TT1", a_fill("f1"))
    await turns()
    desk.tracker.hear("TT1", a_fill("f2"))
    desk.host.advance_to(desk.host.now_ns() + NANOSECONDS)
    await turns()
    kept = [fact.fill.fill_id for fact in desk.ledger.kept if isinstance(fact, FillFact)]
    assert kept == ["f1", "f2"]
    desk.ledger.broken = ""
    await desk.retried()
    assert desk.ledger.kept == ()


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_who_waits_for_a_booking_is_told_that_the_ledger_is_down(desk: Desk) -> None:
    await desk.sent()
    desk.ledger.broken = "full"
    desk.tracker.hear("TT1", a_fill("f1"))
    with pytest.raises(LedgerDown, match="full"):
        await desk.tracker.booked()
    for _ in range(3):  # said once, however often it is tried
        await desk.retried()
    desk.ledger.broken = ""
    await desk.retried()
    assert desk.tracker.positions[("paper", "ESH2024")].quantity == 1


async def test_nothing_under_way_is_booked_at_once(desk: Desk) -> None:
    commits = len(desk.ledger.commits)
    await desk.tracker.booked()
    assert len(desk.ledger.commits) == commits


async def test_live_orders_are_found_by_account_and_symbol_oldest_first(desk: Desk) -> None:
    for order_id, changes in {
        "TT1": {},
        "TT2": {"symbol": "ESM2024"},
        "TT3": {"account": "other"},
        "TT4": {},
    }.items():
        desk.tracker.reserve(order(order_id=order_id, **changes))  # type: ignore[arg-type] # by use
    tracker = desk.tracker

    def ids(*at: str) -> list[str]:
        return [found.order_id for found in tracker.live_orders(*at)]

    assert ids("paper", "ESH2024") == ["TT1", "TT4"]
    assert ids("paper") == ["TT1", "TT4", "TT2"]
    assert ids("other") == ["TT3"]
    assert len(ids()) == 4
    assert ids("nobody") == ids("paper", "AAPL") == []
    by_symbol = {symbol: len(orders) for symbol, orders in tracker.live_by_symbol("paper").items()}
    assert by_symbol == {"ESH2024": 2, "ESM2024": 1}


async def test_waiting_until_settled_ends_with_the_last_live_order(desk: Desk) -> None:
    tracker = desk.tracker
    await tracker.until_settled("paper", "ESH2024")  # nothing is live
    await desk.sent("TT1")
    await desk.sent("TT2")
    await desk.sent("TT3", symbol="ESM2024")
    loop = asyncio.get_running_loop()
    first, second = (loop.create_task(tracker.until_settled("paper", "ESH2024")) for _ in range(2))
    tracker.hear("TT1", Refused(Message("halted")))
    await turns(3)
    assert not first.done()
    first.cancel()  # one that waits no longer must not stop the other
    tracker.hear("TT2", GONE)
    await second
    assert [found.order_id for found in tracker.live_orders()] == ["TT3"]
    await tracker.booked()


async def test_what_an_account_holds_is_known_before_it_is_booked(desk: Desk) -> None:
    await desk.tracker.open_account(account("other"), "opened")
    for order_id, owner, symbol in (
        ("TT1", "paper", "ESH2024"),
        ("TT2", "paper", "ESM2024"),
        ("TT3", "other", "ESH2024"),
    ):
        await desk.sent(order_id, account=owner, symbol=symbol)
    desk.ledger.open.clear()
    desk.tracker.hear("TT1", a_fill("f1", order_id="TT1"))
    desk.tracker.hear("TT2", a_fill("f2", order_id="TT2", symbol="ESM2024"))
    desk.tracker.hear("TT3", a_fill("f3", order_id="TT3", account="other"))
    assert [held.symbol for held in desk.tracker.held("paper")] == ["ESH2024", "ESM2024"]
    desk.tracker.adopt_fill(fill("f4", Side.SELL))
    assert [(held.symbol, held.quantity) for held in desk.tracker.held("paper")] == [
        ("ESM2024", D(1))
    ]
    desk.ledger.open.set()


async def test_an_account_that_starts_anew_holds_nothing_and_others_keep_theirs(desk: Desk) -> None:
    await desk.tracker.open_account(account("other"), "opened")
    for order_id, owner in (("TT1", "paper"), ("TT2", "other")):
        await desk.sent(order_id, account=owner)
        desk.tracker.hear(order_id, a_fill(f"f-{owner}", account=owner, order_id=order_id))
    await desk.tracker.booked()
    await desk.tracker.open_account(account("paper", 5_000), "reset")
    assert set(desk.tracker.positions) == {("other", "ESH2024")}
    assert desk.tracker.known_position("paper", "ESH2024") == 0
    assert desk.tracker.known_position("other", "ESH2024") == 1
    assert desk.tracker.accounts["paper"].cash == 5_000
    assert isinstance(desk.told[-1], AccountChanged)
    assert isinstance(desk.ledger.facts[-1], AccountFact)


async def test_loading_takes_up_all_that_the_ledger_knew() -> None:
    live = order(Sending(), Accepted(), order_id="TT2")
    closed = order(Sending(), Refused(Message("halted")), order_id="TT1")
    desk = Desk()
    desk.tracker.load(_state(live, closed, fill("f1")))
    assert desk.tracker.live_orders() == (live,)
    assert set(desk.tracker.orders) == {"TT1", "TT2"}
    assert desk.tracker.accounts["paper"].cash == 100_000
    assert desk.tracker.positions[("paper", "ESH2024")].quantity == 1
    assert desk.tracker.booked_fill("paper", "f1") == fill("f1")
    desk.tracker.hear("TT2", a_fill("f2", order_id="TT2"))
    await desk.tracker.booked()
    assert desk.tracker.positions[("paper", "ESH2024")].quantity == 2


def _state(live: Order, closed: Order, held: Fill) -> LedgerState:
    position = Position(held.account, held.symbol, held.point_value).apply(held)
    return LedgerState(
        accounts={"paper": account("paper")},
        positions={("paper", held.symbol): position},
        live_orders=[live],
        closed_orders=[closed],
        open_alerts=[],
        notes={},
        fills=[held],
    )


async def test_of_closed_orders_only_the_latest_stay_at_hand(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_CLOSED", 3)
    await desk.sent("live")
    for number in range(5):
        await desk.tracker.deny(order(order_id=f"TT{number}").apply(Denied(Message("halted"))))
    assert set(desk.tracker.orders) == {"live", "TT2", "TT3", "TT4"}
    assert desk.tracker.known_order("TT0") is None
    assert len(desk.ledger.facts) == 8  # the account, the live order's two, and every denial


async def test_an_order_that_trades_after_its_end_is_kept_as_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_CLOSED", 1)
    desk.tracker.adopt(order(Sending(), Accepted("b-1"), GONE, quantity=3))
    for fill_id in ("f1", "f2"):
        desk.tracker.hear("TT1", a_fill(fill_id))
    await desk.tracker.booked()
    assert desk.tracker.orders["TT1"].filled_quantity == 2
    assert desk.tracker.order_at_broker("paper", "b-1") == desk.tracker.known_order("TT1")


async def test_an_order_that_works_again_stays_at_hand(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_CLOSED", 1)
    absent = ProvenAbsent(Message("proven_absent", {"where": "test"}))
    desk.tracker.adopt(order(Sending(), OutcomeLost(), absent))
    desk.tracker.hear("TT1", Accepted("b-1"))
    for number in range(2, 4):
        await desk.tracker.deny(order(order_id=f"TT{number}").apply(Denied(Message("halted"))))
    assert set(desk.tracker.orders) == {"TT1", "TT3"}
    found = desk.tracker.order_at_broker("paper", "b-1")
    assert found is not None
    assert desk.tracker.live_orders("paper") == (found,)


def test_an_account_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(OrderRefused, match="There is no account or group nobody"):
        Desk().tracker.known_account("nobody")


async def test_each_change_is_told_after_it_can_be_seen(desk: Desk) -> None:
    seen: list[tuple[str, OrderStatus]] = []

    def look(change: Change) -> None:
        if isinstance(change, OrderChanged):
            shown = desk.tracker.orders[change.order.order_id]
            seen.append((change.order.status.value, shown.status))

    desk.tracker.changed.connect(look)
    await desk.sent()
    desk.tracker.hear("TT1", a_fill("f1"))
    await desk.tracker.booked()
    assert seen == [(status.value, status) for _, status in seen]
    assert [told for told, _ in seen] == ["sending", "accepted", "filled"]


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_one_that_no_longer_waits_for_a_booking_stops_nobody_else(desk: Desk) -> None:
    await desk.sent(quantity=3)
    loop = asyncio.get_running_loop()
    for fill_id, broken in (("f1", ""), ("f2", "full")):
        desk.ledger.open.clear()
        desk.ledger.broken = broken
        desk.tracker.hear("TT1", a_fill(fill_id))
        impatient = loop.create_task(desk.tracker.booked())
        patient = loop.create_task(desk.tracker.booked())
        await turns(3)
        impatient.cancel()
        await turns(2)
        desk.ledger.open.set()
        await turns(3)
        await desk.retried()
        (result,) = await asyncio.gather(patient, return_exceptions=True)
        assert isinstance(result, LedgerDown) is bool(broken)
    desk.ledger.broken = ""
    await desk.retried()
    assert desk.tracker.orders["TT1"].filled_quantity == 2


async def test_each_fact_bears_the_name_of_its_event(desk: Desk) -> None:
    tracker = desk.tracker
    await desk.sent(quantity=2)
    tracker.hear("TT1", a_fill("f1"))
    tracker.hear("TT1", FillChanged(fill("f1"), None))
    await tracker.deny(order(order_id="TT2").apply(Denied(Message("halted"))))
    tracker.adopt(order(Sending(), Accepted(), order_id="TT3"))
    await tracker.booked()
    names = [f.event for f in desk.ledger.facts if isinstance(f, OrderFact)]
    assert names == ["Sending", "Accepted", "Filled", "FillChanged", "Denied", "Adopted"]
    opened = desk.ledger.facts[0]
    assert isinstance(opened, AccountFact)
    assert (opened.reason, opened.account) == ("opened", account("paper"))


async def test_an_intent_is_durable_and_shown_as_sending(desk: Desk) -> None:
    sending = await desk.tracker.intend(order())
    assert sending.status is OrderStatus.SENDING
    assert desk.ledger.facts[-1] == OrderFact("Sending", sending)
    assert desk.told == [OrderChanged(sending)]


async def test_an_echo_books_nothing(desk: Desk) -> None:
    await desk.sent()
    booked = list(desk.ledger.facts)
    for echo in (Accepted(), Accepted(), CancelRefused()):
        desk.tracker.hear("TT1", echo)
        await desk.tracker.booked()
    assert desk.ledger.facts == booked


@pytest.mark.logs("^news of an order that is not known here: TT9 Accepted.*b-9")
async def test_news_of_an_order_that_is_not_known_is_said_and_books_nothing(desk: Desk) -> None:
    booked = list(desk.ledger.facts)
    desk.tracker.hear("TT9", Accepted("b-9"))
    await desk.tracker.booked()
    assert desk.ledger.facts == booked


async def test_a_changed_execution_restates_position_and_cash_and_is_told(desk: Desk) -> None:
    await desk.sent("TT1")
    await desk.sent("TT2", side=Side.SELL)
    bought, sold = fill("f1", price="4800"), fill("f2", Side.SELL, price="4810", order_id="TT2")
    desk.tracker.hear("TT1", Filled(bought))
    desk.tracker.hear("TT2", Filled(sold))
    better = replace(bought, price=D(4790))
    desk.tracker.hear("TT1", FillChanged(bought, better))
    await desk.tracker.booked()
    position, held = desk.tracker.positions[("paper", "ESH2024")], desk.tracker.accounts["paper"]
    assert (position.quantity, position.realized_pnl) == (D(0), D(20 * 50))
    assert held.cash == 100_000 + 20 * 50 - 2 * D("2.25")
    assert desk.told[-1] == FillRebooked(bought, better, position, held)
    desk.tracker.hear("TT2", FillChanged(sold, None))
    await desk.tracker.booked()
    position, held = desk.tracker.positions[("paper", "ESH2024")], desk.tracker.accounts["paper"]
    assert (position.quantity, position.average_price) == (D(1), D(4790))
    assert (held.realized_pnl, held.cash) == (D(0), 100_000 - D("2.25"))
    assert desk.told[-1] == FillRebooked(sold, None, position, held)
    assert desk.tracker.booked_fill("paper", "f1") == better
    assert desk.tracker.booked_fill("paper", "f2") is None


async def test_a_change_of_state_is_told_and_leaves_what_is_held(desk: Desk) -> None:
    await desk.sent()
    desk.tracker.hear("TT1", a_fill("f1"))
    await desk.tracker.booked()
    positions = dict(desk.tracker.positions)
    halted = await desk.tracker.set_state("paper", TradingState.HALTED)
    assert halted.state is TradingState.HALTED
    assert desk.tracker.accounts["paper"] == desk.tracker.known_account("paper") == halted
    assert desk.told[-1] == StateChanged(halted)
    assert desk.ledger.facts[-1] == AccountFact("state", halted)
    assert desk.tracker.positions == positions


async def test_a_balance_that_differs_is_booked_and_leaves_what_is_held(desk: Desk) -> None:
    await desk.sent()
    desk.tracker.hear("TT1", a_fill("f1"))
    await desk.tracker.booked()
    positions, booked = dict(desk.tracker.positions), len(desk.ledger.facts)
    before = desk.tracker.known_account("paper")
    desk.tracker.take_balance("paper", before.cash)
    await desk.tracker.booked()
    assert len(desk.ledger.facts) == booked  # what is known already is no event
    desk.tracker.take_balance("paper", Decimal("51234.50"))
    told = desk.tracker.known_account("paper")
    assert told == before.with_cash(Decimal("51234.50"))
    await desk.tracker.booked()
    assert desk.told[-1] == StateChanged(told)
    assert desk.ledger.facts[-1] == AccountFact("balance", told)
    assert desk.tracker.positions == positions


@pytest.mark.logs("bookings wait")
async def test_a_state_set_while_the_ledger_is_down_holds_and_is_booked_afterwards(
    desk: Desk,
) -> None:
    desk.ledger.broken = "the disk is full"
    await desk.tracker.set_state("paper", TradingState.REDUCING)  # finds out that it is down

    async def halt() -> None:
        await desk.tracker.set_state("paper", TradingState.HALTED)

    halting = desk.tasks.spawn(halt(), name="halt")
    await turns()
    halted = desk.tracker.known_account("paper")
    assert halted.state is TradingState.HALTED
    assert desk.tracker.accounts["paper"] == halted
    assert desk.told[-1] == StateChanged(halted)
    await desk.retried()
    assert halting.done()
    desk.ledger.broken = ""
    await desk.retried()
    assert desk.ledger.facts[-1] == AccountFact("state", halted)


async def test_a_fill_is_told_with_what_stands_after_it(desk: Desk) -> None:
    await desk.sent()
    desk.tracker.hear("TT1", a_fill("f1"))
    await desk.tracker.booked()
    position = Position("paper", "ESH2024", D(50)).apply(fill("f1"))
    assert desk.told[-1] == FillBooked(fill("f1"), position, desk.tracker.accounts["paper"])


async def test_an_account_that_starts_anew_is_told_and_as_if_it_had_never_traded(
    desk: Desk,
) -> None:
    await desk.tracker.open_account(account("idle"), "opened")
    desk.tracker.adopt_fill(fill("f1", order_id=""))
    await desk.tracker.booked()
    assert not desk.tracker.is_new("paper")
    assert desk.tracker.is_new("idle")
    assert desk.tracker.positions[("paper", "ESH2024")].quantity == 1
    await desk.tracker.open_account(account("paper"), "reset")
    assert desk.told[-1] == AccountChanged(account("paper"))
    assert desk.tracker.is_new("paper")
    assert desk.tracker.booked_fill("paper", "f1") is None


async def test_an_order_goes_by_the_brokers_id_on_its_own_account(desk: Desk) -> None:
    tracker = desk.tracker
    adopted = order(Sending(), Accepted("b-7"), order_id="TT3")
    tracker.adopt(adopted)
    assert tracker.order_at_broker("paper", "b-7") == adopted
    assert tracker.order_at_broker("other", "b-7") is None
    assert tracker.order_at_broker("paper", "b-8") is None
    assert tracker.known_all() == (adopted,)
    await tracker.booked()


async def test_what_is_no_longer_at_hand_does_not_go_by_the_brokers_id_and_may_be_recalled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_CLOSED", 1)
    tracker = desk.tracker
    closed = [order(Sending(), Accepted(f"b-{n}"), GONE, order_id=f"TT{n}") for n in (1, 2)]
    for each in closed:
        tracker.adopt(each)
    await tracker.booked()
    assert tracker.order_at_broker("paper", "b-1") is None
    assert tracker.order_at_broker("paper", "b-2") == closed[1]
    tracker.recall(closed[0])
    assert tracker.order_at_broker("paper", "b-1") == tracker.orders["TT1"] == closed[0]


async def test_fills_are_found_by_id_and_by_time(desk: Desk) -> None:
    tracker = desk.tracker
    await desk.tracker.open_account(account("other"), "opened")
    assert tracker.latest_ns("paper") == 0
    made = [fill(f"f{n}", at_ns=n, order_id="") for n in (2, 3, 5)]
    elsewhere = fill("f9", at_ns=9, symbol="ESM2024", order_id="")
    stranger = fill("f2", at_ns=99, account="other", price="4700", order_id="")
    for each in (*made, elsewhere, stranger):
        tracker.adopt_fill(each)
    await tracker.booked()
    assert tracker.booked_fill("paper", "f9") == elsewhere
    assert tracker.booked_fill("other", "f2") == stranger
    assert tracker.booked_fill("other", "f9") is None
    assert (tracker.latest_ns("paper"), tracker.latest_ns("other")) == (9, 99)
    assert tracker.fills_back_to("paper", "ESH2024", {"f3"}) == made[1:]
    assert tracker.fills_back_to("paper", "ESH2024", {"f5", "f3"}) == made[1:]
    assert tracker.fills_back_to("paper", "ESH2024", {"unknown"}) == made
    assert tracker.fills_back_to("paper", "ESH2024", set()) == []
    assert tracker.fills_back_to("nobody", "ESH2024", {"f2"}) == []


@pytest.mark.logs("bookings wait")
async def test_a_booking_that_fails_unexpectedly_is_kept_and_whoever_waits_is_told(
    desk: Desk,
) -> None:
    made, book = desk.tracker, desk.ledger.book
    await made.intend(order())

    async def fails(facts: Sequence[Fact]) -> None:
        desk.ledger.book = book  # type: ignore[method-assign] # only this once
        raise ValueError("cannot be encoded")

    desk.ledger.book = fails  # type: ignore[method-assign] # as a faulty ledger may
    made.hear("TT1", Accepted("B1"))
    async with asyncio.timeout(1):  # noqa: TID251 - who is not told would wait for ever
        with pytest.raises(LedgerDown, match="cannot be encoded"):
            await made.booked()
    await desk.retried()
    assert made.orders["TT1"].status is OrderStatus.ACCEPTED


# Packages.


def two_legs() -> list[Order]:
    return [order(order_id="TT1"), order(order_id="TT2", symbol="ESM2024", parent_id="TT1")]


async def test_the_intents_of_a_package_are_durable_in_one_transaction(desk: Desk) -> None:
    sending = await desk.tracker.intend_together(two_legs())
    assert [one.status for one in sending] == [OrderStatus.SENDING] * 2
    (facts,) = [one for one in desk.ledger.commits if any(isinstance(f, OrderFact) for f in one)]
    assert facts == [OrderFact("Sending", one) for one in sending]
    assert [desk.tracker.orders[name] for name in ("TT1", "TT2")] == sending
    assert list(desk.tracker.live_orders("paper")) == sending


async def test_of_a_package_that_cannot_be_made_durable_nothing_is_left(desk: Desk) -> None:
    desk.ledger.broken = "the disk is full"
    with pytest.raises(LedgerDown):
        await desk.tracker.intend_together(two_legs())
    assert desk.tracker.live_orders("paper") == ()
    assert desk.tracker.known_order("TT1") is desk.tracker.known_order("TT2") is None
    assert "TT1" not in desk.tracker.orders


async def test_the_legs_of_a_package_count_before_they_are_durable(desk: Desk) -> None:
    desk.ledger.open.clear()
    waiting = asyncio.ensure_future(desk.tracker.intend_together(two_legs()))  # noqa: TID251 - held
    await turns(3)
    assert len(desk.tracker.live_orders("paper")) == 2
    assert desk.tracker.orders == {}
    desk.ledger.open.set()
    await waiting
    assert len(desk.tracker.orders) == 2


async def test_a_position_is_closed_at_the_exchange_rate_at_which_it_was_opened(
    desk: Desk,
) -> None:
    await desk.sent(quantity=9)
    for number, (side, price, rate) in enumerate(
        [
            (Side.BUY, "4800", 46),
            (Side.BUY, "4801", 45),  # more of it, on another day
            (Side.SELL, "4803", 44),  # the rest of it, and one beyond
            (Side.BUY, "4802", 43),
            (Side.BUY, "4802", 42),  # flat before: a new position at its own rate
        ]
    ):
        quantity = "3" if number == 2 else "1"
        filled = a_fill(f"f{number}", side, quantity, price=D(price), point_value=D(rate))
        desk.tracker.hear("TT1", filled)
    await desk.tracker.booked()
    booked = [change.fill.point_value for change in desk.told if isinstance(change, FillBooked)]
    assert booked == [46, 46, 46, 46, 42]
    position = desk.tracker.positions["paper", "ESH2024"]
    assert position.realized_pnl == (3 + 2 + 1) * 46
    assert position.point_value == 42
    kept = desk.tracker.accounts["paper"]
    assert kept.cash == kept.starting_cash + kept.realized_pnl - kept.fees
