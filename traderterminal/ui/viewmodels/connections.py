"""Streams and how they stood over the day: up, late or down, since when, and how often lost."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.observe import Observers

#: How far back it is known how a stream stood, host time.
DAY_NS: Final = 24 * 3600 * NANOSECONDS
#: Changes of a stream that are kept; of one that comes and goes all day the oldest are forgotten.
MOST_CHANGES: Final = 2_000
#: What is younger is fresh, whatever the stream's own rhythm.
FRESH_S: Final = 2.0


class StreamState(StrEnum):
    UP = "up"
    LATE = "late"
    DOWN = "down"
    RESTS = "rests"  # nobody asks for it


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it stands now. `letter` is its short name: Q, O or P.

    `age_s` is how long nothing was heard of it, None where it is not there, and `usual_s` how long
    that may be.
    """

    owner: str
    letter: str
    title: str
    state: StreamState
    age_s: float | None
    usual_s: float = FRESH_S

    @property
    def key(self) -> str:
        return f"{self.owner} {self.letter}"


def state_of(age_s: float | None, usual_s: float) -> StreamState:
    """Say how a stream stands that has been silent for so long."""
    if age_s is None:
        return StreamState.DOWN
    return StreamState.UP if age_s < max(usual_s, FRESH_S) else StreamState.LATE


@dataclass(slots=True)
class _Past:
    stream: Stream
    changes: deque[tuple[int, StreamState]] = field(
        default_factory=lambda: deque(maxlen=MOST_CHANGES)
    )
    was_up: bool = False
    losses: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A time from `start_ns` to `end_ns`, host time, in which a stream stood as it did."""

    start_ns: int
    end_ns: int
    state: StreamState


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A stream, since when it stands so, how often it was lost, and how it stood before."""

    stream: Stream
    since_ns: int
    losses: int
    spans: tuple[Span, ...]


class ConnectionsViewModel:
    """Remembers how the streams stood, as often as it looks at them.

    `lost` tells of a stream that was up and is down, `back` of one that is up again, each once.
    """

    def __init__(self, streams: Callable[[], Sequence[Stream]], host: Clock) -> None:
        self._streams = streams
        self._host = host
        self._pasts: dict[str, _Past] = {}
        self.lost: Observers[Stream] = Observers()
        self.back: Observers[Stream] = Observers()

    def look(self) -> None:
        """Take in how the streams stand now; one that is told of no more is forgotten."""
        now, streams = self._host.now_ns(), {one.key: one for one in self._streams()}
        self._pasts = {key: past for key, past in self._pasts.items() if key in streams}
        for key, stream in streams.items():
            past = self._pasts.setdefault(key, _Past(stream))
            before, past.stream = past.stream.state, stream
            if not past.changes or before is not stream.state:
                past.changes.append((now, stream.state))
                self._tell(past, stream)

    def _tell(self, past: _Past, stream: Stream) -> None:
        match stream.state:
            case StreamState.DOWN if past.was_up:
                past.was_up = False
                past.losses += 1
                self.lost.emit(stream)
            case StreamState.UP:
                is_back = past.losses > 0 and not past.was_up
                past.was_up = True
                if is_back:
                    self.back.emit(stream)
            case StreamState.RESTS:
                past.was_up = False
            case _:
                pass

    @property
    def losses(self) -> int:
        """How often streams were lost since the program began."""
        return sum(past.losses for past in self._pasts.values())

    def rows(self) -> list[StreamRow]:
        """Return every stream with the last day of its past."""
        now = self._host.now_ns()
        return [
            StreamRow(past.stream, past.changes[-1][0], past.losses, tuple(_spans(past, now)))
            for past in self._pasts.values()
        ]


def _spans(past: _Past, now: int) -> Iterator[Span]:
    oldest = now - DAY_NS
    ends = [*[at for at, _ in past.changes][1:], now]
    for (start, state), end in zip(past.changes, ends, strict=True):
        if end > oldest:
            yield Span(max(start, oldest), end, state)
