"""How far a click goes on the chosen account, in words, and the steps up and down."""

from typing import Final

from traderterminal.desk.arming import Arming, Level
from traderterminal.domain.messages import english
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry

ARMED: Final = Level.ARMED
LEVELS: Final = (Level.OBSERVE, Level.CONFIRM, ARMED)
#: In its last minute what is left is shown wherever orders are entered.
SOON_S: Final = 60.0


class ArmingViewModel:
    """The level of the account that the window is about.

    Turning to another account takes the arming of the one before back.
    """

    def __init__(self, arming: Arming, accounts: AccountChoiceViewModel) -> None:
        self._arming = arming
        self._accounts = accounts
        self._before = accounts.chosen.account
        self.problem = ""
        self.changed: Observers[None] = Observers()
        self._stops = (
            arming.changed.connect(lambda _: self.changed.emit(None)),
            accounts.changed.connect(self._turn),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stops:
            stop()

    @property
    def entry(self) -> AccountEntry:
        return self._accounts.chosen

    @property
    def asks(self) -> bool:
        """Say whether there is anything to arm: an account with real money."""
        return self._arming.asks(self.entry.account)

    @property
    def level(self) -> Level:
        return self._arming.level(self.entry.account)

    @property
    def words(self) -> str:
        """The level, with how long it still holds where it runs out: `Armed 14:32`."""
        level = self.level
        if level is not Level.ARMED or not self.asks:
            return level.capitalize()
        minutes, seconds = divmod(int(self._arming.left_s(self.entry.account)), 60)
        return f"Armed {minutes}:{seconds:02}"

    @property
    def runs_out(self) -> str:
        """Say how long it still holds, in its last minute."""
        left = self._arming.left_s(self.entry.account)
        if not self.asks or self.level is not Level.ARMED or left > SOON_S:
            return ""
        return f"Armed for {formats.duration(left)} more"

    def lower(self, level: Level) -> None:
        """Let a click go less far; it holds at once."""
        self._arming.lower(self.entry.account, level)

    def is_named(self, typed: str) -> bool:
        """Say whether what was typed names the account that is to be armed."""
        return typed.strip() == self.entry.name

    def arm(self, typed: str) -> bool:
        """Arm the account if what was typed names it; `problem` says why it is not armed."""
        self.problem = ""
        if not self.is_named(typed):
            return False
        refused = self._arming.arm(self.entry.account)
        if refused is not None:
            self.problem = english(refused)
            self.changed.emit(None)
        return refused is None

    def _turn(self, chosen: AccountEntry) -> None:
        self._arming.drop(self._before)
        self._before = chosen.account
        self.changed.emit(None)
