"""A position with its stop and a finished trade, by market orders on the first account."""

from decimal import Decimal

from tests.support.on_screen import position, until
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.orders import OrderType, TimeInForce


async def trade(service: Service) -> None:
    """Buy two, rest a stop for one far below, sell one."""
    desk, account = service.engine.desk, service.engine.settings.accounts[0].id
    quote = service.engine.hub.quote(service.engine.resolve("ES").symbol)
    assert quote is not None
    assert quote.mark is not None
    await desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(2), source="test"))
    await until(service, lambda: position(service) == 2)
    stop = OrderWish(
        account,
        "ES",
        "delta",
        "sell",
        Decimal(1),
        OrderType.STOP,
        stop_price=quote.mark - 20,
        time_in_force=TimeInForce.GTC,
        source="test",
    )
    await desk.place(stop)
    await desk.place(OrderWish(account, "ES", "delta", "sell", Decimal(1), source="test"))
    await until(service, lambda: position(service) == 1)
