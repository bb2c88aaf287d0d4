"""What the keys do: entries by the ticket and only of what is looked at, ways out at once."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import AAPL
from tests.support.hotkey_bench import Bench
from traderterminal.desk.arming import Level
from traderterminal.domain.fills import Side
from traderterminal.ui.viewmodels.hotkeys import HOTKEYS, Act, Group
from traderterminal.ui.viewmodels.sending import Question
from traderterminal.ui.viewmodels.ticket_exits import TypedExits

D = Decimal
ENTRIES = [Act(one.act) for one in HOTKEYS if one.group is Group.ENTRIES]


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.open()
    yield made
    await made.close()


async def pressed(bench: Bench, act: Act) -> str:
    """Press a key, wait for what comes of it, and return what it meant."""
    found = bench.acts.press(act)
    if found.do is not None:
        found.do()
    await bench.settled()
    return found.words


def last(bench: Bench) -> tuple[str, str, Decimal | None, str]:
    order = bench.all[-1]
    return order.side.value, order.order_type.value, order.limit_price, order.source


@pytest.mark.parametrize(
    ("act", "words", "sent"),
    [
        (Act.BUY_MARKET, "Buy 1 ESH2024 market", ("buy", "market", None, "hotkey")),
        (Act.SELL_MARKET, "Sell 1 ESH2024 market", ("sell", "market", None, "hotkey")),
        (Act.JOIN_BID, "Buy 1 ESH2024 at the bid", ("buy", "limit", D("4800.00"), "ticket")),
        (Act.JOIN_ASK, "Sell 1 ESH2024 at the ask", ("sell", "limit", D("4800.25"), "ticket")),
        (Act.LIFT_ASK, "Buy 1 ESH2024 at the ask", ("buy", "limit", D("4800.25"), "ticket")),
        (Act.HIT_BID, "Sell 1 ESH2024 at the bid", ("sell", "limit", D("4800.00"), "ticket")),
    ],
)
async def test_armed_an_entry_is_sent_once_by_each_press(
    bench: Bench, act: Act, words: str, sent: tuple[str, str, Decimal | None, str]
) -> None:
    assert await pressed(bench, act) == words
    assert len(bench.all) == 1
    assert last(bench) == sent


async def test_a_key_says_and_sends_the_size_that_a_risk_comes_to_now(bench: Bench) -> None:
    bench.ticket.count_by(risk=True)
    bench.ticket.type_quantity("$1,000")
    bench.ticket.exits.fill_in(TypedExits(unit="price", stop="4796"))
    bench.say("4802.00", "4802.25")  # and nobody looks at the ticket
    assert await pressed(bench, Act.BUY_MARKET) == "Buy 3 ESH2024 market"
    assert next(one for one in bench.all if not one.link).quantity == 3


@pytest.mark.parametrize("level", [Level.OBSERVE, Level.CONFIRM])
async def test_unarmed_no_entry_leaves_by_a_key(bench: Bench, level: Level) -> None:
    asked = list[Question]()
    bench.ticket.sending.asking.connect(asked.append)
    bench.arming.lower("paper", level)
    for act in ENTRIES:
        await pressed(bench, act)
    assert bench.all == []
    # of a reversal, with nothing held, it is said that there is none
    assert len(asked) == (len(ENTRIES) - 1 if level is Level.CONFIRM else 0)


async def test_a_preview_sends_nothing_before_it_is_confirmed(bench: Bench) -> None:
    asked = list[Question]()
    bench.ticket.sending.asking.connect(asked.append)
    assert await pressed(bench, Act.PREVIEW_BUY) == "Preview buy 1 ESH2024"
    await pressed(bench, Act.PREVIEW_SELL)
    assert bench.all == []
    assert [one.action for one in asked] == ["Buy 1 ESH2024", "Sell 1 ESH2024"]


async def test_an_entry_is_refused_while_another_symbol_is_looked_at(bench: Bench) -> None:
    bench.chart.show(AAPL)
    bench.links.enter("Chart 2")
    for act in (*ENTRIES, Act.PREVIEW_BUY, Act.PREVIEW_SELL):
        words = await pressed(bench, act)
        assert words == "Nothing was sent. Chart 2 shows AAPL, the ticket ESH2024."
        assert bench.ticket.refusal == words
    assert bench.all == []


async def test_ways_out_are_of_the_symbol_that_is_looked_at(bench: Bench) -> None:
    await bench.buys(2)
    await bench.rests("buy", "4790.00")
    bench.arming.lower("paper", Level.OBSERVE)  # they need no arming
    bench.chart.show(AAPL)
    bench.links.enter("Chart 2")
    assert await pressed(bench, Act.FLATTEN_SYMBOL) == "Flatten AAPL"
    assert bench.ticket.position == 2
    assert bench.all[1].is_live
    bench.links.enter("Ticket")
    assert await pressed(bench, Act.FLATTEN_SYMBOL) == "Flatten ESH2024"
    assert bench.ticket.position == 0
    assert not bench.paper.desk.orders[bench.all[1].order_id].is_live


async def test_orders_are_cancelled_by_side_or_all(bench: Bench) -> None:
    async def live() -> list[str]:
        return [order.side.value for order in bench.all if order.is_live]

    for side, price in (("buy", "4790.00"), ("sell", "4810.00"), ("buy", "4791.00")):
        await bench.rests(side, price)
    assert await pressed(bench, Act.CANCEL_SELLS) == "Cancel sells ESH2024"
    assert await live() == ["buy", "buy"]
    await bench.rests("sell", "4811.00")
    await pressed(bench, Act.CANCEL_BUYS)
    assert await live() == ["sell"]
    await pressed(bench, Act.CANCEL_SYMBOL)
    assert await live() == []


async def test_a_position_is_closed_and_reversed(bench: Bench) -> None:
    await bench.buys(2)
    assert await pressed(bench, Act.REVERSE) == "Reverse ESH2024"
    assert bench.ticket.position == -2
    assert await pressed(bench, Act.CLOSE) == "Close ESH2024"
    assert bench.ticket.position == 0


async def test_the_kill_switch_is_thrown_once(bench: Bench) -> None:
    found = bench.acts.press(Act.KILL)
    assert (found.words, found.do) == ("Throw the kill switch", bench.kill_switch.engage)
    await bench.paper.desk.kill_switch.engage(by="test")
    found = bench.acts.press(Act.KILL)
    assert (found.words, found.do) == ("The kill switch is on already", None)


async def test_everything_is_flattened_and_the_ladder_served(bench: Bench) -> None:
    await pressed(bench, Act.FLATTEN_ALL)
    assert bench.flattened == 1
    bench.ladder.scroll(30)
    assert await pressed(bench, Act.RECENTRE) == "Recentre the ladder"
    middle = bench.ladder.middle
    assert middle is not None
    assert bench.ladder.view.row(middle) is not None
    assert await pressed(bench, Act.PRESET_3) == "Quantity 3"
    assert bench.ticket.quantity == 3


async def test_without_a_symbol_nothing_is_done() -> None:
    bench = Bench()
    for act in (Act.BUY_MARKET, Act.FLATTEN_SYMBOL):
        assert bench.acts.press(act).do is None
    bench.ticket.join(Side.BUY)
    await bench.close()
