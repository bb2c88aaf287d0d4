"""The device that sounds are played on: a thread of its own, so that no click waits for it.

A sound lies as a WAV file in the folder of sounds. One that is missing is written there; one that a
trader has put in its place is played instead, and one that cannot be read is not. A device that is
missing, or goes away, is tried again with the next sound.
"""

import array
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Final

from traderterminal.app.sound.tones import RATE_HZ, wav_of
from traderterminal.kit.language import mark, translate
from traderterminal.ui.viewmodels.sounds import SoundName

if TYPE_CHECKING:
    from miniaudio import PlaybackDevice

#: Sounds that wait behind these are left out: by then they are old.
WAITING: Final = 4
#: How much the device is given at once, milliseconds; after the last of it so much is still heard.
BUFFER_MS: Final = 60
#: The longest sound of a trader's own that is played, seconds.
LONGEST_S: Final = 5.0
#: How long what is being said may still go on when the program ends, seconds.
HUSH_S: Final = 0.5
#: How long the end of the program waits for the device.
CLOSE_S: Final = 1.0
#: What says words aloud, by platform.
_VOICES: Final = {"linux": ("spd-say", "--"), "darwin": ("say", "--")}
#: Lists the sound cards that Linux knows; without one ALSA complains at length on standard error.
_CARDS: Final = Path("/proc/asound/cards")

_log = logging.getLogger(__name__)

#: Opens a device for mono samples of 16 bits at `RATE_HZ`; raises OSError where there is none.
OpenDevice = Callable[[], "PlaybackDevice"]


def open_default_device() -> "PlaybackDevice":
    """Open the device that the system plays on; raises OSError where there is none."""
    import miniaudio  # takes a while to load, and only the first sound needs it

    unwanted = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM}
    if sys.platform == "linux" and not _has_card():
        unwanted.add(miniaudio.Backend.ALSA)
    wanted = [one for one in miniaudio.Backend if one not in unwanted]
    try:
        return miniaudio.PlaybackDevice(
            nchannels=1,
            sample_rate=RATE_HZ,
            buffersize_msec=BUFFER_MS,
            backends=wanted,
            app_name="TraderTerminal",
        )
    except miniaudio.MiniaudioError as error:
        words = translate("Diagnostics", "the system has no device to play on")
        raise OSError(words) from error


def _has_card() -> bool:
    try:
        return "[" in _CARDS.read_text("utf-8")
    except OSError:
        return False


NO_VOICE: Final = mark("Diagnostics", "The system has no command that says words aloud.")


