"""The price alerts, kept in the data folder between starts.

The file holds prices, not ticks, so that it outlasts a change of the tick size.
"""

import logging
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from traderterminal.app.alert_terms_file import kept_terms, read_terms
from traderterminal.app.kept_file import keep, read_kept
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.market.price_alerts import PriceAlert

PRICE_ALERTS_FILE: Final = "price_alerts.json"
_VERSION: Final = 1
_WHAT: Final = "the price alerts"

_log = logging.getLogger(__name__)

#: Names what a canonical symbol is; raises UnknownSymbol.
Find = Callable[[str], Instrument]


def read_price_alerts(folder: Path, instrument: Find) -> Sequence[PriceAlert]:
    """Return what was kept last; one of no symbol, or at no price of it, is left out and logged."""
    rows = read_kept(folder / PRICE_ALERTS_FILE, _VERSION, _WHAT).get("alerts", [])
    if not isinstance(rows, list):
        _log.warning("%s were left out: %s holds no list of them", _WHAT, PRICE_ALERTS_FILE)
        return []
    alerts = [_alert(row, instrument) for row in rows]
    return [alert for alert in alerts if alert is not None]


def keep_price_alerts(folder: Path, alerts: Sequence[PriceAlert], instrument: Find) -> None:
    """Keep alerts; a folder that cannot be written loses them at the end, no more."""
    rows = [
        {
            "id": alert.alert_id,
            "symbol": alert.symbol,
            "price": str(instrument(alert.symbol).from_ticks(alert.ticks)),
            "side": alert.side,
            **kept_terms(alert.terms),
        }
        for alert in alerts
    ]
    keep(folder / PRICE_ALERTS_FILE, _VERSION, _WHAT, {"alerts": rows})


def _alert(row: Any, instrument: Find) -> PriceAlert | None:
    try:
        of = instrument(str(row["symbol"]))
        price, side = Decimal(str(row["price"])), row["side"]
        if not price.is_finite() or not of.is_price(price) or side not in (-1, 0, 1):
            raise ValueError("it stands at no price of its symbol, or at no side of it")
        ticks, terms = of.to_ticks(price), read_terms(row)
        return PriceAlert(str(row["id"]), of.symbol, ticks, int(side), terms)
    except (KeyError, TypeError, ValueError, InvalidOperation, UnknownSymbol) as error:
        _log.warning("a price alert was left out, %s: %s", row, error)
        return None
