"""Contracts in ProjectX's own names: `CON.F.US.EP.Z26` is ESZ2026, of the symbol `F.US.EP`."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from traderterminal.domain.instruments import Instrument
from traderterminal.domain.symbols import MONTH_LETTERS
from traderterminal.venues.exchange import Exchange

#: Product codes that are not the exchange's roots.
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ES": "EP",
        "NQ": "ENQ",
        "ZN": "TYA",
        "ZB": "USA",
        "ZF": "FVA",
        "ZT": "TUA",
        "CL": "CLE",
        "GC": "GCE",
        "SI": "SIE",
        "NG": "NGE",
        "6E": "EU6",
        "6B": "BP6",
        "6J": "JY6",
        "6A": "DA6",
        "6C": "CA6",
    }
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_AND_YEAR: Final = re.compile(r" [A-Z][a-z]+ \d{4}$")


def contract_id(instrument: Instrument) -> str:
    """Return the id of a futures contract."""
    return f"CON.F.US.{_code(instrument)}.{instrument.symbol[-5]}{instrument.symbol[-2:]}"


def symbol_id(instrument: Instrument) -> str:
    """Return the id of a contract's product."""
    return f"F.US.{_code(instrument)}"


def contract_name(instrument: Instrument) -> str:
    """Return the short name, with a year of one digit: ESZ6."""
    return f"{instrument.root}{instrument.symbol[-5]}{instrument.symbol[-1]}"


class Contracts:
    """The contracts of an exchange, by their ids."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def find(self, wanted: str) -> Instrument | None:
        """Return the instrument of a contract id; None where there is none."""
        return next((i for i in self._all() if contract_id(i) == wanted), None)

    def search(self, text: str) -> list[dict[str, Any]]:
        """Return the contracts whose id, name or description holds a text, whatever its case."""
        wanted = text.strip().lower()
        return [
            model
            for model in map(self.model, self._all())
            if any(wanted in str(model[key]).lower() for key in ("id", "name", "description"))
        ]

    def model(self, instrument: Instrument) -> dict[str, Any]:
        """Return a contract as the API shows it."""
        product = _MONTH_AND_YEAR.sub("", instrument.description)
        month = _MONTHS[MONTH_LETTERS.index(instrument.symbol[-5])]
        return {
            "id": contract_id(instrument),
            "name": contract_name(instrument),
            "description": f"{product}: {month} {instrument.symbol[-4:]}",
            "tickSize": instrument.tick_size,
            "tickValue": instrument.tick_value,
            "activeContract": instrument.symbol not in self._exchange.inactive,
            "symbolId": symbol_id(instrument),
        }

    def _all(self) -> list[Instrument]:
        return list(self._exchange.instruments.values())


def _code(instrument: Instrument) -> str:
    return CODES.get(instrument.root, instrument.root)
