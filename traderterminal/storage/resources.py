"""Data files: opened, checked, turned into the values that the floors below work with.

A file of the same name in the user's own `resources` folder lies over the one that is shipped: its
entries replace those of the same name and add to the rest.
"""

import difflib
import tomllib
from collections.abc import Mapping, Sequence, Set
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from traderterminal.domain.errors import BadData
from traderterminal.domain.expiries import RULES
from traderterminal.domain.instruments import AssetClass, Instrument, Notation
from traderterminal.domain.sessions import (
    MIDNIGHT,
    Holiday,
    HolidayKind,
    RegularSession,
    SessionCalendar,
    SessionGroup,
    Span,
)
from traderterminal.domain.symbols import FutureRoot, Names, SymbolBook
from traderterminal.risk.costs import ExchangeFees, Fees, FeeSchedule, SaleFees
from traderterminal.risk.dated import Dated
from traderterminal.risk.margins import FutureMargins, Margins, StockMargins

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def _shipped() -> Path:
    """The resources inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


SHIPPED: Final = _shipped()


def _known_rule(name: str) -> str:
    if name not in RULES:
        raise ValueError(f"{name!r} is not one of {', '.join(RULES)}")
    return name


def _clock_time(text: object) -> object:
    return time(0) if text == "24:00" else text


def _closing(text: object) -> object:
    return None if text == "open" else text


def _list(names: Set[str]) -> str:
    return ", ".join(sorted(names))


Positive = Annotated[Decimal, Field(gt=0)]
NonNegative = Annotated[Decimal, Field(ge=0)]
Share = Annotated[Decimal, Field(gt=0, le=1)]
RuleName = Annotated[str, AfterValidator(_known_rule)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Closing = Annotated[time | None, BeforeValidator(_closing)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Future(_Entry):
    root: str = Field(pattern=r"^[A-Z0-9]{1,5}$")
    name: str
    exchange: str
    tradingview: str
    tick_size: Positive
    tick_value: Positive
    months: str = Field(pattern=r"^[FGHJKMNQUVXZ]+$")
    session: str
    last_day: RuleName
    first_notice: RuleName | None = None
    notation: Notation = Notation.DECIMAL
    micro_of: str = ""

    def product(self) -> FutureRoot:
        return FutureRoot(
            root=self.root,
            name=self.name,
            exchange=self.exchange,
            tradingview=self.tradingview,
            tick_size=self.tick_size,
            tick_value=self.tick_value,
            months=self.months,
            session=self.session,
            last_day=RULES[self.last_day],
            first_notice=None if self.first_notice is None else RULES[self.first_notice],
            notation=self.notation,
            micro_of=self.micro_of,
        )


class _Futures(_Entry):
    verified: date
    future: list[_Future]


class _Stock(_Entry):
    symbol: str = Field(pattern=r"^[A-Z]{1,5}(\.[A-Z])?$")
    name: str
    exchange: str

    def instrument(self) -> Instrument:
        return Instrument(
            symbol=self.symbol,
            asset_class=AssetClass.STOCK,
            root=self.symbol,
            description=self.name,
            exchange=self.exchange,
            currency="USD",
            tick_size=Decimal("0.01"),
            point_value=Decimal(1),
            session="us_equity",
        )


class _Stocks(_Entry):
    verified: date
    stock: list[_Stock]


class _Crypto(_Entry):
    symbol: str = Field(pattern=r"^[A-Z0-9]{2,10}USD$")
    name: str
    exchange: str
    tick_size: Positive
    lot_size: Positive

    def instrument(self) -> Instrument:
        return Instrument(
            symbol=self.symbol,
            asset_class=AssetClass.CRYPTO,
            root=self.symbol,
            description=self.name,
            exchange=self.exchange,
            currency="USD",
            tick_size=self.tick_size,
            point_value=Decimal(1),
            session="crypto",
            lot_size=self.lot_size,
        )


class _Cryptos(_Entry):
    verified: date
    crypto: list[_Crypto]


class _Names(_Entry):
    verified: date
    exchanges: dict[AssetClass, list[str]]
    roots: dict[str, str]

    def names(self, futures: Sequence[FutureRoot]) -> Names:
        unknown = set(self.roots.values()) - {future.root for future in futures}
        if unknown:
            raise BadData(f"instruments/names.toml: roots: no future {_list(unknown)}")
        exchanges = {future.tradingview: AssetClass.FUTURE for future in futures}
        for kind, prefixes in self.exchanges.items():
            exchanges |= dict.fromkeys(prefixes, kind)
        return Names(exchanges, self.roots)


class _Span(_Entry):
    day: Literal[-1, 0]
    open: ClockTime = Field(alias="from")
    close: ClockTime = Field(alias="to")


class _Regular(_Entry):
    open: ClockTime = Field(alias="from")
    close: ClockTime = Field(alias="to")
    verified: date
    source: str = Field(min_length=1)


class _Group(_Entry):
    zone: ZoneInfo
    spans: list[_Span] = Field(min_length=1)
    regular: _Regular | None = None
    weekdays: frozenset[int] = frozenset(range(5))
    halt: ClockTime | None = None
    early: ClockTime | None = None
    holidays: bool = True

    @model_validator(mode="after")
    def _trades_in_regular_hours(self) -> Self:
        regular = self.regular
        if regular is not None and not any(
            (span.day < 0 or span.open <= regular.open)
            and regular.open < regular.close
            and (span.close == MIDNIGHT or regular.close <= span.close)
            for span in self.spans
        ):
            raise ValueError("regular: these hours are in none of the spans")
        return self

    def group(self, name: str) -> SessionGroup:
        regular = self.regular
        return SessionGroup(
            name=name,
            zone=self.zone,
            regular=None if regular is None else RegularSession(regular.open, regular.close),
            spans=tuple(Span(span.day, span.open, span.close) for span in self.spans),
            weekdays=self.weekdays,
            halt=self.halt,
            early=self.early,
            observes_holidays=self.holidays,
        )


class _Holiday(_Entry):
    date: date
    name: str
    kind: HolidayKind
    exceptions: dict[str, Closing] = Field(default_factory=dict, alias="except")
    no_evening: frozenset[str] = frozenset()

    def holiday(self, groups: Mapping[str, SessionGroup]) -> Holiday:
        unknown = (self.exceptions.keys() | self.no_evening) - groups.keys()
        if unknown:
            raise BadData(
                f"instruments/sessions.toml: holiday {self.date}: no group {_list(unknown)}"
            )
        return Holiday(self.name, self.kind, self.exceptions, self.no_evening)


class _Sessions(_Entry):
    verified: date
    groups: dict[str, _Group]
    holidays: list[_Holiday]


class _FutureFees(_Entry):
    default: NonNegative
    micro: NonNegative
    roots: dict[str, NonNegative] = Field(default_factory=dict)


class _OptionFees(_Entry):
    per_contract: NonNegative


class _StockFees(_Entry):
    per_share: NonNegative
    minimum: NonNegative


class _CryptoFees(_Entry):
    rate: NonNegative


class _Schedule(_Entry):
    effective_from: date
    future: _FutureFees
    option: _OptionFees
    stock: _StockFees
    crypto: _CryptoFees
    passes_on: bool = False

    def schedule(self, micros: frozenset[str]) -> FeeSchedule:
        return FeeSchedule(
            effective_from=self.effective_from,
            future_default=self.future.default,
            future_micro=self.future.micro,
            future_roots=self.future.roots,
            micro_roots=micros,
            option_per_contract=self.option.per_contract,
            stock_per_share=self.stock.per_share,
            stock_minimum=self.stock.minimum,
            crypto_rate=self.crypto.rate,
            passes_on=self.passes_on,
        )


class _Fees(_Entry):
    verified: date
    source: str = ""
    schedule: list[_Schedule] = Field(min_length=1)


class _ExchangeFees(_Entry):
    effective_from: date
    nfa: NonNegative
    default: NonNegative
    roots: dict[str, NonNegative] = Field(default_factory=dict)

    def fees(self) -> ExchangeFees:
        return ExchangeFees(self.effective_from, self.roots, self.default, self.nfa)


class _SaleFees(_Entry):
    effective_from: date
    rate: NonNegative
    per_share: NonNegative
    maximum: NonNegative

    def fees(self) -> SaleFees:
        return SaleFees(self.effective_from, self.rate, self.per_share, self.maximum)


class _PassedOn(_Entry):
    verified: date
    source: str
    exchange: list[_ExchangeFees] = Field(min_length=1)
    sale: list[_SaleFees] = Field(min_length=1)


class _RootMargin(_Entry):
    initial: Positive
    intraday: Positive | None = None


class _FutureMargins(_Entry):
    effective_from: date
    closing_minutes: int = Field(ge=0, le=1440)
    intraday_share: Share
    unlisted_share: Share
    roots: dict[str, _RootMargin]

    def margins(self) -> FutureMargins:
        return FutureMargins(
            effective_from=self.effective_from,
            initial={root: one.initial for root, one in self.roots.items()},
            intraday={root: one.intraday for root, one in self.roots.items() if one.intraday},
            intraday_share=self.intraday_share,
            unlisted_share=self.unlisted_share,
            closing_minutes=self.closing_minutes,
        )


class _StockMargins(_Entry):
    effective_from: date
    closing_minutes: int = Field(ge=0, le=1440)
    initial: Share
    maintenance: Share
    day_trading_equity: NonNegative
    written_option: Share

    def margins(self) -> StockMargins:
        return StockMargins(
            effective_from=self.effective_from,
            initial=self.initial,
            maintenance=self.maintenance,
            day_trading_equity=self.day_trading_equity,
            written_option=self.written_option,
            closing_minutes=self.closing_minutes,
        )


class _FutureMarginsFile(_Entry):
    verified: date
    source: str
    schedule: list[_FutureMargins] = Field(min_length=1)


class _StockMarginsFile(_Entry):
    verified: date
    source: str
    schedule: list[_StockMargins] = Field(min_length=1)


#: Not a plan: what comes on top of each.
_PASSED_ON: Final = "fees/passed_on.toml"

Model = TypeVar("Model", bound=_Entry)


class Resources:
    """The data files, shipped and the user's own; raises BadData that names file and key."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own

    def calendar(self) -> SessionCalendar:
        """Read the trading hours and holidays."""
        file = self._load("instruments/sessions.toml", _Sessions)
        groups = {name: entry.group(name) for name, entry in file.groups.items()}
        return SessionCalendar(
            groups, {entry.date: entry.holiday(groups) for entry in file.holidays}
        )

    def symbols(self, calendar: SessionCalendar, roll_days: int = 5) -> SymbolBook:
        """Read every instrument known by name."""
        futures = [entry.product() for entry in self._futures()]
        for future in futures:
            if future.session not in calendar.groups():
                raise BadData(f"instruments/futures.toml: {future.root}: no group {future.session}")
        stocks = self._load("instruments/stocks.toml", _Stocks).stock
        cryptos = self._load("instruments/crypto.toml", _Cryptos).crypto
        listed = [stock.instrument() for stock in stocks]
        listed += [crypto.instrument() for crypto in cryptos]
        taken = {stock.symbol for stock in stocks} & {future.root for future in futures}
        if taken:
            raise BadData(f"instruments/stocks.toml: {_list(taken)} names a future already")
        names = self._load("instruments/names.toml", _Names).names(futures)
        return SymbolBook(futures, listed, names, calendar.is_business_day, roll_days)

    def fees(self, plan: str) -> Fees:
        """Read what a plan of resources/fees charges, and what comes on top of it."""
        if plan not in self.fee_plans():
            near = difflib.get_close_matches(plan, self.fee_plans(), n=1, cutoff=0)
            raise BadData(f"fees: there is no plan {plan!r}; the nearest is {near[0]!r}")
        micros = frozenset(entry.root for entry in self._futures() if entry.micro_of)
        file = self._load(f"fees/{plan}.toml", _Fees)
        passed_on = self._load(_PASSED_ON, _PassedOn)
        return Fees(
            plan=Dated([entry.schedule(micros) for entry in file.schedule]),
            exchanges=Dated([entry.fees() for entry in passed_on.exchange]),
            sales=Dated([entry.fees() for entry in passed_on.sale]),
        )

    def fee_plans(self) -> list[str]:
        """Return the names of the plans, shipped and the user's own."""
        found = {path for place in self._places() for path in (place / "fees").glob("*.toml")}
        return sorted({path.stem for path in found if f"fees/{path.name}" != _PASSED_ON})

    def margins(self) -> Margins:
        """Read what positions tie up in accounts with margin."""
        futures = self._load("margins/futures.toml", _FutureMarginsFile)
        unknown = {root for entry in futures.schedule for root in entry.roots}
        unknown -= {future.root for future in self._futures()}
        if unknown:
            raise BadData(f"margins/futures.toml: roots: no future {_list(unknown)}")
        stocks = self._load("margins/stocks.toml", _StockMarginsFile)
        return Margins(
            Dated([entry.margins() for entry in futures.schedule]),
            Dated([entry.margins() for entry in stocks.schedule]),
        )

    def texts(self, folder: str) -> Mapping[str, str]:
        """Read every text file of a folder, by file name; own ones replace shipped ones."""
        found: dict[str, str] = {}
        for place in self._places():
            for path in sorted((place / folder).glob("*")):
                if path.is_file():
                    found[path.name] = path.read_text("utf-8")
        return found

    def _places(self) -> tuple[Path, ...]:
        return (SHIPPED,) if self._own is None else (SHIPPED, self._own)

    def _futures(self) -> list[_Future]:
        return self._load("instruments/futures.toml", _Futures).future

    def _load(self, name: str, model: type[Model]) -> Model:
        data: dict[str, Any] = {}
        path = SHIPPED / name
        for place in self._places():
            if (place / name).exists():
                path = place / name
                data = _laid_over(data, _parse(path))
        try:
            return model.model_validate(data)
        except ValidationError as error:
            fault = error.errors()[0]
            raise BadData(f"{path}: {_place(data, fault['loc'])}: {fault['msg']}") from error


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file, parse_float=Decimal)
    except ValueError as error:  # not TOML, or not even UTF-8
        raise BadData(f"{path}: {error}") from error
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}") from error


_IDENTITY: Final = ("root", "symbol", "date", "effective_from")
#: Lists that mean something as a whole only.
_WHOLE: Final = ("spans", "weekdays")


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Merge tables key by key and lists of entries by what names an entry."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _laid_over(old, value)
        elif isinstance(old, list) and isinstance(value, list) and key not in _WHOLE:
            entries = {_name_of(entry) or id(entry): entry for entry in (*old, *value)}
            merged[key] = list(entries.values())
        else:
            merged[key] = value
    return merged


def _name_of(entry: Any) -> object:
    if isinstance(entry, dict):
        return next((entry[key] for key in _IDENTITY if key in entry), None)
    return entry


def _place(data: Any, keys: Sequence[int | str]) -> str:
    """Where a fault is, in the words of the file: an entry of a list goes by its name."""
    words = []
    for key in keys:
        try:
            data = data[key]
        except (KeyError, TypeError):  # what is missing, or a name of the checker's own
            data = None
        words.append(str((_name_of(data) if isinstance(key, int) else None) or key))
    return ".".join(words)
