"""`shot`: a picture of the desktop at work, on a data folder that is thrown away.

Clock, market and trader are all given, so that the same program draws the same picture.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traderterminal.alerts.inbox import Proof
from traderterminal.app.options import Options
from traderterminal.app.service import Service, run_service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import BadData
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce
from traderterminal.domain.signals import AlertStatus
from traderterminal.kit.clock import NANOSECONDS, HostClock, VirtualClock, parse_iso
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import ENGLISH
from traderterminal.ui.arrangements import TEMPLATES

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from traderterminal.app.screen import Screen

SEED: Final = 1
#: An hour into New York's day, on both clocks.
START: Final = "2026-01-14T15:30:00Z"
#: Ten minutes of market time, in steps between which the trader of the picture acts.
STEP_SECONDS: Final = 60
STEPS: Final = 10
#: Layouts have settled once two pictures so far apart are the same.
FRAME_SECONDS: Final = 0.05
PATIENCE_SECONDS: Final = 10.0
WORKSPACES: Final = tuple(TEMPLATES)

#: What the offscreen platform says of itself whenever a window has a least size.
_OF_NO_USE: Final = "This plugin does not support propagateSizeHints()"

_ALERTS: Final = {
    1: b'{"strategy":"orb-5m","symbol":"ES1!","action":"buy","quantity":2,"id":"1"}',
    3: b'{"strategy":"orb-5m","symbol":"ES1!","action":"close","id":"2"}',
    4: b'{"strategy":"mean-rev","symbol":"NQ1!","action":"sell","quantity":1,"id":"3"}',
    5: b'{"strategy":"orb-5m","symbol":"ES1!","action":"buy","quantity":500,"id":"4"}',
    6: b'{"strategy":"mean-rev","symbol":"NQ1!","action":"close","id":"5"}',
}


@frozen
class ShotOptions:
    """What is to be drawn. Size in logical pixels; theme and the like may be empty."""

    size: str = "1600x1000"
    scale: str = "1"
    theme: str = ""
    workspace: str = ""
    language: str = ""
    state: str = ""


def take_shot(out: Path, wanted: ShotOptions) -> None:
    """Draw the desktop to `out` after ten minutes of a market with seed 1; needs no display.

    Raises BadData for a size that is none and for what cannot be drawn yet.
    """
    size = _size(wanted.size)
    _refuse_what_is_missing(wanted)
    run_offscreen(lambda app: _in_a_folder(app, out, size, wanted), wanted.scale)


async def _in_a_folder(
    app: "QApplication", out: Path, size: tuple[int, int], wanted: ShotOptions
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        await _draw(app, thrown_away(Path(folder)), out, size, wanted)


def thrown_away(folder: Path) -> Options:
    """Return what the desktop of a picture begins with, in a folder of its own."""
    return Options(folder, folder / "config.toml", port=0, market="sim", seed=SEED)


def run_offscreen(
    draw: "Callable[[QApplication], Coroutine[object, object, None]]", scale: str
) -> None:
    """Run what draws pictures on a Qt without a display, so many device pixels to a pixel."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = scale
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.loop import run_until_quit

    qInstallMessageHandler(lambda kind, context, text: _pass_on(text or ""))
    app = QApplication(["TraderTerminal"])
    app.setCursorFlashTime(0)

    async def main(quitting: asyncio.Event) -> int:
        await draw(app)
        return 0

    run_until_quit(app, main)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise BadData(f"--size {text}: give it as 1600x1000")
    found = int(width), int(height)
    if not (640 <= found[0] <= 8000 and 400 <= found[1] <= 8000):
        raise BadData(f"--size {text}: between 640x400 and 8000x8000")
    return found


def _refuse_what_is_missing(wanted: ShotOptions) -> None:
    from traderterminal.app.languages import languages  # loads Qt

    for option, given, there in (
        ("workspace", wanted.workspace, WORKSPACES),
        ("language", wanted.language, languages()),
    ):
        if given and given not in there:
            raise BadData(f"--{option} {given}: unsupported; there is {', '.join(there)}")
    if wanted.state:
        raise BadData(f"--state {wanted.state}: unsupported; only the seeded ten minutes are drawn")


def _pass_on(text: str) -> None:
    if text != _OF_NO_USE:
        sys.stderr.write(f"{text}\n")


async def _draw(
    app: "QApplication", options: Options, out: Path, size: tuple[int, int], wanted: ShotOptions
) -> None:
    at_work = desktop_at_work(
        app, options, size, wanted.theme, wanted.workspace, wanted.language or ENGLISH
    )
    async with at_work as stage:
        picture = await stage.settled(stage.screen.window)
        if not picture.save(str(out)):
            raise BadData(f"{out} cannot be written")


