"""The paper broker: arrival, expiry, restart, and what is kept beside a fill."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from tests.support.alerts import turns
from tests.support.builders import ES, INSTRUMENTS, fill, order
from tests.support.market import a_quote, a_trade
from traderterminal.desk.ports import News, OrderNews, Terms
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.execution import QueueAhead
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.messages import english
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    CancelRefused,
    CancelRequested,
    Expired,
    Filled,
    Order,
    OrderEvent,
    OrderStatus,
    OrderType,
    OutcomeLost,
    ProvenAbsent,
    Replaced,
    ReplaceRefused,
    Sending,
    TimeInForce,
    Triggered,
)
from traderterminal.domain.packages import PackagePart
from traderterminal.journal.reality import NO_CORRECTION, Correction
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import Aggressor, QuoteTick, Tick
from traderterminal.paper.broker import Latency, PaperBroker, PaperRules
from traderterminal.paper.resting import FillMode

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
    correction: Correction = NO_CORRECTION
    last_ns: int | None = None
    latency: Latency = field(default_factory=Latency)
    said: list[tuple[str, OrderEvent]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.failures: list[Exception] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(error))
        numbers = count(1)
        self.broker = PaperBroker(
            PaperRules(
                instrument=INSTRUMENTS.__getitem__,
                any_hour=lambda account: account == "night",
                standing=lambda symbol: self.standing and replace(self.standing, symbol=symbol),
                catch_up=lambda symbol: self.catch_up(),
                health=lambda symbol: self.health,
                fee=lambda account, one, side, quantity, price, at_ns: Decimal("2.25") * quantity,
                is_open=lambda instrument, at_ns: self.trading,
                day_end_ns=lambda instrument, at_ns: DAY_END,
                latency={"paper": self.latency},
                fill_mode={"careful": FillMode.CONSERVATIVE},
                correction=lambda instrument, at_ns: self.correction,
                last_ns=lambda instrument: self.last_ns,
            ),
            self.clock,
            lambda: f"f{next(numbers)}",
            self.tasks,
        )
        self.broker.listen(self.hear)

    def hear(self, news: News) -> None:
        assert isinstance(news, OrderNews)
        self.said.append((news.order_id, news.event))

    def catch_up(self) -> None:
        for tell in self.waiting:
            tell()
        self.waiting.clear()

    @property
    def fills(self) -> list[Fill]:
        return [event.fill for _, event in self.said if isinstance(event, Filled)]

    def after(self, seconds: float, *rows: Tick) -> None:
        """Let time pass, then one event of the market happen."""
        self.clock.advance_to(self.clock.now_ns() + int(seconds * SECOND))
        self.broker.see(rows)

    async def pass_time(self, seconds: float) -> None:
        """Let time pass and those act who waited for it."""
        self.clock.advance_to(self.clock.now_ns() + int(seconds * SECOND))
        await turns(3)

    def traded(self, order_id: str = "TT1") -> list[tuple[int, int]]:
        """Quantities and prices, in ticks, of the fills of an order."""
        mine = [fill for fill in self.fills if fill.order_id == order_id]
        return [(int(fill.quantity), ES.to_ticks(fill.price)) for fill in mine]

    def reason(self, order_id: str = "TT1") -> str:
        """Why the last thing that was said of an order happened, in words."""
        last: Any = [event for name, event in self.said if name == order_id][-1]
        return english(last.reason)

    def heard(self, order_id: str = "TT1") -> list[type[OrderEvent]]:
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


async def test_it_takes_no_entry_with_exits_for_nothing_here_outlives_the_program() -> None:
    floor = Floor()
    assert floor.broker.capabilities.brackets is None
    with pytest.raises(OrderRefused, match="an entry with its exits"):
        await floor.broker.submit_bracket(sent(), [])
    assert floor.heard("TT1") == []


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


@pytest.mark.parametrize(
    ("terms", "last", "why"),
    [
        ({"time_in_force": TimeInForce.GTC}, 5, "ESH2024 stopped trading"),
        (
            {"time_in_force": TimeInForce.GTD, "expires_ns": 9 * SECOND},
            5,
            "ESH2024 stopped trading",
        ),
        ({"time_in_force": TimeInForce.GTD, "expires_ns": 5 * SECOND}, 9, "ran out"),
        ({"time_in_force": TimeInForce.DAY}, 5, "The session ended"),
    ],
)
async def test_no_order_outlives_its_contract(terms: dict[str, Any], last: int, why: str) -> None:
    floor = Floor(last_ns=last * SECOND)
    await floor.broker.submit(sent(order_type=OrderType.LIMIT, limit_price=ticks(99), **terms))
    floor.clock.advance_to(5 * SECOND)
    floor.broker.expire()
    assert floor.heard("TT1") == [Accepted, Expired]
    assert why in floor.reason()


async def test_an_order_whose_time_is_over_is_not_said_to_have_been_cancelled() -> None:
    floor, rests = Floor(), sent(order_type=OrderType.LIMIT, limit_price=ticks(99))
    await floor.broker.submit(rests)
    floor.clock.advance_to(DAY_END)
    await floor.broker.cancel(rests)
    assert floor.heard("TT1") == [Accepted, Expired, CancelRefused]


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
    proven = floor.broker.restore([sent("TT1"), asked])
    assert {news.order_id: type(news.event) for news in proven} == {
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
        (FeedHealth(FeedState.ENDED, 0.0, None), {"feed": "ended"}),
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
        "rule": "taken",
        "confidence": "0.99",
        "displayed": "7",
        "left": "5",
        "arrived_at": "25.25",
        "bid": "25.00",
        "bid_size": "5",
        "ask": "25.25",
        "ask_size": "7",
        "feed_shows": "best quote",
        "latency_ms": "0",
    }


async def test_an_order_at_rest_tells_what_stands_before_it() -> None:
    floor = Floor()
    await floor.broker.submit(sent(**JOINING))
    await floor.broker.submit(sent("TT2", **RESTING, symbol="ESM2024"))
    found = floor.broker.queue(sent())
    assert found is not None
    assert (found.ahead, found.seen_ns) == (Decimal(5), 1)
    assert found.confidence == pytest.approx(0.97, abs=0.01)
    assert floor.broker.queue(sent("TT2", symbol="ESM2024")) == QueueAhead(None, 0, None)
    await floor.broker.cancel(sent())
    assert floor.broker.queue(sent()) is None


async def test_an_account_fills_in_the_mode_that_it_has() -> None:
    floor = Floor()
    for account in ("paper", "careful"):
        await floor.broker.submit(sent(account, account=account, quantity=1, **JOINING))
    for left in range(9, 3, -1):  # after others joined, some of those ahead seem to have left
        floor.broker.see([a_quote(100, 101, bid_size=left)])
    floor.broker.see([a_trade(100, 4, aggressor=Aggressor.SELLER), a_quote(100, 101, bid_size=1)])
    assert [fill.account for fill in floor.fills] == ["paper"]
    (fill,) = floor.fills
    assert (fill.why["rule"], fill.why["print"], fill.why["printed"]) == ("queue", "25.00", "4")
    assert 0 < float(fill.why["confidence"]) < 1


async def test_an_order_without_any_quote_waits_for_the_first_one() -> None:
    floor = Floor(standing=None)
    await floor.broker.submit(sent())
    assert floor.heard("TT1") == [Accepted]
    floor.broker.see([a_quote(100, 107)])
    (fill,) = floor.fills
    assert fill.price == ticks(107)


async def test_nothing_trades_in_a_gap_of_the_feed_and_afterwards_all_queue_anew() -> None:
    floor = Floor()
    await floor.broker.submit(sent("rests", **JOINING))
    floor.broker.interrupt("ESH2024")
    floor.health = FeedHealth(FeedState.GAP, 0.0, None)
    await floor.broker.submit(sent("waits"))
    await floor.broker.submit(sent("other", symbol="ESM2024"))
    assert floor.fills == []
    floor.after(1, a_quote(100, 103, bid_size=9))
    assert floor.traded("waits") == [(1, 103)]
    ahead = floor.broker.queue(sent("rests"))
    assert ahead is not None
    assert ahead.ahead == 9


async def test_two_accounts_share_what_is_displayed() -> None:
    floor = Floor(standing=a_quote(100, 101, ask_size=3))
    await floor.broker.submit(sent("TT1", quantity=2, account="a"))
    await floor.broker.submit(sent("TT2", quantity=2, account="b"))
    assert [(fill.account, int(fill.quantity)) for fill in floor.fills] == [("a", 2), ("b", 1)]


#: A limit order that rests below the market of 100 by 101.
JOINING: dict[str, Any] = {"order_type": OrderType.LIMIT, "limit_price": ticks(100)}
RESTING: dict[str, Any] = {"order_type": OrderType.LIMIT, "limit_price": ticks(96)}


async def test_a_market_order_fills_at_the_opposite_quote_with_all_that_belongs_to_it() -> None:
    floor = Floor()
    await floor.broker.submit(sent(quantity=2, strategy="orb"))
    assert floor.heard() == [Accepted, Filled]
    (made,) = floor.fills
    assert (made.fill_id, made.order_id, made.account, made.strategy) == (
        "f1",
        "TT1",
        "paper",
        "orb",
    )
    assert (made.quantity, made.price, made.fee) == (Decimal(2), ticks(101), Decimal("4.50"))
    assert (made.point_value, made.at_ns) == (ES.point_value, 1)


async def test_more_than_is_displayed_fills_in_parts_each_with_its_own_fee() -> None:
    floor = Floor()
    await floor.broker.submit(sent(quantity=10))
    floor.after(1, a_quote(100, 102, ask_size=2))
    floor.after(1, a_quote(100, 103, ask_size=9))
    assert floor.traded() == [(7, 101), (2, 102), (1, 103)]
    assert [str(fill.fee) for fill in floor.fills] == ["15.75", "4.50", "2.25"]
    assert len({fill.fill_id for fill in floor.fills}) == 3


async def test_a_resting_limit_waits_for_the_market_and_fills_at_its_price() -> None:
    floor = Floor()
    await floor.broker.submit(sent(**RESTING))
    floor.after(1, a_trade(96, aggressor=Aggressor.SELLER))  # at its price: says nothing
    assert floor.heard() == [Accepted]
    floor.after(1, a_quote(90, 95))
    assert floor.traded() == [(1, 96)]


async def test_all_or_nothing_at_once_is_cancelled_whole() -> None:
    floor = Floor()
    await floor.broker.submit(sent(quantity=8, time_in_force=TimeInForce.FOK))
    assert floor.heard() == [Accepted, Canceled]
    assert floor.reason() == "The whole quantity was not there at once."
    await floor.broker.submit(sent("TT2", quantity=7, time_in_force=TimeInForce.FOK))
    assert floor.heard("TT2") == [Accepted, Filled]


@pytest.mark.parametrize(
    ("standing", "words"),
    [(a_quote(100, 101), "against at 25.25."), (None, "against at —.")],
)
async def test_what_is_left_of_an_immediate_order_is_cancelled_with_the_price(
    standing: QuoteTick | None, words: str
) -> None:
    floor = Floor(standing=standing)
    await floor.broker.submit(sent(quantity=9, time_in_force=TimeInForce.IOC))
    assert floor.heard()[-1] is Canceled
    assert floor.reason().endswith(words)
    assert floor.traded() == ([(7, 101)] if standing else [])


async def test_a_cancel_takes_the_rest_out_and_later_is_too_late() -> None:
    floor = Floor()
    await floor.broker.submit(sent(**RESTING))
    await floor.broker.cancel(sent(**RESTING))
    floor.after(1, a_quote(80, 85))
    assert floor.heard() == [Accepted, Canceled]
    await floor.broker.cancel(sent(**RESTING))
    await floor.broker.submit(sent("TT2"))
    await floor.broker.cancel(sent("TT2"))
    assert floor.heard()[-1] is floor.heard("TT2")[-1] is CancelRefused


@pytest.mark.parametrize(
    ("time_in_force", "expires_ns", "end_s"),
    [
        (TimeInForce.DAY, None, 3600),
        (TimeInForce.GTD, 300 * SECOND, 300),
        (TimeInForce.GTC, None, 0),
    ],
)
async def test_an_order_lives_as_long_as_it_was_given(
    time_in_force: TimeInForce, expires_ns: int | None, end_s: int
) -> None:
    floor = Floor()
    given = RESTING | {"time_in_force": time_in_force, "expires_ns": expires_ns}
    await floor.broker.submit(sent(**given))
    floor.after((end_s or 9999) - 1, a_quote(100, 101))
    assert floor.heard() == [Accepted]
    floor.after(1, a_quote(90, 91))  # what would have filled it comes at the moment of its end
    assert floor.heard() == [Accepted, Expired if end_s else Filled]


async def test_an_expiry_of_an_order_that_is_gone_says_nothing() -> None:
    floor = Floor()
    await floor.broker.submit(sent(**RESTING))
    await floor.broker.cancel(sent(**RESTING))
    floor.after(3600, a_quote(100, 101))
    assert floor.heard() == [Accepted, Canceled]


async def test_the_oldest_expiry_comes_first_whatever_the_symbol() -> None:
    floor = Floor()
    for number, seconds in enumerate((9, 3, 6)):
        given = RESTING | {"time_in_force": TimeInForce.GTD, "expires_ns": seconds * SECOND}
        await floor.broker.submit(
            sent(f"TT{number}", **given, symbol=("ESH2024", "ESM2024", "ESH2024")[number])
        )
    floor.after(10, a_quote(100, 101, symbol="ESM2024"))
    assert [name for name, event in floor.said if isinstance(event, Expired)] == [
        *("TT1", "TT2", "TT0"),
    ]


async def test_latency_lets_an_order_arrive_later_at_the_quotes_of_then() -> None:
    floor = Floor(latency=Latency(250))
    await floor.broker.submit(sent())
    await turns(3)
    assert floor.said == []
    floor.standing = a_quote(120, 121)
    floor.clock.advance_to(SECOND)
    await turns(3)
    assert floor.traded() == [(1, 121)]


@pytest.mark.parametrize(
    ("own", "found", "arrives"), [(0, 250, 250), (100, 250, 250), (300, 250, 300)]
)
async def test_an_order_takes_as_long_as_reality_was_found_to_take(
    own: int, found: int, arrives: int
) -> None:
    floor = Floor(latency=Latency(own), correction=Correction(latency_ms=found))
    await floor.broker.submit(sent())
    await turns(3)
    floor.clock.advance_to(arrives * 1_000_000)
    await turns(3)
    assert floor.said == []
    floor.clock.advance_to(arrives * 1_000_000 + 1)
    await turns(3)
    assert floor.traded() == [(1, 101)]


@pytest.mark.parametrize(("expires_ns", "trades"), [(SECOND, False), (SECOND + 1, True)])
async def test_an_order_whose_time_ran_out_on_its_way_does_not_trade(
    expires_ns: int, trades: bool
) -> None:
    floor = Floor(latency=Latency(1_000), clock=VirtualClock(0))
    terms = TimeInForce.GTD
    await floor.broker.submit(sent(time_in_force=terms, expires_ns=expires_ns))
    await turns(3)
    await floor.pass_time(1)
    assert floor.heard() == [Accepted, Filled if trades else Expired]


async def test_a_change_that_comes_after_the_time_of_its_order_is_too_late() -> None:
    floor = Floor(clock=VirtualClock(0))
    rests = sent(order_type=OrderType.LIMIT, limit_price=ticks(99), expires_ns=SECOND)
    await floor.broker.submit(replace(rests, time_in_force=TimeInForce.GTD))
    await floor.pass_time(1)
    await floor.broker.replace(rests.apply(Accepted()), Terms(Decimal(1), ticks(101), None))
    assert floor.heard() == [Accepted, Expired, ReplaceRefused]
    assert floor.fills == []


async def test_a_package_whose_time_is_over_does_not_trade() -> None:
    floor = Floor()
    at_market = PackagePart(2, 1, None)
    over = {"time_in_force": TimeInForce.GTD, "expires_ns": 1}
    await floor.broker.submit_package(package(Sending(), part=at_market, **over))
    assert floor.fills == []
    assert floor.heard() == [Accepted, Expired]


async def test_a_fill_tells_how_long_its_order_really_took_whatever_holds_by_then() -> None:
    floor = Floor(latency=Latency(100), correction=Correction(latency_ms=250))
    await floor.broker.submit(sent(order_type=OrderType.LIMIT, limit_price=ticks(99)))
    await turns(3)
    await floor.pass_time(1)
    floor.correction = NO_CORRECTION  # switched off, or another hour
    floor.after(1, a_quote(97, 98))
    assert [fill.why["latency_ms"] for fill in floor.fills] == ["250"]


async def test_how_long_an_order_of_an_earlier_run_took_is_not_known_and_not_told() -> None:
    floor = Floor(latency=Latency(100))
    rested = sent(order_type=OrderType.LIMIT, limit_price=ticks(99)).apply(Accepted())
    floor.broker.restore([rested])
    floor.after(1, a_quote(97, 98))
    assert "latency_ms" not in floor.fills[0].why


@pytest.mark.parametrize(("side", "ticks"), [(Side.BUY, 103), (Side.SELL, 98)])
async def test_what_trades_at_any_price_pays_what_reality_was_found_to_cost(
    side: Side, ticks: int
) -> None:
    floor = Floor(correction=Correction(slippage_ticks=2))
    await floor.broker.submit(sent(side=side))
    assert floor.traded() == [(1, ticks)]
    assert floor.fills[0].why["slippage"] == "0.50"


async def test_a_limit_never_pays_more_than_its_limit() -> None:
    floor = Floor(correction=Correction(slippage_ticks=2))
    await floor.broker.submit(sent(order_type=OrderType.LIMIT, limit_price=ticks(101)))
    assert floor.traded() == [(1, 101)]
    assert "slippage" not in floor.fills[0].why


async def test_an_order_cancelled_on_its_way_never_arrives() -> None:
    floor = Floor(latency=Latency(250))
    await floor.broker.submit(sent())
    await turns(3)
    await floor.broker.cancel(sent())
    floor.clock.advance_to(SECOND)
    await turns(3)
    assert floor.heard() == [Canceled]


async def test_a_cancel_under_way_loses_to_a_fill() -> None:
    floor = Floor(latency=Latency(cancel_ms=100))
    await floor.broker.submit(sent(**RESTING))
    await floor.broker.cancel(sent(**RESTING))
    await turns(3)
    assert floor.heard() == [Accepted]
    floor.after(0.05, a_quote(90, 95))
    await floor.pass_time(0.05)
    assert floor.heard() == [Accepted, Filled, CancelRefused]


async def test_a_cancel_that_arrives_in_time_takes_the_rest_out() -> None:
    floor = Floor(latency=Latency(cancel_ms=100))
    await floor.broker.submit(sent(**RESTING, quantity=3))
    await floor.broker.cancel(sent(**RESTING, quantity=3))
    await turns(3)
    floor.after(0.05, a_quote(90, 95, ask_size=2))
    await floor.pass_time(0.05)
    floor.after(1, a_quote(80, 85))
    assert floor.traded() == [(2, 96)]
    assert floor.heard() == [Accepted, Filled, Canceled]


async def test_a_change_travels_as_long_as_an_order_and_may_come_too_late() -> None:
    floor = Floor(latency=Latency(order_ms=100))
    for name in ("TT1", "TT2"):
        await floor.broker.submit(sent(name, **RESTING, quantity=4))
    await turns(3)
    await floor.pass_time(0.1)
    for name in ("TT1", "TT2"):
        await floor.broker.replace(sent(name, **RESTING), Terms(Decimal(4), ticks(97)))
    await turns(3)
    floor.after(0.05, a_quote(90, 95, ask_size=4))
    await floor.pass_time(0.05)
    assert floor.heard("TT1") == [Accepted, Filled, ReplaceRefused]
    assert floor.heard("TT2") == [Accepted, Replaced]
    assert floor.fills[0].why["latency_ms"] == "100"


@pytest.mark.parametrize(
    ("quantity", "price", "ahead"), [(1, 100, 5), (2, 100, 5), (3, 100, 9), (1, 99, None)]
)
async def test_fewer_keep_their_place_and_any_other_change_goes_to_the_back(
    quantity: int, price: int, ahead: int | None
) -> None:
    floor = Floor()
    await floor.broker.submit(sent(quantity=2, **JOINING))  # behind five
    floor.after(1, a_quote(100, 101, bid_size=9))  # four more come
    await floor.broker.replace(sent(), Terms(Decimal(quantity), ticks(price)))
    found = floor.broker.queue(sent())
    assert found is not None
    assert found.ahead == ahead


@pytest.mark.parametrize("quantity", [1, 2])
async def test_a_change_to_no_more_than_has_traded_comes_too_late(quantity: int) -> None:
    floor = Floor()
    await floor.broker.submit(sent(quantity=4, **RESTING))
    floor.after(1, a_quote(90, 95, ask_size=2))
    assert sum(lots for lots, _ in floor.traded()) == 2
    await floor.broker.replace(sent(quantity=4, **RESTING), Terms(Decimal(quantity), ticks(96)))
    assert floor.heard()[-1] is ReplaceRefused
    floor.after(1, a_quote(90, 95, ask_size=4))
    assert sum(lots for lots, _ in floor.traded()) == 4  # the order works on as it was


async def test_news_comes_later_than_what_it_tells_of_and_in_order() -> None:
    floor = Floor(latency=Latency(ack_ms=20))
    await floor.broker.submit(sent())
    await turns(3)
    assert floor.said == []
    listed = await floor.broker.fills("paper", 0)
    assert len(listed.items) == 1  # a question finds it already
    await floor.pass_time(0.02)
    assert floor.heard() == [Accepted, Filled]
    assert floor.fills[0].at_ns == 1


async def test_who_was_first_at_a_price_is_filled_first() -> None:
    floor = Floor()
    for name in ("TT1", "TT2"):
        await floor.broker.submit(sent(name, **RESTING, quantity=4))
    floor.after(1, a_quote(90, 95, ask_size=5))
    assert (floor.traded("TT1"), floor.traded("TT2")) == ([(4, 96)], [(1, 96)])


async def test_events_of_one_symbol_touch_no_other() -> None:
    floor = Floor()
    await floor.broker.submit(sent(**RESTING))
    floor.after(1, a_quote(50, 51, symbol="ESM2024"))
    assert floor.heard() == [Accepted]


async def test_a_partly_filled_order_comes_back_with_what_is_left() -> None:
    part = order(Sending(), Accepted(), Filled(fill(quantity="3")), quantity=5, **RESTING)
    floor = Floor()
    assert list(floor.broker.restore([part])) == []
    floor.after(1, a_quote(90, 95, ask_size=50))
    assert floor.traded() == [(2, 96)]


async def test_an_order_of_unknown_outcome_is_proven_never_to_have_traded() -> None:
    unknown = sent().apply(OutcomeLost())
    (proof,) = Floor().broker.restore([unknown])
    assert unknown.apply(proof.event).status is OrderStatus.REJECTED


# Packages: buys March and sells June, naturally for one tick net.

WHOLE = PackagePart(2, 1, ES.from_ticks(-5))


def package(*events: OrderEvent, part: PackagePart = WHOLE, **changes: Any) -> list[Order]:
    given: dict[str, Any] = {"quantity": 2, "package": part, "order_type": OrderType.LIMIT}
    given |= changes
    march = order(*events, order_id="TT1", **given)
    june: dict[str, Any] = {"symbol": "ESM2024", "side": Side.SELL, "parent_id": "TT1"}
    return [march, order(*events, order_id="TT2", **(given | june))]


def fitting() -> list[QuoteTick]:
    """March below June by more than the limit asks for."""
    return [a_quote(100, 101), a_quote(110, 111, symbol="ESM2024")]


async def test_a_package_is_booked_leg_by_leg_in_one_go() -> None:
    floor = Floor()
    await floor.broker.submit_package(package(Sending()))
    assert (floor.heard("TT1"), floor.heard("TT2")) == ([Accepted], [Accepted])
    floor.broker.see([fitting()[1]])
    one, other = floor.fills
    assert (one.order_id, ES.to_ticks(one.price), int(one.quantity)) == ("TT1", 101, 2)
    assert (other.order_id, ES.to_ticks(other.price), other.side) == ("TT2", 110, "sell")
    assert one.why["rule"] == "package"
    assert floor.broker._orders == {}


@pytest.mark.parametrize(("part", "slipped"), [(WHOLE, 0), (PackagePart(2, 1, None), 2)])
async def test_a_package_slips_only_where_it_has_no_price_to_keep_to(
    part: PackagePart, slipped: int
) -> None:
    floor = Floor(correction=Correction(slippage_ticks=2))
    floor.broker.see([fitting()[1]])
    await floor.broker.submit_package(package(Sending(), part=part))
    floor.broker.see([fitting()[1]])
    one, other = floor.fills
    paid = ES.to_ticks(one.price) - ES.to_ticks(other.price)
    assert paid == (101 - 110 if part is WHOLE else 101 - 100) + 2 * slipped


async def test_the_cancel_or_the_end_of_a_leg_is_that_of_all() -> None:
    floor = Floor()
    await floor.broker.submit_package(package(Sending()))
    await floor.broker.cancel(package(Sending())[1])
    assert floor.heard("TT1") == floor.heard("TT2") == [Accepted, Canceled]
    await floor.broker.cancel(package(Sending())[0])
    assert floor.heard("TT1")[-1] is CancelRefused
    floor = Floor()
    await floor.broker.submit_package(package(Sending()))
    floor.clock.advance_to(DAY_END)
    floor.broker.expire()
    assert floor.heard("TT1") == floor.heard("TT2") == [Accepted, Expired]
    for quote in fitting():
        floor.broker.see([quote])
    assert floor.fills == []


async def test_a_package_that_may_not_wait_goes_whole() -> None:
    floor = Floor()
    await floor.broker.submit_package(package(Sending(), time_in_force=TimeInForce.FOK))
    assert floor.heard("TT1") == floor.heard("TT2") == [Accepted, Canceled]
    assert floor.reason("TT2") == "The whole quantity was not there at once."


async def test_a_leg_is_not_changed_alone() -> None:
    floor = Floor()
    await floor.broker.submit_package(package(Sending()))
    await floor.broker.replace(package(Sending())[0], Terms(Decimal(3)))
    assert floor.heard("TT1") == [Accepted, ReplaceRefused]


async def test_a_package_arrives_late_or_not_at_all() -> None:
    floor = Floor(latency=Latency(250))
    await floor.broker.submit_package(package(Sending()))
    await turns(3)
    assert floor.said == []
    await floor.broker.cancel(package(Sending())[0])
    floor.clock.advance_to(SECOND)
    await turns(3)
    assert floor.heard("TT1") == floor.heard("TT2") == [Canceled]
    await floor.broker.submit_package(package(Sending()))
    await turns(3)
    floor.clock.advance_to(2 * SECOND)
    await turns(3)
    assert floor.heard("TT1")[1:] == floor.heard("TT2")[1:] == [Accepted]


async def test_while_a_leg_is_closed_the_package_waits() -> None:
    floor = Floor(trading=False)
    await floor.broker.submit_package(package(Sending()))
    floor.broker.see([fitting()[1]])
    assert floor.fills == []
    floor.trading = True
    floor.broker.see([fitting()[1]])
    assert len(floor.fills) == 2


async def test_in_a_gap_of_one_leg_the_package_waits_for_its_next_quote() -> None:
    floor = Floor(health=FeedHealth(FeedState.GAP, 0.0, None))
    await floor.broker.submit_package(package(Sending()))
    first, second = fitting()
    floor.broker.see([first])
    floor.broker.interrupt(first.symbol)
    floor.broker.see([second])
    assert floor.fills == []
    floor.broker.see([first])
    assert len(floor.fills) == 2


def test_a_package_that_rested_comes_back_whole() -> None:
    floor = Floor()
    assert list(floor.broker.restore(package(Sending(), Accepted()))) == []
    floor.broker.see([fitting()[1]])
    assert [one.order_id for one in floor.fills] == ["TT1", "TT2"]


@pytest.mark.parametrize(
    ("legs", "events"),
    [
        (package(Sending()), [ProvenAbsent, ProvenAbsent]),
        (package(Sending(), Accepted(), CancelRequested()), [Canceled, Canceled]),
        (package(Sending(), Accepted())[:1], [Canceled]),  # the other one is nowhere
        ([package(Sending(), Accepted())[0], package(Sending())[1]], [Canceled, ProvenAbsent]),
    ],
)
def test_of_a_package_that_is_not_whole_no_leg_comes_back(
    legs: list[Order], events: list[type[OrderEvent]]
) -> None:
    floor = Floor()
    proven = floor.broker.restore(legs)
    assert [type(news.event) for news in proven] == events
    floor.broker.see([fitting()[1]])
    assert floor.fills == []
