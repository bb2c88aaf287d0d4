"""The settings as the window changes them: written to the file, and in force as soon as may be."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields

from traderterminal.app.config_file import ConfigFile
from traderterminal.app.service import Service
from traderterminal.app.settings import Settings
from traderterminal.app.settings_fields import is_live, sections_of
from traderterminal.desk.desk import Desk
from traderterminal.domain.errors import BadData, LedgerDown
from traderterminal.kit.language import mark
from traderterminal.risk.limits import RiskLimits
from traderterminal.ui.viewmodels.settings_form import Path, SettingSection

#: Lets what has changed from the first to the second settings hold at once.
Apply = Callable[[Settings, Settings], None]


class SettingsDesk:
    """Implements `ui.viewmodels.settings_form.SettingsDesk` on a running service.

    `apply` lets hold what the window itself is asked for, `restart` lets the engine begin anew.
    `choices` are those of keys that are free texts in the file.
    """

    def __init__(
        self,
        service: Service,
        apply: Apply,
        restart: Callable[[], None],
        choices: Mapping[Path, Sequence[str]],
    ) -> None:
        engine = service.engine
        self._service = service
        self._file = ConfigFile(engine.options.config, service.plugins, engine.options.market)
        self._apply = apply
        self._restart = restart
        self._choices = choices

    def sections(self) -> Sequence[SettingSection]:
        """Return every key as it stands in the file."""
        return sections_of(self._written(), self._choices)

    def _written(self) -> Settings:
        try:
            return self._file.settings()
        except BadData:  # somebody else has broken it since: what holds is shown
            return self._service.engine.settings

    def check(self, changes: Mapping[Path, str]) -> Mapping[Path, str]:
        """Say what is wrong with changes, by key."""
        return self._file.check(changes)

    async def save(self, changes: Mapping[Path, str]) -> None:
        """Write changes and let them hold; raises BadData that says how far it came."""
        before = self._written()
        try:
            after = await asyncio.to_thread(self._file.set, changes)
        except BadData as error:
            raise BadData(mark("Fault", "Nothing was written: {error}"), error=error) from error
        self._apply(before, after)
        await change_limits(self._service.engine.desk, before, after)
        if not all(map(is_live, changes)):
            self._restart()


async def change_limits(desk: Desk, before: Settings, after: Settings) -> None:
    """Let changed limits hold: tighter ones at once, looser ones in a minute.

    Raises BadData where the ledger cannot be written: they then hold from the next start on.
    """
    for account in after.accounts:
        was, now = before.limits(account.id), after.limits(account.id)
        names = [one.name for one in fields(RiskLimits)]
        wanted = {n: getattr(now, n) for n in names if getattr(now, n) != getattr(was, n)}
        if wanted and account.id in desk.accounts:
            try:
                await desk.change_limits(account.id, wanted)
            except LedgerDown as down:
                raise BadData(
                    mark("Fault", "Written, but the limits hold from the next start on: {cause}"),
                    cause=down.cause,
                ) from down
