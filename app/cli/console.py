"""The console that tables are printed on."""

from rich.console import Console

_WIDTH = 120


def make_console() -> Console:
    """Return a console on standard output; in a pipe, which has no width of its own, it has room for a table."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    return console
