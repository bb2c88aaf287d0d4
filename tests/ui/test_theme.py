"""The theme can be read: contrasts recomputed from its file, digits of one width."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.shared_data import REPOSITORY
from traderterminal.domain.errors import BadData
from traderterminal.ui.theme import Theme, apply_theme, digits_are_even, load_theme

THEMES = sorted((REPOSITORY / "resources/themes").glob("*.toml"))
TEXT = ("t1", "t2", "t3", "accent", "buy", "sell", "up", "down", "flat", "live", "paper")
MORE_TEXT = ("sandbox", "warn", "error", "unknown", "stale", "ok")
SURFACES = ("bg1", "bg2", "bg3", "sel")


def luminance(hex_color: str) -> float:
    parts = [int(hex_color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.fixture(params=THEMES, ids=lambda path: path.stem)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def test_there_is_a_theme() -> None:
    assert THEMES


@pytest.mark.parametrize("token", TEXT + MORE_TEXT)
def test_text_can_be_read_on_every_surface(theme: Theme, token: str) -> None:
    for surface in SURFACES:
        assert contrast(theme.hex(token), theme.hex(surface)) >= 4.5, surface


def test_outlines_disabled_text_and_fills_can_be_seen(theme: Theme) -> None:
    assert contrast(theme.hex("line3"), theme.hex("bg1")) >= 3
    assert contrast(theme.hex("tdis"), theme.hex("bg1")) >= 3
    for fill, text in (("buyfill", "onside"), ("sellfill", "onside"), ("live", "onlive")):
        assert contrast(theme.hex(fill), theme.hex(text)) >= 4.5


def test_digits_are_equally_wide_after_the_theme_is_applied(
    qapp: QApplication, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    for role in ("body", "strong", "price", "caption"):
        assert digits_are_even(theme.font(role))


def test_the_hue_of_live_is_used_for_nothing_else() -> None:
    allowed = {"controls.py", "theme.py"}
    for path in (REPOSITORY / "traderterminal/ui").rglob("*.py"):
        if path.name not in allowed:
            assert '"live"' not in path.read_text("utf-8"), path


def test_a_broken_theme_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('[text]\nt1 = "no colour"\n')
    with pytest.raises(BadData, match=r"text\.t1"):
        load_theme(path)
