"""Arming: how far the hand of the trader goes on an account with real money.

Observe: nothing that adds exposure leaves by hand. Confirm: each such order is asked for once more.
Armed: a click sends. An account with real money starts in Confirm each time; it is armed by the
trader alone, while its broker can be relied on, and falls back after a while without an order, when
its broker goes, and when the trader turns to another account. Exits need no arming, accounts
without real money are always armed, and automation has switches of its own. Times are host time.
"""

from collections.abc import Callable
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

    def asks(self, account: str) -> bool:
        """Say whether an account can be anything but armed."""
        return self._is_live(account)

    def level(self, account: str) -> Level:
        """Return how far a click goes now."""
        if not self._is_live(account):
            return Level.ARMED
        level = self._levels.get(account, Level.CONFIRM)
        if level is Level.ARMED and (self.left_s(account) <= 0 or self._unready(account)):
            self.drop(account)
            return Level.CONFIRM
        return level

    def left_s(self, account: str) -> float:
        """Return for how many seconds it stays armed without an order."""
        left_ns = self._until_ns.get(account, 0) - self._host.monotonic_ns()
        return max(0.0, left_ns / NANOSECONDS)

    def arm(self, account: str) -> Message | None:
        """Arm an account; returns why it cannot be armed now."""
        unready = self._unready(account)
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
        """Fall back to Confirm where it is armed."""
        if self._levels.get(account) is Level.ARMED:
            self.lower(account, Level.CONFIRM)

    def touch(self, account: str) -> None:
        """An order left by hand: the time without one begins anew."""
        self._until_ns[account] = self._host.monotonic_ns() + int(ARMED_S * NANOSECONDS)
