"""Changes of limits while the program runs: tighter at once, looser after a minute to think."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import AssetClass
from traderterminal.kit.frozen import frozen
from traderterminal.risk.limits import RiskLimits

#: How long a looser limit waits before it holds, in ns of host time.
DELAY_NS: Final = 60_000_000_000

#: What a limit is set to: one value, or one for each class of instruments.
Value = Decimal | int | bool | Mapping[AssetClass, Decimal]

#: Where more of it is stricter; of everything else less is, and 0 switches it off.
_MORE_IS_STRICTER: Final = frozenset(
    {"duplicate_window_s", "enforce_session", "enforce_roll_window", "enforce_news_blackout"}
)


@frozen
class Pending:
    """A looser value that waits for its time, in ns of the host's monotonic clock."""

    value: Value
    due_ns: int


class LimitBook:
    """The limits of all accounts as they hold now; `start` gives those of the settings."""

    def __init__(self, start: Callable[[str], RiskLimits], now_ns: Callable[[], int]) -> None:
        self._start = start
        self._now_ns = now_ns
        self._holding: dict[str, RiskLimits] = {}
        self._pending: dict[str, dict[str, Pending]] = {}

    def limits(self, account: str) -> RiskLimits:
        """Return what holds for an account now."""
        holding = self._holding.get(account)
        if holding is None:
            holding = self._holding[account] = self._start(account)
        pending = self._pending.get(account)
        if pending:
            now = self._now_ns()
            due = {name: one.value for name, one in pending.items() if one.due_ns <= now}
            if due:
                holding = self._holding[account] = _with(holding, due)
                for name in due:
                    del pending[name]
        return holding

    def pending(self, account: str) -> Mapping[str, Pending]:
        """Return what has been loosened and does not hold yet."""
        self.limits(account)
        return dict(self._pending.get(account, {}))

    def change(self, account: str, wanted: Mapping[str, Value]) -> Mapping[str, Pending]:
        """Set limits by name: what is tighter holds at once, the rest is pending; what waits.

        A value for all classes is compared with each of them. What waited under a name before is
        forgotten.
        """
        holding = self.limits(account)
        waiting = self._pending.setdefault(account, {})
        due_ns = self._now_ns() + DELAY_NS
        at_once: dict[str, Value] = {}
        for name, given in wanted.items():
            was, value = _value(holding, name), _spread(given, _value(holding, name))
            at_once[name] = strictest(name, was, value)
            waiting.pop(name, None)
            if at_once[name] != value:
                waiting[name] = Pending(value, due_ns)
        self._holding[account] = _with(holding, at_once)
        return {name: waiting[name] for name in wanted if name in waiting}

    def withdraw(self, account: str, names: Iterable[str]) -> None:
        """Forget what waits under some names."""
        for name in names:
            self._pending.get(account, {}).pop(name, None)


def strictest(name: str, first: Value, second: Value) -> Value:
    """Return the stricter of two values of a limit, class by class where it has classes."""
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return {
            each: first[each] if _is_stricter(name, first[each], second[each]) else second[each]
            for each in first
        }
    assert not isinstance(first, Mapping)  # noqa: S101 - of one limit
    assert not isinstance(second, Mapping)  # noqa: S101 - of one limit
    return first if _is_stricter(name, first, second) else second


def _is_stricter(name: str, one: Decimal | int, other: Decimal | int) -> bool:
    if name in _MORE_IS_STRICTER:
        return one >= other
    return bool(one) and (not other or one <= other)


def _spread(given: Value, was: Value) -> Value:
    if isinstance(was, Mapping) and isinstance(given, Decimal):
        return dict.fromkeys(was, given)
    return given


def _value(limits: RiskLimits, name: str) -> Value:
    found: Value = getattr(limits, name)
    return found


def _with(limits: RiskLimits, values: Mapping[str, Value]) -> RiskLimits:
    return replace(limits, **values)  # type: ignore[arg-type] # names and types are of its fields