class SoundDevice:
    """Implements `ui.viewmodels.sounds.Sound` on the machine's device and voice.

    `voice` is the command that says the words put behind it; None where there is none.
    """

    def __init__(
        self,
        folder: Path,
        open_device: OpenDevice = open_default_device,
        voice: tuple[str, ...] | None = None,
    ) -> None:
        self.problem = ""
        self.speech_problem = "" if voice else NO_VOICE
        self._folder = folder
        self._open_device = open_device
        self._voice = voice
        self._device: PlaybackDevice | None = None
        self._saying: subprocess.Popen[bytes] | None = None
        self._waiting: queue.Queue[Callable[[], None] | None] = queue.Queue(WAITING)
        self._ending = threading.Event()
        self._played = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sound", daemon=True)

    def start(self) -> None:
        """Look for a device, and play from here on; once is enough."""
        if self._thread.ident is not None:
            return
        self._thread.start()
        self._later(self._find_device)

    def close(self) -> None:
        """Play no more, and let go of the device."""
        self._ending.set()
        with suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        self._waiting.put(None)
        self._played.set()
        if self._thread.ident is not None:
            self._thread.join(CLOSE_S)  # a device that hangs must not keep the program

    def play(self, name: SoundName, volume: int) -> None:
        """Play a sound at a volume in percent; returns at once."""
        self._later(lambda: self._play(name, volume))

    def speak(self, words: str) -> None:
        """Say words aloud, in place of what is being said; returns at once."""
        self._later(lambda: self._speak(words))

    def _later(self, work: Callable[[], None]) -> None:
        try:
            self._waiting.put_nowait(work)
        except queue.Full:
            _log.debug("a sound was left out: others still wait")

    # On the thread.

    def _work(self) -> None:
        while not self._ending.is_set():
            work = self._waiting.get()
            try:
                if work is not None:
                    work()
            except Exception:  # noqa: BLE001 - the next sound is heard all the same
                _log.exception("a sound could not be played")
        if self._device is not None:
            self._device.close()
        self._hush()

    def _find_device(self) -> "PlaybackDevice | None":
        if self._device is None:
            try:
                self._device = self._open_device()
            except (OSError, ImportError) as error:
                if not self.problem:
                    _log.info("there is no sound: %s", error)
                self.problem = translate("Diagnostics", "No sound: {error}.").format(error=error)
                return None
        self.problem = ""
        return self._device

    def _play(self, name: SoundName, volume: int) -> None:
        device = self._find_device()
        if device is None:
            return
        samples = self._samples(name)
        self._played.clear()
        if self._ending.is_set():
            return
        feeding = _feed(samples, volume / 100, self._played)
        next(feeding)
        from miniaudio import MiniaudioError

        try:
            device.start(feeding)
            self._played.wait(len(samples) / RATE_HZ + 1)
            self._ending.wait(2 * BUFFER_MS / 1000)  # until the last of it is heard
            device.stop()
        except MiniaudioError as error:
            _log.info("the sound device was lost: %s", error)
            self._device = None
            device.close()

    def _samples(self, name: SoundName) -> "array.array[int]":
        path, built_in = self._folder / f"{name}.wav", wav_of(name)
        if not path.exists():
            self._write(path, built_in)
            return _decoded(built_in)
        from miniaudio import DecodeError

        try:
            return _decoded(path.read_bytes())
        except (OSError, DecodeError) as error:
            _log.info("%s cannot be played, the built-in sound is: %s", path, error)
            return _decoded(built_in)

    def _write(self, path: Path, built_in: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(built_in)
        except OSError as error:
            _log.info("the sound %s was not kept: %s", path, error)

    def _speak(self, words: str) -> None:
        self._hush()
        if self._voice is None:
            return
        quiet = subprocess.DEVNULL
        try:
            self._saying = subprocess.Popen(  # noqa: S603 - a command of the system, found by name
                [*self._voice, words], stdin=quiet, stdout=quiet, stderr=quiet
            )
        except OSError as error:
            self.speech_problem = translate("Diagnostics", "No speech: {problem}.").format(
                problem=error.strerror
            )

    def _hush(self) -> None:
        """End what is being said."""
        if self._saying is None:
            return
        self._saying.terminate()
        try:
            self._saying.wait(HUSH_S)
        except subprocess.TimeoutExpired:
            self._saying.kill()
            self._saying.wait()
        self._saying = None


def find_voice(platform: str = sys.platform) -> tuple[str, ...] | None:
    """Return the command of the platform that says the words put behind it; None without one."""
    found = _VOICES.get(platform)
    command = which(found[0]) if found else None
    return None if found is None or command is None else (command, *found[1:])


def _decoded(wav: bytes) -> "array.array[int]":
    import miniaudio

    fit = miniaudio.decode(wav, miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE_HZ)
    return array.array("h", fit.samples[: int(LONGEST_S * RATE_HZ)])


def _feed(
    samples: "array.array[int]", volume: float, played: threading.Event
) -> Generator[bytes, int, None]:
    """Hand out as many samples as are asked for; `played` is set after the last of them."""
    at, wanted = 0, (yield b"")
    while at < len(samples):
        part = samples[at : at + wanted]
        at += wanted
        wanted = yield array.array("h", (int(one * volume) for one in part)).tobytes()
    played.set()
