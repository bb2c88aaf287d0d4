"""The paper broker: arrival, expiry, restart, and what is kept beside a fill."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from tests.support.builders import ES, order
from tests.support.market import a_quote, a_trade
from traderterminal.domain.fills import Fill
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelRequested,
    Expired,
    Filled,
    Order,
    OrderEvent,
    OrderType,
    ProvenAbsent,
    Sending,
    TimeInForce,
    Triggered,
)
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import Aggressor, QuoteTick
from traderterminal.paper.broker import PaperBroker, PaperRules

SECOND = 1_000_000_000
DAY_END = 3_600 * SECOND
RUNNING = FeedHealth(FeedState.RUNNING, 0.0, None)


@dataclass
class Floor:
    """A paper broker in a market of ES at 100 by 101 ticks, and what it said."""

    standing: QuoteTick | None = field(default_factory=lambda: a_quote(100, 101))
    health: FeedHealth = RUNNING
    trading: bool = True
    waiting: list[Callable[[], None]] = field(default_factory=list)
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(1))
    said: list[tuple[str, OrderEvent]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.failures: list[Exception] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(error))
        numbers = count(1)
        self.broker = PaperBroker(
            PaperRules(
                instrument=lambda symbol: ES,
                any_hour=lambda account: account == "night",
                standing=lambda symbol: self.standing,
                catch_up=lambda symbol: self.catch_up(),
                health=lambda symbol: self.health,
                fee=lambda *_: Decimal("2.25"),
                is_open=lambda instrument, at_ns: self.trading,
                day_end_ns=lambda instrument, at_ns: DAY_END,
                latency_ms={},
            ),
            self.clock,
            lambda: f"f{next(numbers)}",
            self.tasks,
        )
        self.broker.listen(lambda order_id, event: self.said.append((order_id, event)))

    def catch_up(self) -> None:
        for tell in self.waiting:
            tell()
        self.waiting.clear()

    @property
    def fills(self) -> list[Fill]:
        return [event.fill for _, event in self.said if isinstance(event, Filled)]

    def heard(self, order_id: str) -> list[type[OrderEvent]]:
        return [type(event) for name, event in self.said if name == order_id]


def sent(order_id: str = "TT1", **changes: Any) -> Order:
    return order(Sending(), order_id=order_id, **changes)


def ticks(count_of: int) -> Decimal:
    return ES.from_ticks(count_of)


async def test_an_order_does_not_trade_with_what_was_printed_before_it_arrived() -> None:
    # given a print below the limit whose event is not complete yet
    floor = Floor()
    floor.waiting.append(lambda: floor.broker.see([a_trade(97, 5, aggressor=Aggressor.SELLER)]))
    # when the order arrives and the event ends with its quote
    limit: dict[str, Any] = {"order_type": OrderType.LIMIT, "limit_price": ticks(99)}
    await floor.broker.submit(sent(**limit))
    floor.broker.see([a_quote(100, 101)])
    # then the print has not filled it
    assert floor.heard("TT1") == [Accepted]
    floor.broker.see([a_trade(98, 5, aggressor=Aggressor.SELLER)])
    assert floor.heard("TT1") == [Accepted, Filled]


async def test_a_day_order_expires_at_the_end_of_the_day_in_market_time() -> None:
    floor = Floor()
    await floor.broker.submit(sent(order_type=OrderType.LIMIT, limit_price=ticks(99)))
    floor.clock.advance_to(DAY_END - 1)
    floor.broker.expire()
    assert floor.heard("TT1") == [Accepted]
    # the event of that very moment finds it expired already
    floor.clock.advance_to(DAY_END)
    floor.broker.see([a_quote(97, 98)])
    assert floor.heard("TT1") == [Accepted, Expired]


async def test_an_order_expires_though_nothing_happens_in_the_market() -> None:
    floor, host = Floor(), VirtualClock()
    watch = floor.tasks.spawn(floor.broker.expire_in_time(host), name="expire")
    until: dict[str, Any] = {"time_in_force": TimeInForce.GTD, "expires_ns": 5 * SECOND}
    await floor.broker.submit(sent(order_type=OrderType.LIMIT, limit_price=ticks(99), **until))
    floor.clock.advance_to(5 * SECOND)
    for _ in range(3):
        host.advance_to(host.now_ns() + SECOND)
        await give_way()
    assert floor.heard("TT1") == [Accepted, Expired]
    watch.cancel()
    await floor.tasks.aclose()


@pytest.mark.parametrize("filled", [0, 1])
async def test_a_stop_that_was_triggered_is_not_armed_again_by_a_restart(filled: int) -> None:
    # given a stop limit that was triggered and rests as a limit order
    before = Floor()
    stop: dict[str, Any] = {
        "quantity": 3,
        "order_type": OrderType.STOP_LIMIT,
        "stop_price": ticks(103),
        "limit_price": ticks(104),
    }
    await before.broker.submit(sent(**stop))
    shown = a_quote(104, 105) if not filled else a_quote(103, 104, ask_size=filled)
    before.broker.see([a_trade(103, 1), shown])
    assert before.heard("TT1") == [Accepted, Triggered] + [Filled] * filled
    # when the program starts again and the market has come back below the stop
    stood = sent(**stop)
    for _, event in before.said:
        stood = stood.apply(event)
    after = Floor()
    assert after.broker.restore([stood]) == []
    after.broker.see([a_quote(100, 101)])
    # then it trades as the limit order that it is
    assert sum(fill.quantity for fill in after.fills) == 3 - filled


def test_what_was_never_accepted_is_proven_absent_and_a_cancel_is_carried_out() -> None:
    floor = Floor()
    asked = sent("TT2").apply(Accepted()).apply(CancelRequested())
    proven = dict(floor.broker.restore([sent("TT1"), asked]))
    assert {name: type(event) for name, event in proven.items()} == {
        "TT1": ProvenAbsent,
        "TT2": Canceled,
    }


async def test_while_the_session_is_closed_nothing_trades_and_prints_are_not_saved_up() -> None:
    floor = Floor(trading=False)
    await floor.broker.submit(sent("TT1", order_type=OrderType.LIMIT, limit_price=ticks(99)))
    await floor.broker.submit(sent("TT2", time_in_force=TimeInForce.IOC))
    floor.broker.see([a_trade(90, 9, aggressor=Aggressor.SELLER)])
    assert floor.heard("TT1") == [Accepted]
    assert floor.heard("TT2") == [Accepted, Canceled]
    floor.trading = True
    floor.broker.see([a_quote(100, 101)])
    assert floor.fills == []


async def test_an_account_that_ignores_sessions_trades_on_what_the_feed_shows() -> None:
    floor = Floor(trading=False)
    await floor.broker.submit(sent("TT1", account="paper"))
    await floor.broker.submit(sent("TT2", account="night"))
    assert floor.heard("TT1") == [Accepted]
    assert floor.heard("TT2") == [Accepted, Filled]


@pytest.mark.parametrize(
    ("health", "doubts"),
    [
        (RUNNING, {}),
        (FeedHealth(FeedState.GAP, 0.0, None), {"feed": "gap"}),
        (replace(RUNNING, approximate=True), {"quotes": "made up of bars"}),
    ],
)
async def test_a_fill_keeps_what_speaks_against_it(
    health: FeedHealth, doubts: dict[str, str]
) -> None:
    floor = Floor(health=health)
    await floor.broker.submit(sent())
    (fill,) = floor.fills
    assert {name: fill.why[name] for name in fill.why if name in ("feed", "quotes")} == doubts


async def test_what_was_seen_is_kept_in_prices_and_quantities() -> None:
    floor = Floor()
    await floor.broker.submit(sent(quantity=2))
    (fill,) = floor.fills
    assert fill.why == {
        "rule": "touch",
        "displayed": "7",
        "left": "5",
        "bid": "25.00",
        "bid_size": "5",
        "ask": "25.25",
        "ask_size": "7",
    }


async def test_an_order_without_any_quote_waits_for_the_first_one() -> None:
    floor = Floor(standing=None)
    await floor.broker.submit(sent())
    assert floor.heard("TT1") == [Accepted]
    floor.broker.see([a_quote(100, 107)])
    (fill,) = floor.fills
    assert fill.price == ticks(107)


async def test_two_accounts_share_what_is_displayed() -> None:
    floor = Floor(standing=a_quote(100, 101, ask_size=3))
    await floor.broker.submit(sent("TT1", quantity=2, account="a"))
    await floor.broker.submit(sent("TT2", quantity=2, account="b"))
    assert [(fill.account, int(fill.quantity)) for fill in floor.fills] == [("a", 2), ("b", 1)]
