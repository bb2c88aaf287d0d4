"""Dividends and splits count once, before a price of after is matched, and money adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import INSTRUMENTS, fill, quote
from tests.support.memory_ledger import MemoryLedger
from tests.support.paper_desk import FEE, NOON_NS, PaperDesk, wish
from traderterminal.desk.alarms import Alarm
from traderterminal.desk.corporate_actions import Calendar, CorporateActions
from traderterminal.desk.ports import NoteFact
from traderterminal.domain.accounts import Mode
from traderterminal.domain.corporate_actions import CorporateAction, Dividend, Split
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Fill
from traderterminal.domain.messages import english
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce
from traderterminal.journal.book import Journal
from traderterminal.paper.broker import PaperBroker

D = Decimal
ONE = D(1)
DAY = date(2023, 12, 28)
DUE_NS = NOON_NS + 1_000_000_000
TEN_FOR_ONE, DIVIDEND = Split("AAPL", DAY, 10, 1), Dividend("AAPL", DAY, D("0.26"))


@dataclass
class Bench:
    """A paper desk that trades AAPL at about 100, and the actions that wait for it."""

    paper: PaperDesk
    alarms: list[Alarm] = field(default_factory=list)
    started: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.paper.reconciler.alarms.connect(self.alarms.append)
        self.quote("100.00")

    def quote(self, price: str) -> None:
        """Offer at `price`, and bid a tick below."""
        self.paper.move(str(D(price) - D("0.01")), price, "AAPL")

    def actions(
        self,
        *actions: CorporateAction,
        notes: dict[str, dict[str, str]] | None = None,
        per_dollar: Decimal = ONE,
    ) -> CorporateActions:
        def restate_start(action: CorporateAction) -> Sequence[NoteFact]:
            self.started.append(action.key)
            return [NoteFact("start", {})]

        broker = self.paper.broker
        assert isinstance(broker, PaperBroker)
        return CorporateActions(
            actions=actions,
            calendar=Calendar(lambda action: DUE_NS, restate_start),
            notes=notes or {},
            tracker=self.paper.tracker,
            floor=broker,
            instrument=lambda s: replace(INSTRUMENTS[s], point_value=per_dollar),
            quote=self.paper.market.quote,
            market=lambda: self.paper.market.clock,
            new_id=lambda: "paid",
            alarms=self.paper.reconciler.alarms,
        )

    async def apply(self, *actions: CorporateAction) -> None:
        self.paper.market.clock.advance_to(DUE_NS)
        self.actions(*actions).look()
        await self.paper.desk.booked()

    async def trade(self, side: str, quantity: int, **terms: Any) -> Order:
        return await self.paper.desk.place(wish(side, quantity, symbol="AAPL", **terms))

    @property
    def notes(self) -> dict[str, dict[str, str]]:
        assert isinstance(self.paper.ledger, MemoryLedger)
        facts = self.paper.ledger.facts
        return {fact.key: dict(fact.value) for fact in facts if isinstance(fact, NoteFact)}

    @property
    def held(self) -> Decimal:
        return self.paper.tracker.known_position("paper", "AAPL")

    @property
    def cash(self) -> Decimal:
        return self.paper.desk.accounts["paper"].cash

    def order(self, order: Order) -> Order:
        return self.paper.desk.orders[order.order_id]


@pytest.fixture
def bench(paper: PaperDesk) -> Bench:
    return Bench(paper)


def limit(price: str) -> dict[str, Any]:
    return {
        "order_type": OrderType.LIMIT,
        "limit_price": D(price),
        "time_in_force": TimeInForce.GTC,
    }


async def test_a_dividend_is_dollars_a_share(bench: Bench) -> None:
    await bench.trade("buy", 10)
    bench.paper.market.clock.advance_to(DUE_NS)
    bench.actions(DIVIDEND, per_dollar=D("0.9134")).look()
    await bench.paper.desk.booked()
    assert bench.paper.desk.accounts["paper"].dividends == D("2.37")  # of 2.60 dollars, in cents


@pytest.mark.parametrize(("side", "paid"), [("buy", "2.60"), ("sell", "-2.60")])
async def test_a_dividend_moves_cash_and_nothing_else(bench: Bench, side: str, paid: str) -> None:
    await bench.trade(side, 10)
    before, position = bench.paper.desk.accounts["paper"], bench.paper.desk.positions
    held = position["paper", "AAPL"]
    await bench.apply(DIVIDEND)
    after = bench.paper.desk.accounts["paper"]
    assert after.cash == before.cash + D(paid)
    assert after.dividends == D(paid)
    assert after.realized_pnl == before.realized_pnl
    assert bench.paper.desk.positions["paper", "AAPL"] == held
    told = english(bench.alarms[0].message)
    assert told.startswith("paper was paid $2.60" if side == "buy" else "paper paid $2.60")


async def test_a_split_keeps_the_money_and_multiplies_the_shares(bench: Bench) -> None:
    await bench.trade("buy", 10)
    before = bench.paper.desk.accounts["paper"]
    await bench.apply(TEN_FOR_ONE)
    position = bench.paper.desk.positions["paper", "AAPL"]
    assert (int(position.quantity), position.average_price) == (100, D(10))
    assert bench.paper.desk.accounts["paper"] == before
    bench.quote("11.01")
    await bench.trade("sell", 10)
    assert bench.paper.desk.accounts["paper"].realized_pnl == 10
    assert english(bench.alarms[0].message).startswith("AAPL was split 10:1: 10 on paper are 100")


async def test_the_journal_sees_one_trade_from_before_to_after(bench: Bench) -> None:
    await bench.trade("buy", 10)
    await bench.apply(TEN_FOR_ONE)
    for _ in range(10):
        bench.quote("10.90")  # ten lots stand there anew
        bench.quote("11.01")
        await bench.trade("sell", 10, confirmed=True)
    journal = Journal(lambda symbol, at_ns: DAY)
    journal.load(fills_of(bench))
    (trade,) = journal.trades()
    assert (int(trade.trip.quantity), trade.trip.average_entry) == (100, D(10))
    assert trade.trip.gross_pnl == 100
    assert bench.cash == 100_000 + 100 - 10 * FEE - 100 * FEE


def fills_of(bench: Bench) -> list[Fill]:
    return bench.paper.tracker.fills_back_to("paper", "AAPL", {"no such fill"})


async def test_a_resting_order_waits_at_the_price_of_after(bench: Bench) -> None:
    order = await bench.trade("buy", 10, **limit("95.00"))
    await bench.apply(TEN_FOR_ONE)
    after = bench.order(order)
    assert (int(after.quantity), after.limit_price) == (100, D("9.50"))
    bench.quote("9.60")
    await bench.paper.desk.booked()
    assert not bench.held
    bench.quote("9.40")
    await bench.paper.desk.booked()
    assert bench.held > 0


async def test_a_stop_is_not_set_off_by_the_first_price_of_after(bench: Bench) -> None:
    await bench.trade("buy", 10)
    stop = {
        "order_type": OrderType.STOP,
        "stop_price": D("95.00"),
        "time_in_force": TimeInForce.GTC,
    }
    order = await bench.trade("sell", 10, **stop)
    await bench.apply(TEN_FOR_ONE)
    bench.quote("10.00")
    await bench.paper.desk.booked()
    assert bench.order(order).status is OrderStatus.ACCEPTED
    assert bench.held == 100
    bench.quote("9.40")
    await bench.paper.desk.booked()
    assert bench.held < 100


async def test_what_protects_an_entry_goes_on_protecting_all_of_it(bench: Bench) -> None:
    exits = Exits(ExitLevel(D(5), "points"), (Target(ExitLevel(D("120.00"), "price")),))
    await bench.trade("buy", 10, exits=exits)
    await bench.paper.drained()
    await bench.apply(TEN_FOR_ONE)
    await bench.paper.drained()
    legs = {order.link: order for order in bench.paper.desk.live_orders("paper", "AAPL")}
    assert (int(legs["SL"].quantity), legs["SL"].stop_price) == (100, D("9.50"))
    assert (int(legs["T1"].quantity), legs["T1"].limit_price) == (100, D("12.00"))
    assert [alarm.message.code for alarm in bench.alarms] == ["split"]


async def test_an_order_of_less_than_a_share_is_cancelled_and_says_why(bench: Bench) -> None:
    order = await bench.trade("buy", 9, **limit("95.00"))
    await bench.apply(Split("AAPL", DAY, 1, 10))
    assert bench.order(order).status is OrderStatus.CANCELED
    reason = bench.order(order).reason
    assert reason is not None
    assert english(reason) == "AAPL was split and no whole share was left of the order."


async def test_a_part_of_a_share_is_paid_out_at_the_price_of_the_moment(bench: Bench) -> None:
    await bench.trade("buy", 9)
    bench.quote("99.00")
    bench.quote("100.00")
    await bench.trade("buy", 6)
    await bench.apply(Split("AAPL", DAY, 1, 10))
    assert bench.held == 1
    paid = bench.paper.tracker.booked_fill("paper", "paid")
    assert paid is not None
    assert paid.quantity == D("0.5")
    assert paid.price == D("999.95")  # the last mark of before, in units of after
    assert bench.cash == 100_000 - 1500 - 15 * FEE + D("0.5") * paid.price


async def test_it_is_paid_out_at_a_price_of_after_where_there_is_one_by_now(bench: Bench) -> None:
    await bench.trade("buy", 9)
    bench.quote("99.00")
    bench.quote("100.00")
    await bench.trade("buy", 6)
    after = quote("998.00", "1002.00", last=None)
    bench.paper.market.quotes["AAPL"] = replace(after, symbol="AAPL", at_ns=DUE_NS)
    await bench.apply(Split("AAPL", DAY, 1, 10))
    assert bench.held == 1
    paid = bench.paper.tracker.booked_fill("paper", "paid")
    assert paid is not None
    assert (paid.quantity, paid.price) == (D("0.5"), D("1000.00"))


async def test_without_a_price_it_is_paid_out_at_what_it_cost(bench: Bench) -> None:
    await bench.trade("buy", 5)
    bench.paper.market.quotes.clear()
    await bench.apply(Split("AAPL", DAY, 1, 10))
    assert bench.held == 0
    assert bench.cash == 100_000 - 5 * FEE


async def test_nothing_happens_before_the_ex_date_and_nothing_twice(bench: Bench) -> None:
    await bench.trade("buy", 10)
    actions = bench.actions(DIVIDEND, TEN_FOR_ONE)
    bench.paper.market.clock.advance_to(DUE_NS - 1)
    actions.look()
    assert bench.held == 10
    bench.paper.market.clock.advance_to(DUE_NS)
    for _ in range(3):
        actions.look()
    await bench.paper.desk.booked()
    # the dividend is of the shares of before; both count once, also for a later run
    assert bench.held == 100
    assert bench.paper.desk.accounts["paper"].dividends == D("2.60")
    bench.actions(DIVIDEND, TEN_FOR_ONE, notes=bench.notes).look()
    await bench.paper.desk.booked()
    assert bench.held == 100
    assert bench.paper.desk.accounts["paper"].dividends == D("2.60")
    assert bench.started == [DIVIDEND.key, TEN_FOR_ONE.key]


async def test_who_bought_on_the_ex_date_gets_nothing(bench: Bench) -> None:
    bench.paper.market.clock.advance_to(DUE_NS)
    await bench.trade("buy", 10)
    await bench.apply(DIVIDEND, TEN_FOR_ONE)
    assert bench.held == 10
    assert bench.paper.desk.accounts["paper"].dividends == 0
    assert bench.alarms == []


async def test_a_split_that_is_listed_too_late_is_told_and_not_booked(bench: Bench) -> None:
    await bench.trade("buy", 10)
    bench.paper.market.clock.advance_to(DUE_NS)
    bench.quote("10.00")
    await bench.trade("buy", 5)
    await bench.apply(TEN_FOR_ONE)
    assert bench.held == 15
    assert "Correct the position by hand." in english(bench.alarms[0].message)


async def test_an_order_of_after_is_left_alone_by_a_split_that_is_listed_late(bench: Bench) -> None:
    bench.paper.market.clock.advance_to(DUE_NS + 1)
    placed = await bench.trade("buy", 5, **limit("9.00"))
    await bench.apply(TEN_FOR_ONE)
    assert bench.order(placed).limit_price == D("9.00")
    assert bench.order(placed).quantity == 5
    assert bench.alarms == []


@pytest.mark.parametrize("action", [DIVIDEND, TEN_FOR_ONE])
async def test_an_account_of_a_broker_is_left_to_the_broker(
    bench: Bench, action: CorporateAction
) -> None:
    account = replace(bench.paper.tracker.known_account("paper"), mode=Mode.LIVE)
    await bench.paper.tracker.open_account(account, "opened")
    bench.paper.tracker.adopt_fill(fill(quantity="10", price="100", symbol="AAPL", order_id=""))
    await bench.paper.desk.booked()
    before = bench.cash
    await bench.apply(action)
    assert bench.held == 10
    assert bench.cash == before
    assert bench.alarms == []


async def test_an_account_that_starts_anew_lives_through_it_again(bench: Bench) -> None:
    await bench.trade("buy", 10)
    actions = bench.actions(DIVIDEND)
    bench.paper.market.clock.advance_to(DUE_NS)
    actions.look()
    await bench.paper.desk.reset("paper", D(50_000))
    await bench.paper.drained()
    assert bench.paper.desk.accounts["paper"].dividends == 0
    assert bench.notes["corporate action of paper 2023-12-28 AAPL dividend"] == {}
    assert bench.started == [DIVIDEND.key]
