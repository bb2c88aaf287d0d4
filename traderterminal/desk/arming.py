"""Arming: how far the hand of the trader goes on an account.

Observe: nothing that adds exposure leaves by hand. Confirm: each such order is asked for once more.
Armed: a click sends. Every account starts in Confirm at each start, and is armed by the trader
alone. One with real money is so only while its broker can be relied on, and falls back after a
while without an order, when its broker goes, and when the trader turns to another account. One
without real money stays as it was set, and lowered over a restart as well. Exits need no arming,
and automation has switches of its own. Times are host time.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Final

from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.observe import Observers

#: For how long an account stays armed without an order.
ARMED_S: Final = 1_800.0


class Level(StrEnum):
    OBSERVE = "observe"
    CONFIRM = "confirm"
    ARMED = "armed"


class Arming:
    """Holds the levels. `is_live` says whether an account has real money, `unready` why its broker
    cannot be relied on now. `changed` tells which account stands differently."""

    def __init__(
        self,
        is_live: Callable[[str], bool],
        unready: Callable[[str], Message | None],
        host: Clock,
    ) -> None:
        self._is_live = is_live
        self._unready = unready
        self._host = host
        self._levels: dict[str, Level] = {}
        self._until_ns: dict[str, int] = {}
        self.changed: Observers[str] = Observers()

    def is_live(self, account: str) -> bool:
        """Say whether an account has real money, so that its arming runs out."""
        return self._is_live(account)

    def level(self, account: str) -> Level:
        """Return how far a click goes now."""
        level = self._levels.get(account, Level.CONFIRM)
        if not self._is_live(account):
            return level
        if level is Level.ARMED and (self.left_s(account) <= 0 or self._unready(account)):
            self.drop(account)
            return Level.CONFIRM
        return level

    def observes(self, account: str) -> Message | None:
        """Return why nothing that adds exposure leaves by hand; None where it may."""
        if self.level(account) is Level.OBSERVE:
            return Message("observing", {"account": account})
        return None

    def left_s(self, account: str) -> float:
        """Return for how many seconds it stays armed without an order."""
        left_ns = self._until_ns.get(account, 0) - self._host.monotonic_ns()
        return max(0.0, left_ns / NANOSECONDS)

    def arm(self, account: str) -> Message | None:
        """Arm an account; returns why it cannot be armed now."""
        unready = self._unready(account) if self._is_live(account) else None
        if unready is None:
            self._levels[account] = Level.ARMED
            self.touch(account)
            self.changed.emit(account)
        return unready

    def lower(self, account: str, level: Level) -> None:
        """Let a click go less far."""
        if level is not Level.ARMED:
            self._levels[account] = level
            self.changed.emit(account)

    def drop(self, account: str) -> None:
        """Fall back to Confirm where it is armed with real money."""
        if self._levels.get(account) is Level.ARMED and self._is_live(account):
            self.lower(account, Level.CONFIRM)

    def touch(self, account: str) -> None:
        """An order left by hand: the time without one begins anew."""
        self._until_ns[account] = self._host.monotonic_ns() + int(ARMED_S * NANOSECONDS)

    def state(self) -> dict[str, str]:
        """Return the levels to which accounts without real money were lowered, to be restored."""
        return {
            one: level.value
            for one, level in self._levels.items()
            if level is not Level.ARMED and not self._is_live(one)
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Take over what `state` gave; real money starts in Confirm whatever is said of it."""
        for account, level in state.items():
            if not self._is_live(account):
                with suppress(ValueError):
                    self._levels[account] = Level(str(level))
