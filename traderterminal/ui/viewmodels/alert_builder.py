"""The builder of alert messages without its widgets: a message is written, read as it would be
when TradingView sends it, and tried on this machine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from traderterminal.alerts.editing import (
    LEVELS,
    PLACEHOLDERS,
    unit_of_levels,
    values_of,
    with_unit,
    with_value,
)
from traderterminal.alerts.outcomes import NOTHING_TO_DO
from traderterminal.alerts.rehearsal import Foreseen, Rehearsal
from traderterminal.alerts.templates import SAMPLE_VALUES, Template, render
from traderterminal.domain.exits import STOP_LINK, ExitLevel
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent
from traderterminal.domain.signals import Action
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.alert_trials import AlertTrials, Outlook
from traderterminal.ui.viewmodels.order_preview import Fact
from traderterminal.ui.viewmodels.ticket_exits import SIGNS

#: The values that have a field of their own, beside the exits: name in the message, and label.
FIELDS: Final[Mapping[str, str]] = {
    "strategy": mark("Alerts", "Strategy"),
    "symbol": mark("Alerts", "Symbol"),
    "quantity": mark("Alerts", "Quantity"),
    "account": mark("Alerts", "Account"),
}
STOP, TARGET = "stop", "target"
LEVEL_WORDS: Final = {STOP: mark("Alerts", "Stop"), TARGET: mark("Alerts", "Target")}
#: How often a message that is looked at is read anew, host time.
AGAIN_NS: Final = NANOSECONDS
#: What a trial of the builder is about.
ABOUT: Final = "builder"
#: What only says that there is nothing to trade just now.
_QUIET: Final = NOTHING_TO_DO | {"cancels_orders"}
_ADD_ID: Final = mark(
    "Alerts", "Add an id or a time: without both only a copy within 20 s is known again."
)
_ADD_TIME: Final = mark(
    "Alerts", "Add the time {{timenow}}: without it a late alert is not known as late."
)
_ADD_STRATEGY: Final = mark(
    "Alerts", "Name a strategy: without one it trades on paper accounts alone."
)


@frozen
class AccountRow:
    """What one account would do: order and exits in words, and why it would not be sent."""

    account: AccountEntry
    order: str
    exits: str
    words: str
    refused: bool


def foreseen_words(one: Foreseen) -> str:
    """Say what an account would do with an alert that came now."""
    if one.refusal is not None:
        return texts.text(one.refusal)
    if one.asks:
        return translate("Alerts", "Waits for your approval, then it is sent.")
    if one.reason is None:
        return translate("Alerts", "Is sent.")
    return translate("Alerts", "Only gets out. {english}").format(english=texts.text(one.reason))


def order_words(one: Foreseen) -> str:
    """Say which order an account would send."""
    preview = one.preview
    if preview is None or not preview.quantity:
        return formats.NOTHING
    quantity, symbol = formats.quantity(preview.quantity), formats.symbol(preview.symbol)
    return f"{formats.verb(preview.side)} {quantity} {symbol}"


def exit_words(one: Foreseen) -> str:
    """Say which exits the order of an account would bring, named as orders are: SL 16 t, T1 32 t.

    What only gets out brings none.
    """
    wish, preview = one.wish, one.preview
    if wish is None or wish.exits is None or preview is None or preview.reduces:
        return ""
    exits = wish.exits
    words = [] if exits.stop is None else [f"{STOP_LINK} {_level(exits.stop)}"]
    if exits.trail is not None:
        words.append(translate("Alerts", "stop follows"))
    words += [f"T{n} {_level(target.level)}" for n, target in enumerate(exits.targets, 1)]
    return ", ".join(words)


def _level(level: ExitLevel) -> str:
    if level.unit == "price":
        return formats.quantity(level.value)
    if level.unit == "money":
        return formats.exact_money(level.value)
    return f"{formats.quantity(level.value)} {SIGNS[level.unit]}".replace(" %", "%")


def outlook(rehearsal: Rehearsal) -> Outlook:
    """Return what a trial would come to: each order and what becomes of it, or why none."""
    # A part that does nothing now, or of which only the way out is left, might do more by the time
    # that the alert trades.
    does_all = not rehearsal.reasons and all(
        one.wish is not None and one.reason is None for one in rehearsal.accounts
    )
    intents = {one.wish.intent for one in rehearsal.accounts if one.wish is not None}
    return Outlook(_facts(rehearsal), only_closes=does_all and intents == {Intent.CLOSE})


def _facts(rehearsal: Rehearsal) -> list[Fact]:
    refusal = rehearsal.understood.refusal
    reasons = [*rehearsal.reasons, *([] if refusal is None else [refusal])]
    name = translate("Alerts", "Order")
    return [
        *(Fact(_asked_for(one), foreseen_words(one)) for one in rehearsal.accounts),
        *(Fact(name, texts.text(why), "t2") for why in reasons),
    ]


def _asked_for(one: Foreseen) -> str:
    return ", ".join(filter(None, (order_words(one), exit_words(one))))


class AlertBuilderViewModel:
    """Holds a message and what it would come to with the values of now.

    `rehearse` says what a body would do, `samples` are the values TradingView would put in,
    `address` is where TradingView is to post it.
    """

    def __init__(
        self,
        *,
        templates: Mapping[str, Template],
        rehearse: Callable[[bytes], Rehearsal],
        samples: Callable[[], Mapping[str, str]],
        entry_of: Callable[[str], AccountEntry],
        trials: AlertTrials,
        address: Callable[[], str],
        host: Clock,
    ) -> None:
        self.templates = tuple(templates.values())
        self._rehearse = rehearse
        self._samples = samples
        self._entry_of = entry_of
        self.trials = trials
        self._address = address
        self._host = host
        self._read_ns = 0
        self._unit_chosen = "ticks"
        self.text = ""
        self.rehearsal: Rehearsal | None = None
        self.changed: Observers[None] = Observers()
        self.wanted: Observers[None] = Observers()  # to be seen, whatever was shown in its place
        self._stop_listening = trials.changed.connect(lambda _: self.changed.emit(None))
        if self.templates:
            self.choose_template(self.first_template)

    def close(self) -> None:
        """Stop listening to the trials."""
        self._stop_listening()

    @property
    def first_template(self) -> int:
        """The strategy by its position, which heals what was missed; else the first one."""
        names = [one.name for one in self.templates]
        return names.index("strategy") if "strategy" in names else 0

    @property
    def placeholders(self) -> Mapping[str, str]:
        """What TradingView puts in, by name, and what it is."""
        return {name: translate("Placeholder", words) for name, words in PLACEHOLDERS.items()}

    # Writing.

    def choose_template(self, number: int) -> None:
        """Begin with another template; what was written is gone."""
        self.type(self.templates[number].text)

    def type(self, text: str) -> None:
        """Take the message as it is typed."""
        if text != self.text:
            self.text = text
            self.trials.forget(ABOUT)
            self.read()

    def put(self, name: str, value: str) -> None:
        """Put a value into the message, or take it out where it is empty."""
        self.type(with_value(self.text, name, value.strip()))

    def put_level(self, kind: str, value: str) -> None:
        """Put a stop or a target into the message, in the unit that is chosen."""
        self.put(LEVELS[self.unit][(STOP, TARGET).index(kind)], value)

    def choose_unit(self, unit: str) -> None:
        """Let the exits count in another unit."""
        if self.unit != unit:
            self._unit_chosen = unit
            self.type(with_unit(self.text, unit))
            self.changed.emit(None)

    @property
    def unit(self) -> str:
        """The unit in which the message gives its exits, else the one that was chosen."""
        values = self.values
        given = values is not None and any(n in values for ns in LEVELS.values() for n in ns)
        return unit_of_levels(values or {}) if given else self._unit_chosen

    @property
    def values(self) -> Mapping[str, str] | None:
        """The values by name; None where the message can only be written as a whole."""
        return values_of(self.text)

    def value(self, name: str) -> str:
        """Return what stands under a name."""
        return (self.values or {}).get(name, "")

    def level(self, kind: str) -> str:
        """Return the stop or the target as it stands in the message."""
        return self.value(LEVELS[self.unit][(STOP, TARGET).index(kind)])

    # Reading.

    @property
    def rendered(self) -> str:
        """The message as it would arrive now."""
        return render(self.text, {**SAMPLE_VALUES, **self._samples()})

    def read(self) -> None:
        """Read the message as if it came now."""
        self._read_ns = self._host.monotonic_ns()
        self.rehearsal = self._rehearse(self.rendered.encode())
        self.changed.emit(None)

    def flush(self) -> None:
        """Read it anew now and then: what accounts would do changes with market and position."""
        if self._host.monotonic_ns() - self._read_ns >= AGAIN_NS:
            self.read()

    @property
    def is_usable(self) -> bool:
        """Say whether TradingView may be given the message: it can be read and traded."""
        return self.rehearsal is not None and self.rehearsal.understood.refusal is None

    @property
    def verdict(self) -> tuple[str, str]:
        """What the message comes to, in a sentence and its colour token."""
        if self.rehearsal is None:
            return "", "t2"
        refusal = self.rehearsal.understood.refusal
        if refusal is not None:
            return texts.text(refusal), "error"
        if not self.rehearsal.accounts:
            return texts.text(next(iter(self.rehearsal.reasons), Message("nothing_to_do"))), "t2"
        refusals = [one.refusal for one in self.rehearsal.accounts]
        if all(why is not None and why.code in _QUIET for why in refusals):
            return translate("Alerts", "Now it would find nothing to trade."), "t2"
        trading = refusals.count(None)
        accounts = formats.counted(len(refusals), "account")
        token = "ok" if trading == len(refusals) else "warn"
        return translate("Alerts", "Now it would trade on {trading} of {accounts}.").format(
            trading=trading, accounts=accounts
        ), token

    @property
    def meaning(self) -> Sequence[str]:
        """How the message is read, and what it had better say."""
        found = self.rehearsal
        if found is None or found.understood.refusal is not None:
            return []
        signals = found.understood.signals
        read = [texts.text(line) for signal in signals for line in signal.explanation]
        advice = []
        trades = [signal for signal in signals if signal.action is not Action.IGNORE]
        if any(not (s.message_id or s.fired_ns or s.bar_ns) for s in trades):
            advice.append(translate("Alerts", _ADD_ID))
        if any(s.fired_ns is None for s in trades):
            advice.append(translate("Alerts", _ADD_TIME))
        if any(not s.strategy for s in trades):
            advice.append(translate("Alerts", _ADD_STRATEGY))
        contracts = (
            [translate("Alerts", "Contract: {symbol}").format(symbol=found.understood.symbol)]
            if found.understood.symbol
            else []
        )
        return [*contracts, *read, *advice]

    @property
    def rows(self) -> list[AccountRow]:
        """What every account would do."""
        return [] if self.rehearsal is None else [self._row(o) for o in self.rehearsal.accounts]

    def _row(self, one: Foreseen) -> AccountRow:
        refused = one.refusal is not None and one.refusal.code not in _QUIET
        entry = self._entry_of(one.account)
        words = order_words(one), exit_words(one), foreseen_words(one)
        return AccountRow(entry, *words, refused)

    # Trying.

    @property
    def said(self) -> tuple[str, str]:
        """What came of the last trial of the message as it stands, with its colour token."""
        return self.trials.said_about(ABOUT)

    @property
    def address(self) -> str:
        """Where TradingView is to post it."""
        return self._address()

    def dry_run(self) -> None:
        """Post the message to the listener; nothing trades."""
        self.trials.dry_run(self.rendered, ABOUT)

    def try_on_paper(self) -> None:
        """Post the message to the listener; it trades on a paper account."""
        self.trials.try_on_paper(self.rendered, ABOUT)
