"""Words drawn once and kept as pictures: an axis writes the same few numbers in every frame.

Qt lays a text out anew each time it is drawn, which costs ten times as much as to copy it. Numbers,
of which a tick brings new ones, are put together from pictures of their characters: the fonts of
the roles have digits of one width and set them side by side. The pictures are images, not pixmaps,
so that they may outlive the application.
"""

import math
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme

#: What looks the same whatever stands beside it: signs and colons are raised between digits.
_OF_NUMBERS: Final = frozenset("0123456789.,%")


#: A character may begin at so many places of a pixel, as Qt has it.
PHASES: Final = 4


def _is_number(text: str) -> bool:
    return len(text) > 1 and _OF_NUMBERS.issuperset(text)


@lru_cache(maxsize=4096)
def text_width(theme: Theme, role: str, text: str) -> float:
    """Return how many pixels wide a text in the font of a role is."""
    if _is_number(text):
        return sum(text_width(theme, role, character) for character in text)
    return theme.metrics(role).horizontalAdvance(text)


def _picture(theme: Theme, role: str, token: str, text: str, ratio: float) -> QImage:
    """A text on nothing."""
    if _is_number(text):
        image = _composed(theme, role, token, text, ratio)
    else:
        image = _written(theme, role, token, text, ratio)
    image.setDevicePixelRatio(ratio)
    return image


def _composed(theme: Theme, role: str, token: str, text: str, ratio: float) -> QImage:
    """A number from pictures of its characters, in device pixels."""
    image, left = _blank(theme, role, text, ratio), 0.0
    painter, letters = QPainter(image), _letters(theme, role, token, ratio)
    for character in text:
        whole = math.floor(left)
        picture, advance = letters[character, int((left - whole) * PHASES)]
        painter.drawImage(whole, 0, picture)
        left += advance
    painter.end()
    return image


class _Letters(dict[tuple[str, int], tuple[QImage, float]]):
    """Characters of one look by what they are and the part of a pixel that they begin at.

    Each has its picture and how far it is to the next one, in device pixels.
    """

    def __init__(self, theme: Theme, role: str, token: str, ratio: float) -> None:
        super().__init__()
        self._look = (theme, role, token, ratio)

    def __missing__(self, key: tuple[str, int]) -> tuple[QImage, float]:
        theme, role, token, ratio = self._look
        character, phase = key
        picture = _written(theme, role, token, character, ratio, phase / PHASES)
        found = self[key] = picture, text_width(theme, role, character) * ratio
        return found


_letters = lru_cache(maxsize=256)(_Letters)


def _written(
    theme: Theme, role: str, token: str, text: str, ratio: float, phase: float = 0.0
) -> QImage:
    """A text as Qt writes it, in device pixels; it begins `phase` of one further right."""
    image = _blank(theme, role, text, ratio)
    painter = QPainter(image)
    painter.translate(phase, 0)
    painter.scale(ratio, ratio)
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(token))
    painter.drawText(QPointF(1, theme.metrics(role).ascent()), text)
    painter.end()
    return image


def _blank(theme: Theme, role: str, text: str, ratio: float) -> QImage:
    """Nothing, as large as a text in device pixels."""
    wide, high = text_width(theme, role, text), theme.metrics(role).height()
    # A pixel more, for letters that lean out of their advance.
    size = math.ceil((wide + 2) * ratio), math.ceil(high * ratio)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


class Word(NamedTuple):
    """A text as a picture, and how many pixels it takes: the picture has one more on each side."""

    picture: QImage
    width: float
    height: float


@lru_cache(maxsize=2048)
def word_of(theme: Theme, role: str, token: str, text: str, ratio: float) -> Word:
    """Return a text in the font of a role and a colour, for so many device pixels a pixel."""
    picture = _picture(theme, role, token, text, ratio)
    return Word(picture, text_width(theme, role, text), theme.metrics(role).height())


def draw_picture(painter: QPainter, x: float, y: float, picture: QImage) -> None:
    """Copy a picture to where it begins."""
    if x.is_integer() and y.is_integer():  # which Qt takes over in half the time
        painter.drawImage(int(x), int(y), picture)
    else:
        painter.drawImage(QPointF(x, y), picture)


def draw_word(painter: QPainter, word: Word, left: float, middle: float, grid: PixelGrid) -> None:
    """Write a text from the pixel `left` on, its middle at the height `middle`."""
    draw_picture(painter, grid.x(left - 1), grid.y(middle - word.height / 2), word.picture)


def draw_text(
    painter: QPainter,
    theme: Theme,
    role: str,
    token: str,
    text: str,
    left: float,
    middle: float,
    grid: PixelGrid | None = None,
) -> None:
    """Write a text from the pixel `left` on, its middle at the height `middle`.

    Who writes many hands over the painter's `grid`: to ask for it takes as long as to write.
    """
    if not text:
        return
    grid = grid or PixelGrid.of(painter)
    draw_word(painter, word_of(theme, role, token, text, grid.ratio), left, middle, grid)


def draw_centred(
    painter: QPainter, theme: Theme, role: str, token: str, text: str, box: QRectF
) -> None:
    """Write a text in the middle of a box."""
    left = box.center().x() - text_width(theme, role, text) / 2
    draw_text(painter, theme, role, token, text, left, box.center().y())
