"""What clients of Tradovate may send, and how it is read."""

from datetime import date
from decimal import Decimal

import pytest

from traderterminal.venues.tradovate.wire import (
    Failure,
    Fields,
    moment,
    read_call,
    token_in,
    without_nothing,
    written_day,
)


def fields(**values: object) -> Fields:
    return Fields(values)


def test_an_endpoint_is_read_in_any_case_and_with_a_slash_before_it() -> None:
    call = read_call("/order/placeOrder", {}, "")
    assert (call.entity, call.operation) == ("order", "placeorder")


@pytest.mark.parametrize(
    "body",
    [
        '{"accountId":1,"admin":false}',
        "accountId=1&admin=false",
        '{"accountId":"1","admin":"False"}',
    ],
)
def test_a_body_may_be_json_or_a_form(body: str) -> None:
    call = read_call("order/placeorder", {}, body)
    assert call.fields.integer("accountId") == 1
    assert call.fields.flag("admin") is False


@pytest.mark.parametrize("body", ["", "undefined", "null", "[1]", '{"half":', "[" * 5000])
def test_a_body_that_says_nothing_gives_no_fields(body: str) -> None:
    assert len(read_call("account/list", {}, body).fields) == 0


def test_query_and_body_add_up_and_a_bare_body_stays_as_it_came() -> None:
    call = read_call("md/subscribequote", {"a": "1"}, "ESZ6")
    assert call.fields.text("a") == "1"
    assert call.text == "ESZ6"


def test_numbers_are_never_read_through_a_float() -> None:
    call = read_call("order/placeorder", {}, '{"price": 4800.10000000000000001}')
    assert call.fields.number("price") == Decimal("4800.10000000000000001")


@pytest.mark.parametrize("value", ["x", True, "NaN", "1e999", [], {}, 1.5, "Infinity"])
def test_what_is_no_whole_number_is_malformed(value: object) -> None:
    with pytest.raises(Failure) as wrong:
        fields(n=value).integer("n")
    assert wrong.value.status == 400


@pytest.mark.parametrize("value", ["yes", 1, []])
def test_what_is_no_flag_is_malformed(value: object) -> None:
    with pytest.raises(Failure):
        fields(n=value).flag("n")


def test_lists_may_be_texts_with_commas() -> None:
    assert fields(ids="1,2").integers("ids") == [1, 2]
    assert fields(ids=[1, "2"]).integers("ids") == [1, 2]
    assert fields(ids=7).integers("ids") == [7]
    assert fields().integers("ids") == []
    with pytest.raises(Failure):
        fields(ids="1,x").integers("ids")


def test_lists_of_texts_and_of_objects_are_nothing_else() -> None:
    assert fields(kinds=["order"]).texts("kinds") == ["order"]
    assert [part.text("a") for part in fields(orders=[{"a": "b"}]).parts("orders")] == ["b"]
    for value in ("order", [1], {"a": 1}):
        with pytest.raises(Failure):
            fields(of=value).texts("of")
        with pytest.raises(Failure):
            fields(of=value).parts("of")


def test_an_object_within_is_read_as_fields_are() -> None:
    part = fields(bracket1={"price": "1.5"}).part("bracket1")
    assert part is not None
    assert part.number("price") == Decimal("1.5")
    assert fields().part("bracket1") is None
    with pytest.raises(Failure):
        fields(bracket1="x").part("bracket1")


def test_a_moment_is_iso_8601() -> None:
    assert fields(at="2026-11-22T12:00:00.000Z").moment("at") == 1_795_348_800_000_000_000
    assert fields().moment("at") is None
    with pytest.raises(Failure):
        fields(at="tomorrow").moment("at")


def test_a_field_that_is_null_is_not_there() -> None:
    with pytest.raises(Failure) as missing:
        fields(symbol=None).need("symbol")
    assert "symbol" in missing.value.text


def test_a_text_may_be_a_number_but_nothing_else() -> None:
    assert fields(cid=8).text("cid") == "8"
    with pytest.raises(Failure):
        fields(cid=[]).text("cid")


def test_a_token_may_stand_in_quotes_and_end_in_a_newline() -> None:
    assert token_in('"tok"\n') == token_in("tok") == "tok"


def test_the_broker_writes_times_in_milliseconds_and_days_in_parts() -> None:
    assert moment(1_795_348_800_123_456_789) == "2026-11-22T12:00:00.123Z"
    assert moment(0) == "1970-01-01T00:00:00.000Z"
    assert written_day(date(2026, 11, 2)) == {"year": 2026, "month": 11, "day": 2}
    assert without_nothing(a=1, b=None, c=0) == {"a": 1, "c": 0}
