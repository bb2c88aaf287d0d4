"""The calls of the Gateway API under the token of a session and the budgets of the broker."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeVar

from pydantic import ValidationError

from traderterminal.brokers.topstepx.mapping import Open, Refusal, Taken, outcome
from traderterminal.brokers.topstepx.tokens import LoginRefused, Tokens, bearer
from traderterminal.brokers.topstepx.wire import Shape
from traderterminal.brokers.transport.http import Http, Reply, unavailable
from traderterminal.brokers.transport.rate_limit import Priority, RateLimit
from traderterminal.domain.errors import BrokerUnavailable, NotSent
from traderterminal.domain.messages import Message

S = TypeVar("S", bound=Shape)


class Rest:
    """Questions and commands; `calls` is the budget of all of them, `history` that of bars."""

    def __init__(self, http: Http, tokens: Tokens, calls: RateLimit, history: RateLimit) -> None:
        self._http = http
        self._tokens = tokens
        self._calls = calls
        self.history = history

    async def ask(
        self,
        path: str,
        body: Mapping[str, object],
        *,
        priority: Priority = Priority.QUERY,
        limit: RateLimit | None = None,
    ) -> Mapping[str, Any]:
        """Return the answer to a question; raises BrokerUnavailable.

        A token that is refused is renewed once: a question may be asked again.
        """
        token = self._tokens.held
        if not token:
            raise unavailable("not logged in")
        reply = await self._ask(path, body, token, priority, limit)
        if reply.status == 401:
            token = await self._renewed(token)
            reply = await self._ask(path, body, token, priority, limit)
        return answer(reply)

    async def ask_as(self, token: str, path: str, body: Mapping[str, object]) -> Mapping[str, Any]:
        """Ask under a token that is not the session's yet; raises BrokerUnavailable."""
        return answer(await self._ask(path, body, token, Priority.CANCEL, None))

    async def command(
        self, path: str, body: Mapping[str, object], priority: Priority, *, may_repeat: bool = False
    ) -> Reply:
        """Have something done, and return the reply of any status.

        Raises NotSent and OutcomeUnknown. Where the token is refused it is renewed; only what
        `may_repeat` is sent again then.
        """
        token = self._tokens.held
        if not token:
            raise NotSent(Message("not_sent", {"cause": "not logged in"}))
        reply = await self._command(path, body, token, priority)
        if reply.status == 401:
            with suppress(BrokerUnavailable):  # the refusal of the command stands by itself
                token = await self._renewed(token)
                if may_repeat:
                    return await self._command(path, body, token, priority)
        return reply

    async def _renewed(self, token: str) -> str:
        try:
            return await self._tokens.renew(token)
        except LoginRefused as refused:
            raise unavailable(str(refused)) from refused

    async def _ask(
        self,
        path: str,
        body: Mapping[str, object],
        token: str,
        priority: Priority,
        limit: RateLimit | None,
    ) -> Reply:
        return await self._http.ask(
            "POST",
            path,
            priority=priority,
            limit=limit or self._calls,
            body=body,
            headers=bearer(token),
        )

    async def _command(
        self, path: str, body: Mapping[str, object], token: str, priority: Priority
    ) -> Reply:
        return await self._http.call(
            "POST", path, priority=priority, limit=self._calls, body=body, headers=bearer(token)
        )


def answer(reply: Reply) -> Mapping[str, Any]:
    """Return the body of an answer; raises BrokerUnavailable for anything but one."""
    match outcome(reply, {}):
        case Taken(body):
            return body
        case Refusal(text):
            raise unavailable(text)
        case Open(cause):
            raise unavailable(cause)


def read(shape: type[S], value: object) -> S:
    """Return a part of an answer; raises BrokerUnavailable when it cannot be read."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        raise unavailable(f"{shape.__name__} cannot be read: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))} {first['msg']}"
