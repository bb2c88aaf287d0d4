"""The switches of automation: one per strategy, one per account, one over all of them.

A switch that is thrown is kept in the ledger and outlives a restart. It holds until the settings
file says something else than when it was thrown. What takes freedom away works at once, what gives
it works once it is durable.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from traderterminal.desk.ports import Ledger, NoteFact
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import (
    ApprovalMode,
    AutomationState,
    StrategyMode,
    StrategySwitch,
)
from traderterminal.kit.observe import Observers

#: What the notes are called, the strategy or the account behind it; no account is all of them.
STRATEGY: Final = "strategy "
AUTOMATION: Final = "automation "

Notes = Mapping[str, Mapping[str, str]]
#: Says why nothing may be added on an account now; None while nothing is wrong.
Check = Callable[[str], Message | None]


class Automation:
    """Implements `desk.ports.StrategyModes`.

    `settings` holds the switches of the file, `notes` what the ledger kept, `accounts` returns all
    accounts; `checks` are asked each time whether something blocks automation.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        settings: Mapping[str, StrategySwitch],
        notes: Notes,
        accounts: Callable[[], Sequence[str]],
        checks: Sequence[Check] = (),
    ) -> None:
        self._ledger = ledger
        self._settings = dict(settings)
        self._accounts = accounts
        self._checks = tuple(checks)
        self._switches = dict(settings)
        self._off: set[str] = set()
        self._requests: dict[str, int] = {}
        self.changed: Observers[None] = Observers()
        self._read(notes)

    def _read(self, notes: Notes) -> None:
        for key, note in notes.items():
            if key.startswith(AUTOMATION) and note["state"] == AutomationState.OFF:
                self._off.add(key.removeprefix(AUTOMATION))
            elif key.startswith(STRATEGY):
                name = key.removeprefix(STRATEGY)
                if note["settings"] == self._said_by_settings(name):
                    mode, approval = StrategyMode(note["mode"]), ApprovalMode(note["approval"])
                    self._switches[name] = StrategySwitch(mode, approval)

    def _said_by_settings(self, strategy: str) -> str:
        found = self._settings.get(strategy)
        return "" if found is None else f"{found.mode} {found.approval}"

    # Strategies.

    @property
    def strategies(self) -> Sequence[str]:
        """The strategies that are set up or were switched, by name."""
        return sorted(self._switches)

    def switch(self, strategy: str) -> StrategySwitch | None:
        """Return how a strategy is switched; None for one that is not known here."""
        return self._switches.get(strategy)

    def set_up(self, strategy: str, switch: StrategySwitch) -> None:
        """Take up a strategy that the settings now have, as they switch it; one that they had
        before stays as it is switched."""
        if strategy not in self._settings:
            self._settings[strategy] = self._switches[strategy] = switch
            self.changed.emit(None)

    async def throw(self, strategy: str, switch: StrategySwitch) -> None:
        """Switch a strategy; raises LedgerDown, then only what takes freedom away has worked."""
        note = {
            "mode": switch.mode.value,
            "approval": switch.approval.value,
            "settings": self._said_by_settings(strategy),
        }

        def apply() -> None:
            self._switches[strategy] = switch

        before = self._switches.get(strategy, StrategySwitch())
        key = STRATEGY + strategy
        await self._apply(key, note, apply, loosens=switch.is_looser_than(before))

    # Automation as a whole.

    async def turn(self, *, on: bool, account: str = "") -> None:
        """Switch automation on or off, on one account or all; raises LedgerDown like `throw`."""
        state = AutomationState.ON if on else AutomationState.OFF

        def apply() -> None:
            (self._off.discard if on else self._off.add)(account)

        await self._apply(AUTOMATION + account, {"state": state.value}, apply, loosens=on)

    def is_on(self, account: str = "") -> bool:
        """Say how the switch of an account stands, or the one over all of them."""
        return account not in self._off

    def state(self, account: str = "") -> AutomationState:
        """Return what automation may do on an account, or anywhere."""
        if not self.is_on() or not self.is_on(account):
            return AutomationState.OFF
        blocked = self.blocked(account) is not None
        return AutomationState.BLOCKED if blocked else AutomationState.ON

    def blocked(self, account: str = "") -> Message | None:
        """Return what blocks automation on an account, or first on any of them."""
        for name in (account,) if account else self._accounts():
            for check in self._checks:
                found = check(name)
                if found is not None:
                    return found
        return None

    def held_back(self, account: str) -> Message | None:
        """Return why an alert may add no exposure on an account now; None when it may."""
        if not self.is_on():
            return Message("automation_off")
        if not self.is_on(account):
            return Message("automation_off", {"account": account}, "account")
        return self.blocked(account)

    async def _apply(
        self, key: str, note: Mapping[str, str], apply: Callable[[], None], *, loosens: bool
    ) -> None:
        """Make a switch durable; of two that overtake each other the later one holds."""
        request = self._requests[key] = self._requests.get(key, 0) + 1
        if not loosens:
            apply()
            self.changed.emit(None)
        await self._ledger.commit([NoteFact(key, note)])
        if loosens and self._requests[key] == request:
            apply()
            self.changed.emit(None)
