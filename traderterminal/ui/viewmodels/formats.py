"""Numbers, times and words as the screen writes them: fixed decimals, true minus, no jumping."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from traderterminal.domain import currencies
from traderterminal.domain.accounts import TradingState
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.notation import MINUS, length_of_time, written_price
from traderterminal.domain.orders import Order, OrderStatus, OrderType, Where
from traderterminal.kit.language import mark, translate

NOTHING: Final = "—"
UNKNOWN: Final = "?"
ONE: Final = Decimal(1)
CENT: Final = Decimal("0.01")
#: What stands for an amount that is not for everybody's eyes.
HIDDEN: Final = "•••"
_is_hidden = False
#: What stands before amounts: the currency of the accounts, which is one for the whole program.
_money_sign = currencies.money_sign(currencies.DOLLAR)
#: The 21 characters of an option: root, date, right, strike in thousandths.
_OPTION: Final = re.compile(r"([A-Z0-9.]{1,6} *)(\d\d)(\d\d)(\d\d)([CP])(\d{8})")

#: Glyph, word and colour token of each order state.
STATES: Final = {
    OrderStatus.INTENT: ("○", mark("Words", "Sending"), "t3"),
    OrderStatus.SENDING: ("○", mark("Words", "Sending"), "t3"),
    OrderStatus.ACCEPTED: ("●", mark("Words", "Working"), "t1"),
    OrderStatus.PARTIALLY_FILLED: ("◐", mark("Words", "Part filled"), "t1"),
    OrderStatus.PENDING_CANCEL: ("●", mark("Words", "Cancelling"), "t2"),
    OrderStatus.PENDING_REPLACE: ("●", mark("Words", "Changing"), "t2"),
    OrderStatus.FILLED: ("✓", mark("Words", "Filled"), "ok"),
    OrderStatus.CANCELED: (MINUS, mark("Words", "Cancelled"), "t3"),
    OrderStatus.EXPIRED: (MINUS, mark("Words", "Expired"), "t3"),
    OrderStatus.REJECTED: ("⊗", mark("Words", "Refused"), "error"),
    OrderStatus.DENIED: ("⊗", mark("Words", "Refused"), "error"),
    OrderStatus.UNKNOWN: ("?", mark("Words", "Unknown"), "unknown"),
}

#: Held by the broker, not yet at the exchange.
_ACCEPTED: Final = ("○", mark("Words", "Accepted"), "t2")

#: A close or a target that found everything where it was asked to be.
_NOTHING_TO_DO: Final = (MINUS, mark("Words", "Nothing to do"), "t3")

_TYPES: Final = {
    OrderType.MARKET: mark("Words", "Market"),
    OrderType.LIMIT: mark("Words", "Limit"),
    OrderType.STOP: mark("Words", "Stop"),
    OrderType.STOP_LIMIT: mark("Words", "Stop-lmt"),
    OrderType.TRAILING_STOP: mark("Words", "Trail"),
    OrderType.MARKET_IF_TOUCHED: mark("Words", "MIT"),
}

_PLACES: Final = {
    Where.EXCHANGE: mark("Words", "Exchange"),
    Where.BROKER: mark("Words", "Broker"),
    Where.LOCAL: mark("Words", "This computer"),
    Where.UNKNOWN: mark("Words", "Not known"),
}


#: What is asked for, at the start of a line.
_VERBS: Final = {
    "buy": mark("Words", "Buy"),
    "sell": mark("Words", "Sell"),
    "close": mark("Words", "Close"),
    "reverse": mark("Words", "Reverse"),
    "flatten": mark("Words", "Flatten"),
    "cancel": mark("Words", "Cancel"),
}
#: What kind of order something leads to, in a sentence.
_KINDS: Final = {
    OrderType.MARKET: mark("Words", "market"),
    OrderType.LIMIT: mark("Words", "limit"),
    OrderType.STOP: mark("Words", "stop"),
    OrderType.STOP_LIMIT: mark("Words", "stop limit"),
    OrderType.TRAILING_STOP: mark("Words", "trailing stop"),
    OrderType.MARKET_IF_TOUCHED: mark("Words", "market if touched"),
}
_TRADING_STATES: Final = {
    TradingState.ACTIVE: mark("Words", "active"),
    TradingState.REDUCING: mark("Words", "reducing"),
    TradingState.HALTED: mark("Words", "halted"),
}
#: Where an order comes from that no strategy asked for.
_ORIGINS: Final = {
    "alert": mark("Words", "Alert"),
    "api": "API",
    "bracket": mark("Words", "Bracket"),
    "broker": mark("Words", "Broker"),
    "chart": mark("Words", "Chart"),
    "command": mark("Words", "Command"),
    "flatten": mark("Words", "Flatten"),
    "hotkey": mark("Words", "Hotkey"),
    "ladder": mark("Words", "Ladder"),
    "repair": mark("Words", "Repair"),
    "ticket": mark("Words", "Ticket"),
}
_QUOTES: Final = {
    "bid": mark("Words", "bid"),
    "ask": mark("Words", "ask"),
    "last": mark("Words", "last"),
}
_SIDES: Final = {"buy": mark("Words", "buy"), "sell": mark("Words", "sell")}

#: How a day and its month stand beside each other.
_DAY_AND_MONTH: Final = (
    mark("Date", "%e %b"),
    mark("Date", "%e %B"),
    mark("Date", "%d %b"),
    mark("Date", "%d %B"),
)
#: As the context `Date` translates them, Monday first.
WEEKDAYS: Final = (
    mark("Date", "Mon"),
    mark("Date", "Tue"),
    mark("Date", "Wed"),
    mark("Date", "Thu"),
    mark("Date", "Fri"),
    mark("Date", "Sat"),
    mark("Date", "Sun"),
)
_FULL_WEEKDAYS: Final = (
    mark("Date", "Monday"),
    mark("Date", "Tuesday"),
    mark("Date", "Wednesday"),
    mark("Date", "Thursday"),
    mark("Date", "Friday"),
    mark("Date", "Saturday"),
    mark("Date", "Sunday"),
)
_MONTHS: Final = (
    mark("Date", "Jan"),
    mark("Date", "Feb"),
    mark("Date", "Mar"),
    mark("Date", "Apr"),
    mark("Date", "May"),
    mark("Date", "Jun"),
    mark("Date", "Jul"),
    mark("Date", "Aug"),
    mark("Date", "Sep"),
    mark("Date", "Oct"),
    mark("Date", "Nov"),
    mark("Date", "Dec"),
)
_FULL_MONTHS: Final = (
    mark("Date", "January"),
    mark("Date", "February"),
    mark("Date", "March"),
    mark("Date", "April"),
    mark("Date", "May"),
    mark("Date", "June"),
    mark("Date", "July"),
    mark("Date", "August"),
    mark("Date", "September"),
    mark("Date", "October"),
    mark("Date", "November"),
    mark("Date", "December"),
)

#: What is counted: one of it, and any other number.
_COUNTED: Final = {
    "account": (mark("Words", "{count} account"), mark("Words", "{count} accounts")),
    "cancel": (mark("Words", "{count} cancel"), mark("Words", "{count} cancels")),
    "change": (mark("Words", "{count} change"), mark("Words", "{count} changes")),
    "closed trade": (mark("Words", "{count} closed trade"), mark("Words", "{count} closed trades")),
    "drawing": (mark("Words", "{count} drawing"), mark("Words", "{count} drawings")),
    "entry order": (mark("Words", "{count} entry order"), mark("Words", "{count} entry orders")),
    "fill": (mark("Words", "{count} fill"), mark("Words", "{count} fills")),
    "order": (mark("Words", "{count} order"), mark("Words", "{count} orders")),
    "position": (mark("Words", "{count} position"), mark("Words", "{count} positions")),
    "protective order": (
        mark("Words", "{count} protective order"),
        mark("Words", "{count} protective orders"),
    ),
    "trade": (mark("Words", "{count} trade"), mark("Words", "{count} trades")),
    "such message": (
        mark("Words", "{count} such message"),
        mark("Words", "{count} such messages"),
    ),
    "tick": (mark("Words", "{count} tick"), mark("Words", "{count} ticks")),
    "time": (mark("Words", "{count} time"), mark("Words", "{count} times")),
    "working order": (
        mark("Words", "{count} working order"),
        mark("Words", "{count} working orders"),
    ),
}


def count_in(currency: str) -> None:
    """Write amounts in `currency` from now on."""
    global _money_sign
    _money_sign = currencies.money_sign(currency)


def hide_money(hidden: bool) -> None:
    """Write dots for every amount from now on, or amounts again; ticks, R and shares stay."""
    global _is_hidden
    _is_hidden = hidden


def amount(written: str) -> str:
    """Return an amount as it is written, or the dots that stand for it."""
    return HIDDEN if _is_hidden else written


def hide_amounts(words: str) -> str:
    """Return a sentence with dots for its amounts, where they are hidden."""
    if not _is_hidden:
        return words
    return re.sub(rf"[+{MINUS}-]?{re.escape(_money_sign)}[\d,]+(\.\d+)?", HIDDEN, words)


def money_sign() -> str:
    """Return what stands before amounts."""
    return _money_sign


def state(order: Order, *, is_paper: bool) -> tuple[str, str, str]:
    """Return glyph, word and colour token of an order's state.

    A paper account's exchange is this computer: what rests there works.
    """
    shown = order.shown_status
    found = STATES[shown]
    if not order.quantity:
        found = _NOTHING_TO_DO
    elif shown is OrderStatus.ACCEPTED and order.where is not Where.EXCHANGE and not is_paper:
        found = _ACCEPTED
    return _in_words(found)


def state_of(status: OrderStatus) -> tuple[str, str, str]:
    """Return glyph, word and colour token of a state, wherever the order rests."""
    return _in_words(STATES[status])


def _in_words(state: tuple[str, str, str]) -> tuple[str, str, str]:
    glyph, word, token = state
    return glyph, translate("Words", word), token


def order_type(shown: OrderType) -> str:
    """Say of what type an order is."""
    return translate("Words", _TYPES[shown])


def verb(name: str) -> str:
    """Say what is asked for at the start of a line: Buy, Close; another word stands for itself."""
    return translate("Words", _VERBS.get(name, name.capitalize()))


def kind(order_type: OrderType) -> str:
    """Say what kind of order something leads to, in a sentence: limit, stop."""
    return translate("Words", _KINDS.get(order_type, order_type.value))


def trading_state(state: TradingState) -> str:
    """Say what an account may do, in a sentence."""
    return translate("Words", _TRADING_STATES[state])


def quote(name: str) -> str:
    """Say `bid`, `ask` or `last` in a sentence."""
    return translate("Words", _QUOTES[name])


def side(name: str) -> str:
    """Say `buy` or `sell` in a sentence."""
    return translate("Words", _SIDES[name])


def place(where: Where) -> str:
    """Say where an order rests."""
    return translate("Words", _PLACES[where])


def rests_at(order: Order) -> str:
    """Say where a live order rests, as far as that is known."""
    return place(order.rests_at)


def origin(order: Order) -> str:
    """Say where an order came from: the name of its strategy, else `Ticket`, `API` and the like."""
    source = order.source
    return order.strategy or translate("Words", _ORIGINS.get(source, source.capitalize()))


def result_token(value: Decimal | None, band: Decimal = ONE) -> str:
    """Return the colour token of a result: up, down, or flat within `band` of zero."""
    if value is None:
        return "t3"
    if abs(value) < band or not value:
        return "flat"
    return "up" if value > 0 else "down"


def neutral_band(instrument: Instrument, quantity: Decimal) -> Decimal:
    """Return the money within which a result is neither gain nor loss: half a tick, at least 1."""
    return max(ONE, abs(quantity) * instrument.tick_value / 2)


def price(value: Decimal | None, instrument: Instrument) -> str:
    """Write a price with the decimals of its tick, bonds in 32nds."""
    if value is None:
        return NOTHING
    return written_price(value, instrument)


def signed_price(points: Decimal, instrument: Instrument) -> str:
    """Write a change of price, in the notation of the instrument; zero has no sign."""
    return f"{'+' if points > 0 else ''}{price(points, instrument)}"


def tick(instrument: Instrument) -> str:
    """Write the tick and its exact value: 0.25 = $12.50, 0'005 = $15.625."""
    size, worth = instrument.tick_size, instrument.tick_value
    shown = f"{worth.normalize():,f}" if worth != worth.quantize(CENT) else f"{worth:,.2f}"
    return f"{written_price(size, instrument)} = {_money_sign}{shown}"


