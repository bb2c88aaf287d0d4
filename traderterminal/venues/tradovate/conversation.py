"""One open socket of the practice Tradovate: who is on it, and what it is told of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.venues.sockets import Socket
from traderterminal.venues.tradovate.entities import Viewer
from traderterminal.venues.tradovate.frames import HEARTBEAT, HEARTBEAT_S, Message, close, pack
from traderterminal.venues.tradovate.sessions import Login

#: How long a client may be silent, and how long he may stay without a login, in seconds.
CLIENT_SILENCE_S = 10.0
UNKNOWN_S = 30.0


@dataclass(slots=True, eq=False)
class Conversation:
    """A socket, its login, and what it asked to be told of.

    `kinds` are the entities that it hears of, None before it asked for a snapshot; `accounts` are
    those that it asked for, None for all of its user's. `later` is done once the reply is out.
    Whatever is sent goes through `spell`.
    """

    number: int
    socket: Socket
    world: str  # demo, live or md
    host: Clock
    opened_ns: int
    sent_ns: int
    spell: Callable[[str], str]
    login: Login | None = None
    kinds: frozenset[str] | None = None
    accounts: Viewer = None
    later: list[Callable[[], None]] = field(default_factory=list)

    def narrowed(self, viewer: Viewer) -> Viewer:
        """Return what is left of a view by the accounts that were asked for."""
        return viewer if self.accounts is None or viewer is None else viewer & self.accounts

    def send(self, messages: Iterable[Message], topic: str = "") -> None:
        """Send messages in one frame; `topic` names news to the fault script."""
        self.put(pack(messages), topic)

    def put(self, text: str, topic: str = "") -> None:
        """Send a frame."""
        self.sent_ns = self.host.monotonic_ns()
        self.socket.send(self.spell(text), topic)

    def finish_reply(self) -> None:
        """Do what had to wait until the reply was out."""
        waiting, self.later = self.later, []
        for do in waiting:
            do()

    def hang_up(self, code: int, reason: str) -> None:
        """Say why, and close."""
        self.put(close(code, reason))
        self.socket.close()

    async def keep_alive(self) -> None:
        """Send a heartbeat whenever nothing was sent for a while, and leave who keeps silent.

        It goes on until it is cancelled, or the connection is broken off for want of a goodbye.
        """
        step_ns = round(HEARTBEAT_S * NANOSECONDS)
        while not self.socket.ended:
            now_ns = self.host.monotonic_ns()
            if now_ns - self.sent_ns >= step_ns:
                self.put(HEARTBEAT)
            silent_ns, known_ns = now_ns - self.socket.heard_ns, now_ns - self.opened_ns
            if silent_ns >= CLIENT_SILENCE_S * NANOSECONDS:
                self.hang_up(3000, "Go away!")
            elif self.login is None and known_ns >= UNKNOWN_S * NANOSECONDS:
                self.hang_up(3000, "Not authorized")
            else:
                await self.host.sleep((self.sent_ns + step_ns - now_ns) / NANOSECONDS)
        await self.host.sleep(HEARTBEAT_S)  # for his goodbye
        self.socket.cut()
