"""Whether the computer runs on battery, from /sys (Linux)."""

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
_MAINS = {"Mains", "USB"}


def on_battery(supplies: Path = SUPPLIES) -> bool | None:
    """Return whether the computer runs on battery; None if that cannot be known here.

    A computer without a battery never does.
    """
    try:
        kinds = [(_read(supply / "type"), supply) for supply in sorted(supplies.iterdir())]
    except OSError:
        return None
    batteries = [supply for kind, supply in kinds if kind == "Battery" and _drives(supply)]
    if not batteries:
        return False
    if any(kind in _MAINS and _read(supply / "online") == "1" for kind, supply in kinds):
        return False
    return any(_read(supply / "status") == "Discharging" for supply in batteries)


def _drives(supply: Path) -> bool:
    """Return whether it is the computer's own battery, not that of a mouse or a headset."""
    return _read(supply / "scope") != "Device"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
