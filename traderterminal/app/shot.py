"""`shot`: a picture of the desktop at work, on a data folder that is thrown away."""

import asyncio
import os
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from traderterminal.app.options import Options
from traderterminal.domain.errors import BadData

SEED: Final = 1
#: Ten minutes of market time, in steps between which the trader of the picture acts.
STEP_SECONDS: Final = 60
STEPS: Final = 10


def take_shot(out: Path, *, size: str, scale: str, theme: str) -> None:
    """Draw the desktop to `out` after ten minutes of a market with seed 1; needs no display.

    Raises BadData for a size that is none.
    """
    width, height = _size(size)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = scale
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.loop import run_until_quit

    app = QApplication(["TraderTerminal"])
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        options = Options(
            data_dir, data_dir / "config.toml", port=0, market="sim", speed="step", seed=SEED
        )

        async def main(quitting: asyncio.Event) -> int:
            await _draw(app, replace(options, speed=None), out, (width, height), theme)
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


async def _draw(
    app: object, options: Options, out: Path, size: tuple[int, int], theme: str
) -> None:
    from PySide6.QtWidgets import QApplication

    from traderterminal.app.screen import build_screen, read_theme
    from traderterminal.app.service import run_service
    from traderterminal.market.simulated import SimulatedMarket

    assert isinstance(app, QApplication)  # noqa: S101 - made by the caller
    async with run_service(options, log_to_screen=False) as service:
        engine = service.engine
        ui = engine.settings.ui
        screen = build_screen(app, service, read_theme(theme or ui.theme, ui.font_px))
        screen.window.resize(*size)
        screen.window.arrange(*size)
        screen.window.show()
        market = engine.source
        if isinstance(market, SimulatedMarket):
            for step in range(STEPS):
                await market.advance_to(market.clock.now_ns() + STEP_SECONDS * 1_000_000_000)
                await _act(service, step)
        await engine.host.sleep(0.3)
        screen.window.flush()
        await engine.host.sleep(0.1)
        if not screen.window.grab().save(str(out)):
            raise BadData(f"{out} cannot be written")
        screen.window.close()
        screen.window.stop()


async def _act(service: object, step: int) -> None:
    """What the trader of the picture does: a few trades, working orders, alerts."""
    from traderterminal.alerts.inbox import Proof
    from traderterminal.app.service import Service
    from traderterminal.desk.ports import OrderWish
    from traderterminal.domain.orders import OrderType, TimeInForce

    assert isinstance(service, Service)  # noqa: S101 - made by the caller
    engine = service.engine
    account = engine.settings.accounts[0].id
    quote = engine.hub.quote(engine.resolve("ES").symbol)
    market = quote.mark if quote is not None and quote.mark is not None else Decimal(0)
    bodies = {
        1: b'{"strategy":"orb-5m","symbol":"ES1!","action":"buy","quantity":2,"id":"1"}',
        3: b'{"strategy":"orb-5m","symbol":"ES1!","action":"close","id":"2"}',
        4: b'{"strategy":"mean-rev","symbol":"NQ1!","action":"sell","quantity":1,"id":"3"}',
        5: b'{"strategy":"orb-5m","symbol":"ES1!","action":"buy","quantity":500,"id":"4"}',
        6: b'{"strategy":"mean-rev","symbol":"NQ1!","action":"close","id":"5"}',
    }
    wishes = {
        7: OrderWish(account, "ES", "delta", "buy", Decimal(2), source="ticket"),
        8: OrderWish(
            account,
            "ES",
            "delta",
            "sell",
            Decimal(2),
            OrderType.STOP,
            stop_price=market - 6,
            time_in_force=TimeInForce.GTC,
            source="ticket",
        ),
        9: OrderWish(
            account,
            "ES",
            "delta",
            "sell",
            Decimal(2),
            OrderType.LIMIT,
            limit_price=market + 8,
            time_in_force=TimeInForce.GTC,
            source="ticket",
        ),
    }
    if step in bodies:
        await service.inbox.receive(bodies[step], Proof.PATH, engine.host.now_ns())
        await engine.host.sleep(0.05)
    if step in wishes:
        await engine.desk.place(wishes[step])
