"""Symbols: every accepted way to name an instrument, and the one it means on a given day.

Futures are `ESH2024` here: root, month letter, four-digit year. TradingView's continuous symbols
(`ES1!`, `CME_MINI:NQ2!`) and bare roots mean the front month by the roll rule; a one-digit year
means the nearest one not before the year that precedes the market's. An exchange prefix says which
kind of instrument follows (`NYSE:CL` never means crude oil); without one a futures root is tried
first, then what is listed by name, then options. What is listed shares no name with a futures root,
so that a canonical symbol always means itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from traderterminal.domain.currencies import ONE
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.expiries import Rule, back, option_days
from traderterminal.domain.instruments import AssetClass, Instrument, Notation
from traderterminal.domain.options import OptionTerms
from traderterminal.kit.frozen import frozen

MONTH_LETTERS: Final = "FGHJKMNQUVXZ"
MONTH_NAMES: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
#: Delivered contracts are left this many business days before the first notice day.
BEFORE_NOTICE: Final = 2
#: The contract years that are taken for one.
YEARS: Final = range(1980, 2100)

_CONTINUOUS: Final = re.compile(r"^([A-Z0-9]{1,5})([12])!$")
_DATED: Final = re.compile(r"^([A-Z0-9]{1,5}?)([FGHJKMNQUVXZ])(\d{1,2}|\d{4})$")
_PRODUCT: Final = re.compile(r"^F\.US\.([A-Z0-9]+)$")
#: A future as tastytrade and Schwab write it; their feed adds the exchange's code of ISO 10383.
_SLASHED: Final = re.compile(r"^/([A-Z0-9]+!?)(?::X[A-Z]{3})?$")
#: A class of shares, and a coin against the dollar, as tastytrade writes them.
_SHARE_CLASS: Final = re.compile(r"^([A-Z]{1,5})/([A-Z])$")
_COIN: Final = re.compile(r"^([A-Z0-9]{2,10})/USD$")
_PROJECTX: Final = re.compile(r"^CON\.F\.US\.([A-Z0-9]+)\.([FGHJKMNQUVXZ])(\d{1,2})$")
_OPTION: Final = re.compile(
    r"^([A-Z]{1,5}\d?) *(\d{2})(\d{2})(\d{2})([CP])(?:(\d{8})|(\d{1,5}(?:\.\d{1,3})?))$"
)
_DELAYED: Final = re.compile(r"_DLY?$")
#: No symbol is longer; what is longer is not looked at.
_LONGEST: Final = 64


@frozen
class FutureRoot:
    """A futures product. `months` are the letters of the listed contract months."""

    root: str
    name: str
    exchange: str
    tradingview: str
    tick_size: Decimal
    tick_value: Decimal
    months: str
    session: str
    last_day: Rule
    first_notice: Rule | None = None
    notation: Notation = Notation.DECIMAL
    micro_of: str = ""


@frozen
class Names:
    """What exchange prefixes say of a symbol, and other names of futures roots."""

    exchanges: Mapping[str, AssetClass]
    roots: Mapping[str, str]


class SymbolBook:
    """All instruments known by name; `roll_days` counts business days before the last day."""

    def __init__(
        self,
        futures: Sequence[FutureRoot],
        listed: Sequence[Instrument],
        names: Names,
        is_business_day: Callable[[date], bool],
        roll_days: int = 5,
    ) -> None:
        self._roots = {future.root: future for future in futures}
        self._listed = {instrument.symbol: instrument for instrument in listed}
        self._options: dict[str, Instrument] = {}
        self._names = names
        self._is_business_day = is_business_day
        self._roll_days = roll_days
        self._per_dollar = ONE
        self._contract = lru_cache(maxsize=4096)(self._make_contract)
        self._resolve = lru_cache(maxsize=4096)(self._find)
        self._canonical = lru_cache(maxsize=4096)(self._find_canonical)
        self._option = lru_cache(maxsize=4096)(self._read_option)
        self._roll_day = lru_cache(maxsize=4096)(self.roll_day)

    def count_dollars_at(self, per_dollar: Decimal) -> None:
        """Let a point of every instrument be worth its dollars at another rate from now on."""
        for cached in (self._contract, self._resolve, self._canonical, self._option):
            cached.cache_clear()
        for instruments in (self._listed, self._options):
            for symbol, one in instruments.items():
                worth = one.point_value / self._per_dollar * per_dollar
                instruments[symbol] = replace(one, point_value=worth)
        self._per_dollar = per_dollar

    def resolve(self, text: str, on: date) -> Instrument:
        """Return the instrument that `text` means on the market's day; raises UnknownSymbol."""
        found = self._read(text, on)
        if found is None:
            raise UnknownSymbol(text.strip()[:_LONGEST], self._nearest(text, on))
        return found

    def instrument(self, symbol: str) -> Instrument:
        """Return the instrument of a canonical symbol; raises UnknownSymbol."""
        found = self._canonical(symbol)
        if found is None:
            raise UnknownSymbol(symbol[:_LONGEST])
        return found

    def front(self, root: str, on: date, nth: int = 1) -> Instrument:
        """Return the `nth` month by the roll rule, 1 being the front; KeyError if unknown."""
        months = self._listed_months(self._roots[root], on)
        for year, month in months:
            if on < self.roll_day(root, year, month):
                break
        for _ in range(nth - 1):
            year, month = next(months)
        return self._contract(root, year, month)

    def roll_day(self, root: str, year: int, month: int) -> date:
        """Return the first day on which the next month is the front."""
        product = self._roots[root]
        last = product.last_day(year, month, self._is_business_day)
        day = back(last, self._roll_days, self._is_business_day)
        if product.first_notice is not None:
            notice = product.first_notice(year, month, self._is_business_day)
            day = min(day, back(notice, BEFORE_NOTICE, self._is_business_day))
        return day

    def rolled_on(self, instrument: Instrument, on: date) -> date | None:
        """Return since when the next month has been the front; None for one that has not rolled."""
        if instrument.asset_class is not AssetClass.FUTURE:
            return None
        letter, year = instrument.symbol[-5], int(instrument.symbol[-4:])
        day = self._roll_day(instrument.root, year, MONTH_LETTERS.index(letter) + 1)
        return day if on >= day else None

    def is_expired(self, instrument: Instrument, on: date) -> bool:
        """Say whether the contract's last trading day lies before the market's day."""
        return instrument.last_trading_day is not None and on > instrument.last_trading_day

    def shares_prices(self, one: Instrument, other: Instrument) -> bool:
        """Say whether both are sizes of one future: the same thing, month and steps of price."""
        if {one.asset_class, other.asset_class} != {AssetClass.FUTURE}:
            return False
        biggest = {self._roots[each.root].micro_of or each.root for each in (one, other)}
        months = {each.symbol[-5:] for each in (one, other)}
        return len(biggest) == len(months) == 1 and one.tick_size == other.tick_size

    def underlying(self, option: Instrument) -> Instrument | None:
        """Return the stock that an option delivers; None where it is not listed here."""
        stocks = (one for one in self._listed.values() if one.asset_class is AssetClass.STOCK)
        return next((one for one in stocks if one.symbol.replace(".", "") == option.root), None)

    def option_days(self, on: date, *, weeks: int, months: int) -> list[date]:
        """Return the coming days on which options of stocks end, see `expiries.option_days`."""
        return option_days(on, self._is_business_day, weeks=weeks, months=months)

    def list_options(self, symbols: Sequence[str]) -> list[Instrument]:
        """Let these options, by OCC symbols, be the ones that are traded; raises UnknownSymbol."""
        options = [self.instrument(symbol) for symbol in symbols]
        self._options = {option.symbol: option for option in options}
        return options

    def options(self, root: str) -> list[Instrument]:
        """Return the options on one underlying that are known to be traded, by day and strike."""
        return [option for option in self._options.values() if option.root == root]

    def optioned(self) -> list[Instrument]:
        """Return the stocks on which options are known to be traded, where they are listed here."""
        first = {option.root: option for option in self._options.values()}
        return [stock for one in first.values() if (stock := self.underlying(one)) is not None]

    def nearest_option(self, expired: Instrument, on: date) -> Instrument | None:
        """Return the option that is traded from a day on and most like one that has ended: the
        first of its right to end, at the nearest strike; None where there is none."""
        if expired.asset_class is not AssetClass.OPTION:
            return None
        terms = OptionTerms.of(expired)
        alike = [
            (one.last_trading_day, abs(found.strike - terms.strike), found.strike, one)
            for one in self.options(expired.root)
            if (found := OptionTerms.of(one)).right is terms.right
            and one.last_trading_day is not None
            and one.last_trading_day >= on
        ]
        return min(alike, key=lambda one: one[:3])[3] if alike else None

    def search(self, text: str, on: date, limit: int = 30) -> list[Instrument]:
        """Return what a trader may mean by the beginning of a symbol or a part of a name."""
        wanted = text.strip().upper()
        found: dict[str, Instrument] = {}
        exact = self._read(text, on)
        if exact is not None:
            found[exact.symbol] = exact
        for root in self._roots:
            if root.startswith(wanted):
                front = self.front(root, on)
                found.setdefault(front.symbol, front)
        for instrument in self._listed.values():
            if instrument.symbol.startswith(wanted):
                found.setdefault(instrument.symbol, instrument)
        if len(wanted) > 1:
            for instrument in self._by_name(wanted, on):
                found.setdefault(instrument.symbol, instrument)
        for instrument in self._options_by_words(wanted.split()):
            found.setdefault(instrument.symbol, instrument)
        return list(found.values())[:limit]

    def _options_by_words(self, words: Sequence[str]) -> Iterator[Instrument]:
        """The options that a root and any words of their names tell, such as SPY 680 put."""
        for option in self._options.values():
            if words and option.root.startswith(words[0]):
                name = option.description.upper().split()
                if all(any(part.startswith(word) for part in name) for word in words[1:]):
                    yield option

    def _by_name(self, wanted: str, on: date) -> Iterator[Instrument]:
        for future in self._roots.values():
            if wanted in future.name.upper():
                yield self.front(future.root, on)
        for instrument in self._listed.values():
            if wanted in instrument.description.upper():
                yield instrument

    def _nearest(self, text: str, on: date) -> str:
        """The symbol that an unknown one is most like: of a listed month, or spelt like it."""
        prefix, _, name = text.strip().upper()[:_LONGEST].rpartition(":")
        kind = self._names.exchanges.get(_DELAYED.sub("", prefix))
        dated = _DATED.match(name)
        match = dated or _CONTINUOUS.match(name)
        wanted = match[1] if match else name
        roots = self._roots if kind in (None, AssetClass.FUTURE) else {}
        if not (root := self._known_root(wanted) if roots else ""):
            listed = [s for s, one in self._listed.items() if kind in (None, one.asset_class)]
            (found,) = get_close_matches(wanted, [*roots, *listed], 1) or ("",)
            if found not in roots:
                return found
            root = found
        return self._nearest_month(root, dated, on) if dated else self.front(root, on).symbol

    def _nearest_month(self, root: str, dated: re.Match[str], on: date) -> str:
        """The month of `root` that is listed at or after a dated symbol's, and trades yet."""
        year, month = _year_of(dated[3], on), MONTH_LETTERS.index(dated[2]) + 1
        front = self.front(root, on)
        if year not in YEARS:
            return front.symbol
        listed = self._listed_months(self._roots[root], date(year, month, 1))
        found = self._contract(root, *next(listed))
        return front.symbol if self.is_expired(found, on) else found.symbol

    # Reading a symbol.

    def _read(self, text: str, on: date) -> Instrument | None:
        name = text.strip()
        # Beyond ASCII lie digits and letters that only look like a symbol's.
        if not name.isascii() or len(name) > _LONGEST:
            return None
        return self._resolve(name.upper(), on)

    def _find_canonical(self, symbol: str) -> Instrument | None:
        found = self._listed.get(symbol) or self._dated(symbol, None) or self._option(symbol)
        return found if found is not None and found.symbol == symbol else None

    def _find(self, text: str, on: date) -> Instrument | None:
        if match := _PROJECTX.match(text):
            return self._month(match[1], match[2], match[3], on)
        if match := _PRODUCT.match(text):
            root = self._known_root(match[1])
            return self.front(root, on) if root else None
        if match := _SLASHED.match(text):
            return self._future(match[1], on)
        if ":" in text:
            prefix, _, rest = text.partition(":")
            kind = self._names.exchanges.get(_DELAYED.sub("", prefix))
            return None if kind is None else self._of_kind(kind, rest, on)
        return self._future(text, on) or self._by_listing(text) or self._option(text)

    def _by_listing(self, text: str) -> Instrument | None:
        plain = _COIN.sub(r"\1USD", _SHARE_CLASS.sub(r"\1.\2", text))
        return self._listed.get(plain)

    def _of_kind(self, kind: AssetClass, text: str, on: date) -> Instrument | None:
        if kind is AssetClass.FUTURE:
            return self._future(text, on)
        if kind is AssetClass.OPTION:
            return self._option(text)
        found = self._by_listing(text)
        return found if found is not None and found.asset_class is kind else None

    def _future(self, text: str, on: date) -> Instrument | None:
        if match := _CONTINUOUS.match(text):
            root = self._known_root(match[1])
            return self.front(root, on, int(match[2])) if root else None
        if text in self._roots:
            return self.front(text, on)
        return self._dated(text, on)

    def _dated(self, text: str, on: date | None) -> Instrument | None:
        """A dated contract; `on` is None where only the four-digit form will do."""
        match = _DATED.match(text)
        if not match or (on is None and len(match[3]) != 4):
            return None
        return self._month(match[1], match[2], match[3], on)

    def _month(self, name: str, letter: str, digits: str, on: date | None) -> Instrument | None:
        root = self._known_root(name)
        if not root or letter not in self._roots[root].months:
            return None
        year = _year_of(digits, on)
        if year not in YEARS:
            return None
        return self._contract(root, year, MONTH_LETTERS.index(letter) + 1)

    def _known_root(self, name: str) -> str:
        return name if name in self._roots else self._names.roots.get(name, "")

    def _listed_months(self, product: FutureRoot, on: date) -> Iterator[tuple[int, int]]:
        year, month = on.year, on.month
        while True:
            if MONTH_LETTERS[month - 1] in product.months:
                yield year, month
            year, month = year + month // 12, month % 12 + 1

    def _read_option(self, text: str) -> Instrument | None:
        found = _option(text)
        if found is None:
            return None
        return replace(found, point_value=found.point_value * self._per_dollar)

    def _make_contract(self, root: str, year: int, month: int) -> Instrument:
        product = self._roots[root]
        return Instrument(
            symbol=f"{root}{MONTH_LETTERS[month - 1]}{year}",
            asset_class=AssetClass.FUTURE,
            root=root,
            description=f"{product.name} {MONTH_NAMES[month - 1]} {year}",
            exchange=product.exchange,
            currency="USD",
            tick_size=product.tick_size,
            point_value=_plain(product.tick_value / product.tick_size) * self._per_dollar,
            session=product.session,
            notation=product.notation,
            last_trading_day=product.last_day(year, month, self._is_business_day),
        )


