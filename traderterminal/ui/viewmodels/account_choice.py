"""Which account the window is about: ticket, chart and the day's result follow the choice."""

from collections.abc import Sequence
from typing import Final

from traderterminal.domain.accounts import Mode
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers

#: The mode under which paper accounts are shown while a recording is replayed.
REPLAY: Final = "replay"


@frozen
class AccountEntry:
    """An account that can be chosen; `name` is what the trader calls it.

    `mode` is that of the account, or `REPLAY` for a paper account that trades on a recording.
    """

    account: str
    name: str
    mode: str

    @property
    def badge(self) -> str:
        """The mode as the badge of the account has it."""
        return "PAPER" if self.mode == Mode.SIMULATOR else self.mode.upper()

    @property
    def is_live(self) -> bool:
        """Say whether it has real money."""
        return self.mode == Mode.LIVE

    @property
    def is_paper(self) -> bool:
        """Say whether it trades here alone, with no broker behind it."""
        return self.mode in (Mode.SIMULATOR, REPLAY)


class AccountChoiceViewModel:
    """Holds the accounts there are, at least one, and the one that is meant."""

    def __init__(self, accounts: Sequence[AccountEntry]) -> None:
        self.accounts = tuple(accounts)
        self.chosen = self.accounts[0]
        self.changed: Observers[AccountEntry] = Observers()

    def choose(self, account: str) -> None:
        """Turn to another account; one that is not known changes nothing."""
        found = next((entry for entry in self.accounts if entry.account == account), None)
        if found is not None and found != self.chosen:
            self.chosen = found
            self.changed.emit(found)

    def entry_of(self, account: str) -> AccountEntry:
        """Return an account; one that is no longer set up bears its id and was on paper."""
        found = next((entry for entry in self.accounts if entry.account == account), None)
        return found or AccountEntry(account, account, Mode.SIMULATOR.value)

    def name_of(self, account: str) -> str:
        """Return what the trader calls an account."""
        return self.entry_of(account).name
