"""What entries put at risk by the stops that they were sent with; a dash rather than a guess."""

from decimal import Decimal

import pytest

from tests.support.builders import INSTRUMENTS, fill, order
from traderterminal.domain.exits import ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Accepted, Filled, Sending
from traderterminal.journal.initial_stops import InitialStops
from traderterminal.journal.round_trips import EntryPart

D = Decimal
TEN_TICKS = Exits(stop=ExitLevel(D(10), "ticks"))


def stops(exits: Exits | None = TEN_TICKS, side: Side = Side.BUY, **changes: str) -> InitialStops:
    """Two of ES at 4800, sent with exits."""
    made = InitialStops(INSTRUMENTS.__getitem__)
    executed = fill("f1", side, "2", **changes)
    made.note(order(Sending(), Accepted(), Filled(executed), quantity=2, side=side, exits=exits))
    return made


def part(price: str = "4800", quantity: int = 2, order_id: str = "TT1") -> EntryPart:
    return EntryPart(order_id, D(quantity), D(price) * quantity)


@pytest.mark.parametrize(
    ("exits", "lost"),
    [
        (TEN_TICKS, 250),
        (Exits(stop=ExitLevel(D(4), "points")), 400),
        (Exits(stop=ExitLevel(D(4790), "price")), 1000),
        (Exits(stop=ExitLevel(D(300), "money")), 300),
        (Exits(trail=Trail(ticks=8)), 200),
    ],
)
def test_the_risk_is_what_the_stop_would_have_lost(exits: Exits, lost: int) -> None:
    assert stops(exits).risk([part()], D(50)) == lost


def test_a_short_entry_is_stopped_above() -> None:
    assert stops(side=Side.SELL).risk([part()], D(50)) == 250


def test_only_what_an_order_has_opened_counts() -> None:
    assert stops().risk([part(quantity=1)], D(50)) == 125


@pytest.mark.parametrize(
    "exits", [None, Exits(targets=(Target(ExitLevel(D(8), "ticks")),))], ids=["none", "target"]
)
def test_an_entry_that_was_sent_without_a_stop_leaves_the_risk_unknown(exits: Exits | None) -> None:
    assert stops(exits).risk([part()], D(50)) is None


def test_one_entry_without_a_stop_leaves_the_risk_of_all_unknown() -> None:
    assert stops().risk([part(), part(order_id="by hand")], D(50)) is None


def test_a_stop_on_the_wrong_side_limits_nothing() -> None:
    assert stops(Exits(stop=ExitLevel(D(4805), "price"))).risk([part()], D(50)) is None


def test_prices_that_a_split_has_counted_anew_are_not_mixed_with_those_of_before() -> None:
    # given a stop 10 below 4800, of before
    known = stops(Exits(stop=ExitLevel(D(4790), "price")))
    # when the same entry counts as one at 9600
    assert known.risk([part("9600", 1)], D(50)) is None


def test_nothing_opened_has_no_risk() -> None:
    assert stops().risk([], D(50)) is None
