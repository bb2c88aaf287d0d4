"""Where TopstepX answers, what a login needs, and what the trader should know of it.

Other firms on ProjectX speak the same protocol from other hosts: every address is a setting.
"""

from typing import Final

from traderterminal.brokers.plugin import PRACTICE, Credential, Environment, Urls
from traderterminal.brokers.transport.rate_limit import Budget
from traderterminal.domain.accounts import Mode
from traderterminal.domain.messages import Message
from traderterminal.kit.language import mark

#: Practice, evaluation and funded accounts are all on one host: each account says what it is.
ENVIRONMENTS: Final = (
    Environment(
        "production",
        Urls(
            rest="https://api.topstepx.com",
            stream="https://rtc.topstepx.com/hubs/user",
            market="https://rtc.topstepx.com/hubs/market",
        ),
        mode=None,
    ),
    Environment(
        "demo",
        Urls(
            rest="https://gateway-api-demo.s2f.projectx.com",
            stream="https://gateway-rtc-demo.s2f.projectx.com/hubs/user",
            market="https://gateway-rtc-demo.s2f.projectx.com/hubs/market",
        ),
        mode=None,
    ),
    # Started by this program or by hand: it tells where it answers.
    Environment(
        PRACTICE,
        Urls(
            rest="http://127.0.0.1:8771",
            stream="http://127.0.0.1:8771/hubs/user",
            market="http://127.0.0.1:8771/hubs/market",
        ),
        mode=Mode.SANDBOX,
    ),
)

USER: Final = "user"
API_KEY: Final = "api_key"
CREDENTIALS: Final = (
    Credential(USER, mark("Credential", "User name"), secret=False),
    Credential(API_KEY, mark("Credential", "API key")),
)

RULES: Final = (
    Message("broker_rule", {}, "topstepx_token"),
    Message("broker_rule", {}, "topstepx_subscription"),
    Message("broker_rule", {}, "topstepx_machine"),
    Message("broker_rule", {}, "topstepx_brackets"),
)

#: Rolling budgets of calls: history has its own.
CALLS: Final = Budget(calls=200, seconds=60.0)
HISTORY_CALLS: Final = Budget(calls=50, seconds=30.0)

#: How long a login holds, how long before its end it is renewed, both in seconds.
TOKEN_LIFE_S: Final = 24 * 3600.0
RENEW_BEFORE_S: Final = 4 * 3600.0


def rest_url(url: str) -> str:
    """Return the address of the server, with or without the `/api` that all calls begin with."""
    return url.rstrip("/").removesuffix("/api")


def socket_url(url: str) -> str:
    """Return the address of a hub as that of a socket: the documentation writes them as `https`."""
    for web, socket in (("https://", "wss://"), ("http://", "ws://")):
        if url.startswith(web):
            return socket + url.removeprefix(web)
    return url
