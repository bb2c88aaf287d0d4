"""`venue`: a practice venue on the loopback interface, with the market of its own behind it."""

import asyncio
import gc
import json
import os
import secrets
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from traderterminal.app.ending import Deadline, signals_go_to
from traderterminal.app.headless import exit_code, loop_factory
from traderterminal.app.hours import TradingHours
from traderterminal.app.markets import REPLAY, open_recording, open_simulation
from traderterminal.app.options import Options
from traderterminal.app.registry import VENUES, load_venue
from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.sessions import SessionCalendar
from traderterminal.domain.symbols import SymbolBook
from traderterminal.gateway.listener import PortTaken, bind
from traderterminal.kit.clock import Clock, HostClock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import History, MarketSource
from traderterminal.market.replay import ReplaySource
from traderterminal.market.simulated import SimulatedMarket
from traderterminal.storage.resources import Resources
from traderterminal.venues.clock import SettableClock
from traderterminal.venues.exchange import Exchange, ExchangeRules
from traderterminal.venues.memory import recall, remember
from traderterminal.venues.server import Loopback
from traderterminal.venues.tapes import RecordedTape, SimulatedTape, Tape
from traderterminal.venues.venue import Venue, VenuePlugin, open_venue

OK: Final = 0


@frozen
class VenueOptions:
    """What the command line says of a venue. `options.port` is that of its requests and sockets.

    `state` is the file that it remembers in; None: it forgets when it ends.
    """

    name: str
    options: Options
    control_port: int = 0
    state: Path | None = None


@frozen
class _Market:
    """The market behind a venue."""

    source: MarketSource
    tape: Tape
    history: History | None


def run_venue(wanted: VenueOptions) -> int:
    """Run a practice venue until it is asked to end; return the exit code."""
    try:
        with (
            Deadline() as deadline,
            asyncio.Runner(loop_factory=loop_factory()) as runner,
        ):
            runner.run(_run(wanted, deadline))
    except (BadData, PortTaken) as error:
        return exit_code(error)
    return OK


async def _run(wanted: VenueOptions, deadline: Deadline) -> None:
    if wanted.name not in VENUES:
        raise BadData(f"there is no venue {wanted.name!r}; there are {', '.join(VENUES)}")
    plugin = load_venue(wanted.name)
    loop, ending = asyncio.get_running_loop(), asyncio.Event()

    def end() -> None:
        deadline.start()
        ending.set()

    async with AsyncExitStack() as stack:
        tasks = TaskScope(on_error=_say)
        stack.push_async_callback(tasks.aclose)
        stack.enter_context(signals_go_to(lambda: loop.call_soon_threadsafe(end)))
        host = HostClock()
        venue = await _open(plugin, wanted.options, host, tasks)
        if wanted.state is not None:
            _remembering(venue.exchange, wanted.state, stack)
        doors = [
            Loopback(server, bind(port or 0), venue.control.host, tasks)
            for server, port in (
                (venue.server, wanted.options.port),
                (venue.control_server, wanted.control_port),
            )
        ]
        for door in doors:
            await door.listen()
            stack.callback(door.close)
        venue.control.deeds.doors.append(doors[0])
        gc.freeze()  # what was loaded stays: the collector need not look through it again
        print(json.dumps(_ready(plugin, venue, doors[0], doors[1])), flush=True)  # noqa: T201 - what the command prints
        await ending.wait()


def _say(name: str, error: Exception) -> None:
    """One client or task that fails does not end a venue."""
    sys.stderr.write(f"traderterminal: {name} failed: {error!r}\n")


def _ready(plugin: VenuePlugin, venue: Venue, front: Loopback, control: Loopback) -> dict[str, Any]:
    """The line of the interface description."""
    accounts = venue.exchange.accounts.values()
    return {
        "event": "ready",
        "pid": os.getpid(),
        "urls": venue.dialect.urls(front.address, front.port),
        "control": f"http://{control.address}:{control.port}",
        "control_token": venue.control.token,
        "users": [{"name": u.name, plugin.secret_key: u.secret} for u in plugin.users],
        "accounts": [
            {"account": a.number, "name": a.name, "simulated": a.simulated} for a in accounts
        ],
    }


