"""The strategies without their widgets: what came of each, what should have come, and how each is
set up."""

from collections.abc import Callable

from traderterminal.alerts.watch import AlertWatch, Heard
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.strategy_settings import StrategyDesk, StrategyForm


@frozen
class StrategyRow:
    """A strategy in words: ages of what came last, the interval asked for, and how that stands in a
    colour token."""

    name: str
    alert: str
    heartbeat: str
    every: str
    missed: str
    state: str
    token: str


class StrategyWatchViewModel:
    """Shows what an `AlertWatch` has heard, as of now; `is_set_up` says whether the settings know a
    strategy."""

    def __init__(
        self,
        *,
        watch: AlertWatch,
        desk: StrategyDesk,
        is_set_up: Callable[[str], bool],
        host: Clock,
        tasks: TaskScope,
    ) -> None:
        self._watch = watch
        self._desk = desk
        self._is_set_up = is_set_up
        self._host = host
        self._tasks = tasks
        self._rows: list[StrategyRow] = []
        self.changed: Observers[None] = Observers()

    @property
    def rows(self) -> list[StrategyRow]:
        """Every strategy that is set up or has sent something, by name."""
        return [self._row(one) for one in self._watch.heard]

    def form(self, name: str) -> StrategyForm:
        """Return the settings of a strategy, to be filled in."""
        return StrategyForm(name, self._desk, self._tasks)

    def flush(self) -> None:
        """Tell of what is another than a frame ago: ages grow by themselves."""
        rows = self.rows
        if rows != self._rows:
            self._rows = rows
            self.changed.emit(None)

    def _row(self, one: Heard) -> StrategyRow:
        if one.overdue:
            state, token = translate("Automation", "Silent"), "error"
        elif one.missed:
            state, token = translate("Automation", "Alert missed"), "warn"
        elif not self._is_set_up(one.strategy):
            state, token = translate("Automation", "Not set up: paper only"), "t2"
        else:
            state, token = translate("Automation", "As it should"), "ok"
        return StrategyRow(
            name=one.strategy,
            alert=self._age(one.alert_ns),
            heartbeat=self._age(one.heartbeat_ns),
            every=formats.NOTHING if one.every_s is None else formats.age(one.every_s),
            missed=f"{one.missed}" if one.missed else formats.NOTHING,
            state=state,
            token=token,
        )

    def _age(self, at_ns: int | None) -> str:
        if at_ns is None:
            return formats.NOTHING
        return formats.age(max(0, (self._host.now_ns() - at_ns) // NANOSECONDS))
