"""`record`: write the ticks of the market source to a file, without an account or a ledger."""

import asyncio
import contextlib
import secrets
from pathlib import Path

from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.markets import REPLAY, open_recording, open_simulation
from traderterminal.app.options import Options
from traderterminal.app.settings import load_settings
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import HostClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Tick
from traderterminal.storage.recordings import RecordingWriter
from traderterminal.storage.resources import Resources


def record(options: Options, out: Path, seconds: float) -> int:
    """Record `seconds` of host time of the option's symbol; return how many rows were written.

    Raises BadData when the symbol is unknown, the file cannot be written or nothing is to record.
    """
    if not seconds > 0:
        raise BadData(f"--seconds {seconds}: a number above zero is needed")
    return asyncio.run(_record(options, out, seconds))


async def _record(options: Options, out: Path, seconds: float) -> int:
    settings, host = load_settings(options.config), HostClock()
    resources = Resources(options.resources)
    calendar = resources.calendar()
    symbols = resources.symbols(calendar, settings.market.roll_days)
    hub = MarketHub(symbols.instrument, host)
    wanted = options.market or settings.market.source
    now = host.now_ns()
    today = calendar.trade_date(REFERENCE_GROUP, now)
    if wanted.startswith(REPLAY):
        source = open_recording(
            hub, symbols, host, source=wanted, symbol=options.symbol, speed=options.speed
        )
        instrument = symbols.instrument(source.symbols()[0])
        running = source.run
    elif wanted == "sim":
        seed = secrets.randbits(32) if options.seed is None else options.seed
        market = open_simulation(
            hub, symbols, today, host, seed=seed, start_ns=now, speed=options.speed
        )
        instrument = symbols.resolve(options.symbol or "", today)
        if instrument.symbol not in market.symbols():
            there = ", ".join(market.symbols())
            raise BadData(f"{instrument.symbol} is not traded in the simulation; there are {there}")
        running = market.run
    else:
        raise BadData(f"--market {wanted}: there is nothing to record")
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    try:
        with RecordingWriter(out, instrument) as writer:
            _write_ticks(hub, instrument.symbol, writer)
            tasks.spawn(running(), name="market")
            await host.sleep(seconds)
            await tasks.aclose()
            written = writer.written
    except OSError as error:
        raise BadData(f"{out} cannot be written: {error.strerror}") from error
    with contextlib.suppress(IndexError):
        raise failures[0]
    return written


def _write_ticks(hub: MarketHub, symbol: str, writer: RecordingWriter) -> None:
    def write(tick: Tick) -> None:
        writer.write(tick)

    top = hub.top(symbol)
    if top is not None:  # a trade before the first change of the quotes has its quotes too
        writer.write(top)
    hub.listen(symbol, write)
