"""Numbers that can be read from some steps away: five lines high, of full blocks."""

from typing import Final

ROWS: Final = 5

_FONT: Final = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
}


def big(number: int) -> tuple[str, ...]:
    """Return `number`, 0 or more, as five lines; a letter cell is twice as high as it is wide."""
    rows = (" ".join(_FONT[digit][row] for digit in str(number)) for row in range(ROWS))
    return tuple(row.replace("#", "██").replace(" ", "  ") for row in rows)
