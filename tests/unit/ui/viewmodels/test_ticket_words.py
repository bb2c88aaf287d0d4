"""What a ticket says of a click."""

from decimal import Decimal

from tests.support.ticket_bench import Bench
from traderterminal.desk.arming import ARMED_S
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.clock import NANOSECONDS

D = Decimal


async def test_only_the_side_that_adds_waits(bench: Bench) -> None:
    await bench.buys(1)
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    bench.paper.market.silent_s = 14.0
    ticket.flush()
    assert ticket.stale == "14 s old"
    assert ticket.words.waits(Side.BUY).startswith("Buy waits. The ESH2024 feed has been silent")
    assert ticket.words.waits(Side.SELL) == ""
    ticket.choose_quantity(D(500))  # more than may be sent at all
    assert ticket.words.waits(Side.SELL) == ""


async def test_a_price_far_off_does_not_hold_up_orders_at_the_quote(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.type_price(ticket.limit, "5000")
    assert ticket.words.waits(Side.BUY)
    assert ticket.words.waits_at_quote(Side.BUY) == ""
    ticket.choose_quantity(D(500))
    ticket.follow(ticket.limit)
    assert ticket.words.waits_at_quote(Side.BUY)


async def test_the_line_says_what_a_click_does(bench: Bench) -> None:
    ticket = bench.ticket
    assert ticket.line(None).words == "Limit 4,800.00, day. A click sends at once."
    ticket.choose_quantity(D(3))
    words = "Sell 3 ESH2024, limit 4,800.00, day. A click sends at once."
    assert ticket.line(Side.SELL).words == words
    ticket.choose_type(OrderType.STOP_LIMIT)
    ticket.type_price(ticket.stop, "4795")
    ticket.type_price(ticket.limit, "4794")
    ticket.choose_time_in_force(TimeInForce.GTC)
    words = "Sell 3 ESH2024, stop 4,795.00, limit 4,794.00, GTC. A click sends at once."
    assert ticket.line(Side.SELL).words == words


async def test_what_holds_up_both_sides_is_said_once(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.choose_type(OrderType.MARKET)
    bench.paper.market.silent_s = 14.0
    ticket.flush()
    assert ticket.line(None).words.startswith("Sell and Buy wait. The ESH2024 feed has been silent")
    assert ticket.line(Side.SELL).words.startswith("Sell waits. The ESH2024 feed")


async def test_the_last_minute_of_the_arming_stands_beside_what_a_click_does(bench: Bench) -> None:
    ticket = bench.ticket
    bench.arming.arm(ticket.account)
    assert not ticket.line(None).words.startswith("Armed for")
    changed = list[None]()
    ticket.flush()
    ticket.changed.connect(changed.append)
    host = bench.paper.host
    host.advance_to(host.now_ns() + int((ARMED_S - 42) * NANOSECONDS))
    ticket.flush()
    assert changed
    assert ticket.line(None).words.startswith("Armed for 42 s more. Limit")
