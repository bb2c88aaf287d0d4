"""What panes are called on the screen; in the code and in what is kept their names are English."""

from traderterminal.kit.language import translate


def pane_title(name: str) -> str:
    """Return what a pane is called, with its number where there are several."""
    words, _, number = name.rpartition(" ")
    if number.isdigit():
        return f"{translate('Pane', words)} {number}"
    return translate("Pane", name)
