"""The engine and its listener on one data folder: what `serve` and the desktop have in common."""

import gc
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from traderterminal import __version__
from traderterminal.alerts.inbox import Inbox
from traderterminal.alerts.routing import AlertRules, StrategyRule
from traderterminal.alerts.watch import AlertWatch
from traderterminal.app.chart_page import page_file
from traderterminal.app.credentials import Credentials, announce, load_credentials, withdraw
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.instance import claim, prepare_folder
from traderterminal.app.logs import LOG_FOLDER, Redactor, start_logging
from traderterminal.app.options import Options
from traderterminal.app.own_alerts import OwnAlerts
from traderterminal.app.registry import BROKERS, Plugins
from traderterminal.app.replay_controls import ReplayControls
from traderterminal.app.settings import Settings, StrategySettings
from traderterminal.app.settings_reading import load_settings
from traderterminal.app.strategy_book import StrategyBook
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.errors import BadData
from traderterminal.domain.signals import Touch
from traderterminal.gateway.application import Application
from traderterminal.gateway.listener import Listener, bind
from traderterminal.gateway.services import Services
from traderterminal.gateway.webhook import Keys
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels import formats

if TYPE_CHECKING:  # what a login needs takes a while to load
    from traderterminal.app.config_file import ConfigFile
    from traderterminal.app.logins import Practice, Wires

    MakeWires = Callable[[Options, Settings, Plugins, Redactor], Wires]

#: What a broker may take to tell the first quote of what it is asked for, host time.
FIRST_QUOTE_S: Final = 2.0
#: After what time it is looked again whether orders are still on their way out, host time.
CALM_S: Final = 0.01


@frozen
class Service:
    """A running engine with a listener, which is to be opened once there is time for it.

    `wires` returns what a session of a broker is given of this machine, `plugins` are the brokers
    that there are. A window, if there is one, comes forward when it is `called` for.
    """

    engine: Engine
    inbox: Inbox
    listener: Listener
    application: Application
    credentials: Credentials
    strategies: StrategyBook
    watch: AlertWatch
    own_alerts: OwnAlerts
    wires: Callable[[], "Wires"]
    plugins: Plugins
    called: Observers[None]

    def listen(self) -> None:
        """Open the listener, and tell other programs where it is."""
        engine = self.engine
        engine.guardian.start()
        engine.tasks.spawn(self.listener.run(), name="listener")
        announce(engine.options.data_dir, self.listener.url, self.credentials)

    async def load(self, *, after_another: bool = False) -> None:
        """Load the API, the last of what is loaded at a start, then let garbage be collected.

        What is there by then stays: looked through with the rest, the window alone would hold an
        order up for fifty milliseconds. So does what an engine before this one has left, which is
        collected first.
        """
        try:
            await self.application.warm_up()
            if after_another:
                await self.collect_all()
        finally:
            gc.freeze()
            gc.enable()

    async def collect_all(self) -> None:
        """Collect also what was to stay when it was loaded; what is left is to stay from now on.

        That holds everything up for a tenth of a second, so orders on their way out go first.
        """
        while self.engine.desk.is_in_haste:
            await self.engine.host.sleep(CALM_S)
        _collect_all()


def _collect_all() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def run_service(
    options: Options,
    *,
    log_to_screen: bool,
    host: Clock | None = None,
    plugins: Plugins = BROKERS,
    make_wires: "MakeWires | None" = None,
) -> AsyncIterator[Service]:
    """Run the engine and its listener on a data folder; `host` stands in for the machine's clock.

    `make_wires` is asked once, when the first broker is; without it the machine's own are made,
    and secrets stay sealed that a person would have to open. Raises BadData, AlreadyRunning or
    PortTaken before anything has been started.
    """
    prepare_folder(options.data_dir)
    lock = claim(options.data_dir)
    try:
        settings = load_settings(options.config, plugins=plugins)
        redactor = start_logging(
            options.data_dir / LOG_FOLDER,
            settings.log.level,
            settings.log.keep_files,
            to_screen=log_to_screen,
        )
        wires = cache(partial(make_wires or quiet_wires, options, settings, plugins, redactor))
        bound = bind(settings.api.port if options.port is None else options.port)
        try:
            async with (
                run_engine(
                    options, settings, host, wires=wires() if settings.brokers else None
                ) as engine,
                _listening(engine, bound, redactor, wires, plugins) as service,
            ):
                yield service
        finally:
            bound.close()
    finally:
        lock.release()


