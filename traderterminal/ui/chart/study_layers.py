"""The layers of a study: its lines over the bars, and the areas and profiles under them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt

from traderterminal.domain.notation import MINUS
from traderterminal.kit.frozen import frozen
from traderterminal.ui.chart.candles import device_rows
from traderterminal.ui.chart.lines import (
    LINE_PX,
    LinePainter,
    draw_segment,
    extent_of,
    is_smooth,
)
from traderterminal.ui.chart.overlays import PriceTag
from traderterminal.ui.chart.panes import Frame, LegendRow, Part
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.study_marks import StudyMarks, pixels_per_bar
from traderterminal.ui.lettering import draw_text, text_width
from traderterminal.ui.viewmodels.studies import StudiesViewModel
from traderterminal.ui.viewmodels.study import (
    LineSlice,
    Mark,
    Output,
    PeriodProfile,
    ShownStudy,
)
from traderterminal.ui.viewmodels.study_paths import is_of_paths, paths

#: Of what is drawn as a line.
WIDTHS: Final = {Mark.LINE: LINE_PX, Mark.BAND: 1.0}
#: Beyond the bars a scale makes so much room for the lines over them, as a share of their range.
MOST_ROOM: Final = 0.25
#: How strong areas are: of a band, and of a cloud whose first line is the lower one.
AREA_ALPHAS: Final = (0.07, 0.03)
#: Of the width of the bars a profile takes so much: of those in view, and of its own ones.
SHARE_OF_VIEW: Final = 0.22
SHARE_OF_RANGE: Final = 0.6
IN_VALUE_AREA: Final = 0.42
BEYOND: Final = 0.2
#: Between the line of a guide, its value and the axis.
GUIDE_GAP: Final = 6
#: What a row of the legend ends with: pressed there, the study is removed.
CROSS: Final = ("×", "t3")


@frozen
class _Plan:
    """How a study is drawn at its choices, worked out once.

    `outputs` are those that are drawn, columns first: lines are to be seen before them. `has_paths`
    says that straight lines follow from them, which are drawn instead.
    `moves_elsewhere` says that a tick moves more than the last column: legs, and what is beside its
    bar; `is_mixed` that lines lie over columns: the live one would cover the end of a settled line.
    """

    choices: object
    of: object
    outputs: Sequence["_Drawn"]
    moves_elsewhere: bool
    is_mixed: bool
    has_paths: bool


class _Drawn(NamedTuple):
    """An output that is drawn: its number, its colour, and how wide it is where it is a line."""

    number: int
    output: Output
    token: str
    width: float | None


def _plan(row: ShownStudy) -> _Plan:
    drawn = [
        _Drawn(number, output, row.token_of(number), WIDTHS.get(output.mark))
        for number, output in sorted(enumerate(row.outputs), key=_is_line)
        if row.is_drawn(output)
    ]
    marks = {output.mark for output in row.outputs}
    return _Plan(
        choices=row.choices,
        of=row.outputs,
        outputs=drawn,
        moves_elsewhere=is_of_paths(row) or any(output.shift for output in row.outputs),
        is_mixed=Mark.HISTOGRAM in marks and len(marks) > 1,
        has_paths=is_of_paths(row),
    )


class _StudyPart:
    """What the layers of a study have in common; `edge` says where its pane ends on the right."""

    def __init__(
        self, studies: StudiesViewModel, row: ShownStudy, edge: Callable[[], float]
    ) -> None:
        self._studies = studies
        self._row = row
        self._edge = edge
        self._marks = StudyMarks()
        self._planned = _plan(row)

    @property
    def _plan(self) -> _Plan:
        planned, row = self._planned, self._row
        if planned.choices is not row.choices or planned.of is not row.outputs:
            planned = self._planned = _plan(row)
        return planned

    @property
    def all_live(self) -> bool:
        return False

    @property
    def settled(self) -> object:
        live = self._row.last_values if self._plan.moves_elsewhere else ()
        return self._row.settled, live

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        return None

    def legend(self, index: int) -> LegendRow | None:
        return None

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        return ()

    def _leave_margin(self, frame: Frame) -> None:
        """Draw from here on as far as the bars go, but for what is ahead of them."""
        if not any(output.shift > 0 for output in self._row.outputs):
            times, painter = frame.times, frame.painter
            bars = QRectF(times.origin, 0, times.width, painter.device().height())
            painter.setClipRect(bars, Qt.ClipOperation.IntersectClip)

    def _range(self, frame: Frame, output: Output) -> tuple[float, float]:
        """The bars at which values of an output are to be drawn in the frame's part."""
        # One more at each edge, so that lines go on beyond it.
        first, last = frame.times.left - 1, frame.times.position(self._edge()) + 2
        forming = frame.count - 1 + output.shift
        if frame.part is Part.SETTLED:
            last = min(last, forming)
        elif frame.part is Part.LIVE:
            first = max(first, forming - 1)
        return first, max(first, last)


