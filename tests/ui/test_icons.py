"""Icons come after the first window, in the theme's colours, for every pixel ratio."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from traderterminal.app.screen import read_theme
from traderterminal.ui import icons


@pytest.fixture(autouse=True)
def not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icons, "_icons", icons._Set())


def is_drawn_in(color: QColor, icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> bool:
    """Whether the icon's most opaque pixel has the colour, to what an edge's blending rounds."""
    image = icon.pixmap(15, mode).toImage()
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    seen = max((image.pixelColor(x, y) for x, y in places), key=lambda found: found.alpha())
    away = (
        seen.red() - color.red(),
        seen.green() - color.green(),
        seen.blue() - color.blue(),
    )
    return seen.alpha() > 128 and all(abs(distance) <= 2 for distance in away)


def test_an_icon_asked_for_before_the_font_is_loaded_appears_with_it(qtbot: QtBot) -> None:
    button = QPushButton("Flatten")
    qtbot.addWidget(button)
    icons.set_on(button, "flatten")
    assert button.icon().isNull()
    theme = read_theme("ink", 12)
    assert icons.load(theme)
    assert not button.icon().isNull()
    assert is_drawn_in(theme.color("t3"), button.icon())
    assert is_drawn_in(theme.color("t1"), button.icon(), QIcon.Mode.Active)
    assert is_drawn_in(theme.color("tdis"), button.icon(), QIcon.Mode.Disabled)


def test_icons_take_the_colours_of_another_theme(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.load(read_theme("ink", 12))
    icons.set_on(button, "menu", token="t1")
    usual = read_theme("ink", 18)
    other = replace(usual, tokens={**usual.tokens, "t1": "#123456"})
    icons.load(other)
    assert is_drawn_in(QColor("#123456"), button.icon())
    assert button.iconSize().width() == other.em(icons.HEADER_EM)


def test_nothing_is_drawn_while_the_font_is_not_loaded(qapp: QApplication) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    blank = image.copy()
    painter = QPainter(image)
    assert not icons.draw(painter, "warning", "warn", QRectF(0, 0, 20, 20))
    assert image == blank
    icons.load(read_theme("ink", 12))
    assert icons.draw(painter, "warning", "warn", QRectF(0, 0, 20, 20))
    painter.end()
    assert image != blank


def test_every_icon_has_its_glyph(qapp: QApplication) -> None:
    icons.load(read_theme("ink", 12))
    assert set(icons.GLYPHS.values()) <= set(icons._icons.characters)
    for name in icons.GLYPHS:
        assert not icons.icon(name).isNull()
