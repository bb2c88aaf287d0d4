"""The kill switch in words: what it would do, what it has done; throwing and releasing it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from traderterminal.desk.desk import Desk
from traderterminal.domain.messages import Message
from traderterminal.kit.language import translate
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.formats import counted

#: Who threw it, where the window did.
BY: Final = "you"


class KillSwitchViewModel:
    """Asks the switch anew each time, so that its words hold while the ledger books nothing.

    `host_time` tells a moment of the machine's clock as the screen writes it; `say` tells of a
    switch that could not be made durable.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: TaskScope,
        host_time: Callable[[int], datetime],
        say: Callable[[Message], None],
    ) -> None:
        self._desk = desk
        self._switch = desk.kill_switch
        self._tasks = tasks
        self._host_time = host_time
        self._say = say

    @property
    def engaged(self) -> bool:
        return self._switch.engaged

    @property
    def would(self) -> str:
        """What throwing it would do to the orders there are now."""
        count = self._switch.count()
        goes = translate("KillSwitch", "{adding} cancelled").format(
            adding=counted(count.adding, "entry order")
        )
        unknown = (
            translate("KillSwitch", ", {unknown} of unknown outcome").format(unknown=count.unknown)
            if count.unknown
            else ""
        )
        return translate("KillSwitch", "{goes}{unknown}, {kept} kept").format(
            goes=goes, unknown=unknown, kept=counted(count.kept, "protective order")
        )

    @property
    def told(self) -> str:
        """Since when it is on, by whom, and what became of the orders; empty while it is off."""
        switch = self._switch
        if switch.since_ns is None:
            return ""
        since = f"{self._host_time(switch.since_ns):%H:%M:%S}"
        by = translate("KillSwitch", ", by {by}").format(by=switch.by) if switch.by else ""
        durable = (
            ""
            if switch.is_durable
            else translate("KillSwitch", " Not on the disk yet: a restart would lift it.")
        )
        return translate(
            "KillSwitch",
            "Since {since}{by}. New entries are blocked on all accounts.{orders}"
            " Exits work.{durable}",
        ).format(since=since, by=by, orders=self._orders(), durable=durable)

    def _orders(self) -> str:
        count = self._switch.count()
        parts = (
            (
                count.cancelled,
                translate("KillSwitch", "{cancelled} cancelled").format(
                    cancelled=counted(count.cancelled, "entry order")
                ),
            ),
            (
                count.adding,
                translate("KillSwitch", "{adding} not confirmed").format(
                    adding=counted(count.adding, "cancel")
                ),
            ),
            (
                count.unknown,
                translate("KillSwitch", "{unknown} unknown").format(unknown=count.unknown),
            ),
        )
        said = ", ".join(words for number, words in parts if number)
        kept = counted(count.kept, "protective order")
        stay = (
            translate("KillSwitch", " {kept} stays.").format(kept=kept)
            if count.kept == 1
            else translate("KillSwitch", " {kept} stay.").format(kept=kept)
        )
        return f"{f' {said}.' if said else ''}{stay}"

    def engage(self, *, flatten: bool = False) -> None:
        """Throw the switch; with `flatten` every position is closed and every order taken out."""
        thrown = self._switch.engage(flatten=flatten, by=BY)
        self._tasks.spawn(attempt(thrown, self._say), name="throw the kill switch")

    def release(self) -> None:
        """Let orders leave again."""
        released = self._switch.release()
        self._tasks.spawn(attempt(released, self._say), name="release the kill switch")
