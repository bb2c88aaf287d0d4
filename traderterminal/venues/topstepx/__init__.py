"""The TopstepX venue. Its two accounts of one user differ in how the platform treats brackets."""

from decimal import Decimal
from typing import Final

from traderterminal.domain.instruments import AssetClass
from traderterminal.venues.orders import VenueAccount, VenueUser
from traderterminal.venues.topstepx.dialect import TopstepXDialect
from traderterminal.venues.venue import VenuePlugin, World

#: The account whose platform is set to Position Brackets: it takes no orders with exits.
POSITION_BRACKETS: Final = 465_003
_USER: Final = VenueUser(15_460, "practice", "practice-key-topstepx")


def make(world: World) -> TopstepXDialect:
    """Make the dialect."""
    return TopstepXDialect(world, frozenset({POSITION_BRACKETS}))


PLUGIN: Final = VenuePlugin(
    name="topstepx",
    fees="topstepx",
    asset_classes=frozenset({AssetClass.FUTURE}),
    secret_key="api_key",  # noqa: S106 - what it is called, not what it is
    users=(_USER,),
    accounts=(
        VenueAccount(465_001, "PRACTICEMAR1001", _USER.number, Decimal(150_000)),
        VenueAccount(465_002, "50KTC-V2-1002", _USER.number, Decimal(50_000)),
        VenueAccount(POSITION_BRACKETS, "PRACTICEMAR1003", _USER.number, Decimal(150_000)),
    ),
    make=make,
)
