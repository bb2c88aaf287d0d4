"""What trades by hand, wired to the desk: ticket, ladder, order line, keys, and their lists."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from traderterminal.app.engine import Engine
from traderterminal.app.hotkey_store import keep_hotkeys, read_hotkeys
from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.ticket_presets import (
    keep_exits,
    keep_options,
    keep_presets,
    read_exits,
    read_options,
    read_presets,
)
from traderterminal.app.workspaces import TICKET
from traderterminal.domain.messages import Message
from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.arrangements import SECOND_LADDER
from traderterminal.ui.docking import Pane
from traderterminal.ui.panes.ladder import LadderPane
from traderterminal.ui.panes.orders import OrdersPane
from traderterminal.ui.panes.positions import PositionsPane
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.panes.ticket_menu import offer_options
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.command_field import CommandFieldViewModel
from traderterminal.ui.viewmodels.exposure import ExposureViewModel
from traderterminal.ui.viewmodels.hotkey_acts import HotkeyActs
from traderterminal.ui.viewmodels.hotkeys import Group, HotkeysViewModel
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.ladder import SOURCE as LADDER_SOURCE
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.links import LinksViewModel
from traderterminal.ui.viewmodels.orders import OrdersViewModel
from traderterminal.ui.viewmodels.positions import PositionsViewModel
from traderterminal.ui.viewmodels.ticket import PRESETS, TicketViewModel
from traderterminal.ui.viewmodels.ticket import SOURCE as TICKET_SOURCE
from traderterminal.ui.viewmodels.ticket_exits import USUAL, TypedExits
from traderterminal.ui.viewmodels.ticket_options import USUAL_OPTIONS
from traderterminal.ui.widgets.controls import key_words
from traderterminal.ui.widgets.link_chip import LinkChip, offer_groups
from traderterminal.ui.widgets.sheet import ShowSheet

#: It trades through the ticket, whose symbol and links it has.
LADDER: Final = mark("Pane", "Ladder")


class Trading:
    """Ticket, ladder, order line, keys, kill switch, positions and orders of the chosen account."""

    def __init__(
        self, engine: Engine, accounts: AccountChoiceViewModel, links: LinksViewModel
    ) -> None:
        self._engine = engine
        self._accounts = accounts
        self._links = links
        self.ticket = self._make_ticket()
        self.second_ticket = self._make_ticket(of_ladder=True)
        self.command = CommandFieldViewModel(
            desk=engine.desk,
            hub=engine.hub,
            tasks=engine.tasks,
            accounts=accounts,
            sending=self.ticket.sending,
            resolve=engine.resolve,
        )
        self.arming = ArmingViewModel(engine.arming, accounts)
        folder = engine.options.data_dir
        self.hotkeys = HotkeysViewModel(
            engine.host.now_ns, read_hotkeys(folder), partial(keep_hotkeys, folder), key_words
        )
        self.exposure = ExposureViewModel(engine.desk)
        self._model_lists()
        self.kill_switch = KillSwitchViewModel(
            engine.desk,
            engine.tasks,
            partial(engine.hours.local_time, REFERENCE_GROUP),
            self.say,
        )
        self.hotkey_acts = HotkeyActs(
            ladder=self.ladder,
            others={SECOND_LADDER: self.second_ladder},
            links=links,
            kill_switch=self.kill_switch,
            flatten_all=self.positions.flatten_all,
        )

    def _make_ticket(self, *, of_ladder: bool = False) -> TicketViewModel:
        """Make the ticket, or what a further ladder has in its place: it sends by the same way."""
        engine, folder = self._engine, self._engine.options.data_dir
        return TicketViewModel(
            desk=engine.desk,
            hub=engine.hub,
            bars=engine.bars,
            tasks=engine.tasks,
            local=engine.hours.local,
            accounts=self._accounts,
            presets=read_presets(folder, PRESETS),
            keep_presets=self._keep_presets,
            kept_exits=read_exits(folder, USUAL),
            keep_exits=self._keep_exits,
            options=USUAL_OPTIONS if of_ladder else read_options(folder),
            keep_options=lambda options: None if of_ladder else keep_options(folder, options),
            arming=engine.arming,
            sending=self.ticket.sending if of_ladder else None,
            source=LADDER_SOURCE if of_ladder else TICKET_SOURCE,
        )

    def _keep_presets(self, presets: Sequence[Decimal]) -> None:
        keep_presets(self._engine.options.data_dir, presets)
        for ticket in (self.ticket, self.second_ticket):
            ticket.offer(presets, ticket.exits.kept)

    def _keep_exits(self, exits: Sequence[TypedExits]) -> None:
        keep_exits(self._engine.options.data_dir, exits)
        for ticket in (self.ticket, self.second_ticket):
            ticket.offer(ticket.presets, exits)

    def fill_in_from(self, other: "Trading") -> None:
        """Let the tickets hold what those of another engine held, which has ended."""
        self.ticket.fill_in_from(other.ticket)
        self.second_ticket.fill_in_from(other.second_ticket)

    def _model_lists(self) -> None:
        engine, desk = self._engine, self._engine.desk
        self.positions = PositionsViewModel(
            desk,
            engine.hub,
            engine.tasks,
            engine.symbols.instrument,
            self._day_net_of,
            self._accounts.entry_of,
            self.say,
            engine.journal.risk_of_unit,
        )
        self.orders = OrdersViewModel(
            desk,
            engine.hub,
            engine.tasks,
            engine.symbols.instrument,
            engine.hours.local,
            self._accounts,
            engine.journal.fills,
            engine.find_queue,
            engine.arming,
        )
        self.ladder = self._make_ladder(self.ticket)
        self.second_ladder = self._make_ladder(self.second_ticket)

    def _make_ladder(self, ticket: TicketViewModel) -> LadderViewModel:
        engine = self._engine
        return LadderViewModel(
            desk=engine.desk,
            hub=engine.hub,
            ticket=ticket,
            orders=self.orders,
            find_queue=engine.find_queue,
            session_end_ns=engine.hours.day_end_ns,
            day_net=engine.day_net,
        )

    def _day_net_of(self, account: str, symbol: str) -> Decimal | None:
        """What one symbol has made on the day so far, net; None while it is not known."""
        return self._engine.days.net_of(account, symbol, self._engine.hub.clock.now_ns())

    def say(self, message: Message) -> None:
        """Tell of a failure of a pane without room of its own: under the ticket's buttons."""
        self.ticket.refuse(texts.text(message))

    def write_anew(self) -> None:
        """Write everything again that is written already."""
        for ladder in (self.ladder, self.second_ladder):
            ladder.write_anew()
        for ticket in (self.ticket, self.second_ticket):
            ticket.write_anew()
        self.orders.write_anew()
        self.positions.changed.emit(None)

    def close(self) -> None:
        """Stop listening."""
        self.ladder.close()
        self.second_ladder.close()
        self.second_ticket.close()
        self.command.close()
        self.ticket.close()
        self.positions.close()
        self.orders.close()
        self.arming.close()

    # What is seen of it.

    def panes(self, theme: Theme, show_sheet: ShowSheet) -> Sequence[Pane]:
        """Make what is seen of them, in a theme."""
        return [
            self._ladder_pane(theme),
            self._second_ladder_pane(theme),
            Pane(
                TICKET,
                TicketPane(self.ticket, theme, show_sheet),
                self.ticket.flush,
                link=LinkChip(self._links, TICKET, theme),
                fill_menu=lambda menu: self._fill_ticket_menu(menu, theme),
            ),
            Pane(
                mark("Pane", "Positions"),
                PositionsPane(self.positions, theme),
                self.positions.flush,
                context=lambda: translate("Window", "{positions} open").format(
                    positions=self.exposure.positions
                ),
            ),
            Pane(
                mark("Pane", "Orders"),
                OrdersPane(self.orders, theme, show_sheet),
                self.orders.flush,
                context=lambda: translate("Window", "{orders} working").format(
                    orders=self.exposure.orders
                ),
            ),
        ]

    def _ladder_pane(self, theme: Theme) -> Pane:
        ladder = LadderPane(self.ladder, theme)
        return Pane(
            LADDER,
            ladder,
            self.ladder.flush,
            header=ladder.header,
            link=LinkChip(self._links, TICKET, theme, called=LADDER),
            fill_menu=lambda menu: offer_groups(menu, self._links, TICKET, theme),
            quick=True,
            hears=(Group.LADDER, ladder.ladder),
        )

    def _second_ladder_pane(self, theme: Theme) -> Pane:
        """A ladder with a symbol, a quantity and exits of its own."""
        ladder = LadderPane(self.second_ladder, theme, " 2")
        return Pane(
            SECOND_LADDER,
            ladder,
            self._flush_second,
            header=ladder.header,
            link=LinkChip(self._links, SECOND_LADDER, theme),
            fill_menu=lambda menu: offer_groups(menu, self._links, SECOND_LADDER, theme),
            quick=True,
            hears=(Group.LADDER, ladder.ladder),
        )

    def _flush_second(self) -> None:
        self.second_ticket.flush()
        self.second_ladder.flush()

    def _fill_ticket_menu(self, menu: QMenu, theme: Theme) -> None:
        offer_options(menu, self.ticket)
        offer_groups(menu, self._links, TICKET, theme)
