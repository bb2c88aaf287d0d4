"""The window on a running service: view-models wired to the engine, panes to view-models.

The view-models live as long as the service. The window is made from them, and made anew when the
trader chooses another theme.
"""

import json
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from traderterminal import __version__
from traderterminal.alerts.templates import read_templates
from traderterminal.app import languages
from traderterminal.app.broker_desk import BrokerDesk
from traderterminal.app.charts import Chart, Charts
from traderterminal.app.drawing_store import DrawingStore
from traderterminal.app.guide import GuideWays, build_guide
from traderterminal.app.hotkey_store import keep_hotkeys, read_hotkeys
from traderterminal.app.lookout import Lookout, sound_choice
from traderterminal.app.looks import ChosenLooks
from traderterminal.app.own_alerts import OwnAlerts
from traderterminal.app.own_listener import OwnListener, alert_samples
from traderterminal.app.price_alert_store import keep_price_alerts, read_price_alerts
from traderterminal.app.replay_controls import ReplayControls
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.replays import Replays
from traderterminal.app.service import Service
from traderterminal.app.settings import Settings
from traderterminal.app.status import ServiceStatus
from traderterminal.app.ticket_presets import (
    keep_exits,
    keep_options,
    keep_presets,
    read_exits,
    read_options,
    read_presets,
)
from traderterminal.app.watching import Watching
from traderterminal.app.workspaces import TICKET, Workspaces, kept_name, read_layout, read_state
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.market.price_alerts import PriceAlerts
from traderterminal.storage.resources import SHIPPED, Resources
from traderterminal.ui import texts
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.accounts import AccountsPane
from traderterminal.ui.panes.alert_studio import AlertStudioPane
from traderterminal.ui.panes.alerts import AlertsPane
from traderterminal.ui.panes.approvals import ApprovalsPane
from traderterminal.ui.panes.automation import AutomationPane
from traderterminal.ui.panes.brokers import BrokersPane
from traderterminal.ui.panes.chart_acts import ChartActs
from traderterminal.ui.panes.diagnostics import DiagnosticsPane
from traderterminal.ui.panes.groups import GroupsPane
from traderterminal.ui.panes.journal import JournalPane
from traderterminal.ui.panes.ladder import LadderPane
from traderterminal.ui.panes.orders import OrdersPane
from traderterminal.ui.panes.positions import PositionsPane
from traderterminal.ui.panes.reality import RealityPane
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.panes.ticket_menu import offer_options
from traderterminal.ui.theme import Theme, apply_theme, load_theme
from traderterminal.ui.tray import Tray, TrayIcon
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import (
    REPLAY,
    AccountChoiceViewModel,
    AccountEntry,
)
from traderterminal.ui.viewmodels.account_states import AccountStatesViewModel
from traderterminal.ui.viewmodels.alert_builder import AlertBuilderViewModel
from traderterminal.ui.viewmodels.alert_trials import AlertTrials
from traderterminal.ui.viewmodels.alerts import AlertsViewModel
from traderterminal.ui.viewmodels.appearance import Looks
from traderterminal.ui.viewmodels.approvals import ApprovalsViewModel
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.automation import AutomationViewModel
from traderterminal.ui.viewmodels.banners import BannersViewModel
from traderterminal.ui.viewmodels.brokers import BrokersViewModel
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.chart_trading import Offer
from traderterminal.ui.viewmodels.command_field import CommandFieldViewModel
from traderterminal.ui.viewmodels.crosshairs import Crosshairs
from traderterminal.ui.viewmodels.drawing_book import DrawingBook
from traderterminal.ui.viewmodels.exposure import ExposureViewModel
from traderterminal.ui.viewmodels.groups import GroupsViewModel
from traderterminal.ui.viewmodels.hotkey_acts import HotkeyActs
from traderterminal.ui.viewmodels.hotkeys import Group, HotkeysViewModel
from traderterminal.ui.viewmodels.journal import JournalViewModel
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.links import FIRST_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.positions import PositionsViewModel
from traderterminal.ui.viewmodels.reality import RealityViewModel
from traderterminal.ui.viewmodels.replay import ReplayViewModel, traded_words
from traderterminal.ui.viewmodels.replays import ReplaysViewModel
from traderterminal.ui.viewmodels.sounds import Mute, Silence, Sound, SoundName
from traderterminal.ui.viewmodels.strategy_watch import StrategyWatchViewModel
from traderterminal.ui.viewmodels.ticket import PRESETS, TicketViewModel
from traderterminal.ui.viewmodels.ticket_exits import USUAL
from traderterminal.ui.widgets.link_chip import LinkChip, offer_groups
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.window import Window

