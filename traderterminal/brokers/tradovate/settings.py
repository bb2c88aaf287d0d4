"""What a login at Tradovate needs to be told, and where its worlds answer.

Source: the developer guide; demo accounts trade simulated money on real market data.
"""

from collections.abc import Callable, Mapping
from typing import Final

from traderterminal.brokers.plugin import PRACTICE, Credential, Environment, Urls
from traderterminal.brokers.tradovate.tokens import Login
from traderterminal.domain.accounts import Mode
from traderterminal.kit.language import mark

ENVIRONMENTS: Final = (
    Environment(
        "live",
        Urls(
            "https://live.tradovateapi.com/v1",
            "wss://live.tradovateapi.com/v1/websocket",
            "wss://md.tradovateapi.com/v1/websocket",
        ),
        Mode.LIVE,
    ),
    Environment(
        "demo",
        Urls(
            "https://demo.tradovateapi.com/v1",
            "wss://demo.tradovateapi.com/v1/websocket",
            "wss://md.tradovateapi.com/v1/websocket",
        ),
        Mode.SANDBOX,
    ),
    # Started by this program or by hand: it prints where it answers.
    Environment(
        PRACTICE,
        Urls(
            "http://127.0.0.1:8770/demo/v1",
            "ws://127.0.0.1:8770/demo/v1/websocket",
            "ws://127.0.0.1:8770/md/v1/websocket",
        ),
        Mode.SANDBOX,
    ),
)

CREDENTIALS: Final = (
    Credential("name", mark("Credential", "User name"), secret=False),
    Credential("password", mark("Credential", "Password of the user or of the API key")),
    Credential("app_id", mark("Credential", "Name of the API key"), secret=False, optional=True),
    Credential(
        "cid", mark("Credential", "Number of the API key (cid)"), secret=False, optional=True
    ),
    Credential("sec", mark("Credential", "Secret of the API key (sec)"), optional=True),
    Credential(
        "device_id",
        mark("Credential", "Device id, where one is registered"),
        secret=False,
        optional=True,
    ),
)

#: What the program calls itself where the key has no name, and its version to the broker.
APP_ID: Final = "TraderTerminal"
APP_VERSION: Final = "1.0"


def login_of(plain: Mapping[str, str], secret: Callable[[str], str]) -> Login:
    """Return who logs in: what the settings say, and for the rest what is stored."""

    def told(key: str) -> str:
        return plain.get(key) or secret(key)

    return Login(
        name=told("name"),
        password=told("password"),
        app_id=told("app_id") or APP_ID,
        app_version=APP_VERSION,
        cid=told("cid"),
        sec=told("sec"),
        device_id=told("device_id"),
    )
