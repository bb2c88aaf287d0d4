import pytest

from traderterminal.brokers.market_time import FeedClock, clock_of
from traderterminal.brokers.plugin import Environment, Urls
from traderterminal.domain.accounts import Mode
from traderterminal.kit.clock import NANOSECONDS, VirtualClock

URLS = Urls("", "", "")


async def test_the_time_of_a_practice_venue_follows_the_stamps_of_its_feed() -> None:
    """Also back: it may play a recording of another year, and another one after it."""
    host = VirtualClock(1_000 * NANOSECONDS)
    clock = clock_of(Environment("practice", URLS, Mode.SANDBOX), host)
    assert isinstance(clock, FeedClock)
    assert clock.now_ns() == host.now_ns()
    clock.see(90 * NANOSECONDS)
    host.advance_to(1_002 * NANOSECONDS)
    assert clock.now_ns() == 92 * NANOSECONDS
    assert clock.monotonic_ns() == host.monotonic_ns()


@pytest.mark.parametrize("name", ["live", "demo", "production"])
def test_at_a_broker_it_is_the_time_of_the_machine(name: str) -> None:
    """The quote that stands over a weekend bears the stamp of Friday."""
    host = VirtualClock(1)
    assert clock_of(Environment(name, URLS, None), host) is host
