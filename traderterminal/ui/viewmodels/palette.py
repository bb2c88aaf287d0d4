"""What can be done by name: which commands match the words that are typed, the best ones first."""

from collections.abc import Callable, Sequence
from typing import Final

from traderterminal.kit.frozen import frozen

MOST_SHOWN: Final = 12


@frozen
class Command:
    """Something that the window can do: in words, under which key, and how."""

    words: str
    do: Callable[[], object]
    key: str = ""


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Return the commands that hold every typed word, in any order and letter case.

    Those that begin with what was typed come first, then those of which each typed word begins
    one; ties keep their order. Without words the first commands.
    """
    wanted = typed.casefold().split()
    ranked = [(rank, one) for one in commands if (rank := _rank(one.words, wanted)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [one for _, one in ranked[:MOST_SHOWN]]


def _rank(words: str, wanted: Sequence[str]) -> int | None:
    text = words.casefold()
    if not all(word in text for word in wanted):
        return None
    if text.startswith(" ".join(wanted)):
        return 0
    begins = f" {text}"
    return 1 if all(f" {word}" in begins for word in wanted) else 2
