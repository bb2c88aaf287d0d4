"""What the window does with brokers: tries a login, keeps it, practises, connects and parts.

A login that is kept stands in the settings file and its secrets in their store; the engine then
begins anew, which is how everything else takes up settings, too.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from traderterminal.app.account_settings import AccountSettings
from traderterminal.app.broker_settings import REFERENCE, BrokerSettings
from traderterminal.app.config_file import ConfigFile, NewAccount, NewLogin
from traderterminal.app.logins import BrokerLogin, practice_credentials, token_of
from traderterminal.app.passphrase import SHORTEST
from traderterminal.app.registry import VENUES
from traderterminal.app.service import Service
from traderterminal.brokers.plugin import (
    PRACTICE,
    AccountAtBroker,
    BrokerPlugin,
    Environment,
    Session,
    SessionState,
    Urls,
)
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData, BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.storage.secrets import KeyFrom, Secrets
from traderterminal.ui import texts
from traderterminal.ui.causes import cause
from traderterminal.ui.viewmodels.banners import OfflineLogin
from traderterminal.ui.viewmodels.brokers import (
    AccountFound,
    AccountWish,
    BrokerKind,
    LoginField,
    LoginRow,
    LoginWish,
    RiskLine,
    Unlocking,
)

if TYPE_CHECKING:
    from traderterminal.app.logins import Wires

#: What of an account's number may stand in the id of ours.
_NO_ID: Final = re.compile(r"[^A-Za-z0-9_.-]+")


class BrokerDesk:
    """Implements `ui.viewmodels.brokers.BrokerDesk` on a running service.

    `restart` lets the engine begin anew with the settings as they are then.
    """

    def __init__(self, service: Service, restart: Callable[[], None]) -> None:
        self._service = service
        self._restart = restart
        self._without_quotes: set[str] = set()
        self.changed: Observers[None] = Observers()
        for login in service.engine.logins:
            login.changed.connect(lambda _: self.changed.emit(None))

    @property
    def _wires(self) -> "Wires":
        return self._service.wires()

    async def _load(self) -> None:
        """Load what a login needs beside the loop, which would stand still meanwhile."""
        await asyncio.to_thread(self._service.wires)

    @property
    def _secrets(self) -> Secrets:
        secrets = self._wires.secrets
        if secrets is None:
            raise _unusable("secrets", translate("Brokers", "there is no store for secrets"))
        return secrets

    def practised(self) -> Mapping[str, str]:
        """Return the brokers that can be practised at, and what they are called."""
        return {kind: title for kind, title in VENUES.items() if kind in self._service.plugins}

    def kinds(self) -> Sequence[BrokerKind]:
        """Return every broker that can be connected."""
        return [_kind(kind, load()) for kind, load in self._service.plugins.items()]

    def rows(self) -> Sequence[LoginRow]:
        """Return every login as it stands."""
        return [self._row(login) for login in self._service.engine.logins]

    def _row(self, login: BrokerLogin) -> LoginRow:
        status = login.status
        return LoginRow(
            name=login.name,
            kind=login.login.kind,
            title=login.login.plugin.title,
            environment=login.login.environment.name,
            mode=login.login.environment.mode,
            state=status.state.value,
            is_wanted=login.is_wanted,
            reason=status.reason,
            error=cause(status.error),
            token_expires_ns=status.token_expires_ns,
            retry_ns=status.retry_ns,
            rules=tuple(login.login.plugin.rules),
            accounts=self._accounts(login),
        )

    def _accounts(self, login: BrokerLogin) -> tuple[AccountFound, ...]:
        ours = {
            account.number_at(login.name): account
            for account in self._service.engine.settings.accounts
        }
        listed = [_found(one, ours.get(one.number)) for one in login.listed]
        numbers = {one.number for one in listed}
        unlisted = [
            AccountFound(number, account.name or account.id, account.mode, True, None, account.id)
            for number, account in ours.items()
            if number and number not in numbers
        ]
        return (*listed, *unlisted)

    def offline(self) -> Sequence[OfflineLogin]:
        """Return the logins that are to be connected, were tried, and are not.

        What a broker takes no longer is an alarm of its accounts.
        """
        found = ((login, login.status) for login in self._service.engine.logins)
        return [
            OfflineLogin(
                texts.text(status.reason) if status.reason else _error_of(login),
                self._seconds_to(status.retry_ns),
                sum(len(self._service.engine.desk.live_orders(s.account)) for s in login.seats),
            )
            for login, status in found
            if login.is_wanted
            and status.state not in (SessionState.ONLINE, SessionState.DATA_ONLY)
            and (status.error or status.reason is not None)
        ]

    def _seconds_to(self, at_ns: int | None) -> float | None:
        if at_ns is None:
            return None
        return max(0.0, (at_ns - self._service.engine.host.now_ns()) / NANOSECONDS)

    # Secrets.

    @property
    def unlocking(self) -> Unlocking:
        """What it takes to open the secrets."""
        secrets = self._secrets
        try:
            if secrets.is_open or secrets.key_from is KeyFrom.KEYRING:
                return Unlocking.NEEDLESS
        except BadData:
            return Unlocking.NEEDLESS  # a damaged file: that is said when it is written to
        return Unlocking.TYPE if secrets.exists else Unlocking.CHOOSE

    async def unlock(self, passphrase: str) -> None:
        """Open the secrets and connect what waited for them; raises BrokerUnavailable."""
        await self._load()
        secrets = self._secrets
        if self.unlocking is Unlocking.CHOOSE and len(passphrase) < SHORTEST:
            raise _unusable(
                "secrets",
                translate("Brokers", "a passphrase has at least {shortest} characters").format(
                    shortest=SHORTEST
                ),
            )
        await self._open(secrets, passphrase)
        for login in self._service.engine.logins:
            if login.session is None and login.is_wanted:
                await login.connect()
        self.changed.emit(None)

    async def _open(self, secrets: Secrets, passphrase: str = "") -> None:
        try:
            await asyncio.to_thread(secrets.open, passphrase)
        except BadData as error:
            raise _unusable("secrets", texts.fault(error)) from error

    # Trying.

    async def find(self, wish: LoginWish) -> Sequence[AccountFound]:
        """Log in once and list the accounts; raises BrokerUnavailable."""
        await self._load()
        running = self._service.engine.logins.get(wish.name)
        is_online = running is not None and running.status.state is SessionState.ONLINE
        if running is not None and is_online and not any(wish.values.values()):
            await running.refresh()
            return self._accounts(running)
        return [_found(one, None) for one in await self._list(wish)]

    async def _list(self, wish: LoginWish) -> Sequence[AccountAtBroker]:
        plugin = self._plugin(wish.kind)
        try:
            session = await self._session(wish, plugin)
        except BadData as error:
            raise _unusable(wish.name, texts.fault(error)) from error
        try:
            listed = await session.log_in()
        finally:
            await session.stop()
        if session.feed is None:
            self._without_quotes.add(wish.name)
        return listed

    async def _session(self, wish: LoginWish, plugin: BrokerPlugin) -> Session:
        environment = _environment(plugin, wish.environment)
        kept = self._kept(wish)
        typed = {key: value for key, value in wish.values.items() if value}
        values = {**self._stored(kept), **typed}
        if kept is not None and kept.base_url:
            urls = Urls(kept.base_url, kept.stream_url, kept.market_url)
            environment = replace(environment, urls=urls)
        elif wish.environment == PRACTICE:
            practice = await self._wires.start_venue(wish.kind)
            environment = replace(environment, urls=practice.urls)
            values = {**practice_credentials(plugin, practice.user), **values}
        self._wires.hide(values[one.key] for one in plugin.credentials if one.key in values)
        outside = self._service.engine.logins.outside(self._wires, lambda key: values.get(key, ""))
        plain = {one.key: values.get(one.key, "") for one in plugin.credentials if not one.secret}
        return plugin.connect(environment, (), plain, outside)

    def _kept(self, wish: LoginWish) -> BrokerSettings | None:
        """The login of that name as it stands in the settings, in the same environment."""
        kept = self._service.engine.settings.brokers.get(wish.name)
        same = kept is not None and (kept.kind, kept.environment) == (wish.kind, wish.environment)
        return kept if same else None

    def _stored(self, kept: BrokerSettings | None) -> Mapping[str, str]:
        if kept is None:
            return {}
        given = {key: str(value) for key, value in kept.credentials.items()}
        return {
            key: self._secrets.get(value.removeprefix(REFERENCE))
            if value.startswith(REFERENCE)
            else value
            for key, value in given.items()
        }

    def _plugin(self, kind: str) -> BrokerPlugin:
        return self._service.plugins[kind]()

    # Keeping.

    async def save(self, wish: LoginWish, accounts: Sequence[AccountWish]) -> None:
        """Keep a login with its secrets and accounts, and begin anew; raises BrokerUnavailable."""
        await self._load()
        try:
            values = await self._keep_values(wish)
            takes_quotes = wish.takes_quotes and wish.name not in self._without_quotes
            login = NewLogin(
                wish.name,
                wish.kind,
                wish.environment,
                values,
                [self._new_account(wish.name, one) for one in accounts],
                takes_quotes,
            )
            self._file().put(login)
        except BadData as error:
            raise _unusable(wish.name, texts.fault(error)) from error
        self._restart()

    async def _keep_values(self, wish: LoginWish) -> Mapping[str, str]:
        """Store what is secret; return what is to stand in the settings."""
        kept = self._kept(wish)
        values = {} if kept is None else {k: str(v) for k, v in kept.credentials.items()}
        if kept is not None and kept.base_url:
            values |= {
                "base_url": kept.base_url,
                "stream_url": kept.stream_url,
                "market_url": kept.market_url,
            }
        secret = {one.key for one in self._plugin(wish.kind).credentials if one.secret}
        typed = {key: value for key, value in wish.values.items() if value}
        if secret & typed.keys() and not self._secrets.is_open:
            await self._open(self._secrets)
        for key, value in typed.items():
            if key in secret:
                self._secrets.set(f"{wish.name}_{key}", value)
                self._wires.hide([value])
                values[key] = f"{REFERENCE}{wish.name}_{key}"
            else:
                values[key] = value
        return values

    def _new_account(self, login: str, wish: AccountWish) -> NewAccount:
        known = next(
            (
                account
                for account in self._service.engine.settings.accounts
                if account.broker == login and account.number == wish.number
            ),
            None,
        )
        made = _NO_ID.sub("_", f"{login}_{wish.number}")[:64]
        if known is not None and known.mode is wish.mode:
            made = known.id
        elif wish.mode is Mode.HYBRID:  # an account keeps its mode for life
            made = f"{made[:57]}_hybrid"
        return NewAccount(made, wish.nickname, wish.number, wish.mode.value)

    async def practise(self, kind: str) -> None:
        """Connect to the practice venue of a broker, which is started; raises BrokerUnavailable."""
        name = f"{PRACTICE}_{kind}"
        running = self._service.engine.logins.get(name)
        if running is not None:
            await running.connect()
            return
        wish = LoginWish(name, kind, PRACTICE, {})
        found = [one for one in await self.find(wish) if one.may_trade and one.mode.is_paper]
        if not found:
            raise _unusable(
                name, translate("Brokers", "the practice venue has no account to trade on")
            )
        await self.save(wish, [AccountWish(one.number, one.name, one.mode) for one in found])

    async def connect(self, name: str) -> None:
        await self._login(name).connect()

    async def disconnect(self, name: str) -> None:
        await self._login(name).disconnect()

    def _login(self, name: str) -> BrokerLogin:
        found = self._service.engine.logins.get(name)
        if found is None:
            raise _unusable(name, translate("Brokers", "it is not in the settings any more"))
        return found

    async def remove(self, name: str) -> None:
        """Forget a login, its accounts and its secrets, and begin anew; raises
        BrokerUnavailable."""
        kept = self._service.engine.settings.brokers.get(name)
        try:
            self._file().remove(name)
            for key, value in ({} if kept is None else kept.credentials).items():
                if value == f"{REFERENCE}{name}_{key}" and self._secrets.is_open:
                    self._secrets.remove(f"{name}_{key}")
            if self._secrets.is_open:
                self._secrets.remove(token_of(name))
        except BadData as error:
            raise _unusable(name, texts.fault(error)) from error
        self._restart()

    def _file(self) -> ConfigFile:
        options = self._service.engine.options
        return ConfigFile(options.config, self._service.plugins, options.market)


def _error_of(login: BrokerLogin) -> str:
    return f"{login.name}: {cause(login.status.error)}"


def _unusable(login: str, cause: str) -> BrokerUnavailable:
    return BrokerUnavailable(Message("login_unusable", {"login": login, "cause": cause}))


def _environment(plugin: BrokerPlugin, name: str) -> Environment:
    return next(one for one in plugin.environments if one.name == name)


def _kind(kind: str, plugin: BrokerPlugin) -> BrokerKind:
    return BrokerKind(
        kind,
        plugin.title,
        tuple(one.name for one in plugin.environments),
        tuple(LoginField(c.key, c.label, c.secret, c.optional) for c in plugin.credentials),
        tuple(plugin.rules),
    )


def _found(one: AccountAtBroker, ours: AccountSettings | None) -> AccountFound:
    return AccountFound(
        number=one.number,
        name=one.name,
        mode=one.mode if ours is None else ours.mode,
        may_trade=one.may_trade,
        cash=one.cash,
        account="" if ours is None else ours.id,
        nickname="" if ours is None else ours.name,
        risk=tuple(RiskLine(r.name, r.value, r.limit, r.broken) for r in one.risk),
    )
