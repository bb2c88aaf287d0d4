"""The Tradovate venue: two demo accounts of one user."""

import secrets
from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import AssetClass
from traderterminal.venues.orders import VenueAccount, VenueUser
from traderterminal.venues.tradovate.dialect import TradovateDialect
from traderterminal.venues.venue import VenuePlugin, World

_USER: Final = VenueUser(25_460, "practice", "practice-password-tradovate")
_TOKEN_BYTES: Final = 48


def make(world: World) -> TradovateDialect:
    """Make the dialect."""
    return TradovateDialect(world, lambda: secrets.token_urlsafe(_TOKEN_BYTES))


PLUGIN: Final = VenuePlugin(
    name="tradovate",
    fees="tradovate_free",
    asset_classes=frozenset({AssetClass.FUTURE}),
    secret_key="password",  # noqa: S106 - what it is called, not what it is
    users=(_USER,),
    accounts=(
        VenueAccount(1_840_001, "DEMO1840001", _USER.number, Decimal(50_000)),
        VenueAccount(1_840_002, "DEMO1840002", _USER.number, Decimal(150_000)),
    ),
    make=make,
)
