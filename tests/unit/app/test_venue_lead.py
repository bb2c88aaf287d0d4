"""Practice venues go along with a recording: moved by hand, and while it plays."""

from collections.abc import Sequence

import pytest

from tests.support.market import SECOND, a_hub, a_quote
from tests.support.venue import elapse
from traderterminal.app.venue_lead import LEAD_S, VenueLead
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplaySource, Speed

START = 1_000 * SECOND


def recording() -> ReplaySource:
    rows = [a_quote(100, 101, START + second * SECOND) for second in range(10)]
    return ReplaySource(a_hub(), rows, VirtualClock(), Speed(starts_paused=True))


class Venues:
    """Venues that say where they are led; without `there` there is none."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.moves: list[int] = []

    async def __call__(self, market_ns: int) -> bool:
        self.moves.append(market_ns - START)
        return self.there

    @property
    def seconds(self) -> Sequence[int]:
        return [move // SECOND for move in self.moves]


async def test_they_are_led_to_where_the_recording_stands_and_that_is_remembered() -> None:
    source, venues = recording(), Venues()
    lead = VenueLead(source, venues)
    assert lead.reached_ns == 0
    await source.seek(START + 3 * SECOND)
    await lead.catch_up()
    await source.seek(START + SECOND)  # where it may go, as nothing was booked
    await lead.catch_up()
    assert venues.seconds == [3, 1]
    assert lead.reached_ns == START + 3 * SECOND


async def test_where_there_are_none_a_recording_may_go_back() -> None:
    source = recording()
    lead = VenueLead(source, Venues(there=False))
    await source.seek(START + 3 * SECOND)
    await lead.catch_up()
    assert lead.reached_ns == 0


async def test_while_it_plays_they_are_led_on_and_left_alone_while_it_stands() -> None:
    source, venues, host = recording(), Venues(), VirtualClock()
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    tasks.spawn(VenueLead(source, venues).lead_on(host), name="lead")
    await elapse(host, LEAD_S)
    await source.seek(START + 2 * SECOND)
    await elapse(host, 5 * LEAD_S)
    await source.seek(START + 4 * SECOND)
    await elapse(host, LEAD_S)
    assert venues.seconds == [0, 2, 4]
    await tasks.aclose()
