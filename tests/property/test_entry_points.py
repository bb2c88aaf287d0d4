"""Orders from every entry point, against random limits: none reaches the broker outside of one.

What may reach it is reckoned by `tests.support.limit_oracle` from the wire and the venue alone. The
broker loses answers and fills in parts; and an exit gets through whatever the limits are.
"""

import json
import random
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final

import httpx
import pytest

from tests.support.alerts import SECRET
from tests.support.builders import ES, INSTRUMENTS
from tests.support.figures import Cases
from tests.support.gateway_services import Gateway, bearer
from tests.support.limit_oracle import Oracle
from tests.support.paper_desk import NO_NEWS, Blackout, resolve
from tests.support.scale import scaled
from tests.support.venue import TURNS, Script, VenueDesk, turns, venue_desk
from traderterminal.alerts.inbox import Inbox, Proof
from traderterminal.alerts.routing import AlertRules
from traderterminal.desk.arming import Arming
from traderterminal.desk.groups import Member
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType
from traderterminal.gateway.rest import build_api
from traderterminal.gateway.tokens import Tickets, Token
from traderterminal.kit.clock import VirtualClock, iso
from traderterminal.risk.limits import RiskLimits
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.command_field import SOURCE, CommandFieldViewModel
from traderterminal.ui.viewmodels.positions import PositionsViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel

D = Decimal
FIRST, SECOND = "paper", "second"
ROUND: Final = 25  # orders under one set of limits
#: After so many turns whatever is not done waits for time to pass.
QUIET: Final = 100
TOKEN: Final = "api-token"
SUBMIT_FAULTS: Final = ("",) * 20 + ("F1", "F4", "F5", "F6", "F8", "F9")
OTHER_FAULTS: Final = ("",) * 8 + ("F3",)


def _each(value: int | str) -> dict[AssetClass, Decimal]:
    return dict.fromkeys(AssetClass, D(value))


def random_limits(draw: random.Random) -> RiskLimits:
    return RiskLimits(
        max_order_quantity=_each(draw.choice((0, 1, 2, 3, 5))),
        max_position=_each(draw.choice((0, 1, 3, 6, 12))),
        max_order_value=_each(draw.choice((0, 0, 250_000, 800_000))),
        price_collar_percent=_each(draw.choice(("0", "0.05", "0.1", "0.5"))),
        duplicate_window_s=D(draw.choice((0, 0, 1, 3))),
        orders_per_second=draw.choice((0, 1, 2)),
        orders_per_minute=draw.choice((0, 0, 4, 12)),
        orders_per_day=draw.choice((0, 0, 0, 15)),
        automation_orders_per_minute=draw.choice((0, 1, 3)),
        automation_spread_ticks=draw.choice((0, 1, 3)),
        enforce_session=False,
    )


class Latest:
    """Stands for what the running round has in its place: to build the API takes longer than it."""

    def __init__(self, find: Callable[[], object]) -> None:
        self._find = find

    def __getattr__(self, name: str) -> Any:
        return getattr(self._find(), name)


class Api:
    """One API for all rounds; `services` are those of the running one."""

    def __init__(self) -> None:
        self.services = Gateway().services
        standing: dict[str, Any] = {
            name: Latest(partial(self._of_now, name)) for name in ("desk", "ledger", "groups")
        }
        app = build_api(
            replace(self.services, **standing), Token(TOKEN), Tickets(self.services.host)
        )
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://127.0.0.1/api/v1",
            headers=bearer(TOKEN),
        )

    def _of_now(self, name: str) -> object:
        return getattr(self.services, name)


