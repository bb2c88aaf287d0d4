"""The theme can be read: contrasts recomputed from its file, digits of one width."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from tests.support.shared_data import REPOSITORY
from traderterminal.app.screen import read_theme
from traderterminal.domain.errors import BadData
from traderterminal.ui.theme import (
    Theme,
    apply_theme,
    digits_are_even,
    load_theme,
    making_in,
    styled,
)
from traderterminal.ui.viewmodels.appearance import Looks
from traderterminal.ui.widgets.surface import lay_on

THEMES = sorted((REPOSITORY / "resources/themes").glob("*.toml"))
TEXT = ("t1", "t2", "t3", "accent", "buy", "sell", "up", "down", "flat", "live", "paper")
MORE_TEXT = ("sandbox", "warn", "error", "unknown", "stale", "ok")
STUDIES = ("s1", "s2", "s3", "s4", "s5", "s6")
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


def test_looks_that_are_chosen_again_are_the_same() -> None:
    def drawn(looks: Looks) -> Theme:
        return styled(read_theme(looks.theme, looks.font_px), looks)

    own = Looks("ink", 12, colours={"up": "#AAFFEE"})
    looks = (Looks("ink", 12), Looks("ivory", 12), Looks("ink", 14), own)
    first = [drawn(one) for one in looks]
    assert len(set(first)) == len(looks)  # each has colours and fonts of its own
    assert [drawn(one) for one in looks] == first


def test_there_are_four_themes() -> None:
    assert [path.stem for path in THEMES] == ["clear", "contrast", "ink", "ivory"]


@pytest.mark.parametrize("token", TEXT + MORE_TEXT)
def test_text_can_be_read_on_every_surface(theme: Theme, token: str) -> None:
    for surface in SURFACES:
        assert contrast(theme.hex(token), theme.hex(surface)) >= 4.5, surface


@pytest.mark.parametrize("token", STUDIES)
def test_studies_can_be_read_on_a_pane(theme: Theme, token: str) -> None:
    assert contrast(theme.hex(token), theme.hex("bg1")) >= 4.5


def test_outlines_disabled_text_and_fills_can_be_seen(theme: Theme) -> None:
    for token in ("line3", "tdis", "buyfill", "sellfill"):
        assert contrast(theme.hex(token), theme.hex("bg1")) >= 3, token
    for fill, text in (
        ("buyfill", "onside"),
        ("sellfill", "onside"),
        ("live", "onlive"),
        ("accent", "onaccent"),
        ("errfill", "onerr"),
        ("up", "bg1"),
        ("down", "bg1"),
    ):
        assert contrast(theme.hex(fill), theme.hex(text)) >= 4.5, fill


def test_what_is_told_apart_by_hue_alone_differs(theme: Theme) -> None:
    for one, other in (("buy", "sell"), ("up", "down"), ("live", "paper"), ("live", "sell")):
        assert theme.hex(one) != theme.hex(other)


def test_panes_are_seen_apart(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    window = QMainWindow()
    window.resize(400, 200)
    docks = [QDockWidget(name, window) for name in ("left", "right")]
    for dock in docks:
        body = QWidget()
        lay_on(body, theme)
        dock.setWidget(body)
        dock.setTitleBarWidget(QWidget())
        window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
    window.splitDockWidget(docks[0], docks[1], Qt.Orientation.Horizontal)
    window.show()
    image = window.grab().toImage()
    between = image.pixelColor(docks[0].geometry().right() + 2, 100)
    assert between != theme.color("bg1")
    window.close()
    window.deleteLater()


def test_digits_are_equally_wide_after_the_theme_is_applied(
    qapp: QApplication, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    for role in ("body", "strong", "price", "caption"):
        assert digits_are_even(theme.font(role))


def test_the_sheet_is_given_once_all_that_is_made_stands(qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    sheet = qapp.styleSheet()
    with making_in(qapp, theme):
        assert qapp.styleSheet() == ""
        assert qapp.palette().windowText().color() == theme.color("t1")
    assert qapp.styleSheet() == sheet
    with pytest.raises(OSError, match="no window"), making_in(qapp, theme):
        raise OSError("no window")
    assert qapp.styleSheet() == sheet


def test_no_colour_stands_in_the_code() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{3,8}\b")
    for path in (REPOSITORY / "traderterminal").rglob("*.py"):
        assert not colour.search(path.read_text("utf-8")), path


def test_the_hue_of_live_is_used_for_nothing_else() -> None:
    # The last two have words: of a setting, and of a broker's environment.
    allowed = {"controls.py", "theme.py", "settings_sheet.py", "brokers.py"}
    for path in (REPOSITORY / "traderterminal/ui").rglob("*.py"):
        if path.name not in allowed:
            assert '"live"' not in path.read_text("utf-8"), path


def test_a_theme_file_that_leaves_a_token_out_is_named(tmp_path: Path) -> None:
    path = tmp_path / "half.toml"
    whole = THEMES[0].read_text("utf-8")
    path.write_text("\n".join(line for line in whole.splitlines() if "onerr" not in line))
    with pytest.raises(BadData, match=r"half\.toml: these tokens are missing: onerr"):
        load_theme(path)


def test_no_tint_is_fainter_than_the_theme_allows() -> None:
    contrasty, ink = (load_theme(p) for p in THEMES if p.stem in ("contrast", "ink"))
    assert contrasty.mix("paper", "bg1", 0.06) == contrasty.mix("paper", "bg1", 0.14)
    assert ink.mix("paper", "bg1", 0.06) != ink.mix("paper", "bg1", 0.14)


def test_a_broken_theme_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('[text]\nt1 = "no colour"\n')
    with pytest.raises(BadData, match=r"text\.t1"):
        load_theme(path)
