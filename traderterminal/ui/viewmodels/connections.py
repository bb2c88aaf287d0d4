"""Streams and how they stood over the day: up, late or down, since when, and how often lost."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.kit.observe import Observers

#: How far back it is known how a stream stood, host time.
DAY_NS: Final = 24 * 3600 * NANOSECONDS
#: Changes and losses of a stream that are kept; of one that comes and goes all day the oldest are
#: forgotten.
MOST_CHANGES: Final = 2_000
#: What is younger is fresh, whatever the stream's own rhythm.
FRESH_S: Final = 2.0


class StreamState(StrEnum):
    UP = "up"
    LATE = "late"
    DOWN = "down"
    RESTS = "rests"  # nobody asks for it


#: Each state in a word.
STATE_WORDS: Final = {
    StreamState.UP: mark("Diagnostics", "Up"),
    StreamState.LATE: mark("Diagnostics", "Late"),
    StreamState.DOWN: mark("Diagnostics", "Down"),
    StreamState.RESTS: mark("Diagnostics", "Not asked for"),
}


@frozen
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


@frozen
class KeptPast:
    """How a stream stood in earlier runs: since when, host time, each way, None while nobody
    looked; and when it was lost."""

    changes: tuple[tuple[int, StreamState | None], ...]
    losses: tuple[int, ...] = ()


@dataclass(slots=True)
class _Past:
    stream: Stream
    changes: deque[tuple[int, StreamState | None]] = field(
        default_factory=lambda: deque(maxlen=MOST_CHANGES)
    )
    losses: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_CHANGES))
    was_up: bool = False
    was_lost: bool = False

    def put_in_front(self, kept: KeptPast) -> None:
        """Let what was kept of earlier runs stand before what this one has seen."""
        began = self.changes[0][0]
        before = [(at, state) for at, state in kept.changes if at < began]
        self.changes = deque([*before, *self.changes], MOST_CHANGES)
        lost = [at for at in kept.losses if at < began]
        self.losses = deque([*lost, *self.losses], MOST_CHANGES)


@frozen
class Span:
    """A time from `start_ns` to `end_ns`, host time, in which a stream stood as it did."""

    start_ns: int
    end_ns: int
    state: StreamState


@frozen
class StreamRow:
    """A stream, since when it stands so, how often it was lost in the last day, and how it stood.

    Where the spans leave a gap the program did not run.
    """

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
        self._kept: dict[str, KeptPast] = {}  # of streams that nothing was heard of yet
        self._seen_ns = 0
        self.lost: Observers[Stream] = Observers()
        self.back: Observers[Stream] = Observers()

    def look(self) -> None:
        """Take in how the streams stand now; one that is told of no more is forgotten."""
        now, streams = self._host.now_ns(), {one.key: one for one in self._streams()}
        self._pasts = {key: past for key, past in self._pasts.items() if key in streams}
        self._seen_ns = now
        for key, stream in streams.items():
            past = self._pasts.setdefault(key, _Past(stream))
            before, past.stream = past.stream.state, stream
            if not past.changes or before is not stream.state:
                past.changes.append((now, stream.state))
                self._tell(past, stream, now)
        self._join()

    def _tell(self, past: _Past, stream: Stream, now: int) -> None:
        match stream.state:
            case StreamState.DOWN if past.was_up:
                past.was_up, past.was_lost = False, True
                past.losses.append(now)
                self.lost.emit(stream)
            case StreamState.UP:
                is_back = past.was_lost and not past.was_up
                past.was_up, past.was_lost = True, False
                if is_back:
                    self.back.emit(stream)
            case StreamState.RESTS:
                past.was_up = False
            case _:
                pass

    # What is known of earlier runs.

    def take_up(self, kept: Mapping[str, KeptPast], seen_ns: int) -> None:
        """Go on from what was `kept` when somebody looked last, at `seen_ns`.

        Of a clock that was set back since nothing is taken over.
        """
        if seen_ns > self._host.now_ns():
            return
        for key, past in kept.items():
            self._kept[key] = KeptPast((*past.changes, (seen_ns, None)), past.losses)
        self._join()

    def _join(self) -> None:
        for key in self._kept.keys() & self._pasts.keys():
            self._pasts[key].put_in_front(self._kept.pop(key))

    def to_keep(self) -> tuple[Mapping[str, KeptPast], int]:
        """Return what `take_up` takes: the last day of every stream, and when one last looked."""
        oldest = self._seen_ns - DAY_NS
        every: Mapping[str, KeptPast | _Past] = {**self._kept, **self._pasts}
        pasts = {
            key: KeptPast(
                tuple(_since(list(past.changes), oldest)), tuple(_after(past.losses, oldest))
            )
            for key, past in every.items()
        }
        return pasts, self._seen_ns

    @property
    def losses(self) -> int:
        """How often streams were lost in the last day."""
        oldest = self._host.now_ns() - DAY_NS
        return sum(len(_after(past.losses, oldest)) for past in self._pasts.values())

    def rows(self) -> list[StreamRow]:
        """Return every stream with the last day of its past."""
        now = self._host.now_ns()
        return [
            StreamRow(
                past.stream,
                past.changes[-1][0],
                len(_after(past.losses, now - DAY_NS)),
                tuple(_spans(past, now)),
            )
            for past in self._pasts.values()
        ]


def _after(moments: Iterable[int], oldest: int) -> list[int]:
    return [at for at in moments if at > oldest]


def _since(
    changes: Sequence[tuple[int, StreamState | None]], oldest: int
) -> Iterator[tuple[int, StreamState | None]]:
    """The changes after a moment, and the one before that tells how it stood then."""
    for number, change in enumerate(changes):
        is_over = number + 1 < len(changes) and changes[number + 1][0] <= oldest
        if not is_over:
            yield change


def _spans(past: _Past, now: int) -> Iterator[Span]:
    oldest = now - DAY_NS
    ends = [*[at for at, _ in past.changes][1:], now]
    for (start, state), end in zip(past.changes, ends, strict=True):
        if end > oldest and state is not None:
            yield Span(max(start, oldest), end, state)
