"""The user's indicators at work, in the child: files are loaded, bars come in, values go out."""

import importlib.util
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np

from traderterminal.app.user_indicators.frames import Frame, bars_of, heard, told
from traderterminal.market.indicators.arithmetic import Floats
from traderterminal.market.indicators.columns import each_bar, some_bars
from traderterminal.market.indicators.indicator import About, Indicator
from traderterminal.market.indicators.study import closed_values

#: Of a traceback its end is told, where the error is.
TRACEBACK_CHARACTERS: Final = 8_000


class Workbench:
    """Answers frames; what user code raises is answered with its traceback."""

    def __init__(self) -> None:
        self._kinds: dict[str, type[Indicator]] = {}
        self._studies: dict[int, Indicator] = {}

    def answer(self, asked: Frame) -> Frame:
        """Do what a frame asks for."""
        try:
            return self._answer(asked)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - user code may raise anything
            lines = "".join(traceback.format_exception(error))
            return Frame({"traceback": lines[-TRACEBACK_CHARACTERS:]})

    def _answer(self, asked: Frame) -> Frame:
        head = asked.head
        match head["do"]:
            case "load":
                return Frame({"kinds": self._load(Path(head["path"]))})
            case "open":
                indicator = self._kinds[head["kind"]](**head["settings"])
                self._studies[head["study"]] = indicator
                return Frame({"shifts": [output.shift for output in indicator.outputs]})
            case "run":
                study = self._studies[head["study"]]
                return Frame({}, _run(study, asked.table, forming=head["forming"]))
            case _:
                self._studies.pop(head["study"], None)
                return Frame({})

    def _load(self, path: Path) -> dict[str, Any]:
        """Run a file and return what there is to know of its indicators, by name."""
        module = _module(path)
        found: dict[str, Any] = {}
        for kind in vars(module).values():
            if not _is_indicator(kind, module):
                continue
            name = f"{path.stem}.{kind.about.name}"
            self._kinds[name] = kind
            found[name] = told(kind.about)
            heard(found[name])  # what it says of itself must be usable elsewhere too
        if not found:
            raise ValueError(f"{path.name} defines no indicator: a class derived from Indicator")
        return found


def _module(path: Path) -> ModuleType:
    name = f"user_indicator_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path.name} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _is_indicator(kind: object, module: ModuleType) -> bool:
    return (
        isinstance(kind, type)
        and issubclass(kind, Indicator)
        and kind.__module__ == module.__name__
        and isinstance(getattr(kind, "about", None), About)
    )


def _run(indicator: Indicator, table: Floats, *, forming: bool) -> Floats:
    """Close the bars and return a row of values for each output; the last bar may still form."""
    bars = bars_of(table)
    count = len(bars.close)
    closed = some_bars(bars, slice(0, count - forming))
    values = closed_values(indicator, closed)
    if forming:
        (last,) = each_bar(some_bars(bars, slice(count - 1, count)))
        column = np.array(indicator.update(last), np.float64).reshape(-1, 1)
        values = np.concatenate((values, column), axis=1)
    if values.shape != (len(indicator.outputs), count):
        raise ValueError(
            f"{count} bars gave values of shape {values.shape} for {len(indicator.outputs)} outputs"
        )
    return values
