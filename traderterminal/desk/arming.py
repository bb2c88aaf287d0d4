"""Arming: how far the hand of the trader goes on an account.

Observe: nothing that adds exposure leaves by hand. Confirm: each such order is asked for once more.
Armed: a click sends. One rule holds for every account, with real money or without: it starts in
Confirm, or in Observe where it was left so, is armed by the trader alone, and falls back after a
while without an order, when what it needs is not connected, and when the trader turns to another
account. What it needs is its broker; what fills here needs the broker whose quotes it fills on, the
sandbox that is asked first, or, on a market of our own, nothing. Exits need no arming, and
automation has switches of its own. Times are host time.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Final

from traderterminal.domain.messages import Message, english
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.observe import Observers

#: For how long an account stays armed without an order.
ARMED_S: Final = 1_800.0

_log = logging.getLogger(__name__)


class Level(StrEnum):
    OBSERVE = "observe"
    CONFIRM = "confirm"
    ARMED = "armed"


class Arming:
    """Holds the levels. `is_live` says whether an account has real money, `unready` why what it
    needs cannot be relied on now. `changed` tells which account stands differently."""

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
        self._fell_back: dict[str, Message] = {}
        self.changed: Observers[str] = Observers()

    def is_live(self, account: str) -> bool:
        """Say whether an account has real money, so that it is armed by its name."""
        return self._is_live(account)

    def level(self, account: str) -> Level:
        """Return how far a click goes now."""
        if self._levels.get(account) is Level.ARMED:
            if self.left_s(account) <= 0:
                self._fall_back(account)
            elif self._unready(account) is not None:
                self._fall_back(account, "disconnected")
        return self._levels.get(account, Level.CONFIRM)

    def review(self) -> None:
        """Something was connected or is so no longer: what was armed for it falls back."""
        for account in tuple(self._levels):
            self.level(account)

    def observes(self, account: str) -> Message | None:
        """Return why nothing that adds exposure leaves by hand; None where it may."""
        if self.level(account) is Level.OBSERVE:
            return Message("observing", {"account": account})
        return None

    def left_s(self, account: str) -> float:
        """Return for how many seconds it stays armed without an order."""
        left_ns = self._until_ns.get(account, 0) - self._host.monotonic_ns()
        return max(0.0, left_ns / NANOSECONDS)

    def fell_back(self, account: str) -> Message | None:
        """Return why an account is armed no longer; None once its level was chosen anew."""
        return self._fell_back.get(account)

    def arm(self, account: str) -> Message | None:
        """Arm an account; returns why it cannot be armed now."""
        unready = self._unready(account)
        if unready is None:
            self._until_ns[account] = self._later_ns()
            self._set(account, Level.ARMED)
        return unready

    def lower(self, account: str, level: Level) -> None:
        """Let a click go less far."""
        if level is not Level.ARMED:
            self._set(account, level)

    def leave(self, account: str) -> None:
        """The trader turns to another account."""
        if self.level(account) is Level.ARMED:
            self._fall_back(account, "left")

    def touch(self, account: str) -> None:
        """An order left by hand: the time without one begins anew, if it is not over."""
        if self.level(account) is Level.ARMED:
            self._until_ns[account] = self._later_ns()

    def state(self) -> dict[str, str]:
        """Return the accounts that observe, to be restored; a restart arms none."""
        return {one: level.value for one, level in self._levels.items() if level is Level.OBSERVE}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take over levels by account; what is none is left out, and none is armed by that."""
        for account, kept in state.items():
            with suppress(ValueError):
                level = Level(str(kept))
                self._levels[account] = Level.CONFIRM if level is Level.ARMED else level

    def _later_ns(self) -> int:
        return self._host.monotonic_ns() + int(ARMED_S * NANOSECONDS)

    def _set(self, account: str, level: Level, why: Message | None = None) -> None:
        self._levels[account] = level
        if why is None:
            self._fell_back.pop(account, None)
        else:
            self._fell_back[account] = why
        self.changed.emit(account)

    def _fall_back(self, account: str, variant: str = "") -> None:
        figures = {"account": account, "limit": f"{ARMED_S / 60:.0f}"}
        why = Message("disarmed", figures, variant)
        _log.info("%s", english(why))
        self._set(account, Level.CONFIRM, why)