class StudyLayer(_StudyPart):
    """Draws the lines, steps, dots and columns of a study, and its guides in a pane of its own."""

    def __init__(
        self,
        studies: StudiesViewModel,
        row: ShownStudy,
        edge: Callable[[], float],
        bars: Callable[[Frame], tuple[float, float] | None],
    ) -> None:
        super().__init__(studies, row, edge)
        self._bars = bars  # the lowest and the highest price in view
        self._painter = LinePainter()
        self._settled_frame: Frame | None = None
        self._settled_key: object = None
        self._settled_by_number: dict[int, _SettledValues | None] = {}

    @property
    def all_live(self) -> bool:
        return self._plan.is_mixed

    def extent(self, frame: Frame) -> tuple[float, float] | None:
        row, about = self._row, self._row.about
        if about is None or row.choices.hidden:
            return None
        low, high = math.inf, -math.inf
        for drawn in self._plan.outputs:
            # Levels far away must not make the bars flat.
            if drawn.output.mark is Mark.LINE or not row.over_bars:
                found = self._extremes(frame, drawn)
                if found is not None:
                    low, high = min(low, found[0]), max(high, found[1])
        if not row.over_bars:
            for value in (*(about.scale or ()), *about.guides):
                low, high = min(low, value), max(high, value)
        if low > high:
            return None
        is_beside = row.over_bars and row.is_of_price
        return self._beside_bars(frame, low, high) if is_beside else (low, high)

    def _beside_bars(self, frame: Frame, low: float, high: float) -> tuple[float, float] | None:
        """A line far away must not make the bars flat: they keep most of the height."""
        bars = self._bars(frame)
        if bars is None:
            return None
        lowest, highest = bars
        room = (highest - lowest) * MOST_ROOM
        low, high = max(low, lowest - room), min(high, highest + room)
        return (low, high) if low <= high else None

    def _extremes(self, frame: Frame, drawn: _Drawn) -> tuple[float, float] | None:
        settled = self._settled_values(frame, drawn.number)
        if settled is None:
            times = frame.times
            view = self._row.view(drawn.number, times.left, times.right, pixels_per_bar(frame))
            found = extent_of(view)
        else:
            found = settled.extent(self._last_value(drawn.number))
        if found is not None and drawn.output.mark is Mark.HISTOGRAM:
            return min(found[0], 0.0), max(found[1], 0.0)
        return found

    def _last_value(self, number: int) -> float:
        """The value of the forming bar, as finely as it is drawn."""
        return float(np.float32(self._row.last_values[number]))

    def _settled_values(self, frame: Frame, number: int) -> "_SettledValues | None":
        """What is known of an output in view but for its last value, until another bar begins.

        None where the forming bar is not in view, or a value is not of one bar alone.
        """
        row, times = self._row, frame.times
        if frame.last != frame.count or self._plan.moves_elsewhere:
            return None
        if frame is not self._settled_frame:
            self._settled_frame = frame
            view = times.right, times.pitch, times.width, frame.grid.ratio
            key = row.settled, frame.count, view
            if key != self._settled_key:
                self._settled_key = key
                self._settled_by_number.clear()
        if number not in self._settled_by_number:
            found = row.view(number, times.left, times.right, pixels_per_bar(frame))
            whole = found.span == 1 and found.first + len(found) == frame.count
            self._settled_by_number[number] = _SettledValues.of(found) if whole else None
        return self._settled_by_number[number]

    def _continued(self, frame: Frame, scale: Scale, drawn: _Drawn) -> bool:
        """Draw a line on to its last value, where that is all there is to draw."""
        if frame.part is not Part.LIVE or drawn.width is None or not is_smooth(frame, 1):
            return False
        settled = self._settled_values(frame, drawn.number)
        if settled is None:
            return False
        last, value = frame.count - 1, self._last_value(drawn.number)
        draw_segment(frame, scale, last, settled.last, value, drawn.token, drawn.width)
        return True

    def paint(self, frame: Frame, scale: Scale) -> None:
        row, plan = self._row, self._plan
        if plan.is_mixed:
            if frame.part is Part.SETTLED:
                return
            frame = replace(frame, part=Part.ALL)
        if plan.moves_elsewhere:
            if frame.part is Part.LIVE:
                return
            frame = replace(frame, part=Part.ALL)
        if not row.over_bars and row.about is not None and frame.part is not Part.LIVE:
            self._guides(frame, scale, row.about.guides)
        if row.choices.hidden:
            return
        self._leave_margin(frame)
        if plan.has_paths:
            self._paths(frame, scale)
            return
        for drawn in plan.outputs:
            if not self._continued(frame, scale, drawn):
                self._output(frame, scale, drawn)

    def _output(self, frame: Frame, scale: Scale, drawn: _Drawn) -> None:
        row, marks = self._row, self._marks
        number, output, token, width = drawn
        # A line is cut into parts by who draws it.
        whole = frame if width is None else replace(frame, part=Part.ALL)
        found = row.view(number, *self._range(whole, output), pixels_per_bar(frame))
        if width is not None:
            color = frame.theme.color(token)
            self._painter.draw(frame, scale, found, color, width=width)
        elif output.mark is Mark.HISTOGRAM:
            marks.histogram(frame, scale, found, token)
        elif output.mark is Mark.LEVEL:
            marks.steps(frame, scale, found, token)
        elif output.mark is Mark.DOTS:
            marks.dots(frame, scale, found, token)

    def _paths(self, frame: Frame, scale: Scale) -> None:
        for path in paths(self._row, frame.first - 1, frame.last + 1):
            self._marks.path(frame, scale, path, self._row.choices.token, LINE_PX)

    def _guides(self, frame: Frame, scale: Scale, guides: Sequence[float]) -> None:
        for value in guides:
            y, words = scale.y(value), f"{value:g}".replace("-", MINUS)
            left = self._edge() - text_width(frame.theme, "caption", words) - GUIDE_GAP
            line = frame.grid.across(y, frame.times.origin, left - GUIDE_GAP)
            frame.painter.fillRect(line, frame.theme.color("line2"))
            draw_text(frame.painter, frame.theme, "caption", "t3", words, left, y)

    def legend(self, index: int) -> LegendRow | None:
        return LegendRow([*self._studies.legend(self._row, index), CROSS], self._row.key)

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        row = self._row
        if row.choices.hidden:
            return ()
        values = row.last_values
        for number, output, token, _ in self._plan.outputs:
            value = values[number] if number < len(values) else math.nan
            if output.mark is Mark.LINE and math.isfinite(value):
                y = scale.y(value)
                if scale.top <= y <= scale.bottom:
                    words = scale.words(value) or self._studies.tagged(row, value)
                    return (PriceTag(y, words, token, solid=True),)
                return ()
        return ()


