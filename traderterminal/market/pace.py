"""How a made or recorded market moves along: as fast as asked, each thing at its own time."""

from typing import Final, Protocol

from traderterminal.kit.clock import Clock, VirtualClock
from traderterminal.kit.tasks import give_way

BREATH_S: Final = 0.02  # between two looks at the host's clock
_LONGEST_TURN_NS: Final = 8_000_000  # of the loop's time, before the others get theirs


class Script(Protocol):
    """Something that happens by itself, in order of time."""

    def next_ns(self) -> int | None:
        """Return when the next event is due; None after the last."""
        ...

    def play_next(self) -> None:
        """Let the next event happen."""
        ...


class Pace:
    """Translates the host's time to market time, `speed` times as fast (infinite: at once)."""

    def __init__(self, host: Clock, speed: float = 1.0) -> None:
        if not speed > 0:
            raise ValueError(f"{speed} is not a speed: it must be above zero")
        self.speed = speed
        self._host = host
        self._market_ns = 0
        self._host_ns = host.monotonic_ns()

    def start_at(self, market_ns: int) -> None:
        """Let it be `market_ns` now."""
        self._market_ns = market_ns
        self._host_ns = self._host.monotonic_ns()

    def now_ns(self) -> int:
        """Return the market time that should be reached by now; needs a finite speed."""
        passed = self._host.monotonic_ns() - self._host_ns
        return self._market_ns + int(passed * self.speed)


async def play_until(until_ns: int, script: Script, clock: VirtualClock, host: Clock) -> None:
    """Play what `script` holds up to and including `until_ns`, moving `clock` along.

    Who sleeps on `clock` wakes at his own time, between the events around it. The loop is never
    held for long.
    """
    turn_began = host.monotonic_ns()
    while True:
        event_ns, wake_ns = script.next_ns(), clock.next_due_ns
        next_ns = until_ns if event_ns is None else min(event_ns, until_ns)
        if wake_ns is not None and wake_ns <= next_ns:
            clock.advance_to(wake_ns)
            await give_way()
            continue
        if event_ns is None or event_ns > until_ns:
            break
        clock.advance_to(event_ns)
        script.play_next()
        if host.monotonic_ns() - turn_began > _LONGEST_TURN_NS:
            await give_way()
            turn_began = host.monotonic_ns()
    clock.advance_to(until_ns)
