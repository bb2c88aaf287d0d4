"""What alerts look at, as the running engine knows it."""

import math
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Final

import numpy as np

from traderterminal.app.engine import Engine
from traderterminal.domain.bars import Resolution, Unit
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.indicators.catalogue import make
from traderterminal.market.indicators.indicator import Setting
from traderterminal.market.indicators.study import Study, StudyBars
from traderterminal.market.periods import SessionPeriod
from traderterminal.market.ports import FeedState
from traderterminal.market.series import Series
from traderterminal.market.signed_volume import SignedVolumes
from traderterminal.market.value_alerts import LineOf, StudyOf, Subject, ValueAlert

MINUTE_S: Final = 60
#: So many bars of a long history are gone through at one look.
AT_ONCE: Final = 20_000


class AlertValues:
    """Answers what an alert looks at: a study of its own where it is one, on the bars of the hub.

    What is not known is None: a position that is not held has no result, a contract that is no
    more no price, an indicator no value before it has seen enough bars.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        bars = engine.bars
        self._volumes = SignedVolumes(engine.hub, bars.regular_hours, bars.heard, bars.stored)
        self._began_ns = engine.host.monotonic_ns()
        self._heard: set[str] = set()  # the symbols whose feed was there since
        self._studies: dict[tuple[str, StudyOf], Study | None] = {}
        self._answers: dict[Subject, Callable[[ValueAlert], float | None]] = {
            Subject.DAY_RESULT: self._day_result,
            Subject.OPEN_RESULT: self._open_result,
            Subject.POSITION: self._position,
            Subject.SILENCE: self._silence,
            Subject.STUDY: self._study,
            Subject.PRICE_TO_STUDY: partial(self._price_to, self._study),
            Subject.PRICE_TO_LINE: partial(self._price_to, self._line),
        }

    def __call__(self, alert: ValueAlert) -> float | None:
        """Return what an alert looks at now; None while that is not known."""
        if alert.symbol:
            self._engine.hub.want(alert.symbol)
        return self._answers[alert.subject](alert)

    def _day_result(self, alert: ValueAlert) -> float | None:
        if alert.account not in self._engine.desk.accounts:
            return None
        net = self._engine.day_net(alert.account)
        return None if net is None else float(net)

    def _open_result(self, alert: ValueAlert) -> float | None:
        desk = self._engine.desk
        position, mark = desk.positions.get((alert.account, alert.symbol)), None
        if position is not None and not position.is_flat:
            mark = desk.mark(alert.symbol)
        return None if position is None or mark is None else float(position.unrealized_pnl(mark))

    def _position(self, alert: ValueAlert) -> float | None:
        if alert.account not in self._engine.desk.accounts:
            return None
        position = self._engine.desk.positions.get((alert.account, alert.symbol))
        return 0.0 if position is None else float(position.quantity)

    def _silence(self, alert: ValueAlert) -> float | None:
        """Seconds without a word of the feed; for ever where it is gone.

        One that has not come yet is silent since the program looks: a login takes its time.
        """
        health = self._engine.hub.health(alert.symbol)
        if health.state not in (FeedState.DOWN, FeedState.ENDED, FeedState.GAP):
            self._heard.add(alert.symbol)
            return health.silent_s
        if alert.symbol in self._heard:
            return math.inf
        return (self._engine.host.monotonic_ns() - self._began_ns) / NANOSECONDS

    def _price_to(
        self, other: Callable[[ValueAlert], float | None], alert: ValueAlert
    ) -> float | None:
        trade, value = self._engine.hub.last_trade(alert.symbol), other(alert)
        return None if trade is None or value is None else trade.price - value

    def _study(self, alert: ValueAlert) -> float | None:
        wanted = alert.study
        if wanted is None:
            return None
        key = (alert.symbol, wanted)
        if key not in self._studies:
            self._studies[key] = self._made(alert.symbol, wanted)
        study = self._studies[key]
        if study is None or not study.refresh(AT_ONCE):
            return None
        names = [output.name for output in study.outputs]
        return study.values[names.index(wanted.output)] if wanted.output in names else None

    def _made(self, symbol: str, wanted: StudyOf) -> Study | None:
        """A study over the bars of a symbol; None of what there is no indicator or bar length."""
        settings: dict[str, Setting] = dict(wanted.settings)  # type: ignore[arg-type] # checked by make
        try:
            indicator = make(wanted.kind, settings)
            resolution = Resolution.parse(wanted.resolution)
        except (TypeError, ValueError):
            return None
        series = self._series(symbol, wanted.resolution)
        if series is None:
            return None
        if resolution.is_made_of_trades or (resolution.seconds or MINUTE_S) % MINUTE_S:
            # Minutes do not tell of such bars: what lies on the disk is read once.
            filling = self._engine.bars.fetch_older(symbol, resolution)
            self._engine.tasks.spawn(_fetch(filling), name=f"bars of an alert on {symbol}")
        hours = self._engine.hours
        days = SessionPeriod(Unit.DAY, partial(hours.trade_date, symbol))
        is_within = resolution.seconds is not None or resolution.is_made_of_trades
        began = self._engine.bars.regular_hours(symbol).began
        delta = None if resolution.seconds is None else self._volumes.of(symbol, Hours.ALL).of_bars
        return Study(indicator, StudyBars(series, days, began if is_within else None, delta))

    def _series(self, symbol: str, resolution: str) -> Series | None:
        engine = self._engine
        try:
            engine.symbols.instrument(symbol)
            return engine.bars.series(symbol, Resolution.parse(resolution))
        except (ValueError, UnknownSymbol):  # a symbol that is no more, or no bar length
            return None

    def _line(self, alert: ValueAlert) -> float | None:
        line = alert.line
        series = None if line is None else self._series(alert.symbol, line.resolution)
        if line is None or series is None or not series.count:
            return None
        now_ns = self._engine.hub.clock.now_ns()
        return line_at(line, now_ns, partial(_index, series))


async def _fetch(filling: Coroutine[object, object, bool]) -> None:
    await filling


def _index(series: Series, at_ns: int) -> float:
    """The bar that a moment lies in, by number; before the first and after the last as if bars
    went on at the length of the last one."""
    starts = series.start_ns
    found = int(np.searchsorted(starts, at_ns, side="right")) - 1
    length = int(starts[-1] - starts[-2]) if len(starts) > 1 else 60_000_000_000
    if found < 0:
        return -float(starts[0] - at_ns) / length
    if found == len(starts) - 1:
        return found + (at_ns - int(starts[-1])) / length // 1
    return float(found)


def line_at(line: LineOf, now_ns: int, index: Callable[[int], float]) -> float | None:
    """Return the price of a line in ticks at a moment; None where it is not drawn then."""
    first_ns, first = line.anchors[0]
    if len(line.anchors) == 1:
        return float(first)
    second_ns, second = line.anchors[1]
    start, end, now = index(first_ns), index(second_ns), index(now_ns)
    if start == end:
        return None
    if start > end:
        start, end, first, second = end, start, second, first
    if (line.begins and now < start) or (line.ends and now > end):
        return None
    return first + (second - first) * (now - start) / (end - start)