@frozen
class _SettledValues:
    """The extremes of values in view without the last one, and which one is before that."""

    low: float
    high: float
    last: float

    @classmethod
    def of(cls, view: LineSlice) -> "_SettledValues":
        values = view.low[:-1]
        low, high = extent_of(LineSlice(values, values, 0, 1)) or (math.inf, -math.inf)
        return cls(low, high, float(values[-1]) if values.size else math.nan)

    def extent(self, value: float) -> tuple[float, float] | None:
        """The extremes with the last value; None where there is none."""
        low, high = self.low, self.high
        if value == value:
            low, high = min(low, value), max(high, value)
        return (low, high) if low <= high else None


class StudyUnderlay(_StudyPart):
    """Draws what lies under the bars: the areas of bands and clouds, and volume profiles."""

    def paint(self, frame: Frame, scale: Scale) -> None:
        row = self._row
        if row.choices.hidden or (frame.part is Part.LIVE and self._plan.moves_elsewhere):
            return
        if self._plan.moves_elsewhere:
            frame = replace(frame, part=Part.ALL)
        self._leave_margin(frame)
        for upper, lower in bands(row):
            found = [
                row.view(number, *self._range(frame, row.outputs[number]), pixels_per_bar(frame))
                for number in (upper, lower)
            ]
            token = row.token_of(upper)
            self._marks.between(frame, scale, found[0], found[1], token, AREA_ALPHAS)
        for placed in () if frame.part is Part.LIVE else row.profiles:
            if placed.last_bar >= frame.times.left and placed.first_bar <= frame.times.right:
                self._profile(frame, scale, placed)

    @property
    def settled(self) -> object:
        # A profile changes with every trade.
        return super().settled, tuple(map(id, self._row.profiles))

    def _profile(self, frame: Frame, scale: Scale, placed: PeriodProfile) -> None:
        profile, grid, times = placed.profile, frame.grid, frame.times
        count = len(profile.volumes)
        if not count or profile.busiest is None:
            return
        # A row holds whole ticks, each of which reaches half a tick up and down.
        prices = profile.first - 0.5 + np.arange(count + 1) * profile.height
        edges = device_rows(frame, scale, prices)
        left, right = self._reach(frame, placed)
        device = (np.array((left, right)) - grid.x(0)) * grid.ratio
        most = profile.volumes[profile.busiest]
        wide = np.rint(profile.volumes / most * abs(device[1] - device[0])).astype(np.int32)
        begin = np.full(count, round(device[0]), np.int32)
        ends = begin + wide if right >= left else begin - wide
        low, high = profile.value_area
        inside = (prices[:-1] + 0.5 >= low) & (prices[1:] <= high)
        drawn, token = wide > 0, self._row.choices.token
        flip = slice(None, None, -1) if edges[0] > edges[-1] else slice(None)
        starts, stops = np.minimum(begin, ends)[flip], np.maximum(begin, ends)[flip] - 1
        tokens = (
            (token, BEYOND, (drawn & ~inside)[flip]),
            (token, IN_VALUE_AREA, (drawn & inside)[flip]),
        )
        self._marks.rows(frame, edges[flip], starts, stops, tokens)
        first, last = times.x(placed.first_bar), times.x(placed.last_bar + 1)
        point = profile.point_of_control - 0.5
        line = grid.across(scale.y(point), first, last, LINE_PX)
        frame.painter.fillRect(line, frame.theme.color(token))

    def _reach(self, frame: Frame, placed: PeriodProfile) -> tuple[float, float]:
        """Where the rows of a profile begin, and where the longest one ends."""
        times = frame.times
        if self._row.is_of_view:
            return times.end, times.end - times.width * SHARE_OF_VIEW
        first, last = times.x(placed.first_bar), times.x(placed.last_bar + 1)
        return first, first + (last - first) * SHARE_OF_RANGE


def _is_line(numbered: tuple[int, Output]) -> bool:
    return numbered[1].mark is not Mark.HISTOGRAM


def has_areas(row: ShownStudy) -> bool:
    """Whether a study may have areas under its lines: between bands, or of a profile."""
    return row.is_profile or any(output.mark is Mark.BAND for output in row.outputs)


def bands(row: ShownStudy) -> list[tuple[int, int]]:
    """Return the outputs that areas lie between: bands come in pairs, the upper one first."""
    if is_of_paths(row):
        return []
    edges = [n for n, output in enumerate(row.outputs) if output.mark is Mark.BAND]
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [
        (upper, lower)
        for upper, lower in pairs
        if row.is_drawn(row.outputs[upper]) and row.is_drawn(row.outputs[lower])
    ]
