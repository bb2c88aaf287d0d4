"""Secrets never reach a log."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from traderterminal.app.logs import MASK, LogFile, Redactor, start_logging

SECRET = "s3cr3t-Value/with+signs=="


@pytest.mark.parametrize(
    "text",
    [
        f'{{"secret": "{SECRET}", "symbol": "ES"}}',
        f"{{'api_token': '{SECRET}'}}",
        f"passphrase={SECRET}&symbol=ES",
        f"Authorization: Bearer {SECRET}",
        f"X-TT-Signature: sha256={SECRET}",
        f"relay_key = {SECRET}",
        f"POST /webhook/tradingview/{SECRET} HTTP/1.1",
        f"listener.webhook_secret: {SECRET}, next",
        f'{{"auth_key":"{SECRET}"}}',
        f"API-KEY={SECRET}",
        f"password = '{SECRET}'",
    ],
)
def test_what_stands_after_the_name_of_a_secret_is_blotted_out(text: str) -> None:
    cleaned = Redactor().clean(text)
    assert SECRET not in cleaned
    assert MASK in cleaned


def test_a_secret_it_was_given_is_blotted_out_anywhere() -> None:
    redactor = Redactor()
    redactor.hide([SECRET])
    assert SECRET not in redactor.clean(f"the value {SECRET} stands alone")


@pytest.mark.parametrize("text", ["symbol: ESH2024", "tokens were counted", "key=value;side=buy"])
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor().clean(text) == text


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield root
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_records_are_json_lines_without_secrets_also_in_tracebacks(
    tmp_path: Path, root_logger: logging.Logger
) -> None:
    redactor = start_logging(tmp_path, "info", 3, to_screen=False)
    redactor.hide([SECRET])
    try:
        raise ValueError(f"bad token={SECRET}")
    except ValueError:
        logging.getLogger("traderterminal.test").info("failed with %s", SECRET, exc_info=True)
    text = (tmp_path / "traderterminal.log").read_text("utf-8")
    entry = json.loads(text)
    assert SECRET not in text
    assert entry["level"] == "info"
    assert "ValueError" in entry["traceback"]


class Failing(io.TextIOWrapper):
    def __init__(self, error: Exception) -> None:
        super().__init__(io.BytesIO())
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


def test_a_full_disk_costs_records_and_fills_no_screen(
    tmp_path: Path, root_logger: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(tmp_path, "info", 2, to_screen=False)
    logging.getLogger("desk").info("before")
    (file,) = (handler for handler in root_logger.handlers if isinstance(handler, LogFile))
    kept = file.setStream(Failing(OSError(28, "No space left on device")))
    logging.getLogger("desk").info("lost")
    assert capsys.readouterr().err == ""
    file.setStream(Failing(TypeError("ours")))
    logging.getLogger("desk").info("lost too")
    assert "TypeError: ours" in capsys.readouterr().err
    assert kept is not None
    file.setStream(kept)
    logging.getLogger("desk").info("after")
    lines = (tmp_path / "traderterminal.log").read_text("utf-8").splitlines()
    assert [json.loads(line)["message"] for line in lines] == ["before", "after"]
