"""The way of an order, wired: its surroundings, paper and other brokers, tracker, desk."""

from collections.abc import Callable
from datetime import date
from functools import partial

from traderterminal.app.account_settings import KIND_PAPER
from traderterminal.app.charges import Charges
from traderterminal.app.settings import Settings
from traderterminal.app.world import World
from traderterminal.desk.desk import Desk, Surroundings
from traderterminal.desk.pace import PaceKeeper
from traderterminal.desk.reality import Reality
from traderterminal.desk.reconcile import Reconciler
from traderterminal.desk.router import Router
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.accounts import Mode
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.symbols import SymbolBook
from traderterminal.journal.days import DayResults
from traderterminal.journal.reality import NO_CORRECTION, Correction
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.ids import UlidSource
from traderterminal.kit.tasks import TaskScope
from traderterminal.paper.broker import Latency, PaperBroker, PaperRules
from traderterminal.paper.hybrid import HybridBroker
from traderterminal.paper.resting import FillMode
from traderterminal.paper.shadow import Shadow
from traderterminal.risk.changes import LimitBook
from traderterminal.storage.ledger import SqliteLedger


@frozen
class OrderPath:
    """What carries orders, from the desk to the brokers and back."""

    tracker: Tracker
    router: Router
    paper: PaperBroker
    reconciler: Reconciler
    desk: Desk
    reality: Reality


def open_order_path(
    settings: Settings,
    host: Clock,
    ledger: SqliteLedger,
    tasks: TaskScope,
    world: World,
    new_id: UlidSource,
    surroundings: Surroundings,
) -> OrderPath:
    """Wire paper, the brokers of the logins and the desk; every order is also simulated beside."""
    make_paper = partial(_paper_broker, settings, surroundings, world, new_id, tasks)
    reality = Reality(ledger, tasks)
    paper = make_paper(reality.applied)
    tracker = Tracker(ledger, surroundings.instrument, host, tasks)
    router = Router(
        {
            (KIND_PAPER, Mode.SIMULATOR.value): paper,
            **world.logins.brokers(settings, lambda test: HybridBroker(paper, test, host, tasks)),
        },
        lambda symbol: surroundings.instrument(symbol).asset_class,
        {account.id: account.destinations for account in settings.accounts if account.destinations},
        {account.id: account.home for account in settings.accounts},
    )
    reconciler = Reconciler(
        tracker=tracker,
        ledger=ledger,
        broker=lambda account: router.broker(tracker.known_account(account)),
        instrument=surroundings.instrument,
        fee=surroundings.fee,
        market=lambda: world.hub.clock,
        host=host,
        tasks=tasks,
    )
    desk = Desk(
        tracker=tracker,
        router=router,
        ledger=ledger,
        market=world.hub,
        surroundings=surroundings,
        pace=PaceKeeper(host),
        reconciler=reconciler,
        host=host,
        new_id=new_id,
        tasks=tasks,
    )
    shadow = Shadow(
        broker=make_paper(lambda instrument, at_ns: NO_CORRECTION),
        account=lambda name: tracker.known_accounts().get(name),
        instrument=surroundings.instrument,
        compared=reality.add,
        market=world.hub.clock,
        tasks=tasks,
    )
    desk.changed.connect(shadow.hear)
    return OrderPath(tracker, router, paper, reconciler, desk, reality)


def _paper_broker(
    settings: Settings,
    surroundings: Surroundings,
    world: World,
    new_id: UlidSource,
    tasks: TaskScope,
    correction: Callable[[Instrument, int], Correction],
) -> PaperBroker:
    hub, hours = world.hub, world.hours
    rules = PaperRules(
        instrument=surroundings.instrument,
        any_hour=lambda account: not surroundings.limits(account).enforce_session,
        standing=hub.top,
        levels=hub.levels,
        catch_up=hub.end_event,
        health=hub.health,
        fee=surroundings.fee,
        is_open=hours.is_open,
        day_end_ns=hours.day_end_ns,
        latency={
            account.id: Latency(
                account.latency_ms, account.cancel_latency_ms, account.ack_latency_ms
            )
            for account in settings.accounts
        },
        fill_mode={account.id: FillMode(account.fill_mode) for account in settings.accounts},
        correction=correction,
        last_ns=hours.last_ns,
    )
    broker = PaperBroker(rules, hub.clock, new_id, tasks)
    hub.listen_to_events(broker.see)
    hub.cleared.connect(lambda _: broker.forget_market())
    hub.interrupted.connect(lambda gap: broker.interrupt(gap.symbol))
    return broker


def surround(
    settings: Settings, host: Clock, world: World, days: DayResults, stalled: Callable[[], bool]
) -> Surroundings:
    """Return what the desk asks before an order leaves; `stalled` says whether the loop stands."""
    symbols, hours = world.symbols, world.hours
    charges = Charges(
        settings,
        world.resources,
        hours,
        lambda: world.hub.clock.now_ns(),
        world.conversion.per_dollar,
    )
    return Surroundings(
        resolve=world.resolve,
        instrument=symbols.instrument,
        opens=hours.opens,
        is_expired=lambda one, at_ns: symbols.is_expired(one, hours.today(at_ns)),
        fee=charges.fee,
        margin=charges.margin,
        limit_book=LimitBook(settings.limits, host.monotonic_ns),
        stalled=stalled,
        day_net=lambda account: days.net(account, world.hub.clock.now_ns()),
        rolled=lambda one, at_ns: symbols.rolled_on(one, hours.today(at_ns)),
        front=lambda one, at_ns: _front(symbols, one, hours.today(at_ns)),
        unconverted=world.unconverted,
        blackout=world.news.blackout,
    )


def _front(symbols: SymbolBook, instrument: Instrument, on: date) -> str:
    if instrument.asset_class is AssetClass.FUTURE:
        return symbols.front(instrument.root, on).symbol
    nearest = symbols.nearest_option(instrument, on)
    return "" if nearest is None else nearest.symbol
