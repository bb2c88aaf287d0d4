"""The market of a venue as its control port moves it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.market import SECOND, Tape, a_hub, a_quote
from tests.support.venue import elapse
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplaySource, Speed
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.venues.tapes import BadMove, RecordedTape, SimulatedTape


@pytest_asyncio.fixture
async def tasks() -> AsyncIterator[TaskScope]:
    failures: list[Exception] = []
    made = TaskScope(on_error=lambda name, error: failures.append(error))
    yield made
    await made.aclose()
    assert failures == []


async def test_the_simulated_market_plays_pauses_and_steps(tasks: TaskScope) -> None:
    host, hub = VirtualClock(), a_hub()
    source = SimulatedMarket(hub, [ES], host, seed=1, start_ns=0)
    tape, heard = SimulatedTape(source, tasks), Tape(hub)
    assert tape.state == "paused"
    tape.play()
    await elapse(host, 10)
    assert tape.state == "playing"
    assert source.clock.now_ns() == pytest.approx(10 * SECOND, abs=SECOND // 10)
    await tape.pause()
    await elapse(host, 10)
    played = len(heard.ticks)
    assert source.clock.now_ns() < 11 * SECOND
    await tape.step(30)
    assert len(heard.ticks) > played
    played = len(heard.events)
    await tape.step()
    assert len(heard.events) == played + 1
    await tape.until(100 * SECOND)
    assert tape.clock.now_ns() == 100 * SECOND
    with pytest.raises(BadMove, match="back"):
        await tape.until(99 * SECOND)
    with pytest.raises(BadMove, match="speed"):
        tape.play(2.0)


async def test_a_recording_plays_pauses_and_steps(tasks: TaskScope) -> None:
    host, hub = VirtualClock(), a_hub()
    rows = [a_quote(bid=100 + n, ask=101 + n, at_ns=n * SECOND) for n in range(10)]
    source = ReplaySource(hub, rows, host, Speed.parse("step"))
    tape, heard = RecordedTape(source, tasks), Tape(hub)
    tape.start()
    await elapse(host, 5)
    assert (tape.state, heard.ticks) == ("paused", [])
    await tape.step()
    await tape.step(2)
    assert len(heard.ticks) == 3
    await tape.until(4 * SECOND)
    assert (len(heard.ticks), tape.clock.now_ns()) == (5, 4 * SECOND)
    with pytest.raises(BadMove, match="back"):
        await tape.until(SECOND)
    with pytest.raises(BadMove, match="above zero"):
        tape.play(0.0)
    tape.play(10.0)
    await elapse(host, 0.2)
    assert tape.clock.now_ns() > 5 * SECOND
    await tape.until(8 * SECOND)
    assert tape.state == "paused"
