"""A tick into the hub, from which the window takes what it shows: what it costs, and whom it calls.

Run as `python -m traderterminal.app.bench.ticks SECONDS`, in a process of its own. The hub by
itself is measured beside the whole desk, whose bars, matching and lists hear each tick. Whatever of
Qt is called for a tick is counted: a signal for each would cost more than all else.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Any, Final

from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.app.bench.full_desk import Found, FullDesk, measured, tell_alone
from traderterminal.app.bench.watching import made_up_stock
from traderterminal.kit.clock import HostClock
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick

PUBLISH_BAR_US: Final = 1
MEASURED_S: Final = 3.0
#: Ticks in a row, as the frames of a feed's socket bring them, with a rest in between.
BURST: Final = 1_000
WATCHED: Final = 500
REST_S: Final = 0.02

_SECONDS: Final = 120


def tick_figures() -> Iterator[Figure]:
    """Yield what a tick costs."""
    found = _asked()
    yield Figure("tick into the hub", found["hub"], "µs", bar=PUBLISH_BAR_US)
    yield Figure("the same with all that hear it", found["desk"], "µs")
    yield Figure("calls of Qt for a tick", found["calls"], "calls", bar=0)


def _asked() -> Mapping[str, float]:
    return asked_of_a_process(__name__, MEASURED_S, _SECONDS)


class Burst:
    """Trades of one symbol of a hub, one after the other at the bid and at the ask."""

    def __init__(self, hub: MarketHub, symbol: str) -> None:
        self._hub = hub
        self._symbol = symbol

    def ticks(self, count: int) -> list[TradeTick]:
        """Return what trades next; raises RuntimeError where nothing is quoted."""
        top = self._hub.top(self._symbol)
        if top is None or top.bid is None or top.ask is None:
            raise RuntimeError("the market of the bench shows no quote")
        prices, at_ns = (top.bid, top.ask), self._hub.clock.now_ns()
        by = Aggressor.BUYER
        return [TradeTick(self._symbol, at_ns, prices[n % 2], 1, by) for n in range(count)]

    def took_us(self, count: int) -> float:
        """Publish so many; return the time of the thread that each took."""
        ticks, publish = self.ticks(count), self._hub.publish
        began = time.thread_time()
        for tick in ticks:
            publish(tick)
        return (time.thread_time() - began) / count * 1e6


def calls_of_qt(step: Callable[[], object]) -> int:
    """Count what Python calls of Qt during a step; the signals that it emits are among them."""
    found = 0

    def see(frame: object, event: str, called: object) -> None:
        nonlocal found
        if event == "c_call":
            of = type(getattr(called, "__self__", None)).__module__
            found += of.startswith(("PySide6", "shiboken6")) or of == "Shiboken"

    sys.setprofile(see)
    try:
        step()
    finally:
        sys.setprofile(None)
    return found


def _alone() -> Burst:
    stock = made_up_stock(0)
    hub = MarketHub({stock.symbol: stock}.__getitem__, HostClock())
    hub.publish(QuoteTick(stock.symbol, hub.clock.now_ns(), 9_999, 5, 10_001, 5))
    return Burst(hub, stock.symbol)


async def _watch(desk: FullDesk, seconds: float) -> Found:
    alone, heard = _alone(), Burst(desk.engine.hub, desk.symbols[0])
    rounds, began = [], time.perf_counter()
    while time.perf_counter() - began < seconds:
        rounds.append((alone.took_us(BURST), heard.took_us(BURST)))
        await desk.engine.host.sleep(REST_S)
    watched = heard.ticks(WATCHED)

    def publish() -> None:
        for tick in watched:
            desk.engine.hub.publish(tick)

    return {
        "hub": median(one for one, _ in rounds),
        "desk": median(one for _, one in rounds),
        "calls": calls_of_qt(publish) / WATCHED,
    }


def measure(app: Any, seconds: float) -> Found:
    """Measure on a desktop of its own, with Qt's application."""
    return measured(app, lambda desk: _watch(desk, seconds))


if __name__ == "__main__":
    tell_alone(measure)
