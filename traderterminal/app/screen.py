"""The window on a running service: view-models wired to the engine, panes to view-models."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from traderterminal.app.service import Service
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.market.ports import FeedState
from traderterminal.storage.resources import SHIPPED
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.alerts import AlertsPane
from traderterminal.ui.panes.chart import ChartPane
from traderterminal.ui.panes.journal import JournalPane
from traderterminal.ui.panes.tables import OrdersPane, PositionsPane
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.theme import Theme, apply_theme, load_theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.accounts import OrdersViewModel, PositionsViewModel
from traderterminal.ui.viewmodels.alerts import AlertsViewModel
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.exposure import ExposureViewModel
from traderterminal.ui.viewmodels.journal import JournalViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.window import Chrome, Window

LAYOUT_FILE: Final = "layout.json"
DEFAULT_SIZE: Final = (1600, 1000)
FIRST_SYMBOL: Final = "ES"
EXCHANGE_GROUP: Final = "cme_equity"


@dataclass(frozen=True, slots=True)
class Screen:
    """The window and what must be put away with it."""

    window: Window
    layout_path: Path

    def close(self) -> None:
        """Keep the arrangement and stop drawing."""
        self.window.stop()
        try:
            self.layout_path.write_text(json.dumps(self.window.layout_state()), "utf-8")
        except OSError as error:
            raise BadData(f"the arrangement was not kept: {error}") from error


def read_theme(name: str, font_px: int) -> Theme:
    """Load a theme by name; raises BadData that lists those there are."""
    path = SHIPPED / "themes" / f"{name}.toml"
    if not path.exists():
        there = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise BadData(f"there is no theme {name!r}; there is {there}")
    return load_theme(path, font_px)


def application_icon() -> QIcon:
    """Return the application's icon."""
    return QIcon(str(SHIPPED / "icons" / "icon.svg"))


def build_screen(app: QApplication, service: Service, theme: Theme) -> Screen:
    """Make the window of a running service; it is not shown yet."""
    apply_theme(app, theme)
    engine, desk = service.engine, service.engine.desk
    account = engine.settings.accounts[0].id
    calendar_local = engine.hours.local
    instrument = engine.symbols.instrument
    chart = ChartViewModel(
        desk=desk,
        hub=engine.hub,
        bars=engine.bars,
        journal=engine.journal,
        tasks=engine.tasks,
        local=calendar_local,
        account=account,
    )
    ticket = TicketViewModel(desk=desk, hub=engine.hub, tasks=engine.tasks, account=account)
    notes = _Notes(ticket)
    exposure = ExposureViewModel(desk)
    positions = PositionsViewModel(desk, engine.hub, engine.tasks, instrument, notes.say)
    orders = OrdersViewModel(desk, engine.tasks, instrument, calendar_local, notes.say)
    alerts = AlertsViewModel(lambda: service.inbox.records, service.inbox.changed, desk.orders.get)
    journal = JournalViewModel(engine.journal)
    status = _Status(service, account)

    def choose(text: str) -> str:
        try:
            found = engine.resolve(text)
        except UnknownSymbol as unknown:
            return str(unknown)
        chart.show(found)
        ticket.show(found)
        return ""

    chrome = Chrome(
        account=account,
        mode=desk.accounts[account].mode.value,
        search=lambda text: _search(service, text),
        choose=choose,
        flatten_all=positions.flatten_all,
        day_result=status.day_result,
        chips=status.chips,
        clock=status.clock,
    )
    chart_pane = ChartPane(chart, ChartWidget(chart, theme), theme)
    panes = [
        Pane("Chart", chart_pane, chart.flush, header=chart_pane.header),
        Pane("Ticket", TicketPane(ticket, theme, chrome.mode), ticket.flush),
        Pane(
            "Positions",
            PositionsPane(positions, theme),
            positions.flush,
            context=lambda: f"{exposure.positions} open",
        ),
        Pane(
            "Orders",
            OrdersPane(orders, theme),
            orders.flush,
            context=lambda: f"{exposure.orders} working",
        ),
        Pane(
            "Alerts",
            AlertsPane(alerts, theme, status.host_time, lambda: _alert_message(service)),
            alerts.flush,
            context=status.alerts,
        ),
        Pane("Journal", JournalPane(journal, theme, instrument, calendar_local), journal.flush),
    ]
    window = Window(chrome, panes, theme, application_icon())
    symbols = list(engine.hub.symbols())
    choose(symbols[0] if len(symbols) == 1 else FIRST_SYMBOL)
    path = engine.options.data_dir / LAYOUT_FILE
    if not window.restore_layout(_read_layout(path)):
        window.resize(*DEFAULT_SIZE)
        window.arrange(*DEFAULT_SIZE)
    return Screen(window, path)


