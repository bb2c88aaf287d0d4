"""Stops that follow the market and exits by time, as alerts ask for them.

A distance without a unit of its own takes that of the strategy, as a stop loss does. A field that
is a switch in one bridge is a distance in another: what does not say which it is, is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from traderterminal.alerts.dialects import Value
from traderterminal.alerts.fields import (
    Fields,
    NotTradeable,
    is_unset,
    number,
    plain,
    refuse_placeholder,
    unit_of,
)
from traderterminal.domain.exits import BreakEven, Trail
from traderterminal.kit.frozen import frozen

HUNDRED: Final = Decimal(100)
MOST_TICKS: Final = 1_000_000
MOST_SECONDS: Final = 31_536_000

#: How far a stop stays behind; "" is a bare value, whose unit the strategy's setting tells.
_DISTANCES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("trail", "trail_stop", "trailing_stop"), ""),
    **dict.fromkeys(("trail_amount", "trail_points", "trailing_stop_points"), "points"),
    **dict.fromkeys(("trail_percent", "trailing_stop_percent"), "percent"),
    **dict.fromkeys(("trail_ticks", "trailing_stop_ticks"), "ticks"),
}
#: Those that are a yes or no where another field holds the distance.
_SWITCHES: Final = frozenset({"trail", "trailing_stop"})
_INSIDE: Final = ("trail_amount", "trail_percent")
_STOP_LOSSES: Final = ("stop_loss", "sl")
_ACTIVATIONS: Final = ("trail_activation", "trail_activation_price")
_BREAK_EVENS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("breakeven", "break_even"), ""),
    **dict.fromkeys(("breakeven_ticks", "break_even_ticks"), "ticks"),
}
_YES: Final = frozenset({"true", "yes", "on", "1"})


@frozen
class Following:
    """How the stop of an entry follows; `unsupported` names what of it cannot be expressed."""

    trail: Trail | None = None
    break_even: BreakEven | None = None
    close_after_s: int | None = None
    unsupported: tuple[str, ...] = ()


def read_following(fields: Fields, side: str, unit: str | None, strategy: str) -> Following:
    """Return how the stop of an entry is to follow; `side` is that of the position.

    Raises NotTradeable for what is no distance, lacks its unit or contradicts itself.
    """
    trail, beyond = read_trail(fields, side, unit, strategy)
    break_even, more = _break_even(fields, unit, strategy)
    return Following(trail, break_even, _close_after(fields), (*beyond, *more))


def read_trail(
    fields: Fields, side: str, unit: str | None, strategy: str
) -> tuple[Trail | None, list[str]]:
    """Return how far behind a stop is to follow, and what of that cannot be expressed."""
    found = list(_distances(fields, side))
    distances = [one for one in found if not (len(found) > 1 and one.is_yes)]
    activation = fields.amount(_ACTIVATIONS)
    if not distances or distances[0].is_yes:
        wanted = bool(found) or activation is not None
        return None, ["a trailing stop without a distance"] if wanted else []
    _refuse_contradictions(fields, distances)
    name, value = distances[0].name, distances[0].value
    level_unit = unit_of(name, value, distances[0].unit, unit, strategy)
    at = None if activation is None else _positive(*activation)
    match level_unit:
        case "ticks":
            return Trail(ticks=_whole(name, value, MOST_TICKS), activation=at), []
        case "points":
            return Trail(price=_positive(name, value), activation=at), []
        case "percent":
            percent = _positive(name, value)
            if percent >= HUNDRED:
                raise _no_distance(name, value)
            return Trail(percent=percent, activation=at), []
        case _:
            return None, [f"a trailing stop in {level_unit}"]


@frozen
class _Distance:
    """A field that is set; `unit` is empty where its name tells none."""

    name: str
    unit: str
    value: Value

    @property
    def is_yes(self) -> bool:
        """Say whether it may only say that there is to be a trailing stop."""
        yes = self.value is True or str(self.value).strip().lower() in _YES
        return yes and self.name in _SWITCHES


def _distances(fields: Fields, side: str) -> Iterator[_Distance]:
    """Every distance that is set."""
    for name in fields.names():
        short = name.removeprefix(f"{side}_")
        if short in _DISTANCES:
            for _, value in fields.every((name,)):
                if not is_unset(value):
                    yield _Distance(name, _DISTANCES[short], value)
    for name, stop_loss in fields.every(_STOP_LOSSES):
        for key, value in stop_loss.items() if isinstance(stop_loss, dict) else ():
            if plain(key) in _INSIDE and not is_unset(value):
                refuse_placeholder(value)
                yield _Distance(f"{name}.{plain(key)}", _DISTANCES[plain(key)], value)


def _refuse_contradictions(fields: Fields, distances: Sequence[_Distance]) -> None:
    """Two distances, or one that another field switches off."""
    said = [f"{one.name} {str(one.value)[:32]}" for one in distances]
    said += [
        f"{name} {str(fields.raw(name))[:32]}"
        for name in sorted(_SWITCHES)
        if name in fields and fields.says_no(name)
    ]
    if len(said) > 1:
        raise NotTradeable("contradictory_fields", first=said[0], second=said[1])


def _break_even(
    fields: Fields, unit: str | None, strategy: str
) -> tuple[BreakEven | None, list[str]]:
    found = fields.amount(tuple(_BREAK_EVENS))
    if found is None:
        return None, []
    name, value = found
    level_unit = unit_of(name, value, _BREAK_EVENS[name], unit, strategy)
    if level_unit != "ticks":
        return None, [f"a move to break even in {level_unit}"]
    return BreakEven(_whole(name, value, MOST_TICKS)), []


def _close_after(fields: Fields) -> int | None:
    found = fields.amount(("close_after_s",))
    return None if found is None else _whole(*found, MOST_SECONDS)


def _positive(name: str, value: Value) -> Decimal:
    found = number(value)
    if found is None or found <= 0:
        raise _no_distance(name, value)
    return found


def _whole(name: str, value: Value, most: int) -> int:
    found = _positive(name, value)
    if found % 1 or found > most:
        raise _no_distance(name, value)
    return int(found)


def _no_distance(name: str, value: Value) -> NotTradeable:
    return NotTradeable("bad_distance", field=name, value=str(value)[:32])
