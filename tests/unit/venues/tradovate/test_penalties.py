"""Penalty tickets, in host time."""

from itertools import count

import pytest

from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.venues.tradovate.penalties import (
    FIRST_WAIT_S,
    LOGIN_ENDPOINT,
    PenaltyBox,
)

ENDPOINT = "order/placeorder"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NANOSECONDS)


@pytest.fixture
def box(clock: VirtualClock) -> PenaltyBox:
    numbers = count(1)
    return PenaltyBox(clock, lambda: f"ticket-{next(numbers)}")


def wait(clock: VirtualClock, seconds: float) -> None:
    clock.advance_to(clock.now_ns() + round(seconds * NANOSECONDS))


def over_the_limit(box: PenaltyBox, endpoint: str = ENDPOINT) -> None:
    for _ in range(100):
        box.failed(endpoint)


def test_an_endpoint_that_failed_too_often_asks_for_a_ticket(
    box: PenaltyBox, clock: VirtualClock
) -> None:
    over_the_limit(box)
    penalty = box.admit(ENDPOINT, "")
    assert penalty == {"p-ticket": "ticket-1", "p-time": FIRST_WAIT_S}
    assert box.admit("order/cancelorder", "") is None
    wait(clock, FIRST_WAIT_S)
    assert box.admit(ENDPOINT, "ticket-1") is None
    assert box.admit(ENDPOINT, "ticket-1") is not None  # it serves once


def test_who_comes_too_early_waits_longer(box: PenaltyBox, clock: VirtualClock) -> None:
    over_the_limit(box)
    box.admit(ENDPOINT, "")
    wait(clock, FIRST_WAIT_S - 1)
    again = box.admit(ENDPOINT, "ticket-1")
    assert again is not None
    assert again["p-time"] == 2 * FIRST_WAIT_S


def test_after_an_hour_nothing_is_held_against_anybody(
    box: PenaltyBox, clock: VirtualClock
) -> None:
    over_the_limit(box)
    wait(clock, 3_600)
    assert box.admit(ENDPOINT, "") is None


def test_the_penalty_of_a_login_is_for_people(box: PenaltyBox, clock: VirtualClock) -> None:
    for _ in range(3):
        assert box.admit(LOGIN_ENDPOINT, "") is None
        box.failed(LOGIN_ENDPOINT)
    penalty = box.admit(LOGIN_ENDPOINT, "")
    assert penalty is not None
    assert penalty["p-captcha"] is True
    wait(clock, penalty["p-time"])
    assert box.admit(LOGIN_ENDPOINT, penalty["p-ticket"]) is not None


def test_where_every_call_counts_successes_do_too(box: PenaltyBox) -> None:
    for _ in range(500):
        assert box.admit("order/dryrun", "") is None
        box.failed("order/dryrun")  # counted as a call already
    assert box.admit("order/dryrun", "") is not None


def test_a_penalty_may_be_given_out_at_will(box: PenaltyBox) -> None:
    assert box.penalise(ENDPOINT, captcha=True)["p-captcha"] is True
    assert box.admit(ENDPOINT, "") is None
