"""What the strategies may do, as the settings file says and the window changes it.

A change holds at once and stands in the file. A strategy that is new there is written down as it
was switched, on paper at most: how far its entries go is switched by the trader's own word.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from traderterminal.app.settings import Settings, StrategySettings
from traderterminal.domain.errors import BadData, TraderTerminalError
from traderterminal.domain.messages import Message
from traderterminal.domain.strategies import ApprovalMode, StrategyMode, StrategySwitch
from traderterminal.strategies.automation import Automation
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.strategy_settings import StrategyValues

if TYPE_CHECKING:
    from traderterminal.app.config_file import ConfigFile


class NotChanged(TraderTerminalError):
    """The settings file could not be changed; everything is as it was."""


class StrategyBook:
    """Implements `ui.viewmodels.strategy_settings.StrategyDesk`; `file` makes what writes into the
    settings file, which takes a while to load."""

    def __init__(
        self, settings: Settings, file: "Callable[[], ConfigFile]", automation: Automation
    ) -> None:
        self._strategies = dict(settings.strategies)
        self._groups = (*settings.groups, *(account.id for account in settings.accounts))
        self._file = file
        self._automation = automation

    def get(self, name: str) -> StrategySettings | None:
        """Return what the settings say of a strategy; None where they do not know it."""
        return self._strategies.get(name)

    @property
    def names(self) -> Sequence[str]:
        """The strategies that are set up."""
        return tuple(self._strategies)

    @property
    def groups(self) -> Sequence[str]:
        """The groups and accounts that a strategy can be for."""
        return self._groups

    def values(self, name: str) -> StrategyValues:
        """Return what is set for a strategy; nothing of one that is not set up."""
        found, switch = self._strategies.get(name), self._switch(name).word
        if found is None:
            return StrategyValues(switch=switch)
        return StrategyValues(
            switch=switch,
            group=found.group,
            quantity=found.quantity,
            sl_tp_unit=found.sl_tp_unit,
            max_lag_s=found.max_lag_s,
            approval_expires_s=found.approval_expires_s,
            heartbeat_s=found.heartbeat_s,
        )

    async def save(self, name: str, values: StrategyValues) -> None:
        """Make values hold and write them down; raises NotChanged, and LedgerDown where all holds
        but the switch."""
        typed, before = _typed(values), self._switch(name)
        is_new = name not in self._strategies
        if is_new:
            typed = {"mode": before.mode.value, "approval": before.approval.value, **typed}
        keys: dict[tuple[str, ...], str] = {
            ("strategies", name, key): text for key, text in typed.items()
        }
        try:
            settings = await asyncio.to_thread(lambda: self._file().set(keys))
        except BadData as problem:
            raise NotChanged(
                Message("settings_not_changed", {"cause": texts.fault(problem)})
            ) from problem
        found = self._strategies[name] = settings.strategies[name]
        if is_new:
            switch = StrategySwitch(StrategyMode(found.mode), ApprovalMode(found.approval))
            self._automation.set_up(name, switch)
        if values.switch != before.word:
            await self._automation.throw(name, StrategySwitch.named(values.switch))

    def _switch(self, name: str) -> StrategySwitch:
        """How a strategy is switched; one that is not set up trades on paper at most."""
        found = self._automation.switch(name) or StrategySwitch(StrategyMode.PAPER)
        if name not in self._strategies and found.mode is StrategyMode.AUTO:
            return StrategySwitch(StrategyMode.PAPER, found.approval)
        return found


def _typed(values: StrategyValues) -> dict[str, str]:
    """The values as they are typed; an empty one is taken out of the file."""
    return {
        "group": values.group,
        "quantity": "" if values.quantity is None else f"{values.quantity.normalize():f}",
        "sl_tp_unit": values.sl_tp_unit or "",
        "max_lag_s": _number(values.max_lag_s),
        "approval_expires_s": _number(values.approval_expires_s),
        "heartbeat_s": _number(values.heartbeat_s),
    }


def _number(value: int | None) -> str:
    return "" if value is None else f"{value}"
