"""What goes between the program and the child that runs the user's indicators.

A frame is two lengths (4 bytes each, little-endian), a head in JSON, and the numbers of a table row
by row as float64. Nothing in it is code, so that reading one can do no harm.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np

from traderterminal.market.indicators.arithmetic import Floats
from traderterminal.market.indicators.columns import Bars
from traderterminal.market.indicators.indicator import (
    About,
    Choice,
    Family,
    Mark,
    Moment,
    Output,
    Pane,
    Parameter,
    Real,
    Unit,
    Whole,
)

Head: TypeAlias = Mapping[str, Any]

_LENGTHS: Final = struct.Struct("<II")
#: Bytes of the two lengths that a frame begins with.
PREFIX: Final = _LENGTHS.size
#: No frame of ours is longer: half a million bars at once.
LONGEST: Final = 64 << 20

_PARAMETERS: Final[Mapping[str, type[Parameter]]] = {
    kind.__name__: kind for kind in (Whole, Real, Choice, Moment)
}


def _no_numbers() -> Floats:
    return np.empty((0, 0))


@dataclass(frozen=True)
class Frame:
    """A head that says what it is about, and a table of numbers."""

    head: Head
    table: Floats = field(default_factory=_no_numbers)

    def packed(self) -> bytes:
        """Return the frame as bytes."""
        head = json.dumps({**self.head, "rows": len(self.table)}).encode()
        body = np.ascontiguousarray(self.table, np.float64).tobytes()
        return _LENGTHS.pack(len(head), len(body)) + head + body


def lengths(prefix: bytes) -> tuple[int, int]:
    """Return how many bytes of head and table follow; raises ValueError where that is too much."""
    head, body = _LENGTHS.unpack(prefix)
    if head + body > LONGEST:
        raise ValueError(f"a frame of {head + body} bytes is too long")
    return head, body


def unpacked(head: bytes, body: bytes) -> Frame:
    """Read a frame from its two parts; raises ValueError for what is none."""
    found = json.loads(head)
    if not isinstance(found, dict) or not isinstance(rows := found.pop("rows", None), int):
        raise ValueError("a frame has no head")
    numbers = np.frombuffer(body, np.float64)
    if rows < 0 or (rows and len(numbers) % rows) or (not rows and len(numbers)):
        raise ValueError(f"{len(numbers)} numbers make no table of {rows} rows")
    return Frame(found, numbers.reshape(rows, len(numbers) // rows if rows else 0))


def table_of(bars: Bars[Floats]) -> Floats:
    """Return bars as a table: a row for each of their columns."""
    return np.array(
        (
            bars.open,
            bars.high,
            bars.low,
            bars.close,
            bars.volume,
            bars.delta,
            bars.start_ns,
            bars.day_ns,
            bars.session_ns,
        )
    )


def bars_of(table: Floats) -> Bars[Floats]:
    """Return the bars of a table that `table_of` made; raises ValueError for another one."""
    opened, high, low, close, volume, delta, start_ns, day_ns, session_ns = table
    return Bars(opened, high, low, close, volume, delta, start_ns, day_ns, session_ns)


def told(about: About) -> dict[str, Any]:
    """Return what menu, dialog and chart need to know of an indicator, for JSON."""
    parameters = [{"kind": type(p).__name__, **asdict(p)} for p in about.parameters]
    return {**asdict(about), "parameters": parameters}


def heard(about: Mapping[str, Any]) -> About:
    """Read what `told` said; raises ValueError, TypeError or KeyError for anything else."""
    parameters = [
        _parameter(_PARAMETERS[parameter["kind"]], parameter) for parameter in about["parameters"]
    ]
    scale = about["scale"]
    return About(
        str(about["name"]),
        str(about["label"]),
        Family(about["family"]),
        tuple(
            Output(str(o["name"]), str(o["label"]), Mark(o["mark"]), int(o["shift"]))
            for o in about["outputs"]
        ),
        tuple(parameters),
        Pane(about["pane"]),
        Unit(about["unit"]),
        None if scale is None else (float(scale[0]), float(scale[1])),
        tuple(map(float, about["guides"])),
        str(about["short"]),
        bool(about["reads_delta"]),
        bool(about["gathers"]),
    )


def _parameter(kind: type[Parameter], said: Mapping[str, Any]) -> Parameter:
    """Make a parameter of what was said of it; its default must be one that it allows."""
    values = {name: value for name, value in said.items() if name != "kind"}
    if kind is Choice:
        values["options"] = tuple(map(str, values["options"]))
    parameter = kind(**values)
    parameter.check(parameter.default)
    return parameter
