"""The bars of the running market, and where older ones come from."""

import asyncio
from decimal import Decimal
from pathlib import Path

from traderterminal.app.broker_history import BrokerHistory, fetch_first, is_made_up
from traderterminal.app.history_store import open_store
from traderterminal.app.options import Options
from traderterminal.app.world import World
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.messages import Message
from traderterminal.domain.symbols import SymbolBook
from traderterminal.kit.clock import Clock
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.backfill import FromDisk
from traderterminal.market.bars import MINUTE, BarBook
from traderterminal.market.simulated import SimulatedMarket


def open_bars(
    options: Options, world: World, host: Clock, tasks: TaskScope
) -> tuple[BarBook, Observers[Alarm]]:
    """Return the bars of the market, and alarms of older ones that are missing.

    Where the market makes up no history of its own, its broker's or the stored one is shown.
    """
    troubles, loop = Observers[Alarm](), asyncio.get_running_loop()
    hours = world.hours
    regular, days, trading = hours.regular_sessions, hours.trading_days, hours.sessions
    if isinstance(world.source, SimulatedMarket):
        made_up = world.source
        bars = BarBook(
            world.hub,
            hours.trade_date,
            made_up,
            older=made_up,
            regular=regular,
            days=days,
            trading=trading,
        )
        return bars, troubles

    def tell_damage(symbol: str, path: Path) -> None:
        message = Message("history_damaged", {"symbol": symbol, "file": str(path)})
        loop.call_soon_threadsafe(troubles.emit, Alarm("", symbol, message))

    def tell_trouble(symbol: str, cause: str) -> None:
        message = Message("history_unavailable", {"symbol": symbol, "cause": cause})
        troubles.emit(Alarm("", symbol, message))

    login = world.logins.quoting(world.source)
    stored = open_store(options.data_dir, world.symbols.instrument, on_damage=tell_damage)
    asked = kept = None
    if login is not None:
        kept = None if is_made_up(world.source, login) else stored
        asked = BrokerHistory(lambda: login.bars, kept, tell_trouble)
    bars = BarBook(
        world.hub,
        hours.trade_date,
        older=asked or FromDisk(stored),
        stored=stored if asked is None else kept,
        regular=regular,
        days=days,
        trading=trading,
    )

    async def fetch(symbol: str) -> None:
        if asked is None:
            await bars.fetch_older(symbol)
        else:
            await fetch_first(symbol, bars.fetch_older, asked, host)

    def begin(symbol: str) -> None:
        tasks.spawn(fetch(symbol), name=f"first bars of {symbol}")

    bars.opened.connect(begin)
    return bars, troubles


def close_before(bars: BarBook, symbols: SymbolBook, symbol: str, at_ns: int) -> Decimal | None:
    """Return the price of the last trade before an instant, as far as the bars go back."""
    found = bars.history(symbol, MINUTE, at_ns, 1)
    return symbols.instrument(symbol).from_ticks(found[-1].close) if found else None
