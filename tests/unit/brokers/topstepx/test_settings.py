"""Addresses are settings, in any form in which they are written down."""

import pytest

from traderterminal.brokers.topstepx.settings import ENVIRONMENTS, rest_url, socket_url


@pytest.mark.parametrize(
    "url", ["https://host", "https://host/", "https://host/api", "https://host/api/"]
)
def test_the_address_of_the_server_comes_with_or_without_its_path(url: str) -> None:
    assert rest_url(url) == "https://host"


def test_a_hub_is_dialled_as_a_socket() -> None:
    assert socket_url("https://host/hubs/user") == "wss://host/hubs/user"
    assert socket_url("http://127.0.0.1:1/hubs/user") == "ws://127.0.0.1:1/hubs/user"
    assert socket_url("wss://host/hubs/user") == "wss://host/hubs/user"


def test_every_address_is_the_brokers_over_tls_and_each_account_says_what_it_is() -> None:
    for environment in ENVIRONMENTS:
        urls = environment.urls
        assert {u.partition(":")[0] for u in (urls.rest, urls.stream, urls.market)} == {"https"}
        assert environment.mode is None
