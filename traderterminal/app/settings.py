"""Settings: one TOML file and the environment, read once, checked, never guessed.

Every section is a frozen model that holds its keys, defaults and limits together. A key that is not
known is an error that names the nearest one that is.
"""

import os
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from traderterminal.app.broker_settings import BrokerSettings, read_login
from traderterminal.app.registry import BROKERS, Plugins
from traderterminal.app.setting_faults import nearest, said
from traderterminal.desk.groups import Member, Rounding, Substitute
from traderterminal.desk.variants import AS_ASKED, Variant
from traderterminal.domain.accounts import Mode
from traderterminal.domain.currencies import DOLLAR
from traderterminal.domain.errors import BadData, BadValue, Fault
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.news import Importance
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import mark
from traderterminal.risk.blackouts import BlackoutRule
from traderterminal.risk.limits import LIVE, PAPER, RiskLimits
from traderterminal.risk.margins import MarginRule

if TYPE_CHECKING:  # what an adapter needs takes a while to load
    from traderterminal.brokers.plugin import Environment

ENVIRONMENT_PREFIX: Final = "TRADERTERMINAL__"
#: The kind of the accounts that no broker keeps.
KIND_PAPER: Final = "paper"

NonNegative = Annotated[Decimal, Field(ge=0)]
Positive = Annotated[Decimal, Field(gt=0)]
Whole = StrictInt  # `true` is no number
Count = Annotated[Whole, Field(ge=0)]
Minutes = Annotated[Decimal, Field(ge=0, le=24 * 60)]
MINUTE_NS: Final = 60 * NANOSECONDS

Location = tuple[int | str, ...]


