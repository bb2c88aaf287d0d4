"""The file of dividends and splits is read as it is written, or refused by line and reason."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.shipped import shipped_symbols
from traderterminal.domain.corporate_actions import CorporateAction, Dividend, Split
from traderterminal.domain.errors import BadData
from traderterminal.storage.corporate_actions import read_corporate_actions

HEADER = "ex_date,symbol,action,value\n"


def read(tmp_path: Path, text: str | bytes) -> list[CorporateAction]:
    path = tmp_path / "corporate_actions.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_corporate_actions(path, shipped_symbols().instrument))


def test_no_file_is_no_action(tmp_path: Path) -> None:
    assert list(read_corporate_actions(tmp_path / "none.csv", shipped_symbols().instrument)) == []


def test_dividends_and_splits_are_read(tmp_path: Path) -> None:
    text = (
        "# mine\n" + HEADER + '\n2024-05-10, AAPL ,dividend,"0.25"\r\n2024-06-10,NVDA,split,10:1\n'
    )
    assert read(tmp_path, text) == [
        Dividend("AAPL", date(2024, 5, 10), Decimal("0.25")),
        Split("NVDA", date(2024, 6, 10), 10, 1),
    ]


def test_a_table_programs_mark_at_its_beginning_is_read(tmp_path: Path) -> None:
    row = "2024-06-10,NVDA,split,1:4"
    assert read(tmp_path, b"\xef\xbb\xbf" + (HEADER + row).encode()) == [
        Split("NVDA", date(2024, 6, 10), 1, 4)
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2024-06-10,NVDA,split", "3 columns instead of 4"),
        ("10.06.2024,NVDA,split,10:1", "'10.06.2024' is no date"),
        ("0001-01-01,NVDA,split,10:1", "lies beyond any calendar"),
        ("2024-06-10,NOPE,split,10:1", "symbol 'NOPE' is not known"),
        ("2024-06-10,ESH2024,dividend,1", "ESH2024 is no stock"),
        ("2024-06-10,NVDA,merger,1", "action 'merger' is neither dividend nor split"),
        ("2024-06-10,NVDA,dividend,much", "'much' is no amount"),
        ("2024-06-10,NVDA,dividend,-1", "must be more than nothing"),
        ("2024-06-10,NVDA,dividend,NaN", "must be more than nothing"),
        ("2024-06-10,NVDA,split,10", "'10' is no ratio"),
        ("2024-06-10,NVDA,split,0:1", "'0:1' is no ratio"),
        ("2024-06-10,NVDA,split,2:2", "changes nothing"),
        ("2024-06-10,NVDA,split,1:3", "have no exact number"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(tmp_path: Path, row: str, why: str) -> None:
    with pytest.raises(BadData, match=rf"corporate_actions\.csv: line 2: .*{why}"):
        read(tmp_path, HEADER + row)


def test_an_action_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="line 3: 2024-06-10 NVDA split stands twice"):
        read(tmp_path, HEADER + "2024-06-10,NVDA,split,10:1\n2024-06-10,NVDA,split,4:1\n")


def test_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="line 1: the first line must name the columns"):
        read(tmp_path, "date,ticker\n")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read(tmp_path, b"\xff\xfe\x00")
