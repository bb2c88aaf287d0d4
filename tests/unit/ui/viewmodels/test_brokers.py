"""The brokers pane without its widgets, on a desk of brokers that the test makes up."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from tests.support.alerts import turns
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.brokers import (
    LOOK_NS,
    AccountFound,
    AccountWish,
    BrokerKind,
    BrokersViewModel,
    LoginField,
    LoginForm,
    LoginRow,
    LoginWish,
    Unlocking,
)

PLANTED = "planted-5f1c0e7d"
FIELDS = (
    LoginField("user", "User name", secret=False, optional=False),
    LoginField("password", "Password", secret=True, optional=False),
    LoginField("device", "Device", secret=True, optional=True),
)
APEX = BrokerKind("apex", "Apex", ("live", "demo", "practice"), FIELDS, (Message("day_ended", {}),))
OTHER = BrokerKind("other", "Other", ("demo",), FIELDS[:1], ())
FOUND = (
    AccountFound("7", "EVAL7", Mode.SANDBOX, may_trade=True),
    AccountFound("8", "LIVE8", Mode.LIVE, may_trade=False),
)
ROW = LoginRow(
    name="first",
    kind="apex",
    title="Apex",
    environment="demo",
    mode=Mode.SANDBOX,
    state="online",
    is_wanted=True,
    reason=None,
    error="",
    token_expires_ns=None,
    retry_ns=None,
    rules=APEX.rules,
    accounts=(replace(FOUND[0], account="first_7", nickname="Seven"), FOUND[1]),
)


class MadeUpDesk:
    """Implements `BrokerDesk`: notes what it is asked, and fails where it is told to."""

    def __init__(self) -> None:
        self.changed: Observers[None] = Observers()
        self.listed: list[LoginRow] = []
        self.unlocking = Unlocking.NEEDLESS
        self.fails: Message | None = None
        self.found: Sequence[AccountFound] = FOUND
        self.asked: list[tuple[object, ...]] = []
        self.going_on = asyncio.Event()
        self.going_on.set()

    def practised(self) -> Mapping[str, str]:
        return {"apex": "Apex"}

    def kinds(self) -> Sequence[BrokerKind]:
        return (APEX, OTHER)

    def rows(self) -> Sequence[LoginRow]:
        return self.listed

    async def _ask(self, *what: object) -> None:
        self.asked.append(what)
        await self.going_on.wait()
        if self.fails is not None:
            raise BrokerUnavailable(self.fails)

    async def unlock(self, passphrase: str) -> None:
        await self._ask("unlock", passphrase)

    async def find(self, wish: LoginWish) -> Sequence[AccountFound]:
        await self._ask("find", wish)
        return self.found

    async def save(self, wish: LoginWish, accounts: Sequence[AccountWish]) -> None:
        await self._ask("save", wish, list(accounts))

    async def practise(self, kind: str) -> None:
        await self._ask("practise", kind)

    async def connect(self, name: str) -> None:
        await self._ask("connect", name)

    async def disconnect(self, name: str) -> None:
        await self._ask("disconnect", name)

    async def remove(self, name: str) -> None:
        await self._ask("remove", name)


class Bench:
    def __init__(self) -> None:
        self.desk = MadeUpDesk()
        self.host = VirtualClock(1_000 * NANOSECONDS)
        self.failures: list[Exception] = []
        self.tasks = TaskScope(on_error=lambda name, error: self.failures.append(error))
        self.vm = BrokersViewModel(self.desk, self.host, self.tasks)

    def show(self, *rows: LoginRow) -> None:
        self.desk.listed = list(rows)
        self.desk.changed.emit(None)

    async def filled(self) -> LoginForm:
        """A form of a new login on which everything is typed and the accounts were found."""
        form = self.vm.form()
        form.type_value("user", "me")
        form.type_value("password", PLANTED)
        form.test()
        await turns()
        return form


@pytest.fixture
async def bench() -> Bench:
    return Bench()


async def test_the_first_login_is_meant_until_another_is_selected(bench: Bench) -> None:
    assert bench.vm.target is None
    bench.show(ROW, replace(ROW, name="second"))
    assert bench.vm.target == ROW
    bench.vm.select("second")
    assert bench.vm.target is not None
    assert bench.vm.target.name == "second"
    bench.show(ROW)
    assert bench.vm.target == ROW  # the other one is gone
    bench.vm.close()
    bench.show()
    assert bench.vm.rows == (ROW,)


@pytest.mark.parametrize(
    ("left_s", "state", "shown"),
    [
        (None, "online", ("—", "t3")),
        (5_400, "online", ("1 h 30 m", "t1")),
        (599, "online", ("9 m 59 s", "warn")),
        (0, "online", ("expired", "error")),
        (5_400, "offline", ("—", "t3")),
    ],
)
async def test_a_token_counts_down(
    bench: Bench, left_s: int | None, state: str, shown: tuple[str, str]
) -> None:
    expires = None if left_s is None else bench.host.now_ns() + left_s * NANOSECONDS
    assert bench.vm.token(replace(ROW, token_expires_ns=expires, state=state)) == shown


async def test_what_counts_down_is_drawn_now_and_then(bench: Bench) -> None:
    told: list[None] = []
    bench.vm.changed.connect(told.append)
    bench.vm.flush()
    bench.vm.flush()
    assert len(told) == 1
    bench.host.advance_to(bench.host.now_ns() + LOOK_NS)
    bench.vm.flush()
    assert len(told) == 2


async def test_what_holds_a_login_up_is_said_in_order(bench: Bench) -> None:
    row = replace(
        ROW,
        state="waiting",
        reason=Message("secrets_sealed", {"login": "first"}),
        error="Access is denied",
        retry_ns=bench.host.now_ns() + 90 * NANOSECONDS,
    )
    first, second, third = bench.vm.says(row)
    assert first.startswith("first is not connected: its secrets are sealed")
    assert (second, third) == ("Apex says: Access is denied", "Next attempt in 1 m 30 s.")
    assert bench.vm.says(ROW) == []
    assert len(bench.vm.rules(ROW)) == 1


async def test_one_thing_is_done_at_a_time_and_a_failure_is_said(bench: Bench) -> None:
    desk, vm = bench.desk, bench.vm
    desk.going_on.clear()
    vm.practise("apex")
    assert vm.busy == "Starting the practice venue of Apex"
    vm.connect("first")  # not before the other has ended
    await turns()
    assert desk.asked == [("practise", "apex")]
    desk.fails = Message("login_unusable", {"login": "apex", "cause": "no port"})
    desk.going_on.set()
    await turns()
    assert (vm.busy, vm.problem) == ("", "apex is not connected: no port")
    desk.fails = None
    for act, words in (
        (vm.connect, "connect"),
        (vm.disconnect, "disconnect"),
        (vm.remove, "remove"),
    ):
        act("first")
        await turns()
        assert desk.asked[-1] == (words, "first")
    vm.unlock("secret phrase")
    await turns()
    assert desk.asked[-1] == ("unlock", "secret phrase")
    assert vm.problem == ""
    assert not bench.failures


# The form.


async def test_a_login_is_tried_before_it_can_be_kept(bench: Bench) -> None:
    form = bench.vm.form()
    assert (form.kind, form.environment, form.name) == (APEX, "demo", "apex")
    assert form.missing == "User name is missing."
    form.test()
    assert form.problem == "User name is missing."
    form.type_value("user", "me")
    assert form.missing == "Password is missing."
    form.type_value("password", PLANTED)
    assert (form.missing, form.can_save) == ("", False)
    form.save()
    form.test()
    await turns()
    ((_, wish),) = bench.desk.asked
    assert wish == LoginWish("apex", "apex", "demo", {"user": "me", "password": PLANTED})
    assert [(r.found.number, r.taken, r.nickname, r.mode) for r in form.found] == [
        ("7", True, "EVAL7", Mode.SANDBOX),
        ("8", False, "LIVE8", Mode.LIVE),
    ]
    assert form.can_save
    form.type_value("password", "another")
    assert not form.can_save  # what was found is not of this login


async def test_accounts_are_taken_over_by_name_and_mode(bench: Bench) -> None:
    form = await bench.filled()
    saved: list[None] = []
    form.saved.connect(saved.append)
    form.take("8", wanted=True)
    form.name_account("8", " Big one ")
    form.choose_mode("8", Mode.HYBRID)
    form.take("7", wanted=False)
    form.take_quotes(wanted=False)
    assert form.found[1].modes == (Mode.LIVE, Mode.HYBRID)
    form.save()
    await turns()
    name, wish, accounts = bench.desk.asked[-1]
    assert (name, accounts) == ("save", [AccountWish("8", "Big one", Mode.HYBRID)])
    assert isinstance(wish, LoginWish)
    assert not wish.takes_quotes
    assert len(saved) == 1
    form.take("8", wanted=False)
    assert not form.can_save


async def test_a_passphrase_is_asked_for_where_secrets_cannot_be_kept_without(
    bench: Bench,
) -> None:
    bench.desk.unlocking = Unlocking.CHOOSE
    form = await bench.filled()
    before = form.unlocking
    form.type_passphrase("correct horse")
    form.save()
    await turns()
    assert [what[0] for what in bench.desk.asked] == ["find", "unlock", "save"]
    assert bench.desk.asked[1] == ("unlock", "correct horse")
    assert form.passphrase == ""
    form.choose_environment("practice")
    assert (before, form.unlocking) == (Unlocking.CHOOSE, Unlocking.NEEDLESS)
    assert form.fields == ()
    assert form.missing == ""


async def test_a_passphrase_that_does_not_open_keeps_nothing(bench: Bench) -> None:
    bench.desk.unlocking = Unlocking.TYPE
    form = await bench.filled()
    bench.desk.fails = Message("login_unusable", {"login": "secrets", "cause": "wrong"})
    form.save()
    await turns()
    assert form.problem == "secrets is not connected: wrong"
    assert [what[0] for what in bench.desk.asked] == ["find", "unlock"]
    assert form.can_save  # it may be tried again


async def test_another_broker_forgets_what_was_typed_for_the_first(bench: Bench) -> None:
    form = await bench.filled()
    form.choose_kind(OTHER)
    assert (form.name, form.environment, form.found) == ("other", "demo", ())
    form.choose_kind(APEX)
    assert form.missing == "User name is missing."
    form.type_name("mine")
    form.choose_kind(OTHER)
    assert form.name == "mine"  # which the trader chose


@pytest.mark.parametrize(
    ("there", "begins"),
    [
        (("live", "demo", "practice"), "demo"),
        (("production", "practice"), "practice"),
        (("live",), "live"),
    ],
)
async def test_a_form_begins_away_from_real_money_where_it_can(
    bench: Bench, there: tuple[str, ...], begins: str
) -> None:
    bench.vm.kinds = (replace(APEX, environments=there),)
    assert bench.vm.form().environment == begins


async def test_a_name_is_new_and_can_stand_in_the_settings(bench: Bench) -> None:
    bench.show(ROW)
    form = bench.vm.form()
    form.type_name("first")
    assert form.missing == "There is a login first already."
    form.type_name("a b")
    assert form.missing.startswith("The name takes letters")


async def test_an_edit_needs_nothing_typed_anew(bench: Bench) -> None:
    form = bench.vm.form(ROW)
    assert (form.is_new, form.name, form.missing) == (False, "first", "")
    assert [(r.found.number, r.taken, r.nickname) for r in form.found] == [
        ("7", True, "Seven"),
        ("8", False, "LIVE8"),
    ]
    form.name_account("7", "Renamed")
    form.test()
    await turns()
    assert form.found[0].nickname == "Renamed"  # it outlives another look
    form.type_value("password", "another")
    assert form.can_save


async def test_a_login_without_accounts_says_so(bench: Bench) -> None:
    bench.desk.found = ()
    form = await bench.filled()
    assert form.problem == "The login is right, and there is no account behind it."
    assert not form.can_save


async def test_a_secret_that_was_typed_is_not_shown_nor_kept(bench: Bench) -> None:
    form = await bench.filled()
    _, wish = bench.desk.asked[-1]
    assert PLANTED not in f"{form!r} {wish!r}"
    form.save()
    await turns()
    assert PLANTED not in str(vars(form))
