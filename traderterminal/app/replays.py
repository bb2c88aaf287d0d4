"""The replays of a data folder: each a data folder of its own, with account, ledger and journal.

What is replayed lies in it as a recording: stored history is written out, so that a replay keeps
what it was traded on whatever becomes of the store. The settings it begins with are made of those
of the program, without its brokers.
"""

import asyncio
import json
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import tomlkit

from traderterminal.app.account_settings import KIND_PAPER, AccountSettings
from traderterminal.app.engine import LEDGER_FILE, Engine
from traderterminal.app.history_store import open_store
from traderterminal.app.markets import FIRST, REPLAY
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.settings import Settings
from traderterminal.domain.errors import BadData, BadValue, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import iso
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.storage.extracts import extract, put_before, quarters
from traderterminal.storage.history import HistoryStore
from traderterminal.storage.parts import Kind, symbols_in, write_whole
from traderterminal.storage.past import stand_of_replay
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.moments import read_moment
from traderterminal.ui.viewmodels.replays import KeptReplay, Material, Opening, ReplayWish

FOLDER: Final = "replays"
#: The one account of a replay.
ACCOUNT: Final = "replay"
#: What a replay is made of, as its window is started with it.
DESCRIPTION: Final = "replay.json"
RECORDING: Final = "recording.csv.gz"
#: Minutes from before a replay that its chart can show: three months of futures.
MINUTES_BEFORE: Final = 90_000

_KINDS: Final = {Material.TICKS: Kind.TICKS, Material.BARS: Kind.BARS}
_WORDS: Final = {Material.TICKS: "ticks", Material.BARS: "minutes", Material.FILE: "file"}
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9 ._-]+")


@frozen
class _Plan:
    """A replay as its window is started; `recording` may lie in its folder."""

    recording: str
    symbol: str
    speed: str
    start: str = FIRST

    def arguments(self, folder: Path) -> tuple[str, ...]:
        recording = f"{REPLAY}{folder / self.recording}"
        how = ("--speed", self.speed, "--from", self.start)
        return ("--market", recording, "--symbol", self.symbol, *how, "--port", "0")


