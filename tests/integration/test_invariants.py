"""Each invariant is asserted somewhere, and the watching itself notices what is wrong."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import order
from tests.support.invariants import ELSEWHERE, Invariants
from tests.support.paper_desk import resting, wish
from tests.support.proofs import is_there
from tests.support.shared_data import REPOSITORY
from tests.support.venue import VenueDesk, venue_desk
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.fills import Side

D = Decimal
WATCHED = frozenset(
    re.findall(r'"(I\d+)\b', (REPOSITORY / "tests/support/invariants.py").read_text("utf-8"))
)


@pytest.mark.parametrize("invariant", [f"I{number}" for number in range(1, 26)])
def test_each_invariant_is_asserted(invariant: str) -> None:
    if invariant in ELSEWHERE:
        assert [proof for proof in ELSEWHERE[invariant] if not is_there(proof)] == []
    else:
        assert invariant in WATCHED


def adds(made: VenueDesk) -> None:
    made.tracker.reserve(order(quantity=1001))


def hides_what_works(made: VenueDesk) -> None:
    made.tracker.reserve(order(quantity=998))  # beside one of three that rests


def turns_the_position(made: VenueDesk) -> None:
    made.tracker.reserve(order(quantity=3, side=Side.SELL, reduces=True))


def adds_as_an_exit(made: VenueDesk) -> None:
    made.tracker.reserve(order(quantity=1, reduces=True))


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        (adds, "I13"),
        (hides_what_works, "I13"),
        (turns_the_position, "I14"),
        (adds_as_an_exit, "I14"),
    ],
)
async def test_a_decision_that_should_not_be_is_noticed(
    wrong: Callable[[VenueDesk], None], broken: str
) -> None:
    made = await venue_desk()
    await made.desk.place(wish("buy", 2))
    await made.desk.place(resting("buy", 3))
    Invariants(made).watch()
    with pytest.raises(AssertionError, match=f"^{broken} "):
        wrong(made)
    await made.close()


async def test_a_leg_that_is_too_large_is_noticed() -> None:
    made = await venue_desk()
    exits = Exits(stop=ExitLevel(D(8), "ticks"))
    await made.desk.place(wish("buy", 2, exits=exits))
    await made.pass_time(0.1)
    invariants = Invariants(made)
    invariants.check_brackets()
    (leg,) = made.tracker.live_orders("paper")
    made.tracker.reserve(replace(leg, quantity=D(3)))
    with pytest.raises(AssertionError, match=r"^I15 "):
        invariants.check_brackets()
    await made.close()
