"""The front of a practice venue: keeps the log, and lets the fault script strike requests."""

from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import TaskScope
from traderterminal.venues.dialect import Dialect
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.faults import Entry
from traderterminal.venues.lines import Lines, amended
from traderterminal.venues.orders import VenueOrder
from traderterminal.venues.sockets import Socket
from traderterminal.venues.traffic import (
    Answer,
    Dropped,
    Request,
    read_json,
    write_json,
)

REMEMBERED: Final = 20_000
_HTML: Final = b"<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>"


@dataclass(slots=True)
class Seen:
    """A request as the log keeps it. `status` is 0 where it was never answered."""

    at_ns: int
    method: str
    path: str
    client_id: str
    status: int = 0
    fault: str = ""


class Front:
    """Stands before a dialect; implements `server.Face`. Durations are host time."""

    def __init__(
        self, dialect: Dialect, exchange: Exchange, lines: Lines, host: Clock, tasks: TaskScope
    ) -> None:
        self.seen: deque[Seen] = deque(maxlen=REMEMBERED)
        self.posts: Counter[str] = Counter()
        self._dialect = dialect
        self._exchange = exchange
        self._lines = lines
        self._host = host
        self._tasks = tasks
        self._shut: tuple[int, int] | None = None  # until when, and with which status

    def reset(self) -> None:
        """Forget what was seen, and open."""
        self.seen.clear()
        self.posts.clear()
        self._shut = None

    def shut(self, seconds: float, status: int) -> None:
        """Answer everything with a page for people for so long (F46)."""
        self._shut = self._host.monotonic_ns() + int(seconds * NANOSECONDS), status

    async def answer(self, request: Request) -> Answer:
        """Answer a request as the dialect does, unless a fault strikes it; raises Dropped."""
        client_id = self._dialect.client_id(request)
        seen = Seen(self._host.now_ns(), request.method, request.path, client_id)
        self.seen.append(seen)
        if client_id:
            self.posts[client_id] += 1
        entry = self._lines.script.on_request(request.method, request.path, _body(request))
        if entry is not None:
            seen.fault = entry.fault
        answer = await self._answer(request, entry)
        seen.status = answer.status
        return answer

    async def _answer(self, request: Request, entry: Entry | None) -> Answer:
        if self._shut is not None and self._host.monotonic_ns() < self._shut[0]:
            return Answer(self._shut[1], _HTML, "text/html; charset=utf-8")
        if entry is None:
            return await self._dialect.answer(request)
        return await FATES[entry.fault](self, request, entry)

    def socket_name(self, request: Request) -> str:
        return self._dialect.socket_name(request)

    def welcome(self, request: Request) -> int:
        """Return 101 where a socket may be opened, else the status that refuses it."""
        entry = self._lines.script.on_connect(self._dialect.socket_name(request))
        return self._dialect.welcome(request) if entry is None else int(entry["status"])

    async def talk(self, socket: Socket) -> None:
        await self._dialect.talk(socket)

    # What befalls a request.

    async def _reset(self, request: Request, entry: Entry) -> Answer:
        raise Dropped(reset=True)

    async def _reply_lost(self, request: Request, entry: Entry) -> Answer:
        await self._dialect.answer(request)
        raise Dropped

    async def _not_booked(self, request: Request, entry: Entry) -> Answer:
        raise Dropped

    async def _late(self, request: Request, entry: Entry) -> Answer:
        answer = await self._dialect.answer(request)
        await self._host.sleep(entry.seconds("delay_s"))
        return answer

    async def _truncated(self, request: Request, entry: Entry) -> Answer:
        answer = await self._dialect.answer(request)
        kept = int(len(answer.body) * float(entry["keep"]))
        return replace(answer, body=answer.body[:kept])

    async def _error_inside(self, request: Request, entry: Entry) -> Answer:
        if entry["booked"]:
            await self._dialect.answer(request)
        return self._dialect.failure(request, entry["code"], str(entry["text"]))

    async def _without_id(self, request: Request, entry: Entry) -> Answer:
        answer = await self._dialect.answer(request)
        ids = dict.fromkeys(self._dialect.id_keys)
        return _rewritten(answer, lambda data: {**data, **{k: None for k in ids if k in data}})

    async def _failed(self, request: Request, entry: Entry) -> Answer:
        if entry["booked"]:
            await self._dialect.answer(request)
        return Answer(int(entry["status"]), b"", "text/plain")

    async def _too_many(self, request: Request, entry: Entry) -> Answer:
        if entry["booked"]:
            await self._dialect.answer(request)
        wait = entry["retry_after_s"]
        return Answer(429, headers={} if wait is None else {"retry-after": str(wait)})

    async def _denied(self, request: Request, entry: Entry) -> Answer:
        if entry["revoke"]:
            self._dialect.revoke(request)
        return Answer(int(entry["status"]))

    async def _out_of_sequence(self, request: Request, entry: Entry) -> Answer:
        mishaps = self._exchange.mishaps
        mishaps.largest_execution = int(entry["lots"])
        with self._lines.shuffled(self._lines.script.random):
            answer = await self._dialect.answer(request)
        mishaps.largest_execution = None
        return answer

    async def _filled_first(self, request: Request, entry: Entry) -> Answer:
        self._fill(request)
        return await self._dialect.answer(request)

    async def _filled_after(self, request: Request, entry: Entry) -> Answer:
        order = self._exchange.orders.get(self._dialect.order_of(request) or 0)
        answer = await self._dialect.answer(request)
        if order is not None:
            self._tasks.spawn(self._fill_late(order, entry), name="a late fill")
        return answer

    async def _fill_late(self, order: VenueOrder, entry: Entry) -> None:
        await self._host.sleep(entry.seconds("delay_s"))
        if order.order_id in self._exchange.orders:  # a reset may have come between
            self._exchange.execute(order.order_id, int(entry["quantity"]))

    async def _unheard(self, request: Request, entry: Entry) -> Answer:
        with self._lines.swallowing():
            await self._dialect.answer(request)
        raise Dropped

    async def _filled_and_changed(self, request: Request, entry: Entry) -> Answer:
        self._fill(request)
        return self._dialect.success(request)

    async def _later_page_fails(self, request: Request, entry: Entry) -> Answer:
        if self._dialect.is_later_page(request):
            return Answer(int(entry["status"]), b"", "text/plain")
        return await self._dialect.answer(request)

    async def _empty(self, request: Request, entry: Entry) -> Answer:
        answer = await self._dialect.answer(request)
        return _rewritten(answer, _emptied)

    async def _disfigured(self, request: Request, entry: Entry) -> Answer:
        answer = await self._dialect.answer(request)
        return replace(answer, body=amended(answer.body.decode(), entry["set"]).encode())

    async def _respelled(self, request: Request, entry: Entry) -> Answer:
        answer = await self._dialect.answer(request)
        text = self._lines.respelled(answer.body.decode(), str(entry["how"]))
        return replace(answer, body=text.encode())

    def _fill(self, request: Request) -> None:
        """Trade what is left of the order that a request is about."""
        order = self._exchange.orders.get(self._dialect.order_of(request) or 0)
        if order is not None and order.left > 0:
            self._exchange.execute(order.order_id, order.left)