class Section(BaseModel):
    """A part of the settings; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class MarketSettings(Section):
    """Where prices come from and when contracts roll.

    `symbols` is what the simulated market trades, the first one shown first; empty: all it can. A
    broker is asked for their quotes from the start, for others once something asks for them.
    """

    source: str = Field(
        default="sim",
        description=mark(
            "Setting", "sim, none, replay:FILE, or the account of a broker whose quotes to take"
        ),
    )
    symbols: tuple[str, ...] = Field(
        default=(),
        description=mark(
            "Setting",
            "What the simulated market trades, empty: all it can; of a broker, whose quotes"
            " are asked for from the start",
        ),
    )
    roll: str = Field(
        default="days:5",
        pattern=r"^days:\d{1,2}$",
        description=mark(
            "Setting", "When the next month becomes the front: days:N, trading days before the last"
        ),
    )
    seed: Whole | None = Field(
        default=None, description=mark("Setting", "Makes the simulated market repeat itself")
    )

    @property
    def roll_days(self) -> int:
        """Trading days before the last trading day at which the front month changes."""
        return int(self.roll.partition(":")[2])


class HistorySettings(Section):
    """What is kept of past markets: `record` stores what the running market shows.

    `keep_tick_days` and `keep_bar_days` say for how long; 0 is for ever.
    """

    record: bool = Field(
        default=False, description=mark("Setting", "Store what the running market shows")
    )
    keep_tick_days: Count = Field(
        default=0, description=mark("Setting", "How long ticks are kept; 0: for ever")
    )
    keep_bar_days: Count = Field(
        default=0, description=mark("Setting", "How long bars are kept; 0: for ever")
    )


class CalendarSettings(Section):
    """The economic calendar, and around which of its events entries wait.

    `file` is a CSV or iCalendar file, in the data folder unless its path is whole; `zone` is that
    of times without one. Events of `importance` or more count, those of `currencies` and with one
    of the words of `names` in their name where any are given. 0 minutes on both sides only shows
    them.
    """

    file: str = Field(default="", description=mark("Setting", "A calendar file, CSV or iCalendar"))
    zone: str = Field(
        default="UTC", description=mark("Setting", "The time zone of times without one")
    )
    before_minutes: Minutes = Field(
        default=Decimal(2),
        description=mark("Setting", "Entries wait from so long before news, minutes"),
    )
    after_minutes: Minutes = Field(
        default=Decimal(2),
        description=mark("Setting", "Entries wait until so long after news, minutes"),
    )
    importance: Literal["low", "medium", "high"] = Field(
        default="high",
        description=mark("Setting", "The least importance of news that entries wait for"),
    )
    currencies: tuple[str, ...] = Field(
        default=(), description=mark("Setting", "Whose news entries wait for; empty: all")
    )
    names: tuple[str, ...] = Field(
        default=(), description=mark("Setting", "Words of news that entries wait for; empty: all")
    )

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ValueError, KeyError, OSError) as error:
            raise BadValue(
                mark("Fault", "{zone!r} is no time zone such as America/New_York"), zone=zone
            ) from error
        return zone

    @field_validator("currencies")
    @classmethod
    def _are_currencies(cls, currencies: tuple[str, ...]) -> tuple[str, ...]:
        for one in currencies:
            if not re.fullmatch(r"[A-Z]{3}", one):
                raise BadValue(mark("Fault", "{one!r} is no currency such as USD"), one=one)
        return currencies

    @property
    def rule(self) -> BlackoutRule:
        """Around which events entries wait, and for how long."""
        return BlackoutRule(
            before_ns=int(self.before_minutes * MINUTE_NS),
            after_ns=int(self.after_minutes * MINUTE_NS),
            least=Importance[self.importance.upper()],
            currencies=frozenset(self.currencies),
            names=self.names,
        )


class RiskSettings(Section):
    """Limits; what is left out keeps the default of the account's kind. 0 switches one off."""

    max_order_quantity: NonNegative | None = Field(
        default=None, description=mark("Setting", "The most that one order may have")
    )
    max_position: NonNegative | None = Field(
        default=None, description=mark("Setting", "The most that may be held of a symbol")
    )
    price_collar_percent: NonNegative | None = Field(
        default=None,
        description=mark("Setting", "How far through the market a price may be, percent"),
    )
    duplicate_window_s: NonNegative | None = Field(
        default=None,
        description=mark(
            "Setting", "How long an order like the one before is asked about, seconds"
        ),
    )
    orders_per_second: Count | None = Field(
        default=None, description=mark("Setting", "Orders in a second")
    )
    orders_per_minute: Count | None = Field(
        default=None, description=mark("Setting", "Orders in a minute")
    )
    orders_per_day: Count | None = Field(
        default=None, description=mark("Setting", "Orders on a day")
    )
    automation_orders_per_minute: Count | None = Field(
        default=None, description=mark("Setting", "Orders that automation may send in a minute")
    )
    max_order_value: NonNegative | None = Field(
        default=None, description=mark("Setting", "What one order may be worth")
    )
    automation_spread_ticks: Count | None = Field(
        default=None, description=mark("Setting", "Above this spread automation waits, ticks")
    )
    automation_round_trips: Count | None = Field(
        default=None,
        description=mark(
            "Setting", "Round trips of a strategy in ten minutes before it is stopped"
        ),
    )
    max_daily_loss: NonNegative | None = Field(
        default=None, description=mark("Setting", "Loss of the day from which entries are refused")
    )
    session: Literal["enforce", "ignore"] | None = Field(
        default=None,
        description=mark("Setting", "Whether orders outside the hours of the exchange are refused"),
    )
    roll_window: Literal["enforce", "ignore"] | None = Field(
        default=None,
        description=mark("Setting", "Whether automation opens nothing in a month that has rolled"),
    )
    news_blackout: Literal["enforce", "ignore"] | None = Field(
        default=None,
        description=mark("Setting", "Let entries wait around the news of the calendar"),
    )

    def over(self, defaults: RiskLimits) -> RiskLimits:
        """Return `defaults` with what is set here laid over them."""

        def by_class(
            own: Decimal | None, default: Mapping[AssetClass, Decimal]
        ) -> Mapping[AssetClass, Decimal]:
            return default if own is None else dict.fromkeys(AssetClass, own)

        def either(own: int | None, default: int) -> int:
            return default if own is None else own

        def enforced(own: str | None, default: bool) -> bool:
            return default if own is None else own == "enforce"

        window, loss = self.duplicate_window_s, self.max_daily_loss
        return RiskLimits(
            max_order_quantity=by_class(self.max_order_quantity, defaults.max_order_quantity),
            max_position=by_class(self.max_position, defaults.max_position),
            price_collar_percent=by_class(self.price_collar_percent, defaults.price_collar_percent),
            duplicate_window_s=defaults.duplicate_window_s if window is None else window,
            orders_per_second=either(self.orders_per_second, defaults.orders_per_second),
            orders_per_minute=either(self.orders_per_minute, defaults.orders_per_minute),
            orders_per_day=either(self.orders_per_day, defaults.orders_per_day),
            automation_orders_per_minute=either(
                self.automation_orders_per_minute, defaults.automation_orders_per_minute
            ),
            enforce_session=enforced(self.session, defaults.enforce_session),
            max_order_value=by_class(self.max_order_value, defaults.max_order_value),
            automation_spread_ticks=either(
                self.automation_spread_ticks, defaults.automation_spread_ticks
            ),
            automation_round_trips=either(
                self.automation_round_trips, defaults.automation_round_trips
            ),
            max_daily_loss=defaults.max_daily_loss if loss is None else loss,
            enforce_roll_window=enforced(self.roll_window, defaults.enforce_roll_window),
            enforce_news_blackout=enforced(self.news_blackout, defaults.enforce_news_blackout),
        )


