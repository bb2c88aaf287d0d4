"""How far a click goes on the chosen account, in words, and the steps up and down."""

from typing import Final

from traderterminal.desk.arming import Arming, Level
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry

ARMED: Final = Level.ARMED
LEVELS: Final = (Level.OBSERVE, Level.CONFIRM, ARMED)
#: How far a click goes.
_WORDS: Final = {
    Level.OBSERVE: mark("Arming", "Observe"),
    Level.CONFIRM: mark("Arming", "Confirm"),
    ARMED: mark("Arming", "Armed"),
}
#: In its last minute what is left is shown wherever orders are entered.
SOON_S: Final = 60.0


def level_words(level: Level) -> str:
    """Say how far a click goes."""
    return translate("Arming", _WORDS[level])


def runs_out(arming: Arming, account: str) -> str:
    """Say how long an account stays armed without an order, in the last minute of it; else ""."""
    left = arming.left_s(account)
    if left > SOON_S or arming.level(account) is not ARMED:
        return ""
    return translate("Arming", "Armed for {duration} more").format(duration=formats.duration(left))


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
    def is_live(self) -> bool:
        """Say whether it has real money, which is armed by name."""
        return self._arming.is_live(self.entry.account)

    @property
    def level(self) -> Level:
        return self._arming.level(self.entry.account)

    @property
    def words(self) -> str:
        """The level, with how long it still holds where it runs out: `Armed 14:32`."""
        level = self.level
        if level is not ARMED:
            return level_words(level)
        minutes, seconds = divmod(int(self._arming.left_s(self.entry.account)), 60)
        return translate("Arming", "Armed {minutes}:{seconds:02}").format(
            minutes=minutes, seconds=seconds
        )

    @property
    def fell_back(self) -> str:
        """Why it is armed no longer, "" once its level was chosen anew."""
        why = self._arming.fell_back(self.entry.account)
        return "" if why is None else texts.text(why)

    def choose(self, level: Level) -> None:
        """Let a click go less far, or further where no real money has to be armed by name;
        `problem` says why it does not go further."""
        self.problem = ""
        if level is not ARMED:
            self._arming.lower(self.entry.account, level)
        elif not self.is_live:
            self._arm()

    def is_named(self, typed: str) -> bool:
        """Say whether what was typed names the account that is to be armed."""
        return typed.strip() == self.entry.name

    def arm(self, typed: str) -> bool:
        """Arm the account if what was typed names it; `problem` says why it is not armed."""
        self.problem = ""
        return self.is_named(typed) and self._arm()

    def _arm(self) -> bool:
        refused = self._arming.arm(self.entry.account)
        if refused is not None:
            self.problem = texts.text(refused)
            self.changed.emit(None)
        return refused is None

    def _turn(self, chosen: AccountEntry) -> None:
        self._arming.leave(self._before)
        self._before = chosen.account
        self.changed.emit(None)
