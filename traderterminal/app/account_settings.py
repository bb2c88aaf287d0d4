"""[risk] and [[accounts]]: what an account may do, and where it trades."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from traderterminal.app.section import Count, NonNegative, Positive, Section
from traderterminal.domain.accounts import Mode
from traderterminal.domain.currencies import DOLLAR
from traderterminal.domain.errors import BadValue
from traderterminal.domain.instruments import AssetClass
from traderterminal.kit.language import mark
from traderterminal.risk.limits import RiskLimits
from traderterminal.risk.margins import MarginRule

#: The kind of the accounts that no broker keeps.
KIND_PAPER: Final = "paper"


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
    cash: Positive = Field(
        default=Decimal(100_000),
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
