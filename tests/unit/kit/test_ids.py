"""Identifiers that sort by time, also when time stands still or runs backwards."""

import random

import pytest

from traderterminal.kit.ids import UlidSource, encode_ulid

MILLISECOND = 1_000_000


@pytest.mark.parametrize(
    ("milliseconds", "randomness", "text"),
    [
        (0, 0, "0" * 26),
        (0, 31, "0" * 25 + "Z"),
        (1_469_918_176_385, 0, "01ARYZ6S41" + "0" * 16),  # the time of the specification's example
        (2**48 - 1, 2**80 - 1, "7" + "Z" * 25),  # the largest there is
    ],
)
def test_the_text_is_crockfords_base_32(milliseconds: int, randomness: int, text: str) -> None:
    assert encode_ulid(milliseconds, randomness) == text


def test_texts_sort_as_their_numbers_do() -> None:
    draw = random.Random(1)
    values = [(draw.getrandbits(48), draw.getrandbits(80)) for _ in range(500)]
    assert [encode_ulid(*v) for v in sorted(values)] == sorted(encode_ulid(*v) for v in values)


def test_ids_rise_strictly_within_a_millisecond_and_when_the_clock_is_put_back() -> None:
    times = iter([5, 5, 5, 6, 3, 3, 7])
    source = UlidSource(lambda: next(times) * MILLISECOND, random.Random(1).getrandbits)
    made = [source() for _ in range(7)]
    assert made == sorted(set(made))


def test_counting_up_from_the_largest_draw_does_not_spill_into_the_time() -> None:
    source = UlidSource(lambda: 5 * MILLISECOND, lambda bits: 2**bits - 1)
    first, second = source(), source()
    assert first < second
    assert first[:10] == second[:10] == encode_ulid(5, 0)[:10]


def test_two_sources_at_the_same_moment_do_not_agree() -> None:
    one, other = UlidSource(lambda: MILLISECOND), UlidSource(lambda: MILLISECOND)
    assert one() != other()
