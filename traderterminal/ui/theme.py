"""The theme: tokens to colours, roles to fonts, em to pixels; and Qt told of them once.

Code names tokens only. Style sheets know no em that follows a font, so lengths are worked out here
and filled into one template per theme and font size.
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyleFactory

from traderterminal.domain.errors import BadData
from traderterminal.ui.viewmodels.appearance import Looks, Palette, drawn_tokens

FAMILIES: Final = (
    *("Inter", "Segoe UI Variable Text", "Segoe UI"),
    *("Noto Sans", "Cantarell", "DejaVu Sans"),
)

#: Role → size in em, weight.
ROLES: Final = {
    "caption": (0.92, QFont.Weight.Normal),
    "caption_strong": (0.92, QFont.Weight.Medium),
    "badge": (0.83, QFont.Weight.Bold),
    "body": (1.0, QFont.Weight.Normal),
    "medium": (1.0, QFont.Weight.Medium),
    "strong": (1.0, QFont.Weight.DemiBold),
    "section": (1.08, QFont.Weight.Bold),
    "heading": (1.33, QFont.Weight.Bold),
    "price": (1.42, QFont.Weight.Bold),
    "result": (1.67, QFont.Weight.Bold),
}
SMALLEST_PX: Final = 10

#: What every theme file must give a colour to.
_SURFACES: Final = "bg0 bg1 bg2 bg3 bg4 sel line1 line2 line3"
_TEXTS: Final = "t1 t2 t3 tdis accent buy sell up ok down flat live paper sandbox"
_STATES: Final = "warn error unknown stale s1 s2 s3 s4 s5 s6"
_FILLS: Final = "buyfill sellfill onside onlive onaccent errfill onerr shadow"
TOKENS: Final = frozenset(" ".join((_SURFACES, _TEXTS, _STATES, _FILLS)).split())


@dataclass(frozen=True, eq=False)
class Theme:
    """One theme at one font size. `em` is the pixel size of the application font."""

    name: str
    tokens: dict[str, str] = field(repr=False)
    font_px: int = 12
    shadow: float = 0.45  # how dark a shadow is, from 0 to 1
    least_tint: float = 0.0  # the faintest mix that this theme shows
    grid: float = 0.55  # how much of `line1` the grid of a chart is, from 0 to 1
    hollow: bool = False  # rising candles are hollow, so that colour is not all that tells
    clear: dict[str, str] = field(default_factory=dict, repr=False)  # of the clear direction

    def hex(self, token: str) -> str:
        """Return a token's colour as `#RRGGBB`."""
        return self.tokens[token]

    @lru_cache(maxsize=512)  # noqa: B019 - a theme lives as long as the program
    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a token's colour; `alpha` from 0 to 1."""
        color = QColor(self.tokens[token])
        color.setAlphaF(alpha)
        return color

    @lru_cache(maxsize=512)  # noqa: B019 - a theme lives as long as the program
    def mix(self, token: str, surface: str, share: float) -> QColor:
        """Return `share` (0 to 1) of a token mixed into a surface: a tint."""
        over, under = QColor(self.tokens[token]), QColor(self.tokens[surface])
        share = max(share, self.least_tint)

        def part(a: int, b: int) -> int:
            return round(a * share + b * (1 - share))

        return QColor(
            part(over.red(), under.red()),
            part(over.green(), under.green()),
            part(over.blue(), under.blue()),
        )

    def em(self, count: float) -> int:
        """Return `count` em in whole logical pixels."""
        return round(count * self.font_px)

    @lru_cache(maxsize=64)  # noqa: B019 - a theme lives as long as the program
    def font(self, role: str) -> QFont:
        """Return the font of a role, digits all of one width."""
        size, weight = ROLES[role]
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(max(SMALLEST_PX, round(size * self.font_px)))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    @lru_cache(maxsize=64)  # noqa: B019 - a theme lives as long as the program
    def metrics(self, role: str) -> QFontMetricsF:
        """Return the measures of a role's font."""
        return QFontMetricsF(self.font(role))

    @lru_cache(maxsize=512)  # noqa: B019 - a theme lives as long as the program
    def pen(
        self,
        token: str,
        alpha: float = 1.0,
        width: float = 1.0,
        dashes: tuple[float, ...] = (),
    ) -> QPen:
        """Return a pen; `dashes` in pixels."""
        pen = QPen(self.color(token, alpha), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern([length / width for length in dashes])
        return pen

    def result_token(self, value: float) -> str:
        """Return the token of a result: up, down, or flat within half a cent of zero."""
        if abs(value) < 0.005:
            return "flat"
        return "up" if value > 0 else "down"


def load_theme(path: Path, font_px: int = 12) -> Theme:
    """Read a theme file; raises BadData that names the file and the fault."""
    try:
        with path.open("rb") as file:
            data: dict[str, Any] = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadData(f"{path}: {error}") from error
    tokens: dict[str, str] = {}
    clear: dict[str, str] = {}
    for table in ("surfaces", "text", "fills", "clear"):
        for token, value in data.get(table, {}).items():
            if not QColor(value).isValid():
                raise BadData(f"{path}: {table}.{token}: {value!r} is not a colour")
            (clear if table == "clear" else tokens)[token] = value
    missing = TOKENS - tokens.keys()
    if missing:
        raise BadData(f"{path}: these tokens are missing: {', '.join(sorted(missing))}")
    return Theme(
        str(data.get("name", path.stem)),
        tokens,
        font_px,
        shadow=float(data.get("shadow", 0.45)),
        least_tint=float(data.get("least_tint", 0.0)),
        grid=float(data.get("grid", 0.55)),
        hollow=bool(data.get("hollow", False)),
        clear=clear,
    )


def styled(theme: Theme, looks: Looks) -> Theme:
    """Return a theme with the colours and the size of text that were chosen for it.

    In the clear direction rising candles are hollow, as they are in the clear theme.
    """
    return _styled(theme, looks.font_px, looks.direction, tuple(sorted(looks.colours.items())))


@lru_cache(maxsize=16)  # what is kept of one that is chosen again need not be made anew
def _styled(
    theme: Theme, font_px: int, direction: str, colours: tuple[tuple[str, str], ...]
) -> Theme:
    looks = Looks(theme.name, font_px, direction, dict(colours))
    return replace(
        theme,
        tokens=drawn_tokens(Palette(theme.tokens, theme.clear), looks),
        font_px=font_px,
        hollow=theme.hollow or direction == "clear",
    )


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the application its style, palette, font and style sheet."""
    with making_in(app, theme):
        pass


@contextmanager
def making_in(app: QApplication, theme: Theme) -> Iterator[None]:
    """Let a window be made in a theme: its style sheet comes once all of that stands.

    Qt looks a sheet up for each widget at every place that this has on its way into the window,
    and changing a sheet costs every widget more than taking one away and giving another one.
    """
    if not app.styleSheet():  # what a sheet stands on already would only cost another polish
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setStyleSheet("")
    app.setPalette(_palette(theme))
    app.setFont(theme.font("body"))
    try:
        yield
    finally:
        app.setStyleSheet(_style_sheet(theme))


def digits_are_even(font: QFont) -> bool:
    """Say whether all ten digits are equally wide, to a sixteenth of a pixel, as columns need."""
    measures = QFontMetricsF(font)
    widths = [measures.horizontalAdvance(digit) for digit in "0123456789"]
    return max(widths) - min(widths) < 1 / 16


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, "bg0"),
        (role.Base, "bg1"),
        (role.AlternateBase, "bg1"),
        (role.Button, "bg3"),
        (role.Text, "t1"),
        (role.WindowText, "t1"),
        (role.ButtonText, "t1"),
        (role.PlaceholderText, "t3"),
        (role.Highlight, "sel"),
        (role.HighlightedText, "t1"),
        (role.Accent, "accent"),
        (role.ToolTipBase, "bg3"),
        (role.ToolTipText, "t1"),
        (role.Link, "accent"),
    ):
        palette.setColor(which, theme.color(token))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, theme.color("tdis"))
    return palette


#: Beside the words of a tab, and of one that stands close to its neighbours.
TAB_PAD_EM: Final = 0.67
TIGHT_TAB_PAD_EM: Final = 0.33

_TEMPLATE: Final = """
* {{ outline: none; }}
QMainWindow {{ background: {bg0}; }}
QMainWindow::separator {{ background: {gutter}; width: 4px; height: 4px; }}
QMainWindow::separator:hover {{ background: {line3}; }}
QSplitter::handle {{ background: {gutter}; }}
QSplitter::handle:hover {{ background: {line3}; }}
QToolTip {{ background: {bg3}; color: {t1}; border: 1px solid {line2}; padding: {p4}px; }}
QMenu {{ background: {bg3}; border: 1px solid {line2}; padding: {p4}px; }}
QMenu::item {{ padding: {p4}px {p24}px {p4}px {p12}px; border-radius: 3px; }}
QMenu::item:selected {{ background: {sel}; }}
QMenu::separator {{ height: 1px; background: {line1}; margin: {p4}px; }}
QMenuBar {{ background: {bg0}; color: {t2}; padding: 0; }}
QMenuBar::item {{ padding: {p4}px {p8}px; background: transparent; }}
QMenuBar::item:selected {{ background: {bg4}; color: {t1}; }}
QPushButton, QToolButton[kind="standard"] {{
  background: {bg3}; color: {t1}; border: 1px solid {line2}; border-radius: 3px;
  padding: 0 {p8}px; min-height: {control}px; font-weight: 600; }}
QPushButton:hover {{ background: {bg4}; }}
QPushButton:disabled {{ color: {tdis}; background: {bg1}; border-color: {line1}; }}
QPushButton[kind="exit"] {{ background: {bg2}; border: 1px solid {accent}; }}
QPushButton[kind="exit"]:hover {{ background: {bg4}; }}
QPushButton[kind="alarm"] {{ background: {errfill}; color: {onerr}; border-color: {errfill}; }}
QPushButton[kind="onalarm"] {{
  background: transparent; color: {onerr}; border-color: {onerr}; }}
QPushButton[kind="onalarm"]:hover, QPushButton[kind="alarm"]:hover {{ border-color: {t1}; }}
QPushButton[compact="true"] {{ min-height: {compact}px; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {onaccent}; border: none; }}
QPushButton[kind="alarm"]:disabled {{ background: {bg1}; color: {tdis}; border-color: {line1}; }}
QPushButton[kind="primary"]:disabled {{ background: {bg1}; color: {tdis}; }}
QPushButton[kind="buy"] {{ background: {buyfill}; color: {onside}; border-color: {buyfill}; }}
QPushButton[kind="sell"] {{ background: {sellfill}; color: {onside}; border-color: {sellfill}; }}
QPushButton[kind="buy"]:hover, QPushButton[kind="sell"]:hover {{ border-color: {t1}; }}
QPushButton[kind="buyline"] {{ background: {buytint}; color: {buy}; border-color: {buy}; }}
QPushButton[kind="sellline"] {{ background: {selltint}; color: {sell}; border-color: {sell}; }}
QPushButton[kind="small"] {{ min-height: {small}px; padding: 0 {p4}px; }}
QPushButton[kind="flat"] {{
  background: transparent; border: none; color: {t3}; min-height: {small}px; padding: 0 {p4}px; }}
QPushButton[kind="flat"]:hover {{ color: {t1}; background: {bg4}; }}
QPushButton:checked {{ background: {sel}; border-color: {accent}; }}
QPushButton[kind="segment"] {{ border-radius: 0; border-left-width: 0; padding: 0 {p8}px;
  font-weight: 500; color: {t2}; }}
QPushButton[kind="segment"]:checked {{ background: {sel}; color: {t1}; font-weight: 600;
  border-color: {line2}; }}
QPushButton[hue="live"]:checked {{ background: {live}; color: {onlive}; border-color: {live}; }}
QPushButton[dense="true"] {{ padding: 0 {p4}px; }}
QPushButton[end="first"] {{ border-left-width: 1px; border-top-left-radius: 3px;
  border-bottom-left-radius: 3px; }}
QPushButton[end="last"] {{ border-top-right-radius: 3px; border-bottom-right-radius: 3px; }}
QPushButton[kind="quiet"] {{ background: transparent; border: none; color: {t2};
  font-weight: 500; min-height: {small}px; padding: 0 {p6}px; }}
QPushButton[kind="quiet"]:hover {{ color: {t1}; }}
QPushButton[kind="quiet"]:checked {{ background: {sel}; color: {t1}; font-weight: 600; }}
QLineEdit, QComboBox {{
  background: {bg3}; color: {t1}; border: 1px solid {line2}; border-radius: 3px;
  padding: 0 {p8}px; min-height: {control}px; font-weight: 600;
  selection-background-color: {line2}; selection-color: {t1}; }}
QLineEdit:hover, QComboBox:hover {{ border-color: {line3}; }}
QLineEdit:focus, QComboBox:focus {{ border-color: {accent}; }}
QLineEdit[kind="search"] {{ font-weight: 400; }}
QComboBox::drop-down {{ border: none; width: {p16}px; }}
QComboBox QAbstractItemView {{ background: {bg3}; border: 1px solid {line2};
  selection-background-color: {sel}; }}
QListView {{ background: {bg3}; color: {t1}; border: 1px solid {line2};
  selection-background-color: {sel}; selection-color: {t1}; }}
QListView::item {{ padding: {p4}px; }}
QTabBar {{ background: {bg1}; }}
QTabBar::tab {{ background: transparent; color: {t2}; padding: 0 {tabpad}px; font-weight: 500;
  height: {tab}px;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t1}; font-weight: 600; border-bottom-color: {accent}; }}
