"""Profiles of the tests. The guards around each of them are in `support/guards.py`."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.support.scale import FULL, scaled

pytest_plugins = ["tests.support.guards", "tests.support.figures"]

#: Without a display Qt would end the whole run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
#: The tests read English, whatever the language of the computer.
os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile(
    "default",
    max_examples=scaled(1_000),
    deadline=None,  # a busy machine is not a failure
    derandomize=not FULL,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt, which this run goes without", "linelist")
