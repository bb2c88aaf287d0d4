"""The token of a login: asked for once, renewed in time, and never fought for.

Tradovate lets a user have two sessions at once; one login more ends the oldest, and logging in
again and again ends in a captcha that no program can solve. So one token serves everything, a
login that is refused is not tried again by itself, and a penalty is waited out once. A token is
kept over a restart: another login would end a session elsewhere. Times are host time; a token is
not held to a fixed life but to the moment that its answer names.
"""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, field
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from traderterminal.brokers.plugin import NOTHING_KEPT, Kept
from traderterminal.brokers.tradovate.mapping import OK, UNAUTHORIZED, penalty_of, words_of
from traderterminal.brokers.tradovate.wire import Granted, Penalty
from traderterminal.brokers.transport.exact_json import UnreadableJson
from traderterminal.brokers.transport.http import Http, Reply, unanswered, unavailable
from traderterminal.brokers.transport.rate_limit import Budget, Priority, RateLimit
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen

#: A token is renewed so long before it ends, or after half of a life that is shorter.
RENEW_BEFORE_S: Final = 15 * 60.0
#: A token is not begun anything with so shortly before it ends: the clocks may differ.
MARGIN_S: Final = 10.0
#: How long after a captcha, a lock or too many requests the login is left alone.
LOCKED_S: Final = 3600.0
#: The broker takes ten logins a minute; that many never are of use.
LOGINS: Final = Budget(5, 60.0)
_REFUSED: Final = frozenset({400, UNAUTHORIZED, 403, 404})
_LOCKED: Final = frozenset({423, 429})
#: What the token of a session is answered that a rival has closed, beside errors of a server in
#: trouble. One that is not known any more, as after a restart of the server, is refused instead.
_CLOSED: Final = frozenset({408, 429})
#: Two tokens in a row that are not known any more so soon after their login were ended by somebody.
YOUNG_S: Final = 60.0
_ACTIVE: Final = "Active"


