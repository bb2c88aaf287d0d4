"""The window in another language: chosen at run time, from the computer, or in the settings."""

import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QScrollArea, QToolButton, QWidget

from tests.support.marked_words import MarkedCatalogue, Painted, shown_texts, unmarked
from tests.support.on_screen import check_columns, pressed, until
from tests.support.shared_data import REPOSITORY
from tests.support.traded import trade
from traderterminal.alerts.inbox import Proof
from traderterminal.app import languages
from traderterminal.app.screen import PANES, Screen
from traderterminal.app.service import Service
from traderterminal.domain.errors import BadData
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.sentences import CATALOGUE
from traderterminal.kit.language import ENGLISH, speak, spoken, translate
from traderterminal.ui import texts
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.alert_studio import AlertStudioPane
from traderterminal.ui.panes.appearance_sheet import AppearanceSheet
from traderterminal.ui.panes.diagnostics import PAGES
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.widgets.command_field import EXAMPLES
from traderterminal.ui.widgets.controls import Tabs, key_words

Run = Callable[..., Any]
TEMPLATES = REPOSITORY / "resources/alert_templates"
GERMAN = REPOSITORY / "resources/translations/traderterminal_de.ts"
FLAT = Message("already_flat")


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    languages.show_in(qapp, ENGLISH)


def opened(screen: Screen) -> AppearanceSheet:
    words = translate("Window", "Appearance…")
    lines = [line for menu in screen.window.findChildren(QMenu) for line in menu.actions()]
    next(line for line in lines if line.text() == words).trigger()
    (sheet,) = screen.window.findChildren(AppearanceSheet)
    return sheet


async def chosen(service: Service, screen: Screen, language: str, apply: str) -> None:
    old, sheet = screen.window, opened(screen)
    pressed(sheet, language)
    pressed(sheet, apply)
    await until(service, lambda: screen.window is not old)


def test_there_are_english_and_every_language_with_a_file() -> None:
    assert languages.languages() == ("en", "de")
    assert [languages.name_of(code) for code in languages.languages()] == ["English", "Deutsch"]


