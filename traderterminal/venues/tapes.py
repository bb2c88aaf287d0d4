"""The market of a practice venue as its control port moves it: play, pause, step, until."""

import asyncio
from typing import Protocol

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplaySource, ReplayState
from traderterminal.market.simulated import SimulatedMarket


class BadMove(Exception):
    """The market cannot be moved so."""


class Tape(Protocol):
    """A market that can be moved along. A move has been made when its call returns."""

    @property
    def clock(self) -> Clock: ...
    @property
    def state(self) -> str: ...
    def play(self, speed: float | None = None) -> None:
        """Go on by itself; raises BadMove where the speed cannot be changed."""
        ...

    async def pause(self) -> None: ...
    async def step(self, seconds: float | None = None) -> None:
        """Pause and play so much, or the next event."""
        ...

    async def until(self, until_ns: int) -> None:
        """Play everything up to and including a market time; raises BadMove for one gone by."""
        ...


class SimulatedTape:
    """The simulated market, which goes on for ever."""

    def __init__(self, source: SimulatedMarket, tasks: TaskScope) -> None:
        self._source = source
        self._tasks = tasks
        self._playing: asyncio.Task[None] | None = None

    @property
    def clock(self) -> Clock:
        return self._source.clock

    @property
    def state(self) -> str:
        return "paused" if self._playing is None else "playing"

    def play(self, speed: float | None = None) -> None:
        if speed is not None:
            raise BadMove("the simulated market keeps the speed that it was started with")
        if self._playing is None:
            self._playing = self._tasks.spawn(self._source.run(), name="the venue's market")

    async def pause(self) -> None:
        playing, self._playing = self._playing, None
        if playing is not None:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)

    async def step(self, seconds: float | None = None) -> None:
        await self.pause()
        if seconds is None:
            await self._source.advance_to(self._source.next_ns())
        else:
            now = self._source.clock.now_ns()
            await self._source.advance_to(now + round(seconds * NANOSECONDS))

    async def until(self, until_ns: int) -> None:
        _check_ahead(until_ns, self._source.clock)
        await self.pause()
        await self._source.advance_to(until_ns)


class RecordedTape:
    """A recording, played at any speed; `start` once, before anything else."""

    def __init__(self, source: ReplaySource, tasks: TaskScope) -> None:
        self._source = source
        self._tasks = tasks

    def start(self) -> None:
        """Let it play where it is not paused."""
        self._tasks.spawn(self._source.run(), name="the venue's market")

    @property
    def clock(self) -> Clock:
        return self._source.clock

    @property
    def state(self) -> str:
        return self._source.status.state.value

    def play(self, speed: float | None = None) -> None:
        if speed is not None:
            try:
                self._source.set_speed(speed)
            except ValueError as error:
                raise BadMove(str(error)) from error
        self._source.play()

    async def pause(self) -> None:
        await self._source.pause()

    async def step(self, seconds: float | None = None) -> None:
        await self._source.step(seconds)

    async def until(self, until_ns: int) -> None:
        _check_ahead(until_ns, self._source.clock)
        playing = self._source.status.state is ReplayState.PLAYING
        if playing:
            await self._source.pause()
        await self._source.seek(until_ns)


def _check_ahead(until_ns: int, clock: Clock) -> None:
    if until_ns < clock.now_ns():
        raise BadMove("the market does not go back")
