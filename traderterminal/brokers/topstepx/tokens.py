"""The token of a login: had once, renewed in time, and had anew when the broker wants it no more.

Whoever finds it refused asks for another; of many who do so at once the first one fetches it and
the others wait. Its life is counted by the interval since it was issued, so that a wrong clock on
either side ends nothing.
"""

import asyncio
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable
from typing import Any, Final

from traderterminal.brokers.topstepx.mapping import LOGIN_REFUSALS, Refusal, Taken, outcome
from traderterminal.brokers.topstepx.settings import RENEW_BEFORE_S, TOKEN_LIFE_S
from traderterminal.brokers.transport.exact_json import UnreadableJson, read_json
from traderterminal.brokers.transport.http import Http, unavailable
from traderterminal.brokers.transport.rate_limit import Priority, RateLimit
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import NANOSECONDS, Clock

#: When a renewal that failed is tried again, in seconds.
AGAIN_S: Final = 60.0


class LoginRefused(Exception):
    """The broker wants no login with these credentials; in its own words."""


class Tokens:
    """The token of one user.

    `welcome` is given each token that a login brings, before anybody else is: what it raises ends
    the login. `ended` is told that the broker knows the token no more; what it raises keeps from a
    new login. `refused` is told when the credentials are wanted no more; they are not tried again
    before `begin`.
    """

    def __init__(
        self,
        http: Http,
        limit: RateLimit,
        clock: Clock,
        *,
        credentials: Callable[[], tuple[str, str]],
        welcome: Callable[[str], Awaitable[None]],
        ended: Callable[[], None],
        refused: Callable[[str], None],
    ) -> None:
        self._http = http
        self._limit = limit
        self._clock = clock
        self._credentials = credentials
        self._welcome = welcome
        self._ended = ended
        self._refused = refused
        self._turn = asyncio.Lock()
        self._there = asyncio.Event()
        self._is_doubted = False
        self._refusal = ""
        self._renew_ns = 0  # monotonic
        self.held = ""
        self.expires_ns: int | None = None  # host time

    def begin(self) -> None:
        """Let the credentials be tried, whatever became of them before."""
        self._refusal = ""

    async def current(self) -> str:
        """Return the token, logging in where there is none.

        Raises LoginRefused, and BrokerUnavailable when nobody could say.
        """
        async with self._turn:
            if self._refusal:
                raise LoginRefused(self._refusal)
            if self.held and self._is_doubted:
                await self._validate()
            if not self.held:
                await self._log_in()
            return self.held

    async def available(self) -> str:
        """Wait until somebody has logged in, and return the token."""
        await self._there.wait()
        return self.held

    async def renew(self, refused: str) -> str:
        """Return another token than one that the broker has refused; raises as `current` does."""
        if self.held == refused:
            self._is_doubted = True
        return await self.current()

    def doubt(self) -> None:
        """Have the token confirmed before it is used for a connection again."""
        self._is_doubted = True

    def forget(self) -> None:
        """Give the login up."""
        self.held, self.expires_ns, self._is_doubted = "", None, False
        self._there.clear()

    async def keep(self) -> None:
        """Renew the token in time, until cancelled."""
        while True:
            await self.available()
            left_s = (self._renew_ns - self._clock.monotonic_ns()) / NANOSECONDS
            if left_s > 0:
                await self._clock.sleep(left_s)
                continue
            self._is_doubted = True
            try:
                await self.current()
            except BrokerUnavailable:
                await self._clock.sleep(AGAIN_S)
            except LoginRefused:
                continue

    async def _log_in(self) -> None:
        user, key = self._credentials()
        reply = await self._http.ask(
            "POST",
            "/api/Auth/loginKey",
            priority=Priority.CANCEL,  # without it nobody gets out
            limit=self._limit,
            body={"userName": user, "apiKey": key},
        )
        match outcome(reply, LOGIN_REFUSALS):
            case Taken({"token": str(token)}) if token:
                await self._welcome(token)
                self._hold(token)
            case Refusal(text):
                self._refusal = text
                self._refused(text)
                raise LoginRefused(text)
            case answer:
                raise unavailable(f"the login failed: {getattr(answer, 'cause', 'no token')}")

    async def _validate(self) -> None:
        """Have the token exchanged for a new one; without success there is none afterwards."""
        reply = await self._http.ask(
            "POST",
            "/api/Auth/validate",
            priority=Priority.CANCEL,
            limit=self._limit,
            headers=bearer(self.held),
        )
        match outcome(reply, _SESSION_REFUSALS):
            case Taken({"newToken": str(token)}) if token:
                self._hold(token)
            case Taken() | Refusal():
                self.forget()
                self._ended()
            case answer:
                raise unavailable(answer.cause)

    def _hold(self, token: str) -> None:
        life_s = _life_s(token)
        self.held, self._is_doubted = token, False
        self.expires_ns = self._clock.now_ns() + int(life_s * NANOSECONDS)
        renew_in_s = max(life_s - RENEW_BEFORE_S, life_s / 2)
        self._renew_ns = self._clock.monotonic_ns() + int(renew_in_s * NANOSECONDS)
        self._there.set()


_SESSION_REFUSALS: Final = {1: "invalid session", 2: "session not found", 3: "expired token"}


def bearer(token: str) -> dict[str, str]:
    """Return the header that shows a token."""
    return {"Authorization": f"Bearer {token}"}


def _life_s(token: str) -> float:
    """Return for how long a token holds, by its own claims (RFC 7519), else as documented."""
    match _claims(token):
        case {"exp": int(end), "iat": int(start)} | {"exp": int(end), "nbf": int(start)}:
            return float(min(max(end - start, 60), TOKEN_LIFE_S))
        case _:
            return TOKEN_LIFE_S


def _claims(token: str) -> Any:
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        return read_json(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (UnreadableJson, ValueError):
        return None
