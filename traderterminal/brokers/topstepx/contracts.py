"""Contracts of the broker and our symbols, each found by the other.

Ids are never put together here: product codes are not always the exchange's roots
(`CON.F.US.EP.Z26` is ESZ2026), so a symbol is searched for by its root, and an id asked for. What
was found holds for a day; what was not, for a minute.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.brokers.plugin import Contracts
from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.topstepx.rest import Rest, read
from traderterminal.brokers.transport.http import unavailable
from traderterminal.domain.errors import BrokerUnavailable, UnknownSymbol
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen

#: For how long what was found is not asked for again, in seconds.
GOOD_FOR_S: Final = 24 * 3600.0
MISSING_FOR_S: Final = 60.0
#: How often it is looked whether something that is used has to be asked for again.
LOOK_S: Final = 10.0
#: How long an id whose question failed is left alone: every event of a contract would ask anew.
FAILED_FOR_S: Final = 1.0

#: The month and the two digits of the year at the end of an id.
_MONTH: Final = re.compile(r"\.([FGHJKMNQUVXZ])(\d\d)$")


@frozen
class Listed:
    """A contract of the broker's and the instrument that it is."""

    id: str
    instrument: Instrument
    tick_size: Decimal
    point_value: Decimal
    tradable: bool
    found_ns: int  # host time, monotonic

    @property
    def symbol(self) -> str:
        return self.instrument.symbol


class ContractBook:
    """What the broker lists. `is_live` says which data its accounts subscribe to; `found` hears of
    every contract that is used, anew each day."""

    def __init__(
        self,
        rest: Rest,
        contracts: Contracts,
        clock: Clock,
        *,
        is_live: Callable[[], bool],
        found: Callable[[Listed], None],
    ) -> None:
        self._rest = rest
        self._contracts = contracts
        self._clock = clock
        self._is_live = is_live
        self._found = found
        self._by_id: dict[str, Listed] = {}
        self._by_symbol: dict[str, Listed] = {}
        self._missing_ns: dict[str, int] = {}
        self._failed_ns: dict[str, int] = {}
        self._used: dict[str, None] = {}

    def known(self, contract_id: str) -> Listed | None:
        """Return the contract of an id, if it was ever found."""
        return self._by_id.get(contract_id)

    async def by_id(self, contract_id: str) -> Listed:
        """Return the contract of an id; raises BrokerUnavailable, UnknownSymbol when it is nothing
        that this program knows."""
        known = self._by_id.get(contract_id)
        if known is not None:
            return known
        self._check_missing(contract_id)
        if self._is_recent(self._failed_ns.get(contract_id), FAILED_FOR_S):
            raise unavailable(f"{contract_id} was asked for a moment ago")
        try:
            body = await self._rest.ask("/api/Contract/searchById", {"contractId": contract_id})
            found = self._keep(read(wire.Contract, body.get("contract")))
        except BrokerUnavailable:
            self._failed_ns[contract_id] = self._clock.monotonic_ns()
            raise
        except UnknownSymbol:
            self._miss(contract_id)
            raise
        return self._use(found)

    async def by_symbol(self, symbol: str) -> Listed:
        """Return the contract of a canonical symbol.

        Raises BrokerUnavailable, UnknownSymbol when the broker does not list it.
        """
        known = self._by_symbol.get(symbol)
        if known is not None and self._is_good(known):
            return known
        self._check_missing(symbol)
        instrument = self._contracts.instrument(symbol)
        try:
            await self._search(instrument)
        except BrokerUnavailable:
            if known is None:
                raise
            return known
        found = self._by_symbol.get(symbol)
        if found is None or not self._is_good(found):
            self._miss(symbol)
            raise UnknownSymbol(symbol)
        return self._use(found)

    def held(self, symbol: str) -> Listed | None:
        """Return the contract of a symbol as it was last found, whenever that was."""
        return self._by_symbol.get(symbol)

    def doubt(self) -> None:
        """Ask anew for everything that is used: another server may have answered."""
        self._by_symbol = {
            symbol: replace(listed, found_ns=-int(GOOD_FOR_S * NANOSECONDS))
            for symbol, listed in self._by_symbol.items()
        }

    async def keep(self) -> None:
        """Ask again in time for everything that is used, until cancelled."""
        while True:
            await self._clock.sleep(LOOK_S)
            for symbol in tuple(self._used):
                with suppress(BrokerUnavailable, UnknownSymbol):
                    await self.by_symbol(symbol)

    def _use(self, listed: Listed) -> Listed:
        self._used[listed.symbol] = None
        self._found(listed)
        return listed

    async def _search(self, instrument: Instrument) -> None:
        if instrument.asset_class is not AssetClass.FUTURE:
            return  # nothing else is listed there
        body = await self._rest.ask(
            "/api/Contract/search", {"searchText": instrument.root, "live": self._is_live()}
        )
        self._take(body.get("contracts"))

    def _take(self, contracts: object) -> None:
        if not isinstance(contracts, list):
            raise unavailable("the contracts are missing from the answer")
        for value in contracts:
            try:
                self._keep(read(wire.Contract, value))
            except (BrokerUnavailable, UnknownSymbol):
                continue  # one that is not known here is none of ours

    def _keep(self, contract: wire.Contract) -> Listed:
        instrument = self._instrument(contract)
        listed = Listed(
            id=contract.id,
            instrument=instrument,
            tick_size=contract.tick_size,
            point_value=contract.tick_value / contract.tick_size,
            tradable=contract.active_contract,
            found_ns=self._clock.monotonic_ns(),
        )
        self._by_id[contract.id] = self._by_symbol[instrument.symbol] = listed
        return listed

    def _instrument(self, contract: wire.Contract) -> Instrument:
        """By its name, whose year has one digit, and by its id, whose year has two."""
        today = self._contracts.today()
        try:
            named = self._contracts.resolve(contract.name, today)
        except UnknownSymbol:
            return self._contracts.resolve(contract.id, today)
        month = _MONTH.search(contract.id)
        if month is None:
            return named
        return self._contracts.instrument(f"{named.root}{month[1]}20{month[2]}")

    def _is_good(self, listed: Listed) -> bool:
        return self._is_recent(listed.found_ns, GOOD_FOR_S)

    def _is_recent(self, since_ns: int | None, seconds: float) -> bool:
        if since_ns is None:
            return False
        return self._clock.monotonic_ns() - since_ns < seconds * NANOSECONDS

    def _miss(self, name: str) -> None:
        self._missing_ns[name] = self._clock.monotonic_ns()

    def _check_missing(self, name: str) -> None:
        if self._is_recent(self._missing_ns.get(name), MISSING_FOR_S):
            raise UnknownSymbol(name)
