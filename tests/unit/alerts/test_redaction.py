"""Secrets: found wherever senders put them, and nowhere to be seen afterwards."""

import pytest

from traderterminal.alerts.dialects import decode
from traderterminal.alerts.redaction import (
    MASK,
    as_text,
    holds_broker_credentials,
    mask_text,
    masked,
    secrets_in,
)

SECRET = "hush-hush-4711"


@pytest.mark.parametrize(
    "name",
    [
        *("secret", "passphrase", "key", "token", "api_token", "apikey", "apiKey", "api-key"),
        *("auth_key", "password", "PASSWORD", "pointer", "code", "license id", "webhookSecret"),
    ],
)
def test_a_secret_is_found_under_every_known_name_and_masked(name: str) -> None:
    decoded = decode(f'{{"{name}":"{SECRET}","symbol":"ES1!"}}'.encode())
    assert secrets_in(decoded) == [SECRET]
    assert SECRET not in as_text(masked(decoded))
    assert "ES1!" in as_text(masked(decoded))


@pytest.mark.parametrize(
    "body",
    [
        f'{{"data":{{"symbol":"ES1!"}},"key":"{SECRET}"}}',
        f'{{"multiple_accounts":[{{"token":"{SECRET}"}}]}}',
        f'[{{"symbol":"ES1!"}},{{"secret":"{SECRET}"}}]',
        f'{{"secret":"{SECRET}","note":"I am {SECRET}!"}}',
        f'{{"secret":"{SECRET}","deep":{{"note":["{SECRET}"]}}}}',
        f"key={SECRET};action=buy;symbol=ES1!;",
        f"{SECRET},buy,ES1!,vol_lots=1",
        f"60000001,buy,ES1!,secret={SECRET}",
    ],
)
def test_a_secret_is_masked_wherever_it_stands(body: str) -> None:
    decoded = decode(body.encode())
    assert SECRET in secrets_in(decoded)
    assert SECRET not in as_text(masked(decoded))
    assert MASK in as_text(masked(decoded))


def test_a_licence_given_as_a_number_counts_by_its_digits() -> None:
    assert secrets_in(decode(b'{"key":60123456789}')) == ["60123456789"]


def test_a_short_secret_is_not_cut_out_of_other_words() -> None:
    decoded = masked(decode(b'{"password":"es","symbol":"es1!","note":"best"}'))
    assert as_text(decoded) == f'{{"password": "{MASK}", "symbol": "es1!", "note": "best"}}'


def test_a_whole_object_under_a_secret_name_is_masked() -> None:
    assert as_text(masked(decode(b'{"token":{"a":"b"}}'))) == f'{{"token": "{MASK}"}}'


def test_the_rest_of_a_message_keeps_its_digits_and_its_shape() -> None:
    body = '{"price": 4808.50, "flag": true, "none": null, "list": [1, {"a": "ü"}]}'
    assert as_text(masked(decode(body.encode()))) == body
    assert as_text(decode(b'[{"a":1},{"b":2}]')) == '[{"a": 1}, {"b": 2}]'
    assert as_text(decode(b"action=buy;symbol=ES1!")) == "action=buy; symbol=ES1!;"
    assert as_text(decode(b"MSFT,sell,410.5,25")) == "MSFT,sell,410.5,25"
    assert as_text(masked(decode(b"60000001,buy,ES1!,tp=5"))) == f"{MASK},buy,ES1!,tp=5"


@pytest.mark.parametrize(
    "body",
    [
        f'{{"secret":"{SECRET}',
        f'{{"api_key": "{SECRET}", "a": }}',
        f"{{'passphrase': '{SECRET}'}}",
        f"buy now token={SECRET} please",
        f"{SECRET},please,buy",
    ],
)
def test_what_cannot_be_decoded_is_masked_too(body: str) -> None:
    assert SECRET not in mask_text(body.encode())
    assert MASK in mask_text(body.encode())


@pytest.mark.parametrize("body", [b"9" * 60_000, b"key" * 20_000, b'"' * 60_000, b"key=" * 15_000])
def test_masking_a_hostile_text_takes_no_longer_than_its_length(body: bytes) -> None:
    # quadratic work on 60 KB would run into the time limit of the test
    for _ in range(20):
        mask_text(body)


def test_what_is_not_even_text_can_be_shown() -> None:
    assert mask_text(b"\xff\xfe broken") == "�� broken"


def test_an_api_key_beside_its_secret_is_recognised() -> None:
    assert holds_broker_credentials(decode(b'{"apiKey":"a","secret":"b"}'))
    assert holds_broker_credentials(decode(b'{"api_key":"a","api_secret":"b"}'))
    assert not holds_broker_credentials(decode(b'{"apikey":"a","action":"buy"}'))
    assert not holds_broker_credentials(decode(b'{"token":"a","secret":"b"}'))
    assert not holds_broker_credentials(decode(b'{"apiKey":"","secret":"b"}'))
