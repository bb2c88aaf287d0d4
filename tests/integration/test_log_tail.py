"""The end of the log: as much as fits, anew only when it has changed, over rotations too."""

import json
from pathlib import Path

from traderterminal.app.log_tail import MOST_LINES, TAIL_BYTES, LogTail


def line(number: int, **more: str) -> str:
    entry = {"at": "2026-01-14T15:30:00Z", "level": "info", "logger": "a", "message": f"m{number}"}
    return json.dumps({**entry, **more}) + "\n"


def test_lines_come_oldest_first_and_only_when_there_are_new_ones(tmp_path: Path) -> None:
    path = tmp_path / "traderterminal.log"
    tail = LogTail(path)
    assert tail.read() is None  # there is no file yet
    path.write_text(line(1) + line(2, level="error", traceback="T"), "utf-8")
    found = tail.read()
    assert found is not None
    assert [(one.message, one.level, one.traceback) for one in found] == [
        ("m1", "info", ""),
        ("m2", "error", "T"),
    ]
    assert tail.read() is None
    with path.open("a", encoding="utf-8") as file:
        file.write(line(3))
    again = tail.read()
    assert again is not None
    assert [one.number for one in again[:2]] == [one.number for one in found]
    assert again[2].message == "m3"


def test_of_a_long_file_the_end_is_read_and_no_half_line(tmp_path: Path) -> None:
    path = tmp_path / "traderterminal.log"
    whole = [line(number, pad="x" * 900) for number in range(3_000)]
    path.write_text("".join(whole), "utf-8")
    found = LogTail(path).read()
    assert found is not None
    assert found[-1].message == "m2999"
    fitting = TAIL_BYTES // len(whole[-1])
    assert fitting - 2 <= len(found) <= fitting
    assert [one.message for one in found] == [
        f"m{3_000 - len(found) + n}" for n in range(len(found))
    ]


def test_no_more_lines_are_kept_than_a_list_can_show(tmp_path: Path) -> None:
    path = tmp_path / "traderterminal.log"
    path.write_text("".join(line(number) for number in range(MOST_LINES + 500)), "utf-8")
    found = LogTail(path).read()
    assert found is not None
    assert len(found) == MOST_LINES
    assert found[0].message == "m500"


def test_what_is_no_line_of_ours_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "traderterminal.log"
    path.write_bytes(b"\xff\xfe\n[]\n7\n" + line(1).encode() + b'{"at": "202')
    found = LogTail(path).read()
    assert found is not None
    assert [one.message for one in found] == ["m1"]


def test_a_rotated_file_begins_anew_and_one_that_is_gone_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "traderterminal.log"
    tail = LogTail(path)
    path.write_text(line(1), "utf-8")
    assert tail.read() is not None
    path.rename(tmp_path / "traderterminal.log.1")
    assert tail.read() == []
    assert tail.read() is None
    path.write_text(line(2), "utf-8")
    found = tail.read()
    assert found is not None
    assert [one.message for one in found] == ["m2"]