class AccountSettings(RiskSettings):
    """One account; the keys of [risk] may stand here or in its own `risk` and then win over it.

    An account at a broker has the broker's `kind`, names one of [brokers] as its `broker` and is
    `number` there, or `numbers` at others that `destinations` name. `destinations` says what goes
    to which of [brokers]; what it then leaves out is refused. `cash` is that of a paper account: a
    broker tells its own. `fees` names a plan, a file of resources/fees; `margin` says what
    positions tie up.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")
    kind: str = KIND_PAPER
    mode: Mode = Field(default=Mode.SIMULATOR, validate_default=True)
    name: str = Field(
        default="", description=mark("Setting", "What the account is called on the screen")
    )
    broker: str = Field(default="", validate_default=True)
    number: str = Field(default="", validate_default=True)
    numbers: dict[str, str] = Field(default_factory=dict)
    currency: str = Field(default=DOLLAR, pattern=r"^[A-Z]{3}$")
    cash: Decimal = Field(
        default=Decimal(100_000),
        gt=0,
        description=mark("Setting", "What a paper account begins with"),
    )
    margin: MarginRule = Field(
        default=MarginRule.INTRADAY, description=mark("Setting", "What positions tie up")
    )
    fees: str = Field(
        default="paper",
        pattern=r"^[a-z0-9_-]{1,64}$",
        description=mark("Setting", "The plan of fees"),
    )
    latency_ms: Count = Field(
        default=0, description=mark("Setting", "How late a paper order arrives, milliseconds")
    )
    cancel_latency_ms: Count = Field(
        default=0,
        description=mark("Setting", "How late the cancel of a paper order arrives, milliseconds"),
    )
    ack_latency_ms: Count = Field(
        default=0, description=mark("Setting", "How late a paper order is confirmed, milliseconds")
    )
    fill_mode: Literal["realistic", "conservative"] = Field(
        default="realistic", description=mark("Setting", "How readily resting paper orders fill")
    )
    destinations: dict[AssetClass, str] = Field(default_factory=dict)
    risk: RiskSettings = RiskSettings()

    @field_validator("mode")
    @classmethod
    def _mode_of_its_kind(cls, mode: Mode, known: ValidationInfo) -> Mode:
        if _is_paper(known) and mode is not Mode.SIMULATOR:
            raise BadValue(
                mark("Fault", "a paper account has the mode simulator; {mode} needs a broker"),
                mode=mode,
            )
        if not _is_paper(known) and mode is Mode.SIMULATOR:
            raise BadValue(
                mark("Fault", "an account at a broker has the mode sandbox, hybrid or live")
            )
        return mode

    @field_validator("broker", "number")
    @classmethod
    def _at_its_broker(cls, given: str, known: ValidationInfo) -> str:
        if _is_paper(known) and given:
            raise BadValue(mark("Fault", "a paper account is at no broker"))
        if not _is_paper(known) and not given:
            raise BadValue(
                mark("Fault", "say which of [brokers] the account is at, and its number there")
            )
        return given

    @field_validator("cash")
    @classmethod
    def _told_by_the_broker(cls, cash: Decimal, known: ValidationInfo) -> Decimal:
        mode = known.data.get("mode", Mode.SIMULATOR)
        if not mode.fills_here:
            raise BadValue(mark("Fault", "a broker tells itself what an account holds"))
        return cash

    @field_validator("destinations")
    @classmethod
    def _stays_here(
        cls, ways: dict[AssetClass, str], known: ValidationInfo
    ) -> dict[AssetClass, str]:
        if _is_paper(known) and set(ways.values()) - {KIND_PAPER}:
            raise BadValue(
                mark("Fault", "a paper account trades at {kind_paper} alone"), kind_paper=KIND_PAPER
            )
        return ways

    @property
    def is_at_broker(self) -> bool:
        return self.kind != KIND_PAPER

    @property
    def home(self) -> str:
        """Where its orders go unless `destinations` says otherwise."""
        return self.broker or self.kind

    @field_validator("risk")
    @classmethod
    def _said_once(cls, risk: RiskSettings, known: ValidationInfo) -> RiskSettings:
        for key in sorted(risk.model_fields_set):
            if known.data.get(key) is not None:
                raise BadValue(
                    mark("Fault", "{key} stands at the account, too: keep one of both"), key=key
                )
        return risk

    def own_limits(self, defaults: RiskLimits) -> RiskLimits:
        """Return the limits of the account, which has `defaults` where it says nothing."""
        return self.risk.over(self.over(defaults))

    def number_at(self, broker: str) -> str:
        """Return what the account is called at one of [brokers]; empty where it has no seat."""
        if broker == self.broker:
            return self.number
        return self.numbers.get(broker, "") if broker in self.destinations.values() else ""

    @field_validator("currency")
    @classmethod
    def _dollars_at_brokers(cls, currency: str, known: ValidationInfo) -> str:
        if currency != DOLLAR and not _is_paper(known):
            raise BadValue(mark("Fault", "the accounts of all brokers here are in USD"))
        return currency


def _is_paper(known: ValidationInfo) -> bool:
    return bool(known.data.get("kind", KIND_PAPER) == KIND_PAPER)


class MappedRoot(Section):
    """What is traded in the place of a root; `ratio` of it stand for one. Its name alone will do.

    `NQ = "MNQ"` trades one MNQ for one NQ, `NQ = { root = "MNQ", ratio = 10 }` ten.
    """

    root: str = Field(min_length=1)
    ratio: Decimal = Field(default=Decimal(1), gt=0)

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, given: object) -> object:
        return {"root": given} if isinstance(given, str) else given


class LevelSettings(Section):
    """How far a stop or target lies from the entry: one of four units."""

    ticks: Positive | None = None
    points: Positive | None = None
    percent: Positive | None = None
    money: Positive | None = None

    @model_validator(mode="after")
    def _in_one_unit(self) -> Self:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise BadValue(mark("Fault", "give one of ticks, points, percent, money"))
        return self

    def level(self) -> ExitLevel:
        """Return the level as the desk knows it."""
        ((unit, value),) = self.model_dump(exclude_none=True).items()
        return ExitLevel(value, unit)


class GroupMember(Section):
    """An account of a group: how much of a quantity it takes, and which contract.

    A paper account may also take alerts later, or have a stop and target of its own.
    """

    id: str
    multiplier: Decimal = Field(default=Decimal(1), gt=0)
    map: dict[str, MappedRoot] = Field(default_factory=dict)
    delay_s: Decimal = Field(default=Decimal(0), ge=0, le=3600)
    stop: LevelSettings | None = None
    target: LevelSettings | None = None

    def variant(self) -> Variant:
        """Return what it does otherwise than it is asked to."""
        return Variant(
            self.delay_s,
            None if self.stop is None else self.stop.level(),
            None if self.target is None else self.target.level(),
        )


class GroupSettings(Section):
    """Accounts that trade together; the first one leads. `rounding` is that of their shares."""

    accounts: tuple[GroupMember, ...] = Field(min_length=1)
    rounding: Rounding = Rounding.DOWN

    @field_validator("accounts")
    @classmethod
    def _distinct(cls, accounts: tuple[GroupMember, ...]) -> tuple[GroupMember, ...]:
        if len({account.id for account in accounts}) != len(accounts):
            raise BadValue(mark("Fault", "an account stands twice in the group"))
        return accounts

    def members(self) -> list[Member]:
        """Return the accounts as the desk knows them, the leader first."""
        return [
            Member(
                one.id,
                one.multiplier,
                {root: Substitute(to.root, to.ratio) for root, to in one.map.items()},
                self.rounding,
                one.variant(),
            )
            for one in self.accounts
        ]


class StrategySettings(Section):
    """What an alert of this strategy may do and with how much.

    `heartbeat_s`: within so many seconds something of it is to come, an alert or a sign of life.
    """

    group: str = Field(
        default="", description=mark("Setting", "The group or account that it trades on")
    )
    mode: Literal["off", "paper", "auto"] = Field(
        default="auto", description=mark("Setting", "Whether it trades, and where")
    )
    approval: Literal["auto", "manual"] = Field(
        default="auto", description=mark("Setting", "Whether entries ask first")
    )
    approval_expires_s: Whole = Field(
        default=60,
        gt=0,
        description=mark("Setting", "How long an entry waits for approval, seconds"),
    )
    quantity: Decimal | None = Field(
        default=None, gt=0, description=mark("Setting", "What an alert without a quantity trades")
    )
    sl_tp_unit: Literal["price", "points", "ticks", "percent", "money"] | None = Field(
        default=None, description=mark("Setting", "The unit of stops and targets in its alerts")
    )
    max_lag_s: Whole | None = Field(
        default=None, gt=0, description=mark("Setting", "How old an alert may be to enter, seconds")
    )
    heartbeat_s: Whole | None = Field(
        default=None,
        gt=0,
        description=mark("Setting", "Within what time something of it is to come, seconds"),
    )


class WebhookSettings(Section):
    """`default_group` takes an alert that names none; empty: the account, if there is just one."""

    hosts: tuple[str, ...] = Field(
        default=(),
        description=mark("Setting", "Further names under which the webhook may be reached"),
    )
    default_group: str = Field(
        default="",
        description=mark("Setting", "Where an alert goes that names no group, account or strategy"),
    )
    default_quantity: Decimal = Field(
        default=Decimal(1),
        gt=0,
        description=mark("Setting", "What an alert without a quantity trades"),
    )
    max_lag_s: Whole = Field(
        default=30, gt=0, description=mark("Setting", "How old an alert may be to enter, seconds")
    )
    rate_per_s: Whole = Field(
        default=100, gt=0, description=mark("Setting", "Alerts that are taken in a second")
    )
    burst: Whole = Field(
        default=200, gt=0, description=mark("Setting", "Alerts that are taken at once")
    )


class ApiSettings(Section):
    port: Whole = Field(
        default=8765,
        ge=0,
        le=65_535,
        description=mark("Setting", "Where the webhook and the API are reached; 0: any free port"),
    )
    origins: tuple[str, ...] = Field(
        default=(), description=mark("Setting", "Web pages that may ask the API")
    )


class UiSettings(Section):
    theme: str = Field(default="ink", description=mark("Setting", "The colours of the window"))
    font_px: Whole = Field(
        default=12, ge=10, le=18, description=mark("Setting", "The size of text, pixels")
    )
    language: str = Field(
        default="system",
        description=mark("Setting", "The language of the window; system: that of the computer"),
    )
    keep_running: bool = Field(
        default=False,
        description=mark(
            "Setting",
            "Closing the window leaves the program running in the tray, where there is one",
        ),
    )


class SoundSettings(Section):
    """What is heard. `mute`: nothing is muted, most is, or all: a lost connection and a breached
    limit, too. `volume` is percent; `speech` has fills and warnings said aloud.
    """

    mute: Literal["off", "most", "all"] = Field(
        default="off",
        description=mark(
            "Setting", "most lets a lost connection and a breach be heard, all lets nothing"
        ),
    )
    volume: Whole = Field(
        default=70, ge=0, le=100, description=mark("Setting", "How loud sounds are, percent")
    )
    speech: bool = Field(
        default=False,
        description=mark("Setting", "Say fills and warnings aloud, where the system can"),
    )


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description=mark("Setting", "What is written to the log: this and graver")
    )
    keep_files: Whole = Field(
        default=7, ge=1, le=100, description=mark("Setting", "How many full log files are kept")
    )


class Settings(Section):
    """All settings of the program."""

    market: MarketSettings = MarketSettings()
    history: HistorySettings = HistorySettings()
    accounts: tuple[AccountSettings, ...] = Field(
        default=(AccountSettings(id="paper_simulator"),), min_length=1
    )
    groups: dict[str, GroupSettings] = Field(default_factory=dict)
    strategies: dict[str, StrategySettings] = Field(default_factory=dict)
    risk: RiskSettings = RiskSettings()
    calendar: CalendarSettings = CalendarSettings()
    webhook: WebhookSettings = WebhookSettings()
    api: ApiSettings = ApiSettings()
    ui: UiSettings = UiSettings()
    sound: SoundSettings = SoundSettings()
    log: LogSettings = LogSettings()
    brokers: dict[str, BrokerSettings] = Field(default_factory=dict)

    @field_validator("accounts")
    @classmethod
    def _distinct(cls, accounts: tuple[AccountSettings, ...]) -> tuple[AccountSettings, ...]:
        ids = [account.id for account in accounts]
        if len(set(ids)) != len(ids):
            raise BadValue(mark("Fault", "two accounts have the same id"))
        currencies = {account.currency for account in accounts}
        if len(currencies) > 1:
            raise BadValue(
                mark(
                    "Fault",
                    "the accounts of one program are in one currency, for their results are added"
                    " up; here are {names}: give some a --data-dir of their own",
                ),
                names=" and ".join(sorted(currencies)),
            )
        return accounts

    @field_validator("brokers")
    @classmethod
    def _named(cls, brokers: dict[str, BrokerSettings]) -> dict[str, BrokerSettings]:
        for name in brokers:
            if name == KIND_PAPER or not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", name):
                raise BadValue(mark("Fault", "{name!r} cannot be the name of a broker"), name=name)
        return brokers

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        """What names an account or a group must name one that is there."""
        accounts = {account.id for account in self.accounts}
        for name, group in self.groups.items():
            for member in group.accounts:
                _known(f"groups.{name}", _NO_ACCOUNT, member.id, accounts)
                mode = next(account.mode for account in self.accounts if account.id == member.id)
                if member.variant() != AS_ASKED and not mode.is_paper:
                    raise BadValue(
                        mark(
                            "Fault",
                            "groups.{name}: {account} is {mode}; a delay, a stop or a target of"
                            " its own is for paper accounts",
                        ),
                        name=name,
                        account=member.id,
                        mode=mode,
                    )
        for one in self.accounts:
            if one.is_at_broker:
                self._check_seats(one)
        groups = accounts | set(self.groups)
        for name, strategy in self.strategies.items():
            _known(f"strategies.{name}.group", _NO_GROUP, strategy.group, groups)
        _known("webhook.default_group", _NO_GROUP, self.webhook.default_group, groups)
        return self

    def _check_seats(self, account: AccountSettings) -> None:
        where = f"accounts.{account.id}"
        _known(f"{where}.broker", _NO_BROKER, account.broker, self.brokers)
        kind = self.brokers[account.broker].kind
        if account.kind != kind:
            raise BadValue(
                mark("Fault", "{where}.kind: {broker} is a login at {kind}, not at {kind_2}"),
                where=where,
                broker=account.broker,
                kind=kind,
                kind_2=account.kind,
            )
        for broker in set(account.destinations.values()):
            _known(f"{where}.destinations", _NO_BROKER, broker, self.brokers)
            if not account.number_at(broker):
                raise BadValue(
                    mark(
                        "Fault",
                        "{where}.numbers.{broker} is missing: the account's id at that broker",
                    ),
                    where=where,
                    broker=broker,
                )

    @property
    def currency(self) -> str:
        """What all accounts are kept in."""
        return self.accounts[0].currency

    @property
    def default_group(self) -> str:
        """Where an order goes that names no account; empty when only the trader can know."""
        if not self.webhook.default_group and len(self.accounts) == 1:
            return self.accounts[0].id
        return self.webhook.default_group

    def limits(self, account: str) -> RiskLimits:
        """Return the limits of an account: its own keys over [risk] over the defaults."""
        own = next((a for a in self.accounts if a.id == account), None)
        if own is None:
            return self.risk.over(LIVE)
        return own.own_limits(self.risk.over(PAPER if own.mode.is_paper else LIVE))

    def group(self, name: str) -> GroupSettings | None:
        """Return a group; every account is also the group of itself."""
        if name in self.groups:
            return self.groups[name]
        if any(account.id == name for account in self.accounts):
            return GroupSettings(accounts=(GroupMember(id=name),))
        return None

    def members(self, name: str) -> list[Member] | None:
        """Return the accounts of a group, or an account by its name; None for neither."""
        group = self.group(name)
        return None if group is None else group.members()


_NO_ACCOUNT: Final = mark("Fault", "{where}: there is no account {name!r}{nearest}")
_NO_GROUP: Final = mark("Fault", "{where}: there is no group {name!r}{nearest}")
_NO_BROKER: Final = mark("Fault", "{where}: there is no broker {name!r}{nearest}")


def _known(where: str, sentence: str, name: str, names: Collection[str]) -> None:
    if name and name not in names:
        raise BadValue(sentence, where=where, name=name, nearest=nearest(name, names))


def load_settings(
    path: Path,
    environment: Mapping[str, str] = os.environ,
    over: Mapping[str, Any] = MappingProxyType({}),
    plugins: Plugins = BROKERS,
) -> Settings:
    """Read `path` (it need not exist), what the environment lays over it, and `over` above both.

    `TRADERTERMINAL__SECTION__KEY=value` sets a key, `TRADERTERMINAL__ACCOUNTS__<id>__KEY` one of an
    account; `over` is tables as in the file, `accounts` by id. Raises BadData naming file, key and
    the nearest valid one.
    """
    try:
        with path.open("rb") as file:
            data: dict[str, Any] = tomllib.load(file, parse_float=Decimal)
    except FileNotFoundError:
        data = {}
    except tomllib.TOMLDecodeError as error:
        raise BadData("{path}: {error}", path=path, error=error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(
            mark("Fault", "{path} cannot be read: {error}"), path=path, error=error
        ) from error
    for name, text in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            _lay_over(data, name.removeprefix(ENVIRONMENT_PREFIX).split("__"), text, name)
    _merge(data, over)
    try:
        settings = Settings.model_validate(data)
        check_logins(settings, plugins)
    except ValidationError as error:
        raise BadData(
            "{path}: {faults}", path=path, faults=_explain(error)
        ) from None  # its cause repeats what was given
    except BadData as error:
        raise BadData("{path}: {error}", path=path, error=error) from None
    return settings


def check_logins(settings: Settings, plugins: Plugins) -> None:
    """Hold every login against its broker, and every mode against its login; raises BadData."""
    logins = {name: read_login(name, one, plugins) for name, one in settings.brokers.items()}
    for account in settings.accounts:
        for name in {account.broker, *account.destinations.values()} & logins.keys():
            told = wrong_mode(account.mode, logins[name].environment)
            if told is not None:
                raise BadData(
                    mark("Fault", "accounts.{account}.mode: brokers.{name}.environment is {told}"),
                    account=account.id,
                    name=name,
                    told=told,
                )


def check_market(settings: Settings, source: str) -> None:
    """Raise BadData where a hybrid account would fill on other quotes than those of its broker."""
    brokers = {account.id: account.broker for account in settings.accounts}
    for account in settings.accounts:
        if account.mode is Mode.HYBRID and brokers.get(source) != account.broker:
            raise BadData(
                mark(
                    "Fault",
                    "accounts.{account}.mode: hybrid fills on the quotes of {broker}: set"
                    ' [market] source = "{account}", or start with --market {account}',
                ),
                account=account.id,
                broker=account.broker,
            )


def wrong_mode(mode: Mode, environment: "Environment") -> Fault | None:
    """Say what an environment is in place of what a mode needs; None where they agree.

    A hybrid account trades nowhere, so that it may take the quotes of any environment.
    """
    if mode is Mode.HYBRID or environment.mode in (None, mode):
        return None
    return BadValue(
        mark("Fault", "{environment}, where all accounts are {its}, not {mode}"),
        environment=environment.name,
        its=environment.mode,
        mode=mode,
    )


def _lay_over(data: dict[str, Any], path: list[str], text: str, name: str) -> None:
    section, *keys = (part if index == 1 else part.lower() for index, part in enumerate(path))
    try:
        value = tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        value = text
    if not section or len(keys) not in (1, 2):
        raise BadData(f"{name}: give it as {ENVIRONMENT_PREFIX}SECTION__KEY")
    try:
        if section == "accounts" and len(keys) == 2:
            place = _account_of(data, keys[0])
        else:
            place = data.setdefault(section, {})
            for key in keys[:-1]:
                place = place.setdefault(key, {})
        place[keys[-1].lower()] = value
    except (TypeError, AttributeError) as error:
        raise BadData(f"{name} cannot be set: what it lies in is no section") from error


def _merge(data: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if key == "accounts" and isinstance(value, Mapping):
            for account, changes in value.items():
                if not isinstance(changes, Mapping):
                    raise BadData(f"accounts.{account} is no table of settings")
                _merge(_account_of(data, account), changes)
        elif isinstance(value, Mapping) and isinstance(data.setdefault(key, {}), dict):
            _merge(data[key], value)
        else:
            data[key] = value


def _account_of(data: dict[str, Any], account: str) -> dict[str, Any]:
    accounts = data.setdefault("accounts", [{"id": "paper_simulator"}])
    for entry in accounts:
        if isinstance(entry, dict) and str(entry.get("id", "")).lower() == account.lower():
            return entry
    entry = {"id": account.lower()}
    accounts.append(entry)
    return entry


def faults_in(data: Mapping[str, Any]) -> list[tuple[Location, Exception]]:
    """Say what is wrong with settings as they stand in a file, and where; nothing: they will do.

    What is wrong with all of them has an empty location.
    """
    try:
        Settings.model_validate(data)
    except ValidationError as error:
        return [(fault["loc"], said(fault)) for fault in _faults(error)]
    return []


def _faults(error: ValidationError) -> list[ErrorDetails]:
    """The faults that do not follow from others."""
    places = [fault["loc"] for fault in error.errors()]
    return [fault for fault in error.errors() if not _follows(fault["loc"], places)]


def _explain(error: ValidationError) -> str:
    """Say in one line per fault which key is wrong and what would be right."""
    lines = []
    for fault in _faults(error):
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            lines.append(f"unknown setting {where}{_nearest(fault['loc'])}")
        elif not where:  # of the settings as a whole, which need not be printed
            lines.append(str(said(fault)))
        else:
            given = fault["input"]
            given = str(given) if isinstance(given, StrEnum) else given
            shown = "" if _may_hold_secrets(fault) else f", was {given!r}"
            lines.append(f"{where}: {said(fault)}{shown}")
    return "; ".join(lines)


def _may_hold_secrets(fault: ErrorDetails) -> bool:
    """A whole table is not repeated either: it says nothing more."""
    return fault["loc"][0] == "brokers" or isinstance(fault["input"], dict)


def _follows(location: Location, faults: Sequence[Location]) -> bool:
    """Say whether a list counts as too short only because an entry of it is wrong."""
    depth = len(location)
    return any(len(other) > depth and other[:depth] == location for other in faults)


def _nearest(location: Location) -> str:
    model: type[BaseModel] | None = Settings
    for part in location[:-1]:
        model = _model_at(model, part)
    if model is None:
        return ""
    return str(nearest(str(location[-1]), model.model_fields))


_ITEMS: Final[Mapping[str, type[BaseModel]]] = {
    "accounts": AccountSettings,
    "brokers": BrokerSettings,
    "groups": GroupSettings,
    "strategies": StrategySettings,
}


def _model_at(model: type[BaseModel] | None, part: int | str) -> type[BaseModel] | None:
    """Step from a model to the one that its key `part` holds, through lists and tables."""
    if model is None or isinstance(part, int) or part not in model.model_fields:
        return model
    if model is GroupMember:
        return MappedRoot if part == "map" else LevelSettings
    if part == "accounts" and model is GroupSettings:
        return GroupMember
    if part in _ITEMS and model is Settings:
        return _ITEMS[part]
    annotation = model.model_fields[part].annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None
