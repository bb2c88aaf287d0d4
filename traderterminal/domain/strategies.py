"""What a strategy may do on its own, and whether anything may at all."""

from enum import StrEnum
from typing import Self

from traderterminal.kit.frozen import frozen


class StrategyMode(StrEnum):
    OFF = "off"  # its alerts do nothing, exits included
    PAPER = "paper"  # it trades on accounts that cannot touch real money
    AUTO = "auto"


class ApprovalMode(StrEnum):
    AUTO = "auto"
    MANUAL = "manual"  # what adds exposure waits for the trader's word


class AutomationState(StrEnum):
    ON = "on"
    OFF = "off"  # the trader's choice: entries of alerts are refused, exits honoured
    BLOCKED = "blocked"  # the same, until what is wrong is put right


@frozen
class StrategySwitch:
    """How a strategy is switched."""

    mode: StrategyMode = StrategyMode.AUTO
    approval: ApprovalMode = ApprovalMode.AUTO

    @classmethod
    def named(cls, word: str) -> Self:
        """Return the switch that a word stands for: off, paper, manual or auto."""
        if word == ApprovalMode.MANUAL:
            return cls(StrategyMode.AUTO, ApprovalMode.MANUAL)
        return cls(StrategyMode(word))

    @property
    def word(self) -> str:
        """Say it in one word: off, paper, manual or auto."""
        if self.mode is StrategyMode.OFF or self.approval is ApprovalMode.AUTO:
            return self.mode.value
        return self.approval.value

    def is_looser_than(self, other: "StrategySwitch") -> bool:
        """Say whether this lets a strategy do anything that `other` does not."""
        order = list(StrategyMode)
        if self.mode is StrategyMode.OFF:
            return False
        asks_less = self.approval is ApprovalMode.AUTO and other.approval is ApprovalMode.MANUAL
        return order.index(self.mode) > order.index(other.mode) or asks_less
