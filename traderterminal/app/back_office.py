"""What is kept of the trading, wired to the engine: accounts, groups, brokers, journal, day,
reality."""

from collections.abc import Callable, Sequence

from traderterminal.app.broker_desk import BrokerDesk
from traderterminal.app.service import Service
from traderterminal.app.status import ServiceStatus
from traderterminal.domain.messages import Message
from traderterminal.kit.language import mark, translate
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.accounts import AccountsPane
from traderterminal.ui.panes.brokers import BrokersPane
from traderterminal.ui.panes.groups import GroupsPane
from traderterminal.ui.panes.journal import JournalPane
from traderterminal.ui.panes.reality import RealityPane
from traderterminal.ui.panes.today import TodayPane
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.account_states import AccountStatesViewModel
from traderterminal.ui.viewmodels.brokers import BrokersViewModel
from traderterminal.ui.viewmodels.groups import GroupsViewModel
from traderterminal.ui.viewmodels.journal import JournalViewModel
from traderterminal.ui.viewmodels.reality import RealityViewModel
from traderterminal.ui.viewmodels.today import TodayViewModel
from traderterminal.ui.widgets.sheet import ShowSheet


class BackOffice:
    """Accounts and their groups, brokers, the journal and its day, and how real paper is.

    `restart` lets the engine begin anew where a login was changed, `say` tells of a failure.
    """

    def __init__(
        self,
        service: Service,
        accounts: AccountChoiceViewModel,
        status: ServiceStatus,
        restart: Callable[[], None],
        say: Callable[[Message], None],
    ) -> None:
        engine = service.engine
        self._engine = engine
        self._accounts = accounts
        self.broker_desk = BrokerDesk(service, restart)
        self.brokers = BrokersViewModel(self.broker_desk, engine.host, engine.tasks)
        self.journal = JournalViewModel(engine.journal, status.today, accounts.entry_of)
        self.today = TodayViewModel(
            journal=engine.journal,
            today=status.today,
            account=lambda: accounts.chosen.account,
            day_net=engine.day_net,
        )
        self.groups = GroupsViewModel(
            groups=engine.groups,
            desk=engine.desk,
            journal=engine.journal,
            entry_of=accounts.entry_of,
            tasks=engine.tasks,
            say=say,
        )
        self.reality = RealityViewModel(reality=engine.reality, tasks=engine.tasks, say=say)
        self.account_states = AccountStatesViewModel(
            desk=engine.desk,
            automation=engine.automation,
            accounts=accounts,
            tasks=engine.tasks,
            host=engine.host,
            instrument=engine.symbols.instrument,
            day_net=engine.day_net,
            unready=engine.reconciler.unready,
            ledger_down=lambda: engine.ledger.down,
            say=say,
        )

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        self.journal.changed.emit(None)
        self.today.changed.emit(None)
        self.account_states.changed.emit(None)
        self.groups.changed.emit(None)
        self.reality.changed.emit(None)
        self.brokers.changed.emit(None)

    def close(self) -> None:
        """Stop listening."""
        self.groups.close()
        self.account_states.close()
        self.reality.close()
        self.brokers.close()

    def panes(self, theme: Theme, show_sheet: ShowSheet) -> Sequence[Pane]:
        """Make what is seen of them, in a theme."""
        engine, accounts = self._engine, self._accounts.accounts
        return [
            Pane(
                mark("Pane", "Journal"),
                JournalPane(self.journal, theme, engine.symbols.instrument, engine.hours.local),
                self.journal.flush,
                context=lambda: translate("Window", "all accounts") if len(accounts) > 1 else "",
            ),
            Pane(
                mark("Pane", "Today"),
                TodayPane(self.today, theme),
                self.today.flush,
                context=lambda: self.today.context,
            ),
            Pane(
                mark("Pane", "Accounts"),
                AccountsPane(self.account_states, theme, show_sheet),
                self.account_states.flush,
                context=lambda: formats.counted(len(accounts), "account"),
            ),
            Pane(
                mark("Pane", "Groups"),
                GroupsPane(self.groups, theme, show_sheet),
                self.groups.flush,
            ),
            Pane(
                mark("Pane", "Brokers"),
                BrokersPane(self.brokers, theme, show_sheet),
                self.brokers.flush,
            ),
            Pane(
                mark("Pane", "How real is paper"),
                RealityPane(self.reality, theme),
                self.reality.flush,
            ),
        ]