@dataclass
class Program:
    """Everything that can place an order, on one desk before a venue that fails at random."""

    made: VenueDesk
    draw: random.Random
    oracle: Oracle
    api: httpx.AsyncClient
    number: int = 0

    def __post_init__(self) -> None:
        desk, tasks = self.made.desk, self.made.paper.tasks
        self.gateway = Gateway(self.made.paper)
        self.gateway.members["both"] = [Member(FIRST), Member(SECOND, D(2))]
        hub = self.gateway.hub
        self.inbox = Inbox(
            ledger=self.made.paper.ledger,
            trader=desk,
            rules=AlertRules(
                resolve=resolve,
                members=lambda name: self.gateway.members.get(name) or [Member(name)],
                strategy=lambda name: None,
                is_paper=lambda account: True,
            ),
            market=self.made.clock,
            host=self.made.clock,
            new_id=lambda: f"A{self.number}",
            tasks=tasks,
            secret=SECRET,
        )
        names = [AccountEntry(name, name, "simulator") for name in (FIRST, SECOND)]
        self.accounts = AccountChoiceViewModel(names)
        arming = Arming(lambda _: False, lambda _: None, VirtualClock())
        for name in (FIRST, SECOND):
            arming.arm(name)
        self.ticket = TicketViewModel(
            desk=desk,
            hub=hub,
            bars=self.gateway.services.bars,
            tasks=tasks,
            local=lambda instrument, at_ns: datetime.fromtimestamp(at_ns / 1e9, UTC),
            arming=arming,
            accounts=self.accounts,
        )
        self.ticket.show(ES)
        self.field = CommandFieldViewModel(
            desk=desk,
            hub=hub,
            tasks=tasks,
            accounts=self.accounts,
            sending=self.ticket.sending,
            resolve=resolve,
        )
        self.pane = PositionsViewModel(
            desk,
            hub,
            tasks,
            INSTRUMENTS.__getitem__,
            lambda account, symbol: None,
            self.accounts.entry_of,
            lambda message: None,
            lambda account, symbol, held: None,
        )

    async def close(self) -> None:
        self.ticket.close()
        self.field.close()
        self.pane.close()
        self.inbox.close()
        await self.made.close()

    # What an order may look like.

    def account(self) -> str:
        return self.draw.choice((FIRST, SECOND))

    def side(self) -> Side:
        return self.draw.choice((Side.BUY, Side.SELL))

    def quantity(self) -> int:
        return self.draw.choice((1, 1, 2, 3, 4, 7))

    def price(self) -> Decimal:
        bid = self.made.paper.market.quotes["ESH2024"].bid
        assert bid is not None
        return bid + self.draw.randrange(-30, 31) / D(4)

    def kind(self) -> OrderType:
        return self.draw.choice(
            (OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT)
        )

    def terms(self) -> dict[str, Any]:
        """Type and prices, as the API takes them."""
        kind = self.kind()
        terms: dict[str, Any] = {"order_type": kind.value}
        if kind in (OrderType.LIMIT, OrderType.STOP_LIMIT):
            terms["limit_price"] = str(self.price())
        if kind in (OrderType.STOP, OrderType.STOP_LIMIT):
            terms["stop_price"] = str(self.price())
        return terms

    # The seven ways in.

    async def by_ticket(self) -> None:
        ticket = self.ticket
        self.accounts.choose(self.account())
        ticket.choose_type(self.kind())
        ticket.type_quantity(str(self.quantity()))
        ticket.type_price(ticket.limit, str(self.price()))
        ticket.type_price(ticket.stop, str(self.price()))
        ticket.send(self.side())

    async def by_line(self) -> None:
        self.accounts.choose(self.account())
        if self.draw.random() < 0.2:
            self.field.type(self.draw.choice(("close ES1!", "reverse ES1!", "cancel ES1! buys")))
        else:
            words = [self.side().value, str(self.quantity()), "ES1!"]
            words += self.draw.choice(
                ([], ["@", f"{self.price()}"], ["trigger", f"{self.price()}"], ["@", "bid"])
            )
            words += self.draw.choice(([], ["stop", "8t"], ["stop", "8t", "target", "12t"]))
            self.field.type(" ".join(words))
        self.field.send()

    async def by_position(self) -> None:
        account = self.account()
        if self.draw.random() < 0.5:
            self.accounts.choose(account)
            self.ticket.reverse()
        else:
            self.pane.flatten(account, "ESH2024")

    async def by_order_over_the_api(self) -> None:
        body: dict[str, Any] = {"account": self.account(), "symbol": "ES1!"}
        intent = self.draw.choice(("delta", "delta", "delta", "target", "close", "reverse"))
        if intent == "delta":
            body |= {"side": self.side(), "quantity": self.quantity(), **self.terms()}
        elif intent == "target":
            body |= {"intent": intent, "quantity": self.draw.randrange(-8, 9)}
        else:
            body |= {"intent": intent}
        await self._ask("POST", "/orders", body)

    async def by_change_over_the_api(self) -> None:
        live = [o for o in self.made.tracker.live_orders() if o.order_type is not OrderType.MARKET]
        if not live:
            await self.by_order_over_the_api()
            return
        order = self.draw.choice(live)
        terms: dict[str, Any] = {"quantity": self.quantity() + self.draw.choice((0, 5))}
        if order.limit_price is not None:
            terms["limit_price"] = str(self.price())
        await self._ask("PATCH", f"/orders/{order.order_id}", terms)

    async def _ask(self, method: str, path: str, body: dict[str, Any]) -> None:
        answer = await self.api.request(method, path, json=body)
        assert answer.status_code in (200, 202, 404, 422), answer.text

    async def by_alert(self) -> None:
        alert: dict[str, Any] = {
            "symbol": "ES1!",
            "action": self.draw.choice(("buy", "sell", "buy", "sell", "close", "reverse")),
            "quantity": self.quantity(),
            "account": self.draw.choice((FIRST, SECOND, "both")),
            "id": str(self.number),
            "time": iso(self.made.clock.now_ns()),
        }
        receipt = await self.inbox.receive(
            json.dumps(alert).encode(), Proof.PATH, self.made.clock.now_ns()
        )
        assert receipt.status == 202

    async def by_group_with_a_bracket(self) -> None:
        level = ExitLevel(D(self.draw.randrange(4, 20)), "ticks")
        limit = self.price() if self.draw.random() < 0.5 else None
        wish = OrderWish(
            account="",
            symbol="ES1!",
            intent="delta",
            side=self.side().value,
            quantity=D(self.quantity()),
            order_type=OrderType.MARKET if limit is None else OrderType.LIMIT,
            limit_price=limit,
            exits=Exits(level, (Target(level),)) if self.draw.random() < 0.7 else None,
        )
        await self.gateway.groups.place("both", wish)

    # A round under one set of limits.

    async def step(self, way: "Way") -> None:
        self.number += 1
        work = self.made.paper.tasks.spawn(way(self), name=way.__name__)
        for _ in range(QUIET):  # what is judged at one quote shall not leave at another
            await turns(1)
            if work.done():
                break
        await turns(TURNS)
        if self.draw.random() < 0.3:
            bid = D(4800) + self.draw.randrange(-12, 13) / D(4)
            ask = bid + self.draw.choice((1, 1, 1, 2, 5)) / D(4)
            self.made.venue.quote(str(bid), str(ask), self.draw.randrange(1, 6))
        if self.draw.random() < 0.6:
            await self.made.pass_time(self.draw.choice((0.2, 0.7, 3.0, 14.0, 45.0)))

    async def tighten(self) -> None:
        """Set a limit lower while all this goes on; it holds at once."""
        account = self.account()
        was = self.oracle.limits[account].max_position
        now = {each: min(value, D(2)) if value else D(2) for each, value in was.items()}
        await self.made.desk.change_limits(account, {"max_position": now})
        self.oracle.limits[account] = replace(self.oracle.limits[account], max_position=now)

    async def get_out(self) -> None:
        """Whatever the limits: once the broker answers again, everything can be closed."""
        script = self.made.broker.script
        for faults in (script.submits, script.cancels, script.replaces):
            faults.clear()
        await self.made.pass_time(60)
        self.made.venue.quote("4800.00", "4800.25", 500)
        for account in (FIRST, SECOND):
            self.pane.flatten(account, "")
            await self.made.pass_time(20)
            assert self.made.venue.position(account) == 0, "an exit did not get through"


