"""`shot`: a picture of the desktop at work, on a data folder that is thrown away.

Clock, market and trader are all given, so that the same program draws the same picture.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SEED: Final = 1
#: An hour into New York's day, on both clocks.
START: Final = "2026-01-14T15:30:00Z"
#: Ten minutes of market time, in steps between which the trader of the picture acts.
STEP_SECONDS: Final = 60
STEPS: Final = 10
#: Layouts have settled once two pictures so far apart are the same.
FRAME_SECONDS: Final = 0.05
PATIENCE_SECONDS: Final = 10.0
WORKSPACES: Final = ("Trade",)
LANGUAGES: Final = ("en",)

#: What the offscreen platform says of itself whenever a window has a least size.
_OF_NO_USE: Final = "This plugin does not support propagateSizeHints()"

_ALERTS: Final = {
    1: b'{"strategy":"orb-5m","symbol":"ES1!","action":"buy","quantity":2,"id":"1"}',
    3: b'{"strategy":"orb-5m","symbol":"ES1!","action":"close","id":"2"}',
    4: b'{"strategy":"mean-rev","symbol":"NQ1!","action":"sell","quantity":1,"id":"3"}',
    5: b'{"strategy":"orb-5m","symbol":"ES1!","action":"buy","quantity":500,"id":"4"}',
    6: b'{"strategy":"mean-rev","symbol":"NQ1!","action":"close","id":"5"}',
}


@dataclass(frozen=True, slots=True)
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
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.loop import run_until_quit

    qInstallMessageHandler(lambda kind, context, text: _pass_on(text or ""))
    app = QApplication(["TraderTerminal"])
    app.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        options = Options(data_dir, data_dir / "config.toml", port=0, market="sim", seed=SEED)

        async def main(quitting: asyncio.Event) -> int:
            await _draw(app, options, out, size, wanted.theme)
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
    for option, given, there in (
        ("workspace", wanted.workspace, WORKSPACES),
        ("language", wanted.language, LANGUAGES),
    ):
        if given and given not in there:
            raise BadData(f"--{option} {given}: unsupported; there is {', '.join(there)}")
    if wanted.state:
        raise BadData(f"--state {wanted.state}: unsupported; only the seeded ten minutes are drawn")


def _pass_on(text: str) -> None:
    if text != _OF_NO_USE:
        sys.stderr.write(f"{text}\n")


async def _draw(
    app: "QApplication", options: Options, out: Path, size: tuple[int, int], theme: str
) -> None:
    from traderterminal.app.screen import build_screen, read_theme
    from traderterminal.ui import icons

    host, machine = VirtualClock(parse_iso(START)), HostClock()

    async def until(happened: Callable[[], bool], what: str) -> None:
        give_up = machine.monotonic_ns() + int(PATIENCE_SECONDS * NANOSECONDS)
        while not happened():
            if machine.monotonic_ns() > give_up:
                raise BadData(f"nothing was drawn: {what} took longer than {PATIENCE_SECONDS} s")
            await machine.sleep(0.005)

    async with run_service(options, log_to_screen=False, host=host) as service:
        engine = service.engine
        ui = engine.settings.ui
        drawn = read_theme(theme or ui.theme, ui.font_px)
        screen = build_screen(app, service, drawn)
        icons.load(drawn)
        window = screen.window
        window.resize(*size)
        window.arrange(*size)
        for step in range(STEPS):
            host.advance_to(host.now_ns() + STEP_SECONDS * NANOSECONDS)
            await until(
                lambda: engine.hub.clock.now_ns() >= host.now_ns(), "a minute of the market"
            )
            await _act(service, step, until)
        # Shown only now: how a chart's scale comes to stand depends on the frames drawn before.
        window.show()
        picture, before = window.grab().toImage(), None
        while picture != before:
            await machine.sleep(FRAME_SECONDS)
            window.flush()
            picture, before = window.grab().toImage(), picture
        if not picture.save(str(out)):
            raise BadData(f"{out} cannot be written")
        window.close()
        window.stop()


async def _act(
    service: Service, step: int, until: Callable[[Callable[[], bool], str], Awaitable[None]]
) -> None:
    """What the trader of the picture does: a few trades, working orders, alerts."""
    engine = service.engine
    if step in _ALERTS:
        await service.inbox.receive(_ALERTS[step], Proof.PATH, engine.host.now_ns())
        await until(lambda: not _is_open(service), "an alert")
    wish = _wish(service, step)
    if wish is not None:
        order = await engine.desk.place(wish)
        await until(lambda: not _is_leaving(engine.desk.orders[order.order_id]), "an order")


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