def quiet_wires(
    options: Options, settings: Settings, plugins: Plugins, redactor: Redactor
) -> "Wires":
    """Return the wires of this machine where there is nobody to ask and no venue to start."""
    from traderterminal.app.wiring import machine_wires, open_if_possible

    async def no_venue(kind: str) -> "Practice":
        raise BadData(f"the practice venue {kind} is started by the desktop and by `serve` alone")

    async def none_to_move(market_ns: int) -> bool:
        return False

    secrets = open_if_possible(options)
    return machine_wires(secrets, plugins, no_venue, none_to_move, redactor.hide)


@asynccontextmanager
async def _listening(
    engine: Engine,
    bound: socket.socket,
    redactor: Redactor,
    wires: Callable[[], "Wires"],
    plugins: Plugins,
) -> AsyncIterator[Service]:
    options, settings = engine.options, engine.settings
    credentials = load_credentials(options.data_dir)
    redactor.hide(credentials.values())
    config_file = partial(_config_file, options, plugins)
    strategies = StrategyBook(settings, config_file, engine.automation)
    inbox = open_inbox(engine, credentials.webhook_secret, strategies.get)
    formats.count_in(settings.currency)
    own_alerts, called = OwnAlerts(engine), Observers[None]()
    application = Application(
        _services(engine, inbox, own_alerts, called),
        api_token=credentials.api_token,
        udf_token=credentials.udf_token,
        keys=Keys(credentials.webhook_secret, credentials.relay_key),
        origins=settings.api.origins,
        rate_per_s=settings.webhook.rate_per_s,
        burst=settings.webhook.burst,
        read_page=page_file,
    )
    listener = Listener(
        application,
        bound,
        webhook_hosts=frozenset(host.lower() for host in settings.webhook.hosts),
        origins=frozenset(settings.api.origins),
    )
    await inbox.start(engine.ledger.state().open_alerts)
    watch = _watch(engine, inbox, strategies)
    try:
        yield Service(
            engine=engine,
            inbox=inbox,
            listener=listener,
            application=application,
            credentials=credentials,
            strategies=strategies,
            watch=watch,
            own_alerts=own_alerts,
            wires=wires,
            plugins=plugins,
            called=called,
        )
    finally:
        engine.guardian.stop()
        withdraw(options.data_dir)
        await listener.stop()
        application.close()
        own_alerts.close()
        inbox.close()


def _config_file(options: Options, plugins: Plugins) -> "ConfigFile":
    from traderterminal.app.config_file import ConfigFile

    return ConfigFile(options.config, plugins, options.market)


def _watch(engine: Engine, inbox: Inbox, strategies: StrategyBook) -> AlertWatch:
    """Watch for alerts that should have come, and raise an alarm of those that did not."""

    def every_s(name: str) -> int | None:
        found = strategies.get(name)
        return None if found is None else found.heartbeat_s

    def over(name: str) -> None:
        for alarm in list(engine.desk.alarms):
            about = (alarm.message.code, alarm.message.parameters.get("strategy"))
            if about == ("strategy_silent", name):
                engine.desk.alarms.see(alarm)

    watch = AlertWatch(
        every_s=every_s,
        names=lambda: strategies.names,
        host=engine.host,
        tell=lambda message: engine.reconciler.alarms.emit(Alarm("", "", message)),
        over=over,
    )
    watch.load(tuple(reversed(inbox.records)))
    inbox.changed.connect(watch.hear)
    engine.tasks.spawn(watch.run(), name="watch for alerts")
    return watch


