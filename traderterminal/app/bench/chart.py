"""The chart beside finplot and vnpy.chart, which have an environment of their own.

Each measurement has a process of its own and the contestants take turns, round by round; none of
them is cut short. finplot draws candles alone, vnpy.chart its volume too, ours all that it has. A
machine that is busy with something else slows both sides, so that ratios hold anywhere; times alone
are for a quiet one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from traderterminal.app.bench.chart_views import Found, percentile
from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.startup import startup_figures
from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen

ROUNDS: Final = 3
MANY: Final = 1_000_000
SOME: Final = 100_000
FEW: Final = 10_000
#: How much faster than finplot a view is to be shown, and a trade; than vnpy.chart a trade.
VIEW_P50: Final = 16
VIEW_P99: Final = 18
TRADE_FINPLOT: Final = 60
TRADE_VNPY: Final = 120
GROWTH_BAR: Final = 2.8
PAINT_BAR_MS: Final = 350
#: Sixty, and a quarter of it as room to grow.
BYTES_BAR: Final = 75
CORE_BAR: Final = 40
STALL_BAR_MS: Final = 10
#: How long the four charts are looked at.
MEASURED_S: Final = 6.0

_ROOT: Final = Path(__file__).resolve().parents[3]
PEERS: Final = _ROOT / ".venv-peers-charts" / "bin" / "python"
#: The slowest of them paints a million bars in minutes.
_SECONDS: Final = 900


@frozen
class Side:
    """One contestant with so many bars: what each round took."""

    name: str
    bars: int
    rounds: list[Found]

    def middle(self, what: str, percent: float = 50) -> float:
        """The median, over the rounds, of a percentile of what was measured."""
        return median(percentile(one[what], percent) for one in self.rounds)


def chart_figures() -> Iterator[Figure]:
    """Yield both sides of the chart; raises BadData where the peers are not installed."""
    if not PEERS.exists():
        raise BadData(
            "the bench of the chart is held against finplot and vnpy.chart. Run"
            " packaging/prepare peers-charts, which installs them apart"
        )
    ours, few, finplot = _take_turns("views", ("ours", MANY), ("ours", FEW), ("finplot", MANY))
    for percent, times in ((50, VIEW_P50), (99, VIEW_P99)):
        yield _faster(f"view change, 1 M bars, p{percent}", ours, finplot, "views", percent, times)
    growth = ours.middle("views") / few.middle("views")
    yield Figure("view change, 1 M over 10 k bars", growth, "times", bar=GROWTH_BAR)
    yield _faster("last bar, 1 M bars, p50", ours, finplot, "trades", 50, TRADE_FINPLOT)
    painted = ours.middle("first_paint")
    yield Figure("arrays to first paint, 1 M bars", painted, "ms", bar=PAINT_BAR_MS)
    yield _faster("the same beside finplot", ours, finplot, "first_paint", 50)
    names = ("ours", "vnpy.chart", "vnpy.chart candles")
    some, vnpy, candles = _take_turns("trades", *((name, SOME) for name in names))
    yield _faster("last bar, 100 k bars, p50", some, vnpy, "trades", 50, TRADE_VNPY)
    yield _faster("the same, it without its volume", some, candles, "trades", 50)
    (most,) = _take_turns("trades", ("vnpy.chart", MANY), rounds=1)
    yield _faster("last bar, 1 M bars, p50", ours, most, "trades", 50)
    yield from _own_figures()


def _own_figures() -> Iterator[Figure]:
    """What only ours is asked for."""
    (weighed,) = _take_turns("memory", ("ours", MANY), rounds=1)
    yield Figure("memory of a bar, with room", weighed.middle("bytes_a_bar"), "B", bar=BYTES_BAR)
    (four,) = _take_turns("four", ("ours", SOME))
    yield Figure("four charts, 200 ticks/s each", four.middle("core_percent"), "%", bar=CORE_BAR)
    yield Figure("loop held up meanwhile, p99", four.middle("late", 99), "ms", bar=STALL_BAR_MS)
    yield next(iter(startup_figures()))


def _faster(
    name: str, ours: Side, peer: Side, what: str, percent: float, times: int | None = None
) -> Figure:
    """Ours beside a peer, to be so many `times` faster."""
    bar = None if times is None else 1 / times
    values = ours.middle(what, percent), peer.middle(what, percent)
    return Figure(name, values[0], "ms", peer.name, values[1], bar)


def _take_turns(
    wanted: str, *contestants: tuple[str, int], rounds: int | None = None
) -> Sequence[Side]:
    sides = [Side(name, bars, []) for name, bars in contestants]
    for _ in range(ROUNDS if rounds is None else rounds):
        for side in sides:
            side.rounds.append(_asked(side.name, wanted, side.bars))
    return sides


def _asked(name: str, wanted: str, bars: int) -> Found:
    """Let a contestant measure itself in a process of its own."""
    module = "traderterminal.app.bench.chart_"
    if name == "ours":
        command = [sys.executable, "-m", f"{module}ours", wanted, str(bars), str(MEASURED_S)]
    else:
        command = [str(PEERS), "-m", f"{module}peers", name, wanted, str(bars)]
    ended = subprocess.run(  # noqa: S603 - our own program, and its measuring of others
        command,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
        env=os.environ | {"PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )
    if ended.returncode:
        raise RuntimeError(f"{name} failed in the bench of the chart: {ended.stderr[-2000:]}")
    found: Found = json.loads(ended.stdout.strip().splitlines()[-1])
    return found