def _remembering(exchange: Exchange, path: Path, stack: AsyncExitStack) -> None:
    """Go on where the run ended that remembered in a file, and remember there; raises BadData."""
    try:
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        read = recall(exchange, lines)
        path.write_text("".join(f"{line}\n" for line in lines[:read]), "utf-8")
        file = stack.enter_context(path.open("a", encoding="utf-8", buffering=1))
    except OSError as error:
        raise BadData(f"--state {path}: {error.strerror}") from error
    except ValueError as error:
        raise BadData(f"--state {path}: {error}") from error

    def forget(_: None) -> None:
        file.truncate(0)

    exchange.cleared.connect(forget)
    remember(exchange, file.write)


async def _market(
    options: Options,
    hub: MarketHub,
    symbols: SymbolBook,
    calendar: SessionCalendar,
    host: Clock,
    tasks: TaskScope,
) -> _Market:
    """Open the market of the options: the simulated one, unless they name a recording."""
    wanted = options.market or "sim"
    if wanted.startswith(REPLAY):
        recording = await open_recording(
            hub, symbols, host, source=wanted, symbol=options.symbol, speed=options.speed
        )
        return _recorded(recording, tasks)
    if wanted != "sim":
        raise BadData(f"--market {wanted}: a venue has sim and replay:FILE")
    paused = options.speed == "step"
    simulated = open_simulation(
        hub,
        symbols,
        calendar,
        host,
        seed=secrets.randbits(32) if options.seed is None else options.seed,
        start_ns=host.now_ns(),
        speed=None if paused else options.speed,
        names=() if options.symbol is None else (options.symbol,),
    )
    return _simulated(simulated, tasks, paused=paused)


async def _open(plugin: VenuePlugin, options: Options, host: Clock, tasks: TaskScope) -> Venue:
    """Open a venue on the market of the options."""
    resources = Resources(options.resources)
    calendar = resources.calendar()
    symbols = resources.symbols(calendar)
    hub = MarketHub(symbols.instrument, host)
    market = await _market(options, hub, symbols, calendar, host, tasks)
    source = market.source
    hub.follow(source)
    hours = TradingHours(calendar, symbols.instrument, binding=source.follows_sessions)
    fees = resources.fees(plugin.fees)
    rules = ExchangeRules(
        standing=hub.top,
        fee=lambda instrument, side, quantity, price, at_ns: fees.fee(
            instrument, side, quantity, price, hours.today(at_ns)
        ),
        is_open=hours.is_open,
        day_end_ns=hours.day_end_ns,
    )
    settable = SettableClock(host)
    listed = _listed(plugin, source, symbols.instrument)
    bars = BarBook(hub, hours.trade_date, market.history)
    for symbol in source.symbols():
        bars.series(symbol)  # made up now, a history holds up no order later
    exchange = Exchange(
        listed,
        plugin.users,
        [replace(account) for account in plugin.accounts],
        rules,
        source.clock,
        settable,
        first_id=host.now_ns() // 1_000_000,
    )
    return open_venue(
        plugin.make,
        exchange,
        hub,
        bars,
        settable,
        tasks,
        control_token=secrets.token_urlsafe(24),
        tape=market.tape,
    )


def _listed(
    plugin: VenuePlugin, source: MarketSource, instrument: Callable[[str], Instrument]
) -> list[Instrument]:
    found = [instrument(symbol) for symbol in source.symbols()]
    return [one for one in found if one.asset_class in plugin.asset_classes]


def _simulated(source: SimulatedMarket, tasks: TaskScope, *, paused: bool) -> _Market:
    tape = SimulatedTape(source, tasks)
    if not paused:
        tape.play()
    return _Market(source, tape, source)


def _recorded(source: ReplaySource, tasks: TaskScope) -> _Market:
    tape = RecordedTape(source, tasks)
    tape.start()
    return _Market(source, tape, None)
