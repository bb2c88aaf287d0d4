"""The engine: everything but the window, wired from settings, ledger and market.

It is built in the order in which the parts need each other and torn down in the reverse order. A
start and a start after a crash are the same: read the ledger, let the broker say what is proven,
go on.
"""

import asyncio
import gc
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from traderterminal.app.account_settings import AccountSettings
from traderterminal.app.broker_history import is_made_up
from traderterminal.app.currency import noted
from traderterminal.app.day_marks import DayMarks
from traderterminal.app.guardian import Guardian
from traderterminal.app.history_recorder import HistoryRecorder
from traderterminal.app.history_store import keep_from, open_store
from traderterminal.app.holdings import Holdings, Notes
from traderterminal.app.hours import TradingHours
from traderterminal.app.logins import Books, Logins, Wires
from traderterminal.app.market_bars import close_before, open_bars
from traderterminal.app.markets import (
    place_in,
    start_of,
)
from traderterminal.app.news import NewsCalendar
from traderterminal.app.options import Options
from traderterminal.app.order_path import OrderPath, open_order_path, surround
from traderterminal.app.replay import Replay, open_replay
from traderterminal.app.settings import Settings
from traderterminal.app.world import World, open_world
from traderterminal.desk.arming import Arming
from traderterminal.desk.corporate_actions import CorporateActions
from traderterminal.desk.desk import (
    AccountChanged,
    Change,
    Desk,
    FillBooked,
    FillRebooked,
    OrderChanged,
)
from traderterminal.desk.groups import Groups
from traderterminal.desk.ports import LedgerState, NoteFact
from traderterminal.desk.reality import Reality
from traderterminal.desk.reconcile import Reconciler
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.errors import BadData, LedgerDown, UnknownSymbol
from traderterminal.domain.execution import FindQueue
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import ApprovalMode, StrategyMode, StrategySwitch
from traderterminal.domain.symbols import SymbolBook
from traderterminal.journal.book import Journal
from traderterminal.journal.days import DayResults
from traderterminal.journal.initial_stops import InitialStops
from traderterminal.kit.clock import Clock, HostClock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.ids import UlidSource
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import MarketSource
from traderterminal.storage.ledger import SqliteLedger
from traderterminal.strategies.automation import Automation

LEDGER_FILE: Final = "ledger.db"
#: What the notes on resets are called, the account behind it.
RESET: Final = "reset "
ZERO: Final = Decimal(0)

_log = logging.getLogger(__name__)


@frozen
class Engine:
    """The parts that the gateway and the window are given.

    `resolve` returns the instrument that any accepted form of a symbol means on the market's day;
    `resets` holds, by account, the order id before which all orders were placed before its reset.
    A market that is made up begins anew with each start: `market_since_ns` tells when.
    """

    options: Options
    settings: Settings
    host: Clock
    tasks: TaskScope
    ledger: SqliteLedger
    symbols: SymbolBook
    resolve: Callable[[str], Instrument]
    hours: TradingHours
    hub: MarketHub
    bars: BarBook
    source: MarketSource | None
    replay: Replay | None
    desk: Desk
    find_queue: FindQueue
    reconciler: Reconciler
    groups: Groups
    automation: Automation
    reality: Reality
    journal: Journal
    days: DayResults
    new_id: UlidSource
    guardian: Guardian
    holdings: Holdings
    actions: CorporateActions
    logins: Logins
    arming: Arming
    news: NewsCalendar
    resets: dict[str, str] = field(default_factory=dict)
    market_since_ns: int = 0

    def day_net(self, account: str) -> Decimal | None:
        """Return what an account made on the market's day, net; None while a price is missing."""
        return self.days.net(account, self.hub.clock.now_ns())

    def last_booked_ns(self) -> int:
        """Return the market time before which the recording cannot go back.

        Something was booked on its symbols then, or practice venues have gone along until then.
        """
        symbols = self.source.symbols() if self.source else ()
        orders = (
            order.created_ns
            for order in self.desk.orders.values()
            if order.symbol in symbols and order.order_id > self.resets.get(order.account, "")
        )
        fills = (f.at_ns for f in self.journal.all_fills() if f.symbol in symbols)
        led_ns = self.replay.lead.reached_ns if self.replay else 0
        return max((*orders, *fills, led_ns))

    def hear_of_reset(self, change: Change) -> None:
        """Remember which orders lie before the reset of their account."""
        if isinstance(change, AccountChanged):
            account, order_id = change.account.account, f"TT{self.new_id()}"
            self.resets[account] = order_id
            self.tasks.spawn(self._note_reset(account, order_id), name=f"note reset of {account}")

    async def _note_reset(self, account: str, order_id: str) -> None:
        try:
            await self.ledger.commit([NoteFact(RESET + account, {"before": order_id})])
        except LedgerDown as down:
            _log.warning("the reset of %s was not noted: %s", account, down.cause)


