"""Every collected example becomes the right signal or is refused with a precise reason."""

import json
from collections.abc import Mapping
from datetime import date

import pytest

from tests.integration.payload_expectations import ROWS, words_of
from tests.support.alerts import InboxDesk
from tests.support.shared_data import shared_file
from tests.support.tradingview import TURNED_SHORT, WENT_FLAT, payload_rows, rendered
from traderterminal.domain.symbols import SymbolBook
from traderterminal.storage.resources import Resources

MARKET_DAY = date(2024, 1, 11)
#: Rows that report the position, with what they ask for as a long was turned and as it was left.
POSITIONS: Mapping[int, tuple[str, str]] = {
    10: ("target -1 CME_MINI:ES1!", "target +0 CME_MINI:ES1!"),
    13: ("target -1 NSE:ES1!", "target +0 NSE:ES1!"),
    36: ("target -1 ES1!", "target +0 ES1!"),
    39: ("target short CME_MINI:ES1!", "close CME_MINI:ES1!"),
    48: ("target short ES1!", "target +0 ES1!"),
    51: ("target -1 BTCUSDT", "target +0 BTCUSDT"),
}


@pytest.fixture(scope="module")
def symbols() -> SymbolBook:
    resources = Resources()
    return resources.symbols(resources.calendar())


@pytest.fixture(scope="module")
def rows() -> Mapping[int, str]:
    return dict(payload_rows())


@pytest.fixture
def desk(symbols: SymbolBook) -> InboxDesk:
    return InboxDesk(resolve=lambda text: symbols.resolve(text, MARKET_DAY))


def test_every_row_has_its_expectation(rows: Mapping[int, str]) -> None:
    assert set(rows) == set(ROWS)


@pytest.mark.parametrize("number", ROWS)
async def test_a_row_is_understood_or_refused(
    number: int, rows: Mapping[int, str], desk: InboxDesk
) -> None:
    expected = ROWS[number]
    receipt = await desk.post(rendered(rows[number]))
    record = desk.alert(receipt.alert_id)
    assert receipt.status == expected.status
    assert (record.reason.code if record.reason else "") == expected.reason
    assert tuple(words_of(signal) for signal in record.signals) == expected.signals
    traded = expected.status == 202 and not expected.reason
    assert bool(desk.trader.orders) is (traded or expected.reason == "already_flat")


@pytest.mark.parametrize("number", [n for n, row in ROWS.items() if row.placeholder])
async def test_a_row_with_its_placeholders_as_they_stand_is_refused(
    number: int, rows: Mapping[int, str], desk: InboxDesk
) -> None:
    receipt = await desk.post(rows[number])
    assert receipt.status == 422
    assert receipt.reason is not None
    assert receipt.reason.code == "unsubstituted_placeholder"
    assert receipt.reason.parameters == {"placeholder": ROWS[number].placeholder}
    assert not desk.trader.wishes


@pytest.mark.parametrize("number", POSITIONS)
async def test_a_row_that_reports_the_position_tells_a_turn_from_an_exit(
    number: int, rows: Mapping[int, str], desk: InboxDesk
) -> None:
    for values, words in zip((TURNED_SHORT, WENT_FLAT), POSITIONS[number], strict=True):
        receipt = await desk.post(rendered(rows[number], values))
        (signal,) = desk.alert(receipt.alert_id).signals
        assert words_of(signal) == words


async def test_no_secret_of_any_row_is_kept(rows: Mapping[int, str], desk: InboxDesk) -> None:
    markers = ("SECRET", "TOKEN", "PASS", "KEY", "HappyTrader501", "60123456789", "abcdefg")
    for message in rows.values():
        await desk.post(rendered(message))
    stored = " ".join(record.body for record in desk.stored)
    values = {
        str(value)
        for message in rows.values()
        if message.startswith("{") and "{{" not in message
        for value in _under_secret_names(json.loads(message))
    }
    assert values
    for secret in (*markers, *(value for value in values if len(value) >= 5)):
        assert f'"{secret}"' not in stored
        assert f"{secret}," not in stored


def _under_secret_names(message: Mapping[str, object]) -> list[object]:
    names = ("secret", "passphrase", "key", "token", "password", "apikey", "code", "pointer")
    return [value for name, value in message.items() if name.lower() in names]


def test_the_reference_file_is_the_one_that_was_read() -> None:
    assert len(shared_file("tradingview/payloads.jsonl").read_text("utf-8").splitlines()) == 54
