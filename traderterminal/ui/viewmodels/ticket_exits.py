"""The exits of the ticket: what is typed into its rows, and what that comes to.

Every row is kept as the text that was typed, so that a template is the same for every contract. A
number counts in the unit that is chosen, unless it carries a sign of its own: `16t`, `4pt`, `$200`,
`0.5%`, `@4790.25`. Targets stand one after the other, each with its quantity where it has one:
`16 x2; 32 x1`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeVar

from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail, level_price
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.typed import (
    NotReadable,
    read_count,
    read_distance,
    read_price,
    read_quantity,
)

#: The units in the order of their segments, by the sign that the trader sees.
UNITS: Final = {"t": "ticks", "$": "money", "pt": "points", "%": "percent", "@": "price"}
SIGNS: Final = {unit: sign for sign, unit in UNITS.items()}
#: The units in which a stop can follow; a number in any other one counts ticks.
TRAILS: Final = frozenset({"ticks", "points", "percent"})
#: The rows whose unit is always the same.
_UNIT_OF: Final = {"trail_from": "price"}
#: What a row is called where something is wrong with it.
ROWS: Final = {
    "stop": mark("Ticket", "Stop"),
    "target": mark("Ticket", "Target"),
    "trail": mark("Ticket", "Trail"),
    "trail_from": mark("Ticket", "Trail from"),
    "break_even": mark("Ticket", "Break even"),
    "offset": mark("Ticket", "Break even plus"),
    "minutes": mark("Ticket", "Out after"),
}
MOST_KEPT: Final = 9
#: The template that is the exits of what is held, in the share of what is added.
ACTIVE: Final = mark("Ticket", "Active strategy")

T = TypeVar("T")

_SIGNED: Final = re.compile(r"(?P<before>[$@])?(?P<number>[^$@%tp]+?)\s*(?P<after>t|pt|%)?")
_TARGETS: Final = re.compile(r";|,\s+")
_SHARE: Final = re.compile(r"(.+?)\s*[x×]\s*(\S+)")


@frozen
class TypedExits:
    """What stands in the rows; an empty one is not used. `unit` is one of those of `UNITS`."""

    unit: str = "ticks"
    stop: str = ""
    target: str = ""
    trail: str = ""
    trail_from: str = ""
    break_even: str = ""
    offset: str = ""
    minutes: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, row) for row in ROWS)

    @property
    def name(self) -> str:
        """What a template is called: its stop and its targets, then what else it has."""
        sign = SIGNS[self.unit]
        levels = f"{self.stop or formats.NOTHING} / {self.target or formats.NOTHING} {sign}"
        return ", ".join([levels, *self.rules])

    @property
    def rules(self) -> Sequence[str]:
        """What moves the stop or ends the trade, in few words."""
        rules = []
        if self.trail:
            start = (
                translate("Ticket", " from {trail_from}").format(trail_from=self.trail_from)
                if self.trail_from
                else ""
            )
            rules.append(
                translate("Ticket", "trail {trail}{start}").format(trail=self.trail, start=start)
            )
        if self.break_even:
            plus = f"+{self.offset}" if self.offset else ""
            rules.append(
                translate("Ticket", "even {break_even}{plus}").format(
                    break_even=self.break_even, plus=plus
                )
            )
        if self.minutes:
            rules.append(translate("Ticket", "{minutes} min").format(minutes=self.minutes))
        return rules


#: What is offered before the trader has kept any of his own.
USUAL: Final = (TypedExits(stop="16", target="18"), TypedExits(stop="20", target="20; 40"))


@frozen
class Planned:
    """Where a level of an entry would rest, and what it would make or lose before fees.

    Of several targets `price` is the nearest one, and `count` how many there are.
    """

    price: Decimal
    result: Decimal
    count: int = 1


class TicketExits:
    """The rows as they are filled in, and the templates to choose from.

    `touched` is called after each change; `keep` stores the templates. `active` returns the exits
    of what is held for what is added to it on a side, None where there are none.
    """

    def __init__(
        self,
        touched: Callable[[], object],
        kept: Sequence[TypedExits] = USUAL,
        keep: Callable[[Sequence[TypedExits]], object] = lambda _: None,
        active: Callable[[Side, Decimal], Exits | None] = lambda side, quantity: None,
    ) -> None:
        self._touched = touched
        self._keep = keep
        self._active = active
        self._instrument: Instrument | None = None
        self.kept = tuple(kept)
        self.typed = TypedExits()
        self.open = False  # whether the rows are there to be filled in
        self.scales = False  # whether the exits are those of what is held
        self.problems: dict[str, str] = {}
        self.exits: Exits | None = None
        self._stale: dict[str, str] = {}  # rows with a price of another contract

    # Which template.

    @property
    def offers(self) -> Sequence[str]:
        """The templates by name: none, the kept ones, those of one's own, the exits of what is
        held, and what to do."""
        names = [
            translate("Ticket", "No exits"),
            *(one.name for one in self.kept),
            translate("Ticket", "Custom"),
            translate("Ticket", ACTIVE),
        ]
        if self.can_keep:
            names.append(translate("Ticket", "Keep these"))
        elif self.typed in self.kept:
            names.append(translate("Ticket", "Forget these"))
        return names

    @property
    def chosen(self) -> int:
        """Which of the offers stands in the rows."""
        if self.scales:
            return self._custom + 1
        if not self.open:
            return 0
        return self._custom if self.typed not in self.kept else self.kept.index(self.typed) + 1

    @property
    def can_keep(self) -> bool:
        """Say whether what stands there can be kept as a template."""
        usable = self.open and self.exits is not None and not any(self._prices())
        return usable and self.typed not in self.kept and len(self.kept) < MOST_KEPT

    @property
    def _custom(self) -> int:
        return len(self.kept) + 1

    def choose(self, number: int) -> None:
        """Choose one of the offers; the last one keeps what stands there, or forgets it."""
        if number == 0:
            self._put(TypedExits(unit=self.typed.unit), is_open=False)
        elif number <= len(self.kept):
            self._put(self.kept[number - 1], is_open=True)
        elif number == self._custom:
            self.open, self.scales = True, False
        elif number == self._custom + 1:
            self._put(TypedExits(unit=self.typed.unit), is_open=False)
            self.scales = True
        elif self.can_keep:
            self._store((*self.kept, self.typed))
        else:
            self._store(tuple(one for one in self.kept if one != self.typed))
        self._read()

    def fill_in(self, typed: TypedExits) -> None:
        """Let other exits stand in the rows."""
        self._put(typed, is_open=True)
        self._read()

    def fill_in_from(self, other: "TicketExits") -> None:
        """Let what stands in the rows of another stand here, which has the same symbol."""
        self._put(other.typed, is_open=other.open)
        self.scales = other.scales
        self._stale |= other._stale
        self._read()

    def _put(self, typed: TypedExits, *, is_open: bool) -> None:
        self.typed, self.open, self.scales = typed, is_open, False
        self._stale.clear()

    def _store(self, kept: tuple[TypedExits, ...]) -> None:
        self.kept = kept
        self._keep(kept)

    # What stands in the rows.

    def show(self, instrument: Instrument) -> None:
        """Turn to another symbol. A price of the one before it does not go with it."""
        before, self._instrument = self._instrument, instrument
        if before is not None:
            self._stale |= {
                row: translate("Ticket", "{row} {typed} was a price of {symbol}").format(
                    row=translate("Ticket", ROWS[row]),
                    typed=getattr(self.typed, row),
                    symbol=before.symbol,
                )
                for row in self._prices()
                if row not in self._stale
            }
        self._read()

    def _prices(self) -> Iterator[str]:
        """The rows that hold a price, which belongs to one contract."""
        for row in ("stop", "target"):
            text = getattr(self.typed, row)
            if text and (self.typed.unit == "price" or "@" in text):
                yield row
        if self.typed.trail_from:
            yield "trail_from"

    def take(self, row: str, text: str) -> None:
        """Take what was typed into a row."""
        self.open, self.scales = True, False
        self._stale.pop(row, None)
        self.typed = replace(self.typed, **{row: text.strip()})
        self._read()

    def step(self, row: str, by: int) -> None:
        """Make the only number of a row larger or smaller; an empty row starts at nothing."""
        text, instrument = getattr(self.typed, row), self._instrument
        found = _SIGNED.fullmatch(text or "0")
        if instrument is None or found is None:
            return
        before, number, after = found.groups("")
        own = UNITS.get(before or after, "")
        unit = own or (self.typed.unit if row in ("stop", "target") else _UNIT_OF.get(row, "ticks"))
        try:
            value = read_price(number, instrument) if text else Decimal(0)
        except NotReadable:
            return
        value += by * _step(unit, instrument)
        if value > 0:
            self.take(row, f"{before}{value:f}{after}")

    def choose_unit(self, unit: str) -> None:
        """Let numbers without a sign count in another unit."""
        self.typed = replace(self.typed, unit=unit)
        self._read()

    @property
    def problem(self) -> str:
        """Why the exits cannot be used as they stand; empty where they can."""
        return next(iter(self.problems.values()), "")

    def _read(self) -> None:
        self.problems, self.exits = {}, None
        if self.open and self._instrument is not None and not self.typed.is_empty:
            self.exits, self.problems = read_exits(self.typed, self._instrument)
        if self._stale:
            self.exits, self.problems = None, self.problems | self._stale
        self._touched()

    # What they come to.

    def of(self, side: Side, quantity: Decimal) -> Exits | None:
        """Return the exits that go with so much on a side; None where there are none."""
        return self._active(side, quantity) if self.scales else self.exits

    def problem_of(self, side: Side | None, quantity: Decimal) -> str:
        """Why nothing can be entered on a side, or on either; empty where it can."""
        sides = list(Side) if side is None else [side]
        if not self.scales or any(self._active(one, quantity) is not None for one in sides):
            return self.problem
        words = translate("Ticket", "no exits of a position work here to go along with")
        if side is Side.BUY:
            words = translate("Ticket", "no exits of a long position work here to go along with")
        elif side is Side.SELL:
            words = translate("Ticket", "no exits of a short position work here to go along with")
        return f"{translate('Ticket', ACTIVE)}: {words}"

    def stop(self, side: Side, quantity: Decimal, entry: Decimal | None) -> Planned | None:
        """Where the stop of an entry at a price would rest; None where there is none."""
        exits, instrument = self.of(side, quantity), self._instrument
        if exits is None or instrument is None or entry is None:
            return None
        return planned_stop(exits, instrument, side, quantity, entry)

    def targets(self, side: Side, quantity: Decimal, entry: Decimal | None) -> Planned | None:
        """Where the targets of an entry at a price would rest; None where there are none."""
        exits, instrument = self.of(side, quantity), self._instrument
        if exits is None or instrument is None or entry is None:
            return None
        return planned_targets(exits, instrument, side, quantity, entry)


def planned_stop(
    exits: Exits, instrument: Instrument, side: Side, quantity: Decimal, entry: Decimal
) -> Planned | None:
    """Return where the stop of an entry would rest; None where there is none."""
    if not exits.has_stop:
        return None
    price = exits.stop_price(entry, side, instrument, quantity)
    return Planned(price, instrument.money((price - entry) * side.sign, quantity))


def planned_targets(
    exits: Exits, instrument: Instrument, side: Side, quantity: Decimal, entry: Decimal
) -> Planned | None:
    """Return where the targets of an entry would rest; None where there are none."""
    if not exits.targets:
        return None
    result, prices = Decimal(0), []
    shares = exits.shares(quantity, instrument.lot_size)
    for target, share in zip(exits.targets, shares, strict=True):
        price = level_price(target.level, entry, side.sign, instrument, share or quantity)
        result += instrument.money((price - entry) * side.sign, share)
        prices.append(price)
    nearest = min(prices, key=lambda price: abs(price - entry))
    return Planned(nearest, result, len(prices))


def read_exits(typed: TypedExits, instrument: Instrument) -> tuple[Exits | None, dict[str, str]]:
    """Return what stands in the rows, or by row what is wrong there."""
    problems: dict[str, str] = {}

    def read(row: str, reader: Callable[[str], T]) -> T | None:
        text = getattr(typed, row)
        try:
            return reader(text) if text else None
        except NotReadable as problem:
            problems[row] = f"{translate('Ticket', ROWS[row])}: {problem}"
            return None

    stop = read("stop", lambda text: read_level(text, typed.unit, instrument))
    targets = read("target", lambda text: read_targets(text, typed.unit, instrument))
    start = read("trail_from", lambda text: read_price(text, instrument))
    trail = read("trail", lambda text: read_trail(text, typed.unit, start))
    after, offset = read("break_even", read_count), read("offset", read_count)
    minutes = read("minutes", read_count)
    for row, needed in (("trail_from", "trail"), ("offset", "break_even")):
        if getattr(typed, row) and not getattr(typed, needed):
            problems[row] = translate("Ticket", "{row} needs {other}").format(
                row=translate("Ticket", ROWS[row]), other=within(translate("Ticket", ROWS[needed]))
            )
    if typed.break_even and not (typed.stop or typed.trail):
        problems["break_even"] = translate("Ticket", "Break even needs a stop to move")
    if problems:
        return None, problems
    exits = Exits(
        stop=stop,
        targets=targets or (),
        trail=trail,
        break_even=None if after is None else BreakEven(after, offset or 0),
        close_after_s=None if minutes is None else minutes * 60,
    )
    return exits, problems


def read_level(text: str, unit: str, instrument: Instrument) -> ExitLevel:
    """Return a typed level in its own unit, or else in `unit`; raises NotReadable."""
    number, own = unit_of(text)
    found = own or unit
    if found == "price":
        return ExitLevel(read_price(number, instrument), found)
    return ExitLevel(read_distance(number), found)


def read_targets(text: str, unit: str, instrument: Instrument) -> tuple[Target, ...]:
    """Return typed targets, each with its quantity where it has one; raises NotReadable."""
    targets = []
    for part in filter(None, (part.strip() for part in _TARGETS.split(text))):
        share = _SHARE.fullmatch(part)
        level, quantity = share.groups() if share else (part, "")
        size = read_quantity(quantity, instrument) if quantity else None
        targets.append(Target(read_level(level, unit, instrument), size))
    return tuple(targets)


def read_trail(text: str, unit: str, activation: Decimal | None = None) -> Trail:
    """Return how a stop follows; raises NotReadable. In a unit of no distance ticks count."""
    number, own = unit_of(text)
    found = own or (unit if unit in TRAILS else "ticks")
    match found:
        case "ticks":
            return Trail(ticks=read_count(number), activation=activation)
        case "points":
            return Trail(price=read_distance(number), activation=activation)
        case "percent":
            return Trail(percent=read_distance(number), activation=activation)
        case _:
            raise NotReadable(
                translate("Ticket", "a stop follows by t, pt or %, not by {signs}").format(
                    signs=SIGNS[found]
                )
            )


def unit_of(text: str) -> tuple[str, str]:
    """Return the number of a typed level, and the unit of its own sign, empty where it has none;
    raises NotReadable."""
    found = _SIGNED.fullmatch(text.strip())
    if found is None:
        raise NotReadable(translate("Ticket", "{text!r} is not a level").format(text=text.strip()))
    before, number, after = found.groups("")
    if before and after:
        raise NotReadable(translate("Ticket", "{text!r} has two units").format(text=text.strip()))
    return number, UNITS.get(before or after, "")


def _step(unit: str, instrument: Instrument) -> Decimal:
    """By how much − and + change a number in a unit."""
    match unit:
        case "price" | "points":
            return instrument.tick_size
        case "money":
            return instrument.tick_value
        case "percent":
            return Decimal("0.1")
        case _:
            return Decimal(1)
