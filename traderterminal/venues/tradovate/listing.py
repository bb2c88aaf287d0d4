"""Products, maturities and contracts of the practice Tradovate, as the broker describes them."""

from collections.abc import Sequence
from typing import Final

from traderterminal.domain.instruments import Instrument, Notation
from traderterminal.domain.symbols import MONTH_LETTERS
from traderterminal.kit.clock import parse_iso
from traderterminal.venues.tradovate.entities import Entities, Entity
from traderterminal.venues.tradovate.wire import moment

#: When the broker came to know what it lists: no client depends on it.
_LISTED: Final = moment(parse_iso("2024-01-01T00:00:00Z"))


def contract_name(instrument: Instrument) -> str:
    """Return root, month letter and last digit of the year: `ESZ6` of `ESZ2026`."""
    return f"{instrument.symbol[:-4]}{instrument.symbol[-1]}"


def month_of(instrument: Instrument) -> int:
    """Return the month of a contract as the broker writes it: 202612 of `ESZ2026`."""
    return int(instrument.symbol[-4:]) * 100 + MONTH_LETTERS.index(instrument.symbol[-5]) + 1


class Listing:
    """Enters `instruments`, which are futures, as entities; finds one by name or id.

    The first contract of a product counts as its front month.
    """

    def __init__(self, entities: Entities, instruments: Sequence[Instrument]) -> None:
        self._entities = entities
        self._instruments: dict[int, Instrument] = {}
        self._ids: dict[str, int] = {}
        self.currency_id = entities.save("currency", {"name": "USD", "symbol": "$"})["id"]
        for instrument in instruments:
            self._enter(instrument)

    def instrument(self, contract_id: int) -> Instrument:
        """Return the instrument of a contract; raises KeyError."""
        return self._instruments[contract_id]

    def instrument_of(self, symbol: str) -> Instrument:
        """Return the instrument of a canonical symbol; raises KeyError."""
        return self._instruments[self._ids[symbol]]

    def contract_id(self, symbol: str) -> int:
        """Return the contract of a canonical symbol; raises KeyError."""
        return self._ids[symbol]

    @property
    def contracts(self) -> Sequence[int]:
        """The ids of all contracts."""
        return list(self._instruments)

    def find(self, name_or_id: str) -> int | None:
        """Return the contract that a request names, by name or by id."""
        found = self._entities.named("contract", name_or_id)
        if found is not None:
            return int(found["id"])
        number = int(name_or_id) if name_or_id.isascii() and name_or_id.isdigit() else 0
        return number if number in self._instruments else None

    def product_of(self, contract_id: int) -> Entity:
        """Return the product of a contract."""
        contract = self._entities.need("contract", contract_id)
        maturity = self._entities.need("contractMaturity", contract["contractMaturityId"])
        return self._entities.need("product", maturity["productId"])

    def symbol_of_product(self, product_id: int) -> str | None:
        """Return the symbol of a product's first contract; None where there is no such product."""
        product = self._entities.get("product", product_id)
        own = (
            i.symbol for i in self._instruments.values() if product and i.root == product["name"]
        )
        return next(own, None)

    def roll(self, contract_id: int, *, forward: bool) -> Entity | None:
        """Return the listed contract after, or before, another; None where there is none."""
        root = self._instruments[contract_id].root
        same = [number for number, each in self._instruments.items() if each.root == root]
        same.sort(key=lambda number: month_of(self._instruments[number]))
        place = same.index(contract_id) + (1 if forward else -1)
        return self._entities.need("contract", same[place]) if 0 <= place < len(same) else None

    def list_anew(self, instrument: Instrument, *, active: bool) -> None:
        """Tell of a contract that changed: its tick, its worth, whether it is still traded."""
        contract_id = self._ids[instrument.symbol]
        self._instruments[contract_id] = instrument
        self._entities.update(
            "product",
            self.product_of(contract_id)["id"],
            tickSize=instrument.tick_size,
            valuePerPoint=instrument.point_value,
        )
        self._entities.update(
            "contract",
            contract_id,
            status="Verified" if active else "Expired",
            providerTickSize=instrument.tick_size,
        )

    def _enter(self, instrument: Instrument) -> None:
        product = self._product(instrument)
        known = self._entities.dependents("contractMaturity", product["id"])
        maturity = {
            "productId": product["id"],
            "expirationMonth": month_of(instrument),
            "expirationDate": f"{instrument.last_trading_day}T22:00:00.000Z",
            "isFront": not known,
        }
        saved = self._entities.save("contractMaturity", maturity)
        contract = self._entities.save(
            "contract",
            {
                "name": contract_name(instrument),
                "contractMaturityId": saved["id"],
                "timestamp": _LISTED,
                "status": "Verified",
                "providerTickSize": instrument.tick_size,
            },
        )
        self._instruments[contract["id"]] = instrument
        self._ids[instrument.symbol] = contract["id"]

    def _product(self, instrument: Instrument) -> Entity:
        found = self._entities.named("product", instrument.root)
        if found is not None:
            return found
        fractional = instrument.notation is Notation.THIRTY_SECONDS
        months = {each for each in "HMUZ"} | {instrument.symbol[-5]}
        return self._entities.save(
            "product",
            {
                "name": instrument.root,
                "currencyId": self.currency_id,
                "productType": "Futures",
                "description": instrument.description,
                "exchangeId": self._named("exchange", instrument.exchange)["id"],
                "contractGroupId": self._named("contractGroup", instrument.session)["id"],
                "status": "Verified",
                "valuePerPoint": instrument.point_value,
                "priceFormatType": "Fractional" if fractional else "Decimal",
                "priceFormat": -5 if fractional else -instrument.price_decimals,
                "tickSize": instrument.tick_size,
                "months": "".join(sorted(months)),
                "isMicro": instrument.root.startswith("M") and instrument.root[1:].isalpha(),
            },
        )

    def _named(self, kind: str, name: str) -> Entity:
        return self._entities.named(kind, name) or self._entities.save(kind, {"name": name})
