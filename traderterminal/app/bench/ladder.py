"""The ladder in a lively market: how long it is busy, how late a frame may be, whether a row jumps.

Run as `python -m traderterminal.app.bench.ladder SECONDS`, in a process of its own. Fifty times a
second forty of two hundred levels change, something trades and the quotes move; all columns are
shown, own orders and a position with them, and the pointer rests on the prices. Busy is the time
inside the update and the paint of the whole pane; it is the thread's own, as others may use the
machine meanwhile.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from traderterminal.app.bench.chart_views import percentile
from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.orders import OrderType
from traderterminal.market.ticks import Aggressor, DepthTick, FeedTick, QuoteTick, TradeTick
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.ladder import EXTRAS, LadderViewModel
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel

if TYPE_CHECKING:
    from traderterminal.ui.panes.ladder import LadderPane

BUSY_BAR: Final = 12
LATE_BAR_MS: Final = 8
#: How long the pointer rests on the ladder.
MEASURED_S: Final = 60.0
UPDATES_PER_S: Final = 50
LEVELS: Final = 100  # a side
CHANGES: Final = 40
MOVES: Final = 0.2  # the share of updates that the quotes move with
LARGEST: Final = 600  # lots at a level
ROWS: Final = 50
WIDTH_EM: Final = 40
FIRST_QUOTES_S: Final = 0.2
#: Of the time that is measured so much goes before it.
SETTLE_SHARE: Final = 0.05

_SECONDS: Final = 120


def ladder_figures() -> Iterator[Figure]:
    """Yield what the ladder takes, the processor's time beside it."""
    found = _asked()
    yield Figure("ladder, 50 updates/s, busy", found["busy"], "%", bar=BUSY_BAR)
    yield Figure("the same, of the processor", found["processor"], "%")
    yield Figure("an update of it, p99", found["p99"], "ms", bar=LATE_BAR_MS)
    yield Figure("row jumps under the pointer", found["jumps"], "rows", bar=0)


def _asked() -> Mapping[str, float]:
    return asked_of_a_process(__name__, MEASURED_S, _SECONDS)


class LivelyMarket:
    """Two hundred levels of one symbol that never rest, from a middle price in ticks on."""

    def __init__(self, symbol: str, middle: int) -> None:
        self._symbol = symbol
        self._random = Random(1)  # noqa: S311 - a market is made up, not a secret
        self._bid = middle
        self._sizes: dict[str, dict[int, int]] = {"B": {}, "A": {}}

    def event(self, at_ns: int) -> list[FeedTick]:
        """Return what happens next."""
        random = self._random
        self._bid += random.choice((-1, 1)) if random.random() < MOVES else 0
        changes = list(self._moved())
        for _ in range(CHANGES - len(changes)):
            side, away = random.choice((("B", -1), ("A", 1)))
            touch = self._bid if side == "B" else self._bid + 1
            price = touch + away * random.randrange(LEVELS)
            self._sizes[side][price] = random.randrange(1, LARGEST)
            changes.append((side, price, self._sizes[side][price]))
        buys = random.random() < 0.5
        price, by = self._bid + buys, Aggressor.BUYER if buys else Aggressor.SELLER
        sizes = self._sizes["B"][self._bid], self._sizes["A"][self._bid + 1]
        return [
            TradeTick(self._symbol, at_ns, price, random.randrange(1, 40), by),
            DepthTick(self._symbol, at_ns, tuple(changes)),
            QuoteTick(self._symbol, at_ns, self._bid, sizes[0], self._bid + 1, sizes[1]),
        ]

    def _moved(self) -> Iterator[tuple[str, int, int]]:
        """Take away what the touch has passed, and fill up the far end."""
        for side, touch, away in (("B", self._bid, -1), ("A", self._bid + 1, 1)):
            sizes = self._sizes[side]
            wanted = range(touch, touch + away * LEVELS, away)
            for price in [price for price in sizes if price not in wanted]:
                del sizes[price]
                yield side, price, 0
            for price in wanted:
                if price not in sizes:
                    sizes[price] = self._random.randrange(1, LARGEST)
                    yield side, price, sizes[price]


async def _trade(engine: Engine, symbol: str, middle: Decimal) -> None:
    """Hold a position, and let orders rest on both sides of the market."""
    account = engine.settings.accounts[0].id
    two = Decimal(2)
    wish = OrderWish(account, symbol, "delta", "buy", two, source="ticket")
    await engine.desk.place(wish)
    for number in range(1, 7):
        for side, sign in (("buy", -1), ("sell", 1)):
            price = middle + sign * number * 2
            limit = OrderType.LIMIT
            await engine.desk.place(
                OrderWish(account, symbol, "delta", side, two, limit, price, source="ticket")
            )


