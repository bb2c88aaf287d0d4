"""How real paper is, without its widgets: what was compared, and the switch of the correction."""

from collections.abc import Callable
from decimal import Decimal

from traderterminal.desk.reality import Reality
from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.messages import Message
from traderterminal.journal.reality import ENOUGH, Cell, Correction, Figures, Kind
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels import formats

_ORDERS = {Kind.AT_ONCE: mark("Reality", "at once"), Kind.LIMIT: mark("Reality", "limit")}


@frozen
class RealityRow:
    """The orders of one kind that left in a symbol in an hour of UTC, in reality and on paper.

    Shares are of one. `ticks` and `delay_ms` say by how much paper was better and sooner.
    `correction` says what paper orders are corrected by, or why by nothing.
    """

    symbol: str
    hour: int
    orders: str
    compared: int
    real: Decimal | None
    paper: Decimal | None
    ticks: Decimal | None
    delay_ms: int | None
    correction: str

    @property
    def key(self) -> str:
        return f"{self.symbol} {self.hour} {self.orders}"

    @property
    def when(self) -> str:
        return f"{self.hour:02}:00"

    @property
    def sentence(self) -> str:
        """The row in words."""
        shares = translate("Reality", "{real} traded, {paper} on paper").format(
            real=formats.percent(self.real, 0), paper=formats.percent(self.paper, 0)
        )
        return translate(
            "Reality",
            "{symbol}, {when} UTC, {orders}: {compared} compared, {shares}. {errors} {correction}.",
        ).format(
            symbol=self.symbol,
            when=self.when,
            orders=self.orders,
            compared=formats.counted(self.compared, "order"),
            shares=shares,
            errors=_errors(self),
            correction=self.correction,
        )


class RealityViewModel:
    """Shows the comparisons and switches the correction."""

    def __init__(
        self, *, reality: Reality, tasks: TaskScope, say: Callable[[Message], None]
    ) -> None:
        self._reality = reality
        self._tasks = tasks
        self._say = say
        self._dirty = True
        self.changed: Observers[None] = Observers()
        self._stop_listening = reality.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[RealityRow]:
        """What was compared, by symbol, hour and kind of order."""
        return [self._row(cell, figures) for cell, figures in self._reality.cells]

    @property
    def is_applied(self) -> bool:
        """Say whether paper accounts trade with the correction."""
        return self._reality.is_applied

    def apply(self, *, on: bool) -> None:
        """Let paper accounts trade with the correction, or as they are."""
        if on != self.is_applied:
            self._tasks.spawn(self._apply(on), name="apply correction")

    def flush(self) -> None:
        """Tell of changes since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    async def _apply(self, on: bool) -> None:
        try:
            await self._reality.apply(on=on)
        except LedgerDown as down:
            self._say(down.message)
            self._dirty = True  # the switch goes back to what holds

    def _hear(self, _: None) -> None:
        self._dirty = True

    def _row(self, cell: Cell, figures: Figures) -> RealityRow:
        return RealityRow(
            symbol=cell.root,
            hour=cell.hour,
            orders=translate("Reality", _ORDERS[cell.kind]),
            compared=figures.compared,
            real=figures.filled_really,
            paper=figures.filled_on_paper,
            ticks=figures.mean_ticks,
            delay_ms=figures.median_delay_ms,
            correction=_correction(cell, self._reality.correction(cell.root, cell.hour)),
        )


def _correction(cell: Cell, found: Correction) -> str:
    if cell.kind is Kind.LIMIT:
        return translate("Reality", "None: a limit keeps its price")
    if not found.orders:
        return translate("Reality", "None: fewer than {enough} orders").format(enough=ENOUGH)
    hours = translate("Reality", "all hours") if found.hour is None else f"{found.hour:02}:00"
    ticks = formats.counted(found.slippage_ticks, "tick")
    orders = formats.counted(found.orders, "order")
    return translate("Reality", "{latency_ms} ms, {ticks}, from {orders} of {hours}").format(
        latency_ms=found.latency_ms, ticks=ticks, orders=orders, hours=hours
    )


def _errors(row: RealityRow) -> str:
    if row.ticks is None or row.delay_ms is None:
        return translate("Reality", "None traded in both.")
    better = (
        translate("Reality", "{ticks:.1f} ticks better")
        if row.ticks >= 0
        else translate("Reality", "{ticks:.1f} ticks worse")
    )
    sooner = (
        translate("Reality", "{delay_ms} ms sooner")
        if row.delay_ms >= 0
        else translate("Reality", "{delay_ms} ms later")
    )
    return translate("Reality", "Paper was {better} and {sooner}.").format(
        better=better.format(ticks=abs(row.ticks)), sooner=sooner.format(delay_ms=abs(row.delay_ms))
    )
