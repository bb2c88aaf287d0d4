"""What can be drawn and what can be done with drawings, as menus."""

from functools import partial
from typing import Final

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from traderterminal.kit.language import translate, within
from traderterminal.ui.viewmodels.drawing import (
    DASH_WORDS,
    KIND_WORDS,
    PLANS,
    Drawing,
    Kind,
)
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel
from traderterminal.ui.viewmodels.study import COLOURS
from traderterminal.ui.widgets.controls import key_words

#: A line stands before these.
GROUPS: Final = frozenset({Kind.CHANNEL, Kind.RETRACEMENT, Kind.MEASURE, Kind.LONG})
#: Keys that the chart answers to while it has the focus; menus only tell of them.
UNDO_KEY: Final = "Ctrl+Z"
REDO_KEY: Final = "Ctrl+Shift+Z"
MEASURE_KEY: Final = "Space"
DELETE_KEY: Final = "Del"
WORDS_KEY: Final = "F2"


def fill_tools(menu: QMenu, drawings: DrawingsViewModel) -> None:
    """Add what can be drawn, and what can be done with all drawings at once."""
    group = QActionGroup(menu)
    for kind, source in KIND_WORDS.items():
        words = translate("Drawings", source)
        if kind in GROUPS:
            menu.addSeparator()
        key = MEASURE_KEY if kind is Kind.MEASURE else ""
        action = menu.addAction(told(words, key), partial(_choose, drawings, kind))
        action.setCheckable(True)
        action.setChecked(drawings.kind is kind)
        action.setEnabled(not drawings.is_full)
        group.addAction(action)
    menu.addSeparator()
    undo = menu.addAction(told(translate("Drawings", "Undo drawing"), UNDO_KEY), drawings.undo)
    undo.setEnabled(drawings.can_undo)
    redo = menu.addAction(told(translate("Drawings", "Redo drawing"), REDO_KEY), drawings.redo)
    redo.setEnabled(drawings.can_redo)
    menu.addSeparator()
    _switch(
        menu,
        translate("Drawings", "Magnet"),
        drawings.chart.options.magnet,
        partial(_magnet, drawings),
    )
    _switch(
        menu,
        translate("Drawings", "Hide all drawings"),
        drawings.hidden,
        partial(_hide_all, drawings),
    )
    if drawings.hidden_count and not drawings.hidden:
        menu.addAction(
            translate("Drawings", "Show hidden drawings ({count})").format(
                count=drawings.hidden_count
            ),
            drawings.show_all,
        )
    _switch(
        menu,
        translate("Drawings", "Lock all drawings"),
        drawings.all_locked,
        partial(_lock_all, drawings),
    )
    delete = menu.addAction(
        translate("Drawings", "Delete all drawings but locked ones"), drawings.delete_all
    )
    delete.setEnabled(any(not one.locked for one in drawings.drawings))


def fill_chosen(menu: QMenu, drawings: DrawingsViewModel, chosen: Drawing) -> None:
    """Add what can be done with the drawing that is chosen."""
    name = within(translate("Drawings", KIND_WORDS[chosen.kind]))
    if chosen.kind in PLANS:
        menu.addAction(translate("Drawings", "To the ticket"), drawings.fill_ticket)
    if chosen.kind is Kind.TEXT:
        words = menu.addAction(
            told(translate("Drawings", "Words…"), WORDS_KEY), drawings.ask_for_words
        )
        words.setEnabled(not chosen.locked)
    fill_colours(menu.addMenu(translate("Drawings", "Colour")), drawings, chosen)
    fill_lines(menu.addMenu(translate("Drawings", "Line")), drawings, chosen)
    _switch(
        menu,
        translate("Drawings", "Lock {name}").format(name=name),
        chosen.locked,
        partial(_lock, drawings),
    )
    menu.addAction(translate("Drawings", "Hide {name}").format(name=name), drawings.hide)
    delete = menu.addAction(
        told(translate("Drawings", "Delete {name}").format(name=name), DELETE_KEY), drawings.delete
    )
    delete.setEnabled(not chosen.locked)


def fill_colours(menu: QMenu, drawings: DrawingsViewModel, chosen: Drawing) -> None:
    """Add the colours of studies: no drawing takes that of a side, a direction or a mode."""
    for token, source in COLOURS.items():
        words = translate("Studies", source)
        _one(menu, words, chosen.token == token, partial(drawings.paint, token))


def fill_lines(menu: QMenu, drawings: DrawingsViewModel, chosen: Drawing) -> None:
    """Add the ways in which lines are drawn."""
    for dash, source in DASH_WORDS.items():
        words = translate("Drawings", source)
        _one(menu, words, chosen.dash is dash, partial(drawings.line, dash))


def told(words: str, key: str) -> str:
    """Return the words of an action with the key beside them, which the chart itself answers to."""
    shown = key_words(key)
    return f"{words}\t{shown}" if shown else words


def _one(menu: QMenu, words: str, is_chosen: bool, act: "partial[None]") -> None:
    action = menu.addAction(words, act)
    action.setCheckable(True)
    action.setChecked(is_chosen)


def _switch(menu: QMenu, words: str, is_on: bool, act: "partial[None]") -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(is_on)
    action.toggled.connect(act)


def _choose(drawings: DrawingsViewModel, kind: Kind) -> None:
    drawings.choose_kind(kind)


def _magnet(drawings: DrawingsViewModel, on: bool) -> None:
    drawings.chart.choose(magnet=on)


def _hide_all(drawings: DrawingsViewModel, on: bool) -> None:
    drawings.hide_all(hidden=on)


def _lock_all(drawings: DrawingsViewModel, on: bool) -> None:
    drawings.lock_all(locked=on)


def _lock(drawings: DrawingsViewModel, on: bool) -> None:
    drawings.lock(locked=on)
