"""A run of the lab as its file describes it, and the run itself.

```toml
recording = "ES.csv.gz"       # any format that --market replay: plays
symbol = "ESH2024"
data_dir = "…/TraderTerminal"  # whose ledger and settings are of the day; it is only read
seed = 1

[variants."as it was"]
[variants."limit 300".risk]
max_daily_loss = 300
[variants."none after 11:00"]
no_entries_after = 11:00:00
```
"""

import tomllib
from collections import deque
from collections.abc import Callable, Sequence
from datetime import time
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final

from pydantic import Field, ValidationError

from traderterminal.app.engine import LEDGER_FILE
from traderterminal.app.lab.day import read_day
from traderterminal.app.lab.outcome import Outcome
from traderterminal.app.lab.playing import Ground, Variant, play
from traderterminal.app.options import Options
from traderterminal.app.section import Section, Whole
from traderterminal.app.settings_reading import load_settings
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.kit.frozen import frozen
from traderterminal.storage.past import past_events
from traderterminal.storage.recordings import stream_recording
from traderterminal.storage.resources import Resources

#: The key of a variant that is a rule and no setting.
_NO_ENTRIES_AFTER: Final = "no_entries_after"

#: Is told the variant and how much of it is done, 0 to 1; ends the run with False.
GoOn = Callable[[str, float], bool]


class Plan(Section):
    """The file of a run; a variant holds tables as in the settings file, and rules."""

    recording: Path
    symbol: str
    data_dir: Path
    seed: Whole = 1
    variants: dict[str, dict[str, Any]] = Field(min_length=1)


@frozen
class Lab:
    """What the variants came to, in the order of the file; `left_out` acts were not of the symbol
    or not of the time of the recording."""

    outcomes: Sequence[Outcome]
    acts: int
    left_out: int


def run_lab(path: Path, go_on: GoOn = lambda variant, share: True) -> Lab:
    """Play every variant of the file at `path`; raises BadData, and BrokenOff if told to end.

    It takes the thread it is called on, which must not run a loop.
    """
    plan = _read(path)
    options = Options(plan.data_dir, plan.data_dir / "config.toml")
    # All that can be wrong is found before the first variant is played.
    variants = [_variant(options, name, given) for name, given in plan.variants.items()]
    ground = _ground(plan, options, variants[0].settings.market.roll_days)
    outcomes = [play(ground, one, partial(go_on, one.name)) for one in variants]
    return Lab(outcomes, len(ground.day.acts), ground.day.left_out)


def _read(path: Path) -> Plan:
    try:
        given = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        plan = Plan.model_validate(given)
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors())
        raise BadData(f"{path}: {'; '.join(faults)}") from error
    places = {"recording": plan.recording, "data_dir": plan.data_dir}
    found = {name: path.parent / place.expanduser() for name, place in places.items()}
    return plan.model_copy(update=found)


def _variant(options: Options, name: str, given: dict[str, Any]) -> Variant:
    after = given.get(_NO_ENTRIES_AFTER)
    if after is not None and not isinstance(after, time):
        raise BadData(f"variant {name!r}: {_NO_ENTRIES_AFTER} is a time of day such as 11:00:00")
    over = {key: value for key, value in given.items() if key != _NO_ENTRIES_AFTER}
    try:
        # Not what this machine's environment says: the same file means the same everywhere.
        settings = load_settings(options.config, {}, over)
    except BadData as error:
        raise BadData(f"variant {name!r}: {error}") from error
    return Variant(name, settings, after)


def _ground(plan: Plan, options: Options, roll_days: int) -> Ground:
    resources = Resources(options.resources)
    symbols = resources.symbols(resources.calendar(), roll_days)
    try:
        instrument = symbols.instrument(plan.symbol)
    except UnknownSymbol as error:
        raise BadData(f"symbol {plan.symbol}: a recording holds one dated contract") from error
    rows = stream_recording(plan.recording, instrument)
    first = next(rows, None)
    if first is None:
        raise BadData(f"{plan.recording}: there is nothing in it but its header")
    *_, last = (first, *deque(rows, maxlen=1))
    covers = range(first.at_ns, last.at_ns + 1)
    day = read_day(past_events(plan.data_dir / LEDGER_FILE), plan.symbol, covers)
    return Ground(plan.recording, plan.symbol, first.at_ns, day, options.data_dir, plan.seed)
