"""Profiles of the tests. The guards around each of them are in `support/guards.py`."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.support.guards"]

#: Without a display Qt would end the whole run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LARGE = os.environ.get("TT_LARGE") == "1"

settings.register_profile(
    "default",
    max_examples=1000 if LARGE else 100,
    deadline=None,  # a busy machine is not a failure
    derandomize=not LARGE,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.has_plugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt, which this run goes without", "linelist")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("large") and not LARGE:
            item.add_marker(pytest.mark.skip(reason="full counts run with TT_LARGE=1"))
