"""Benchmarks: each figure beside what it is compared to, both measured in one run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from traderterminal.app.bench.figures import Figure
from traderterminal.domain.errors import BadData


def _loop() -> Iterator[Figure]:
    from traderterminal.app.bench.loop import loop_figures

    return loop_figures()


def _orders() -> Iterator[Figure]:
    from traderterminal.app.bench.orders import order_figures

    return order_figures()


def _alerts() -> Iterator[Figure]:
    from traderterminal.app.bench.alerts import alert_figures

    return alert_figures()


def _startup() -> Iterator[Figure]:
    from traderterminal.app.bench.startup import startup_figures

    return startup_figures()


def _paper() -> Iterator[Figure]:
    from traderterminal.app.bench.paper import paper_figures

    return paper_figures()


def _topstepx() -> Iterator[Figure]:
    from traderterminal.app.bench.topstepx import topstepx_figures

    return topstepx_figures()


def _tradovate() -> Iterator[Figure]:
    from traderterminal.app.bench.tradovate import tradovate_figures

    return tradovate_figures()


def _history() -> Iterator[Figure]:
    from traderterminal.app.bench.history import history_figures

    return history_figures()


def _bars() -> Iterator[Figure]:
    from traderterminal.app.bench.bars import bar_figures

    return bar_figures()


def _indicators() -> Iterator[Figure]:
    from traderterminal.app.bench.indicators import indicator_figures

    return indicator_figures()


def _chart() -> Iterator[Figure]:
    from traderterminal.app.bench.chart import chart_figures

    return chart_figures()


def _desk(minutes: float | None = None) -> Iterator[Figure]:
    from traderterminal.app.bench.desk import desk_figures

    return desk_figures() if minutes is None else desk_figures(minutes)


#: By the names that the command takes.
BENCHES: Final[Mapping[str, Callable[[], Iterator[Figure]]]] = {
    "loop": _loop,
    "orders": _orders,
    "alerts": _alerts,
    "paper": _paper,
    "history": _history,
    "bars": _bars,
    "indicators": _indicators,
    "startup": _startup,
    "topstepx": _topstepx,
    "tradovate": _tradovate,
    "desk": _desk,
    "chart": _chart,  # the last one: it ends where its peers are not installed
}


def run(names: Sequence[str], minutes: float | None = None) -> Iterator[Figure]:
    """Run the named benches, or all of them; raises BadData for a name that is none.

    The desk is watched for so many `minutes` at the end of its own, else for as many as it takes
    by itself.
    """
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise BadData(f"there is no bench {unknown[0]!r}; there are {', '.join(BENCHES)}")
    for name in names or BENCHES:
        yield from _desk(minutes) if name == "desk" else BENCHES[name]()
