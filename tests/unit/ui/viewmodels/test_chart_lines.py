"""Orders and position as lines on a chart."""

from dataclasses import replace
from decimal import Decimal

import pytest_asyncio

from tests.support.builders import ES
from tests.support.silent_broker import SilentBroker
from tests.support.ticket_bench import Bench, rests
from traderterminal.domain.errors import OutcomeUnknown
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType, Where

D = Decimal


@pytest_asyncio.fixture
async def bench(bench: Bench) -> Bench:
    bench.chart.show(ES)
    return bench


async def test_a_working_order_is_a_line_with_its_state_size_and_type(bench: Bench) -> None:
    await rests(bench, "buy", OrderType.LIMIT, "4799.00", 2)
    (line,) = bench.chart.order_lines
    assert line.words == ("● B 2", "LMT", "")
    assert (line.ticks, line.token, line.dashes) == (4799 * 4, "buy", ())


async def test_orders_that_close_tell_what_they_would_realise(bench: Bench) -> None:
    await bench.buys(2)
    await rests(bench, "sell", OrderType.LIMIT, "4810.25", 2)
    await rests(bench, "sell", OrderType.STOP, "4795.25", 2)
    await rests(bench, "buy", OrderType.LIMIT, "4790.00")
    assert [line.words[2] for line in bench.chart.order_lines] == ["+$1,000.00", "−$500.00", ""]
    assert [bool(line.dashes) for line in bench.chart.order_lines] == [False, True, False]


async def test_no_more_is_realised_than_is_held(bench: Bench) -> None:
    await bench.buys(1)
    await rests(bench, "sell", OrderType.LIMIT, "4810.25", 3)
    assert bench.chart.order_lines[0].words[2] == "+$500.00"


async def test_an_exit_that_waits_for_its_entry_tells_what_it_would_make_of_that(
    bench: Bench,
) -> None:
    await bench.buys(1)  # at another price, which the exit has nothing to do with
    await rests(bench, "buy", OrderType.LIMIT, "4790.00", 2)
    (entry,) = [one for one in bench.paper.desk.orders.values() if one.is_live]
    waiting = replace(
        entry,
        order_id="TT9",
        client_order_id="TT9",
        side=Side.SELL,
        order_type=OrderType.STOP,
        limit_price=None,
        stop_price=D("4786.00"),
        where=Where.BROKER,
        parent_id=entry.order_id,
        link="SL",
        attached=True,
    )
    bench.paper.tracker.adopt(waiting)
    await bench.paper.drained()
    bench.chart.flush()
    words = {line.order_id: line.words[2] for line in bench.chart.order_lines}
    assert words == {entry.order_id: "", "TT9": "−$400.00"}
    moved = bench.chart.line_at("TT9", 4780 * 4)
    assert moved is not None
    assert moved.words[2] == "−$1,000.00"


async def test_an_order_of_unknown_outcome_is_drawn_as_one() -> None:
    bench = Bench(broker=SilentBroker(OutcomeUnknown(Message("outcome_unknown"))))
    await bench.open()
    bench.chart.show(ES)
    await rests(bench, "buy", OrderType.LIMIT, "4799.00")
    (line,) = bench.chart.order_lines
    assert (line.words, line.token) == (("? B 1", "LMT unknown", ""), "unknown")
    assert line.dashes == (3.0, 3.0)
    await bench.close()


async def test_the_position_line_tells_size_result_and_distance(bench: Bench) -> None:
    await bench.buys(2)
    bench.trade("4801.25")
    bench.paper.move("4801.00", "4801.50")
    line = bench.chart.position_line
    assert line is not None
    assert line.words == ("LONG 2", "+$100.00", "+4 t")
    assert (line.side, line.ticks) == (Side.BUY.value, 4800.25 * 4)


async def test_an_average_between_two_ticks_is_not_rounded_to_either(bench: Bench) -> None:
    await bench.buys(3)
    bench.trade("4801.25")
    bench.paper.move("4801.00", "4801.25")
    await bench.buys(1)
    line = bench.chart.position_line
    assert line is not None
    assert line.price == "4,800.50"
    assert line.ticks == 4800.5 * 4
