"""The machine: the room on its disk, looked at now and then, and its keyring, once."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from traderterminal.app import machine as module
from traderterminal.app.machine import LOOK_S, Machine
from traderterminal.kit.clock import NANOSECONDS, HostClock, VirtualClock


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await HostClock().sleep(0.001)  # a thread answers


async def test_the_disk_is_looked_at_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = iter([500, 400])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=next(free)))
    clock = VirtualClock()
    machine = Machine(tmp_path, clock)
    watching = asyncio.get_running_loop().create_task(machine.watch())
    await until(lambda: machine.free_bytes == 500 and clock.next_due_ns is not None)
    clock.advance_to(int(LOOK_S * NANOSECONDS))
    await until(lambda: machine.free_bytes == 400)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_a_folder_that_is_gone_leaves_the_room_unknown(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "nowhere", VirtualClock())
    assert machine._free() is None


async def test_the_room_is_that_of_the_disk_under_the_folder(tmp_path: Path) -> None:
    free = Machine(tmp_path, VirtualClock())._free()
    assert free is not None
    assert free == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.2)


@pytest.mark.parametrize("there", [True, False])
async def test_the_keyring_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    asked: list[bool] = []

    def keyring() -> object | None:
        asked.append(there)
        return object() if there else None

    monkeypatch.setattr(module, "system_keyring", keyring)
    machine = Machine(tmp_path, VirtualClock())
    await machine.look_for_keyring()
    await machine.look_for_keyring()
    found: bool | None = machine.has_keyring
    assert found is there
    assert asked == [there]