@asynccontextmanager
async def run_engine(
    options: Options,
    settings: Settings,
    host: Clock | None = None,
    *,
    random_bits: Callable[[int], int] = secrets.randbits,
    open_ledger: Callable[[Path, Callable[[], int]], SqliteLedger] = SqliteLedger,
    wires: Wires | None = None,
) -> AsyncIterator[Engine]:
    """Build the engine and let its market run; everything is put away on leaving.

    `host` is the machine's clock unless another is given; `random_bits` goes into the ids. Without
    `wires` the accounts at brokers are there, and not connected. Raises BadData when a file it
    needs cannot be used.
    """
    async with AsyncExitStack() as stack:
        host = host or HostClock()
        ledger = open_ledger(options.data_dir / LEDGER_FILE, host.now_ns)
        stack.callback(ledger.close)
        ledger.recover()
        tasks = TaskScope(on_error=_report)
        stack.push_async_callback(tasks.aclose)
        new_id = UlidSource(host.now_ns, random_bits)
        engine = await _build(options, settings, host, ledger, new_id, tasks, wires, stack)
        gc.freeze()  # what was loaded stays: the collector need not look through it again
        marks = DayMarks(engine.desk, ledger, engine.hours, engine.days, lambda: engine.hub.clock)
        await marks.take_up(ledger.state().notes)
        tasks.spawn(engine.actions.watch(host), name="corporate actions")
        if engine.news.path is not None:
            tasks.spawn(engine.news.watch(host), name="news calendar")
        if engine.source is not None:
            tasks.spawn(engine.source.run(), name="market")
        if (recorder := _recorder(engine)) is not None:
            tasks.spawn(recorder.run(), name="record history")
            stack.push_async_callback(recorder.close)
        if engine.replay is not None:
            if wires is not None:  # else there are no venues to lead
                tasks.spawn(engine.replay.lead.lead_on(host), name="lead venues")
            tasks.spawn(engine.replay.note_places(host), name="note replay")
            stack.push_async_callback(engine.replay.note_place)
        tasks.spawn(marks.follow_days(), name="follow days")
        tasks.spawn(marks.note_now_and_then(host), name="note marks")
        stack.push_async_callback(marks.note_latest)
        engine.logins.start(tasks)
        yield engine


async def _build(
    options: Options,
    settings: Settings,
    host: Clock,
    ledger: SqliteLedger,
    new_id: UlidSource,
    tasks: TaskScope,
    wires: Wires | None,
    stack: AsyncExitStack,
) -> Engine:
    state = ledger.state()
    world = await open_world(options, settings, host, state.notes, tasks, wires, stack)
    guardian = Guardian(asyncio.get_running_loop(), HostClock())
    stops = InitialStops(world.symbols.instrument)
    journal = Journal(world.hours.trade_date, stops.risk)
    bars, troubles = open_bars(options, world, host, tasks)
    closed_at = partial(close_before, bars, world.symbols)
    days = DayResults(journal, world.hours.day_start, world.mark, closed_at)
    surroundings = surround(settings, host, world, days, lambda: guardian.stalled)
    trading = open_order_path(settings, host, ledger, tasks, world, new_id, surroundings)
    desk = trading.desk
    troubles.connect(trading.reconciler.alarms.emit)
    desk.changed.connect(lambda change: _keep(journal, stops, change))
    holdings = _holdings(world, trading, state.notes, new_id, closed_at)
    actions = holdings.corporate_actions(options.data_dir, trading.paper, days)
    # Before a price of after is matched: a stop of before would trade at once.
    world.hub.listen_to_events(lambda rows: actions.look(), first=True)
    engine = Engine(
        options=options,
        settings=settings,
        host=host,
        tasks=tasks,
        ledger=ledger,
        symbols=world.symbols,
        resolve=world.resolve,
        hours=world.hours,
        hub=world.hub,
        bars=bars,
        source=world.source,
        replay=open_replay(options, settings, world.source, ledger, desk, wires),
        desk=desk,
        find_queue=trading.paper.queue,
        reconciler=trading.reconciler,
        groups=_groups(settings, ledger, world, desk, tasks),
        automation=_automation(settings, ledger, state, trading, lambda: guardian.stalled),
        reality=trading.reality,
        journal=journal,
        days=days,
        new_id=new_id,
        guardian=guardian,
        holdings=holdings,
        actions=actions,
        logins=world.logins,
        arming=_arming(world, trading, host),
        news=world.news,
        market_since_ns=_market_since_ns(world),
    )
    await _take_up(engine, trading, state, stops)
    if facts := noted(world.conversion):
        await ledger.commit(facts)
    return engine


