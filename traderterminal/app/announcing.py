"""What the window tells of by itself: notices, for tray and screen reader too, and banners."""

from collections.abc import Callable, Sequence

from traderterminal.app.charts import Charts
from traderterminal.app.service import Service
from traderterminal.kit.language import translate
from traderterminal.ui.announcements import Announcements
from traderterminal.ui.tray import Acts, Tray, TrayIcon
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.banners import BannersViewModel, OfflineLogin
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.notices import NoticesViewModel
from traderterminal.ui.viewmodels.rule_room import RuleRoom
from traderterminal.ui.window import Window

#: Makes an icon in the tray, which calls what it is given when it is clicked; None without a tray.
MakeTray = Callable[[Callable[[], object]], TrayIcon | None]


class Announcing:
    """Notices, tray and banners; `window` is the one that there is now.

    `offline` returns the logins that are not connected, `breached` the limits of which nothing is
    left.
    """

    def __init__(
        self,
        service: Service,
        accounts: AccountChoiceViewModel,
        *,
        charts: Charts,
        kill_switch: KillSwitchViewModel,
        offline: Callable[[], Sequence[OfflineLogin]],
        breached: Callable[[], Sequence[RuleRoom]],
        window: Callable[[], Window],
        make_tray: MakeTray,
    ) -> None:
        engine = service.engine
        local, instrument = engine.hours.local, engine.symbols.instrument
        self._engine = engine
        self._charts = charts
        self.notices = NoticesViewModel(
            desk=engine.desk,
            alerts=service.inbox.changed,
            instrument=instrument,
            name_of=accounts.name_of,
            monotonic_ns=engine.host.monotonic_ns,
        )
        self.tray = Tray(
            lambda: make_tray(lambda: window().come_forward()),
            self.notices,
            engine.host.monotonic_ns,
            lambda: _acts(window),
        )
        self._announcements = Announcements(self.notices, lambda: window().at_hand())
        self.banners = BannersViewModel(
            desk=engine.desk,
            reconciler=engine.reconciler,
            kill_switch=kill_switch,
            ledger_down=lambda: engine.ledger.down,
            watched=self._watched_symbols,
            health=engine.hub.health,
            folder=str(engine.options.data_dir),
            placed_at=lambda order: local(instrument(order.symbol), order.created_ns),
            name_of=accounts.name_of,
            offline=offline,
            breached=breached,
            release=lambda: window().asking.to_release(),
            open_pane=lambda name: window().open_pane(name),
        )

    def _watched_symbols(self) -> list[str]:
        """The symbols whose silence matters: those that are charted and those that are held."""
        engine = self._engine
        if engine.source is None:
            return []
        held = [p.symbol for p in engine.desk.positions.values() if not p.is_flat]
        shown = [c.vm.instrument.symbol for c in self._charts.all if c.vm.instrument is not None]
        return list(dict.fromkeys([*shown, *held]))

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        self.notices.changed.emit(None)
        self.banners.changed.emit(None)
        self.tray.write_anew()

    def close(self) -> None:
        """Stop listening."""
        self.notices.close()
        self.banners.close()
        self._announcements.close()
        self.tray.close()


def _acts(window: Callable[[], Window]) -> Acts:
    """What the tray offers: to see the window, the way out, and the end."""

    def flatten() -> None:
        window().come_forward()
        window().asking.to_flatten(in_main=True)  # the one that comes forward

    return (
        (translate("Window", "Show TraderTerminal"), lambda: window().come_forward()),
        (translate("Window", "Flatten all accounts…"), flatten),
        (translate("Window", "Quit"), lambda: window().quit()),
    )
