"""Operations of the practice Tradovate that are neither orders, logins, sockets nor plain reads."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.tradovate.account_records import OVERNIGHT
from traderterminal.venues.tradovate.entities import Viewer, kind_of, read
from traderterminal.venues.tradovate.house import House
from traderterminal.venues.tradovate.order_records import NFA
from traderterminal.venues.tradovate.wire import Call, Data, Failure, Fields

_HOUR_NS: Final = 3_600 * NANOSECONDS
#: The most that a change may leave in a demo account, in US dollars.
_DEMO_MOST: Final = Decimal(50_000)
_LONGEST_COMMENT: Final = 64


class Operations:
    """Answers for the entities of a house; `host` is the time that limits go by."""

    def __init__(self, house: House, exchange: Exchange, host: Clock) -> None:
        self._house = house
        self._exchange = exchange
        self._host = host
        self._changed_ns: dict[int, int] = {}
        self._special: Mapping[str, Callable[[Fields, Viewer], Data]] = {
            "cashbalance/getcashbalancesnapshot": self._worth,
            "cashbalance/changedemobalance": self._change_cash,
            "contract/rollcontract": self._roll,
            "contract/getproductfeeparams": self._fees,
        }

    def answer(self, call: Call, viewer: Viewer) -> Data:
        """Do an operation; raises Failure, 404 for one that does not exist."""
        special = self._special.get(call.endpoint)
        if special is not None:
            return special(call.fields, viewer)
        if self._house.entry.does(call):
            return self._house.entry.answer(call.operation, call.fields, viewer)
        kind, found = kind_of(call.entity), read(self._house.entities, call, viewer)
        if kind is None or found is None:
            raise Failure(404)
        return self._house.as_listed(kind, found) if isinstance(found, list) else found

    def _account(self, fields: Fields, viewer: Viewer) -> int:
        fields.need("accountId")
        number = fields.integer("accountId")
        if self._house.entities.get("account", number, viewer) is None or number is None:
            raise Failure(404, "account not found")
        return number

    def _worth(self, fields: Fields, viewer: Viewer) -> Data:
        return self._house.accounts.snapshot(self._account(fields, viewer))

    def _change_cash(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("cashChange")
        number, change = self._account(fields, viewer), fields.number("cashChange") or Decimal(0)
        now_ns, last_ns = self._host.monotonic_ns(), self._changed_ns.get(number)
        cash = self._house.accounts.snapshot(number)["totalCashValue"]
        if len(fields.text("comment")) > _LONGEST_COMMENT:
            raise Failure(400, "Invalid value of field: comment")
        if last_ns is not None and now_ns - last_ns < _HOUR_NS:
            return {"errorText": "One change to the simulation cash balance is permitted per hour"}
        if cash + change > _DEMO_MOST:
            return {"errorText": "The balance may not exceed $50,000"}
        self._changed_ns[number] = now_ns
        self._house.accounts.adjust(number, change, self._exchange.now_ns)
        return {"ok": True}

    def _roll(self, fields: Fields, viewer: Viewer) -> Data:
        fields.need("name", "forward", "ifExpired")
        name, listing = fields.text("name"), self._house.listing
        contract = listing.find(name)
        if contract is None:
            return {"errorText": "Contract is not found"}
        expired = listing.instrument(contract).symbol in self._exchange.inactive
        if fields.flag("ifExpired") and not expired:
            return {"contract": self._house.entities.need("contract", contract)}
        found = listing.roll(contract, forward=fields.flag("forward") is True)
        return {"errorText": "Contract is not found"} if found is None else {"contract": found}

    def _fees(self, fields: Fields, viewer: Viewer) -> Data:
        """Commissions are what the exchange here asks beside the association's share."""
        fields.need("productIds")
        params = []
        for number in fields.integers("productIds"):
            symbol = self._house.listing.symbol_of_product(number)
            if symbol is not None:
                margin = self._house.accounts.margin_of(symbol)
                params.append(
                    {
                        "productId": number,
                        "nfaFee": NFA,
                        "dayMargin": margin,
                        "nightMargin": margin * OVERNIGHT,
                        "fullMargin": margin * OVERNIGHT,
                    }
                )
        return {"params": params}