def _view_model(engine: Engine, symbol: str) -> LadderViewModel:
    """A ladder on an engine, as the window has it."""
    for one in engine.settings.accounts:
        engine.arming.arm(one.id)
    accounts = AccountChoiceViewModel(
        [AccountEntry(one.id, one.id, "simulator") for one in engine.settings.accounts]
    )
    ticket = TicketViewModel(
        desk=engine.desk,
        hub=engine.hub,
        bars=engine.bars,
        tasks=engine.tasks,
        local=engine.hours.local,
        accounts=accounts,
        arming=engine.arming,
    )
    orders = OrdersViewModel(
        engine.desk,
        engine.hub,
        engine.tasks,
        engine.symbols.instrument,
        engine.hours.local,
        accounts,
        engine.journal.fills,
        engine.find_queue,
        engine.arming,
    )
    ladder = LadderViewModel(
        desk=engine.desk,
        hub=engine.hub,
        ticket=ticket,
        orders=orders,
        find_queue=engine.find_queue,
        session_end_ns=engine.hours.day_end_ns,
    )
    ticket.show(engine.symbols.instrument(symbol))
    ladder.show(engine.symbols.instrument(symbol))
    return ladder


def _pane(vm: LadderViewModel) -> "LadderPane":
    """The pane with all columns and fifty rows, the pointer on it."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QEnterEvent
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.screen import read_theme
    from traderterminal.ui.ladder.columns import ROW_EM
    from traderterminal.ui.panes.ladder import LadderPane

    theme = read_theme("ink", 12)
    for name in EXTRAS:
        vm.show_extra(name, shown=True)
    pane = LadderPane(vm, theme)
    width, row = theme.em(WIDTH_EM), theme.em(ROW_EM)
    pane.resize(width, (ROWS + 1) * row)
    pane.show()
    pane.resize(width, pane.height() + (ROWS - pane.ladder.grid.rows) * row)
    QApplication.sendPostedEvents()
    vm.recentre()
    at = QPointF(200, 200)
    QApplication.sendEvent(pane.ladder, QEnterEvent(at, at, at))
    return pane


async def _watch(engine: Engine, seconds: float) -> dict[str, float]:
    """Let the market live under the ladder and take the time."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    quoted = engine.resolve("ES").symbol
    top = engine.hub.top(quoted)
    if top is None or top.bid is None:
        raise RuntimeError("the market of the bench shows no quote")
    instrument = engine.symbols.instrument(quoted)
    await _trade(engine, quoted, instrument.from_ticks(top.bid))
    vm, market = _view_model(engine, quoted), LivelyMarket(quoted, top.bid)
    pane, took, jumps = _pane(vm), list[float](), 0

    async def live(seconds: float) -> tuple[float, float]:
        """Let the market live for so long; return how long that took, and the processor's time."""
        nonlocal jumps
        before, began, busy = vm.view.top, time.perf_counter(), time.process_time()
        took.clear()
        while (passed := time.perf_counter() - began) < seconds:
            await engine.host.sleep(max(0.0, len(took) / UPDATES_PER_S - passed))
            engine.hub.publish_event(market.event(engine.hub.clock.now_ns()))
            started = time.thread_time()
            vm.ticket.flush()
            vm.flush()
            QApplication.sendPostedEvents(pane, QEvent.Type.UpdateRequest.value)
            took.append((time.thread_time() - started) * 1e3)
            jumps += vm.view.top != before
        return time.perf_counter() - began, time.process_time() - busy

    await live(seconds * SETTLE_SHARE)
    wall, busy = await live(seconds)
    shown = pane.ladder.grid.rows
    for view_model in (vm, vm.ticket):
        view_model.close()
    pane.close()
    pane.deleteLater()
    return {
        "busy": sum(took) / wall / 10,
        "processor": 100 * busy / wall,
        "p99": percentile(took, 99),
        "jumps": float(jumps),
        "rows": float(shown),
        "updates": float(len(took)),
    }


def measure(app: Any, seconds: float) -> dict[str, float]:
    """Measure on an engine of its own, with Qt's application."""
    from traderterminal.app.loop import DesktopEventLoop

    async def run(folder: Path) -> dict[str, float]:
        # So slow that the market stands: what moves it is the bench.
        options = Options(folder, folder / "config.toml", market="sim", speed="0.001", seed=1)
        async with run_engine(options, load_settings(options.config, {})) as engine:
            await engine.host.sleep(FIRST_QUOTES_S)
            return await _watch(engine, seconds)

    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner,
    ):
        return runner.run(run(Path(folder)))


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    sys.stdout.write(f"{json.dumps(measure(app, float(sys.argv[1])))}\n")


if __name__ == "__main__":
    main()
