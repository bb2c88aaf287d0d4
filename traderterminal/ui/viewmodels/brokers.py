"""The brokers without their widgets: which logins there are, how they stand, how one is added.

What is done to them is done by a desk of brokers that the wiring gives; nothing here keeps a typed
secret longer than the form that it was typed into.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, Protocol

from traderterminal.domain.accounts import Mode
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.attempts import OneAtATime

#: How often what counts down is worked out anew, host time.
LOOK_NS: Final = NANOSECONDS // 2
PRACTICE: Final = "practice"
DEMO: Final = "demo"
_WHERE: Final = {
    "live": mark("Brokers", "Live"),
    "production": mark("Brokers", "Production"),
    DEMO: mark("Brokers", "Demo"),
    PRACTICE: mark("Brokers", "Practice"),
}
#: From here on the end of a token is worth a look.
TOKEN_SOON_S: Final = 600.0

#: The states of a session in words, and their colours.
SESSION_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "offline": (mark("Brokers", "Not connected"), "t3"),
    "connecting": (mark("Brokers", "Connecting"), "t2"),
    "online": (mark("Brokers", "Connected"), "ok"),
    "data_only": (mark("Brokers", "Data only"), "error"),
    "waiting": (mark("Brokers", "Waiting"), "warn"),
}


class Unlocking(StrEnum):
    """What it takes to open the secrets: nothing, or a passphrase that there is or is to be."""

    NEEDLESS = "needless"
    TYPE = "type"
    CHOOSE = "choose"


@frozen
class LoginField:
    """Something that a login needs; what is `secret` is never shown."""

    key: str
    label: str
    secret: bool
    optional: bool


@frozen
class BrokerKind:
    """A broker that can be connected; `rules` are what the trader should know of its logins."""

    kind: str
    title: str
    environments: tuple[str, ...]
    fields: tuple[LoginField, ...]
    rules: tuple[Message, ...]


@frozen
class RiskLine:
    """A limit that the broker holds an account to, in its own name for it."""

    name: str
    value: Decimal | None
    limit: Decimal | None
    broken: bool


@frozen
class AccountFound:
    """An account as the broker lists it; `account` is ours where it has been taken over."""

    number: str
    name: str
    mode: Mode
    may_trade: bool
    cash: Decimal | None = None
    account: str = ""
    nickname: str = ""
    risk: tuple[RiskLine, ...] = ()


@frozen
class LoginRow:
    """A login as it stands. `state` is one of offline, connecting, online, data_only, waiting.

    `error` is the last one, in the broker's own words. Moments are host time.
    """

    name: str
    kind: str
    title: str
    environment: str
    mode: Mode | None
    state: str
    is_wanted: bool
    reason: Message | None
    error: str
    token_expires_ns: int | None
    retry_ns: int | None
    rules: tuple[Message, ...]
    accounts: tuple[AccountFound, ...]

    @property
    def names(self) -> str:
        """What the trader calls the accounts of it that he has taken over."""
        return ", ".join(one.nickname or one.account for one in self.accounts if one.account)


@frozen
class AccountWish:
    """An account that is to be taken over, under which name and in which mode."""

    number: str
    nickname: str
    mode: Mode


@frozen
class LoginWish:
    """A login as it was filled in; `values` are its credentials, empty where nothing was typed."""

    name: str
    kind: str
    environment: str
    values: Mapping[str, str] = field(repr=False)
    takes_quotes: bool = True


class BrokerDesk(Protocol):
    """Where logins are made and kept. What cannot be done raises TraderTerminalError."""

    changed: Observers[None]

    def practised(self) -> Mapping[str, str]: ...
    def kinds(self) -> Sequence[BrokerKind]: ...
    def rows(self) -> Sequence[LoginRow]: ...

    @property
    def unlocking(self) -> Unlocking: ...

    async def unlock(self, passphrase: str) -> None:
        """Open the secrets, or choose the passphrase that seals them from now on."""
        ...

    async def find(self, wish: LoginWish) -> Sequence[AccountFound]:
        """Log in once and list the accounts there."""
        ...

    async def save(self, wish: LoginWish, accounts: Sequence[AccountWish]) -> None:
        """Keep a login and its accounts, and connect."""
        ...

    async def practise(self, kind: str) -> None:
        """Start the practice venue of a broker and connect to it."""
        ...

    async def connect(self, name: str) -> None: ...
    async def disconnect(self, name: str) -> None: ...
    async def remove(self, name: str) -> None:
        """Forget a login, its accounts and its secrets."""
        ...


def state_words(row: LoginRow) -> tuple[str, str]:
    """Return how a session stands, and the token of its colour."""
    words, token = SESSION_WORDS.get(row.state, (row.state, "t1"))
    return translate("Brokers", words), token


class BrokersViewModel(OneAtATime):
    """All logins with what can be done to the one that is selected.

    `problem` says what failed last, `busy` what is going on.
    """

    def __init__(self, desk: BrokerDesk, host: Clock, tasks: TaskScope) -> None:
        super().__init__(tasks)
        self._desk = desk
        self._host = host
        self._selected = ""
        self._looked_ns = -LOOK_NS
        self.rows: Sequence[LoginRow] = tuple(desk.rows())
        self._stop_listening = desk.changed.connect(lambda _: self._look())

    def close(self) -> None:
        """Stop listening."""
        self._stop_listening()

    @cached_property
    def kinds(self) -> Sequence[BrokerKind]:
        """The brokers there are; loading them takes a while, so that nobody asks before he must."""
        return tuple(self._desk.kinds())

    @property
    def target(self) -> LoginRow | None:
        """The login that is selected, else the first; None where there is none."""
        found = next((row for row in self.rows if row.name == self._selected), None)
        return found or (self.rows[0] if self.rows else None)

    @property
    def unlocking(self) -> Unlocking:
        """What it takes to open the secrets."""
        return self._desk.unlocking

    def kind(self, kind: str) -> BrokerKind | None:
        return next((one for one in self.kinds if one.kind == kind), None)

    @property
    def practised(self) -> Mapping[str, str]:
        """The brokers that can be practised at, and what they are called."""
        return self._desk.practised()

    def select(self, name: str) -> None:
        self._selected = name
        self.changed.emit(None)

    def flush(self) -> None:
        """Let what counts down be drawn now and then."""
        if self._host.monotonic_ns() - self._looked_ns >= LOOK_NS:
            self._look()

    def _look(self) -> None:
        self._looked_ns = self._host.monotonic_ns()
        self.rows = tuple(self._desk.rows())
        self.changed.emit(None)

    # Words.

    def token(self, row: LoginRow) -> tuple[str, str]:
        """Return for how long the token of a session still holds, and its colour."""
        if row.token_expires_ns is None or row.state != "online":
            return formats.NOTHING, "t3"
        left = (row.token_expires_ns - self._host.now_ns()) / NANOSECONDS
        if left <= 0:
            return "expired", "error"
        return formats.duration(left), "warn" if left < TOKEN_SOON_S else "t1"

    def retry(self, row: LoginRow) -> str:
        """Say when the next attempt is due; empty where none is."""
        if row.retry_ns is None or row.state == "online":
            return ""
        left = max(0.0, (row.retry_ns - self._host.now_ns()) / NANOSECONDS)
        return translate("Brokers", "Next attempt in {duration}.").format(
            duration=formats.duration(left)
        )

    def says(self, row: LoginRow) -> Sequence[str]:
        """What there is to say of a login, one sentence each: what holds it up comes first."""
        reason = "" if row.reason is None else texts.text(row.reason)
        error = (
            translate("Brokers", "{title} says: {error}").format(title=row.title, error=row.error)
            if row.error
            else ""
        )
        return [words for words in (reason, error, self.retry(row)) if words]

    def rules(self, row: LoginRow) -> Sequence[str]:
        """What the trader should know of the logins of a broker."""
        return [texts.text(rule) for rule in row.rules]

    # What can be done.

    def practise(self, kind: str) -> None:
        """Start the practice venue of a broker and connect to it."""
        title = self.practised[kind]
        self._do(
            self._desk.practise(kind),
            translate("Brokers", "Starting the practice venue of {title}").format(title=title),
        )

    def connect(self, name: str) -> None:
        self._do(
            self._desk.connect(name), translate("Brokers", "Connecting {name}").format(name=name)
        )

    def disconnect(self, name: str) -> None:
        self._do(
            self._desk.disconnect(name),
            translate("Brokers", "Disconnecting {name}").format(name=name),
        )

    def remove(self, name: str) -> None:
        """Forget a login, its accounts and its secrets."""
        self._do(self._desk.remove(name), translate("Brokers", "Removing {name}").format(name=name))

    def unlock(self, passphrase: str) -> None:
        """Open the secrets."""
        self._do(self._desk.unlock(passphrase), translate("Brokers", "Opening the secrets"))

    def form(self, row: LoginRow | None = None) -> "LoginForm":
        """Return what a new login is filled in on, or one that there is."""
        return LoginForm(self, self._desk, row, self._tasks)


@frozen
class FoundRow:
    """An account that was found, whether it is taken over, under which name and in which mode."""

    found: AccountFound
    taken: bool
    nickname: str
    mode: Mode

    @property
    def modes(self) -> tuple[Mode, ...]:
        """What it can be: what the broker says it is, or filled here on the broker's quotes."""
        return tuple(dict.fromkeys((self.found.mode, Mode.HYBRID)))


