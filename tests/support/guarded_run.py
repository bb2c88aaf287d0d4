"""A run of tiny tests under the guards, to see what each of them is told."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from tests.support.shared_data import REPOSITORY


def run_tiny(folder: Path, source: str, *arguments: str) -> str:
    """Run the tests of `source` in `folder`; return what the run printed."""
    path = folder / "test_tiny.py"
    path.write_text(source)
    run = subprocess.run(  # noqa: S603 - our own tests
        [
            *(sys.executable, "-m", "pytest", "-q", *arguments),
            *("-c", str(REPOSITORY / "pyproject.toml"), f"--rootdir={folder}", str(path)),
        ],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    return run.stdout + run.stderr


def outcomes(folder: Path, source: str, *arguments: str) -> Mapping[str, str]:
    """Run the tests of `source` in `folder`; return what each is blamed for, "" for nothing."""
    report = folder / "report.xml"
    printed = run_tiny(folder, source, f"--junit-xml={report}", *arguments)
    assert report.exists(), printed
    found: dict[str, str] = {}
    # Two reports of one test, of its call and of its end, are two cases of one name.
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by our own run
        words = [f"{part.get('message')}\n{part.text}" for part in case if part.tag != "skipped"]
        name = str(case.get("name"))
        found[name] = found.get(name, "") + "".join(words)
    return found
