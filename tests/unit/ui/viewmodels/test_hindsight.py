"""What would have happened, in sentences."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES, INSTRUMENTS, fill, order
from tests.support.market import MINUTE, SECOND, a_hub, a_trade, utc_date
from traderterminal.alerts.rehearsal import Foreseen, Rehearsal, Understood
from traderterminal.desk.judge import Preview
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.exits import ExitLevel, Exits, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Filled, Intent, Order, OrderType
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Signal, Touch
from traderterminal.kit.clock import VirtualClock, parse_iso, to_datetime
from traderterminal.market.bars import BarBook
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.hindsight import HindsightViewModel

D = Decimal
NOON = parse_iso("2024-01-15T12:00:00Z")
WISH = OrderWish("paper", "ESH2024", Intent.DELTA, Side.BUY, D(2))
PREVIEW = Preview("ESH2024", Side.BUY, D(2), D(0), D(2), D(4), D(0), (), None)
RECORD = AlertRecord(
    "AL1",
    1,
    AlertStatus.REJECTED,
    signals=(Signal(Action.BUY, "ES1!"),),
    body="{}",
    market_ns=NOON,
    touches={"ESH2024": Touch(D("4800.00"), D("4800.25"))},
)


class Bench:
    def __init__(self) -> None:
        self.clock = VirtualClock(NOON)
        self.hub = a_hub(self.clock)
        self.bars = BarBook(self.hub, utc_date)
        self.orders: list[Order] = []
        self.supposed = [Foreseen("paper", WISH, PREVIEW)]
        self.now = [Foreseen("paper", WISH, PREVIEW)]
        self.known_from_ns = 0
        self.vm = HindsightViewModel(
            alerts=self,
            orders=lambda record: self.orders,
            bars=self.bars,
            mark=self.mark,
            instrument=INSTRUMENTS.__getitem__,
            entry_of=lambda account: AccountEntry(account, "Practice", "simulator"),
            local=lambda instrument, at_ns: to_datetime(at_ns),
            now_ns=self.clock.now_ns,
            known_from_ns=lambda: self.known_from_ns,
        )

    def rehearse(self, body: bytes) -> Rehearsal:
        return Rehearsal(Understood("{}"), tuple(self.now))

    def suppose(self, record: AlertRecord) -> Sequence[Foreseen]:
        return self.supposed

    def mark(self, symbol: str) -> Decimal | None:
        last = self.hub.last_trade(symbol)
        return None if last is None else ES.from_ticks(last.price)

    def trade(self, *prices: int) -> None:
        for price in prices:
            self.hub.publish(a_trade(price, 1, self.clock.now_ns()))
            self.clock.advance_to(self.clock.now_ns() + SECOND)

    def then(self, record: AlertRecord = RECORD) -> str:
        (row,) = self.vm.rows(record)
        return row.then

    def suppose_with(self, **changes: object) -> None:
        self.supposed = [Foreseen("paper", replace(WISH, **changes), PREVIEW)]  # type: ignore[arg-type] # by use


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_refused_entry_is_told_with_its_price_its_result_and_what_it_would_do_now(
    bench: Bench,
) -> None:
    bench.trade(19_200, 19_205)
    bench.now = [Foreseen("paper", reason=Message("nothing_to_do"))]
    (row,) = bench.vm.rows(RECORD)
    assert row.account.name == "Practice"
    assert row.then == (
        "Buy 2 ESH2024 would have filled @ 4,800.25, the ask of then; 2 still open, now 4,801.25."
        " +$96.00 after fees."
    )
    assert row.now


def test_its_stop_is_told_with_the_time(bench: Bench) -> None:
    bench.suppose_with(exits=Exits(stop=ExitLevel(D(8), "ticks")))
    bench.trade(19_200, 19_192)
    assert bench.then() == (
        "Buy 2 ESH2024 would have filled @ 4,800.25, the ask of then; stopped @ 4,798.00 at"
        " 12:00:01. −$233.00 after fees."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"order_type": OrderType.LIMIT, "limit_price": D("4799.00")},
            "Buy 2 ESH2024 limit 4,799.00 would not have filled so far: the market has not come"
            " to its price.",
        ),
        (
            {"order_type": OrderType.STOP, "stop_price": D("4801.00")},
            "Buy 2 ESH2024 stop 4,801.00 would have filled @ 4,801.00 at 12:00:01; 2 still open,"
            " now 4,801.00. −$4.00 after fees.",
        ),
        (
            {"order_type": OrderType.STOP_LIMIT, "stop_price": D(4801), "limit_price": D(4801)},
            "Buy 2 ESH2024 stop-lmt 4,801.00 would have waited in a way that prices alone do"
            " not tell of.",
        ),
        (
            {"exits": Exits(trail=Trail(ticks=8))},
            "Buy 2 ESH2024 would have filled @ 4,800.25, the ask of then; 2 still open, now"
            " 4,801.00. +$71.00 after fees. Its stop would have followed the market; that is not"
            " reckoned.",
        ),
        (
            {"intent": Intent.TARGET},
            "As positions stand now: Buy 2 ESH2024 would have filled @ 4,800.25, the ask of then;"
            " 2 still open, now 4,801.00. +$71.00 after fees.",
        ),
    ],
)
def test_every_kind_of_order_is_told_for_what_is_known_of_it(
    bench: Bench, changes: dict[str, object], words: str
) -> None:
    bench.suppose_with(**changes)
    bench.trade(19_200, 19_204)
    assert bench.then() == words


def test_what_is_known_by_minutes_alone_says_so(bench: Bench) -> None:
    bench.trade(19_200)
    old = replace(RECORD, market_ns=NOON - 10 * SECOND, touches={})
    assert bench.then(old).startswith("Buy 2 ESH2024 would have filled @ 4,800.00 or better, in")
    assert bench.then(old).endswith("Reckoned by minutes.")


@pytest.mark.parametrize(
    ("record", "known_from_ns"),
    [
        (replace(RECORD, market_ns=0), 0),  # of an older version
        (replace(RECORD, market_ns=NOON + 9 * MINUTE), 0),  # ahead of a recording that went back
        (RECORD, NOON + 1),  # of a market that has begun anew since
        (replace(RECORD, market_ns=NOON - 9 * MINUTE, touches={}), 0),
    ],
)
def test_what_is_not_known_is_said_not_to_be(
    bench: Bench, record: AlertRecord, known_from_ns: int
) -> None:
    bench.known_from_ns = known_from_ns
    bench.trade(19_200)
    assert bench.then(record) == (
        "Buy 2 ESH2024 was not sent, and what came of it cannot be told: no price of that time is"
        " known."
    )


@pytest.mark.parametrize(
    ("price", "touches", "words"),
    [
        ("4800.75", RECORD.touches, "2 t worse than the ask of 4,800.25 when the alert came."),
        ("4800.00", RECORD.touches, "1 t better than the ask of 4,800.25 when the alert came."),
        ("4800.25", RECORD.touches, "the ask of 4,800.25 when the alert came."),
        ("4800.25", {}, "What it was quoted at when the alert came is not known."),
    ],
)
def test_one_that_traded_is_told_with_how_far_it_slipped(
    bench: Bench, price: str, touches: dict[str, Touch], words: str
) -> None:
    filled = Filled(fill("F1", Side.BUY, "2", price, order_id="TT1"))
    bench.orders = [order(quantity=2).apply(filled)]
    told = bench.then(replace(RECORD, touches=touches))
    assert told.startswith("Bought 2 ESH2024 @ ")
    assert told.endswith(words)


def test_where_there_is_nothing_to_trade_or_to_read_little_is_said(bench: Bench) -> None:
    bench.supposed = [Foreseen("paper", WISH, replace(PREVIEW, quantity=D(0)))]
    assert bench.then() == "There was nothing to trade, as positions stand now."
    assert bench.vm.rows(replace(RECORD, signals=())) == []


def test_it_is_told_anew_once_a_second(bench: Bench) -> None:
    told: list[None] = []
    bench.vm.changed.connect(told.append)
    for _ in range(3):
        bench.vm.flush()
    bench.clock.advance_to(NOON + SECOND)
    bench.vm.flush()
    assert len(told) == 2
