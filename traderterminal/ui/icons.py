"""Icons by what they stand for, drawn from the Phosphor font in the theme's colours.

The font is loaded after the first window is shown, which must not wait for it. Until then a place
for an icon is empty and nothing fails: `set_on` is remembered and made good by `load`.
"""

import json
import logging
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView

from traderterminal.ui.theme import Theme

#: What it stands for → the glyph's name in the font.
GLYPHS: Final = {
    "flatten": "stop-circle",
    "kill switch": "power",
    "cancel order": "x",
    "cancel all": "x-circle",
    "reverse": "swap",
    "recentre": "crosshair-simple",
    "refused": "prohibit",
    "failed": "x-circle",
    "unknown": "question",
    "warning": "warning",
    "done": "check",
    "filled": "check-circle",
    "no action": "minus-circle",
    "duplicate": "copy",
    "waiting": "hand-palm",
    "heartbeat": "heartbeat",
    "stale": "clock",
    "stream lost": "wifi-slash",
    "stream back": "wifi-high",
    "reconcile": "arrows-clockwise",
    "exchange": "buildings",
    "broker": "bank",
    "this computer": "desktop",
    "risk room": "shield-check",
    "automation": "robot",
    "hotkeys": "keyboard",
    "lock": "lock",
    "unlock": "lock-open",
    "secret": "key",
    "search": "magnifying-glass",
    "palette": "terminal-window",
    "settings": "gear",
    "filter": "funnel",
    "export": "download-simple",
    "screenshot": "camera",
    "maximise": "arrows-out-simple",
    "restore": "arrows-in-simple",
    "menu": "dots-three",
    "open list": "caret-down",
    "close": "x",
    "indicators": "chart-line",
    "chart type": "chart-bar",
    "drawing": "line-segment",
    "ruler": "ruler",
    "delete": "trash",
    "price alert": "bell",
    "orders": "list-bullets",
    "play": "play",
    "pause": "pause",
    "skip": "skip-forward",
    "step": "caret-right",
    "journal": "notebook",
    "tag": "tag",
    "sound on": "speaker-high",
    "sound off": "speaker-slash",
    "streamer mode": "eye-slash",
}
HEADER_EM: Final = 1.25
ROW_EM: Final = 1.08

#: Not `import qtawesome`: that checks and loads a dozen fonts, which holds the loop up for 190 ms.
_PACKAGE: Final = "qtawesome"
_FONT_FILES: Final = ("fonts/phosphor-[0-9]*.ttf", "fonts/phosphor-charmap-*.json")
_WANTED: Final = "wanted icon"

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Set:
    """The one icon font of the process; Qt keeps fonts for the whole application."""

    family: str = ""
    characters: dict[str, str] = field(default_factory=dict)
    theme: Theme | None = None


_icons = _Set()


def load(theme: Theme) -> bool:
    """Load the font, once, and draw every icon asked for so far; False where there is no font."""
    if not _icons.family and not _read_font():
        return False
    _icons.theme = theme
    rebuild()
    return True


def rebuild() -> None:
    """Draw every icon anew: the theme or the pixel ratio of a screen is another one."""
    if _icons.theme is None:
        return
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton) and widget.property(_WANTED):
            _draw_on(widget, _icons.theme)
        elif isinstance(widget, QTableView):
            widget.viewport().update()


def set_on(
    button: QAbstractButton,
    name: str,
    *,
    token: str = "t3",
    hover: str = "t1",
    size_em: float = HEADER_EM,
) -> None:
    """Give a button an icon: `token` at rest, `hover` under the pointer, `tdis` when disabled."""
    wanted = f"{name}|{token}|{hover}|{size_em}"
    if button.property(_WANTED) == wanted:
        return
    button.setProperty(_WANTED, wanted)
    if _icons.theme is not None:
        _draw_on(button, _icons.theme)


def draw(painter: QPainter, name: str, token: str, box: QRectF) -> bool:
    """Draw an icon into a square box; False, and nothing drawn, while the font is not loaded."""
    if _icons.theme is None:
        return False
    painter.setFont(_font(box.height()))
    painter.setPen(_icons.theme.color(token))
    # A glyph may be a fraction wider than the box, and text that does not fit is cut.
    room = box.adjusted(-2, -2, 2, 2)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _icons.characters[GLYPHS[name]])
    return True


def icon(name: str, token: str = "t3", hover: str = "t1", size_em: float = HEADER_EM) -> QIcon:
    """Return an icon for the pixel ratios of all screens; an empty one before the font is there."""
    made = QIcon()
    if _icons.theme is None:
        return made
    size = _icons.theme.em(size_em)
    modes = ((QIcon.Mode.Normal, token), (QIcon.Mode.Active, hover), (QIcon.Mode.Disabled, "tdis"))
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        for mode, mode_token in modes:
            made.addPixmap(_pixmap(name, mode_token, size, ratio), mode)
    return made


def _pixmap(name: str, token: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    draw(painter, name, token, QRectF(0, 0, size, size))
    painter.end()
    return made


def _draw_on(button: QAbstractButton, theme: Theme) -> None:
    name, token, hover, size_em = button.property(_WANTED).split("|")
    button.setIcon(icon(name, token, hover, float(size_em)))
    size = theme.em(float(size_em))
    button.setIconSize(QSize(size, size))


def _font(pixels: float) -> QFont:
    font = QFont(_icons.family)
    font.setPixelSize(max(1, round(pixels)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _read_font() -> bool:
    spec = find_spec(_PACKAGE)
    places = spec.submodule_search_locations if spec is not None else None
    folder = Path(places[0]) if places else Path()
    font, names = (next(iter(folder.glob(pattern)), None) for pattern in _FONT_FILES)
    if not places or font is None or names is None:
        _log.warning("there are no icons: the font of %s was not found", _PACKAGE)
        return False
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))
    if not families:
        _log.warning("there are no icons: %s cannot be read", font)
        return False
    charmap: dict[str, str] = json.loads(names.read_text("utf-8"))
    _icons.characters = {name: chr(int(code, 16)) for name, code in charmap.items()}
    _icons.family = families[0]
    return True
