"""Words drawn once and kept as pictures: an axis writes the same few numbers in every frame.

Qt lays a text out anew each time it is drawn, which costs ten times as much as to copy it. Long
numbers, of which a tick brings new ones, are copied piece by piece: the fonts of the roles have
digits of one width and set them side by side. The pictures are images, not pixmaps, so that they
may outlive the application.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme

#: What looks the same whatever stands beside it: signs and colons are raised between digits.
_OF_NUMBERS: Final = frozenset("0123456789.,%")
#: What may stand before a number: signs, which are raised before a digit, and a currency's.
_LEAD: Final = re.compile(r"[+−-]?[$€£¥]?[0-9]")
#: A number of so many characters comes again often enough to be kept as a whole.
_SHORT: Final = 2
#: A piece may begin at so many places of a pixel, as Qt has it for a character.
PHASES: Final = 4
_ON_NOTHING: Final = QImage.Format.Format_ARGB32_Premultiplied
_ON_A_SURFACE: Final = QImage.Format.Format_RGB32
#: From here on characters have colours of their own.
_FIRST_EMOJI: Final = "\U0001f000"
#: So far from a surface, of 255 in one of its parts, a colour can be told apart from it exactly.
_STANDS_OUT: Final = 64
_MIDDLE: Final = 127


@lru_cache(maxsize=4096)
def _lead(text: str) -> int:
    """Return where the first digit of a number ends, behind its signs; 0 for another text."""
    found = _LEAD.match(text)
    return found.end() if found and _OF_NUMBERS.issuperset(text[found.end() :]) else 0


def _in_pieces(text: str) -> bool:
    return len(text) > _SHORT and 0 < _lead(text) < len(text)


def _pieces(text: str) -> Iterator[str]:
    """The first digit with the signs before it, pairs of characters, of which there are few, and
    the last one, which changes the most."""
    signs, last = _lead(text) - 1, len(text) - 1
    first = signs + 1 if signs else 0
    if first:
        yield text[:first]
    for at in range(first, last, 2):
        yield text[at : min(at + 2, last)]
    yield text[last]


@lru_cache(maxsize=4096)  # several times those of a frame; most other numbers never come again
def text_width(theme: Theme, role: str, text: str) -> float:
    """Return how many pixels wide a text in the font of a role is."""
    lead = _lead(text)
    if 0 < lead < len(text):
        first = text_width(theme, role, text[:lead])
        return first + sum(text_width(theme, role, character) for character in text[lead:])
    return theme.metrics(role).horizontalAdvance(text)


def _picture(
    theme: Theme, role: str, token: str, text: str, ratio: float, phase: float = 0.0
) -> QImage:
    """A text on nothing as Qt writes it; it begins `phase` of a device pixel further right.

    Qt writes light letters on a dark surface bolder than those on nothing, and dark ones on a light
    surface thinner: beside what Qt writes itself they had another weight. So the picture is what
    has changed of a surface.
    """
    wide, high = text_width(theme, role, text), theme.metrics(role).height()
    # A pixel more, for letters that lean out of their advance.
    size = QSize(math.ceil((wide + 2) * ratio), math.ceil(high * ratio))
    in_colours = any(character >= _FIRST_EMOJI for character in text)
    image = QImage(size, _ON_NOTHING if in_colours else _ON_A_SURFACE)
    color = theme.color(token)
    ground = _ground(theme, color)
    image.fill(Qt.GlobalColor.transparent if in_colours else ground)
    painter = QPainter(image)
    painter.translate(phase, 0)
    painter.scale(ratio, ratio)
    painter.setFont(theme.font(role))
    painter.setPen(color)
    painter.drawText(QPointF(1, theme.metrics(role).ascent()), text)
    painter.end()
    if not in_colours:
        image = _taken_off(image, ground, color)
    image.setDevicePixelRatio(ratio)
    return image


def _ground(theme: Theme, color: QColor) -> QColor:
    """Return what a colour is written on: the surface of panes, or one that it stands out from."""
    surface = theme.color("bg1")
    if max(abs(a - b) for a, b in zip(_parts(color), _parts(surface), strict=True)) >= _STANDS_OUT:
        return surface
    return QColor(Qt.GlobalColor.black if color.lightness() > _MIDDLE else Qt.GlobalColor.white)


def _parts(color: QColor) -> tuple[int, int, int]:
    return color.blue(), color.green(), color.red()  # as they lie in a picture


def _taken_off(written: QImage, ground: QColor, color: QColor) -> QImage:
    """Return what is written in a colour without the surface: as much of it as there is in each
    pixel on the way from one to the other."""
    wide, high = written.width(), written.height()
    pixels = np.frombuffer(written.constBits(), np.uint8).reshape(high, wide, 4)[:, :, :3]
    full, before = np.array(_parts(color)), np.array(_parts(ground))
    way = full - before
    share = ((pixels - before) @ way / (way @ way)).clip(0, 1)
    found = np.rint(share[:, :, None] * np.append(full, 255)).astype(np.uint8)
    return QImage(found.data, wide, high, wide * 4, _ON_NOTHING).copy()


class _Kept(dict[tuple[str, int], tuple[QImage, float]]):
    """Pieces of one look by what they are and the part of a pixel that they begin at.

    Each has its picture and how far it is to the next one, in device pixels.
    """

    def __init__(self, theme: Theme, role: str, token: str, ratio: float) -> None:
        super().__init__()
        self._look = (theme, role, token, ratio)

    def __missing__(self, key: tuple[str, int]) -> tuple[QImage, float]:
        theme, role, token, ratio = self._look
        piece, phase = key
        picture = _picture(theme, role, token, piece, ratio, phase / PHASES)
        found = self[key] = picture, text_width(theme, role, piece) * ratio
        return found


_kept = lru_cache(maxsize=256)(_Kept)


class Word(NamedTuple):
    """A text as pictures, each so many pixels right of where it begins, and how large it is.

    A picture has a pixel more on each side; its distance is an `int` where it is a whole number.
    """

    pieces: Sequence[tuple[float, QImage]]
    width: float
    height: float


def word_of(theme: Theme, role: str, token: str, text: str, ratio: float) -> Word:
    """Return a text in the font of a role and a colour, for so many device pixels a pixel."""
    return (_number if _in_pieces(text) else _whole)(theme, role, token, text, ratio)


@lru_cache(maxsize=512)  # of a frame; each has a picture of its own, some kilobytes large
def _whole(theme: Theme, role: str, token: str, text: str, ratio: float) -> Word:
    picture, height = _picture(theme, role, token, text, ratio), theme.metrics(role).height()
    return Word([(0, picture)], text_width(theme, role, text), height)


@lru_cache(maxsize=2048)
def _number(theme: Theme, role: str, token: str, text: str, ratio: float) -> Word:
    kept, pieces, at = _kept(theme, role, token, ratio), [], 0.0
    for piece in _pieces(text):
        whole = math.floor(at)
        picture, advance = kept[piece, int((at - whole) * PHASES)]
        right = whole / ratio
        pieces.append((int(right) if right.is_integer() else right, picture))
        at += advance
    return Word(pieces, at / ratio, theme.metrics(role).height())


def draw_picture(painter: QPainter, x: float, y: float, picture: QImage) -> None:
    """Copy a picture to where it begins."""
    if x.is_integer() and y.is_integer():  # which Qt takes over in half the time
        painter.drawImage(int(x), int(y), picture)
    else:
        painter.drawImage(QPointF(x, y), picture)


def draw_pieces(
    painter: QPainter, x: float, y: float, pieces: Sequence[tuple[float, QImage]]
) -> None:
    """Copy the pictures of a word to where it begins."""
    if not (x.is_integer() and y.is_integer()):
        for right, picture in pieces:
            draw_picture(painter, x + right, y, picture)
        return
    left, top = int(x), int(y)
    for right, picture in pieces:
        if isinstance(right, int):  # as all are where a pixel is one of the device
            painter.drawImage(left + right, top, picture)
        else:
            painter.drawImage(QPointF(left + right, top), picture)


def draw_word(painter: QPainter, word: Word, left: float, middle: float, grid: PixelGrid) -> None:
    """Write a text from the pixel `left` on, its middle at the height `middle`."""
    draw_pieces(painter, grid.x(left - 1), grid.y(middle - word.height / 2), word.pieces)


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
    painter: QPainter,
    theme: Theme,
    role: str,
    token: str,
    text: str,
    box: QRectF,
    grid: PixelGrid | None = None,
) -> None:
    """Write a text in the middle of a box."""
    left = box.center().x() - text_width(theme, role, text) / 2
    draw_text(painter, theme, role, token, text, left, box.center().y(), grid)
