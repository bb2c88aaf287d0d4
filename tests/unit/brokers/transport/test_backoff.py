"""Short waits after a short outage, longer ones later, and never all at once."""

from collections import Counter
from random import Random

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from tests.support.venue import elapse
from traderterminal.brokers.transport.backoff import HEALTHY_S, Backoff
from traderterminal.kit.clock import NANOSECONDS, VirtualClock


async def test_no_wait_is_longer_than_five_seconds_at_first_and_a_minute_later() -> None:
    clock = VirtualClock()
    backoff = Backoff(clock, jitter=lambda: 1.0)
    waits = list[tuple[float, float]]()
    while clock.now_ns() < 600 * NANOSECONDS:
        wait = backoff.next_s()
        waits.append((clock.now_ns() / NANOSECONDS, wait))
        await elapse(clock, wait)
    assert [wait for _, wait in waits[:4]] == [1.0, 2.0, 4.0, 5.0]
    assert all(wait <= 5.0 for at, wait in waits if at < 120.0)
    assert {wait for at, wait in waits if at >= 120.0} == {60.0}


async def test_only_a_connection_that_held_for_a_while_ends_the_outage() -> None:
    clock = VirtualClock()
    backoff = Backoff(clock, jitter=lambda: 1.0)
    for wanted in (1.0, 2.0, 4.0):
        assert backoff.next_s() == wanted
        backoff.connected()
        await elapse(clock, 2.0)  # and is lost again
    backoff.connected()
    await elapse(clock, HEALTHY_S)
    assert backoff.next_s() == 1.0


@pytest.mark.counted("programs that come back after an outage")
def test_programs_that_lost_the_same_broker_do_not_come_back_together(cases: Cases) -> None:
    random = Random(11)
    tries = Counter[int]()
    for _ in cases.over(range(scaled(1_000))):
        clock = VirtualClock()
        backoff = Backoff(clock, random.random)
        while clock.now_ns() < 600 * NANOSECONDS:
            clock.advance_to(clock.now_ns() + int(backoff.next_s() * NANOSECONDS))
            tries[clock.now_ns() // NANOSECONDS] += 1
    assert max(tries.values()) <= 0.05 * tries.total()
