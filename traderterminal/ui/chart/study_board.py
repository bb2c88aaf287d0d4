"""The studies on a chart's panes: a layer over the bars or a pane of its own for each."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QMenu

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.chart.panes import Level, Pane, Side
from traderterminal.ui.chart.study_layers import StudyLayer, StudyUnderlay, has_areas
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import ShownStudy

#: The × at the end of a row of the legend is so wide.
CROSS_EM: Final = 1.4
#: A study's pane is so high, as a share of what the prices have.
WEIGHT: Final = 1.0


@frozen
class StudyActs:
    """Opens the list of indicators, the settings of a study, and why one is off."""

    add: Callable[[], object]
    edit: Callable[[ShownStudy], object]
    explain: Callable[[ShownStudy], object]


class StudyBoard:
    """Puts the studies of a view-model onto the panes of a chart, and keeps them there."""

    def __init__(
        self,
        chart: ChartWidget,
        studies: StudiesViewModel,
        theme: Theme,
        acts: StudyActs,
    ) -> None:
        self._chart = chart
        self._studies = studies
        self._acts = acts
        self._shape: Hashable = None
        self._keys: set[str] = set()
        self._legend = LegendTool(chart, studies, theme, acts)
        chart.tools.insert(0, self._legend)
        chart.menus.append(self._fill_menu)
        stop_listening = studies.changed.connect(lambda _: self._follow())
        chart.destroyed.connect(stop_listening)
        self._follow()

    def _fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Offer what can be done with the study that is pointed at, and the list of them all."""
        row = self._legend.row_at(at)
        if row is not None:
            told = row.name
            if row.is_off:
                menu.addAction(
                    translate("Studies", "Why is {study} off…").format(study=told),
                    partial(self._acts.explain, row),
                )
            else:
                menu.addAction(
                    translate("Studies", "Settings of {study}…").format(study=told),
                    partial(self._acts.edit, row),
                )
            shows = (
                translate("Studies", "Show {study}")
                if row.choices.hidden
                else translate("Studies", "Hide {study}")
            )
            hide = partial(self._studies.hide, row, hidden=not row.choices.hidden)
            menu.addAction(shows.format(study=told), hide)
            menu.addAction(
                translate("Studies", "Remove {study}").format(study=told),
                partial(self._studies.remove, row),
            )
            menu.addSeparator()
        menu.addAction(translate("Studies", "Indicators…"), self._acts.add)
        menu.addSeparator()

    def _follow(self) -> None:
        instrument = self._studies.chart.instrument
        shape = (instrument, tuple(map(_shape, self._studies.rows)))
        if shape != self._shape:
            self._shape = shape
            self._lay_out()
        self._chart.show_changes()

    def _lay_out(self) -> None:
        """Take all layers of studies away, and put those that are wanted."""
        stack = self._chart.stack
        for pane in stack.panes:
            mine = (StudyLayer, StudyUnderlay)
            pane.remove(*(one.layer for one in pane.placed if isinstance(one.layer, mine)))
        own = [row.key for row in self._studies.rows if not row.over_bars]
        for key in self._keys - set(own):
            stack.remove(key)
        self._keys = set(own)
        for row in self._studies.rows:
            pane = stack.price if row.over_bars else stack.add(row.key, WEIGHT)
            self._put(pane, row)
        # Panes stand in the order of the studies, below those of others.
        stack.panes.sort(key=lambda pane: own.index(pane.key) if pane.key in own else -1)
        self._chart.times.moved = True  # scales are to fit what lies over them now

    def _put(self, pane: Pane, row: ShownStudy) -> None:
        studies, about = self._studies, row.about

        def edge() -> float:
            return pane.rect.right()

        side, scale = Side.RIGHT, None
        if not row.over_bars:
            pane.write = studies.writes_axis_of(row)
        elif about is not None and not row.is_of_price:
            side = Side.OVERLAY  # it has nothing to do with the prices below it
        # Guides go on to the axis, and lines that are ahead of the bars into the margin.
        is_wide = not row.over_bars or any(output.shift > 0 for output in row.outputs)
        under, over = (Level.DRAWING,) * 2 if is_wide else (Level.UNDER, Level.STUDY)
        if has_areas(row):
            scale = pane.add(StudyUnderlay(studies, row, edge), side, scale, level=under)
        layer = StudyLayer(studies, row, edge, self._chart.drawing.candles.extent)
        pane.add(layer, side, scale, level=over)


def _shape(row: ShownStudy) -> Hashable:
    """What changes when a study is to stand elsewhere, on another scale, or with other layers."""
    placing = tuple((output.shift, output.mark) for output in row.outputs)
    return row, row.over_bars, placing, row.about


class LegendTool:
    """The rows of the legends: a double click opens a study's settings, a press on × removes it.

    A press on one that is off tells why; one on a pane that is folded opens it.
    """

    hover = held = Qt.CursorShape.PointingHandCursor

    def __init__(
        self,
        chart: ChartWidget,
        studies: StudiesViewModel,
        theme: Theme,
        acts: StudyActs,
    ) -> None:
        self._chart = chart
        self._studies = studies
        self._theme = theme
        self._acts = acts
        self._pressed: ShownStudy | None = None

    def takes(self, at: QPointF) -> bool:
        return self.row_at(at) is not None

    def press(self, at: QPointF) -> None:
        self._pressed = self.row_at(at)

    def drag(self, at: QPointF, moved: QPointF) -> None:
        """A legend stays where it is."""

    def release(self, at: QPointF) -> None:
        row, pressed = self.row_at(at), self._pressed
        self.drop()
        if row is None or row is not pressed:
            return
        if self._is_cross(at):
            self._studies.remove(row)
        elif row.is_off:
            self._acts.explain(row)
        else:
            self._chart.drawing.unfold(at)

    def drop(self) -> None:
        self._pressed = None

    def double_click(self, at: QPointF) -> None:
        row = self.row_at(at)
        if row is not None and not row.is_off and not self._is_cross(at):
            self._acts.edit(row)

    def _box_at(self, at: QPointF) -> tuple[QRectF, str] | None:
        return next((one for one in self._chart.drawing.rows if one[0].contains(at)), None)

    def row_at(self, at: QPointF) -> ShownStudy | None:
        """Return the study whose row of the legend is at a point of the last frame."""
        found = self._box_at(at)
        rows = self._studies.rows
        return next((row for row in rows if found is not None and row.key == found[1]), None)

    def _is_cross(self, at: QPointF) -> bool:
        found = self._box_at(at)
        return found is not None and at.x() >= found[0].right() - self._theme.em(CROSS_EM)
