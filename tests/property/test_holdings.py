"""Whatever is traded, settled, split or paid: the money of a paper account adds up exactly."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.support.builders import AAPL, INSTRUMENTS
from tests.support.figures import Cases
from tests.support.paper_desk import FEE, NOON_NS, PaperDesk, paper_desk, wish
from tests.support.scale import scaled
from tests.support.shipped import shipped_symbols
from traderterminal.desk.corporate_actions import Calendar, CorporateActions
from traderterminal.desk.settlement import Contracts, Settlement
from traderterminal.domain.accounts import Account
from traderterminal.domain.corporate_actions import CorporateAction, Dividend, Split
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.paper.broker import PaperBroker

D = Decimal
DAY = date(2024, 3, 15)
SECOND = 1_000_000_000
CALL, PUT = "AAPL  240315C00100000", "AAPL  240315P00100000"
RATIOS = ((2, 1), (3, 1), (3, 2), (10, 1), (1, 2), (1, 10), (7, 4))


class Life:
    """An account that trades a stock, its options and a future until they end."""

    def __init__(self, random: Random, paper: PaperDesk) -> None:
        self.random, self.paper = random, paper
        self.price, self.fills, self.ended = D(100), 0, set[str]()
        self.actions: list[CorporateAction] = []

    async def step(self) -> None:
        clock = self.paper.market.clock
        clock.advance_to(clock.now_ns() + SECOND)
        self.price = max(D(5), self.price + D(self.random.randint(-300, 300)) / 100)
        for symbol in ("AAPL", "ESH2024"):
            price = self.price if symbol == "AAPL" else D(4800) + self.random.randint(-40, 40)
            self.paper.move(str(price), str(price), symbol)
        match self.random.randrange(5):
            case 0 | 1:
                await self.trade(self.random.choice(("AAPL", "ESH2024")))
            case 2:
                self.write_or_buy(self.random.choice((CALL, PUT)))
            case 3:
                await self.act(Dividend("AAPL", DAY, D(self.random.randint(1, 200)) / 100))
            case _:
                await self.split()

    async def trade(self, symbol: str) -> None:
        side, quantity = self.random.choice(("buy", "sell")), self.random.randint(1, 9)
        terms = {}
        if symbol == "AAPL" and self.random.random() < 0.4:
            away = 3 if side == "sell" else -3
            terms = {
                "order_type": OrderType.LIMIT,
                "limit_price": self.price + away,
                "time_in_force": TimeInForce.GTC,
            }
        await self.paper.desk.place(wish(side, quantity, symbol=symbol, confirmed=True, **terms))

    def write_or_buy(self, symbol: str) -> None:
        self.fills += 1
        self.paper.tracker.adopt_fill(
            Fill(
                fill_id=f"option {self.fills}",
                order_id="",
                account="paper",
                symbol=symbol,
                side=self.random.choice((Side.BUY, Side.SELL)),
                quantity=D(self.random.randint(1, 3)),
                price=D(self.random.randint(1, 900)) / 100,
                fee=FEE,
                point_value=D(100),
                at_ns=self.paper.market.clock.now_ns(),
            )
        )

    async def split(self) -> None:
        new, old = self.random.choice(RATIOS)
        split = Split("AAPL", DAY, new, old)
        await self.act(split)
        self.price = AAPL.snap(split.price(self.price))

    async def act(self, action: CorporateAction) -> None:
        clock, broker = self.paper.market.clock, self.paper.broker
        assert isinstance(broker, PaperBroker)
        clock.advance_to(clock.now_ns() + SECOND)
        CorporateActions(
            actions=[action],
            calendar=Calendar(lambda one: clock.now_ns(), lambda one: ()),
            notes={},
            tracker=self.paper.tracker,
            floor=broker,
            instrument=INSTRUMENTS.__getitem__,
            quote=self.paper.market.quote,
            market=lambda: clock,
            new_id=self.new_id,
            alarms=self.paper.reconciler.alarms,
        ).look()

    async def end(self) -> None:
        clock = self.paper.market.clock
        clock.advance_to(clock.now_ns() + SECOND)
        settlement = Settlement(
            tracker=self.paper.tracker,
            contracts=Contracts(
                instrument=INSTRUMENTS.__getitem__,
                is_expired=lambda one, at_ns: one.asset_class is not AssetClass.STOCK,
                underlying=lambda option: AAPL,
                last_price={"AAPL": self.price, "ESH2024": D(4807)}.get,
            ),
            cancel_all=self.paper.desk.cancel_all,
            market=lambda: clock,
            new_id=self.new_id,
            alarms=self.paper.reconciler.alarms,
        )
        await settlement.look()
        await settlement.look()

    def new_id(self) -> str:
        self.fills += 1
        return f"made {self.fills:04}"  # ids rise, as those of the program do


def adds_up(paper: PaperDesk) -> bool:
    account: Account = paper.desk.accounts["paper"]
    cost = sum(
        (
            position.cost * position.point_value
            for position in paper.desk.positions.values()
            if INSTRUMENTS[position.symbol].asset_class is not AssetClass.FUTURE
        ),
        D(0),
    )
    earned = account.realized_pnl + account.dividends - account.fees
    return account.cash + cost == account.starting_cash + earned


@pytest.mark.counted("lives of a paper account, 30 steps each")
async def test_cash_is_what_was_earned_and_what_is_held(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    for symbol in (CALL, PUT):
        monkeypatch.setitem(INSTRUMENTS, symbol, shipped_symbols().instrument(symbol))
    for seed in cases.over(range(scaled(1000))):
        paper = paper_desk()
        await paper.open()
        paper.market.clock.advance_to(NOON_NS)
        life = Life(Random(seed), paper)
        for _ in range(30):
            await life.step()
            await paper.desk.booked()
            assert adds_up(paper), seed
        await life.end()
        await paper.desk.booked()
        assert adds_up(paper), seed
        held = {p.symbol for p in paper.desk.positions.values() if p.quantity}
        assert held <= {"AAPL"}, seed
        assert paper.failures == []
        await paper.tasks.aclose()
