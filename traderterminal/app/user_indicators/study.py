"""A study of a user's indicator: as any other, but its values come from the child."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from traderterminal.app.user_indicators.frames import table_of
from traderterminal.app.user_indicators.host import (
    HISTORY_SECONDS,
    TICK_SECONDS,
    Failure,
    OpenStudy,
    StudyGone,
    UserIndicatorFailed,
    UserIndicatorHost,
)
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.market.indicators.arithmetic import NAN
from traderterminal.market.indicators.indicator import Output, Setting
from traderterminal.market.indicators.study import PIECE, Line, Lines, StudyBars

#: More new bars than this are a history: they may take longer than a tick.
_FEW: Final = 16
#: So often a refresh begins again, where the child or older bars were new in the middle of it.
_ATTEMPTS: Final = 3


class UserStudy:
    """A user's indicator over the bars of a chart.

    `refresh` brings it up to date; one at a time. `failure` says why it has no values any more.
    `generation` rises when values of older bars changed. Raises KeyError for a kind that is not
    there and ValueError for settings that it does not allow.
    """

    def __init__(
        self,
        host: UserIndicatorHost,
        kind: str,
        settings: Mapping[str, Setting],
        bars: StudyBars,
        clock: Clock,
    ) -> None:
        about = host.kinds[kind]
        self.generation = 0
        self.count = 0  # of the bars that lines have a value for
        self.failure: Failure | None = None
        self.outputs: tuple[Output, ...] = about.outputs
        self.values: tuple[float, ...] = (NAN,) * len(about.outputs)
        self._host = host
        self._kind = kind
        self._settings = about.checked(settings)
        self._bars = bars
        self._clock = clock
        self._study: OpenStudy | None = None
        self._older = -1  # the series' generation and version that were seen last
        self._version = -1
        self._lines = Lines(len(about.outputs))

    @property
    def series_generation(self) -> int:
        """The generation of the series that the values are of; −1 before any."""
        return self._older

    @property
    def lines(self) -> tuple[Line, ...]:
        """A read-only view for each output, good until the next refresh."""
        return self._lines.views(self.values if self.count > self._lines.closed else None)

    async def refresh(self) -> bool:
        """Take in what is new and say whether that was all; never so once the indicator failed."""
        for _ in range(_ATTEMPTS):
            if self.failure is not None:
                break
            try:
                if await self._catch_up():
                    return True
            except StudyGone:
                self._study = None
            except UserIndicatorFailed as failed:
                self._clear()
                self.failure = failed.failure
        return False

    async def aclose(self) -> None:
        """Let the child forget it."""
        study, self._study = self._study, None
        if study is not None:
            with suppress(StudyGone, UserIndicatorFailed):
                await self._host.close(study)

    async def _catch_up(self) -> bool:
        """Take in the bars there are; False where older ones changed meanwhile."""
        series = self._bars.series
        if self._study is None or self._older != series.generation:
            await self._begin_anew()
        elif self._version == series.version:
            return True
        began_ns = self._clock.monotonic_ns()
        while self._lines.closed < series.count - 1 - _FEW:
            end = min(series.count - 1, self._lines.closed + PIECE)
            spent = (self._clock.monotonic_ns() - began_ns) / NANOSECONDS
            if not await self._run(end, forming=False, seconds=HISTORY_SECONDS, spent=spent):
                return False
        version, count = series.version, series.count
        if count and not await self._run(count, forming=True, seconds=TICK_SECONDS):
            return False
        self._version = version
        return True

    async def _run(self, end: int, *, forming: bool, seconds: float, spent: float = 0.0) -> bool:
        """Have the bars up to `end` reckoned; False where they are not those bars any more."""
        if self._study is None:
            raise StudyGone
        table = table_of(self._bars.part(self._lines.closed, end))
        values = await self._host.run(
            self._study, table, forming=forming, seconds=seconds, spent=spent
        )
        if self._older != self._bars.series.generation:
            return False
        if forming:
            self.values = tuple(values[:, -1].tolist())
        self._lines.close(values[:, : values.shape[1] - forming])
        self.count = end
        return True

    async def _begin_anew(self) -> None:
        await self.aclose()
        self._clear()
        self._older = self._bars.series.generation
        self._study = await self._host.open(self._kind, self._settings)
        self.outputs = tuple(
            replace(output, shift=shift)
            for output, shift in zip(self.outputs, self._study.shifts, strict=True)
        )

    def _clear(self) -> None:
        self._lines.clear()
        self.count, self._version = 0, -1
        self.values = (NAN,) * len(self.outputs)
        self.generation += 1
