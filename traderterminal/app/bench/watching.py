"""The panes that watch a lively market: a watchlist beside a table of items, and time and sales.

Run as `python -m traderterminal.app.bench.watching SECONDS`, in a process of its own. Of 200
symbols each is updated five times a second; the other way writes to a QTableWidget at every update,
as a terminal on Qt is often made. Both see the same market in one run, in turns. The tape shows one
symbol that trades a thousand times a second.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from random import Random
from statistics import median
from typing import Final

from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.app.bench.turns import FRAME_S, Side, watch
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.clock import NANOSECONDS, HostClock, to_datetime
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick
from traderterminal.market.watchlists import Watchlist
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.time_and_sales import TimeAndSalesViewModel
from traderterminal.ui.viewmodels.watchlists import WatchlistsViewModel

BUSY_BAR: Final = 15
LATE_BAR_MS: Final = 8
MEASURED_S: Final = 20.0
TURNS: Final = 3
SYMBOLS: Final = 200
UPDATES_PER_S: Final = 5
TRADES_PER_S: Final = 1_000
DAY_NS: Final = 86_400 * NANOSECONDS

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
        return Side(pane, vm.flush, FRAME_S)

    def tape(self) -> Side:
        """Time and sales of the first symbol."""
        from traderterminal.app.screen import read_theme
        from traderterminal.ui.panes.time_and_sales import TimeAndSalesPane

        vm = TimeAndSalesViewModel(self.hub, lambda _, at_ns: to_datetime(at_ns))
        vm.show(self.instruments[self._symbols[0]])
        pane = TimeAndSalesPane(vm, read_theme("ink", 12))
        return Side(pane, vm.flush, FRAME_S, stop=vm.close)

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
        side = Side(table)

        def hear(tick: object) -> None:
            if not isinstance(tick, QuoteTick):
                return
            side.timed(lambda: write(tick.symbol))

        def write(symbol: str) -> None:
            instrument, day = self.instruments[symbol], self.bars.day(symbol)
            quote = self.hub.quote(symbol)
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
                for item, text in zip(items[symbol][1:], shown, strict=True):
                    item.setText(text)

        side.stop = self.hub.listen(None, hear)
        return side

    def watch(self, make: Callable[[], Side], seconds: float) -> dict[str, float]:
        """Let the market live under one side, and take the time."""
        count = len(self._symbols)
        return watch(make(), self.tick, count * self._updates_per_s, count, seconds)


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