#: What befalls a request, by fault.
FATES: Final[Mapping[str, Callable[[Front, Request, Entry], Awaitable[Answer]]]] = MappingProxyType(
    {
        "F3": Front._reset,
        "F4": Front._reply_lost,
        "F5": Front._not_booked,
        "F6": Front._late,
        "F7": Front._truncated,
        "F8": Front._error_inside,
        "F9": Front._without_id,
        "F10": Front._failed,
        "F11": Front._too_many,
        "F12": Front._denied,
        "F15": Front._late,
        "F19": Front._out_of_sequence,
        "F20": Front._filled_first,
        "F21": Front._filled_after,
        "F22": Front._unheard,
        "F23": Front._filled_and_changed,
        "F29": Front._later_page_fails,
        "F31": Front._empty,
        "F41": Front._disfigured,
        "F42": Front._respelled,
    }
)


def _body(request: Request) -> object:
    try:
        return request.json()
    except ValueError:
        return None


def _rewritten(answer: Answer, change: Callable[[Any], Any]) -> Answer:
    return replace(answer, body=write_json(change(read_json(answer.body))).encode())


def _emptied(data: Any) -> Any:
    if isinstance(data, list):
        return []
    if isinstance(data, dict):
        return {key: _emptied(value) for key, value in data.items()}
    return data
