"""Twelve states of the chart, held against pictures of them that somebody has looked at.

The letters are blocks, so that fonts do not matter. A picture that is to be another one is painted
into the test's folder, whose name the failure tells: look at it before it replaces the one kept.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest
import pytest_asyncio
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES, MES
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS, wish
from tests.support.plain_letters import picture_of, plain_theme
from tests.support.shown_chart import D
from tests.support.study_bench import StudyBench
from traderterminal.domain.orders import OrderType
from traderterminal.market.columns import BarColumns
from traderterminal.market.ports import FeedState
from traderterminal.ui import lettering
from traderterminal.ui.chart.study_board import StudyActs, StudyBoard
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.viewmodels.chart_options import ChartType, ClockChoice, ScaleKind

PICTURES: Final = Path(__file__).with_name("pictures")
HOUR: Final = 60 * MINUTE
#: By so much a channel of a pixel may differ, of 255: processors round blends each in their way.
ROUNDING: Final = 24
#: So many pixels may differ by more, where a smooth line crosses the border of one.
STRAY_PIXELS: Final = 4
SIZE: Final = (520, 280)

Prices = npt.NDArray[np.int64]


def sessions(symbol: str, from_ns: int, until_ns: int) -> list[tuple[int, int]]:
    """Regular hours of one hour in the middle of what is shown."""
    return [(NOON_NS - HOUR, NOON_NS - 20 * MINUTE)]


class Painted:
    """A chart of bars that are always the same, and pictures of it."""

    def __init__(self, bench: StudyBench) -> None:
        self.bench, self.vm, self.studies = bench, bench.chart, bench.studies
        self.ratio = 1.0
        self._charts: list[ChartWidget] = []

    def begin(self, close: Prices | None = None, starts_ns: Prices | None = None) -> None:
        """Show bars that close so; those that most states show if nothing else is said."""
        self.put(self.prices(110) if close is None else close, starts_ns)
        self.vm.show(ES)
        self.open()

    def open(self, theme: str = "ink", size: tuple[int, int] = SIZE) -> None:
        """Open another chart of the same."""
        plain, acts = plain_theme(theme), StudyActs(*3 * (lambda *asked: None,))
        self.chart = ChartWidget(self.vm, plain)
        self.board = StudyBoard(self.chart, self.studies, plain, acts)
        self.chart.resize(*size)
        self.chart.show()
        self._charts.append(self.chart)

    def close(self) -> None:
        for chart in self._charts:
            chart.close()
            chart.deleteLater()

    def prices(self, count: int) -> Prices:
        """Closes in ticks, the last one a little above where they began."""
        steps = np.arange(count)
        waves = 60 * np.sin(steps / 9) + 25 * np.sin(steps / 2.3 + 1) + steps / 4
        found: Prices = 19_200 + np.rint(waves).astype(np.int64)
        return found

    def put(self, close: Prices, starts_ns: Prices | None = None, symbol: str = ES.symbol) -> None:
        """Put bars that close so before the moment that it is; minutes if nothing else is said."""
        count = close.size
        if starts_ns is None:
            starts_ns = NOON_NS + (np.arange(count) - count) * MINUTE
        opened = np.append(close[:1] - 3, close[:-1])
        reach = 3 + np.arange(count) * 7 % 11
        columns = BarColumns(
            starts_ns.astype(np.int64),
            opened.astype(np.int32),
            (np.maximum(opened, close) + reach).astype(np.int32),
            (np.minimum(opened, close) - reach[::-1]).astype(np.int32),
            close.astype(np.int32),
            (20 + np.arange(count) * 37 % 83).astype(np.int64),
        )
        self.bench.bars.prepend(symbol, columns)

    async def add(self, kind: str) -> None:
        assert self.studies.add(kind) is not None
        self.bench.frame()

    async def order(self, price: str) -> None:
        """Let an order rest, a stop above the market."""
        await self.bench.paper.desk.place(
            wish("buy", 2, order_type=OrderType.STOP, stop_price=D(price))
        )
        await self.bench.paper.drained()

    def paint(self) -> QImage:
        """Return the chart as a screen shows it, without a pointer."""
        self.bench.frame()
        QApplication.sendEvent(self.chart, QEvent(QEvent.Type.Leave))
        self.chart.grab()  # lies down, and is painted for the first time
        image = QImage(self.chart.size() * self.ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.ratio)
        self.chart.render(image)
        image.setDevicePixelRatio(1)
        return image


@pytest_asyncio.fixture
async def painted(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Painted]:
    monkeypatch.setattr(lettering, "_picture", picture_of)
    bench = StudyBench(regular=sessions)
    await bench.open()
    made = Painted(bench)
    yield made
    made.close()
    qapp.sendPostedEvents(None, 0)
    bench.studies.close()
    await bench.close()


def beside(images: Sequence[QImage]) -> QImage:
    """Lay pictures of one size out in two columns."""
    wide, high = images[0].width(), images[0].height()
    whole = QImage(2 * wide, (len(images) + 1) // 2 * high, QImage.Format.Format_RGB32)
    whole.fill(0)
    painter = QPainter(whole)
    for number, image in enumerate(images):
        painter.drawImage(QPoint(number % 2 * wide, number // 2 * high), image)
    painter.end()
    return whole


def differing(one: QImage, other: QImage) -> int:
    """Return how many pixels of two pictures differ by more than rounding."""
    if one.size() != other.size():
        return one.width() * one.height()
    a, b = (
        np.frombuffer(each.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
        .reshape(-1, 4)[:, :3]
        .astype(np.int16)
        for each in (one, other)
    )
    return int(np.count_nonzero(np.abs(a - b).max(axis=1) > ROUNDING))


def hold(image: QImage, name: str, folder: Path) -> None:
    """Hold what was painted against the picture that is kept."""
    kept, made = QImage(str(PICTURES / f"{name}.png")), folder / f"{name}.png"
    apart = differing(image, kept)
    if apart > STRAY_PIXELS:
        image.save(str(made))
    assert apart <= STRAY_PIXELS, f"{apart} pixels differ: look at {made}"


async def trading(chart: Painted) -> QImage:
    chart.begin()
    await chart.order("4812.00")
    return chart.paint()


async def types(chart: Painted) -> QImage:
    chart.begin()
    found = []
    for type in ChartType:
        chart.vm.choose(type=type)
        chart.open(size=(300, 170))
        found.append(chart.paint())
    return beside(found)


async def scales(chart: Painted) -> QImage:
    chart.begin()
    found = []
    for kind in ScaleKind:
        chart.vm.choose(
            scale=kind, on_left=kind is ScaleKind.LOG, inverted=kind is ScaleKind.INDEXED
        )
        chart.open(size=(300, 200))
        found.append(chart.paint())
    return beside(found)


async def studies(chart: Painted) -> QImage:
    chart.begin()
    for kind in ("bollinger", "ema", "rsi", "macd"):
        await chart.add(kind)
    chart.open(size=(520, 400))
    return chart.paint()


async def compare(chart: Painted) -> QImage:
    chart.begin()
    chart.put(19_300 - (chart.prices(110) - 19_200) // 2, symbol=MES.symbol)
    assert chart.vm.compare_with(MES.symbol) == ""
    return chart.paint()


async def profile(chart: Painted) -> QImage:
    chart.begin()
    await chart.add("visible_profile")
    chart.paint()
    chart.paint()  # of the bars that the frame before had in view
    return chart.paint()


async def negative(chart: Painted) -> QImage:
    chart.begin(np.rint(160 - np.arange(70) * 5 + 30 * np.sin(np.arange(70) / 5)).astype(np.int64))
    return chart.paint()


async def gaps(chart: Painted) -> QImage:
    days = np.repeat([0, 1, 4, 5], 18)  # a weekend in between
    minutes = days * 24 * 60 + np.arange(72) % 18 * 5
    chart.begin(
        19_200 + days * 25 + np.arange(72) % 18 * 2, NOON_NS - 6 * 24 * HOUR + minutes * MINUTE
    )
    return chart.paint()


async def regular_hours(chart: Painted) -> QImage:
    chart.begin()
    chart.vm.choose(watermark=True)
    return chart.paint()


async def narrow(chart: Painted) -> QImage:
    chart.begin()
    await chart.order("4804.00")
    await chart.add("rsi")
    chart.open(size=(216, 240))
    return chart.paint()


async def light(chart: Painted) -> QImage:
    chart.begin()
    await chart.add("ema")
    chart.open("ivory")
    return chart.paint()


async def double(chart: Painted) -> QImage:
    chart.begin()
    await chart.order("4812.00")
    await chart.add("ema")
    chart.open(size=(330, 220))
    chart.ratio = 2.0
    return chart.paint()


async def without_market(chart: Painted) -> QImage:
    chart.begin()
    chart.bench.paper.market.state = FeedState.DOWN
    chart.vm.ask_for_a_frame()
    stale = chart.paint()
    chart.bench.chart.instrument = None
    chart.vm.ask_for_a_frame()
    return beside([stale, chart.paint()])


STATES: Final[Sequence[Callable[[Painted], Awaitable[QImage]]]] = (
    *(trading, types, scales, studies, compare, profile),
    *(negative, gaps, regular_hours, narrow, light, double, without_market),
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_a_chart_looks_as_it_did_when_somebody_looked(
    painted: Painted, tmp_path: Path, state: Callable[[Painted], Awaitable[QImage]]
) -> None:
    hold(await state(painted), state.__name__, tmp_path)


async def another_close(chart: Painted) -> None:
    chart.bench.trade("4794.50", NOON_NS - MINUTE)


async def another_line(chart: Painted) -> None:
    (row,) = chart.studies.rows
    chart.studies.change(row, replace(row.choices, settings={"length": 21}))


async def another_label(chart: Painted) -> None:
    chart.vm.choose(clock=ClockChoice.UTC)  # the hours stay, since all are of UTC here


@pytest.mark.parametrize("change", [another_close, another_line, another_label])
async def test_a_bar_a_line_or_a_label_that_changed_is_noticed(
    painted: Painted, tmp_path: Path, change: Callable[[Painted], Awaitable[None]]
) -> None:
    await light(painted)
    hold(painted.paint(), "light", tmp_path)
    await change(painted)
    with pytest.raises(AssertionError, match="pixels differ"):
        hold(painted.paint(), "light", tmp_path)