@frozen
class Stage:
    """The desktop of a picture, shown, with market time standing still."""

    service: Service
    screen: "Screen"
    machine: HostClock

    async def settled(self, widget: "QWidget") -> "QImage":
        """Draw frames until two pictures of a widget are the same; return that picture.

        What is still being counted or fetched is waited for.
        """
        picture, before = widget.grab().toImage(), None
        while picture != before or self._is_at_work:
            await self.machine.sleep(FRAME_SECONDS)
            self.screen.window.flush()
            picture, before = widget.grab().toImage(), picture
        return picture

    @property
    def _is_at_work(self) -> bool:
        fetching = any(chart.vm.is_fetching for chart in self.screen.charts.all)
        return fetching or self.screen.back_office.journal.is_counting

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until something has happened; raises BadData where it takes too long."""
        give_up = self.machine.monotonic_ns() + int(PATIENCE_SECONDS * NANOSECONDS)
        while not happened():
            if self.machine.monotonic_ns() > give_up:
                raise BadData(f"nothing was drawn: {what} took longer than {PATIENCE_SECONDS} s")
            await self.machine.sleep(0.005)

    async def place(self, wish: OrderWish) -> None:
        """Place an order, and wait until it rests or has traded."""
        desk = self.service.engine.desk
        order = await desk.place(wish)
        await self.until(lambda: not _is_leaving(desk.orders[order.order_id]), "an order")


@asynccontextmanager
async def desktop_at_work(
    app: "QApplication",
    options: Options,
    size: tuple[int, int],
    theme: str,
    workspace: str = "",
    language: str = ENGLISH,
) -> AsyncIterator[Stage]:
    """Give the desktop after ten minutes of a market in which its trader has traded."""
    from traderterminal.app.screen import build_screen, read_theme
    from traderterminal.ui import icons

    host = VirtualClock(parse_iso(START))
    async with run_service(options, log_to_screen=False, host=host) as service:
        engine = service.engine
        ui = engine.settings.ui
        drawn = read_theme(theme or ui.theme, ui.font_px)
        screen = build_screen(app, service, drawn, language=language)
        icons.load(drawn)
        window = screen.window
        window.resize(*size)
        screen.workspaces.vm.begin_anew()
        screen.workspaces.vm.choose(WORKSPACES.index(workspace or WORKSPACES[0]))
        stage = Stage(service, screen, HostClock())
        for step in range(STEPS):
            host.advance_to(host.now_ns() + STEP_SECONDS * NANOSECONDS)
            await stage.until(
                lambda: engine.hub.clock.now_ns() >= host.now_ns(), "a minute of the market"
            )
            await _act(stage, step)
        # Shown only now: how a chart's scale comes to stand depends on the frames drawn before.
        window.show()
        yield stage
        window.close()
        window.stop()


async def _act(stage: Stage, step: int) -> None:
    """What the trader of the picture does: a few trades, working orders, alerts."""
    service = stage.service
    if step in _ALERTS:
        await service.inbox.receive(_ALERTS[step], Proof.PATH, service.engine.host.now_ns())
        await stage.until(lambda: not _is_open(service), "an alert")
    wish = _wish(service, step)
    if wish is not None:
        await stage.place(wish)


def _is_open(service: Service) -> bool:
    return any(record.status is AlertStatus.ACCEPTED for record in service.inbox.records)


def _is_leaving(order: Order) -> bool:
    return order.status in (OrderStatus.INTENT, OrderStatus.SENDING) or (
        order.order_type is OrderType.MARKET and order.is_live
    )


def _wish(service: Service, step: int) -> OrderWish | None:
    """A position at the end, with a stop and a target."""
    engine = service.engine
    account = engine.settings.accounts[0].id
    quote = engine.hub.quote(engine.resolve("ES").symbol)
    market = quote.mark if quote is not None and quote.mark is not None else Decimal(0)
    resting = TimeInForce.GTC
    match step:
        case 7:
            return OrderWish(account, "ES", "delta", "buy", Decimal(2), source="ticket")
        case 8:
            return OrderWish(
                account,
                "ES",
                "delta",
                "sell",
                Decimal(2),
                OrderType.STOP,
                stop_price=market - 6,
                time_in_force=resting,
                source="ticket",
            )
        case 9:
            return OrderWish(
                account,
                "ES",
                "delta",
                "sell",
                Decimal(2),
                OrderType.LIMIT,
                limit_price=market + 8,
                time_in_force=resting,
                source="ticket",
            )
        case _:
            return None
