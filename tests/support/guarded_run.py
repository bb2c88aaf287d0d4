"""A run of tiny tests under the guards, to see what each of them is told."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from tests.support.shared_data import REPOSITORY


def outcomes(folder: Path, source: str, *arguments: str) -> Mapping[str, str]:
    """Run the tests of `source` in `folder`; return what each is blamed for, "" for nothing."""
    path, report = folder / "test_tiny.py", folder / "report.xml"
    path.write_text(source)
    run = subprocess.run(  # noqa: S603 - our own tests
        [
            *(sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *arguments),
            *("-c", str(REPOSITORY / "pyproject.toml"), f"--rootdir={folder}", str(path)),
        ],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert report.exists(), run.stdout + run.stderr
    found: dict[str, str] = {}
    # Two reports of one test, of its call and of its end, are two cases of one name.
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by our own run
        words = [f"{part.get('message')}\n{part.text}" for part in case if part.tag != "skipped"]
        name = str(case.get("name"))
        found[name] = found.get(name, "") + "".join(words)
    return found
