"""News blackouts: the times around scheduled news in which nothing that adds exposure leaves."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field

from traderterminal.domain.news import Importance, NewsEvent
from traderterminal.kit.frozen import frozen


@frozen
class BlackoutRule:
    """Which events black out, and for how long before and after them, in ns.

    `currencies` and `names` are those that count, all where empty; a name counts where one of the
    words is a part of it, whatever the case.
    """

    before_ns: int
    after_ns: int
    least: Importance = Importance.HIGH
    currencies: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def concerns(self, event: NewsEvent) -> bool:
        """Whether entries wait around an event."""
        if event.all_day or not (self.before_ns or self.after_ns):
            return False
        if event.importance is not None and event.importance < self.least:
            return False
        if event.currency and self.currencies and event.currency not in self.currencies:
            return False
        name = event.name.casefold()
        return not self.names or any(word.casefold() in name for word in self.names)


@frozen
class Blackout:
    """Entries wait because of an event, from `from_ns` to before `until_ns`."""

    event: NewsEvent
    from_ns: int
    until_ns: int


@frozen
class Blackouts:
    """The blackouts that a calendar's events come to under a rule; `events` in order of time."""

    rule: BlackoutRule
    events: Sequence[NewsEvent] = ()
    _around: Sequence[Blackout] = field(init=False, default=())
    _times_ns: Sequence[int] = field(init=False, default=())

    def __post_init__(self) -> None:
        around = [self._of(event) for event in self.events if self.rule.concerns(event)]
        object.__setattr__(self, "_around", around)
        object.__setattr__(self, "_times_ns", [one.event.at_ns for one in around])

    def _of(self, event: NewsEvent) -> Blackout:
        rule = self.rule
        return Blackout(event, event.at_ns - rule.before_ns, event.at_ns + rule.after_ns)

    def at(self, at_ns: int) -> Blackout | None:
        """Return the blackout that a moment lies in, of several the one that ends last."""
        return max(self._over(at_ns), key=lambda one: one.until_ns, default=None)

    def of(self, event: NewsEvent) -> Blackout | None:
        """Return what an event blacks out; None where nothing waits for it."""
        return self._of(event) if self.rule.concerns(event) else None

    def _over(self, at_ns: int) -> Iterator[Blackout]:
        """Those around a moment: the events from its `after` before it to its `before` after it."""
        first = bisect_left(self._times_ns, at_ns - self.rule.after_ns + 1)
        for number in range(first, len(self._around)):
            one = self._around[number]
            if one.from_ns > at_ns:
                return
            if at_ns < one.until_ns:
                yield one
