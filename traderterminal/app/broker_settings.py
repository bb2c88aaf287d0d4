"""[brokers.NAME]: a login at a broker, and what of it must not stand in a file.

The keys of a login are those of its broker, so that they can be checked only against what the
folder of the broker exports. No message of this module repeats the value of a credential.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from traderterminal.app.registry import Plugins
from traderterminal.app.setting_faults import nearest
from traderterminal.brokers.plugin import PRACTICE
from traderterminal.domain.errors import BadData, BadValue, Fault
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate

if TYPE_CHECKING:  # what an adapter needs takes a while to load
    from traderterminal.brokers.plugin import BrokerPlugin, Environment, Urls

#: A credential that is stored elsewhere: what follows is its name there.
REFERENCE: Final = "secret:"
_URL_KEYS: Final = ("base_url", "stream_url", "market_url")
_SCHEMES: Final = {"https": True, "wss": True, "http": False, "ws": False}  # and if enciphered


class BrokerSettings(BaseModel):
    """One login. `base_url`, `stream_url` and `market_url` stand in for the environment's own.

    Every further key is a credential of the broker: "secret:NAME", or plain where it is no secret.
    """

    model_config = ConfigDict(extra="allow", frozen=True, str_strip_whitespace=True)

    kind: str
    environment: str
    base_url: str = ""
    stream_url: str = ""
    market_url: str = ""

    @property
    def credentials(self) -> Mapping[str, object]:
        """What stands in the file beside the keys of every broker."""
        return self.model_extra or {}


@frozen
class Login:
    """A login as its broker takes it: an environment that is there, credentials that it knows.

    `plain` are the credentials that stand in the settings, `references` the names of those that are
    stored elsewhere. `needs_venue`: its practice venue is ours to start, and tells the urls and the
    credentials.
    """

    name: str
    kind: str
    plugin: "BrokerPlugin"
    environment: "Environment"
    plain: Mapping[str, str]
    references: Mapping[str, str]
    needs_venue: bool = False


def read_login(name: str, settings: BrokerSettings, plugins: Plugins) -> Login:
    """Check a login against its broker; raises BadData that names the key and the remedy."""
    where = f"brokers.{name}"
    if settings.kind not in plugins:
        raise BadData(
            mark("Fault", "{where}.kind: there is no broker {kind!r}{nearest}"),
            where=where,
            kind=settings.kind,
            nearest=nearest(settings.kind, plugins),
        )
    plugin = plugins[settings.kind]()
    environment = _environment(where, settings, plugin)
    urls = [getattr(settings, key) for key in _URL_KEYS]
    needs_venue = environment.name == PRACTICE and not any(urls)
    if any(urls):
        environment = replace(environment, urls=_urls(where, settings))
    plain, references = _credentials(where, settings, plugin, needs_all=not needs_venue)
    return Login(name, settings.kind, plugin, environment, plain, references, needs_venue)


def _environment(where: str, settings: BrokerSettings, plugin: "BrokerPlugin") -> "Environment":
    found = {one.name: one for one in plugin.environments}
    if settings.environment not in found:
        raise BadData(
            mark("Fault", "{where}.environment: {title} has {names}, and no {environment!r}"),
            where=where,
            title=plugin.title,
            names=", ".join(found),
            environment=settings.environment,
        )
    return found[settings.environment]


def _urls(where: str, settings: BrokerSettings) -> "Urls":
    """All addresses come from one place: half of them would lead into two environments."""
    for key in _URL_KEYS:
        address = str(getattr(settings, key))
        if not address:
            raise BadData(
                mark("Fault", "{where}.{key}: give all of {names}, or none of them"),
                where=where,
                key=key,
                names=", ".join(_URL_KEYS),
            )
        parts = urlsplit(address)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise BadData(
                mark("Fault", "{where}.{key}: {address!r} is no address of the web or of a socket"),
                where=where,
                key=key,
                address=address,
            )
        if not _SCHEMES[parts.scheme] and not _is_loopback(parts.hostname):
            raise BadData(
                mark(
                    "Fault",
                    "{where}.{key}: {scheme} would send the login in clear over the network; give"
                    " {value}",
                ),
                where=where,
                key=key,
                scheme=parts.scheme,
                value="https" if parts.scheme == "http" else "wss",
            )
    from traderterminal.brokers.plugin import Urls

    return Urls(settings.base_url, settings.stream_url, settings.market_url)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _credentials(
    where: str, settings: BrokerSettings, plugin: "BrokerPlugin", *, needs_all: bool
) -> tuple[dict[str, str], dict[str, str]]:
    plain: dict[str, str] = {}
    references: dict[str, str] = {}
    known = {one.key: one for one in plugin.credentials}
    for key, value in settings.credentials.items():
        if key not in known:
            keys = [*BrokerSettings.model_fields, *known]
            raise BadData(
                mark("Fault", "unknown setting {where}.{key}{nearest}"),
                where=where,
                key=key,
                nearest=nearest(key, keys),
            )
        if not isinstance(value, str):
            raise BadData(mark("Fault", "{where}.{key}: give it in quotes"), where=where, key=key)
        if value.startswith(REFERENCE):
            references[key] = value.removeprefix(REFERENCE)
        elif known[key].secret and settings.environment != PRACTICE:
            raise BadData(
                mark("Fault", "{where}.{key}: a secret does not stand in the settings. {store}"),
                where=where,
                key=key,
                store=_store(where, key),
            )
        else:
            plain[key] = value
    for key, one in known.items():
        if needs_all and not one.optional and not plain.get(key) and key not in references:
            given = BadValue(mark("Fault", 'Give it as {key} = "…".'), key=key)
            raise BadData(
                mark("Fault", "{where}.{key} is missing: {label}. {remedy}"),
                where=where,
                key=key,
                label=translate("Credential", one.label),
                remedy=_store(where, key) if one.secret else given,
            )
    return plain, references


def _store(where: str, key: str) -> Fault:
    return BadValue(
        mark(
            "Fault",
            'Store it with `traderterminal secret set {name}` and write {key} = "secret:{name}".',
        ),
        name=f"{where.removeprefix('brokers.')}_{key}",
        key=key,
    )
