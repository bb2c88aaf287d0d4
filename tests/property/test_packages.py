"""Packages in random markets: no leg alone, never outside the quotes, and not a cent astray."""

import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import option, quote
from tests.support.figures import Cases
from tests.support.paper_desk import FEE, PaperDesk, paper_desk
from tests.support.scale import scaled
from traderterminal.desk.ports import OrderWish
from traderterminal.desk.tracker import Change, FillBooked
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce
from traderterminal.domain.packages import Leg

D = Decimal
TICK = D("0.01")
MARKETS = scaled(20_000, due=5_000)
CALLS = tuple(option("C", strike).symbol for strike in (180, 185, 190))
PUTS = tuple(option("P", strike).symbol for strike in (165, 170, 175))
SYMBOLS = (*CALLS, *PUTS)
SHAPES = (
    (Leg(CALLS[0], Side.BUY), Leg(CALLS[1], Side.SELL)),
    (Leg(CALLS[0], Side.BUY), Leg(CALLS[1], Side.SELL, 2), Leg(CALLS[2], Side.BUY)),
    (
        Leg(PUTS[0], Side.BUY),
        Leg(PUTS[1], Side.SELL),
        Leg(CALLS[1], Side.SELL),
        Leg(CALLS[2], Side.BUY),
    ),
)


class Market:
    """Random quotes, packages and cancels, and a watch on what comes of them."""

    def __init__(self, draw: random.Random, paper: PaperDesk) -> None:
        self.draw = draw
        self.paper = paper
        self.fills: list[Fill] = []
        self.shown: set[tuple[str, Decimal | None, Decimal | None]] = set()
        paper.desk.changed.connect(self._hear)

    def _hear(self, change: Change) -> None:
        if isinstance(change, FillBooked):
            self.fills.append(change.fill)

    def quote(self, symbol: str) -> None:
        """Let the market of a symbol quote anew, now and then on one side only."""
        bid = self.draw.randrange(100, 400)
        spread = self.draw.randrange(1, 20)
        sides = [f"{bid * TICK}", f"{(bid + spread) * TICK}"]
        if self.draw.random() < 0.1:
            sides[self.draw.randrange(2)] = ""
        found = replace(
            quote(sides[0] or None, sides[1] or None, last="2.00"),
            bid_size=D(self.draw.randrange(1, 20)),
            ask_size=D(self.draw.randrange(1, 20)),
        )
        self.paper.market.quotes[symbol] = found
        self.shown.add((symbol, found.bid, found.ask))
        tick = self.paper.market.standing(symbol)
        assert tick is not None
        self.paper.broker.see([tick])  # type: ignore[attr-defined] # it is the paper broker

    async def place(self) -> None:
        legs, draw = self.draw.choice(SHAPES), self.draw
        limited = draw.random() < 0.7
        await self.paper.desk.place(
            OrderWish(
                "paper",
                legs[0].symbol,
                "delta",
                draw.choice(("buy", "sell")),
                D(draw.randrange(1, 15)),
                order_type=OrderType.LIMIT if limited else OrderType.MARKET,
                limit_price=draw.randrange(-300, 300) * TICK if limited else None,
                time_in_force=draw.choice(tuple(TimeInForce)[:1] * 3 + _IMPATIENT),
                legs=legs,
            )
        )

    async def cancel(self) -> None:
        live = self.paper.tracker.live_orders("paper")
        if live:
            await self.paper.desk.cancel(self.draw.choice(live).order_id)

    async def run(self) -> None:
        for symbol in SYMBOLS:
            self.quote(symbol)
        for _ in range(self.draw.randrange(4, 12)):
            step = self.draw.random()
            if step < 0.5:
                self.quote(self.draw.choice(SYMBOLS))
            elif step < 0.9:
                await self.place()
            else:
                await self.cancel()
        await self.paper.desk.booked()

    def judge(self, cases: Cases) -> None:
        """Hold what came of it against what must be so."""
        packages: dict[str, list[Order]] = defaultdict(list)
        for order in self.paper.desk.orders.values():
            packages[order.package_id].append(order)
        for legs in packages.values():
            self._judge_package(legs)
            cases.found["packages that traded"] += bool(legs[0].filled_quantity)
            cases.found["that did not"] += not legs[0].filled_quantity
        spent = sum((f.signed_quantity * f.price * f.point_value for f in self.fills), D(0))
        fees = sum((f.fee for f in self.fills), D(0))
        assert fees == FEE * sum((f.quantity for f in self.fills), D(0))
        account = self.paper.desk.accounts["paper"]
        assert account.cash == account.starting_cash - spent - fees

    def _judge_package(self, legs: list[Order]) -> None:
        assert len({order.status for order in legs}) == 1, legs
        parts = [order.package for order in legs]
        assert {part.legs for part in parts if part} == {len(legs)}
        done = {o.filled_quantity / part.ratio for o, part in zip(legs, parts, strict=True) if part}
        assert len(done) == 1, f"a leg traded without the others: {legs}"
        by_moment: dict[int, list[Fill]] = defaultdict(list)
        ids = {order.order_id: number for number, order in enumerate(legs)}
        for number, fill in enumerate(f for f in self.fills if f.order_id in ids):
            by_moment[number // len(legs)].append(fill)
        for together in by_moment.values():
            assert [ids[f.order_id] for f in together] == list(range(len(legs)))
            self._judge_price(legs, together)

    def _judge_price(self, legs: list[Order], together: list[Fill]) -> None:
        net = net_bid = net_ask = D(0)
        for order, fill in zip(legs, together, strict=True):
            assert order.package is not None
            weight = order.side.sign * order.package.ratio
            # The side on which a leg does not trade need not be quoted: there is no net bid then.
            bid, ask = (D(fill.why.get(side, fill.price)) for side in ("bid", "ask"))
            assert fill.price == (ask if weight > 0 else bid)
            quoted = [D(fill.why[side]) if side in fill.why else None for side in ("bid", "ask")]
            assert (fill.symbol, *quoted) in self.shown
            left = D(fill.why["displayed"]) - fill.quantity
            assert left == D(fill.why["left"]) >= 0
            net += weight * fill.price
            net_bid += weight * (bid if weight > 0 else ask)
            net_ask += weight * (ask if weight > 0 else bid)
        assert net_bid <= net <= net_ask
        part = legs[0].package
        assert part is not None
        assert part.limit is None or net <= part.limit
        assert legs[0].status is not OrderStatus.DENIED


_IMPATIENT = (TimeInForce.IOC, TimeInForce.FOK)


@pytest.mark.counted("markets of packages")
@pytest.mark.timeout(60 + MARKETS // 20)
async def test_no_leg_trades_alone_and_no_cent_is_lost(cases: Cases) -> None:
    for seed in cases.over(range(MARKETS)):
        paper = paper_desk()
        await paper.open(cash=1_000_000)
        market = Market(random.Random(seed), paper)
        await market.run()
        try:
            market.judge(cases)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        assert paper.failures == []
    assert cases.found["packages that traded"] > MARKETS
    assert cases.found["that did not"] > MARKETS // 10