def _year_of(digits: str, on: date | None) -> int:
    """The year that one, two or four digits mean; `on` is None where there are four."""
    year = int(digits)
    if len(digits) == 2:
        return year + 2000
    if len(digits) == 1 and on is not None:
        return _nearest_year(year, on.year - 1)
    return year


def _nearest_year(digit: int, earliest: int) -> int:
    """The first year from `earliest` on that ends in the given digit."""
    return earliest + (digit - earliest) % 10


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros."""
    return Decimal(f"{value.normalize():f}")


def _option(text: str) -> Instrument | None:
    """An equity option by its OCC symbol (root, yymmdd, C or P, strike × 1000 in eight digits; the
    root is padded to six places) or as TradingView writes it, with the strike as it is."""
    match = _OPTION.match(text)
    if not match:
        return None
    root, yy, mm, dd, right, thousandths, written = match.groups()
    strike = Decimal(thousandths) / 1000 if thousandths else Decimal(written)
    try:
        expiry = date(2000 + int(yy), int(mm), int(dd))
    except ValueError:
        return None
    if not strike:
        return None
    word = "call" if right == "C" else "put"
    return Instrument(
        symbol=f"{root:<6}{yy}{mm}{dd}{right}{int(strike * 1000):08}",
        asset_class=AssetClass.OPTION,
        root=root,
        description=f"{root} {expiry.day} {MONTH_NAMES[expiry.month - 1]} {expiry.year}"
        f" {_plain(strike)} {word}",
        exchange="OPRA",
        currency="USD",
        tick_size=Decimal("0.01"),
        point_value=Decimal(100),
        session="us_options",
        last_trading_day=expiry,
    )
