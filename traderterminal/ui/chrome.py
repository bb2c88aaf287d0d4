"""What the bars of the window show and do, given by who wires the window."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.banners import BannersViewModel
from traderterminal.ui.viewmodels.chips import ChipState, Note
from traderterminal.ui.viewmodels.command_field import CommandFieldViewModel
from traderterminal.ui.viewmodels.exposure import ExposureViewModel
from traderterminal.ui.viewmodels.guide import GuideViewModel
from traderterminal.ui.viewmodels.hotkey_acts import HotkeyActs
from traderterminal.ui.viewmodels.hotkeys import HotkeysViewModel
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.leaving import LeavingViewModel
from traderterminal.ui.viewmodels.links import LinksViewModel
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel
from traderterminal.ui.viewmodels.replay import ReplayViewModel
from traderterminal.ui.viewmodels.replays import ReplaysViewModel
from traderterminal.ui.viewmodels.sounds import Mute
from traderterminal.ui.viewmodels.workspaces import WorkspacesViewModel

if TYPE_CHECKING:  # loaded when they are opened: the start need not wait for them
    from traderterminal.ui.panes.help_sheet import HelpPage
    from traderterminal.ui.viewmodels.settings_form import SettingsForm


@frozen
class Chrome:
    """`search` finds symbols for a text; `choose` takes one and returns what is wrong, if anything.

    `command` takes orders as lines of text. `show_notice` goes to what a notice tells of.
    `day_result` is a text and its token; `notes` stand beside the clock.
    `links` tells where that is shown, `entered` is told of the pane that the focus came into.
    `new_chart` opens another one, where `has_room` says that there may be one. `indicators` opens
    the list of them. `hotkeys` are the keys that trade, `hotkey_acts` does what they are for.
    `themes` maps the name of each theme to the name it is shown under, `ask_for_looks` asks for
    more than that. `hides_money` says whether dots stand for amounts, `hide_money` has it so.
    `pages` are those of Help, `settings` makes the form of the settings, `guide` is that of the
    first start. `mute` says what is muted and `choose_mute` mutes. `about` says name, version and
    licence.
    `painted` is told after each painting of the window; `in_haste` says whether an order is on its
    way out, for which drawing waits.
    `leaving` says what closing the window leaves behind, `hidden` is told that it goes on unseen.
    `replay` moves the recording that is replayed, `replays` begins others; None where that is not
    to be had.
    """

    accounts: AccountChoiceViewModel
    arming: ArmingViewModel
    exposure: ExposureViewModel
    notices: NoticesViewModel
    show_notice: Callable[[Notice], object]
    banners: BannersViewModel
    kill_switch: KillSwitchViewModel
    command: CommandFieldViewModel
    hotkeys: HotkeysViewModel
    hotkey_acts: HotkeyActs
    search: Callable[[str], Sequence[str]]
    choose: Callable[[str], str]
    links: LinksViewModel
    workspaces: WorkspacesViewModel
    entered: Callable[[str], None]
    new_chart: Callable[[], None]
    has_room: Callable[[], bool]
    indicators: Callable[[], None]
    cancel_all: Callable[[], None]
    flatten_all: Callable[[], None]
    day_result: Callable[[], tuple[str, str]]
    chips: Callable[[], Mapping[str, ChipState]]
    notes: Callable[[], Sequence[Note]]
    clock: Callable[[], str]
    themes: Mapping[str, str]
    theme: str
    choose_theme: Callable[[str], None]
    ask_for_looks: Callable[[], None]
    hides_money: bool
    hide_money: Callable[[bool], None]
    pages: "Callable[[], Sequence[HelpPage]]"
    settings: "Callable[[], SettingsForm]"
    guide: GuideViewModel
    mute: Callable[[], Mute]
    choose_mute: Callable[[Mute], None]
    about: Sequence[str]
    painted: Callable[[], None]
    in_haste: Callable[[], bool]
    leaving: LeavingViewModel
    hidden: Callable[[], None]
    replay: ReplayViewModel | None
    replays: ReplaysViewModel | None
