"""Tones: files that every player takes, short, never clipped, and each unlike the others."""

import io
import wave
from itertools import combinations

import numpy as np
import pytest

from traderterminal.app.sound.tones import MELODIES, PEAK, RATE_HZ, samples_of, wav_of
from traderterminal.ui.viewmodels.sounds import SoundName


@pytest.mark.parametrize("name", SoundName)
def test_a_sound_is_a_short_mono_file_that_is_loud_and_not_clipped(name: SoundName) -> None:
    with wave.open(io.BytesIO(wav_of(name))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        seconds = file.getnframes() / RATE_HZ
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert seconds == pytest.approx(MELODIES[name].seconds, abs=0.01)
    assert seconds < 1
    loudest = np.abs(samples.astype(int)).max() / np.iinfo(np.int16).max
    assert loudest == pytest.approx(PEAK, abs=0.01)


@pytest.mark.parametrize("name", SoundName)
def test_a_sound_begins_and_ends_without_a_click(name: SoundName) -> None:
    samples = samples_of(MELODIES[name]) / np.iinfo(np.int16).max
    assert abs(samples[0]) < 0.01
    assert np.abs(samples[-20:]).max() < 0.05


def _spectrum(name: SoundName) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """What is heard in each tenth of the first second, one row of frequencies after the other."""
    whole = np.zeros(RATE_HZ)
    samples = samples_of(MELODIES[name])
    whole[: len(samples)] = samples
    parts = np.abs(np.fft.rfft(whole.reshape(10, -1)))
    flat = parts.ravel()
    return np.asarray(flat / np.linalg.norm(flat), np.float64)


@pytest.mark.parametrize(("one", "other"), list(combinations(SoundName, 2)))
def test_no_two_sounds_are_alike(one: SoundName, other: SoundName) -> None:
    assert float(_spectrum(one) @ _spectrum(other)) < 0.75


def _notes(name: SoundName) -> list[float]:
    return [hertz for hertz, _ in MELODIES[name].notes if hertz]


def test_good_news_rises_and_bad_news_falls() -> None:
    for name in (SoundName.FILL, SoundName.TARGET):
        assert _notes(name) == sorted(_notes(name))
    for name in (SoundName.STOP, SoundName.DISCONNECT):
        assert _notes(name) == sorted(_notes(name), reverse=True)
