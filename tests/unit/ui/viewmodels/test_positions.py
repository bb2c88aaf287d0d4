"""Positions without their widgets."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest_asyncio

from tests.support.builders import ES, INSTRUMENTS, order
from tests.support.paper_desk import PaperDesk, paper_desk, wish
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce, Where
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import QuoteTick
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.positions import PositionsViewModel, Protection, protection

D = Decimal


class Bench:
    """The view-model on a paper desk."""

    def __init__(self) -> None:
        self.paper: PaperDesk = paper_desk()
        self.hub = MarketHub(INSTRUMENTS.__getitem__, VirtualClock(1))
        self.said: list[Message] = []
        self.risk_of_unit: Decimal | None = None
        self.positions = PositionsViewModel(
            self.paper.desk,
            self.hub,
            self.paper.tasks,
            INSTRUMENTS.__getitem__,
            lambda account, symbol: D(7),
            lambda account: AccountEntry(account, "Simulator", "simulator"),
            self.said.append,
            lambda account, symbol, held: self.risk_of_unit,
        )

    async def buy(self, quantity: int) -> Order:
        return await self.paper.desk.place(wish("buy", quantity))

    async def stop(self, price: str, quantity: int, side: str = "sell") -> Order:
        asked = wish(
            side,
            quantity,
            order_type=OrderType.STOP,
            stop_price=D(price),
            time_in_force=TimeInForce.GTC,
        )
        order = await self.paper.desk.place(asked)
        await self.paper.drained()
        return order


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    made.positions.close()
    assert made.paper.failures == []
    await made.paper.tasks.aclose()


async def test_a_position_without_a_stop_has_no_limit(bench: Bench) -> None:
    await bench.buy(2)
    (row,) = bench.positions.rows
    assert row.protection.where is None
    assert row.if_stopped is None
    assert row.day_pnl == 7
    assert row.account.name == "Simulator"


async def test_stops_that_cover_the_position_limit_its_loss(bench: Bench) -> None:
    # given two bought at the ask of 4800.25
    await bench.buy(2)
    # when each has a stop of its own
    await bench.stop("4798.25", 1)
    await bench.stop("4796.25", 1)
    # then the loss is 2 and 4 points of 50 dollars
    (row,) = bench.positions.rows
    assert row.if_stopped == -(2 + 4) * 50
    assert row.protection.where is Where.LOCAL


async def test_a_stop_for_a_part_leaves_the_rest_without_a_limit(bench: Bench) -> None:
    await bench.buy(3)
    await bench.stop("4798.25", 1)
    (row,) = bench.positions.rows
    assert row.protection.covered == 1
    assert row.if_stopped is None


async def test_of_more_stops_than_needed_the_nearest_fill(bench: Bench) -> None:
    await bench.buy(1)
    await bench.stop("4790.25", 1)
    nearest = await bench.stop("4799.25", 1)
    (row,) = bench.positions.rows
    assert row.if_stopped == -50
    # and when that one is cancelled the other counts
    await bench.paper.desk.cancel(nearest.order_id)
    await bench.paper.drained()
    (row,) = bench.positions.rows
    assert row.if_stopped == -500


async def test_a_stop_that_would_add_protects_nothing(bench: Bench) -> None:
    await bench.buy(1)
    await bench.stop("4810.25", 1, side="buy")
    (row,) = bench.positions.rows
    assert row.protection.covered == 0


async def test_a_short_position_is_stopped_above(bench: Bench) -> None:
    await bench.paper.desk.place(wish("sell", 1))
    await bench.stop("4803.00", 1, side="buy")
    (row,) = bench.positions.rows
    assert row.if_stopped == -150


async def test_a_bracket_limits_the_loss_and_its_targets_protect_nothing(bench: Bench) -> None:
    # given two bought at 4800.25 with a stop and two targets
    exits = Exits(
        stop=ExitLevel(D(16), "ticks"),
        targets=(Target(ExitLevel(D(16), "ticks")), Target(ExitLevel(D(32), "ticks"))),
    )
    await bench.paper.desk.place(wish("buy", 2, exits=exits))
    await bench.paper.drained()
    (row,) = bench.positions.rows
    assert (row.protection.covered, row.if_stopped) == (D(2), D(-400))
    # when the stop is cancelled by hand, the targets alone leave the loss without a limit
    (stop,) = [o for o in bench.paper.desk.orders.values() if o.link == "SL"]
    await bench.paper.desk.cancel(stop.order_id)
    await bench.paper.drained()
    (row,) = bench.positions.rows
    assert (row.protection.where, row.if_stopped) == (None, None)


async def test_what_waits_to_be_touched_protects_nothing(bench: Bench) -> None:
    await bench.buy(1)
    (position,) = [p for p in bench.paper.desk.positions.values() if p.quantity]
    touched = order(
        side=Side.SELL,
        order_type=OrderType.MARKET_IF_TOUCHED,
        stop_price=D(4810),
        status=OrderStatus.ACCEPTED,
    )
    assert protection(position, [touched]) == Protection()


async def test_a_stop_that_waits_for_another_entry_protects_nothing(bench: Bench) -> None:
    await bench.buy(1)
    (position,) = [p for p in bench.paper.desk.positions.values() if p.quantity]
    waiting = order(
        side=Side.SELL,
        order_type=OrderType.STOP,
        stop_price=D(4790),
        status=OrderStatus.ACCEPTED,
        where=Where.BROKER,
        attached=True,
    )
    assert protection(position, [waiting]) == Protection()
    working = waiting.revised(where=Where.EXCHANGE)
    assert protection(position, [working]).covered == 1


async def test_a_price_that_moves_is_told_once_a_frame(bench: Bench) -> None:
    told: list[None] = []
    bench.positions.changed.connect(told.append)
    await bench.buy(1)
    bench.positions.flush()
    bench.positions.flush()
    assert len(told) == 1
    bench.hub.publish(QuoteTick("ESH2024", 1, ES.to_ticks(D(4801)), 1, ES.to_ticks(D(4802)), 1))
    bench.positions.flush()
    assert len(told) == 2


async def test_closing_a_position_takes_its_stop_out_first(bench: Bench) -> None:
    await bench.buy(2)
    await bench.stop("4790.00", 2)
    bench.positions.flatten("paper", "ESH2024")
    await bench.paper.drained()
    assert bench.positions.rows == []
    assert not bench.paper.desk.live_orders("paper")


async def test_a_refused_way_out_is_told(bench: Bench) -> None:
    bench.positions.flatten("nobody", "ESH2024")
    await bench.paper.drained()
    assert [message.code for message in bench.said] == ["account_unknown"]


async def test_rows_of_the_same_values_are_equal(bench: Bench) -> None:
    await bench.buy(1)
    (first,), (second,) = bench.positions.rows, bench.positions.rows
    assert first == second
    assert replace(first, last=D(1)) != second


async def test_a_result_is_told_in_units_of_the_risk_where_that_is_known(bench: Bench) -> None:
    # given two bought at 4800.25, by entries of which no stop is known
    await bench.buy(2)
    (row,) = bench.positions.rows
    assert (row.risk, row.r) == (None, None)
    # when each is known to have put 200 dollars at risk
    bench.risk_of_unit = D(200)
    (row,) = bench.positions.rows
    # then that of both is 400
    assert row.open_pnl is not None
    assert (row.risk, row.r) == (D(400), row.open_pnl / 400)
