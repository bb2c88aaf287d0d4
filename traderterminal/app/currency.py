"""In which currency the accounts are kept, and at what rate dollars are counted in it.

The rate in force on the market's day holds for the whole run. It is noted in the ledger: where the
file no longer tells one, exits are still counted at the last that was used.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from traderterminal.app.holdings import Notes
from traderterminal.desk.ports import NoteFact
from traderterminal.domain.currencies import DOLLAR, Conversion, ExchangeRate, rate_on
from traderterminal.domain.messages import Message
from traderterminal.storage.exchange_rates import EXCHANGE_RATES_FILE

#: What the note on the last rate is called, the currency behind it.
NOTED: Final = "exchange rate "


def conversion(
    currency: str,
    rates: Iterable[ExchangeRate],
    on: date,
    notes: Notes,
) -> Conversion:
    """Return how dollars are counted on the market's day; `notes` are those of the ledger."""
    if currency == DOLLAR:
        return Conversion()
    if (found := rate_on(rates, currency, on)) is not None:
        return Conversion(currency, found.per_dollar, found.day)
    if noted := notes.get(NOTED + currency):
        since = date.fromisoformat(noted["since"])
        return Conversion(currency, Decimal(noted["per_dollar"]), since, is_known=False)
    return Conversion(currency, is_known=False)


def noted(used: Conversion) -> list[NoteFact]:
    """Return what is to be noted of the rate of a run: nothing of dollars, nor of an old one."""
    if used.since is None or not used.is_known:
        return []
    rate = {"per_dollar": str(used.per_dollar), "since": str(used.since)}
    return [NoteFact(NOTED + used.currency, rate)]


def unconverted(used: Conversion, on: date, folder: Path) -> Message | None:
    """Return why entries must wait; None while the rate of the market's day is known."""
    if used.is_known:
        return None
    where = str(folder / EXCHANGE_RATES_FILE)
    return Message("no_exchange_rate", {"currency": used.currency, "day": str(on), "file": where})