if TYPE_CHECKING:  # loaded when they are opened
    from traderterminal.app.settings_desk import SettingsDesk
    from traderterminal.ui.panes.help_sheet import HelpPage
    from traderterminal.ui.viewmodels.settings_form import SettingsForm

#: Of the first window, where the screen has room for it.
DEFAULT_SIZE: Final = QSize(1600, 1000)
#: It trades through the ticket, whose symbol and links it has.
LADDER: Final = "Ladder"
LICENCE: Final = "MIT licence: free to use, change and pass on, without warranty."


#: Makes an icon in the tray, which calls what it is given when it is clicked; None without a tray.
MakeTray = Callable[[Callable[[], object]], TrayIcon | None]


def read_theme(name: str, font_px: int) -> Theme:
    """Load a theme by name; raises BadData that lists those there are."""
    path = SHIPPED / "themes" / f"{name}.toml"
    if not path.exists():
        raise BadData(f"there is no theme {name!r}; there are {', '.join(_theme_names())}")
    return load_theme(path, font_px)


def _theme_names() -> list[str]:
    return sorted(path.stem for path in (SHIPPED / "themes").glob("*.toml"))


def application_icon() -> QIcon:
    """Return the application's icon."""
    return QIcon(str(SHIPPED / "icons" / "icon.svg"))


def build_screen(
    app: QApplication,
    service: Service,
    theme: Theme | None = None,
    restart: Callable[[], None] = lambda: None,
    windows: ReplayWindows | None = None,
    sound: Sound | None = None,
    make_tray: MakeTray = lambda clicked: None,
    shows_guide: bool = False,
    language: str = "",
) -> "Screen":
    """Make the window of a running service; it is not shown yet.

    Without a theme or a language it has what was chosen in it last, or that of the settings.
    `restart` lets everything begin anew with changed settings. Raises BadData where the settings
    name a theme or a language that is none. `windows` opens those of replays; without it none can
    be begun. `sound` plays what is to be heard; without it nothing is. `make_tray` puts an icon
    into the system's tray. `shows_guide`: whoever starts for the first time is led round.
    """
    heard = sound or Silence()
    return Screen(app, service, theme, restart, windows, heard, make_tray, shows_guide, language)


