"""One measured figure and what it is held against."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, Final

from traderterminal.kit.frozen import frozen

ROUNDS: Final = 5


@frozen
class Figure:
    """`ratio` is ours over the peer's for times and the reverse for rates: smaller is better.

    `ok` says whether the ratio, or ours where there is no peer, is within the bar; a figure without
    a bar is shown for comparison and is always ok.
    """

    name: str
    ours: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    bar: float | None = None
    rate: bool = False

    @property
    def ratio(self) -> float | None:
        if self.peer_value is None:
            return None
        return self.peer_value / self.ours if self.rate else self.ours / self.peer_value

    @property
    def ok(self) -> bool:
        if self.bar is None:
            return True
        if self.ratio is not None:
            return self.ratio <= self.bar
        return self.ours >= self.bar if self.rate else self.ours <= self.bar

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ours": self.ours,
            "unit": self.unit,
            "peer": self.peer or None,
            "peer_value": self.peer_value,
            "ratio": self.ratio,
            "bar": self.bar,
            "ok": self.ok,
        }

    def as_line(self) -> str:
        line = f"{self.name:34} {self.ours:12,.4g} {self.unit:10}"
        if self.peer_value is not None:
            line += f" {self.peer} {self.peer_value:,.4g}  ratio {self.ratio:.3g}"
        if self.bar is not None:
            line += f"  bar {self.bar:g}  {'ok' if self.ok else 'MISSED'}"
        return line


def alternating(*sides: Callable[[], float], rounds: int = ROUNDS) -> tuple[float, ...]:
    """Measure all sides in turn and return their medians; a first round of each warms up."""
    taken = [[side() for side in sides] for _ in range(rounds + 1)]
    return tuple(median(values) for values in zip(*taken[1:], strict=True))


def asked_of_a_process(module: str, seconds: float, timeout_s: float) -> Mapping[str, float]:
    """Run a module of figures for so many seconds without a display; return what it prints last."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", module, str(seconds)],
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    if ended.returncode:
        raise RuntimeError(f"{module} failed: {ended.stderr[-2000:]}")
    found: Mapping[str, float] = json.loads(ended.stdout.strip().splitlines()[-1])
    return found
