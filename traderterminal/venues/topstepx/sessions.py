"""Logins of the TopstepX venue: JSON web tokens of 24 hours, replaced when they are validated."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.venues.orders import VenueUser
from traderterminal.venues.traffic import write_json

LIFE_S: Final = 24 * 3600

USER_NOT_FOUND, INVALID_CREDENTIALS, APP_NOT_FOUND = 1, 3, 4
INVALID_SESSION, SESSION_NOT_FOUND, EXPIRED_TOKEN = 1, 2, 3


class LoginRefused(Exception):
    """No session; `code` is that of the call's own table of errors."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


class Sessions:
    """Who is logged in. Times are host time."""

    def __init__(self, users: Mapping[str, VenueUser], host: Clock) -> None:
        self._users = users
        self._host = host
        self._key = b"practice"  # nobody checks it; it only has to be well formed
        self._sessions: dict[str, tuple[VenueUser, int]] = {}
        self._ended: set[str] = set()
        self._count = 0
        self._refused_until_ns = 0

    def reset(self) -> None:
        """End every session, and let everybody in again."""
        self._sessions.clear()
        self._ended.clear()
        self._refused_until_ns = 0

    def log_in(self, name: str, secret: str) -> str:
        """Return a new token; raises LoginRefused."""
        if self._host.monotonic_ns() < self._refused_until_ns:
            raise LoginRefused(INVALID_CREDENTIALS)
        user = self._users.get(name)
        if user is None:
            raise LoginRefused(USER_NOT_FOUND)
        if not hmac.compare_digest(secret.encode(), user.secret.encode()):
            raise LoginRefused(INVALID_CREDENTIALS)
        return self._begin(user)

    def validate(self, token: str) -> str:
        """Return the token that replaces `token`; raises LoginRefused."""
        user = self.user(token)
        if self._host.monotonic_ns() < self._refused_until_ns:
            raise LoginRefused(INVALID_SESSION)
        if user is None:
            raise LoginRefused(EXPIRED_TOKEN if token in self._sessions else SESSION_NOT_FOUND)
        self.end(token)
        return self._begin(user)

    def user(self, token: str) -> VenueUser | None:
        """Return whose token it is; None where it is none, has ended or expired."""
        found = self._sessions.get(token)
        if found is None or token in self._ended or found[1] <= self._host.now_ns():
            return None
        return found[0]

    def end(self, token: str) -> None:
        """End a session; its token is worth nothing from here on."""
        self._ended.add(token)

    def end_all(self) -> None:
        """End every session."""
        self._ended.update(self._sessions)

    def refuse(self, until_ns: int) -> None:
        """End every session and let nobody in until a host time."""
        self.end_all()
        self._refused_until_ns = until_ns

    def _begin(self, user: VenueUser) -> str:
        self._count += 1
        now_ns = self._host.now_ns()
        expires_ns = now_ns + LIFE_S * NANOSECONDS
        claims = {
            "sub": str(user.number),
            "name": user.name,
            "jti": f"session-{self._count}",
            "iat": now_ns // NANOSECONDS,
            "exp": expires_ns // NANOSECONDS,
        }
        parts = [_part({"alg": "HS256", "typ": "JWT"}), _part(claims)]
        signature = hmac.digest(self._key, ".".join(parts).encode(), hashlib.sha256)
        token = ".".join([*parts, _text(signature)])
        self._sessions[token] = user, expires_ns // NANOSECONDS * NANOSECONDS
        return token


def _part(claims: Mapping[str, Any]) -> str:
    return _text(write_json(claims).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
