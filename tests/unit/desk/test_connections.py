"""Who answers for an account, and what follows from it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.builders import ES, MES
from traderterminal.desk.connections import Connection
from traderterminal.desk.ports import COMPETING_S, ContractNews, LoggedIn, LoggedOut
from traderterminal.domain.accounts import Mode
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS

D = Decimal
NOW = 7 * NANOSECONDS
AS_LISTED = ContractNews("live1", "ESH2024", D("0.25"), D(50))


def why(connection: Connection) -> str:
    told = connection.unready(ES)
    return "" if told is None else told.key


def alarm(message: Message | None) -> str:
    return "" if message is None else message.key


def test_before_anything_was_told_nothing_speaks_against_it() -> None:
    connection = Connection("live1")
    assert why(connection) == ""
    assert connection.may_ask(0)


@pytest.mark.parametrize("answered", [mode for mode in Mode if mode is not Mode.LIVE])
def test_another_environment_is_an_alarm_until_the_right_one_answers(answered: Mode) -> None:
    connection = Connection("live1")
    told = connection.login(LoggedIn("live1", answered), Mode.LIVE)
    assert alarm(told) == "wrong_environment"
    assert f"live1 is live, but {answered} answered" in str(told)
    assert why(connection) == "reconciling.wrong_environment"
    assert not connection.may_ask(NOW)
    assert connection.login(LoggedIn("live1", Mode.LIVE), Mode.LIVE) is None
    assert why(connection) == ""
    assert connection.may_ask(NOW)


def test_a_login_that_is_refused_names_what_works_there() -> None:
    connection = Connection("live1")
    told = connection.logout(LoggedOut("live1"), NOW, "B1, B7")
    assert alarm(told) == "session_lost"
    assert "Working there: B1, B7." in str(told)
    assert why(connection) == "reconciling.session_lost"
    assert connection.may_ask(NOW)  # asking fights nobody


def test_a_session_that_was_taken_over_is_left_alone_for_five_minutes() -> None:
    connection = Connection("live1")
    told = connection.logout(LoggedOut("live1", taken_over=True), NOW, "—")
    assert alarm(told) == "session_lost.taken_over"
    assert "for 5 min" in str(told)
    until = NOW + int(COMPETING_S * NANOSECONDS)
    assert not connection.may_ask(until - 1)
    assert connection.may_ask(until)
    assert why(connection) == "reconciling.session_lost"  # until somebody has logged in


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (replace(AS_LISTED, tradable=False), "no longer traded"),
        (replace(AS_LISTED, point_value=D(5)), "0.25 × 5"),
        (replace(AS_LISTED, tick_size=D("0.5")), "0.5 × 50"),
    ],
    ids=["rolled", "multiplier", "tick"],
)
def test_a_contract_that_is_another_one_there_opens_nothing(told: ContractNews, words: str) -> None:
    connection = Connection("live1")
    assert alarm(connection.contract(told, ES)) == "contract_changed"
    assert connection.contract(told, ES) is None  # said once
    unready = connection.unready(ES)
    assert unready is not None
    assert unready.key == "reconciling.contract"
    assert (unready.parameters["measured"], unready.parameters["limit"]) == (words, "0.25 × 50")
    assert connection.unready(MES) is None
    assert connection.unready(None) is None  # the account as such is well


def test_a_refresh_on_either_side_ends_it() -> None:
    connection = Connection("live1")
    connection.contract(replace(AS_LISTED, point_value=D(5)), ES)
    assert connection.unready(replace(ES, point_value=D(5))) is None
    assert why(connection) == "reconciling.contract"
    assert connection.contract(AS_LISTED, ES) is None
    assert why(connection) == ""
