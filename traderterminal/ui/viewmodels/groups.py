"""Groups without their widgets: who leads, who follows, what the latest wish came to."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from traderterminal.desk.desk import Change, Desk
from traderterminal.desk.groups import Drift, Groups, LegResult, Member
from traderterminal.desk.variants import Variant
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.exits import ExitLevel
from traderterminal.domain.messages import Message
from traderterminal.journal.book import Journal, Selection
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry


@frozen
class MemberRow:
    """An account of a group. `share` says how much of a wish it takes: `×0.5 ES → MES ×10`.

    `variant` says what it does otherwise than it is asked to and is empty where it follows.
    `result` is what its closed trades for the group came to, net.
    """

    group: str
    account: AccountEntry
    leads: bool
    share: str
    variant: str
    trades: int
    result: Decimal
    drifts: tuple[Drift, ...]
    latest: LegResult | None

    @property
    def key(self) -> str:
        return f"{self.group} {self.account.account}"

    @property
    def follows(self) -> str:
        """Say whether the account holds what it is to hold for the group."""
        if self.leads:
            return translate("Groups", "Leads")
        if self.variant:
            return self.variant
        if not self.drifts:
            return translate("Groups", "Follows")
        return ", ".join(map(_drift_words, self.drifts))


class GroupsViewModel:
    """The accounts of every group, and the repair of those that do not follow."""

    def __init__(
        self,
        *,
        groups: Groups,
        desk: Desk,
        journal: Journal,
        entry_of: Callable[[str], AccountEntry],
        tasks: TaskScope,
        say: Callable[[Message], None],
    ) -> None:
        self._groups = groups
        self._journal = journal
        self._entry_of = entry_of
        self._tasks = tasks
        self._say = say
        self._dirty = True
        self.changed: Observers[None] = Observers()
        self._stop_listening = desk.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def rows(self) -> list[MemberRow]:
        """Every account of every group, the leader of each first."""
        return [row for name in self._groups.names for row in self._rows_of(name)]

    def drifts(self, group: str) -> Sequence[Drift]:
        """Return what a repair of the group would send, as things stand."""
        return self._groups.drift(group)

    def name_of(self, account: str) -> str:
        """Return what the trader calls an account."""
        return self._entry_of(account).name

    def repair(self, group: str) -> None:
        """Send every follower that drifts to its share."""
        self._tasks.spawn(self._repair(group), name=f"repair {group}")

    def flush(self) -> None:
        """Tell of changes since the last frame."""
        if self._dirty:
            self._dirty = False
            self.changed.emit(None)

    async def _repair(self, group: str) -> None:
        try:
            results = await self._groups.repair(group)
        except TraderTerminalError as error:
            self._say(error.message)
            return
        for result in results:
            if result.refused is not None:
                self._say(result.refused)
        self._dirty = True

    def _hear(self, change: Change) -> None:
        self._dirty = True

    def _rows_of(self, name: str) -> list[MemberRow]:
        members, drifts = self._groups.members(name), self._groups.drift(name)
        rows = []
        for member in members:
            done = self._journal.statistics(Selection(account=member.account, group=name))
            rows.append(
                MemberRow(
                    group=name,
                    account=self._entry_of(member.account),
                    leads=member is members[0],
                    share=share_words(member),
                    variant=variant_words(member.variant),
                    trades=done.n,
                    result=done.net,
                    drifts=tuple(drift for drift in drifts if drift.account == member.account),
                    latest=self._groups.latest(name, member.account),
                )
            )
        return rows


def share_words(member: Member) -> str:
    """Say how much of a wish an account takes, and in which contracts."""
    words = [f"×{member.multiplier.normalize():f}"]
    for root, substitute in member.map.items():
        words.append(f"{root} → {substitute.root} ×{substitute.ratio.normalize():f}")
    return " ".join(words)


def variant_words(variant: Variant) -> str:
    """Say what an account does otherwise than it is asked to: `30 s later, stop 8 ticks`."""
    words = []
    if variant.delay_s:
        words.append(
            translate("Groups", "{delay_s} s later").format(
                delay_s=formats.quantity(variant.delay_s)
            )
        )
    for name, level in (("stop", variant.stop), ("target", variant.target)):
        if level is not None:
            words.append(f"{name} {_level_words(level)}")
    return ", ".join(words).capitalize()


def _level_words(level: ExitLevel) -> str:
    value = formats.quantity(level.value)
    match level.unit:
        case "money":
            return formats.exact_money(level.value)
        case "percent":
            return f"{value}%"
        case _:
            return f"{value} {level.unit}"


def _drift_words(drift: Drift) -> str:
    held, wanted = formats.signed(drift.held), formats.signed(drift.wanted)
    settling = translate("Groups", ", orders on their way") if drift.settling else ""
    return translate("Groups", "Holds {held} of {wanted} {symbol}{settling}").format(
        held=held, wanted=wanted, symbol=drift.symbol, settling=settling
    )


def sending_words(drift: Drift) -> str:
    """Say what a repair sends for a follower: `buy 2 ESH2024 at the market, to hold +2`."""
    side = "buy" if drift.missing > 0 else "sell"
    size = formats.quantity(abs(drift.missing))
    after = translate("Groups", "to hold {target}{by_hand}").format(
        target=formats.signed(drift.target), by_hand=_by_hand(drift)
    )
    return translate("Groups", "{side} {size} {symbol} at the market, {after}").format(
        side=side, size=size, symbol=drift.symbol, after=after
    )


def _by_hand(drift: Drift) -> str:
    if not drift.by_hand:
        return ""
    words = formats.signed(drift.by_hand)
    if drift.target == drift.wanted:
        return translate("Groups", ", in the place of {words} by hand").format(words=words)
    return translate("Groups", ", {words} of it by hand").format(words=words)
