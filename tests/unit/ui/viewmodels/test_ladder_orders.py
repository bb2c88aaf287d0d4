"""Own orders at one price are one tag, which shows the state that needs the eye most."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.support.builders import ES, order
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderStatus, OrderType, Where
from traderterminal.ui.viewmodels.ladder_orders import OrderTag, tags

D = Decimal
S = OrderStatus


def resting(number: int, **changes: Any) -> Order:
    usual = order(order_id=str(number), quantity=2, status=S.ACCEPTED)
    usual = replace(usual, order_type=OrderType.LIMIT, limit_price=D("4800.00"))
    return replace(usual, **changes)


def tagged(*orders: Order, is_paper: bool = True) -> dict[tuple[Side, int], OrderTag]:
    return tags(orders, ES, is_paper=is_paper)


def test_orders_of_a_side_at_a_price_are_one_tag() -> None:
    found = tagged(
        resting(1),
        resting(2, quantity=D(3)),
        resting(3, side=Side.SELL, limit_price=D("4800.25")),
    )
    assert {place: (tag.words, tag.order_ids) for place, tag in found.items()} == {
        (Side.BUY, 19_200): ("5 L", ("1", "2")),
        (Side.SELL, 19_201): ("2 L", ("3",)),
    }


def test_each_type_has_its_letter_and_a_stop_stands_at_its_trigger() -> None:
    stop, limit = D("4810.00"), D("4811.00")
    found = tagged(
        resting(1, order_type=OrderType.STOP, limit_price=None, stop_price=stop),
        resting(2, order_type=OrderType.STOP_LIMIT, limit_price=limit, stop_price=stop),
        resting(3, order_type=OrderType.MARKET, limit_price=None),
    )
    assert [(tag.ticks, tag.words) for tag in found.values()] == [(19_240, "4 SX")]


def test_the_state_that_needs_the_eye_most_is_shown() -> None:
    def state(*statuses: OrderStatus) -> tuple[str, str, str]:
        orders = [resting(n, status=one) for n, one in enumerate(statuses)]
        (tag,) = tagged(*orders).values()
        return tag.glyph, tag.state, tag.token

    assert state(S.ACCEPTED, S.ACCEPTED) == ("●", "Working", "buy")
    assert state(S.ACCEPTED, S.SENDING) == ("○", "Sending", "buy")
    assert state(S.PENDING_CANCEL, S.ACCEPTED) == ("●", "Cancelling", "buy")
    assert state(S.SENDING, S.ACCEPTED, S.UNKNOWN) == ("?", "Unknown", "unknown")


def test_what_the_broker_holds_is_told_from_what_works_at_the_exchange() -> None:
    held = resting(1, where=Where.BROKER)
    (tag,) = tagged(held, is_paper=False).values()
    assert (tag.glyph, tag.spoken) == ("○", "own buy 2 L, accepted")
