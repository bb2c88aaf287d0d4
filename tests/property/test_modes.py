"""Modes never mix: whatever is switched while orders are in flight, none crosses environments."""

import random
import socket
from collections import deque
from contextlib import suppress
from decimal import Decimal
from functools import partial
from itertools import count

import pytest

from tests.support.builders import INSTRUMENTS, quote
from tests.support.figures import Cases
from tests.support.paper_desk import FEE, NOON_NS, PaperDesk, StandingMarket, paper_desk, wish
from tests.support.scale import scaled
from tests.support.venue import Script, Venue, VenueBroker, elapse, turns
from traderterminal.desk.ports import LoggedIn, StreamNews, Terms
from traderterminal.desk.router import Router
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.errors import OrderRefused
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.paper.broker import PaperBroker, PaperRules
from traderterminal.paper.hybrid import HybridBroker

D = Decimal
SUBMITS = ("", "", "", "", "F1", "F3", "F4", "F6", "F7", "F8", "F12")
#: The account of each mode, and the environment to which its broker leads.
ACCOUNTS = {
    "paper": Mode.SIMULATOR,
    "tested": Mode.SANDBOX,
    "mixed": Mode.HYBRID,
    "real": Mode.LIVE,
}
LEADS_TO = {"tested": Mode.SANDBOX, "mixed": Mode.SANDBOX, "real": Mode.LIVE}