def open_inbox(
    engine: Engine,
    secret: str,
    strategies: Callable[[str], StrategySettings | None] | None = None,
) -> Inbox:
    """Return an inbox that trades on an engine; `secret` proves the alerts that hold it.

    `strategies` returns what a strategy may do, as the settings say unless another is given.
    """
    return Inbox(
        ledger=engine.ledger,
        trader=engine.desk,
        rules=_alert_rules(engine, strategies or engine.settings.strategies.get),
        market=engine.hub.clock,
        host=engine.host,
        new_id=lambda: f"AL{engine.new_id()}",
        tasks=engine.tasks,
        secret=secret,
    )


def _alert_rules(
    engine: Engine, strategies: Callable[[str], StrategySettings | None]
) -> AlertRules:
    settings, desk = engine.settings, engine.desk

    def strategy(name: str) -> StrategyRule | None:
        found, switch = strategies(name), engine.automation.switch(name)
        if switch is None:
            return None
        mode = switch.mode.value
        if found is None:  # switched, but not set up: on paper at most
            mode = "paper" if mode == "auto" else mode
            return StrategyRule(mode=mode, approval=switch.approval.value)
        return StrategyRule(
            group=found.group,
            mode=mode,
            approval=switch.approval.value,
            approval_expires_s=found.approval_expires_s,
            quantity=found.quantity,
            sl_tp_unit=found.sl_tp_unit,
            max_lag_s=found.max_lag_s,
        )

    def is_paper(account: str) -> bool:
        found = desk.accounts.get(account)
        return found is not None and found.mode.is_paper

    return AlertRules(
        resolve=engine.resolve,
        members=settings.members,
        strategy=strategy,
        is_paper=is_paper,
        held_back=engine.automation.held_back,
        lacks_quote=engine.hub.lacks_quote,
        touch=lambda symbol: _touch(engine, symbol),
        first_quote=lambda symbol: engine.hub.first_quote(symbol, engine.host, FIRST_QUOTE_S),
        default_group=settings.default_group,
        default_quantity=settings.webhook.default_quantity,
        max_lag_s=settings.webhook.max_lag_s,
    )


def _touch(engine: Engine, symbol: str) -> Touch | None:
    quote = engine.hub.quote(symbol)
    return None if quote is None else Touch(quote.bid, quote.ask)


def _services(
    engine: Engine, inbox: Inbox, own_alerts: OwnAlerts, called: Observers[None]
) -> Services:
    return Services(
        version=__version__,
        started_ns=engine.host.now_ns(),
        host=engine.host,
        desk=engine.desk,
        find_queue=engine.find_queue,
        ledger=engine.ledger,
        inbox=inbox,
        journal=engine.journal,
        hub=engine.hub,
        bars=engine.bars,
        symbols=engine.symbols,
        hours=engine.hours,
        resolve=engine.resolve,
        replay=None if engine.replay is None else ReplayControls(engine, engine.replay),
        describe_market=lambda: _describe(engine),
        day_net=engine.day_net,
        groups=engine.groups,
        automation=engine.automation,
        reality=engine.reality,
        own_alerts=own_alerts.told,
        called=called,
        default_group=engine.settings.default_group,
        last_seq=lambda: engine.ledger.last_seq,
    )


def _describe(engine: Engine) -> Mapping[str, object]:
    source = engine.source
    if source is None:
        return {"source": "none", "symbols": [], "state": "down"}
    symbols = list(source.symbols())
    health = engine.hub.health(symbols[0] if symbols else "")
    faults = [engine.hub.faults(symbol) for symbol in symbols]
    return {
        "source": source.name,
        "symbols": symbols,
        "state": health.state.value,
        "approximate": health.approximate,
        "kept_back": sum(one.impossible + one.lonely for one in faults),
        "out_of_time": sum(one.backwards for one in faults),
    }
