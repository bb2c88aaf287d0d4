"""How a delivery is known again."""

import pytest

from tests.support.alerts import signals_of
from traderterminal.alerts.dedup import alert_key
from traderterminal.desk.ports import AlertKey
from traderterminal.kit.clock import NANOSECONDS

BASE = {
    "strategy": '"orb"',
    "account": '"paper"',
    "symbol": '"ES1!"',
    "action": '"buy"',
    "quantity": '"1"',
    "id": '"Long"',
    "bar_time": '"2024-01-11T15:05:00Z"',
    "time": '"2024-01-11T15:08:11Z"',
}


def key(**changes: str) -> AlertKey:
    fields = {**BASE, **changes}
    body = "{" + ",".join(f'"{name}":{value}' for name, value in fields.items() if value) + "}"
    return alert_key(signals_of(body), body.encode(), 1_000)


def test_the_same_alert_has_the_same_key_for_ever() -> None:
    assert key().key == key().key
    assert key().until_ns is None


@pytest.mark.parametrize(
    "changes",
    [
        {"strategy": '"other"'},
        {"account": '"paper_two"'},
        {"account": "", "account_group": '"everyday"'},
        {"symbol": '"NQ1!"'},
        {"action": '"sell"'},
        {"quantity": '"2"'},
        {"id": '"Long 2"'},
        {"bar_time": '"2024-01-11T15:10:00Z"'},
        {"time": '"2024-01-11T15:08:12Z"'},
        {"position_size": '"1"'},
    ],
)
def test_every_field_of_the_key_counts(changes: dict[str, str]) -> None:
    assert key(**changes).key != key().key


def test_closing_the_long_is_not_closing_the_short() -> None:
    assert key(action='"closelong"').key != key(action='"closeshort"').key


def test_two_fills_of_one_second_differ_by_the_position() -> None:
    assert key(position_size='"1"').key != key(position_size='"2"').key


@pytest.mark.parametrize(
    "changes",
    [{"price": "4808.5"}, {"quantity": "1.0"}, {"comment": '"again"'}, {"symbol": '"es1!"'}],
)
def test_what_does_not_change_the_alert_does_not_change_its_key(changes: dict[str, str]) -> None:
    assert key(**changes).key == key().key


@pytest.mark.parametrize("kept", ["id", "bar_time", "time"])
def test_an_id_or_a_time_alone_is_enough(kept: str) -> None:
    others = {name: "" for name in ("id", "bar_time", "time") if name != kept}
    assert key(**others).until_ns is None


def test_without_id_and_time_the_raw_body_is_known_for_twenty_seconds() -> None:
    bare = {"id": "", "bar_time": "", "time": ""}
    first = key(**bare)
    assert first.until_ns == 1_000 + 20 * NANOSECONDS
    assert first.key == key(**bare).key
    assert first.key != key(**bare, price="4808.5").key


def test_all_signals_of_a_list_make_one_key() -> None:
    two = '[{"symbol":"ES1!","action":"buy","id":"a"},{"symbol":"NQ1!","action":"buy"}]'
    other = two.replace("NQ1!", "YM1!")
    assert alert_key(signals_of(two), two.encode(), 0).until_ns is None
    keys = {alert_key(signals_of(body), body.encode(), 0).key for body in (two, other)}
    assert len(keys) == 2


def test_a_nonce_belongs_to_one_body() -> None:
    one, two = alert_key((), b"one", 0, "n"), alert_key((), b"two", 0, "n")
    assert one.nonce == two.nonce == "n"
    assert one.body_hash != two.body_hash
