"""Orders as one line of text: what may be written, and where a line goes wrong.

    buy 2 mnq                                   at the market
    buy 2 mnq @ 21450 stop 30t target 60t       a limit with exits, which need a unit each
    sell 1 es @ bid gtc                         a limit at the bid as it stands when it is sent
    buy 1 es trigger 4810 @ 4811                a stop, with @ a stop limit; `touch` waits below
    buy risk $200 es stop 16t target 16t x1 target 32t trail 8t even 10 out 30
    close es · reverse es · flatten es · cancel es sells

The symbol is never left out, and whatever stands in its place is one: `buy 10 day` buys shares of
DAY. Any text gives either what is wanted or a fault with the place that is to be put right.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeVar

from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.risk_size import Risk, read_risk
from traderterminal.ui.viewmodels.ticket_exits import (
    read_level,
    read_targets,
    read_trail,
    unit_of,
)
from traderterminal.ui.viewmodels.typed import (
    NotReadable,
    read_count,
    read_price,
    read_quantity,
)

T = TypeVar("T")

LONGEST: Final = 300

#: The first word of a line, and what it asks for.
VERBS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("buy", "b"), "buy"),
    **dict.fromkeys(("sell", "s"), "sell"),
    **{verb: verb for verb in ("close", "reverse", "flatten", "cancel")},
}
_IN_FORCE: Final = {one.value: one for one in TimeInForce if one is not TimeInForce.GTD}
_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("@", "limit", "lmt"), "limit"),
    **dict.fromkeys(("market", "mkt"), "market"),
    **dict.fromkeys(("trigger", "stp"), "trigger"),
    **dict.fromkeys(("touch", "mit"), "touch"),
    **dict.fromkeys(("stop", "sl"), "stop"),
    **dict.fromkeys(("target", "tp"), "target"),
    **{word: word for word in ("trail", "even", "out")},
    **dict.fromkeys(_IN_FORCE, "in force"),
}
#: What may follow a symbol, as it is told to who wrote something else.
OFFERED: Final = "@, trigger, touch, stop, target, trail, even, out, day, gtc, ioc, fok"
QUOTES: Final = ("bid", "ask")

_TOKEN: Final = re.compile(r"@|[^\s@]+")
_FRACTION: Final = re.compile(r"[0-9]+/[0-9]+")
_SHARE: Final = re.compile(r"[x×].*")
_ENDS: Final = ",;"


@frozen
class Fault:
    """What is wrong with a line, and with which part of it."""

    words: str
    start: int
    end: int


@frozen
class OrderLine:
    """What a line asks for. `side` of a cancel is that of its orders, None of all.

    `at` is the side of the quote that a limit takes its price from when it is sent. `notes` say
    what was made of a price off the tick grid.
    """

    verb: str
    instrument: Instrument
    side: Side | None = None
    quantity: Decimal | None = None
    risk: Risk | None = None
    order_type: OrderType = OrderType.MARKET
    limit: Decimal | None = None
    at: str = ""
    trigger: Decimal | None = None
    exits: Exits | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    notes: tuple[str, ...] = ()

    @property
    def enters(self) -> bool:
        """Say whether it buys or sells, rather than getting out or turning round."""
        return self.verb in ("buy", "sell")


#: Returns the instrument that a text means; raises UnknownSymbol.
Resolve = Callable[[str], Instrument]


def read_line(text: str, resolve: Resolve) -> OrderLine | Fault:
    """Return what a line asks for, or what is wrong with it; of no text that it is empty."""
    if len(text) > LONGEST:
        return Fault(
            translate("Ticket", "An order has {longest} characters at most").format(
                longest=LONGEST
            ),
            LONGEST,
            len(text),
        )
    try:
        return _Reader(text, resolve).read()
    except _Wrong as wrong:
        return wrong.fault


class _Wrong(Exception):
    def __init__(self, words: str, start: int, end: int) -> None:
        super().__init__(words)
        self.fault = Fault(words, start, end)


@frozen
class _Token:
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.text.casefold()

    def wrong(self, words: str) -> _Wrong:
        return _Wrong(words, self.start, self.end)


@dataclass(slots=True)
class _Entry:
    """What the options of an entry have said so far."""

    given: set[str] = field(default_factory=set)
    limit: Decimal | None = None
    at: str = ""
    trigger: Decimal | None = None
    stop: ExitLevel | None = None
    targets: tuple[Target, ...] = ()
    trail: Trail | None = None
    even: BreakEven | None = None
    close_after_s: int | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    notes: list[str] = field(default_factory=list)

    @property
    def order_type(self) -> OrderType:
        limited = "limit" in self.given
        if "touch" in self.given:
            return OrderType.MARKET_IF_TOUCHED
        if "trigger" in self.given:
            return OrderType.STOP_LIMIT if limited else OrderType.STOP
        return OrderType.LIMIT if limited else OrderType.MARKET

    @property
    def exits(self) -> Exits | None:
        found = Exits(self.stop, self.targets, self.trail, self.even, self.close_after_s)
        return None if found == Exits() else found


class _Reader:
    """Reads one line from left to right."""

    def __init__(self, text: str, resolve: Resolve) -> None:
        self._resolve = resolve
        self._length = len(text)
        self._tokens = list(_tokens(text))
        self._next = 0

    def read(self) -> OrderLine:
        verb = self._take(
            translate("Ticket", "Write buy or sell, how many and what: buy 2 mnq @ 21450 stop 30t")
        )
        meant = VERBS.get(verb.word)
        if meant is None:
            raise verb.wrong(
                translate("Ticket", "{text!r} is none of {verbs}").format(
                    text=verb.text, verbs=", ".join(dict.fromkeys(VERBS.values()))
                )
            )
        return self._entry(meant) if meant in ("buy", "sell") else self._way_out(meant)

    def _way_out(self, verb: str) -> OrderLine:
        instrument = self._symbol(
            translate("Ticket", "Write what to {verb}: {verb} es").format(verb=verb)
        )
        side = None
        if verb == "cancel" and (which := self._peek()) is not None:
            sides = {"buys": Side.BUY, "sells": Side.SELL}
            if which.word not in sides:
                raise which.wrong(
                    translate(
                        "Ticket", "Only buys or sells may follow: without them all are cancelled"
                    )
                )
            side = sides[self._take("").word]
        if (more := self._peek()) is not None:
            raise more.wrong(
                translate("Ticket", "Nothing may follow {verb} {symbol}").format(
                    verb=verb, symbol=formats.symbol(instrument.symbol)
                )
            )
        return OrderLine(verb, instrument, side)

    def _entry(self, verb: str) -> OrderLine:
        size = self._take(
            translate("Ticket", "How many? Write {verb} 2 mnq, or {verb} risk $200 mnq").format(
                verb=verb
            )
        )
        risk = None
        if size.word == "risk":
            size = self._take(translate("Ticket", "How much? Write risk $200, risk 1% or risk 40t"))
            risk = _readable(size, lambda: read_risk(size.text))
        elif not any(letter.isdigit() for letter in size.text):
            raise size.wrong(
                translate("Ticket", "{text!r} is not a quantity: write {verb} 2 mnq").format(
                    text=size.text, verb=verb
                )
            )
        instrument = self._symbol(
            translate("Ticket", "Write what to {verb}: {verb} {text} mnq").format(
                verb=verb, text=size.text
            )
        )
        quantity = None
        if risk is None:
            quantity = _readable(size, lambda: read_quantity(size.text, instrument))
        entry = _Entry()
        while self._peek() is not None:
            self._option(entry, instrument)
        if entry.even is not None and entry.stop is None and entry.trail is None:
            raise _Wrong(
                translate("Ticket", "Break even needs a stop to move: stop 16t"),
                self._length,
                self._length,
            )
        return OrderLine(
            verb=verb,
            instrument=instrument,
            side=Side(verb),
            quantity=quantity,
            risk=risk,
            order_type=entry.order_type,
            limit=entry.limit,
            at=entry.at,
            trigger=entry.trigger,
            exits=entry.exits,
            time_in_force=entry.time_in_force,
            notes=tuple(entry.notes),
        )

    def _option(self, entry: _Entry, instrument: Instrument) -> None:
        word = self._take("")
        meant = _WORDS.get(word.word)
        if meant is None:
            raise word.wrong(
                translate("Ticket", "{text!r} is none of {offered}").format(
                    text=word.text, offered=OFFERED
                )
            )
        if meant in entry.given and meant != "target":
            raise word.wrong(
                translate("Ticket", "{text} stands here a second time").format(text=word.text)
            )
        if clash := sorted(_CLASHES.get(meant, frozenset()) & entry.given):
            raise word.wrong(
                translate("Ticket", "{text} does not go with {clash}").format(
                    text=word.text, clash=clash[0]
                )
            )
        entry.given.add(meant)
        match meant:
            case "limit":
                self._limit(entry, word, instrument)
            case "trigger" | "touch":
                entry.trigger = self._price(entry, word, instrument)
            case "in force":
                entry.time_in_force = _IN_FORCE[word.word]
            case "even":
                entry.even = BreakEven(
                    self._count(word, "t", translate("Ticket", "after how many ticks: even 10t"))
                )
            case "out":
                entry.close_after_s = 60 * self._count(
                    word, "m", translate("Ticket", "after how many minutes: out 30m")
                )
            case "stop" | "target" | "trail":
                self._exit(meant, entry, self._level(word), instrument)

    def _exit(self, meant: str, entry: _Entry, level: _Token, instrument: Instrument) -> None:
        text = level.text
        if meant == "stop":
            entry.stop = _readable(level, lambda: read_level(text, "", instrument))
        elif meant == "trail":
            entry.trail = _readable(level, lambda: read_trail(text, "ticks"))
        else:
            found = _readable(level, lambda: read_targets(text, "", instrument))
            if len(found) != 1:
                raise level.wrong(
                    translate("Ticket", "Each target has its own word: target 16t x1 target 32t x1")
                )
            entry.targets += found

    # Parts of it.

    def _symbol(self, missing: str) -> Instrument:
        token = self._take(missing)
        try:
            return self._resolve(token.text)
        except UnknownSymbol as unknown:
            raise token.wrong(texts.text(unknown.message)) from None

    def _limit(self, entry: _Entry, word: _Token, instrument: Instrument) -> None:
        if (token := self._peek()) is not None and token.word in QUOTES:
            entry.at = self._take("").word
        else:
            entry.limit = self._price(entry, word, instrument)

    def _price(self, entry: _Entry, word: _Token, instrument: Instrument) -> Decimal:
        """A price, snapped to the tick grid; of a fraction its two parts."""
        token = self._take(translate("Ticket", "A price must follow {text}").format(text=word.text))
        if (more := self._peek()) is not None and _FRACTION.fullmatch(more.text):
            self._take("")
            token = _Token(f"{token.text} {more.text}", token.start, more.end)
        typed = _readable(token, lambda: read_price(token.text, instrument))
        price = instrument.nearest_price(typed)
        if price != typed:
            entry.notes.append(
                translate("Ticket", "Snapped to {price}").format(
                    price=formats.price(price, instrument)
                )
            )
        return price

    def _level(self, word: _Token) -> _Token:
        """A level with its unit; the `@` of a price may stand apart, a share may follow."""
        token = self._take(
            translate(
                "Ticket", "A level must follow {text}: 16t, 4pt, $200, 0.5% or @ a price"
            ).format(text=word.text)
        )
        start, text = token.start, token.word
        if text == "@":
            token = self._take(translate("Ticket", "A price must follow @"))
            text = f"@{token.word}"
        more = self._peek()
        if _WORDS[word.word] == "target" and more is not None and _SHARE.fullmatch(more.word):
            token = self._take("")
            text += token.word
            if len(token.text) == 1:
                token = self._take(
                    translate("Ticket", "A quantity must follow {text}").format(text=token.text)
                )
                text += token.text
        made = _Token(text, start, token.end)
        level = re.split("[x×]", text)[0]
        if not _readable(made, lambda: unit_of(level)[1]):
            offered = f"{level}t, {level}pt, ${level}, {level}% or @{level}"
            raise made.wrong(
                translate("Ticket", "{level} of what? Write {offered}").format(
                    level=level, offered=offered
                )
            )
        return made

    def _count(self, word: _Token, unit: str, needed: str) -> int:
        token = self._take(
            translate("Ticket", "{text} needs to know {needed}").format(
                text=word.text, needed=needed
            )
        )
        return _readable(token, lambda: read_count(token.word.removesuffix(unit)))

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, missing: str) -> _Token:
        token = self._peek()
        if token is None:
            raise _Wrong(missing, self._length, self._length)
        self._next += 1
        return token


#: What does not stand beside what else.
_CLASHES: Final[Mapping[str, frozenset[str]]] = {
    "limit": frozenset({"market", "touch"}),
    "market": frozenset({"limit", "trigger", "touch"}),
    "trigger": frozenset({"market", "touch"}),
    "touch": frozenset({"market", "limit", "trigger"}),
}


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0].rstrip(_ENDS)
        if word:
            found.append(_Token(word, match.start(), match.start() + len(word)))
    return found


def _readable(token: _Token, read: Callable[[], T]) -> T:
    try:
        return read()
    except NotReadable as problem:
        raise token.wrong(str(problem)) from None