def _holdings(
    world: World,
    trading: OrderPath,
    notes: Notes,
    new_id: UlidSource,
    closed_at: Callable[[str, int], Decimal | None],
) -> Holdings:
    return Holdings(
        symbols=world.symbols,
        hours=world.hours,
        hub=world.hub,
        tracker=trading.tracker,
        reconciler=trading.reconciler,
        desk=trading.desk,
        notes=notes,
        new_id=new_id,
        close_before=closed_at,
    )


def _groups(
    settings: Settings, ledger: SqliteLedger, world: World, desk: Desk, tasks: TaskScope
) -> Groups:
    return Groups(
        trader=desk,
        ledger=ledger,
        members=settings.members,
        names=lambda: tuple(settings.groups),
        resolve=world.resolve,
        instrument=world.symbols.instrument,
        tasks=tasks,
    )


def _automation(
    settings: Settings,
    ledger: SqliteLedger,
    state: LedgerState,
    trading: OrderPath,
    stalled: Callable[[], bool],
) -> Automation:
    return Automation(
        ledger=ledger,
        settings={
            name: StrategySwitch(StrategyMode(one.mode), ApprovalMode(one.approval))
            for name, one in settings.strategies.items()
        },
        notes=state.notes,
        accounts=lambda: [account.id for account in settings.accounts],
        checks=[
            lambda account: ledger.down,
            trading.reconciler.drifting,
            partial(_not_active, trading.desk),
            lambda account: Message("program_stalled") if stalled() else None,
        ],
    )


def _arming(world: World, trading: OrderPath, host: Clock) -> Arming:
    def mode(account: str) -> Mode | None:
        known = trading.tracker.known_accounts().get(account)
        return None if known is None else known.mode

    def unready(account: str) -> Message | None:
        found = mode(account)
        market = world.source if found is not None and found.fills_here else None
        return trading.reconciler.unready(account) or world.logins.offline(account, market)

    arming = Arming(lambda account: mode(account) is Mode.LIVE, unready, host)
    for login in world.logins:
        login.changed.connect(lambda _: arming.review())
    return arming


async def _take_up(
    engine: Engine, trading: OrderPath, state: LedgerState, stops: InitialStops
) -> None:
    """Go on from what the ledger knew."""
    tracker = trading.tracker
    tracker.load(state)
    engine.desk.load(state.notes)
    for order in (*state.closed_orders, *state.live_orders):
        stops.note(order)
    engine.journal.load(state.fills)
    if state.closed_orders:
        earlier = _note_earlier(engine, stops, state.closed_orders[0].order_id)
        engine.tasks.spawn(earlier, name="initial stops")
    engine.groups.load(state.fills)
    engine.reality.load(state.notes)
    for key, note in state.notes.items():
        if key.startswith(RESET):
            engine.resets[key.removeprefix(RESET)] = note["before"]
    engine.desk.changed.connect(engine.hear_of_reset)
    _check_currency(engine.settings.currency, state.accounts.values())
    for account in engine.settings.accounts:
        _check_mode(account, state.accounts.get(account.id))
        if account.id not in state.accounts:
            cash = account.cash if account.mode.fills_here else ZERO
            opened = Account(
                account=account.id,
                kind=account.kind,
                mode=account.mode,
                currency=account.currency,
                starting_cash=cash,
                cash=cash,
            )
            await tracker.open_account(opened, "opened")
    _want_quotes(engine)
    ours = {name for name, one in tracker.known_accounts().items() if one.mode.fills_here}
    for news in trading.paper.restore([o for o in tracker.live_orders() if o.account in ours]):
        tracker.hear(news.order_id, news.event)
    engine.logins.keep_books(Books(tracker.known_accounts().get, tracker.take_balance))
    await engine.desk.take_up()
    settlement = engine.holdings.settlement()
    engine.tasks.spawn(settlement.watch(engine.host), name="settle what has ended")
    engine.hub.listen_to_events(lambda rows: engine.desk.see(rows[0].symbol))
    engine.tasks.spawn(engine.desk.brackets.watch(), name="timed exits")
    engine.tasks.spawn(trading.paper.expire_in_time(engine.host), name="expire orders")
    # An account that the settings list no more has no broker to be compared with.
    listed = tuple(account.id for account in engine.settings.accounts)
    engine.tasks.spawn(trading.reconciler.watch(listed), name="reconcile")
    if engine.replay is not None:
        source = engine.replay.source
        place = place_in(state.notes, engine.replay.key, source.content)
        place = place or start_of(engine.options.start, source)
        if place is not None:
            await source.resume(*place)
        await engine.replay.lead.catch_up()


