"""Qt leaves the loading of other modules alone."""

import subprocess
import sys

CHILD = """
import builtins
plain = builtins.__import__
from traderterminal.app.qt_loading import load_qt
load_qt()
import traderterminal.app.desktop
import linecache
from PySide6.QtCore import QObject
assert builtins.__import__ is plain
read = [name for name in linecache.cache if "traderterminal" in name]
assert not read, read
made = QObject()
made.setObjectName("chart")
assert made.objectName() == "chart"
"""


def test_no_source_is_read_for_a_module_that_is_loaded() -> None:
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
