"""Which contract of the broker's is which of ours: by its id there, never by its name alone.

A name such as `ESH4` comes again every ten years; the maturity behind it tells the year. The roll
is ours to decide: what is traded is a dated contract, found by its name, or where that has moved on
among those that the broker suggests.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote_plus

from traderterminal.brokers.tradovate.calls import Calls
from traderterminal.brokers.tradovate.entities import (
    E,
    Entities,
    UnreadableEntity,
    read_as,
)
from traderterminal.brokers.tradovate.mapping import canonical_symbol, contract_name
from traderterminal.brokers.tradovate.wire import Contract, ContractMaturity, Product
from traderterminal.brokers.transport.http import unavailable
from traderterminal.desk.ports import ContractNews
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import to_datetime

#: How many suggestions are looked through for a contract that its name does not find.
SUGGESTED: Final = 20
#: The status of a contract that is over, in the older form of the entity.
EXPIRED: Final = "Expired"


class ContractBook:
    """Contracts as far as they are known, and the questions that make one known.

    `today` is the market's day, `accounts` are ours; `tell` hears what each contract is there.
    """

    def __init__(
        self,
        entities: Entities,
        calls: Calls,
        today: Callable[[], date],
        accounts: Sequence[str],
        tell: Callable[[ContractNews], None],
    ) -> None:
        self._entities = entities
        self._calls = calls
        self._today = today
        self._accounts = accounts
        self._tell = tell
        self._symbols: dict[int, str] = {}
        self._contracts: dict[str, Contract] = {}
        self._told: dict[int, tuple[Decimal, Decimal, bool]] = {}  # by contract

    def symbol(self, contract_id: int) -> str | None:
        """Return our symbol of a contract that is traded; None while not all of it is known."""
        found = self._symbols.get(contract_id) or self._learn(contract_id)
        if found is not None:
            self._say(contract_id)
        return found

    async def resolve(self, contract_id: int) -> str:
        """Return our symbol of a contract that is traded, asking for what is not known of it.

        Raises BrokerUnavailable, also for one that cannot be understood.
        """
        if await self._look_up(contract_id) is None:
            raise unavailable(f"contract {contract_id} is not a future with a month")
        found = self.symbol(contract_id)
        assert found is not None  # noqa: S101 - it was looked up right now
        return found

    async def find(self, instrument: Instrument, *, anew: bool = False) -> Contract | None:
        """Return the broker's contract of one of our futures; None where it has none.

        Its name stays the same; whoever goes by its id asks `anew` with every connection, for a
        practice venue gives out new ones when it is started again. Raises BrokerUnavailable.
        """
        if anew or instrument.symbol not in self._contracts:
            await self._search(instrument)
        found = self._contracts.get(instrument.symbol)
        if found is not None:
            self._say(found.id)
        return found

    async def _search(self, instrument: Instrument) -> None:
        """Look for a contract by its name, then among what the broker suggests for its root."""
        name = quote_plus(contract_name(instrument))
        found = await self._calls.ask("contract/find", f"name={name}")
        if found is not None and await self._is_among([found], instrument):
            return
        query = f"t={quote_plus(instrument.root)}&l={SUGGESTED}"
        await self._is_among(await self._calls.listed("contract/suggest", query), instrument)

    async def _is_among(self, candidates: Sequence[Any], instrument: Instrument) -> bool:
        for raw in candidates:
            try:
                contract = read_as(Contract, "contract", raw)
            except UnreadableEntity as error:
                raise unavailable(str(error)) from error
            if contract.name.startswith(instrument.root):
                self._entities.put("contract", contract)
                if await self._look_up(contract.id) == instrument.symbol:
                    return True
        return False

    async def _look_up(self, contract_id: int) -> str | None:
        """Return our symbol of a contract, asking for what is not known; None where it has none."""
        if (known := self._symbols.get(contract_id)) is not None:
            return known
        contract = await self._item(Contract, "contract", contract_id)
        maturity = await self._item(
            ContractMaturity, "contractMaturity", contract.contract_maturity_id
        )
        await self._item(Product, "product", maturity.product_id)
        return self._learn(contract_id)

    async def _item(self, model: type[E], kind: str, number: int) -> E:
        known = self._entities.get(model, kind, number)
        if known is not None:
            return known
        raw = await self._calls.ask(f"{kind}/item", f"id={number}")
        if raw is None:
            raise unavailable(f"there is no {kind} {number}")
        try:
            found = read_as(model, kind, raw)
        except UnreadableEntity as error:
            raise unavailable(str(error)) from error
        self._entities.put(kind, found)
        return found

    def changed(self) -> None:
        """Learn anew what was told: the broker has changed something of some contract."""
        for contract_id in tuple(self._told):
            self._learn(contract_id)
            self._say(contract_id)

    def _learn(self, contract_id: int) -> str | None:
        """Put together what is known of a contract; return its symbol once it is all there."""
        parts = self._parts(contract_id)
        if parts is None:
            return None
        contract, maturity, _ = parts
        try:
            symbol = canonical_symbol(contract.name, maturity.expiration_month)
        except ValueError:
            return None
        self._symbols[contract_id], self._contracts[symbol] = symbol, contract
        return symbol

    def _parts(self, contract_id: int) -> tuple[Contract, ContractMaturity, Product] | None:
        found = self._entities
        contract = found.get(Contract, "contract", contract_id)
        if contract is None:
            return None
        maturity = found.get(ContractMaturity, "contractMaturity", contract.contract_maturity_id)
        product = None if maturity is None else found.get(Product, "product", maturity.product_id)
        return None if maturity is None or product is None else (contract, maturity, product)

    def _say(self, contract_id: int) -> None:
        """Tell the desk what a symbol is here, where that is new."""
        parts = self._parts(contract_id)
        if parts is None:
            return
        contract, maturity, product = parts
        last_ns = maturity.expiration_date
        is_over = last_ns is not None and to_datetime(last_ns).date() < self._today()
        tradable = not is_over and contract.status != EXPIRED
        told = product.tick_size, product.value_per_point, tradable
        if self._told.get(contract_id) != told:
            self._told[contract_id] = told
            for account in self._accounts:
                self._tell(ContractNews(account, self._symbols[contract_id], *told))
