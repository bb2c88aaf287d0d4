"""The studies of a chart on a bench, with the trader's own indicators in the test's hands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.support.builders import ES
from tests.support.market import MINUTE, utc_date
from tests.support.paper_desk import NOON_NS
from tests.support.ticket_bench import Bench
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock, VirtualClock
from traderterminal.kit.observe import Observers
from traderterminal.market.columns import BarColumns
from traderterminal.market.indicators.arithmetic import NAN, Floats
from traderterminal.market.indicators.indicator import (
    About,
    Family,
    Indicator,
    Output,
    Setting,
    length,
)
from traderterminal.market.indicators.steps import exponential
from traderterminal.market.indicators.study import Line, Study, StudyBars
from traderterminal.market.series import Int64s
from traderterminal.market.signed_volume import SignedVolumes
from traderterminal.ui.viewmodels.studies import StudiesViewModel

HALF_DAY = 12 * 3600 * 1_000_000_000


@dataclass(frozen=True)
class Failed:
    """What a file did wrong."""

    file: str = "mine.py"
    message: Message = field(default_factory=lambda: Message("user_indicator", {"file": "mine.py"}))
    traceback: str = "ZeroDivisionError: at line 7"


class Own(Indicator):
    """What the trader wrote."""

    about = About("own", "My average", Family.TREND, (Output("line", "Line"),), (length(5),))

    def _prepare(self) -> None:
        self._mean = self.keep(exponential(self._whole("length")))

    def _values(self, bars: Any) -> Any:
        return (self._mean(bars.close),)


class OwnStudy:
    """A study of it; `fails` at the next refresh if it is told to."""

    def __init__(self, user: "OwnIndicators", study: Study) -> None:
        self._user, self._study = user, study
        self.failure: Failed | None = None
        self.closed = False

    @property
    def count(self) -> int:
        return self._study.count

    @property
    def values(self) -> tuple[float, ...]:
        return self._study.values

    @property
    def outputs(self) -> tuple[Output, ...]:
        return self._study.outputs

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._study.lines

    @property
    def series_generation(self) -> int:
        return self._study.series_generation

    async def refresh(self) -> bool:
        self._user.refreshed += 1
        if self._user.fails:
            self.failure = Failed()
            self._user.fail()
            return False
        return self._study.refresh()

    async def aclose(self) -> None:
        self.closed = True


class OwnIndicators:
    """A folder with one file of one indicator, without a process."""

    folder = "indicators"
    is_loading = False

    def __init__(self) -> None:
        self.changed: Observers[None] = Observers()
        self.kinds: dict[str, About] = {"mine.own": Own.about}
        self.failures: dict[str, Failed] = {}
        self.studies: list[OwnStudy] = []
        self.fails = False
        self.refreshed = self.reloaded = 0

    def study(self, kind: str, settings: Mapping[str, Setting], bars: StudyBars) -> OwnStudy:
        self.kinds[kind].checked(settings)
        made = OwnStudy(self, Study(Own(**settings), bars))
        self.studies.append(made)
        return made

    def reload(self) -> None:
        self.reloaded += 1

    def fail(self) -> None:
        self.kinds, self.failures = {}, {"mine.py": Failed()}
        self.changed.emit(None)

    def mend(self) -> None:
        self.kinds, self.failures, self.fails = {"mine.own": Own.about}, {}, False
        self.changed.emit(None)


def afternoons(symbol: str, times_ns: Int64s) -> Floats:
    """Regular sessions that go from noon to midnight."""
    noon = times_ns // (2 * HALF_DAY) * 2 * HALF_DAY + HALF_DAY
    return np.where(times_ns >= noon, noon.astype(np.float64), NAN)


class StudyBench(Bench):
    """A bench whose chart has studies."""

    def __init__(
        self,
        kept: Mapping[str, Any] | None = None,
        host: Clock | None = None,
        regular: Callable[[str, int, int], Sequence[tuple[int, int]]] = lambda *_: (),
    ) -> None:
        super().__init__(regular=regular)
        self.user = OwnIndicators()
        self.kept_studies: list[Mapping[str, Any]] = []
        self.told: list[None] = []
        self.host = host or VirtualClock()
        self.studies = self.make_studies({"all": []} if kept is None else kept)
        self.studies.changed.connect(self.told.append)

    def make_studies(self, kept: Mapping[str, Any]) -> StudiesViewModel:
        """Return the studies of the chart as they were kept."""
        return StudiesViewModel(
            chart=self.chart,
            trade_date=utc_date,
            sessions=afternoons,
            volumes=SignedVolumes(self.hub, self.bars.regular_hours, self.bars.heard, self.stored),
            user=self.user,
            host=self.host,
            tasks=self.paper.tasks,
            kept=kept,
            keep=self.kept_studies.append,
        )

    def put_bars(self, count: int, seed: int = 1, until_ns: int = NOON_NS) -> None:
        """Put minutes of a price that wanders before a moment, or before the bars there are."""
        draw = np.random.default_rng(seed)
        close = (19_200 + np.cumsum(draw.integers(-8, 9, count))).astype(np.int32)
        above, below, lots = draw.integers(0, 9, (3, count))
        series = self.bars.series(ES.symbol)
        end_ns = int(series.start_ns[0]) if series.count else until_ns
        start_ns = end_ns + (np.arange(count) - count) * MINUTE
        opened = np.append(close[:1], close[:-1])
        columns = BarColumns(
            start_ns.astype(np.int64),
            opened,
            (np.maximum(opened, close) + above).astype(np.int32),
            (np.minimum(opened, close) - below).astype(np.int32),
            close,
            (lots + 1).astype(np.int64),
        )
        self.bars.prepend(ES.symbol, columns)

    def frame(self) -> None:
        """Let a frame go by."""
        self.studies.flush()
        self.chart.flush()

    async def settle(self, turn: Callable[[], Any]) -> None:
        """Let frames go by until every history is reckoned."""
        for _ in range(10_000):
            self.frame()
            await turn()
            if self.studies.progress >= 1.0:
                self.frame()
                return
        raise AssertionError("a history was never reckoned to its end")
