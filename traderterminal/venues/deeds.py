"""What the fault script does at once: to sockets, to the market's books, to sessions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Protocol

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.venues.dialect import Dialect
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.faults import BadScript, Entry
from traderterminal.venues.front import Front
from traderterminal.venues.lines import Lines
from traderterminal.venues.orders import Execution, Refused, State, Ticket, VenueOrder
from traderterminal.venues.sockets import MAX_MESSAGE

#: Size of a frame that no client should take.
OVERSIZED: Final = 2 * MAX_MESSAGE


class Door(Protocol):
    """Where clients come in."""

    def refuse(self, seconds: float) -> None: ...
    def stall(self, seconds: float) -> None: ...


@dataclass(slots=True)
class Deeds:
    """Does what an entry says; raises BadScript where it names what is not there."""

    dialect: Dialect
    exchange: Exchange
    front: Front
    lines: Lines
    host: Clock
    tasks: TaskScope
    doors: list[Door] = field(default_factory=list)

    def do(self, entry: Entry) -> None:
        """Carry out an entry that is due now."""
        try:
            DEEDS[entry.fault](self, entry)
        except (KeyError, ValueError, ArithmeticError) as error:
            raise BadScript(f"{entry.fault}: {error}") from error
        except Refused as refused:
            raise BadScript(f"{entry.fault}: the venue refuses: {refused}") from refused

    def _refuse(self, entry: Entry) -> None:
        for door in self.doors:
            door.refuse(entry.seconds("for_s"))

    def _stall(self, entry: Entry) -> None:
        for door in self.doors:
            door.stall(entry.seconds("for_s"))

    def _refuse_logins(self, entry: Entry) -> None:
        until_ns = self.host.monotonic_ns() + int(entry.seconds("for_s") * NANOSECONDS)
        self.dialect.refuse_logins(until_ns)

    def _reuse_execution_id(self, entry: Entry) -> None:
        self.exchange.mishaps.next_execution_id = self._execution(entry).execution_id

    def _end_orders(self, entry: Entry) -> None:
        state = State(entry["state"])
        for order in self._orders(entry):
            if order.is_open:
                self.exchange.end(order.order_id, state, str(entry["reason"]))

    def _revise(self, entry: Entry) -> None:
        self.exchange.revise(self._execution(entry).execution_id, entry.decimal("price"))

    def _overfill(self, entry: Entry) -> None:
        self.exchange.mishaps.overfills += int(entry["count"])

    def _refuse_exits(self, entry: Entry) -> None:
        self.exchange.mishaps.refused_exits += int(entry["count"])

    def _hide_new(self, entry: Entry) -> None:
        self.exchange.mishaps.hidden_s = entry.seconds("hide_s")

    def _place_elsewhere(self, entry: Entry) -> None:
        account = entry["account"]
        ticket = Ticket(
            account=next(iter(self.exchange.accounts)) if account is None else int(account),
            symbol=str(entry["symbol"]),
            side=Side(entry["side"]),
            quantity=int(entry["quantity"]),
            order_type=OrderType(entry["order_type"]),
            limit_price=entry.decimal("limit_price"),
            stop_price=entry.decimal("stop_price"),
        )
        self.exchange.place(ticket)

    def _silence(self, entry: Entry) -> None:
        self.lines.silence(str(entry["socket"]), entry.seconds("for_s"))

    def _freeze(self, entry: Entry) -> None:
        self.lines.freeze(str(entry["socket"]), entry.seconds("for_s"))

    def _close_sockets(self, entry: Entry) -> None:
        for socket in self.lines.named(str(entry["socket"])):
            socket.close(int(entry["code"]))

    def _storm(self, entry: Entry) -> None:
        script = self.lines.script  # another one ends it

        async def close_again_and_again() -> None:
            end_ns = self.host.monotonic_ns() + int(entry.seconds("for_s") * NANOSECONDS)
            while self.lines.script is script and self.host.monotonic_ns() < end_ns:
                for socket in self.lines.named(str(entry["socket"])):
                    socket.close(1006)
                await self.host.sleep(entry.seconds("every_s"))

        self.tasks.spawn(close_again_and_again(), name="a storm of reconnects")

    def _withhold_snapshots(self, entry: Entry) -> None:
        self.dialect.withhold_snapshots(int(entry["count"]))

    def _delay(self, entry: Entry) -> None:
        self.lines.delay(str(entry["socket"]), entry.seconds("for_s"))

    def _flood(self, entry: Entry) -> None:
        for socket in self.lines.named(str(entry["socket"])):
            for text in self.dialect.flood(socket, int(entry["frames"])):
                socket.put(text)

    def _send_unreadable(self, entry: Entry) -> None:
        how = str(entry["how"])
        if how not in ("oversized", "binary", "compressed"):
            raise ValueError(f"how is oversized, binary or compressed, not {how!r}")
        for socket in self.lines.named(str(entry["socket"])):
            socket.put_frame(how, OVERSIZED if how == "oversized" else 64)

    def _run_ahead(self, entry: Entry) -> None:
        self.exchange.mishaps.ahead_ns = int(entry.seconds("ahead_s") * NANOSECONDS)
        self.dialect.zoneless = bool(entry["zoneless"])

    def _compete(self, entry: Entry) -> None:
        self.dialect.compete()

    def _shut(self, entry: Entry) -> None:
        self.front.shut(entry.seconds("for_s"), int(entry["status"]))

    def _list_anew(self, entry: Entry) -> None:
        was = self.exchange.instruments[str(entry["symbol"])]
        tick, point = entry.decimal("tick_size"), entry.decimal("point_value")
        changed = replace(
            was,
            tick_size=was.tick_size if tick is None else tick,
            point_value=was.point_value if point is None else point,
        )
        self.exchange.list_anew(changed, active=bool(entry["active"]))

    def _change_world(self, entry: Entry) -> None:
        for number, account in self.exchange.accounts.items():
            if entry["account"] in (None, number):
                wanted = entry["simulated"]
                account.simulated = not account.simulated if wanted is None else bool(wanted)

    def _orders(self, entry: Entry) -> list[VenueOrder]:
        wanted = entry["order"]
        if wanted is None:
            return list(self.exchange.orders.values())
        found = [o for o in self.exchange.orders.values() if wanted in (o.order_id, o.ticket.tag)]
        if not found:
            raise KeyError(f"there is no order {wanted!r}")
        return found

    def _execution(self, entry: Entry) -> Execution:
        wanted, executions = entry["execution"], self.exchange.executions()
        found = [one for one in executions if wanted in (None, one.execution_id)]
        if not found:
            raise KeyError(f"there is no execution {wanted!r}")
        return found[-1]


#: What is done at once, by fault.
DEEDS: Final[Mapping[str, Callable[[Deeds, Entry], None]]] = MappingProxyType(
    {
        "F1": Deeds._refuse,
        "F2": Deeds._stall,
        "F13": Deeds._refuse_logins,
        "F18": Deeds._reuse_execution_id,
        "F25": Deeds._end_orders,
        "F26": Deeds._revise,
        "F27": Deeds._overfill,
        "F28": Deeds._refuse_exits,
        "F30": Deeds._hide_new,
        "F32": Deeds._place_elsewhere,
        "F33": Deeds._silence,
        "F34": Deeds._freeze,
        "F35": Deeds._close_sockets,
        "F36": Deeds._storm,
        "F37": Deeds._withhold_snapshots,
        "F38": Deeds._delay,
        "F39": Deeds._flood,
        "F40": Deeds._send_unreadable,
        "F43": Deeds._run_ahead,
        "F45": Deeds._compete,
        "F46": Deeds._shut,
        "F47": Deeds._list_anew,
        "F48": Deeds._change_world,
    }
)