class World:
    """One desk before every environment, and a watch at the door of each."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.failures: list[Exception] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(error))
        self.clock = VirtualClock(NOON_NS)
        self.market = StandingMarket(self.clock)
        self.answering = dict(LEADS_TO)  # which environment answers for an account now
        self.crossed: list[str] = []
        self.reached = dict.fromkeys(ACCOUNTS, 0)
        self.venues = {account: VenueBroker(Venue(self.clock), self.tasks) for account in LEADS_TO}
        for account, broker in self.venues.items():
            broker.script = Script()
            broker.posting = broker.cancelling = partial(self._pass, account)
            broker.changing = partial(self._pass, account)
        self.books = {"paper": self._paper(), "mixed": self._paper()}
        hybrid = HybridBroker(self.books["mixed"], self.venues["mixed"], self.clock, self.tasks)
        router = Router(
            {
                ("any", "simulator"): self.books["paper"],
                ("any", "hybrid"): hybrid,
                ("any", "sandbox"): self.venues["tested"],
                ("any", "live"): self.venues["real"],
            },
            lambda symbol: INSTRUMENTS[symbol].asset_class,
        )
        self.made = self._desk(router)

    def _desk(self, router: Router) -> PaperDesk:
        made = paper_desk(
            broker=self.books["paper"], clock=self.clock, tasks=self.tasks, router=router
        )
        made.failures = self.failures
        return made

    def _paper(self) -> PaperBroker:
        numbers = count(1)
        rules = PaperRules(
            instrument=INSTRUMENTS.__getitem__,
            any_hour=lambda account: True,
            standing=self.market.standing,
            catch_up=lambda symbol: None,
            health=self.market.health,
            fee=lambda account, instrument, side, quantity, price, at_ns: FEE * quantity,
            is_open=lambda instrument, at_ns: True,
            day_end_ns=lambda instrument, at_ns: NOON_NS + 86_400_000_000_000,
            latency={},
            fill_mode={},
        )
        return PaperBroker(rules, self.clock, lambda: f"P{next(numbers)}", self.tasks)

    def _pass(self, door: str, order: Order, terms: Terms | None = None) -> None:
        """Something of an order reaches an environment."""
        self.reached[door] += 1
        if order.account != door or self.answering[door] is not LEADS_TO[door]:
            self.crossed.append(f"{order.account} at {door}, {self.answering[door]} answers")

    async def open(self) -> None:
        money = D(10_000_000)
        for account, mode in ACCOUNTS.items():
            opened = Account(account, "any", mode, "USD", money, money)
            await self.made.tracker.open_account(opened, "opened")
        self.move()
        await self.compare()

    async def compare(self) -> None:
        for account in ("tested", "real"):
            await self.made.reconciler.reconcile(account)

    def move(self) -> None:
        """Let every market show the same new quote."""
        bid = D(4800) + self.draw.randrange(-20, 21) / D(4)
        ask = bid + D("0.25")
        self.made.market.quotes["ESH2024"] = self.market.quotes["ESH2024"] = quote(
            str(bid), str(ask), last=None
        )
        tick = self.market.standing("ESH2024")
        assert tick is not None
        for broker in self.venues.values():
            broker.venue.quote(str(bid), str(ask))
        for book in self.books.values():
            book.see([tick])

    async def trade(self, account: str) -> None:
        """Place, change or cancel something on an account, without waiting for what comes of it."""
        if account in self.venues:
            self.venues[account].script.submits = deque([self.draw.choice(SUBMITS)])
        live = [o for o in self.made.desk.live_orders(account) if o.order_type is OrderType.LIMIT]
        chance = self.draw.random()
        if live and chance < 0.25:
            await self.made.desk.cancel(self.draw.choice(live).order_id)
        elif live and chance < 0.4:
            self.tasks.spawn(self._change(self.draw.choice(live)), name="change")
        else:
            self.tasks.spawn(self._place(account), name="place")
        await turns(self.draw.randrange(4))

    async def _place(self, account: str) -> None:
        terms: dict[str, object] = {"account": account}
        if self.draw.random() < 0.6:
            price = D(4800) + self.draw.randrange(-30, 31) / D(4)
            terms |= {"order_type": OrderType.LIMIT, "limit_price": price}
        await self.made.desk.place(wish(self.draw.choice(("buy", "sell")), 1, **terms))

    async def _change(self, order: Order) -> None:
        with suppress(OrderRefused):  # it ended meanwhile
            await self.made.desk.replace(order.order_id, Terms(D(2), order.limit_price))

    async def switch_session(self) -> None:
        """Let another environment, or the right one again, answer for an account."""
        account = self.draw.choice(list(self.venues))
        right = self.answering[account] is LEADS_TO[account]
        others = [mode for mode in Mode if mode is not LEADS_TO[account]]
        self.answering[account] = self.draw.choice(others) if right else LEADS_TO[account]
        self.venues[account].tell(LoggedIn(account, self.answering[account]))
        await turns(self.draw.randrange(4))


@pytest.mark.logs("^not booked, .* answers for|does not fit the order|is not known here")
@pytest.mark.counted("mode switches, orders in flight")
@pytest.mark.parametrize("seed", range(4))
async def test_no_order_crosses_environments(seed: int, cases: Cases) -> None:
    draw = random.Random(seed)
    world = World(draw)
    await world.open()
    for account in ACCOUNTS:  # every door is used
        await world.trade(account)
    world.venues["tested"].tell(LoggedIn("tested", Mode.LIVE))
    world.venues["tested"].tell(StreamNews("tested", up=True))  # from there: not taken in
    world.venues["tested"].tell(LoggedIn("tested", Mode.SANDBOX))
    for _ in cases.over(range(scaled(1000) // 4)):
        for _ in range(draw.randrange(1, 4)):
            await world.trade(account)
        if draw.random() < 0.3:
            await world.switch_session()
        else:
            account = draw.choice([name for name in ACCOUNTS if name != account])
        if draw.random() < 0.3:
            world.move()
        if draw.random() < 0.2:
            await elapse(world.clock, draw.choice((0.5, 5.0, 31.0)))
    for each, right in LEADS_TO.items():
        world.answering[each] = right
        world.venues[each].tell(LoggedIn(each, right))
    await elapse(world.clock, 120)
    assert world.crossed == []
    assert all(world.reached[door] for door in LEADS_TO)
    for door, broker in world.venues.items():
        assert {seen.account for seen in broker.venue.orders.values()} <= {door}
    for fill in world.made.ledger.state().fills:
        is_ours = fill.fill_id.startswith("P")
        assert is_ours is (ACCOUNTS[fill.account] in (Mode.SIMULATOR, Mode.HYBRID))
    await world.tasks.aclose()
    assert world.failures == []


async def test_paper_trades_where_no_socket_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(random.Random(1))
    await world.open()

    def no_socket(*args: object, **kwargs: object) -> None:
        raise AssertionError("the paper engine asked for a socket")

    monkeypatch.setattr(socket, "socket", no_socket)
    for account in ("paper", "mixed"):
        order = await world.made.desk.place(wish("buy", 1, account=account))
        await turns(10)
        assert world.made.desk.orders[order.order_id].status is OrderStatus.FILLED
    assert world.reached["real"] == 0
    await world.tasks.aclose()
