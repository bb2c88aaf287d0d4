"""The breach line on the chart: dashed at its price, its tag pinned to the edge out of view."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication

from tests.support.builders import ES
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS, wish
from tests.support.shown_chart import BARS, Shown
from tests.support.ticket_bench import Bench
from traderterminal.risk.limits import PAPER
from traderterminal.ui.chart.breach import BreachLayer
from traderterminal.ui.chart.panes import Level
from traderterminal.ui.viewmodels.breach import Breach

D = Decimal


class Breached(Shown):
    """A chart with the line; `net` is what the day made apart from what is open."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.net = D(0)
        desk = bench.paper.desk
        self.breach = Breach(
            self.vm, desk, lambda of: self.net + (desk.unrealized(of, ES.symbol) or 0)
        )
        self.layer = BreachLayer(self.chart, self.breach, self.theme)
        self.chart.stack.price.add(self.layer, level=Level.TRADING)

    def row(self, image: QImage, y: float) -> int:
        """How many pixels of a row of the plot have the colour of the line."""
        across = image.copy(0, round(y) - 1, round(self.chart.areas().plot.right()), 3)
        return self.pixels_of("warn", across)


@pytest_asyncio.fixture
async def shown(qapp: QApplication) -> AsyncIterator[Breached]:
    bench = Bench(limits=replace(PAPER, max_daily_loss=D(1000)))
    await bench.open()
    bench.chart.show(ES)
    made = Breached(bench)
    made.fill()
    yield made
    made.chart.close()
    made.chart.deleteLater()
    qapp.sendPostedEvents(None, 0)
    await bench.close()


async def test_the_line_lies_dashed_at_its_price_with_its_words(shown: Breached) -> None:
    assert shown.pixels_of("warn", shown.paint()) == 0
    shown.net = D(-500)
    await shown.bench.buys(2)
    shown.vm.flush()
    image = shown.paint()
    line = shown.layer.drawn
    assert line is not None
    y = shown.scale.y(line.ticks)
    plot = shown.chart.areas().plot
    drawn = shown.row(image, y)
    assert plot.width() * 0.4 < drawn < plot.width() * 0.8  # two thirds of it are dashes
    assert abs(shown.layer.box.center().y() - y) < 1
    tags = shown.layer.tags(shown.scale)
    assert [(tag.text, tag.token) for tag in tags] == [(shown.vm.price(line.ticks), "warn")]


@pytest.mark.parametrize("side", ["buy", "sell"])
async def test_out_of_view_its_tag_is_pinned_to_the_edge(shown: Breached, side: str) -> None:
    shown.net = D(50_000)
    await shown.bench.paper.desk.place(wish(side, 1))
    await shown.bench.paper.drained()
    shown.vm.flush()
    image = shown.paint()
    rect, box = shown.chart.stack.price.rect, shown.layer.box
    assert rect.contains(box)
    assert not shown.layer.tags(shown.scale)
    if side == "buy":
        assert rect.bottom() - box.bottom() < 3
    else:  # under the legend, which it must not cover
        legends = [found for found, _ in shown.chart.drawing.rows]
        assert not any(found.intersects(box) for found in legends)
        assert box.top() < rect.center().y()
    inside = image.copy(box.toRect())
    assert shown.pixels_of("warn", inside) > 100
    assert shown.pixels_of("warn", image) == shown.pixels_of("warn", inside)


async def test_a_tick_draws_the_distance_anew(
    shown: Breached, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shown.bench.buys(2)
    shown.vm.flush()
    shown.paint()
    before, asked = shown.layer.drawn, list[QRect | QRegion]()
    monkeypatch.setattr(shown.chart, "update", lambda *of: asked.extend(of))
    last = shown.vm.last_ticks
    assert last is not None
    shown.bench.trade(str(ES.from_ticks(last + 1)), NOON_NS + (BARS - 1) * MINUTE)
    shown.vm.flush()
    assert shown.vm.only_ticked
    now = shown.breach.line
    assert before is not None
    assert now is not None
    assert now.ticks == before.ticks
    assert now.words != before.words
    assert any(QRegion(one).contains(shown.layer.box.toRect()) for one in asked)
