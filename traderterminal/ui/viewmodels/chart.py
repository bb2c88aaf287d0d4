"""The chart without its widget: bars, own orders, fills and position of one symbol."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Change, Desk
from traderterminal.domain.bars import Resolution, Unit
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderType
from traderterminal.domain.positions import Position
from traderterminal.journal.book import Journal
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook, BarSeries
from traderterminal.market.hub import MarketHub
from traderterminal.ui.viewmodels import formats

#: The buttons above the chart.
RESOLUTIONS: Final = {
    "1m": Resolution(1, Unit.MINUTE),
    "5m": Resolution(5, Unit.MINUTE),
    "15m": Resolution(15, Unit.MINUTE),
    "1h": Resolution(60, Unit.MINUTE),
    "D": Resolution(1, Unit.DAY),
}

_TYPE_WORDS: Final = {
    OrderType.LIMIT: "LMT",
    OrderType.STOP: "STP",
    OrderType.STOP_LIMIT: "STP LMT",
    OrderType.MARKET: "MKT",
    OrderType.TRAILING_STOP: "TRAIL",
    OrderType.MARKET_IF_TOUCHED: "MIT",
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A working order on the chart, at a price in ticks."""

    order_id: str
    ticks: int
    side: str
    words: tuple[str, str, str]  # side and size, type, result if it fills
    result: float
    dashes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PositionLine:
    """The position on the chart; `ticks` need not be whole."""

    ticks: float
    side: str
    words: tuple[str, str, str]  # LONG 2, open result, distance
    result: float


class ChartViewModel:
    """Shows one symbol at one resolution; `changed` tells of anything to draw anew."""

    def __init__(
        self,
        *,
        desk: Desk,
        hub: MarketHub,
        bars: BarBook,
        journal: Journal,
        tasks: TaskScope,
        local: Callable[[Instrument, int], datetime],
        account: str,
    ) -> None:
        self._desk = desk
        self._hub = hub
        self._bars = bars
        self._journal = journal
        self._tasks = tasks
        self._local = local
        self.account = account
        self.changed: Observers[None] = Observers()
        self.instrument: Instrument | None = None
        self.resolution_name = "1m"
        self._version = (-1, -1)
        self._dirty = False
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    # What is shown.

    @property
    def series(self) -> BarSeries | None:
        if self.instrument is None:
            return None
        return self._bars.series(self.instrument.symbol, RESOLUTIONS[self.resolution_name])

    @property
    def last_ticks(self) -> int | None:
        """The price of the last trade, in ticks."""
        if self.instrument is None:
            return None
        last = self._hub.last_trade(self.instrument.symbol)
        if last is not None:
            return last.price
        series = self.series
        return int(series.close[-1]) if series is not None and series.count else None

    @property
    def is_stale(self) -> bool:
        return self.instrument is not None and self._hub.health(self.instrument.symbol).stale

    @property
    def countdown(self) -> str:
        """How long the last bar goes on, as mm:ss; empty for a day."""
        seconds = RESOLUTIONS[self.resolution_name].seconds
        if seconds is None:
            return ""
        left = seconds - self._hub.clock.now_ns() // NANOSECONDS % seconds
        return f"{left // 60:02d}:{left % 60:02d}"

    @property
    def utc_offset_ns(self) -> int:
        """How far the exchange's wall clock is ahead of UTC now."""
        if self.instrument is None:
            return 0
        offset = self._local(self.instrument, self._hub.clock.now_ns()).utcoffset()
        return 0 if offset is None else int(offset.total_seconds()) * NANOSECONDS

    def price(self, ticks: float) -> str:
        """Write a price on the axis."""
        if self.instrument is None:
            return ""
        return formats.price(Decimal(round(ticks)) * self.instrument.tick_size, self.instrument)

    @property
    def position(self) -> Position | None:
        if self.instrument is None:
            return None
        found = self._desk.positions.get((self.account, self.instrument.symbol))
        return found if found is not None and found.quantity else None

    @property
    def position_line(self) -> PositionLine | None:
        position, instrument = self.position, self.instrument
        if position is None or instrument is None or position.average_price is None:
            return None
        result = self._desk.unrealized(self.account, instrument.symbol)
        last = self.last_ticks
        average = position.average_price / instrument.tick_size
        sign = 1 if position.quantity > 0 else -1
        away = "" if last is None else formats.signed(round(sign * (last - average)), " t")
        word = "LONG" if sign > 0 else "SHORT"
        return PositionLine(
            ticks=float(average),
            side="buy" if sign > 0 else "sell",
            words=(
                f"{word} {formats.quantity(abs(position.quantity))}",
                formats.signed_money(result),
                away,
            ),
            result=float(result or 0),
        )

    @property
    def order_lines(self) -> list[OrderLine]:
        instrument = self.instrument
        if instrument is None:
            return []
        lines = []
        for order in self._desk.orders.values():
            price = order.stop_price if order.stop_price is not None else order.limit_price
            mine = order.account == self.account and order.symbol == instrument.symbol
            if order.is_live and mine and price is not None:
                lines.append(self._line(order, price, instrument))
        return lines

    def _line(self, order: Order, price: Decimal, instrument: Instrument) -> OrderLine:
        position, result = self.position, None
        if position is not None and position.average_price is not None and order.reduces:
            points = (price - position.average_price) * (1 if position.quantity > 0 else -1)
            result = instrument.money(points, order.leaves_quantity)
        dashes: tuple[float, ...] = ()
        if order.order_type is OrderType.STOP:
            dashes = (5.0, 3.0)
        elif order.order_type is OrderType.STOP_LIMIT:
            dashes = (5.0, 3.0, 1.0, 3.0)
        return OrderLine(
            order_id=order.order_id,
            ticks=instrument.to_ticks(price),
            side=order.side.value,
            words=(
                f"{order.side.value[0].upper()} {formats.quantity(order.leaves_quantity)}",
                _TYPE_WORDS[order.order_type],
                "" if result is None else formats.signed_money(result),
            ),
            result=float(result or 0),
            dashes=dashes,
        )

    @property
    def fills(self) -> Sequence[Fill]:
        """The account's fills in the symbol, oldest first."""
        if self.instrument is None:
            return ()
        return self._journal.fills(self.account, self.instrument.symbol)

    # What the trader does.

    def show(self, instrument: Instrument) -> None:
        """Turn to another symbol."""
        self.instrument = instrument
        self._dirty = True
        self.flush()

    def choose_resolution(self, name: str) -> None:
        self.resolution_name = name
        self._dirty = True
        self.flush()

    def choose_account(self, account: str) -> None:
        self.account = account
        self._dirty = True

    def cancel(self, order_id: str) -> None:
        """Cancel a working order."""
        self._tasks.spawn(self._cancel(order_id), name=f"cancel {order_id}")

    async def _cancel(self, order_id: str) -> None:
        try:
            await self._desk.cancel(order_id)
        except TraderTerminalError:
            self._dirty = True  # the line stays, which says that the order does

    def flush(self) -> None:
        """Tell of what changed since the last frame."""
        if self.instrument is None:
            return
        series = self.series
        version = (
            self._hub.version(self.instrument.symbol),
            -1 if series is None else series.version,
        )
        if self._dirty or version != self._version:
            self._dirty, self._version = False, version
            self.changed.emit(None)

    def _hear(self, change: Change) -> None:
        self._dirty = True
