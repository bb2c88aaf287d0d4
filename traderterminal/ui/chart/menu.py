"""The menu of a chart: everything that can be chosen of how it is drawn."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.chart_options import CLOCK_WORDS, SCALE_WORDS, TYPE_WORDS

Choice = TypeVar("Choice")

#: Field of the options, what the menu calls it.
SWITCHES = {
    "volume": mark("Chart", "Volume"),
    "magnet": mark("Chart", "Magnet crosshair"),
    "shading": mark("Chart", "Shade outside regular hours"),
    "watermark": mark("Chart", "Watermark"),
}


def fill_menu(menu: QMenu, vm: ChartViewModel, acts: Mapping[str, Callable[[], object]]) -> None:
    """Add what can be chosen to a menu; `acts` are what the chart itself can do, by their words."""
    options = vm.options
    _one_of(
        menu.addMenu(translate("Chart", "Type")),
        TYPE_WORDS,
        options.type,
        partial(_choose, vm, "type"),
    )
    scale = menu.addMenu(translate("Chart", "Scale"))
    _one_of(scale, SCALE_WORDS, options.scale, partial(_choose, vm, "scale"))
    scale.addSeparator()
    _switch(scale, vm, "inverted", translate("Chart", "Upside down"))
    _switch(scale, vm, "on_left", translate("Chart", "Axis at the left"))
    _switch(menu, vm, "regular", translate("Chart", "Regular hours alone"))
    _one_of(
        menu.addMenu(translate("Chart", "Time")),
        CLOCK_WORDS,
        options.clock,
        partial(_choose, vm, "clock"),
    )
    menu.addSeparator()
    for name, words in SWITCHES.items():
        _switch(menu, vm, name, translate("Chart", words))
    menu.addSeparator()
    for words, act in acts.items():
        menu.addAction(words, act)
    _add_compare(menu, vm)
    menu.addSeparator()
    template = menu.addMenu(translate("Chart", "Template"))
    template.addAction(translate("Chart", "Draw every symbol like this"), vm.draw_all_alike)
    usual = template.addAction(translate("Chart", "Draw this symbol as usual"), vm.draw_as_usual)
    usual.setEnabled(vm.has_own_options)


def fill_types(menu: QMenu, vm: ChartViewModel) -> None:
    """Add the types alone."""
    _one_of(menu, TYPE_WORDS, vm.options.type, partial(_choose, vm, "type"))


def _add_compare(menu: QMenu, vm: ChartViewModel) -> None:
    for symbol in vm.options.compare:
        menu.addAction(
            translate("Chart", "Compare no more with {symbol}").format(symbol=symbol),
            partial(vm.leave_out, symbol),
        )


def _choose(vm: ChartViewModel, name: str, value: Any) -> None:
    vm.choose(**{name: value})


def _one_of(
    menu: QMenu,
    words: Mapping[Choice, str],
    chosen: Choice,
    choose: Callable[[Choice], object],
) -> None:
    group = QActionGroup(menu)
    for choice, word in words.items():
        action = menu.addAction(translate("Chart", word), partial(choose, choice))
        action.setCheckable(True)
        action.setChecked(choice == chosen)
        group.addAction(action)


def _switch(menu: QMenu, vm: ChartViewModel, name: str, words: str) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(bool(getattr(vm.options, name)))
    action.toggled.connect(partial(_choose, vm, name))
