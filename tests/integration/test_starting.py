"""`serve` on a long recording: it tells how far it has read, and ends while it still reads."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.market import SECOND
from tests.support.shared_data import REPOSITORY
from traderterminal.kit.clock import HostClock
from traderterminal.storage.recordings import CHUNK

HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_it_ends_cleanly_while_it_still_reads(tmp_path: Path) -> None:
    # given a recording that takes seconds to read
    path = tmp_path / "long.csv"
    rows = "\n".join(f"{at},trade,4800.25,1,B,,,," for at in range(6 * CHUNK))
    path.write_text(f"{HEADER}\n{rows}\n")
    serving = subprocess.Popen(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "traderterminal", "serve", "--port", "0"),
            *("--data-dir", str(tmp_path), "--market", f"replay:{path}", "--symbol", "ESH2024"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    try:
        # when it is asked to end after the first word of its progress
        log, now = tmp_path / "logs" / "traderterminal.log", HostClock().monotonic_ns
        until = now() + 30 * SECOND
        while not (log.exists() and f"{CHUNK:,} rows so far" in log.read_text("utf-8")):
            assert serving.poll() is None
            assert now() < until
            time.sleep(0.01)
        serving.send_signal(signal.SIGTERM)
        said, errors = serving.communicate(timeout=30)
    finally:
        serving.kill()
    # then it leaves as if it had been ready, without a word
    assert serving.returncode == 0, errors
    assert "Traceback" not in errors
    assert said == ""
    assert not (tmp_path / "runtime.json").exists()
