"""`record`: write the ticks of the market source to a file, without an account or a ledger."""

import asyncio
import math
from collections.abc import Callable
from pathlib import Path
from typing import Final

from traderterminal.app.ending import signals_go_to
from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.markets import open_source
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS, HostClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedState, MarketSource
from traderterminal.market.recorder import TickRecorder
from traderterminal.storage.recordings import RecordingWriter
from traderterminal.storage.resources import Resources

#: How often it is looked whether the feed still lives, host time.
LOOK_SECONDS: Final = 0.1


def record(options: Options, out: Path, seconds: float) -> int:
    """Record `seconds` of host time of the option's symbol; return how many rows were written.

    It ends early where a recording that is replayed ends, and when the system asks it to; what was
    written until then is kept. Raises BadData when the symbol is unknown, the file cannot be
    written or nothing is to record.
    """
    if not 0 < seconds < math.inf:
        raise BadData(f"--seconds {seconds:g}: a number above zero is needed")
    return asyncio.run(_record(options, out, seconds))


async def _record(options: Options, out: Path, seconds: float) -> int:
    settings, host = load_settings(options.config), HostClock()
    resources = Resources(options.resources)
    calendar = resources.calendar()
    symbols = resources.symbols(calendar, settings.market.roll_days)
    hub = MarketHub(symbols.instrument, host)
    source = await open_source(options, settings, hub, symbols, calendar, host)
    if source is None:
        raise BadData("--market none: there is nothing to record")
    hub.follow(source)
    today = calendar.trade_date(REFERENCE_GROUP, source.clock.now_ns())
    instrument = _recorded(source, options.symbol or "", lambda text: symbols.resolve(text, today))
    failures: list[Exception] = []
    tasks, ending = TaskScope(on_error=lambda name, error: failures.append(error)), asyncio.Event()
    try:
        with signals_go_to(ending.set), RecordingWriter(out, instrument) as writer:
            recorder = TickRecorder(hub, instrument.symbol, writer.write)
            tasks.spawn(source.run(), name="market")
            until_ns = host.monotonic_ns() + int(seconds * NANOSECONDS)
            while not ending.is_set() and (left := until_ns - host.monotonic_ns()) > 0:
                await host.sleep(min(LOOK_SECONDS, left / NANOSECONDS))
                recorder.look()
                if hub.health(instrument.symbol).state is FeedState.ENDED:
                    break
            await tasks.aclose()
    except OSError as error:
        raise BadData(f"{out} cannot be written: {error.strerror}") from error
    if failures:
        raise failures[0]
    return writer.written


def _recorded(source: MarketSource, text: str, resolve: Callable[[str], Instrument]) -> Instrument:
    try:
        instrument = resolve(text)
    except UnknownSymbol as unknown:
        raise BadData(f"--symbol {unknown.symbol}: no instrument goes by that name") from unknown
    if instrument.symbol not in source.symbols():
        there = ", ".join(source.symbols())
        raise BadData(f"{instrument.symbol} is not traded on this market; there are {there}")
    return instrument
