"""Moments in and out without losing a nanosecond that counts, and a clock that only we move."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.support.alerts import turns
from traderterminal.kit.clock import (
    NANOSECONDS,
    HostClock,
    VirtualClock,
    iso,
    parse_iso,
    to_datetime,
    to_ns,
)


@pytest.mark.parametrize(
    ("text", "at_ns"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2023-12-25T23:16:00Z", 1_703_546_160 * NANOSECONDS),
        ("2023-12-25T17:16:00-06:00", 1_703_546_160 * NANOSECONDS),
        ("2023-12-25T23:16:00", 1_703_546_160 * NANOSECONDS),  # without an offset: UTC
        ("2023-12-25T23:16:00.000001Z", 1_703_546_160 * NANOSECONDS + 1000),
        ("1969-12-31T23:59:59.999999Z", -1000),
    ],
)
def test_a_moment_is_read_exactly(text: str, at_ns: int) -> None:
    assert parse_iso(text) == at_ns


@pytest.mark.parametrize("text", ["", "yesterday", "2023-02-30T00:00:00Z", "1703546160", "24:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid|out of range"):
        parse_iso(text)


def test_a_moment_is_written_in_utc_to_the_microsecond_below() -> None:
    assert iso(1_703_546_160 * NANOSECONDS + 1999) == "2023-12-25T23:16:00.000001Z"
    assert to_datetime(999) == datetime(1970, 1, 1, tzinfo=UTC)
    assert iso(-1) == "1969-12-31T23:59:59.999999Z"


def test_the_far_end_of_a_moments_range_survives_the_round_trip() -> None:
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 1, tzinfo=UTC)
    for moment in (first, last):
        assert to_datetime(to_ns(moment)) == moment
    east = datetime(2024, 3, 10, 3, 0, tzinfo=timezone(timedelta(hours=9)))
    assert to_ns(east) == to_ns(east.astimezone(UTC))


async def test_sleepers_wake_in_the_order_of_their_time() -> None:
    clock, woken = VirtualClock(100), list[str]()

    async def sleep(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append(name)

    late, early, twin = (
        asyncio.get_running_loop().create_task(sleep(*each))
        for each in (("late", 2.0), ("early", 1.0), ("twin", 1.0))
    )
    await turns(3)
    assert clock.next_due_ns == 100 + NANOSECONDS
    clock.advance_to(100 + NANOSECONDS - 1)
    await turns(3)
    assert woken == []
    clock.advance_to(100 + 3 * NANOSECONDS)
    await asyncio.gather(late, early, twin)
    assert woken == ["early", "twin", "late"]
    assert clock.next_due_ns is None


async def test_a_sleeper_that_was_cancelled_does_not_stop_the_others() -> None:
    clock = VirtualClock()
    loop = asyncio.get_running_loop()
    first, second = (loop.create_task(clock.sleep(1)) for _ in range(2))
    await turns(2)
    first.cancel()
    await turns(2)
    clock.advance_to(NANOSECONDS)
    await second
    assert first.cancelled()


def test_a_virtual_clock_goes_back_only_when_it_is_reset() -> None:
    clock = VirtualClock(500)
    clock.advance_to(100)
    assert (clock.now_ns(), clock.monotonic_ns()) == (500, 500)
    clock.reset_to(100)
    assert clock.now_ns() == 100


async def test_the_machines_clock_runs_and_never_wakes_early() -> None:
    clock = HostClock()
    assert abs(clock.now_ns() - to_ns(datetime.now(UTC))) < NANOSECONDS  # noqa: TID251 - the peer
    start = clock.monotonic_ns()
    await clock.sleep(0.01)
    assert clock.monotonic_ns() - start >= 9_000_000