class LoginRefused(Exception):
    """The broker does not take the login, in its words.

    It may be tried again after `retry_s`; None: not by itself.
    """

    def __init__(self, words: str, retry_s: float | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.retry_s = retry_s


class LoginUnanswered(BrokerUnavailable):
    """A login may have reached the broker, and no answer came that could be used."""


class TokenGone(Exception):
    """A token was ended before its time; `by_rival` by another session that has taken over."""

    def __init__(self, *, by_rival: bool) -> None:
        super().__init__("another session has taken over" if by_rival else "the token was ended")
        self.by_rival = by_rival


@frozen
class Login:
    """Who logs in: `name` and `password` of the user, the rest of the key for programs."""

    name: str
    password: str = field(repr=False)
    app_id: str
    app_version: str
    cid: str
    sec: str = field(repr=False)
    device_id: str = ""

    def body(self) -> dict[str, Any]:
        """Return the body of the token request."""
        return {
            "name": self.name,
            "password": self.password,
            "appId": self.app_id,
            "appVersion": self.app_version,
            "deviceId": self.device_id or device_of(self.name),
            "cid": int(self.cid) if self.cid.isdecimal() else self.cid,
            "sec": self.sec,
        }


def device_of(name: str) -> str:
    """Return the id of the device: one that never changes, for an unknown one may not trade."""
    return hashlib.sha256(f"TraderTerminal {name}".encode()).hexdigest()


@frozen
class Token:
    """A login that holds. `text` opens everything but market data, which `market` does."""

    text: str = field(repr=False)
    market: str = field(repr=False)
    user_id: int
    since_ns: int
    expires_ns: int
    renew_ns: int


_TOKEN: Final = TypeAdapter(Token)


class Tokens:
    """Has the one token of a login; whoever asks for it while it is fetched waits for the same.

    `kept` is where it outlives the program, for the login at `where` alone.
    """

    def __init__(
        self, http: Http, login: Login, clock: Clock, where: str = "", kept: Kept = NOTHING_KEPT
    ) -> None:
        self._http = http
        self._login = login
        self._clock = clock
        self._limit = RateLimit(LOGINS, clock)
        self._one = asyncio.Lock()
        self._ticket: Penalty | None = None
        self._was_young = False  # the token that was ended last
        whose = (where, login.name, login.app_id, login.cid, login.device_id)
        self._whose = hashlib.sha256(repr(whose).encode()).hexdigest()
        self._kept = kept
        self._earlier: Token | None = None  # of a run before this one
        self.current: Token | None = None

    @property
    def usable(self) -> Token | None:
        """The token, if it still holds."""
        token = self.current
        margin_ns = int(MARGIN_S * NANOSECONDS)
        holds = token is not None and self._clock.now_ns() < token.expires_ns - margin_ns
        return token if holds else None

    async def valid(self) -> Token:
        """Return the token, logging in where there is none.

        Raises LoginRefused, LoginUnanswered, and BrokerUnavailable when nothing has left.
        """
        async with self._one:
            if self.current is None:
                self.current = self._earlier = self._recalled()
            return self.usable or await self._log_in()

    async def renewed(self, token: Token) -> Token:
        """Return a token in place of `token`, which others may have renewed meanwhile.

        Raises TokenGone when the broker does not know it any more, and BrokerUnavailable.
        """
        async with self._one:
            if self.current is not None and self.current is not token:
                return self.current
            if self.usable is None:  # nobody has ended it: only a login helps now
                self.current = None
                raise unavailable("the token has run out")
            headers = {"Authorization": f"Bearer {token.text}"}
            reply = await self._http.ask(
                "GET",
                "/auth/renewaccesstoken",
                priority=Priority.CANCEL,
                limit=self._limit,
                headers=headers,
            )
            if reply.status in _CLOSED or reply.status in _REFUSED:
                self.forget()
                is_young = self._clock.now_ns() - token.since_ns < YOUNG_S * NANOSECONDS
                again, self._was_young = is_young and self._was_young, is_young
                # Who took over while nothing ran here has not taken anything away.
                is_taken = token is not self._earlier and reply.status in _CLOSED
                raise TokenGone(by_rival=again or is_taken)
            granted = _granted(reply)
            if granted.access_token is None:
                raise unavailable(granted.error_text or f"HTTP {reply.status}")
            self._hold(self._token(granted))
            return self.current or token

    def forget(self) -> None:
        """Log in anew the next time."""
        self.current = None
        self._kept.write("")

    def put_away(self) -> None:
        """Have no token any more; the next session goes on with the one that is kept."""
        self.current = None

    def _hold(self, token: Token) -> None:
        self.current = token
        self._kept.write(json.dumps({"whose": self._whose, "token": asdict(token)}))

    def _recalled(self) -> Token | None:
        """Return the token of an earlier run, where it is this login's."""
        try:
            found = json.loads(self._kept.read())
            is_ours = found["whose"] == self._whose
            return _TOKEN.validate_python(found["token"]) if is_ours else None
        except (ValueError, LookupError, TypeError):
            return None

    async def _log_in(self) -> Token:
        body = self._login.body()
        if self._ticket is not None:
            body["p-ticket"] = self._ticket.ticket
        try:
            reply = await self._http.call(
                "POST",
                "/auth/accesstokenrequest",
                priority=Priority.CANCEL,  # without it there is no way out
                limit=self._limit,
                body=body,
            )
        except NotSent as failed:  # the broker has not counted it
            raise unanswered(failed) from failed
        except OutcomeUnknown as lost:
            raise _unanswered(lost.message.parameters.get("cause", "no answer")) from lost
        try:
            token = self._token(self._read(reply))
        except BrokerUnavailable as unreadable:
            raise LoginUnanswered(unreadable.message) from unreadable
        self._ticket = None
        self._hold(token)
        return token

    def _read(self, reply: Reply) -> Granted:
        if reply.status in _LOCKED:
            raise LoginRefused(f"HTTP {reply.status}", LOCKED_S)
        data = _data(reply)
        if (penalty := penalty_of(data)) is not None:
            raise self._penalized(penalty)
        if reply.status in _REFUSED:
            raise LoginRefused(words_of(data) or f"HTTP {reply.status}")
        granted = _granted(reply)
        if granted.access_token is None and granted.error_text:
            raise LoginRefused(granted.error_text)
        if granted.user_status not in (None, _ACTIVE):
            raise LoginRefused(f"the user is {granted.user_status}")
        if granted.access_token is None:
            raise unavailable(f"HTTP {reply.status} without a token")
        return granted

    def _penalized(self, penalty: Penalty) -> LoginRefused:
        """A penalty is waited out once; a second one in a row, or a captcha, ends it."""
        if penalty.captcha:
            self._ticket = None
            return LoginRefused("the broker wants a captcha, which only its website has", LOCKED_S)
        if self._ticket is not None:
            self._ticket = None
            return LoginRefused("the broker has penalized the login again", LOCKED_S)
        self._ticket = penalty
        return LoginRefused("the broker wants a wait before the login", float(penalty.seconds))

    def _token(self, granted: Granted) -> Token:
        text, expires_ns = granted.access_token, granted.expiration_time
        if text is None or expires_ns is None or granted.user_id is None:
            raise unavailable("a token without its user or its end")
        now = self._clock.now_ns()
        early_ns = min(int(RENEW_BEFORE_S * NANOSECONDS), (expires_ns - now) // 2)
        market = granted.md_access_token or text
        return Token(text, market, granted.user_id, now, expires_ns, expires_ns - early_ns)


def _unanswered(cause: str) -> LoginUnanswered:
    return LoginUnanswered(Message("broker_unavailable", {"cause": cause}))


def _data(reply: Reply) -> Any:
    try:
        return reply.json()
    except UnreadableJson:
        return None


def _granted(reply: Reply) -> Granted:
    data = _data(reply)
    if reply.status != OK or not isinstance(data, Mapping):
        raise unavailable(f"HTTP {reply.status}, and no JSON of a login")
    try:
        return Granted.model_validate(data)
    except ValidationError as error:
        raise unavailable("an answer to the login that cannot be read") from error
