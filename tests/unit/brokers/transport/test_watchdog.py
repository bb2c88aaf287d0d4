"""Silence is noticed when it has lasted, and not before."""

from tests.support.venue import elapse
from traderterminal.brokers.transport.watchdog import Watchdog
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope


async def test_silence_is_noticed_once_it_has_lasted() -> None:
    clock = VirtualClock()
    watchdog = Watchdog(clock, limit_s=31.0)
    barked = list[float]()

    async def watch() -> None:
        await watchdog.silence()
        barked.append(watchdog.silent_s)

    tasks = TaskScope(on_error=lambda name, error: barked.append(-1.0))
    tasks.spawn(watch(), name="watch")
    for _ in range(4):
        await elapse(clock, 30.0)
        watchdog.heard()
    assert barked == []
    assert watchdog.silent_s == 0.0
    await elapse(clock, 31.0)
    assert barked == [31.0]
