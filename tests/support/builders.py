"""Ready-made values for tests: contracts, orders, fills, quotes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.orders import Order, OrderEvent, OrderType, TimeInForce
from traderterminal.domain.quotes import Quote

ES = Instrument(
    symbol="ESH2024",
    asset_class=AssetClass.FUTURE,
    root="ES",
    description="E-mini S&P 500 March 2024",
    exchange="CME",
    currency="USD",
    tick_size=Decimal("0.25"),
    point_value=Decimal(50),
    session="cme_equity",
    last_trading_day=date(2024, 3, 15),
)
ES_JUNE = replace(ES, symbol="ESM2024", last_trading_day=date(2024, 6, 21))
AAPL = Instrument(
    symbol="AAPL",
    asset_class=AssetClass.STOCK,
    root="AAPL",
    description="Apple",
    exchange="NASDAQ",
    currency="USD",
    tick_size=Decimal("0.01"),
    point_value=Decimal(1),
    session="us_equity",
)
MES = replace(ES, symbol="MESH2024", root="MES", point_value=Decimal(5))
INSTRUMENTS = {instrument.symbol: instrument for instrument in (ES, ES_JUNE, MES, AAPL)}


def option(right: str, strike: int, expires: date = date(2024, 1, 19)) -> Instrument:
    """Return an option on AAPL, which is listed from then on."""
    made = replace(
        AAPL,
        symbol=f"AAPL  {expires:%y%m%d}{right}{strike * 1000:08}",
        asset_class=AssetClass.OPTION,
        point_value=Decimal(100),
        session="us_options",
        last_trading_day=expires,
    )
    return INSTRUMENTS.setdefault(made.symbol, made)


def listed(symbol: str) -> Instrument:
    """Return an instrument by its symbol; raises UnknownSymbol."""
    if symbol not in INSTRUMENTS:
        raise UnknownSymbol(symbol)
    return INSTRUMENTS[symbol]


def order(*events: OrderEvent, quantity: int = 1, **changes: Any) -> Order:
    """Return a market buy of ES as it stands after `events`."""
    made = Order(
        order_id="TT1",
        client_order_id="TT1",
        account="paper",
        symbol="ESH2024",
        side=Side.BUY,
        quantity=Decimal(quantity),
        order_type=OrderType.MARKET,
        time_in_force=TimeInForce.DAY,
        created_ns=1,
    )
    made = replace(made, **changes)
    for event in events:
        made = made.apply(event)
    return made


def fill(
    fill_id: str = "f1",
    side: Side = Side.BUY,
    quantity: str = "1",
    price: str = "4800",
    **changes: Any,
) -> Fill:
    """Return a fill of ES."""
    made = Fill(
        fill_id=fill_id,
        order_id="TT1",
        account="paper",
        symbol="ESH2024",
        side=side,
        quantity=Decimal(quantity),
        price=Decimal(price),
        fee=Decimal("2.25"),
        point_value=Decimal(50),
        at_ns=1,
    )
    return replace(made, **changes)


def quote(
    bid: str | None = "4800.00", ask: str | None = "4800.25", last: str | None = "4800.25"
) -> Quote:
    """Return a quote of ES with ten lots on either side."""

    def price(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Quote(
        "ESH2024", price(bid), Decimal(10), price(ask), Decimal(10), price(last), Decimal(1), 1
    )
