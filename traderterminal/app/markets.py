"""Where prices come from: the simulated venue, a recording, a broker, or nowhere."""

import asyncio
import gc
import logging
import secrets
import threading
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.options import Options
from traderterminal.app.settings import Settings
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.sessions import SessionCalendar
from traderterminal.domain.symbols import SymbolBook
from traderterminal.kit.clock import Clock, iso, parse_iso
from traderterminal.market.hub import MarketHub
from traderterminal.market.option_chain import ListedOption, listed
from traderterminal.market.ports import MarketSource
from traderterminal.market.replay import ReplaySource, Speed
from traderterminal.market.simulated import CHARACTERS, OPTIONS_ON, SimulatedMarket
from traderterminal.storage.recordings import read_recording

if TYPE_CHECKING:  # what a login needs takes a while to load
    from traderterminal.app.logins import BrokerLogin, Logins

REPLAY: Final = "replay:"
#: How far ahead the options of the simulation are listed: so many Fridays, then third Fridays.
WEEKS: Final = 4
MONTHS: Final = 2
#: How a recording is asked to be taken up at its first row, paused.
FIRST: Final = "first"

_log = logging.getLogger(__name__)


async def open_source(
    options: Options,
    settings: Settings,
    hub: MarketHub,
    symbols: SymbolBook,
    calendar: SessionCalendar,
    host: Clock,
    logins: "Logins | None" = None,
) -> MarketSource | None:
    """Open the market that command line or settings name; None where there is to be none.

    The quotes of a broker come from one of `logins`. Raises BadData for a market that does not
    exist or cannot be used.
    """
    wanted = options.market or settings.market.source
    if wanted == "none":
        return None
    if wanted == "sim":
        now = host.now_ns()
        seed = options.seed if options.seed is not None else settings.market.seed
        seed = secrets.randbits(32) if seed is None else seed
        return open_simulation(
            hub,
            symbols,
            calendar,
            host,
            seed=seed,
            start_ns=now,
            speed=options.speed,
            names=settings.market.symbols,
        )
    if wanted.startswith(REPLAY):
        found = await open_recording(
            hub, symbols, host, source=wanted, symbol=options.symbol, speed=options.speed
        )
        start_of(options.start, found)  # before anything is booked on it
        return found
    account = next((one for one in settings.accounts if one.id == wanted), None)
    if account is None or not account.is_at_broker:
        raise BadData(
            f"--market {wanted}: there are sim, none and replay:FILE, and the accounts at a broker"
        )
    return _quotes_of(wanted, None if logins is None else logins.get(account.broker))


def _quotes_of(account: str, login: "BrokerLogin | None") -> MarketSource:
    if login is None:
        raise BadData(
            f"--market {account}: only the desktop and `serve` take the quotes of a broker"
        )
    if login.session is not None and login.session.feed is None:
        raise BadData(f"--market {account}: {login.login.plugin.title} sells no quotes here")
    return login.feed


def open_simulation(
    hub: MarketHub,
    symbols: SymbolBook,
    calendar: SessionCalendar,
    host: Clock,
    *,
    seed: int,
    start_ns: int,
    speed: str | None,
    names: Sequence[str] = (),
) -> SimulatedMarket:
    """Open the simulated venue on the front contracts of the day of its start; raises BadData.

    `names` are the symbols of the settings, in any form; empty: all that it can simulate.
    """
    today = calendar.trade_date(REFERENCE_GROUP, start_ns)
    traded = _simulated(names, symbols, today)
    try:
        factor = 1.0 if speed is None else float(speed)
        return SimulatedMarket(
            hub,
            traded,
            host,
            seed=seed,
            start_ns=start_ns,
            speed=factor,
            options=_options(traded, symbols, calendar, today),
        )
    except ValueError as error:
        raise BadData(f"--speed {speed}: the simulation takes a number above zero") from error


def _simulated(names: Sequence[str], symbols: SymbolBook, today: date) -> list[Instrument]:
    """What is to be traded: what was named, each micro with the contract that it follows."""
    traded: dict[str, Instrument] = {}
    for name in names or CHARACTERS:
        try:
            root = symbols.resolve(name, today).root
        except UnknownSymbol as unknown:
            raise BadData(f"market.symbols: {name} is no symbol known here") from unknown
        if root not in CHARACTERS:
            there = ", ".join(CHARACTERS)
            raise BadData(f"market.symbols: {name} is not simulated; there are {there}")
        for each in (root, CHARACTERS[root].leader):
            if each:
                traded.setdefault(each, symbols.resolve(each, today))
    return list(traded.values())


