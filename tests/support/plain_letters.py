"""Letters of blocks, for pictures that look the same whatever fonts a machine has.

They are capitals of three by five blocks, each as five rows of three bits in octal; what has none
of its own is drawn as the bits of its code, so that no other text looks alike.
"""

from dataclasses import fields
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from traderterminal.app.screen import read_theme
from traderterminal.ui.theme import Theme

BLOCK: Final = 2
ADVANCE: Final = 7
HEIGHT: Final = 14
ASCENT: Final = 12

_CHARACTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,:+-−%/×▶ "
_ROWS: Final = (
    "75557262277174771317557117471774757711227575775717257556565634443655567464774644"
    "34553557557222711152556554444757755655552555265644255636565534216722225555755552"
    "557755525555222712470000200024020200272000700007005124511244052504676400000"
)


class _Measures:
    """What a theme is asked of its fonts."""

    def horizontalAdvance(self, text: str) -> float:
        return float(ADVANCE * len(text))

    def height(self) -> float:
        return float(HEIGHT)

    def ascent(self) -> float:
        return float(ASCENT)


class PlainTheme(Theme):
    """A theme whose letters are blocks."""

    def metrics(self, role: str) -> _Measures:  # type: ignore[override]  # what is asked of it
        return _Measures()


def plain_theme(name: str) -> PlainTheme:
    """Return a theme by name, with letters of blocks."""
    theme = read_theme(name, 12)
    return PlainTheme(**{each.name: getattr(theme, each.name) for each in fields(theme)})


def picture_of(
    theme: Theme, role: str, token: str, text: str, ratio: float, phase: float = 0.0
) -> QImage:
    """Draw a text on nothing: it stands in for the lettering of the chart."""
    size = round((ADVANCE * len(text) + 2) * ratio), round(HEIGHT * ratio)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.translate(phase, 0)
    painter.scale(ratio, ratio)
    for number, character in enumerate(text):
        at = _CHARACTERS.find(character.upper())
        rows = f"{ord(character):05o}"[-5:] if at < 0 else _ROWS[5 * at : 5 * at + 5]
        for down, row in enumerate(rows):
            for across in range(3):
                if int(row, 8) >> (2 - across) & 1:
                    x, y = 1 + ADVANCE * number + BLOCK * across, 2 + BLOCK * down
                    painter.fillRect(QRect(x, y, BLOCK, BLOCK), theme.color(token))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
