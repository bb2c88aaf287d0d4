"""`journal stats --fills`: files as people bring them."""

import json
from pathlib import Path

import pytest

from traderterminal import cli

FILE = {"kind": "stats", "input": {"net": ["100", "-50"]}}


def test_the_figures_of_a_file_are_printed_and_the_data_folder_is_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(FILE), "utf-8-sig")  # with the mark that spreadsheets put in front
    data_dir = tmp_path / "data"
    arguments = ["journal", "stats", "--fills", str(path), "--json", "--data-dir", str(data_dir)]
    assert cli.main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["net"] == "50"
    assert not data_dir.exists()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is not JSON: Expecting value: line 1"),
        (b'{"fills":', "is not JSON"),
        (b"\xff\xfe{}", "is not JSON: 'utf-8' codec can't decode"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"kind":"stats","input":{"net":[' + b"1" * 5_000 + b"]}}", "is not JSON: Exceeds"),
        (b'{"kind":"stats","input":{"net":[1e99999999999]}}', "stats: net 1 1E+99999999999 is not"),
        (b'{"kind":"stats","input":{"net":[NaN]}}', "stats: net 1 'nan' is not a number"),
        (b"[1, 2]", "an object with the keys kind and input is needed"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_its_name_and_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, complaint: str
) -> None:
    path = tmp_path / "results.json"
    path.write_bytes(content)
    assert cli.main(["journal", "stats", "--fills", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"traderterminal: {path}")
    assert complaint in said.err


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["journal", "stats", "--fills", str(tmp_path / "none.json")]) == 2
    assert "none.json cannot be read: No such file" in capsys.readouterr().err


def test_an_empty_data_folder_has_no_journal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["journal", "stats", "--data-dir", str(tmp_path)]) == 2
    assert "there is no journal" in capsys.readouterr().err