@pytest.mark.parametrize(
    ("preferred", "found"),
    [
        (["de-AT", "en-US"], "de"),
        (["de_DE"], "de"),
        (["tlh", "de"], "de"),
        (["en-GB", "de"], "en"),
        (["fr-FR"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_language_of_the_computer_is_taken_where_there_is_one(
    preferred: list[str], found: str
) -> None:
    assert languages.resolved("system", preferred) == found


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadData, match="there is no language 'tlh'; there are en, de"):
        languages.resolved("tlh")


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_strategy_that_is_not_set_up_says_so_whole(
    on_screen: Run, tmp_path: Path, language: str
) -> None:
    (tmp_path / "config.toml").write_text(f'[ui]\nlanguage = "{language}"\n')
    message = b'{"strategy": "orb", "symbol": "ES1!", "action": "buy", "quantity": 1, "id": "1"}'

    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1366, 768)
        screen.window.open_pane("Alert studio")
        (studio,) = screen.window.findChildren(AlertStudioPane)
        studio._bar.setCurrentIndex(1)
        await service.inbox.receive(message, Proof.PATH, service.engine.host.now_ns())
        await until(service, lambda: studio.table.table.rowCount() == 1)
        await service.engine.host.sleep(0.05)
        check_columns(studio.table, screen.window._theme)

    on_screen(act)


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_are_read_whole_whichever_is_chosen(
    on_screen: Run, tmp_path: Path, language: str
) -> None:
    (tmp_path / "config.toml").write_text(f'[ui]\nlanguage = "{language}"\n')

    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1366, 768)
        for pane in ("Orders", "Alerts", "Alert studio"):
            screen.window.open_pane(pane)
            await service.engine.host.sleep(0.02)
            for tabs in [one for one in screen.window.findChildren(Tabs) if one.isVisible()]:
                for page in (*range(1, tabs.count()), 0):
                    tabs.setCurrentIndex(page)
                    await service.engine.host.sleep(0.02)
                    assert tabs.width() >= tabs.sizeHint().width(), (pane, page)
                    assert not [one for one in tabs.findChildren(QToolButton) if one.isVisible()]

    on_screen(act)


def test_qt_says_its_own_words_in_the_language_too(qapp: QApplication) -> None:
    def said() -> str:
        return QCoreApplication.translate("QWidgetTextControl", "&Paste")

    assert said() == "&Paste"
    assert key_words("Ctrl+L / Del") == "Ctrl+L / Del"
    languages.show_in(qapp, "de")
    assert said() == "Einf&ügen"
    assert key_words("Ctrl+L / Del") == "Strg+L / Entf"
    languages.show_in(qapp, ENGLISH)
    assert said() == "&Paste"


def test_what_is_unfinished_stays_english(tmp_path: Path) -> None:
    path = tmp_path / "x.ts"
    path.write_text(
        '<TS version="2.1" language="de"><context><name>A</name>'
        "<message><source>One</source><translation>Eins</translation></message>"
        '<message><source>Two</source><translation type="unfinished">Zw</translation></message>'
        '<message><source>Three</source><translation type="vanished">Drei</translation></message>'
        "<message><source>Four</source><translation></translation></message>"
        "</context></TS>",
        "utf-8",
    )
    assert dict(languages.read_texts(path)) == {("A", "One"): "Eins"}


def gathered(tmp_path: Path) -> Path:
    """What the tool for translators finds in the sources of now."""
    out = tmp_path / GERMAN.name
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    script = (REPOSITORY / "packaging/translations").read_text("utf-8")
    options = script.partition('/pyside6-lupdate" ')[2].partition("-ts")[0].replace("\\\n", "")
    ended = subprocess.run(  # noqa: S603 - the tool beside this Python, with the script's options
        [tool, *options.split(), "-ts", out],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return out


def test_every_text_of_the_sources_is_translated_and_no_other(tmp_path: Path) -> None:
    wanted = {key for key, _ in languages.read_texts(gathered(tmp_path), finished=False)}
    there = {key for key, _ in languages.read_texts(GERMAN)}
    assert len(wanted) > 1_500
    assert there == wanted, "run packaging/translations and translate what is unfinished"


def test_every_sentence_of_the_catalogue_is_translated() -> None:
    there = {key for key, _ in languages.read_texts(GERMAN)}
    assert {("Message", sentence) for sentence in CATALOGUE.values()} <= there


def fields(text: str) -> Mapping[str, str]:
    """The places of a text that are filled in: how each is written, by its name."""
    return {
        name: f"{spec}!{conversion}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }


def test_a_translation_has_the_places_to_fill_in_of_its_source() -> None:
    wrong = [
        (source, text)
        for (_, source), text in languages.read_texts(GERMAN)
        if fields(source) != fields(text)
    ]
    assert not wrong


def ends(text: str) -> tuple[bool, bool, int, int]:
    """How a text joins what stands around it, and how it is divided: menus by tabs."""
    return text[:1].isspace(), text[-1:].isspace(), text.count("\t"), text.count("\n")


def test_a_translation_begins_ends_and_is_divided_as_its_source() -> None:
    wrong = [
        (source, text)
        for (_, source), text in languages.read_texts(GERMAN)
        if ends(source) != ends(text) or "\\" in text
    ]
    assert not wrong


def test_the_language_is_switched_at_run_time_and_found_the_next_time(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        assert texts.text(FLAT) == "Already flat."
        await chosen(service, screen, "Deutsch", "Apply")
        assert spoken() == "de"
        assert texts.text(FLAT) == "Bereits glatt."

    async def again(service: Service, screen: Screen) -> None:
        assert spoken() == "de"
        await chosen(service, screen, "English", "Übernehmen")
        assert texts.text(FLAT) == "Already flat."

    on_screen(act)
    speak(ENGLISH, {})
    on_screen(again)


def test_the_settings_name_a_language(on_screen: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[ui]\nlanguage = "de"\n', "utf-8")

    async def act(service: Service, screen: Screen) -> str:
        return spoken()

    assert on_screen(act) == "de"


def test_german_words_have_room_in_the_sheets(on_screen: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[ui]\nlanguage = "de"\n', "utf-8")

    async def act(service: Service, screen: Screen) -> None:
        asking = screen.window.asking
        asking.open_settings()
        (sheet,) = asking.sheets()
        await service.engine.host.sleep(0.1)
        (area,) = sheet.findChildren(QScrollArea)
        assert area.verticalScrollBar().maximum() > 0  # it is laid out
        assert area.horizontalScrollBar().maximum() == 0
        sheet.put_away()
        asking.about_keys()
        (keys,) = [one for one in asking.sheets() if one is not sheet]
        await service.engine.host.sleep(0.1)
        cut = [
            one.text()
            for one in keys.findChildren(QLabel)
            if not one.wordWrap() and one.isVisible() and one.width() < one.sizeHint().width()
        ]
        assert cut == []

    on_screen(act)


# Nothing is left out.

#: Names, which are the same in every language: of brokers, themes, workspaces, modes and languages.
NAMES = frozenset(
    [
        "simulator",  # as the settings call a mode
        "English",
        "Deutsch",
        "Tradovate",
        "TopstepX",
        "TraderTerminal",
        "Ink",
        "Ivory",
        "Contrast",
        "Clear",
        "Trade",
        "Scalp",
        "Swing",
        "Prop",
        "Review",
        "Watchlist",
        "long",
        "short",
        "Long",
        "Short",
        "paper",
        "ms",
    ]
)
#: What the trader or the world outside has named or types: accounts, symbols, addresses, files,
#: keys of the keyboard and of the settings, templates of alerts, orders as a line of text, words of
#: a message.
OUTSIDE = re.compile(
    rf"{'|'.join(map(re.escape, EXAMPLES))}|paper_sim(ulator|\w*…)|https?://[^\s⟦⟧]+|/[^\s⟦⟧]+|days:5"
    r"|^sim$|^pt$|E-mini\b|^[a-z_.]+\t"
    r"|^[a-z]+(\.[a-z_]+)+$|\b\d?[A-Z][A-Z&]+\d*\b|\b500 ([A-Z][a-z]{2}\b|…)"
    r"|#[0-9A-F]{6}"
    r"|\b(Alt|Ctrl|Shift)\+\S+|^(Space|Esc|Del|Left / Right)$|\tSpace$|^Up / Down / PgUp / PgDown$"
    rf"|^({'|'.join(path.stem for path in TEMPLATES.glob('*.txt'))})$"
)


#: Buttons that ask on a sheet.
ASKS = ("⟦New alert…⟧", "⟦Add broker…⟧")


def menu_texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Give the texts of the menus of every table's first row and of a point of every chart."""
    tables = [one for one in window.findChildren(TableView) if one.isVisible()]
    charts = [one for one in window.findChildren(ChartWidget) if one.isVisible()]
    menus = [one.menu_of(one.row_at(0)) for one in tables if one.table.rowCount()]
    for menu in (*menus, *(chart.menu_of(QPointF(9, 9)) for chart in charts)):
        yield from shown_texts(menu)
        menu.deleteLater()


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_whatever_the_window_shows_comes_from_the_catalogue(
    on_screen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In every workspace, pane and sheet, with a position, orders and trades made in English."""
    catalogues = {"system": {}, "de": MarkedCatalogue()}
    monkeypatch.setattr(languages, "show_in", lambda app, code: speak(code, catalogues[code]))
    painted, shown = Painted(), dict[str, str]()

    async def act(service: Service, screen: Screen) -> None:
        await trade(service)
        for pane in PANES:
            screen.window.open_pane(pane)
            await service.engine.host.sleep(0.05)
            screen.window.flush()
        screen.announcing.notices.dismiss_all()  # what was told stays as it was told
        screen.choose_looks(replace(screen._chosen.looks, language="de"))
        await service.engine.host.sleep(0.3)
        painted.hear(monkeypatch)
        window = screen.window
        asking = window.asking
        screen.trading.hotkeys.enable(on=True)

        async def look() -> None:
            await service.engine.host.sleep(0.1)
            window.flush()
            shown.update((text, where) for where, text in shown_texts(window))

        for number in range(len(screen.workspaces.vm.all)):
            screen.workspaces.vm.choose(number)
            window.arrange(1600, 1000, screen.workspaces.vm.active.template)
            await look()
        for pane in PANES:
            window.open_pane(pane)
            await look()
            shown.update((text, where) for where, text in menu_texts(window))
        asks: list[Callable[[], object]] = [
            *(asking.to_flatten, asking.to_kill, asking.to_replay, asking.for_looks),
            *(asking.for_command, asking.about_keys, asking.open_settings, asking.about_program),
            screen.charting.charts.active.open_indicators,
            partial(screen.trading.ticket.preview, Side.BUY),
            *(partial(pressed, window, words) for words in ASKS),
        ]
        for ask in asks:
            ask()
            await look()
            for sheet in asking.sheets():
                sheet.put_away()
        for words in PAGES[:-1]:  # the log is in English
            pressed(window, f"⟦{words}⟧")
            await look()
        pressed(window, "⟦Insert placeholder⟧")
        placeholders = QApplication.activePopupWidget()
        assert placeholders is not None
        shown.update((text, where) for where, text in shown_texts(placeholders))
        placeholders.close()

    on_screen(act)
    shown.update((text, "painted") for text in painted.texts)
    left = {
        (where, text)
        for text, where in shown.items()
        if not NAMES.issuperset(unmarked(OUTSIDE.sub("", text)))
    }
    assert not left
    assert len(shown) > 1_000
