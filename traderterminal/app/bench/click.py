"""A click in the ladder until its order is handed to the paper broker, with the whole desk at work.

Run as `python -m traderterminal.app.bench.click SECONDS`, in a process of its own. The clicks come
from another thread, as those of a hand do: in the middle of a frame as often as between two. Sent
is when the broker is asked, after the intent was made durable.
"""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from random import Random
from typing import TYPE_CHECKING, Any, Final

from traderterminal.app.bench.bare import bare_journeys
from traderterminal.app.bench.chart_views import percentile
from traderterminal.app.bench.figures import Figure, asked_of_a_process
from traderterminal.app.bench.full_desk import (
    LOOK_S,
    Found,
    FullDesk,
    first_ladder,
    measured,
    tell_alone,
)
from traderterminal.desk.desk import Departure
from traderterminal.kit.clock import within

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

CLICK_BAR_MS: Final = 15
MEASURED_S: Final = 60.0
#: Of the time that is measured so much goes before it.
SETTLE_SHARE: Final = 0.1
#: Between an order that has gone and the next click, at random.
PAUSE_S: Final = (0.03, 0.09)
#: So many rows below the bid is where they click: nothing trades there.
BELOW: Final = range(3, 9)
PATIENCE_S: Final = 10.0
#: Bare journeys before and after.
BARE: Final = 100
SETTINGS: Final = """
[risk]
session = "ignore"
max_position = 0
orders_per_second = 0
orders_per_minute = 0
duplicate_window_s = 0
"""

_SECONDS: Final = 240


def click_figures() -> Iterator[Figure]:
    """Yield how long a click takes to be an order at the broker.

    Beside it stands what of that the order's own commit waited for the disk, and what the machine
    takes meanwhile for two commits and a message between them, with nothing of ours.
    """
    bare = bare_journeys(BARE)
    found = _asked()
    bare += bare_journeys(BARE)
    yield Figure("click to sent, four charts live, p99", found["p99"], "ms", bar=CLICK_BAR_MS)
    yield Figure("the same, p50", found["p50"], "ms")
    yield Figure("the same, the longest", found["longest"], "ms")
    yield Figure("of it waiting for the disk, p99", found["disk_p99"], "ms")
    yield Figure("without the disk, p99", found["rest_p99"], "ms")
    meanwhile = percentile([took * 1e3 for took in bare], 99)
    yield Figure("bare socket and disk, p99", meanwhile, "ms")


def _asked() -> Mapping[str, float]:
    return asked_of_a_process(__name__, MEASURED_S, _SECONDS)


def click(widget: "QWidget", at: "QPoint") -> None:
    """Press and let go of the mouse on a widget, from whatever thread."""
    from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    place, keys = QPointF(at), Qt.KeyboardModifier.NoModifier
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
    ):
        QCoreApplication.postEvent(widget, QMouseEvent(kind, place, place, left, held, keys))


class Hand:
    """Clicks on the ladder of a desk, and hears when each order is handed to its broker."""

    def __init__(self, desk: FullDesk) -> None:

        self._desk = desk
        self._random = Random(1)  # noqa: S311 - where a bench clicks is no secret
        self._loop = asyncio.get_running_loop()
        self._ladder = first_ladder(desk.screen.window)
        self._clicked = 0.0
        self._sent: asyncio.Future[tuple[str, float, float]] = self._loop.create_future()
        for account in desk.engine.settings.accounts:
            desk.engine.arming.arm(account.id)
        self._stop = desk.engine.desk.departed.connect(self._hear)

    def close(self) -> None:
        self._stop()

    def _hear(self, departure: Departure) -> None:
        if not self._sent.done():
            took, disk = time.perf_counter() - self._clicked, self._desk.engine.ledger.waited_ns
            self._sent.set_result((departure.order_id, took * 1e3, disk / 1e6))

    async def _target(self) -> "QPoint":
        """The middle of a cell in which a click buys by a limit that rests.

        A market that has left the ladder is brought back first, as a hand does.
        """
        found = self._place()
        if found is None:
            self._desk.screen.trading.ladder.recentre()
            await self._desk.engine.host.sleep(LOOK_S)
            found = self._place()
        if found is None:
            raise RuntimeError("the ladder of the bench does not show the market")
        return found

    def _place(self) -> "QPoint | None":
        from traderterminal.ui.ladder.columns import Column

        top = self._desk.engine.hub.top(self._desk.symbols[0])
        bid = None if top is None else top.bid
        price = None if bid is None else bid - self._random.choice(BELOW)
        return None if price is None else self._ladder.place_of(Column.BUYS, price)

    async def _left(self) -> None:
        await self._sent

    async def order(self) -> tuple[float, float]:
        """Click once; return the milliseconds until the order is sent, and those of them in which
        it waited for the disk, and take it away again."""
        from PySide6.QtCore import QCoreApplication, QEvent

        engine, host = self._desk.engine, self._desk.engine.host
        self._sent = self._loop.create_future()
        at = await self._target()

        def strike() -> None:
            self._clicked = time.perf_counter()
            click(self._ladder, at)

        hand = threading.Timer(self._random.uniform(*PAUSE_S), strike)
        hand.start()
        if not await within(host, PATIENCE_S, self._left()):
            raise RuntimeError("a click of the bench led to no order")
        hand.join()
        QCoreApplication.postEvent(self._ladder, QEvent(QEvent.Type.Leave))
        order_id, took, disk = self._sent.result()
        while not engine.desk.orders[order_id].is_live:
            await host.sleep(0.001)
        await engine.desk.cancel(order_id)
        return took, disk


async def _watch(desk: FullDesk, seconds: float) -> Found:
    desk.trade()
    hand, clicks = Hand(desk), list[tuple[float, float]]()
    for lasts in (seconds * SETTLE_SHARE, seconds):
        clicks.clear()
        began = time.perf_counter()
        while time.perf_counter() - began < lasts:
            clicks.append(await hand.order())
    hand.close()
    took = [one for one, _ in clicks]
    return {
        "p50": percentile(took, 50),
        "p99": percentile(took, 99),
        "longest": max(took),
        "disk_p99": percentile([disk for _, disk in clicks], 99),
        "rest_p99": percentile([one - disk for one, disk in clicks], 99),
        "clicks": float(len(took)),
    }


def measure(app: Any, seconds: float) -> Found:
    """Measure on a desktop of its own, with Qt's application."""
    return measured(app, lambda desk: _watch(desk, seconds), SETTINGS)


if __name__ == "__main__":
    tell_alone(measure)
