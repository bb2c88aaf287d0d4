"""How often a client may ask."""

from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.venues.limits import RollingLimit


def test_a_call_is_free_again_once_it_is_old_enough() -> None:
    clock = VirtualClock()
    limit = RollingLimit(clock, calls=2, seconds=30)
    assert limit.admits("a")
    clock.advance_to(10 * NANOSECONDS)
    assert [limit.admits("a"), limit.admits("a"), limit.admits("b")] == [True, False, True]
    clock.advance_to(30 * NANOSECONDS)
    assert [limit.admits("a"), limit.admits("a")] == [True, False]
    limit.reset()
    assert limit.admits("a")
