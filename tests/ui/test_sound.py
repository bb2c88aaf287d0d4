"""The sound device: played on a thread, on a device that may be missing or go away."""

import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from miniaudio import Backend, MiniaudioError, PlaybackDevice
from PySide6.QtWidgets import QApplication

from traderterminal.app import languages
from traderterminal.app.sound.device import SoundDevice, find_voice, open_default_device
from traderterminal.app.sound.tones import MELODIES, RATE_HZ, samples_of, wav_of
from traderterminal.kit.language import ENGLISH
from traderterminal.ui.viewmodels.sounds import SoundName

PATIENCE_S = 5.0


class Speaker:
    """A device that keeps what it was given; it plays as fast as it can."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.starts = 0
        self.is_lost = False
        self.is_closed = False
        self.thread = ""

    def start(self, feeding: Iterator[bytes]) -> None:
        if self.is_lost:
            raise MiniaudioError("failed to start audio device", -1)
        self.starts += 1
        self.thread = threading.current_thread().name
        while True:
            try:
                part = feeding.send(1000)  # type: ignore[attr-defined]
            except StopIteration:
                return
            self.heard.extend(memoryview(part).cast("h"))

    def stop(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


def until(condition: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE_S
    while not condition():
        assert time.perf_counter() < end, "it never came to be"
        time.sleep(0.005)


@pytest.fixture
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def device(tmp_path: Path, speaker: Speaker) -> Iterator[SoundDevice]:
    made = SoundDevice(tmp_path / "sounds", lambda: speaker)
    made.start()
    yield made
    made.close()


def test_a_sound_is_played_whole_beside_the_loop_at_its_volume(
    device: SoundDevice, speaker: Speaker, tmp_path: Path
) -> None:
    wanted = samples_of(MELODIES[SoundName.FILL])
    device.play(SoundName.FILL, 50)
    until(lambda: len(speaker.heard) >= len(wanted))
    assert speaker.thread == "sound"
    assert speaker.heard == [int(one * 0.5) for one in wanted.tolist()]
    assert (tmp_path / "sounds" / "fill.wav").read_bytes() == wav_of(SoundName.FILL)


def test_a_sound_of_the_traders_own_is_played_in_its_place(
    device: SoundDevice, speaker: Speaker, tmp_path: Path
) -> None:
    (tmp_path / "sounds").mkdir()
    with wave.open(str(tmp_path / "sounds" / "fill.wav"), "wb") as own:
        own.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        own.writeframes(b"\x10\x00" * 1500)
    device.play(SoundName.FILL, 100)
    until(lambda: len(speaker.heard) >= 1500)
    assert speaker.heard == [16] * 1500


def test_a_file_that_is_no_sound_gives_way_to_the_built_in_one(
    device: SoundDevice, speaker: Speaker, tmp_path: Path
) -> None:
    (tmp_path / "sounds").mkdir()
    (tmp_path / "sounds" / "alert.wav").write_text("no sound")
    device.play(SoundName.ALERT, 100)
    until(lambda: len(speaker.heard) == len(samples_of(MELODIES[SoundName.ALERT])))


def test_a_missing_device_is_one_line_and_is_tried_again(tmp_path: Path) -> None:
    there: list[Speaker] = []

    def open_device() -> PlaybackDevice:
        if not there:
            raise OSError("the system has no device to play on")
        return there[0]

    device = SoundDevice(tmp_path, open_device)
    device.start()
    until(lambda: bool(device.problem))
    assert device.problem == "No sound: the system has no device to play on."
    there.append(Speaker())
    device.play(SoundName.FILL, 70)
    until(lambda: bool(there[0].heard))
    device.close()
    assert device.problem == ""
    assert there[0].is_closed


def test_a_missing_device_is_told_in_the_language_of_the_window(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    def has_none(**_: object) -> NoReturn:
        raise MiniaudioError("no backend", -1)

    monkeypatch.setattr("miniaudio.PlaybackDevice", has_none)
    request.addfinalizer(lambda: languages.show_in(qapp, ENGLISH))
    languages.show_in(qapp, "de")
    with pytest.raises(OSError, match="das System hat kein Gerät"):
        open_default_device()


def test_a_device_that_goes_away_is_opened_anew(tmp_path: Path) -> None:
    speakers: list[Speaker] = []

    def open_device() -> PlaybackDevice:
        speakers.append(Speaker())
        return speakers[-1]

    device = SoundDevice(tmp_path, open_device)
    device.start()
    until(lambda: len(speakers) == 1)
    speakers[0].is_lost = True
    device.play(SoundName.FILL, 70)
    until(lambda: speakers[0].is_closed)
    device.play(SoundName.FILL, 70)
    until(lambda: len(speakers) == 2 and bool(speakers[1].heard))
    device.close()


def test_the_program_ends_in_the_middle_of_a_sound(tmp_path: Path) -> None:
    class Slow(Speaker):
        def start(self, feeding: Iterator[bytes]) -> None:
            self.starts += 1  # and plays nothing of it yet

    slow = Slow()
    with wave.open(str(tmp_path / "fill.wav"), "wb") as own:
        own.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        own.writeframes(b"\x10\x00" * RATE_HZ * 4)
    device = SoundDevice(tmp_path, lambda: slow)
    device.start()
    device.play(SoundName.FILL, 70)
    until(lambda: slow.starts == 1)
    began = time.perf_counter()
    device.close()
    assert time.perf_counter() - began < 1
    assert slow.is_closed


def test_sounds_that_would_come_late_are_left_out(tmp_path: Path, speaker: Speaker) -> None:
    device = SoundDevice(tmp_path, lambda: speaker)
    for _ in range(50):  # nobody plays yet
        device.play(SoundName.FILL, 70)
    device.start()
    until(lambda: speaker.starts > 0)
    device.close()
    assert speaker.starts <= 4


def test_the_systems_own_player_is_fed_to_the_end(tmp_path: Path) -> None:
    """On a device that plays into nothing, in its own time and on its own thread."""
    opened: list[PlaybackDevice] = []

    def open_device() -> PlaybackDevice:
        opened.append(PlaybackDevice(nchannels=1, sample_rate=RATE_HZ, backends=[Backend.NULL]))
        return opened[0]

    device = SoundDevice(tmp_path, open_device)
    device.start()
    device.play(SoundName.FILL, 70)
    until(lambda: bool(opened) and opened[0].running)
    until(lambda: not opened[0].running)
    assert opened[0].callback_generator is None
    device.close()


def test_words_are_handed_to_the_systems_voice(tmp_path: Path) -> None:
    said = tmp_path / "said"
    voice = ("/bin/sh", "-c", f'printf "%s" "$1" > {said}', "voice")
    device = SoundDevice(tmp_path, lambda: Speaker(), voice)
    device.start()
    device.speak("-e Sold 1 ES; $(id)")
    until(lambda: said.exists() and said.read_text() != "")
    device.close()
    assert said.read_text() == "-e Sold 1 ES; $(id)"
    assert device.speech_problem == ""


def test_a_system_without_a_voice_says_so(tmp_path: Path) -> None:
    assert SoundDevice(tmp_path).speech_problem.startswith("The system has no command")
    assert find_voice("no such platform") is None
