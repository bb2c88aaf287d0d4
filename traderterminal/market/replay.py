"""Replay of a recording in virtual time: pause, play, step, seek, at any speed.

Every row is played in between, whatever the speed, and market time stands exactly at each as it
passes. Rows that orders have already lived through, after a restart or when the recording is wound
back, are shown again without anything trading on them.
"""

import asyncio
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from typing import Final

from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, Clock, VirtualClock, iso
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import give_way
from traderterminal.market.hub import MarketHub
from traderterminal.market.pace import BREATH_S, Pace, play_until
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import GapMark, Row

_ROWS_A_TURN: Final = 1_000  # between two chances to pause or move


class WouldRewind(TraderTerminalError):
    """The recording cannot go back before what was booked on it."""

    def __init__(self, until_ns: int, booked_ns: int) -> None:
        moments = {"until": iso(until_ns), "booked": iso(booked_ns)}
        super().__init__(Message("would_rewind", moments))


class ReplayState(StrEnum):
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"


@frozen
class ReplayStatus:
    """Where a replay stands; `position` of `total` rows were played."""

    state: ReplayState
    now_ns: int
    position: int
    total: int


@frozen
class Speed:
    """How a recording plays: times real time, infinite for as fast as it can."""

    factor: float = 1.0
    starts_paused: bool = False

    @classmethod
    def parse(cls, text: str) -> "Speed":
        """Read `2.5`, `max` or `step`; raises ValueError for anything else."""
        match text.strip().lower():
            case "max":
                return cls(math.inf)
            case "step":
                return cls(starts_paused=True)
        try:
            factor = float(text)
        except ValueError:
            factor = math.nan
        if not 0 < factor < math.inf:
            raise ValueError(f"{text!r} is not a speed: a number above zero, max or step")
        return cls(factor)