def _want_quotes(engine: Engine) -> None:
    """Ask for the quotes of what the settings name, and of what is held or works already."""
    for text in engine.settings.market.symbols:
        with suppress(UnknownSymbol):
            engine.hub.want(engine.resolve(text).symbol)
    held = [position.symbol for position in engine.desk.positions.values() if position.quantity]
    for symbol in (*held, *(order.symbol for order in engine.desk.live_orders(""))):
        engine.hub.want(symbol)


def _check_currency(currency: str, opened: Iterable[Account]) -> None:
    """Raise BadData where what was booked in one currency would be added to another."""
    for account in opened:
        if account.currency != currency:
            raise BadData(
                f"accounts.{account.account}: it was opened in {account.currency} and stays in it;"
                f" give accounts in {currency} a --data-dir of their own"
            )


def _check_mode(account: AccountSettings, known: Account | None) -> None:
    """Raise BadData where the settings would take what an account did into another environment."""
    if known is not None and (known.kind, known.mode) != (account.kind, account.mode):
        raise BadData(
            f"accounts.{account.id}: it was opened as {known.kind} in {known.mode} mode, and keeps"
            f" both for life; give the account in {account.mode} mode an id of its own"
        )


def _not_active(desk: Desk, account: str) -> Message | None:
    """Why an account takes no entries at all; None while it is active."""
    if desk.kill_switch.engaged:
        return Message("halted", {"account": account}, "kill_switch")
    known = desk.accounts.get(account)
    if known is None or known.state is TradingState.ACTIVE:
        return None
    return Message(known.state.value, {"account": account})


def _recorder(engine: Engine) -> HistoryRecorder | None:
    """What stores the running market, where the settings ask for it."""
    settings, options, host = engine.settings.history, engine.options, engine.host
    if engine.source is None or not settings.record:
        return None
    simulated = is_made_up(engine.source, engine.logins.quoting(engine.source))
    store = open_store(options.data_dir, engine.symbols.instrument, simulated=simulated)
    return HistoryRecorder(engine.hub, store, host, lambda: keep_from(settings, host.now_ns()))


def _market_since_ns(world: World) -> int:
    if world.source is None or not is_made_up(world.source, world.logins.quoting(world.source)):
        return 0
    return world.hub.clock.now_ns()


async def _note_earlier(engine: Engine, stops: InitialStops, before: str) -> None:
    """Learn of the stops of all entries that the start did not wait for."""
    ledger, is_new = engine.ledger, False
    while found := await ledger.entries_with_exits(before):
        is_new, before = True, found[-1].order_id
        for order in found:
            stops.note(order)
    for _ in engine.journal.judge_risks() if is_new else ():
        await engine.host.sleep(0)


def _keep(journal: Journal, stops: InitialStops, change: Change) -> None:
    match change:
        case OrderChanged(order=order):
            stops.note(order)
        case FillBooked(fill=fill):
            journal.add(fill)
        case FillRebooked(was=was, now=now):
            journal.change(was, now)
        case AccountChanged(account=account):
            journal.forget(account.account)
        case _:
            pass


def _report(name: str, error: Exception) -> None:
    _log.error("the task %r failed", name, exc_info=error)
