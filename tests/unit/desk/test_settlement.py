"""What a paper account holds ends with its contract: settled, exercised, assigned or worthless."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, INSTRUMENTS
from tests.support.paper_desk import FEE, PaperDesk, resting, wish
from tests.support.shipped import shipped_symbols
from traderterminal.desk.alarms import Alarm
from traderterminal.desk.ports import Fact
from traderterminal.desk.settlement import Contracts, Settlement
from traderterminal.domain.accounts import Mode
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.orders import OrderStatus
from traderterminal.domain.positions import Position

D = Decimal
CALL, PUT = "AAPL  240315C00187500", "AAPL  240315P00187500"
INDEX = "SPXW  240315C04800000"


@dataclass
class Bench:
    """A paper desk, the contracts that have ended and the prices they ended at."""

    paper: PaperDesk
    ended: set[str] = field(default_factory=set)
    prices: dict[str, Decimal] = field(default_factory=dict)
    alarms: list[Alarm] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers = iter(range(1, 100))
        self.paper.reconciler.alarms.connect(self.alarms.append)
        self.settlement = Settlement(
            tracker=self.paper.tracker,
            contracts=Contracts(
                instrument=INSTRUMENTS.__getitem__,
                is_expired=lambda one, at_ns: one.symbol in self.ended,
                underlying=lambda option: AAPL if option.root == "AAPL" else None,
                last_price=self.prices.get,
            ),
            cancel_all=self.paper.desk.cancel_all,
            market=lambda: self.paper.market.clock,
            new_id=lambda: f"S{next(numbers)}",
            alarms=self.paper.reconciler.alarms,
        )

    async def end(self, symbol: str, **prices: str) -> None:
        self.ended.add(symbol)
        self.prices.update({name: D(price) for name, price in prices.items()})
        await self.settlement.look()
        await self.paper.desk.booked()

    def held(self, symbol: str) -> Position:
        return self.paper.desk.positions["paper", symbol]

    def opened(self, symbol: str, signed: int, price: str) -> None:
        """Let the account hold an option, whichever way it came by it."""
        self.paper.tracker.adopt_fill(
            Fill(
                fill_id=f"opening {symbol}",
                order_id="",
                account="paper",
                symbol=symbol,
                side=Side.BUY if signed > 0 else Side.SELL,
                quantity=D(abs(signed)),
                price=D(price),
                fee=D(0),
                point_value=D(100),
                at_ns=1,
            )
        )

    @property
    def cash(self) -> Decimal:
        return self.paper.desk.accounts["paper"].cash


@pytest.fixture
def bench(paper: PaperDesk, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for symbol in (CALL, PUT, INDEX):
        monkeypatch.setitem(INSTRUMENTS, symbol, shipped_symbols().instrument(symbol))
    return Bench(paper)


@pytest.mark.parametrize("side", ["buy", "sell"])
async def test_a_future_closes_at_its_last_price(bench: Bench, side: str) -> None:
    await bench.paper.desk.place(wish(side, 2))
    paid = bench.held("ESH2024").average_price
    assert paid is not None
    await bench.end("ESH2024", ESH2024="4830.00")
    sign = 1 if side == "buy" else -1
    assert bench.held("ESH2024").is_flat
    assert bench.cash == 100_000 - 2 * FEE + sign * 2 * 50 * (D(4830) - paid)


async def test_the_closing_fill_says_what_it_is_and_belongs_to_no_order(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 1))
    await bench.end("ESH2024", ESH2024="4830.00")
    fill = bench.paper.tracker.booked_fill("paper", "S1")
    assert fill is not None
    assert (fill.order_id, fill.side) == ("", Side.SELL)
    assert (fill.price, fill.fee) == (D(4830), D(0))
    assert fill.why == {"rule": "settled", "contract": "ESH2024", "last_day": "2024-03-15"}


async def test_a_contract_is_settled_once(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 1))
    await bench.end("ESH2024", ESH2024="4830.00")
    cash = bench.cash
    await bench.end("ESH2024", ESH2024="4900.00")
    assert bench.cash == cash


async def test_what_still_trades_is_left_alone(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 1))
    await bench.end("ESM2024", ESH2024="4830.00")
    assert bench.held("ESH2024").quantity == 1


async def test_an_order_that_still_works_goes_first(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 1))
    order = await bench.paper.desk.place(resting("sell"))
    await bench.end("ESH2024", ESH2024="4830.00")
    assert bench.paper.desk.orders[order.order_id].status is OrderStatus.CANCELED
    assert bench.held("ESH2024").quantity == 1
    await bench.settlement.look()
    await bench.paper.desk.booked()
    assert bench.held("ESH2024").is_flat


async def test_without_a_price_the_position_stays_and_a_person_is_told_once(bench: Bench) -> None:
    await bench.paper.desk.place(wish("buy", 1))
    await bench.end("ESH2024")
    await bench.settlement.look()
    assert bench.held("ESH2024").quantity == 1
    assert [alarm.message.code for alarm in bench.alarms] == ["not_settled"]
    await bench.end("ESH2024", ESH2024="4830.00")
    assert bench.held("ESH2024").is_flat


@pytest.mark.parametrize(
    ("symbol", "held", "last", "shares", "rule"),
    [
        (CALL, 2, "190.00", 200, "exercised"),
        (CALL, -2, "190.00", -200, "assigned"),
        (PUT, 2, "180.00", -200, "exercised"),
        (PUT, -2, "180.00", 200, "assigned"),
        (CALL, 1, "187.51", 100, "exercised"),
    ],
)
async def test_an_option_in_the_money_changes_into_its_underlying_at_the_strike(
    bench: Bench, symbol: str, held: int, last: str, shares: int, rule: str
) -> None:
    bench.opened(symbol, held, "3.00")
    await bench.end(symbol, AAPL=last)
    assert bench.held(symbol).is_flat
    assert bench.held("AAPL").quantity == shares
    assert bench.held("AAPL").average_price == D("187.5")
    assert bench.cash == 100_000 - held * 300 - shares * D("187.5")
    assert bench.paper.desk.accounts["paper"].realized_pnl == -held * 300
    fill = bench.paper.tracker.booked_fill("paper", "S1")
    assert fill is not None
    assert (fill.symbol, fill.why["rule"], fill.why["contract"]) == ("AAPL", rule, symbol)


@pytest.mark.parametrize(
    ("symbol", "held", "last"),
    [(CALL, 2, "187.50"), (CALL, -2, "180.00"), (PUT, 2, "187.50"), (PUT, -1, "190.00")],
)
async def test_any_other_option_expires_worthless(
    bench: Bench, symbol: str, held: int, last: str
) -> None:
    bench.opened(symbol, held, "3.00")
    await bench.end(symbol, AAPL=last)
    assert bench.held(symbol).is_flat
    assert ("paper", "AAPL") not in bench.paper.desk.positions
    assert bench.cash == 100_000 - held * 300


async def test_an_option_on_what_is_not_listed_is_settled_in_cash(bench: Bench) -> None:
    bench.opened(INDEX, -1, "20.00")
    await bench.end(INDEX, **{INDEX: "31.50"})
    assert bench.held(INDEX).is_flat
    assert bench.cash == 100_000 + 2000 - 3150


async def test_an_option_waits_for_the_price_of_its_underlying(bench: Bench) -> None:
    bench.opened(CALL, 1, "3.00")
    await bench.end(CALL, **{CALL: "2.50"})
    assert bench.held(CALL).quantity == 1
    assert [alarm.message.code for alarm in bench.alarms] == ["not_settled"]


async def test_exercise_enters_the_ledger_in_one_transaction(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.opened(CALL, 1, "3.00")
    await bench.paper.desk.booked()
    ledger, taken = bench.paper.ledger, list[int]()
    book = ledger.book

    async def counted(facts: Sequence[Fact]) -> None:
        taken.append(len(facts))
        await book(facts)

    monkeypatch.setattr(ledger, "book", counted)
    await bench.end(CALL, AAPL="190.00")
    assert taken == [2]


async def test_an_account_of_a_broker_is_settled_by_the_broker(bench: Bench) -> None:
    account = replace(bench.paper.tracker.known_account("paper"), mode=Mode.SANDBOX)
    await bench.paper.tracker.open_account(account, "opened")
    bench.opened(CALL, 1, "3.00")
    await bench.end(CALL, AAPL="190.00")
    assert bench.held(CALL).quantity == 1
