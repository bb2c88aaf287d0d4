"""The rules that the gate asked about an order, in order, each with measured value and limit."""

from typing import Final

from traderterminal.domain.messages import grouped
from traderterminal.domain.orders import Verdict
from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme

#: A verdict with its place in the order of asking.
Asked = tuple[int, Verdict]

_OUTCOMES: Final = {
    "pass": mark("Orders", "passed"),
    "refuse": mark("Orders", "refused"),
    "skip": mark("Orders", "not asked"),
}


def rules_table(theme: Theme) -> TableView[Asked]:
    """Return an empty table of verdicts."""
    return TableView(
        _columns(), lambda pair: str(pair[0]), theme, mark("Table", "Rules asked, in order")
    )


def _columns() -> list[Column[Asked]]:
    marks = {"pass": ("✓", "ok"), "refuse": ("✗", "error"), "skip": ("−", "t3")}

    def rule(pair: Asked) -> Cell:
        verdict = pair[1]
        glyph, token = marks[verdict.outcome]
        refused, skipped = verdict.outcome == "refuse", verdict.outcome == "skip"
        return Cell(
            texts.rule(verdict.rule),
            "t3" if skipped else "error" if refused else "t1",
            "strong" if refused else "body",
            glyph=glyph,
            glyph_token=token,
            tint="error" if refused else "",
            spoken=f"{texts.rule(verdict.rule)}: {translate('Orders', _OUTCOMES[verdict.outcome])}",
        )

    def measured(pair: Asked) -> Cell:
        verdict = pair[1]
        if verdict.outcome == "skip":
            return Cell(translate("Orders", "not asked"), "t3")
        if verdict.outcome == "refuse":
            return Cell(grouped(verdict.measured), "error", "strong", tint="error")
        return Cell(grouped(verdict.measured), "t1")

    def limit(pair: Asked) -> Cell:
        return Cell(
            grouped(pair[1].limit), "t3", tint="error" if pair[1].outcome == "refuse" else ""
        )

    return [
        Column(
            mark("Column", "Rule"),
            13,
            rule,
            stretch=True,
            sample=Cell(translate("Orders", "Orders of unknown outcome"), glyph="✓"),
        ),
        Column(
            mark("Column", "Measured"),
            7,
            measured,
            right=True,
            sample=Cell(translate("Orders", "not asked")),
        ),
        Column(mark("Column", "Limit"), 6, limit, right=True, sample=Cell("2026-12-18"), leaves=1),
    ]
