"""[brokers]: what is wrong with a login is said by key, with the remedy, and never the secret."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.broker_login import ScriptedBroker
from traderterminal.app.broker_settings import Login, read_login
from traderterminal.app.settings import Settings
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData
from traderterminal.kit.clock import VirtualClock

PLANTED = "planted-5f1c0e7d"
LOGIN = "[brokers.apex]\nkind='scripted'\nenvironment='demo'\nuser='me'\npassword='secret:apex'\n"
ACCOUNT = "[[accounts]]\nid='tape'\nkind='scripted'\nbroker='apex'\nnumber='77'\nmode='sandbox'\n"
PRACTICE = LOGIN.replace("demo", "practice").replace("secret:apex", "practice")
URLS = "base_url='http://127.0.0.1:1'\nstream_url='ws://127.0.0.1:2'\nmarket_url='ws://[::1]:3'\n"

Load = Callable[[str], Settings]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(text: str) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        plugin = ScriptedBroker(VirtualClock()).plugin
        return load_settings(path, {}, plugins={"scripted": plugin})

    return read


def login(settings: Settings) -> Login:
    plugin = ScriptedBroker(VirtualClock()).plugin
    return read_login("apex", settings.brokers["apex"], {"scripted": plugin})


def test_a_login_is_told_apart_into_what_is_plain_and_what_is_stored(load: Load) -> None:
    found = login(load(LOGIN + ACCOUNT))
    assert (found.name, found.kind, found.environment.name) == ("apex", "scripted", "demo")
    assert found.environment.urls.rest == "https://demo.example"
    assert (dict(found.plain), dict(found.references)) == ({"user": "me"}, {"password": "apex"})
    assert not found.needs_venue


def test_addresses_of_the_settings_stand_in_for_the_environments(load: Load) -> None:
    found = login(load(PRACTICE + URLS))
    urls = found.environment.urls
    assert (urls.rest, urls.stream, urls.market) == (
        "http://127.0.0.1:1",
        "ws://127.0.0.1:2",
        "ws://[::1]:3",
    )
    assert found.plain["password"] == "practice"
    assert not found.needs_venue


def test_practice_without_an_address_is_ours_to_start(load: Load) -> None:
    found = login(load("[brokers.apex]\nkind='scripted'\nenvironment='practice'\n"))
    assert found.needs_venue
    assert not found.plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            LOGIN.replace("scripted", "scriptid"),
            "brokers.apex.kind: .*nearest valid .* scripted",
        ),
        (LOGIN.replace("demo", "dmeo"), "brokers.apex.environment: Scripted has demo, live, pract"),
        ("[brokers.apex]\nkind='scripted'\n", "brokers.apex.environment: is missing"),
        (LOGIN + "passwords='x'\n", "unknown setting brokers.apex.passwords; .* password"),
        (LOGIN + "base_ulr='x'\n", "unknown setting brokers.apex.base_ulr; .* base_url"),
        (LOGIN + "device=3\n", "brokers.apex.device: give it in quotes"),
        (LOGIN.replace("user='me'\n", ""), "brokers.apex.user is missing: User name. Give it as"),
        (
            LOGIN.replace("password='secret:apex'\n", ""),
            "brokers.apex.password is missing: Password. Store it with `traderterminal secret set"
            " apex_password`",
        ),
        (LOGIN + "base_url='https://a.example'\n", "stream_url: give all of base_url"),
        (
            LOGIN + URLS.replace("127.0.0.1:1", "a.example"),
            "base_url: http would send the login in clear over the network; give https",
        ),
        (LOGIN + URLS.replace("ws://[::1]:3", "ws://a.example"), "market_url: ws .* give wss"),
        (LOGIN + URLS.replace("ws://127.0.0.1:2", "ftp://x"), "stream_url: 'ftp://x' is no addr"),
        (LOGIN + ACCOUNT.replace("'apex'", "'ape'"), "accounts.tape.broker: there is no broker"),
        (LOGIN + ACCOUNT.replace("'scripted'", "'tradovate'"), "apex is a login at scripted"),
        (LOGIN + ACCOUNT.replace("sandbox", "live"), "brokers.apex.environment is demo, where all"),
        (
            LOGIN + ACCOUNT.replace("sandbox", "simulator"),
            "accounts.0.mode: an account at",
        ),
        (LOGIN + ACCOUNT.replace("number='77'\n", ""), "accounts.0.number: say which of .brokers"),
        (LOGIN + ACCOUNT + "cash=5\n", "accounts.0.cash: a broker tells itself"),
        (LOGIN + ACCOUNT + "destinations={future='other'}\n", "destinations: there is no broker"),
        (
            LOGIN + LOGIN.replace("apex", "two") + ACCOUNT + "destinations={future='two'}\n",
            "accounts.tape.numbers.two is missing",
        ),
        (LOGIN.replace("brokers.apex", "brokers.paper"), "'paper' cannot be the name of a broker"),
        (LOGIN.replace("brokers.apex", "brokers.'a b'"), "'a b' cannot be the name of a broker"),
        ("[[accounts]]\nid='a'\nnumber='7'\n", "accounts.0.number: a paper account is at no"),
    ],
)
def test_what_is_wrong_is_named_with_its_key_and_the_remedy(
    load: Load, text: str, words: str
) -> None:
    with pytest.raises(BadData, match=words):
        load(text)


@pytest.mark.parametrize("environment", ["demo", "live"])
def test_a_secret_in_the_file_is_refused_without_being_repeated(
    load: Load, environment: str
) -> None:
    text = LOGIN.replace("secret:apex", PLANTED).replace("demo", environment)
    with pytest.raises(BadData, match="a secret does not stand in the settings") as refused:
        load(text)
    error: BaseException | None = refused.value
    while error is not None:
        assert PLANTED not in f"{error!r} {error}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


@pytest.mark.parametrize(
    "text",
    [
        f"[brokers.apex]\nkind=3\nenvironment='demo'\npassword='{PLANTED}'\n",
        f"[brokers]\napex='{PLANTED}'\n",
        f"brokers='{PLANTED}'\n",
        f"[brokers.apex]\nkind='scripted'\nenvironment='demo'\npassword=['{PLANTED}']\n",
    ],
)
def test_no_other_fault_of_the_section_repeats_a_secret(load: Load, text: str) -> None:
    with pytest.raises(BadData) as refused:
        load(text)
    assert PLANTED not in str(refused.value)
    assert "brokers" in str(refused.value)


def test_a_hybrid_account_has_money_of_ours_and_any_environment(load: Load) -> None:
    text = LOGIN.replace("demo", "live") + ACCOUNT.replace("sandbox", "hybrid") + "cash=5000\n"
    (account,) = load(text).accounts
    assert (account.mode, account.cash, account.home) == (Mode.HYBRID, Decimal(5000), "apex")


def test_an_account_may_have_seats_at_two_logins(load: Load) -> None:
    two = LOGIN.replace("apex", "two")
    ways = "destinations={future='apex', stock='two'}\nnumbers={two='B1'}\n"
    (account,) = load(LOGIN + two + ACCOUNT + ways).accounts
    assert [account.number_at(name) for name in ("apex", "two", "three")] == ["77", "B1", ""]