@dataclass(frozen=True, slots=True)
class _Notes:
    """Where a failure of a pane without room of its own is told: under the ticket's buttons."""

    ticket: TicketViewModel

    def say(self, text: str) -> None:
        self.ticket.refusal = text
        self.ticket.changed.emit(None)


@dataclass(frozen=True, slots=True)
class _Status:
    """What the bars say of the service."""

    service: Service
    account: str

    def day_result(self) -> tuple[str, str]:
        """What the day has made so far, net of fees."""
        total = self.service.engine.day_net(self.account)
        if total is None:
            return formats.NOTHING, "t3"
        token = "flat" if abs(total) < Decimal("0.005") else "up" if total > 0 else "down"
        return formats.signed_money(total), token

    def chips(self) -> Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]:
        return {
            "Mode": ("", (("PAPER", "paper"),)),
            "Market": self._market(),
            "Listener": self._listener(),
            "Ledger": self._ledger(),
        }

    def _market(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        engine = self.service.engine
        source = engine.source
        if source is None:
            return "error", (("Market", "t2"), ("none", "t1"))
        name = {"sim": "Sim market", "replay": "Replay"}.get(source.name, source.name)
        symbols = source.symbols()
        health = engine.hub.health(symbols[0]) if symbols else None
        if health is None or health.stale:
            word = "ended" if health and health.state is FeedState.ENDED else "stale"
            return "error", ((name, "t2"), (word, "error"))
        if health.state is FeedState.PAUSED:
            return "warn", ((name, "t2"), ("paused", "t1"))
        quotes = [q for q in map(engine.hub.quote, symbols) if q is not None]
        newest = max((q.at_ns for q in quotes), default=0)
        age = (engine.hub.clock.now_ns() - newest) / NANOSECONDS if newest else 0.0
        return "ok", ((name, "t2"), (formats.age(age), "t1"))

    def _listener(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        records = self.service.inbox.records
        if not records:
            return "ok", (("Hook", "t2"), ("no alert yet", "t1"))
        now = self.service.engine.host.now_ns()
        age = formats.age((now - records[0].received_ns) / NANOSECONDS)
        return "ok", (("Hook", "t2"), (f"{age} ago", "t1"))

    def alerts(self) -> str:
        """How many alerts came on this day, and when the last one did."""
        records = self.service.inbox.records
        if not records:
            return "none yet"
        now = self.service.engine.host.now_ns()
        midnight = self.host_time(now).replace(hour=0, minute=0, second=0, microsecond=0)
        since = int(midnight.timestamp()) * NANOSECONDS
        count = next((n for n, r in enumerate(records) if r.received_ns < since), len(records))
        age = formats.age((now - records[0].received_ns) / NANOSECONDS)
        return f"{count} today · last {age} ago"

    def _ledger(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        down = self.service.engine.ledger.down
        if down is not None:
            return "error", (("Ledger down", "error"), (down.parameters["cause"], "error"))
        return "ok", (("Ledger", "t2"), (f"{self.service.engine.ledger.last_seq:,}", "t1"))

    def clock(self) -> str:
        """Exchange time, with its zone named."""
        engine = self.service.engine
        local = engine.hours.local_time(EXCHANGE_GROUP, engine.hub.clock.now_ns())
        return f"{local:%Z %H:%M:%S}"

    def host_time(self, at_ns: int) -> datetime:
        """A moment of the machine's clock, in exchange time."""
        return self.service.engine.hours.local_time(EXCHANGE_GROUP, at_ns)


def _search(service: Service, text: str) -> list[str]:
    engine = service.engine
    today = engine.hours.today(engine.hub.clock.now_ns())
    found = engine.symbols.search(text, today, 12)
    return [f"{instrument.symbol}  {instrument.description}" for instrument in found]


def _alert_message(service: Service) -> str:
    from traderterminal.app.client import alert_templates

    templates = alert_templates(service.engine.options)
    return next(iter(templates.values())).text if templates else ""


def _read_layout(path: Path) -> Mapping[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
