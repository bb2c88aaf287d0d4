"""Every dialect in our own wording, and what each refusal says."""

from decimal import Decimal

import pytest

from traderterminal.alerts.dialects import Unreadable, decode


def refusal(body: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        decode(body)
    return caught.value.reason.key


def test_json_numbers_become_decimals_with_all_their_digits() -> None:
    decoded = decode(b'{"symbol":"ESH2024","price":4808.123456789012345678}')
    assert decoded.dialect == "json"
    assert decoded.items[0]["price"] == Decimal("4808.123456789012345678")


def test_a_byte_order_mark_and_trailing_commas_are_passed_over() -> None:
    decoded = decode(b'\xef\xbb\xbf{"symbol":"NQ1!","list":[1,2,],}')
    assert decoded.items[0] == {"symbol": "NQ1!", "list": [Decimal(1), Decimal(2)]}
    (note,) = decoded.notes
    assert str(note) == "A comma with nothing behind it was passed over."


def test_a_comma_before_a_brace_inside_a_text_stays() -> None:
    decoded = decode(b'{"comment":"a,} b {{","x":1,}')
    assert decoded.items[0]["comment"] == "a,} b {{"


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_no_number_stays_visible_as_none(word: bytes) -> None:
    quantity = decode(b'{"qty":' + word + b"}").items[0]["qty"]
    assert isinstance(quantity, Decimal)
    assert quantity.is_nan()


def test_a_placeholder_left_bare_is_named() -> None:
    decoded = decode(b'{"symbol":"ES1!","qty":{{strategy.order.contracts}}}')
    assert decoded.placeholder == "{{strategy.order.contracts}}"


def test_a_bare_placeholder_with_quotes_of_its_own_is_named() -> None:
    decoded = decode(b'{"symbol":"ES1!","sl":{{plot("Long stop")}}}')
    assert decoded.placeholder == "{{plot('Long stop')}}"


def test_a_quoted_placeholder_is_a_text_like_any_other() -> None:
    decoded = decode(b'{"symbol":"{{ticker}}"}')
    assert decoded.placeholder == ""
    assert decoded.items[0] == {"symbol": "{{ticker}}"}


def test_a_list_holds_several_messages() -> None:
    decoded = decode(b'[{"symbol":"ES1!"},{"symbol":"NQ1!"}]')
    assert [item["symbol"] for item in decoded.items] == ["ES1!", "NQ1!"]


def test_pairs_are_read_with_semicolons_and_line_ends() -> None:
    decoded = decode(b"key=abc; command=PLACE;\naction=BUY\nqty=2; note=a=b;")
    assert decoded.dialect == "key_value"
    assert decoded.items[0] == {
        "key": "abc",
        "command": "PLACE",
        "action": "BUY",
        "qty": "2",
        "note": "a=b",
    }


def test_a_line_that_starts_with_a_licence_is_read() -> None:
    decoded = decode(b"7000012345,buy,NQ1!,vol_lots=2, comment=opening drive")
    assert decoded.dialect == "license_csv"
    assert decoded.items[0] == {
        "license_id": "7000012345",
        "command": "buy",
        "symbol": "NQ1!",
        "vol_lots": "2",
        "comment": "opening drive",
    }


def test_a_line_of_ticker_action_price_quantity_is_read() -> None:
    decoded = decode(b"MSFT, sell, 410.5, 25")
    assert decoded.dialect == "ticker_csv"
    assert decoded.items[0] == {
        "ticker": "MSFT",
        "action": "sell",
        "price": "410.5",
        "quantity": "25",
    }


def test_a_line_of_placeholders_keeps_its_shape() -> None:
    body = b"{{ticker}},{{strategy.order.action}},{{close}},{{strategy.order.contracts}}"
    # it begins like JSON and is none, so it is refused as JSON
    assert refusal(body) == "unparseable.json"
    assert decode(b"ES1!,{{strategy.order.action}},{{close}},1").dialect == "ticker_csv"


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"", "unparseable.empty"),
        (b" \r\n\t", "unparseable.empty"),
        (b"\xef\xbb\xbf", "unparseable.empty"),
        (b'{"a":"\xff"}', "unparseable.encoding"),
        ('{"a":1}'.encode("utf-16"), "unparseable.encoding"),
        (b'{"a":"\\ud800"}', "unparseable.surrogate"),
        (b'{"\\udfff":1}', "unparseable.surrogate"),
        (b'{"a":', "unparseable.json"),
        (b'{"symbol": ES1!}', "unparseable.json"),
        (b'{"a":1}{"b":2}', "unparseable.json"),
        (b'{"a":"\\', "unparseable.json"),
        (b'{"a":1,"a":2}', "unparseable.duplicate_key"),
        (b"a=1;b=2;a=3", "unparseable.duplicate_key"),
        (b"123456,buy,ES1!,qty=1,qty=2", "unparseable.duplicate_key"),
        (b'{"a":1e400}', "unparseable.number"),
        (b'{"a":1e-400}', "unparseable.number"),
        (b'{"a":1e99999999999999999999}', "unparseable.number"),
        (b'{"a":' + b"9" * 5_000 + b"}", "unparseable.number"),
        (b'{"a":0.' + b"1" * 5_000 + b"}", "unparseable.number"),
        (b"[" * 1_000 + b"]" * 1_000, "unparseable.depth"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "unparseable.depth"),
        (b"[" * 30_000, "unparseable.depth"),
        (b"[]", "unparseable.shape"),
        (b"[1,2]", "unparseable.shape"),
        (b'[{"a":1},2]', "unparseable.shape"),
        (b"[" + b'{"a":1},' * 40 + b'{"a":1}]', "unparseable.too_many"),
        (b"hello", "unparseable"),
        (b'"buy"', "unparseable"),
        (b"12", "unparseable"),
        (b"buy ES1! now", "unparseable"),
        (b"one,two,three", "unparseable"),
        (b"action=buy", "unparseable"),
        (b"ES1!|buy|1", "unparseable"),
        (b"Desk(ES1!) { market(side=buy, amount=1); } #bot", "unparseable"),
    ],
)
def test_what_no_dialect_fits_is_refused_with_the_reason(body: bytes, key: str) -> None:
    assert refusal(body) == key


def test_thirty_two_levels_are_allowed() -> None:
    decode(b'{"a":' * 31 + b'{"a":1}' + b"}" * 31)


def test_a_broken_json_names_the_place_and_not_the_text() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(b'{"secret":"hush",\n "symbol": ES1!}')
    assert "line 2, column 12" in str(caught.value)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("body", [b'{"' + b'\\"' * 30_000, b'{"' + b'\\"' * 30_000 + b"\\"])
def test_a_hostile_body_takes_no_longer_than_its_length(body: bytes) -> None:
    # quadratic work on 60 KB would run into the time limit of the test
    for _ in range(20):
        assert refusal(body) == "unparseable.json"
