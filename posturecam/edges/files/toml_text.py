"""Plain values as TOML that a person can read: single values first, rows of numbers last."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import tomlkit

DIGITS: Final = 7  # significant digits kept of every number; a float32 has no more
_ROWS: Final = "[\n"  # how a list of lists begins


def toml_text(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Return `tables` by name as TOML, each under its head; those with lists of lists come last."""
    found = [text for name, table in tables.items() for text in _sections(name, table)]
    return "\n\n".join(sorted(found, key=lambda text: _ROWS in text))


def _sections(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the plain values of `table`, then each of the tables inside it, under its own head."""
    yield _section(f"[{name}]", table)
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _sections(f"{name}.{key}", value)
        elif _holds_tables(value):
            yield from (_section(f"[[{name}.{key}]]", item) for item in value)


def _section(head: str, table: Mapping[str, Any]) -> str:
    plain = [key for key, value in table.items() if not _holds_tables(value)]
    plain.sort(key=lambda key: _length(table[key]))
    return "\n".join([head, *(f"{key} = {_value(table[key])}" for key in plain)])


def _holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (bool(_length(value)) and any(map(_holds_tables, value)))


def _length(value: Any) -> int:
    return len(value) + 1 if isinstance(value, (list, tuple)) else 0


def _value(value: Any) -> str:
    if isinstance(value, float):
        return repr(float(f"{value:.{DIGITS}g}"))
    if not isinstance(value, (list, tuple)):
        return str(tomlkit.item(value).as_string())
    parts = [_value(item) for item in value]
    if any(map(_length, value)):
        return _ROWS + "".join(f"  {part},\n" for part in parts) + "]"
    return f"[{', '.join(parts)}]"
