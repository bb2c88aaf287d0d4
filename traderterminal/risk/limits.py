"""What an account may send: the limits of the gate, with their defaults."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from traderterminal.domain.instruments import AssetClass
from traderterminal.kit.frozen import frozen

OFF: Final = Decimal(0)

_PAPER_ORDER: Final = MappingProxyType(
    {
        AssetClass.FUTURE: Decimal(100),
        AssetClass.OPTION: Decimal(100),
        AssetClass.STOCK: Decimal(10_000),
        AssetClass.CRYPTO: Decimal(10_000),
    }
)
_LIVE_ORDER: Final = MappingProxyType(
    {
        AssetClass.FUTURE: Decimal(2),
        AssetClass.OPTION: Decimal(5),
        AssetClass.STOCK: Decimal(500),
        AssetClass.CRYPTO: Decimal(1),
    }
)
_COLLAR: Final = MappingProxyType(
    {
        AssetClass.FUTURE: Decimal("0.5"),
        AssetClass.OPTION: OFF,  # an option's price may double within the minute
        AssetClass.STOCK: Decimal(1),
        AssetClass.CRYPTO: Decimal(1),
    }
)
_NO_VALUE: Final = MappingProxyType(dict.fromkeys(AssetClass, OFF))
_LIVE_VALUE: Final = MappingProxyType({**_NO_VALUE, AssetClass.STOCK: Decimal(25_000)})


@frozen
class RiskLimits:
    """Limits of one account; 0 switches a limit off. Only orders that can add exposure are asked.

    Quantities are by asset class, in units, and values in the account's currency; the collar is
    percent of the opposite quote; windows and rates count host time. The loss of the market's day,
    open results and fees included, is in the account's currency. The spread, in ticks, the round
    trips of a strategy in ten minutes and the days from roll to expiry hold up automation alone.
    """

    max_order_quantity: Mapping[AssetClass, Decimal]
    max_position: Mapping[AssetClass, Decimal]
    price_collar_percent: Mapping[AssetClass, Decimal] = field(default_factory=lambda: _COLLAR)
    duplicate_window_s: Decimal = OFF
    orders_per_second: int = 0
    orders_per_minute: int = 0
    orders_per_day: int = 0
    automation_orders_per_minute: int = 0
    enforce_session: bool = True
    max_order_value: Mapping[AssetClass, Decimal] = field(default_factory=lambda: _NO_VALUE)
    automation_spread_ticks: int = 10
    automation_round_trips: int = 0
    max_daily_loss: Decimal = OFF
    enforce_roll_window: bool = False
    enforce_news_blackout: bool = True


def _times(factor: int, order: Mapping[AssetClass, Decimal]) -> Mapping[AssetClass, Decimal]:
    return {asset_class: factor * quantity for asset_class, quantity in order.items()}


#: A paper account: room to try, the collar on, no throttles.
PAPER: Final = RiskLimits(max_order_quantity=_PAPER_ORDER, max_position=_times(10, _PAPER_ORDER))
#: A live account until its owner says otherwise.
LIVE: Final = RiskLimits(
    max_order_quantity=_LIVE_ORDER,
    max_position=_times(2, _LIVE_ORDER),
    duplicate_window_s=Decimal(2),
    orders_per_second=5,
    orders_per_minute=60,
    orders_per_day=1000,
    automation_orders_per_minute=10,
    max_order_value=_LIVE_VALUE,
    automation_round_trips=6,
    enforce_roll_window=True,
)
