"""Qt loaded first, and so that whatever comes after it loads as if Qt were not there.

PySide wraps the import of every module, to find out whether it wants other names for Qt's methods
(`from __feature__ import snake_case`), and reads the source of each for that. No module of ours
does: it would cost a seventh of the start, and twenty megabytes of source kept in memory.
"""

import builtins


def load_qt() -> None:
    """Load Qt, and leave imports as they were."""
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401 - loading it is what is wanted

    builtins.__import__ = plain