def money(value: Decimal | None) -> str:
    """Write an amount without a plus."""
    if value is None:
        return NOTHING
    shown = value.quantize(CENT, ROUND_HALF_UP)
    return amount(f"{MINUS if shown < 0 else ''}{_money_sign}{abs(shown):,.2f}")


def exact_money(value: Decimal) -> str:
    """Write an amount that somebody chose, with no more decimals than it has."""
    return amount(f"{_money_sign}{quantity(value)}")


def signed_money(value: Decimal | None) -> str:
    """Write a result; zero has no sign."""
    if value is None:
        return NOTHING
    shown = value.quantize(CENT, ROUND_HALF_UP)
    return amount(f"{_sign(shown)}{_money_sign}{abs(shown):,.2f}")


def whole(value: Decimal | float) -> int:
    """Round an amount to whole units, a half away from zero as with cents."""
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP))


def whole_money(value: Decimal | float) -> str:
    """Write a result without cents, for a tile's context or an axis."""
    shown = whole(value)
    return amount(f"{_sign(shown)}{_money_sign}{abs(shown):,}")


def plain_money(value: Decimal | None) -> str:
    """Write an amount without cents or sign."""
    return NOTHING if value is None else amount(f"{_money_sign}{whole(value):,}")


def signed(value: Decimal | int, suffix: str = "") -> str:
    """Write a change, of ticks for instance."""
    digits = f"{abs(value):,}" if isinstance(value, int) else f"{abs(value):,f}"
    return f"{_sign(value)}{digits}{suffix}"


