"""Where the worlds of Tradovate answer, and who logs in there."""

import pytest

from traderterminal.brokers.plugin import Environment
from traderterminal.brokers.tradovate.settings import (
    APP_ID,
    CREDENTIALS,
    ENVIRONMENTS,
    login_of,
)
from traderterminal.domain.accounts import Mode


def test_only_the_live_world_is_live() -> None:
    modes = {each.name: each.mode for each in ENVIRONMENTS}
    assert modes == {"live": Mode.LIVE, "demo": Mode.SANDBOX, "practice": Mode.SANDBOX}


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda each: each.name)
def test_everything_but_the_practice_venue_is_reached_by_tls(environment: Environment) -> None:
    urls = environment.urls
    secure = urls.rest.startswith("https:") and urls.stream.startswith("wss:")
    assert secure is (environment.name != "practice")
    assert urls.market.startswith("wss:") is secure


def test_what_opens_an_account_is_secret() -> None:
    assert {each.key for each in CREDENTIALS if each.secret} == {"password", "sec"}
    assert {each.key for each in CREDENTIALS if not each.optional} == {"name", "password"}


def test_a_login_is_made_of_settings_and_secrets() -> None:
    stored = {"password": "p", "sec": "s", "name": "another"}
    login = login_of({"name": "trader", "cid": "8"}, lambda key: stored.get(key, ""))
    assert (login.name, login.password, login.sec, login.cid) == ("trader", "p", "s", "8")
    assert login.app_id == APP_ID
    assert login_of({"app_id": "mine"}, lambda key: "").app_id == "mine"
