"""What the sessions of brokers are given of this machine: network, secrets, practice venues."""

import logging
import random
import ssl
from collections.abc import Callable, Iterable

import httpx

from traderterminal.app.broker_settings import read_login
from traderterminal.app.logins import StartVenue, Wires
from traderterminal.app.options import Options
from traderterminal.app.passphrase import open_secrets, terminal_prompt, try_to_open
from traderterminal.app.registry import Plugins
from traderterminal.app.settings import Settings
from traderterminal.app.venue_lead import MoveVenues
from traderterminal.brokers.transport.sockets import open_tcp
from traderterminal.domain.errors import BadData
from traderterminal.storage.keyrings import system_keyring
from traderterminal.storage.secrets import Secrets

_log = logging.getLogger(__name__)


def open_or_fail(options: Options, settings: Settings, plugins: Plugins) -> Secrets:
    """Return the secrets, open if a login needs any; raises BadData with the remedy."""
    logins = [read_login(name, one, plugins) for name, one in settings.brokers.items()]
    if any(login.references for login in logins):
        return open_secrets(options.data_dir, terminal_prompt())
    return Secrets(options.data_dir, system_keyring())


def open_if_possible(options: Options) -> Secrets:
    """Return the secrets, open if nobody need be asked: the window asks for what is missing."""
    secrets = Secrets(options.data_dir, system_keyring())
    try:
        try_to_open(secrets)
    except BadData as error:
        _log.info("the secrets stay sealed: %s", error)
    return secrets


def machine_wires(
    secrets: Secrets,
    plugins: Plugins,
    start_venue: StartVenue,
    move_venues: MoveVenues,
    hide: Callable[[Iterable[str]], None],
) -> Wires:
    """Return the network of this machine, with the certificates that it trusts itself."""
    trusted = ssl.create_default_context()
    return Wires(
        plugins=plugins,
        secrets=secrets,
        start_venue=start_venue,
        move_venues=move_venues,
        http=lambda: httpx.AsyncHTTPTransport(verify=trusted, trust_env=False),
        open_stream=open_tcp,
        hide=hide,
        jitter=random.SystemRandom().random,
    )
