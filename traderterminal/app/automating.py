"""What trades by itself, wired to the inbox: alerts that came, their studio, approvals, modes."""

from collections.abc import Callable, Mapping, Sequence

from traderterminal.alerts.templates import read_templates
from traderterminal.app.own_listener import OwnListener, alert_samples
from traderterminal.app.service import Service
from traderterminal.app.status import ServiceStatus
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.language import mark
from traderterminal.storage.resources import Resources
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.alert_studio import AlertStudioPane
from traderterminal.ui.panes.alerts import AlertsPane
from traderterminal.ui.panes.approvals import ApprovalsPane
from traderterminal.ui.panes.automation import AutomationPane
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.alert_builder import AlertBuilderViewModel, outlook
from traderterminal.ui.viewmodels.alert_trials import AlertTrials, Outlook
from traderterminal.ui.viewmodels.alerts import AlertsViewModel
from traderterminal.ui.viewmodels.approvals import ApprovalsViewModel
from traderterminal.ui.viewmodels.automation import AutomationViewModel
from traderterminal.ui.viewmodels.hindsight import HindsightViewModel
from traderterminal.ui.viewmodels.strategy_watch import StrategyWatchViewModel
from traderterminal.ui.widgets.sheet import ShowSheet


class Automating:
    """Alerts from outside, from the message that is written for them to the order that waits.

    `ticketed` is what the ticket shows, `open_pane` goes to a pane, `say` tells of a failure.
    """

    def __init__(
        self,
        service: Service,
        accounts: AccountChoiceViewModel,
        status: ServiceStatus,
        ticketed: Callable[[], Instrument | None],
        open_pane: Callable[[str], object],
        say: Callable[[Message], None],
    ) -> None:
        self._service = service
        self._accounts = accounts
        self._status = status
        self._ticketed = ticketed
        self._open_pane = open_pane
        self._say = say
        self._model_alerts()
        self._model_studio()
        self._model_modes()

    def _model_alerts(self) -> None:
        service, engine = self._service, self._service.engine
        entry_of = self._accounts.entry_of
        self.alerts = AlertsViewModel(
            lambda: service.inbox.records,
            service.inbox.changed,
            engine.desk.orders.get,
            engine.symbols.instrument,
            entry_of,
        )
        self.hindsight = HindsightViewModel(
            alerts=service.inbox,
            orders=self.alerts.orders,
            bars=engine.bars,
            mark=engine.desk.mark,
            instrument=engine.symbols.instrument,
            entry_of=entry_of,
            local=engine.hours.local,
            now_ns=lambda: engine.hub.clock.now_ns(),
            known_from_ns=lambda: engine.market_since_ns,
        )
        self.approvals = ApprovalsViewModel(
            inbox=service.inbox,
            mark=engine.desk.mark,
            instrument=engine.symbols.instrument,
            entry_of=entry_of,
            host=engine.host,
            tasks=engine.tasks,
            say=self._say,
        )

    def _model_studio(self) -> None:
        service, engine = self._service, self._service.engine
        listener = OwnListener(service)
        self.trials = AlertTrials(
            listener=listener,
            accounts=self._accounts.accounts,
            arming=engine.arming,
            foresee=self._foresee,
            tasks=engine.tasks,
            opened=self.open_alert,
        )
        self.builder = AlertBuilderViewModel(
            templates=read_templates(Resources(engine.options.resources).texts("alert_templates")),
            rehearse=service.inbox.rehearse,
            samples=self._samples,
            entry_of=self._accounts.entry_of,
            trials=self.trials,
            address=lambda: listener.webhook,
            host=engine.host,
        )
        self.strategies = StrategyWatchViewModel(
            watch=service.watch,
            desk=service.strategies,
            is_set_up=self._is_set_up,
            host=engine.host,
            tasks=engine.tasks,
        )

    def _model_modes(self) -> None:
        service, engine = self._service, self._service.engine
        self.automation = AutomationViewModel(
            automation=engine.automation,
            repetition=engine.desk.repetition,
            accounts=self._accounts.accounts,
            accounts_of=self._accounts_of,
            is_set_up=self._is_set_up,
            records=lambda: service.inbox.records,
            received=service.inbox.changed,
            tasks=engine.tasks,
            say=self._say,
        )

    def _foresee(self, message: str, account: str) -> Outlook:
        """What the trial of a message would come to on an account now."""
        rehearsal = self._service.inbox.rehearse_on_paper(message.encode(), account)
        return outlook(rehearsal)

    def _is_set_up(self, strategy: str) -> bool:
        return self._service.strategies.get(strategy) is not None

    def _accounts_of(self, strategy: str) -> list[str]:
        """The accounts that a strategy trades on where its alerts name none."""
        settings = self._service.engine.settings
        found = self._service.strategies.get(strategy)
        group = (found.group if found else "") or settings.default_group
        return [member.account for member in settings.members(group) or ()]

    def _samples(self) -> Mapping[str, str]:
        """What TradingView would put into a message now, of what the ticket shows."""
        return alert_samples(self._service.engine, self._ticketed())

    def message(self) -> str:
        """Return the message that an alert is to post."""
        return self.builder.text

    def build_message(self) -> None:
        """Go to the builder of the message that an alert is to post."""
        self._open_pane("Alert studio")
        self.builder.wanted.emit(None)

    def open_alert(self, alert_id: str) -> None:
        """Go to an alert, in full."""
        self.alerts.show_all()
        self.alerts.read(alert_id)
        self._open_pane("Alerts")

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        for shows in (self.alerts, self.approvals, self.automation):
            shows.changed.emit(None)

    def close(self) -> None:
        """Stop listening."""
        self.alerts.close()
        self.builder.close()
        self.approvals.close()
        self.automation.close()

    # What is seen of it.

    def panes(self, theme: Theme, show_sheet: ShowSheet) -> Sequence[Pane]:
        """Make what is seen of them, in a theme."""
        status = self._status
        return [
            Pane(
                mark("Pane", "Alerts"),
                AlertsPane(
                    self.alerts,
                    theme,
                    status.host_time,
                    self.message,
                    self.trials,
                    self.hindsight,
                ),
                self._flush_alerts,
                context=status.alerts,
            ),
            Pane(
                mark("Pane", "Approvals"),
                ApprovalsPane(self.approvals, theme, show_sheet, self.open_alert),
                self.approvals.flush,
                count=lambda: self.approvals.count,
            ),
            Pane(
                mark("Pane", "Automation"),
                AutomationPane(self.automation, theme),
                self.automation.flush,
            ),
            Pane(
                mark("Pane", "Alert studio"),
                AlertStudioPane(self.builder, self.strategies, theme, show_sheet),
                self._flush_studio,
            ),
        ]

    def _flush_alerts(self) -> None:
        self.alerts.flush()
        self.hindsight.flush()

    def _flush_studio(self) -> None:
        self.builder.flush()
        self.strategies.flush()
