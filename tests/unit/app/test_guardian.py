"""The guardian notices a loop that stands still, and nothing else."""

import asyncio
import linecache
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from traderterminal.app.guardian import Guardian
from traderterminal.kit.clock import HostClock

HOST = HostClock()


@contextmanager
def guarding(told: list[str]) -> Iterator[Guardian]:
    guardian = Guardian(
        asyncio.get_running_loop(),
        HOST,
        blocked=lambda: told.append("blocked"),
        released=lambda: told.append("released"),
    )
    guardian.start()
    try:
        yield guardian
    finally:
        guardian.stop()


@pytest.mark.logs("stood still")
async def test_a_short_stall_is_logged_with_the_stack_that_caused_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[str] = []
    linecache.clearcache()

    def noticed() -> list[str]:
        found = [r.getMessage() for r in caplog.records if "stood still" in r.getMessage()]
        return [words for words in found if "_hold_the_loop" in words]

    with guarding(told):
        _hold_the_loop(noticed)
        await HOST.sleep(0.2)  # what it logs, it logs once
    (found,) = noticed()
    assert "MainThread" in found
    assert f'File "{__file__}"' in found
    assert __file__ not in linecache.cache, "what stood in the way is told without its source"
    assert told == []


@pytest.mark.logs("automation is blocked")
@pytest.mark.logs("runs again")
@pytest.mark.logs("stood still")
async def test_a_long_stall_blocks_automation_until_the_loop_runs_again() -> None:
    told: list[str] = []
    with guarding(told) as watching:
        _hold_the_loop(lambda: told)
        assert watching.stalled
        assert told == ["blocked"]
        while len(told) < 2:
            await HOST.sleep(0.01)
        assert not watching.stalled
    assert told == ["blocked", "released"]


async def test_a_loop_that_runs_is_left_alone() -> None:
    told: list[str] = []
    with guarding(told) as watching:
        for _ in range(50):
            await HOST.sleep(0.02)
            time.sleep(0.01)  # noqa: ASYNC251 - it is to be held, a little
        assert not watching.stalled
    assert told == []


def _hold_the_loop(until: Callable[[], object]) -> None:
    while not until():
        time.sleep(0.01)
