"""Replays as the window begins them and moves them, wired to the engine."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from traderterminal.app.engine import Engine
from traderterminal.app.replay_controls import ReplayControls
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.replays import Replays
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.chart_trading import Offer
from traderterminal.ui.viewmodels.replay import ReplayViewModel, traded_words
from traderterminal.ui.viewmodels.replays import ReplaysViewModel


class Replaying:
    """A recording that plays is moved from here (`replay`); else replays are begun in windows of
    their own (`replays`). Either is None where it is not to be had.

    `charted` is the chart that the trader was in last, `ask` asks what is to be replayed.
    """

    def __init__(
        self,
        engine: Engine,
        accounts: AccountChoiceViewModel,
        windows: ReplayWindows | None,
        charted: Callable[[], ChartViewModel],
        ask: Callable[[], object],
    ) -> None:
        self._engine = engine
        self._accounts = accounts
        self._charted = charted
        self._ask = ask
        self.replay: ReplayViewModel | None = None
        self.replays: ReplaysViewModel | None = None
        if engine.replay is not None:
            controls = ReplayControls(engine, engine.replay)
            instrument = engine.symbols.instrument(controls.symbol)
            self.replay = ReplayViewModel(
                controls,
                engine.tasks,
                lambda at_ns: engine.hours.local(instrument, at_ns),
                lambda at_ns: self._bar_end_ns(instrument, at_ns),
                self._traded_words,
            )
        elif windows is not None:
            self.replays = ReplaysViewModel(Replays(engine, windows), engine.tasks)

    def close(self) -> None:
        """Stop listening."""
        if self.replays is not None:
            self.replays.close()

    def offer(self, chart: ChartViewModel, start_ns: int) -> Offer | None:
        """Offer to go on at the start of a bar where a recording plays, else to replay from it."""
        if chart.instrument is None:
            return None
        if self.replay is not None:
            words = translate("Window", "Jump to {time}").format(
                time=self.replay.words_of(start_ns)
            )
            return Offer(words, partial(self.replay.pick, start_ns))
        if self.replays is None:
            return None
        symbol, moment = chart.instrument.symbol, chart.local_time(start_ns)
        day = self._engine.hours.trade_date(symbol, start_ns)
        begin = partial(self._propose, self.replays, symbol, day, moment)
        words = translate("Window", "Replay from {moment}…").format(
            moment=formats.dated(moment, "%e %b %H:%M")
        )
        return Offer(words, begin)

    def _propose(self, replays: ReplaysViewModel, symbol: str, day: date, moment: datetime) -> None:
        replays.propose(symbol, day, f"{moment:%Y-%m-%d %H:%M:%S}")
        self._ask()

    def _bar_end_ns(self, instrument: Instrument, at_ns: int) -> int:
        """When the active chart's bar ends that a moment lies in; longer ones end with the day."""
        shown, engine = self._charted(), self._engine
        if shown.resolution.seconds is None:
            return engine.hours.day_end_ns(instrument, at_ns)
        period = engine.bars.period(instrument.symbol, shown.resolution, shown.hours)
        return period.span(at_ns).until_ns

    def _traded_words(self) -> str:
        """What a replay that begins afresh takes away."""
        desk, journal = self._engine.desk, self._engine.journal
        cash = desk.accounts[self._accounts.accounts[0].account].starting_cash
        fills = sum(1 for _ in journal.all_fills())
        return traded_words(len(desk.live_orders("")), fills, formats.money(cash))
