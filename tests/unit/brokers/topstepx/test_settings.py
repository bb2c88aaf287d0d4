"""Addresses are settings, in any form in which they are written down."""

import pytest

from traderterminal.brokers.topstepx.settings import ENVIRONMENTS, rest_url, socket_url
from traderterminal.domain.accounts import Mode


@pytest.mark.parametrize(
    "url", ["https://host", "https://host/", "https://host/api", "https://host/api/"]
)
def test_the_address_of_the_server_comes_with_or_without_its_path(url: str) -> None:
    assert rest_url(url) == "https://host"


def test_a_hub_is_dialled_as_a_socket() -> None:
    assert socket_url("https://host/hubs/user") == "wss://host/hubs/user"
    assert socket_url("http://127.0.0.1:1/hubs/user") == "ws://127.0.0.1:1/hubs/user"
    assert socket_url("wss://host/hubs/user") == "wss://host/hubs/user"


def test_every_address_is_enciphered_but_those_on_this_machine() -> None:
    for environment in ENVIRONMENTS:
        urls = environment.urls
        schemes = {url.partition("://")[0] for url in (urls.rest, urls.stream, urls.market)}
        is_here = environment.name == "practice"
        assert schemes == ({"http"} if is_here else {"https"})
        # At the broker each account says itself what it is.
        assert environment.mode is (Mode.SANDBOX if is_here else None)
