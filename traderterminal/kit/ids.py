"""Identifiers that sort by time (ULID: 48 bits of milliseconds, 80 random bits)."""

import secrets
from collections.abc import Callable
from typing import Final

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = tuple(high + low for high in _CROCKFORD for low in _CROCKFORD)  # ten bits each


def encode_ulid(milliseconds: int, randomness: int) -> str:
    """Return 26 characters of Crockford's base 32 (ULID specification)."""
    value = (milliseconds << 80) | randomness
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in range(120, -1, -10)])


class UlidSource:
    """Makes ULIDs that rise strictly, also within one millisecond."""

    def __init__(
        self, now_ns: Callable[[], int], random_bits: Callable[[int], int] = secrets.randbits
    ) -> None:
        self._now_ns = now_ns
        self._random_bits = random_bits
        self._last = (0, 0)

    def __call__(self) -> str:
        milliseconds = self._now_ns() // 1_000_000
        if milliseconds > self._last[0]:
            # One bit is kept free, so that counting up within the millisecond cannot overflow.
            self._last = (milliseconds, self._random_bits(79))
        else:
            self._last = (self._last[0], self._last[1] + 1)
        return encode_ulid(*self._last)
