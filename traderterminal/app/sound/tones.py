"""The sounds of the program, synthesised: a few notes each, told apart by number and direction.

Good news rises, bad news falls, and what must not be missed is long.
"""

import io
import wave
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels.sounds import SoundName

RATE_HZ: Final = 22_050
#: Of the loudest sample, so that no player clips it.
PEAK: Final = 0.8
#: How long a note swells, seconds: one that begins at once clicks.
ATTACK_S: Final = 0.004
#: By how much a note has faded at its end, as a power of e.
FADE: Final = 4.0

#: The strength of the first harmonics: a bell, a reed and a horn.
_BELL: Final = (1.0, 0.35, 0.12)
_REED: Final = (1.0, 0.0, 0.5, 0.0, 0.3)
_HORN: Final = (1.0, 0.6, 0.4, 0.25)


@frozen
class Melody:
    """Notes one after the other: Hz (0 is a rest) and seconds, all of one timbre."""

    notes: Sequence[tuple[float, float]]
    timbre: Sequence[float] = _BELL

    @property
    def seconds(self) -> float:
        return sum(seconds for _, seconds in self.notes)


MELODIES: Final[Mapping[SoundName, Melody]] = MappingProxyType(
    {
        SoundName.FILL: Melody(((659, 0.08), (880, 0.14))),
        SoundName.TARGET: Melody(((523, 0.08), (659, 0.08), (784, 0.08), (1047, 0.2))),
        SoundName.STOP: Melody(((440, 0.1), (294, 0.22)), _HORN),
        SoundName.REJECT: Melody(((196, 0.09), (0, 0.04), (196, 0.16)), _REED),
        SoundName.DISCONNECT: Melody(((587, 0.14), (440, 0.14), (330, 0.3)), _HORN),
        SoundName.ALERT: Melody(((1047, 0.12), (0, 0.04), (1047, 0.22))),
        SoundName.WARNING: Melody(
            ((740, 0.1), (0, 0.05), (740, 0.1), (0, 0.05), (740, 0.16)), _REED
        ),
        SoundName.BREACH: Melody(((880, 0.16), (622, 0.16), (880, 0.16), (622, 0.3)), _REED),
    }
)


def samples_of(melody: Melody) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    """Return a melody as mono samples of 16 bits at `RATE_HZ`."""
    notes = [_note(hertz, seconds, melody.timbre) for hertz, seconds in melody.notes]
    whole = np.concatenate(notes)
    loudest = float(np.abs(whole).max())
    return np.asarray(whole * (PEAK * np.iinfo(np.int16).max / loudest), np.int16)


def _note(
    hertz: float, seconds: float, timbre: Sequence[float]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    harmonics = ((number, part) for number, part in enumerate(timbre, start=1) if part)
    sound = sum(part * np.sin(2 * np.pi * hertz * number * at) for number, part in harmonics)
    swell = np.minimum(1.0, at / ATTACK_S)
    return np.asarray(sound * swell * np.exp(-FADE * at / seconds), np.float64)


def wav_of(name: SoundName) -> bytes:
    """Return a sound as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(samples_of(MELODIES[name]).astype("<i2").tobytes())
    return file.getvalue()
