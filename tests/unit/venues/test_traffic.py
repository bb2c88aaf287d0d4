"""Requests, answers and the JSON in them."""

from decimal import Decimal

import pytest

from traderterminal.venues.traffic import Request, json_answer, read_json, write_json


def test_the_token_is_that_of_the_bearer_header() -> None:
    assert Request("GET", "/", headers={"authorization": "Bearer abc"}).bearer == "abc"
    assert Request("GET", "/", headers={"authorization": "Basic abc"}).bearer == ""
    assert Request("GET", "/").bearer == ""


def test_prices_are_numbers_on_the_wire_and_exact_when_read() -> None:
    assert write_json({"price": Decimal("4800.25"), "size": 2}) == '{"price":4800.25,"size":2}'
    assert read_json('{"price": 1.10}') == {"price": Decimal("1.10")}


@pytest.mark.parametrize("text", ["", "{", "<html>", "[" * 100_000])
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_json(text)


def test_what_cannot_be_written_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        write_json({"what": object()})


def test_a_json_answer_has_a_status() -> None:
    answer = json_answer({"ok": True}, 201)
    assert (answer.status, answer.body) == (201, b'{"ok":true}')