def counted(count: int, word: str) -> str:
    """Write how many there are of something: 1 order, 4 orders."""
    one, many = _COUNTED[word]
    return translate("Words", one if count == 1 else many).format(count=count)


@lru_cache(maxsize=4096)  # sizes at a price come again and again
def quantity(value: Decimal) -> str:
    """Write a quantity as it trades, without needless zeros."""
    text = f"{value.normalize() + 0:,f}"  # minus zero is written as zero
    return _true_minus(text)


def percent(share: Decimal | float | None, places: int = 1) -> str:
    """Write a share of one as a percentage."""
    return NOTHING if share is None else f"{float(share) * 100:.{places}f}%"


def signed_percent(share: Decimal) -> str:
    """Write a change as a percentage of two places; what rounds to zero has no sign."""
    shown = (share * 100).quantize(CENT, ROUND_HALF_UP)
    return f"{_sign(shown)}{abs(shown)}%"


def ratio(value: Decimal | None) -> str:
    """Write a ratio; infinite where nothing stands against it."""
    if value is None:
        return NOTHING
    return "∞" if value.is_infinite() else f"{value:.2f}"


def in_r(value: Decimal | None) -> str:
    """Write a result in units of what was at risk; it is no amount and never hidden."""
    if value is None:
        return NOTHING
    shown = value.quantize(CENT, ROUND_HALF_UP)
    return f"{_sign(shown)}{abs(shown):,.2f}"