class Replays:
    """Implements `ui.viewmodels.replays.ReplayDesk` beside a running engine."""

    def __init__(self, engine: Engine, windows: ReplayWindows) -> None:
        self._engine = engine
        self._windows = windows
        self._root = engine.options.data_dir / FOLDER
        self.changed: Observers[str] = windows.changed

    def _store(self) -> HistoryStore:
        return open_store(self._engine.options.data_dir, self._engine.symbols.instrument)

    async def symbols(self, material: Material) -> Sequence[str]:
        """Return of what there is stored history that the program knows."""
        stored = await asyncio.to_thread(symbols_in, self._store().root, _KINDS[material])
        return [symbol for symbol in stored if self._knows(symbol)]

    def _knows(self, symbol: str) -> bool:
        try:
            self._engine.symbols.instrument(symbol)
        except UnknownSymbol:
            return False
        return True

    async def days(self, material: Material, symbol: str) -> Sequence[date]:
        """Return the trade dates of which something is stored, the latest first."""
        return await asyncio.to_thread(self._days, _KINDS[material], symbol)

    def _days(self, kind: Kind, symbol: str) -> list[date]:
        trade_date = self._engine.hours.trade_date
        stored = quarters(self._store(), symbol, kind)
        return sorted({trade_date(symbol, at_ns) for at_ns in stored}, reverse=True)

    async def kept(self) -> Sequence[KeptReplay]:
        """Return the replays that there are, those made last first."""
        return await asyncio.to_thread(self._kept)

    def _kept(self) -> list[KeptReplay]:
        found = [path.parent for path in self._root.glob(f"*/{DESCRIPTION}")]
        found.sort(key=lambda folder: (folder / DESCRIPTION).stat().st_mtime, reverse=True)
        return [self._one_kept(folder) for folder in found]

    def _one_kept(self, folder: Path) -> KeptReplay:
        opening = Opening.CLOSED
        if self._windows.is_running(folder):
            opening = Opening.OPEN if self._windows.is_open(folder) else Opening.OPENING
        stand = stand_of_replay(folder / LEDGER_FILE)
        if stand is None:
            return KeptReplay(folder.name, "", 0, opening)
        try:
            instrument = self._engine.symbols.instrument(_plan(folder).symbol)
        except (BadData, UnknownSymbol):
            return KeptReplay(folder.name, "", stand.fills, opening)
        local = self._engine.hours.local(instrument, stand.now_ns)
        return KeptReplay(
            folder.name, formats.dated(local, "%d %b %Y %H:%M:%S"), stand.fills, opening
        )

    async def begin(self, wish: ReplayWish) -> None:
        """Make a replay and open its window, paused; returns once it is open. Raises BadData."""
        try:
            instrument = self._engine.symbols.instrument(wish.symbol.upper())
        except UnknownSymbol as unknown:
            raise BadData(
                translate(
                    "Replay",
                    "{symbol} is no contract such as ESH2024 or AAPL: a recording holds one",
                ).format(symbol=wish.symbol)
            ) from unknown
        folder = await asyncio.to_thread(self._make, wish, instrument)
        await self._windows.open(folder, *_plan(folder).arguments(folder))

    def _make(self, wish: ReplayWish, instrument: Instrument) -> Path:
        folder = self._new_folder(_name(wish, instrument))
        try:
            plan = self._fill(folder, wish, instrument)
            (folder / "config.toml").write_text(
                settings_of_a_replay(self._engine.settings, _short(folder.name, wish)), "utf-8"
            )
            if self._engine.options.resources.is_dir():
                shutil.copytree(self._engine.options.resources, folder / "resources")
            write_whole(folder / DESCRIPTION, json.dumps(_as_json(plan)))
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise BadData(
                translate("Replay", "the replay could not be made: {value}").format(
                    value=error.strerror or error
                )
            ) from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder

    def _new_folder(self, name: str) -> Path:
        """Make a folder of a name that is not taken yet."""
        number = 1
        while True:
            folder = self._root / (name if number == 1 else f"{name} {number}")
            try:
                folder.mkdir(parents=True, mode=0o700)
            except FileExistsError:
                number += 1
            except OSError as error:
                raise BadData(
                    translate("Replay", "{folder} cannot be made: {problem}").format(
                        folder=folder, problem=error.strerror
                    )
                ) from error
            else:
                return folder

    def _fill(self, folder: Path, wish: ReplayWish, instrument: Instrument) -> _Plan:
        """Put what is replayed into the folder; a file that was recorded stays where it is."""
        symbol, speed = instrument.symbol, wish.speed.removesuffix("×")
        if wish.material is Material.FILE:
            path = Path(wish.file).expanduser().resolve()
            if not path.is_file():
                raise BadData(translate("Replay", "there is no file {path}").format(path=path))
            return _Plan(str(path), symbol, speed, self._start_in_a_file(wish, instrument))
        from_ns, until_ns = self._span(wish, instrument)
        start_ns = from_ns
        if wish.start:
            around = self._engine.hours.local(instrument, from_ns)
            start_ns = _moment(wish.start, around, from_ns, until_ns)
        store, recording = self._store(), folder / RECORDING
        extract(store, symbol, _KINDS[wish.material], from_ns, until_ns, recording)
        before = open_store(folder, self._engine.symbols.instrument)
        put_before(store, before, symbol, from_ns, MINUTES_BEFORE)
        return _Plan(RECORDING, symbol, speed, iso(start_ns) if wish.start else FIRST)

    def _span(self, wish: ReplayWish, instrument: Instrument) -> tuple[int, int]:
        """Return from when to before when the trade dates of a wish go."""
        hours = self._engine.hours
        if wish.day is None:
            raise BadData(translate("Replay", "choose the day that is to be replayed"))
        stored = [day for day in self._days(_KINDS[wish.material], instrument.symbol)[::-1]]
        days = [day for day in stored if day >= wish.day][: wish.days]
        if not days:
            raise BadData(
                translate("Replay", "nothing is stored of {symbol} from {day} on").format(
                    symbol=instrument.symbol, day=wish.day
                )
            )
        from_ns, last_ns = (hours.opens_ns(instrument, day) for day in (days[0], days[-1]))
        return from_ns, hours.day_end_ns(instrument, last_ns)

    def _start_in_a_file(self, wish: ReplayWish, instrument: Instrument) -> str:
        """Return the moment that was typed: of a file nothing is known before it is read."""
        if not wish.start:
            return FIRST
        if len(wish.start) <= len("HH:MM:SS"):
            raise BadData(
                translate(
                    "Replay",
                    "a file may hold any day: write it before the time, as 2024-01-11 09:30",
                )
            )
        around = self._engine.hours.local(instrument, self._engine.hub.clock.now_ns())
        return iso(_moment(wish.start, around, 0, 2**62))

    async def open(self, name: str) -> None:
        """Open the window of a replay, which goes on where it was left; raises BadData."""
        folder = self._root / name
        await self._windows.open(folder, *_plan(folder).arguments(folder))

    async def remove(self, name: str) -> None:
        """Delete a replay with its journal; raises BadData while its window is open."""
        folder = self._root / name
        if self._windows.is_running(folder):
            raise BadData(translate("Replay", "close the window of {name} first").format(name=name))
        try:
            await asyncio.to_thread(shutil.rmtree, folder)
        except OSError as error:
            raise BadData(
                translate("Replay", "{name} was not deleted: {problem}").format(
                    name=name, problem=error.strerror
                )
            ) from error


