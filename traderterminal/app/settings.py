"""All settings: what they may be, checked and never guessed.

Every section is a frozen model that holds its keys, defaults and limits together. A key that is not
known is an error that names the nearest one that is.
"""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from traderterminal.app.account_settings import KIND_PAPER, AccountSettings, RiskSettings
from traderterminal.app.broker_settings import BrokerSettings
from traderterminal.app.group_settings import GroupMember, GroupSettings
from traderterminal.app.section import (
    MINUTE_NS,
    Days,
    Minutes,
    Positive,
    PositiveCount,
    Section,
    Whole,
)
from traderterminal.app.setting_faults import nearest
from traderterminal.desk.groups import Member
from traderterminal.desk.variants import AS_ASKED
from traderterminal.domain.errors import BadValue
from traderterminal.domain.news import Importance
from traderterminal.kit.language import mark
from traderterminal.risk.blackouts import BlackoutRule
from traderterminal.risk.limits import LIVE, PAPER, RiskLimits


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
    keep_tick_days: Days = Field(
        default=0, description=mark("Setting", "How long ticks are kept; 0: for ever")
    )
    keep_bar_days: Days = Field(
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
    approval_expires_s: PositiveCount = Field(
        default=60,
        description=mark("Setting", "How long an entry waits for approval, seconds"),
    )
    quantity: Positive | None = Field(
        default=None, description=mark("Setting", "What an alert without a quantity trades")
    )
    sl_tp_unit: Literal["price", "points", "ticks", "percent", "money"] | None = Field(
        default=None, description=mark("Setting", "The unit of stops and targets in its alerts")
    )
    max_lag_s: PositiveCount | None = Field(
        default=None, description=mark("Setting", "How old an alert may be to enter, seconds")
    )
    heartbeat_s: PositiveCount | None = Field(
        default=None,
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
    default_quantity: Positive = Field(
        default=Decimal(1),
        description=mark("Setting", "What an alert without a quantity trades"),
    )
    max_lag_s: PositiveCount = Field(
        default=30, description=mark("Setting", "How old an alert may be to enter, seconds")
    )
    rate_per_s: PositiveCount = Field(
        default=100, description=mark("Setting", "Alerts that are taken in a second")
    )
    burst: PositiveCount = Field(
        default=200, description=mark("Setting", "Alerts that are taken at once")
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
