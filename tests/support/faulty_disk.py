"""A disk under SQLite that fails at chosen calls."""

import apsw


class FaultyDisk(apsw.VFS):
    """The machine's disk under the name `name`.

    Of the calls that read, write, cut or sync, those numbered in `fails` (from 1) raise `error`.
    """

    def __init__(self, name: str, fails: range, error: type[apsw.Error]) -> None:
        self.name = name
        self.calls = 0
        self.failed = False
        self._fails = fails
        self._error = error
        super().__init__(name, base="")

    def mend(self) -> None:
        """Let every call work from now on."""
        self._fails = range(0)

    def count(self) -> None:
        """Take note of a call, or let it fail."""
        self.calls += 1
        if self.calls in self._fails:
            self.failed = True
            raise self._error("injected")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self, name, flags)


class _File(apsw.VFSFile):
    def __init__(
        self, disk: FaultyDisk, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__("", name, flags)
        self._disk = disk

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.count()
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.count()
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.count()
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.count()
        super().xSync(flags)
