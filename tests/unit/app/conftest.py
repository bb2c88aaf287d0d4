"""Settings from a text, for the tests of what stands in them."""

from pathlib import Path

import pytest

from tests.support.settings_text import Load
from traderterminal.app.settings import Settings
from traderterminal.app.settings_reading import load_settings


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Read settings from a text and an environment."""

    def read(text: str = "", **environment: str) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return load_settings(path, environment)

    return read