def _options(
    traded: Sequence[Instrument], symbols: SymbolBook, calendar: SessionCalendar, today: date
) -> Sequence[ListedOption]:
    """The options of the simulation, where their stock is traded.

    They are settled as the market's day ends.
    """
    coming = symbols.option_days(today, weeks=WEEKS, months=MONTHS)
    days = [day for day in coming if calendar.is_trading_day(REFERENCE_GROUP, day)]
    found: list[str] = []
    for stock in traded:
        if stock.symbol == OPTIONS_ON:
            found += listed(stock, Decimal(CHARACTERS[stock.root].price), days)
    return [
        ListedOption(option, calendar.bounds(REFERENCE_GROUP, option.last_trading_day)[1])
        for option in symbols.list_options(found)
        if option.last_trading_day is not None
    ]


async def open_recording(
    hub: MarketHub,
    symbols: SymbolBook,
    host: Clock,
    *,
    source: str,
    symbol: str | None,
    speed: str | None,
) -> ReplaySource:
    """Open a recorded file for replay; raises BadData that names the option, or file and line.

    `symbol` is the contract that it holds; further sizes of it may stand behind commas, and trade
    at its prices. It is read beside the loop, which goes on meanwhile; a cancelled caller ends the
    reading.
    """
    if not symbol:
        raise BadData(f"--market {source} needs --symbol: what the file holds, such as ESH2024")
    instrument, *others = (_recorded(symbols, text) for text in symbol.split(","))
    for other in others:
        if other == instrument or not symbols.shares_prices(instrument, other):
            raise BadData(
                f"--symbol {symbol}: {other.symbol} is no other size of {instrument.symbol}, as"
                " MESH2024 is of ESH2024"
            )
    followers = tuple(other.symbol for other in others)
    try:
        pace = Speed() if speed is None else Speed.parse(speed)
    except ValueError as error:
        raise BadData(f"--speed: {error}") from error
    path, abandoned = Path(source.removeprefix(REPLAY)), threading.Event()

    def go_on(rows: int) -> bool:
        # A million rows that stay for good would hold the loop for 0.2 s at every full collection.
        gc.freeze()
        _log.info("reading %s: %s rows so far", path, f"{rows:,}")
        return not abandoned.is_set()

    def read() -> ReplaySource:
        found = read_recording(path, instrument, go_on)
        return ReplaySource(
            hub, found.rows, host, pace, approximate=found.approximate, followers=followers
        )

    try:
        return await asyncio.to_thread(read)
    finally:
        abandoned.set()


def start_of(text: str | None, source: ReplaySource) -> tuple[int, int] | None:
    """Return position and market time of the moment at which a recording is to be taken up.

    Raises BadData for what is no moment of the recording.
    """
    if text is None:
        return None
    try:
        at_ns = source.first_ns if text == FIRST else parse_iso(text)
    except ValueError as error:
        raise BadData(f"--from {text}: not a moment such as 2023-12-25T22:30:00Z") from error
    if not source.first_ns <= at_ns <= source.last_ns:
        span = f"{iso(source.first_ns)} to {iso(source.last_ns)}"
        raise BadData(f"--from {text}: the recording goes from {span}")
    return source.position_at(at_ns), at_ns


def is_replay(options: Options, settings: Settings) -> bool:
    """Say whether the market that command line or settings name is a recording."""
    return (options.market or settings.market.source).startswith(REPLAY)


def replay_key(source: str, symbol: str) -> str:
    """The name under which the ledger keeps the place in a recording."""
    return f"replay {Path(source.removeprefix(REPLAY)).name} {symbol}"


def _recorded(symbols: SymbolBook, text: str) -> Instrument:
    """A recording holds one dated contract; a continuous name would depend on a date inside it."""
    try:
        return symbols.instrument(text.strip().upper())
    except UnknownSymbol as error:
        raise BadData(
            f"--symbol {text}: a recording needs the contract it holds, such as ESH2024 or AAPL"
        ) from error


def place_in(
    notes: Mapping[str, Mapping[str, str]], key: str, content: str
) -> tuple[int, int] | None:
    """Return position and market time at which an earlier run left a recording.

    None also where it was left in another file of that name, known by its `content`.
    """
    note = notes.get(key)
    if note is None or note.get("content") != content:
        return None
    return int(note["position"]), int(note["now_ns"])
