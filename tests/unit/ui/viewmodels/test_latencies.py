"""Latencies: which are counted, once each, and what histogram and percentiles say of them."""

from collections.abc import AsyncIterator, Callable

import pytest_asyncio

from tests.support.paper_desk import PaperDesk, paper_desk, wish
from traderterminal.domain.signals import AlertRecord, AlertStatus, Stage
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels.latencies import EDGES_MS, KEPT, Histogram, LatenciesViewModel

MS = 1_000_000


class Bench:
    def __init__(self) -> None:
        self.paper: PaperDesk = paper_desk()
        self.listening = len(self.paper.desk.departed)  # the desk itself
        self.alerts: Observers[AlertRecord] = Observers()
        self.now_ns = 1
        self.listeners: dict[str, Callable[[object], None]] = {}
        self.vm = LatenciesViewModel(
            desk=self.paper.desk,
            alerts=self.alerts,
            listen=self._listen,
            monotonic_ns=lambda: self.now_ns,
        )

    def _listen(self, symbol: str, callback: Callable[[object], None]) -> Callable[[], None]:
        self.listeners[symbol] = callback

        def stop() -> None:
            del self.listeners[symbol]

        return stop

    @property
    def histograms(self) -> tuple[Histogram, Histogram, Histogram]:
        sent, filled, painted = self.vm.histograms()
        return sent, filled, painted

    def paint(self, symbol: str, after_ms: float) -> None:
        self.listeners[symbol](None)
        self.now_ns += int(after_ms * MS)
        self.vm.painted()


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    await made.paper.open()
    yield made
    made.vm.close()
    assert (len(made.alerts), made.listeners) == (0, {})
    assert len(made.paper.desk.departed) == made.listening
    await made.paper.tasks.aclose()


def alert(number: int, took_ms: int, *stages: Stage) -> AlertRecord:
    timeline = [(Stage.RECEIVED, 5 * MS), *((stage, 6 * MS) for stage in stages)]
    timeline.append((Stage.FILLED, (5 + took_ms) * MS))
    return AlertRecord(f"AL{number}", 1, AlertStatus.EXECUTED, timeline=tuple(timeline))


async def test_an_order_is_timed_from_the_asking_to_its_leaving(bench: Bench) -> None:
    await bench.paper.desk.place(wish(quantity=1))
    assert bench.histograms[0].total == 1


async def test_an_order_that_is_refused_never_leaves(bench: Bench) -> None:
    await bench.paper.desk.place(wish(quantity=500))
    assert bench.histograms[0].total == 0


async def test_the_time_runs_from_the_click_not_from_when_there_is_time_for_it(
    bench: Bench,
) -> None:
    took: list[int] = []
    stop = bench.paper.desk.departed.connect(lambda departure: took.append(departure.took_ns))
    placing = bench.paper.desk.place(wish(quantity=1))
    bench.paper.host.advance_to(bench.paper.host.now_ns() + 7 * MS)  # the loop was busy
    await placing
    stop()
    assert took == [7 * MS]


async def test_an_alert_is_counted_once_and_not_when_it_waited_for_a_person(bench: Bench) -> None:
    bench.alerts.emit(AlertRecord("AL0", 1, AlertStatus.ACCEPTED, timeline=((Stage.STORED, 1),)))
    bench.alerts.emit(alert(1, 30))
    bench.alerts.emit(alert(1, 90))
    bench.alerts.emit(alert(2, 5_000, Stage.WAITING))
    filled = bench.histograms[1]
    assert (filled.total, filled.p50) == (1, 30.0)


async def test_a_tick_is_timed_to_the_picture_that_shows_the_first_of_its_frame(
    bench: Bench,
) -> None:
    bench.vm.painted()  # nothing has ticked yet
    bench.vm.follow("ESH2024")
    bench.listeners["ESH2024"](None)
    bench.now_ns += 3 * MS
    bench.paint("ESH2024", 4)
    bench.vm.painted()
    painted = bench.histograms[2]
    assert (painted.total, painted.p50) == (1, 7.0)
    bench.vm.follow("NQH2024")
    assert list(bench.listeners) == ["NQH2024"]
    bench.vm.follow("NQH2024")
    assert list(bench.listeners) == ["NQH2024"]


async def test_a_histogram_counts_each_in_its_column_and_ranks_them(bench: Bench) -> None:
    bench.vm.follow("ES")
    for took_ms in range(1, 101):
        bench.paint("ES", took_ms)
    painted = bench.histograms[2]
    assert (painted.p50, painted.p95, painted.p99) == (50.0, 95.0, 99.0)
    expected = [0, 1, 1, 2, 4, 8, 16, 32, 36, 0, 0, 0, 0]
    assert list(painted.counts) == expected
    assert len(painted.counts) == len(EDGES_MS) + 1
    bench.paint("ES", 5_000)
    assert bench.histograms[2].counts[-1] == 1
    assert bench.histograms[0].p99 is None


async def test_only_the_latest_are_kept(bench: Bench) -> None:
    bench.vm.follow("ES")
    for _ in range(KEPT + 10):
        bench.paint("ES", 1)
    assert bench.histograms[2].total == KEPT