def age(seconds: float) -> str:
    """Write how old something is: 0.2 s, 14 s, 3 m, 2 h 5 m, 6 d 4 h."""
    if seconds < 10:
        return f"{max(0.0, seconds):.1f} s"
    # Of minutes the seconds would flicker.
    return duration(seconds if seconds < 60 else seconds - seconds % 60)


def countdown(seconds: int) -> str:
    """Write how long something goes on: 04:59, 01:04:59, 6 d 4 h."""
    if seconds >= 86_400:
        return duration(seconds - seconds % 3600)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return (f"{hours:02d}:" if hours else "") + f"{minutes:02d}:{seconds:02d}"


def duration(seconds: float) -> str:
    """Write a length of time in its two largest units."""
    return length_of_time(int(seconds))


def symbol(text: str) -> str:
    """Write a symbol as it is read: an option in words, everything else as it stands."""
    option = _OPTION.fullmatch(text)
    if option is None:
        return text
    root, year, month, day_of_month, right, strike = option.groups()
    expiry = day(date(2000 + int(year), int(month), int(day_of_month)))
    return f"{root.strip()} {expiry} {Decimal(strike).scaleb(-3).normalize():f} {right}"


def day(value: date) -> str:
    """Write a date: 11 Jan."""
    return dated(value, "%e %b")


def dated(moment: date, pattern: str) -> str:
    """Write a moment by a pattern of `strftime`, with names in the language of the screen.

    `%e` is the day of the month without a leading zero.
    """
    for order in _DAY_AND_MONTH:
        pattern = pattern.replace(order, translate("Date", order))
    named = {
        "%e": str(moment.day),
        "%a": translate("Date", WEEKDAYS[moment.weekday()]),
        "%A": translate("Date", _FULL_WEEKDAYS[moment.weekday()]),
        "%b": translate("Date", _MONTHS[moment.month - 1]),
        "%B": translate("Date", _FULL_MONTHS[moment.month - 1]),
    }
    for code, name in named.items():
        pattern = pattern.replace(code, name)
    return moment.strftime(pattern)


def milliseconds(value: float | None) -> str:
    """Write a latency."""
    if value is None:
        return NOTHING
    return f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms"


def _sign(value: Decimal | int) -> str:
    return "+" if value > 0 else MINUS if value < 0 else ""


def _true_minus(text: str) -> str:
    return text.replace("-", MINUS)
