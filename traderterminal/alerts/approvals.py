"""Alerts that wait for the trader's word: until he gives it, or its time is over.

The wait is part of the alert's own record, so that it survives a restart. A decision falls once: a
word and the end of the time that meet are settled by which of them came first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from traderterminal.domain.errors import LedgerDown
from traderterminal.domain.signals import AlertRecord, Approval, Decision, Stage
from traderterminal.kit.clock import NANOSECONDS, Clock, within


class Approvals:
    """Holds those who wait, and wakes them.

    `record` returns an alert at hand, `show` takes over a changed one, `keep` makes it durable and
    raises LedgerDown. Times are host time.
    """

    def __init__(
        self,
        *,
        record: Callable[[str], AlertRecord],
        show: Callable[[AlertRecord], None],
        keep: Callable[[AlertRecord], Awaitable[None]],
        host: Clock,
    ) -> None:
        self._record = record
        self._show = show
        self._keep = keep
        self._host = host
        self._being_written: set[str] = set()
        self._woken: dict[str, asyncio.Event] = {}

    async def ask(self, alert_id: str, seconds: float) -> Decision:
        """Wait until the alert is decided upon, at most `seconds` from when it first asked."""
        approval = self._record(alert_id).approval or await self._begin(alert_id, seconds)
        woken = self._woken.setdefault(alert_id, asyncio.Event())
        while (decision := self._decision(alert_id)) is None:
            left = (approval.expires_ns - self._host.now_ns()) / NANOSECONDS
            if alert_id in self._being_written:
                woken.clear()
                await woken.wait()
            elif left > 0:
                woken.clear()
                await within(self._host, left, woken.wait())
            else:
                self._show(self._decided(alert_id, Decision.EXPIRED))
        return decision

    async def decide(self, alert_id: str, decision: Decision) -> bool:
        """Make a decision durable and let the alert go on; False when it does not wait (any more).

        Raises LedgerDown, then it still waits.
        """
        record = self._record(alert_id)
        if record.approval is None or not record.waits or alert_id in self._being_written:
            return False
        if self._host.now_ns() >= record.approval.expires_ns:
            return False
        self._being_written.add(alert_id)
        try:
            await self._keep(self._decided(alert_id, decision))
            self._show(self._decided(alert_id, decision))
        finally:
            self._being_written.discard(alert_id)
            self._woken.setdefault(alert_id, asyncio.Event()).set()
        return True

    async def _begin(self, alert_id: str, seconds: float) -> Approval:
        now = self._host.now_ns()
        approval = Approval(now, now + int(seconds * NANOSECONDS))
        record = self._record(alert_id)
        timeline = (*record.timeline, (Stage.WAITING, now))
        self._show(replace(record, approval=approval, timeline=timeline))
        with suppress(LedgerDown):  # after a restart it then asks anew
            await self._keep(self._record(alert_id))
        return approval

    def _decision(self, alert_id: str) -> Decision | None:
        approval = self._record(alert_id).approval
        return None if approval is None else approval.decision

    def _decided(self, alert_id: str, decision: Decision) -> AlertRecord:
        record = self._record(alert_id)
        assert record.approval is not None  # noqa: S101 - only what has asked is decided upon
        return replace(record, approval=replace(record.approval, decision=decision))