class Screen:
    """The window, what it draws, and what must be put away with it."""

    def __init__(
        self,
        app: QApplication,
        service: Service,
        theme: Theme | None,
        restart: Callable[[], None],
        windows: ReplayWindows | None,
        sound: Sound,
        make_tray: MakeTray,
        shows_guide: bool,
        language: str,
    ) -> None:
        self._app = app
        self._service = service
        self._windows = windows
        self._restart = restart
        self._sound = sound
        self._make_tray = make_tray
        ui = service.engine.settings.ui
        formats.count_in(service.engine.settings.currency)
        kept = read_layout(service.engine.options.data_dir)
        self._hides_money = bool(kept.get("hides_money"))
        formats.hide_money(self._hides_money)
        self._chosen = ChosenLooks(ui, kept, _theme_names(), _language_names(), read_theme)
        languages.show_in(app, language or self._chosen.looks.language)
        self._view_models()
        self._guide = build_guide(service, self._guide_ways(), shows=shows_guide)
        self._ladder.restore(read_state(kept.get("ladder")))
        service.engine.arming.restore(read_state(kept.get("arming")))
        self._watching.restore(read_state(kept.get("watching")))
        kept = self.workspaces.restore(kept)
        self._theme = theme or self._chosen.theme()
        self.window = self._window(self._theme)
        self.window.resize(DEFAULT_SIZE.boundedTo(self._app.primaryScreen().availableSize()))
        if not self.window.restore_layout(kept):
            self.window.arrange_as(self.workspaces.vm.active.template)

    def show(self) -> None:
        """Show the window; it fills a screen that has no room for its title bar beside it."""
        size, room = self.window.size(), self.window.screen().availableSize()
        if size.width() < room.width() and size.height() < room.height():
            self.window.show()
        else:
            self.window.showMaximized()

    def close(self) -> None:
        """Keep the arrangement and stop drawing."""
        self.window.stop()
        for listening in self._listening:
            listening.close()
        self.workspaces.keep()

    def _kept_beside(self) -> dict[str, str]:
        """What is kept with the arrangement that is shown, the same in every workspace."""
        return {
            "ladder": json.dumps(self._ladder.state()),
            "arming": json.dumps(self._service.engine.arming.state()),
            "watching": json.dumps(self._watching.state()),
            "hides_money": "yes" if self._hides_money else "",
            **self._chosen.state(),
        }

    def leave_to(self, other: "Screen") -> None:
        """Give the place of the window to that of another screen, and go."""
        other.window.activateWindow()
        self.window.leave()

    def choose_theme(self, name: str) -> None:
        """Draw everything in another theme."""
        self._choose_looks(replace(self._chosen.looks, theme=name))

    def ask_for_looks(self) -> None:
        """Ask how everything is to look."""
        from traderterminal.ui.panes.appearance_sheet import AppearanceSheet  # nor for that

        choosing = self._chosen.choosing(self._choose_looks)
        self._show_sheet(lambda under: AppearanceSheet(choosing, self._theme, under))

    def _choose_looks(self, looks: Looks) -> None:
        is_translated = looks.language != self._chosen.looks.language
        self._chosen.looks = looks
        self._theme = self._chosen.theme()
        languages.show_in(self._app, looks.language)
        self._draw_anew()
        if is_translated:
            self._write_anew()

    def hide_money(self, hidden: bool) -> None:
        """Show dots for every amount, or amounts again."""
        self._hides_money = hidden
        formats.hide_money(hidden)
        self._write_anew()

    def _write_anew(self) -> None:
        """Write everything again that is written already: amounts, and words."""
        self._ladder.write_anew()
        for shows in (
            *(self._ticket, self._positions, self._orders, self._alerts, self._journal),
            *(self._account_states, self._approvals, self._automation, self._groups),
            *(self._notices, self._banners, self._reality, self._brokers),
        ):
            shows.changed.emit(None)
        for chart in self.charts.all:
            chart.vm.ask_for_a_frame()
        self.window.write_anew()

    def _draw_anew(self) -> None:
        """Put a window in the place of the old one, with every pane where it is."""
        old, state = self.window, self.window.layout_state()
        self.window = self._window(self._theme)
        self.window.restore_layout(state)
        if not (old.isMaximized() or old.isFullScreen()):
            self.window.setGeometry(old.geometry())
        self.window.show()
        old.leave()

    @cached_property
    def _settings(self) -> "SettingsDesk":
        from traderterminal.app.settings_desk import SettingsDesk  # the start need not wait for it

        choices: dict[tuple[str, ...], list[str]] = {
            ("ui", "theme"): _theme_names(),
            ("ui", "language"): list(_language_names()),
        }
        return SettingsDesk(self._service, self._apply_settings, self._restart, choices)

    def _settings_form(self) -> "SettingsForm":
        from traderterminal.ui.viewmodels.settings_form import SettingsForm  # nor for that

        return SettingsForm(self._settings, self._service.engine.tasks)

    def _apply_settings(self, before: Settings, after: Settings) -> None:
        """Let hold what the window and the log are asked for."""
        self._lookout.sounds.choice = sound_choice(after.sound)
        logging.getLogger().setLevel(after.log.level.upper())
        if after.ui != before.ui:
            self._choose_looks(self._chosen.follow(after.ui))

    def _choose_mute(self, mute: Mute) -> None:
        work = self._settings.save({("sound", "mute"): mute.value})
        self._service.engine.tasks.spawn(self._tell_unsaved(work), name="mute")

    async def _tell_unsaved(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except BadData as error:
            title = "The sounds stay as they were"
            self._notices.tell(Notice("mute", title, str(error), "warn", "warning", ""))

    def _guide_ways(self) -> GuideWays:
        return GuideWays(
            open_pane=lambda name: self.window.open_pane(name),
            open_help=lambda page: self.window.open_help(page),
            open_settings=lambda search: self.window.open_settings(search),
            alert_message=self._alert_message,
            symbol=lambda: self._shown_symbol(),
            tell=self._notices.tell,
        )

    def _shown_symbol(self) -> str:
        instrument = self.charts.active.vm.instrument or self.workspaces.first_instrument()
        return instrument.symbol

    def new_chart(self) -> None:
        """Open a chart that begins as the active one."""
        self._duplicate(self.charts.active)

    def _duplicate(self, of: Chart) -> None:
        if self.charts.has_room:
            self.window.add_pane(self._chart_pane(self.charts.duplicate(of)))

    def close_chart(self, name: str) -> None:
        """Close a chart for good."""
        self.window.remove_pane(name)
        self.charts.remove(name)

    def _chart_pane(self, chart: Chart) -> Pane:
        acts = ChartActs(
            choose_symbol=partial(self._choose_symbol, chart.name),
            duplicate=partial(self._duplicate, chart),
            has_room=lambda: self.charts.has_room,
            close=None if chart is self.charts.first else partial(self.close_chart, chart.name),
            replay=partial(self._offer_replay, chart.vm),
        )
        return chart.pane(
            self._theme, self._show_sheet, acts, self.links, self._crosshairs, self._replay
        )

    def _offer_replay(self, chart: ChartViewModel, start_ns: int) -> Offer | None:
        """Offer to go on at the start of a bar where a recording plays, else to replay from it."""
        if chart.instrument is None:
            return None
        if self._replay is not None:
            words = f"Jump to {self._replay.words_of(start_ns)}"
            return Offer(words, partial(self._replay.pick, start_ns))
        if self._replays is None:
            return None
        symbol, moment = chart.instrument.symbol, chart.local_time(start_ns)
        day = self._service.engine.hours.trade_date(symbol, start_ns)
        ask = partial(self._ask_to_replay, self._replays, symbol, day, moment)
        return Offer(f"Replay from {moment.day} {moment:%b %H:%M}…", ask)

    def _ask_to_replay(
        self, replays: ReplaysViewModel, symbol: str, day: date, moment: datetime
    ) -> None:
        replays.propose(symbol, day, f"{moment:%Y-%m-%d %H:%M:%S}")
        self.window.ask_to_replay()

    def _enter(self, pane: str) -> None:
        self.links.enter(TICKET if pane == LADDER else pane)
        self.charts.enter(pane)

    def _view_models(self) -> None:
        service, engine, desk = self._service, self._service.engine, self._service.engine.desk
        tasks = engine.tasks
        self._accounts = AccountChoiceViewModel(
            [
                AccountEntry(one.id, one.name or one.id, self._mode_shown(one.id))
                for one in engine.settings.accounts
            ]
        )
        account = self._accounts.chosen.account
        self.links = LinksViewModel()
        self._crosshairs = Crosshairs(self.links)
        folder = engine.options.data_dir
        self._price_alerts = PriceAlerts(
            engine.hub,
            engine.new_id,
            read_price_alerts(folder, engine.symbols.instrument),
            lambda alerts: keep_price_alerts(folder, alerts, engine.symbols.instrument),
        )
        self._ticket = TicketViewModel(
            desk=desk,
            hub=engine.hub,
            bars=engine.bars,
            tasks=tasks,
            local=engine.hours.local,
            accounts=self._accounts,
            presets=read_presets(folder, PRESETS),
            keep_presets=lambda presets: keep_presets(folder, presets),
            kept_exits=read_exits(folder, USUAL),
            keep_exits=lambda exits: keep_exits(folder, exits),
            options=read_options(folder),
            keep_options=lambda options: keep_options(folder, options),
            arming=engine.arming,
        )
        self._command = CommandFieldViewModel(
            desk=desk,
            hub=engine.hub,
            tasks=tasks,
            accounts=self._accounts,
            sending=self._ticket.sending,
            resolve=engine.resolve,
        )
        drawings = DrawingStore(folder, self._alarm)
        book = DrawingBook(drawings.read(), drawings.keep)
        self._arming = ArmingViewModel(engine.arming, self._accounts)
        self._broker_desk = BrokerDesk(service, self._restart)
        self._hotkeys = HotkeysViewModel(
            engine.host.now_ns, read_hotkeys(folder), partial(keep_hotkeys, folder)
        )
        self._lookout = Lookout(service, self._sound, self._price_alerts)
        self._status = ServiceStatus(
            service,
            self._accounts,
            self._arming,
            self._hotkeys,
            self._lookout.rooms,
            self._lookout.machine,
        )
        self._model_lists()
        self.charts = Charts(
            engine,
            account,
            self.links,
            ticket=self._ticket,
            orders=self._orders,
            alerts=self._price_alerts,
            drawings=book,
        )
        self.links.add(TICKET, self._ticket, FIRST_GROUP)
        alerts = OwnAlerts(
            engine,
            self.charts,
            self._accounts,
            self._price_alerts,
            book,
            lambda notice: self._notices.tell(notice),
            lambda alert_id, words: self._lookout.sounds.play(SoundName.ALERT, alert_id, words),
        )
        self._watching = Watching(
            engine, self.links, lambda: self.window, partial(kept_name, engine), alerts
        )
        self._model_automation()
        self._model_frame()
        self.workspaces = Workspaces(
            engine,
            self.charts,
            self.links,
            self._notices,
            lambda: self.window,
            lambda name: self._chart_pane(self.charts.named(name)),
            self._kept_beside,
        )
        self._brokers = BrokersViewModel(self._broker_desk, engine.host, engine.tasks)
        self._model_replays()
        self._accounts.changed.connect(self._follow_account)
        self._listening: tuple[Any, ...] = (
            *(
                self.charts,
                self._ladder,
                self._command,
                self._ticket,
                self._positions,
                self._orders,
                self._alerts,
                self._builder,
                self._price_alerts,
                self._watching,
            ),
            *(self._approvals, self._automation, self._groups, self._account_states),
            *(self._notices, self._banners, self._reality, self._brokers),
            *(self._lookout, self._tray),
            *(self._arming, *(() if self._replays is None else (self._replays,))),
        )

    def _mode_shown(self, account: str) -> str:
        """The mode of an account as it is called: on a recording nobody trades as on a market."""
        mode = self._service.engine.desk.accounts[account].mode
        replayed = self._service.engine.replay is not None and mode is Mode.SIMULATOR
        return REPLAY if replayed else mode.value

    def _model_replays(self) -> None:
        """A recording that plays is moved from here; else replays are begun in their windows."""
        engine = self._service.engine
        self._replay: ReplayViewModel | None = None
        self._replays: ReplaysViewModel | None = None
        if engine.replay is not None:
            controls = ReplayControls(engine, engine.replay)
            instrument = engine.symbols.instrument(controls.symbol)
            self._replay = ReplayViewModel(
                controls,
                engine.tasks,
                lambda at_ns: engine.hours.local(instrument, at_ns),
                lambda at_ns: self._bar_end_ns(instrument, at_ns),
                self._traded_words,
            )
        elif self._windows is not None:
            self._replays = ReplaysViewModel(Replays(engine, self._windows), engine.tasks)

    def _bar_end_ns(self, instrument: Instrument, at_ns: int) -> int:
        """When the active chart's bar ends that a moment lies in; longer ones end with the day."""
        shown, engine = self.charts.active.vm, self._service.engine
        if shown.resolution.seconds is None:
            return engine.hours.day_end_ns(instrument, at_ns)
        period = engine.bars.period(instrument.symbol, shown.resolution, shown.hours)
        return period.span(at_ns).until_ns

    def _traded_words(self) -> str:
        """What a replay that begins afresh takes away."""
        desk, journal = self._service.engine.desk, self._service.engine.journal
        cash = desk.accounts[self._accounts.accounts[0].account].starting_cash
        fills = sum(1 for _ in journal.all_fills())
        return traded_words(len(desk.live_orders("")), fills, formats.money(cash))

    def _model_lists(self) -> None:
        service, engine, desk = self._service, self._service.engine, self._service.engine.desk
        instrument, tasks = engine.symbols.instrument, engine.tasks
        entry_of = self._accounts.entry_of
        self._positions = PositionsViewModel(
            desk, engine.hub, tasks, instrument, self._status.day_net_of, entry_of, self._say
        )
        self._orders = OrdersViewModel(
            desk,
            engine.hub,
            tasks,
            instrument,
            engine.hours.local,
            self._accounts,
            engine.journal.fills,
            engine.find_queue,
            engine.arming,
        )
        self._ladder = LadderViewModel(
            desk=desk,
            hub=engine.hub,
            ticket=self._ticket,
            orders=self._orders,
            find_queue=engine.find_queue,
            session_end_ns=engine.hours.day_end_ns,
            day_net=engine.day_net,
        )
        self._alerts = AlertsViewModel(
            lambda: service.inbox.records,
            service.inbox.changed,
            desk.orders.get,
            instrument,
            entry_of,
        )
        listener = OwnListener(service)
        self._trials = AlertTrials(
            listener=listener,
            accounts=self._accounts.accounts,
            tasks=tasks,
            opened=self._open_alert,
        )
        self._builder = AlertBuilderViewModel(
            templates=read_templates(Resources(engine.options.resources).texts("alert_templates")),
            rehearse=service.inbox.rehearse,
            samples=self._alert_samples,
            entry_of=entry_of,
            trials=self._trials,
            address=lambda: listener.webhook,
            host=engine.host,
        )
        self._journal = JournalViewModel(engine.journal, self._status.today, entry_of)

    def _model_automation(self) -> None:
        service, engine, desk = self._service, self._service.engine, self._service.engine.desk
        tasks, entry_of = engine.tasks, self._accounts.entry_of
        self._approvals = ApprovalsViewModel(
            inbox=service.inbox,
            mark=desk.mark,
            instrument=engine.symbols.instrument,
            entry_of=entry_of,
            host=engine.host,
            tasks=tasks,
            say=self._say,
        )
        self._automation = AutomationViewModel(
            automation=engine.automation,
            repetition=desk.repetition,
            accounts=self._accounts.accounts,
            accounts_of=self._accounts_of,
            is_set_up=lambda name: service.strategies.get(name) is not None,
            records=lambda: service.inbox.records,
            received=service.inbox.changed,
            tasks=tasks,
            say=self._say,
        )
        self._strategies = StrategyWatchViewModel(
            watch=service.watch,
            desk=service.strategies,
            is_set_up=lambda name: service.strategies.get(name) is not None,
            host=engine.host,
            tasks=tasks,
        )
        self._groups = GroupsViewModel(
            groups=engine.groups,
            desk=desk,
            journal=engine.journal,
            entry_of=entry_of,
            tasks=tasks,
            say=self._say,
        )
        self._reality = RealityViewModel(reality=engine.reality, tasks=tasks, say=self._say)

    def _model_frame(self) -> None:
        """Make what the bars and banners show, and the accounts that they speak of."""
        service, engine, desk = self._service, self._service.engine, self._service.engine.desk
        instrument, tasks = engine.symbols.instrument, engine.tasks
        self._exposure = ExposureViewModel(desk)
        self._notices = NoticesViewModel(
            desk=desk,
            alerts=service.inbox.changed,
            crossings=self._price_alerts.crossed,
            instrument=instrument,
            local=engine.hours.local,
            name_of=self._accounts.name_of,
            monotonic_ns=engine.host.monotonic_ns,
        )
        self._tray = Tray(
            self._make_tray(lambda: self.window.come_forward()),
            self._notices,
            engine.host.monotonic_ns,
        )
        self._diagnostics = self._lookout.begin(
            self._status, self._notices, lambda: self._tray.problem
        )
        self._kill_switch = KillSwitchViewModel(desk, tasks, self._status.host_time, self._say)
        self._hotkey_acts = HotkeyActs(
            ticket=self._ticket,
            ladder=self._ladder,
            links=self.links,
            kill_switch=self._kill_switch,
            flatten_all=self._positions.flatten_all,
        )
        self._account_states = AccountStatesViewModel(
            desk=desk,
            automation=engine.automation,
            accounts=self._accounts,
            tasks=tasks,
            host=engine.host,
            instrument=instrument,
            day_net=engine.day_net,
            unready=engine.reconciler.unready,
            ledger_down=lambda: engine.ledger.down,
            say=self._say,
        )
        self._banners = BannersViewModel(
            desk=desk,
            reconciler=engine.reconciler,
            kill_switch=self._kill_switch,
            ledger_down=lambda: engine.ledger.down,
            watched=self._watched_symbols,
            health=engine.hub.health,
            folder=str(engine.options.data_dir),
            placed_at=lambda order: engine.hours.local(instrument(order.symbol), order.created_ns),
            name_of=self._accounts.name_of,
            offline=self._broker_desk.offline,
            breached=self._lookout.rooms.breached,
            release=lambda: self.window.ask_to_release(),
            open_pane=lambda name: self.window.open_pane(name),
        )

    def _painted(self) -> None:
        """The window was painted: that is when the active chart's symbol was last seen."""
        latencies, instrument = self._lookout.latencies, self.charts.active.vm.instrument
        latencies.painted()
        latencies.follow("" if instrument is None else instrument.symbol)

    def _follow_account(self, chosen: AccountEntry) -> None:
        self.charts.choose_account(chosen.account)

    def _say(self, message: Message) -> None:
        """Tell of a failure of a pane without room of its own: under the ticket's buttons."""
        self._ticket.refuse(texts.text(message))

    def _alarm(self, message: Message) -> None:
        """Tell of what stays wrong until somebody has seen it: over the panes."""
        self._service.engine.reconciler.alarms.emit(Alarm("", "", message))

    def _accounts_of(self, strategy: str) -> list[str]:
        """The accounts that a strategy trades on where its alerts name none."""
        settings = self._service.engine.settings
        found = self._service.strategies.get(strategy)
        group = (found.group if found else "") or settings.default_group
        return [member.account for member in settings.members(group) or ()]

    def _open_alert(self, alert_id: str) -> None:
        self._alerts.show_all()
        self._alerts.select(alert_id)
        self.window.open_pane("Alerts")

    def _watched_symbols(self) -> list[str]:
        """The symbols whose silence matters: those that are charted and those that are held."""
        engine = self._service.engine
        if engine.source is None:
            return []
        held = [p.symbol for p in engine.desk.positions.values() if not p.is_flat]
        shown = [c.vm.instrument.symbol for c in self.charts.all if c.vm.instrument is not None]
        return list(dict.fromkeys([*shown, *held]))

    def _choose_symbol(self, pane: str, text: str) -> str:
        """Show a symbol in a pane and in all of its group; return what stands against it, or ""."""
        try:
            found = self._service.engine.resolve(text)
        except UnknownSymbol as unknown:
            return texts.reason(unknown.message)
        self.links.show(pane, found)
        return ""

    def _alert_message(self) -> str:
        return self._builder.text

    def _alert_samples(self) -> Mapping[str, str]:
        """What TradingView would put into a message now, of what the ticket shows."""
        return alert_samples(self._service.engine, self._ticket.instrument)

    def _window(self, theme: Theme) -> Window:
        apply_theme(self._app, theme)
        return Window(self._chrome(), self._panes(theme), theme, application_icon())

    def _chrome(self) -> Chrome:
        service, status = self._service, self._status
        return Chrome(
            accounts=self._accounts,
            arming=self._arming,
            exposure=self._exposure,
            notices=self._notices,
            banners=self._banners,
            kill_switch=self._kill_switch,
            command=self._command,
            hotkeys=self._hotkeys,
            hotkey_acts=self._hotkey_acts,
            search=lambda text: _search(service, text),
            choose=lambda text: self._choose_symbol(self.links.active, text),
            links=self.links,
            workspaces=self.workspaces.vm,
            entered=self._enter,
            new_chart=self.new_chart,
            has_room=lambda: self.charts.has_room,
            indicators=lambda: self.charts.active.open_indicators(),
            cancel_all=self._orders.cancel_all,
            flatten_all=self._positions.flatten_all,
            day_result=status.day_result,
            chips=status.chips,
            notes=status.notes,
            painted=self._painted,
            clock=lambda: status.clock(self.charts.active.vm.instrument),
            themes={name: name.capitalize() for name in _theme_names()},
            theme=self._chosen.looks.theme,
            choose_theme=self.choose_theme,
            pages=_help_pages,
            settings=self._settings_form,
            guide=self._guide,
            mute=lambda: self._lookout.sounds.choice.mute,
            choose_mute=self._choose_mute,
            ask_for_looks=self.ask_for_looks,
            hides_money=self._hides_money,
            hide_money=self.hide_money,
            about=(f"Version {__version__}", LICENCE, f"Data: {service.engine.options.data_dir}"),
            replay=self._replay,
            replays=self._replays,
        )

    def _show_sheet(self, make: Callable[[QWidget], Sheet]) -> None:
        self.window.show_sheet(make)

    def _flush_studio(self) -> None:
        self._builder.flush()
        self._strategies.flush()

    def _fill_ticket_menu(self, menu: QMenu, theme: Theme) -> None:
        offer_options(menu, self._ticket)
        offer_groups(menu, self.links, TICKET, theme)

    def _panes(self, theme: Theme) -> list[Pane]:
        engine, status = self._service.engine, self._status
        first, *others = (self._chart_pane(chart) for chart in self.charts.all)
        ladder = LadderPane(self._ladder, theme)
        return [
            first,
            Pane(
                LADDER,
                ladder,
                self._ladder.flush,
                header=ladder.header,
                link=LinkChip(self.links, TICKET, theme, called=LADDER),
                fill_menu=lambda menu: offer_groups(menu, self.links, TICKET, theme),
                quick=True,
                hears=(Group.LADDER, ladder.ladder),
            ),
            Pane(
                TICKET,
                TicketPane(self._ticket, theme, self._show_sheet),
                self._ticket.flush,
                link=LinkChip(self.links, TICKET, theme),
                fill_menu=lambda menu: self._fill_ticket_menu(menu, theme),
            ),
            Pane(
                "Positions",
                PositionsPane(self._positions, theme),
                self._positions.flush,
                context=lambda: f"{self._exposure.positions} open",
            ),
            Pane(
                "Orders",
                OrdersPane(self._orders, theme, self._show_sheet),
                self._orders.flush,
                context=lambda: f"{self._exposure.orders} working",
            ),
            Pane(
                "Alerts",
                AlertsPane(
                    self._alerts, theme, status.host_time, self._alert_message, self._trials
                ),
                self._alerts.flush,
                context=status.alerts,
            ),
            Pane(
                "Journal",
                JournalPane(self._journal, theme, engine.symbols.instrument, engine.hours.local),
                self._journal.flush,
                context=lambda: "all accounts" if len(self._accounts.accounts) > 1 else "",
            ),
            *self._watching.panes(theme, self._show_sheet),
            Pane(
                "Accounts",
                AccountsPane(self._account_states, theme, self._show_sheet),
                self._account_states.flush,
                context=lambda: formats.counted(len(self._accounts.accounts), "account"),
            ),
            Pane(
                "Approvals",
                ApprovalsPane(self._approvals, theme, self._show_sheet, self._open_alert),
                self._approvals.flush,
                count=lambda: self._approvals.count,
            ),
            Pane("Automation", AutomationPane(self._automation, theme), self._automation.flush),
            Pane("Groups", GroupsPane(self._groups, theme, self._show_sheet), self._groups.flush),
            Pane(
                "Alert studio",
                AlertStudioPane(self._builder, self._strategies, theme, self._show_sheet),
                self._flush_studio,
            ),
            Pane(
                "Brokers",
                BrokersPane(self._brokers, theme, self._show_sheet),
                self._brokers.flush,
            ),
            Pane("How real is paper", RealityPane(self._reality, theme), self._reality.flush),
            Pane(
                "Diagnostics",
                DiagnosticsPane(self._diagnostics, theme, status.host_time),
                self._diagnostics.flush,
                quick=True,
            ),
            *others,
        ]


def _help_pages() -> "Sequence[HelpPage]":
    from traderterminal.app.help_pages import help_pages  # loaded when it is asked for

    return help_pages()


def _language_names() -> dict[str, str]:
    """What each language is called that can be chosen, by its code."""
    named = {code: languages.name_of(code) for code in languages.languages()}
    return {languages.SYSTEM: "As the computer", **named}


def _search(service: Service, text: str) -> list[str]:
    engine = service.engine
    today = engine.hours.today(engine.hub.clock.now_ns())
    found = engine.symbols.search(text, today, 12)
    # The symbol ends at the first two blanks, of which an option's has some of its own.
    return [f"{one.symbol.replace(' ', '')}  {one.description}" for one in found]