class LoginForm(OneAtATime):
    """A login while it is filled in: which broker, which environment, what it needs, what is there.

    `problem` says what is wrong, `busy` what is going on. `saved` tells that it is kept.
    """

    def __init__(
        self,
        brokers: BrokersViewModel,
        desk: BrokerDesk,
        row: LoginRow | None,
        tasks: TaskScope,
    ) -> None:
        super().__init__(tasks)
        self._brokers = brokers
        self._desk = desk
        self._values: dict[str, str] = {}
        self.is_new = row is None
        known = None if row is None else brokers.kind(row.kind)
        self.kind = known or brokers.kinds[0]
        self.environment = _harmless(self.kind) if row is None else row.environment
        self.name = self.kind.kind if row is None else row.name
        self.takes_quotes = True
        self.passphrase = ""
        self.found: tuple[FoundRow, ...] = ()
        self.saved: Observers[None] = Observers()
        if row is not None:
            self.found = tuple(map(_taken_over, row.accounts))

    def __repr__(self) -> str:
        return f"LoginForm({self.name})"

    @property
    def fields(self) -> Sequence[LoginField]:
        """What is to be typed: nothing where the venue is ours to start."""
        return () if self.environment == PRACTICE else self.kind.fields

    @property
    def unlocking(self) -> Unlocking:
        """What it takes to open the secrets before one can be kept."""
        has_secrets = any(one.secret for one in self.fields)
        return self._desk.unlocking if has_secrets else Unlocking.NEEDLESS

    def value(self, key: str) -> str:
        """Return what was typed for a credential so far."""
        return self._values.get(key, "")

    @property
    def missing(self) -> str:
        """What is still to be filled in; empty where it can be tried."""
        if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", self.name):
            return translate("Brokers", "The name takes letters, digits, _ . and - only.")
        if self.is_new and any(row.name == self.name for row in self._brokers.rows):
            return translate("Brokers", "There is a login {name} already.").format(name=self.name)
        for one in self.fields:
            if self.is_new and not one.optional and not self._values.get(one.key):
                return translate("Brokers", "{label} is missing.").format(
                    label=translate("Credential", one.label)
                )
        return ""

    @property
    def rules(self) -> Sequence[str]:
        """What the trader should know of the logins of this broker."""
        return [texts.text(rule) for rule in self.kind.rules]

    @property
    def can_save(self) -> bool:
        """Say whether there is something to keep: at least one account was found and is taken."""
        return not self.busy and not self.missing and any(row.taken for row in self.found)

    def choose_kind(self, kind: BrokerKind) -> None:
        """Turn to another broker; what was typed for the one before is forgotten."""
        if kind == self.kind:
            return
        was_default = self.name == self.kind.kind
        self.kind, self.environment = kind, _harmless(kind)
        self.name = kind.kind if was_default else self.name
        self._forget()

    def choose_environment(self, environment: str) -> None:
        if environment != self.environment:
            self.environment = environment
            self._forget()

    def type_name(self, text: str) -> None:
        self.name = text.strip()
        self.changed.emit(None)

    def type_value(self, key: str, text: str) -> None:
        """Take what was typed for a credential; what was found before may not be there any more."""
        self._values[key] = text
        if self.is_new:
            self.found = ()
        self.changed.emit(None)

    def type_passphrase(self, text: str) -> None:
        self.passphrase = text

    def take_quotes(self, wanted: bool) -> None:
        self.takes_quotes = wanted

    def take(self, number: str, wanted: bool) -> None:
        """Take an account over, or leave it."""
        self._change(number, lambda row: replace(row, taken=wanted))

    def name_account(self, number: str, nickname: str) -> None:
        self._change(number, lambda row: replace(row, nickname=nickname.strip()))

    def choose_mode(self, number: str, mode: Mode) -> None:
        self._change(number, lambda row: replace(row, mode=mode))

    def _change(self, number: str, change: Callable[[FoundRow], FoundRow]) -> None:
        self.found = tuple(change(row) if row.found.number == number else row for row in self.found)
        self.changed.emit(None)

    def _forget(self) -> None:
        self._values, self.found, self.problem = {}, (), ""
        self.changed.emit(None)

    # What can be done.

    def test(self) -> None:
        """Log in once, and list the accounts there."""
        if self.missing:
            self._tell_words(self.missing)
        else:
            self._do(self._find(), translate("Brokers", "Logging in"))

    def save(self) -> None:
        """Keep the login and the accounts that are taken, and connect."""
        if self.can_save:
            self._do(self._keep(), translate("Brokers", "Connecting"))

    async def _find(self) -> None:
        found = await self._desk.find(self._wish())
        known = {row.found.number: row for row in self.found}
        self.found = tuple(
            replace(known[one.number], found=one) if one.number in known else _offered(one)
            for one in found
        )
        if not found:
            self._tell_words(
                translate("Brokers", "The login is right, and there is no account behind it.")
            )

    async def _keep(self) -> None:
        if self.unlocking is not Unlocking.NEEDLESS:
            await self._desk.unlock(self.passphrase)
        accounts = [
            AccountWish(row.found.number, row.nickname, row.mode) for row in self.found if row.taken
        ]
        await self._desk.save(self._wish(), accounts)
        self._values, self.passphrase = {}, ""
        self.saved.emit(None)

    def _wish(self) -> LoginWish:
        return LoginWish(
            self.name, self.kind.kind, self.environment, dict(self._values), self.takes_quotes
        )

    def _tell_words(self, words: str) -> None:
        self.problem = words
        self.changed.emit(None)


def where_words(environment: str) -> str:
    """Say what an environment is called; another one of a broker stands for itself."""
    return translate("Brokers", _WHERE.get(environment, environment.capitalize()))


def _harmless(kind: BrokerKind) -> str:
    """The environment that a form begins with: real money is chosen, never found there."""
    harmless = (one for one in (DEMO, PRACTICE) if one in kind.environments)
    return next(harmless, kind.environments[0])


def _offered(found: AccountFound) -> FoundRow:
    """One that was just found: taken where it may trade, under the broker's own name for it."""
    return FoundRow(found, found.may_trade, found.nickname or found.name, found.mode)


def _taken_over(found: AccountFound) -> FoundRow:
    return FoundRow(found, bool(found.account), found.nickname or found.name, found.mode)
