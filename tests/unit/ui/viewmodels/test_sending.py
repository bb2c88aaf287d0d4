"""The one way on which orders leave that a hand asks for."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.paper_desk import wish
from tests.support.ticket_bench import Bench
from traderterminal.desk.arming import Level
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.exits import ExitLevel, Exits, Target
from traderterminal.domain.orders import OrderType
from traderterminal.risk.limits import PAPER
from traderterminal.ui.viewmodels.sending import Question, Sending

D = Decimal
BUY = wish("buy", 1)
CLOSE = OrderWish("paper", "ESH2024", "close")


class Hand:
    """A hand that sends, with what it was told."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.sending: Sending = bench.ticket.sending
        self.asked: list[Question] = []
        self.told: list[tuple[str, str]] = []
        self.sending.asking.connect(self.asked.append)

    async def places(self, wanted: OrderWish) -> int:
        """Place a wish; return how many orders have left by then."""
        self.sending.place(wanted, ES, lambda words, token: self.told.append((words, token)))
        await self.bench.paper.drained()
        return self.orders

    @property
    def orders(self) -> int:
        return len(self.bench.paper.desk.orders)


@pytest_asyncio.fixture
async def hand() -> AsyncIterator[Hand]:
    bench = Bench()
    await bench.open()
    yield Hand(bench)
    await bench.close()


async def test_a_close_is_asked_of_nobody_and_no_level_holds_it_up(hand: Hand) -> None:
    await hand.bench.buys(1)
    hand.bench.arming.lower("paper", Level.OBSERVE)
    assert await hand.places(BUY) == 1
    assert "is set to Observe" in hand.told[0][0]
    assert await hand.places(CLOSE) == 2
    assert hand.bench.ticket.position == 0
    assert hand.asked == []


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_of_two_ways_out_at_once_the_second_does_not_add(hand: Hand, level: Level) -> None:
    """When it is asked for it can only get out; by its turn the first has gone before it."""
    await hand.bench.buys(1)
    hand.bench.arming.lower("paper", level)
    for _ in range(2):
        wanted = wish("sell", 1)
        hand.sending.place(wanted, ES, lambda words, token: hand.told.append((words, token)))
    await hand.bench.paper.drained()
    assert hand.bench.ticket.position == 0
    assert hand.asked == []
    assert len(hand.told) == 1
    assert hand.told[0][0].startswith("Nothing was sent. What is held or works has changed")


async def test_a_resting_exit_beside_those_of_a_bracket_is_no_way_out(hand: Hand) -> None:
    """Target and exit would trade at one price, both of them."""
    target = Exits(targets=(Target(ExitLevel(D(16), "ticks")),))
    await hand.bench.paper.desk.place(wish("buy", 1, exits=target))
    await hand.bench.paper.drained()
    hand.bench.arming.lower("paper", Level.OBSERVE)
    told: list[str] = []
    rests = wish("sell", 1, order_type=OrderType.LIMIT, limit_price=D("4804.25"))
    hand.sending.place(rests, ES, lambda words, token: told.append(words))
    await hand.bench.paper.drained()
    assert "Observe" in told[0]
    # at once it gets out, and the leg goes
    hand.sending.place(wish("sell", 1), ES, lambda words, token: told.append(words))
    await hand.bench.paper.drained()
    assert len(told) == 1
    assert hand.bench.ticket.position == 0
    assert hand.bench.paper.desk.live_orders("paper") == ()


async def test_a_repetition_that_is_confirmed_twice_is_meant() -> None:
    bench = Bench(limits=replace(PAPER, duplicate_window_s=D(2)))
    await bench.open()
    hand = Hand(bench)
    bench.arming.lower("paper", Level.CONFIRM)
    for left in (1, 1, 2):
        await hand.places(BUY)
        hand.sending.confirm(hand.asked[-1])
        await bench.paper.drained()
        assert bench.ticket.position == left
    assert len(hand.asked) == 3
    (told,) = hand.told
    assert "Send it again within 2 s if you want it twice." in told[0]
    await bench.close()


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (BUY, "PAPER Paper: Buy 1 ESH2024 market, Day"),
        (
            replace(BUY, order_type=OrderType.STOP_LIMIT, stop_price=D(4810), limit_price=D(4811)),
            "PAPER Paper: Buy 1 ESH2024 stop limit 4,810.00 / 4,811.00, Day",
        ),
    ],
)
async def test_a_question_says_the_order_account_and_mode_first(
    hand: Hand, wanted: OrderWish, says: str
) -> None:
    hand.bench.arming.lower("paper", Level.CONFIRM)
    assert await hand.places(wanted) == 0
    (question,) = hand.asked
    assert question.sentence.endswith(says)


async def test_a_reversal_is_asked_for_with_where_it_leads_and_of_nothing_not_at_all(
    hand: Hand,
) -> None:
    reverse = OrderWish("paper", "ESH2024", "reverse")
    hand.bench.arming.lower("paper", Level.CONFIRM)
    assert await hand.places(reverse) == 0
    assert (hand.asked, hand.told) == ([], [("Already flat.", "t2")])
    await hand.bench.buys(2)
    assert await hand.places(reverse) == 1
    (question,) = hand.asked
    assert question.sentence == "PAPER Paper: Reverse ESH2024 market, Day"
    assert [(fact.caption, fact.value) for fact in question.facts] == [
        ("Position after", "Short 2")
    ]
    hand.sending.confirm(question)
    await hand.bench.paper.drained()
    assert hand.bench.ticket.position == -2


async def test_what_can_wait_does_from_the_click_on(hand: Hand) -> None:
    desk = hand.bench.paper.desk
    hand.sending.place(BUY, ES, lambda words, token: None)
    assert desk.is_in_haste
    await hand.bench.paper.drained()
    assert hand.orders == 1
    assert not desk.is_in_haste


async def test_what_leaves_is_told_before_its_outcome_is_known(hand: Hand) -> None:
    left = list[OrderWish]()
    hand.sending.left.connect(left.append)
    hand.sending.send(BUY, lambda words, token: None)
    assert left == [BUY]
    assert hand.orders == 0
    await hand.bench.paper.drained()
    assert hand.orders == 1
