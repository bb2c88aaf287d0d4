"""Tradovate. The folder exports its PLUGIN and nothing else; NOTES.md tells its quirks."""

from collections.abc import Mapping, Sequence
from typing import Final

from traderterminal.brokers.plugin import BrokerPlugin, Environment, Outside, Seat, Session
from traderterminal.brokers.tradovate.mapping import CAPABILITIES
from traderterminal.brokers.tradovate.session import TradovateSession
from traderterminal.brokers.tradovate.settings import CREDENTIALS, ENVIRONMENTS, login_of
from traderterminal.brokers.tradovate.tokens import RENEW_BEFORE_S
from traderterminal.domain.errors import BadData
from traderterminal.domain.messages import Message

__all__ = ["PLUGIN"]


def _connect(
    environment: Environment, seats: Sequence[Seat], plain: Mapping[str, str], outside: Outside
) -> Session:
    for seat in seats:
        if not (seat.number.isascii() and seat.number.isdigit()):
            raise BadData(
                f"the number of the account {seat.account}, {seat.number!r}, is none of"
                " Tradovate's: it has digits alone and stands beside the account's name"
            )
    return TradovateSession(environment, seats, login_of(plain, outside.secret), outside)


PLUGIN: Final = BrokerPlugin(
    name="tradovate",
    title="Tradovate",
    environments=ENVIRONMENTS,
    credentials=CREDENTIALS,
    capabilities=CAPABILITIES,
    connect=_connect,
    rules=tuple(
        Message("broker_rule", {}, f"tradovate_{rule}")
        for rule in ("sessions", "captcha", "market_data")
    ),
    renews_token_s=RENEW_BEFORE_S,
)
