"""What a table shows, as text: for the clipboard and for a file that a spreadsheet opens."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QSaveFile, QTimer, Signal

from traderterminal.domain.notation import MINUS
from traderterminal.ui.tables.cells import Cell
from traderterminal.ui.viewmodels.formats import NOTHING, money_sign

#: How long one turn of a long export may hold the loop.
SLICE_MS: Final = 5

Line = Sequence[str]


def texts(cells: Sequence[Cell]) -> list[str]:
    """Return what cells say, second lines included."""
    return [cell.accessible for cell in cells]


def as_tabs(lines: Sequence[Line]) -> str:
    """Return lines as a spreadsheet takes them from the clipboard."""
    return "\n".join("\t".join(_harmless(word) for word in line) for line in lines)


def _plain(text: str) -> str:
    """Write a number as a spreadsheet reads it, and nothing where nothing is known."""
    return "" if text == NOTHING else text.replace(MINUS, "-")


def _harmless(text: str) -> str:
    """Keep a spreadsheet from running as a formula what an alert wrote."""
    starts, money = text[:1], text[1:].removeprefix(money_sign())
    is_number = money[:1].isdigit()
    if starts in ("=", "@", "\t", "\r") or (starts in ("+", "-") and not is_number):
        return f"'{text}"
    return text


class _Lines:
    """A file object for the csv module that keeps what it is given."""

    def __init__(self) -> None:
        self.pending: list[str] = []

    def write(self, text: str) -> int:
        self.pending.append(text)
        return len(text)


class CsvExport(QObject):
    """Writes lines to a file a few milliseconds at a time; the file appears when it is whole.

    `progressed` carries the lines written so far, `ended` what went wrong, or nothing.
    """

    progressed = Signal(int)
    ended = Signal(str)

    def __init__(self, path: Path, lines: Iterator[Line], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSaveFile(str(path))
        self._lines = lines
        self._written = 0
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin to write; the rest follows turn by turn."""
        if self._file.open(QSaveFile.OpenModeFlag.WriteOnly):
            self._file.write(b"\xef\xbb\xbf")  # spreadsheets take UTF-8 for granted only with it
            self._turns.start()
        else:
            self._end(self._file.errorString())

    def _turn(self) -> None:
        clock, buffer = QElapsedTimer(), _Lines()
        clock.start()
        writer = csv.writer(buffer)
        done = False
        while not done and clock.elapsed() < SLICE_MS:
            line = next(self._lines, None)
            if line is None:
                done = True
            else:
                writer.writerow([_harmless(_plain(word)) for word in line])
                self._written += 1
        self._file.write("".join(buffer.pending).encode())
        self.progressed.emit(self._written)
        if done:
            self._end("" if self._file.commit() else self._file.errorString())

    def _end(self, problem: str) -> None:
        self._turns.stop()
        self.ended.emit(problem)
        self.deleteLater()
