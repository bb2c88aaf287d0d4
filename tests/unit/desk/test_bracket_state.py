"""How a bracket is said to stand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES, fill, order, quote
from traderterminal.desk.bracket_state import BracketState, RuleState, bracket_state
from traderterminal.desk.protection import Entry
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    Canceled,
    Filled,
    Order,
    OrderType,
    OutcomeLost,
    Sending,
    Where,
)
from traderterminal.kit.clock import NANOSECONDS

D = Decimal
STOP = ExitLevel(D(16), "ticks")
NOW_NS = 50 * NANOSECONDS


def entry(exits: Exits, *children: Order, filled: bool = True) -> Entry:
    """A buy of one at 4800, filled at second 1 or still resting."""
    bought = fill(price="4800", at_ns=NANOSECONDS)
    events = (Sending(), Accepted(), *((Filled(bought),) if filled else ()))
    return Entry(
        parent=order(*events, exits=exits),
        children=children,
        open_=D(1) if filled else D(0),
        entry_fills=(bought,) if filled else (),
        instrument=ES,
    )


def stop(price: str, order_id: str = "TT2", **changes: object) -> Order:
    made = order(
        Sending(),
        Accepted("", Where.EXCHANGE),
        order_id=order_id,
        side=Side.SELL,
        order_type=OrderType.STOP,
        stop_price=D(price),
        parent_id="TT1",
        link="SL",
    )
    return replace(made, **changes)  # type: ignore[arg-type] # changes are checked by use


def stands(found: Entry, bid: str = "4800.00") -> BracketState:
    assert found.parent.exits is not None
    market = quote(bid, str(D(bid) + D("0.25")))
    return bracket_state(found, found.parent.exits, market, NOW_NS, Where.LOCAL)


def test_what_is_not_placed_yet_is_kept_here_and_has_no_price() -> None:
    exits = Exits(stop=STOP, targets=(Target(STOP), Target(STOP)), close_after_s=60)
    state = stands(entry(exits, filled=False))
    assert [leg.link for leg in state.legs] == ["T1", "T2", "SL", "TX"]
    assert {(leg.wanted, leg.price, leg.where) for leg in state.legs} == {(D(0), None, Where.LOCAL)}
    assert (state.open, state.due_ns) == (D(0), None)


def test_a_leg_counts_what_rests_and_what_has_traded() -> None:
    cancelled = stop("4790", "TT2").apply(Canceled(Message("canceled")))
    state = stands(entry(Exits(stop=STOP), cancelled, stop("4796", "TT3")))
    (leg,) = state.legs
    assert (leg.wanted, leg.resting, leg.filled) == (D(1), D(1), D(0))
    assert (leg.price, leg.where) == (D(4796), Where.EXCHANGE)
    assert [each.order_id for each in leg.orders] == ["TT2", "TT3"]


def test_a_leg_whose_answer_was_lost_rests_nowhere_that_is_known() -> None:
    lost = order(Sending(), OutcomeLost(), order_id="TT2", side=Side.SELL, link="SL")
    (leg,) = stands(entry(Exits(stop=STOP), lost)).legs
    assert leg.where is Where.UNKNOWN


@pytest.mark.parametrize(
    ("activation", "bid", "state"),
    [
        (None, "4800.00", RuleState.FOLLOWING),
        (D(4810), "4800.00", RuleState.WAITING),
        (D(4810), "4810.00", RuleState.FOLLOWING),
    ],
)
def test_a_trail_waits_for_its_activation(
    activation: Decimal | None, bid: str, state: RuleState
) -> None:
    exits = Exits(trail=Trail(ticks=8, activation=activation))
    assert stands(entry(exits, stop("4798")), bid).trail is state


@pytest.mark.parametrize(
    ("price", "state"),
    [("4796.00", RuleState.WAITING), ("4800.00", RuleState.WAITING), ("4800.25", RuleState.DONE)],
)
def test_break_even_is_done_once_the_stop_stands_there(price: str, state: RuleState) -> None:
    exits = Exits(stop=STOP, break_even=BreakEven(8, offset=1))
    assert stands(entry(exits, stop(price))).break_even is state


def test_without_a_stop_a_rule_waits_for_one_or_is_over() -> None:
    exits = Exits(stop=STOP, trail=Trail(ticks=8), break_even=BreakEven(8))
    waiting, gone = stands(entry(exits, filled=False)), stands(entry(exits))
    assert (waiting.trail, waiting.break_even) == (RuleState.WAITING, RuleState.WAITING)
    assert (gone.trail, gone.break_even) == (RuleState.OVER, RuleState.OVER)
    without = stands(entry(Exits(stop=STOP)))
    assert (without.trail, without.break_even) == (None, None)


def test_its_time_is_over_at_the_first_end() -> None:
    after = Exits(stop=STOP, close_after_s=60)
    assert stands(entry(after)).due_ns == 61 * NANOSECONDS
    both = replace(after, close_at_ns=55 * NANOSECONDS)
    assert stands(entry(both)).due_ns == 55 * NANOSECONDS
