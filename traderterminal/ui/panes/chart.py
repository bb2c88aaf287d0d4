"""The chart with its header: symbol, description, bar lengths, types, indicators, drawing."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.chart.breach import BreachLayer
from traderterminal.ui.chart.drawing_board import DrawingBoard
from traderterminal.ui.chart.menu import fill_types
from traderterminal.ui.chart.order_handles import OrderHandles
from traderterminal.ui.chart.panes import Level
from traderterminal.ui.chart.study_board import StudyActs, StudyBoard
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.indicators_sheet import IndicatorsSheet
from traderterminal.ui.panes.study_sheets import StudySheet, failure_sheet
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.breach import Breach
from traderterminal.ui.viewmodels.chart import RESOLUTIONS, ChartViewModel
from traderterminal.ui.viewmodels.chart_trading import ChartTradingViewModel
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import ShownStudy
from traderterminal.ui.widgets.controls import Segments, label
from traderterminal.ui.widgets.elided import Elided
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.narrowing_strip import NarrowingStrip
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.widgets.title_bar import TITLE_NAME

#: Settings are of the chart, not of a point of it.
NOWHERE: Final = QPointF(-1, -1)


class ChartPane(QWidget):
    """A chart with studies, drawings and orders; its `header` names it in the pane's title bar."""

    def __init__(
        self,
        vm: ChartViewModel,
        chart: ChartWidget,
        studies: StudiesViewModel,
        drawings: DrawingsViewModel,
        trading: ChartTradingViewModel,
        breach: Breach,
        theme: Theme,
        show: ShowSheet,
    ) -> None:
        super().__init__()
        self._vm = vm
        self._chart = chart
        self._studies = studies
        self._theme = theme
        self._show = show
        acts = StudyActs(self.open_indicators, self._edit, self._explain)
        self._board = StudyBoard(chart, studies, theme, acts)
        chart.stack.price.add(BreachLayer(chart, breach, theme), level=Level.TRADING)
        self._handles = OrderHandles(chart, trading, theme)  # orders lie over drawings
        self._drawn = DrawingBoard(chart, drawings, theme)
        self._make_fields()
        self.header = self._make_header()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(chart, 1)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color("bg1"))
        self.setPalette(palette)
        self.setFocusProxy(chart)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _make_fields(self) -> None:
        """Make what says what is shown, and chooses the bars of it."""
        theme, vm = self._theme, self._vm
        self._symbol = label(theme, role="section")
        self._symbol.setObjectName(TITLE_NAME)
        self._name = Elided(theme, token="t3", by_words=True)
        names = list(RESOLUTIONS)
        self._lengths = Segments(
            names, lambda n: vm.choose_resolution(names[n]), stretch=False, kind="quiet"
        )
        self._lengths.setAccessibleName(translate("Chart", "Bar length"))
        self._length = label(theme, role="strong")  # one that has no button
        self._hours = Segments(
            ["ETH", "RTH"],
            lambda n: vm.choose(regular=bool(n)),
            stretch=False,
            kind="quiet",
        )
        self._hours.setAccessibleName(translate("Chart", "Trading hours"))
        self._hours.explain(0, translate("Chart", "Electronic trading hours: all bars"))
        self._hours.explain(1, translate("Chart", "Regular trading hours alone"))

    def _make_header(self) -> NarrowingStrip:
        def sign(icon: str, words: str, act: Callable[[], object]) -> IconButton:
            return IconButton(self._theme, icon, words, act)

        self._types = sign("chart type", translate("Chart", "Chart type"), self._offer_types)
        indicators = sign("indicators", translate("Chart", "Indicators"), self.open_indicators)
        self._draw = sign("drawing", translate("Chart", "Draw"), self._offer_drawing)
        ruler = sign("ruler", translate("Chart", "Measure (Space)"), self._drawn.measure)
        picture = sign("screenshot", translate("Chart", "Save picture"), self._chart.save_picture)
        self._more = sign("settings", translate("Chart", "Chart settings"), self._offer_all)
        header = NarrowingStrip()
        strip = header.line
        strip.setSpacing(self._theme.em(0.67))
        for shown in (
            *(self._symbol, self._name, self._lengths, self._length, self._hours),
            *(self._types, indicators, self._draw, ruler),
        ):
            strip.addWidget(shown)
        strip.addStretch(1)
        strip.addWidget(picture)
        strip.addWidget(self._more)
        # What gives way is in the menu too.
        header.give_way(picture, ruler, self._types, self._draw, indicators, self._hours)
        return header

    def _offer_types(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_types(menu, self._vm)
        menu.popup(self._types.mapToGlobal(QPoint(0, self._types.height())))

    def _offer_drawing(self) -> None:
        menu = self._drawn.menu()
        menu.popup(self._draw.mapToGlobal(QPoint(0, self._draw.height())))

    def _offer_all(self) -> None:
        menu = self._chart.menu_of(NOWHERE)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def open_indicators(self) -> None:
        """Show the list of indicators, and those of the chart."""
        self._show(lambda under: IndicatorsSheet(self._studies, self._theme, self._show, under))

    def _edit(self, row: ShownStudy) -> None:
        self._show(lambda under: StudySheet(self._studies, row, self._theme, under))

    def _explain(self, row: ShownStudy) -> None:
        failure = row.failure
        if failure is None:  # its file is not there: the list of indicators says where it belongs
            self.open_indicators()
        else:
            self._show(lambda under: failure_sheet(failure, self._theme, under))

    def _render(self) -> None:
        instrument = self._vm.instrument
        if instrument is not None and self._name.text() != instrument.description:
            self._symbol.setText(formats.symbol(instrument.symbol))
            self._name.say(instrument.description)
        names, name = list(RESOLUTIONS), self._vm.resolution_name
        self._lengths.choose(names.index(name) if name in names else -1)
        self._length.setText("" if name in names else name)
        self._length.setVisible(name not in names)
        self._hours.choose(int(self._vm.options.regular))
