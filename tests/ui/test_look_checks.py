"""What a trader must see: nothing cut off, signs without colour, the way out in reach."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.support.on_screen import banners, named
from tests.support.shared_data import REPOSITORY
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.alarms import Alarm
from traderterminal.domain.messages import Message
from traderterminal.ui import icons
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.panes.ticket import TicketPane
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.tables.cells import Cell
from traderterminal.ui.tables.drawing import draw_cell
from traderterminal.ui.theme import Theme, digits_are_even, load_theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.widgets.controls import BADGE_WORDS, draw_badge
from traderterminal.ui.widgets.mode_band import ModeBand

THEMES = sorted((REPOSITORY / "resources/themes").glob("*.toml"))

# Nothing is cut off.


@pytest.mark.parametrize(
    ("scale", "font_px", "language"),
    [(1, 12, "en"), (2, 12, "en"), (1, 10, "en"), (1, 15, "en"), (3, 12, "en"), (1, 12, "de")],
)
def test_no_number_and_no_word_is_cut_off(
    scale: int, font_px: int, language: str, tmp_path: Path
) -> None:
    """In every workspace at three sizes, with a position, orders and trades."""
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "tests.support.cut_words", str(font_px), language],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["cut"] == []
    assert found["looked"] > 900


@pytest.mark.parametrize("font_px", range(10, 19))
def test_digits_are_equally_wide_in_every_size(qapp: QApplication, font_px: int) -> None:
    theme = load_theme(THEMES[0], font_px)
    for role in ("caption", "badge", "body", "strong", "section", "price"):
        assert digits_are_even(theme.font(role)), role


# Signs without colour.


def grey(color: QColor) -> float:
    return 0.2126 * color.redF() + 0.7152 * color.greenF() + 0.0722 * color.blueF()


def deutan(color: QColor) -> QColor:
    """What a deuteranope sees (Machado, Oliveira and Fernandes 2009, severity 1.0)."""
    r, g, b = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    rows = (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    )
    linear = [min(1.0, max(0.0, r * x + g * y + b * z)) for x, y, z in rows]
    return QColor.fromRgbF(
        *(12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in linear)
    )


def shape(picture: QImage, seen: Callable[[QColor], float]) -> frozenset[tuple[int, int]]:
    """The places that stand out clearly from the corner of a picture, whatever their colour."""
    places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    ground = seen(picture.pixelColor(picture.width() - 1, picture.height() - 1))
    away = {place: abs(seen(picture.pixelColor(*place)) - ground) for place in places}
    most = max(away.values())
    assert most > 0.15
    return frozenset(place for place, far in away.items() if far > 0.4 * most)


#: Pixels of the smallest sign, a minus, and how many of a sign differ at least from another one.
SMALLEST = 6
LEAST_UNLIKE = 8
EYES: dict[str, Callable[[QColor], float]] = {
    "grey": grey,
    "deutan": lambda color: grey(deutan(color)),
}


def drawn(theme: Theme, draw: Callable[[QPainter, QRectF], object], width: int = 24) -> QImage:
    picture = QImage(QSize(width, 24), QImage.Format.Format_RGB32)
    picture.fill(theme.color("bg1"))
    painter = QPainter(picture)
    draw(painter, QRectF(2, 2, width - 4, 20))
    painter.end()
    return picture


def sign(theme: Theme, glyph: str, token: str) -> QImage:
    """The sign alone, without its word."""
    cell = Cell("", token, glyph=glyph)
    return drawn(theme, lambda on, box: draw_cell(on, PixelGrid(), theme, box, cell, right=False))


def badge(theme: Theme, mode: str) -> QImage:
    return drawn(theme, lambda on, box: draw_badge(on, theme, mode, box), 70)


def assert_apart(pictures: dict[str, QImage]) -> None:
    for eyes, seen in EYES.items():
        shapes = {name: shape(picture, seen) for name, picture in pictures.items()}
        for name, places in shapes.items():
            assert len(places) >= SMALLEST, (eyes, name)
        for one, other in combinations(shapes, 2):
            unlike = len(shapes[one] ^ shapes[other])
            assert unlike >= LEAST_UNLIKE, (eyes, one, other, unlike)


@pytest.fixture(params=THEMES, ids=lambda path: path.stem)
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    made = load_theme(request.param)
    assert icons.load(made)
    return made


def test_sides_are_told_apart_without_colour(theme: Theme) -> None:
    assert_apart({"buy": sign(theme, "▲", "buy"), "sell": sign(theme, "▼", "sell")})


def test_states_are_told_apart_without_colour(theme: Theme) -> None:
    """Those that differ in their word alone, such as Cancelling and Working, share a sign."""
    signs = {glyph: token for glyph, _, token in formats.STATES.values()}
    assert len(signs) == 7
    assert_apart({glyph: sign(theme, glyph, token) for glyph, token in signs.items()})


def test_modes_are_told_apart_without_colour(theme: Theme) -> None:
    badges = {mode: badge(theme, mode) for mode in BADGE_WORDS}
    assert_apart(badges)


def bands(theme: Theme) -> Iterator[tuple[str, QImage]]:
    for mode in ("simulator", "live"):
        band = ModeBand(theme, 2, 5)
        band.show_mode(mode)
        band.resize(120, band.height())
        yield mode, band.grab().toImage()


def test_real_money_is_hatched(theme: Theme) -> None:
    found = dict(bands(theme))
    for seen in EYES.values():
        live, paper = (
            [seen(found[mode].pixelColor(x, found[mode].height() // 2)) for x in range(20, 100)]
            for mode in ("live", "simulator")
        )
        assert max(paper) - min(paper) < 0.01
        changes = sum(abs(a - b) > 0.08 for a, b in pairwise(live))
        assert changes >= 8


# The way out in reach.


async def arranged(service: Service, screen: Screen, width: int, height: int) -> None:
    screen.window.resize(width, height)
    screen.window.arrange(width, height)
    await service.engine.host.sleep(0.1)


def reach(window: QWidget, widgets: Sequence[QWidget]) -> None:
    for found in widgets:
        corners = (found.rect().topLeft(), found.rect().bottomRight())
        assert found.isVisible(), found.accessibleName()
        for corner in corners:
            assert window.rect().contains(found.mapTo(window, corner)), found.accessibleName()


def test_the_fixed_rows_of_the_ticket_stay_below_two_banners(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, engine = screen.window, service.engine
        await arranged(service, screen, 1366, 768)
        engine.ledger._down = "the disk is full"
        for account in ("one", "two", "three"):
            told = Message("unreadable_message", {"account": account})
            engine.reconciler.alarms.emit(Alarm(account, "", told))
        window.flush()
        await engine.host.sleep(0.2)
        strips = banners(window)
        assert len(strips) == 2
        (ticket,) = window.findChildren(TicketPane)
        words = ("Cancel all", "Cancel buys", "Cancel sells", "Reverse")
        buttons = [b for b in ticket.findChildren(QPushButton) if b.text() in words]
        flatten = [b for b in ticket.findChildren(QPushButton) if b.text().startswith("Flatten")]
        assert (len(buttons), len(flatten)) == (4, 1)
        reach(window, [*buttons, *flatten, *ticket.findChildren(PriceButton)])
        reach(window, [named(window, "Flatten all accounts")])
        assert window.height() == 768
        engine.ledger._down = ""

    on_screen(act)


TICKET_ORDER = (
    ("type", "Limit"),
    ("price", "Limit price"),
    ("quantity", "Quantity"),
    ("sell", "Sell 1"),
    ("buy", "Buy 1"),
    ("cancel", "Cancel all"),
    ("flatten", "Flatten"),
    ("reverse", "Reverse"),
)


def test_tab_goes_through_the_ticket_in_the_order_of_an_order(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1600, 1000)
        screen.window.open_pane("Ticket")
        names = []
        for _ in range(60):
            focused = QApplication.focusWidget()
            assert focused is not None
            if screen.window.walk.where(focused) != "Ticket":
                break
            names.append(focused.accessibleName() or getattr(focused, "text", str)())
            screen.window.focusNextPrevChild(True)
        places = []
        for what, starts in TICKET_ORDER:
            at = next((n for n, name in enumerate(names) if name.startswith(starts)), None)
            assert at is not None, (what, names)
            places.append(at)
        assert places == sorted(places), names

    on_screen(act)


def test_the_names_of_the_buttons_carry_side_size_symbol_price_and_mode(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        symbol = service.engine.resolve("ES").symbol
        screen.window.flush()
        found = {b.accessibleName() for b in screen.window.findChildren(PriceButton)}
        for side, at in (("Buy", "ask"), ("Sell", "bid")):
            (name,) = [one for one in found if one.startswith(side)]
            for part in (f"{side} 1 {symbol}", at, "paper"):
                assert part in name, name
            assert any(character.isdigit() for character in name.split(at)[1]), name

    on_screen(act)
