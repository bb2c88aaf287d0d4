"""How much room the limits of each account leave, and when the trader is warned of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from traderterminal.desk.desk import Desk
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.what_if import MARKS

#: By how much less of a limit must be used before its mark is warned of again.
HYSTERESIS: Final = 0.05
#: All of a limit.
BREACH: Final = 1.0
DAILY_LOSS: Final = mark("Banner", "Daily loss")
ORDERS: Final = mark("Banner", "Orders of the day")
#: The rules that a day uses up. A position comes and goes: to warn of each would dull the ear.
_SHORT: Final = {DAILY_LOSS: "DLL", ORDERS: "orders"}


@frozen
class RuleRoom:
    """A limit of an account: `used` of it as a share, and `left` and `limit` as they are read.

    `short` names the rule where there is little room.
    """

    account: str
    rule: str
    short: str
    used: float
    left: str
    limit: str

    @property
    def is_breached(self) -> bool:
        return self.used >= BREACH

    @property
    def words(self) -> str:
        """The rule in the language of the screen."""
        return translate("Banner", self.rule)


@frozen
class RuleWarning:
    """So much of a limit is used for the first time: `mark` is one of the marks, or all of it."""

    room: RuleRoom
    mark: float

    @property
    def title(self) -> str:
        if self.mark >= BREACH:
            return translate("Banner", "{rule} at its limit").format(rule=self.room.words)
        return translate("Banner", "{rule} {mark:.0%} used").format(
            rule=self.room.words, mark=self.mark
        )


def rooms_of(
    desk: Desk,
    account: str,
    day_net: Decimal | None,
    instrument: Callable[[str], Instrument],
) -> list[RuleRoom]:
    """Return the limits of an account that can be used up, the nearest one first."""
    limits = desk.limits(account)
    money, number = formats.money, formats.quantity
    found = [
        _room(
            account,
            translate("Banner", "Position, {symbol}").format(symbol=formats.symbol(one.symbol)),
            reach,
            most,
            number,
        )
        for one in desk.exposures(account)
        if (reach := max(abs(one.most), abs(one.least)))
        and (most := limits.max_position[instrument(one.symbol).asset_class])
    ]
    if limits.orders_per_day:
        today, most = Decimal(desk.orders_today(account)), Decimal(limits.orders_per_day)
        found.append(_room(account, ORDERS, today, most, number))
    if limits.max_daily_loss and day_net is not None:
        lost = max(Decimal(0), -day_net)
        found.append(_room(account, DAILY_LOSS, lost, limits.max_daily_loss, money))
    return sorted(found, key=lambda room: room.used, reverse=True)


def _room(
    account: str, rule: str, used: Decimal, limit: Decimal, write: Callable[[Decimal], str]
) -> RuleRoom:
    left = write(max(Decimal(0), limit - used))
    return RuleRoom(account, rule, _SHORT.get(rule, ""), float(used / limit), left, write(limit))


class RuleRoomViewModel:
    """Watches the room of all accounts; `warned` tells of each mark as it is reached.

    `day_net` returns what an account made on its day, None while a price is missing.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        day_net: Callable[[str], Decimal | None],
        instrument: Callable[[str], Instrument],
    ) -> None:
        self._desk = desk
        self._day_net = day_net
        self._instrument = instrument
        self._reached: dict[tuple[str, str], float] = {}
        self._rooms: dict[str, Sequence[RuleRoom]] = {}
        self.warned: Observers[RuleWarning] = Observers()

    def look(self) -> None:
        """Work the room out anew, and warn of what has been reached since."""
        for account in self._desk.accounts:
            day_net = self._day_net(account)
            rooms = rooms_of(self._desk, account, day_net, self._instrument)
            self._rooms[account] = rooms
            for warning in self._warnings(rooms):
                self.warned.emit(warning)

    def nearest(self, account: str) -> RuleRoom | None:
        """Return the limit of an account that most of is used of; None where none is near."""
        return next(iter(self._rooms.get(account, ())), None)

    def breached(self) -> list[RuleRoom]:
        """Return the limits of which nothing is left and that hold entries up by themselves."""
        rooms = (room for found in self._rooms.values() for room in found)
        return [room for room in rooms if room.is_breached and room.rule == DAILY_LOSS]

    def _warnings(self, rooms: Iterable[RuleRoom]) -> Iterator[RuleWarning]:
        for room in rooms:
            if room.rule not in _SHORT:
                continue
            key = (room.account, room.rule)
            before = self._reached.get(key, 0.0)
            reached = max((m for m in (*MARKS, BREACH) if room.used >= m), default=0.0)
            if reached > before:
                yield RuleWarning(room, reached)
            if reached > before or room.used < before - HYSTERESIS:
                self._reached[key] = reached
