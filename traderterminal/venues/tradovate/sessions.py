"""Logins at the practice Tradovate: tokens, their renewal, and the rule of two sessions.

Tokens live by host time. A user has two sessions at most: a third login closes the oldest, and its
token is answered like a server in trouble, never like a login that ran out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.observe import Observers
from traderterminal.venues.orders import VenueUser
from traderterminal.venues.tradovate.wire import Failure, Fields, moment

LIFETIME_S: Final = 90 * 60
SESSIONS_EACH: Final = 2
_PASSWORD_LASTS_S: Final = 365 * 86_400
#: What the token of a closed session is answered, in turn.
_CLOSED: Final = (408, 429, 500)


@dataclass(slots=True)
class Login:
    """A session: it lives on under the tokens of its renewals. Times are host time."""

    number: int
    user: VenueUser
    device: str
    token: str = ""
    expires_ns: int = 0
    closed: bool = False


class Sessions:
    """Who is logged in. `new_token` makes the tokens; `ended` tells of sessions being closed."""

    def __init__(
        self,
        host: Clock,
        users: Sequence[VenueUser],
        new_token: Callable[[], str],
        lifetime_s: float = LIFETIME_S,
    ) -> None:
        self._host = host
        self._users = {user.name: user for user in users}
        self._new_token = new_token
        self._lifetime_ns = round(lifetime_s * NANOSECONDS)
        self._tokens: dict[str, tuple[Login, int]] = {}  # and when each runs out
        self._numbers = count(1)
        self._refusals = count()
        self.ended: Observers[Login] = Observers()

    def log_in(self, fields: Fields) -> Login | None:
        """Begin a session; None where name or password are wrong. Any API key will do."""
        user = self._users.get(fields.text("name"))
        if user is None or fields.text("password") != user.secret:
            return None
        return self.begin(user, fields.text("deviceId"))

    def begin(self, user: VenueUser, device: str) -> Login:
        """Begin a session of a user, closing his oldest where he has too many."""
        login = Login(next(self._numbers), user, device)
        self._give_token(login)
        self._close_oldest(user)
        return login

    def renew(self, login: Login) -> Login:
        """Let a session go on under a new token; the old one serves until its own time."""
        self._give_token(login)
        return login

    def login_of(self, token: str) -> Login:
        """Return the session of a token.

        Raises Failure: 401 for a token that is unknown or has expired, and one of 408, 429 and 500
        for that of a session that was closed.
        """
        if token not in self._tokens:
            raise Failure(401, "Access is denied")
        login, expires_ns = self._tokens[token]
        if login.closed:
            raise Failure(_CLOSED[next(self._refusals) % len(_CLOSED)])
        if expires_ns <= self._host.now_ns():
            raise Failure(401, "Expired Access Token")
        return login

    def open(self, user: VenueUser) -> list[Login]:
        """Return the sessions of a user that are open, oldest first."""
        now_ns = self._host.now_ns()
        found = {
            login.number: login
            for login, _ in self._tokens.values()
            if login.user == user and not login.closed and login.expires_ns > now_ns
        }
        return list(found.values())

    def close(self, login: Login) -> None:
        """End a session and tell of it."""
        login.closed = True
        self.ended.emit(login)

    def revoke(self, token: str) -> None:
        """Forget all tokens of the session of one: they are answered as unknown from now on."""
        login, _ = self._tokens.get(token, (None, 0))
        self._tokens = {each: held for each, held in self._tokens.items() if held[0] is not login}

    def answer(self, login: Login) -> Mapping[str, Any]:
        """Return what a token request or a renewal is answered."""
        return {
            "accessToken": login.token,
            "mdAccessToken": login.token,
            "expirationTime": moment(login.expires_ns),
            "passwordExpirationTime": moment(self._host.now_ns() + _PASSWORD_LASTS_S * NANOSECONDS),
            "userStatus": "Active",
            "userId": login.user.number,
            "name": login.user.name,
            "hasLive": False,
            "hasSimPlus": False,
            "hasMarketData": True,
        }

    def _give_token(self, login: Login) -> None:
        login.token = self._new_token()
        login.expires_ns = self._host.now_ns() + self._lifetime_ns
        self._tokens[login.token] = (login, login.expires_ns)

    def _close_oldest(self, user: VenueUser) -> None:
        for login in self.open(user)[:-SESSIONS_EACH]:
            self.close(login)