Way = Callable[[Program], Coroutine[object, object, None]]
WAYS: Final[Sequence[Way]] = (
    *(Program.by_ticket, Program.by_position, Program.by_order_over_the_api),
    *(Program.by_change_over_the_api, Program.by_alert, Program.by_group_with_a_bracket),
)


#: The line of text last, so that rounds told by their seed stay what they were.
ALL_WAYS: Final = (*WAYS, Program.by_line)


async def program(seed: int, api: Api, blackout: Blackout = NO_NEWS) -> Program:
    draw = random.Random(seed)
    limits = random_limits(draw)
    script = Script(
        submits=deque(draw.choices(SUBMIT_FAULTS, k=200)),
        cancels=deque(draw.choices(OTHER_FAULTS, k=100)),
        replaces=deque(draw.choices(OTHER_FAULTS, k=50)),
    )
    made = await venue_desk(script, limits=limits, blackout=blackout)
    await made.paper.open(account=SECOND)
    assert await made.reconciler.reconcile(SECOND)
    oracle = Oracle(made, {FIRST: limits, SECOND: limits})
    oracle.listen()
    started = Program(made, draw, oracle, api.client)
    api.services = started.gateway.services
    return started


async def _play(made: Program, numbers: Iterable[int], ways: Sequence[Way] = WAYS) -> None:
    """Place a round of orders, then get out; one limit is tightened in the middle."""
    tightened = made.draw.randrange(ROUND)
    for number in numbers:
        await made.step(ways[number % len(ways)])
        if number == tightened:
            await made.tighten()
    assert made.oracle.broken == []
    await made.get_out()
    assert made.oracle.broken == []
    await made.close()


