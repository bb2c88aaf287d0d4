"""What a broker's dialect gives to the practice venue that speaks it."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from traderterminal.venues.sockets import Socket
from traderterminal.venues.traffic import Answer, Request


class Dialect(Protocol):
    """The requests and sockets of one broker.

    The upper part is the protocol itself, the lower what the fault script asks of it.
    `unsupported` are faults of the catalogue that the protocol has no place for, with the reason;
    `id_keys` and `price_keys` are its names of order ids and prices; `zoneless` has it leave the
    time zone out of its times.
    """

    name: str
    unsupported: Mapping[str, str]
    id_keys: frozenset[str]
    price_keys: frozenset[str]
    zoneless: bool

    def urls(self, host: str, port: int) -> Mapping[str, str]:
        """Return the addresses `rest`, `stream` and `market` on a port."""
        ...

    async def answer(self, request: Request) -> Answer: ...

    def socket_name(self, request: Request) -> str:
        """Return which socket a request opens, for the fault script; empty for none."""
        ...

    def welcome(self, request: Request) -> int:
        """Return 101 where a socket may be opened, else the HTTP status that refuses it."""
        ...

    async def talk(self, socket: Socket) -> None:
        """Hold the conversation on an open socket until it ends."""
        ...

    def reset(self) -> None:
        """Forget sessions, limits and mischief."""
        ...

    def client_id(self, request: Request) -> str:
        """Return the client's own id of the order that a request is to place; empty for none."""
        ...

    def order_of(self, request: Request) -> int | None:
        """Return the order that a request is to change or cancel."""
        ...

    def is_later_page(self, request: Request) -> bool:
        """Say whether a request asks for another page than the first."""
        ...

    def failure(self, request: Request, code: object, text: str) -> Answer:
        """Return an answer of status 200 that carries an error (F8)."""
        ...

    def success(self, request: Request) -> Answer:
        """Return the answer of a change that was taken (F23)."""
        ...

    def revoke(self, request: Request) -> None:
        """End the session of a request (F12)."""
        ...

    def refuse_logins(self, until_ns: int) -> None:
        """End every session and let nobody in until a host time (F13)."""
        ...

    def compete(self) -> None:
        """Let another session of the same user take over (F45)."""
        ...

    def withhold_snapshots(self, count: int) -> None:
        """Leave out the next snapshots of market data (F37)."""
        ...

    def flood(self, socket: Socket, frames: int) -> Iterable[str]:
        """Return so many frames of quotes, as fast as they can be made (F39)."""
        ...
