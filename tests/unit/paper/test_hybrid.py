"""Our fills, and a sandbox that is asked whether it would take the order."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import order
from tests.support.paper_desk import NOON_NS
from tests.support.silent_broker import SilentBroker
from tests.support.venue import Script, Venue, VenueBroker, elapse, turns
from traderterminal.desk.ports import News, OrderNews
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import (
    NotSent,
    OrderRefused,
    OutcomeUnknown,
    TraderTerminalError,
)
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    Order,
    OrderStatus,
    OrderType,
    Refused,
    Sending,
)
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.paper.broker import CAPABILITIES
from traderterminal.paper.hybrid import HybridBroker


class Ours(SilentBroker):
    """Our book: it remembers what entered it."""

    def __init__(self) -> None:
        super().__init__(None)
        self.cancelled: list[str] = []

    async def cancel(self, order: Order) -> None:
        self.cancelled.append(order.order_id)


class Bench:
    """A hybrid broker before a scripted sandbox."""

    def __init__(self, script: Script | None = None, *, has_sandbox: bool = True) -> None:
        self.failures: list[Exception] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(error))
        self.clock = VirtualClock(NOON_NS)
        self.venue = Venue(self.clock)
        self.venue.quote("4800.00", "4800.25")
        self.sandbox = VenueBroker(self.venue, self.tasks, script)
        self.ours = Ours()
        self.heard: list[News] = []
        self.hybrid = HybridBroker(
            self.ours, self.sandbox if has_sandbox else None, self.clock, self.tasks
        )
        self.hybrid.listen(self.heard.append)

    async def submit(self, one: Order) -> TraderTerminalError | None:
        """Submit an order and return what came of it, however long it takes."""
        errors: list[TraderTerminalError] = []

        async def send() -> None:
            try:
                await self.hybrid.submit(one)
            except TraderTerminalError as error:
                errors.append(error)

        sent = self.tasks.spawn(send(), name="submit")
        await elapse(self.clock, 30)
        assert sent.done()
        assert self.failures == []
        return errors[0] if errors else None

    def statuses(self) -> list[OrderStatus]:
        return [seen.status for seen in self.venue.orders.values()]


def limit(order_id: str = "TT1", *, reduces: bool = False) -> Order:
    return order(
        Sending(),
        order_id=order_id,
        order_type=OrderType.LIMIT,
        limit_price=Decimal(4790),
        reduces=reduces,
    )


async def test_what_the_sandbox_takes_enters_our_book_and_is_taken_out_there() -> None:
    bench = Bench()
    assert await bench.submit(limit()) is None
    assert bench.ours.submitted == ["TT1"]
    assert bench.venue.posts == {"TT1": 1}
    assert bench.statuses() == [OrderStatus.CANCELED]
    assert bench.heard == []  # what the sandbox says is no news of ours


async def test_an_order_that_trades_in_the_sandbox_is_no_fill_of_ours() -> None:
    bench = Bench()
    assert await bench.submit(order(Sending())) is None
    assert bench.statuses() == [OrderStatus.FILLED]
    assert bench.heard == []
    assert bench.ours.submitted == ["TT1"]


async def test_what_the_sandbox_refuses_later_is_refused() -> None:
    def refuse(news: News) -> Sequence[News]:
        if isinstance(news, OrderNews):
            return (replace(news, event=Refused(Message("refused_by_broker", {"text": "late"}))),)
        return (news,)

    bench = Bench(Script(alter=refuse))
    error = await bench.submit(limit())
    assert isinstance(error, OrderRefused)
    assert bench.ours.submitted == []


async def test_what_the_sandbox_ended_at_once_it_had_taken() -> None:
    def end(news: News) -> Sequence[News]:
        if isinstance(news, OrderNews):
            return (replace(news, event=Canceled(Message("no_liquidity"))),)
        return (news,)

    bench = Bench(Script(alter=end))
    assert await bench.submit(limit()) is None
    assert bench.ours.submitted == ["TT1"]


async def test_what_the_sandbox_refuses_is_refused() -> None:
    bench = Bench(Script(submits=deque(["F8"])))
    error = await bench.submit(limit())
    assert isinstance(error, OrderRefused)
    assert "not enough margin" in str(error.message.parameters)
    assert bench.ours.submitted == []


@pytest.mark.parametrize("fault", ["F1", "F2", "F3", "F4", "F6", "F7"])
async def test_without_an_answer_the_order_enters_nowhere(fault: str) -> None:
    bench = Bench(Script(submits=deque([fault])))
    error = await bench.submit(limit())
    assert isinstance(error, NotSent)
    assert bench.ours.submitted == []


async def test_a_sandbox_that_hangs_is_given_up_and_its_late_word_taken_out_there() -> None:
    held: list[News] = []

    def keep(news: News) -> Sequence[News]:
        held.append(news)
        return ()

    bench = Bench(Script(alter=keep))
    error = await bench.submit(limit())
    assert isinstance(error, NotSent)
    assert "not answered for 10 s" in str(error.message.parameters)
    assert bench.statuses() == [OrderStatus.ACCEPTED]
    bench.sandbox.script.alter = lambda news: (news,)
    bench.sandbox.tell(held[0])
    await turns(5)
    assert bench.statuses() == [OrderStatus.CANCELED]
    assert bench.ours.submitted == []


async def test_an_exit_does_not_ask_the_sandbox() -> None:
    bench = Bench()
    bench.sandbox.logged_in = False
    assert await bench.submit(limit(reduces=True)) is None
    assert bench.ours.submitted == ["TT1"]
    assert bench.venue.posts == {}


async def test_without_a_sandbox_our_book_is_all_there_is() -> None:
    bench = Bench(has_sandbox=False)
    assert await bench.submit(limit()) is None
    assert bench.ours.submitted == ["TT1"]


@pytest.mark.parametrize("has_sandbox", [True, False])
async def test_packages_are_taken_only_where_there_is_no_sandbox_to_be_asked(
    has_sandbox: bool,
) -> None:
    bench = Bench(has_sandbox=has_sandbox)
    bench.ours.capabilities = CAPABILITIES
    assert bench.hybrid.capabilities == replace(CAPABILITIES, packages=not has_sandbox)


@pytest.mark.parametrize(
    "error", [OrderRefused(Message("halted")), OutcomeUnknown(Message("halted"))]
)
async def test_what_the_sandbox_says_of_an_order_cancelled_meanwhile_is_heard_no_more(
    error: TraderTerminalError, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench()

    async def late(one: Order) -> None:
        await bench.hybrid.cancel(one)
        raise error

    monkeypatch.setattr(bench.sandbox, "submit", late)
    assert await bench.submit(limit()) is None
    assert bench.ours.submitted == []
    assert [type(news.event) for news in bench.heard if isinstance(news, OrderNews)] == [Canceled]


async def test_nothing_is_withdrawn_of_what_the_sandbox_never_took(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench, withdrawn = Bench(Script(submits=deque(["F8"]))), list[str]()

    async def cancel(one: Order) -> None:
        withdrawn.append(one.order_id)

    monkeypatch.setattr(bench.sandbox, "cancel", cancel)
    assert isinstance(await bench.submit(limit()), OrderRefused)
    bench.sandbox.tell(OrderNews("paper", Accepted(), "TT1"))
    await turns(3)
    assert withdrawn == []


async def test_an_order_cancelled_while_the_sandbox_thinks_enters_nowhere() -> None:
    bench = Bench(Script(alter=lambda news: ()))
    sent = asyncio.get_running_loop().create_task(bench.hybrid.submit(limit()))
    await turns(5)
    await bench.hybrid.cancel(limit())
    await sent
    assert bench.ours.submitted == []
    assert bench.ours.cancelled == []
    assert [type(news.event) for news in bench.heard if isinstance(news, OrderNews)] == [Canceled]
    await bench.hybrid.cancel(limit("TT2"))  # one that is in our book
    assert bench.ours.cancelled == ["TT2"]
    await bench.tasks.aclose()


@pytest.mark.parametrize("mode", [Mode.LIVE, Mode.HYBRID, Mode.SIMULATOR])
async def test_nothing_reaches_what_answers_in_the_place_of_the_sandbox(mode: Mode) -> None:
    bench = Bench()
    bench.sandbox.log_in(mode)
    error = await bench.submit(limit())
    assert isinstance(error, NotSent)
    assert bench.venue.posts == {}
    bench.sandbox.log_in(Mode.SANDBOX)
    assert await bench.submit(limit("TT2")) is None
    assert bench.venue.posts == {"TT2": 1}


async def test_no_cancel_reaches_what_has_come_in_the_place_of_the_sandbox() -> None:
    bench = Bench()

    def answer_from_live(news: News) -> Sequence[News]:
        if isinstance(news, OrderNews) and isinstance(news.event, Accepted):
            bench.sandbox.log_in(Mode.LIVE)
        return (news,)

    bench.sandbox.script.alter = answer_from_live
    asked: list[str] = []
    bench.sandbox.cancelling = lambda one: asked.append(one.order_id)
    assert await bench.submit(limit()) is None
    assert asked == []


async def test_an_entry_with_exits_is_for_our_book_to_refuse() -> None:
    bench = Bench()
    await bench.hybrid.submit_bracket(limit(), [])
    assert bench.ours.submitted == ["TT1"]
    assert bench.venue.posts == {}
