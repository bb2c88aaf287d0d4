"""The panes that watch a lively market: a watchlist beside a table of items, and time and sales.

Run as `python -m traderterminal.app.bench.watching SECONDS`, in a process of its own. Of 200
symbols each is updated five times a second; the other way writes to a QTableWidget at every update,
as a terminal on Qt is often made. Both see the same market in one run, in turns. The tape shows one
symbol that trades a thousand times a second. Busy is the time inside the update and the paint, the
thread's own; ours paints at the pace of the window's frames, the other when Qt would: after each
update while nothing else is to be done.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final

from traderterminal.app.bench.chart_views import percentile
from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.clock import NANOSECONDS, HostClock, to_datetime
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick
from traderterminal.market.watchlists import Watchlist
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.time_and_sales import TimeAndSalesViewModel
from traderterminal.ui.viewmodels.watchlists import WatchlistsViewModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

BUSY_BAR: Final = 15
LATE_BAR_MS: Final = 8
MEASURED_S: Final = 20.0
TURNS: Final = 3
SYMBOLS: Final = 200
UPDATES_PER_S: Final = 5
TRADES_PER_S: Final = 1_000
#: The window shows what the focus is not in at every other frame of the screen.
FRAME_S: Final = 0.032
DAY_NS: Final = 86_400 * NANOSECONDS
#: Of the time that is measured so much goes before it.
SETTLE_SHARE: Final = 0.1
WIDTH: Final = 900
HEIGHT: Final = 900

_SECONDS: Final = 240


def watching_figures() -> Iterator[Figure]:
    """Yield what the panes take, of the list the other way beside it."""
    found = _asked()
    peer = "QTableWidget"
    yield Figure("watchlist, 200 x 5 updates/s, busy", found["ours"], "%", bar=BUSY_BAR)
    yield Figure("the same beside the other way", found["ours"], "%", peer, found["theirs"])
    yield Figure("the same, of the processor", found["processor"], "%")
    yield Figure("a frame of it, p99", found["p99"], "ms", bar=LATE_BAR_MS)
    yield Figure("time and sales, 1,000 trades/s, busy", found["tape"], "%", bar=BUSY_BAR)
    yield Figure("a frame of it, p99", found["tape_p99"], "ms", bar=LATE_BAR_MS)


def _asked() -> Mapping[str, float]:
    return asked_of_a_process(__name__, MEASURED_S, _SECONDS)


def made_up_stock(number: int) -> Instrument:
    """Return one of the symbols that are watched."""
    symbol = f"STK{number:03}"
    cent = Decimal("0.01")
    return Instrument(
        symbol, AssetClass.STOCK, symbol, symbol, "BENCH", "USD", cent, Decimal(1), "us_equity"
    )


@dataclass(slots=True)
class Side:
    """One way of showing the list: what hears a tick, and what a frame takes over."""

    widget: "QWidget"
    frame: Callable[[], None]
    frame_s: float
    took: list[float]
    stop: Callable[[], None]


class Bench:
    """A hub with symbols that trade in turn; each side shows them in a widget of its own."""

    def __init__(self, symbols: int, updates_per_s: int) -> None:
        self.instruments = {f"STK{n:03}": made_up_stock(n) for n in range(symbols)}
        self._updates_per_s = updates_per_s
        self.clock = HostClock()
        self.hub = MarketHub(self.instruments.__getitem__, self.clock)
        self.bars = BarBook(self.hub, lambda _, at_ns: to_datetime(at_ns).date())
        self._random = Random(1)  # noqa: S311 - a market is made up, not a secret
        self._prices = dict.fromkeys(self.instruments, 10_000)
        self._symbols = list(self.instruments)
        self._next = 0
        yesterday_ns = self.clock.now_ns() - DAY_NS
        for symbol in self._symbols:
            self.hub.publish(TradeTick(symbol, yesterday_ns, 9_990, 1, Aggressor.BUYER))

    def tick(self) -> None:
        """Let the next symbol trade and quote anew."""
        symbol = self._symbols[self._next % len(self._symbols)]
        self._next += 1
        price = self._prices[symbol] = self._prices[symbol] + self._random.choice((-1, 0, 1))
        at_ns = self.clock.now_ns()
        size = self._random.randrange(1, 500)
        self.hub.publish_event(
            [
                TradeTick(symbol, at_ns, price, size, Aggressor.BUYER),
                QuoteTick(symbol, at_ns, price - 1, size, price + 1, size),
            ]
        )

    def ours(self) -> Side:
        """The pane of the window."""
        from PySide6.QtCore import QPoint, QRect

        from traderterminal.app.screen import read_theme
        from traderterminal.ui.panes.watchlists import WatchlistPane

        class Nowhere:
            def outline(self, at: QPoint) -> QRect:
                return QRect()

            def drop(self, at: QPoint, key: str) -> None:
                """Take nothing."""

        watchlist = Watchlist("Bench")
        for symbol in self._symbols:
            watchlist = watchlist.with_symbol(symbol)
        vm = WatchlistsViewModel(
            hub=self.hub,
            bars=self.bars,
            resolve=self.instruments.__getitem__,
            kept_as=lambda found: found.symbol,
            kept=([watchlist], ""),
            keep=lambda lists, shown: None,
        )
        pane = WatchlistPane(vm, read_theme("ink", 12), lambda make: None, Nowhere())
        return Side(pane, vm.flush, FRAME_S, [], lambda: None)

    def tape(self) -> Side:
        """Time and sales of the first symbol."""
        from traderterminal.app.screen import read_theme
        from traderterminal.ui.panes.time_and_sales import TimeAndSalesPane

        vm = TimeAndSalesViewModel(self.hub, lambda _, at_ns: to_datetime(at_ns))
        vm.show(self.instruments[self._symbols[0]])
        pane = TimeAndSalesPane(vm, read_theme("ink", 12))
        return Side(pane, vm.flush, FRAME_S, [], vm.close)

    def theirs(self) -> Side:
        """A table of items that every update writes to."""
        from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

        titles = ("Symbol", "Last", "Change", "Bid", "Ask", "Volume", "High", "Low")
        table = QTableWidget(len(self._symbols), len(titles))
        table.setHorizontalHeaderLabels(titles)
        items = {}
        for row, symbol in enumerate(self._symbols):
            items[symbol] = [QTableWidgetItem(symbol), *(QTableWidgetItem("") for _ in titles[1:])]
            for column, item in enumerate(items[symbol]):
                table.setItem(row, column, item)
        side = Side(table, lambda: None, 0.0, [], lambda: None)

        def hear(tick: object) -> None:
            if not isinstance(tick, QuoteTick):
                return
            started = time.thread_time()
            instrument, day = self.instruments[tick.symbol], self.bars.day(tick.symbol)
            quote = self.hub.quote(tick.symbol)
            if quote is not None and day is not None:
                bar = day.bar
                shown = (
                    formats.price(quote.last, instrument),
                    formats.signed(bar.close - bar.open),
                    formats.price(quote.bid, instrument),
                    formats.price(quote.ask, instrument),
                    f"{bar.volume:,}",
                    formats.price(instrument.from_ticks(bar.high), instrument),
                    formats.price(instrument.from_ticks(bar.low), instrument),
                )
                for item, text in zip(items[tick.symbol][1:], shown, strict=True):
                    item.setText(text)
            side.took.append((time.thread_time() - started) * 1e3)

        side.stop = self.hub.listen(None, hear)
        return side

    def watch(self, make: Callable[[], Side], seconds: float) -> dict[str, float]:
        """Let the market live under one side, and take the time."""
        from PySide6.QtCore import QEvent
        from PySide6.QtWidgets import QApplication

        side = make()
        side.widget.resize(WIDTH, HEIGHT)
        side.widget.show()
        QApplication.processEvents()
        for _ in self._symbols:
            self.tick()
        side.frame()
        QApplication.processEvents()
        self._live(side, seconds * SETTLE_SHARE)
        side.took.clear()
        wall, busy, updates = self._live(side, seconds)
        side.stop()
        side.widget.close()
        side.widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return {
            "busy": sum(side.took) / wall / 10,
            "processor": 100 * busy / wall,
            "p99": percentile(side.took, 99),
            "updates": updates / wall,
        }

    def _live(self, side: Side, seconds: float) -> tuple[float, float, int]:
        """Let the market live for so long; return how long that took, the processor's time, and
        how many updates there were."""
        from PySide6.QtWidgets import QApplication

        began, busy, made, shown_at = time.perf_counter(), time.process_time(), 0, 0.0
        while (passed := time.perf_counter() - began) < seconds:
            due = int(passed * len(self._symbols) * self._updates_per_s)
            for _ in range(due - made):
                self.tick()
            is_frame = passed - shown_at >= side.frame_s and due > made
            made = due
            if is_frame:
                shown_at = passed
                started = time.thread_time()
                side.frame()
                QApplication.processEvents()
                side.took.append((time.thread_time() - started) * 1e3)
            time.sleep(0.0005)
        return time.perf_counter() - began, time.process_time() - busy, made


def measure(seconds: float, turns: int = TURNS) -> dict[str, float]:
    """Measure both sides in turns, with Qt's application there; return the medians."""
    many, one = Bench(SYMBOLS, UPDATES_PER_S), Bench(1, TRADES_PER_S)
    part = seconds / turns / 3
    rounds = [(many.watch(many.ours, part), many.watch(many.theirs, part)) for _ in range(turns)]
    tapes = [one.watch(one.tape, part) for _ in range(turns)]
    return {
        "ours": median(ours["busy"] for ours, _ in rounds),
        "theirs": median(theirs["busy"] for _, theirs in rounds),
        "processor": median(ours["processor"] for ours, _ in rounds),
        "p99": median(ours["p99"] for ours, _ in rounds),
        "updates": median(ours["updates"] for ours, _ in rounds),
        "tape": median(tape["busy"] for tape in tapes),
        "tape_p99": median(tape["p99"] for tape in tapes),
    }


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    sys.stdout.write(f"{json.dumps(measure(float(sys.argv[1])))}\n")
    app.quit()


if __name__ == "__main__":
    main()