QTabBar[tight="true"]::tab {{ padding: 0 {tighttabpad}px; }}
QTabBar::tab:hover {{ color: {t1}; }}
QTabBar[kind="top"] {{ background: {bg0}; }}
QTableView {{ background: {bg1}; border: none; gridline-color: {line1};
  selection-background-color: {sel}; selection-color: {t1}; }}
QHeaderView {{ background: {bg1}; }}
QHeaderView::section {{ background: {bg1}; color: {t3}; border: none;
  border-bottom: 1px solid {line1}; padding: 0 {p6}px; font-size: {caption}px; }}
QScrollBar:vertical {{ background: transparent; width: 8px; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; }}
QScrollBar::handle {{ background: {line2}; border-radius: 4px; min-height: {p24}px;
  min-width: {p24}px; }}
QScrollBar::handle:hover {{ background: {line3}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; border: none; width: 0; height: 0; }}
QScrollArea {{ border: none; background: {bg1}; }}
QToolBar {{ background: {bg0}; border: none; padding: 0; spacing: 0; }}
QTextBrowser {{ background: {bg2}; color: {t1}; border: 1px solid {line1}; border-radius: 3px;
  padding: {p8}px; }}
QPlainTextEdit {{ background: {bg2}; color: {t2}; border: 1px solid {line1};
  border-radius: 3px; padding: {p8}px; }}
"""


def _style_sheet(theme: Theme) -> str:
    lengths = {f"p{n}": round(n * theme.font_px / 12) for n in (4, 6, 8, 12, 16, 24)}
    # Where panes are as dark as the window, what lies between them is seen all the same.
    is_alike = theme.tokens["bg0"] == theme.tokens["bg1"]
    return _TEMPLATE.format(
        **theme.tokens,
        gutter=theme.tokens["bg4" if is_alike else "bg0"],
        **lengths,
        control=theme.em(2.17) - 2,
        small=theme.em(1.83) - 2,
        compact=theme.em(1.67) - 2,
        tab=theme.em(2.33) - 2,
        tabpad=theme.em(TAB_PAD_EM),
        tighttabpad=theme.em(TIGHT_TAB_PAD_EM),
        caption=max(SMALLEST_PX, theme.em(0.92)),
        buytint=theme.mix("buy", "bg1", 0.12).name(),
        selltint=theme.mix("sell", "bg1", 0.12).name(),
    )
