"""What the ticket says of the orders that were sent from it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from tests.support.builders import AAPL, ES, fill, order
from traderterminal.desk.desk import Desk
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Accepted, Filled, Order, OrderType, OutcomeLost, Sending
from traderterminal.ui.viewmodels.sent_orders import MOST_REMEMBERED, SentOrders

D = Decimal


class Bench:
    """What was sent, beside a desk that only knows the orders."""

    def __init__(self) -> None:
        self.orders: dict[str, Order] = {}
        desk = cast(Desk, SimpleNamespace(orders=self.orders))
        self.sent = SentOrders(desk, lambda instrument, at_ns: datetime(2024, 1, 11, tzinfo=UTC))
        self.sent.show(ES)

    def send(self, made: Order) -> None:
        self.orders[made.order_id] = made
        self.sent.remember(made)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_an_order_says_its_prices_and_how_far_it_has_come(bench: Bench) -> None:
    part = Filled(fill(quantity="1", price="4801"))
    made = order(Sending(), Accepted(), part, quantity=3, order_type=OrderType.STOP_LIMIT)
    bench.send(replace(made, stop_price=D(4801), limit_price=D(4802)))
    (shown,) = bench.sent.latest(1)
    assert shown.words == "Buy 3 stop 4,801.00 limit 4,802.00"
    assert (shown.short, shown.glyph, shown.state) == ("Buy 3 stop-lmt", "◐", "1 of 3")


def test_an_order_that_waits_to_be_touched_does_not_call_its_price_a_stop(bench: Bench) -> None:
    made = order(Sending(), Accepted(), order_type=OrderType.MARKET_IF_TOUCHED)
    bench.send(replace(made, stop_price=D(4790)))
    assert bench.sent.latest(1)[0].words == "Buy 1 if touched 4,790.00"


def test_a_filled_one_says_what_it_made(bench: Bench) -> None:
    bench.send(order(Sending(), Filled(fill(price="4801.25"))))
    (shown,) = bench.sent.latest(1)
    assert (shown.words, shown.state) == ("Buy 1 market", "4,801.25")


def test_one_of_another_contract_names_it(bench: Bench) -> None:
    bench.send(order(Sending(), Accepted(), side=Side.SELL))
    bench.sent.show(AAPL)
    assert bench.sent.latest(1)[0].words == "Sell 1 ESH2024 market"
    bench.send(order(Sending(), order_id="TT2", symbol="MESH2024"))
    assert bench.sent.latest(1)[0].words == "Buy 1 MESH2024"  # never shown: no prices known of it


def test_unresolved_ones_stay_and_resolved_ones_are_forgotten(bench: Bench) -> None:
    bench.send(order(Sending(), OutcomeLost(), order_id="TT0000"))
    for number in range(1, 2 * MOST_REMEMBERED):
        bench.send(order(Sending(), Filled(fill()), order_id=f"TT{number:04}"))
    assert bench.sent.unresolved == 1
    assert [shown.state for shown in bench.sent.latest(2)] == ["4,800.00", "Unknown"]
    assert len(bench.sent.latest(1000)) <= MOST_REMEMBERED
