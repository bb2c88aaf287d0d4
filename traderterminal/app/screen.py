"""The window on a running service: its rooms wired to the engine and to each other.

Each room holds its view-models, which live as long as the service. The window is made from them,
and made anew when the trader chooses another theme.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from traderterminal import __version__
from traderterminal.app import languages
from traderterminal.app.alert_offers import AlertOffers
from traderterminal.app.announcing import Announcing, MakeTray
from traderterminal.app.automating import Automating
from traderterminal.app.back_office import BackOffice
from traderterminal.app.charting import Charting
from traderterminal.app.guide import GuideWays, build_guide
from traderterminal.app.lookout import Lookout
from traderterminal.app.looks import ChosenLooks
from traderterminal.app.preferences import Preferences
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.replaying import Replaying
from traderterminal.app.service import Service
from traderterminal.app.status import ServiceStatus
from traderterminal.app.trading import LADDER, Trading
from traderterminal.app.watching import Watching
from traderterminal.app.workspaces import TICKET, Workspaces, kept_name, read_layout, read_state
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import mark, translate
from traderterminal.storage.resources import SHIPPED
from traderterminal.ui import texts
from traderterminal.ui.arrangements import SECOND_LADDER, TEMPLATES
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.docking import Pane
from traderterminal.ui.theme import Theme, load_theme, making_in
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import (
    REPLAY,
    AccountChoiceViewModel,
    AccountEntry,
)
from traderterminal.ui.viewmodels.appearance import Looks
from traderterminal.ui.viewmodels.leaving import LeavingViewModel
from traderterminal.ui.viewmodels.links import FIRST_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.notices import Notice
from traderterminal.ui.viewmodels.sounds import Silence, Sound
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.window import Window

if TYPE_CHECKING:  # loaded when they are opened
    from traderterminal.app.settings import UiSettings
    from traderterminal.ui.panes.help_sheet import HelpPage

#: Of the first window, where the screen has room for it.
DEFAULT_SIZE: Final = QSize(1600, 1000)
LICENCE: Final = mark("Window", "MIT licence: free to use, change and pass on, without warranty.")
#: How old what is kept of the arrangement may be where the program dies.
KEEPS_MS: Final = 20_000
#: How often it is looked whether other looks can be drawn, and when that is told of.
WAITS_MS: Final = 100
TOLD_AFTER: Final = 4
TOLD_NS: Final = 8 * NANOSECONDS
#: A window that another stands in the place of is gone for good by then, host time.
GONE_S: Final = 0.3
#: The panes as the menu lists them and F6 walks through them, between the first chart and others.
PANES: Final = (
    *(LADDER, SECOND_LADDER, TICKET, "Positions", "Orders", "Alerts", "Journal", "Today"),
    *("Watchlist", "Tape", "Option chain", "Calendar", "Price alerts"),
    *("Accounts", "Approvals", "Automation", "Groups", "Alert studio"),
    *("Brokers", "How real is paper", "Diagnostics"),
)


class Room(Protocol):
    """A part of the window that is wired by itself, as far as all of them are alike."""

    def close(self) -> None: ...


class Written(Protocol):
    """A room with amounts and words, which can be hidden and translated."""

    def write_anew(self) -> None: ...


@lru_cache(maxsize=16)  # what is kept of one that is chosen again need not be made anew
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


def needed_theme() -> str:
    """Return the theme for who has the computer show more contrast, else ""."""
    hints = QGuiApplication.styleHints()  # PySide invalidates what is had from it with its wrapper
    asked = hints.accessibility().contrastPreference()
    return "contrast" if asked is Qt.ContrastPreference.HighContrast else ""


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
        engine = service.engine
        kept = read_layout(engine.options.data_dir)
        self._hides_money = bool(kept.get("hides_money"))
        formats.hide_money(self._hides_money)
        ui = engine.settings.ui
        self._chosen = ChosenLooks(
            ui, kept, _theme_names(), _language_names, read_theme, needed_theme()
        )
        self._language = language or self._chosen.looks.language
        languages.show_in(app, self._language)
        self._waiting = QTimer(singleShot=True, interval=WAITS_MS)
        self._waiting.timeout.connect(self._draw_when_free)
        self._waited = 0
        self._giving_back: asyncio.Task[None] | None = None
        self._wire_trading(windows)
        self._wire_others(restart, sound, make_tray)
        self._guide = build_guide(service, self._guide_ways(), shows=shows_guide)
        self.trading.ladder.restore(read_state(kept.get("ladder")))
        self.trading.second_ladder.restore(read_state(kept.get("second_ladder")))
        engine.arming.restore(read_state(kept.get("arming")))
        self.watching.restore(read_state(kept.get("watching")))
        kept = self.workspaces.restore(kept)
        self._theme = theme or self._chosen.theme()
        self.window = self._window(self._theme)
        self.window.resize(DEFAULT_SIZE.boundedTo(self._app.primaryScreen().availableSize()))
        if not self.window.restore_layout(kept):
            self.workspaces.arrange_again(kept)
        self.trading.ticket.form.changed.connect(lambda _: self.window.fit_pane(TICKET))
        self._heeds = service.called.connect(lambda _: self.window.come_forward())
        self._keeping = QTimer(interval=KEEPS_MS)
        self._keeping.timeout.connect(self.workspaces.keep_in_time)
        self._keeping.start()

    def _wire_trading(self, windows: ReplayWindows | None) -> None:
        """Make what trades by hand, and the charts from which it does."""
        engine = self._service.engine
        self.accounts = AccountChoiceViewModel(
            [
                AccountEntry(one.id, one.name or one.id, self._mode_shown(one.id))
                for one in engine.settings.accounts
            ]
        )
        self.links = LinksViewModel()
        self.trading = Trading(engine, self.accounts, self.links)
        self.replaying = Replaying(
            engine,
            self.accounts,
            windows,
            lambda: self.charts.active.vm,
            lambda: self.window.asking.to_replay(),
        )
        self.charting = Charting(
            engine,
            self.accounts,
            self.links,
            trading=self.trading,
            price_alerts=self._service.own_alerts.prices,
            replaying=self.replaying,
            window=lambda: self.window,
            theme=lambda: self._theme,
            show_sheet=self._show_sheet,
            choose_symbol=self.choose_symbol,
        )
        self.charts = self.charting.charts
        self.links.add(TICKET, self.trading.ticket, FIRST_GROUP)
        self.links.add(SECOND_LADDER, self.trading.second_ticket, FIRST_GROUP)

    def _wire_others(self, restart: Callable[[], None], sound: Sound, make_tray: MakeTray) -> None:
        """Make what watches, what trades by itself, what is kept, and what tells of all that."""
        service, accounts, trading = self._service, self.accounts, self.trading
        self.lookout = Lookout(service, sound)
        rooms, machine = self.lookout.rooms, self.lookout.machine
        self.status = ServiceStatus(
            *(service, accounts, trading.arming, trading.hotkeys, rooms, machine),
            by_keys=lambda: TEMPLATES[self.workspaces.vm.active.template].by_keys,
        )
        self.watching = self._wire_watching()
        self.automating = Automating(
            service,
            accounts,
            self.status,
            lambda: trading.ticket.instrument,
            lambda name: self.window.open_pane(name),
            trading.say,
        )
        self.back_office = BackOffice(service, accounts, self.status, restart, trading.say)
        self.announcing = Announcing(
            service,
            accounts,
            charts=self.charts,
            kill_switch=trading.kill_switch,
            offline=self.back_office.broker_desk.offline,
            breached=rooms.breached,
            window=lambda: self.window,
            make_tray=make_tray,
        )
        notices, tray = self.announcing.notices, self.announcing.tray
        self.lookout.begin(self.status, notices, lambda: tray.problem)
        self.preferences = Preferences(
            service,
            self.lookout.sounds,
            {"theme": _theme_names(), "language": list(_language_names())},
            restart=restart,
            follow=self._follow_settings,
            tell=notices.tell,
        )
        self._leaving = LeavingViewModel(
            service.engine.desk,
            trading.exposure,
            lambda: self.automating.approvals.count,
            lambda: tray.is_there,
            lambda: self.preferences.ui.keep_running,
        )
        self.workspaces = Workspaces(
            service.engine,
            self.charts,
            self.links,
            notices,
            lambda: self.window,
            self.charting.pane_of,
            self._kept_beside,
            trading.ticket.form,
        )

    def _wire_watching(self) -> Watching:
        engine = self._service.engine
        drawings, own = self.charts.drawings, self._service.own_alerts
        alerts = AlertOffers(engine, own, self.charts, self.accounts, drawings)
        kept_as, ticket = partial(kept_name, engine), self.trading.ticket
        return Watching(engine, self.links, lambda: self.window, kept_as, alerts, ticket)

    def _mode_shown(self, account: str) -> str:
        """The mode of an account as it is called: on a recording nobody trades as on a market."""
        mode = self._service.engine.desk.accounts[account].mode
        replayed = self._service.engine.replay is not None and mode is Mode.SIMULATOR
        return REPLAY if replayed else mode.value

    def show(self) -> None:
        """Show the window; it fills a screen that has no room for its title bar beside it."""
        size, room = self.window.size(), self.window.screen().availableSize()
        if size.width() < room.width() and size.height() < room.height():
            self.window.show()
        else:
            self.window.showMaximized()
        self.window.uncover_further()

    def close(self) -> None:
        """Keep the arrangement and stop drawing."""
        self._waiting.stop()
        self._keeping.stop()
        self._heeds()
        self.window.stop()
        rooms: tuple[Room, ...] = (
            *(self.charting, self.trading, self.watching, self.automating),
            *(self.back_office, self.announcing, self.lookout, self.replaying),
        )
        for room in rooms:
            room.close()
        self.workspaces.keep()

    def _kept_beside(self) -> dict[str, str]:
        """What is kept with the arrangement that is shown, the same in every workspace."""
        return {
            "ladder": json.dumps(self.trading.ladder.state()),
            "second_ladder": json.dumps(self.trading.second_ladder.state()),
            "arming": json.dumps(self._service.engine.arming.state()),
            "watching": json.dumps(self.watching.state()),
            "hides_money": "yes" if self._hides_money else "",
            **self._chosen.state(),
        }

    def leave_to(self, other: "Screen") -> None:
        """Give the place of the window to that of another screen, on an engine begun anew, and go.

        The account that is meant, what the ticket holds and what is half typed go along.
        """
        other.accounts.choose(self.accounts.chosen.account)
        other.trading.fill_in_from(self.trading)
        other.window.flush()
        other.window.activateWindow()
        other.window.type_on_from(self.window)
        self.window.leave()
        other.window.uncover_further()  # behind one that was just activated

    # How everything looks.

    def choose_theme(self, name: str) -> None:
        """Draw everything in another theme."""
        self.choose_looks(replace(self._chosen.looks, theme=name))

    def ask_for_looks(self) -> None:
        """Ask how everything is to look; the start need not wait for what does."""
        from traderterminal.ui.panes.appearance_sheet import AppearanceSheet

        choosing = self._chosen.choosing(self.choose_looks)
        self._show_sheet(lambda under: AppearanceSheet(choosing, self._theme, under))

    def choose_looks(self, looks: Looks) -> None:
        """Draw everything in other looks."""
        self._chosen.looks = looks
        self._waited = 0
        self._draw_when_free()

    def _draw_when_free(self) -> None:
        """Draw in the looks that were chosen, unless that broke off what is in hand: then later."""
        if self.window.is_in_hand:
            self._waited += 1
            if self._waited == TOLD_AFTER:
                self._tell_of_waiting()
            self._waiting.start()
            return
        self._waiting.stop()
        looks = self._chosen.looks
        self._theme = self._chosen.theme()
        languages.show_in(self._app, looks.language)
        if looks.language != self._language:  # before the new window takes it over
            self._language = looks.language
            self._write_anew()
        self._draw_anew()

    def _tell_of_waiting(self) -> None:
        title = translate("Window", "The new look waits")
        words = translate(
            "Window", "It is drawn once what is asked, typed or held here is over: nothing is lost."
        )
        until_ns = self._service.engine.host.monotonic_ns() + TOLD_NS
        self.announcing.notices.tell(Notice("looks", title, words, "t2", "waiting", "", until_ns))

    def _follow_settings(self, settings: "UiSettings") -> None:
        looks = self._chosen.follow(settings)
        if looks != self._chosen.looks:
            self.choose_looks(looks)

    def hide_money(self, hidden: bool) -> None:
        """Show dots for every amount, or amounts again."""
        self._hides_money = hidden
        formats.hide_money(hidden)
        self._write_anew()
        self.workspaces.keep_in_time()  # a crash must not bring amounts back onto a stream

    def _write_anew(self) -> None:
        """Write everything again that is written already: amounts, and words."""
        rooms: tuple[Written, ...] = (
            *(self.trading, self.automating, self.back_office, self.announcing),
            *(self.charting, self.window),
        )
        for room in rooms:
            room.write_anew()

    def _draw_anew(self) -> None:
        """Put a window in the place of the old one, with every pane where it is."""
        old, state = self.window, self.window.layout_state()
        old.stop()  # who listens to every event would hear of every widget in another colour
        self.window = self._window(self._theme)
        self.window.restore_layout(state)
        if not (old.isMaximized() or old.isFullScreen()):
            self.window.setGeometry(old.geometry())
        self.window.show()
        self.window.go_on_from(old)
        old.leave()
        self.window.uncover_further()
        if self._giving_back is not None:
            self._giving_back.cancel()  # this window, too, is to be gone when all is collected
        work = self._give_back()
        self._giving_back = self._service.engine.tasks.spawn(work, name="give back a window")

    async def _give_back(self) -> None:
        """Collect a window that has gone, which was to stay when it was loaded."""
        await self._service.engine.host.sleep(GONE_S)
        await self._service.collect_all()

    # What leads from one part to another.

    def _guide_ways(self) -> GuideWays:
        return GuideWays(
            open_pane=lambda name: self.window.open_pane(name),
            open_help=lambda page: self.window.asking.open_help(page),
            open_settings=lambda search: self.window.asking.open_settings(search),
            build_message=self.automating.build_message,
            symbol=self._shown_symbol,
            tell=self.announcing.notices.tell,
            let_trade=self.automating.trials.let_trade,
        )

    def _shown_symbol(self) -> str:
        instrument = self.charts.active.vm.instrument or self.workspaces.first_instrument()
        return instrument.symbol

    def enter(self, pane: str) -> None:
        """Let a pane be the one that the trader is in."""
        self.links.enter(TICKET if pane == LADDER else pane)
        self.charts.enter(pane)

    def _show_notice(self, notice: Notice) -> None:
        """Go to what a notice tells of."""
        if notice.about and notice.pane == "Alerts":
            self.automating.open_alert(notice.about)
            return
        self.window.open_pane(notice.pane)
        if notice.about and notice.pane == "Orders":
            self.trading.orders.go_to(notice.about)

    def choose_symbol(self, pane: str, text: str) -> str:
        """Show a symbol in a pane and in all of its group; return what stands against it, or ""."""
        try:
            found = self._service.engine.resolve(text)
        except UnknownSymbol as unknown:
            return texts.reason(unknown.message)
        self.links.show(pane, found)
        return ""

    def _painted(self) -> None:
        """The window was painted: that is when the active chart's symbol was last seen."""
        latencies, instrument = self.lookout.latencies, self.charts.active.vm.instrument
        latencies.painted()
        latencies.follow("" if instrument is None else instrument.symbol)

    def _show_sheet(self, make: Callable[[QWidget], Sheet]) -> None:
        self.window.asking.show(make)

    # The window.

    def _window(self, theme: Theme) -> Window:
        with making_in(self._app, theme):
            return Window(self.chrome(), self._panes(theme), theme, application_icon())

    def chrome(self) -> Chrome:
        """Return what the bars of the window show and do."""
        service, status, trading = self._service, self.status, self.trading
        return Chrome(
            accounts=self.accounts,
            arming=trading.arming,
            exposure=trading.exposure,
            notices=self.announcing.notices,
            show_notice=self._show_notice,
            banners=self.announcing.banners,
            kill_switch=trading.kill_switch,
            command=trading.command,
            hotkeys=trading.hotkeys,
            hotkey_acts=trading.hotkey_acts,
            search=lambda text: _search(service, text),
            choose=lambda text: self.choose_symbol(self.links.active, text),
            links=self.links,
            workspaces=self.workspaces.vm,
            entered=self.enter,
            new_chart=self.charting.new_chart,
            has_room=lambda: self.charts.has_room,
            indicators=lambda: self.charts.active.open_indicators(),
            cancel_all=trading.orders.cancel_all,
            flatten_all=trading.positions.flatten_all,
            day_result=status.day_result,
            chips=status.chips,
            notes=status.notes,
            painted=self._painted,
            in_haste=lambda: service.engine.desk.is_in_haste,
            clock=lambda: status.clock(self.charts.active.vm.instrument),
            themes={name: name.capitalize() for name in _theme_names()},
            theme=self._chosen.looks.theme,
            choose_theme=self.choose_theme,
            pages=_help_pages,
            settings=self.preferences.form,
            guide=self._guide,
            mute=self.preferences.mute,
            choose_mute=self.preferences.choose_mute,
            ask_for_looks=self.ask_for_looks,
            hides_money=self._hides_money,
            hide_money=self.hide_money,
            about=(
                translate("Window", "Version {version}").format(version=__version__),
                translate("Window", LICENCE),
                translate("Window", "Data: {data_dir}").format(
                    data_dir=service.engine.options.data_dir
                ),
            ),
            leaving=self._leaving,
            hidden=self.announcing.tray.tell_hidden,
            replay=self.replaying.replay,
            replays=self.replaying.replays,
        )

    def _panes(self, theme: Theme) -> list[Pane]:
        first, *others = self.charting.panes()
        between = [
            *self.trading.panes(theme, self._show_sheet),
            *self.watching.panes(theme, self._show_sheet),
            *self.automating.panes(theme, self._show_sheet),
            *self.back_office.panes(theme, self._show_sheet),
            self.lookout.pane(theme),
        ]
        return [first, *sorted(between, key=lambda pane: PANES.index(pane.name)), *others]


def _help_pages() -> "Sequence[HelpPage]":
    from traderterminal.app.help_pages import help_pages  # loaded when it is asked for

    return help_pages()


def _language_names() -> dict[str, str]:
    """What each language is called that can be chosen, by its code."""
    named = {code: languages.name_of(code) for code in languages.languages()}
    return {languages.SYSTEM: translate("Window", "As the computer"), **named}


def _search(service: Service, text: str) -> list[str]:
    engine = service.engine
    today = engine.hours.today(engine.hub.clock.now_ns())
    found = engine.symbols.search(text, today, 12)
    # The symbol ends at the first two blanks, of which an option's has some of its own.
    return [f"{one.symbol.replace(' ', '')}  {one.description}" for one in found]