class ReplaySource:
    """Publishes the rows of one symbol into `hub`; implements `MarketSource`.

    `rows` are in order of time and at least one; `approximate` says that they were made up of bars.
    `followers` are contracts that trade at the same prices on the same grid: every row is theirs,
    too, though nobody ever saw it of them. `host` paces them.
    """

    name = "replay"
    follows_sessions = True

    def __init__(
        self,
        hub: MarketHub,
        rows: Sequence[Row],
        host: Clock,
        speed: Speed,
        *,
        approximate: bool = False,
        followers: Sequence[str] = (),
    ) -> None:
        self.clock = VirtualClock(rows[0].at_ns)
        self._hub = hub
        self._rows = rows
        self._times = [row.at_ns for row in rows]
        self._host = host
        self.approximate = approximate
        self._followers = tuple(followers)
        self._pace = Pace(host, speed.factor)
        self._is_playing = asyncio.Event()
        if not speed.starts_paused:
            self._is_playing.set()
        self._position = 0
        self._moving = asyncio.Lock()

    def symbols(self) -> Sequence[str]:
        """The symbol of the recording, and those that follow it."""
        return (self._rows[0].symbol, *self._followers)

    def health(self, symbol: str) -> FeedHealth:
        """Stale past the last row and in a marked gap."""
        made_up = self.approximate or symbol in self._followers
        return FeedHealth(self._feed_state(), 0.0, None, made_up)

    @property
    def status(self) -> ReplayStatus:
        if self._position == len(self._rows):
            state = ReplayState.ENDED
        else:
            state = ReplayState.PLAYING if self._playing else ReplayState.PAUSED
        return ReplayStatus(state, self.clock.now_ns(), self._position, len(self._rows))

    @property
    def _playing(self) -> bool:
        return self._is_playing.is_set()

    @property
    def speed(self) -> float:
        """How many times as fast as it was it plays; infinite for at once."""
        return self._pace.speed

    @property
    def first_ns(self) -> int:
        """When the recording begins."""
        return self._times[0]

    @property
    def last_ns(self) -> int:
        """When the recording ends."""
        return self._times[-1]

    @property
    def content(self) -> str:
        """What tells this recording from another of the same name."""
        return f"{len(self._rows)} rows from {self._times[0]} to {self._times[-1]}"

    async def run(self) -> None:
        """Play at the chosen speed, while not paused, until cancelled."""
        self._pace.start_at(self.clock.now_ns())
        while True:
            await self._is_playing.wait()
            async with self._moving:
                if self._playing:
                    await self._play_until(self._target_ns())
            if self._playing and math.isinf(self._pace.speed) and self.next_ns() is not None:
                await give_way()
            else:
                await self._host.sleep(BREATH_S)

    def play(self) -> None:
        """Go on from where the recording stands."""
        self._is_playing.set()
        self._pace.start_at(self.clock.now_ns())

    async def pause(self) -> None:
        """Let market time stand still; it does once this returns."""
        self._is_playing.clear()
        async with self._moving:
            pass  # what was moving has come to rest

    def set_speed(self, factor: float) -> None:
        """Play `factor` times as fast as it was, infinity for at once; raises ValueError."""
        self._pace = Pace(self._host, factor)
        self._pace.start_at(self.clock.now_ns())

    async def step(self, seconds: float | None = None) -> None:
        """Pause, then play `seconds` of market time, or one row."""
        self._is_playing.clear()
        async with self._moving:
            if seconds is not None:
                await self._play_until(self.clock.now_ns() + round(seconds * NANOSECONDS))
            elif self._position < len(self._rows):
                self.clock.advance_to(self._times[self._position])
                self.play_next()

    async def seek(self, until_ns: int, booked_ns: int = 0) -> None:
        """Play every row up to and including `until_ns`; wind back first if that is past.

        Raises WouldRewind for a time in the past and before `booked_ns`, when something was last
        booked on this recording.
        """
        async with self._moving:
            if until_ns >= self.clock.now_ns():
                await self._play_until(until_ns)
            elif until_ns < booked_ns:
                raise WouldRewind(until_ns, booked_ns)
            else:
                await self._show_again(self.position_at(until_ns), until_ns)
            self._pace.start_at(self.clock.now_ns())

    async def resume(self, position: int, now_ns: int) -> None:
        """Pause where an earlier run stood: after `position` rows, at `now_ns`."""
        self._is_playing.clear()
        async with self._moving:
            await self._show_again(min(position, len(self._rows)), now_ns)

    def position_at(self, at_ns: int) -> int:
        """How many rows lie up to and including `at_ns`."""
        return bisect_right(self._times, at_ns)

    def next_ns(self) -> int | None:
        """When the next row is due; None after the last."""
        return self._times[self._position] if self._position < len(self._rows) else None

    def play_next(self) -> None:
        """Publish the next row; the rows of one instant are one event."""
        recorded = self._rows[self._position]
        self._position += 1
        ends_event = not self._goes_on(recorded.at_ns)
        for row in self._of_all(recorded):
            if isinstance(row, GapMark):
                self._hub.publish_gap(row)
            else:
                self._hub.publish(row, ends_event=ends_event)

    def _of_all(self, row: Row) -> Sequence[Row]:
        """A row as it is of each symbol."""
        return (row, *(replace(row, symbol=symbol) for symbol in self._followers))

    def _goes_on(self, at_ns: int) -> bool:
        """Say whether the next row belongs to the event at `at_ns`."""
        following = self._rows[self._position] if self.next_ns() == at_ns else None
        return following is not None and not isinstance(following, GapMark)

    async def _play_until(self, until_ns: int) -> None:
        # Market time ends with the recording.
        await play_until(min(until_ns, self._times[-1]), self, self.clock, self._host)

    def _target_ns(self) -> int:
        if not math.isinf(self._pace.speed):
            return self._pace.now_ns()
        return self._times[min(self._position + _ROWS_A_TURN, len(self._times)) - 1]

    async def _show_again(self, position: int, now_ns: int) -> None:
        self._hub.clear()
        self.clock.reset_to(self._times[0])
        self._position = 0
        for row in islice(self._rows, position):
            self._position += 1
            for each in self._of_all(row):
                if not isinstance(each, GapMark):
                    self._hub.show(each)
            if self._position % _ROWS_A_TURN == 0:
                await give_way()
        self.clock.reset_to(max(self._times[0], min(now_ns, self._times[-1])))
        # Matching heard none of it: what stands now is all that it may trade on.
        for symbol in self.symbols():
            self._hub.repeat(symbol)

    def _feed_state(self) -> FeedState:
        if self._position == len(self._rows):
            return FeedState.ENDED
        if self._position and isinstance(self._rows[self._position - 1], GapMark):
            return FeedState.GAP
        return FeedState.RUNNING if self._playing else FeedState.PAUSED
