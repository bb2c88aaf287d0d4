"""Arithmetic that reads the same for one number and for a column of them.

Every formula is written once and used twice: on the live bar with numbers, over a history with
arrays. What has no value is NaN: it comes of a missing input or of a division that means nothing,
and passes through all that follows from it.
"""

import math
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
V = TypeVar("V", float, Floats)

NAN: Final = math.nan
#: Smaller than any price, size or difference of them: what rounding and decay leave of zero.
NOTHING: Final = 1e-50


def larger(a: V, b: V) -> V:
    """Return the larger one; NaN where either is."""
    if isinstance(a, float):
        return a if a > b or a != a else b
    return np.maximum(a, b)


def smaller(a: V, b: V) -> V:
    """Return the smaller one; NaN where either is."""
    if isinstance(a, float):
        return a if a < b or a != a else b
    return np.minimum(a, b)


def above_zero(a: V) -> V:
    """Return what is positive of a number, else zero; NaN stays."""
    if isinstance(a, float):
        return 0.0 if a <= 0.0 else a
    return np.maximum(a, 0.0)


def sign(a: V) -> V:
    """Return 1, 0 or −1; NaN stays."""
    if isinstance(a, float):
        return 1.0 if a > 0.0 else -1.0 if a < 0.0 else a
    return np.sign(a)


def known(a: V, instead: V) -> V:
    """Return the first where it has a value, else the second."""
    if isinstance(a, float):
        return instead if a != a else a
    return np.where(np.isnan(a), instead, a)


def choose(condition: Any, a: V, b: V) -> V:
    """Return the first where the condition holds, else the second."""
    if isinstance(a, float):
        return a if condition else b
    return np.where(condition, a, b)


def ratio(a: V, b: V) -> V:
    """Return a ÷ b; NaN where `b` is as good as zero."""
    if isinstance(a, float):
        return a / b if abs(b) > NOTHING else NAN
    return np.where(np.abs(b) > NOTHING, a / b, NAN)


def percent(a: V, base: V) -> V:
    """Return `a` in percent of `base`; NaN where that is not positive: it would mislead."""
    if isinstance(a, float):
        return 100.0 * a / base if base > NOTHING else NAN
    return np.where(base > NOTHING, 100.0 * a / base, NAN)


def root(a: V) -> V:
    """Return the square root; zero for what rounding left below zero."""
    if isinstance(a, float):
        return math.sqrt(a) if a > 0.0 else a * 0.0
    return np.sqrt(np.maximum(a, 0.0))


def decimal_logarithm(a: V) -> V:
    """Return the logarithm to the base of ten; NaN where there is none."""
    if isinstance(a, float):
        # The standard library's differs in the last bit.
        return float(np.log10(a)) if a > 0.0 else NAN
    return np.log10(np.where(a > 0.0, a, NAN))
