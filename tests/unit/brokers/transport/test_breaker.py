"""Five failures in half a minute, and new orders stay at home for a while."""

from tests.support.venue import elapse
from traderterminal.brokers.transport.breaker import FAILURES, OPEN_S, WINDOW_S, Breaker
from traderterminal.kit.clock import VirtualClock


async def test_failures_that_follow_each_other_open_it_for_a_while() -> None:
    clock = VirtualClock()
    breaker = Breaker(clock)
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    await elapse(clock, OPEN_S)
    assert not breaker.is_open
    breaker.failed()  # the next failure opens it again at once
    assert breaker.is_open


async def test_failures_far_apart_do_not() -> None:
    clock = VirtualClock()
    breaker = Breaker(clock)
    for _ in range(3 * FAILURES):
        breaker.failed()
        await elapse(clock, WINDOW_S / (FAILURES - 2))
    assert not breaker.is_open


def test_an_answer_closes_it_at_once() -> None:
    breaker = Breaker(VirtualClock())
    for _ in range(FAILURES):
        breaker.failed()
    breaker.answered()
    assert not breaker.is_open
    breaker.failed()
    assert not breaker.is_open