@pytest.mark.counted("orders from seven entry points")
@pytest.mark.timeout(1800)
async def test_no_order_leaves_outside_a_limit_and_every_exit_gets_out(cases: Cases) -> None:
    api = Api()
    for seed in range(scaled(50_000) // ROUND):
        made = await program(seed, api)
        try:
            await _play(made, cases.over(range(ROUND)), ALL_WAYS)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        cases.found += made.oracle.seen
        orders = made.made.desk.orders.values()
        cases.found["written as lines"] += sum(order.source == SOURCE for order in orders)
    await api.client.aclose()
    assert cases.found["entries sent"] > cases.count // 10
    assert cases.found["entries changed"] > cases.count // 500
    assert cases.found["exits sent"] > cases.count // 10
    assert cases.found["written as lines"] > cases.count // 20


async def test_a_target_does_not_grow_while_its_stop_closes_all() -> None:
    api = Api()
    await _play(await program(1753, api), range(ROUND))  # the two meet in this round
    await api.client.aclose()


def _first_of(news: Sequence[Message]) -> Blackout:
    return lambda instrument, at_ns: next(iter(news), None)


@pytest.mark.counted("orders asked for in a news blackout")
@pytest.mark.timeout(900)
async def test_in_a_blackout_nothing_adds_exposure_from_any_way_and_every_exit_gets_out(
    cases: Cases,
) -> None:
    api = Api()
    for seed in range(scaled(5_000) // ROUND):
        news: list[Message] = []
        made = await program(seed, api, _first_of(news))
        for number in range(ROUND):
            await made.step(ALL_WAYS[number % len(ALL_WAYS)])
        # what was judged before the news has left, or come to nothing
        await made.made.pass_time(120)
        seen = made.oracle.seen
        before = seen["entries sent"], seen["entries changed"]
        news.append(Message("news_blackout", {"symbol": "any", "event": "CPI"}))
        for number in cases.over(range(ROUND)):
            await made.step(ALL_WAYS[number % len(ALL_WAYS)])
        await made.made.pass_time(120)
        assert (seen["entries sent"], seen["entries changed"]) == before, f"seed {seed}"
        await made.get_out()
        assert (seen["entries sent"], seen["entries changed"]) == before, f"seed {seed}"
        cases.found += seen
        await made.close()
    await api.client.aclose()
    assert cases.found["entries sent"] > cases.count // 10
    assert cases.found["exits sent"] > cases.count // 10