def settings_of_a_replay(settings: Settings, name: str) -> str:
    """Return the settings file of a replay: one paper account that is like the program's first.

    Limits and strategies are those of the program, all on that account; no broker is among them.
    """
    papers = [one for one in settings.accounts if one.kind == KIND_PAPER]
    like = papers[0] if papers else AccountSettings(id=ACCOUNT)
    account = _written(like) | {"id": ACCOUNT, "name": name}
    strategies = {
        strategy: _written(one) | ({"group": ACCOUNT} if one.group else {})
        for strategy, one in settings.strategies.items()
    }
    webhook = settings.webhook
    document: dict[str, Any] = {
        "market": {"roll": settings.market.roll},
        "accounts": [account],
        "strategies": strategies,
        "risk": _written(settings.risk),
        "webhook": {
            "default_quantity": str(webhook.default_quantity),
            "max_lag_s": webhook.max_lag_s,
        },
        "ui": _written(settings.ui),
    }
    return tomlkit.dumps({key: value for key, value in document.items() if value})


def _written(section: Any) -> dict[str, Any]:
    """What was set in a section, as it stands in a file."""
    found: dict[str, Any] = section.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return found


def _name(wish: ReplayWish, instrument: Instrument) -> str:
    of = Path(wish.file).name.split(".")[0] if wish.day is None else str(wish.day)
    return _NO_NAME.sub("-", f"{instrument.symbol} {of} {_WORDS[wish.material]}")[:80]


def _short(name: str, wish: ReplayWish) -> str:
    """The name of the account: that of the replay, as far as a column has room for it."""
    symbol, _, rest = name.partition(" ")
    if wish.day is None:
        return name.replace(f" {_WORDS[wish.material]}", "", 1)[:20].rstrip()
    number = rest.partition(_WORDS[wish.material])[2]
    return f"{symbol} {wish.day:%d %b}{number}"


def _moment(text: str, around: Any, first_ns: int, last_ns: int) -> int:
    try:
        return read_moment(text, around, first_ns, last_ns)
    except BadValue as error:
        raise BadData(error.sentence, **error.values) from error


def _as_json(plan: _Plan) -> dict[str, str]:
    return {
        "recording": plan.recording,
        "symbol": plan.symbol,
        "speed": plan.speed,
        "start": plan.start,
    }


def _plan(folder: Path) -> _Plan:
    path = folder / DESCRIPTION
    try:
        return _Plan(**{key: str(value) for key, value in json.loads(path.read_text()).items()})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BadData(
            translate("Replay", "{path} cannot be read: {error}").format(path=path, error=error)
        ) from error
