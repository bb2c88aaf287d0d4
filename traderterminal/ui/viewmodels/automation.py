"""The switches of automation without their widgets: one over all, one per account and strategy."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from traderterminal.desk.repetition import Repetition
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import AlertRecord
from traderterminal.domain.strategies import (
    ApprovalMode,
    AutomationState,
    StrategyMode,
    StrategySwitch,
)
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.strategies.automation import Automation
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.attempts import attempt

#: What a strategy can be switched to, with what each means.
STRATEGY_CHOICES: Final[Mapping[str, str]] = {
    "off": mark("Automation", "Its alerts do nothing, exits included."),
    "paper": mark("Automation", "Its alerts trade on paper accounts alone."),
    "manual": mark("Automation", "Its entries wait for your approval; its exits trade at once."),
    "auto": mark("Automation", "Its alerts trade at once."),
}
#: The same for automation on an account or as a whole.
AUTOMATION_CHOICES: Final[Mapping[str, str]] = {
    "on": mark("Automation", "Alerts trade as their strategy is switched."),
    "off": mark("Automation", "Alerts enter nothing; their exits still trade."),
}
_ASKING_ON_PAPER: Final = mark(
    "Automation", "Its entries wait for your approval and trade on paper accounts alone."
)
_UNKNOWN: Final = mark(
    "Automation", "It is not in the settings: its alerts trade on paper accounts alone."
)


class Kind(StrEnum):
    """What a switch is for."""

    ALL = "all"
    ACCOUNT = "account"
    STRATEGY = "strategy"


@frozen
class SwitchRow:
    """A switch: how it stands, what that means, and what holds entries back in spite of it.

    `word` is one of `choices`, or "blocked" where the switch is on and something is wrong.
    """

    kind: Kind
    name: str
    shown: str
    word: str
    means: str
    held_back: Message | None = None
    account: AccountEntry | None = None
    is_stopped: bool = False  # by the limit on round trips, until it is released

    @property
    def key(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def choices(self) -> Mapping[str, str]:
        """What it can be switched to."""
        return STRATEGY_CHOICES if self.kind is Kind.STRATEGY else AUTOMATION_CHOICES

    @property
    def chosen(self) -> str:
        """The choice that holds."""
        return "on" if self.word == AutomationState.BLOCKED else self.word


class AutomationViewModel:
    """Shows every switch and throws them.

    `accounts_of` returns the accounts that the alerts of a strategy are for, `is_set_up` says
    whether the settings know a strategy; strategies that have only sent alerts are shown too.
    """

    def __init__(
        self,
        *,
        automation: Automation,
        repetition: Repetition,
        accounts: Sequence[AccountEntry],
        accounts_of: Callable[[str], Sequence[str]],
        is_set_up: Callable[[str], bool],
        records: Callable[[], Sequence[AlertRecord]],
        received: Observers[AlertRecord],
        tasks: TaskScope,
        say: Callable[[Message], None],
    ) -> None:
        self._automation = automation
        self._repetition = repetition
        self._accounts = accounts
        self._accounts_of = accounts_of
        self._is_set_up = is_set_up
        self._tasks = tasks
        self._say = say
        self._heard: set[str] = set()
        for record in records():
            self._hear_alert(record)
        self._rows: list[SwitchRow] = []
        self.changed: Observers[None] = Observers()
        self._stop = received.connect(self._hear_alert)

    def close(self) -> None:
        self._stop()

    @property
    def rows(self) -> list[SwitchRow]:
        """The switch over all, those of the accounts where there are several, the strategies."""
        accounts = self._accounts if len(self._accounts) > 1 else ()
        names = sorted({*self._automation.strategies, *self._heard})
        return [
            self._automation_row(None),
            *map(self._automation_row, accounts),
            *map(self._strategy_row, names),
        ]

    def throw(self, row: SwitchRow, choice: str) -> None:
        """Switch to one of the row's choices."""
        if choice == row.chosen:
            return
        if row.kind is Kind.STRATEGY:
            work = self._automation.throw(row.name, StrategySwitch.named(choice))
        else:
            work = self._automation.turn(on=choice == "on", account=row.name)
        self._spawn(work, f"switch {row.key}")

    def release(self, strategy: str) -> None:
        """Let a strategy go on that its round trips have stopped."""
        self._spawn(self._repetition.release(strategy), f"release {strategy}")

    def flush(self) -> None:
        """Tell of what is another than a frame ago: what blocks automation tells of nothing."""
        rows = self.rows
        if rows != self._rows:
            self._rows = rows
            self.changed.emit(None)

    def _spawn(self, work: Coroutine[Any, Any, object], name: str) -> None:
        self._tasks.spawn(attempt(work, self._say), name=name)

    def _hear_alert(self, record: AlertRecord) -> None:
        self._heard.update(signal.strategy for signal in record.signals if signal.strategy)

    def _automation_row(self, entry: AccountEntry | None) -> SwitchRow:
        account = "" if entry is None else entry.account
        state = self._automation.state(account)
        is_on = self._automation.is_on(account)
        overruled = entry is not None and is_on and state is AutomationState.OFF
        return SwitchRow(
            kind=Kind.ALL if entry is None else Kind.ACCOUNT,
            name=account,
            shown=translate("Automation", "All accounts") if entry is None else entry.name,
            word=AutomationState.ON if overruled else state,
            means=translate("Automation", AUTOMATION_CHOICES["on" if is_on else "off"]),
            held_back=self._reason(account, overruled=overruled, state=state),
            account=entry,
        )

    def _reason(self, account: str, *, overruled: bool, state: AutomationState) -> Message | None:
        if overruled:
            return self._automation.held_back(account)
        return self._automation.blocked(account) if state is AutomationState.BLOCKED else None

    def _strategy_row(self, name: str) -> SwitchRow:
        switch = self._automation.switch(name)
        stopped = self._repetition.stopped.get(name)
        return SwitchRow(
            kind=Kind.STRATEGY,
            name=name,
            shown=name,
            word=StrategyMode.PAPER if switch is None else switch.word,
            means=self._means(name, switch),
            held_back=self._held_back(name, stopped),
            is_stopped=stopped is not None,
        )

    def _held_back(self, strategy: str, stopped: int | None) -> Message | None:
        if stopped is not None:
            parameters = {"strategy": strategy, "measured": str(stopped)}
            return Message("strategy_stopped", parameters, "waits")
        reasons = map(self._automation.held_back, self._accounts_of(strategy))
        return next((reason for reason in reasons if reason is not None), None)

    def _means(self, name: str, switch: StrategySwitch | None) -> str:
        if switch is None or (switch.word == "auto" and not self._is_set_up(name)):
            return translate("Automation", _UNKNOWN)
        asks = switch.approval is ApprovalMode.MANUAL
        if asks and switch.mode is StrategyMode.PAPER:
            return translate("Automation", _ASKING_ON_PAPER)
        return translate("Automation", STRATEGY_CHOICES[switch.word])
