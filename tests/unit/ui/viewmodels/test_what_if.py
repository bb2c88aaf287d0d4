"""The loss at the stops, and the room under the limits."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import order
from traderterminal.desk.desk import Preview
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType, Verdict, Where
from traderterminal.domain.positions import Position
from traderterminal.ui.viewmodels.what_if import Stop, result_if_stopped, rooms

D = Decimal
FLAT = Position("paper", "ESH2024", D(50))


def held(quantity: int, average: str) -> Position:
    return replace(FLAT, quantity=D(quantity), cost=quantity * D(average))


def stop(side: Side, quantity: int, price: str) -> Stop:
    return Stop(side, D(price), D(quantity))


def preview(side: Side, quantity: int, *verdicts: Verdict) -> Preview:
    return Preview(
        symbol="ESH2024",
        side=side,
        quantity=D(quantity),
        position_before=D(0),
        position_after=D(quantity) * side.sign,
        fees=D(0),
        money_needed=D(0),
        verdicts=verdicts,
        reason=None,
    )


def test_an_entry_without_a_stop_has_no_limit() -> None:
    assert result_if_stopped(FLAT, Side.BUY, D(1), D(4800), []) is None


def test_an_entry_loses_the_way_to_its_stop() -> None:
    stops = [stop(Side.SELL, 1, "4796")]
    assert result_if_stopped(FLAT, Side.BUY, D(1), D(4800), stops) == D(-200)
    stops = [stop(Side.BUY, 2, "4803")]
    assert result_if_stopped(FLAT, Side.SELL, D(2), D(4800), stops) == D(-300)


def test_stops_for_less_than_is_held_limit_nothing() -> None:
    stops = [stop(Side.SELL, 2, "4796")]
    assert result_if_stopped(held(2, "4800"), Side.BUY, D(1), D(4800), stops) is None


def test_of_too_many_stops_those_that_are_reached_first_count() -> None:
    stops = [stop(Side.SELL, 1, "4790"), stop(Side.SELL, 1, "4798"), stop(Side.SELL, 1, "4796")]
    assert result_if_stopped(held(1, "4800"), Side.BUY, D(1), D(4800), stops) == D(-300)


def test_a_stop_on_the_side_of_the_entry_gets_nobody_out() -> None:
    stops = [stop(Side.BUY, 1, "4796")]
    assert result_if_stopped(FLAT, Side.BUY, D(1), D(4800), stops) is None


def test_a_stop_that_waits_for_its_entry_is_none_yet() -> None:
    waiting = order(
        order_type=OrderType.STOP, stop_price=D(4790), where=Where.BROKER, attached=True
    )
    assert Stop.of(waiting) is None
    assert Stop.of(waiting.revised(where=Where.EXCHANGE)) == Stop(Side.BUY, D(4790), D(1))


def test_an_order_that_closes_realises_its_result_at_once() -> None:
    assert result_if_stopped(held(2, "4800"), Side.SELL, D(2), D(4793), []) == D(-700)


def test_an_order_that_turns_a_position_counts_both_parts() -> None:
    stops = [stop(Side.BUY, 1, "4801")]
    result = result_if_stopped(held(1, "4800"), Side.SELL, D(2), D(4799), stops)
    assert result == D(-50) + D(-100)


def test_a_stop_beyond_the_entry_locks_a_gain_in() -> None:
    stops = [stop(Side.SELL, 1, "4804")]
    reduced = result_if_stopped(held(2, "4800"), Side.SELL, D(1), D(4810), stops)
    assert reduced == D(500) + D(200)


@pytest.mark.parametrize(
    ("side", "quantity", "measured", "used", "added"),
    [
        (Side.BUY, 2, "5", 0.3, 0.2),
        (Side.SELL, 2, "-5", 0.3, 0.2),
        (Side.SELL, 2, "1", 0.1, 0.0),  # 3 long become 1
        (Side.SELL, 5, "-2", 0.0, 0.2),  # 3 long become 2 short
    ],
)
def test_the_position_is_measured_after_the_order(
    side: Side, quantity: int, measured: str, used: float, added: float
) -> None:
    (room,) = rooms(preview(side, quantity, Verdict("max_position", "pass", measured, "10")))
    assert (room.used, room.order) == pytest.approx((used, added))
    assert not room.breaks


def test_the_nearest_limit_comes_first_and_a_broken_one_says_so() -> None:
    found = rooms(
        preview(
            Side.BUY,
            12,
            Verdict("max_position", "pass", "12", "1000"),
            Verdict("max_order_quantity", "refuse", "12", "10"),
        )
    )
    assert [room.name for room in found] == ["Order size", "Position, ESH2024"]
    assert found[0].breaks
    assert found[0].left == "−2 left"
    assert found[1].left == "988 left"


def test_limits_that_are_off_or_not_asked_have_no_bar() -> None:
    off = Verdict("max_position", "pass", "12", "0")
    skipped = Verdict("max_order_quantity", "skip")
    other = Verdict("session_closed", "pass", "open")
    nothing_needed = Verdict("insufficient_buying_power", "pass", "0.00", "100000.00")
    assert rooms(preview(Side.BUY, 12, off, skipped, other, nothing_needed)) == []


def test_buying_power_is_money() -> None:
    verdict = Verdict("insufficient_buying_power", "pass", "2500.00", "10000.00")
    (room,) = rooms(preview(Side.BUY, 10, verdict))
    assert (room.left, room.limit) == ("$7,500.00", "$10,000.00")
    assert room.order == pytest.approx(0.25)


def test_the_order_itself_counts_among_those_of_the_minute() -> None:
    (room,) = rooms(preview(Side.BUY, 1, Verdict("message_rate", "pass", "45", "60")))
    assert (room.used * 60, room.order * 60) == pytest.approx((44, 1))


def test_what_the_stops_would_lose_counts_against_the_loss_of_the_day() -> None:
    asked = preview(Side.BUY, 1, Verdict("daily_loss", "pass", "400.00", "1000"))
    (room,) = rooms(asked, D("-250.00"))
    assert (room.name, room.left, room.limit) == ("Loss of the day", "$350.00", "$1,000.00")
    assert (room.used, room.order, room.breaks) == (0.4, 0.25, False)
    (room,) = rooms(asked, D("-700.00"))
    assert (room.left, room.breaks) == ("−$100.00", True)
    (room,) = rooms(asked, None)  # nothing limits the loss: the figure above says so
    assert room.order == 0
